"""Self-evaluation forms read for their sums (自评表): rows with weight and score, totals, labels with points, the execution row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.document import Cell, Document
from ontology.records import Span

COLUMNS = {
    "weight": re.compile(r"权重|分值|标准分|满分"),
    "score": re.compile(r"得分|自评分|评分$"),
    "deviation": re.compile(r"偏差|原因|说明|备注"),
    "target": re.compile(r"指标值|目标值|预期值|年度指标$|计划值|^(?:年初|年度|全年|绩效|预期)*(?:目标|计划)$"),
    "actual": re.compile(r"实际|实绩|完成值|完成情况|完成数|^(?:全年|年度|年末|本年)?完成$"),
}
_BUDGET = re.compile(r"(?:全年|调整后?|调整)预算数|预算数(?:[(（]|$)")
_SPENT = re.compile(r"执行数|决算数")
_WHOLES = (Decimal(100), Decimal(90))
"""The points of a form, with and without the ten of the execution rate."""
_LABEL = 30
"""The most characters of a heading with its points; what is longer is a note."""
_LAST_YEAR = re.compile(r"上年|去年|以前年度")
_TOTAL = re.compile(r"^(?:合计|总计|总分|合计得分|总得分|得分合计)$")
_BELOW = re.compile(r"\s*(?P<label>合\s*计|总\s*计|总\s*分)\s+(?P<weight>\d+(?:\.\d+)?)\s+(?P<score>\d+(?:\.\d+)?)(?=\s|$)")
_POINTS = re.compile(r"[(（]?\s*(\d+(?:\.\d+)?)\s*分\s*[)）]?")
_POINTS_ONLY = re.compile(r"\d+(?:\.\d+)?[%分]?")
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

    @property
    def is_whole(self) -> bool:
        """Tell whether the rows make up the points of a form: what follows under a header of its own is another one."""
        own = sum((r.weight or Decimal(0) for r in self.rows), Decimal(0))
        return own in _WHOLES or own + (self.execution.weight or Decimal(0) if self.execution else Decimal(0)) == _WHOLES[0]


def number(text: str) -> Decimal | None:
    """Return the one number of a cell (100, 6,653.73, 完成得0.5分), or None."""
    found = _NUMBER.findall(text)
    return Decimal(re.sub(r"[,，]", "", found[0])) if len(found) == 1 else None


def plain(text: str) -> str:
    """Return a cell's text without white space."""
    return re.sub(r"\s", "", text)


def forms(document: Document) -> Iterator[Form]:
    """Yield the forms of a document in order; a form ends with its total row or where the next execution row begins.

    Headers are looked for in every row: one grid may hold the money, the goals and the indicators one below the other.
    """
    reader = _Reader()
    for table in document.tables:
        reader.columns, reader.money = {}, []
        for row in table.rows:
            yield from reader.read(row)
    if reader.form.rows or reader.form.execution:
        _total_below(document, reader.form)
        yield reader.form


@dataclass
class _Reader:
    """What the rows so far have set: the form being filled, the columns of its indicators, the header of its money."""

    form: Form = field(default_factory=Form)
    columns: dict[str, int] = field(default_factory=dict)
    money: list[str] = field(default_factory=list)

    def read(self, row: tuple[Cell, ...]) -> Iterator[Form]:
        """Take in one row; yield the form that it ends, if it ends one."""
        heads = [plain(c.text) for c in row]
        found = _columns(heads)
        if _is_money_head(heads):
            self.money, self.columns = heads, {}
        elif found:
            if self.form.is_whole:
                yield self._ended()
            self.columns, self.money = found, []
            if self.form.deviation_head is None and "deviation" in found:
                self.form.deviation_head = row[found["deviation"]].span
        elif self.money:
            yield from self._money(row)
        elif self.columns and _TOTAL.match("".join(dict.fromkeys(heads[: self.columns["weight"]])) or heads[0]):
            _total(self.form, row, self.columns)
            yield self._ended()
        elif self.columns:
            self.form.rows.extend(_row(row, self.columns))

    def _money(self, row: tuple[Cell, ...]) -> Iterator[Form]:
        execution = _execution(row, self.money)
        if execution is None:
            return
        if self.form.rows or self.form.execution:
            yield self._ended()
        self.form.execution, self.money = execution, []

    def _ended(self) -> Form:
        form, self.form = self.form, Form()
        return form


