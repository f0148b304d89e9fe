"""The thesaurus (同义词表): what people call things against what reports call them, by field, and English beside Chinese."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from search.words.terms import borders, folded

PARTICLES = frozenset("了过着到成得完掉")
"""Characters that speech puts into a phrase without making it another (借到钱 is 借钱)."""


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
        known = self._places(text, [*range(len(text) + 1)])
        kept = [at for at in range(len(text)) if not (text[at] in PARTICLES and 0 < at < len(text) - 1)]
        if len(kept) < len(text):
            known |= self._places("".join(text[at] for at in kept), [*kept, len(text)])
        edges = borders(text) if known else frozenset()
        taken: list[tuple[int, int]] = []
        for a, b in sorted(known, key=lambda place: (place[0] - place[1], place)):
            apart = all(b <= start or end <= a for start, end in taken)
            if apart and _stands_alone(text, a, b) and _is_said(a, b, edges):
                taken.append((a, b))
        found = dict.fromkeys(known[place] for place in sorted(taken))
        return [Expansion(phrase, self.entries[phrase]) for phrase in found]

    def _places(self, text: str, origin: Sequence[int]) -> dict[tuple[int, int], str]:
        """Return where known phrases stand in a text, by their places in the text that it was made of."""
        places = [(start, start + size) for size in self._lengths for start in range(len(text) - size + 1)]
        return {(origin[a], origin[b - 1] + 1): text[a:b] for a, b in places if text[a:b] in self.entries}


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


def parsed(*sources: str) -> Thesaurus:
    """Return the thesaurus of some TOML texts (see `data/thesaurus/general.toml` for their form); what several say is joined."""
    entries: dict[str, dict[str, float]] = {}
    for content in map(tomllib.loads, sources):
        for group in content.get("same", []):
            members = [folded(member) for member in group]
            for member in members:
                _add(entries, member, {other: 1.0 for other in members if other != member})
        for section, weight in (("said", 0.8), ("english", 1.0)):
            for phrases, terms in content.get(section, {}).items():
                for phrase in phrases.split("|"):
                    _add(entries, folded(phrase), {folded(term): weight for term in terms.split()})
    return Thesaurus({phrase: tuple(terms.items()) for phrase, terms in entries.items() if terms})


def _add(entries: dict[str, dict[str, float]], phrase: str, terms: Mapping[str, float]) -> None:
    known = entries.setdefault(phrase, {})
    known.update({term: max(weight, known.get(term, 0.0)) for term, weight in terms.items() if term != phrase})


@cache
def thesaurus() -> Thesaurus:
    """Return the packaged thesaurus."""
    folder = files("search") / "data" / "thesaurus"
    return parsed(*(part.read_text(encoding="utf-8") for part in sorted(folder.iterdir(), key=lambda part: part.name)))
