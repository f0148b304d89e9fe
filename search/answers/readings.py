"""Which reading of a question is answered (择优作答): the planned one, or where it came to nothing sure the best-supported other one.

A reading is as well supported as its rows show the identifying words of the question and values of the kind asked for. Only figures
found by their words count, so that what no report says stays refused.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from ontology.records import Span
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow
from search.matching.metrics import identifying, named_by
from search.matching.prepared import Candidate
from search.matching.showing import shows
from search.matching.value_kinds import fits_value
from search.planning.readings import other_plans
from search.words.lexicon import Term, terms_of
from search.words.wording import fold

Run = Callable[[Inquiry], Outcome]

SUPPORTED, SURER = 0.75, 0.85
"""Least support of another reading where the planned one is refused, and where it found figures by their meaning alone."""

_MAY_BE_OTHERWISE = ("figure", "contributor")
"""Refusals that say that nothing was found; a place, a year or a person that is refused stays refused in every reading."""


def best_read(inquiry: Inquiry, outcome: Outcome, run: Run) -> tuple[Inquiry, Outcome]:
    """Return the reading that is answered and what it came to: the planned one unless it is unsure and another is well supported."""
    least = _least(inquiry, outcome)
    if least is None:
        return inquiry, outcome
    best, support = (inquiry, outcome), least - 1e-9
    for plan in other_plans(inquiry.question, inquiry.source, inquiry.preparer.gazetteer, inquiry.plan):
        other = inquiry.planned(plan)
        other.literal = True
        found = run(other)
        lost = outcome.refusal is not None and outcome.refusal.reason == "contributor" and found.result is None
        if not lost and (share := supported(inquiry, other, found)) > support:
            best, support = (other, found), share
    return best


def _least(inquiry: Inquiry, outcome: Outcome) -> float | None:
    """Return the support that another reading needs; None where the planned one is sure, or refused for good."""
    if outcome.refusal is not None:
        return SUPPORTED if outcome.refusal.reason in _MAY_BE_OTHERWISE else None
    if inquiry.plan.operation in ("mean", "sum") and outcome.result is None and len({r.unit_base for r in outcome.rows}) > 1:
        return SUPPORTED  # what cannot be put together is neither a sum nor a mean
    supposed = bool(outcome.rows) and all(r.quote in inquiry.supposed for r in outcome.rows)
    return SURER if supposed or not _has_kinds(inquiry, _facts_told(inquiry, outcome.rows), outcome) else None


def supported(asked: Inquiry, reading: Inquiry, outcome: Outcome) -> float:
    """Return which share of a question's identifying words a reading's rows show; 0 where it is no answer of the kind asked for."""
    if outcome.refusal is not None or not outcome.rows:
        return 0.0
    told = _facts_told(reading, outcome.rows)
    if not _of_the_kind(asked, reading, told, outcome):
        return 0.0
    terms = _identifying(asked)
    facts = [c for r in {row.report_id: row for row in outcome.rows} for c in reading.of_any_year(reading.preparer.refs[r])]
    weights = [identifying(t, [shows(t, c) for c in facts] or [0.0]) for t in terms]
    shown = [max(_shown(term, row, fact) for row, fact in zip(outcome.rows, told, strict=True)) for term in terms]
    share = sum(w * s for w, s in zip(weights, shown, strict=True)) / (sum(weights) or 1)
    return share * _asked_for(asked, told, outcome)


def _asked_for(asked: Inquiry, told: Sequence[Candidate | None], outcome: Outcome) -> float:
    """Return which share of the facts told is of a kind asked for: what only the scene of a question names is none."""
    facts = [c for c in told if c is not None]
    wanted = [a for a in asked.plan.asks if a.dimension]
    of_kind = [c for c in facts if any(fits_value(a, c) for a in wanted)]
    return len(of_kind) / len(facts) if facts and wanted and outcome.result is None else 1.0


def _identifying(inquiry: Inquiry) -> list[Term]:
    """Return the words that tell what is asked for, without those of a department's name."""
    terms = terms_of(" ".join(a.phrase for a in inquiry.plan.asks) or inquiry.plan.topic)
    own = [named_by(terms, d) for d in inquiry.departments] or [(False,) * len(terms)]
    return [t for i, t in enumerate(terms) if t.weight >= 0.6 and not all(names[i] for names in own)]


def _shown(term: Term, row: AnswerRow, fact: Candidate | None) -> float:
    if fact is not None:
        return shows(term, fact)
    told = fold(f"{row.metric} {row.value} {row.quote}")
    return 1.0 if any(form in told for form in term.forms) else 0.0


def _facts_told(inquiry: Inquiry, rows: Sequence[AnswerRow]) -> list[Candidate | None]:
    """Return the fact that each row tells; None for one that quotes a passage."""
    known: dict[str, dict[tuple[Span, object], Candidate]] = {}
    for report_id in {row.report_id for row in rows} & inquiry.preparer.refs.keys():
        facts = inquiry.of_any_year(inquiry.preparer.refs[report_id])
        known[report_id] = {(c.row.span, c.value): c for c in reversed(facts)}
    return [known.get(row.report_id, {}).get((row.span, row.value)) for row in rows]


_PROMISES = (
    (re.compile(r"平均|[人户亩生]均|每"), re.compile(r"均|每|/")),
    (re.compile(r"百分之|几成|占(?!地)|比例|比重|份额"), re.compile(r"[%％‰]|率|占")),
    (re.compile(r"[比较](?:上|前|去)一?年|同比|增幅|降幅|[增减升降涨跌]了(?:多少|几)"), re.compile(r"[增减升降涨跌变]|较|比")),
    (re.compile(r"新增|净增|增加|减少|下降|增长"), re.compile(r"[增减升降涨]|新")),
)
"""What a question says of a figure's kind, and what then must stand by a figure that answers it."""


_EACH = re.compile(r"(?:各|每[项笔个家]|分别)(?:自|是|有|为|花了?|用了?)?(?:多少|几)|how much (?:did |was |for )?each", re.IGNORECASE)
"""Several figures are asked for; the whole alone is none of them."""


def _of_the_kind(asked: Inquiry, reading: Inquiry, facts: Sequence[Candidate | None], outcome: Outcome) -> bool:
    """Tell whether an answer has values of the kinds asked for, and what the question says of them (平均, 占, 增长)."""
    if any(r.quote in reading.supposed for r in outcome.rows):
        return False
    if not _has_kinds(asked, facts, outcome):
        return False
    if len(outcome.rows) < 2 and _EACH.search(asked.question):
        return False
    wanted = [a for a in asked.plan.asks if a.dimension]
    told = " ".join(f"{r.metric} {r.unit or ''}" for r in outcome.rows) + (f"{outcome.result.unit} 增减" if outcome.result else "")
    numeric = bool(wanted) or any(isinstance(r.value, Decimal) for r in outcome.rows)
    topic = f"{asked.plan.topic} {asked.question}"
    return not numeric or all(printed.search(told) for said, printed in _PROMISES if said.search(topic))


def _has_kinds(asked: Inquiry, told: Sequence[Candidate | None], outcome: Outcome) -> bool:
    """Tell whether an answer has a computed figure, or for each kind of value asked for one of its kind."""
    facts = [c for c in told if c is not None]
    wanted = [a for a in asked.plan.asks if a.dimension]
    return outcome.result is not None or not facts or all(any(fits_value(a, c) for c in facts) for a in wanted)
