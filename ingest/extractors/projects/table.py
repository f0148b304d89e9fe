"""Programmes of tables (表格中的项目): rows under 项目支出 or a project column, and forms of a single project."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from ingest.document import Cell, Document, Table
from ingest.extractors.finance.cell import AMOUNT, NUMBERING
from ingest.extractors.finance.columns import LEFT, USED_FOR, Column, money_columns
from ingest.extractors.finance.forms import form_at
from ingest.extractors.finance.items import GENERAL
from ingest.extractors.finance.pairs import ONE
from ingest.extractors.indicators.table import columns_of, tidy
from ingest.extractors.projects.names import SPECIAL, SUBTOTAL, is_name
from ingest.table_headers import bare, kind_of
from ingest.tables import TOTALS
from ontology.quantity import wan
from ontology.records import Amount, Project, ReportFields, Span

NAMED_COLUMN = re.compile(
    r"(?:项目|任务|专项|资金|二级项目|一级项目|支出项目)(?:\(资金\))?(?:名称)?|任务名称|项目\(?资金\)?名称|专项(?:资金|经费|项目)名称"
)
UNDER = re.compile(r"(?:[一二三四\d][、.．])?(?:项目支出|项目经费|特定目标类(?:项目)?(?:支出)?|专项资金|本级专项资金)[：:]?")
OF_PROJECTS = re.compile(r"(?:项目|专项)(?:支出|资金)?(?:绩效|自评|情况|评价)")
PAST = re.compile(r"公用经费|人员经费|基本支出|三公|政府采购|办公经费|厉行|楼堂|合计|总计|工资|公务")
SPENT = re.compile(r"(?:(?:本年|全年|实际|当年)?支出(?:合计|总计)?)?")
WHOLE = re.compile(r"年度资金总额|资金总额|总额|合计|项目资金|预算资金总额")


NO_NAME = re.compile(r"合计|小计|总计|^(?:人员|公用|办公|日常|运转|机关|运行|经费|[及和、与])+$")
"""Sums and what keeps the department going, which stand in the column of names too."""


def from_tables(document: Document, report: ReportFields) -> Iterator[Project]:
    """Yield the programmes that tables name with an amount, sums over programmes left out."""
    tables = list(document.tables)
    for i, table in enumerate(tables):
        if columns_of(table) is not None:
            continue
        columns = money_columns(table, report.fiscal_year)
        if columns:
            yield from _rows(document, table, columns)
        yield from _single(document, tables[i : i + 4], report)
        yield from _named_above(document, table, report)


def _rows(document: Document, table: Table, columns: list[Column]) -> Iterator[Project]:
    first = min(c.index for c in columns)
    heads = [bare(c.text) for c in table.rows[table.header_rows - 1]][:first]
    section = document.section_at(table.span[0])
    of_projects = "score" in map(kind_of, (c.text for c in table.rows[table.header_rows - 1])) or (
        section is not None and OF_PROJECTS.search(section.title) is not None
    )
    known = ("任务", "专项", "项目") if of_projects else ("任务", "专项")
    column = next((i for i, h in enumerate(heads) if NAMED_COLUMN.fullmatch(h) and ("名称" in h or h in known)), None)
    under, explicit = column is not None, column is not None and "名称" in heads[column]
    all_heads = [bare(c.text) for c in table.rows[table.header_rows - 1]]
    use = next((i for i, h in enumerate(all_heads) if USED_FOR.fullmatch(h) and i != column), None)
    for row in table.rows[table.header_rows :]:
        cells = [c for c in row[:first] if c.text]
        label = row[column] if column is not None else (cells[-1] if cells else None)
        if label is None or not label.text:
            continue
        name = NUMBERING.sub("", tidy(label.text)).strip("：: ")
        if column is None and (UNDER.fullmatch(bare(label.text)) or PAST.search(name)):
            under = UNDER.fullmatch(bare(label.text)) is not None
            continue
        if not under or SUBTOTAL.fullmatch(name) or name in TOTALS or not _is_programme(name, explicit):
            continue
        used = tidy(row[use].text) if use is not None and not row[use].carried else ""
        yield from (p.model_copy(update={"use": used or None}) for p in _amount(document, row, label, name, columns, table))


def _is_programme(name: str, explicit: bool) -> bool:
    """Tell whether a row's name is a programme's; under 项目名称 all but the kinds of the whole department's money are."""
    if explicit and 4 < len(name) <= 40 and not GENERAL.match(name) and not NO_NAME.search(name):
        return True
    return not PAST.search(name) and (is_name(name, listed=True) or is_name(name))


