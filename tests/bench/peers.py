"""Other search engines behind one face (同类引擎): each takes the same passages and vectors, is imported only when asked for, runs alone.

They are an extra of the benchmark (`pip install -e '.[peers]'`), never of jixiao. Words are jieba's for all of them; vectors are given, so
that engines are compared and not models.
"""

import asyncio
import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
TOP = 10


class Peer(Protocol):
    """An engine over passages: built once, asked many times."""

    def build(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Index the passages; row i of the vectors is passage i's."""

    def search(self, query: str, vector: Vectors) -> list[int]:
        """Return the numbers of the ten best passages, best first."""


def jieba_words(text: str) -> list[str]:
    """Return jieba's words of a text, lower case, without punctuation."""
    import jieba

    jieba.setLogLevel(60)
    return [word for word in jieba.lcut(text.lower()) if re.search(r"\w", word)]


def scratch() -> str:
    """Return a new folder that goes with the process."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def unique(ranked: Sequence[int]) -> list[int]:
    """Return the first ten different numbers."""
    return list(dict.fromkeys(ranked))[:TOP]


class Bm25s:
    """bm25s over jieba's words: BM25 (Lucene's) in scipy matrices; no vectors."""

    def build(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Index the words."""
        import bm25s

        self._top = min(TOP, len(texts))
        self._index = bm25s.BM25()
        self._index.index([jieba_words(text) for text in texts], show_progress=False)

    def search(self, query: str, vector: Vectors) -> list[int]:
        """Return the best by words."""
        found, _ = self._index.retrieve([jieba_words(query)], k=self._top, show_progress=False)
        return [int(i) for i in found[0]]


class Txtai:
    """txtai's hybrid index: FAISS and its own BM25, equal weights (its default)."""

    def build(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Index words and vectors; txtai splits at the spaces that jieba made."""
        from txtai import Embeddings

        spaced = [" ".join(jieba_words(text)) or "-" for text in texts]
        known = self._vectors = dict(zip(spaced, vectors, strict=True))

        def transform(texts: Sequence[str]) -> Vectors:  # a plain function: txtai takes methods for something else
            return np.stack([known[text] for text in texts])

        scoring = {"method": "bm25", "terms": True, "normalize": True, "tokenizer": {"whitespace": True}}
        self._index = Embeddings({"method": "external", "transform": transform, "hybrid": True, "scoring": scoring})
        self._index.index((i, text, None) for i, text in enumerate(spaced))

    def search(self, query: str, vector: Vectors) -> list[int]:
        """Return the best by both."""
        spaced = " ".join(jieba_words(query))
        self._vectors[spaced] = vector
        return [int(i) for i, _ in self._index.search(spaced, TOP)]


class Haystack:
    """Haystack's in-memory store: BM25 and embedding retrievers, joined by reciprocal rank."""

    def build(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Write the documents with their vectors."""
        os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
        from haystack import Document
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        store = InMemoryDocumentStore(bm25_tokenization_regex=r"(?u)\S+", embedding_similarity_function="cosine")
        rows = zip(texts, vectors, strict=True)
        store.write_documents(
            [Document(id=str(i), content=" ".join(jieba_words(text)), embedding=v.tolist()) for i, (text, v) in enumerate(rows)]
        )
        self._words = InMemoryBM25Retriever(store, top_k=5 * TOP)
        self._dense = InMemoryEmbeddingRetriever(store, top_k=5 * TOP)
        self._join = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=TOP)

    def search(self, query: str, vector: Vectors) -> list[int]:
        """Return the best by both."""
        words = self._words.run(query=" ".join(jieba_words(query)))["documents"]
        dense = self._dense.run(query_embedding=vector.tolist())["documents"]
        return [int(d.id) for d in self._join.run(documents=[words, dense])["documents"]]


class Characters:
    """A tokenizer that needs no download, for LightRAG's budgets: a character is a token."""

    def encode(self, content: str) -> list[int]:
        """Return the characters' numbers."""
        return [ord(c) for c in content]

    def decode(self, tokens: list[int]) -> str:
        """Return the text again."""
        return "".join(map(chr, tokens))


class LightRag:
    """LightRAG without a language model: the passages as a custom knowledge graph, asked in its `naive` mode (vectors alone)."""

    def build(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Insert the passages as chunks of one entity."""
        known = self._vectors = dict(zip(texts, vectors, strict=True))

        async def embed(texts: Sequence[str], **_: Any) -> Vectors:  # LightRAG copies what its functions are bound to
            return np.stack([known[text] for text in texts])

        self._embed = embed
        self._loop = asyncio.new_event_loop()
        self._loop.run_until_complete(self._fill(texts, vectors))

    async def _fill(self, texts: Sequence[str], vectors: Vectors) -> None:
        from lightrag import LightRAG
        from lightrag.utils import EmbeddingFunc, Tokenizer

        self._rag = LightRAG(
            working_dir=scratch(),
            embedding_func=EmbeddingFunc(embedding_dim=vectors.shape[1], func=self._embed),
            llm_model_func=_no_model,
            tokenizer=Tokenizer("characters", Characters()),
        )
        await self._rag.initialize_storages()
        chunks = [{"content": text, "source_id": str(i), "file_path": str(i), "chunk_order_index": i} for i, text in enumerate(texts)]
        entity = {"entity_name": "reports", "entity_type": "collection", "description": "all", "source_id": "0", "file_path": "0"}
        self._vectors["reports\nall"] = vectors[0]  # no mode that is asked reads it
        await self._rag.ainsert_custom_kg({"chunks": chunks, "entities": [entity], "relationships": []})

    def search(self, query: str, vector: Vectors) -> list[int]:
        """Return the best by vectors."""
        from lightrag import QueryParam

        self._vectors[query] = vector
        asked = QueryParam(mode="naive", chunk_top_k=TOP, enable_rerank=False)
        found = self._loop.run_until_complete(self._rag.aquery_data(query, asked))
        return unique([int(chunk["file_path"]) for chunk in found["data"].get("chunks", [])])


async def _no_model(*_: Any, **__: Any) -> str:
    raise RuntimeError("no language model takes part in this benchmark")


PEERS: Mapping[str, tuple[type[Peer], str]] = {
    "bm25s + jieba": (Bm25s, "bm25s"),
    "txtai hybrid": (Txtai, "txtai"),
    "Haystack BM25 + dense": (Haystack, "haystack"),
    "LightRAG naive": (LightRag, "lightrag"),
}
"""Name → engine and the module it needs."""
