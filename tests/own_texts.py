"""Invented reports in many layouts (自编样式, 均为虚构), and what a careful reader finds in them.

Run this file as a script to write the expected files anew; review the diff.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from ingest.document import Document
from ingest.extract import extract
from ingest.readers.text import read_text
from ingest.structure import structure
from ontology.records import Bundle

TEXTS = Path(__file__).parent / "ingest" / "texts"
NAMES = sorted(path.stem for path in TEXTS.iterdir() if path.is_file())
GOLD = Path(__file__).parent.parent.parent / "shared" / "gold"
FIELDS = ("title", "doc_type", "fiscal_year", "department", "self_score", "grade")


@cache
def document_of(name: str) -> Document:
    """Return the structured text of a name."""
    path = next(TEXTS.glob(f"{name}.*"))
    return structure(read_text(path.name, path.read_bytes()), path.name)


@cache
def bundle_of(name: str) -> Bundle:
    """Return the facts of the text of a name."""
    return extract(document_of(name), "r_0000000000000000")


@cache
def expected(name: str) -> dict[str, Any]:
    """Return what the text of a name says, as reviewed by eye."""
    return dict(json.loads((TEXTS / "expected" / f"{name}.json").read_text("utf-8")))


def found(name: str) -> dict[str, Any]:
    """Return what is extracted from the text of a name, in the form of the expected files."""
    bundle = bundle_of(name)
    report = bundle.report.model_dump(mode="json", include=set(FIELDS))
    return {
        "report": {key: report[key] for key in FIELDS},
        "units": [[u.name, u.kind] for u in bundle.units],
        "staff": [[s.metric, str(s.value), s.unit, s.scope] for s in bundle.staff],
        "duties": [d.head for d in bundle.duties],
        "problems": [p.text for p in bundle.problems],
        "measures": [m.text for m in bundle.measures],
        "personal": [p.quote for p in bundle.personal],
    }


def gold_pairs() -> list[tuple[Path, Path]]:
    """Return (report, gold) of the three real reports beside the repository, none where they are absent."""
    return [(GOLD.parent / "corpus" / f"{gold.stem}.txt", gold) for gold in sorted(GOLD.glob("0*.json"))]


def _written(content: dict[str, Any]) -> str:
    parts = []
    for key, value in content.items():
        items = value.items() if isinstance(value, dict) else enumerate(value)
        rows = [f"  {json.dumps(k) + ': ' if isinstance(value, dict) else ''}{json.dumps(v, ensure_ascii=False)}" for k, v in items]
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        parts.append(f" {json.dumps(key)}: {opening}" + ("\n" + ",\n".join(rows) + "\n " if rows else "") + closing)
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    for one in NAMES:
        (TEXTS / "expected" / f"{one}.json").write_text(_written(found(one)), "utf-8")
