"""Questions for similar indicators (同类指标): the measures of other departments that are comparable, with their values."""

from search.answers.inquiry import Inquiry, Outcome
from search.answers.refuse import refused
from search.answers.rows import row_of
from search.answers.say import either, figures
from search.plan import Refusal
from search.planning.lists import variants
from search.similar import Scored, counterparts
from search.words.lexicon import terms_of

LIMIT, FEW = 12, 3
"""Measures told at most, and of those that are only the nearest."""
SAME = 0.35
"""Likeness below which the nearest measure is told as the nearest, not as the same."""


def similar_indicators(inquiry: Inquiry) -> Outcome:
    """Return the indicators of other departments, or of those asked about, that are like the one the question names."""
    ask = next(iter(inquiry.plan.asks), None)
    name = ask.phrase if ask else inquiry.plan.topic
    theirs = frozenset(ask.departments if ask else ())
    found = _found(inquiry, name, theirs)[:LIMIT]
    apart = bool(theirs) and max((s.score for s in found), default=1.0) < SAME
    if not found:
        said = (f"没有别的报告给出与“{name}”相近的指标", f"No other report gives a measure like “{name}”")
        return refused(inquiry, Refusal(reason="figure", said=either(inquiry, *said)))
    rows = [row_of(s.candidate, note=s.why) for s in found]
    told = figures([r.model_copy(update={"note": None}) for r in rows], inquiry)
    if apart:
        lead = either(inquiry, f"没有与“{name}”同类的指标，最接近的是：", f"No indicator is the same as “{name}”; the nearest: ")
        why = "；".join(found[0].why.split("；")[2:])
        return Outcome(rows=rows, text=lead + told + (either(inquiry, f"（{why}。）", f" ({why}.)") if why else ""))
    lead = either(inquiry, f"与“{name}”相近的指标：", f"Indicators similar to “{name}”: ")
    return Outcome(rows=rows, text=lead + told)


def _found(inquiry: Inquiry, name: str, theirs: frozenset[str]) -> list[Scored]:
    """Return what is like a measure; of departments asked about the nearest to each thing that its name lists (举报和投诉…), too."""
    mine = frozenset(inquiry.plan.departments) - theirs
    found = counterparts(name, inquiry.source, mine, theirs)
    found = found[:FEW] if theirs and found and found[0].score < SAME else found
    parts = variants(name) if theirs else ()
    for part in parts if len(parts) > 1 else ():
        own, others = _words(part), {word for other in parts if other != part for word in _words(other)}
        found += [s for s in counterparts(part, inquiry.source, mine, theirs) if _only_of(s, own - others, others - own, found)][:2]
    years = inquiry.plan.years if theirs else ()
    return [s for s in found if s.candidate.row.year in years] or found


def _words(name: str) -> set[str]:
    return {term.said for term in terms_of(name)}


def _only_of(s: Scored, own: set[str], others: set[str], found: list[Scored]) -> bool:
    """Tell whether a measure, not yet found, is of one thing of a list and of no other."""
    name = s.candidate.name
    new = all(s.candidate.row.id != o.candidate.row.id for o in found)
    return new and any(word in name for word in own) and not any(word in name for word in others)
