"""Amounts with units as printed (数量与单位): what a unit measures, one base unit a dimension, money in 万元.

Units are open-ended in these reports, so a unit is read by its parts: scale (百千万亿), quantity (元, 平方米 …) or counted noun
(批次, 家次 …), and what it is per (件/万人). Dimensions in the sense of QUDT's quantity kinds; values stay `Decimal`.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import cn2an

SCALES = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4), "亿": Decimal(10**8)}
DIMENSIONS = {
    "money": "元=1 人民币=1 块=1 角=1/10",
    "money:美元": "美元=1 美金=1",
    "money:欧元": "欧元=1",
    "money:港元": "港元=1 港币=1",
    "rate": "%=1 ‰=1/10 ‱=1/100 成=10",
    "points": "百分点=1 千分点=1/10",
    "duration": "天=1 日=1 自然日=1 周=7 星期=7 小时=1/24 时=1/24 h=1/24 分钟=1/1440 min=1/1440 秒=1/86400 秒钟=1/86400",
    "duration:工作日": "工作日=1",
    "duration:月": "月=1 季度=3 年=12 年度=12 周年=12",
    "area": "平方米=1 m2=1 平米=1 平方=1 亩=2000/3 公顷=10000 hm2=10000 平方公里=1000000 平方千米=1000000 km2=1000000",
    "length": "米=1 m=1 延米=1 延长米=1 公里=1000 千米=1000 km=1000 里=500 厘米=1/100 cm=1/100 毫米=1/1000 mm=1/1000 海里=1852",
    "mass": "千克=1 公斤=1 kg=1 克=1/1000 g=1/1000 毫克=1/1000000 mg=1/1000000 斤=1/2 吨=1000 t=1000",
    "volume": "立方米=1 m3=1 立方=1 方=1 升=1/1000 l=1/1000 毫升=1/1000000",
    "energy": "千瓦时=1 kwh=1 度=1",
    "coal": "吨标准煤=1 吨标煤=1",
    "power": "千瓦=1 kw=1 兆瓦=1000 mw=1000 瓦=1/1000",
    "score": "分=1",
    "rank": "名次=1 位次=1",
    "grade": "级=1 等=1 星=1 星级=1 等级=1",
    "multiple": "倍=1",
}
"""Dimension → its units with their factor to the first one, the base."""


def _factor(text: str) -> Decimal:
    numerator, _, denominator = text.partition("/")
    return Decimal(numerator) / Decimal(denominator or 1)


_FACTORS = {name: {u: _factor(f) for u, f in (x.split("=") for x in text.split())} for name, text in DIMENSIONS.items()}
_KNOWN = {symbol: (name, factor, next(iter(units))) for name, units in _FACTORS.items() for symbol, factor in units.items()}
_NOUNS = (
    "人 名 位 口 员 人员|人次 人/次|家|家次 户次 家/次 户/次 个次|户|个 只|件 起 宗 桩 案|件次 件/次|批次 批/次 批|项|项次|"
    "次 回 趟 遍|场 场次|期|条 则|条次|份 册 本|张|篇|台 部|台件 台(件) 台/件|台套 台(套) 台/套|套|辆|辆次 车次 台次|架次|"
    "床位 张床位 张床 床|所 座|处|例|例次|枚|面|株 棵|头|羽|班|班次|节|支|针|剂次 针次|剂|村|间|幢 栋|轮 轮次|门|届|枪|枪次"
)
"""Words that count the same thing stand together, the first names them; 家 and 家次 differ on purpose: bodies against visits."""

_CLASS = {word: words.split()[0] for words in _NOUNS.split("|") for word in words.split()}
_COMBINED = {"次", "件", "套"}  # after a slash behind a counted noun these make one noun (台/件), not a ratio
_POPULATION = "人"  # counts per head are customary per 万人


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as read: `value × factor` is the same amount in `base`; `dimension` says what it measures."""

    printed: str
    dimension: str
    factor: Decimal
    base: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A value with its unit, as printed (带单位的数): `str(amount)` is exactly what was printed."""

    value: Decimal
    unit: str
    printed: str

    def __str__(self) -> str:
        return self.printed

    @property
    def wan(self) -> Decimal | None:
        """The amount in 万元, None where it is not money."""
        return wan(self.value, self.unit)


def fold_unit(unit: str) -> str:
    """Return a unit without spaces, width variants and full-width brackets: `台（套）` -> `台(套)`, `％` -> `%`."""
    folded = unicodedata.normalize("NFKC", unit.replace("㎡", "平方米").replace("％", "%").replace("﹪", "%"))
    return re.sub(r"\s+", "", folded).replace("每", "/").replace("／", "/").lower().strip("/")


@lru_cache(maxsize=4096)
def parse_unit(unit: str) -> Unit:
    """Read a unit (单位); an unknown word is a counted noun of its own, the empty unit a bare number."""
    folded = fold_unit(unit)
    numerator, *per = folded.split("/")
    if per and not (set(per) <= _COMBINED and _simple(numerator)[0].startswith("count")):
        return _ratio(unit, numerator, per)
    dimension, factor, base_unit = _simple(folded)
    return Unit(unit, dimension, factor, base_unit)


def dimension(unit: str) -> str:
    """Return what a unit measures (量纲): money, rate, points, count:<noun class>, duration, area, score, ratio:<a>/<b> …"""
    return parse_unit(unit).dimension


def base(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return the amount in its dimension's base unit: 1.2 亿元 -> 120000000 元, 3 万件 -> 30000 件, 5 ‰ -> 0.5 %."""
    read = parse_unit(unit)
    return tidy(value * read.factor), read.base


