"""The lexical side (词法检索): BM25 over words and character pairs, by tantivy.

A segment's index is written once and never changed. Scores are comparable between segments, because every term is weighted
by its rarity in the whole index instead of tantivy's own, which knows one segment only.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import tantivy

from search.errors import IndexDamaged
from search.index.documents import IndexDoc
from search.words.terms import pairs, words

FIELDS = ("words", "pairs", "context")
Key = tuple[str, str]
"""(field, term)."""

Group = Sequence[Mapping[Key, float]]
"""Ways to say one thing, each its terms with their weights; the way that fits a document best counts, not their sum."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("kind", "report"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("place", fast=True, indexed=False)
    return builder.build()


SCHEMA = _schema()


def _prepared(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def write_lexical(folder: Path, documents: Iterable[IndexDoc]) -> None:
    """Write the lexical index of a segment's documents, in their order, into an existing empty folder."""
    index = _prepared(tantivy.Index(SCHEMA, str(folder)))
    writer = index.writer(heap_size=64_000_000, num_threads=1)
    for place, doc in enumerate(documents):
        made = tantivy.Document()
        made.add_text("words", " ".join(words(doc.text)))
        made.add_text("pairs", " ".join(pairs(doc.text)))
        made.add_text("context", " ".join(words(f"{doc.context} {_head_words(doc)}")))
        made.add_text("kind", doc.kind)
        made.add_text("report", doc.head.report_id)
        made.add_unsigned("place", place)
        writer.add_document(made)
    writer.commit()
    writer.wait_merging_threads()


def _head_words(doc: IndexDoc) -> str:
    return " ".join(str(part) for part in (doc.head.department, doc.head.region, doc.head.fiscal_year) if part)


class Lexical:
    """A segment's lexical index, opened for reading."""

    def __init__(self, folder: Path) -> None:
        try:
            self._searcher = _prepared(tantivy.Index.open(str(folder))).searcher()
        except (ValueError, OSError) as problem:
            raise IndexDamaged(folder, str(problem)) from problem
        self._frequency: dict[tuple[str, str], int] = {}

    @property
    def size(self) -> int:
        """Return the number of documents."""
        return int(self._searcher.num_docs)

    def frequency(self, field: str, term: str) -> int:
        """Return in how many documents of the segment the term stands."""
        key = field, term
        if key not in self._frequency:
            if len(self._frequency) > 50_000:
                self._frequency.clear()
            self._frequency[key] = int(self._searcher.doc_freq(field, term))
        return self._frequency[key]

    def search(self, groups: Sequence[Group], where: "Where", limit: int) -> list[tuple[int, float]]:
        """Return (place, score) of the best documents: BM25 with the weights given in place of tantivy's own rarity."""
        scored = [query for group in groups if (query := self._any_of(group)) is not None]
        if not scored:
            return []
        every = tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in scored])
        found = self._searcher.search(where.narrow(every), limit=limit, count=False).hits
        places = self._searcher.fast_field_values("place", [address for _, address in found])
        return [(int(place or 0), float(score)) for place, (score, _) in zip(places, found, strict=True)]

    def _any_of(self, group: Group) -> tantivy.Query | None:
        ways = []
        for way in group:
            terms = [(tantivy.Occur.Should, query) for key, weight in way.items() if (query := self._term(key, weight)) is not None]
            if terms:
                ways.append(tantivy.Query.boolean_query(terms))
        if len(ways) > 1:
            return tantivy.Query.disjunction_max_query(ways)
        return ways[0] if ways else None

    def _term(self, key: Key, weight: float) -> tantivy.Query | None:
        count = self.frequency(*key)
        if not count or not weight:
            return None
        return tantivy.Query.boost_query(tantivy.Query.term_query(SCHEMA, *key, index_option="freq"), weight / rarity(self.size, count))


class Where:
    """A filter of kinds and reports, applied before anything is scored; None lets all through, `without` keeps some out."""

    def __init__(self, kinds: Sequence[str] | None, reports: Sequence[str] | None, without: Sequence[str] = ()) -> None:
        self.kinds = kinds
        self.reports = reports
        self.without = without

    def narrow(self, query: tantivy.Query) -> tantivy.Query:
        """Return the query with the filter around it; the filter adds nothing to scores."""
        parts = [(tantivy.Occur.Must, query)]
        for field, values in (("kind", self.kinds), ("report", self.reports)):
            if values is not None:
                allowed = tantivy.Query.term_set_query(SCHEMA, field, list(values))
                parts.append((tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0)))
        if self.without:
            parts.append((tantivy.Occur.MustNot, tantivy.Query.term_set_query(SCHEMA, "report", list(self.without))))
        return tantivy.Query.boolean_query(parts) if len(parts) > 1 else query


EVERYWHERE = Where(None, None)


def rarity(documents: int, count: int) -> float:
    """Return BM25's inverse document frequency of a term that `count` of `documents` hold (Robertson and Zaragoza 2009)."""
    return math.log(1 + (documents - count + 0.5) / (count + 0.5))
