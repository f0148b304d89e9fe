"""No commit falls into a read, not even where a writer was killed in one (一致读)."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.commits import Commits
from graph.filelock import locked


def test_a_read_that_a_commit_fell_into_runs_again(tmp_path):
    commits, pages, reads = Commits(tmp_path / "lock"), ["old", "old"], []

    def write() -> None:
        with locked(commits.path), commits.going_on():
            pages[:] = "new", "new"

    def read() -> tuple[str, str]:
        first = pages[0]
        if not reads:
            write()
        reads.append((first, pages[1]))
        return reads[-1]

    assert commits.between(read) == ("new", "new")
    assert reads == [("old", "new"), ("new", "new")]


def test_nobody_reads_within_a_commit(tmp_path):
    commits, pages, half = Commits(tmp_path / "lock"), ["old", "old"], threading.Event()

    def write() -> None:
        with locked(commits.path), commits.going_on():
            pages[0] = "new"
            half.set()
            time.sleep(0.3)
            pages[1] = "new"

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        half.wait()
        assert commits.between(lambda: tuple(pages)) == ("new", "new")
        writing.result()


def test_a_writer_killed_in_its_commit_holds_up_nobody(tmp_path):
    path = tmp_path / "lock"
    path.write_bytes((7).to_bytes(8, "big"))
    assert Commits(path).between(lambda: "read") == "read"
    assert path.read_bytes() == (8).to_bytes(8, "big")
    path.write_bytes((7).to_bytes(8, "big"))
    with locked(path), Commits(path).going_on():
        assert path.read_bytes() == (9).to_bytes(8, "big")
    assert path.read_bytes() == (10).to_bytes(8, "big")


def test_a_commit_that_failed_is_counted(tmp_path):
    path = tmp_path / "lock"
    with pytest.raises(RuntimeError), locked(path), Commits(path).going_on():
        raise RuntimeError("the engine said no")
    assert path.read_bytes() == (2).to_bytes(8, "big")


def test_reads_of_a_home_that_nobody_wrote_to(tmp_path):
    assert Commits(tmp_path / "lock").between(lambda: []) == []
    assert not (tmp_path / "lock").exists()
