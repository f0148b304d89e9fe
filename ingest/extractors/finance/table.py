"""Money of tables (表格中的收支): key–value and multi-column tables, `label：value` cells, execution rates of indicator tables."""

import re
from collections.abc import Iterator

from ingest.document import Cell, Document, Table
from ingest.extractors.finance.cell import NUMBERING, fact_of
from ingest.extractors.finance.columns import USED_FOR, Column, money_columns, sides
from ingest.extractors.finance.forms import Form, form_at, form_rows
from ingest.extractors.finance.items import FUND, is_item
from ingest.extractors.finance.pairs import executed, labelled, pairs
from ingest.extractors.indicators.table import columns_of
from ingest.table_headers import BLANKS, bare, kind_of, money_unit
from ingest.tables import TOTALS
from ontology.records import Finance, ReportFields

WHOLE = re.compile(r"(?P<funds>年度资金)?(?:(?:部门|单位|全年|整体|项目)*(?:预算|支出))?(?:资金)?(?:总额|合计|总计)")
"""The row of all money: its rate is that of the whole budget."""

REPEATED = 0.89
"""The confidence of a total, which often repeats what the text told under another name."""

UNNAMED = 0.84
"""The confidence of a figure whose row has no name but the heading's."""


PROJECTS = re.compile(r"(?:支出|预算|专项)?项目名称|专项(?:资金|经费)?名称")
THREE = re.compile(r"三公")
SPLIT = re.compile(r"^(?:资金来源|资金结构|支出结构|收入构成|按[^：:]{2,8}分)[：:]?(?=.)")
"""What stands before the first of several kinds of money (资金来源：（1）财政性资金)."""

ORGANISATION = re.compile(
    r"(?:[局委厅院办]|.{2,})(?:机关|本级|局|委|办|中心|院|所|站|校|学校|医院|[总支大中]队|馆|园|协会|学会|联合会|秘书处|委员会)(?:[（(].{1,6}[)）])?"
)


OF_ROW = re.compile(
    r"(?:资金|经费)?来源|(?:资金|项目|经费|预算)?(?:性质|级次|类别|类型|级别|层级)|(?:责任|主管|实施|牵头|承担|使用)(?:科室|单位|股室|部门|处室|主体)"
)
"""What heads a column that tells of a row something beside its name."""

PLAIN = {"budget": "预算数", "adjusted": "调整预算数", "final": "决算数", "prior": "决算数"}
"""What a body's figure under a heading that names no item is called."""


def from_tables(document: Document, report: ReportFields) -> Iterator[Finance]:
    """Yield the department's money from every table, in printed order; empty cells, / and — say nothing.

    The form of a single programme tells that programme's money: its totals stand under the programme's name.
    """
    for table in document.tables:
        indicator = columns_of(table)
        columns = money_columns(table, report.fiscal_year) if indicator is None else []
        form = form_at(document, table.span[0])
        if form is not None:
            yield from _of_form(document, table, report, columns, form)
        elif indicator is not None:
            if indicator.actual is not None:
                yield from executed(document, table, report, indicator.name, indicator.actual)
        else:
            for names, group in sides(table, columns) if columns else ():
                yield from _rows(document, table, report, names, group)
            yield from () if columns else pairs(document, table, report)
            yield from labelled(document, table, report)


def _of_form(document: Document, table: Table, report: ReportFields, columns: list[Column], form: Form) -> Iterator[Finance]:
    """Yield the totals and the execution rate of a programme's form."""
    for row, label, item, of in form_rows(table, form, min((c.index for c in columns), default=0)) if columns else ():
        for column in columns:
            name = f"{of}执行率" if column.role == "rate" else item
            if column.role in ("budget", "adjusted", "final", "rate") and not column.part:
                said = (name, column.role, report.department, column.year)
                facts = fact_of(document, row[column.index], label, said, column.unit or table.unit)
                yield from (f.model_copy(update={"confidence": min(f.confidence, REPEATED)}) for f in facts)


def _head(table: Table, first: int) -> list[Cell]:
    """Return the heading of the names where it names a sum itself (部门预算总额): a row without a name tells that sum."""
    head = table.rows[table.header_rows - 1][first - 1]
    return [head] if kind_of(head.text) == "money" or WHOLE.fullmatch(bare(head.text)) else []


