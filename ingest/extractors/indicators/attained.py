"""Whether a target was met (完成判断): figures with bounds and directions, dates, and the words of qualitative targets."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ontology.quantity import base, same_dimension

FIGURE = re.compile(r"(-?\d[\d,，]*(?:\.\d+)?)\s*([^\d≥≤><，,。；;（）()]*)")
DATE = re.compile(
    r"(?:(?P<y>(?:19|20)\d{2})\s*[年./-]\s*)?(?P<m>\d{1,2})\s*[月./-]\s*"
    r"(?:(?P<d>\d{1,2})\s*[日号]?|(?P<w>底|末|上旬|中旬|下旬|初)|(?:份)?)"
)
AT_LEAST = re.compile(r"≥|≧|>|＞|不少于|不小于|大于|高于|以上|至少|超过|不得?低于|达到?")
AT_MOST = re.compile(r"≤|≦|<|＜|不高于|不多于|不大于|小于|低于|以内|之内|以下|内$|控制在|不超|[日月底]前(?:完成)?$")
EXACT = re.compile(r"^[=＝]|等于(?!等)")
LIMITED = re.compile(
    r"成本|费用|支出额|投资额|单价|事故|死亡|伤亡|发案|投诉(?:率|数|量)|差错|错误|逾期|上访|信访(?:量|数)|失误|"
    r"用时|时限|时长|天数|等待|周期|排放|能耗|损失|控制|下降至|降至|舆情|重大事件|群体性"
)
STANDARD = re.compile(r"标准(?!化)")
"""Of a payment (补助标准, 元/人); one that is counted (制定标准数, 项) is an achievement."""
GAINED = re.compile(r"挽[回救]|追回|减[免少排]|削减|压减|节[约省]|隐患|演练|调查|监测|巡查|培训|宣传|疾病|疾控|预防控制")
"""More of it is better, whatever else its name says."""
RATIO = re.compile(
    r"整改率|排查率|整治率|化解率|结案率|完成率|达标率|办结率|处置率|查处率|覆盖率|合格率|及时率|满意|知晓率|下降率|降低率|控制率|"
    r"处理率|压缩"
)
DONE = re.compile(
    r"^(?:已|全部|均已|按时|如期|按期|圆满|超额|及时)*(?:完成|达成|达标|达到|实现|落实)(?:预期)?(?:指标|目标|值)?$|^(?:是|达成预期指标|"
    r"完全达成|优|优秀)$"
)
PARTLY = re.compile(r"^(?:较|基本|比较|大体|初步)|有所")
UNDONE = re.compile(r"未(?:完成|达成|达标|达到|实现|开展|及时|按)|部分(?:完成|达成|实现)|没有完成|不达标|^否$|有待")


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure with its unit and the side it is bounded on."""

    value: Decimal
    unit: str
    side: str


def attained(name: str, target: str | None, actual: str | None, level: str = "") -> bool | None:
    """Return whether the actual value meets the target, None where the two cannot be compared.

    Costs, accidents and time limits are met by staying at or below the figure, everything else by reaching it.
    """
    if not target or not actual:
        return None
    wanted, got = _flat(target), _flat(actual)
    if UNDONE.search(got):
        return False
    if (by_date := _dates(wanted, got)) is not None:
        return by_date
    goal, reached = _read(wanted), _read(got)
    if goal is not None and reached is not None:
        return _compare(goal, reached, name + level)
    if wanted != got and PARTLY.search(got):
        return None
    if wanted == got or DONE.match(got) or (len(wanted) > 1 and wanted in got):
        return True
    return None


def _flat(text: str) -> str:
    return re.sub(r"\s", "", text).replace("％", "%").replace("，", ",").replace("（含）", "")


def _read(text: str) -> Reading | None:
    found = FIGURE.search(text)
    if found is None:
        return None
    try:
        value = Decimal(re.sub(r"[,，]", "", found[1]))
    except InvalidOperation:
        return None
    unit = re.sub(r"(?:及?以[上内下]|之内|内|前|左右|次以上)+$", "", found[2]).strip("及")
    side = "eq" if EXACT.search(text) else "le" if AT_MOST.search(text) else "ge" if AT_LEAST.search(text) else ""
    return Reading(value, unit, side)


def _compare(goal: Reading, reached: Reading, about: str) -> bool | None:
    a, b = goal.value, reached.value
    if goal.unit and reached.unit and goal.unit != reached.unit:
        if not same_dimension(goal.unit, reached.unit):
            if re.sub(r"次$", "", goal.unit) != re.sub(r"次$", "", reached.unit):
                return None
        else:
            a, b = base(a, goal.unit)[0], base(b, reached.unit)[0]
    side = goal.side
    if not side:
        limited = LIMITED.search(about) or ("元" in goal.unit and STANDARD.search(about))
        side = "le" if a == 0 or (limited and not (RATIO.search(about) or GAINED.search(about))) else "ge"
    return b == a if side == "eq" else b <= a if side == "le" else b >= a


def _dates(wanted: str, got: str) -> bool | None:
    goal, reached = DATE.search(wanted), DATE.search(got)
    if goal is None or reached is None or "月" not in goal.group() + reached.group():
        return None
    if re.search(r"个月", goal.group() + reached.group()) or re.match(r"\d+个月", wanted):
        return None
    years = (goal["y"], reached["y"])
    left, right = _day(goal), _day(reached)
    if None not in years:
        left, right = (int(goal["y"]), *left), (int(reached["y"]), *right)
    return right <= left


def _day(found: re.Match[str]) -> tuple[int, ...]:
    if found["d"]:
        return int(found["m"]), int(found["d"])
    days = {"上旬": 10, "初": 5, "中旬": 20}
    return int(found["m"]), days.get(found["w"] or "", 31)
