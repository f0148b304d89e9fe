"""Facts that print what is asked for (提及), found by words over a whole store: what a question about thousands of reports looks at."""

from collections.abc import Sequence

from search.facts_source import Mention, Surroundings
from search.index.index import Candidate, Index
from search.index.lexical import Group
from search.index.segments import Scope
from search.retrieval.hybrid import way, weighed
from search.words.lexicon import terms_of
from search.words.terms import pairs, words

IDENTIFYING = 0.5
"""Least weight of a word that a fact is looked up by; a phrase without such a word is looked up by all it has."""


def mentions(index: Index, phrases: Sequence[str], scope: Scope, limit: int) -> list[Mention]:
    """Return the facts whose words or headings say a phrase, by words alone, best first.

    Cost grows with the facts found, not with the store; of each only its id is read.
    """
    best: dict[tuple[str, int], Candidate] = {}
    for phrase in dict.fromkeys(phrases):
        if groups := _groups(phrase):
            for found in index.printing(weighed(index, groups), scope, limit):
                best.setdefault((found.segment.name, found.place), found)
    chosen = sorted(best.values(), key=lambda c: -c.lexical)[:limit]
    return [_mention(candidate) for candidate in chosen]


def _groups(phrase: str) -> list[Group]:
    terms = terms_of(phrase)
    telling = [t for t in terms if t.weight >= IDENTIFYING] or list(terms)
    return [[way(words(form), pairs(form), term.weight) for form in term.words] for term in telling]


def _mention(candidate: Candidate) -> Mention:
    return Mention(candidate.segment.id_of(candidate.place), lambda: _around(candidate))


def _around(candidate: Candidate) -> Surroundings:
    doc = candidate.document()
    home = candidate.segment.document(candidate.home_place)
    held = home if home.span[0] <= doc.span[0] and doc.span[1] <= home.span[1] else doc
    return Surroundings(held.quote, held.span, home.context)
