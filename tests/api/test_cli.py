"""The command line as a person runs it: one JSON document, exit codes, one line an error."""

import json
import subprocess
import sys

import pytest

from graph.engine import attach
from homes import MODELS, sample


def run(*arguments, home, **settings):
    command = [sys.executable, "-c", "from api.cli import main; main()", *arguments, "--home", str(home)]
    environment = {"PATH": "/usr/bin:/bin", "JIXIAO_MODEL_CACHE": str(MODELS), "LANG": "C.UTF-8", **settings}
    return subprocess.run(command, capture_output=True, text=True, timeout=180, env=environment, check=False)


def test_bad_input_gives_one_line_and_changes_nothing(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 8)
    home = tmp_path / "home"
    done = run("ingest", str(tmp_path / "empty.txt"), str(tmp_path / "noise.txt"), str(tmp_path / "none.txt"), "--json", home=home)
    assert done.returncode == 1
    assert {r["status"] for r in json.loads(done.stdout)["reports"]} == {"failed"}
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 3
    assert all(name in done.stderr for name in ("empty.txt", "noise.txt", "none.txt"))
    assert json.loads(run("reports", "--json", home=home).stdout) == {"reports": []}


def test_wrong_use_is_exit_code_2(tmp_path):
    assert run("ingest", home=tmp_path).returncode == 2
    assert run("frobnicate", home=tmp_path).returncode == 2
    wrong = run("reports", home=tmp_path, JIXIAO_RATE_LIMIT="many")
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("jixiao: JIXIAO_RATE_LIMIT: ")


@pytest.mark.slow
def test_the_whole_way(tmp_path):
    home = tmp_path / "home"
    with attach(home):  # as a service beside would keep it: each command that starts an engine of its own waits for it
        the_whole_way(tmp_path, home)


def the_whole_way(tmp_path, home):
    report = tmp_path / "report.txt"
    report.write_bytes(sample(1).read_bytes())
    first = json.loads(run("ingest", str(report), "--json", home=home).stdout)["reports"][0]
    assert first["status"] == "new"
    assert first["counts"]["outcomes"] > 5
    again = run("ingest", str(report), "--json", home=home)
    assert json.loads(again.stdout)["reports"][0]["status"] == "unchanged"
    assert run("text", "report.txt", home=home).stdout.strip() == report.read_text(encoding="utf-8").strip()
    facts = json.loads(run("facts", first["report_id"], "--json", home=home).stdout)
    assert facts["report"]["fiscal_year"] == 2023
    report.write_text(report.read_text(encoding="utf-8").replace("2600批次", "2700批次"), encoding="utf-8")
    changed = json.loads(run("ingest", str(report), "--json", home=home).stdout)["reports"][0]
    assert changed["status"] == "updated"
    listed = json.loads(run("reports", "--json", home=home).stdout)["reports"]
    assert [r["report_id"] for r in listed] == [changed["report_id"]]
    assert run("facts", first["report_id"], home=home).returncode == 1
    assert run("delete", changed["report_id"], home=home).returncode == 0
    assert json.loads(run("status", "--json", home=home).stdout)["reports"] == 0
