"""One thing under many names (名称归一): a department, duty or project across years and spellings, with the reason.

Each is a function of a printed name and a division's code alone, so reports in any order meet in the same nodes.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ontology.divisions import Region, ancestors, region
from ontology.ids import fold
from ontology.region_names import named

_PLACED = re.compile(r"^[^省市县区旗州]{1,8}(?:[省市县旗州]|(?<!高新)(?<!开发)(?<!经开)(?<!园)区(?!域))(?=.{2})")
_BODY = re.compile(r"(?:[局委厅办署院队站所社校馆会处部团台园库宫段场]|中心|公司|集团|政府|街道|大学|人大|政协|检察|基金)(?:本级)?$")
_TOWN = re.compile(r"^[\u4e00-\u9fff]{1,6}(?:镇|(?<!街)乡)$")
_STREET = re.compile(r"^[\u4e00-\u9fff]{1,6}街道$")
"""A township or street whose office is not printed: its budget is that of its government."""

_SCOPE = re.compile(r"(?<=[局委厅办部院府处会])(?:局?机关|本级|本部|汇总)+$")
"""For whom an account is drawn up; the body is the same."""

_PARTY = re.compile(r"^(?:中共|中国共产党)(?=.{4})")
_YEAR = re.compile(r"^(?:(?:19|20)\d\d(?:[-至](?:(?:19|20)\d\d))?年?度?|本年度?|当年|上年)+(?=\D{3})")
_PROJECT = re.compile(r"(?<=.{3})项目$")
_DUTY = re.compile(r"^(?:\d+[.]?|主要|依法|具体)*(?:负责|承担|履行)?(?=.{4})")
_LEVEL = {
    "省": re.compile(r"(?:省|自治区)(?=.{3})"),
    "地市": re.compile(r"(?:市(?![场政容民区域直])|州)(?=.{3})"),
    "区县": re.compile(r"[县区旗市](?![场政容民域直])(?=.{3})"),
}
"""区教育局 and 县教育局 name their division by its kind alone; 市场监督管理局 does not."""

LONGEST = 12
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Name:
    """What a thing is called in the graph, and why the printed name stands for it; no reason where it is as printed."""

    core: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A department told apart: `name` is its name with its own division's, `core` without."""

    core: str
    name: str
    adcode: str | None
    reasons: tuple[str, ...]


def body(printed: str, adcode: str | None) -> Body:
    """Return which body a printed name means (部门归一).

    The names of its own division and of those above are left out of the key, so 临川区教育局, 抚州市临川区教育局 and 区教育局 of one
    code are one, and same-named districts are not.
    """
    folded, added = _official(fold(printed))
    own = region(adcode) if adcode else None
    if own is None:
        return Body(folded, folded, adcode, added)
    core = _without_places(folded, own)
    cut = folded.removesuffix(core)
    reasons = (f"省略区划“{cut}”，区划代码{own.adcode}相同", *added) if cut else added
    core, full = _full(core)
    return Body(core, core if _PLACED.match(core) else fold(own.name) + core, adcode, (*reasons, *full))


def _official(name: str) -> tuple[str, tuple[str, ...]]:
    """Return a name without its scope and 中共, a township's with its government's, and why."""
    why = []
    bare = _PARTY.sub("", _SCOPE.sub("", name))
    if bare != name:
        why.append("“本级”“机关”等是口径，“中共”可省，均不是另一单位")
    office = "人民政府" if _TOWN.match(bare) else "办事处" if _STREET.match(bare) else ""
    if office:
        why.append(f"乡镇、街道以其{office}为预算部门")
    return bare + office, tuple(why)


def _full(core: str) -> tuple[str, tuple[str, ...]]:
    """Return the official name behind a short one in general use (卫健委 → 卫生健康委员会), and why."""
    full = _short_names().get(core)
    return (full, (f"“{core}”是“{full}”的通行简称",)) if full else (core, ())


@cache
def _short_names() -> dict[str, str]:
    """Return short name → full name of bodies, where the short one can mean no other (通行简称)."""
    with files("ontology").joinpath("lists", "short_bodies.csv").open(encoding="utf-8") as lines:
        return {row["short"]: row["full"] for row in csv.DictReader(lines)}


def project_name(printed: str) -> Name:
    """Return a project's name without the year before it and 项目 behind it (跨年度项目): 2023年校园安全项目 → 校园安全."""
    folded = fold(printed)
    core = _PROJECT.sub("", _YEAR.sub("", folded))
    return Name(core) if core == folded else Name(core, "名称仅差年度或“项目”二字")


def duty_name(printed: str) -> Name:
    """Return a duty's head without 负责 and its number (跨年度职责): 1.负责学前教育管理 → 学前教育管理."""
    folded = fold(printed)
    core = _DUTY.sub("", folded)
    return Name(core) if core == folded else Name(core, "首句仅差“负责”等引导词")


def _without_places(name: str, own: Region) -> str:
    """Return a name behind the names of its division and those above; a name that is nothing else stays."""
    chain = (own, *ancestors(own.adcode))
    rest = name
    while True:
        end = next((n for n in range(min(len(rest), LONGEST), 1, -1) if _in_chain(rest[:n], chain)), 0)
        bare = rest[end:]
        if not end or not _BODY.search(bare) or len(bare) < SHORTEST or bare[0] in "省县区旗州":
            break
        rest = bare
    level = _LEVEL[own.level].match(rest)
    return rest[level.end() :] if level and _BODY.search(rest) else rest


def _in_chain(name: str, chain: tuple[Region, ...]) -> bool:
    """Tell whether a name is one of the chain's, full, short, or as the division was called before."""
    codes = {r.adcode for r in chain}
    return any(r.adcode in codes for r in named(name))
