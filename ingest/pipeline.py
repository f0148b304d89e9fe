"""The pipeline (入库流程): bundle → index → graph → flip, so that a crash at any point is harmless.

Readers see a report from the flip of its catalogue row on. Before it, everything written is invisible and rolled back at the
next start; after it, what is left to clean is finished at the next start.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal, Protocol

from graph.client import Graph
from graph.writer import delete, exchange, report_states
from ingest.bundles import BundleStore
from ingest.catalogue import Catalogue, Entry
from ingest.errors import IngestError, InvalidBundle
from ingest.extract import EXTRACTOR_VERSION, extract
from ingest.readers.read import read
from ingest.readers.sources import Source
from ontology.ids import report_id
from ontology.masking import masked
from ontology.records import FAMILIES, Bundle
from ontology.validate import validate

log = logging.getLogger(__name__)
Status = Literal["new", "unchanged", "updated", "failed"]
Stage = Literal["reading", "indexing", "linking"]
Told = Callable[[str, Stage], None]
"""Who is told which stage a path has come to: its text and facts are drawn, it is made findable, it enters the graph (进度)."""

BATCH = 8
DEFECTS = (ValueError, LookupError, TypeError, ArithmeticError, AttributeError, AssertionError, RecursionError)
"""What an extractor's own mistake raises: it costs its report only, not the batch."""


class Projection(Protocol):
    """What the search index offers the pipeline (索引投影)."""

    def add(self, bundles: Sequence[Bundle]) -> None:
        """Make the bundles findable, in place of earlier versions of the same reports."""

    def remove(self, report_ids: Iterable[str]) -> None:
        """Make the reports no longer findable."""

    def report_ids(self) -> Set[str]:
        """Return the reports that it holds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input (入库结果)."""

    path: str
    report_id: str | None
    status: Status
    error: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Home:
    """The places one home writes to, in the order of the crash rule."""

    bundles: BundleStore
    graph: Graph
    index: Projection
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class _Arrival:
    entry: Entry
    bundle: Bundle
    replaces: Entry | None
    outcome: Outcome


def _untold(path: str, stage: Stage) -> None:
    """Tell nobody."""


def ingest(home: Home, inputs: Iterable[Source], told: Told = _untold) -> Iterator[Outcome]:
    """Read, extract and publish the inputs in batches; yields one outcome an input, in order of completion."""
    waiting = iter(inputs)
    while batch := list(islice(waiting, BATCH)):
        arrivals: list[_Arrival] = []
        for source in batch:
            told(source.path, "reading")
            prepared = _prepare(home, source, {a.entry.report_id for a in arrivals})
            if isinstance(prepared, Outcome):
                yield prepared
            else:
                arrivals.append(prepared)
        if arrivals:
            publish(home, arrivals, told)
            yield from (a.outcome for a in arrivals)


def _prepare(home: Home, source: Source, seen: set[str]) -> _Arrival | Outcome:
    started = time.perf_counter()
    if source.error is not None:
        return Outcome(source.path, None, "failed", str(source.error))
    identity = report_id(source.data)
    live = home.catalogue.live(identity)
    if identity in seen or (live is not None and live.extractor == EXTRACTOR_VERSION):
        return Outcome(source.path, identity, "unchanged")
    try:
        bundle = read_bundle(source.name, source.data)
    except IngestError as problem:
        return Outcome(source.path, None, "failed", f"{source.path}: {problem.reason}")
    before = live or home.catalogue.live_at(source.path)
    entry = Entry(identity, home.bundles.put(bundle), EXTRACTOR_VERSION, live.path if live else source.path, "staged")
    status: Status = "updated" if before else "new"
    return _Arrival(entry, bundle, before, Outcome(source.path, identity, status, None, counts(bundle), time.perf_counter() - started))


def read_bundle(name: str, data: bytes) -> Bundle:
    """Return the bundle of a file's bytes; raises an IngestError, InvalidBundle where it breaks a structural shape."""
    document = read(name, data)
    try:
        bundle = extract(document, report_id(data))
    except DEFECTS as problem:
        log.error("extraction failed name=%s", name, exc_info=problem)
        raise InvalidBundle(name, f"extraction failed ({type(problem).__name__}), a defect of jixiao; the log has its trace") from problem
    broken = next((v for v in validate(bundle) if v.structural), None)
    if broken is not None:
        raise InvalidBundle(name, f"{broken.node} {broken.path}: {broken.message}")
    return bundle


