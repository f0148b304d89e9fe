"""Why two measures are not the same though their names are alike (不可比的原因): another rate, act or thing, another way of counting."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ontology.measure_words import acts_of, other_act, other_rate, rate_of
from search.matching.kinds import rivals
from search.matching.prepared import Candidate
from search.words.lexicon import Term, terms_of, turning_words
from search.words.wording import fold

OTHER_RATE, OTHER_ACT, NO_THING, OTHER_THING, NEGATED, TURNED = 0.6, 0.75, 0.8, 0.75, 0.55, 0.75
"""What is left of a likeness where one name's rate, act, thing, sign or way of counting is not the other's."""

_COUNTED = re.compile(r"(?:[率度数额]|次数|金额|情况|活动|工作|任务)$")


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which two measures differ (差异): the share of their likeness that it leaves, and the reason in words."""

    left: float
    reason: str


def differences(asked: str, printed: str, rates: bool) -> Iterator[Difference]:
    """Yield what tells the name of a printed measure from the one asked for; `rates` says that both are rates."""
    if rates and rate_of(asked) and rate_of(printed):
        if apart := other_rate(asked, printed):
            yield Difference(OTHER_RATE, f"衡量的不是一回事：{apart}")
    elif apart := other_act(asked, printed):
        yield Difference(OTHER_ACT, f"所做的事不同：{apart}")
    things = things_of(asked)
    if things and not any(form in fold(printed) for term in things for form in term.forms):
        yield Difference(NO_THING, f"对象不同：未提“{things[0].said}”")
    for group in turning_words():
        ours, theirs = (next((word for word in group if word in name), "") for name in (asked, printed))
        if bool(ours) != bool(theirs):
            negated = group[0].startswith(("不", "注销"))
            yield Difference(NEGATED if negated else TURNED, f"口径不同：仅一方含“{ours or theirs}”")
    mine, its = rivals(fold(asked)), rivals(fold(printed))
    if mine and its and not mine & its:
        yield Difference(OTHER_THING, f"对象不同：{min(mine)}与{min(its)}")


def things_of(name: str) -> list[Term]:
    """Return the words of a name that say on what or for whom, not what was done or how it is counted."""
    return [t for t in terms_of(name) if t.weight >= 1 and not _COUNTED.search(t.said) and not acts_of(t.said)]


def apart_in_scale(own: Candidate, other: Candidate, rates: bool) -> Iterator[str]:
    """Yield why the figures of two like measures may not stand side by side: turns against bodies (家次, 家), a city against a county."""
    if own.unit and other.unit and own.unit.endswith("次") != other.unit.endswith("次"):
        yield f"计数单位不同：{own.unit}与{other.unit}"
    mine, its = _level(own.row.adcode), _level(other.row.adcode)
    if not rates and mine and its and mine != its:
        yield f"级别不同：{mine}与{its}"


def _level(adcode: str | None) -> str:
    """Return the level of a division (GB/T 2260): province, prefecture or county."""
    if not adcode:
        return ""
    return "省级" if adcode.endswith("0000") else "地市级" if adcode.endswith("00") else "县级"
