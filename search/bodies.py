"""Kinds of government bodies and their everyday names (机构称谓), from `data/departments.toml`."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "departments.toml"
_TAIL = re.compile(r"(?:（.*?）|\(.*?\))$|(?:本级|汇总|机关)$")


@lru_cache(maxsize=1)
def surfaces() -> tuple[tuple[str, str], ...]:
    """Return (everyday name, name in full) pairs, the longest everyday name first; English ones in lower case."""
    bodies: dict[str, list[str]] = tomllib.loads(_DATA.read_text(encoding="utf-8"))["bodies"]
    pairs = [(name.lower(), full) for full, others in bodies.items() for name in (full, *others)]
    return tuple(sorted(pairs, key=lambda p: (-len(p[0]), p[0])))


@lru_cache(maxsize=4096)
def kind_of(department: str) -> str:
    """Return a department's kind, its name in full; the department's own name where it is none of the known kinds."""
    bare = _TAIL.sub("", department)
    for surface, full in surfaces():
        if surface.isascii():
            continue
        if bare.endswith(surface) or surface in bare:
            return full
    return bare


def place_of(department: str) -> str:
    """Return what stands before the kind in a department's name: 如皋市 of 如皋市市场监督管理局, empty where nothing does."""
    bare = _TAIL.sub("", department)
    for surface, _ in surfaces():
        if not surface.isascii() and surface in bare:
            return bare[: bare.rfind(surface)]
    match = re.match(r"^.+?(?:省|市|区|县|旗|州|镇|乡|街道|盟)(?=.)", bare)
    return match[0] if match else ""


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
    return sorted(found)


def _is_word(text: str, start: int, end: int, surface: str) -> bool:
    if not surface.isascii():
        return True
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalpha() and before.isascii()) and not (after.isalpha() and after.isascii() and text[end : end + 1] != "s")
