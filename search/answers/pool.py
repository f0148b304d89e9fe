"""What a question looks at (问题范围): all facts of a few reports, or of very many reports the facts that print what is asked for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ontology.records import Finding
from search.answers.audits.findings import of_topic
from search.answers.topics import audit_topic, money_topic
from search.facts_source import FactSource, ReportRef, SpendingRow
from search.matching.metrics import ranked, resolve
from search.matching.prepared import Candidate, Preparer
from search.plan import Ask, Plan
from search.words.lexicon import terms_of

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
    links: Mapping[str, Sequence[SpendingRow]] | None = None
    findings: Mapping[str, Sequence[Finding]] | None = None
    wide: bool = False
    partial: bool = False

    @cached_property
    def of_department(self) -> dict[str, list[ReportRef]]:
        """The reports in scope by department, in their order."""
        found: dict[str, list[ReportRef]] = {}
        for report in self.reports:
            found.setdefault(report.department, []).append(report)
        return found

    @cached_property
    def seated(self) -> dict[str | None, set[str]]:
        """The departments in scope by the code of the division that they sit in; None are those whose reports name none."""
        found: dict[str | None, set[str]] = {}
        for report in self.reports:
            found.setdefault(report.fields.adcode, set()).add(report.department)
        return found


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
    if plan.intent == "audit":
        return _of_findings(named, source.findings(ids), audit_topic(plan), preparer)
    links: Mapping[str, Sequence[SpendingRow]] | None = None
    found: list[Candidate] = []
    if plan.intent == "target" and plan.every_item and plan.attained is False:
        found = preparer.of_rows(source.unmet(ids))
    elif plan.intent == "spending" and (topic := money_topic(plan)):
        found, links = _of_money(topic, ids, source, preparer)
    elif plan.intent in _OF_FIGURES and asks and not any(a.names for a in asks):
        found = preparer.of_mentions(source.mentions([a.phrase for a in asks], ids, MANY))
        found = found if any(m.coverage >= _NEAR for m in ranked(asks[0], found)[:1]) else []
    if not found:
        return None
    facts: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        facts[candidate.report.report_id].append(candidate)
    cut = len(found) >= MANY and any(resolve(a, found[-LAST:], among=ITS_FACTS) for a in asks)
    return Pool(_in_order([r for r in named if r.report_id in facts]), facts, links, wide=True, partial=cut)


def _of_findings(named: list[ReportRef], findings: Mapping[str, Sequence[Finding]], topic: str, preparer: Preparer) -> Pool:
    """Return the findings that speak of a topic, of at most so many reports as a reader would go through."""
    kept = {report: spoken for report, of_it in findings.items() if (spoken := of_topic(of_it, topic))}
    shown = _in_order([r for r in named if r.report_id in kept]) or _in_order(named)
    if len(shown) <= WIDE:
        return Pool(_read(shown, preparer), findings=kept, wide=True)
    return Pool(shown[:LISTED], facts={}, findings=kept, wide=True, partial=len(kept) > LISTED)


def _of_money(
    topic: str, ids: Sequence[str], source: FactSource, preparer: Preparer
) -> tuple[list[Candidate], Mapping[str, Sequence[SpendingRow]]]:
    """Return the money that is called by a topic or serves a duty of it, and those duties."""
    found = preparer.of_mentions(source.mentions([topic], ids, MANY))
    telling = max(terms_of(topic), key=lambda t: (t.weight, len(t.said)), default=None)
    links = source.spending(ids, telling.forms) if telling is not None else {}
    projects = preparer.of_rows([row for rows in source.facts(list(links), ("projects",)).values() for row in rows])
    return list({c.row.id: c for c in [*projects, *found]}.values()), links


LISTED = 200
"""Reports whose findings one answer goes through; of more than `WIDE` the figures are those that the findings quote."""
