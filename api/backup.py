"""Backup and restore (备份与恢复): the truth only, catalogue and live bundles; graph and index are projected again on restore."""

import hashlib
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

from api.errors import WrongUse
from api.store import Store
from ingest.bundles import write_durably
from ingest.catalogue import Entry
from ingest.pipeline import rebuild
from ontology.records import Bundle

ENTRIES, BEFORE = "entries.json", "before.json"


def backup(store: Store, target: Path) -> int:
    """Write a gzipped tar of the live reports, whole or not at all; returns how many. Ingest waits meanwhile."""
    with store.writing():
        count, data = packed(store)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_durably(target, data)
    return count


def packed(store: Store) -> tuple[int, bytes]:
    """Return the number of live reports and the archive of them; the caller holds the right to write, so that they are of one moment."""
    stream = BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        entries = store.catalogue.entries("live")
        before = store.catalogue.before()
        _add(archive, ENTRIES, json.dumps([asdict(e) for e in entries], ensure_ascii=False).encode())
        _add(archive, BEFORE, json.dumps(before).encode())
        for digest in dict.fromkeys((*(e.bundle for e in entries), *before.values())):
            _add(archive, f"bundles/{digest}.json", store.bundles.data(digest))
    return len(entries), stream.getvalue()


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    archive.addfile(info, BytesIO(data))


def restore(store: Store, source: Path) -> Iterator[str]:
    """Bring a backup back into an empty home; yields the report ids as they are projected. Raises WrongUse."""
    if not source.exists():
        raise WrongUse(f"{source}: no such file")
    with store.writing() as home:
        if store.catalogue.entries():
            raise WrongUse(f"{store.home_dir}: this home holds reports; restore into an empty one (--home DIR)")
        entries, before, bundles = _unpacked(source)
        for data in bundles:
            store.bundles.keep(data)
        store.catalogue.flip(entries, [], before)
        yield from rebuild(home, store.clear)
        store.catalogue.settle()


def _unpacked(source: Path) -> tuple[list[Entry], dict[str, str], list[bytes]]:
    """Return entries, versions before and bundles, checked, in memory: nothing of the archive's own paths reaches the disk."""
    files: dict[str, bytes] = {}
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                stream = archive.extractfile(member)
                files[member.name] = stream.read() if stream else b""
        entries = [Entry(**e) for e in _json(files[ENTRIES])]
        before: dict[str, str] = json.loads(files.get(BEFORE, b"{}"))
        wanted = dict.fromkeys((*(e.bundle for e in entries), *before.values()))
        bundles = {digest: files[f"bundles/{digest}.json"] for digest in wanted}
        for digest, data in bundles.items():
            if hashlib.sha256(data).hexdigest() != digest:
                raise ValueError(f"bundle {digest[:16]} does not match its hash")
            Bundle.model_validate_json(data)
        return entries, before, list(bundles.values())
    except (OSError, EOFError, tarfile.TarError, KeyError, TypeError, ValueError) as problem:
        raise WrongUse(f"{source}: not a jixiao backup, or a damaged one") from problem


def _json(data: bytes) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads(data)
    return loaded
