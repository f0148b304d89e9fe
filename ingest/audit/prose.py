"""Arithmetic in running text (文字中的勾稽): shares, rates of budget, of execution and of counts, rates that no count allows."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from ingest.audit import change, count_rates, sums
from ingest.audit.rules import finding, tolerance
from ingest.audit.sentence import STOP, Line, clause_start, lines
from ingest.document import Document
from ingest.numbers import Quantity
from ontology.records import Bundle, Finding

_SHARE = re.compile(r"(?:占比|占(?:总?(?:收入|支出|预算|额|数)?的?)?|比重)(?:为|达)?[约]?$")
_SHARE_OF = re.compile(r"占[^，。；\d]{1,14}的$")
_RATE_ONLY = re.compile(r"(?:合格率|不合格率|检出率|优良率)(?:为|达|达到)?[约]?$")
_EXECUTED = re.compile(r"(执行率|投资完成率|(?<!投资)完成率|资金使用率|支付率|支出率|资金到位率|拨付率)(?:为|达到?|是|[:：])?$")
_FIRST = re.compile(r"预算|目标|计划|指标")
_DONE = re.compile(r"支出(?!率)|执行(?!率)|决算|使用(?!率)|完成(?!率)|实际|支付(?!率)|到位(?!率)|拨付(?!率)")
_PARTED = re.compile(r"其中")
_OF_ITSELF = re.compile(
    r"^[，,、（(]?(?:总体|综合|平均|抽检|抽查|抽样|检验|检测|监督|产品|样品|实物|质量|评价性|其|不)*(?:合格率|检出率|优良率)"
)
"""A rate of what was just counted: 制造业产品质量合格率 is a statistic of its own."""
_TESTED = ("批次", "批", "件", "组", "份")
_CAPPED = re.compile(
    r"(?:合格率|覆盖率|满意率|满意度|知晓率|办结率|入学率|巩固率|参保率|签约率|普及率|及时率|整改率|处置率|破案率|就业率|优良率|"
    r"无害化处理率|亮灯率|完好率|达标率|保洁率|发放率|清运率|机扫率|接种率|建档率|结案率|审结率|反馈率|回收率|治愈率|升学率|毕业率|通过率|"
    r"公开率|出勤率|持证率|治理率|绿化率|通车率|安置率|化解率|销号率|核销率|参训率|答复率|处理率|准确率|成功率|优良率|优秀率|就医率)"
    r"(?:为|达到?|是|[:：])?$"
)


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield what does not add up within a sentence."""
    for line in lines(document):
        for rule in RULES:
            yield from rule(document, line)


def _shares(document: Document, line: Line) -> Iterator[Finding]:
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
            places = [line.flow.span(clause_start(line.text, q.start), e) for q, e in ((best[1], best[1].end), (part, rate.end))]
            yield finding(document, "share", f"{part.value:f} ÷ {best[1].value:f} = {best[0]:.2f}%，所列为{printed:f}%", places)


def _is_total(line: Line, total: Quantity, part: Quantity) -> bool:
    if re.search(r"比|较|上年|去年", line.text[clause_start(line.text, total.start) : total.start]):
        return False
    between = line.text[total.end : part.start]
    return ("。" not in between or between.count("。") == between.count("。其中") == 1) and bool(re.search(r"其中|[:：]", between))


def _rates_of_budget(document: Document, line: Line) -> Iterator[Finding]:
    """决算 a，为预算 b 的 p%: the rate is a over b, whichever of the two stands first."""
    for i, rate in enumerate(line.found):
        head = line.text[: rate.start].rstrip("约 ")
        if rate.unit != "%" or not head.endswith("的") or i < 2 or _SHARE_OF.search(head):
            continue
        a, b = line.found[i - 2], line.found[i - 1]
        if a.unit != b.unit or not a.value or not b.value or "。" in line.text[a.end : rate.start]:
            continue
        ratios = {f"{a.value:f} ÷ {b.value:f}": a.value / b.value * 100, f"{b.value:f} ÷ {a.value:f}": b.value / a.value * 100}
        if re.search(r"预算|计划|决算|支出", line.text[a.start - 12 : rate.start]) and all(
            abs(r - rate.value) > tolerance("rate-of-budget") for r in ratios.values()
        ):
            sums = "，".join(f"{k} = {v:.2f}%" for k, v in ratios.items())
            span = line.flow.span(clause_start(line.text, a.start), rate.end)
            yield finding(document, "rate-of-budget", f"{sums}，所列为{rate.value:f}%", [span], 0.85)


