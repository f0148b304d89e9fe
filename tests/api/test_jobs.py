"""Upload jobs: what their events tell, how they are cancelled, how many may wait, and that a restart loses none."""

import io
import json
import zipfile

import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from api.jobs import MAX_WAITING, JobQueue
from api.store import Store
from homes import sample, settings
from ingest.pipeline import ingest
from ingest.readers.sources import Source
from served import key_of


@pytest.fixture
def home(tmp_path):
    key_of(tmp_path, "editor")
    return tmp_path


def serving(home):
    return TestClient(create_app(settings(home)), raise_server_exceptions=False)


def upload(client, key, *files):
    return client.post("/api/v1/reports", files=[("files", file) for file in files], headers=key)


def events(client, job):
    """Return (event, data) of a job's whole stream."""
    lines = client.get(f"/api/v1/jobs/{job}/events").text.split("\n\n")
    return [(e.split("\n")[0].removeprefix("event: "), json.loads(e.split("\n")[1].removeprefix("data: "))) for e in lines if e]


def archive(*numbers):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as files:
        for number in numbers:
            files.writestr(f"{number}.txt", sample(number).read_bytes())
    return packed.getvalue()


def test_events_tell_stages_counts_and_errors(home):
    key = {"X-API-Key": key_of(home, "editor")}
    with serving(home) as client:
        job = upload(client, key, ("one.txt", sample(9).read_bytes()), ("empty.txt", b"")).json()["job_id"]
        told = events(client, job)
    assert [name for name, _ in told][-1] == "done"
    assert all(name == data["state"] for name, data in told)
    stages = [(data["current"]["path"], data["current"]["stage"]) for _, data in told if data["current"]]
    order = ("reading", "indexing", "linking")
    assert stages == sorted(stages, key=lambda s: (s[0] != "one.txt", order.index(s[1])))
    good, bad = told[-1][1]["reports"]
    assert (good["path"], good["status"], bad["path"], bad["status"]) == ("one.txt", "new", "empty.txt", "failed")
    assert good["counts"]["outcomes"] > 0
    assert "empty.txt" in bad["error"]


def test_every_stage_of_a_file_is_told(home):
    seen = []
    with Store(settings(home)) as store, store.writing() as target:
        files = [Source("empty.txt", b""), Source("one.txt", sample(9).read_bytes())]
        list(ingest(target, files, lambda path, stage: seen.append((path, stage))))
    assert seen == [("empty.txt", "reading"), ("one.txt", "reading"), ("one.txt", "indexing"), ("one.txt", "linking")]


def test_one_waiting_job_too_many_is_told_to_come_again(home):
    key = {"X-API-Key": key_of(home, "editor")}
    with serving(home) as client, Store(settings(home)) as other:
        with other.writing():  # nobody can work meanwhile
            answers = [upload(client, key, ("empty.txt", b"")) for _ in range(MAX_WAITING + 1)]
            assert [a.status_code for a in answers] == [202] * MAX_WAITING + [429]
            assert int(answers[-1].headers["Retry-After"]) > 0
            assert answers[-1].headers["content-type"] == "application/problem+json"
            assert f"{MAX_WAITING} uploads are waiting" in answers[-1].json()["detail"]
            first = answers[0].json()["job_id"]
            cancelled = client.delete(f"/api/v1/jobs/{first}", headers=key)
            assert cancelled.json()["state"] == "cancelled"
            assert not (home / "uploads" / first).exists()
            assert upload(client, key, ("empty.txt", b"")).status_code == 202
        assert [name for name, _ in events(client, answers[1].json()["job_id"])][-1] == "done"
        assert client.get(f"/api/v1/jobs/{first}").json()["state"] == "cancelled"


def test_cancelling_keeps_what_is_in_and_leaves_out_the_rest(home):
    key = {"X-API-Key": key_of(home, "editor")}
    with serving(home) as client:
        job = upload(client, key, ("all.zip", archive(3, 4, 5, 6, 7, 8, 9, 10))).json()["job_id"]
        while not client.get(f"/api/v1/jobs/{job}").json()["reports"]:
            pass
        assert client.delete(f"/api/v1/jobs/{job}", headers=key).json()["state"] == "cancelled"
        last = upload(client, key, ("late.txt", sample(12).read_bytes())).json()["job_id"]
        assert events(client, last)[-1][0] == "done"
        done = client.get(f"/api/v1/jobs/{job}").json()
        live = {r["report_id"] for r in client.get("/api/v1/reports").json()["reports"]}
        assert done["state"] == "cancelled"
        assert 1 <= len(done["reports"]) < 8
        assert {r["report_id"] for r in done["reports"]} <= live
        assert len(live) <= len(done["reports"]) + 2, "at most the file in hand came in beside them"
        assert not list((home / "uploads").iterdir())
        assert client.delete("/api/v1/jobs/j_nothing", headers=key).status_code == 404


def test_a_restart_loses_no_job(home):
    key = {"X-API-Key": key_of(home, "editor")}
    with Store(settings(home)) as other, other.writing(), serving(home) as client:
        job = upload(client, key, ("late.txt", sample(9).read_bytes())).json()["job_id"]
        assert client.get(f"/api/v1/jobs/{job}").json()["state"] == "queued"
    with serving(home) as client:
        assert events(client, job)[-1][0] == "done"
        assert len(client.get("/api/v1/reports").json()["reports"]) == 1


def test_an_upload_over_the_limit_is_refused_whole(home):
    key = {"X-API-Key": key_of(home, "editor")}
    small = settings(home).model_copy(update={"max_upload": 10_000})
    with TestClient(create_app(small), raise_server_exceptions=False) as client:
        answer = upload(client, key, ("small.txt", b"x" * 10), ("large.txt", b"x" * 10_001))
        assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
        assert upload(client, key, ("huge.txt", b"x" * 3 * 2**20)).status_code == 413
        assert not (home / "uploads").exists()
        assert client.post("/api/v1/reports", headers=key).status_code == 422


def test_files_of_a_job_that_could_not_be_queued_are_taken_away(tmp_path):
    queue = JobQueue(tmp_path)
    queue.close()
    (tmp_path / "jobs.sqlite").write_bytes(b"no database " * 400)
    for name in ("jobs.sqlite-wal", "jobs.sqlite-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    with pytest.raises(Exception, match="not a database"):
        queue.put([Source("one.txt", b"x")])
    queue.close()
    assert not list(tmp_path.glob("uploads/*"))
