"""Departments picked by a bound on their figure (按数值条件挑部门): the bound is read off a question; the rest names the figure."""

import re
from dataclasses import dataclass
from decimal import Decimal

from ontology.quantity import parse, parse_unit
from search.plan import Condition, Dimension, Relation
from search.planning.selection import RELATIONS

_COUNTED = "批次|人次|家次|场次|平方米|公里|个?百分点|[户家件人个次项台吨亩座所处名起条辆期场分%％]"
_AMOUNT = rf"(?P<amount>(?:\d[\d,，.]*|[一二两三四五六七八九十百千零]+)\s*[十百千万亿]*(?:元|块钱?)?(?:{_COUNTED})?)"
_RELATIONS: dict[str, Relation] = {
    **RELATIONS,
    **dict.fromkeys(("突破", "过", "破", "超"), "gt"),
    **dict.fromkeys(("满", "达", "上", "之上"), "ge"),
    "之下": "le",
    **dict.fromkeys(("没有到", "没到", "未到", "未达到", "未达", "没达到", "没有达到", "不满", "未满", "没满"), "lt"),
    **dict.fromkeys(("没有超过", "没超过", "未超过", "没过", "未过"), "le"),
    **dict.fromkeys(("恰", "恰恰", "整整", "同为", "同是", "是", "为", "有"), "eq"),
}
_NOT_BEFORE = ("上", "之上", "之下", "以上", "以下", "以内", "是", "为", "有")
"""Words of a bound that stand behind their amount, or that make one only before 的."""
_WORD = "|".join(sorted((w for w in _RELATIONS if w not in _NOT_BEFORE), key=len, reverse=True))
_BOUNDS = (
    re.compile(rf"(?:都|均|是)?(?:在|有)?{_AMOUNT}(?:及|和|或)?(?P<word>以上|以下|以内|之上|之下)"),
    re.compile(rf"(?:都|均|是否|有没有)?(?P<word>{_WORD})了?(?:是|为|有|等于|达到?|在)?{_AMOUNT}"),
    re.compile(r"(?P<word>过|上|超过?|突破|破)了?(?P<amount>(?:千万|百万|亿|万|千|百)(?:元|块|人|件|户|家|名)?)"),
    re.compile(rf"(?P<word>[是为有]){_AMOUNT}(?=的(?:都|是|有)*(?:哪|谁|局|单位|部门|地方|地区|[县市区](?=有|是|$)))"),
)
_BODIES = "局|单位|部门|地方|地区|市县?|县市?|区县?|委|厅|镇|乡|机构|报告"
_WHO = re.compile(
    rf"(?:的)?(?:都)?(?:是|有)?(?:哪(?:[一几些]|[几两三]?[个家]|一[个家])*(?:{_BODIES}|家)|谁家?|(?:{_BODIES})(?:都)?(?:是|有|为)*(?:哪(?:[一几些])?(?:[个家])?|几[个家]|多少[个家]?|谁)|"
    rf"(?:几|多少)(?:[个家])(?:{_BODIES})?)(?:的|里)?|(?:的|所有|各)(?:{_BODIES})(?=$|[?？。，,\s])|^(?:请)?列出|(?:的)?(?:都)?(?:有|是)(?:哪些|哪几[个家]|谁)|哪(?:几|些)?(?:个|家)"
)
_MANY = re.compile(rf"(?<!哪)(?:几|多少)[个家](?:{_BODIES})?|(?<!哪)几[个家]|how many", re.IGNORECASE)
_ITEMS = re.compile(
    r"指标|下属|直属|所属|二级|预算单位|专项(?!经费|资金)|项目(?!支出)|哪(?:一)?[笔项类块条]|科室|股室|其中|职责|企业(?:有|是)|[镇村](?:有|是)哪"
)
_ITEMS_ENGLISH = re.compile(r"(?i)\b(?:indicator|project|programme|section)s?\b")
"""What is picked is something within a department."""
_OF_THEM = re.compile(r"^\s*(?:的)?(?:局|单位|部门)(?=.*哪)")
"""What is left of 超过200人的部门是哪几个 once its bound is taken out begins with whom it is said of."""
_WHO_ENGLISH = re.compile(
    r"(?i)\b(?:which|what|list|name|how many)\b(?:\s+(?:of|all|the|these|those|other|government|reporting))*\s+"
    r"(?:departments?|bureaus?|agenc(?:y|ies)|bodies|offices?|reports?|commissions?|ones?|them|towns?|organi[sz]ations?)\b"
)
_OVER: tuple[tuple[str, Relation], ...] = (
    (r"no (?:less|fewer) than|not (?:less|fewer) than|at least|a minimum of|or more", "ge"),
    (r"no more than|not more than|at most|up to|a maximum of|or (?:less|fewer)", "le"),
    (r"(?:more|higher|greater|larger|bigger) than|over|above|exceed(?:ed|ing|s)?|beyond|in excess of|top(?:ped|s)", "gt"),
    (r"(?:less|lower|fewer|smaller) than|under|below|short of", "lt"),
    (r"(?:of )?(?:exactly|precisely)|equal(?:s|led)?(?: to)?", "eq"),
)
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "k": 3, "m": 6, "bn": 9}
_ENGLISH = re.compile(
    r"(?i)\b(?P<word>" + "|".join(words for words, _ in _OVER) + r")\s+(?:rmb|cny|¥)?\s*(?P<amount>\d[\d,]*(?:\.\d+)?)\s*"
    r"(?P<scale>thousand|million|billion|k|m|bn)?\b\s*(?P<unit>yuan|rmb|cny|%|per ?cent|percent|points?)?"
)
_ENGLISH_UNITS = {"yuan": "元", "rmb": "元", "cny": "元", "point": "分", "points": "分"}