def wan(value: Decimal, unit: str) -> Decimal | None:
    """Return renminbi money in 万元, None for any other dimension (percentages, counts, foreign currency)."""
    read = parse_unit(unit)
    return tidy(value * read.factor / 10000) if read.dimension == "money" else None


def tidy(value: Decimal) -> Decimal:
    """Return the value without trailing zeros of a calculation and without an exponent: 1.2E+2 -> 120."""
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    return plain.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else plain


def same_dimension(a: str, b: str) -> bool:
    """Tell whether amounts in two units may be compared: 件 and 万件 yes, 家 and 家次 no, % and 百分点 no."""
    return dimension(a) == dimension(b)


def _simple(unit: str) -> tuple[str, Decimal, str]:
    """Return dimension, factor and base unit of a folded unit without a ratio."""
    factor = Decimal(1)
    while unit and (known := _known(unit)) is None:
        if unit[0] not in SCALES or not _scalable(unit[1:]):
            break
        factor, unit = factor * SCALES[unit[0]], unit[1:]
    if not unit:
        return "count", factor, ""
    known = _known(unit) or _by_classifier(unit)
    return known[0], factor * known[1], known[2]


def _scalable(rest: str) -> bool:
    """百强 is a word, 万强 is no unit either: a scale needs nothing, another scale or a word that counts behind it."""
    return not rest or rest[0] in SCALES or _known(rest) is not None or _first_noun(rest) is not None


def _known(unit: str) -> tuple[str, Decimal, str] | None:
    bare = unit.removeprefix("个") if len(unit) > 1 and unit.startswith("个") and unit[1:] in _KNOWN else unit
    if bare in _KNOWN:
        return _KNOWN[bare]
    if unit in _CLASS:
        return f"count:{_CLASS[unit]}", Decimal(1), _CLASS[unit]
    return None


def _first_noun(unit: str) -> str | None:
    return next((_CLASS[unit[:n]] for n in (3, 2, 1) if unit[:n] in _CLASS), None)


def _by_classifier(unit: str) -> tuple[str, Decimal, str]:
    """A classifier with its noun counts like the classifier (家企业 like 家); any other word counts itself."""
    noun = _first_noun(unit) or unit
    return f"count:{noun}", Decimal(1), noun


