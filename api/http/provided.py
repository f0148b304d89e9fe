"""What routes are given (依赖)."""

from typing import Annotated, cast

from fastapi import Depends, Request

from api.store import Store


def _store(request: Request) -> Store:
    return cast(Store, request.app.state.store)


OpenStore = Annotated[Store, Depends(_store)]
