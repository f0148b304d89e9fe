"""A fact with its context, flat: what the graph gives back, what the index is built from, what answers are computed from (事实行)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ontology.ids import fact_id
from ontology.records import FAMILIES, Bundle, Fact, Span

NAME_FIELD = {
    "units": "name", "staff": "metric", "duties": "head", "finance": "item", "projects": "name", "indicators": "name",
    "outcomes": "metric", "problems": "text", "measures": "text",
}
"""Section of a bundle → the field that names its facts."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact, with the report, department and region it belongs to; absent properties are None."""

    id: str
    section: str
    report_id: str
    department: str
    adcode: str | None
    region: str | None
    year: int | None
    report_year: int | None
    name: str
    quote: str
    span: Span
    confidence: float = 1.0
    value: Decimal | None = None
    unit: str | None = None
    value_wan: Decimal | None = None
    bound: str | None = None
    role: str | None = None
    scope: str | None = None
    kind: str | None = None
    level1: str | None = None
    level2: str | None = None
    target: str | None = None
    actual: str | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    attained: bool | None = None
    deviation: str | None = None
    actor: str | None = None
    topic: str | None = None
    rating: str | None = None
    use: str | None = None
    text: str | None = None
    field: str | None = None
    order: int | None = None


_ROW_FIELDS = set(FactRow.__dataclass_fields__)


def fact_row(bundle: Bundle, section: str, index: int, fact: Fact) -> FactRow:
    """Return one fact of a bundle as a row; a fact without a year of its own is of the report's year."""
    report = bundle.report
    own: dict[str, Any] = {k: v for k, v in fact if k in _ROW_FIELDS and k not in ("name", "year")}
    return FactRow(
        id=fact_id(bundle.report_id, section, index), section=section, report_id=bundle.report_id,
        department=report.department or bundle.source_name, adcode=report.adcode,
        region=report.county or report.city or report.province,
        year=getattr(fact, "year", None) or report.fiscal_year, report_year=report.fiscal_year,
        name=getattr(fact, NAME_FIELD[section]), **own,
    )


def rows_of(bundle: Bundle) -> Iterator[FactRow]:
    """Yield every named fact of a bundle as a row, in the order of `FAMILIES`."""
    for section in FAMILIES:
        if section in NAME_FIELD:
            for index, fact in enumerate(getattr(bundle, section)):
                yield fact_row(bundle, section, index, fact)
