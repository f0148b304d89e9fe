"""Arithmetic in tables (表内勾稽): totals of columns, rates and changes of rows, the control rate of posts."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.audit.forms import number, plain
from ingest.audit.rules import finding, tolerance
from ingest.document import Cell, Document, Table
from ontology.records import Bundle, Finding, Span

_TOTAL = re.compile(r"^(?:合计|总计|支出合计|收入合计)$")
_NESTED = re.compile(r"其中|小计|^合计|总计")
_NUMBERED = re.compile(
    r"(?P<one>[一二三四五六七八九十]+[、.．])|(?P<two>[（(][一二三四五六七八九十]+[)）])|(?P<three>\d+[、.．])|(?P<four>[（(]\d+[)）])"
)
_PLANNED, _DONE = re.compile(r"预算数?|全年预算|调整后|计划"), re.compile(r"决算数?|执行数|支出数|实际支出|完成数")
_RATE = re.compile(r"执行率|完成率|完成比例")
_MORE, _GROWN = re.compile(r"增减(?:额|数|金额)?$|增加额|变动额"), re.compile(r"增减(?:率|幅度|比例|%|％)|增长率|增幅|变动率")


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield what does not add up within a table."""
    for table in document.tables:
        yield from _columns(document, table)
        yield from _control(document, table)
        yield from _rates(document, table)
        yield from _changes(document, table)


def _rates(document: Document, table: Table) -> Iterator[Finding]:
    """预算数, 决算数 and 执行率 in one row, in tables that name each of the three once; the form's own execution row has its own rule."""
    heads = [plain(c.text) for c in table.rows[0]]
    planned, done, rate = (_places(heads, p) for p in (_PLANNED, _DONE, _RATE))
    planned = [i for i in planned if i not in done and i not in rate]
    if not planned or len(done) != 1 or len(rate) != 1 or any(re.search(r"分值|权重|得分", h) for h in heads):
        return
    for row in table.rows[1:]:
        wholes, spent, printed = [number(row[i].text) for i in planned], number(row[done[0]].text), number(row[rate[0]].text)
        ratios = [spent / w * 100 for w in wholes if w and spent is not None]
        if not ratios or printed is None or len(ratios) != len(wholes):
            continue
        printed = printed * 100 if "%" not in row[rate[0]].text and printed <= Decimal("1.5") and max(ratios) > 2 else printed
        if all(abs(r - printed) > max(tolerance("row-rate"), _grain(row[rate[0]].text)) for r in ratios):
            text = f"“{plain(row[0].text)}”{spent:f} ÷ {wholes[-1]:f} = {ratios[-1]:.2f}%，表中为{printed:f}%"
            yield finding(document, "row-rate", text, [_whole(row)], 0.85)


def _changes(document: Document, table: Table) -> Iterator[Finding]:
    """本年数, 上年数, 增减额, 增减率 in one row: the change is the difference, the rate is it over last year's."""
    heads = [plain(c.text) for c in table.rows[0]]
    amounts = [i for i, h in enumerate(heads) if not _MORE.search(h) and not _GROWN.search(h)]
    before = [i for i in _places(heads, re.compile(r"上年|去年")) if i in amounts]
    now = [i for i in _places(heads, re.compile(r"本年|当年|今年")) if i in amounts]
    if not before and not now:
        before, now = _two_years(heads, amounts)
    more, grown = _places(heads, _MORE), _places(heads, _GROWN)
    if len(before) != 1 or len(now) != 1 or len(more) > 1 or len(grown) > 1 or not (more or grown):
        return
    for row in table.rows[1:]:
        a, b = number(row[now[0]].text), number(row[before[0]].text)
        if a is None or b is None:
            continue
        difference = number(row[more[0]].text) if more else None
        rate = number(row[grown[0]].text) if grown else None
        if difference is not None and abs(abs(a - b) - abs(difference)) > tolerance("change-column"):
            text = f"“{plain(row[0].text)}”{a:f} − {b:f} = {a - b:f}，表中为{difference:f}"
            yield finding(document, "change-column", text, [_whole(row)], 0.85)
        elif rate is not None and b and abs(abs(a - b) / b * 100 - abs(rate)) > max(Decimal("0.06"), _grain(row[grown[0]].text)):
            text = f"“{plain(row[0].text)}”（{a:f} − {b:f}）÷ {b:f} = {(a - b) / b * 100:.2f}%，表中为{rate:f}%"
            yield finding(document, "change-column", text, [_whole(row)], 0.85)


