"""Two years of one department side by side (跨年勾稽): last year's outturn beside this year's 上年 column, carried money, copies."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.audit.rules import rules, tolerance
from ontology.ids import fold
from ontology.records import Bundle, Fact, Finance, Finding, Outcome

_OPENING = re.compile(r"^(?:年初|上年)(?:财政拨款)?结转(?:和?结余|资金|资金结余)?$")
_CLOSING = re.compile(r"^(?:年末|结转下年)(?:财政拨款)?(?:结转(?:和?结余)?|结余)?$")
_GROWTH = re.compile(r"(?:同比|较上年|比上年)?(?:增长率|增幅|增速|降幅|下降率)$")
_COPIED = 3
Key = tuple[str, str, int | None]


@dataclass(frozen=True, slots=True)
class Across:
    """A finding over two reports; `report_ids[i]` is the report of quote and span i."""

    finding: Finding
    report_ids: tuple[str, ...]


def across(earlier: Bundle, later: Bundle) -> Iterator[Across]:
    """Yield where the report of a year contradicts that of the year before, of one department and kind."""
    for rule in (_prior, _budget, _carried, _grown, _copied):
        yield from rule(earlier, later)


def _said(rule: str, text: str, *places: tuple[Bundle, Fact], confidence: float = 0.85) -> Across:
    cited = rules()[rule]
    facts = [fact for _, fact in places]
    found = Finding(
        kind=cited.kind, severity=cited.severity, explanation=f"{cited.title}：{text}", rule=rule, confidence=confidence,
        quotes=tuple(f.quote for f in facts), spans=tuple(f.span for f in facts),
    )
    return Across(found, tuple(bundle.report_id for bundle, _ in places))


def _money(bundle: Bundle, role: str, year: int | None) -> dict[str, Finance]:
    """Return item → the one amount of a role and year; items told with several amounts are left out."""
    same: dict[str, list[Finance]] = defaultdict(list)
    for fact in bundle.finance:
        if fact.role == role and fact.year == year and fact.value_wan is not None:
            same[fold(re.sub(r"^\d+[、.．]?\s*", "", fact.item))].append(fact)
    return {item: facts[0] for item, facts in same.items() if len({f.value_wan for f in facts}) == 1}


def _compare(
    earlier: Bundle, later: Bundle, rule: str, read: Callable[[Bundle], dict[str, Finance]], seen: Callable[[Bundle], dict[str, Finance]]
) -> Iterator[Across]:
    before, after = read(earlier), seen(later)
    for item in sorted(before.keys() & after.keys()):
        a, b = before[item], after[item]
        gap = (b.value_wan or Decimal(0)) - (a.value_wan or Decimal(0))
        if abs(gap) > tolerance(rule):
            years = earlier.report.fiscal_year, later.report.fiscal_year
            text = f"“{a.item}”{years[0]}年度报告为{a.value_wan:f}万元，{years[1]}年度报告为{b.value_wan:f}万元，差{gap:f}"
            yield _said(rule, text, (earlier, a), (later, b))


def _prior(earlier: Bundle, later: Bundle) -> Iterator[Across]:
    """去年的决算 = 今年报告的上年数."""
    year = earlier.report.fiscal_year
    yield from _compare(earlier, later, "across-prior", lambda b: _money(b, "final", year), lambda b: _money(b, "prior", year))


def _budget(earlier: Bundle, later: Bundle) -> Iterator[Across]:
    """去年报告所列的今年预算 = 今年报告的年初预算."""
    year = later.report.fiscal_year
    yield from _compare(earlier, later, "across-budget", lambda b: _money(b, "budget", year), lambda b: _money(b, "budget", year))


def _carried(earlier: Bundle, later: Bundle) -> Iterator[Across]:
    """去年的年末结转 = 今年的年初结转."""
    closing = next((f for f in _money(earlier, "final", earlier.report.fiscal_year).values() if _CLOSING.search(f.item)), None)
    opening = next((f for f in _money(later, "final", later.report.fiscal_year).values() if _OPENING.search(f.item)), None)
    if closing is None or opening is None or closing.value_wan is None or opening.value_wan is None:
        return
    gap = opening.value_wan - closing.value_wan
    if abs(gap) > tolerance("across-carried"):
        text = f"上年年末结转{closing.value_wan:f}万元，本年年初结转{opening.value_wan:f}万元，差{gap:f}"
        yield _said("across-carried", text, (earlier, closing), (later, opening))


def _levels(bundle: Bundle) -> dict[tuple[str, str], Outcome]:
    same: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for fact in bundle.outcomes:
        if fact.bound == "exact":
            same[(fold(fact.metric), fact.unit)].append(fact)
    return {key: facts[0] for key, facts in same.items() if len({f.value for f in facts}) == 1}


def _grown(earlier: Bundle, later: Bundle) -> Iterator[Across]:
    """今年写同比增长 p%，两年报告的数值却得出另一个率."""
    before, after = _levels(earlier), _levels(later)
    for (metric, unit), rate in after.items():
        name = _GROWTH.sub("", metric)
        if unit != "%" or name == metric or rate.year not in (None, later.report.fiscal_year):
            continue
        down = bool(re.search(r"降", metric[len(name) :]))
        for (level, measure), now in after.items():
            old = before.get((level, measure))
            if not _is_level_of(level, name) or measure == "%" or old is None or not old.value:
                continue
            real = (now.value - old.value) / old.value * 100 * (-1 if down else 1)
            if abs(real - rate.value) > tolerance("across-growth"):
                text = f"（{now.value:f} − {old.value:f}）÷ {old.value:f} = {real:.2f}%，所列为{rate.value:f}%"
                yield _said("across-growth", f"“{now.metric}”{text}", (earlier, old), (later, now), (later, rate), confidence=0.75)


def _is_level_of(level: str, name: str) -> bool:
    """护送学生人次 is the level of 护送学生同比增长率: the same words, with a counting word at most."""
    return level.startswith(name) and len(name) >= 4 and len(level) - len(name) <= 2


def _copied(earlier: Bundle, later: Bundle) -> Iterator[Across]:
    """Three results or more with the very counts of the year before: the text was taken over."""
    before, after = _levels(earlier), _levels(later)
    same = [(before[k], after[k]) for k in after if k in before and before[k].value == after[k].value and _telling(after[k])]
    if len(same) >= _COPIED and 2 * len(same) >= len(after.keys() & before.keys()):
        text = "、".join(f"{now.metric}{now.value:f}{now.unit}" for _, now in same[:5])
        places = [place for old, now in same[:5] for place in ((earlier, old), (later, now))]
        yield _said("across-copied", f"{len(same)}项成效与上年报告数值完全相同：{text}", *places, confidence=0.75)


def _telling(fact: Outcome) -> bool:
    """Three digits that are not round: what two years do not have in common by chance."""
    return fact.unit != "%" and len(f"{fact.value:f}".replace(".", "").rstrip("0")) >= 3
