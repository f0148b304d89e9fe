"""Whether a figure passes a bound that the question names (是否超过三百万): said beside the figure, in one base unit."""

import re
from decimal import Decimal

from ontology.quantity import base, parse, same_dimension
from search.answers.model import AnswerRow

_BOUND = re.compile(
    r"(?P<word>超过|高于|大于|多于|突破|超出|达到|达|不少于|不低于|不到|低于|少于|小于|不足|不超过)(?:了)?"
    r"(?P<amount>(?:[\d.,]+|[一二三四五六七八九十百千万亿两零点]+)[百千万亿]*(?:元|户|家|件|人|个|批次|次|项|台|吨|亩|公里|%|％)?)"
)
_ASKING = re.compile(r"吗|没有|有没有|是否|是不是|与否|[?？]\s*$")
_BELOW = ("不到", "低于", "少于", "小于", "不足", "不超过")
_MONEY_SCALES = {"万": "万元", "亿": "亿元"}


def verdict(question: str, rows: list[AnswerRow]) -> str:
    """Return whether the first figure passes the bound a question asks about, as a sentence; empty where it asks about none."""
    asked = _BOUND.search(question)
    row = rows[0] if rows else None
    if asked is None or row is None or not isinstance(row.value, Decimal) or not _ASKING.search(question):
        return ""
    amount = parse(asked["amount"])
    if amount is None:
        return ""
    unit = amount.unit
    if not same_dimension(unit, row.unit or ""):
        unit = _MONEY_SCALES.get(unit, row.unit or "") if (row.unit or "").endswith("元") else unit + (row.unit or "").lstrip("百千万亿")
    if not same_dimension(unit, row.unit or ""):
        return ""
    bound, value = base(amount.value, unit)[0], base(row.value, row.unit or "")[0]
    word = asked["word"]
    if word in _BELOW:
        holds = value <= bound if word == "不超过" else value < bound
    else:
        holds = value >= bound if word in ("达到", "达", "不少于", "不低于") else value > bound
    return f"{'是' if holds else '否'}，{'' if holds else '没有'}{word}{asked['amount']}。" if word not in _BELOW or holds else "否。"
