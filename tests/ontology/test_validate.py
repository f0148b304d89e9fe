"""The native check and SHACL proper find the same faults, and a quote must stand at its span."""

import re
from decimal import Decimal
from typing import Any

import pytest

from ontology.records import Bundle
from ontology.statements import bundle_graph, statements
from ontology.validate import validate, validate_rdf

FAULTS: dict[str, tuple[str, dict[str, Any]]] = {
    "empty quote": ("outcomes", {"quote": ""}),
    "span backwards": ("outcomes", {"span": (20, 10)}),
    "span before the text": ("problems", {"span": (-3, 4)}),
    "confidence above one": ("staff", {"confidence": 1.5}),
    "no name": ("indicators", {"name": None}),
    "empty name": ("projects", {"name": ""}),
    "unknown role": ("finance", {"role": "planned"}),
    "unknown bound": ("outcomes", {"bound": "about"}),
    "value as text": ("outcomes", {"value": "三"}),
    "value as float": ("staff", {"value": 35.0}),
    "no value": ("finance", {"value": None}),
    "negative head count": ("staff", {"value": Decimal(-1)}),
    "weight out of range": ("indicators", {"weight": Decimal(900)}),
    "year out of range": ("outcomes", {"year": 23}),
    "unknown basis": ("duty_spending", {"basis": "guess"}),
    "score above one": ("duty_spending", {"score": 2.0}),
    "unknown severity": ("anomalies", {"severity": "fatal"}),
    "no explanation": ("anomalies", {"explanation": ""}),
    "unknown personal kind": ("personal", {"kind": "address"}),
    "no head": ("duties", {"head": ""}),
}


def broken(good: Bundle, section: str, change: dict[str, Any]) -> Bundle:
    first, *others = getattr(good, section)
    return good.model_copy(update={section: (first.model_copy(update=change), *others)})


def native(bundle: Bundle) -> set[tuple[str, str, str]]:
    return {(v.node, v.path, v.constraint) for v in validate(bundle) if v.constraint != "QuoteAtSpan"}


def test_a_good_bundle_is_valid_both_ways(good: Bundle) -> None:
    assert validate(good) == []
    assert validate_rdf(bundle_graph(good)) == set()


@pytest.mark.parametrize("fault", FAULTS)
def test_native_check_and_shacl_agree(fault: str, good: Bundle) -> None:
    bundle = broken(good, *FAULTS[fault])
    assert native(bundle) == validate_rdf(bundle_graph(bundle)) != set()


def test_report_fields_agree(good: Bundle) -> None:
    changes = {"adcode": "43060", "level": "镇", "fiscal_year": None, "department": None, "self_score": Decimal(999)}
    candidates = tuple(c.model_copy(update={"adcode": "x"}) for c in good.report.candidates)
    report = good.report.model_copy(update={**changes, "candidates": candidates})
    bundle = good.model_copy(update={"report": report, "report_id": "r_1", "extractor": ""})
    found = native(bundle)
    assert found == validate_rdf(bundle_graph(bundle))
    assert {path for _, path, _ in found} == {"adcode", "level", "fiscalYear", "department", "selfScore", "reportId", "extractor"}


def test_doubtful_is_not_structural(good: Bundle) -> None:
    assert [v.structural for v in validate(broken(good, "indicators", {"weight": Decimal(900)}))] == [False]
    assert all(v.structural for v in validate(broken(good, "outcomes", {"bound": "about"})))


def test_a_quote_must_stand_at_its_span(good: Bundle) -> None:
    moved = good.model_copy(update={"text": "　" + good.text})
    assert {v.constraint for v in validate(moved)} == {"QuoteAtSpan"}


def test_an_amount_in_wan_is_its_value(good: Bundle) -> None:
    wrong = validate(broken(good, "finance", {"value_wan": Decimal("0.1")}))
    assert [(v.constraint, v.structural) for v in wrong] == [("ConvertedAmount", False)]
    assert validate(broken(good, "finance", {"value_wan": Decimal("1234.50")})) == []


def test_statements_cover_every_record(good: Bundle) -> None:
    classes = [one.cls.rpartition("#")[2] for one in statements(good)]
    wanted = (
        "Bundle Report RegionCandidate Passage OrgUnit Staff Duty FinanceItem Project Amount Indicator Outcome Problem Measure "
        "DutySpending Personal Finding"
    )
    assert set(classes) == set(re.findall(r"\w+", wanted))