def _amount(
    document: Document, row: tuple[Cell, ...], label: Cell, name: str, columns: list[Column], table: Table
) -> Iterator[Project]:
    """Yield the programme with what was spent on it, where that is not told with what was budgeted."""
    for role in ("final", "adjusted", "budget"):
        for column in columns:
            cell = row[column.index]
            found = AMOUNT.fullmatch(cell.text)
            of_row = column.role == role and not column.part and SPENT.fullmatch(column.measure)
            if not of_row or found is None or found["u"] in ("%", "％") or cell.carried:
                continue
            value, unit = Decimal(re.sub("[,，]", "", found["n"])), found["u"] or column.unit or table.unit or "万元"
            span: Span = (min(label.span[0], cell.span[0]), max(label.span[1], cell.span[1]))
            yield Project(
                name=name, kind="专项资金" if SPECIAL.search(name) else "项目", value=value, unit=unit, value_wan=wan(value, unit),
                components=tuple(_sources(row, columns, table)), year=column.year, quote=document.quote(span), span=span, confidence=0.85,
            )
            return


def _sources(row: tuple[Cell, ...], columns: list[Column], table: Table) -> Iterator[Amount]:
    """Yield the funding parts that columns of their own name (上级资金, 县级资金)."""
    for column in columns:
        found = AMOUNT.fullmatch(row[column.index].text) if column.measure and column.role == "final" else None
        if found is not None and not LEFT.fullmatch(column.measure) and found["u"] not in ("%", "％"):
            value, unit = Decimal(re.sub("[,，]", "", found["n"])), found["u"] or column.unit or table.unit or "万元"
            if value:
                yield Amount(label=column.measure, value=value, unit=unit, value_wan=wan(value, unit))


def _single(document: Document, tables: list[Table], report: ReportFields) -> Iterator[Project]:
    """Yield the programme of a one-project form: its name, and the total in the money block that follows."""
    for row in tables[0].rows[tables[0].header_rows :]:
        for label, cell in pairwise(row):
            name = tidy(cell.text)
            if not ONE.fullmatch(bare(label.text)) or cell.carried or len(name) < 3 or kind_of(name):
                continue
            value, unit = _total(tables, report.fiscal_year)
            yield Project(
                name=name, kind="专项资金" if SPECIAL.search(name) else "项目", value=value, unit=unit if value is not None else None,
                value_wan=wan(value, unit) if value is not None else None, quote=document.quote(cell.span), span=cell.span, confidence=0.9,
            )


def _named_above(document: Document, table: Table, report: ReportFields) -> Iterator[Project]:
    """Yield the programme of a form that is named on the lines above its table of money."""
    form = form_at(document, table.span[0])
    value, unit = _total([table], report.fiscal_year) if form else (None, "")
    if form and value is not None and 2 < len(form.name) <= 40:
        yield Project(
            name=form.name, kind="专项资金" if SPECIAL.search(form.name) else "项目", value=value, unit=unit, value_wan=wan(value, unit),
            quote=document.quote(form.span), span=form.span, confidence=0.85,
        )


def _total(tables: list[Table], year: int | None) -> tuple[Decimal | None, str]:
    for i, table in enumerate(tables):
        if i and any(ONE.fullmatch(bare(c.text)) for row in table.rows for c in row):
            break
        columns = money_columns(table, year)
        for role in ("final", "adjusted", "budget"):
            for column in (c for c in columns if c.role == role):
                for row in table.rows[table.header_rows :]:
                    found = AMOUNT.fullmatch(row[column.index].text)
                    if found and any(WHOLE.fullmatch(NUMBERING.sub("", bare(c.text))) for c in row[: column.index]):
                        return Decimal(re.sub("[,，]", "", found["n"])), found["u"] or column.unit or table.unit or "万元"
    return None, "万元"
