"""What routes are given (依赖).

What only looks at the request is `async`: FastAPI hands every other one to a thread, and a hand-over costs a busy machine milliseconds.
"""

import ipaddress
from typing import Annotated, cast

from fastapi import Depends, Request, Security
from fastapi.concurrency import run_in_threadpool
from fastapi.security import APIKeyHeader

from api.errors import Forbidden, Unauthorised
from api.jobs import JobQueue
from api.keys import RANK, KeyRing, Role
from api.limits import RateLimits
from api.store import Store

KEYS_A_MINUTE = 30
"""Keys of one address that are looked at closely in a minute: Argon2 costs tens of milliseconds, and guessing must not."""

API_KEY = APIKeyHeader(name="X-API-Key", auto_error=False, description="made by `jixiao key add`")


async def _store(request: Request) -> Store:
    return cast(Store, request.app.state.store)


async def _jobs(request: Request) -> JobQueue:
    return cast(JobQueue, request.app.state.jobs)


def caller_address(request: Request) -> str:
    """Return where a request comes from; of IPv6 the network, since one caller has all its addresses."""
    try:
        address = ipaddress.ip_address(request.client.host if request.client else "")
    except ValueError:
        return "?"
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


async def _presented(request: Request, key: Annotated[str | None, Security(API_KEY)]) -> Role | None:
    """Return the role of the key presented; one that is there is looked at in a thread, for that takes time."""
    return None if key is None else await run_in_threadpool(role_of, request, key)


def role_of(request: Request, key: str | None) -> Role | None:
    """Return the role of the key presented, None where none was.

    Raises Unauthorised for a key that is not known, TooManyRequests where one address tries many.
    """
    if key is None:
        return None
    ring = cast(KeyRing, request.app.state.keys)
    store = cast(Store, request.app.state.store)
    if store.settings.rate_limit and not ring.recognises(key):
        cast(RateLimits, request.app.state.limits).hit(f"keys:{caller_address(request)}", KEYS_A_MINUTE)
    role = ring.role_of(key)
    if role is None:
        raise Unauthorised("this key is not known; `jixiao key list` lists the keys of this home")
    return role


async def may_read(request: Request, role: Annotated[Role | None, Depends(_presented)]) -> None:
    """Let everybody read, or only those with a key where the setting says so; raises Unauthorised."""
    if role is None and not cast(Store, request.app.state.store).settings.anonymous_read:
        raise Unauthorised("reading needs a key in the header X-API-Key")


async def _writing(request: Request, role: Annotated[Role | None, Depends(_presented)]) -> str:
    """Return the id of the key that writes."""
    if role is None:
        raise Unauthorised("writing needs a key in the header X-API-Key; `jixiao key add --role editor` makes one")
    if RANK[role] < RANK["editor"]:
        raise Forbidden(f"a key of role {role} may not write")
    return request.headers["X-API-Key"].split("_")[1]


Caller = Annotated[Role | None, Depends(_presented)]
MayRead = Depends(may_read)
Writer = Annotated[str, Depends(_writing)]
OpenStore = Annotated[Store, Depends(_store)]
Jobs = Annotated[JobQueue, Depends(_jobs)]