def _rows(
    document: Document, table: Table, report: ReportFields, names: range, columns: list[Column]
) -> Iterator[Finance]:
    """Yield the figures of one side of a table, under the names that stand on it."""
    fund = FUND.search(table.caption or "")
    heads = {i: bare(table.rows[table.header_rows - 1][i].text) for i in names}
    told = {i for i, head in heads.items() if USED_FOR.fullmatch(head) or OF_ROW.fullmatch(head) or kind_of(head) in ("note", "actual")}
    body = table.rows[table.header_rows :]
    spending = any("支出" in row[i].text for row in body for i in names)
    bodies = any(_body(row[i].text) for row in body for i in names)
    for row in body:
        printed = [(i, row[i]) for i in names if row[i].text]
        labels = [c for i, c in printed if i not in told] or [c for _, c in printed] or _head(table, names.stop)
        if not labels:
            continue
        own = [c for c in labels if not c.carried] or labels[-1:]
        label = next((c for c in reversed(own) if not _done(c.text)), own[-1])
        name = _row_name(label.text, table, spending)
        for column in columns:
            item, scope = _item(name, column, report.department, fund.group() if fund else "")
            if bodies and item == "合计" and column.role in PLAIN:
                item = f"{column.heading or PLAIN[column.role]}合计"
            if item and len(item) <= 40:
                facts = fact_of(document, row[column.index], label, (item, column.role, scope, column.year), column.unit or table.unit)
                most = REPEATED if WHOLE.fullmatch(name) or name.endswith("合计") else 1.0
                yield from (f.model_copy(update={"confidence": min(f.confidence, most if printed else UNNAMED)}) for f in facts)


def _row_name(text: str, table: Table, spending: bool) -> str:
    """Return what a row is about: a total is the whole of what the rows or the caption tell of."""
    name = NUMBERING.sub("", SPLIT.sub("", NUMBERING.sub("", BLANKS.sub("", text)))).strip("：:")
    if name not in ("合计", "总计"):
        return bare(name) if money_unit(name) else name
    if THREE.search(table.caption or ""):
        return f"三公经费{name}"
    return "支出合计" if spending else "项目支出合计" if _of_projects(table) else name


def _of_projects(table: Table) -> bool:
    """Tell whether the rows are projects by the heading of their names (项目名称)."""
    return any(PROJECTS.fullmatch(bare(c.text)) for c in table.rows[table.header_rows - 1])


def _body(text: str) -> bool:
    """Tell whether a cell names a body (县水文站) and no item of money."""
    name = NUMBERING.sub("", BLANKS.sub("", text))
    return ORGANISATION.fullmatch(name) is not None and not is_item(name)


def _done(text: str) -> bool:
    """Tell whether a label cell tells what was done (建成2.1万亩) rather than names the row."""
    return len(text) > 30 or (re.search(r"\d", text) is not None and re.match(r"[一二三四五六七八九十\d（(]", text) is None)


def _item(name: str, column: Column, department: str | None, fund: str) -> tuple[str, str | None]:
    """Return the item and the body of a cell: a body's row takes the column's name, an item's row its own."""
    total = name in TOTALS or name in ("金额合计", "支出合计")
    whole = None if "项目" in name else WHOLE.fullmatch(name)
    if column.role == "rate" and re.fullmatch(r"(?:预算)?执行率", column.measure) and whole:
        return f"{whole['funds'] or ''}预算执行率", department
    if column.role == "rate" and ORGANISATION.fullmatch(name) and not is_item(name):
        return column.measure, name
    if column.role in ("rate", "share", "change"):
        return f"{name}{column.measure}", department
    if column.measure:
        item = column.measure if column.measure.startswith(fund) else fund + column.measure
        if total:
            return item + "合计", department
        return (item, name) if ORGANISATION.fullmatch(name) else (f"{name}（{column.measure}）", department)
    if column.side and column.role in ("budget", "final") and (total or ORGANISATION.fullmatch(name)):
        item = column.side + ("预算" if column.role == "budget" else "决算")
        return (item + "合计", department) if total else (item, name)
    if ORGANISATION.fullmatch(name):
        return column.heading or PLAIN.get(column.role, ""), name
    return (f"{name}（{column.part}）" if column.part else name), department
