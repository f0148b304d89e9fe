"""Jobs (任务): uploads wait in a bounded queue on disk, are ingested one job at a time, and survive a restart.

Whoever holds the home's writer lock works: a job found `running` by the holder of the lock was left by a process that died, and
is simply run again, since ingesting the same bytes twice changes nothing.
"""

import json
import logging
import shutil
import threading
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Float, Integer, MetaData, String, Table, Text, create_engine, delete, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from api.disk import LEAST_FREE, is_full
from api.errors import QueueFull, UnknownJob
from api.job import Job, JobState
from api.store import Store
from api.views import plain
from graph.errors import GraphError
from ingest.errors import HomeBusy, IngestError
from ingest.pipeline import Home, Outcome, Stage, Told, ingest
from ingest.readers.sources import Source, unpacked
from search.errors import SearchError

MAX_WAITING = 32
WAITING, ENDED = ("queued", "running"), ("done", "cancelled")
REMEMBERED = 1000
"""Ended jobs whose outcome can still be asked for."""
IDLE_S = 0.5
AGAIN_S = 2.0
PASSING = (GraphError, SearchError, IngestError, SQLAlchemyError, OSError)
"""What keeps a job from being done now, and passes: it is tried again."""
DEFECTS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, AssertionError)
"""What a defect of a reader or an extractor looks like: trying again would not help."""

log = logging.getLogger(__name__)

METADATA = MetaData()
JOBS = Table(
    "jobs",
    METADATA,
    Column("job_id", String, primary_key=True),
    Column("created", Float, nullable=False),
    Column("state", String, nullable=False),
    Column("total", Integer, nullable=False),
    Column("results", Text, nullable=False),
)
STAGES = Table("stages", METADATA, Column("job_id", String, primary_key=True), Column("path", Text), Column("stage", String))
"""The file in hand of a running job, in a table of its own: jobs of earlier versions have none."""


