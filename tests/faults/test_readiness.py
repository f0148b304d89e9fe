"""Each broken part of a home is told by /readyz with its repair, no answer names a path, and service comes back when it is mended."""

import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from api.keys import KeyRing
from api.readiness import missing_parts
from api.store import Store
from homes import sample, settings
from ingest.pipeline import ingest
from ingest.readers.sources import sources
from served import missing

QUESTION = {"question": "歙县知识产权质押融资多少亿元？"}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    home = tmp_path_factory.mktemp("faulty")
    ring = KeyRing(home)
    key = ring.add("editor")
    ring.close()
    with Store(settings(home)) as store, store.writing() as target:
        list(ingest(target, sources([sample(1)])))
    with TestClient(create_app(settings(home)), raise_server_exceptions=False) as client:
        yield client, home, {"X-API-Key": key}


def engine_of(home):
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"graph.engine_process" in words and str(home).encode() in words:
            return int(folder.name)
    raise AssertionError("no engine runs")


def test_a_killed_engine_comes_back_by_itself(served):
    client, home, _ = served
    assert missing(client, home) == {}
    os.kill(engine_of(home), signal.SIGKILL)
    answers = [client.post("/api/v1/cypher", json={"query": "MATCH (r:Report) RETURN count(r) AS n"}) for _ in range(3)]
    assert {a.status_code for a in answers} <= {200, 503}
    assert answers[-1].json()["rows"] == [[1]]
    assert missing(client, home) == {}


def test_a_damaged_bundle_is_named_with_its_repair(served):
    client, home, _ = served
    (bundle,) = (home / "bundles").rglob("*.json")
    kept = bundle.read_bytes()
    bundle.write_bytes(kept[:-10])
    told = missing(client, home)
    assert set(told) == {"bundles"}
    assert "jixiao delete r_" in told["bundles"]
    facts = client.get("/api/v1/reports")
    assert (facts.status_code, str(home) in facts.text) == (503, False)
    bundle.write_bytes(kept)
    assert missing(client, home) == {}


def test_a_damaged_index_file_is_named_with_its_repair(served):
    client, home, _ = served
    manifest = home / "index" / "manifest.json"
    kept = manifest.read_bytes()
    manifest.write_bytes(b"{")
    told = missing(client, home)
    assert "jixiao rebuild" in told["index"]
    found = client.get("/api/v1/search", params={"q": "食品抽检"})
    assert (found.status_code, str(home) in found.text) == (503, False)
    manifest.write_bytes(kept)
    assert missing(client, home) == {}
    assert client.get("/api/v1/search", params={"q": "食品抽检"}).status_code == 200


def test_a_catalogue_that_is_no_database_is_told(tmp_path):
    with Store(settings(tmp_path)) as store:
        store.catalogue.entries("live")
        store.catalogue.close()
        for name in ("catalogue.sqlite-wal", "catalogue.sqlite-shm"):
            (tmp_path / name).unlink(missing_ok=True)
        (tmp_path / "catalogue.sqlite").write_bytes(b"no database " * 400)
        told = missing_parts(store)
    assert "catalogue" in told
    assert "backup" in told["catalogue"]


def test_a_writer_elsewhere_does_not_stop_readers(served):
    client, home, _ = served
    other = sqlite3.connect(home / "catalogue.sqlite")
    other.execute("BEGIN IMMEDIATE")
    try:
        assert client.get("/api/v1/reports").status_code == 200
        assert missing(client, home) == {}
    finally:
        other.rollback()
        other.close()


def test_an_upload_waits_for_its_folder_and_goes_on(served):
    client, home, key = served
    bundles = home / "bundles"
    bundles.chmod(0o500)
    if os.access(bundles, os.W_OK):  # root writes anyway: a file in the folder's place stops it too
        bundles.chmod(0o700)
        aside = bundles.rename(home / "bundles.aside")
        bundles.write_bytes(b"")
    try:
        job = client.post("/api/v1/reports", files=[("files", ("late.txt", sample(8).read_bytes()))], headers=key).json()["job_id"]
        until = time.monotonic() + 60
        while "jobs" not in missing(client, home) and time.monotonic() < until:
            time.sleep(0.1)
        assert "go on by themselves" in missing(client, home)["jobs"]
    finally:
        if bundles.is_file():
            bundles.unlink()
            aside.rename(bundles)
        bundles.chmod(0o700)
    assert '"state": "done"' in client.get(f"/api/v1/jobs/{job}/events").text
    (row,) = client.get(f"/api/v1/jobs/{job}").json()["reports"]
    assert (row["path"], row["status"]) == ("late.txt", "new")
    assert missing(client, home) == {}