def _executed(document: Document, line: Line) -> Iterator[Finding]:
    """预算 A，支出 B，执行率 p%: no two amounts of the sentence give the rate; so with 目标, 实际 and 完成率."""
    for i, rate in enumerate(line.found):
        head = line.text[: rate.start].rstrip("约 ")
        named = _EXECUTED.search(head)
        if rate.unit != "%" or not named or i < 2 or rate.bound != "exact":
            continue
        start = max((m.end() for p in (STOP, _PARTED) for m in p.finditer(line.text, 0, rate.start)), default=0)
        terms = [q for q in line.found[:i] if q.start >= start and q.unit == line.found[i - 1].unit and q.value]
        if len(terms) < 2 or (named[1] != "完成率") != ("元" in terms[0].unit) or not _planned_and_done(line, terms, start):
            continue
        ratios = [b.value / a.value * 100 for a in terms for b in terms if a is not b]
        ratios.append(terms[-1].value / sum(q.value for q in terms[:-1]) * 100)  # 预算 a，追加 b
        near = min(ratios, key=lambda r: abs(r - rate.value))
        if abs(near - rate.value) > tolerance("execution-in-words"):
            done, plan = sorted(terms[-2:], key=lambda q: bool(_FIRST.search(line.text[clause_start(line.text, q.start) : q.start])))
            text = f"{done.value:f} ÷ {plan.value:f} = {done.value / plan.value * 100:.2f}%，所列为{rate.value:f}%"
            span = line.flow.span(clause_start(line.text, terms[-2].start), rate.end)
            yield finding(document, "execution-in-words", text, [span], 0.85)


def _planned_and_done(line: Line, terms: list[Quantity], start: int) -> bool:
    """Tell whether the amounts are a plan and what was done of it, or something done and the plan it fulfils (举办6场，完成目标8场)."""
    last = line.text[terms[-2].end : terms[-1].start]
    if _FIRST.search(line.text[start : terms[0].start][-16:]):
        return bool(_DONE.search(last))
    return bool(re.match(r"^[，,、](?:完成|占|为)[^，。；\d]{0,8}(?:目标|任务|计划)", last))


def _impossible(document: Document, line: Line) -> Iterator[Finding]:
    """475批次，合格率96.67%: no whole number of 475 gives the rate as rounded or cut."""
    for count, rate in zip(line.found, line.found[1:], strict=False):
        between = line.text[count.end : rate.start]
        if rate.unit != "%" or count.unit not in _TESTED or not _RATE_ONLY.search(between) or len(between) > 14:
            continue
        before = line.text[max(0, count.start - 10) : count.start]
        if _OF_ITSELF.match(between) is None or not count.value or re.search(r"不合格|检出", before):
            continue
        if count.bound != "exact" or rate.bound != "exact" or re.search(r"[。；]", between) or not 0 < rate.value < 100:
            continue
        places = -int(rate.value.as_tuple().exponent)
        step = Decimal(10) ** -places
        near = int(rate.value * count.value / 100)
        options = [Decimal(k) / count.value * 100 for k in range(max(0, near - 1), near + 3)]
        if all(abs(o - rate.value) >= step for o in options):
            low, high = max(o for o in options if o < rate.value), min(o for o in options if o > rate.value)
            span = line.flow.span(clause_start(line.text, count.start), rate.end)
            text = f"{count.value:f}{count.unit}的率只能是{low:.{places}f}%、{high:.{places}f}%等，不可能为{rate.value:f}%"
            yield finding(document, "impossible-rate", text, [span])


def _over_hundred(document: Document, line: Line) -> Iterator[Finding]:
    for rate in line.found:
        if rate.unit == "%" and rate.value > 100 and _CAPPED.search(line.text[: rate.start]):
            span = line.flow.span(clause_start(line.text, rate.start), rate.end)
            yield finding(document, "rate-over-100", f"所列为{rate.value:f}%", [span])


RULES: tuple[Callable[[Document, Line], Iterator[Finding]], ...] = (
    sums.parts, sums.in_brackets, sums.totals, sums.outcomes_of_all, sums.shares, sums.averages, _rates_of_budget, _executed,
    change.growth, change.from_to, change.beside_last_year, change.against_last_year, change.told_behind, change.then_said,
    _impossible, count_rates.of_those, count_rates.of_all_in_brackets,
    count_rates.shares_of_counts, count_rates.shares_of_named, count_rates.saved, _over_hundred, _shares,
)
"""Each reads one paragraph and yields what does not add up in it."""
