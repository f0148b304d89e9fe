"""Two processes serve one home: each sees the other's ingests at once, takes over its jobs, and counts its callers."""

import re
import signal
import time

import httpx
import pytest

from api.client import Jixiao
from homes import sample
from served import as_process, key_of


@pytest.mark.slow
def test_what_one_takes_in_the_other_shows_and_a_stopped_job_goes_on(tmp_path):
    key = key_of(tmp_path, "editor")
    serving = as_process(tmp_path), as_process(tmp_path)
    with serving[0] as (one, first), serving[1] as (_, second), Jixiao(first, key) as here, Jixiao(second, key) as there:
        assert list(there.reports()) == []
        *_, done = here.progress(here.upload([sample(1)]))
        assert done.state == "done"
        (report,) = there.reports()
        assert report.report_id == done.reports[0].report_id
        assert there.cypher("MATCH (r:Report) RETURN count(r) AS n").rows == [[1]]
        assert {hit.report_id for hit in there.search("食品抽检")} == {report.report_id}
        job = here.upload([sample(number) for number in (3, 8, 9, 12)])
        one.send_signal(signal.SIGTERM)
        assert one.wait(timeout=120) in (0, -signal.SIGTERM)
        *_, done = there.progress(job)
        assert [row.status for row in done.reports].count("failed") == 0
        assert len(done.reports) == 4
        assert len(list(there.reports())) == 5


@pytest.mark.slow
def test_processes_count_their_callers_together(tmp_path):
    allowed = 30
    limit = {"JIXIAO_RATE_LIMIT": str(allowed)}
    with as_process(tmp_path, **limit) as (_, first), as_process(tmp_path, **limit) as (_, second):
        until = time.monotonic() + 60
        answers: list[int] = []
        while time.monotonic() < until and len(answers) < 200:
            answers.append(httpx.get(f"{(first, second)[len(answers) % 2]}/api/v1/reports").status_code)
    assert set(answers) == {200, 429}
    assert answers.count(200) <= 2 * allowed + 2, "two minutes at most, and never as many as two processes would let in on their own"
    assert answers[:200].count(200) <= 2 * allowed


@pytest.mark.slow
def test_workers_of_one_service_start_and_count_together(tmp_path):
    """Which worker takes a connection is the kernel's choice, so that both come up is read from the log, not from the answers."""
    allowed, log = 30, tmp_path / "log"
    with as_process(tmp_path / "home", "--workers", "2", log=log, JIXIAO_RATE_LIMIT=str(allowed)) as (_, url):
        until = time.monotonic() + 60
        while time.monotonic() < until and len(workers(log)) < 2:
            time.sleep(0.1)
        answers = [httpx.get(f"{url}/api/v1/reports").status_code for _ in range(100)]
        assert len(workers(log)) == 2
    assert set(answers) == {200, 429}
    assert answers.count(200) <= 2 * allowed + 2


def workers(log):
    return set(re.findall(r"Started server process \[(\d+)\]", log.read_text(encoding="utf-8")))
