"""Rates of the forms against the money and posts they are made of (管理类指标): execution, control, adjustment (财预〔2013〕53号)."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from ingest.audit.quantified import value
from ingest.audit.rules import finding, tolerance
from ingest.audit.sentence import lines
from ingest.document import Document
from ontology.records import Bundle, Fact, Finance, Finding

_FAR = Decimal(8)
_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"^公用经费控制率$"), re.compile(r"^(?:日常)?公用(?:经费|支出)$")),
    (re.compile(r"^[“\"]?三公[”\"]?经费(?:支出)?控制率$"), re.compile(r"^[“\"]?三公[”\"]?经费(?:支出|合计|总额)?$")),
    (re.compile(r"^(?:部门|整体|年度|资金|支出)*预算(?:资金)?(?:执行|完成)率$"), re.compile(r"")),
)
_WHOLE = re.compile(r"^(?:本年|全年|部门|整体|调整后|年度|全年)*(?:预算|资金|支出|收入)*(?:合计|总计|总额|支出|预算|预算数|收入)$")
_SHARE_OF = re.compile(
    r"占(?:当年|本年|全年|全部|部门)?(?:总(?P<total>收入|支出)|(?P<said>收入|支出)(?:合计|总计|总额|决算(?:数)?|总数))的?(?:比重|比例)?(?:为|达|约)?$"
)
_TOTALS = {
    "收入": re.compile(r"^(?:本年|全年)?(?:收入(?:合计|总计|总额|决算)?|总收入)$"),
    "支出": re.compile(r"^(?:本年|全年)?(?:支出(?:合计|总计|总额|决算)?|总支出)$"),
}
_MONEY = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}
_POSTS = re.compile(r"^在职人员控制率$")


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield the rates in the forms that no amounts of the report make."""
    yield from _shares(document, bundle)
    for row in bundle.indicators:
        actual, terms = value(row.actual), list(rate_terms(row.name, bundle))
        if actual is None or actual[1] != "%" or not terms or actual[0] == 0 or _of_unknown(row.name, bundle):
            continue
        ratio, facts = min(terms, key=lambda t: abs(t[0] - actual[0]))
        if abs(ratio - actual[0]) <= max(tolerance("rate-of-facts"), Decimal("0.5") if actual[0] == int(actual[0]) else Decimal(0)):
            continue
        above, below = facts[-1], facts[0]
        text = f"{_number(above):f} ÷ {_number(below):f} = {ratio:.2f}%，“{row.name}”填{row.actual}"
        yield finding(document, "rate-of-facts", text, [row.span, above.span, below.span], 0.8)


def _shares(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """甲 a 万元，占总支出的 p%: p = a over the whole that the report tells elsewhere."""
    for line in lines(document):
        for part, rate in pairwise(line.found):
            between = line.text[part.end : rate.start].strip("，, （(")
            m = _SHARE_OF.match(between) if rate.unit == "%" and part.unit in _MONEY and part.bound == rate.bound == "exact" else None
            if m is None:
                continue
            item = _TOTALS[m["total"] or m["said"]]
            wholes = [f for f in bundle.finance if f.role in ("final", "budget", "adjusted") and f.value_wan and item.search(f.item)]
            said = [q.value * _MONEY[q.unit] for q in line.found if q.unit in _MONEY and q.end <= part.start]
            value = part.value * _MONEY[part.unit]
            ratios = [(value / (w.value_wan or value) * 100, w) for w in wholes]
            near = min(ratios, key=lambda r: abs(r[0] - rate.value), default=None)
            fits = any(w and abs(value / w * 100 - rate.value) <= tolerance("share-of-whole") for w in said)
            if near and not fits and tolerance("share-of-whole") < abs(near[0] - rate.value) < _FAR:
                text = f"{value:f} ÷ {near[1].value_wan:f} = {near[0]:.2f}%，所列为{rate.value:f}%"
                yield finding(document, "share-of-whole", text, [line.clause(part, rate), near[1].span], 0.8)


def _of_unknown(name: str, bundle: Bundle) -> bool:
    """Return whether the budget of the whole as adjusted in the year, of which a rate of execution is told, is not in the report."""
    adjusted = [f for f in bundle.finance if f.role == "adjusted" and f.value_wan and _WHOLE.search(f.item)]
    return "执行" in name and not adjusted


def rate_terms(name: str, bundle: Bundle) -> Iterator[tuple[Decimal, tuple[Fact, ...]]]:
    """Yield the rates that an indicator of this name may mean, in percent, each with what it is made of: the whole first."""
    plain = re.sub(r"\s", "", name)
    if _POSTS.search(plain):
        yield from _posts(bundle)
    for names, items in _KINDS:
        if names.search(plain):
            yield from _ratios([f for f in bundle.finance if items.search(f.item) and f.value_wan])


def _posts(bundle: Bundle) -> Iterator[tuple[Decimal, tuple[Fact, ...]]]:
    posts = [f for f in bundle.staff if f.metric == "编制数" and f.value]
    for people in (f for f in bundle.staff if f.metric in ("在职人数", "在编人数", "年末实有人数")):
        yield from ((people.value / whole.value * 100, (whole, people)) for whole in posts)


def _ratios(facts: list[Finance]) -> Iterator[tuple[Decimal, tuple[Fact, ...]]]:
    for spent in (f for f in facts if f.role == "final"):
        for whole in (f for f in facts if f.role in ("budget", "adjusted") and f.year == spent.year):
            yield _number(spent) / _number(whole) * 100, (whole, spent)


def _number(fact: Fact) -> Decimal:
    found = getattr(fact, "value_wan", None)
    return Decimal(getattr(fact, "value", 0)) if found is None else Decimal(found)
