"""Targets and actual values as numbers (指标值的数值): what a cell says, and how far a target was reached."""

import re
import unicodedata
from decimal import Decimal

from ontology.ids import fold
from ontology.records import Indicator

_VALUE = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*([万亿]?)\s*([^\d\s，。；、()（）≥≤<>=]*)")
_AT_MOST = re.compile(r"≤|<|不超过|不高于|以内|以下|小于|低于|内$")
_LESS_IS_BETTER = re.compile(r"成本|费用|时间|时限|周期|用时|事故|投诉率|死亡|能耗|超限率|发生率|降低|压减")
_MORE_IS_BETTER = re.compile(r"(?:整改|完成|达标|办结|处置|覆盖|合格|及时|知晓|处理|结案|化解|排查|整治|查处)率$|满意度?$")
_DATE = re.compile(r"\d{1,2}月|(?:19|20)\d{2}年|(?:19|20)\d{2}[-./]\d{1,2}[-./]")
_SCALE = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}


def value(text: str | None) -> tuple[Decimal, str] | None:
    """Return the one number of a target or an actual value with its unit; None for dates, words and several numbers."""
    plain = unicodedata.normalize("NFKC", text or "").replace(" ", "")
    found = _VALUE.findall(plain)
    if len(found) != 1 or _DATE.search(plain):
        return None
    digits, scale, unit = found[0]
    return Decimal(digits.replace(",", "")) * _SCALE[scale], re.sub(r"(?:以上|以内|以下|及以上|左右|前)$", "", unit)


def met(row: Indicator) -> bool | None:
    """Return whether a target was met, by the indicator's own judgement or by its numbers; None where that cannot be told."""
    if row.attained is not None:
        return row.attained
    ratio = degree(row)
    if ratio is not None:
        return ratio >= 1
    same = bool(row.target) and fold(row.target or "") == fold(row.actual or "")
    return True if same else None


def degree(row: Indicator) -> Decimal | None:
    """Return how far a numeric target was reached, 1 where it just was; less is more where the target is an upper bound."""
    target, actual = value(row.target), value(row.actual)
    if not target or not actual or (target[1] and actual[1] and fold(target[1])[:1] != fold(actual[1])[:1]):
        return None
    if not target[0] or not actual[0]:
        return None
    bounded_below = re.search(r"[≥>]|以上|不低于|不少于", row.target or "")
    down = bool(_AT_MOST.search(row.target or "")) or (
        not bounded_below and bool(_LESS_IS_BETTER.search(row.name)) and not _MORE_IS_BETTER.search(row.name)
    )
    return target[0] / actual[0] if down else actual[0] / target[0]
