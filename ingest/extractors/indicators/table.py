"""Indicators of tables (绩效指标表): columns by what their headings announce, names by position before the first value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from ingest.document import Cell, Document, Table
from ingest.extractors.indicators.attained import attained
from ingest.table_headers import bare, is_level, kind_of
from ingest.table_rows import name_column
from ingest.tables import GROUP_MARK, TOTALS, is_group
from ontology.records import Indicator, Span

EMPTY = re.compile(r"[\s/／\\—–\-－_…·.、]*")
NO_NAME = re.compile(r"[\s/／—\-－…·.]*|无|不适用|[（(].{0,12}[)）]|指标\d{0,2}[：:]?|[.…\d]+")
POINTS = re.compile(r"[（(\[【]\s*(?:权重|分值)?\s*\d+(?:\.\d+)?\s*[分%]?\s*[)）\]】]")
EACH_OF = re.compile(r"满分\s*(\d{1,3})\s*分")
"""A heading that says what every row can score (得分（满分10分）)."""
LISTED = re.compile(r"^(?:指标\s*\d{1,2}\s*[：:.、]?|\d{1,2}\s*[.、．]\s*(?!\d)|[（(]\d{1,2}[)）]|[①-⒛㈠-㈩])\s*")
SIGN = re.compile(r"(?:运算)?符号|指标(?:性质|方向)|性质|方向")
MEASURED_IN = re.compile(r"(?:计量|度量|指标值?)?单位")
WHY = re.compile(r"原因|备注|说明|措施|偏差")
FINE = re.compile(r"无|不适用|无偏差|(?:已|全部|按期|按要求)*(?:完成|达标)|得?满分")
"""Remarks that explain no deviation."""

TOLD = re.compile(
    r"(?:年度|年初|预期|计划|绩效)*(?:目标|指标|计划|预期)值?[：:为]\s*(?P<aim>[^；;，,]{1,30}?)[；;，,、\s]+(?:全年|年末)?(?:实际|完成)(?:完成|达到)?(?:值|情况|数)?[：:为]?\s*(?P<reached>\S.{0,30})$"
)
"""A cell that holds both values, each under its word (目标：≥120场；完成：126场)."""

SCORED = re.compile(r"(?:实际|已)?(?:完成)?(?P<actual>.+?)[，,；;、（(]\s*(?:自评)?得分?[：:为]?\s*(?P<score>\d+(?:\.\d+)?)\s*分?[)）]?")
"""A cell that holds what was reached and its points (完成26个，得9.3分)."""

RULE = re.compile(r"指标说明|标准|依据|解释|细则|方法|要点|来源|内容|历史")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where an indicator table keeps what; None where it has no such column."""

    name: int
    level1: int | None
    level2: int | None
    target: int | None
    actual: int | None
    weight: int | None
    score: int | None
    notes: tuple[int, ...]
    sign: int | None
    unit: int | None
    paired: bool = False
    full: Decimal | None = None


def from_tables(document: Document) -> Iterator[Indicator]:
    """Yield the indicators of every indicator table of the report, in printed order."""
    for table in document.tables:
        columns = columns_of(table)
        if columns is not None:
            flat = columns.level1 is None and columns.level2 is None
            above: tuple[str, ...] = ()
            for row in table.rows[table.header_rows :]:
                above = _grouped(row, columns.name, above) if flat else ()
                fact = _indicator(document, row, columns)
                if fact is not None:
                    one, two = (*above, None, None)[:2]
                    yield fact.model_copy(update={"level1": one, "level2": two}) if above and fact.level1 is None else fact


def _grouped(row: tuple[Cell, ...], name: int, above: tuple[str, ...]) -> tuple[str, ...]:
    """Return the levels that rows of their own announce, this row's among them (分组行): a first level ends the second."""
    told = row[name].text
    if any(c.text for i, c in enumerate(row) if i != name) or not is_group(told):
        return above
    level = label(GROUP_MARK.sub("", told.strip()))
    return (level,) if not above or GROUP_MARK.match(told.strip()) or POINTS.search(told) else (above[0], level)


def columns_of(table: Table) -> Columns | None:
    """Return the columns of an indicator table (指标表各栏), None for any other table."""
    if not table.header_rows:
        return None
    header = [c.text for c in table.rows[table.header_rows - 1]]
    kinds = [kind_of(t) for t in header]
    name = name_column(kinds)
    if name is None or not ({"target", "actual"} & set(kinds[name:]) or {"score", "weight"} <= set(kinds)):
        return None
    if "money" in kinds[name:] and not {"target", "actual"} & set(kinds[name:]):
        return None
    one, two = _levels(table, kinds, name)

    def last(kind: str) -> int | None:
        return next((i for i in range(len(kinds) - 1, name, -1) if kinds[i] == kind), None)

    notes = tuple(i for i, k in enumerate(kinds) if k == "note" and WHY.search(bare(header[i])) and not RULE.search(bare(header[i])))
    sign = next((i for i, t in enumerate(header) if i > name and SIGN.fullmatch(bare(t))), None)
    unit = next((i for i, t in enumerate(header) if i > name and MEASURED_IN.fullmatch(bare(t))), None)
    target, actual, weight, score = (last(kind) for kind in ("target", "actual", "weight", "score"))
    actual = _measured_column(table, [i for i, k in enumerate(kinds) if k == "actual" and i > name]) or actual
    paired = target is not None and actual is None and "/" in bare(header[target])
    each = EACH_OF.search(header[score]) if score is not None and weight is None else None
    full = Decimal(each[1]) if each else None
    return Columns(name, one, two, target, target if paired else actual, weight, score, notes, sign, unit, paired, full)


