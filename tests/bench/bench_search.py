"""What a search costs beside its floor: encoding the query, a raw FAISS search and a raw tantivy search of the same documents (检索测速).

    python tests/bench/bench_search.py --counts 3 1000

Systems take turns on every question in one process, so what else the machine does hits all of them; trust the ratios, and that of processor
time more than that of the clock where the machine is busy. A system is a name and a function of a question: append to `systems` to set
another one beside these. Above 50 reports the documents' vectors are drawn, not made: embedding all would take half an hour, and what a
search costs does not depend on what they mean. The question is always encoded.
"""

import argparse
import hashlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss as _faiss
import numpy as np
import tantivy
from generate import generate

from ingest.extract import extract
from ingest.readers.read import read
from ontology.ids import report_id
from ontology.records import Bundle
from search.documents import IndexDoc, index_documents
from search.embedder import Embedder, Vectors, load_embedder
from search.hybrid import Query, search
from search.index import Index
from search.words import query_words, words

faiss: Any = _faiss  # as in search/vectors.py

QUESTIONS = Path(__file__).parents[1] / "search" / "sample_queries.tsv"
MADE_UP_TO = 50
"""Reports up to which the documents' vectors come from the model."""

DEPTH, SHOWN = 200, 10
"""Candidates that the floor takes from each side, as a search does, and hits that a search shows."""

UNMEASURED = 10
"""Questions that warm everything up."""


@dataclass(frozen=True)
class System:
    """Something that searches (受测系统): `ask` takes a question and gives the number of what it found."""

    name: str
    ask: Callable[[str], int]


class DrawnVectors(Embedder):
    """The model for questions; a document's vector is drawn by a generator that its text seeds."""

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Return one random unit vector a text, the same for the same text."""
        seeds = (int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") for text in texts)
        drawn = np.stack([np.random.default_rng(seed).standard_normal(self.dim, np.float32) for seed in seeds])
        return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


def bundles(count: int) -> list[Bundle]:
    """Return that many generated reports with all their facts."""
    texts = ((made.name, made.text.encode()) for made in generate(count, seed=1))
    return [extract(read(name, data), report_id(data)) for name, data in texts]


def ours(folder: Path, made: Iterable[Bundle], embedder: Embedder) -> System:
    """Return jixiao's search over the reports."""
    index = Index.open(folder, embedder)
    index.add(made)
    return System("search", lambda text: len(search(index, Query(text, limit=SHOWN))))


def floor(documents: Sequence[IndexDoc], embedder: Embedder) -> System:
    """Return the least that a hybrid search can cost: no filters, no synonyms, no ranking, no documents read."""
    vectors = faiss.IndexFlatIP(embedder.dim)
    vectors.add(embedder.encode_document([doc.embed for doc in documents]))
    faiss.omp_set_num_threads(1)  # as jixiao runs it: one query is one thread's work
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    lexical = tantivy.Index(schema)
    lexical.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    writer = lexical.writer(heap_size=64_000_000, num_threads=1)
    for doc in documents:
        writer.add_document(tantivy.Document(words=" ".join(words(doc.text))))
    writer.commit()
    lexical.reload()
    searcher = lexical.searcher()

    def ask(text: str) -> int:
        near, _ = vectors.search(embedder.encode_query([text]), min(DEPTH, len(documents)))
        terms = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "words", word, index_option="freq")) for word in query_words(text)]
        return len(near[0]) + len(searcher.search(tantivy.Query.boolean_query(terms), limit=DEPTH, count=False).hits)

    return System("floor", ask)


def encoding(embedder: Embedder) -> System:
    """Return the encoding of the question alone."""
    return System("encode", lambda text: len(embedder.encode_query([text])))


@dataclass(frozen=True)
class Spent:
    """What a system spent on each question, in milliseconds (耗时): of the clock, and of processors over all threads."""

    clock: list[float]
    work: list[float]


def measured(systems: Sequence[System], questions: Sequence[str]) -> dict[str, Spent]:
    """Return what each question costs by system; they take turns, in another order each time, after a few questions unmeasured."""
    spent = {system.name: Spent([], []) for system in systems}
    for at, question in enumerate(questions):
        for system in (*systems[at % len(systems) :], *systems[: at % len(systems)]):
            clock, work = time.perf_counter(), time.process_time()
            system.ask(question)
            if at >= UNMEASURED:
                spent[system.name].clock.append((time.perf_counter() - clock) * 1000)
                spent[system.name].work.append((time.process_time() - work) * 1000)
    return spent


def compared(count: int, models: Path, questions: Sequence[str]) -> list[str]:
    """Return the lines that tell what each system costs over a number of reports."""
    kind = Embedder if count <= MADE_UP_TO else DrawnVectors
    embedders = [kind(load_embedder("bundled", models).name, models) for _ in range(3)]  # one each: no system profits from another's memory
    made = bundles(count)
    documents = [doc for bundle in made for doc in index_documents(bundle)]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        systems = [encoding(embedders[0]), floor(documents, embedders[1]), ours(Path(folder), made, embedders[2])]
        spent = measured(systems, questions)
    lines = [f"{count} reports, {len(documents)} documents, {len(questions) - UNMEASURED} questions; medians"]
    clock, work = (statistics.median(times) for times in (spent["floor"].clock, spent["floor"].work))
    for name, times in spent.items():
        its_clock, its_work = statistics.median(times.clock), statistics.median(times.work)
        ratios = f"{its_clock / clock:5.2f} of the floor's clock, {its_work / work:5.2f} of its processor time"
        lines.append(f"  {name:10}{its_clock:8.2f} ms   {its_work:8.2f} ms of processors   {ratios}")
    return lines


def main() -> None:
    """Measure for each number of reports, print."""
    parser = argparse.ArgumentParser(description="measure search beside its floor on generated reports")
    parser.add_argument("--counts", type=int, nargs="+", default=[3, 1000])
    parser.add_argument("--models", type=Path, default=Path(__file__).parents[2] / ".jixiao-test-cache" / "models")
    options = parser.parse_args()
    questions = [line.split("\t")[0] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    for count in options.counts:
        sys.stdout.write("\n".join(compared(count, options.models, questions)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
