"""Where a department is (部门所在行政区划): the division of GB/T 2260 it belongs to, by evidence, or candidates and no guess."""

import re
from dataclasses import dataclass

from ontology.divisions import Level, Region, ancestors, children, level_of, place, region, regions, within
from ontology.records import RegionCandidate
from ontology.region_clues import Clue, clues, document_prefixes, own_kinds
from ontology.region_names import Mention, find_names, inside, mentions, named

__all__ = [
    "Level", "Mention", "Region", "Resolution", "ancestors", "children", "find_names", "level_of", "mentions", "named", "place", "region",
    "regions", "resolve", "within",
]  # fmt: skip

_ENOUGH = 2.0  # one superior, or a newspaper with a mention
_ENOUGH_UNNAMED = 4.0  # no place in the department's name: the text alone must carry it
_MARGIN = 1.6
_CERTAIN = 100.0
_NEIGHBOUR = 1.5
_TOWNSHIP = re.compile(r"街道|[乡镇苏木](?:人民)?政府|[乡镇](?:党委|人大|财政所|委员会)|(?<![城乡村])[乡镇](?:[（(].*)?$")
_ZONE = re.compile(r"开发区|经开区|工业园|产业园|示范区|保税区|管理区|度假区|风景名胜区|自贸|新区|园区")
_NOT_NAMES = re.compile(r"^(?:[省市区县州旗]|城市|都市|社区|小区|园区|景区|库区|林区|城区|地区|山区|牧区|灾区|特区|新区|市区)")
_UNKNOWN = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:省|自治[区州县旗]|[市县区州旗盟])")
_SHARED_CITY = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?<!市)市(?=[中南北]区)")  # 乐山市中区 is 乐山市 and its 市中区
_SCOPE = re.compile(r"[（(](?:本级|汇总|机关|部门)[）)]|\s+")
_TWO_WORDS = 2


@dataclass(frozen=True, slots=True)
class Resolution:
    """The chosen division or none, the administrative level of the author (省, 地市, 区县, 乡镇) and every candidate, best first."""

    adcode: str | None
    region: Region | None
    level: str | None
    candidates: tuple[RegionCandidate, ...] = ()


def resolve(department_name: str, text: str) -> Resolution:
    """Find the division a department belongs to: places in its full name, then superiors and document numbers, then local clues.

    A development zone gets its city's code and level 区县, a township its county's code and level 乡镇. Where the evidence does not
    separate the candidates, `adcode` is None.
    """
    name = _SCOPE.sub("", department_name)
    own = _places_in(name)
    if len(own) == 1:
        reason = f"部门名称“{name}”含“{own[0].name}”"
        return _chosen(name, own[0], (RegionCandidate(adcode=own[0].adcode, name=own[0].name, score=_CERTAIN, reasons=(reason,)),))
    ranked = _rank_named(own, text) if own else _separate(_rank_unnamed(name, text), text)
    enough = _ENOUGH if own else _ENOUGH_UNNAMED
    if not own and _names_unknown(name):
        return Resolution(None, None, _level(name, None), ranked)
    if not ranked or ranked[0].score < enough or (len(ranked) > 1 and ranked[0].score < _MARGIN * ranked[1].score):
        return Resolution(None, None, _level(name, None), ranked)
    best = region(ranked[0].adcode)
    return _chosen(name, best, ranked) if best else Resolution(None, None, _level(name, None), ranked)


def _names_unknown(name: str) -> bool:
    """Tell whether a department names a place that no list has: then no other place is its place."""
    return _UNKNOWN.match(name) is not None and _NOT_NAMES.match(name) is None and _ZONE.search(name) is None


def _chosen(name: str, one: Region, candidates: tuple[RegionCandidate, ...]) -> Resolution:
    return Resolution(one.adcode, one, _level(name, one), candidates)


def _level(name: str, one: Region | None) -> str | None:
    if _TOWNSHIP.search(name.replace(one.name, "") if one else name):
        return "乡镇"
    if one is None:
        return "省" if name.startswith("省") else None
    return "区县" if one.level == "地市" and _ZONE.search(name) else one.level


def _places_in(name: str) -> tuple[Region, ...]:
    """Return the narrowest place the name's chain of places gives; several where the name alone does not tell."""
    current: tuple[Region, ...] = named(name[:_TWO_WORDS]) if name[1:2] in ("区", "县") else ()
    name = _SHARED_CITY.sub("市市", name)
    for found in mentions(name):
        narrower = inside(found.candidates, current)
        if not current:
            current = found.candidates
        elif narrower:
            current = narrower
    prefectures = tuple(r for r in current if r.level == "地市")
    if len(prefectures) == 1 and len(inside(current, prefectures)) == len(current):
        return prefectures  # 南昌高新区 is of 南昌市, though there is a 南昌县 in it
    alive = tuple(r for r in current if r.until is None)
    return alive if len(alive) == 1 and len({r.name for r in current}) > 1 else current


