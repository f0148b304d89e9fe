"""Segments (索引段): immutable folders of documents with their words and vectors, written once, later merged or dropped."""

import hashlib
import json
import mmap
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ontology.ids import fold
from search.errors import IndexDamaged
from search.index.documents import KINDS, IndexDoc, ReportHead
from search.index.lexical import EVERYWHERE, Group, Lexical, Where, write_lexical
from search.index.manifest import synced
from search.index.vectors import EXACT_BELOW, VectorIndex, Vectors, write_vectors

KIND_CODES = {kind: code for code, kind in enumerate(sorted(KINDS.values()))}
STATING = ("outcome", "indicator", "finance", "project", "problem", "measure")
"""Kinds of facts that say what was: work done, money, a shortcoming; a duty says what is to be."""

MOST = 0.4
"""Share of a segment's documents from which on words are looked for among all."""

REMEMBERED_SCOPES = 32
REMEMBERED_DOCUMENTS = 4096
HASHED_BELOW = 32_000_000
"""Files up to this size are hashed when opened, larger ones only measured; `verify` hashes all."""


@dataclass(frozen=True)
class Scope:
    """What may be found (检索范围): every condition that is not None must hold; `live` are the reports that exist for the reader."""

    kinds: frozenset[str] | None = None
    adcode_prefixes: tuple[str, ...] | None = None
    departments: tuple[str, ...] | None = None
    years: tuple[int, ...] | None = None
    report_ids: frozenset[str] | None = None
    live: frozenset[str] | None = None

    def admits(self, head: ReportHead) -> bool:
        """Return whether documents of a report may be found; departments match by part of their folded name."""
        return (
            (self.live is None or head.report_id in self.live)
            and (self.report_ids is None or head.report_id in self.report_ids)
            and (self.years is None or head.fiscal_year in self.years)
            and (self.adcode_prefixes is None or str(head.adcode or "").startswith(self.adcode_prefixes))
            and (self.departments is None or any(fold(name) in fold(head.department) for name in self.departments))
        )


def write_segment(folder: Path, documents: Sequence[IndexDoc], vectors: Vectors, exact_below: int = EXACT_BELOW) -> None:
    """Write documents with their vectors (one a document, equal ones kept once) into a new folder, and force it to disk."""
    folder.mkdir(parents=True)
    (folder / "lexical").mkdir()
    heads = list({doc.head.report_id: doc.head for doc in documents}.values())
    report_code = {head.report_id: code for code, head in enumerate(heads)}
    lines = [_line(doc) for doc in documents]
    unique, vector_of = _deduplicated(vectors)
    (folder / "documents.jsonl").write_bytes(b"".join(lines))
    np.savez(
        folder / "columns.npz",
        offsets=np.cumsum([0, *map(len, lines)], dtype=np.uint64),
        kinds=np.array([KIND_CODES[doc.kind] for doc in documents], np.uint8),
        reports=np.array([report_code[doc.head.report_id] for doc in documents], np.uint32),
        vector_of=vector_of,
        homes=_homes(documents),
        mean=unique[vector_of].mean(axis=0, dtype=np.float64).astype(np.float32),
    )
    write_vectors(folder / "vectors.faiss", unique, exact_below)
    write_lexical(folder / "lexical", documents)
    files = {str(path.relative_to(folder)): [path.stat().st_size, _digest(path)] for path in _parts(folder)}
    content = {"documents": len(documents), "reports": [asdict(head) for head in heads], "files": files}
    (folder / "segment.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    for path in [*_parts(folder), folder / "segment.json", folder / "lexical", folder]:
        synced(path)


def _line(doc: IndexDoc) -> bytes:
    row = [doc.id, doc.kind, doc.text, doc.context, doc.embed, doc.quote, doc.span[0], doc.span[1]]
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def _deduplicated(vectors: Vectors) -> tuple[Vectors, npt.NDArray[np.uint32]]:
    """Return the distinct vectors in order of first appearance, and for each document which of them is its own."""
    seen: dict[bytes, int] = {}
    order = np.array([seen.setdefault(row.tobytes(), len(seen)) for row in vectors], np.uint32)
    unique = np.zeros((len(seen), vectors.shape[1]), np.float32)
    unique[order] = vectors
    return unique, order


def _homes(documents: Sequence[IndexDoc]) -> npt.NDArray[np.uint32]:
    """Return for each document the place of the passage that its span starts in, its own place where there is none."""
    homes = np.arange(len(documents), dtype=np.uint32)
    order = sorted(range(len(documents)), key=lambda i: (documents[i].head.report_id, documents[i].span[0], documents[i].kind != "passage"))
    passage: int | None = None
    for i in order:
        doc = documents[i]
        if doc.kind == "passage":
            passage = i
        elif passage is not None:
            there = documents[passage]
            if there.head.report_id == doc.head.report_id and there.span[1] > doc.span[0]:
                homes[i] = passage
    return homes


def _parts(folder: Path) -> list[Path]:
    """Return the data files of a segment; tantivy's lock files hold nothing."""
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".lock" and p.name != "segment.json")


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Admitted:
    """What a scope lets through of a segment: reports, documents and vectors (None for all), and the same for the lexical side."""

    reports: tuple[str, ...]
    mask: npt.NDArray[np.bool_] | None
    vectors: npt.NDArray[np.bool_] | None
    where: Where
    share: float
    """Of the segment's documents."""


