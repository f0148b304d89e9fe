"""Facts as rows of an answer (答案行): value, base value, targets and evidence, and names with their budget role."""

import re

from ontology.quantity import base
from ontology.records import Span
from search.answers.model import AnswerRow
from search.facts_source import ReportRef
from search.matching.prepared import Candidate


def base_of(c: Candidate) -> tuple[object, str]:
    """Return a value in base units, for telling whether two printed figures are equal."""
    return base(c.value, c.unit) if c.value is not None else (None, "")


def row_of(c: Candidate, note: str | None = None, region: str | None = None) -> AnswerRow:
    """Return a fact as a row of the answer."""
    value_base, unit_base = base(c.value, c.unit) if c.value is not None else (None, None)
    row = c.row
    return AnswerRow(
        department=row.department,
        region=region or row.region,
        year=row.year,
        metric=metric_name(c),
        value=c.value,
        unit=c.unit or None,
        value_base=value_base,
        unit_base=unit_base or None,
        bound=row.bound or ("exact" if c.value is not None else None),
        target=row.target,
        actual=row.actual,
        weight=row.weight,
        score=row.score,
        note=note,
        report_id=row.report_id,
        quote=row.quote,
        span=row.span,
    )


def stated(report: ReportRef, metric: str, quote: str, span: Span) -> AnswerRow:
    """Return a place of a report as a row without a value."""
    fields = report.fields
    return AnswerRow(
        department=report.department,
        region=fields.county or fields.city or fields.province,
        year=report.year,
        metric=metric,
        report_id=report.report_id,
        quote=quote,
        span=span,
    )


_ROLE_NAMES = {"budget": "年初预算", "adjusted": "调整预算", "final": "决算", "prior": "上年"}


_A_BODY = re.compile(r"(?<!全)[局所站队处院馆校园]$|中心$|机关$")


def metric_name(c: Candidate) -> str:
    """Return a fact's name, with the budget role where it is an item of money."""
    role = _ROLE_NAMES.get(c.row.role or "")
    scope = c.row.scope if c.row.scope != c.row.department else None
    of_a_body = scope if scope and (c.row.section == "finance" or (c.row.section == "staff" and _A_BODY.search(scope))) else None
    told = "，".join(part for part in (role if role not in c.row.name else None, of_a_body) if part) if role else of_a_body
    return f"{c.row.name}（{told}）" if told and told not in c.row.name else c.row.name
