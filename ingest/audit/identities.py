"""Identities between the money facts (收支勾稽): parts of basic spending, the year's balance, parts above their whole, slips of unit."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ingest.audit.rules import finding, tolerance
from ingest.document import Document
from ontology.ids import fold
from ontology.records import Bundle, Finance, Finding, overlap

_BASIC = re.compile(r"^基本支出$")
_BASIC_PARTS = (re.compile(r"^人员经费$|^人员支出$"), re.compile(r"^公用经费$|^日常公用经费$|^公用支出$"))
_INCOME_ALL, _SPENT_ALL = re.compile(r"^收入(?:总计|总额)$"), re.compile(r"^支出(?:总计|总额)$")
_INCOME = re.compile(r"^(?:本年|全年)?收入(?:合计|决算|决算数)?$")
_SPENT = re.compile(r"^(?:本年|全年)?支出(?:合计|决算|决算数)?$")
_OPENING = re.compile(r"^(?:年初|上年)(?:财政拨款)?结转(?:和?结余|资金|资金结余)?$")
_CLOSING = re.compile(r"^(?:年末|结转下年)(?:财政拨款)?(?:结转(?:和?结余)?|结余)?$|^结转下年$")
_SPECIAL = re.compile(r"结余分配|使用(?:以前年度|非财政拨款)")
_FUND = re.compile(r"^政府性基金(?:预算)?(?:财政拨款)?(?:支出)?$")
_BOND = re.compile(r"专项债券(?:资金)?")
_LAST_YEAR = re.compile(r"上年|去年|20\d\d年|同比")
_CHANGE = re.compile(r"(?:较|比|与)?(?:上年|去年|20\d\d年|同期|上年度).*$|同比.*$|(?:增长率|下降率|增幅|降幅|增长|下降)$")
_FAR = Decimal(8)
_ROLES = ("budget", "adjusted", "final")


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield the identities of a department's money that do not hold."""
    groups: dict[tuple[str, str, int | None], list[Finance]] = defaultdict(list)
    for fact in bundle.finance:
        if fact.value_wan is not None and fact.role in _ROLES:
            groups[(fact.role, fact.scope or "", fact.year)].append(fact)
    for (role, _, _), facts in groups.items():
        yield from _basic(document, facts)
        if role == "final":
            yield from _balance(document, facts)
            yield from _above_fund(document, bundle, facts)
    yield from _slips(document, bundle)
    yield from _changes(document, bundle)


def one(facts: list[Finance], item: re.Pattern[str]) -> Finance | None:
    """Return the fact of an item where its group says one value for it."""
    found = [f for f in facts if item.search(re.sub(r"^\d+[、.．]?\s*", "", f.item))]
    return found[0] if found and len({f.value_wan for f in found}) == 1 else None


def _basic(document: Document, facts: list[Finance]) -> Iterator[Finding]:
    """人员经费 + 公用经费 = 基本支出."""
    basic, people, running = one(facts, _BASIC), *(one(facts, p) for p in _BASIC_PARTS)
    if basic is None or people is None or running is None:
        return
    made = _wan(people) + _wan(running)
    if abs(made - _wan(basic)) > tolerance("basic-parts"):
        text = f"{people.item}{_wan(people):f} + {running.item}{_wan(running):f} = {made:f}，基本支出为{_wan(basic):f}"
        yield finding(document, "basic-parts", text, [people.span, running.span, basic.span])


def _balance(document: Document, facts: list[Finance]) -> Iterator[Finding]:
    """收入总计 = 支出总计; 年初结转 + 本年收入 = 本年支出 + 年末结转."""
    whole_in, whole_out = one(facts, _INCOME_ALL), one(facts, _SPENT_ALL)
    if whole_in and whole_out and abs(_wan(whole_in) - _wan(whole_out)) > tolerance("balance"):
        gap = _wan(whole_in) - _wan(whole_out)
        text = f"收入总计{_wan(whole_in):f} − 支出总计{_wan(whole_out):f} = {gap:f}"
        yield finding(document, "balance", text, [whole_in.span, whole_out.span])
        return
    income, spent, closing = one(facts, _INCOME), one(facts, _SPENT), one(facts, _CLOSING)
    if income is None or spent is None or closing is None or any(_SPECIAL.search(f.item) for f in facts):
        return
    opening = one(facts, _OPENING)
    if opening is None and any(_OPENING.search(f.item) for f in facts):
        return
    before = _wan(opening) if opening else Decimal(0)
    gap = before + _wan(income) - _wan(spent) - _wan(closing)
    if abs(gap) > tolerance("balance") and abs(gap) < _wan(income) / 2 and (opening or _wan(income) == _wan(spent)):
        told = f"年初结转{before:f}" if opening else "未列年初结转"
        text = f"{told}，本年收入{_wan(income):f} − 本年支出{_wan(spent):f} − 年末结转{_wan(closing):f}，差{gap:f}"
        spans = [income.span, spent.span, closing.span, *([opening.span] if opening else [])]
        yield finding(document, "balance", text, spans, 0.85 if opening else 0.7)


