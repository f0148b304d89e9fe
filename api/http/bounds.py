"""How much a request may carry (请求大小限制), counted as it arrives, so that nobody fills memory or disk."""

from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import problem

BODY = 2**20
"""Bytes of any request but an upload, and what an upload's own form may add to its files."""


class TooMuch(Exception):
    """The body is over its limit."""


class BoundedBody:
    """Refuse bodies over their limit with 413, before or while they are read."""

    def __init__(self, app: ASGIApp, max_upload: int) -> None:
        self.app = app
        self.max_upload = max_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        upload = scope["method"] == "POST" and scope["path"].rstrip("/") == "/api/v1/reports"
        limit = BODY + (self.max_upload if upload else 0)
        told = dict(scope["headers"]).get(b"content-length", b"0")
        refusal = problem(413, "the request is too large", f"over the limit of {limit} bytes; split it or raise JIXIAO_MAX_UPLOAD")
        if told.isdigit() and int(told[:30]) > limit:
            await refusal(scope, receive, send)
            return
        seen, over, answered = 0, False, False

        async def counted() -> Message:
            nonlocal seen, over
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                over = True
                raise TooMuch
            return message

        async def noted(message: Message) -> None:
            nonlocal answered
            if over and not answered:
                return  # what the app makes of a body that broke off; the refusal below says why
            answered = True
            await send(message)

        with suppress(TooMuch):
            await self.app(scope, counted, noted)
        if over and not answered:
            await refusal(scope, receive, send)