class JobQueue:
    """The jobs of one home, in SQLite, their files beside it until they are done."""

    def __init__(self, home: Path, max_waiting: int = MAX_WAITING) -> None:
        self.uploads = home / "uploads"
        self.max_waiting = max_waiting
        self._engine = create_engine(f"sqlite:///{home / 'jobs.sqlite'}", connect_args={"timeout": 30})
        METADATA.create_all(self._engine)

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def put(self, sources: Sequence[Source]) -> Job:
        """Keep the files and queue a job for them; raises QueueFull with when to come again."""
        with self._engine.connect() as connection:
            waiting = connection.execute(select(JOBS.c.job_id).where(JOBS.c.state.in_(WAITING))).all()
        if len(waiting) >= self.max_waiting:
            raise QueueFull(len(waiting))
        job = Job("j_" + uuid.uuid4().hex[:16], "queued", len(sources), ())
        try:
            self._keep_files(job, sources)
            with self._engine.begin() as connection:
                values = {"job_id": job.job_id, "created": time.time(), "state": job.state, "total": job.total, "results": "[]"}
                connection.execute(insert(JOBS), [values])
                ended = select(JOBS.c.job_id).where(JOBS.c.state.in_(ENDED)).order_by(JOBS.c.created.desc()).offset(REMEMBERED)
                connection.execute(delete(JOBS).where(JOBS.c.job_id.in_(ended)))
        except BaseException:  # of a job that nobody was told of nothing may stay
            self.forget_files(job.job_id)
            raise
        return job

    def _keep_files(self, job: Job, sources: Sequence[Source]) -> None:
        folder = self.uploads / job.job_id
        folder.mkdir(parents=True)
        for number, source in enumerate(sources):
            (folder / f"{number:05}.bin").write_bytes(source.data)
        (folder / "names.json").write_text(json.dumps([s.path for s in sources]), encoding="utf-8")

    def get(self, job_id: str) -> Job:
        """Return a job as it stands; raises UnknownJob."""
        with self._engine.connect() as connection:
            query = select(JOBS, STAGES.c.path, STAGES.c.stage).join(STAGES, STAGES.c.job_id == JOBS.c.job_id, isouter=True)
            row = connection.execute(query.where(JOBS.c.job_id == job_id)).mappings().first()
        if row is None:
            raise UnknownJob(job_id)
        current = {"path": row["path"], "stage": row["stage"]} if row["state"] == "running" and row["path"] else None
        return Job(row["job_id"], row["state"], row["total"], tuple(json.loads(row["results"])), current)

    def next(self) -> Job | None:
        """Return the oldest job that is not ended, or None."""
        query = select(JOBS.c.job_id).where(JOBS.c.state.in_(WAITING)).order_by(JOBS.c.created)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return self.get(row[0]) if row else None

    def count(self) -> dict[str, int]:
        """Return the number of jobs by state."""
        with self._engine.connect() as connection:
            return {str(s): int(n) for s, n in connection.execute(select(JOBS.c.state, func.count()).group_by(JOBS.c.state))}

    def count_files(self) -> dict[str, int]:
        """Return the number of files of all jobs by what became of them."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(JOBS.c.results)).scalars().all()
        return dict(Counter(result["status"] for row in rows for result in json.loads(row)))

    def note(self, job_id: str, state: JobState, results: Sequence[dict[str, Any]]) -> None:
        """Note how far a job is; a cancelled job stays cancelled."""
        with self._engine.begin() as connection:
            query = update(JOBS).where(JOBS.c.job_id == job_id, JOBS.c.state != "cancelled")
            connection.execute(query.values(state=state, results=json.dumps(list(results), ensure_ascii=False)))
            connection.execute(delete(STAGES).where(STAGES.c.job_id == job_id))

    def note_stage(self, job_id: str, path: str, stage: Stage) -> None:
        """Note how far the file in hand is."""
        with self._engine.begin() as connection:
            connection.execute(delete(STAGES).where(STAGES.c.job_id == job_id))
            connection.execute(insert(STAGES), [{"job_id": job_id, "path": path, "stage": stage}])

    def cancel(self, job_id: str) -> Job:
        """Cancel what has not been done of a job; what is in stays in."""
        before = self.get(job_id)
        if not before.ended:
            with self._engine.begin() as connection:
                connection.execute(update(JOBS).where(JOBS.c.job_id == job_id, JOBS.c.state.not_in(ENDED)).values(state="cancelled"))
            if before.state == "queued":  # else whoever works on it takes its files away
                self.forget_files(job_id)
        return self.get(job_id)

    def files(self, job: Job) -> list[Source]:
        """Return the files of a job."""
        folder = self.uploads / job.job_id
        names = json.loads((folder / "names.json").read_text(encoding="utf-8"))
        return [Source(name, (folder / f"{number:05}.bin").read_bytes()) for number, name in enumerate(names)]

    def forget_files(self, job_id: str) -> None:
        """Remove the files of an ended job."""
        shutil.rmtree(self.uploads / job_id, ignore_errors=True)


class Worker(threading.Thread):
    """The thread of a service that runs queued jobs whenever this home's writer lock is free."""

    def __init__(self, store: Store, queue: JobQueue) -> None:
        super().__init__(name="jobs", daemon=True)
        self._store = store
        self._queue = queue
        self._stopping = threading.Event()
        self.trouble: str | None = None

    def stop(self) -> None:
        """Let the file in hand finish, then end."""
        self._stopping.set()
        self.join(timeout=60)

    def run(self) -> None:
        """Work until stopped; what passes (a full disk, an engine that is away) is waited out and told by `trouble`."""
        while not self._stopping.is_set():
            try:
                worked = self._queue.next() is not None and self._work()
                self.trouble = None
            except PASSING as problem:
                log.warning("jobs=waiting reason=%s", problem)
                self.trouble = f"uploads wait: {_said(problem, self._store.home_dir)}; they go on by themselves when this is mended"
                worked = False
            if not worked:
                self._stopping.wait(IDLE_S if self.trouble is None else AGAIN_S)

    def _work(self) -> bool:
        """Run the oldest job; returns whether there was one and nobody else was writing."""
        try:
            with self._store.writing() as home:
                job = self._queue.next()
                if job is None:
                    return False
                self._run_job(home, job)
        except HomeBusy:
            return False
        return True

    def _run_job(self, home: Home, job: Job) -> None:
        """Ingest the files that are not done; a job begun before a restart goes on where it was."""
        results = list(job.reports)
        files = [inner for source in self._queue.files(job) for inner in unpacked(source)]
        self._queue.note(job.job_id, "running", results)
        for file in files[len(results) :]:
            if self._stopping.is_set() or self._queue.get(job.job_id).ended:
                break
            results += [plain(outcome) for outcome in _ingested(home, file, partial(self._queue.note_stage, job.job_id))]
            self._queue.note(job.job_id, "running", results)
        else:
            self._queue.note(job.job_id, "done", results)
        if self._queue.get(job.job_id).ended:
            self._queue.forget_files(job.job_id)


def _ingested(home: Home, file: Source, told: Told) -> list[Outcome]:
    """Ingest one file; a defect of ours in reading it fails this file alone."""
    try:
        return list(ingest(home, [file], told))
    except DEFECTS as problem:
        log.error("defect path=%s", file.path, exc_info=problem)
        return [Outcome(file.path, None, "failed", f"{file.path}: a defect of jixiao ({type(problem).__name__}); the log says more")]


def _said(problem: Exception, home: Path) -> str:
    """Return the reason in words; an engine that finds no room says only that it failed."""
    return "the disk is full" if is_full(problem) or shutil.disk_usage(home).free < LEAST_FREE else type(problem).__name__
