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
        command = [sys.executable, str(Path(__file__).with_name("crash_child.py")), str(home), str(MODELS), point, str(report)]
        assert subprocess.run(command, check=False, timeout=120).returncode == 9, point
        with Store(settings(home)) as store:
            after = seen(store)
            assert after == states["new" if point in ("flip", "delete", "unindex") else "old"], point
            assert not store.catalogue.is_open()
