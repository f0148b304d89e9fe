"""Hybrid search (混合检索): words, character pairs and vectors together, filters first, one hit a place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ontology.records import Span
from search.index.documents import IndexDoc
from search.index.index import Index
from search.index.lexical import Group, Key
from search.index.segments import Scope
from search.retrieval.concepts import asked, held, other_weight
from search.retrieval.highlights import highlights
from search.retrieval.ranking import by_coverage, distinct, distinct_facts, ranked
from search.words.terms import pairs, query_words, words
from search.words.thesaurus import Expansion, thesaurus

DEFAULT_KINDS = ("passage", "outcome", "indicator", "duty", "project")

FIELD_WEIGHT = {"words": 1.0, "pairs": 0.5, "context": 0.15}

POOL = 100
"""Candidates taken from each side before they are ranked together."""

_MEANING = re.compile(r"什么是|是什么|什么意思|含义|定义|是指|解释|what is|mean", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for (检索式), and where: a filter that is None lets everything through."""

    text: str
    kinds: tuple[str, ...] | None = DEFAULT_KINDS
    adcode_prefixes: tuple[str, ...] | None = None
    departments: tuple[str, ...] | None = None
    years: tuple[int, ...] | None = None
    report_ids: frozenset[str] | None = None
    live: frozenset[str] | None = None
    limit: int = 10

    @property
    def scope(self) -> Scope:
        """Return the filters."""
        kinds = frozenset(self.kinds) if self.kinds is not None else None
        return Scope(kinds, self.adcode_prefixes, self.departments, self.years, self.report_ids, self.live)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that speaks of the query (命中): `quote` is the exact text of `span`, `highlights` are ranges in `quote`."""

    kind: str
    id: str
    score: float
    text: str
    report_id: str
    department: str
    region: str | None
    fiscal_year: int | None
    quote: str
    span: Span
    highlights: tuple[Span, ...] = ()


def search(index: Index, query: Query) -> list[Hit]:
    """Return the best hits, best first; none for a query without words.

    Among passages one place is one hit; where only facts are asked for, each fact is one.
    """
    text = query.text.strip()
    if not text:
        return []
    index.refresh()
    expansions = thesaurus().expand(text)
    vector = index.embedder.encode_query([meant(text, [e for e in expansions if not held(index, e.found)])])[0]
    groups = weighed(index, term_groups(index, text, expansions))
    candidates = index.search(groups, vector, query.scope, max(POOL, 2 * query.limit))
    about = asked(index, text, expansions)
    scored = by_coverage(ranked(candidates, vector, index.mean()), about, asks_for_meaning(text))
    whole = query.kinds is None or "passage" in query.kinds
    chosen = distinct(scored, about, query.limit) if whole else distinct_facts(scored, query.limit)
    marks = [w for w in query_words(text) if len(w) > 1 or w.isdigit()] + [term for e in expansions for term, _ in e.terms]
    return [_hit(doc, score, marks) for doc, score in chosen]


def meant(text: str, expansions: Sequence[Expansion]) -> str:
    """Return the query with what its words may stand for, as it is embedded: those that no report uses tell the model little."""
    return " ".join([text, *dict.fromkeys(term for e in expansions for term, _ in e.terms)])


def term_groups(index: Index, text: str, expansions: Sequence[Expansion]) -> list[list[dict[Key, float]]]:
    """Return what is searched for by words: a group a thing, holding the ways to say it, each with weights up to 1."""
    said = dict.fromkeys(query_words(text))
    runs = dict.fromkeys(pairs(text))
    groups = []
    for expansion in expansions:
        own = [w for w in words(expansion.found) if w in said], [p for p in pairs(expansion.found) if p in runs]
        other = other_weight(index, expansion)
        ways = [way(own[0], own[1], 1.0)]
        ways += [way(words(term), pairs(term), other * weight) for term, weight in expansion.terms]
        groups.append(ways)
    covered = {word for e in expansions for word in (*words(e.found), *pairs(e.found))}
    groups += [[way([word], [], 1.0)] for word in said if word not in covered]
    groups += [[way([], [pair], 1.0)] for pair in runs if pair not in covered]
    return groups


def asks_for_meaning(text: str) -> bool:
    """Tell whether a query asks what a word means, so that a glossary answers it."""
    return _MEANING.search(text) is not None


def way(its_words: Sequence[str], its_pairs: Sequence[str], weight: float) -> dict[Key, float]:
    """Return one way to say a thing: the terms that are looked for, each in its fields, with their weights before rarity."""
    return dict(_weights(its_words, its_pairs, weight))


def _weights(its_words: Sequence[str], its_pairs: Sequence[str], weight: float) -> Iterator[tuple[Key, float]]:
    for word in its_words:
        yield ("words", word), weight * FIELD_WEIGHT["words"]
        yield ("context", word), weight * FIELD_WEIGHT["context"]
    for pair in its_pairs:
        yield ("pairs", pair), weight * FIELD_WEIGHT["pairs"]


def weighed(index: Index, groups: Sequence[Group]) -> list[list[dict[Key, float]]]:
    """Return the groups with each weight multiplied by the rarity of its term in the index."""
    rarities = index.rarities({key for group in groups for way in group for key in way})
    return [[{key: weight * rarities[key] for key, weight in way.items()} for way in group] for group in groups]


def _hit(doc: IndexDoc, score: float, marks: Sequence[str]) -> Hit:
    head = doc.head
    return Hit(
        doc.kind, doc.id, round(score, 6), doc.text, head.report_id, head.department, head.region, head.fiscal_year, doc.quote, doc.span,
        highlights(doc.quote, marks),
    )
