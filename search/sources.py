"""The live store as a source of facts (事实来源): facts, findings and texts from the graph, passages and reports by the hybrid index."""

import hashlib
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from graph import reader
from graph.client import Graph
from graph.other_names import other_names
from graph.rows import Row
from ontology.fact_row import FactRow
from ontology.records import Finding, ReportFields, Span
from search.embedding.embedder import Vectors
from search.facts_source import Mention, PassageHit, ReportRef, SpendingRow
from search.index.index import Index
from search.index.segments import Scope
from search.retrieval.hybrid import Query, search
from search.retrieval.mentions import mentions

_FIELDS = frozenset(ReportFields.model_fields)
_FINDING = frozenset(Finding.model_fields)
REMEMBERED_TEXTS = 2_000
REMEMBERED_FINDINGS = 20_000
REMEMBERED_NAMES = 50_000
T = TypeVar("T")
FACT_KINDS = ("outcome", "indicator", "finance", "staff", "project")


class GraphSource:
    """Reads the graph and the index of one home; what a generation has read is kept until a report comes or goes."""

    def __init__(self, graph: Graph, index: Index, live: Callable[[], frozenset[str]]) -> None:
        """Bind the engines; `live` tells which reports exist for readers now."""
        self._graph, self._index, self._live = graph, index, live
        self._lock = threading.RLock()
        self._named: tuple[tuple[int, frozenset[str]], str] = ((-1, frozenset()), "")
        self._seen = Seen()
        self._names: OrderedDict[str, Vectors] = OrderedDict()

    @property
    def generation(self) -> str:
        """A name for the set of live reports, new with every publication of the index: a report read anew keeps its id."""
        state = self._index.generation, self._live()
        if self._named[0] != state:  # live ids stay one object until the catalogue changes: comparing them costs nothing
            self._named = state, hashlib.sha256(f"{state[0]} {' '.join(sorted(state[1]))}".encode()).hexdigest()[:16]
        return self._named[1]

    def reports(self) -> Sequence[ReportRef]:
        """Return the live reports."""
        return self._current().reports

    def _current(self) -> "Seen":
        with self._lock:
            generation = self.generation
            if self._seen.generation != generation:
                live = self._live()
                others = other_names(self._graph)
                rows = [row for row in reader.reports(self._graph) if row["report_id"] in live]
                refs = [_ref({**row, "aliases": [*row["aliases"], *others.get(row["report_id"], [])]}) for row in rows]
                self._seen = Seen(generation, sorted(refs, key=lambda r: r.report_id))
            return self._seen

    def facts(self, report_ids: Sequence[str], sections: Sequence[str] | None = None) -> dict[str, list[FactRow]]:
        """Return every named fact of some reports, by report, or of some sections; for all sections their passages are read along."""
        if sections is None:
            self._read_passages(report_ids)
        found: dict[str, list[FactRow]] = {r: [] for r in report_ids}
        for row in reader.facts(self._graph, report_ids=report_ids, sections=sections):
            found[row.report_id].append(row)
        return found

    def _passages(self, report_id: str) -> "list[Read]":
        return self._read_passages([report_id])[report_id]

    def _read_passages(self, report_ids: Sequence[str]) -> "dict[str, list[Read]]":
        def read(missing: Sequence[str]) -> "Iterator[tuple[str, Read]]":
            for row in reader.passages(self._graph, missing):
                yield row["report_id"], (row["span"], row["quote"], tuple(row["headings"]))

        return _remembered(self._current().passages, report_ids, read, REMEMBERED_TEXTS)

    def text(self, report_id: str) -> str:
        """Return the report's text as far as its passages hold it; what lies between them is blank lines, so every span fits."""
        parts, end = [], 0
        for (start, stop), quote, _ in self._passages(report_id):
            if start >= end:
                parts.append("\n" * (start - end) + quote)
                end = stop
        return "".join(parts)

    def headings(self, report_id: str) -> Sequence[tuple[Span, tuple[str, ...]]]:
        """Return the passages' spans with their heading paths."""
        return [(span, headings) for span, _, headings in self._passages(report_id)]

    def findings(self, report_ids: Sequence[str]) -> dict[str, list[Finding]]:
        """Return the audit's findings of those of the reports that have any, by report."""
        def read(missing: Sequence[str]) -> Iterator[tuple[str, Finding]]:
            for row in reader.findings(self._graph, missing):
                yield row["report_id"], Finding.model_validate({k: v for k, v in row.items() if k in _FINDING})

        every = _remembered(self._current().findings, report_ids, read, REMEMBERED_FINDINGS)
        return {report: found for report, found in every.items() if found}

    def spending(self, report_ids: Sequence[str], words: Sequence[str] = ()) -> dict[str, list[SpendingRow]]:
        """Return which project serves which duty in those of the reports that say so, by report; of duties that hold one of the words."""
        def read(wanted: Sequence[str], word: str | None = None) -> Iterator[tuple[str, SpendingRow]]:
            for p in reader.spending_paths(self._graph, report_ids=wanted, duty=word):
                yield p["report_id"], SpendingRow(p["report_id"], p["duty"], p["project"], p["link"], p["score"], p["quote"], p["span"])

        if not words:
            every = _remembered(self._current().links, report_ids, read, REMEMBERED_TEXTS)
            return {report: list(dict.fromkeys(links)) for report, links in every.items() if links}
        found: dict[str, dict[SpendingRow, None]] = defaultdict(dict)
        for word in words:
            for report, row in read(report_ids, word):
                found[report][row] = None
        return {report: list(rows) for report, rows in found.items()}

    def passages(self, query: str, report_ids: Sequence[str], limit: int) -> Sequence[PassageHit]:
        """Return passages of the reports that speak of the query, best first, by words and meaning."""
        asked = Query(text=query, kinds=("passage",), report_ids=frozenset(report_ids), live=self._live(), limit=limit)
        headings = {(r, span): path for r in report_ids[:8] for span, _, path in self._passages(r)}
        return [
            PassageHit(h.report_id, h.quote, h.span, h.score, headings.get((h.report_id, h.span), ())) for h in search(self._index, asked)
        ]

    def mentions(self, phrases: Sequence[str], report_ids: Sequence[str], limit: int) -> Sequence[Mention]:
        """Return the facts with figures of the reports that print a phrase, best first and at most `limit`."""
        wanted = frozenset(report_ids)
        scope = Scope(frozenset(FACT_KINDS), report_ids=None if wanted >= self._live() else wanted, live=self._live())
        return mentions(self._index, phrases, scope, limit)

    def facts_by_id(self, fact_ids: Sequence[str]) -> Sequence[FactRow]:
        """Return the facts of these ids."""
        return reader.facts(self._graph, ids=fact_ids)

    def unmet(self, report_ids: Sequence[str]) -> Sequence[FactRow]:
        """Return the indicators of the reports that did not reach their target."""
        return reader.unmet(self._graph, report_ids)

    def relevant_reports(self, query: str, report_ids: Sequence[str], limit: int) -> Sequence[str]:
        """Return the reports whose facts and passages speak of the query, best first."""
        if len(report_ids) <= limit:
            return list(report_ids)
        wanted = frozenset(report_ids)
        hits = search(self._index, Query(text=query, kinds=None, report_ids=wanted, live=self._live(), limit=limit * 4))
        return list(dict.fromkeys(h.report_id for h in hits))[:limit]

    def relevant_facts(self, query: str, report_ids: Sequence[str], limit: int) -> frozenset[str] | None:
        """Return the ids of the facts nearest to the query by words and meaning."""
        asked = Query(text=query, kinds=FACT_KINDS, report_ids=frozenset(report_ids), live=self._live(), limit=limit)
        return frozenset(hit.id for hit in search(self._index, asked))

    def likeness(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        """Return the cosine of the query and each text; texts seen before cost a look-up."""
        if not texts or not query.strip():
            return [0.0] * len(texts)
        with self._lock:
            missing = [t for t in dict.fromkeys(texts) if t not in self._names]
            if missing:
                made = self._index.embedder.encode_document(missing)
                self._names.update(zip(missing, made, strict=True))
            matrix = np.stack([self._names[t] for t in texts])
            while len(self._names) > REMEMBERED_NAMES:
                self._names.popitem(last=False)
        return [float(v) for v in matrix @ self._index.embedder.encode_query([query])[0]]


Read = tuple[Span, str, tuple[str, ...]]
"""A passage as it was read: its place, its text, its headings."""


@dataclass
class Seen:
    """What was read of one generation (已读内容): all its reports, and of some what they hold, by report."""

    generation: str = ""
    reports: list[ReportRef] = field(default_factory=list)
    passages: dict[str, list[Read]] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    links: dict[str, list[SpendingRow]] = field(default_factory=dict)


def _remembered(
    kept: dict[str, list[T]], report_ids: Sequence[str], read: Callable[[Sequence[str]], Iterable[tuple[str, T]]], most: int,
) -> dict[str, list[T]]:
    """Return what some reports hold; of those not kept yet it is read together, and kept unless too many are."""
    found = {report: kept[report] for report in report_ids if report in kept}
    missing = [report for report in report_ids if report not in found]
    if missing:
        fresh: dict[str, list[T]] = {report: [] for report in missing}
        for report, one in read(missing):
            fresh[report].append(one)
        if len(kept) > most:
            kept.clear()
        kept.update(fresh)
        found.update(fresh)
    return found


def _ref(row: Row) -> ReportRef:
    fields = ReportFields.model_validate({k: v for k, v in row.items() if k in _FIELDS})
    name = str(row.get("source_name") or "")
    return ReportRef(row["report_id"], str(row.get("title") or name), fields, name)
