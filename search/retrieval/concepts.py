"""What a query speaks of (检索概念): its known phrases and other words, each with its wordings and weight, and how far texts show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.index.index import Index
from search.index.lexical import Key
from search.words.terms import folded, pairs, query_words, words
from search.words.thesaurus import Expansion

SEEN, UNSEEN = 0.3, 0.8
"""Weight of other wordings beside one that the reports use themselves, and beside one that stands in none of them."""

IN_PART = 0.5
"""How much of a wording counts that a text shows only in pairs of its characters."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a query speaks of (概念): wordings with weights up to 1, the said one first, and its weight beside the others."""

    wordings: tuple[tuple[str, float], ...]
    weight: float

    def shown(self, text: str) -> float:
        """Return how far a folded text without spaces shows it, from 0 to 1."""
        best = 0.0
        for wording, weight in self.wordings:
            if weight <= best:
                continue
            if wording in text:
                best = weight
            elif len(wording) > 2:
                runs = [wording[i : i + 2] for i in range(len(wording) - 1)]
                best = max(best, IN_PART * weight * sum(run in text for run in runs) / len(runs))
        return best


class Asked:
    """All that one query speaks of (所问), and how much of it texts show; what was once looked at is remembered."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self.concepts = tuple(concepts)
        self._whole = sum(concept.weight for concept in concepts)
        self._known: dict[str, float] = {}

    def shown(self, text: str) -> float:
        """Return the share of the concepts' weight that a text shows, 0 to 1."""
        share = self._known.get(text)
        if share is None:
            flat = bare(text)
            share = sum(concept.weight * concept.shown(flat) for concept in self.concepts) / self._whole if self._whole else 0.0
            self._known[text] = share
        return share


def asked(index: Index, text: str, expansions: Sequence[Expansion]) -> Asked:
    """Return what a query speaks of: its phrases that the thesaurus knows, then its other words, weighed by their rarity in the index."""
    found = []
    for expansion in expansions:
        own = other_weight(index, expansion)
        wordings = ((bare(expansion.found), 1.0), *((bare(term), own * weight) for term, weight in expansion.terms))
        found.append(_concept(index, wordings, sum(held(index, wording) for wording, _ in wordings)))
    covered = {word for expansion in expansions for word in words(expansion.found)}
    rest = [word for word in dict.fromkeys(query_words(text)) if word not in covered]
    for word in rest:
        if not any(word != longer and word in longer for longer in rest):
            found.append(_concept(index, ((word, 1.0),), index.frequency(("words", word))))
    return Asked(found)


def _concept(index: Index, wordings: tuple[tuple[str, float], ...], count: int) -> Concept:
    weight = index.rarity(count) if count else index.rarity(1) * (1.0 if len(wordings) > 1 else 0.5)
    return Concept(wordings, weight)


def other_weight(index: Index, expansion: Expansion) -> float:
    """Return how much the other wordings of a phrase count: little where the reports use the phrase itself."""
    return SEEN if held(index, expansion.found) else UNSEEN


def held(index: Index, phrase: str) -> int:
    """Return in about how many documents a phrase stands: as a word, else its rarest pair of characters, 0 where one stands nowhere."""
    whole = words(phrase)
    in_pairs: list[Key] = [("pairs", run) for run in pairs(phrase)]
    keys: list[Key] = [("words", phrase)] if phrase in whole else in_pairs or [("words", word) for word in whole]
    return min((index.frequency(key) for key in keys), default=0)


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Return a text folded and without spaces, as wordings are looked for in it."""
    return "".join(folded(text).split())
