"""Indicators picked by what stands in their rows (指标筛选): level, weight, score, completion, reason; told, counted, summed."""

import re
from collections.abc import Callable
from decimal import Decimal

from search.answers.indicators.attaining import is_figure, judged, keeps, measure, passed
from search.answers.indicators.tables import form_asked, stands_in
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import Result
from search.answers.refuse import not_reported, refused
from search.answers.rows import row_of
from search.answers.say import either, number
from search.facts_source import ReportRef
from search.matching.metrics import resolve
from search.matching.prepared import Candidate
from search.plan import Ask, Measured, Refusal, Selection
from search.words.wording import alike, fold

_ALL_MET = re.compile(r"(?:指标|目标|任务|绩效).{0,8}(?:完成|达到|达标|实现).{0,4}(?:吗|没有?|否|[?？]|$)")
_WHY = re.compile(r"为什么|原因|为何|为啥|怎么回事|(?:差|卡|难|输|欠|慢)在?(?:了)?哪|why", re.IGNORECASE)
_NAMES: dict[Measured, tuple[str, str]] = {
    "weight": ("分值", "weight"),
    "score": ("得分", "score"),
    "lost": ("扣分", "points lost"),
    "rate": ("得分率", "score rate"),
    "completion": ("完成率", "completion"),
    "value": ("数值", "value"),
}


def filtered(inquiry: Inquiry, subject: str, tell: Callable[[Inquiry, list[Candidate]], str]) -> Outcome:
    """Return the indicators that keep every condition of the plan; `tell` puts them in words. Refuses where none keeps them."""
    plan, picks = inquiry.plan, inquiry.plan.selection or Selection(of="indicators")
    chosen: list[Candidate] = []
    seen_any = False
    for report in inquiry.reports:
        pool = [c for c in inquiry.candidates(report) if c.row.section == "indicators" and _comparable(c, inquiry)]
        pool = _of_form(inquiry, report, pool)
        if picks.levels:  # what is no level of this report may be the thing its indicators are about (食品安全类指标)
            named = resolve(Ask(phrase="".join(picks.levels)), pool, sections=("indicators",))
            pool = [c for c in pool if of_level(c, picks.levels)] or [m.candidate for m in named]
        if subject:
            pool = [m.candidate for m in resolve(Ask(phrase=subject), pool, sections=("indicators",))]
        seen_any = seen_any or bool(pool)
        kept = [c for c in pool if _fits(c, plan.attained, plan.full_score) and _picked(c, picks)]
        chosen.extend(_once(_foremost(kept, picks)))
    if not seen_any:
        return not_reported(inquiry)
    if not chosen and _ALL_MET.search(inquiry.question) and not plan.full_score:
        said = either(inquiry, "按目标值与实际完成值逐项核对，能够比较的指标都达到了目标。", "All indicators that can be compared are met.")
        return Outcome(text=said)
    if not chosen:
        said = either(inquiry, "逐项核对报告的指标表，没有符合条件的指标", "No indicator meets this condition")
        return refused(inquiry, Refusal(reason="figure", said=said))
    return _outcome(inquiry, picks, chosen, tell(inquiry, chosen))


def _once(kept: list[Candidate]) -> list[Candidate]:
    """Return indicators without those that only say in prose what a row with its points says, too (未达预期，计划创建3个，实际创建2个)."""
    rows = [c for c in kept if c.row.weight is not None or c.row.score is not None]
    return [c for c in kept if c in rows or not any(_one_thing(c, other) for other in rows)]


def _one_thing(prose: Candidate, row: Candidate) -> bool:
    """Tell whether a sentence and a row of a form give one figure of one thing."""
    same = prose.value is not None and (prose.value, prose.unit) == (row.value, row.unit)
    return same and alike(prose.name, row.name) >= 0.5


def _of_form(inquiry: Inquiry, report: ReportRef, pool: list[Candidate]) -> list[Candidate]:
    """Return the indicators of the form that a question names; all of them where it names none, or the report has no such form."""
    asked = form_asked(inquiry.question)
    text = inquiry.source.text(report.report_id) if asked else ""
    return [c for c in pool if asked is None or stands_in(text, c.row.span[0], asked)]


