"""The invented sample reports say what was written down by hand in samples/expected (样例召回)."""

import functools
import json
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ingest.pipeline import read_bundle
from ontology.records import Bundle, Fact

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
NAMES = sorted(p.name for p in SAMPLES.iterdir() if p.suffix in {".txt", ".md"})

LEAST = {
    "units": 0.95, "staff": 0.95, "duties": 0.95, "finance": 0.8, "projects": 0.8, "indicators": 0.95, "outcomes": 0.9,
    "problems": 0.9, "measures": 0.9,
}
"""Family → the share of the expected facts that must be found, over all samples."""

LEAST_PLANTED = 0.75
"""The share of the contradictions planted in one sample that the audit must find."""

CONSISTENT = {"02", "04", "05", "06", "08", "10", "12", "13"}
"""Samples in which the audit may find no error: every sum, share and score in them was computed."""

REPORT_FIELDS = ("doc_type", "fiscal_year", "department", "province", "city", "county", "adcode", "level", "self_score", "grade")


@functools.cache
def bundle(name: str) -> Bundle:
    """Return the bundle of a sample."""
    return read_bundle(name, (SAMPLES / name).read_bytes())


def expected(name: str) -> dict[str, Any]:
    """Return what was written down for a sample: report fields and facts by family, numbers as Decimal."""
    path = SAMPLES / "expected" / f"{Path(name).stem}.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return data


def fold(text: object) -> str:
    """Return a text without width, case and space differences."""
    return "".join(unicodedata.normalize("NFKC", str(text or "")).lower().split())


def alike(a: str, b: str) -> bool:
    """Return whether two names share most of their character pairs (Dice coefficient, 0.6 or more)."""
    one, two = ({fold(t)[i : i + 2] for i in range(len(fold(t)) - 1)} for t in (a, b))
    return fold(a) == fold(b) or 2 * len(one & two) >= 0.6 * (len(one) + len(two))


def says(fact: Fact, wanted: dict[str, Any]) -> bool:
    """Return whether a fact has every property that the expectation names, at the place it quotes."""
    for key, value in wanted.items():
        found = getattr(fact, key, None)
        if key in {"metric", "item", "level1"} or key == "quote":
            continue
        if key in {"name", "head"}:
            if not alike(str(found), value):
                return False
        elif isinstance(value, int | Decimal):
            if found is None or Decimal(found) != value:
                return False
        elif value is not None and fold(found) != fold(value):
            return False
    return True


def missing(name: str, family: str) -> list[dict[str, Any]]:
    """Return the expected facts of a family that no extracted fact says."""
    found = bundle(name)
    lost = []
    for wanted in expected(name).get(family, []):
        start = found.text.index(wanted["quote"])
        end = start + len(wanted["quote"])
        near = [f for f in getattr(found, family) if f.span[0] < end and f.span[1] > start]
        if not any(says(f, wanted) for f in near):
            lost.append(wanted)
    return lost


@pytest.mark.parametrize("name", NAMES)
def test_sample_says_that_it_is_invented(name: str) -> None:
    assert "虚构" in bundle(name).text


@pytest.mark.parametrize("name", NAMES)
def test_expectations_quote_the_sample(name: str) -> None:
    text = bundle(name).text
    facts = [f for family in LEAST for f in expected(name).get(family, [])]
    assert not [f["quote"] for f in facts if f["quote"] not in text]


@pytest.mark.parametrize("name", NAMES)
def test_quotes_are_the_text_of_their_spans(name: str) -> None:
    found = bundle(name)
    for section in LEAST:
        for fact in getattr(found, section):
            assert found.text[slice(*fact.span)] == fact.quote


@pytest.mark.parametrize("family", LEAST)
def test_recall_of_a_family(family: str) -> None:
    total = sum(len(expected(name).get(family, [])) for name in NAMES)
    lost = {name: gone for name in NAMES if (gone := missing(name, family))}
    found = 1 - sum(map(len, lost.values())) / total
    listing = "\n".join(f"{name}: {json.dumps(f, ensure_ascii=False, default=str)}" for name, gone in lost.items() for f in gone)
    assert found >= LEAST[family], f"{family}: {found:.2f} of {total} found; missing\n{listing}"


@pytest.mark.parametrize("name", NAMES)
def test_report_fields(name: str) -> None:
    wanted = expected(name)["report"]
    report = bundle(name).report
    found = {key: getattr(report, key) for key in REPORT_FIELDS}
    assert found == {key: wanted[key] for key in REPORT_FIELDS}


def test_only_two_samples_report_pledge_financing() -> None:
    reporting = {name: {f.value for f in bundle(name).outcomes if "质押融资" in f.metric and "元" in f.unit} for name in NAMES}
    assert {name[:2]: values for name, values in reporting.items() if values} == {"01": {Decimal("2.6")}, "02": {Decimal("1.35")}}


def test_planted_contradictions_are_found() -> None:
    name = next(n for n in NAMES if "anomalies" in expected(n))
    planted = expected(name)["anomalies"]
    quotes = ["\n".join(f.quotes) for f in bundle(name).anomalies]
    lost = [a["why"] for a in planted if not any(all(q in found for q in a["quotes"]) for found in quotes)]
    assert len(lost) <= len(planted) * (1 - LEAST_PLANTED), "\n".join(lost)


@pytest.mark.parametrize("name", [n for n in NAMES if n[:2] in CONSISTENT])
def test_a_consistent_sample_is_not_accused(name: str) -> None:
    assert [f.explanation for f in bundle(name).anomalies if f.severity == "error"] == []
