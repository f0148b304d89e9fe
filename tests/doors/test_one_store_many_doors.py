"""Every door shows the same facts: Cypher, SPARQL, every export as read again, the facts view, the search index, whatever happened."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api.store import Store
from doors.counting import Counts, counted, judged
from graph.schema import SECTION_LABELS
from homes import MODELS, ROOT, sample, settings
from ingest.pipeline import ingest, rebuild, remove
from ingest.readers.sources import sources

CRASH = ROOT / "tests" / "faults" / "crash_child.py"


def seen(store: Store, folder: Path) -> Counts:
    """Return what every door counts, which is the same."""
    store.mend()
    found = counted(store, folder)
    first = found["by_view"]
    assert all(counts == first for counts in found.values()), found
    told = judged(store)
    assert len(set(told.values())) == 1, told
    return first


def put(store: Store, *paths: Path) -> None:
    with store.writing() as home:
        assert {outcome.status for outcome in ingest(home, sources(list(paths)))} <= {"new", "updated"}


@pytest.mark.slow
def test_every_door_counts_the_same(tmp_path: Path) -> None:
    home = tmp_path / "home"
    papers = [Path(shutil.copy(sample(n), tmp_path)) for n in (9, 11, 3)]
    with Store(settings(home)) as store:
        assert seen(store, tmp_path) == {}
        put(store, *papers)
        first = seen(store, tmp_path)
        assert set(first) == set(SECTION_LABELS), "the samples hold every kind of fact"
        assert all(n > 0 for n in judged(store)["view"]), "and links of money, and findings"

        papers[0].write_bytes(sample(5).read_bytes())
        put(store, papers[0])
        replaced = seen(store, tmp_path)
        assert replaced != first

        with store.writing() as parts:
            remove(parts, [store.entry(papers[1].name)])
        fewer = seen(store, tmp_path)
        assert sum(fewer.values()) < sum(replaced.values())

    papers[1].write_bytes(sample(8).read_bytes())
    states = [fewer]
    for point in ("graph", "flip"):
        command = [sys.executable, str(CRASH), str(home), str(MODELS), point, str(papers[1])]
        assert subprocess.run(command, check=False, timeout=120).returncode == 9
        with Store(settings(home)) as store:
            states.append(seen(store, tmp_path))
    assert states[1] == fewer and states[2] != fewer

    with Store(settings(home)) as store:
        with store.writing() as parts:
            list(rebuild(parts, store.clear))
        assert seen(store, tmp_path) == states[2]
