"""The graph of a home: a Bolt server that the settings name, or the home's own embedded engine (连接图数据库)."""

from pathlib import Path

from graph.client import Graph
from graph.connection import Connection
from graph.engine import attach
from graph.engine_process import Options
from graph.errors import GraphError
from graph.writer import prepare


def connect(home: Path, uri: str = "", user: str = "neo4j", password: str = "", database: str = "neo4j", heap: str = "512m") -> Graph:
    """Return the graph, reachable and with its keys and indexes in place; an empty `uri` starts or joins the embedded engine.

    Raises GraphUnavailable when the server does not answer or refuses the login, EngineBusy and EngineFailed as `attach`.
    """
    if uri:
        graph = Graph(Connection(uri, user, password, database))
    else:
        engine = attach(home, Options(heap))
        graph = Graph(engine.connection(), engine)
    try:
        prepare(graph)
    except GraphError:
        graph.close()
        raise
    return graph
