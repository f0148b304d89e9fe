"""The yardstick of the three gold reports for indicators, money and programmes (with tests/../shared beside the repository)."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ingest.extractors.finance import finance
from ingest.extractors.indicators import indicators
from ingest.extractors.projects import projects
from ingest.extractors.report.fields import report_fields
from ingest.structure import structure

SHARED = Path(__file__).parents[3] / "shared"
TARGETS = {"indicators": 0.97, "finance": 0.95, "projects": 0.95}

pytestmark = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="needs ../shared with the gold reports")


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_facts", SHARED / "eval" / "score_facts.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", sorted((SHARED / "corpus").glob("*.txt")), ids=lambda p: p.stem[:3])
def test_gold(path: Path) -> None:
    text = path.read_text("utf-8")
    document = structure(text)
    report = report_fields(document)
    gold: dict[str, Any] = json.loads((SHARED / "gold" / f"{path.stem}.json").read_text("utf-8"))
    facts = {
        name: [f.model_dump(mode="json") for f in module.extract(document, report)]
        for name, module in (("indicators", indicators), ("finance", finance), ("projects", projects))
    }
    scores = scorer().score({name: gold[name] for name in facts}, facts, text)
    assert {name: row[4] for name, row in scores.items() if row[4] < TARGETS[name]} == {}