@dataclass(frozen=True, slots=True)
class Bounded:
    """What is left of a question without its bound and its words for who keeps it, the bound, and whether they are only counted."""

    rest: str
    bound: Condition
    counted: bool


def departments_bounded(text: str, english: bool) -> Bounded | None:
    """Return the bound by which a question picks departments (超过200人的是哪几个部门); None where it picks none."""
    who, within, read = (_WHO_ENGLISH, _ITEMS_ENGLISH, _english_bound) if english else (_WHO, _ITEMS, _chinese_bound)
    if not who.search(text) or within.search(text) or (said := read(text)) is None:
        return None
    found, bound = said
    rest = who.sub(" ", _OF_THEM.sub(" ", text[: found.start()] + " " + text[found.end() :]))
    return Bounded(re.sub(r"\s+", " ", rest).strip(), bound, bool(_MANY.search(text)))


def bound_said(text: str) -> Condition | None:
    """Return the first bound that a question says, in either language (不到90%, below 90%); None where it says none."""
    said = _chinese_bound(text) or _english_bound(text)
    return said[1] if said else None


def _chinese_bound(text: str) -> tuple[re.Match[str], Condition] | None:
    for pattern in _BOUNDS:
        if (found := pattern.search(text)) and (amount := parse(found["amount"]) or parse(f"一{found['amount']}")):
            return found, Condition(of="value", relation=_RELATIONS.get(found["word"], "gt"), amount=amount.value, unit=amount.unit)
    return None


def _english_bound(text: str) -> tuple[re.Match[str], Condition] | None:
    if (found := _ENGLISH.search(text)) is None:
        return None
    amount = Decimal(found["amount"].replace(",", "")).scaleb(_SCALES.get((found["scale"] or "").lower(), 0))
    relation = next(relation for words, relation in _OVER if re.fullmatch(words, found["word"].lower()))
    said = (found["unit"] or "").lower()
    unit = _ENGLISH_UNITS.get(said, "%" if said.startswith(("%", "per")) else "")
    return found, Condition(of="value", relation=relation, amount=amount, unit=unit)


def dimension_of(bound: Condition) -> Dimension | None:
    """Return what a bound measures by its unit (10万元: money, 95%: rate); None for a bare number."""
    family = parse_unit(bound.unit).dimension.partition(":")[0] if bound.unit.strip("十百千万亿") else ""
    known: dict[str, Dimension] = {"money": "money", "rate": "rate", "count": "count", "score": "score"}
    return known.get(family)
