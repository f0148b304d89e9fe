"""Rate limits (限流): so many requests a minute for each key, or each address where there is no key."""

from typing import cast

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from api.http.provided import Caller, caller_address
from api.keys import Role
from api.limits import RateLimits


async def counted_in(request: Request, role: Caller) -> None:
    """Count a request as `counted` does, in a thread, where there is a limit at all."""
    if request.app.state.store.settings.rate_limit:
        await run_in_threadpool(counted, request, role)


def counted(request: Request, role: Role | None) -> None:
    """Count a request; raises TooManyRequests over the setting's limit, which all processes of a home share."""
    allowed = request.app.state.store.settings.rate_limit
    if allowed:
        who = f"key:{request.headers['X-API-Key'].split('_')[1]}" if role else f"address:{caller_address(request)}"
        cast(RateLimits, request.app.state.limits).hit(who, allowed)
