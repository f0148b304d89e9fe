"""Outcomes of tables that set years beside each other (年度对比表): a row's measure with its figure of each year."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.document import Cell, Document, Table
from ingest.numbers import find_quantities
from ontology.lists import topic_of
from ontology.records import Outcome, ReportFields

NAME = re.compile(r"指标(?:名称)?|项目|名称|内容|类别|主要指标")
YEAR = re.compile(r"(20\d\d)年度?(?:完成)?(?:数|值|情况)?")
LABEL = re.compile(r"(?P<name>[^（()）]{2,30})(?:[（(](?P<unit>[^（()）]{1,10})[)）])?.*")
BARE = re.compile(r"[\d,，]+(?:\.\d+)?")


def from_tables(document: Document, report: ReportFields) -> Iterator[Outcome]:
    """Yield the figures of every table whose columns are years; amounts of money are told elsewhere."""
    for table in document.tables:
        years = _years(table)
        if len(years) < 2 or table.unit:
            continue
        for row in table.rows[1:]:
            for column, year in years.items():
                yield from _figure(document, row[0], row[column], year, report)


def _years(table: Table) -> dict[int, int]:
    """Return the columns of years, none where the first column does not name what is measured."""
    head = [re.sub(r"\s", "", c.text) for c in table.rows[0]]
    if not head or not NAME.fullmatch(head[0]):
        return {}
    found = {i: m for i, text in enumerate(head) if i and (m := YEAR.fullmatch(text))}
    return {i: int(m[1]) for i, m in found.items()}


def _figure(document: Document, name: Cell, cell: Cell, year: int, report: ReportFields) -> Iterator[Outcome]:
    label = LABEL.fullmatch(re.sub(r"\s", "", name.text))
    if label is None or cell.carried or not cell.text:
        return
    text = cell.text + (label["unit"] or "") if BARE.fullmatch(cell.text) else cell.text
    q = next(find_quantities(text), None)
    if q is None or "元" in q.unit or len(text) - q.end > 2:
        return
    span = (name.span[0], cell.span[1])
    metric = re.sub(r"\s", "", name.text) if BARE.fullmatch(cell.text) is None else label["name"]
    yield Outcome(
        metric=metric, value=Decimal(q.value), unit=q.unit, bound=q.bound, actor=report.department, year=year,
        topic=topic_of(metric, report.department), quote=document.quote(span), span=span, confidence=0.85,
    )