def counts(bundle: Bundle) -> dict[str, int]:
    """Return the number of facts of each section."""
    return {section: len(getattr(bundle, section)) for section in (*FAMILIES, "anomalies")}


def publish(home: Home, arrivals: Sequence[_Arrival], told: Told = _untold) -> None:
    """Write the arrivals to index and graph, flip the catalogue, then clear away what they replace.

    Whoever sends Cypher sees whatever is in the graph, so the graph changes last before the flip and at one moment: what arrives comes
    in and what it replaces goes in one transaction. The index may go ahead, because searches ask only for reports that the catalogue
    calls live. A crash between graph and flip leaves the graph a version ahead; the next start projects the live bundles again.
    """
    for arrival in arrivals:
        told(arrival.outcome.path, "indexing")
        home.catalogue.stage(arrival.entry)
    bundles = [masked(a.bundle) for a in arrivals]
    home.index.add(bundles)
    leaving = [a.replaces for a in arrivals if a.replaces and not _same_report(a)]
    for arrival in arrivals:
        told(arrival.outcome.path, "linking")
    exchange(home.graph, [(bundle, True) for bundle in bundles], [e.report_id for e in leaving])
    past = {a.entry.report_id: a.replaces.bundle for a in arrivals if a.replaces and not _same_report(a)}
    home.catalogue.flip([replace(a.entry, state="live") for a in arrivals], [e.report_id for e in leaving], past)
    _clear(home, leaving)
    if any(a.replaces for a in arrivals):  # looks at every file: not for what is new
        _sweep(home)
    home.catalogue.settle()


def _same_report(arrival: _Arrival) -> bool:
    return arrival.replaces is not None and arrival.replaces.report_id == arrival.entry.report_id


def remove(home: Home, entries: Sequence[Entry]) -> None:
    """Take reports out: they vanish with the flip, then every fact that only they support is cleared away.

    The flip comes first because it marks the change as open: whatever a crash leaves behind it, the next start clears away.
    """
    home.catalogue.flip([], [e.report_id for e in entries])
    _clear(home, entries)
    _sweep(home)
    home.catalogue.settle()


def _clear(home: Home, entries: Sequence[Entry]) -> None:
    if not entries:
        return
    for entry in entries:
        delete(home.graph, entry.report_id)
    home.index.remove([e.report_id for e in entries])
    home.catalogue.forget([e.bundle for e in entries])


def _sweep(home: Home) -> None:
    """Drop the bundles that no live report is, or was before its last version."""
    wanted = {e.bundle for e in home.catalogue.entries()} | set(home.catalogue.before().values())
    for digest in set(home.bundles.digests()) - wanted:
        home.bundles.drop(digest)


def repair(home: Home) -> int:
    """Finish or roll back what a crash left half done; returns how many reports needed it."""
    live = {e.report_id: e for e in home.catalogue.entries("live")}
    loose = [e for e in home.catalogue.entries() if e.state != "live"]
    _clear(home, [e for e in loose if e.report_id not in live])
    again = [live[e.report_id] for e in loose if e.report_id in live]
    states = report_states(home.graph)
    again += [e for e in live.values() if states.get(e.report_id) is not True and e not in again]
    strays = [r for r in states if r not in live]
    for stray in strays:
        delete(home.graph, stray)
    indexed = home.index.report_ids()
    home.index.remove(indexed - set(live))
    again += [e for e in live.values() if e.report_id not in indexed and e not in again]
    for _ in _projected(home, again):
        pass
    home.catalogue.forget([e.bundle for e in loose])
    _sweep(home)
    home.catalogue.settle()
    count = len(loose) + len(strays) + len(again)
    if count:
        log.warning("repaired reports=%d", count)
    return count


def rebuild(home: Home, clear: Callable[[], None]) -> Iterator[str]:
    """Make graph and index again from the live bundles, in order of report id; yields each id when it is done."""
    clear()
    yield from _projected(home, home.catalogue.entries("live"))


def _projected(home: Home, entries: Iterable[Entry]) -> Iterator[str]:
    """Put the bundles of entries into graph and index, a batch in one transaction; yields each report id when it is there."""
    waiting = iter(entries)
    while batch := list(islice(waiting, BATCH)):
        bundles = [masked(home.bundles.get(e.bundle)) for e in batch]
        exchange(home.graph, [(bundle, True) for bundle in bundles], ())
        home.index.add(bundles)
        yield from (e.report_id for e in batch)
