"""Rate limits (限流): so many requests a minute for each key, or each address where there is no key."""

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from api.errors import TooManyRequests
from api.http.provided import Caller

_WINDOW = MovingWindowRateLimiter(MemoryStorage())


def counted(request: Request, role: Caller) -> None:
    """Count a request; raises TooManyRequests over the setting's limit. Each worker process counts for itself."""
    allowed = request.app.state.store.settings.rate_limit
    if not allowed:
        return
    address = f"address:{request.client.host if request.client else '?'}"
    who = f"key:{request.headers['X-API-Key'].split('_')[1]}" if role else address
    if not _WINDOW.hit(RateLimitItemPerMinute(allowed), who):
        raise TooManyRequests(allowed)
