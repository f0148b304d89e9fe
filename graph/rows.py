"""Rows of the engine as the records that readers give (图行转记录)."""

import json
from dataclasses import fields
from decimal import Decimal
from typing import Any

from graph.schema import SECTION_LABELS
from ontology.fact_row import NAME_FIELD, FactRow
from ontology.records import FAMILIES

Row = dict[str, Any]
SECTION_OF = {label: section for section, label in SECTION_LABELS.items()}
"""Label of a node → the section of a bundle whose facts are about such."""

_CONTEXT = {"id", "section", "report_id", "department", "adcode", "region", "year", "report_year", "name", "quote", "span"}
_OWN = [f.name for f in fields(FactRow) if f.name not in _CONTEXT]
_EXACT = {"value", "value_wan", "weight", "score"}
_ORDER = {section: at for at, section in enumerate(FAMILIES)}


def place(fact: str) -> tuple[str, int, int]:
    """Return where a fact stands among all: its report, its section as in `FAMILIES`, its number there."""
    report, section, index = fact.split("/")
    return report, _ORDER.get(section, len(_ORDER)), int(index)


def report_row(props: Row) -> Row:
    """Return a report's properties under the names of `ReportFields`."""
    report = {key: value for key, value in props.items() if not key.endswith("_num")}
    report["report_id"] = report.pop("id")
    if "self_score" in report:
        report["self_score"] = Decimal(report["self_score"])
    report["candidates"] = json.loads(report.get("candidates", "[]"))
    report["aliases"] = list(report.get("aliases", []))
    return report


def region(report: Row) -> str | None:
    """Return the nearest division that a report's fields name."""
    name: str | None = report.get("county") or report.get("city") or report.get("province")
    return name


def printed_name(report: Row) -> str:
    """Return a report's department as printed, else the name of its file."""
    return str(report.get("department") or report["source_name"])


def fact_row(section: str, row: Row, report: Row) -> FactRow:
    """Return a fact of a section; what only its report says of it is on the edge, where several reports share the node."""
    props = row["fact"] if "quote" in row["fact"] else row["stated"]
    own = {name: _value(name, props[name]) for name in _OWN if name in props}
    return FactRow(
        id=row["id"],
        section=section,
        report_id=row["report"],
        department=printed_name(report),
        adcode=report.get("adcode"),
        region=region(report),
        year=props.get("year") or report.get("fiscal_year"),
        report_year=report.get("fiscal_year"),
        name=props[NAME_FIELD[section]],
        quote=props["quote"],
        span=(props["span_start"], props["span_end"]),
        **own,
    )


def _value(name: str, stored: Any) -> Any:
    return Decimal(stored) if name in _EXACT else stored


def path_row(row: Row, served: Row, report: Row) -> Row:
    """Return one way from a department's duty to what serves it."""
    return {
        "fact_id": served["fact_id"],
        "report_id": row["report"],
        "department": printed_name(report),
        "department_id": row["department_id"],
        "duty": served["duty"],
        "duty_id": row["duty_id"],
        "project": served["project"],
        "project_id": row["project_id"],
        "link": served["basis"],
        "score": served["score"],
        "value_wan": Decimal(served["value_wan"]) if "value_wan" in served else None,
        "role": None,
        "year": report.get("fiscal_year"),
        "quote": served["quote"],
        "span": (served["span_start"], served["span_end"]),
    }


def finding_row(row: Row) -> Row:
    """Return a finding with the ids of the facts that it concerns."""
    finding: Row = dict(row["finding"])
    finding["spans"] = [tuple(span) for span in json.loads(finding["spans"])]
    return {**finding, "facts": row["facts"]}
