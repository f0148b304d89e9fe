"""Change in running text (增减变化): growth over last year, from one value to another, words of rise beside values that fall."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.audit.rules import finding, tolerance
from ingest.audit.sentence import STOP, Line, clause_start, is_printed
from ingest.document import Document
from ingest.numbers import Quantity
from ontology.records import Finding, Span

_FAR = Decimal(15)
_NEAR = Decimal("0.02")
_DOWN = ("减少", "下降", "降低", "减", "降", "压减", "压缩", "缩短")
_GROWTH = re.compile(
    r"(?:(?:较|比|同比)[^，。；\d]{0,3}(?:20\d\d年|上年|去年|上年度|同期)[^，。；\d]{0,6}|(?<=[，,、（(])同比)(增加|增长|上升|减少|下降|降低)了?$"
)
_RATE_OF_CHANGE = re.compile(r"^[，、（(]?(?:同比)?(?:增长|增加|上升|减少|下降|降低|增幅|降幅|增长率)(?:率|幅度)?(?:为|达|了)?$")
_FROM = re.compile(r"(?:由|从)[^，。；]{0,16}$")
_TO = re.compile(
    r"^[^，。；\d]{0,6}?(?P<word>提高|增长|增加|上升|提升|扩大|扩展|扩增|延长|发展|增|下降|降低|减少|压缩|压减|缩短|降|减)"
    r"(?P<to>到|至|为)[^，。；]{0,16}$"
)
_LAST = re.compile(
    r"^[，、（(](?!较|比|同比)[^，。；\d较比增减升降]{0,6}(?:上年度?|去年|上年同期|去年同期|20\d\d年)(?:同期|度|的)?"
    r"[^，。；\d较比增减升降]{0,8}$"
)
_VERSUS = re.compile(
    r"(?:较|比|与|同|和)[^，。；\d]{0,4}?(?:上年度?|去年|上年同期|去年同期|20\d\d年度?)(?:同期|的|决算|实际|支出|收入)*[^，。；\d较比增减升降]{0,8}$"
)
_VERSUS_SAID = re.compile(
    r"^(?:相比|比较|的)?[，,]?(?:同比)?(?P<word>增长|增加|上升|提高|提升|减少|下降|降低|压减)了?(?:率|幅度)?(?:为|达|了)?$"
)
_OF_THE_YEAR_BEFORE = re.compile(r"^[，,、（(](?:上年度?|去年|20\d\d年)(?:同期)?[^，。；\d较比增减升降]{0,6}$")
_SAID_AHEAD = re.compile(
    r"(?:同比|较上年|比上年|较去年|比去年)?(?:增长|增加|上升|提高|提升|减少|下降|降低|压减|压缩)了?(?:率|幅度)?(?:为|达|了)?$"
)
_CHANGED = re.compile(r"(?:增加|减少|下降|增长|上升|降低)了?$")
_CHANGE_ITSELF = re.compile(r"(?:节约|节省|结余|压减|超支|超出)了?$")
"""What is left of a budget or beyond it is no amount of this year."""

_THEN = re.compile(
    r"(?:与|同|较|比)(?:上年度?|去年|20\d\d年度?)(?:同期)?(?:相比|比较)?[，,][^，。；\d]{0,14}(增加|增长|减少|下降|降低)了?$"
)
_SINCE = re.compile(
    r"^[，、）)]{0,2}(?:同比|较上年|比上年|年)?(?P<word>增长|增加|上升|提高|减少|下降|降低|增幅|降幅)(?:率|幅度)?(?:为|达|了)?$"
)


def growth(document: Document, line: Line) -> Iterator[Finding]:
    """本年 a，较上年增加 b，增长 p%: p = b ÷ (a − b)."""
    for i, rate in enumerate(line.found):
        if rate.unit != "%" or i < 2:
            continue
        a, b = line.found[i - 2], line.found[i - 1]
        change = _GROWTH.search(line.text[: b.start])
        if not change or a.unit != b.unit or STOP.search(line.text, a.end, rate.start):
            continue
        label = line.text[clause_start(line.text, a.start) : a.start]
        if a.bound != "exact" or re.search(r"预算|计划|目标", label[-6:]) or _CHANGE_ITSELF.search(label.rstrip()):
            continue
        if change.group().startswith("同比") and re.search(r"上年|去年|20\d\d年", label):
            continue  # a may be last year's own
        if not _RATE_OF_CHANGE.match(line.text[b.end : rate.start].strip()):
            continue
        base = a.value + b.value if change[1] in _DOWN else a.value - b.value
        if base > 0 and abs(b.value / base * 100 - rate.value) > tolerance("growth"):
            text = f"{b.value:f} ÷ {base:f} = {b.value / base * 100:.2f}%，所列为{rate.value:f}%"
            yield finding(document, "growth", text, [line.clause(a, rate), *_printed(document, base, line)])


def from_to(document: Document, line: Line) -> Iterator[Finding]:
    """由 a 增加到 b，增长 p%: b lies on the side that the word says, and p is what the two values make."""
    for i, (a, b) in enumerate(zip(line.found, line.found[1:], strict=False)):
        way = _TO.match(line.text[a.end : b.start])
        if not way or a.unit != b.unit or not _FROM.search(line.text[max(0, a.start - 20) : a.start]) or a.kind == "rank" or not a.value:
            continue
        if a.value == b.value or (b.value < a.value) != (way["word"] in _DOWN):
            if way["word"] != "发展" and (way["to"] != "为" or way["word"] in ("缩短", "延长", "压缩")):
                yield finding(document, "direction", f"写“{way['word']}{way['to']}”，数值却由{a.value:f}到{b.value:f}", [line.clause(a, b)])
            continue
        rate = line.found[i + 2] if i + 2 < len(line.found) else None
        ahead = line.found[i - 1] if i and re.match(r"^[，,（(]?(?:由|从)", line.text[line.found[i - 1].end : a.start]) else None
        if ahead is not None and ahead.unit in ("%", "个百分点", "百分点") and _SAID_AHEAD.search(line.text[: ahead.start]):
            yield from _made(document, line, "growth-from-to", (b, a, ahead))
        elif rate is not None and line.same_sentence(b.end, rate.start) and _SINCE.match(line.text[b.end : rate.start].strip()):
            yield from _made(document, line, "growth-from-to", (b, a, rate))


def beside_last_year(document: Document, line: Line) -> Iterator[Finding]:
    """本年 a，上年为 b，增长 p%: p = (a − b) ÷ b, and the word fits the two values."""
    for a, b, rate in zip(line.found, line.found[1:], line.found[2:], strict=False):
        said = _SINCE.match(line.text[b.end : rate.start].strip())
        if not said or a.unit != b.unit or not b.value or not _LAST.match(line.text[a.end : b.start]):
            continue
        if _CHANGED.search(line.text[: a.start]):
            continue  # a is the change itself
        down = said["word"] in (*_DOWN, "降幅")
        if rate.unit in ("%", "个百分点", "百分点") and a.value != b.value and (a.value < b.value) != down:
            text = f"本年{a.value:f}{a.unit}，上年{b.value:f}{b.unit}，却写“{said['word']}”"
            yield finding(document, "direction", text, [line.clause(a, rate)])
        else:
            yield from _made(document, line, "growth-from-to", (a, b, rate))


def against_last_year(document: Document, line: Line) -> Iterator[Finding]:
    """a，比上年的 b 增长 p%; a，较上年 b 减少 d，降低 p%: p and d are what the values make."""
    for i, before in enumerate(line.found[:-1]):
        if not _VERSUS.search(line.text[max(0, before.start - 24) : before.start]) or before.bound != "exact" or not before.value:
            continue
        said = _VERSUS_SAID.match(line.text[before.end : line.found[i + 1].start].strip())
        if not said:
            continue
        second = line.found[i + 1]
        now = _now(line, i, second)
        if second.unit == before.unit and before.unit != "%":
            yield from _part_of(document, line, before, i)
        elif now is not None:
            yield from _made(document, line, "growth-from-to", (now, before, second))


def _part_of(document: Document, line: Line, before: Quantity, i: int) -> Iterator[Finding]:
    """较上年 b 减少 d，降低 p%: p = d ÷ b."""
    if i + 2 >= len(line.found):
        return
    change, rate = line.found[i + 1], line.found[i + 2]
    yield from _not_what_is_left(document, line, before, change)
    if rate.unit != "%" or not _RATE_OF_CHANGE.match(line.text[change.end : rate.start].strip()):
        return
    real = change.value / before.value * 100
    if abs(real - rate.value) > max(tolerance("growth"), _half(rate.value)):
        text = f"{change.value:f} ÷ {before.value:f} = {real:.2f}%，所列为{rate.value:f}%"
        yield finding(document, "growth", text, [line.clause(before, rate), *_right(document, real, line)])


def _not_what_is_left(document: Document, line: Line, before: Quantity, change: Quantity) -> Iterator[Finding]:
    """决算 a …。比上年 b 增加 d: a is b and d together, where a is the one amount of the paragraph that comes close and no other fits."""
    down = any(word in line.text[before.end : change.start] for word in _DOWN)
    real = before.value - change.value if down else before.value + change.value
    stage = re.search(r"决算|预算|收入|支出", line.text[clause_start(line.text, before.start) : before.start])
    said = [q for q in line.found if q.end <= before.start and q.unit == before.unit and abs(q.value - real) <= real * _NEAR]
    near = [q for q in said if stage is None or stage.group() in line.text[clause_start(line.text, q.start) : q.start]]
    if len({q.value for q in near}) == 1 and near[0].value != real and not is_printed(document, real, before.unit):
        text = f"{before.value:f} {'−' if down else '+'} {change.value:f} = {real:f}{before.unit}，所列为{near[0].value:f}{near[0].unit}"
        yield finding(document, "growth", text, [line.clause(near[0], near[0]), line.clause(before, change)], 0.8)


def _now(line: Line, i: int, rate: Quantity) -> Quantity | None:
    """Return this year's value: of those before last year's in its sentence, or the one before, the nearest that says no other thing."""
    before = line.found[i]
    start = [0, *(m.end() for m in STOP.finditer(line.text, 0, before.start))]
    at = start[-1] if re.match(r"(?:与|同|较|比)", line.text[start[-1] :].strip()) is None else start[-2] if len(start) > 1 else 0
    said = [q for q in line.found[:i] if q.start >= at and q.unit == before.unit and q.bound == "exact"]
    fits = [q for q in said if rate.unit == "%" and abs(abs(q.value / before.value - 1) * 100 - rate.value) <= Decimal("0.1")]
    return fits[0] if fits else said[0] if said and at != start[-1] else said[-1] if said else None


def told_behind(document: Document, line: Line) -> Iterator[Finding]:
    """a，同比增长 p%（上年为 b）: the same three in another order."""
    for now, rate, before in zip(line.found, line.found[1:], line.found[2:], strict=False):
        said = _SINCE.match(line.text[now.end : rate.start].strip())
        if not said or now.unit != before.unit or not before.value or not _OF_THE_YEAR_BEFORE.match(line.text[rate.end : before.start]):
            continue
        yield from _made(document, line, "growth-from-to", (now, before, rate))


def then_said(document: Document, line: Line) -> Iterator[Finding]:
    """总计 a。与上年相比，增加 d，增长 p%: p = d ÷ (a − d), the amount in the sentence before."""
    for now, change, rate in zip(line.found, line.found[1:], line.found[2:], strict=False):
        way = _THEN.search(line.text[now.end : change.start])
        if not way or now.unit != change.unit or rate.unit != "%" or len(STOP.findall(line.text[now.end : change.start])) > 1:
            continue
        base = now.value + change.value if way[1] in _DOWN else now.value - change.value
        if base <= 0 or not _RATE_OF_CHANGE.match(line.text[change.end : rate.start].strip()):
            continue
        real = change.value / base * 100
        if tolerance("growth") < abs(real - rate.value) < max(_FAR, real / 2):
            text = f"{change.value:f} ÷ {base:f} = {real:.2f}%，所列为{rate.value:f}%"
            yield finding(document, "growth", text, [line.clause(now, rate), *_right(document, real, line)], 0.85)


def _made(document: Document, line: Line, rule: str, values: tuple[Quantity, Quantity, Quantity]) -> Iterator[Finding]:
    """Compare a printed change with that of two values: now, before, change."""
    now, before, rate = values
    if any(q.bound != "exact" for q in values):
        return
    if rate.unit == "%" and now.unit != "%":
        real = abs(now.value - before.value) / before.value * 100
        text = f"（{now.value:f} − {before.value:f}）÷ {before.value:f} = {real:.2f}%，所列为{rate.value:f}%"
    elif rate.unit in ("个百分点", "百分点") and now.unit == "%":
        real = abs(now.value - before.value)
        text = f"{now.value:f}% − {before.value:f}% = {real:f}个百分点，所列为{rate.value:f}"
    else:
        return
    if abs(real - rate.value) > max(tolerance(rule), _half(rate.value)):
        first, *_, last = sorted((now, before, rate), key=lambda q: q.start)
        yield finding(document, rule, text, [line.clause(first, last), *_right(document, real, line)], 0.85)


def _half(printed: Decimal) -> Decimal:
    """Return half of the last digit's worth: what rounding may take away."""
    return Decimal(5).scaleb(int(printed.as_tuple().exponent) - 1)


def _printed(document: Document, number: Decimal, line: Line) -> Iterator[Span]:
    """Yield where a report prints last year's amount elsewhere: the base of the change."""
    own = line.flow.offsets[0], line.flow.offsets[-1]
    for m in re.finditer(rf"(?<![\d.]){re.escape(f'{number:f}')}(?![\d.])", document.text):
        if not own[0] <= m.start() <= own[1] and len(m.group()) >= 4:
            yield m.span()
            return


def _right(document: Document, rate: Decimal, line: Line) -> Iterator[Span]:
    """Yield where a report prints the right rate elsewhere, as a form's own row does (“三公”经费变动率 -8.11%)."""
    own = line.flow.offsets[0], line.flow.offsets[-1]
    for m in re.finditer(rf"(?<![\d.])-?{re.escape(f'{rate:.2f}')}[%％]", document.text):
        if not own[0] <= m.start() <= own[1]:
            yield m.span()
            return