def _two_years(heads: Sequence[str], amounts: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the columns of two years that follow, the earlier first, where the heads name just two."""
    years = sorted((int(m[1]), i) for i in amounts if (m := re.search(r"(20\d\d)年", heads[i])))
    return ([years[0][1]], [years[1][1]]) if len(years) == 2 and years[1][0] - years[0][0] == 1 else ([], [])


def _places(heads: Sequence[str], names: re.Pattern[str]) -> list[int]:
    return [i for i, head in enumerate(heads) if names.search(head) and len(head) <= 14]


def _grain(printed: str) -> Decimal:
    """Return the worth of the last digit of a cell's number."""
    m = re.search(r"\d+(?:\.(\d+))?", printed)
    return Decimal(1).scaleb(-len(m[1] or "")) if m else Decimal(0)


def _whole(row: Sequence[Cell]) -> Span:
    filled = [c.span for c in row if c.text.strip()]
    return filled[0][0], filled[-1][1]


def _columns(document: Document, table: Table) -> Iterator[Finding]:
    """The total row against the rows above, in tables without nested rows."""
    last = next((i for i, row in enumerate(table.rows) if _TOTAL.match(plain(row[0].text))), None)
    body = table.rows[max(table.header_rows, 1) : last] if last else ()
    heads = "".join(plain(c.text) for c in table.rows[0])
    if last is None or len(body) < 2 or re.search(r"分值|权重|得分", heads):
        return
    if _is_nested(body) or any(_NESTED.search(plain(r[0].text)) for r in body):
        return
    for column in range(1, len(table.rows[0])):
        numbers = [number(row[column].text) for row in body]
        total = number(table.rows[last][column].text)
        filled = [n for n in numbers if n is not None]
        if total is None or len(filled) < 2 or "率" in plain(table.rows[0][column].text) or "%" in table.rows[last][column].text:
            continue
        if abs(sum(filled) - total) > tolerance("column-sum"):
            head = plain(table.rows[0][column].text)
            cells = [table.rows[last][0].span, table.rows[last][column].span]
            yield finding(document, "column-sum", f"“{head}”各行之和为{sum(filled):f}，合计为{total:f}", [(cells[0][0], cells[1][1])])


def _is_nested(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether rows are numbered at more than one level, or only some of them: the rest are parts of those."""
    levels = {m.lastgroup if (m := _NUMBERED.match(row[0].text.strip())) else None for row in rows}
    return len(levels) > 1


def _control(document: Document, table: Table) -> Iterator[Finding]:
    """在职人员控制率 = 在职人数 ÷ 编制数."""
    heads = [plain(c.text) for c in table.rows[0]]
    places = [next((i for i, h in enumerate(heads) if re.search(p, h)), None) for p in (r"编制数", r"在职人?数|实有人数", r"^控制率")]
    if any(p is None for p in places) or len(table.rows) < 2:
        return
    posts, people, rate = (number(table.rows[1][p].text) for p in places if p is not None)
    if posts and people and rate and abs(people / posts * 100 - rate) > tolerance("control-rate"):
        filled = [table.rows[1][p].span for p in places if p is not None]
        text = f"{people:f} ÷ {posts:f} = {people / posts * 100:.2f}%，表中为{rate:f}%"
        yield finding(document, "control-rate", text, [(filled[0][0], filled[-1][1])])