def _above_fund(document: Document, bundle: Bundle, facts: list[Finance]) -> Iterator[Finding]:
    """Money of special bonds is money of the government funds: it cannot exceed them."""
    fund = one(facts, _FUND)
    for project in bundle.projects:
        for part in project.components:
            money = part.value_wan if _BOND.search(part.label) else None
            if fund and money is not None and money > _wan(fund) + tolerance("part-above-whole"):
                text = f"“{project.name}”{part.label}{part.value_wan:f}，{fund.item}为{_wan(fund):f}"
                place = document.text.find(f"{part.label}{part.value:f}", project.span[0])
                printed = (project.span[0], place + len(f"{part.label}{part.value:f}{part.unit}")) if place >= 0 else project.span
                yield finding(document, "part-above-whole", text, [printed, fund.span], 0.8)


def _changes(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """较上年下降 p% in a sentence, last year's amount in a table: p is what the two amounts make."""
    told: dict[tuple[str, str, str], list[Finance]] = defaultdict(list)
    for fact in bundle.finance:
        if fact.role in ("final", "prior") and fact.value_wan:
            told[(fact.role, fact.scope or "", _plain(fact.item))].append(fact)
    for change in bundle.finance:
        if change.role != "change" or change.unit != "%" or not change.value or not _LAST_YEAR.search(change.quote):
            continue
        key = change.scope or "", _plain(_CHANGE.sub("", change.item))
        now, before = told.get(("final", *key), []), told.get(("prior", *key), [])
        if len({f.value_wan for f in now}) != 1 or len({f.value_wan for f in before}) != 1 or overlap(before[0].span, change.span):
            continue
        real = abs(_wan(now[0]) - _wan(before[0])) / _wan(before[0]) * 100
        if tolerance("growth") < abs(real - abs(change.value)) < _FAR:
            text = f"（{_wan(now[0]):f} − {_wan(before[0]):f}）÷ {_wan(before[0]):f} = {real:.2f}%，所列为{change.value:f}%"
            yield finding(document, "growth", text, [change.span, before[0].span, now[-1].span], 0.8)


def _plain(item: str) -> str:
    return re.sub(r"[“”\"]|经费|支出|合计|总额|决算", "", item)


def _slips(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """One item, two amounts exactly ten, a hundred, a thousand or ten thousand times apart (万元 for 元, a point moved)."""
    same: dict[tuple[str, str, str, int | None], list[Finance]] = defaultdict(list)
    for fact in bundle.finance:
        if fact.value_wan and fact.role in _ROLES:
            same[(fold(fact.item), fact.role, fact.scope or "", fact.year)].append(fact)
    for facts in same.values():
        low, high = min(facts, key=_wan), max(facts, key=_wan)
        if len({f.value_wan for f in facts}) != 2 or not _is_power_of_ten(_wan(high), _wan(low)) or len(_digits(low)) < 3:
            continue
        text = f"“{low.item}”写{high.value:f}{high.unit}与{low.value:f}{low.unit}，相差{_wan(high) / _wan(low):f}倍"
        yield finding(document, "unit-slip", text, [high.span, low.span], 0.85)


def _is_power_of_ten(high: Decimal, low: Decimal) -> bool:
    return any(low * Decimal(10) ** n == high for n in range(1, 5))


def _digits(fact: Finance) -> str:
    return f"{fact.value:f}".replace(".", "").strip("0")


def _wan(fact: Finance) -> Decimal:
    return fact.value_wan or Decimal(0)