class Segment:
    """A segment opened for reading; `dead` are reports in it that were removed or replaced since."""

    def __init__(self, folder: Path, dead: frozenset[str]) -> None:
        self.folder = folder
        self.name = folder.name
        self.dead = dead
        about = _checked(folder)
        self.heads = [ReportHead(**head) for head in about["reports"]]
        try:
            columns = np.load(folder / "columns.npz")
            self._offsets, self._kinds = columns["offsets"], columns["kinds"]
            self._reports, self._vector_of, self._homes = columns["reports"], columns["vector_of"], columns["homes"]
            self.mean: Vectors = columns["mean"]
            with (folder / "documents.jsonl").open("rb") as handle:
                self._lines = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError, KeyError) as problem:
            raise IndexDamaged(folder, str(problem)) from problem
        self.lexical = Lexical(folder / "lexical")
        self.vectors = VectorIndex(folder / "vectors.faiss")
        self._admitted: dict[Scope, Admitted] = {}
        self._read: dict[int, IndexDoc] = {}

    def __len__(self) -> int:
        return len(self._kinds)

    @property
    def live_documents(self) -> int:
        """Return how many documents belong to reports that are not dead."""
        gone = [head.report_id in self.dead for head in self.heads]
        return len(self) - int(np.isin(self._reports, np.flatnonzero(gone)).sum())

    def admitted(self, scope: Scope) -> Admitted:
        """Return what the scope lets through; remembered, since most queries of a moment have the same scope."""
        known = self._admitted.get(scope)
        if known is None:
            if len(self._admitted) >= REMEMBERED_SCOPES:
                self._admitted.clear()
            known = self._admitted[scope] = self._admit(scope)
        return known

    def _admit(self, scope: Scope) -> Admitted:
        ids = [head.report_id for head in self.heads]
        passed = np.array([head.report_id not in self.dead and scope.admits(head) for head in self.heads], bool)
        kinds = np.array([scope.kinds is None or kind in scope.kinds for kind in KIND_CODES], bool)
        mask = None if passed.all() and kinds.all() else passed[self._reports] & kinds[self._kinds]
        inside = tuple(i for i, p in zip(ids, passed, strict=True) if p)
        outside = tuple(i for i, p in zip(ids, passed, strict=True) if not p)
        fewer_out = len(outside) <= len(inside)
        where = Where(
            tuple(sorted(scope.kinds)) if scope.kinds is not None else None, None if fewer_out else inside, outside if fewer_out else (),
        )
        vectors = None
        if mask is not None:
            vectors = np.zeros(self.vectors.size, bool)
            vectors[self._vector_of[mask]] = True
        return Admitted(inside, mask, vectors, where, 1.0 if mask is None else float(mask.mean()))

    @cached_property
    def _documents_of(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        order = np.argsort(self._vector_of, kind="stable")
        return order, np.searchsorted(self._vector_of[order], np.arange(self.vectors.size + 1))

    def saying(self, groups: Sequence[Group], scope: Scope, limit: int) -> list[tuple[int, float]]:
        """Return (place, score) of the documents best by words that may be found, best first.

        Where most documents may be found, looking at some more and leaving out the others takes a third of what tantivy's filter takes.
        """
        admitted = self.admitted(scope)
        mask = admitted.mask
        if mask is not None and admitted.share >= MOST:
            wanted = int(limit / admitted.share * 1.25) + 20
            found = self.lexical.search(groups, EVERYWHERE, wanted)
            kept = [(place, score) for place, score in found if mask[place]][:limit]
            if len(kept) == limit or len(found) < wanted:
                return kept
        return self.lexical.search(groups, admitted.where, limit)

    def nearest(self, query: Vectors, scope: Scope, limit: int) -> list[tuple[int, float]]:
        """Return (place, cosine) of the nearest documents that may be found, best first."""
        admitted = self.admitted(scope)
        order, starts = self._documents_of
        rows, cosines = self.vectors.search(query, admitted.vectors, limit)
        first, sizes = starts[rows], starts[rows + 1] - starts[rows]
        every = np.repeat(first - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())  # the places of every row, in the rows' order
        places, scores = order[every], np.repeat(cosines, sizes)
        if admitted.mask is not None:
            may = admitted.mask[places]
            places, scores = places[may], scores[may]
        return list(zip(places[:limit].tolist(), scores[:limit].tolist(), strict=True))

    def homes_of(self, places: Sequence[int]) -> list[tuple[int, bool]]:
        """Return for some documents the place of the passage that each stands in, else its own, and whether that states a fact."""
        homes = self._homes[np.asarray(places, np.int64)]
        return list(zip(homes.tolist(), self._stating[homes].tolist(), strict=True))

    @cached_property
    def _stating(self) -> npt.NDArray[np.bool_]:
        """Mark the places where a fact of the kinds that state something stands."""
        marked = np.zeros(len(self), bool)
        marked[self._homes[np.isin(self._kinds, [KIND_CODES[kind] for kind in STATING])]] = True
        return marked

    def vectors_of(self, places: Sequence[int] | npt.NDArray[np.int64]) -> Vectors:
        """Return the vectors of some documents, float32 of shape (n, dim)."""
        return self.vectors.take(self._vector_of[np.asarray(places, np.int64)].astype(np.int64))

    def document(self, place: int) -> IndexDoc:
        """Return the document at a place; those read lately are remembered, since questions of a moment meet the same ones."""
        known = self._read.get(place)
        if known is None:
            if len(self._read) >= REMEMBERED_DOCUMENTS:
                self._read.clear()
            known = self._read[place] = self._document(place)
        return known

    def id_of(self, place: int) -> str:
        """Return the id of the document at a place: the first thing of its line, read without the rest."""
        first = int(self._offsets[place]) + 2  # behind ["
        return self._lines[first : self._lines.find(b'"', first)].decode()

    def _document(self, place: int) -> IndexDoc:
        start, end = int(self._offsets[place]), int(self._offsets[place + 1])
        try:
            name, kind, text, context, embed, quote, first, last = json.loads(self._lines[start:end])
        except ValueError as problem:
            raise IndexDamaged(self.folder / "documents.jsonl", str(problem)) from problem
        return IndexDoc(name, kind, text, context, embed, quote, (first, last), self.heads[int(self._reports[place])])

    def alive(self) -> Iterator[int]:
        """Yield the places of the documents whose report is not dead."""
        mask = self.admitted(Scope()).mask
        return iter(range(len(self))) if mask is None else (int(place) for place in np.flatnonzero(mask))

    def verify(self) -> None:
        """Hash every file; `IndexDamaged` names the first that is not what was written."""
        _checked(self.folder, hashed_below=None)


def _checked(folder: Path, hashed_below: int | None = HASHED_BELOW) -> dict[str, Any]:
    """Return what `segment.json` says after its files were compared with it."""
    try:
        about: dict[str, Any] = json.loads((folder / "segment.json").read_text(encoding="utf-8"))
        for name, (size, digest) in about["files"].items():
            path = folder / name
            if path.stat().st_size != size:
                raise IndexDamaged(path, f"{path.stat().st_size} bytes instead of {size}")
            if (hashed_below is None or size < hashed_below) and _digest(path) != digest:
                raise IndexDamaged(path, "its content is not what was written")
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise IndexDamaged(folder, str(problem)) from problem
    return about
