"""Identities of money and staff (收支、编制): parts, 三公, totals, one amount said twice, net growth."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ingest.audit.metric_key import key_words
from ingest.audit.quantified import value
from ingest.audit.rules import finding, tolerance
from ingest.audit.sentence import is_printed
from ingest.document import Document
from ontology.ids import fold
from ontology.records import Bundle, Finance, Finding, Staff

_SECOND_LEVEL = re.compile(
    r"二级(?:预算)?单位[^，。；、\d]{0,10}\d{1,3}[个家][，,、：:（(]?(?:包括|含|分别为|即|为|其中)[^。；、和]{0,6}?(?P<own>[局厅委办院]?(?:机关)?本级)"
)
_BASIC, _PROJECT = re.compile(r"^基本支出$"), re.compile(r"^项目支出$")
_ALL = re.compile(r"^(?:本年|年初|全年|预算|决算|调整后)?(?:预算|决算)?(?:支出(?:合计|总计|总额)|总支出)$")
_OWN_RUNNING = re.compile(r"^[“\"]?三公|^公务接待|^因公出国|^公务用车运行|^基本支出$|^公用经费$|^人员经费$")
_PUBLIC = re.compile(r"^[“\"]?三公[”\"]?经费(?:支出|合计|总额)?$")
_PUBLIC_PARTS = (re.compile(r"公务接待"), re.compile(r"出国"), re.compile(r"公务用车(?!购置费$|运行维护费$)|公车(?!购置$)"))


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield what does not add up in amounts and head counts."""
    yield from _identities(document, bundle)
    yield from _twice(document, bundle)
    yield from _own_body(document)
    yield from _net_growth(document, bundle)


def _identities(document: Document, bundle: Bundle) -> Iterator[Finding]:
    groups: dict[tuple[str, str, int | None], list[Finance]] = defaultdict(list)
    for fact in bundle.finance:
        if fact.value_wan is not None and fact.role in ("budget", "adjusted", "final", "prior"):
            groups[(fact.role, fact.scope or "", fact.year)].append(fact)
    for facts in groups.values():
        basic, project, total = _one(facts, _BASIC), _one(facts, _PROJECT), _one(facts, _ALL)
        if basic and project and total:
            yield from _sum(document, "basic-and-project", [basic, project], total)
        public = _one(facts, _PUBLIC)
        parts = [p for p in (_one(facts, pattern) for pattern in _PUBLIC_PARTS) if p]
        if public and len(parts) >= 2:
            yield from _sum(document, "three-public", parts, public, exact=len(parts) == len(_PUBLIC_PARTS))


def _twice(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """One head count, or one amount of the office's own running, said twice with different values."""
    counts: dict[tuple[str, str], list[Staff]] = defaultdict(list)
    for fact in bundle.staff:
        if fact.scope:
            counts[(fold(fact.metric), fact.scope)].append(fact)
    for people in counts.values():
        apart = max(f.span[0] for f in people) - min(f.span[0] for f in people)
        if len({f.value for f in people}) == 2 and len(people) <= 4 and apart > 500:  # two counts side by side are of two bodies
            said = "、".join(f"{f.value:f}{f.unit}" for f in people)
            yield finding(document, "same-staff", f"“{people[0].metric}”写{said}", [f.span for f in people], 0.75)
    amounts: dict[tuple[str, str, str, int | None], list[Finance]] = defaultdict(list)
    for money in bundle.finance:
        in_table = re.search(r"[\n\t|]", money.quote)  # a table's columns have stages of their own
        if money.value_wan is not None and not in_table and _OWN_RUNNING.search(money.item):
            amounts[(fold(money.item), money.role, money.scope or "", money.year)].append(money)
    for same in amounts.values():
        values = sorted({f.value_wan or Decimal(0) for f in same})
        if len({_setting(document, f) for f in same}) > 1:
            continue
        if len(values) == 2 and len(same) <= 4 and values[1] - values[0] > tolerance("same-amount"):
            said = "、".join(f"{f.value:f}{f.unit}" for f in same)
            yield finding(document, "same-amount", f"“{same[0].item}”写{said}", [f.span for f in same], 0.75)


def _setting(document: Document, fact: Finance) -> frozenset[str]:
    """Return the years and stages printed at an amount: amounts of different ones are not the same."""
    around = document.text[max(0, fact.span[0] - 12) : fact.span[1]]
    return frozenset(re.findall(r"20\d\d|预算|决算|上年|调整", around))


def _one(facts: list[Finance], item: re.Pattern[str]) -> Finance | None:
    """Return the fact of an item where its group says one value for it."""
    found = [f for f in facts if item.search(re.sub(r"^\d+[、.．]?\s*", "", f.item))]
    return found[0] if found and len({f.value_wan for f in found}) == 1 else None


def _sum(document: Document, rule: str, parts: list[Finance], total: Finance, exact: bool = True) -> Iterator[Finding]:
    made = sum((p.value_wan or Decimal(0) for p in parts), Decimal(0))
    whole = total.value_wan or Decimal(0)
    if any(Decimal(n) == made for n in re.findall(r"\d+(?:\.\d+)?", total.quote.replace(",", ""))):
        return  # the place says more than one amount, and one of them fits
    if rule == "basic-and-project" and made < whole and (is_printed(document, whole - made, total.unit) or _with_rest(document, total)):
        return  # what is carried over makes up for it
    if made - whole > tolerance(rule) or (exact and whole - made > tolerance(rule)):
        terms = " + ".join(f"{p.item}{p.value_wan:f}" for p in parts)
        yield finding(document, rule, f"{terms} = {made:f}，{total.item}为{whole:f}", [*(p.span for p in parts), total.span])


def _with_rest(document: Document, total: Finance) -> bool:
    """支出总计 holds what is left at the year's end too, where the report tells of it beside."""
    near = document.text[max(0, total.span[0] - 20) : total.span[1] + 160]
    return "总计" in total.item and re.search(r"结余分配|年末结转|结转下年", near) is not None


def _own_body(document: Document) -> Iterator[Finding]:
    """二级预算单位5个，包括局本级: the department itself is of the first level, so the number counts one too many."""
    for flow in document.flows:
        for m in _SECOND_LEVEL.finditer(flow.text):
            text = f"“{m['own']}”是一级预算单位，不在二级预算单位之列"
            yield finding(document, "own-body-counted", text, [flow.span(m.start(), m.end())], 0.8)


def _net_growth(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """存量 X、净增 N 与年增长率 R：R = N ÷ (X − N)."""
    rates = [(o.metric, o.value, o.span) for o in bundle.outcomes if o.unit == "%" and "增长率" in o.metric]
    for row in bundle.indicators:
        actual = value(row.actual)
        if actual and actual[1] == "%" and "增长率" in row.name:
            rates.append((row.name, actual[0], row.span))
    for stock, net in zip(bundle.outcomes, bundle.outcomes[1:], strict=False):
        if "净增" not in net.metric or stock.unit != net.unit or net.span[0] - stock.span[1] > 8 or stock.value <= net.value:
            continue
        words = key_words(stock.metric)
        grown = net.value / (stock.value - net.value) * 100
        same = [r for r in rates if key_words(r[0]) - {"增长率"} == words and abs(r[1] - grown) > tolerance("net-growth")]
        if same:
            text = f"{net.value:f} ÷（{stock.value:f} − {net.value:f}）= {grown:.2f}%，所列为{same[0][1]:f}%"
            yield finding(document, "net-growth", text, [(stock.span[0], net.span[1]), *(r[2] for r in same)])