def _columns(heads: list[str]) -> dict[str, int]:
    """Return role → column of a header row; empty where it names no column of weights and of scores beside it."""
    if any("执行率" in h for h in heads) or any(len(h) > 24 for h in heads):
        return {}
    found: dict[str, int] = {}
    for i, head in enumerate(heads):
        role = next((r for r, p in COLUMNS.items() if p.search(head) and r not in found), None)
        if role == "target" and not i:
            continue  # what stands first names the rows (年度指标)
        if role and not _NUMBER.search(head):
            found[role] = i
        elif COLUMNS["weight"].search(head) and "score" not in found and len(head) <= 6:
            found["weight"] = i  # of several columns of points the last is the indicator's own
    return found if "weight" in found and "score" in found and ("actual" in found or "target" in found) else {}


def _row(row: tuple[Cell, ...], columns: dict[str, int]) -> Iterator[Row]:
    first = min(columns.values())
    filled = list({c.span: c for c in row[:first] if c.text.strip() and not _POINTS_ONLY.fullmatch(plain(c.text))}.values())
    weight, score = number(row[columns["weight"]].text), number(row[columns["score"]].text)
    if not filled or (weight is None and score is None):
        return
    last = max((c.span[1] for c in row[first:] if c.text.strip()), default=filled[-1].span[1])
    explained = bool(row[columns["deviation"]].text.strip("/—-无 \u3000")) if "deviation" in columns else None
    yield Row(tuple(filled[:-1]), filled[-1].text, weight, score, explained, (filled[-1].span[0], max(last, filled[-1].span[1])))


def _total(form: Form, row: tuple[Cell, ...], columns: dict[str, int]) -> None:
    form.total_weight, form.total_score = number(row[columns["weight"]].text), number(row[columns["score"]].text)
    filled = list({c.span: c for c in row if c.text.strip()}.values())
    form.total_span = (filled[0].span[0], filled[-1].span[1])
    if form.total_score is None and len(filled) == 2:
        form.total_score = number(filled[1].text)


def _total_below(document: Document, form: Form) -> None:
    """Take the total that is printed right under a form, its cells one a line, outside the grid."""
    m = _BELOW.match(document.text, max((row.span[1] for row in form.rows), default=len(document.text)))
    if m and form.total_span is None:
        form.total_weight, form.total_score = Decimal(m["weight"]), Decimal(m["score"])
        form.total_span = m.start("label"), m.end("score")


def _is_money_head(heads: list[str]) -> bool:
    rate = any("执行率" in h and len(h) <= 12 for h in heads)
    return rate and any(_SPENT.search(h) and not _LAST_YEAR.search(h) for h in heads) and any(_BUDGET.search(h) for h in heads)


def _execution(row: tuple[Cell, ...], heads: list[str]) -> Execution | None:
    """Read the row of the year's money under its header; columns are found by their names."""
    spent = next(i for i, h in enumerate(heads) if _SPENT.search(h) and not _LAST_YEAR.search(h))
    rate = min((i for i, h in enumerate(heads) if "执行率" in h), key=lambda i: bool(_POINTS.search(heads[i])))
    budgets = [i for i, h in enumerate(heads) if _BUDGET.search(h)]
    budget, done = number(row[budgets[-1]].text), number(row[spent].text)
    if budget is None or done is None or not budget:
        return None
    weight = next((number(row[i].text) for i, h in enumerate(heads) if COLUMNS["weight"].search(h)), None)
    score = next((number(row[i].text) for i, h in enumerate(heads) if COLUMNS["score"].search(h)), None)
    weight = _points_printed([*heads, *(plain(c.text) for c in row)]) if weight is None else weight
    filled = [c for c in row if c.text.strip()]
    first = number(row[budgets[0]].text) if len(budgets) > 1 else None
    return Execution(first, budget, done, number(row[rate].text), weight, score, (filled[0].span[0], filled[-1].span[1]))


def _points_printed(texts: list[str]) -> Decimal | None:
    """Return the points of the execution row that stand in a heading or a label: 得分（20分×执行率）, 预算执行情况（20分）."""
    told = (_POINTS.search(t) for t in texts if re.search(r"执行|得分", t) and len(t) <= _LABEL)
    return next((Decimal(m[1]) for m in told if m), None)


def points_of(label: Cell) -> Decimal | None:
    """Return the points printed in a label such as 产出指标(50分), or None."""
    m = _POINTS.search(plain(label.text))
    return Decimal(m[1]) if m else None
