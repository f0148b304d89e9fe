"""The index (索引): segments named by a manifest that is swapped whole; a reader sees one generation, a crash leaves the last one.

    index/
      manifest.json             generation, model, segments, and the reports removed from each
      segments/00000007-0/      documents, words and vectors of some reports, never changed
      writer.lock               held by the one process that writes

The index is derived: `rebuild` makes it again from bundles.
"""

import contextlib
import hashlib
import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ontology.records import Bundle
from search.embedding.embedder import Embedder, Vectors
from search.errors import IndexBusy, IndexDamaged, IndexMismatch
from search.index.compaction import sweep, write_documents, write_merged
from search.index.documents import IndexDoc, index_documents
from search.index.lexical import Group, Key, rarity
from search.index.manifest import Entry, Manifest, manifest_stamp, read_manifest, write_manifest, writer_lock
from search.index.segments import Scope, Segment

WAIT = 600.0
"""Seconds a writer waits for another one."""

_Scored = tuple[float, int, int]
"""(score, number of the segment, place in it)."""

CHUNK = 100_000
"""Documents that `rebuild` holds in memory at a time."""


class Candidate(NamedTuple):
    """A document that may answer, with the score of its words; `document` reads it."""

    segment: Segment
    place: int
    lexical: float
    home_place: int
    is_stated: bool
    """Whether the place it stands in states a fact: a figure, a problem, a measure taken."""

    def document(self) -> IndexDoc:
        """Return the document."""
        return self.segment.document(self.place)

    @property
    def home(self) -> tuple[str, int]:
        """Return the segment and place of the passage that the document stands in, its own where it stands in none."""
        return self.segment.name, self.home_place


