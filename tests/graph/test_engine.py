"""The embedded engine of a home: shared, owned once, outliving killed clients and nobody else (嵌入式图引擎)."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph import engine as engine_module
from graph.connect import connect
from graph.engine import attach
from graph.engine_files import EngineFiles
from graph.errors import EngineBusy, EngineFailed, GraphUnavailable, QueryTimedOut
from graph.filelock import try_lock

CLIENT = """
import sys, time
from pathlib import Path
from graph.engine import attach
engine = attach(Path(sys.argv[1]))
print("attached", flush=True)
time.sleep(60)
"""


def wait_until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    files = EngineFiles.of(tmp_path)
    wait_until(lambda: not files.owned())


@pytest.fixture
def client(home: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that uses the home's engine."""
    with subprocess.Popen([sys.executable, "-c", CLIENT, str(home)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "attached\n"
        yield process
        process.kill()


def pid_of(home: Path) -> int:
    running = EngineFiles.of(home).published()
    assert running is not None
    return running.pid


def test_processes_share_one_engine_that_ends_with_the_last(home: Path, client: "subprocess.Popen[str]") -> None:
    first = pid_of(home)
    began = time.monotonic()
    with connect(home) as graph:
        print(f"joined in {time.monotonic() - began:.2f} s")  # noqa: T201  start-up times are for the reader
        assert graph.read("RETURN 1 AS one") == [{"one": 1}]
        assert pid_of(home) == first

        client.kill()  # -9: it gives nothing back
        client.wait()
        time.sleep(1.0)

        assert EngineFiles.of(home).owned()
        assert graph.read("RETURN 2 AS two") == [{"two": 2}]
    wait_until(lambda: not EngineFiles.of(home).owned())
    assert not EngineFiles.of(home).running.exists()


def test_an_engine_whose_home_was_removed_ends(home: Path) -> None:
    engine = attach(home)
    process = pid_of(home)
    shutil.rmtree(home)
    wait_until(lambda: not Path(f"/proc/{process}/stat").exists() or Path(f"/proc/{process}/stat").read_text().split()[2] == "Z")
    engine.release()


def test_an_engine_whose_starter_was_killed_ends(home: Path, client: "subprocess.Popen[str]") -> None:
    client.kill()
    client.wait()
    wait_until(lambda: not EngineFiles.of(home).owned())


def test_what_was_written_is_there_after_a_restart_with_new_secrets(home: Path) -> None:
    began = time.monotonic()
    with connect(home) as graph:
        print(f"started on an empty home in {time.monotonic() - began:.2f} s")  # noqa: T201  start-up times are for the reader
        graph.execute_write(lambda transaction: transaction.run("CREATE (:Field {id: '学前'})").consume())
        before = graph.connection
    wait_until(lambda: not EngineFiles.of(home).owned())

    began = time.monotonic()
    with connect(home) as graph:
        print(f"started on a full home in {time.monotonic() - began:.2f} s")  # noqa: T201  start-up times are for the reader
        assert graph.read("MATCH (f:Field) RETURN f.id AS id") == [{"id": "学前"}]
        assert graph.connection.password != before.password and graph.connection.reader != before.reader


def test_a_killed_engine_is_started_again_and_kept_what_it_confirmed(home: Path) -> None:
    with connect(home) as graph:
        graph.execute_write(lambda transaction: transaction.run("UNWIND range(1, 50) AS i CREATE (:Field {id: toString(i)})").consume())
        killed = pid_of(home)
        os.kill(killed, signal.SIGKILL)

        assert graph.read("MATCH (f:Field) RETURN count(f) AS n") == [{"n": 50}]
        assert pid_of(home) != killed


def test_a_query_that_nothing_can_stop_costs_the_engine_seconds_and_no_data(home: Path) -> None:
    with connect(home) as graph:
        graph.execute_write(lambda transaction: transaction.run("CREATE (:Field {id: '学前'})").consume())
        with pytest.raises(QueryTimedOut):
            graph.read_only("WITH range(1, 99999) AS a RETURN size([x IN a | [y IN a | y + x]]) AS n", timeout_s=0.5)
        assert graph.read("MATCH (f:Field) RETURN f.id AS id") == [{"id": "学前"}]


def test_a_second_owner_is_refused(home: Path) -> None:
    with attach(home):
        command = [sys.executable, "-m", "graph.engine_process", str(home), "128m", "1000", "0"]
        second = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (second.returncode, second.stdout) == (3, f"busy {pid_of(home)}\n")


def test_an_owner_that_does_not_share_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "ENDING_LIMIT_S", 0.2)
    files = EngineFiles.of(home)
    held = try_lock(files.owner)
    assert held is not None
    with pytest.raises(EngineBusy, match="belongs to") as problem:
        attach(home)
    assert problem.value.path == files.data
    os.close(held)


def test_a_start_that_fails_says_where_to_look(home: Path) -> None:
    files = EngineFiles.of(home)
    (files.data / "databases").write_text("not a folder")
    with pytest.raises(EngineFailed) as problem:
        attach(home)
    assert problem.value.path == files.data
    assert problem.value.log.read_text()


def test_secrets_are_private_and_the_port_is_local(home: Path) -> None:
    with attach(home) as engine:
        files = EngineFiles.of(home)
        for path in (files.running, files.log, files.owner, *files.users.iterdir()):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
        assert stat.S_IMODE(files.root.stat().st_mode) == 0o700
        assert engine.connection().uri.startswith("bolt://127.0.0.1:")
        assert engine.connection().password not in repr(engine.connection())
        sockets = {
            os.readlink(link)[8:-1] for link in Path(f"/proc/{pid_of(home)}/fd").iterdir() if os.readlink(link).startswith("socket:")
        }
        listening = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
        local = {cells[1].split(":")[0] for cells in listening if cells[3] == "0A" and cells[9] in sockets}
        assert local <= {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"} and local


@pytest.mark.parametrize("uri", ["http://127.0.0.1:7474", "localhost", "bolt://"])
def test_what_is_no_bolt_uri_is_said_clearly(tmp_path: Path, uri: str) -> None:
    with pytest.raises(GraphUnavailable, match="not available"):
        connect(tmp_path, uri, "neo4j", "secret")


def test_no_server_is_said_clearly(tmp_path: Path) -> None:
    with pytest.raises(GraphUnavailable, match="JIXIAO_GRAPH_URI") as problem:
        connect(tmp_path, "bolt://127.0.0.1:1", "neo4j", "secret")
    assert problem.value.uri == "bolt://127.0.0.1:1" and "secret" not in str(problem.value)