def _measured_column(table: Table, columns: list[int]) -> int | None:
    """Return the column of several called actual that holds the most figures: 实际 | 26.8公里 rather than 完成情况 | 完成."""
    figures = {i: sum(any(c.isdigit() for c in r[i].text) for r in table.rows[table.header_rows :]) for i in columns}
    most = max(figures.values(), default=0)
    return next((i for i in reversed(columns) if figures[i] == most), None) if len(columns) > 1 and most else None


def _levels(table: Table, kinds: list[str | None], name: int) -> tuple[int | None, int | None]:
    """Return the columns of first and second level: by their headings, else the two labels nearest to the name."""
    one = next((i for i in range(name) if kinds[i] == "level1"), None)
    two = next((i for i in range(name) if kinds[i] == "level2"), None)
    labels = [
        i for i in range(name)
        if kinds[i] in (None, "name", "item", "level1", "level2") and any(r[i].text for r in table.rows[table.header_rows :])
    ]
    if two is None:
        two = next((i for i in reversed(labels) if i != one), None)
    if one is None:
        one = next((i for i in reversed(labels) if two is not None and i < two), None)
    if one is None and two is not None:
        one, two = two, None
    return one, two


def _indicator(document: Document, row: tuple[Cell, ...], at: Columns) -> Indicator | None:
    name_at = at.name
    if not row[name_at].text and at.level2 is not None and not row[at.level2].carried:
        name_at = at.level2
    name = label(row[name_at].text)
    if NO_NAME.fullmatch(name) or any(bare(c.text) in TOTALS for c in row[: at.name + 1]) or name in ("合计", "总计", "小计", "总分"):
        return None
    target, actual = _value(row, at.target), _value(row, at.actual)
    target, actual = _parted(target, actual, paired=at.paired)
    scored = SCORED.fullmatch(actual) if actual and at.score is None else None
    actual = scored["actual"] if scored else actual
    own = POINTS.search(row[name_at].text)
    told, name = _levelled(name) if at.level1 is None else ((), name)
    weight, score = at.full or _points(row, at.weight), Decimal(scored["score"]) if scored else _points(row, at.score)
    if target is None and actual is None and score is None:
        return None
    target, actual = _measured(target, row, at, signed=True), _measured(actual, row, at, signed=False)
    span = _span(row, name_at)
    level1, level2 = (*told, None, None)[:2] if told else (_label_at(row, i) for i in (at.level1, at.level2))
    if weight is None and own is not None:
        weight = Decimal(re.findall(r"\d+(?:\.\d+)?", own.group())[0])
    notes = (row[i].text for i in at.notes if not EMPTY.fullmatch(row[i].text) and not FINE.fullmatch(row[i].text.strip()))
    sure = target is not None and (actual is not None or at.actual is None)
    return Indicator(
        level1=level1, level2=level2 if name_at == at.name else None, name=name,
        target=target, actual=actual, weight=weight, score=score,
        attained=attained(name, target, actual, level2 or ""), deviation=next((tidy(n) for n in notes), None),
        quote=document.quote(span), span=span, confidence=0.97 if sure else 0.85,
    )


def _levelled(name: str) -> tuple[tuple[str, ...], str]:
    """Return the levels that a name prints before itself, and the name (产出指标-数量指标-签约项目数)."""
    parts = re.split(r"[-－—–>＞/]+", name)
    levels = tuple(takewhile(is_level, parts[:-1]))
    return levels, "-".join(parts[len(levels) :]) if levels else name


def _parted(target: str | None, actual: str | None, *, paired: bool) -> tuple[str | None, str | None]:
    """Return target and actual of one cell that prints both, with a stroke between or each under its word."""
    if paired and target is not None and re.search(r"[/／]", target):
        aim, _, reached = target.replace("／", "/").rpartition("/")
        return aim.strip() or None, reached.strip() or None
    told = TOLD.match(target or actual or "") if target is None or actual is None or paired else None
    return (told["aim"].strip(), told["reached"].strip()) if told else (target, None if paired else actual)


def label(text: str) -> str:
    """Return a name or level without blanks, breaks, numbering and points: `1.产出 指标（50分）` -> `产出指标`."""
    flat = re.sub(r"\s+", "", POINTS.sub("", text))
    return LISTED.sub("", flat).strip("：:*★") or flat


def tidy(text: str) -> str:
    """Return a cell's text without line breaks and the blanks that a page's width put into it."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", text.strip())


def _label_at(row: tuple[Cell, ...], column: int | None) -> str | None:
    return label(row[column].text) or None if column is not None else None


def _value(row: tuple[Cell, ...], column: int | None) -> str | None:
    if column is None or EMPTY.fullmatch(row[column].text):
        return None
    return tidy(row[column].text)


def _points(row: tuple[Cell, ...], column: int | None) -> Decimal | None:
    """Return the number of a weight or score cell; points may be said in words (完成得0.5分)."""
    found = re.search(r"\d+(?:\.\d+)?", row[column].text) if column is not None else None
    return Decimal(found[0]) if found else None


def _measured(value: str | None, row: tuple[Cell, ...], at: Columns, *, signed: bool) -> str | None:
    """Return a value with the sign and unit that stand in columns of their own (≥ | 90 | %)."""
    if value is None or not re.fullmatch(r"[\d.,，]+", value):
        return value
    sign = re.match(r"[≥≤<>=＝＞＜]+", row[at.sign].text.strip()) if signed and at.sign is not None else None
    unit = row[at.unit].text.strip() if at.unit is not None else ""
    return (sign[0] if sign else "") + value + unit


def _span(row: tuple[Cell, ...], start: int) -> Span:
    printed = [c.span for c in row[start:] if not EMPTY.fullmatch(c.text) and not c.carried]
    return row[start].span[0], max([e for _, e in printed], default=row[start].span[1])
