"""What the outside sees (输出): records as the JSON of the contract; Decimals become numbers here, at the last step."""

import dataclasses
from collections.abc import Iterable
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from api.job import Job
from ingest.catalogue import Entry
from ontology.places import places_of
from ontology.records import FAMILIES, NAME_PLATE, Bundle

SECTIONS = (
    "units", "name_plates", "staff", "duties", "finance", "projects", "indicators", "outcomes", "problems", "measures", "duty_spending",
    "anomalies",
)
REPORT_FIELDS = (
    "title", "doc_type", "fiscal_year", "department", "province", "city", "county", "adcode", "level", "self_score", "grade",
)


def plain(value: Any) -> Any:
    """Return a value as JSON data: a whole Decimal as int, another as float, records as objects, tuples as lists."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case BaseModel():
            return {name: plain(v) for name, v in value}
        case dict():
            return {str(k): plain(v) for k, v in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(v) for v in value]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {part.name: plain(getattr(value, part.name)) for part in dataclasses.fields(value)}
        case _:
            return value


def counts(bundle: Bundle) -> dict[str, int]:
    """Return the number of facts of each section."""
    return {section: len(getattr(bundle, section)) for section in (*FAMILIES, "anomalies")}


def report_view(bundle: Bundle, entry: Entry, whole_path: bool = True) -> dict[str, Any]:
    """Return one line of the list of reports; over HTTP the path is the file's name only."""
    fields = bundle.report
    path = entry.path if whole_path else file_name(entry.path)
    return {
        "report_id": bundle.report_id, "title": fields.title, "department": fields.department, "adcode": fields.adcode,
        "fiscal_year": fields.fiscal_year, "doc_type": fields.doc_type, "path": path, "counts": counts(bundle),
    }


def job_view(job: Job) -> dict[str, Any]:
    """Return a job as callers see it: files by their names, never by where they lie."""
    current = {**job.current, "path": file_name(job.current["path"])} if job.current else None
    return {**plain(job), "reports": [_file_view(row) for row in job.reports], "current": current}


def _file_view(row: dict[str, Any]) -> dict[str, Any]:
    name = file_name(row["path"])
    error = row.get("error")
    return {**row, "path": name, "error": error.replace(row["path"], name) if error else None}


def file_name(path: str) -> str:
    """Return the name of a file without its folders, `archive.zip!inner` included."""
    return PurePosixPath(path.rpartition("!")[2]).name


def facts_view(bundle: Bundle) -> dict[str, Any]:
    """Return all facts of a report in the contract's form.

    Facts of a file with pages, sheets or paragraphs also say in which `places` of it their quote stands; `scanned` are the pages that
    were recognised, with the confidence of each.
    """
    report = {"report_id": bundle.report_id, **{name: plain(getattr(bundle.report, name)) for name in REPORT_FIELDS}}
    extra = {"candidates": plain(bundle.report.candidates)}
    if bundle.scanned:
        extra["scanned"] = [{"page": page.number, "confidence": page.confidence} for page in bundle.scanned]
    return {"report": {**report, **extra}, "text": bundle.text, **{name: _placed(bundle, name) for name in SECTIONS}}


def _placed(bundle: Bundle, section: str) -> list[dict[str, Any]]:
    """Return the facts of a section, each with the places of its quote where they are known."""
    units = section in ("units", "name_plates")
    chosen = [u for u in bundle.units if (u.kind == NAME_PLATE) == (section == "name_plates")] if units else getattr(bundle, section)
    facts: list[dict[str, Any]] = plain(chosen)
    if not bundle.origins:
        return facts
    return [{**fact, "places": list(places_of(bundle.origins, fact["span"]))} if "span" in fact else fact for fact in facts]


def findings_view(bundles: Iterable[Bundle]) -> dict[str, Any]:
    """Return the audit's findings over bundles."""
    return {"findings": [{**plain(f), "report_id": b.report_id} for b in bundles for f in b.anomalies]}
