"""Answers (问答): a question or an edited plan, run over the facts, becomes rows, a result, a sentence and citations."""

import time
from collections.abc import Callable

from search.answers import say
from search.answers.audits.audits import audit
from search.answers.bodies.structure import structure
from search.answers.figures.aggregate import aggregate
from search.answers.figures.backwards import year_before
from search.answers.figures.compare import compare
from search.answers.figures.less_parts import less_parts
from search.answers.figures.lookup import listing, lookup
from search.answers.figures.reasons import with_reasons
from search.answers.figures.threshold import within
from search.answers.figures.trend import trend
from search.answers.grounding import grounded
from search.answers.indicators.alike import similar_indicators
from search.answers.indicators.targets import target
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import Answer, Citation
from search.answers.money.duties_served import duties_served
from search.answers.money.execution import rates_of_programmes
from search.answers.money.items import items_by_size
from search.answers.money.named_parts import with_named_parts
from search.answers.money.sources import by_source
from search.answers.money.spending import spending
from search.answers.money.uses import with_uses
from search.answers.passages.passages import asks_in_words, in_words, passage
from search.answers.readings import best_read
from search.answers.refuse import refused
from search.answers.together import both_answered
from search.facts_source import FactSource
from search.matching.prepared import Preparer
from search.matching.preparers import preparer_of
from search.plan import Intent, Plan, Refusal
from search.planning.planner import make_plan

RUNNERS: dict[Intent, Callable[[Inquiry], Outcome]] = {
    "lookup": lookup,
    "list": listing,
    "compare": compare,
    "aggregate": aggregate,
    "trend": trend,
    "spending": spending,
    "similar": similar_indicators,
    "target": target,
    "structure": structure,
    "audit": audit,
    "passage": passage,
}
"""One file an intent, one line here."""


PARTIAL = {
    "zh": "（在库报告较多，这里只计入检索最相关的一部分；请指明地区、部门或年度以求完整。）",
    "en": " (The store holds many reports; only the most relevant ones were counted. Name a region, department or year for all of them.)",
}
"""Said when a question's scope is wider than what is read in full, so that no sum or list is taken for complete."""

SUPPOSED = {
    "zh": "（报告没有用这个说法，以上是按意思最接近的指标，请核对原文。）",
    "en": " (The report does not use these words; this is the measure nearest in meaning. Please check the quote.)",
}
"""Said where a figure was found by its meaning and not by its words."""

NOT_THERE = {"zh": "报告没有所问的内容，无法回答。", "en": "The reports do not say this."}
"""Said where nothing of a refusal may be told."""

SURE, CERTAIN = 0.42, 0.75
"""How likely a place must be what is asked about where a question for figures found none: one that asks in words, and bare key words."""

LONGEST = 400
"""Characters of a question that are read; no question about a report needs more."""


def answer(question: str, source: FactSource, plan: Plan | None = None) -> Answer:
    """Return the answer to a question over the live reports; a given plan is run as it stands."""
    return reasoned(question, source, plan)[0]


def _run(inquiry: Inquiry) -> Outcome:
    if inquiry.plan.bound is not None:
        return within(inquiry, RUNNERS[inquiry.plan.intent](inquiry))
    for told in _BEFORE_INTENT:
        if (outcome := told(inquiry)) is not None:
            return outcome
    outcome = RUNNERS.get(inquiry.plan.intent, lookup)(inquiry)
    if outcome.refusal is not None and inquiry.english and inquiry.plan.intent in _OF_ONE_FIGURE and len(inquiry.reports) == 1:
        other = lookup(inquiry)  # English says spent, met or belongs of figures that are printed otherwise
        return other if other.refusal is None else outcome
    return outcome


_OF_ONE_FIGURE = ("spending", "structure", "target")


_BEFORE_INTENT: tuple[Callable[[Inquiry], Outcome | None], ...] = (
    duties_served, less_parts, year_before, by_source, rates_of_programmes, items_by_size, with_named_parts,
)
"""Questions of a form of their own whatever their intent, tried in this order."""


def _planned(inquiry: Inquiry) -> tuple[Inquiry, Outcome]:
    """Return a question with the outcome of its plan."""
    return inquiry, refused(inquiry, inquiry.plan.refusal) if inquiry.plan.refusal else _run(inquiry)


def _read(question: str, source: FactSource, preparer: Preparer) -> tuple[Inquiry, Outcome]:
    """Return a question as it is best read, with its outcome: two kinds of question at once, or one."""
    if (both := both_answered(question, source, preparer, _run)) is not None:
        return both
    inquiry, outcome = _planned(Inquiry(question, make_plan(question, source, preparer.gazetteer), source, preparer))
    return best_read(inquiry, outcome, _run)


def reasoned(question: str, source: FactSource, plan: Plan | None = None) -> tuple[Answer, Refusal | None]:
    """Return the answer to a question, and why it is none where it is refused."""
    started = time.perf_counter()
    preparer, asked = preparer_of(source), question[:LONGEST]
    inquiry, outcome = _read(asked, source, preparer) if plan is None else _planned(Inquiry(asked, plan, source, preparer))
    plan = inquiry.plan
    if outcome.refusal is not None and plan.selection is None and in_words(inquiry):
        told = passage(inquiry, least=SURE if asks_in_words(inquiry.question) else CERTAIN)
        outcome = told if told.refusal is None else outcome
    outcome = with_reasons(inquiry, with_uses(inquiry, outcome))
    rows = outcome.rows if outcome.refusal is None else []
    result = outcome.result if rows else None
    sure = grounded(outcome.text, f"{question} {plan.years}", rows, result)
    text = sure or (say.figures(rows, inquiry) if rows else NOT_THERE[plan.language])
    partial = PARTIAL[plan.language] if inquiry.pool.partial and rows else ""
    supposed = SUPPOSED[plan.language] if any(r.quote in inquiry.supposed for r in rows) else ""
    cited = dict.fromkeys((r.report_id, r.quote, r.span) for r in rows)
    given = Answer(
        question=question,
        intent=plan.intent,
        plan=plan,
        answerable=outcome.refusal is None,
        answer=text + supposed + partial,
        rows=rows,
        result=result,
        citations=[Citation(report_id=i, title=preparer.refs[i].title if i in preparer.refs else "", quote=q, span=s) for i, q, s in cited],
        elapsed_ms=round((time.perf_counter() - started) * 1e3, 2),
    )
    return given, outcome.refusal
