"""The assistants' door over HTTP keeps the same rules as the rest (助手接口的访问控制): keys, and so many requests a minute."""

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import ApiError
from api.http.limits import counted
from api.http.problems import answered, problem
from api.http.provided import may_read, role_of
from api.keys import Role


class GuardedApp:
    """An ASGI app that only those reach who may read; it answers at `/mcp` and at `/mcp/`, to POST alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check and count the request, then pass it on; a refusal is a problem document."""
        request = Request(scope)
        if scope["method"] != "POST":  # no session outlives its request, so there is no stream to listen to and none to end
            refusal = problem(405, "an assistant's client sends POST here", "/docs lists the routes that browsers may open")
            refusal.headers["Allow"] = "POST"
            await refusal(scope, receive, send)
            return
        try:
            await may_read(request, await run_in_threadpool(_known, request))
        except ApiError as error:
            await answered(request, error)(scope, receive, send)
            return
        await self.app({**scope, "path": "/", "raw_path": b"/", "root_path": ""}, receive, send)


def _known(request: Request) -> Role | None:
    """Count the request and return its key's role."""
    role = role_of(request, request.headers.get("X-API-Key"))
    counted(request, role)
    return role
