"""Whether an indicator reached its target (达标判断), by how much of it, and what it lost: computed from the figures as printed."""

import re
from decimal import Decimal

from ontology.quantity import base, same_dimension
from search.matching.prepared import Candidate, leading_amount
from search.plan import Condition, Measured

_AT_MOST = re.compile(r"≤|<|小于|不超过|不高于|不多于|以内|以下|低于|控制在|少于(?!等于)")
_AT_LEAST = re.compile(r"≥|>|大于|不低于|不少于|以上")
_LOWER_IS_BETTER = re.compile(r"成本|费用|事故|死亡|发生率|失业率|投诉率|差错|时限|时间|天数|三公|接待费|违规|逾期|不合格率|辍学率|上访")

_BETTER_HIGH = re.compile(
    r"(?:整改|排查|整治|化解|结案|完成|达标|办结|处置|查处|(?<!不)合格|及时|下降|降低|减少|处理|执行|知晓|满意|公示|救助|"
    r"销号|演练|培训|宣传|巡查|调查)(?:率|[个处件次场]?数)?$"
)
"""Ends of names that count what was done about something bad (事故隐患整改率, 事故隐患销号数)."""
_A_DATE = re.compile(r"\d\s*月(?!份?内)|\d{4}\s*年\s*\d")


_BETTER = (
    r"提[升高]|改善|增[强加长进]|上升|增多|扩大|完善|健全|优化|加强|加快|好转|向好|减[轻少]|下降|降低|缩[小短]|稳[步中定有]|规范"
)
_WISHED = re.compile(rf"(?:持续|不断|逐步|逐年|稳步|明显|显著|有效|进一步|大幅|较大|全面|切实|有所)?的?(?:{_BETTER})")
_NOT_MOVED = re.compile(
    r"持平|不变|(?:没有?|无|未(?:有|见)?|不)(?:太|很|明显|显著|大|什么|任何|有效)?的?"
    r"(?:变化|改善|提[升高]|改变|进展|好转|增[长加强]|起色|成效|明显|显著)|"
    r"变化不[大多]|与上年(?:相当|一样|相同)|原地|停滞"
)
_MOVED_BACK = re.compile(r"(?:有所|略有|小幅|明显|持续|逐步|稍有|出现)?(?:变差|恶化|下滑|减弱|退步|回落|倒退|反弹|弱化|变坏)")


def _worse_than_said(target: str, actual: str) -> bool:
    """Tell whether words say that what was to become better stayed as it was or went back (持续提升 → 基本持平)."""
    return bool(_WISHED.search(target) and not _NOT_MOVED.search(target) and (_NOT_MOVED.search(actual) or _MOVED_BACK.search(actual)))


def is_figure(printed: str | None) -> bool:
    """Tell whether a printed target is a figure or a date, not words."""
    return bool(printed) and (leading_amount(printed or "") is not None or bool(_A_DATE.search(printed or "")))


def met(target: str | None, actual: str | None, name: str = "") -> bool | None:
    """Tell whether an actual figure meets its target as printed; None where the two cannot be compared."""
    if target and actual and _A_DATE.search(target) and _A_DATE.search(actual):
        return None
    pair = _pair(target, actual)
    if pair is None and target and actual and not _figures(target, actual) and _worse_than_said(target, actual):
        return False
    if pair is None:
        return True if target and actual and not _figures(target, actual) and target.strip() == actual.strip() else None
    wanted, reached = pair
    return reached <= wanted if _at_most(target or "", name) else reached >= wanted


def judged(c: Candidate) -> bool | None:
    """Tell whether an indicator met its target, as its report's reading says, else by its words; None where that cannot be told."""
    return c.row.attained if c.row.attained is not None else met(c.row.target, c.row.actual, c.row.name)


def passed(c: Candidate) -> bool:
    """Tell whether an indicator with a least target went beyond it (超额完成); a ceiling that was kept is not passed."""
    pair = _pair(c.row.target, c.row.actual)
    return pair is not None and not _at_most(c.row.target or "", c.row.name) and pair[1] > pair[0]


def keeps(value: Decimal | None, bound: Condition) -> bool:
    """Tell whether a known value keeps a bound given in the same unit."""
    if value is None:
        return False
    above, equal = value > bound.amount, value == bound.amount
    return {"eq": equal, "gt": above, "ge": above or equal, "lt": not above and not equal, "le": not above}[bound.relation]


def measure(c: Candidate, of: Measured) -> Decimal | None:
    """Return an indicator's weight, score, points lost, score in % of its weight, completion in %, or own value; None where unknown."""
    weight, score = c.row.weight, c.row.score
    if of == "weight":
        return weight
    if of == "score":
        return score
    if of in ("lost", "rate"):
        if weight is None or score is None:
            return None
        return weight - score if of == "lost" else score / weight * 100 if weight else None
    return completion(c) if of == "completion" else base(c.value, c.unit)[0] if c.value is not None else None


def completion(c: Candidate) -> Decimal | None:
    """Return the actual figure in % of the target; for a ceiling 100 where it was kept, else the target in % of the actual."""
    pair = _pair(c.row.target, c.row.actual)
    if pair is None:
        return None
    wanted, reached = pair
    if _at_most(c.row.target or "", c.row.name):
        return wanted / reached * 100 if reached > wanted else Decimal(100)
    return reached / wanted * 100 if wanted else None


def _pair(target: str | None, actual: str | None) -> tuple[Decimal, Decimal] | None:
    """Return target and actual in one base unit; None where one of them is no figure or they measure different things."""
    goal, got = leading_amount(target or ""), leading_amount(actual or "")
    if goal is None or got is None or (goal[1] and got[1] and not same_dimension(goal[1], got[1])):
        return None
    return _common(goal, got), _common(got, goal)


def _figures(target: str, actual: str) -> bool:
    return leading_amount(target) is not None and leading_amount(actual) is not None


def _at_most(target: str, name: str) -> bool:
    lower = bool(_LOWER_IS_BETTER.search(name)) and not _BETTER_HIGH.search(name)
    return bool(_AT_MOST.search(target)) or (not _AT_LEAST.search(target) and lower)


def _common(own: tuple[Decimal, str], other: tuple[Decimal, str]) -> Decimal:
    return base(own[0], own[1] or other[1])[0]
