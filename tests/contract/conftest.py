"""Both engines, each started once a session: the same tests run on either (双引擎契约)."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.client import Graph
from graph.connect import connect
from graph.writer import clear
from invented_bureau import bureau
from ontology.records import Bundle

SERVER = Path(__file__).parents[3] / "shared" / "neo4j" / "neo4j-server"
PASSWORD = "neo4j-test"


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    began = time.monotonic()
    with connect(tmp_path_factory.mktemp("home")) as graph:
        print(f"embedded engine: {time.monotonic() - began:.1f} s to the first answer with its schema")  # noqa: T201  asked for
        yield graph


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    if not SERVER.exists():
        pytest.skip(f"no Neo4j at {SERVER}: put one there to run the contract on it")
    if shutil.which("java") is None:
        pytest.skip("Neo4j needs Java 17 on PATH")
    data = tmp_path_factory.mktemp("neo4j")
    began = time.monotonic()
    command = [str(SERVER), "--data", str(data), "--port", "0", "--password", PASSWORD, "--heap", "512m"]
    quick = {**os.environ, "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1"}  # a short life is spent compiling otherwise
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=quick) as server:
        assert server.stdout is not None
        uri = server.stdout.readline().strip()
        assert uri.startswith("bolt://"), f"neo4j-server said {uri!r}"
        with connect(data, uri, "neo4j", PASSWORD) as graph:
            print(f"neo4j: {time.monotonic() - began:.1f} s to the first answer with its schema")  # noqa: T201  asked for
            yield graph
        for child in Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)  # its data is thrown away; a clean stop takes ten seconds


@pytest.fixture(params=["embedded", pytest.param("neo4j_server", marks=pytest.mark.neo4j)])
def graph(request: pytest.FixtureRequest) -> Graph:
    """An empty graph on each engine in turn."""
    engine: Graph = request.getfixturevalue(request.param)
    clear(engine)
    return engine


@pytest.fixture(scope="session")
def invent() -> Callable[..., Bundle]:
    """Return the maker of bundles about 临川县教育局（虚构）."""
    return bureau
