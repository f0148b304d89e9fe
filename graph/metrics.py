"""Metric concepts (指标概念): what an indicator or outcome measures, and how alike two of them are, told by their names alone.

All of it is a function of one name and dimension, or of two, never of what else the graph holds: reports that come in any order
give the same concepts and the same edges, and a new one touches only the concepts that share words with its own.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ontology.ids import fold, node_id
from ontology.measure_words import other_act, other_rate
from ontology.quantity import dimension, parse
from ontology.records import Indicator, Outcome

LEAST = 0.6
"""Two concepts are alike from this share of common pairs of characters on (Dice)."""

_SCOPE = re.compile(
    r"^(?:(?:19|20)\d\d年?度?|[全本我该](?:[省市县州旗镇乡局]|区(?!域))|辖区内?|[省市县区]本级|全年|本年度?|年度|年内|当年|累计|共计|合计|总共)+(?=.{2})"
)
_COUNTING = re.compile(r"(?<=.{2})(?:完成)?(?:总?数量|总数|(?<=[批人家户场辆架台车]次)数)$")
_NAMED = (
    ("rank", r"排名|位次|名次"),
    ("date", r"日期|完成时间|截止时间|到位时间"),
    ("duration", r"时限|时长|天数|工作日"),
    ("change", r"增长率|增幅|降幅|增速|下降率|同比|环比|增长$|下降$"),
    ("rate", r"率$|占比|比重|比例|满意度|覆盖面|知晓度"),
    ("amount", r"金额|经费|成本|费用|资金|投入$|收入$|支出$"),
)
"""Where no unit says so, a name tells what kind of value it has."""

_OF_DIMENSION = {
    "money": "amount", "rate": "rate", "points": "change", "rank": "rank", "duration": "duration", "count": "count", "score": "score",
    "area": "quantity", "length": "quantity", "mass": "quantity", "volume": "quantity", "energy": "quantity", "coal": "quantity",
    "power": "quantity", "grade": "grade", "multiple": "rate", "ratio": "rate",
}  # fmt: skip
_TURNING = (
    ("不", "未", "非", "无"),
    ("注销", "吊销", "退出"),
    ("净",),
    ("新增", "新登记", "新设", "新发展", "新办", "新建"),
    ("累计",),
    ("人均", "户均"),
)
"""Words that make another measure of a name (合格率, 不合格率); those of one group mean the same."""

_ACTING = re.compile(
    r"^(?:完成|组织|开展|实施|落实|推进|全部|新获批|新增|新建|建成|审批|办理|受理|处理|年末|年底|实有|检查|监督|任务|市级|省级|国家级)+(?=.{2})"
)
_ENDING = re.compile(r"(?<=.{2})(?:[个家户件台套座处所人批起项条份次]数|[个家户件台套座处所]次?|完成数|总?数|总?额|情况|次|率)$")
"""What is left out of the words by which alike concepts are found, never of the concept."""


_BARE = {"", "count"}
"""Dimensions of what is printed without a unit."""

_LOOSE = {"count:个", "count:项"}
"""Units that count any body or thing, though no visits or turns of one (家次, 人次)."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One concept: its id is made of the other fields; its node also holds the last and first words of it."""

    id: str
    name: str
    dimension: str
    measure_type: str

    @property
    def props(self) -> dict[str, str]:
        """What its node holds."""
        bare = _ENDING.sub("", _ACTING.sub("", self.name))
        ends = {"tail": bare[-2:], "lead": bare[:2]}
        return {"name": self.name, "dimension": self.dimension, "measure_type": self.measure_type, **ends}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two concepts are (相近): `comparable` says whether their values may stand side by side, `reasons` why or why not."""

    score: float
    comparable: bool
    reasons: tuple[str, ...]


def metric_of(fact: Indicator | Outcome) -> Metric:
    """Return the Metric that a fact measures."""
    if isinstance(fact, Outcome):
        return metric(fact.metric, dimension(fact.unit))
    return metric(fact.name, _indicator_dimension(fact))


def metric(name: str, kind: str) -> Metric:
    """Return the Metric of a printed name and a unit's dimension."""
    core, sort = core_name(name), measure_type(name, kind)
    return Metric(node_id("m", core, kind, sort), core, kind, sort)


def core_name(name: str) -> str:
    """Return a name without where, when (全市, 2023年, 累计) and that it is counted (数量): 全县新增学位数量 → 新增学位."""
    folded = fold(name)
    return _COUNTING.sub("", _SCOPE.sub("", folded)) or folded


