"""How well search finds: questions in plain words over the samples, and the gold queries over the three real reports."""

import importlib.util
import json
import math
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ingest.extract import extract
from ingest.readers.read import read
from ontology.ids import report_id
from ontology.records import Bundle
from search.embedding.embedder import Embedder
from search.index.index import Index
from search.retrieval.hybrid import Hit, Query, search

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
QUERIES = Path(__file__).with_name("sample_queries.tsv")


def bundles(paths: Iterable[Path]) -> list[Bundle]:
    return [extract(read(path.name, path.read_bytes()), report_id(path.read_bytes())) for path in sorted(paths)]


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Index:
    index = Index.open(tmp_path_factory.mktemp("samples"), embedder)
    index.add(bundles(path for path in (ROOT / "samples").iterdir() if path.is_file()))
    return index


def test_plain_words_find_what_the_samples_say(samples: Index) -> None:
    ranks = []
    for line in QUERIES.read_text(encoding="utf-8").splitlines():
        query, wanted = line.split("\t")
        quotes = [bare(hit.quote) for hit in search(samples, Query(query))]
        ranks.append(next((rank for rank, quote in enumerate(quotes, 1) if bare(wanted) in quote), 99))
    assert sum(rank <= 3 for rank in ranks) / len(ranks) >= 0.9
    assert sum(rank <= 10 for rank in ranks) / len(ranks) >= 0.95


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_facts", SHARED / "eval" / "score_facts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(hits: list[Hit], relevant: list[dict[str, Any]], source: Callable[[str], str], touches: Callable[[str, str, str], bool],
           texts: dict[str, str]) -> tuple[float, float]:
    """Return nDCG@10, graded, each gold quote counted once, and recall@5, as `eval/score_service.py` has them."""
    left, gains = list(relevant), []
    for hit in hits[:10]:
        name = source(hit.report_id)
        met = [g for g in left if g["source"] == name and touches(texts[name], g["quote"], hit.quote)]
        gains.append(max((int(g["grade"]) for g in met), default=0))
        left = [g for g in left if g not in met]
    ideal = sorted((int(g["grade"]) for g in relevant), reverse=True)[:10]
    recall = sum(1 for gain in gains[:5] if gain) / min(5, len(relevant))
    return dcg(gains) / dcg(ideal), min(1.0, recall)


def dcg(gains: list[int]) -> float:
    return sum((2**gain - 1) / math.log2(place + 2) for place, gain in enumerate(gains))


@pytest.mark.skipif(not (SHARED / "gold" / "retrieval.jsonl").exists(), reason="the gold set lies beside the repository, not in it")
def test_gold_queries(tmp_path: Path, embedder: Embedder) -> None:
    paths = sorted((SHARED / "corpus").glob("*.txt"))
    made = bundles(paths)
    names = {bundle.report_id: path.name for bundle, path in zip(made, paths, strict=True)}
    texts = {path.name: path.read_text(encoding="utf-8") for path in paths}
    index = Index.open(tmp_path / "index", embedder)
    index.add(made)
    touches = scorer().touches
    scores = []
    for line in (SHARED / "gold" / "retrieval.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        scores.append(judged(search(index, Query(item["query"])), item["relevant"], names.__getitem__, touches, texts))
    assert sum(ndcg for ndcg, _ in scores) / len(scores) >= 0.85
    assert sum(recall for _, recall in scores) / len(scores) >= 0.82
