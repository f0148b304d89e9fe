"""A Neo4j server that is killed and comes back: what needs it says so, the rest goes on, and all recovers without a restart."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.http.app import create_app
from homes import ROOT, sample, settings
from served import free_port, key_of

SERVER = ROOT.parent / "shared" / "neo4j" / "neo4j-server"
PASSWORD = "neo4j-test"
COUNT = {"query": "MATCH (r:Report) RETURN count(r) AS n"}


class Server:
    """A Neo4j on one port over one data directory, to be killed and started again."""

    def __init__(self, data):
        self.data = data
        self.port = free_port()
        self.uri = f"bolt://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        command = [str(SERVER), "--data", str(self.data), "--port", str(self.port), "--password", PASSWORD, "--heap", "512m"]
        quick = {**os.environ, "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1"}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=quick)
        assert self.process.stdout.readline().strip() == self.uri

    def kill(self):
        if self.process is not None:
            for child in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
                os.kill(int(child), signal.SIGKILL)
            self.process.communicate()
            self.process = None


@pytest.fixture
def server(tmp_path):
    if not SERVER.exists() or shutil.which("java") is None:
        pytest.skip(f"this needs the Neo4j of {SERVER} and Java 17")
    started = Server(tmp_path / "neo4j")
    started.start()
    yield started
    started.kill()


def missing(client):
    answer = client.get("/readyz")
    assert answer.status_code == (503 if answer.json()["missing"] else 200)
    assert PASSWORD not in answer.text and "bolt" not in answer.text
    return answer.json()["missing"]


def until(condition, limit_s=90):
    """Wait for a condition; raises where it does not come."""
    deadline = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)


@pytest.mark.slow
@pytest.mark.neo4j
def test_a_server_that_dies_and_comes_back(server, tmp_path):
    home = tmp_path / "home"
    key = {"X-API-Key": key_of(home_made(home), "editor")}
    chosen = settings(home).model_copy(update={"graph_uri": server.uri, "graph_password": SecretStr(PASSWORD)})

    def upload(client, number):
        files = [("files", (f"{number}.txt", sample(number).read_bytes()))]
        return client.post("/api/v1/reports", files=files, headers=key).json()["job_id"]

    def state(client, job):
        return client.get(f"/api/v1/jobs/{job}").json()["state"]

    with TestClient(create_app(chosen), raise_server_exceptions=False) as client:
        first = upload(client, 9)
        until(lambda: state(client, first) == "done")
        assert client.post("/api/v1/cypher", json=COUNT).json()["rows"] == [[1]]
        assert missing(client) == {}

        server.kill()
        assert "start it again" in missing(client)["graph"]
        for answer in (client.post("/api/v1/cypher", json=COUNT), client.get("/api/v1/departments"), client.get("/api/v1/spending")):
            assert (answer.status_code, answer.json()["title"]) == (503, "the graph engine does not answer")
            assert int(answer.headers["Retry-After"]) > 0
            assert server.uri not in answer.text and PASSWORD not in answer.text
        (row,) = client.get("/api/v1/reports").json()["reports"]
        assert client.get(f"/api/v1/reports/{row['report_id']}/facts").status_code == 200
        assert client.get("/api/v1/search", params={"q": "食品抽检"}).status_code == 200
        late = upload(client, 8)
        until(lambda: "jobs" in missing(client))
        assert state(client, late) in ("queued", "running")
        with TestClient(create_app(chosen), raise_server_exceptions=False) as another:
            assert "graph" in missing(another), "a service started meanwhile says the same"

            server.start()
            until(lambda: state(client, late) == "done")
            until(lambda: missing(client) == {})
            for one in (client, another):
                assert one.post("/api/v1/cypher", json=COUNT).json()["rows"] == [[2]]
            assert missing(another) == {}


def home_made(home):
    home.mkdir()
    return home
