"""Figures of several reports held against each other (多份报告之间的一致): one that measures something else is not the figure asked for.

What a single report prints nearest to a question may be its neighbour. Where other reports print the thing itself, in its own kind of value
and with its own words, the neighbour stands out, and its department is told as one that does not report it.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from search.answers.inquiry import Inquiry, core
from search.matching.nearest import QUOTED
from search.matching.prepared import Candidate
from search.matching.showing import shows
from search.plan import Ask
from search.words.lexicon import BODIES, Term, terms_of
from search.words.wording import fold

LOST = 0.3
"""Share of the words that other reports print from which on a figure that was found by its meaning alone is another one."""

SHOWN, NOWHERE = 0.6, 0.35
"""From where on a fact shows a word, and up to where it says nothing of it."""

OTHERS = 2
"""Departments whose figures must print a word as a part of the measure's name before it narrows the measure for all."""

_WHOEVER = re.compile(r"哪|各|列|所有|全部|谁|[几多]少?[家个]|\b(?:which|who|each|all|every|list|how many)\b", re.IGNORECASE)
"""Whoever reports a figure is asked for."""
_SEVERAL_THINGS = re.compile(r"、|或|以及|和|与|及|/|[（(][^（()）]*[)）](?=率|数|金额|$)")
"""Words that may stand for one another, or a part of the name said aside: no figure needs to show all."""


def agreeing(inquiry: Inquiry, ask: Ask, found: Mapping[str, Sequence[Candidate]]) -> set[str]:
    """Return whose figures, by department or label, are the one asked for, judged by what the others print.

    Departments that a question names one by one are taken at their word.
    """
    firsts = {label: group[0] for label, group in found.items() if group}
    kept = set(firsts)
    named = len(inquiry.plan.regions) > 1 or (inquiry.plan.departments and not _WHOEVER.search(inquiry.question))
    if len(kept) < 2 or named:
        return kept
    terms = terms_of(core(ask).phrase)
    grid = {label: tuple(shows(t, c) for t in terms) for label, c in firsts.items()}
    quoted = QUOTED.findall(ask.phrase)  # a figure that bears the quoted name is the one meant
    called = {label for label, c in firsts.items() if quoted and all(fold(name) in c.name for name in quoted)}
    supposed = {label for label, c in firsts.items() if c.row.quote in inquiry.supposed} - called
    sure = kept - supposed
    kept -= {label for label in supposed if sure and firsts[label].family not in {firsts[s].family for s in sure}}
    if not _SEVERAL_THINGS.search(ask.phrase):
        kept -= {label for label in supposed if any(_lacks_its_head(terms, grid[label], grid[other]) for other in sure)}
        as_one = _printed_as_one(terms, [firsts[label] for label in kept])
        kept -= {label for label in kept if _is_wider(terms, grid[label], as_one)}
    return kept or set(firsts)


def _lacks_its_head(terms: Sequence[Term], mine: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether a fact shows only some of the words that another one shows, not the last of them, and far from all."""
    told = [i for i, t in enumerate(terms) if t.weight >= SHOWN and other[i] >= SHOWN]
    own = [i for i, t in enumerate(terms) if t.weight >= SHOWN and mine[i] >= SHOWN]
    if not told or not set(own) < set(told) or mine[told[-1]] >= SHOWN:
        return False
    whole = sum(terms[i].weight for i in told)
    return whole - sum(terms[i].weight for i in own) >= LOST * whole


def _printed_as_one(terms: Sequence[Term], figures: Collection[Candidate]) -> list[bool]:
    """Return for each word but the last whether names of several departments print it joined to the next one."""
    joined = [tuple(a + b for a in term.forms for b in behind.forms) for term, behind in pairwise(terms)]
    return [sum(any(name in c.name for name in names) for c in figures) >= OTHERS for names in joined]


def _is_wider(terms: Sequence[Term], mine: Sequence[float], as_one: Sequence[bool]) -> bool:
    """Tell whether a fact leaves out a word of a name that others print: the kind (高价值 of 发明专利) or the act (食用农产品快检)."""
    last = max((i for i, t in enumerate(terms) if t.weight >= SHOWN), default=-1)
    for i in (i for i, joined in enumerate(as_one) if joined):
        kind = mine[i] < NOWHERE and mine[i + 1] >= SHOWN and len(terms[i].said) > 1 and terms[i].said not in BODIES
        act = mine[i] >= SHOWN and mine[i + 1] < NOWHERE and i + 1 == last
        if kind or act:
            return True
    return False
