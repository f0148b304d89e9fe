"""Self-evaluation forms read for their sums (自评表): rows with weight and score, totals, labels with points, the execution row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.document import Cell, Document, Span, Table

_COLUMNS = {
    "weight": re.compile(r"权重|分值|标准分|满分"),
    "score": re.compile(r"得分|自评分|评分$"),
    "deviation": re.compile(r"偏差|原因|说明|备注"),
    "target": re.compile(r"指标值|目标值|预期值|年度指标$|计划值"),
    "actual": re.compile(r"实际|完成值|完成情况|完成数"),
}
_BUDGET = re.compile(r"(?:全年|调整后?|调整)预算数|预算数[(（]?B|预算数$")
_SPENT = re.compile(r"执行数|决算数")
_TOTAL = re.compile(r"^(?:合计|总计|总分|合计得分|总得分|得分合计)$")
_POINTS = re.compile(r"[(（]?\s*(\d+(?:\.\d+)?)\s*分\s*[)）]?")
_NUMBER = re.compile(r"-?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator row: the labels left of its name, weight, score, whether a deviation is explained, and its place."""

    labels: tuple[Cell, ...]
    name: str
    weight: Decimal | None
    score: Decimal | None
    explained: bool | None
    span: Span


@dataclass(frozen=True, slots=True)
class Execution:
    """The row of the year's money: budget at the start and of the year, spent, printed rate, points and score."""

    first: Decimal | None
    budget: Decimal
    spent: Decimal
    rate: Decimal | None
    weight: Decimal | None
    score: Decimal | None
    span: Span


@dataclass
class Form:
    """One self-evaluation form with what its total row prints."""

    rows: list[Row] = field(default_factory=list)
    execution: Execution | None = None
    deviation_head: Span | None = None
    total_weight: Decimal | None = None
    total_score: Decimal | None = None
    total_span: Span | None = None


def number(text: str) -> Decimal | None:
    """Return the one number of a cell (100, 6,653.73, 完成得0.5分), or None."""
    found = _NUMBER.findall(text)
    return Decimal(re.sub(r"[,，]", "", found[0])) if len(found) == 1 else None


def plain(text: str) -> str:
    """Return a cell's text without white space."""
    return re.sub(r"\s", "", text)


def forms(document: Document) -> Iterator[Form]:
    """Yield the forms of a document in order; a form ends with its total row or where the next execution row begins."""
    form = Form()
    for table in document.tables:
        execution = _execution(table)
        if execution and (form.rows or form.execution):
            yield form
            form = Form()
        form.execution = execution or form.execution
        columns = _columns(table)
        if columns is None:
            continue
        if "deviation" in columns and form.deviation_head is None:
            form.deviation_head = table.rows[0][columns["deviation"]].span
        for row in table.rows[max(table.header_rows, 1) :]:
            if _TOTAL.match(plain(next((c.text for c in row if c.text.strip()), ""))):
                _total(form, row, columns)
                yield form
                form = Form()
            else:
                form.rows.extend(_row(row, columns))
    if form.rows or form.execution:
        yield form


def _columns(table: Table) -> dict[str, int] | None:
    """Return role → column, None where the table has no column of weights and of scores beside it."""
    heads = [plain(" ".join(row[i].text for row in table.rows[: max(table.header_rows, 1)])) for i in range(len(table.rows[0]))]
    if any("执行率" in h for h in heads):
        return None
    found: dict[str, int] = {}
    for i, head in enumerate(heads):
        role = next((r for r, p in _COLUMNS.items() if p.search(head) and r not in found), None)
        if role:
            found[role] = i
    return found if "weight" in found and "score" in found else None


def _row(row: tuple[Cell, ...], columns: dict[str, int]) -> Iterator[Row]:
    first = min(columns.values())
    filled = [c for c in row[:first] if c.text.strip()]
    weight, score = number(row[columns["weight"]].text), number(row[columns["score"]].text)
    if not filled or (weight is None and score is None):
        return
    last = max((c.span[1] for c in row[first:] if c.text.strip()), default=filled[-1].span[1])
    explained = bool(row[columns["deviation"]].text.strip("/—-无 \u3000")) if "deviation" in columns else None
    yield Row(tuple(filled[:-1]), filled[-1].text, weight, score, explained, (filled[-1].span[0], max(last, filled[-1].span[1])))


def _total(form: Form, row: tuple[Cell, ...], columns: dict[str, int]) -> None:
    form.total_weight, form.total_score = number(row[columns["weight"]].text), number(row[columns["score"]].text)
    filled = [c for c in row if c.text.strip()]
    form.total_span = (filled[0].span[0], filled[-1].span[1])
    if form.total_score is None and len(filled) == 2:
        form.total_score = number(filled[1].text)


def _execution(table: Table) -> Execution | None:
    for top in range(min(len(table.rows) - 1, 4)):
        heads = [plain(c.text) for c in table.rows[top]]
        spent = next((i for i, h in enumerate(heads) if _SPENT.search(h)), None)
        rate = next((i for i, h in enumerate(heads) if "执行率" in h), None)
        budgets = [i for i, h in enumerate(heads) if _BUDGET.search(h)]
        if spent is None or rate is None or not budgets:
            continue
        for row in table.rows[top + 1 :]:
            made = _execution_row(row, heads, budgets, spent, rate)
            if made:
                return made
    return None


def _execution_row(row: tuple[Cell, ...], heads: list[str], budgets: list[int], spent: int, rate: int) -> Execution | None:
    budget, done = number(row[budgets[-1]].text), number(row[spent].text)
    if budget is None or done is None or not budget:
        return None
    weight = next((number(row[i].text) for i, h in enumerate(heads) if _COLUMNS["weight"].search(h)), None)
    score = next((number(row[i].text) for i, h in enumerate(heads) if _COLUMNS["score"].search(h)), None)
    filled = [c for c in row if c.text.strip()]
    first = number(row[budgets[0]].text) if len(budgets) > 1 else None
    return Execution(first, budget, done, number(row[rate].text), weight, score, (filled[0].span[0], filled[-1].span[1]))


def points_of(label: Cell) -> Decimal | None:
    """Return the points printed in a label such as 产出指标(50分), or None."""
    m = _POINTS.search(plain(label.text))
    return Decimal(m[1]) if m else None
