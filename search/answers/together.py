"""Two questions of different kinds answered together (两问并答): each by its own plan, the second of the same departments."""

from collections.abc import Callable

from search.answers.inquiry import Inquiry, Outcome
from search.facts_source import FactSource
from search.matching.prepared import Preparer
from search.plan import Plan
from search.planning.planner import make_plan
from search.planning.two_kinds import two_kinds


def both_answered(
    question: str, source: FactSource, preparer: Preparer, run: Callable[[Inquiry], Outcome]
) -> tuple[Inquiry, Outcome] | None:
    """Return the first question and the outcome of both; None where one alone is asked, or where either finds no answer."""
    asked = two_kinds(question)
    if asked is None:
        return None
    first = make_plan(asked[0], source, preparer.gazetteer)
    second = _of_the_same(make_plan(asked[1], source, preparer.gazetteer), first)
    if first.refusal is not None or second.refusal is not None or not (first.departments or first.years):
        return None
    inquiries = [Inquiry(text, plan, source, preparer) for text, plan in zip(asked, (first, second), strict=True)]
    one, other = (run(inquiry) for inquiry in inquiries)
    if one.refusal is not None or other.refusal is not None or not one.rows or not other.rows:
        return None
    rows = one.rows + [row for row in other.rows if row not in one.rows]
    inquiries[0].supposed |= inquiries[1].supposed
    between = " " if first.language == "en" else ""
    return inquiries[0], Outcome(rows=rows, result=one.result, text=one.text + between + other.text)


def _of_the_same(plan: Plan, first: Plan) -> Plan:
    """Return a plan of the departments and years of another one where it names none itself."""
    same = {"departments": first.departments, "report_ids": first.report_ids, "regions": first.regions}
    changed = {} if plan.departments else same
    return plan.model_copy(update={**changed, "years": plan.years or first.years, "language": first.language})
