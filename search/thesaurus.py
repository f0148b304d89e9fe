"""The thesaurus (同义词表): what people call things against what reports call them, by field, and English beside Chinese."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from search.words import borders, folded


@dataclass(frozen=True, slots=True)
class Expansion:
    """A phrase found in a query, and what else may stand for it, each with a weight from 0 to 1."""

    found: str
    terms: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Thesaurus:
    """Phrases and what stands for them; the longest phrases are found first and their parts not again."""

    entries: Mapping[str, tuple[tuple[str, float], ...]]

    @cached_property
    def _lengths(self) -> frozenset[int]:
        return frozenset(map(len, self.entries))

    def expand(self, query: str) -> list[Expansion]:
        """Return the phrases of the query that the thesaurus knows, in order."""
        text = folded(query)
        places = [(start, start + size) for size in self._lengths for start in range(len(text) - size + 1)]
        known = [(a, b) for a, b in places if text[a:b] in self.entries]
        if known:
            edges = borders(text)
            known = [(a, b) for a, b in known if _stands_alone(text, a, b) and _is_said(a, b, edges)]
        taken: list[tuple[int, int]] = []
        for a, b in sorted(known, key=lambda place: (place[0] - place[1], place)):
            if all(b <= start or end <= a for start, end in taken):
                taken.append((a, b))
        found = dict.fromkeys(text[a:b] for a, b in sorted(taken))
        return [Expansion(phrase, self.entries[phrase]) for phrase in found]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether a Latin phrase stands between word borders, a plural s aside; Chinese has none."""
    if not text[start:end].isascii():
        return True
    rest = text[end:]
    rest = rest[1:] if rest.startswith("s") else rest
    return not _is_latin(text[start - 1 : start]) and not _is_latin(rest[:1])


def _is_said(start: int, end: int, edges: frozenset[int]) -> bool:
    """Return whether a phrase is made of whole words or is part of one word (市民 is not said in 市民政局, nor 缺 in 缺陷)."""
    if start in edges and end in edges:
        return True
    return end - start > 1 and not any(start < edge < end for edge in edges)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def parsed(source: str) -> Thesaurus:
    """Return the thesaurus of a TOML text (see `data/thesaurus.toml` for its form)."""
    content = tomllib.loads(source)
    entries: dict[str, dict[str, float]] = {}
    for group in content.get("same", []):
        members = [folded(member) for member in group]
        for member in members:
            entries.setdefault(member, {}).update({other: 1.0 for other in members if other != member})
    for section, weight in (("said", 0.8), ("english", 1.0)):
        for phrase, terms in content.get(section, {}).items():
            entries.setdefault(folded(phrase), {}).update({folded(term): weight for term in terms.split()})
    return Thesaurus({phrase: tuple(terms.items()) for phrase, terms in entries.items()})


@cache
def thesaurus() -> Thesaurus:
    """Return the packaged thesaurus."""
    return parsed((files("search") / "data" / "thesaurus.toml").read_text(encoding="utf-8"))
