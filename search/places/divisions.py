"""China's divisions as people say them (行政区称呼): full and short Chinese names, pinyin, what lies where."""

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice, product

from pypinyin import Style, lazy_pinyin
from pypinyin import pinyin as all_sounds

from ontology.divisions import ancestors, regions, short_name

_ENGLISH = {
    "陕西省": "shaanxi",
    "内蒙古自治区": "innermongolia",
    "西藏自治区": "tibet",
    "香港特别行政区": "hongkong",
    "澳门特别行政区": "macao",
}

__all__ = ["Division", "by_name", "by_pinyin", "counties_by_short", "divisions", "is_everyday", "pinyin", "readings",
           "short_name", "sounds"]


@dataclass(frozen=True, slots=True)
class Division:
    """One division; `prefix` is what the adcodes of all that lies in it begin with."""

    adcode: str
    name: str
    full_name: str
    short: str

    @property
    def level(self) -> int:
        """1 province, 2 prefecture, 3 county."""
        return 1 if self.adcode.endswith("0000") else 2 if self.adcode.endswith("00") else 3

    @property
    def prefix(self) -> str:
        """The leading digits its parts share."""
        return self.adcode[: 2 * self.level]

    def covers(self, adcode: str | None) -> bool:
        """Tell whether a code lies in the division, itself included."""
        return bool(adcode) and str(adcode).startswith(self.prefix)


def is_everyday(word: str) -> bool:
    """Tell whether a short county name is an everyday word too, so that it needs its kind or a body behind it to be a place."""
    return word in _everyday()


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    path = files("search") / "data" / "departments.toml"
    return frozenset(str(tomllib.loads(path.read_text(encoding="utf-8"))["everyday"]).split())


@lru_cache(maxsize=1)
def divisions() -> tuple[Division, ...]:
    """Return all provinces, prefectures and counties, former ones included."""
    found = []
    for r in regions():
        full = "".join(a.name for a in reversed(ancestors(r.adcode))) + r.name
        found.append(Division(r.adcode, r.name, full, r.short if len(r.short) >= 2 else r.name))
    return tuple(found)


@lru_cache(maxsize=1)
def by_name() -> dict[str, tuple[Division, ...]]:
    """Return divisions by full Chinese name, and provinces and prefectures by short name too."""
    names: dict[str, list[Division]] = defaultdict(list)
    for d in divisions():
        names[d.name].append(d)
        if d.short != d.name and d.level < 3:
            names[d.short].append(d)
    return {name: tuple(ds) for name, ds in names.items()}


@lru_cache(maxsize=1)
def counties_by_short() -> dict[str, tuple[Division, ...]]:
    """Return counties by short name, everyday words included."""
    names: dict[str, list[Division]] = defaultdict(list)
    for d in divisions():
        if d.level == 3 and d.short != d.name:
            names[d.short].append(d)
    return {name: tuple(ds) for name, ds in names.items()}


@lru_cache(maxsize=1)
def by_pinyin() -> dict[str, tuple[Division, ...]]:
    """Return divisions by the pinyin of their short name, written as one word."""
    names: dict[str, list[Division]] = defaultdict(list)
    for d in divisions():
        names[_ENGLISH.get(d.name) or pinyin(d.short)].append(d)
        if d.name.endswith("新区"):
            names[pinyin(d.name[:-2])].append(d)
    return {name: tuple(ds) for name, ds in names.items()}


@lru_cache(maxsize=8192)
def pinyin(name: str) -> str:
    """Return a Chinese name in pinyin as one lower-case word."""
    return "".join(lazy_pinyin(name)).replace("ü", "v")


@lru_cache(maxsize=8192)
def readings(name: str) -> tuple[str, ...]:
    """Return all the ways a Chinese name may be written in pinyin as one word; characters of several sounds are common in place names."""
    of_each = [[s.replace("ü", "v") for s in dict.fromkeys(every)] for every in all_sounds(name, style=Style.NORMAL, heteronym=True)]
    return tuple("".join(way) for way in islice(product(*of_each), _WAYS))


_WAYS = 32
"""Ways of reading a name that are looked at; three characters of three sounds have 27."""


@lru_cache(maxsize=16_384)
def _sound(character: str) -> str:
    return lazy_pinyin(character)[0]


@lru_cache(maxsize=65_536)
def sounds(text: str) -> tuple[str, ...]:
    """Return the sound of each character of a text, one by one (同音): words of the same sounds are taken for each other's slips."""
    return tuple(_sound(c) for c in text)
