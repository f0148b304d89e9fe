"""The assistants' door over HTTP keeps the same rules as the rest (助手接口的访问控制): keys, and so many requests a minute."""

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import ApiError
from api.http.limits import counted
from api.http.problems import answered
from api.http.provided import may_read, role_of


class GuardedApp:
    """An ASGI app that only those reach who may read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check and count the request, then pass it on; a refusal is a problem document."""
        if scope["type"] == "http":
            request = Request(scope)
            try:
                await run_in_threadpool(_checked, request)
            except ApiError as error:
                await answered(request, error)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _checked(request: Request) -> None:
    role = role_of(request, request.headers.get("X-API-Key"))
    counted(request, role)
    may_read(request, role)
