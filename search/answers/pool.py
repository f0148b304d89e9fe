"""What a question looks at (问题范围): all facts of a few reports, or of very many reports the facts that print what is asked for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search.facts_source import FactSource, ReportRef
from search.metrics import ranked, resolve
from search.plan import Ask, Plan
from search.prepared import Candidate, Preparer

WIDE = 40
"""So many reports are read in full; of more, only the facts that print what is asked for are looked at."""

MANY = 5_000
"""At most so many facts of a wide question are looked at."""

LAST = 50
"""Where one of so many last facts looked at still is the figure asked for, some may have been left out, and the answer says so."""

ITS_FACTS = 300
"""Facts of an ordinary report, the measure of how rare a word is among them where not all of them are read."""

_OF_FIGURES = ("lookup", "list", "compare", "aggregate", "trend", "target", "structure")
_NEAR = 0.5
"""Least share of a question's words that some fact must show for the words to have found anything."""


@dataclass(frozen=True)
class Pool:
    """The reports a question is answered from; `facts` by report id, None where each report is read in full.

    `wide` tells that every report in scope was searched by words, `partial` that some that may say more were left out.
    """

    reports: list[ReportRef]
    facts: Mapping[str, Sequence[Candidate]] | None = None
    wide: bool = False
    partial: bool = False


def pool_of(plan: Plan, asks: Sequence[Ask], source: FactSource, preparer: Preparer) -> Pool:
    """Return what a plan looks at; `asks` are its asks without the words of their roles."""
    named = _named(plan, preparer)
    if len(named) > WIDE:
        if (found := _wide(plan, asks, named, source, preparer)) is not None:
            return found
        keep = set(source.relevant_reports(plan.topic, [r.report_id for r in named], WIDE))
        named = [r for r in named if r.report_id in keep]
        return Pool(_read(named, preparer), partial=True)
    return Pool(_read(named, preparer))


def _named(plan: Plan, preparer: Preparer) -> list[ReportRef]:
    refs = preparer.refs
    if not plan.report_ids and not plan.departments:
        return list(refs.values())
    departments = frozenset(plan.departments)
    return [refs[i] for i in plan.report_ids if i in refs] or [r for r in refs.values() if r.department in departments]


def _read(reports: list[ReportRef], preparer: Preparer) -> list[ReportRef]:
    preparer.all_of([r.report_id for r in reports])  # read together what is not ready yet
    return _in_order(reports)


def _in_order(reports: list[ReportRef]) -> list[ReportRef]:
    return sorted(reports, key=lambda r: (r.department, r.year or 0))


def _wide(plan: Plan, asks: Sequence[Ask], named: list[ReportRef], source: FactSource, preparer: Preparer) -> Pool | None:
    """Return the facts of all reports that print what is asked for; None where words alone find nothing near it."""
    ids = [r.report_id for r in named]
    found: list[Candidate] = []
    if plan.intent == "target" and plan.every_item and plan.attained is False:
        found = preparer.of_rows(source.unmet(ids))
    elif plan.intent in _OF_FIGURES and asks and not any(a.names for a in asks):
        found = preparer.of_mentions(source.mentions([a.phrase for a in asks], ids, MANY))
        if not any(m.coverage >= _NEAR for m in ranked(asks[0], found)[:1]):
            return None
    if not found:
        return None
    facts: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        facts[candidate.report.report_id].append(candidate)
    cut = len(found) >= MANY and any(resolve(a, found[-LAST:], among=ITS_FACTS) for a in asks)
    return Pool(_in_order([r for r in named if r.report_id in facts]), facts, wide=True, partial=cut)