class Index:
    """The search index of a home: safe for many reading threads and processes, with one writer at a time."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self.folder = folder
        self.embedder = embedder
        self._manifest = Manifest()
        self._stamp: tuple[int, int] | None = None
        self._segments: tuple[Segment, ...] = ()
        self._lock = threading.RLock()

    @classmethod
    def open(cls, folder: Path, embedder: Embedder) -> "Index":
        """Return the index of a folder, empty if there is none; damage (`IndexDamaged`) shows at the first read, so `rebuild` works."""
        (folder / "segments").mkdir(parents=True, exist_ok=True)
        index = cls(folder, embedder)
        with contextlib.suppress(IndexBusy, IndexDamaged, IndexMismatch), writer_lock(folder, wait=0.0):
            sweep(folder, read_manifest(folder))
        return index

    # reading

    @property
    def generation(self) -> int:
        """Return the number of the published generation."""
        self._current()
        return self._manifest.generation

    def refresh(self) -> None:
        """Read the published generation, if it is another than the one last read."""
        self._current()

    def report_ids(self) -> frozenset[str]:
        """Return the reports that the index holds."""
        return frozenset(report for segment in self._current() for report in segment.admitted(Scope()).reports)

    def rarities(self, terms: Iterable[Key]) -> dict[Key, float]:
        """Return the inverse document frequency of (field, term) over the whole index, 0 for a term that stands nowhere."""
        segments = self._current()
        size = sum(len(s) for s in segments)
        counts = {key: sum(s.lexical.frequency(*key) for s in segments) for key in terms}
        return {key: rarity(size, count) if count else 0.0 for key, count in counts.items()}

    def frequency(self, term: Key) -> int:
        """Return in how many documents of the generation last read a (field, term) stands."""
        return sum(s.lexical.frequency(*term) for s in self._segments or self._current())

    def rarity(self, count: int) -> float:
        """Return the inverse document frequency of what `count` documents of the generation last read hold."""
        size = sum(len(s) for s in self._segments or self._current())
        return rarity(size, min(count, size))

    def mean(self) -> Vectors:
        """Return the mean of the documents' vectors: what all of them have in common and none is told by."""
        segments = self._current()
        if len(segments) == 1:
            return segments[0].mean
        size = sum(len(s) for s in segments) or 1
        return np.asarray(sum((s.mean * (len(s) / size) for s in segments), np.zeros(1, np.float32)), np.float32)

    def search(self, groups: Sequence[Group], query: Vectors, scope: Scope, limit: int = 200) -> list[Candidate]:
        """Return the `limit` documents best by words (weights of terms have rarity in them) and as many nearest, in the index's order."""
        said: list[_Scored] = []
        near: list[_Scored] = []
        segments = self._current()
        for at, segment in enumerate(segments):
            if segment.admitted(scope).reports:
                said += [(score, at, place) for place, score in segment.saying(groups, scope, limit)]
                near += [(score, at, place) for place, score in segment.nearest(query, scope, limit)]
        lexical = {(at, place): score for score, at, place in _best(said, limit)}
        every = sorted({*lexical, *((at, place) for _, at, place in _best(near, limit))})
        found = []
        for at, places in groupby(every, key=itemgetter(0)):
            found += _candidates(segments[at], [(place, lexical.get((at, place), 0.0)) for _, place in places])
        return found

    def printing(self, groups: Sequence[Group], scope: Scope, limit: int) -> list[Candidate]:
        """Return the documents best by words alone, best first; weights of terms have rarity in them."""
        found: list[Candidate] = []
        for segment in self._current():
            if segment.admitted(scope).reports:
                found += _candidates(segment, segment.saying(groups, scope, limit))
        return sorted(found, key=lambda c: -c.lexical)[:limit]

    def export(self) -> Iterator[str]:
        """Yield one JSON line a document, sorted by id, with the hash of its vector: equal for the same reports, however they came in."""
        rows: list[tuple[str, str]] = []
        for segment in self._current():
            for place in segment.alive():
                doc = segment.document(place)
                vector = hashlib.sha256(segment.vectors_of([place])[0].astype(np.float16).tobytes()).hexdigest()
                row = [doc.id, doc.kind, doc.text, doc.context, doc.quote, *doc.span, doc.head.department, doc.head.adcode, vector]
                rows.append((doc.id, json.dumps(row, ensure_ascii=False)))
        yield from (line for _, line in sorted(rows))

    def status(self) -> dict[str, Any]:
        """Return counts of the published generation: segments, reports, documents, vectors, bytes."""
        segments = self._current()
        size = sum(p.stat().st_size for s in segments for p in s.folder.rglob("*") if p.is_file())
        return {
            "generation": self._manifest.generation, "model": self._manifest.model or self.embedder.name, "segments": len(segments),
            "reports": len(self.report_ids()), "documents": sum(s.live_documents for s in segments),
            "vectors": sum(s.vectors.size for s in segments), "bytes": size,
        }

    def verify(self) -> None:
        """Hash every file of the index; `IndexDamaged` names the first that is not what was written."""
        for segment in self._current():
            segment.verify()

    def _current(self) -> tuple[Segment, ...]:
        """Return the segments of the published generation, opened again where another process published one."""
        if manifest_stamp(self.folder) == self._stamp:
            return self._segments
        with self._lock:
            return self._load()

    def _load(self, tries: int = 5) -> tuple[Segment, ...]:
        for attempt in range(tries):
            stamp, manifest = manifest_stamp(self.folder), read_manifest(self.folder)
            if manifest.segments and manifest.model != self.embedder.name:
                raise IndexMismatch(self.folder, f"model {manifest.model!r}", f"model {self.embedder.name!r}")
            opened = {(s.name, tuple(sorted(s.dead))): s for s in self._segments}
            try:
                segments = tuple(opened.get(e) or Segment(self.folder / "segments" / e[0], frozenset(e[1])) for e in manifest.segments)
            except IndexDamaged:  # or a writer published and swept while this one was opening
                if attempt + 1 < tries and manifest_stamp(self.folder) != stamp:
                    continue
                raise
            self._manifest, self._segments, self._stamp = manifest, segments, stamp
            return segments
        raise IndexDamaged(self.folder / "manifest.json", "it changes faster than it can be read")

    # writing

    def add(self, bundles: Iterable[Bundle]) -> None:
        """Put reports into the index, in place of earlier versions of them, and publish that as one generation."""
        made = [(bundle.report_id, index_documents(bundle)) for bundle in bundles]
        if not made:
            return
        documents = [doc for _, docs in made for doc in docs]
        vectors = self.embedder.encode_document([doc.embed for doc in documents])
        with self._writing():
            kept = self._without({report for report, _ in made})
            self._publish(write_merged(self.folder, self._manifest.generation + 1, kept, documents, vectors))

    def remove(self, report_ids: Iterable[str]) -> None:
        """Take reports out of the index and publish that as one generation; ids that it does not hold are ignored."""
        gone = set(report_ids) & self.report_ids()
        if not gone:
            return
        with self._writing():
            kept = self._without(gone)
            nothing = np.zeros((0, 0), np.float32)
            self._publish(write_merged(self.folder, self._manifest.generation + 1, kept, [], nothing))

    def rebuild(self, bundles: Iterable[Bundle]) -> None:
        """Make the index anew from bundles, whatever state it is in, and publish that as one generation."""
        with self._writing():
            generation = self._forget() + 1
            entries: list[Entry] = []
            for documents in _chunks(bundles):
                vectors = self.embedder.encode_document([doc.embed for doc in documents])
                entries.append((write_documents(self.folder, f"{generation:08d}-{len(entries)}", documents, vectors), ()))
            self._publish(entries, generation)

    def clear(self) -> None:
        """Empty the index, whatever state it is in."""
        self.rebuild([])

    def _without(self, reports: set[str]) -> list[Segment]:
        """Return the published segments with some reports marked dead; segments that hold nothing else are left out."""
        kept = []
        for segment in self._load():
            dead = segment.dead | (reports & {head.report_id for head in segment.heads})
            if len(dead) < len(segment.heads):
                kept.append(segment if dead == segment.dead else Segment(segment.folder, frozenset(dead)))
        return kept

    def _forget(self) -> int:
        """Drop what is known of the published generation and return its number, guessed where the manifest cannot be read."""
        self._manifest, self._segments, self._stamp = Manifest(), (), None
        try:
            return read_manifest(self.folder).generation
        except (IndexDamaged, IndexMismatch):
            return max((int(p.name.partition("-")[0]) for p in (self.folder / "segments").glob("[0-9]*")), default=0)

    def _publish(self, entries: Sequence[Entry], generation: int | None = None) -> None:
        manifest = Manifest(generation or self._manifest.generation + 1, self.embedder.name, tuple(entries))
        write_manifest(self.folder, manifest)
        self._load()
        sweep(self.folder, manifest)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the writer lock, in this process and among processes."""
        with self._lock, writer_lock(self.folder, WAIT):
            yield


def _candidates(segment: Segment, scored: Sequence[tuple[int, float]]) -> list[Candidate]:
    homes = segment.homes_of([place for place, _ in scored])
    return [
        Candidate(segment, place, score, home, is_stated)
        for (place, score), (home, is_stated) in zip(scored, homes, strict=True)
    ]


def _best(scored: list[_Scored], limit: int) -> list[_Scored]:
    """Return the best of several segments; one segment's are all."""
    return nlargest(limit, scored, key=itemgetter(0)) if len(scored) > limit else scored


def _chunks(bundles: Iterable[Bundle]) -> Iterator[list[IndexDoc]]:
    """Yield the documents of whole bundles, about `CHUNK` at a time."""
    chunk: list[IndexDoc] = []
    for bundle in bundles:
        chunk += index_documents(bundle)
        if len(chunk) >= CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
