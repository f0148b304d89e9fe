"""The vector side: a graph finds what exact search finds, and a filter never lets a forbidden vector through."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from search.errors import IndexDamaged
from search.index.vectors import VectorIndex, faiss, write_vectors

COUNT, DIM = 3000, 48


@pytest.fixture(scope="module")
def vectors() -> npt.NDArray[np.float32]:
    made = np.random.default_rng(7).normal(size=(COUNT, DIM)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made.astype(np.float16).astype(np.float32)


@pytest.fixture(scope="module", params=["exact", "graph"])
def built(request: pytest.FixtureRequest, vectors: npt.NDArray[np.float32], tmp_path_factory: pytest.TempPathFactory) -> VectorIndex:
    path: Path = tmp_path_factory.mktemp("vectors") / "vectors.faiss"
    write_vectors(path, vectors, exact_below=COUNT if request.param == "exact" else 100)
    return VectorIndex(path, few=100)


def nearest(vectors: npt.NDArray[np.float32], query: npt.NDArray[np.float32], allowed: npt.NDArray[np.bool_]) -> list[int]:
    scores = np.where(allowed, vectors @ query, -2.0)
    return np.argsort(-scores)[:10].tolist()


@pytest.mark.parametrize("share", [1.0, 0.5, 0.02])
def test_recall_against_exact_search(built: VectorIndex, vectors: npt.NDArray[np.float32], share: float) -> None:
    random = np.random.default_rng(11)
    allowed = random.random(COUNT) < share
    hits = 0
    for query in vectors[random.integers(0, COUNT, 40)] + random.normal(scale=0.05, size=(40, DIM)).astype(np.float32):
        places, _ = built.search(query, None if share == 1.0 else allowed, 10)
        assert share == 1.0 or allowed[places].all()
        hits += len(set(places.tolist()) & set(nearest(vectors, query, np.ones(COUNT, bool) if share == 1.0 else allowed)))
    assert hits / 400 >= 0.95


def test_nothing_allowed_finds_nothing(built: VectorIndex, vectors: npt.NDArray[np.float32]) -> None:
    places, scores = built.search(vectors[0], np.zeros(COUNT, bool), 10)
    assert len(places) == len(scores) == 0


def test_vectors_come_back_as_they_went_in(built: VectorIndex, vectors: npt.NDArray[np.float32]) -> None:
    assert np.array_equal(built.take(np.array([5, 2999])), vectors[[5, 2999]])


def test_the_same_vectors_give_the_same_bytes(vectors: npt.NDArray[np.float32], tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_vectors(tmp_path / name, vectors)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_file_that_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "vectors.faiss").write_bytes(b"nonsense")
    with pytest.raises(IndexDamaged):
        VectorIndex(tmp_path / "vectors.faiss")


def test_a_query_is_one_threads_work_in_whatever_thread_it_runs(built: VectorIndex, vectors: npt.NDArray[np.float32]) -> None:
    def threads() -> int:
        faiss.omp_set_num_threads(4)
        built.search(vectors[0], None, 5)
        return int(faiss.omp_get_max_threads())

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(threads).result() == 1
