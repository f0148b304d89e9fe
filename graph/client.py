"""The one Bolt client for both engines: explicit writes one at a time, reads, and a read-only door (图数据库客户端)."""

import logging
import random
import re
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Any, Self, TypeVar

import neo4j
from neo4j import exceptions as bolt

from graph.commits import Commits
from graph.connection import Connection
from graph.engine import Engine
from graph.errors import GraphError, GraphUnavailable, QueryInvalid, QueryRefused, QueryTimedOut, WriteConflict
from graph.filelock import locked
from graph.guard import bounded, refuse_writes
from graph.values import plain

LOG = logging.getLogger(__name__)
ATTEMPTS = 6
FIRST_PAUSE_S = 0.05
COLLIDED = "Neo.ClientError.Schema.ConstraintValidationFailed"  # ArcadeDB's word for two MERGEs of one key at once
VANISHED = re.compile(r"Record #\S+ not found")  # ArcadeDB, where a read meets what a writer just deleted
ENDED = ("Transaction.TransactionTimedOut", "Transaction.TransactionTimedOutClientConfiguration", "Transaction.Terminated")
WRONG_PLACE = ("Neo.ClientError.Database.", "Neo.ClientError.Security.Authentication")
UNREACHABLE = (bolt.ServiceUnavailable, bolt.SessionExpired, bolt.AuthError, OSError)

Transaction = neo4j.Transaction
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer of a user's query: JSON-ready cells; `truncated` says that the engine had more rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool = False


