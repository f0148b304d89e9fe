"""A figure in a cell (表格单元中的金额): how an amount is printed, what its heading says of its role, and the fact it makes."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.document import Cell, Document
from ingest.extractors.finance.items import FUND
from ontology.quantity import wan
from ontology.records import Finance, Role, Span

AMOUNT = re.compile(r"\s*(?P<n>[-−－]?\d[\d,，]*(?:\.\d+)?)\s*(?P<u>亿元|万元|元|[%％])?\s*")
NUMBERING = re.compile(
    r"^(?:任务\s*\d{1,2}\s*[：:.、]|[一二三四五六七八九十]{1,3}\s*[、.．]|\d{1,2}\s*[、.．](?!\d)|[（(][一二三四五六七八九十\d]{1,2}[)）]|[①-⒛㈠-㈩]|其中[：:]?|加[：:]|减[：:]|\s)+"
)


def role_of(heading: str, caption: str) -> Role:
    """Return the role that a heading, else the table's caption, gives to the amounts under it."""
    plain = FUND.sub("", heading)
    if re.search(r"调整|全年预算|追加", plain):
        return "adjusted"
    if re.search(r"预算|年初|安排|批复|下达|计划|申请", plain):
        return "budget"
    if re.search(r"决算|执行|支出|实际|使用|拨付|到位", plain):
        return "final"
    told = FUND.sub("", caption)
    return "budget" if "预算" in told and not re.search(r"决算|执行", told) else "final"


def fact_of(
    document: Document, cell: Cell, label: Cell, said: tuple[str, Role, str | None, int | None], unit: str | None
) -> Iterator[Finance]:
    """Yield the fact of a cell that holds a figure and nothing else."""
    found = AMOUNT.fullmatch(cell.text)
    if found is None or cell.carried:
        return
    item, role, scope, year = said
    value = Decimal(re.sub("[,，]", "", re.sub("[−－]", "-", found["n"])))
    share = found["u"] in ("%", "％") or role in ("rate", "share") or (role == "change" and ("率" in item or unit == "%"))
    printed = "%" if share else found["u"] or unit or "万元"
    span: Span = (min(label.span[0], cell.span[0]), max(label.span[1], cell.span[1]))
    yield Finance(
        item=item, role=role, scope=scope, year=year, value=value, unit=printed, value_wan=wan(value, printed),
        quote=document.quote(span), span=span, confidence=_sure(role, bool(found["u"] or unit or share)),
    )


def _sure(role: str, measured: bool) -> float:
    """A bare 金额 is read as the year's budget, which at times it is not; a change may be printed with its sign or without."""
    return 0.75 if not measured else 0.88 if role in ("adjusted", "change") else 0.95
