"""What routes are given (依赖)."""

from typing import Annotated, cast

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyHeader

from api.errors import Forbidden, Unauthorised
from api.jobs import JobQueue
from api.keys import RANK, KeyRing, Role
from api.store import Store

API_KEY = APIKeyHeader(name="X-API-Key", auto_error=False, description="made by `jixiao key add`")


def _store(request: Request) -> Store:
    return cast(Store, request.app.state.store)


def _jobs(request: Request) -> JobQueue:
    return cast(JobQueue, request.app.state.jobs)


def role_of(request: Request, key: Annotated[str | None, Security(API_KEY)]) -> Role | None:
    """Return the role of the key presented, None where none was; raises Unauthorised for a key that is not known."""
    if key is None:
        return None
    ring = cast(KeyRing, request.app.state.keys)
    role = ring.role_of(key)
    if role is None:
        raise Unauthorised("this key is not known; `jixiao key list` lists the keys of this home")
    return role


def may_read(request: Request, role: Annotated[Role | None, Depends(role_of)]) -> None:
    """Let everybody read, or only those with a key where the setting says so; raises Unauthorised."""
    if role is None and not cast(Store, request.app.state.store).settings.anonymous_read:
        raise Unauthorised("reading needs a key in the header X-API-Key")


def _writing(request: Request, role: Annotated[Role | None, Depends(role_of)]) -> str:
    """Return the id of the key that writes."""
    if role is None:
        raise Unauthorised("writing needs a key in the header X-API-Key; `jixiao key add --role editor` makes one")
    if RANK[role] < RANK["editor"]:
        raise Forbidden(f"a key of role {role} may not write")
    return request.headers["X-API-Key"].split("_")[1]


Caller = Annotated[Role | None, Depends(role_of)]
MayRead = Depends(may_read)
Writer = Annotated[str, Depends(_writing)]
OpenStore = Annotated[Store, Depends(_store)]
Jobs = Annotated[JobQueue, Depends(_jobs)]
