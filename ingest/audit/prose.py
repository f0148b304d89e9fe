"""Arithmetic in running text (文字中的勾稽): sums of parts, shares, rates of budget, growth, rates that no count allows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.audit.rules import finding, tolerance
from ingest.document import Document, Flow
from ingest.numbers import Quantity, find_quantities
from ontology.records import Bundle, Finding

_PART = re.compile(r"其中")
_USE = re.compile(r"[。；;]|用于|主要包括")
_STOP = re.compile(r"[。；;]")
_PEOPLE = ("名", "个", "人")
_SHARE = re.compile(r"(?:占比|占(?:总?(?:收入|支出|预算|额|数)?的?)?|比重)(?:为|达)?[约]?$")
_OF_BUDGET = re.compile(r"(?:为|占|完成|是)[^，。；\d]{0,8}(?:预算|计划|任务|目标)数?$")
_RATE_ONLY = re.compile(r"(?:合格率|不合格率|检出率|优良率)(?:为|达|达到)?[约]?$")
_RATE_OF = re.compile(r"^[，,、](?:\w{0,4}?)(?P<what>办结|破案|结案|调解|签约|整改|处置|回复|完成|就业|立案)(?:成功)?率(?:为|达到?)?$")
_EXECUTED = re.compile(r"(执行率|完成率)(?:为|达到?|是|[:：])?$")
_FIRST = re.compile(r"预算|目标|计划|指标")
_DONE = re.compile(r"支出|执行|决算|使用|完成|实际|支付")
_TESTED = ("批次", "批", "件", "组", "份")
_CAPPED = re.compile(
    r"(?:合格率|覆盖率|满意率|满意度|知晓率|办结率|入学率|巩固率|参保率|签约率|普及率|及时率|整改率|处置率|破案率|就业率|优良率|"
    r"无害化处理率)(?:为|达到?|是|[:：])?$"
)
_GROWTH = re.compile(r"(?:较|比|同比)[^，。；\d]{0,3}(?:20\d\d年|上年|去年|上年度|同期)[^，。；\d]{0,6}(增加|增长|上升|减少|下降|降低)了?$")
_RATE_OF_CHANGE = re.compile(r"^[，、]?(?:同比)?(?:增长|增加|上升|减少|下降|降低|增幅|降幅|增长率)(?:率|幅度)?(?:为|达|了)?$")


@dataclass(frozen=True, slots=True)
class _Line:
    flow: Flow
    text: str
    found: tuple[Quantity, ...]


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield what does not add up within a sentence."""
    for flow in document.flows:
        found = tuple(find_quantities(flow.text))
        if len(found) < 2:
            found_rates = [q for q in found if q.unit == "%"]
            if not found_rates:
                continue
        line = _Line(flow, flow.text, found)
        yield from _parts(document, line)
        yield from _rates_of_budget(document, line)
        yield from _executed(document, line)
        yield from _growth(document, line)
        yield from _impossible(document, line)
        yield from _of_those(document, line)
        yield from _over_hundred(document, line)
        yield from _shares(document, line)


def _parts(document: Document, line: _Line) -> Iterator[Finding]:
    for mark in _PART.finditer(line.text):
        before = [q for q in line.found if q.end <= mark.start()]
        if not before or _STOP.search(line.text, before[-1].end, mark.start()) or mark.start() - before[-1].end > 12:
            continue
        total = before[-1]
        stop = _USE.search(line.text, mark.end())
        end = stop.start() if stop else len(line.text)
        nested = _PART.search(line.text, mark.end(), end)
        parts = [q for q in line.found if mark.end() <= q.start and q.end <= end and _same_unit(q, total)]
        others = [q for q in line.found if mark.end() <= q.start and q.end <= end and not _same_unit(q, total) and q.unit != "%"]
        if len(parts) < 2 or others or nested or total.bound != "exact" or total.kind == "rank":
            continue
        if _prefix_fits([q.value for q in parts], total.value):
            continue
        total_sum = sum((q.value for q in parts), Decimal(0))
        least = Decimal("0.9") if "编制" in line.text[max(0, total.start - 8) : total.start] else Decimal("0.97")
        if _near_miss(total_sum, total, least):
            span = line.flow.span(_clause_start(line.text, total.start), parts[-1].end)
            terms = " + ".join(f"{q.value:f}" for q in parts)
            gap = abs(total_sum - total.value)
            text = f"{terms} = {total_sum:f}{total.unit}，与所列总数{total.value:f}{total.unit}相差{gap:f}"
            yield finding(document, "parts-sum", text, [span])


