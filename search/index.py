"""The index (索引): segments named by a manifest that is swapped whole; a reader sees one generation, a crash leaves the last one.

    index/
      manifest.json             generation, model, segments, and the reports removed from each
      segments/00000007/        documents, words and vectors of some reports, never changed
      writer.lock               held by the one process that writes

The index is derived: `rebuild` makes it again from bundles.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ontology.records import Bundle
from search.documents import IndexDoc, index_documents
from search.embedder import Embedder, Vectors
from search.errors import IndexBusy, IndexDamaged, IndexMismatch
from search.lexical import Group, Key, Where, rarity
from search.segments import Scope, Segment, synced, write_segment

FORMAT = 1
WAIT = 600.0
"""Seconds a writer waits for another one."""

DEAD_SHARE = 0.25
"""Share of removed documents above which a segment is written anew without them."""

Entry = tuple[str, tuple[str, ...]]
"""A segment's name and the reports removed from it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation of the index."""

    generation: int = 0
    model: str = ""
    segments: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may answer, with both scores; `document` reads it."""

    segment: Segment
    place: int
    lexical: float
    cosine: float

    def document(self) -> IndexDoc:
        """Return the document."""
        return self.segment.document(self.place)

    @property
    def home(self) -> tuple[str, int]:
        """Return the segment and place of the passage that the document stands in, its own where it stands in none."""
        return self.segment.name, self.segment.home(self.place)


class Index:
    """The search index of a home: safe for many reading threads and processes and one writer at a time."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self.folder = folder
        self.embedder = embedder
        self._manifest = Manifest()
        self._stamp: tuple[int, int] | None = None
        self._segments: tuple[Segment, ...] = ()
        self._lock = threading.RLock()

    @classmethod
    def open(cls, folder: Path, embedder: Embedder) -> "Index":
        """Return the index of a folder, empty if there is none; damage shows (`IndexDamaged`) when it is first read, so `rebuild` works."""
        (folder / "segments").mkdir(parents=True, exist_ok=True)
        index = cls(folder, embedder)
        with contextlib.suppress(IndexBusy, IndexDamaged), index._writing(wait=0.0):
            index._sweep(index._read_manifest())
        return index

    # reading

    @property
    def generation(self) -> int:
        """Return the number of the published generation."""
        self._current()
        return self._manifest.generation

    def report_ids(self) -> frozenset[str]:
        """Return the reports that the index holds."""
        return frozenset(report for segment in self._current() for report in segment.reports(Scope()))

    def rarities(self, terms: Iterable[Key]) -> dict[Key, float]:
        """Return the inverse document frequency of (field, term) over the whole index, 0 for a term that stands nowhere."""
        segments = self._current()
        size = sum(len(s) for s in segments)
        counts = {key: sum(s.lexical.frequency(*key) for s in segments) for key in terms}
        return {key: rarity(size, count) if count else 0.0 for key, count in counts.items()}

    def search(self, groups: Sequence[Group], query: Vectors | None, scope: Scope, limit: int = 200) -> list[Candidate]:
        """Return the documents best by words (weights of terms have rarity in them) or by vector, each with both scores, unordered."""
        found = []
        for segment in self._current():
            reports = segment.reports(scope)
            if not reports:
                continue
            everything = len(reports) == len(segment.heads)
            where = Where(sorted(scope.kinds) if scope.kinds is not None else None, None if everything else reports)
            lexical = dict(segment.lexical.search(groups, where, limit))
            cosine = dict(segment.nearest(query, scope, limit)) if query is not None else {}
            if query is not None and (unseen := [place for place in lexical if place not in cosine]):
                cosine.update(zip(unseen, map(float, segment.cosines(unseen, query)), strict=True))
            found += [Candidate(segment, p, lexical.get(p, 0.0), cosine.get(p, 0.0)) for p in sorted({*lexical, *cosine})]
        return found

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
        path = self.folder / "manifest.json"
        try:
            about = path.stat()
            stamp = (about.st_ino, about.st_mtime_ns)
        except FileNotFoundError:
            stamp = None
        if stamp == self._stamp:
            return self._segments
        with self._lock:
            return self._load()

    def _load(self, tries: int = 5) -> tuple[Segment, ...]:
        for attempt in range(tries):
            manifest, stamp = self._read_manifest(), self._stamp_now()
            if manifest.segments and manifest.model != self.embedder.name:
                raise IndexMismatch(self.folder, f"model {manifest.model!r}", f"model {self.embedder.name!r}")
            kept = {(s.name, tuple(sorted(s.dead))): s for s in self._segments}
            try:
                opened = tuple(kept.get(e) or Segment(self.folder / "segments" / e[0], frozenset(e[1])) for e in manifest.segments)
            except IndexDamaged:  # or a writer published and swept while this one was opening
                if attempt + 1 < tries and self._stamp_now() != stamp:
                    continue
                raise
            self._manifest, self._segments, self._stamp = manifest, opened, stamp
            return opened
        raise IndexDamaged(self.folder / "manifest.json", "it changes faster than it can be read")

    def _stamp_now(self) -> tuple[int, int] | None:
        try:
            about = (self.folder / "manifest.json").stat()
        except FileNotFoundError:
            return None
        return about.st_ino, about.st_mtime_ns

    def _read_manifest(self) -> Manifest:
        path = self.folder / "manifest.json"
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            if content["format"] != FORMAT:
                raise IndexMismatch(self.folder, f"format {content['format']}", f"format {FORMAT}")
            entries = tuple((str(e["name"]), tuple(map(str, e["dead"]))) for e in content["segments"])
            return Manifest(int(content["generation"]), str(content["model"]), entries)
        except FileNotFoundError:
            return Manifest()
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise IndexDamaged(path, str(problem)) from problem

    # writing

    def add(self, bundles: Iterable[Bundle]) -> None:
        """Put reports into the index, in place of earlier versions of them, and publish that as one generation."""
        made = [(bundle.report_id, index_documents(bundle)) for bundle in bundles]
        if not made:
            return
        documents = sorted((doc for _, docs in made for doc in docs), key=lambda d: (d.head.report_id, d.span, d.id))
        vectors = self.embedder.encode_document([doc.embed for doc in documents])
        with self._writing():
            self._publish(self._without({report for report, _ in made}), documents, vectors)

    def remove(self, report_ids: Iterable[str]) -> None:
        """Take reports out of the index and publish that as one generation; ids that it does not hold are ignored."""
        gone = set(report_ids) & self.report_ids()
        if gone:
            with self._writing():
                self._publish(self._without(gone), [], np.zeros((0, 0), np.float32))

    def rebuild(self, bundles: Iterable[Bundle]) -> None:
        """Make the index anew from bundles, whatever state it is in, and publish that as one generation."""
        documents = sorted((doc for b in bundles for doc in index_documents(b)), key=lambda d: (d.head.report_id, d.span, d.id))
        vectors = self.embedder.encode_document([doc.embed for doc in documents])
        with self._writing():
            try:
                generation = self._read_manifest().generation
            except (IndexDamaged, IndexMismatch):
                generation = max((int(p.name) for p in self._folders() if p.name.isdigit()), default=0)
            self._manifest, self._segments, self._stamp = Manifest(generation), (), None
            self._publish([], documents, vectors)

    def _without(self, reports: set[str]) -> list[Segment]:
        """Return the published segments with some reports marked dead; segments that hold nothing else are left out."""
        kept = []
        for segment in self._load():
            dead = segment.dead | (reports & {head.report_id for head in segment.heads})
            if len(dead) < len(segment.heads):
                kept.append(segment if dead == segment.dead else Segment(segment.folder, frozenset(dead)))
        return kept

    def _publish(self, kept: list[Segment], documents: list[IndexDoc], vectors: Vectors) -> None:
        """Write new documents as a segment, merge what is small or mostly dead, and swap the manifest."""
        generation = self._manifest.generation + 1
        merged: list[Segment] = [s for s in kept if s.live_documents < (1 - DEAD_SHARE) * len(s)]
        kept = [s for s in kept if s not in merged]
        size = len(documents) + sum(s.live_documents for s in merged)
        while kept and size and kept[-1].live_documents <= 2 * size:  # each merge at least grows by half: few segments, little rewriting
            size += kept[-1].live_documents
            merged.append(kept.pop())
        entries: list[Entry] = [(s.name, tuple(sorted(s.dead))) for s in kept]
        if size:
            name = f"{generation:08d}"
            self._write_segment(name, merged, documents, vectors)
            entries.append((name, ()))
        self._swap(Manifest(generation, self.embedder.name, tuple(entries)))

    def _write_segment(self, name: str, merged: Sequence[Segment], documents: list[IndexDoc], vectors: Vectors) -> None:
        rows = list(documents)
        parts = [vectors] if documents else []
        for segment in merged:
            places = list(segment.alive())
            rows += [segment.document(place) for place in places]
            parts.append(segment.vectors_of(places))
        every = np.concatenate(parts)
        order = sorted(range(len(rows)), key=lambda i: (rows[i].head.report_id, rows[i].span, rows[i].id))
        part = self.folder / "segments" / f"{name}.part"
        shutil.rmtree(part, ignore_errors=True)
        write_segment(part, [rows[i] for i in order], every[order])
        shutil.rmtree(part.with_suffix(""), ignore_errors=True)
        part.rename(part.with_suffix(""))
        synced(part.parent)

    def _swap(self, manifest: Manifest) -> None:
        content = {
            "format": FORMAT, "generation": manifest.generation, "model": manifest.model,
            "segments": [{"name": name, "dead": list(dead)} for name, dead in manifest.segments],
        }
        path = self.folder / "manifest.json"
        fresh = path.with_suffix(".part")
        fresh.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        synced(fresh)
        os.replace(fresh, path)
        synced(self.folder)
        self._load()
        self._sweep(manifest)

    def _sweep(self, manifest: Manifest) -> None:
        """Delete segments that no manifest names: merged ones, and what a crash left behind."""
        named = {name for name, _ in manifest.segments}
        for folder in self._folders():
            if folder.name not in named:
                shutil.rmtree(folder, ignore_errors=True)

    def _folders(self) -> list[Path]:
        return [p for p in (self.folder / "segments").iterdir() if p.is_dir()]

    @contextlib.contextmanager
    def _writing(self, wait: float = WAIT) -> Iterator[None]:
        """Hold the writer lock of the index, in this process and among processes."""
        start = time.monotonic()
        with self._lock, (self.folder / "writer.lock").open("w") as handle:
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() - start >= wait:
                        raise IndexBusy(self.folder, wait) from None
                    time.sleep(0.05)
            yield
