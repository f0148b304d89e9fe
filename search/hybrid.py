"""Hybrid search (混合检索): words, character pairs and vectors together, filters first, one hit a place."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ontology.ids import fold
from ontology.records import Span
from search.documents import IndexDoc
from search.highlights import highlights
from search.index import Candidate, Index
from search.segments import Scope
from search.thesaurus import Expansion, thesaurus
from search.words import pairs, query_words, words

DEFAULT_KINDS = ("passage", "outcome", "indicator", "duty", "project")
FIELD_WEIGHT = {"words": 1.0, "pairs": 0.5, "context": 0.3}
EXPANDED = 0.6
"""Weight of a synonym beside the word that was said."""

LEXICAL_SHARE = 0.5
"""Share of the lexical score in the whole; the rest is the vector's."""

POOL = 200
"""Candidates taken from each side before they are ranked together."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for (检索式), and where: absent filters let everything through."""

    text: str
    kinds: tuple[str, ...] | None = DEFAULT_KINDS
    adcode_prefixes: tuple[str, ...] | None = None
    departments: tuple[str, ...] | None = None
    years: tuple[int, ...] | None = None
    report_ids: frozenset[str] | None = None
    live: frozenset[str] | None = None
    limit: int = 10


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
    """Return the best hits, best first; none for a query without words."""
    text = query.text.strip()
    if not text:
        return []
    expansions = thesaurus().expand(text)
    terms = weighted_terms(index, text, expansions)
    scope = Scope(
        frozenset(query.kinds) if query.kinds is not None else None, query.adcode_prefixes, query.departments, query.years,
        query.report_ids, query.live,
    )
    candidates = index.search(terms, index.embedder.encode_query([text])[0], scope, POOL)
    marks = _marks(text, expansions)
    return [_hit(doc, score, marks) for doc, score in _distinct(ranked(candidates), query.limit)]


def weighted_terms(index: Index, text: str, expansions: Sequence[Expansion]) -> dict[tuple[str, str], float]:
    """Return (field, term) → weight: rarity in the index x weight of the field x how surely the term is meant."""
    meant: dict[tuple[str, str], float] = defaultdict(float)
    for word in query_words(text):
        for field in ("words", "context"):
            meant[field, word] = 1.0
    for pair in pairs(text):
        meant["pairs", pair] = 1.0
    for expansion in expansions:
        for term, weight in expansion.terms:
            for key in _keys(term):
                meant[key] = max(meant[key], EXPANDED * weight)
    rarities = index.rarities(meant)
    return {key: FIELD_WEIGHT[key[0]] * weight * rarities[key] for key, weight in meant.items() if rarities[key]}


def _keys(term: str) -> Iterator[tuple[str, str]]:
    for word in words(term):
        yield "words", word
        yield "context", word
    for pair in pairs(term):
        yield "pairs", pair


def ranked(candidates: Sequence[Candidate]) -> list[tuple[Candidate, float]]:
    """Return the candidates with their joint scores, best first: a mean of both sides, each scaled to 0..1 over the candidates."""
    if not candidates:
        return []
    lexical = np.array([c.lexical for c in candidates])
    cosine = np.array([c.cosine for c in candidates])
    score = LEXICAL_SHARE * lexical / (lexical.max() or 1.0) + (1 - LEXICAL_SHARE) * _scaled(cosine)
    order = sorted(range(len(candidates)), key=lambda i: (-score[i], candidates[i].segment.name, candidates[i].place))
    return [(candidates[i], float(score[i])) for i in order]


def _scaled(values: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    low, high = values.min(), values.max()
    return (values - low) / (high - low) if high > low else np.zeros_like(values)


def _distinct(scored: Sequence[tuple[Candidate, float]], limit: int) -> Iterator[tuple[IndexDoc, float]]:
    """Yield the best documents, of those that overlap or say the same in one report only the first."""
    spans: dict[str, list[Span]] = defaultdict(list)
    said: set[tuple[str, str]] = set()
    for candidate, score in scored:
        if limit <= 0:
            return
        doc = candidate.document()
        report = doc.head.report_id
        key = report, fold(doc.quote)
        if key in said or any(doc.span[0] < end and start < doc.span[1] for start, end in spans[report]):
            continue
        spans[report].append(doc.span)
        said.add(key)
        limit -= 1
        yield doc, score


def _marks(text: str, expansions: Sequence[Expansion]) -> list[str]:
    said = [w for w in query_words(text) if len(w) > 1 or w.isdigit()]
    return [*said, *(term for e in expansions for term, _ in e.terms)]


def _hit(doc: IndexDoc, score: float, marks: Sequence[str]) -> Hit:
    head = doc.head
    return Hit(
        doc.kind, doc.id, round(score, 6), doc.text, head.report_id, head.department, head.region, head.fiscal_year, doc.quote, doc.span,
        highlights(doc.quote, marks),
    )
