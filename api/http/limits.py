"""Rate limits (限流): so many requests a minute for each key, or each address where there is no key."""

from typing import cast

from fastapi import Request

from api.http.provided import Caller, caller_address
from api.limits import RateLimits


def counted(request: Request, role: Caller) -> None:
    """Count a request; raises TooManyRequests over the setting's limit, which all processes of a home share."""
    allowed = request.app.state.store.settings.rate_limit
    if allowed:
        who = f"key:{request.headers['X-API-Key'].split('_')[1]}" if role else f"address:{caller_address(request)}"
        cast(RateLimits, request.app.state.limits).hit(who, allowed)