def reason(inquiry: Inquiry, c: Candidate) -> str | None:
    """Return why an indicator fell short, as its report says, where the question asks why."""
    return c.row.deviation if _WHY.search(inquiry.question) else None


def of_level(c: Candidate, levels: tuple[str, ...]) -> bool:
    """Tell whether an indicator stands under one of some levels (质量 of 质量指标); satisfaction also by its own name."""
    own = (fold(c.row.level1 or ""), fold(c.row.level2 or ""))
    return any(
        any(level.startswith(fold(wanted)) for level in own) or (wanted == "满意度" and any("满意" in text for text in (*own, c.name)))
        for wanted in levels
    )


def _comparable(c: Candidate, inquiry: Inquiry) -> bool:
    """Only rows with target and actual figure can be held against their target."""
    return inquiry.plan.selection is not None or bool(c.row.target and c.row.actual)


def _picked(c: Candidate, picks: Selection) -> bool:
    if picks.over and not passed(c):
        return False
    if picks.explained is not None and bool(c.row.deviation) is not picks.explained:
        return False
    if picks.quantified is not None and is_figure(c.row.target) is not picks.quantified:
        return False
    if picks.summed == "lost" and not measure(c, "lost"):
        return False  # what lost nothing adds nothing
    return all(keeps(measure(c, bound.of), bound) for bound in picks.conditions)


def _foremost(kept: list[Candidate], picks: Selection) -> list[Candidate]:
    """Return of what was kept those with the most, or least, of what orders them; ties all stay."""
    if picks.order_by is None:
        return kept
    known = [(value, c) for c in kept if (value := measure(c, picks.order_by)) is not None]
    ordered = sorted(known, key=lambda pair: pair[0], reverse=picks.descending)
    if not ordered or (picks.order_by == "lost" and picks.descending and not ordered[0][0]):
        return []
    edge = ordered[min(picks.first or 1, len(ordered)) - 1][0]
    return [c for value, c in ordered if (value >= edge if picks.descending else value <= edge)]


def _fits(c: Candidate, attained: bool | None, full: bool | None) -> bool:
    if attained is not None and judged(c) is not attained:
        return False
    if full is None:
        return True
    if c.row.weight is None or c.row.score is None:
        return False
    return (c.row.score >= c.row.weight) is full


def _outcome(inquiry: Inquiry, picks: Selection, chosen: list[Candidate], told: str) -> Outcome:
    rows = [row_of(c, note=reason(inquiry, c)) for c in chosen]
    lead = either(inquiry, f"共{len(rows)}项：", f"{len(rows)} in all: ")
    result = Result(value=Decimal(len(rows)), unit="项", of="符合条件的指标数") if picks.tell == "count" else None
    said = ""
    if picks.tell == "sum" and picks.summed is not None:
        result = _total(chosen, picks.summed)
        name = _NAMES[picks.summed]
        known = either(inquiry, f"{name[0]}合计{number(result.value)}分（{result.of}）。", f" {name[1]} in total {number(result.value)}.")
        said = known if result.of else either(inquiry, f"报告没有逐项列出{name[0]}。", f" The {name[1]} is not printed.")
        result = result if result.of else None
    if picks.over:
        said += either(inquiry, "（以上限为目标的指标不算超额。）", " (Ceilings that were kept do not count.)")
    return Outcome(rows=rows, result=result, text=lead + told + said)


def _total(chosen: list[Candidate], of: Measured) -> Result:
    """Return the sum of a field of the rows, in points; of nothing where a row lacks it."""
    values = [measure(c, of) for c in chosen]
    known = [v for v in values if v is not None]
    if len(known) < len(values):
        return Result(value=Decimal(0), unit="分", of="")
    return Result(value=sum(known, Decimal(0)), unit="分", of="＋".join(map(number, known)))
