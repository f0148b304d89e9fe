"""The repairs of docs/operations.md, done as it says while the service runs: each brings it back without a restart."""

import json
import os
import sqlite3
import subprocess
import sys

import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from api.store import Store
from homes import MODELS, sample, settings
from ingest.pipeline import ingest
from ingest.readers.sources import sources
from served import missing

COUNT = {"query": "MATCH (r:Report) RETURN count(r) AS n"}
LOCK = """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("PRAGMA locking_mode=EXCLUSIVE")
held.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def served(tmp_path):
    home = tmp_path / "home"
    with Store(settings(home)) as store, store.writing() as target:
        list(ingest(target, sources([sample(1), sample(9)])))
    with TestClient(create_app(settings(home)), raise_server_exceptions=False) as client:
        assert missing(client, home) == {}
        assert searched(client) == 200
        yield client, home


def jixiao(*arguments):
    """Run a command as its own process; returns what it printed."""
    command = [sys.executable, "-c", "from api.cli import main; main()", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "JIXIAO_MODEL_CACHE": str(MODELS)})
    assert done.returncode == 0, done.stderr
    return done.stdout


def searched(client):
    answer = client.get("/api/v1/search", params={"q": "食品抽检"})
    if answer.status_code == 200:
        assert answer.json()["hits"]
    else:
        assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code


def damage(index, kind):
    """Cut, alter or remove every file of the index's segments that holds anything."""
    for file in [p for p in (index / "segments").rglob("*") if p.is_file() and p.stat().st_size > 100]:
        data = file.read_bytes()
        if kind == "gone":
            file.unlink()
        else:
            file.write_bytes(data[: len(data) // 2] if kind == "cut" else bytes(255 - b for b in data[:50]) + data[50:])


@pytest.mark.slow
def test_a_damaged_index_is_rebuilt(served):
    client, home = served
    for kind in ("cut", "altered", "gone"):
        damage(home / "index", kind)
        told = missing(client, home)
        assert set(told) == {"index"}, kind
        assert "jixiao rebuild" in told["index"]
        jixiao("rebuild", "--home", home)
        assert missing(client, home) == {}, kind
        assert searched(client) == 200
    assert client.post("/api/v1/cypher", json=COUNT).json()["rows"] == [[2]]


@pytest.mark.slow
def test_a_damaged_bundle_is_ingested_again(served):
    client, home = served
    (entry,) = [r for r in client.get("/api/v1/reports").json()["reports"] if r["path"] == sample(9).name]
    report = entry["report_id"]
    before = client.get(f"/api/v1/reports/{report}/facts").json()
    (bundle,) = [p for p in (home / "bundles").rglob("*.json") if json.loads(p.read_bytes())["report_id"] == report]
    bundle.write_bytes(bundle.read_bytes()[:1000])
    assert f"jixiao delete {report}" in missing(client, home)["bundles"]
    assert client.get(f"/api/v1/reports/{report}/facts").status_code == 503
    jixiao("delete", report, "--home", home)
    assert missing(client, home) == {}
    jixiao("ingest", sample(9), "--home", home)
    assert missing(client, home) == {}
    assert client.get(f"/api/v1/reports/{report}/facts").json() == before
    assert client.post("/api/v1/cypher", json=COUNT).json()["rows"] == [[2]]


@pytest.mark.slow
def test_a_locked_catalogue_is_told_until_it_is_let_go(served):
    client, home = served
    command = [sys.executable, "-c", LOCK, str(home / "catalogue.sqlite")]
    client.app.state.store.catalogue.close()  # so that this service holds no connection that would keep the other out
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"locked\n"
        told = missing(client, home)
        assert set(told) == {"catalogue"}
        assert "locked" in told["catalogue"]
        refused = client.get("/api/v1/reports")
        assert (refused.status_code, refused.json()["title"]) == (503, "the catalogue does not answer")
        assert int(refused.headers["Retry-After"]) > 0
        assert client.get("/healthz").status_code == 200
        holder.stdin.close()
        assert holder.wait(timeout=60) == 0
    assert missing(client, home) == {}
    assert client.get("/api/v1/reports").status_code == 200
    assert searched(client) == 200


@pytest.mark.slow
def test_a_broken_catalogue_is_restored_into_a_new_home(served, tmp_path):
    client, home = served
    jixiao("backup", tmp_path / "kept.tar.gz", "--home", home)
    listed = client.get("/api/v1/reports").json()
    client.app.state.store.catalogue.close()
    for name in ("catalogue.sqlite-wal", "catalogue.sqlite-shm"):
        (home / name).unlink(missing_ok=True)
    (home / "catalogue.sqlite").write_bytes(b"no database " * 400)
    with pytest.raises(sqlite3.DatabaseError), sqlite3.connect(home / "catalogue.sqlite") as broken:
        broken.execute("SELECT * FROM reports")
    assert "restore" in missing(client, home)["catalogue"]
    assert client.get("/api/v1/reports").status_code == 503
    jixiao("restore", tmp_path / "kept.tar.gz", "--home", tmp_path / "new")
    with TestClient(create_app(settings(tmp_path / "new"))) as again:
        assert again.get("/api/v1/reports").json() == listed
        assert missing(again, tmp_path / "new") == {}