def _ratio(printed: str, numerator: str, per: list[str]) -> Unit:
    kind, factor, top = _simple(numerator)
    bottoms: list[str] = []
    for part in per:
        below, scale, bottom = _simple(part)
        if below == f"count:{_POPULATION}" and kind.startswith("count"):
            scale, bottom = scale / SCALES["万"], "万" + bottom
        factor, bottoms = factor / scale, [*bottoms, bottom]
    name = "/".join([top, *bottoms])
    return Unit(printed, f"ratio:{name}", factor, name)


_APPROX = (
    r"(?:约|近|超过|超|逾|达到|达|不低于|不少于|不超过|大于等于|小于等于|大于|小于|至少|共|总计|合计|>=|<=|[≥≤><=≧≦＞＜＝﹥﹤])?"
    r"\s*(?:人民币|[¥￥])?"
)
_ARABIC = r"[-+−－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?"
_HAN = r"[零〇一二三四五六七八九十百千两俩壹贰叁肆伍陆柒捌玖拾佰仟]+(?:点[零〇一二三四五六七八九]+)?"
_NUMERAL = rf"(?:{_ARABIC}|{_HAN})"
_SHARE = re.compile(rf"(?P<of>百分之|千分之|万分之)(?P<number>{_NUMERAL})")
_AMOUNT = re.compile(
    rf"{_APPROX}\s*(?P<first>第)?(?P<parts>(?:{_NUMERAL}[千百]?[亿万]\s*(?={_NUMERAL})){{0,3}})(?P<number>{_NUMERAL})\s*[余多于来几]?(?P<scale>[百千]?[万亿]{{0,2}})[余多]?\s*"
    r"(?P<unit>[^\d\s。；，、：:;,]{0,10}?)整?(?:及?以上|及?以内|及?以下|左右|上下|[（(]含[）)])?"
)
_LONGEST = 64  # no amount is longer, and prose need not be tried
_PART = re.compile(rf"({_NUMERAL})([千百]?)([亿万])\s*")


def parse(printed: str) -> Amount | None:
    """Read one amount (带单位的数): 10.3亿元, 1,234.56万元, 三亿五千万元, 7００件, 百分之三十; None where it is none.

    A scale in front of the unit stays with the unit (`10.3`, `亿元`); of a composed numeral the last scale does (`35000`, `万元`).
    """
    text = printed.strip()
    if len(text) > _LONGEST:
        return None
    try:
        if share := _SHARE.fullmatch(text):
            return Amount(number(share["number"]), {"百": "%", "千": "‰", "万": "‱"}[share["of"][0]], printed)
        match = _AMOUNT.fullmatch(text)
        return _composed(match, printed) if match else None
    except ValueError:  # Chinese numeral characters in an order that is no number: 十十
        return None


def _composed(match: re.Match[str], printed: str) -> Amount:
    value, scale, unit = number(match["number"]), match["scale"], match["unit"]
    if match["parts"]:
        value, scale = value * _scale(scale[:-1]), scale[-1:]
    for numeral, small, large in _PART.findall(match["parts"]):
        value += number(numeral) * _scale(small + large) / _scale(scale)
    return Amount(tidy(value), "名次" if match["first"] and unit in ("名", "位") else scale + unit, printed)


def number(numeral: str) -> Decimal:
    """Read one bare numeral, Arabic of any width with separators or Chinese (数字); ValueError where it is none."""
    folded = unicodedata.normalize("NFKC", numeral).replace(",", "").replace("−", "-")
    if re.fullmatch(r"[-+]?\d+(?:\.\d+)?", folded):
        return Decimal(folded)
    if folded in SCALES:
        return SCALES[folded]
    return Decimal(str(cn2an.cn2an(folded.replace("俩", "两"), "normal")))


def _scale(chars: str) -> Decimal:
    factor = Decimal(1)
    for char in chars:
        factor *= SCALES[char]
    return factor
