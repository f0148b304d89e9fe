"""Jobs over HTTP (任务接口)."""

import json
import time
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from api.http.models import JobView
from api.http.provided import Jobs, OpenStore, Writer
from api.jobs import JobQueue
from api.trail import note
from api.views import plain

router = APIRouter(prefix="/jobs", tags=["jobs"])
POLL_S = 0.2


@router.get("/{job}", response_model=JobView)
def one_job(job: str, jobs: Jobs) -> dict[str, Any]:
    """任务：how far it is, and what became of each file."""
    return dict(plain(jobs.get(job)))


@router.delete("/{job}", response_model=JobView)
def cancel(job: str, store: OpenStore, jobs: Jobs, writer: Writer) -> dict[str, Any]:
    """取消：what has not been done is left out; what is in stays in."""
    cancelled = jobs.cancel(job)
    note(store.home_dir, "cancel", job, writer)
    return dict(plain(cancelled))


@router.get("/{job}/events")
def events(job: str, jobs: Jobs) -> StreamingResponse:
    """进度：server-sent events, one at each step until the job ends."""
    jobs.get(job)
    return StreamingResponse(_events(job, jobs), media_type="text/event-stream", headers={"Cache-Control": "no-store"})


def _events(job_id: str, jobs: JobQueue) -> Iterator[str]:
    last = None
    while True:
        job = jobs.get(job_id)
        if job != last:
            yield f"event: {job.state}\ndata: {json.dumps(plain(job), ensure_ascii=False)}\n\n"
            last = job
        if job.ended:
            return
        time.sleep(POLL_S)