def _rank_named(own: tuple[Region, ...], text: str) -> tuple[RegionCandidate, ...]:
    """Score same-named candidates by the clues that reach the one and not the others."""
    found = clues(text)
    prefixes = document_prefixes(text)
    scored = []
    for one in own:
        parts = [c for c in found if c.adcode == one.adcode and "连写" in c.reason] + _from_above(one, found)
        parts += _neighbours(one, found) + _marks(one, prefixes, own)
        scored.append(_candidate(one, parts))
    return tuple(sorted(scored, key=lambda c: (-c.score, c.adcode)))


def _from_above(one: Region, found: list[Clue]) -> list[Clue]:
    above = {r.adcode for r in ancestors(one.adcode)}
    return [c for c in found if c.adcode in above]


def _neighbours(one: Region, found: list[Clue]) -> list[Clue]:
    """Other counties of the same prefecture: each counts once, and less where its own name is ambiguous."""
    if one.parent is None or one.level != "区县":
        return []
    best: dict[str, Clue] = {}
    for clue in found:
        near = region(clue.adcode)
        if near is not None and near.parent == one.parent and near.adcode != one.adcode and near.name != one.name:
            best.setdefault(near.adcode, Clue(clue.adcode, min(_NEIGHBOUR, clue.weight * _NEIGHBOUR), f"同属一地的{near.name}"))
    return list(best.values())


def _marks(one: Region, prefixes: dict[str, int], rivals: tuple[Region, ...]) -> list[Clue]:
    """Document numbers that begin with a character of the candidate's prefecture, and of no rival's."""
    initials = {r.adcode: {c for a in (r, *ancestors(r.adcode)) if a.level == "地市" for c in a.short} for r in rivals}
    others = {c for r in rivals if r.adcode != one.adcode for c in initials[r.adcode]}
    return [Clue(one.adcode, 2.5, f"文号“{p}”") for p in prefixes if p[0] in initials[one.adcode] - others]


def _candidate(one: Region, parts: list[Clue]) -> RegionCandidate:
    reasons = tuple(dict.fromkeys(c.reason for c in sorted(parts, key=lambda c: -c.weight)))[:6]
    return RegionCandidate(adcode=one.adcode, name=one.name, score=round(sum(c.weight for c in parts), 3), reasons=reasons)


def _rank_unnamed(name: str, text: str) -> tuple[RegionCandidate, ...]:
    """Score the places the text speaks of, of the kind that the department's name or 全市, 本县 … call for."""
    found = clues(text)
    kinds = own_kinds(text)
    kind = name[0] if name[:1] and name[0] in "省市州盟区县旗" else (kinds.most_common(1)[0][0] if kinds else None)
    scored = []
    for adcode in {c.adcode for c in found} | {a.adcode for c in found for a in ancestors(c.adcode)}:
        one = region(adcode)
        if one is None or not _fits(one, kind):
            continue
        parts = [c for c in found if c.adcode == adcode]
        parts += [Clue(c.adcode, 0.25 * c.weight, f"下辖地：{c.reason}") for c in found if c.adcode != adcode and within(c.adcode, adcode)]
        scored.append(_candidate(one, parts))
    return tuple(sorted(scored, key=lambda c: (-c.score, c.adcode))[:8])


def _separate(ranked: tuple[RegionCandidate, ...], text: str) -> tuple[RegionCandidate, ...]:
    """Let the clues for superiors decide between namesakes at the top of a ranking, which the mentions cannot tell apart."""
    if not ranked or len(namesakes := named(ranked[0].name)) < _TWO_WORDS:
        return ranked
    ours = {r.adcode for r in namesakes}
    decided = _rank_named(namesakes, text)
    if decided[0].score < _ENOUGH or decided[0].score < _MARGIN * decided[1].score:
        return ranked
    best = decided[0].model_copy(update={"score": round(ranked[0].score + decided[0].score, 3)})
    return best, *(c for c in ranked if c.adcode not in ours), *decided[1:]


def _fits(one: Region, kind: str | None) -> bool:
    if kind is None:
        return True
    if kind == "省":
        return one.level == "省"
    if kind in "州盟":
        return one.level == "地市"
    if kind == "市":
        return one.name.endswith("市") and (one.level != "省" or not children(one.adcode) or children(one.adcode)[0].level == "区县")
    return one.level == "区县" and (one.name.endswith(kind) or kind == "区")
