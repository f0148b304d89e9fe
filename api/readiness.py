"""What is missing before a home can serve (就绪检查), each with how to mend it; docs/operations.md says more."""

import hashlib
import logging
import shutil
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from api.disk import LEAST_FREE, is_full
from api.store import Store
from graph.errors import EngineError, GraphError
from ingest.errors import BundleDamaged, HomeBusy
from search.errors import SearchError

log = logging.getLogger(__name__)
FULL = "nothing can be written; free some space, what a stopped write left is then taken back by itself"

_verified: dict[str, object] = {}
"""File or folder → inodes, sizes and times when its bytes were last found right: a later check reads only what changed."""


def missing_parts(store: Store) -> dict[str, str]:
    """Return part → what is wrong with it and what to do, empty where all answer."""
    checks: dict[str, Callable[[Store], str | None]] = {
        "catalogue": _catalogue, "bundles": _bundles, "graph": _graph, "index": _index, "disk": _disk,
    }  # fmt: skip
    found: dict[str, str] = {}
    for part, check in checks.items():
        if part == "bundles" and "catalogue" in found:
            continue  # nobody knows then which bundles there should be
        try:
            reason = check(store)
        except OSError as problem:
            log.warning("unchecked part=%s reason=%s", part, problem)
            part, reason = ("disk", FULL) if is_full(problem) else (part, f"it cannot be read ({problem.strerror}); see the service's log")
        if reason:
            log.warning("missing part=%s reason=%s", part, reason)
            found[part] = reason
    return found


def _catalogue(store: Store) -> str | None:
    try:
        store.catalogue.entries("live")
        if store.catalogue.is_open():
            store.mend()
    except HomeBusy:
        return None  # a running writer keeps it open, as it should
    except SQLAlchemyError as problem:
        if is_full(problem):
            return None  # told by the check of the disk
        word = str(getattr(problem, "orig", None) or type(problem).__name__)
        return f"the catalogue does not answer ({word}); end what locks it, or restore a backup into an empty home"
    except (GraphError, SearchError, BundleDamaged):
        return None  # told by their own checks
    return None


def _bundles(store: Store) -> str | None:
    for entry in store.catalogue.entries("live"):
        path = store.bundles.root / entry.bundle[:2] / f"{entry.bundle}.json"
        try:
            about = path.stat()
            seen = (about.st_ino, about.st_size, about.st_mtime_ns)
            if _verified.get(str(path)) != seen:
                if hashlib.sha256(path.read_bytes()).hexdigest() != entry.bundle:
                    raise OSError("its bytes do not match its hash")
                _verified[str(path)] = seen
        except OSError as problem:
            reason = problem.strerror or str(problem)
            return f"bundle of report {entry.report_id} is damaged ({reason}); `jixiao delete {entry.report_id}`, then ingest it again"
    return None


def _graph(store: Store) -> str | None:
    try:
        store.graph.read("RETURN 1 AS one")
    except EngineError as problem:
        return f"the embedded engine cannot be used ({type(problem).__name__}); see the service's log, then `jixiao rebuild`"
    except GraphError:
        return "the graph engine does not answer; start it again, the service recovers by itself"
    return None


def _index(store: Store) -> str | None:
    files = (p for p in (store.home_dir / "index").rglob("*") if p.is_file() and p.name != "writer.lock")
    try:
        seen = sorted((str(p), p.stat().st_size, p.stat().st_mtime_ns) for p in files)
        if _verified.get(str(store.home_dir)) != seen:
            store.index.verify()
            _verified[str(store.home_dir)] = seen
    except FileNotFoundError:
        return None  # a writer is just publishing
    except SearchError as problem:
        return str(problem)
    return None


def _disk(store: Store) -> str | None:
    free = shutil.disk_usage(store.home_dir).free
    return f"{free} bytes are free, ingest needs {LEAST_FREE}; free some space" if free < LEAST_FREE else None
