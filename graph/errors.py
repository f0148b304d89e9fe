"""The graph's errors. Each keeps its data and says what to do next.

GraphError
├── GraphUnavailable      no server answers at the URI, or it refuses the login
├── EngineError
│   ├── EngineBusy        another owner holds the data directory and does not share it
│   └── EngineFailed      the embedded engine did not start
├── WriteConflict         a write kept colliding with others after every retry
└── QueryError
    ├── QueryRefused      a user's query may write, or asks for more than it may
    ├── QueryTimedOut     a user's query ran past its limit
    └── QueryInvalid      the engine does not understand the query
"""

from pathlib import Path


class GraphError(Exception):
    """Anything that goes wrong between jixiao and its graph."""


class GraphUnavailable(GraphError):
    """No graph answers at `uri`."""

    def __init__(self, uri: str, reason: str) -> None:
        reason = " ".join(reason.split())  # the driver's own words run over several lines
        super().__init__(f"graph at {uri} is not available: {reason}; check JIXIAO_GRAPH_URI and its login")
        self.uri = uri
        self.reason = reason


class EngineError(GraphError):
    """The embedded engine of a home cannot be used."""


class EngineBusy(EngineError):
    """`path` already has an owner (process `pid`, None when it does not say) that cannot be joined."""

    def __init__(self, path: Path, pid: int | None) -> None:
        owner = f"process {pid}" if pid else "another process"
        super().__init__(f"graph data directory {path} belongs to {owner}; stop it or choose another home")
        self.path = path
        self.pid = pid


class EngineFailed(EngineError):
    """The engine did not start on `path`; `log` is the file that says why."""

    def __init__(self, path: Path, log: Path, reason: str) -> None:
        super().__init__(f"graph engine did not start on {path}: {reason}; see {log}")
        self.path = path
        self.log = log
        self.reason = reason


class WriteConflict(GraphError):
    """A transaction was refused `attempts` times because of others."""

    def __init__(self, attempts: int, reason: str) -> None:
        super().__init__(f"graph refused the write {attempts} times: {reason}; try again when fewer writers are at work")
        self.attempts = attempts
        self.reason = reason


class QueryError(GraphError):
    """A user's query cannot be answered."""


class QueryRefused(QueryError):
    """A query holds `what`, which a read-only door does not allow."""

    def __init__(self, what: str) -> None:
        super().__init__(f"read-only: {what} is not allowed; use MATCH, WITH, UNWIND, CALL db.labels() and RETURN")
        self.what = what


class QueryTimedOut(QueryError):
    """A query ran past `limit_s` seconds."""

    def __init__(self, limit_s: float) -> None:
        super().__init__(f"query ran longer than {limit_s:g} s; narrow the MATCH or add a LIMIT")
        self.limit_s = limit_s


class QueryInvalid(QueryError):
    """The engine does not understand a query; `reason` is its own message."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"query not understood: {reason}")
        self.reason = reason
