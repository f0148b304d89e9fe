"""The catalogue (目录): which bundle of which report is live; flipping a row here is when readers see a change."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Boolean, Column, Connection, Integer, MetaData, String, Table, create_engine, delete, event, insert, select, update

PATIENCE_S = 5
"""Seconds to wait for a lock: our own writers hold it for milliseconds, so whoever holds it longer is another program."""

State = Literal["staged", "live", "retired"]

METADATA = MetaData()
REPORTS = Table(
    "reports",
    METADATA,
    Column("bundle", String, primary_key=True),
    Column("report_id", String, nullable=False, index=True),
    Column("extractor", String, nullable=False),
    Column("path", String, nullable=False),
    Column("state", String, nullable=False),
)
FIELDS = tuple(REPORTS.c[name] for name in ("report_id", "bundle", "extractor", "path", "state"))
PROGRESS = Table(
    "progress",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("generation", Integer, nullable=False),
    Column("open", Boolean, nullable=False),
)
HISTORY = Table(
    "history",
    METADATA,
    Column("report_id", String, primary_key=True),
    Column("bundle", String, nullable=False),
)
"""A live report → the bundle of the version that it replaced, kept so that the two can be compared."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One report version: its bundle's digest, the extractor that made it, where it came from and its state."""

    report_id: str
    bundle: str
    extractor: str
    path: str
    state: State


class Catalogue:
    """SQLite in WAL mode: many readers beside one writer, whole transactions only."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": PATIENCE_S})
        event.listen(self._engine, "connect", _pragmas)
        METADATA.create_all(self._engine)

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def entries(self, state: State | None = None) -> list[Entry]:
        """Return the entries, of one state or all, by report id."""
        query = select(*FIELDS).order_by(REPORTS.c.report_id, REPORTS.c.bundle)
        if state is not None:
            query = query.where(REPORTS.c.state == state)
        with self._engine.connect() as connection:
            return [Entry(*row) for row in connection.execute(query)]

    def live(self, report_id: str) -> Entry | None:
        """Return the live entry of a report id, or None."""
        query = select(*FIELDS).where(REPORTS.c.report_id == report_id, REPORTS.c.state == "live")
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return Entry(*row) if row else None

    def live_at(self, path: str) -> Entry | None:
        """Return the live entry that came from a path, or None."""
        query = select(*FIELDS).where(REPORTS.c.path == path, REPORTS.c.state == "live")
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return Entry(*row) if row else None

    def generation(self) -> int:
        """Return a number that grows with every flip, for caches of the live set."""
        with self._engine.connect() as connection:
            return connection.execute(select(PROGRESS.c.generation)).scalar() or 0

    def is_open(self) -> bool:
        """Return whether a change was begun and not settled: by a running writer, or by one that died."""
        with self._engine.connect() as connection:
            return bool(connection.execute(select(PROGRESS.c.open)).scalar())

    def settle(self) -> None:
        """Note that graph and index agree with the catalogue again."""
        with self._engine.begin() as connection:
            connection.execute(update(PROGRESS).values(open=False))

    def stage(self, entry: Entry) -> None:
        """Note a version that is being written and that no reader sees yet."""
        with self._begin() as connection:
            connection.execute(delete(REPORTS).where(REPORTS.c.bundle == entry.bundle))
            connection.execute(insert(REPORTS), [asdict(entry)])

    def before(self) -> dict[str, str]:
        """Return live report → the digest of the version it replaced, where there was one."""
        with self._engine.connect() as connection:
            return {row.report_id: row.bundle for row in connection.execute(select(HISTORY))}

    def flip(self, arriving: Sequence[Entry], leaving: Sequence[str], replaced: Mapping[str, str] | None = None) -> None:
        """Make the arriving versions live and retire the leaving reports, in one transaction.

        `replaced` says of which arriving report which bundle is the version before it; a leaving report's own is forgotten.
        """
        with self._begin() as connection:
            for entry in arriving:
                connection.execute(delete(REPORTS).where(REPORTS.c.report_id == entry.report_id))
                connection.execute(insert(REPORTS), [{**asdict(entry), "state": "live"}])
            if leaving:
                connection.execute(update(REPORTS).where(REPORTS.c.report_id.in_(leaving)).values(state="retired"))
                connection.execute(delete(HISTORY).where(HISTORY.c.report_id.in_(leaving)))
            for report, bundle in (replaced or {}).items():
                connection.execute(delete(HISTORY).where(HISTORY.c.report_id == report))
                connection.execute(insert(HISTORY), [{"report_id": report, "bundle": bundle}])
            connection.execute(update(PROGRESS).values(generation=PROGRESS.c.generation + 1))

    def forget(self, bundles: Sequence[str]) -> None:
        """Remove the entries of bundles whose projections are gone."""
        with self._engine.begin() as connection:
            connection.execute(delete(REPORTS).where(REPORTS.c.bundle.in_(bundles)))

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        """One transaction that also marks a change as begun."""
        with self._engine.begin() as connection:
            if connection.execute(update(PROGRESS).values(open=True)).rowcount == 0:
                connection.execute(insert(PROGRESS), [{"id": 1, "generation": 0, "open": True}])
            yield connection


def _pragmas(connection, _record) -> None:  # type: ignore[no-untyped-def] # the DB-API's own objects
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()
