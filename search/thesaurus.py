"""The thesaurus (同义词表): what people call things against what reports call them, by field, and English beside Chinese."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from search.words import folded


@dataclass(frozen=True, slots=True)
class Expansion:
    """A phrase found in a query, and what else may stand for it, each with a weight from 0 to 1."""

    found: str
    terms: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Thesaurus:
    """Phrases and what stands for them; longest phrases are found first and their parts not again."""

    entries: Mapping[str, tuple[tuple[str, float], ...]]
    longest_first: tuple[str, ...]

    def expand(self, query: str) -> list[Expansion]:
        """Return the phrases of the query that the thesaurus knows, in order."""
        text = folded(query)
        taken: list[tuple[int, int]] = []
        found = []
        for phrase in self.longest_first:
            place = _find(text, phrase)
            if place < 0 or any(place < b and a < place + len(phrase) for a, b in taken):
                continue
            taken.append((place, place + len(phrase)))
            found.append((place, Expansion(phrase, self.entries[phrase])))
        return [expansion for _, expansion in sorted(found, key=lambda item: item[0])]


def _find(text: str, phrase: str) -> int:
    """Return where a phrase stands in a text; Latin phrases only between word borders."""
    start = text.find(phrase)
    while start >= 0 and phrase.isascii():
        before, after = text[start - 1 : start], text[start + len(phrase) : start + len(phrase) + 1]
        plural = after == "s" and not text[start + len(phrase) + 1 : start + len(phrase) + 2].isalpha()
        if not (before.isascii() and before.isalnum()) and (plural or not (after.isascii() and after.isalnum())):
            break
        start = text.find(phrase, start + 1)
    return start


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
    return Thesaurus(
        {phrase: tuple(terms.items()) for phrase, terms in entries.items()}, tuple(sorted(entries, key=lambda p: (-len(p), p))),
    )


@cache
def thesaurus() -> Thesaurus:
    """Return the packaged thesaurus."""
    return parsed((files("search") / "data" / "thesaurus.toml").read_text(encoding="utf-8"))
