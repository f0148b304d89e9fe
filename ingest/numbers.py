"""Quantities in running text (数量): value, unit, bound and place, found by grammar.

Amounts keep what was printed; see `ontology.quantity` for units and normalisation.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ontology.records import Bound


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit in a text: `text[start:end]` is number, approximation mark and unit as printed."""

    value: Decimal
    unit: str
    bound: Bound
    start: int
    end: int


NUMBER = re.compile(
    r"(?P<before>约|近|超过|超|逾|不低于|不少于|不超过|大于等于|小于等于|大于|小于|≥|≤|>|<)?\s*"
    r"(?P<number>\d{1,3}(?:[,，]\d{3})+(?:[.．]\d+)?|\d+(?:[.．]\d+)?)\s*"
    r"(?P<mark>余|多|于)?(?P<scale>[百千]?[万亿])?(?P<mark2>余|多)?"
    r"(?P<unit>(?:元|％|%|‰|个百分点|百分点|个工作日|[\u4e00-\u9fff]{1,2}))?(?P<after>以上|以内|以下|左右)?"
)


def find_quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a text, in order (first cut: Arabic numerals only)."""
    for m in NUMBER.finditer(text):
        value = Decimal(unicodedata.normalize("NFKC", m["number"]).replace(",", ""))
        approx = m["mark"] or m["mark2"] or m["before"] in ("约", "近", "超", "超过", "逾") or m["after"]
        yield Quantity(value, (m["scale"] or "") + (m["unit"] or ""), "approx" if approx else "exact", m.start("number"), m.end())
