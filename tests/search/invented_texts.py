"""Bundles of texts about invented places (虚构), with their passages and only the facts that a test puts in."""

from typing import Any

from ingest.passages import passages
from ingest.structure import structure
from ontology.ids import report_id
from ontology.records import Bundle, ReportFields


def made(text: str, department: str, adcode: str, region: str, year: int) -> Bundle:
    """Return a bundle of a text with its passages and no facts."""
    fields = ReportFields(title=department, department=department, county=region, adcode=adcode, fiscal_year=year)
    document = structure(text, f"{department}.txt")
    return Bundle(
        report_id=report_id(text.encode()), extractor="test", source_name=document.source_name, text=text, report=fields,
        passages=tuple(passages(document)),
    )


def placed(text: str, quote: str) -> dict[str, Any]:
    """Return quote and span of the first place where a quote stands."""
    start = text.index(quote)
    return {"quote": quote, "span": (start, start + len(quote))}
