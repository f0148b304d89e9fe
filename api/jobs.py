"""Jobs (任务): uploads wait in a bounded queue on disk, are ingested one job at a time, and survive a restart.

Whoever holds the home's writer lock works: a job found `running` by the holder of the lock was left by a process that died, and
is simply run again, since ingesting the same bytes twice changes nothing.
"""

import json
import shutil
import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Column, Float, Integer, MetaData, String, Table, Text, create_engine, insert, select, update

from api.errors import QueueFull, UnknownJob
from api.store import Store
from api.views import plain
from ingest.errors import HomeBusy
from ingest.pipeline import ingest
from ingest.readers.sources import Source, unpacked

JobState = Literal["queued", "running", "done", "cancelled"]
MAX_WAITING = 32
IDLE_S = 0.5

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


@dataclass(frozen=True, slots=True)
class Job:
    """One upload: its state, how many files it holds, and what became of each that is done."""

    job_id: str
    state: JobState
    total: int
    reports: tuple[dict[str, Any], ...]

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "cancelled")


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
            waiting = connection.execute(select(JOBS.c.job_id).where(JOBS.c.state.in_(("queued", "running")))).all()
        if len(waiting) >= self.max_waiting:
            raise QueueFull(len(waiting))
        job = Job("j_" + uuid.uuid4().hex[:16], "queued", len(sources), ())
        folder = self.uploads / job.job_id
        folder.mkdir(parents=True)
        for number, source in enumerate(sources):
            (folder / f"{number:05}.bin").write_bytes(source.data)
        (folder / "names.json").write_text(json.dumps([s.path for s in sources]), encoding="utf-8")
        with self._engine.begin() as connection:
            values = {"job_id": job.job_id, "created": time.time(), "state": job.state, "total": job.total, "results": "[]"}
            connection.execute(insert(JOBS), [values])
        return job

    def get(self, job_id: str) -> Job:
        """Return a job as it stands; raises UnknownJob."""
        with self._engine.connect() as connection:
            row = connection.execute(select(JOBS).where(JOBS.c.job_id == job_id)).mappings().first()
        if row is None:
            raise UnknownJob(job_id)
        return Job(row["job_id"], row["state"], row["total"], tuple(json.loads(row["results"])))

    def next(self) -> Job | None:
        """Return the oldest job that is not ended, or None."""
        query = select(JOBS.c.job_id).where(JOBS.c.state.in_(("queued", "running"))).order_by(JOBS.c.created)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return self.get(row[0]) if row else None

    def note(self, job_id: str, state: JobState, results: Sequence[dict[str, Any]]) -> None:
        """Note how far a job is; a cancelled job stays cancelled."""
        with self._engine.begin() as connection:
            query = update(JOBS).where(JOBS.c.job_id == job_id, JOBS.c.state != "cancelled")
            connection.execute(query.values(state=state, results=json.dumps(list(results), ensure_ascii=False)))

    def cancel(self, job_id: str) -> Job:
        """Cancel what has not been done of a job; what is in stays in."""
        if not self.get(job_id).ended:
            with self._engine.begin() as connection:
                connection.execute(update(JOBS).where(JOBS.c.job_id == job_id).values(state="cancelled"))
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

    def stop(self) -> None:
        """Let the file in hand finish, then end."""
        self._stopping.set()
        self.join(timeout=60)

    def run(self) -> None:
        """Work until stopped."""
        while not self._stopping.is_set():
            if self._queue.next() is None or not self._work():
                self._stopping.wait(IDLE_S)

    def _work(self) -> bool:
        try:
            with self._store.writing() as home:
                job = self._queue.next()
                if job is None:
                    return False
                results: list[dict[str, Any]] = []
                self._queue.note(job.job_id, "running", results)
                files = [inner for source in self._queue.files(job) for inner in unpacked(source)]
                for file in files:
                    if self._stopping.is_set() or self._queue.get(job.job_id).ended:
                        break
                    results += [plain(asdict(outcome)) for outcome in ingest(home, [file])]
                    self._queue.note(job.job_id, "running", results)
                else:
                    self._queue.note(job.job_id, "done", results)
                if self._queue.get(job.job_id).ended:
                    self._queue.forget_files(job.job_id)
        except HomeBusy:
            return False
        return True


