"""A writer killed after each step of publishing leaves the old state or the new one, and the next start settles it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api.store import Store
from graph.reader import dump
from homes import MODELS, sample, settings
from ingest.pipeline import ingest
from ingest.readers.sources import sources

CHILD = Path(__file__).with_name("crash_child.py")
POINTS = ("stage", "index", "graph", "flip", "delete", "unindex")


def seen(store):
    """What each door shows of the store: catalogue, graph, index."""
    store.mend()
    return sorted(store.live_ids()), dump(store.graph), list(store.index.export())


@pytest.mark.slow
def test_killed_at_each_step(tmp_path):
    report = tmp_path / "report.txt"
    old = sample(9).read_bytes()
    new = old + "\n补充说明：无。\n".encode()
    states = {}
    for name, data in (("new", new), ("old", old)):
        report.write_bytes(data)
        with Store(settings(tmp_path / name)) as store, store.writing() as home:
            list(ingest(home, sources([report])))
            states[name] = seen(store)
    report.write_bytes(new)
    for point in POINTS:
        home = tmp_path / f"crash-{point}"
        shutil.copytree(tmp_path / "old", home, ignore=shutil.ignore_patterns("*.lock", "*.sock"))
        command = [sys.executable, str(CHILD), str(home), str(MODELS), point, str(report)]
        assert subprocess.run(command, check=False, timeout=120).returncode == 9, point
        with Store(settings(home)) as store:
            after = seen(store)
            assert after == states["new" if point in ("flip", "delete", "unindex") else "old"], point
            assert not store.catalogue.is_open()


@pytest.mark.slow
def test_killed_while_removing(tmp_path):
    papers = [Path(shutil.copy(sample(n), tmp_path)) for n in (8, 9)]
    states = {}
    for name, kept in (("both", papers), ("one", papers[:1])):
        with Store(settings(tmp_path / name)) as store, store.writing() as home:
            list(ingest(home, sources(kept)))
            states[name] = seen(store)
    for point in ("flip", "delete", "unindex"):
        home = tmp_path / f"crash-{point}"
        shutil.copytree(tmp_path / "both", home, ignore=shutil.ignore_patterns("*.lock", "*.sock"))
        command = [sys.executable, str(CHILD), str(home), str(MODELS), f"remove-{point}", str(papers[1])]
        assert subprocess.run(command, check=False, timeout=120).returncode == 9, point
        with Store(settings(home)) as store:
            assert seen(store) == states["one"], point
            assert len(list(store.bundles.digests())) == 1 and not store.catalogue.is_open()


@pytest.mark.slow
def test_a_crash_and_a_damaged_index_are_mended_together(tmp_path):
    paper = Path(shutil.copy(sample(9), tmp_path))
    home = tmp_path / "home"
    with Store(settings(home)) as store, store.writing() as parts:
        list(ingest(parts, sources([sample(8)])))
        whole = seen(store)
    command = [sys.executable, str(CHILD), str(home), str(MODELS), "graph", str(paper)]
    assert subprocess.run(command, check=False, timeout=120).returncode == 9
    segment = next(p for p in (home / "index" / "segments").rglob("*") if p.is_file() and p.suffix == ".json")
    segment.write_bytes(b"not what was written")
    with Store(settings(home)) as store:
        assert seen(store) == whole
