"""Every door shows the same facts: Cypher, SPARQL, CSV, Parquet, the facts view and the search index, after whatever happened."""

import csv
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from api import asking
from api.exporting import export
from api.store import Store
from api.views import facts_view
from graph.schema import SECTION_LABELS
from homes import MODELS, ROOT, sample, settings
from ingest.pipeline import ingest, rebuild, remove
from ingest.readers.sources import sources
from search.documents import KINDS

Counts = dict[str, int]
CRASH = ROOT / "tests" / "faults" / "crash_child.py"
STATED = "MATCH (r:Report)-[s:STATES]->(f) RETURN labels(f)[0] AS label, count(s) AS n"
STATED_RDF = """
PREFIX jx: <https://w3id.org/jixiao/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s rdf:predicate jx:states ; rdf:object ?f . ?f a ?class } GROUP BY ?class
"""
LABELS = {label: section for section, label in SECTION_LABELS.items()}


def by_cypher(store: Store, _: Path) -> Counts:
    return {LABELS[label]: n for label, n in asking.cypher(store, STATED)["rows"] if label in LABELS}


def by_sparql(store: Store, _: Path) -> Counts:
    rows = asking.sparql(store, STATED_RDF)["rows"]
    return {LABELS[label]: n for label, n in ((iri.rpartition("#")[2], n) for iri, n in rows) if label in LABELS}


def by_csv(store: Store, folder: Path) -> Counts:
    export(store, "csv", folder / "facts.csv")
    with (folder / "facts.csv").open(encoding="utf-8-sig", newline="") as lines:
        return Counter(row["section"] for row in csv.DictReader(lines))


def by_parquet(store: Store, folder: Path) -> Counts:
    export(store, "parquet", folder / "facts.parquet")
    return Counter(pq.read_table(folder / "facts.parquet", columns=["section"])["section"].to_pylist())


def by_view(store: Store, _: Path) -> Counts:
    views = [facts_view(store.bundle(entry)) for entry in store.catalogue.entries("live")]
    return {section: n for section in SECTION_LABELS if (n := sum(len(view[section]) for view in views))}


def by_index(store: Store, _: Path) -> Counts:
    sections = {kind: section for section, kind in KINDS.items()}
    live = store.live_ids()
    kinds = Counter(kind for key, kind, *_ in map(json.loads, store.index.export()) if key.split("/")[0] in live)
    return {sections[kind]: n for kind, n in kinds.items() if sections[kind] in SECTION_LABELS}


DOORS: tuple[Callable[[Store, Path], Counts], ...] = (by_cypher, by_sparql, by_csv, by_parquet, by_view, by_index)


def seen(store: Store, folder: Path) -> Counts:
    """Return what every door counts, which is the same."""
    store.mend()
    found = {door.__name__: dict(door(store, folder)) for door in DOORS}
    first = found["by_view"]
    assert all(counts == first for counts in found.values()), found
    return first


def put(store: Store, *paths: Path) -> None:
    with store.writing() as home:
        assert {outcome.status for outcome in ingest(home, sources(list(paths)))} <= {"new", "updated"}


@pytest.mark.slow
def test_every_door_counts_the_same(tmp_path: Path) -> None:
    home = tmp_path / "home"
    papers = [Path(shutil.copy(sample(n), tmp_path)) for n in (4, 7, 8)]
    with Store(settings(home)) as store:
        assert seen(store, tmp_path) == {}
        put(store, *papers)
        first = seen(store, tmp_path)
        assert len(first) >= 6, "the samples hold most kinds of facts"

        papers[0].write_bytes(sample(5).read_bytes())
        put(store, papers[0])
        replaced = seen(store, tmp_path)
        assert replaced != first

        with store.writing() as parts:
            remove(parts, [store.entry(papers[1].name)])
        fewer = seen(store, tmp_path)
        assert sum(fewer.values()) < sum(replaced.values())

    papers[1].write_bytes(sample(9).read_bytes())
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