def _prefix_fits(parts: list[Decimal], total: Decimal) -> bool:
    """甲 + 乙 make the total already: what follows them says more of them, not a further part."""
    return any(abs(sum(parts[:n]) - total) <= tolerance("parts-sum") for n in range(2, len(parts)))


def _same_unit(a: Quantity, b: Quantity) -> bool:
    return a.unit == b.unit or (a.unit in _PEOPLE and b.unit in _PEOPLE)


def _near_miss(parts: Decimal, total: Quantity, least: Decimal) -> bool:
    """Parts may be a selection; what comes close to the whole, or exceeds it a little, was meant to be all of it."""
    gap = abs(parts - total.value)
    if gap <= tolerance("parts-sum") or not total.value:
        return False
    return least <= parts / total.value <= Decimal("1.2")


def _clause_start(text: str, position: int) -> int:
    return max((m.end() for m in re.finditer(r"[，,。；;：:、]", text[:position])), default=0)


def _shares(document: Document, line: _Line) -> Iterator[Finding]:
    """总额 A，其中 甲 a，占比 p%：p = a ÷ A."""
    for i, rate in enumerate(line.found):
        if rate.unit != "%" or i < 2 or not _SHARE.search(line.text[: rate.start]):
            continue
        part = line.found[i - 1]
        if line.text[part.end : rate.start].strip("，, ")[:1] != "占" or "元" not in part.unit:
            continue
        totals = [q for q in line.found[: i - 1] if q.unit == part.unit and q.value > part.value and _is_total(line, q, part)]
        printed = rate.value
        ratios = [part.value / q.value * 100 for q in totals]
        if totals and all(abs(r - printed) > tolerance("share") for r in ratios) and min(abs(r - printed) for r in ratios) < 5:
            best = min(zip(ratios, totals, strict=True), key=lambda x: abs(x[0] - printed))
            places = [line.flow.span(_clause_start(line.text, q.start), e) for q, e in ((best[1], best[1].end), (part, rate.end))]
            yield finding(document, "share", f"{part.value:f} ÷ {best[1].value:f} = {best[0]:.2f}%，所列为{printed:f}%", places)


def _is_total(line: _Line, total: Quantity, part: Quantity) -> bool:
    return "。" not in line.text[total.end : part.start] and bool(re.search(r"其中|[:：]", line.text[total.end : part.start]))


def _rates_of_budget(document: Document, line: _Line) -> Iterator[Finding]:
    """决算 a，为预算 b 的 p%: the rate is a over b, whichever of the two stands first."""
    for i, rate in enumerate(line.found):
        head = line.text[: rate.start].rstrip("约 ")
        if rate.unit != "%" or not head.endswith("的") or i < 2:
            continue
        a, b = line.found[i - 2], line.found[i - 1]
        if a.unit != b.unit or not a.value or not b.value or "。" in line.text[a.end : rate.start]:
            continue
        ratios = {f"{a.value:f} ÷ {b.value:f}": a.value / b.value * 100, f"{b.value:f} ÷ {a.value:f}": b.value / a.value * 100}
        if re.search(r"预算|计划|决算|支出", line.text[a.start - 12 : rate.start]) and all(
            abs(r - rate.value) > tolerance("rate-of-budget") for r in ratios.values()
        ):
            sums = "，".join(f"{k} = {v:.2f}%" for k, v in ratios.items())
            span = line.flow.span(_clause_start(line.text, a.start), rate.end)
            yield finding(document, "rate-of-budget", f"{sums}，所列为{rate.value:f}%", [span], 0.85)


def _executed(document: Document, line: _Line) -> Iterator[Finding]:
    """预算 A，支出 B，执行率 p%: no two amounts of the sentence give the rate; so with 目标, 实际 and 完成率."""
    for i, rate in enumerate(line.found):
        head = line.text[: rate.start].rstrip("约 ")
        named = _EXECUTED.search(head)
        if rate.unit != "%" or not named or i < 2 or rate.bound != "exact":
            continue
        start = max((m.end() for m in _STOP.finditer(line.text, 0, rate.start)), default=0)
        terms = [q for q in line.found[:i] if q.start >= start and q.unit == line.found[i - 1].unit and q.value]
        first = _FIRST.search(line.text[start : terms[0].start][-16:]) if len(terms) >= 2 else None
        done = _DONE.search(line.text[terms[-2].end : terms[-1].start]) if first else None
        if not first or not done or (named[1] == "执行率") != ("元" in terms[0].unit):
            continue
        ratios = [b.value / a.value * 100 for a in terms for b in terms if a is not b]
        near = min(ratios, key=lambda r: abs(r - rate.value))
        if abs(near - rate.value) > tolerance("execution-in-words"):
            real = terms[-1].value / terms[-2].value * 100
            text = f"{terms[-1].value:f} ÷ {terms[-2].value:f} = {real:.2f}%，所列为{rate.value:f}%"
            span = line.flow.span(_clause_start(line.text, terms[-2].start), rate.end)
            yield finding(document, "execution-in-words", text, [span], 0.85)


