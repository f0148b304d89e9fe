"""What is wrong, why, and what is to be done about it (问题与措施): each problem with the measure that answers it, both quoted."""

from collections.abc import Sequence

from search.answers.inquiry import Inquiry
from search.answers.model import AnswerRow
from search.answers.passages.speaking import CAUSE, LIKELY, Speaking, Spoken
from search.answers.passages.thoughts import item_around, whole_thought
from search.answers.rows import stated
from search.facts_source import ReportRef
from search.matching.prepared import Candidate

LABELS = {"problems": "存在的问题", "measures": "改进措施", "duties": "主要职责"}
MOST = 5
IN_PLACE, BESIDE, PAIRED = 0.05, 0.25, 0.12
"""What the right section adds to a place's likeliness; how far behind the best another may be; what the same number in both lists adds."""

CLEARLY, CLEAR = 0.33, 0.08
"""Likeliness that will do where the best stands so far before the next and nothing is named that the report never mentions."""


def all_of(inquiry: Inquiry, report: ReportRef, sections: Sequence[str]) -> list[AnswerRow]:
    """Return a report's problems, measures or duties where no topic is named."""
    return [
        _row(report, section, c)
        for section in sections
        for c in _facts(inquiry, report, section)[: 30 if section == "duties" else MOST]
    ]


def of_topic(inquiry: Inquiry, speaking: Speaking, report: ReportRef, sections: Sequence[str]) -> list[AnswerRow]:
    """Return the problems that a topic is about with the measures that answer them; empty where the report speaks of neither."""
    problems, measures = _facts(inquiry, report, "problems"), _facts(inquiry, report, "measures")
    troubled = _about(speaking, problems)
    planned = _about(speaking, measures) if "measures" in sections else []
    if "measures" in sections and troubled:
        answering = [m for p in troubled[:2] for m in _answering(inquiry, p, problems, measures)]
        planned = list({id(c): c for c in [*planned[:2], *answering]}.values())
    rows = [_row(report, "problems", c) for c in troubled]
    return rows + [_row(report, "measures", c) for c in _with_neighbours(inquiry, report, planned, measures)][:MOST]


def causes(inquiry: Inquiry, spoken: Sequence[Spoken]) -> list[AnswerRow]:
    """Return the places outside lists of problems that tell why something is so, best first."""
    told = [s for s in spoken if s.likely + IN_PLACE >= LIKELY and CAUSE.search(s.hit.text)]
    rows = []
    for one in told[:2]:
        text = inquiry.source.text(one.hit.report_id)
        start, end = whole_thought(text, one.hit.span)
        rows.append(stated(inquiry.preparer.refs[one.hit.report_id], "原因", text[start:end], (start, end)))
    return rows


def _facts(inquiry: Inquiry, report: ReportRef, section: str) -> list[Candidate]:
    return sorted((c for c in inquiry.candidates(report) if c.row.section == section), key=lambda c: c.row.span)


def _row(report: ReportRef, section: str, c: Candidate) -> AnswerRow:
    return stated(report, LABELS[section], c.row.quote, c.row.span)


def _about(speaking: Speaking, facts: Sequence[Candidate]) -> list[Candidate]:
    """Return the facts that a topic is about, best first: the likeliest and those not far behind it."""
    told = speaking.likely([c.row.quote for c in facts], [()] * len(facts))
    scored = sorted(zip((likely + IN_PLACE for _, likely in told), range(len(facts)), strict=True), reverse=True)
    best = scored[0][0] if scored else 0.0
    clear = len(scored) > 1 and best - scored[1][0] >= CLEAR and not speaking.cost
    least = CLEARLY if clear else LIKELY
    return [facts[i] for likely, i in scored if likely >= max(least, best - (0 if clear and best < LIKELY else BESIDE))][:MOST]


def _answering(inquiry: Inquiry, problem: Candidate, problems: Sequence[Candidate], measures: Sequence[Candidate]) -> list[Candidate]:
    """Return the measure that answers a problem: nearest to it in meaning, or of the same number where both lists are as long."""
    if not measures:
        return []
    near = inquiry.source.likeness(problem.row.quote, [m.row.quote for m in measures])
    common = sum(near) / len(near)
    paired = len(problems) == len(measures)
    at = problems.index(problem)
    scored = [((n - common) / max(1 - common, 0.05) + PAIRED * (paired and i == at), i) for i, n in enumerate(near)]
    return [measures[max(scored)[1]]]


def _with_neighbours(inquiry: Inquiry, report: ReportRef, chosen: Sequence[Candidate], measures: Sequence[Candidate]) -> list[Candidate]:
    """Return the measures in reading order, with those of the same item of the list: together they are one thought."""
    text = inquiry.source.text(report.report_id)
    within = [item_around(text, c.row.span) for c in chosen]
    return [m for m in measures if m in chosen or any(a <= m.row.span[0] and m.row.span[1] <= b for a, b in within)]
