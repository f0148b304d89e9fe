"""Money of tables (表格中的收支): key–value and multi-column tables, `label：value` cells, execution rates of indicator tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ingest.document import Cell, Document, Table
from ingest.extractors.finance_forms import Form, form_at, form_rows
from ingest.extractors.finance_items import FUND, is_item
from ingest.extractors.finance_said import BARE_ROLE
from ingest.extractors.indicators_table import columns_of
from ingest.table_headers import BLANKS, bare, kind_of, money_unit
from ingest.tables import TOTALS
from ontology.quantity import wan
from ontology.records import Finance, ReportFields, Role, Span

AMOUNT = re.compile(r"\s*(?P<n>[-−－]?\d[\d,，]*(?:\.\d+)?)\s*(?P<u>亿元|万元|元|[%％])?\s*")
PEOPLE = re.compile(r"人数|编制|在职|规模|面积|㎡|数量|投资概算")
USED_FOR = re.compile(r"(?:主要|任务|工作|具体|支出)?内容|(?:资金|主要)?用途|使用方向")
"""What heads the column that says what a programme's money is for."""

LABELLED = re.compile(r"\s*(?:其中[：:])?\s*(?P<label>[^：:\d]{3,24}?)[：:]\s*(?P<n>\d[\d,，]*(?:\.\d+)?)\s*(?P<u>亿元|万元|元|%)?\s*")
NUMBERING = re.compile(
    r"^(?:任务\s*\d{1,2}\s*[：:.、]|[一二三四五六七八九十]{1,3}\s*[、.．]|\d{1,2}\s*[、.．](?!\d)|[（(][一二三四五六七八九十\d]{1,2}[)）]|[①-⒛㈠-㈩]|其中[：:]?|加[：:]|减[：:]|\s)+"
)
EXECUTED = re.compile(r"(?:部门|单位|整体|年度|项目|财政|资金)*预算(?:资金)?(?:支出)?(?:执行|完成)率")
ONE = re.compile(r"(?:一级|二级)?(?:项目|专项(?:资金)?)名称")
"""The label of the programme that a form is about."""

WHOLE = re.compile(r"(?P<funds>年度资金)?(?:(?:部门|单位|全年|整体|项目)*(?:预算|支出))?(?:资金)?(?:总额|合计|总计)")
"""The row of all money: its rate is that of the whole budget."""

YEAR = re.compile(r"((?:19|20)\d{2})")
ADDED = re.compile(r"(?:年中|年度中|中央|省级|上级)?(?:预算)?(?:追加|调增|调减|增减)(?:预算|资金|指标)?(?:数|额|金额)?")
"""What heads a column of money added within the year, not the budget that came of it."""

CODE = re.compile(r"[编代]码|编号|单位$|年度$|日期|时间")
PERCENT = re.compile(r"[（(]\s*[%％]\s*[)）]")
PROJECTS = re.compile(r"(?:支出|预算|专项)?项目名称|专项(?:资金|经费)?名称")
THREE = re.compile(r"三公")
SPLIT = re.compile(r"^(?:资金来源|资金结构|支出结构|收入构成|按[^：:]{2,8}分)[：:]?(?=.)")
"""What stands before the first of several kinds of money (资金来源：（1）财政性资金)."""