def _growth(document: Document, line: _Line) -> Iterator[Finding]:
    """本年 a，较上年增加 b，增长 p%: p = b ÷ (a − b)."""
    for i, rate in enumerate(line.found):
        if rate.unit != "%" or i < 2:
            continue
        a, b = line.found[i - 2], line.found[i - 1]
        change = _GROWTH.search(line.text[: b.start])
        if not change or a.unit != b.unit or _STOP.search(line.text, a.end, rate.start):
            continue
        if not _RATE_OF_CHANGE.match(line.text[b.end : rate.start].strip()):
            continue
        down = change[1] in ("减少", "下降", "降低")
        base = a.value + b.value if down else a.value - b.value
        if base > 0 and abs(b.value / base * 100 - rate.value) > tolerance("growth"):
            span = line.flow.span(_clause_start(line.text, a.start), rate.end)
            yield finding(document, "growth", f"{b.value:f} ÷ {base:f} = {b.value / base * 100:.2f}%，所列为{rate.value:f}%", [span])


def _impossible(document: Document, line: _Line) -> Iterator[Finding]:
    """475批次，合格率96.67%: no whole number of 475 gives the rate as rounded or cut."""
    for count, rate in zip(line.found, line.found[1:], strict=False):
        between = line.text[count.end : rate.start]
        if rate.unit != "%" or count.unit not in _TESTED or not _RATE_ONLY.search(between) or len(between) > 14:
            continue
        if not count.value or re.search(r"不合格|检出", line.text[max(0, count.start - 10) : count.start]):
            continue
        if count.bound != "exact" or rate.bound != "exact" or re.search(r"[。；]", between) or not 0 < rate.value < 100:
            continue
        places = -int(rate.value.as_tuple().exponent)
        step = Decimal(10) ** -places
        near = int(rate.value * count.value / 100)
        options = [Decimal(k) / count.value * 100 for k in range(max(0, near - 1), near + 3)]
        if all(abs(o - rate.value) >= step for o in options):
            low, high = max(o for o in options if o < rate.value), min(o for o in options if o > rate.value)
            span = line.flow.span(_clause_start(line.text, count.start), rate.end)
            text = f"{count.value:f}{count.unit}的率只能是{low:.{places}f}%、{high:.{places}f}%等，不可能为{rate.value:f}%"
            yield finding(document, "impossible-rate", text, [span])


def _of_those(document: Document, line: _Line) -> Iterator[Finding]:
    """受理620件，办结600件，办结率99.2%: the rate is the second count over the first, where it comes near it."""
    for whole, part, rate in zip(line.found, line.found[1:], line.found[2:], strict=False):
        between = line.text[part.end : rate.start]
        m = _RATE_OF.search(between)
        if not m or rate.unit != "%" or part.unit != whole.unit or not 0 < part.value <= whole.value:
            continue
        exact = {whole.bound, part.bound, rate.bound} == {"exact"}
        if not exact or re.search(r"[。；]", line.text[whole.end : rate.start]) or m["what"] not in line.text[whole.end : part.end]:
            continue
        real = part.value / whole.value * 100
        if tolerance("part-rate") < abs(real - rate.value) < 10:
            span = line.flow.span(_clause_start(line.text, whole.start), rate.end)
            yield finding(document, "part-rate", f"{part.value:f} ÷ {whole.value:f} = {real:.2f}%，所列为{rate.value:f}%", [span])


def _over_hundred(document: Document, line: _Line) -> Iterator[Finding]:
    for rate in line.found:
        if rate.unit == "%" and rate.value > 100 and _CAPPED.search(line.text[: rate.start]):
            span = line.flow.span(_clause_start(line.text, rate.start), rate.end)
            yield finding(document, "rate-over-100", f"所列为{rate.value:f}%", [span])
