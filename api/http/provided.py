"""What routes are given (依赖)."""

from typing import Annotated, cast

from fastapi import Depends, Request

from api.jobs import JobQueue
from api.store import Store


def _store(request: Request) -> Store:
    return cast(Store, request.app.state.store)


def _jobs(request: Request) -> JobQueue:
    return cast(JobQueue, request.app.state.jobs)


OpenStore = Annotated[Store, Depends(_store)]
Jobs = Annotated[JobQueue, Depends(_jobs)]
