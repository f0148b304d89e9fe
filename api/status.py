"""What this home holds and runs on (状态)."""

import os
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from api.store import Store
from api.views import counts


def status(store: Store) -> dict[str, Any]:
    """Return counts, engine, model, index, versions and disk of a home; starts neither engine nor model."""
    from ingest.extract import EXTRACTOR_VERSION  # brings every extractor; other commands should not pay for it

    totals: dict[str, int] = {}
    reports = 0
    for _, bundle in store.live():
        reports += 1
        for section, count in counts(bundle).items():
            totals[section] = totals.get(section, 0) + count
    settings = store.settings
    return {
        "home": str(store.home_dir),
        "reports": reports,
        "counts": totals,
        "settled": not store.catalogue.is_open(),
        "engine": {"kind": "neo4j" if settings.graph_uri else "embedded", "uri": settings.graph_uri or None},
        "model": settings.embed_model,
        "index_bytes": _size(store.home_dir / "index"),
        "disk_bytes": _size(store.home_dir),
        "versions": {"jixiao": version("jixiao"), "extractor": EXTRACTOR_VERSION, "python": sys.version.split()[0]},
    }


def _size(folder: Path) -> int:
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):  # a writer takes files away while we count
                total += os.stat(os.path.join(place, name)).st_size
    return total
