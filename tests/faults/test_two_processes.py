"""Two processes serve one home: each sees the other's ingests at once, and a job of one that is told to stop is done by the other."""

import os
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from api.client import Jixiao
from api.keys import KeyRing
from homes import MODELS, sample

SERVE = "from api.cli import main; main()"


def started(home):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", SERVE, "serve", "--home", str(home), "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, "JIXIAO_MODEL_CACHE": str(MODELS)}, stderr=subprocess.DEVNULL)
    return process, f"http://127.0.0.1:{port}"


def awake(url):
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            httpx.get(f"{url}/healthz", timeout=5)
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the service did not start")


@pytest.mark.slow
def test_what_one_takes_in_the_other_shows_and_a_stopped_job_goes_on(tmp_path):
    ring = KeyRing(tmp_path)
    key = ring.add("editor")
    ring.close()
    (one, first), (two, second) = started(tmp_path), started(tmp_path)
    try:
        awake(first)
        awake(second)
        with Jixiao(first, key) as here, Jixiao(second, key) as there:
            assert list(there.reports()) == []
            *_, done = here.progress(here.upload([sample(1)]))
            assert done["state"] == "done"
            (report,) = there.reports()
            assert report["report_id"] == done["reports"][0]["report_id"]
            assert there.cypher("MATCH (r:Report) RETURN count(r) AS n")["rows"] == [[1]]
            assert {hit["report_id"] for hit in there.search("食品抽检")} == {report["report_id"]}
            job = here.upload([sample(number) for number in (3, 8, 9, 12)])
            one.send_signal(signal.SIGTERM)
            assert one.wait(timeout=120) in (0, -signal.SIGTERM)
            *_, done = there.progress(job)
            assert [row["status"] for row in done["reports"]].count("failed") == 0
            assert len(done["reports"]) == 4
            assert len(list(there.reports())) == 5
    finally:
        for process in (one, two):
            process.terminate()
            process.wait(timeout=120)
