"""What this home holds and runs on (状态)."""

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from api.store import Store
from api.views import counts


def status(store: Store) -> dict[str, Any]:
    """Return counts, engine, model, index, versions and disk of a home; starts neither engine nor model."""
    from ingest.extract import EXTRACTOR_VERSION  # brings every extractor; other commands should not pay for it

    totals: dict[str, int] = {}
    entries = store.catalogue.entries("live")
    for entry in entries:
        for section, count in counts(store.bundles.get(entry.bundle)).items():
            totals[section] = totals.get(section, 0) + count
    settings = store.settings
    return {
        "home": str(store.home_dir),
        "reports": len(entries),
        "counts": totals,
        "settled": not store.catalogue.is_open(),
        "engine": {"kind": "neo4j" if settings.graph_uri else "embedded", "uri": settings.graph_uri or None},
        "model": settings.embed_model,
        "index_bytes": _size(store.home_dir / "index"),
        "disk_bytes": _size(store.home_dir),
        "versions": {"jixiao": version("jixiao"), "extractor": EXTRACTOR_VERSION, "python": sys.version.split()[0]},
    }


def _size(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) if folder.exists() else 0
