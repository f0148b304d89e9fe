"""Names of divisions in text (地名): look one up in any usual form, and find them all in a page (行政区划名称)."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ontology.divisions import Region, region, regions, within

_KINDS = re.compile(r"(?:自治州|自治县|自治旗|自治区|特别行政区|地区|林区|省|市|区|县|旗|盟|州)$")
_NOT_A_PLACE = re.compile(
    r"[东南西北中一二三四五]?(?:路|街|大道|大街|大学|学院|大桥|银行|证券|保险|牌|酒|话|菜|[镇乡村湾岭])"
    r"|[县区旗](?![域块位间])|[市省州盟](?![场民域])"  # 临江县 is not 临江市: another kind is another place
)
_BEFORE_SHORT_COUNTY = set('、，。；：（）()“”"《》〈〉/|和与及在至赴向到对给从由于省市州盟为是让跨 \t\n\r\u3000')
_FIRST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name at `text[start:end]`; `suffixed` where its 省/市/区/县 is printed."""

    start: int
    end: int
    name: str
    candidates: tuple[Region, ...]
    suffixed: bool


@lru_cache(maxsize=8192)
def named(name: str) -> tuple[Region, ...]:
    """Return the divisions a name may mean, current ones first: 益阳, 如皋市, 鼓楼区, 南昌市西湖区.

    A name with its kind means exactly that kind (吉林省 is not 吉林市), or the county it was until its last change of name (高陵县).
    """
    return _forms().get(name) or _path(name)


def find_names(text: str) -> list[tuple[int, int, str, tuple[Region, ...]]]:
    """Return the place names of a text in order, longest first at each place, as (start, end, name, candidates)."""
    return [(m.start, m.end, m.name, m.candidates) for m in mentions(text)]


def mentions(text: str, strict: bool = True) -> Iterator[Mention]:
    """Yield the place names of a text; `strict` leaves out short names that are ordinary words, streets and brands."""
    forms, starts = _forms(), _starts()
    at, last, end_before = 0, len(text) - 1, 0
    while at < last:
        lengths = starts.get(text[at : at + _FIRST_WORDS])
        taken = next((n for n in lengths if text[at : at + n] in forms), 0) if lengths else 0
        if not taken:
            at += 1
            continue
        found = _mention(text, at, at + taken)
        if not strict or _is_place(text, found, end_before):
            yield found
            at = end_before = found.end
        else:
            at += 1


def inside(candidates: Iterable[Region], above: Iterable[Region]) -> tuple[Region, ...]:
    """Return the candidates that lie in one of the other divisions, those themselves included."""
    outer = tuple(above)
    return tuple(r for r in candidates if any(within(r.adcode, a.adcode) for a in outer))


def _mention(text: str, start: int, end: int) -> Mention:
    name = text[start:end]
    return Mention(start, end, name, _forms()[name], name not in _by_short() or name in _by_name())


def _is_place(text: str, found: Mention, end_before: int) -> bool:
    name, before = found.name, text[found.start - 1 : found.start]
    behind_place = found.start == end_before > 0
    if len(name) == _FIRST_WORDS and found.suffixed:  # 南县 stands in 云南县域, 城区 is any town
        ordinary_kind = name in _ordinary() or text[found.end : found.end + 1] in set("域级城区乡市级")
        return behind_place or (not ordinary_kind and (not before or before in _BEFORE_SHORT_COUNTY))
    if found.suffixed:
        return name not in _ordinary() or behind_place
    return name not in _ordinary() and _NOT_A_PLACE.match(text, found.end) is None


def _path(name: str) -> tuple[Region, ...]:
    """Read a chain of names from the widest to the narrowest: 江西省南昌市西湖区."""
    parts = list(mentions(name, strict=False))
    if len(parts) < 2 or "".join(p.name for p in parts) != name:
        return ()
    current = parts[0].candidates
    for part in parts[1:]:
        current = inside(part.candidates, current)
    return current


def _group(pairs: Iterable[tuple[str, Region]]) -> dict[str, tuple[Region, ...]]:
    found: dict[str, dict[str, Region]] = {}
    for name, one in pairs:
        found.setdefault(name, {})[one.adcode] = one
    return {name: tuple(sorted(ones.values(), key=lambda r: (r.until is not None, r.adcode))) for name, ones in found.items()}


@cache
def _by_name() -> dict[str, tuple[Region, ...]]:
    return _group((r.name, r) for r in regions())


@cache
def _by_short() -> dict[str, tuple[Region, ...]]:
    return _group((r.short, r) for r in regions() if len(r.short) >= _FIRST_WORDS)


@cache
def _forms() -> dict[str, tuple[Region, ...]]:
    """Every surface form: full and short names, autonomous areas also as 恩施州 and 石柱县, districts also as the county they were."""
    forms = dict(_by_short())
    forms.update(_group((r.short + kind, r) for r in regions() for kind in _customary(r)))
    forms.update(_group(_renamed()))
    forms.update(_by_name())
    return forms


def _customary(one: Region) -> tuple[str, ...]:
    kind = re.search(r"自治([州县旗])$", one.name)
    return (kind[1],) if kind and not _KINDS.search(one.short) else ()


def _renamed() -> Iterator[tuple[str, Region]]:
    with files("ontology").joinpath("lists", "renamed_divisions.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            today = region(row["adcode"])
            if today is not None:
                yield row["name"], today


@cache
def _starts() -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for form in _forms():
        lengths.setdefault(form[:_FIRST_WORDS], set()).add(len(form))
    return {start: tuple(sorted(ns, reverse=True)) for start, ns in lengths.items()}


@cache
def _ordinary() -> frozenset[str]:
    lines = files("ontology").joinpath("lists", "ordinary_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
