"""The graph of a home: a Bolt server that the settings name, or the home's own embedded engine (连接图数据库)."""

import hashlib
from pathlib import Path

from graph.client import Graph
from graph.connection import Connection
from graph.engine import attach
from graph.engine_process import Options
from graph.errors import GraphError
from graph.schema import statements
from graph.writer import prepare


def connect(home: Path, uri: str = "", user: str = "neo4j", password: str = "", database: str = "neo4j", heap: str = "512m") -> Graph:
    """Return the graph, reachable and with its keys and indexes in place; an empty `uri` starts or joins the embedded engine.

    Raises GraphUnavailable when the server does not answer or refuses the login, EngineBusy and EngineFailed as `attach`.
    """
    if uri:
        graph = Graph(Connection(uri, user, password, database))
        known = None
    else:
        engine = attach(home, Options(heap))
        graph = Graph(engine.connection(), engine)
        known = engine.schema_mark
    try:
        _prepare_once(graph, known)
    except GraphError:
        graph.close()
        raise
    return graph


def _prepare_once(graph: Graph, mark: Path | None) -> None:
    """Prepare the schema unless the mark beside the data says it was; a just started engine takes a second to list its indexes."""
    digest = hashlib.sha256("\n".join(statements().values()).encode()).hexdigest()
    if mark is not None and mark.exists() and mark.read_text(encoding="utf-8") == digest:
        return
    prepare(graph)
    if mark is not None:
        mark.write_text(digest, encoding="utf-8")
