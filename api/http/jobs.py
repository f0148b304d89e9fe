"""Jobs over HTTP (任务接口)."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from api.http.models import JobView
from api.http.problems import WRITING
from api.http.provided import Jobs, OpenStore, Writer
from api.jobs import JobQueue
from api.trail import note
from api.views import job_view

router = APIRouter(prefix="/jobs", tags=["jobs"])
POLL_S = 0.2
JobId = Annotated[str, Path(max_length=64, description="as the upload gave it (任务标识)", examples=["j_0123456789abcdef"])]


class EventStream(StreamingResponse):
    """Server-sent events (HTML Living Standard, section 9.2); the `data` of each is a JobView."""

    media_type = "text/event-stream"


@router.get("/{job}", response_model=JobView)
def one_job(job: JobId, jobs: Jobs) -> dict[str, Any]:
    """任务：how far it is, and what became of each file."""
    return job_view(jobs.get(job))


@router.delete("/{job}", response_model=JobView, responses=WRITING)
def cancel(job: JobId, store: OpenStore, jobs: Jobs, writer: Writer) -> dict[str, Any]:
    """取消：what has not been done is left out; what is in stays in."""
    cancelled = jobs.cancel(job)
    note(store.home_dir, "cancel", job, writer)
    return job_view(cancelled)


@router.get("/{job}/events", response_class=EventStream)
def events(job: JobId, jobs: Jobs) -> EventStream:
    """进度：server-sent events, one at each step until the job ends."""
    jobs.get(job)
    return EventStream(_events(job, jobs), headers={"Cache-Control": "no-store"})


async def _events(job_id: str, jobs: JobQueue) -> AsyncIterator[str]:
    """Look again and again, without keeping a thread between two looks: many may watch."""
    last = None
    while True:
        job = await run_in_threadpool(jobs.get, job_id)
        if job != last:
            yield f"event: {job.state}\ndata: {json.dumps(job_view(job), ensure_ascii=False)}\n\n"
            last = job
        if job.ended:
            return
        await asyncio.sleep(POLL_S)
