"""A disk that is truly full: a home on a small file system, filled to the last block; nothing is lost, and all goes on later."""

import errno
import subprocess
import time

import pytest
from fastapi.testclient import TestClient

from api.disk import LEAST_FREE
from api.http.app import create_app
from api.store import Store
from homes import sample, settings
from ingest.pipeline import ingest
from ingest.readers.sources import sources
from served import key_of

ROOM = LEAST_FREE + 96 * 2**20
COUNT = {"query": "MATCH (r:Report) RETURN count(r) AS n"}


@pytest.fixture
def small(tmp_path):
    """A file system of its own, just large enough; it needs the right to mount one."""
    place = tmp_path / "small"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(place)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this needs the right to mount a file system: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)  # its engine may still be ending


def filled(place, leave=0):
    """Fill the file system but for some bytes; returns the file that does it."""
    ballast = place / "ballast"
    with ballast.open("wb") as stream:
        try:
            while True:
                stream.write(bytes(2**16))
                stream.flush()
        except OSError as full:
            assert full.errno == errno.ENOSPC
    with ballast.open("r+b") as stream:
        stream.truncate(ballast.stat().st_size - leave)
    return ballast


def missing(client):
    answer = client.get("/readyz")
    assert answer.status_code == (503 if answer.json()["missing"] else 200)
    return answer.json()["missing"]


def ended(client, job):
    return client.get(f"/api/v1/jobs/{job}").json()["state"] == "done"


@pytest.mark.slow
def test_a_full_disk_is_told_and_outlived(small):
    home = small / "home"
    home.mkdir()
    key = {"X-API-Key": key_of(home, "editor")}
    with Store(settings(home)) as store, store.writing() as target:
        list(ingest(target, sources([sample(1)])))
    with TestClient(create_app(settings(home)), raise_server_exceptions=False) as client:
        (report,) = [r["report_id"] for r in client.get("/api/v1/reports").json()["reports"]]
        assert missing(client) == {}
        files = [("files", ("late.txt", sample(9).read_bytes()))]

        ballast = filled(small)
        assert "free some space" in missing(client)["disk"]
        for refused in (client.post("/api/v1/reports", files=files, headers=key), client.delete(f"/api/v1/reports/{report}", headers=key)):
            assert (refused.status_code, refused.headers["content-type"]) == (507, "application/problem+json")
            assert refused.json()["title"] == "the disk is full"
        assert client.get(f"/api/v1/reports/{report}/facts").status_code == 200
        assert client.post("/api/v1/ask", json={"question": "歙县知识产权质押融资多少亿元？"}).json()["answerable"]
        assert client.post("/api/v1/cypher", json=COUNT).json()["rows"] == [[1]]
        assert client.get("/metrics").status_code == 200

        filled(small, leave=160 * 2**10)  # room to queue an upload, not to ingest it
        job = client.post("/api/v1/reports", files=files, headers=key).json()["job_id"]
        until = time.monotonic() + 120
        while "jobs" not in missing(client) and time.monotonic() < until:
            time.sleep(0.2)
        assert "the disk is full" in missing(client)["jobs"]
        assert [r["report_id"] for r in client.get("/api/v1/reports").json()["reports"]] == [report]

        ballast.unlink()
        while not ended(client, job) and time.monotonic() < until:
            time.sleep(0.2)
        assert client.get(f"/api/v1/jobs/{job}").json()["reports"][0]["status"] == "new"
        assert client.post("/api/v1/cypher", json=COUNT).json()["rows"] == [[2]]
        assert len(client.get("/api/v1/reports").json()["reports"]) == 2
        assert missing(client) == {}
