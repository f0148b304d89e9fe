"""Highlights (高亮): where the words of a query stand in a quote."""

import unicodedata
from collections.abc import Iterable
from functools import cache

from ontology.records import Span


def highlights(quote: str, terms: Iterable[str]) -> tuple[Span, ...]:
    """Return the ranges of the quote that hold a term, folded for width and case, in order and joined where they touch."""
    text = "".join(_same_length(c) for c in quote)
    found: list[Span] = []
    for term in set(terms):
        start = text.find(term)
        while start >= 0:
            found.append((start, start + len(term)))
            start = text.find(term, start + 1)
    joined: list[Span] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


@cache
def _same_length(character: str) -> str:
    """Return a character folded for width and case, unless that would change the length."""
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character
