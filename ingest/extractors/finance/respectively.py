"""Amounts told one for each of several things (分别为): of several years, of several items, or shares of the items before them."""

import re
from decimal import Decimal

from ingest.document import Flow
from ingest.extractors.finance.items import is_item, named, role_in, trimmed
from ingest.extractors.finance.said import BARE_ROLE, Due, Fact, Said
from ontology.records import Role

YEARS = re.compile(
    r"(?P<years>(?:(?:19|20)\d{2}\s*年?度?\s*[、和至及]\s*){1,4}(?:19|20)\d{2}\s*年度?)(?P<item>[^，。；\d]{2,24}?)(?:分别|依次)(?:为|是|达到?)?"
)
ITEMS = re.compile(r"(?P<items>[^，。；\d]{2,40}?)(?:分别|依次)(?:为|是|达到?)")
SHARES = re.compile(r"[，,]?(?:分别|依次)占(?P<of>[^，。；占]{0,16}?)的?(?:比重|比例)?[为达]*")
CHAIN = re.compile(r"\d+(?:\.\d+)?\s*[%％](?:[、和及]\s*\d+(?:\.\d+)?\s*[%％])+")
NEXT = re.compile(r"[、，,]?[和及与]?")


def respective(flow: Flow, begin: int, found: re.Match[str], said: Said) -> list[Fact] | None:
    """Return the fact of a figure that is one of several told respectively; None where it is not one of them."""
    phrase = flow.text[begin : found.start()]
    if said.due and NEXT.fullmatch(phrase):
        return _next(found, said)
    said.due, said.due_year = [], None
    percent = found["u"] in ("%", "％")
    said.due = _shares(flow, found, phrase, said) if percent else _years(begin, phrase, said) or _items(begin, phrase, said)
    return _next(found, said) if said.due else None


def _next(found: re.Match[str], said: Said) -> list[Fact]:
    at, item, role, year = said.due.pop(0)
    value = Decimal(0) if found["zero"] else Decimal(re.sub("[,，]", "", found["n"]))
    if role not in ("prior", "share"):
        said.remember(item, at, role, value)
    said.due_year = year
    return [(at, item, role, value, said.scope)]


def _years(begin: int, phrase: str, said: Said) -> list[Due]:
    """Return one item in several years (2022年、2023年支出分别为…); the report's own year is no earlier one."""
    told = YEARS.fullmatch(phrase.strip())
    if told is None:
        return []
    a, b = trimmed(told["item"])
    item = told["item"][a:b]
    if not is_item(item) and not BARE_ROLE.fullmatch(item):
        return []
    years = [int(y) for y in re.findall(r"(?:19|20)\d{2}", told["years"])]
    role: Role = role_in(item) or said.label or "final"
    earlier = [said.fiscal is not None and y < said.fiscal for y in years]
    return [(begin, named(item), "prior" if before and role == "final" else role, y) for y, before in zip(years, earlier, strict=True)]


def _items(begin: int, phrase: str, said: Said) -> list[Due]:
    """Return several items (收入、支出分别为…); what the last says of budget or account is said of all."""
    a, _ = trimmed(phrase)
    told = ITEMS.fullmatch(phrase[a:])
    names = re.split(r"[、及]|和(?!服务|家庭|结余)|与", told["items"]) if told else []
    if len(names) < 2 or not all(is_item(name) or BARE_ROLE.fullmatch(name) for name in names):
        return []
    tail = re.search(r"(?:预算|决算)(?=数?$)", names[-1])
    names = [name if role_in(name) or not tail else name + tail.group() for name in names]
    role: Role = said.label or "final"
    return [(begin + a, named(name) or name, role_in(name) or role, said.year) for name in names]


def _shares(flow: Flow, found: re.Match[str], phrase: str, said: Said) -> list[Due]:
    """Return the shares of as many items as there are percentages (基本支出80万元、项目支出20万元，分别占80%、20%)."""
    told, chain = SHARES.fullmatch(phrase), CHAIN.match(flow.text, found.start())
    count = len(re.findall("[%％]", chain.group())) if chain else 0
    if told is None or count < 2 or len(said.told) < count:
        return []
    of = f"占{told['of']}比重" if told["of"] else "占比"
    return [(at, f"{item}{of}", "share", said.year) for item, at in said.told[-count:]]