ORGANISATION = re.compile(
    r"(?:[局委厅院办]|.{2,})(?:机关|本级|局|委|办|中心|院|所|站|校|学校|医院|[总支大中]队|馆|园|协会|学会|联合会|秘书处|委员会)(?:[（(].{1,6}[)）])?"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of amounts: its place, what it holds, for which year, a part of the item's name that it adds, and 收入 or 支出."""

    index: int
    role: Role
    year: int | None
    unit: str | None
    measure: str = ""
    part: str = ""
    side: str = ""


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
                yield from _executed(document, table, report, indicator.name, indicator.actual)
        else:
            yield from _rows(document, table, report, columns) if columns else _pairs(document, table, report)
            yield from _labelled(document, table, report)


def _of_form(document: Document, table: Table, report: ReportFields, columns: list[Column], form: Form) -> Iterator[Finance]:
    """Yield the totals and the execution rate of a programme's form."""
    for row, label, item, of in form_rows(table, form, min((c.index for c in columns), default=0)) if columns else ():
        for column in columns:
            name = f"{of}执行率" if column.role == "rate" else item
            if column.role in ("budget", "adjusted", "final", "rate") and not column.part:
                said = (name, column.role, report.department, column.year)
                yield from _fact(document, row[column.index], label, said, column.unit or table.unit)


def money_columns(table: Table, year: int | None) -> list[Column]:
    """Return the columns of amounts, rates, shares and changes (金额各栏), none where no column holds an amount."""
    if not table.header_rows:
        return []
    out: list[Column] = []
    for i, c in enumerate(table.rows[table.header_rows - 1]):
        kind = kind_of(c.text)
        kind = "money" if kind == "year" and table.unit else kind
        if i == 0 or kind not in ("money", "measure", "rate", "share", "change", "actual", "target") or PEOPLE.search(c.text):
            continue
        if _names(table, i):
            continue
        column = _column(i, c.text, kind, table, year)
        if column is not None:
            out.append(column)
    if not any(c.role not in ("rate", "share", "change") for c in out):
        return []
    return out


def _names(table: Table, index: int) -> bool:
    """Tell whether a column under a heading of money holds the rows' names (部门预算总额 over 财政性资金, 基本支出 …)."""
    cells = [NUMBERING.sub("", row[index].text) for row in table.rows[table.header_rows :]]
    named = [text for text in cells if re.search(r"[\u4e00-\u9fff]{2}", text)]
    return bool(named) and not any(AMOUNT.fullmatch(text) for text in cells)


def _head(table: Table, first: int) -> list[Cell]:
    """Return the heading of the names where it names a sum itself (部门预算总额): a row without a name tells that sum."""
    head = table.rows[table.header_rows - 1][first - 1]
    return [head] if kind_of(head.text) == "money" else []


def _column(index: int, text: str, kind: str, table: Table, year: int | None) -> Column | None:
    head, _, below = re.sub(r"\s", "", text).partition("：")
    heading, unit = bare(head), "%" if PERCENT.search(text) else money_unit(text)
    found = YEAR.search(heading)
    of = int(found[1]) if found else year - 1 if year and re.match(r"上年", heading) else year
    below = re.sub(r"^其中[：:]?", "", below)
    part = "" if re.fullmatch(r"总额|小计|合计|金额|", below) else below
    if kind in ("rate", "share", "change"):
        return Column(index, "rate" if kind == "rate" else "share" if kind == "share" else "change", of, unit, heading)
    if kind == "measure":
        return Column(index, "final", of, unit, heading)
    if kind in ("actual", "target") and not re.search(r"数|额|支出|执行", heading):
        return None
    if re.search(r"调整数|调整额|追加", part):
        return Column(index, "change", of, unit, part)
    if ADDED.fullmatch(heading):
        return Column(index, "change", of, unit, heading)
    own = part if re.search(r"预算|决算|执行|支出", FUND.sub("", part)) else ""
    role, part = _role(own or heading, table.caption or ""), "" if own else part
    if role == "final" and of is not None and year is not None and of < year:
        role = "prior"
    side = re.match(r"(收入|支出)[预决]算", heading)
    return Column(index, role, of, unit, "", part, side[1] if side else "")


def _role(heading: str, caption: str) -> Role:
    plain = FUND.sub("", heading)
    if re.search(r"调整|全年预算|追加", plain):
        return "adjusted"
    if re.search(r"预算|年初|安排|批复|下达|计划|申请", plain):
        return "budget"
    if re.search(r"决算|执行|支出|实际|使用|拨付|到位", plain):
        return "final"
    told = FUND.sub("", caption)
    return "budget" if "预算" in told and not re.search(r"决算|执行", told) else "final"


def _rows(document: Document, table: Table, report: ReportFields, columns: list[Column]) -> Iterator[Finance]:
    first = min(c.index for c in columns)
    fund = FUND.search(table.caption or "")
    heads = [bare(c.text) for c in table.rows[table.header_rows - 1][:first]]
    told = {i for i, head in enumerate(heads) if USED_FOR.fullmatch(head) or kind_of(head) in ("note", "actual")}
    spending = any("支出" in c.text for row in table.rows[table.header_rows :] for c in row[:first])
    for row in table.rows[table.header_rows :]:
        printed = [(i, c) for i, c in enumerate(row[:first]) if c.text]
        labels = [c for i, c in printed if i not in told] or [c for _, c in printed] or _head(table, first)
        if not labels:
            continue
        own = [c for c in labels if not c.carried] or labels[-1:]
        label = next((c for c in reversed(own) if not _done(c.text)), own[-1])
        name = _row_name(label.text, table, spending)
        for column in columns:
            item, scope = _item(name, column, report.department, fund.group() if fund else "")
            if item and len(item) <= 40:
                yield from _fact(document, row[column.index], label, (item, column.role, scope, column.year), column.unit or table.unit)


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


def _done(text: str) -> bool:
    """Tell whether a label cell tells what was done (建成2.1万亩) rather than names the row."""
    return len(text) > 30 or (re.search(r"\d", text) is not None and re.match(r"[一二三四五六七八九十\d（(]", text) is None)


def _item(name: str, column: Column, department: str | None, fund: str) -> tuple[str, str | None]:
    """Return the item and the body of a cell: a body's row takes the column's name, an item's row its own."""
    total = name in TOTALS or name in ("金额合计", "支出合计")
    if column.role == "rate" and re.fullmatch(r"(?:预算)?执行率", column.measure) and (whole := WHOLE.fullmatch(name)):
        return f"{whole['funds'] or ''}预算执行率", department
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
        return {"budget": "预算数", "adjusted": "调整预算数", "final": "决算数", "prior": "决算数"}.get(column.role, ""), name
    return (f"{name}（{column.part}）" if column.part else name), department


def _fact(
    document: Document, cell: Cell, label: Cell, said: tuple[str, Role, str | None, int | None], unit: str | None
) -> Iterator[Finance]:
    """Yield the fact of a cell that holds a figure and nothing else."""
    found = AMOUNT.fullmatch(cell.text)
    if found is None or cell.carried:
        return
    item, role, scope, year = said
    value = Decimal(re.sub("[,，]", "", re.sub("[−－]", "-", found["n"])))
    share = found["u"] in ("%", "％") or role in ("rate", "share") or (role == "change" and ("率" in item or unit == "%"))
    printed = "%" if share else found["u"] or unit or "万元"
    span: Span = (min(label.span[0], cell.span[0]), max(label.span[1], cell.span[1]))
    yield Finance(
        item=item, role=role, scope=scope, year=year, value=value, unit=printed, value_wan=wan(value, printed),
        quote=document.quote(span), span=span, confidence=_sure(role, bool(found["u"] or unit or share)),
    )


def _before_form(table: Table) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows before the one that names a single programme, whose form the rest is."""
    for row in table.rows:
        if any(ONE.fullmatch(bare(a.text)) and b.text and not kind_of(b.text) for a, b in pairwise(row)):
            return
        yield row


def _sure(role: str, measured: bool) -> float:
    """A bare 金额 is read as the year's budget, which at times it is not."""
    return 0.75 if not measured else 0.88 if role == "adjusted" else 0.95


def _pairs(document: Document, table: Table, report: ReportFields) -> Iterator[Finance]:
    """Yield the facts of key–value rows (年初预算数 | 1200 | 决算数 | 1180)."""
    for row in _before_form(table):
        for label, cell in pairwise(row):
            name = NUMBERING.sub("", bare(label.text)).strip("：:")
            if not label.carried and is_item(name) and not AMOUNT.fullmatch(label.text) and not CODE.search(name):
                unit = money_unit(label.text) or table.unit
                rate = re.search(r"率$", name) is not None
                role: Role = "rate" if rate else _role(name, table.caption or "")
                yield from _fact(document, cell, label, (name, role, report.department, report.fiscal_year), unit)


def _labelled(document: Document, table: Table, report: ReportFields) -> Iterator[Finance]:
    """Yield the facts of cells that hold label and value (政府性基金拨款：23)."""
    for row in _before_form(table):
        for cell in row:
            found = None if cell.carried else LABELLED.fullmatch(cell.text)
            if found is None or not re.search(r"预算|支出|拨款|资金|收入|经费|调整", found["label"]):
                continue
            label = found["label"].strip()
            role: Role = "rate" if label.endswith("率") else "change" if label == "调整数" else "final"
            if role == "final" and BARE_ROLE.fullmatch(label):
                continue  # 预算数：… of a row tells again what the row is about
            item = f"预算{label}" if label in ("调整数", "调整率") else label
            value, unit = Decimal(re.sub("[,，]", "", found["n"])), found["u"] or ("%" if role == "rate" else table.unit) or "万元"
            start = cell.span[0] + found.start("label")
            span = (start, cell.span[0] + found.end("n"))
            yield Finance(
                item=item, role=role, scope=report.department, year=report.fiscal_year, value=value, unit=unit,
                value_wan=wan(value, unit), quote=document.quote(span), span=span, confidence=0.8,
            )


def _executed(document: Document, table: Table, report: ReportFields, name: int, actual: int) -> Iterator[Finance]:
    """Yield the budget execution rate that an indicator table states (预算执行率)."""
    for row in table.rows[table.header_rows :]:
        label, cell = row[name], row[actual]
        if EXECUTED.fullmatch(bare(label.text)) and re.fullmatch(r"\s*\d+(?:\.\d+)?\s*[%％]\s*", cell.text):
            yield from _fact(document, cell, label, (bare(label.text), "rate", report.department, report.fiscal_year), None)
