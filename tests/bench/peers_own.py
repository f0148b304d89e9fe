"""jixiao and the floor beside the peers (自身与底线): the same passages and vectors through jixiao's index, and through its bare parts."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import faiss
import numpy as np
import rjieba
import tantivy

from ontology.records import FAMILIES, Bundle
from peers import TOP, Vectors, scratch, unique
from search.embedding.embedder import Embedder
from search.index.index import Index
from search.retrieval.hybrid import DEFAULT_KINDS, Hit, Query, search


class Given(Embedder):
    """An embedder that knows its texts' vectors already, so that building and asking cost no model."""

    def __init__(self, folder: Path, queries: Mapping[str, Vectors], documents: Mapping[str, Vectors]) -> None:
        super().__init__("given", folder)
        self._known = {"query": queries, "document": documents}

    @property
    def dim(self) -> int:
        """Return how many numbers a vector has."""
        return len(next(iter(self._known["query"].values())))

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Return the questions' vectors."""
        return np.stack([self._known["query"][text] for text in texts])

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Return the passages' and facts' vectors."""
        known = self._known["document"]
        return np.stack([known[text] for text in texts]) if texts else np.zeros((0, self.dim), np.float32)


class Recording(Given):
    """An embedder that makes the vectors of questions and notes them: how jixiao words a question depends on what its index holds."""

    def __init__(self, folder: Path, real: Embedder, documents: Mapping[str, Vectors]) -> None:
        super().__init__(folder, {}, documents)
        self._real = real
        self.made: dict[str, Vectors] = {}

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Return the questions' vectors, made by the model."""
        made = self._real.encode_query(texts)
        self.made.update(zip(texts, made, strict=True))
        return made

    @property
    def dim(self) -> int:
        """Return how many numbers a vector has."""
        return self._real.dim


def wordings(bundles: Sequence[Bundle], questions: Sequence[str], real: Embedder, documents: Mapping[str, Vectors]) -> dict[str, Vectors]:
    """Return the vectors of the questions as they stand and as jixiao words them, over passages alone and with facts."""
    made = dict(zip(questions, real.encode_query(questions), strict=True))
    for facts in (False, True) if any(bundle.outcomes for bundle in bundles) else (False,):
        own = Jixiao(facts)
        recording = Recording(Path(scratch()), real, documents)
        own.build(bundles, recording)
        for question in questions:
            own.search(question)
        made |= recording.made
    return made


class Jixiao:
    """jixiao's own search, over passages alone as the peers have it, or with facts as it is."""

    def __init__(self, facts: bool) -> None:
        self._kinds = DEFAULT_KINDS if facts else ("passage",)
        self._facts = facts

    def build(self, bundles: Sequence[Bundle], embedder: Embedder) -> None:
        """Index the reports."""
        self._index = Index.open(Path(scratch()) / "index", embedder)
        bare: dict[str, tuple[()]] = {section: () for section in FAMILIES if section != "passages"}
        self._index.rebuild(bundles if self._facts else [b.model_copy(update=bare) for b in bundles])

    def search(self, query: str) -> list[Hit]:
        """Return the ten best hits."""
        return search(self._index, Query(query, self._kinds, limit=TOP))


class Floor:
    """The bare parts: a flat FAISS index and tantivy over rjieba's words, fused by reciprocal rank; what any engine of them must cost."""

    def build(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Index words and vectors."""
        self._dense = faiss.IndexFlatIP(vectors.shape[1])
        self._dense.add(np.ascontiguousarray(vectors))
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
        schema.add_unsigned_field("place", stored=True)
        self._words = tantivy.Index(schema.build())
        writer = self._words.writer(64_000_000, 1)
        for place, text in enumerate(texts):
            writer.add_document(tantivy.Document(words=" ".join(words_of(text)), place=place))
        writer.commit()
        writer.wait_merging_threads()
        self._words.reload()
        self._searcher = self._words.searcher()

    def search(self, query: str, vector: Vectors) -> list[int]:
        """Return the best by both."""
        terms = [tantivy.Query.term_query(self._words.schema, "words", word, index_option="freq") for word in set(words_of(query))]
        asked = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        lexical = [self._searcher.doc(address)["place"][0] for _, address in self._searcher.search(asked, 5 * TOP).hits]
        dense = self._dense.search(vector[None, :], 5 * TOP)[1][0]
        return fused(lexical, [int(i) for i in dense if i >= 0])


def words_of(text: str) -> list[str]:
    """Return rjieba's words of a text, lower case, without punctuation."""
    return [word for word in rjieba.cut(text.lower()) if any(c.isalnum() for c in word)]


def fused(*rankings: Sequence[int]) -> list[int]:
    """Return several rankings as one by reciprocal rank (Cormack, Clarke and Büttcher 2009, k = 60)."""
    score: dict[int, float] = {}
    for ranking in rankings:
        for rank, place in enumerate(ranking, 1):
            score[place] = score.get(place, 0.0) + 1 / (60 + rank)
    return unique(sorted(score, key=lambda place: (-score[place], place)))