class Graph:
    """A graph over Bolt. Safe to share between threads; close it, or use it as a context."""

    def __init__(self, connection: Connection, engine: Engine | None = None) -> None:
        self._engine = engine
        self._reconnecting = threading.Lock()
        self._drivers: list[neo4j.Driver] = []
        self._connect(connection)

    def _connect(self, connection: Connection) -> None:
        self.connection = connection
        self._driver = self._open(connection.uri, (connection.user, connection.password))
        self._reader = self._open(connection.uri, connection.reader) if connection.reader else self._driver

    def _open(self, uri: str, login: tuple[str, str]) -> neo4j.Driver:
        if not uri.startswith(("bolt", "neo4j")):
            raise GraphUnavailable(uri, "not a Bolt URI (bolt://…, neo4j://…, with +s for TLS)")
        try:
            driver = neo4j.GraphDatabase.driver(uri, auth=login, notifications_min_severity="OFF", connection_acquisition_timeout=30)
        except (bolt.DriverError, ValueError) as error:
            raise GraphUnavailable(uri, str(error)) from error
        self._drivers.append(driver)
        return driver

    def close(self) -> None:
        """Close the connections and stop using the embedded engine, if this graph runs on one."""
        for driver in self._drivers:
            driver.close()
        if self._engine is not None:
            self._engine.release()

    def _reconnect(self, engine: Engine, lost: Connection) -> None:
        """Start or join the engine again, unless another thread just did; old drivers stay open for those still in them."""
        with self._reconnecting:
            if self.connection is lost:
                LOG.warning("graph=lost uri=%s", lost.uri)
                self._connect(engine.connection())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def execute_write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one explicit transaction and return what it gives; all of it stays, or nothing.

        `work` may run again when the engine reports a collision, so it must not touch anything but its transaction.
        Raises GraphUnavailable, WriteConflict, QueryInvalid.
        """

        def once() -> T:
            lock = self.connection.write_lock
            with locked(lock) if lock else nullcontext(), self._driver.session(database=self.connection.database) as session:
                with session.begin_transaction() as transaction:
                    done = work(transaction)
                    with Commits(lock).going_on() if lock else nullcontext():
                        transaction.commit()
                return done

        return self._persist(once)

    def read(self, query: str, /, **params: Any) -> list[dict[str, Any]]:
        """Return the rows of one of our own queries, keyed by column; on the embedded engine no commit falls into it."""

        def once() -> list[dict[str, Any]]:
            with self._driver.session(database=self.connection.database, default_access_mode=neo4j.READ_ACCESS) as session:
                return session.run(query, params).data()

        return self.together(lambda: self._persist(once))

    def together(self, read: Callable[[], T]) -> T:
        """Return what several reads give that must see the same state; `read` may run again, and only the embedded engine promises it."""
        lock = self.connection.write_lock
        return Commits(lock).between(read) if lock else read()

    def define(self, statements: tuple[str, ...]) -> None:
        """Run schema statements, each on its own as the engines want them."""

        def once() -> None:
            lock = self.connection.write_lock
            with locked(lock) if lock else nullcontext(), self._driver.session(database=self.connection.database) as session:
                for statement in statements:
                    session.run(statement).consume()

        self._persist(once)

    def read_only(self, query: str, params: dict[str, Any] | None = None, timeout_s: float = 5.0, max_rows: int = 1000) -> Rows:
        """Return at most `max_rows` rows of a user's query, which runs where the engine itself refuses to write.

        On the embedded engine the time limit is the smaller of `timeout_s` and the one it was started with.
        Raises QueryRefused, QueryTimedOut, QueryInvalid, GraphUnavailable.
        """
        refuse_writes(query)
        # the embedded engine has no time limit of a transaction: its process reads ours from this comment
        text = f"{bounded(query, max_rows + 1)}\n/*limit_ms={round(timeout_s * 1000)}*/"

        def once() -> Rows:
            rows: Rows | None = None
            try:
                with (
                    self._reader.session(database=self.connection.database, default_access_mode=neo4j.READ_ACCESS) as session,
                    session.begin_transaction(timeout=timeout_s) as transaction,
                ):
                    try:
                        rows = _take(transaction.run(text, params or {}), max_rows)
                    except UNREACHABLE as error:  # it took the engine down, so it is not tried again
                        raise QueryTimedOut(timeout_s) from error
            except bolt.Neo4jError as error:
                if rows is None:  # else it failed over what was left after enough rows
                    raise _translated(error, timeout_s) from error
            assert rows is not None
            return rows

        return self._persist(once)

    def _persist(self, once: Callable[[], T]) -> T:
        """Run `once` again after errors that pass; an embedded engine that was killed is started again."""
        for attempt in range(1, ATTEMPTS + 1):
            used = self.connection
            try:
                return once()
            except UNREACHABLE as error:
                if self._engine is None or attempt == ATTEMPTS:
                    raise GraphUnavailable(used.uri, str(error) or type(error).__name__) from error
                time.sleep(FIRST_PAUSE_S * 2 ** (attempt - 1))  # a killed engine may listen until it is quite gone
                self._reconnect(self._engine, used)
            except bolt.Neo4jError as error:
                if (error.code or "").startswith(WRONG_PLACE):
                    raise GraphUnavailable(used.uri, error.message or str(error)) from error
                if not (error.is_retryable() or error.code == COLLIDED or VANISHED.search(error.message or "")):
                    raise _translated(error) from error
                if attempt == ATTEMPTS:
                    raise WriteConflict(ATTEMPTS, error.message or str(error)) from error
                time.sleep(random.uniform(0.5, 1.5) * FIRST_PAUSE_S * 2 ** (attempt - 1))
        raise AssertionError("unreachable: every pass returns or raises")


def _take(result: neo4j.Result, max_rows: int) -> Rows:
    columns = tuple(result.keys())
    rows = [tuple(plain(value) for value in record.values()) for record in islice(result, max_rows)]
    return Rows(columns, tuple(rows), truncated=result.peek() is not None)


def _translated(error: bolt.Neo4jError, limit_s: float | None = None) -> GraphError:
    message, code = error.message or str(error), error.code or ""
    if limit_s is not None and (code.endswith(ENDED) or "terminated by" in message):
        return QueryTimedOut(limit_s)
    if isinstance(error, bolt.Forbidden) or code.endswith("AccessMode"):
        return QueryRefused(f"what the engine calls {message!r}")
    return QueryInvalid(message)