def measure_type(name: str, kind: str) -> str:
    """Return count, rate, amount, rank, date, duration, quantity, score, grade or change: by the unit's dimension, else by the name."""
    named = next((sort for sort, pattern in _NAMED if re.search(pattern, fold(name))), "")
    given = _OF_DIMENSION.get(kind.partition(":")[0], "")
    if given == "rate" and named == "change":
        return named
    return given or named or "count"


def likeness(a: Metric, b: Metric) -> Likeness | None:
    """Return how alike two concepts are, None where they are of different things or of a different type of value."""
    if a.measure_type != b.measure_type:
        return None
    score = dice(a.name, b.name)
    if score < LEAST:
        return None
    against = [f"口径不同：仅一方含“{word}”" for group in _TURNING if (word := _one_sided(group, a.name, b.name))]
    against += _rivals(a.name, b.name)
    against += _other(a, b)
    if not _same_unit(a.dimension, b.dimension):
        against.append(f"计量单位不同：{_unit_word(a)}与{_unit_word(b)}")
    reasons = (f"名称用字相合{score:.0%}", f"同为{a.measure_type}", *against)
    return Likeness(round(score, 4), not against, reasons)


def pairs_alike(new: Iterable[Metric], near: Iterable[Metric]) -> Iterator[tuple[Metric, Metric, Likeness]]:
    """Yield each pair of a new concept and one near it that are alike, once, the smaller id first."""
    fresh = {m.id: m for m in new}
    for other in near:
        for one in fresh.values():
            if one.id == other.id or (other.id in fresh and other.id < one.id):
                continue
            first, second = sorted((one, other), key=lambda m: m.id)
            found = likeness(first, second)  # in this order always: the reasons name the one, then the other
            if found is not None:
                yield first, second, found


def _same_unit(a: str, b: str) -> bool:
    if a == b or _BARE & {a, b}:
        return True
    return bool(_LOOSE & {a, b}) and all(unit.startswith("count:") and not unit.endswith("次") for unit in (a, b))


def _one_sided(group: tuple[str, ...], a: str, b: str) -> str:
    """Return the word of a group that only one of two names holds, else nothing."""
    ours, theirs = (next((word for word in group if word in name), "") for name in (a, b))
    return (ours or theirs) if bool(ours) != bool(theirs) else ""


def _rivals(a: str, b: str) -> list[str]:
    """Return why two names are of different things on one shelf: 药品 is not 化妆品, though both may name 企业."""
    found = []
    for shelf in _shelves():
        ours, theirs = ({thing for thing in shelf if thing in name} for name in (a, b))
        if ours and theirs and not ours & theirs:
            found.append(f"对象不同：{min(ours)}与{min(theirs)}")
    return found


def _other(a: Metric, b: Metric) -> list[str]:
    """Return why two measures are of different rates (合格率, 完成率) or acts (宣传次数, 检查次数)."""
    if a.measure_type == "rate":
        return [f"衡量的不是一回事：{apart}"] if (apart := other_rate(a.name, b.name)) else []
    return [f"所做的事不同：{apart}"] if (apart := other_act(a.name, b.name)) else []


@cache
def _shelves() -> tuple[tuple[str, ...], ...]:
    lines = files("ontology").joinpath("lists", "rival_things.txt").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split()) for line in lines if line and not line.startswith("#"))


def dice(a: str, b: str) -> float:
    """Return the share of common pairs of characters (Dice, 1945), 0 to 1."""
    ours, theirs = _pairs(a), _pairs(b)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


@lru_cache(maxsize=65_536)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset({text})


def frequencies(names: Iterable[str]) -> Counter[str]:
    """Return in how many of the names each pair of characters stands."""
    return Counter(pair for name in names for pair in _pairs(name))


def probes(name: str, common: Mapping[str, int]) -> list[str]:
    """Return the rarest pairs of a name, of which every alike name has one among its own rarest (前缀过滤).

    A name alike to one of n pairs shares at least LEAST ÷ (2 − LEAST) of them with it, so the two cannot both do without each
    other's n − share + 1 rarest (Bayardo, Ma, Srikant: Scaling up all pairs similarity search, 2007). Nothing alike is lost.
    """
    own = sorted(_pairs(name), key=lambda pair: (common.get(pair, 0), pair))
    shared = math.ceil(len(own) * LEAST / (2 - LEAST) - 1e-9)
    return own[: len(own) - max(shared, 1) + 1]


def _unit_word(one: Metric) -> str:
    return one.dimension.partition(":")[2] or one.dimension


def _indicator_dimension(fact: Indicator) -> str:
    """An indicator has no unit of its own: its target or, failing that, its actual value says what it is measured in."""
    for printed in (fact.target, fact.actual):
        amount = parse(printed) if printed else None
        if amount is not None:
            return dimension(amount.unit)
    return ""
