"""The manifest (清单): which segments make the published generation; swapped whole, under the writer's lock."""

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.filelock import locked_within
from search.errors import IndexBusy, IndexDamaged, IndexMismatch

FORMAT = 1

Entry = tuple[str, tuple[str, ...]]
"""A segment's name and the reports removed from it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation of the index; the empty one is generation 0."""

    generation: int = 0
    model: str = ""
    segments: tuple[Entry, ...] = ()


def manifest_stamp(folder: Path) -> tuple[int, int] | None:
    """Return what changes whenever a generation is published, None before the first."""
    try:
        about = (folder / "manifest.json").stat()
    except FileNotFoundError:
        return None
    return about.st_ino, about.st_mtime_ns


def read_manifest(folder: Path) -> Manifest:
    """Return the published generation; raises IndexDamaged, or IndexMismatch where another format wrote it."""
    path = folder / "manifest.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise IndexMismatch(folder, f"format {content['format']}", f"format {FORMAT}")
        entries = tuple((str(e["name"]), tuple(map(str, e["dead"]))) for e in content["segments"])
        return Manifest(int(content["generation"]), str(content["model"]), entries)
    except FileNotFoundError:
        return Manifest()
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise IndexDamaged(path, str(problem)) from problem


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Publish a generation: after this returns it survives a power cut, before that the last one does."""
    content = {
        "format": FORMAT, "generation": manifest.generation, "model": manifest.model,
        "segments": [{"name": name, "dead": list(dead)} for name, dead in manifest.segments],
    }
    path = folder / "manifest.json"
    fresh = path.with_suffix(".part")
    fresh.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    synced(fresh)
    os.replace(fresh, path)
    synced(folder)


def synced(path: Path) -> None:
    """Force a file or a folder's entries to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def writer_lock(folder: Path, wait: float) -> Iterator[None]:
    """Hold the index's writer lock among processes; raises IndexBusy after `wait` seconds."""
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(locked_within(folder / "writer.lock", wait))
        except TimeoutError:
            raise IndexBusy(folder, wait) from None
        yield
