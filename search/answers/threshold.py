"""Whether a figure passes a bound that the question names (是否超过三百万): said beside the figure, in one base unit."""

import re
from decimal import Decimal

from ontology.quantity import base, parse, same_dimension
from search.answers.model import AnswerRow

_BOUND = re.compile(
    r"(?P<word>超过|高于|大于|多于|突破|超出|"
    r"没(?:有)?(?:到|达到|过)|未(?:到|达到|过)|不满|达到|达|不少于|不低于|不到|低于|少于|小于|不足|不超过)(?:了)?(?:每人每[月年天])?"
    r"(?P<amount>(?:[\d.,]+|[一二三四五六七八九十百千万亿两零点]+)[百千万亿]*(?:元|批次|人次|家次|公里|平方米|[户家件人个次项台吨亩座所处名起条%％])?)"
)
_ASKING = re.compile(r"吗|没有|有没有|是否|是不是|与否|[?？]\s*$")
_BELOW = re.compile(r"不到|低于|少于|小于|不足|不超过|不满|没|未|及?以下|以内")
_MONEY_SCALES = {"万": "万元", "亿": "亿元"}


_BEHIND = re.compile(
    r"(?:在)?(?P<amount>(?:\d[\d.,]*|[一二三四五六七八九十百千万亿两零]+)[百千万亿]*(?:元|批次|人次|家次|公里|平方米|[户家件人个次项台吨亩座所处名起条%％])?)"
    r"(?P<word>及?以上|及?以下|以内)"
)


def passing(question: str, rows: list[AnswerRow]) -> list[AnswerRow] | None:
    """Return the rows whose figure passes the bound by which a question picks (执行率低于98%的单位); None where it names none."""
    asked = _PICKING.search(question) and (_BOUND.search(question) or _BEHIND.search(question))
    amount = parse(asked["amount"]) if asked else None
    if not asked or amount is None:
        return None
    kept = []
    for row in rows:
        unit = _unit_of(amount.unit, row.unit or "")
        known = isinstance(row.value, Decimal) and unit is not None
        if known and _holds(asked["word"], base(Decimal(row.value or 0), row.unit or "")[0], base(amount.value, unit or "")[0]):
            kept.append(row)
    return kept


_PICKING = re.compile(
    r"(?:超过|高于|大于|多于|突破|达到|不低于|不到|低于|少于|小于|不足|不超过)[^,，]{1,12}的(?:有)?(?:哪|几|多少|谁|局|单位|部门|地方|是|$)|"
    r"(?:哪(?:些|几个|几家|个|家)?(?:局|单位|部门|地方|地区|市|县|区|委|厅|镇)|哪[几些]家|谁(?:家)?的?)[^,，]{0,24}\d[^,，]{0,6}(?:以上|以下|以内)|"
    r"(?:哪[几些]?家|哪(?:些|几个|几家|个|家)?(?:局|单位|部门|地方|地区|市|县|区|委|厅|镇)|谁(?:家)?的?)[^,，]{0,24}"
    r"(?:超过|高于|大于|多于|突破|达到|没到|没有到|未到|没过|未过|不满|不低于|不到|低于|少于|小于|不足|不超过)(?:了)?[\d一二三四五六七八九十百千万亿两零]"
)


def verdict(question: str, rows: list[AnswerRow]) -> str:
    """Return whether the figure of a bound's own kind passes the bound a question asks about, as a sentence; empty where none is."""
    asked = _BOUND.search(question)
    amount = parse(asked["amount"]) if asked and _ASKING.search(question) else None
    if asked is None or amount is None:
        return ""
    for row in rows:
        unit = _unit_of(amount.unit, row.unit or "")
        if isinstance(row.value, Decimal) and unit is not None:
            holds = _holds(asked["word"], base(row.value, row.unit or "")[0], base(amount.value, unit)[0])
            return f"{'是' if holds else '否，没有'}{'，' if holds else ''}{asked['word']}{asked['amount']}。"
    return ""


def _unit_of(said: str, printed: str) -> str | None:
    """Return the unit a bound is in, a bare scale completed by the figure's own (三百万 of 万元); None where it measures something else."""
    if same_dimension(said, printed):
        return said
    if printed.startswith(f"{said}/"):
        return printed  # a price is put against a price
    if said in _MONEY_SCALES and printed.endswith("元"):
        return _MONEY_SCALES[said]
    return said + printed.lstrip("百千万亿") if said in ("", "百", "千", "万", "亿") else None


def _holds(word: str, value: Decimal, bound: Decimal) -> bool:
    if _BELOW.match(word):
        return value <= bound if word in ("不超过", "及以下", "以下", "以内") else value < bound
    return value >= bound if word in ("达到", "达", "不少于", "不低于", "及以上", "以上") else value > bound
