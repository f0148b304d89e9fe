"""Alive and ready (存活与就绪)."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.http.models_service import Alive, Ready
from api.http.provided import OpenStore
from api.readiness import missing_parts
from api.wording import discreet

router = APIRouter(tags=["health"])


@router.get("/healthz", response_model=Alive)
def alive() -> dict[str, str]:
    """存活：the process answers."""
    return {"status": "alive"}


@router.get("/readyz", response_model=Ready, responses={503: {"model": Ready, "description": "something is missing (尚未就绪)"}})
def ready(store: OpenStore, request: Request) -> JSONResponse:
    """就绪：catalogue, bundles, graph, index, jobs and disk answer; else 503 with what is missing and how to mend it."""
    missing = {part: discreet(reason) for part, reason in missing_parts(store).items()}
    trouble = request.app.state.worker.trouble
    if trouble is not None:
        missing["jobs"] = discreet(trouble)
    reports = None if "catalogue" in missing else len(store.live_ids())
    return JSONResponse({"status": "not ready" if missing else "ready", "reports": reports, "missing": missing}, 503 if missing else 200)
