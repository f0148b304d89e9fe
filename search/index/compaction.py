"""Writing and merging segments (索引段合并): few segments, each document rewritten a few times at most, nothing half done left behind."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from search.index.documents import IndexDoc
from search.index.manifest import Entry, Manifest, synced
from search.index.segments import Segment, write_segment
from search.index.vectors import Vectors

DEAD_SHARE = 0.25
"""Share of removed documents above which a segment is written anew without them."""

LARGEST = 200_000
"""Documents above which a segment is not merged any more: its vectors are a graph, and that takes minutes to build."""


def write_merged(folder: Path, generation: int, kept: list[Segment], documents: list[IndexDoc], vectors: Vectors) -> list[Entry]:
    """Write new documents as a segment, merge into it what is small or mostly dead, and return the entries to publish.

    A segment is merged while it is at most twice what goes into the new one (the logarithmic method): n reports added one by one
    leave about log n segments.
    """
    merged = [s for s in kept if s.live_documents < (1 - DEAD_SHARE) * len(s)]
    kept = [s for s in kept if s not in merged]
    size = len(documents) + sum(s.live_documents for s in merged)
    while kept and size and kept[-1].live_documents <= min(2 * size, LARGEST):
        size += kept[-1].live_documents
        merged.append(kept.pop())
    entries: list[Entry] = [(s.name, tuple(sorted(s.dead))) for s in kept]
    if not size:
        return entries
    rows, parts = list(documents), [vectors] if documents else []
    for segment in merged:
        places = list(segment.alive())
        rows += [segment.document(place) for place in places]
        parts.append(segment.vectors_of(places))
    return [*entries, (write_documents(folder, f"{generation:08d}-0", rows, np.concatenate(parts)), ())]


def write_documents(folder: Path, name: str, documents: Sequence[IndexDoc], vectors: Vectors) -> str:
    """Write documents, in the order of their reports and places, as a segment of an index; return its name."""
    order = sorted(range(len(documents)), key=lambda i: (documents[i].head.report_id, documents[i].span, documents[i].id))
    whole, part = folder / "segments" / name, folder / "segments" / f"{name}.part"
    for stale in (whole, part):
        shutil.rmtree(stale, ignore_errors=True)
    write_segment(part, [documents[i] for i in order], vectors[order])
    part.rename(whole)
    synced(whole.parent)
    return name


def sweep(folder: Path, manifest: Manifest) -> None:
    """Delete segments that no manifest names: merged ones, and what a crash left behind."""
    named = {name for name, _ in manifest.segments}
    for segment in (folder / "segments").iterdir():
        if segment.name not in named:
            shutil.rmtree(segment, ignore_errors=True)
