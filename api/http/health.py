"""Alive and ready (存活与就绪)."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.http.provided import OpenStore
from graph.errors import GraphError
from search.errors import SearchError

router = APIRouter(tags=["health"])


@router.get("/healthz")
def alive() -> dict[str, str]:
    """存活：the process answers."""
    return {"status": "alive"}


@router.get("/readyz")
def ready(store: OpenStore) -> JSONResponse:
    """就绪：catalogue, graph, model and index answer; else 503 with what is missing."""
    missing: dict[str, str] = {}
    try:
        store.graph.read("RETURN 1 AS one")
    except GraphError as problem:
        missing["graph"] = str(problem)
    try:
        store.index.report_ids()
    except SearchError as problem:
        missing["index"] = str(problem)
    body = {"status": "not ready" if missing else "ready", "reports": len(store.live_ids()), "missing": missing}
    return JSONResponse(body, 503 if missing else 200)
