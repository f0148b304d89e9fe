"""Bounds that a question puts to figures (数值条件): which departments keep one (超过200人的部门), whether a figure does."""

import re
from decimal import Decimal

from ontology.quantity import base, parse, same_dimension
from search.answers.indicators.attaining import keeps
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow, Result
from search.answers.refuse import refused
from search.answers.say import either, figures, several
from search.plan import Condition, Refusal

_BOUND = re.compile(
    r"(?P<word>超过|高于|大于|多于|突破|超出|"
    r"没(?:有)?(?:到|达到|过)|未(?:到|达到|过)|不满|达到|达|不少于|不低于|不到|低于|少于|小于|不足|不超过)(?:了)?(?:每人每[月年天])?"
    r"(?P<amount>(?:[\d.,]+|[一二三四五六七八九十百千万亿两零点]+)[百千万亿]*(?:元|批次|人次|家次|公里|平方米|[户家件人个次项台吨亩座所处名起条%％])?)"
)
_ASKING = re.compile(r"吗|没有|是否|是不是|与否|[?？]\s*$")
_BELOW = re.compile(r"不到|低于|少于|小于|不足|不超过|不满|没|未|及?以下|以内")
_MONEY_SCALES = {"万": "万元", "亿": "亿元"}


def within(inquiry: Inquiry, outcome: Outcome) -> Outcome:
    """Return of the departments found those whose figure keeps the plan's bound, each told once, with how many they are where asked."""
    bound = inquiry.plan.bound
    if bound is None or outcome.refusal is not None:
        return outcome
    kept = [row for row in outcome.rows if _keeps(row, bound)]
    if not kept:
        said = either(inquiry, "报告了这项数字的部门里没有符合条件的", "None of those that report it is so")
        return refused(inquiry, Refusal(reason="figure", said=said))
    reporting = {r.department for r in outcome.rows}
    many = len({r.department for r in kept})
    text = figures(kept, inquiry)
    result = None
    if inquiry.plan.operation == "count":
        result = Result(value=Decimal(many), unit="个", of="符合条件的部门数")
        text += either(inquiry, f"共{many}个部门。", f" {many} in all.")
    silent = [d for d in inquiry.departments if d not in reporting]
    if silent and len(silent) <= MOST_SILENT:
        text += either(inquiry, f"{several(silent)}的报告没有这项数字。", f" Not reported by: {'、'.join(silent[:5])}.")
    return Outcome(rows=kept, result=result, text=text)


MOST_SILENT = 12
"""Departments that give no such figure up to which that is said."""


def _keeps(row: AnswerRow, bound: Condition) -> bool:
    unit = _unit_of(bound.unit, row.unit or "")
    if not isinstance(row.value, Decimal) or unit is None:
        return False
    return keeps(base(row.value, row.unit or "")[0], bound.model_copy(update={"amount": base(bound.amount, unit)[0]}))


def verdict(question: str, rows: list[AnswerRow]) -> str:
    """Return whether the figure of a bound's own kind passes the bound a question asks about, as a sentence; empty where none is."""
    asked = _BOUND.search(question)
    amount = parse(asked["amount"]) if asked and _ASKING.search(question) else None
    if asked is None or amount is None:
        return ""
    for row in rows:
        unit = _unit_of(amount.unit, row.unit or "")
        if isinstance(row.value, Decimal) and unit is not None:
            holds = _holds(asked["word"], base(row.value, row.unit or "")[0], base(amount.value, unit)[0])
            return f"{'是' if holds else '否，没有'}{'，' if holds else ''}{asked['word']}{asked['amount']}。"
    return ""


def _unit_of(said: str, printed: str) -> str | None:
    """Return the unit a bound is in, a bare scale completed by the figure's own (三百万 of 万元); None where it measures something else."""
    if same_dimension(said, printed):
        return said
    if printed.startswith(f"{said}/"):
        return printed  # a price is put against a price
    if said in _MONEY_SCALES and printed.endswith("元"):
        return _MONEY_SCALES[said]
    return said + printed.lstrip("百千万亿") if said in ("", "百", "千", "万", "亿") else None


def _holds(word: str, value: Decimal, bound: Decimal) -> bool:
    if _BELOW.match(word):
        return value <= bound if word in ("不超过", "及以下", "以下", "以内") else value < bound
    return value >= bound if word in ("达到", "达", "不少于", "不低于", "及以上", "以上") else value > bound
