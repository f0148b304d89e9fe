"""SPARQL over the live reports (三元组库): a store on disk, brought up to the catalogue's live set before each query.

RocksDB allows one process at a time, so a file lock is held from bringing it up to date until the query is answered. The query runs
in a child process on a read-only store: it cannot write, and it is ended when its time is up.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Store

from graph.errors import QueryInvalid, QueryTimedOut
from graph.filelock import locked
from graph.rdf import iri, quads
from graph.rdf_relations import RELATIONS, metrics_of, refresh
from graph.sparql_guard import refuse_leaving
from ontology.records import Bundle

BITE = 100
OPEN = "relations"
"""Noted beside the reports held while what holds between them is not up to date."""
NUMBERS = ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
Term = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer of a SPARQL query: rows of terms for SELECT and ASK, N-Triples text for CONSTRUCT and DESCRIBE.

    A term is as the SPARQL 1.1 Query Results JSON Format has it, None where a variable is not bound.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    truncated: bool = False
    triples: str | None = None

    @property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """The values alone, numbers as numbers."""
        return tuple(tuple(_value(term) for term in row) for row in self.terms)


def _value(term: Term | None) -> Any:
    if term is None:
        return None
    value = term["value"]
    if term.get("datatype", "").rpartition("#")[2] in NUMBERS:
        return int(value) if value.lstrip("+-").isdigit() else float(value)
    return value


class TripleStore:
    """The RDF of one home."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._held = root / "held.json"

    def query(
        self, text: str, live: Mapping[str, str], load: Callable[[str], Bundle], timeout_s: float = 10.0, max_rows: int = 10_000
    ) -> Solutions:
        """Answer a query over the reports of `live` (report id → bundle digest); raises QueryRefused, QueryInvalid and QueryTimedOut."""
        refuse_leaving(text)
        with self._current(live, load):
            request = json.dumps({"path": str(self.root / "store"), "query": text, "max_rows": max_rows})
            command = [sys.executable, "-P", "-m", "graph.sparql_child"]  # -P: as for the engine
            try:
                done = subprocess.run(command, input=request, capture_output=True, text=True, timeout=timeout_s, check=False)
            except subprocess.TimeoutExpired as problem:
                raise QueryTimedOut(timeout_s) from problem
        if done.returncode:
            raise QueryInvalid("the query needed more memory than it may have")
        answer = json.loads(done.stdout)
        if "error" in answer:
            raise QueryInvalid(answer["error"])
        return Solutions(tuple(answer["columns"]), tuple(tuple(r) for r in answer["terms"]), answer["truncated"], answer["triples"])

    def dump(self, live: Mapping[str, str], load: Callable[[str], Bundle]) -> Iterator[str]:
        """Yield the N-Quads lines of the live reports, sorted."""
        with self._current(live, load):
            store = Store.read_only(str(self.root / "store"))
            yield from sorted(f"{quad} .\n" for quad in store)

    @contextmanager
    def _current(self, live: Mapping[str, str], load: Callable[[str], Bundle]) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        with locked(self.root / "lock"):
            held: dict[str, str] = json.loads(self._held.read_text()) if self._held.exists() else {}
            if held != dict(live) or not self._held.exists():
                self._update(held, live, load)
            yield

    def _update(self, held: dict[str, str], live: Mapping[str, str], load: Callable[[str], Bundle]) -> None:
        """Bring the store to the live set; what is held is noted bite by bite, so that a crash only repeats one."""
        store = Store(str(self.root / "store"))
        if held.pop(OPEN, None) is not None:
            store.remove_graph(RELATIONS)  # a crash left them half done
            related = set[str]()
        elif next(store.quads_for_pattern(None, None, None, RELATIONS), None) is None:
            related = set()  # of a home that knew no relations yet, or that has none
        else:
            related = metrics_of(store)
        changed = [report for report in sorted(set(held) | set(live)) if held.get(report) != live.get(report)]
        for start in range(0, len(changed), BITE):
            bite = changed[start : start + BITE]
            for report in bite:
                store.remove_graph(NamedNode(iri(report)))
                held.pop(report, None)
            arriving = {report: live[report] for report in bite if report in live}
            store.bulk_extend(quad for digest in arriving.values() for quad in quads(load(digest)))
            held |= arriving
            store.flush()
            self._note({**held, OPEN: ""})
        refresh(store, related)
        store.flush()
        if len(changed) > BITE:
            store.optimize()
        self._note(held)
        del store  # closes it: the child opens the same folder

    def _note(self, held: dict[str, str]) -> None:
        """Write what is held in one step, so that a crash leaves no half of it."""
        part = self._held.with_suffix(".part")
        part.write_text(json.dumps(held))
        part.replace(self._held)
