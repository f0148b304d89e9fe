"""Kinds of government bodies and their everyday names (机构称谓), from `data/departments.toml`."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from search.places.divisions import sounds
from search.words.wording import abbreviates

_DATA = files("search") / "data" / "departments.toml"
REMEMBERED = 32_768
"""Names of departments whose kind is kept; a question about all of them looks at each."""

_TAIL = re.compile(r"(?:（.*?）|\(.*?\))$|(?:本级|汇总|机关)$")


_IN_ENGLISH = (" department", " office", " administration", " authority", " agency")
"""What else a bureau is called in English."""

COLLECTIVE = re.compile(r"(?:的)?(?:部门|系统|条线|战线|各单位)")
"""Words behind a kind of body that mean all of it in a place, not one body."""


@lru_cache(maxsize=1)
def surfaces() -> tuple[tuple[str, str], ...]:
    """Return (everyday name, name in full) pairs, the longest everyday name first; English ones in lower case."""
    bodies: dict[str, list[str]] = tomllib.loads(_DATA.read_text(encoding="utf-8"))["bodies"]
    pairs = {name.lower(): full for full, others in bodies.items() for name in (full, *others)}
    for name, full in list(pairs.items()):
        if name.endswith("局") and len(name) > 2:  # what is a bureau in a county is a 厅 in a province
            pairs.setdefault(name[:-1] + "厅", full)
        for ending in _IN_ENGLISH if name.endswith(" bureau") else ():
            pairs.setdefault(name.removesuffix(" bureau") + ending, full)
    return tuple(sorted(pairs.items(), key=lambda p: (-len(p[0]), p[0])))


@lru_cache(maxsize=1)
def _behind_place() -> tuple[tuple[str, str], ...]:
    bodies: dict[str, list[str]] = tomllib.loads(_DATA.read_text(encoding="utf-8"))["behind_place"]
    return tuple(sorted(((name, full) for full, names in bodies.items() for name in names), key=lambda p: (-len(p[0]), p[0])))


def body_behind(text: str, at: int) -> tuple[int, int, str] | None:
    """Return (start, end, kind) of a body named only by its line of work right behind its place, None where there is none."""
    return next(((at, at + len(name), full) for name, full in _behind_place() if text.startswith(name, at)), None)


@lru_cache(maxsize=1)
def known_kinds() -> frozenset[str]:
    """Return the names in full of all known kinds."""
    return frozenset(full for _, full in surfaces())


@lru_cache(maxsize=REMEMBERED)
def kind_of(department: str) -> str:
    """Return a department's kind, its name in full; the department's own name where it is none of the known kinds."""
    bare = _TAIL.sub("", department)
    for surface, full in surfaces():
        if surface.isascii():
            continue
        if bare.endswith(surface) or surface in bare:
            return full
    return bare


def is_of_kind(department: str, kind: str) -> bool:
    """Tell whether a department is of a kind, also one whose name joins it with others (文化和广电旅游体育局 is 文化和旅游局)."""
    return kind_of(department) == kind or abbreviates(kind, department)


_ITS_WORKS = re.compile(r"(?:的)?(?:整体|异地)?(?:搬迁|迁建|新建|建设|改造|扩建|改扩建|项目|工程|升级|选址|创建|大楼)")


def is_a_work(text: str, end: int) -> bool:
    """Tell whether a hospital, school or the like that ends at a place of a question is only what is being built there (中医院搬迁项目)."""
    return text[end - 1] in "院校园馆站" and _ITS_WORKS.match(text, end) is not None


def place_of(department: str) -> str:
    """Return what stands before the kind in a department's name: 如皋市 of 如皋市市场监督管理局, empty where nothing does."""
    bare = _TAIL.sub("", department)
    for surface, _ in surfaces():
        if not surface.isascii() and surface in bare:
            return bare[: bare.rfind(surface)]
    match = re.match(r"^.+?(?:省|市|区|县|旗|州|镇|乡|街道|盟)(?=.)", bare)
    return match[0] if match else ""


_SEAT = re.compile(r"[^省市区县旗州盟镇乡]{1,9}?(?:自治区|自治州|自治县|自治旗|街道|苏木|省|市|区|县|旗|州|盟|镇|乡)")


@lru_cache(maxsize=REMEMBERED)
def seats_of(department: str) -> tuple[str, ...]:
    """Return the divisions a department's name is made of, the widest first (青陵市白鹭区禾田街道办事处 → 青陵市, 白鹭区, 禾田街道)."""
    bare = _TAIL.sub("", department).replace("人民政府", "").replace("街道办事处", "街道").removesuffix("政府")
    for surface, _ in surfaces():
        if not surface.isascii() and bare.endswith(surface) and not surface.startswith("街道"):
            bare = bare.removesuffix(surface)
            break
    found, at = [], 0
    while match := _SEAT.match(bare, at):
        found.append(match[0])
        at = match.end()
    return tuple(found)


def body_mentions(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, kind) of the bodies named in a question in plain form, longest names first, none overlapping."""
    lowered, taken, found = text.lower(), [False] * len(text), []
    for surface, full in surfaces():
        start = lowered.find(surface)
        while start >= 0:
            end = start + len(surface)
            if not any(taken[start:end]) and _is_word(lowered, start, end, surface):
                taken[start:end] = [True] * (end - start)
                found.append((start, end, full))
            start = lowered.find(surface, end)
    return sorted(found + _heard(text, taken))


def _heard(text: str, taken: list[bool]) -> list[tuple[int, int, str]]:
    """Return the bodies named with a slip of the same sounds (应急管里局 for 应急管理局), marking what they take."""
    found = []
    for end in (m.end() for m in re.finditer("[局委厅]", text)):
        for length in range(min(10, end), 3, -1):
            full = _by_sound().get(sounds(text[end - length : end])) if not any(taken[end - length : end]) else None
            if full is not None:
                taken[end - length : end] = [True] * length
                found.append((end - length, end, full))
                break
    return found


@lru_cache(maxsize=1)
def _by_sound() -> dict[tuple[str, ...], str]:
    return {sounds(surface): full for surface, full in surfaces() if len(surface) > 3 and not surface.isascii()}


def _is_word(text: str, start: int, end: int, surface: str) -> bool:
    if not surface.isascii():
        return True
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if re.match(r" (?:station|office|hall|team)s?\b", text[end:]):
        return False  # a market supervision station is a body's, not the body
    return not (before.isalpha() and before.isascii()) and not (after.isalpha() and after.isascii() and text[end : end + 1] != "s")


def followed_by_body(text: str, end: int) -> bool:
    """Tell whether a body is named right behind a place of a text."""
    return any(end <= start <= end + 3 for start, _, _ in body_mentions(text))
