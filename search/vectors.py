"""The vector side (向量检索): FAISS, exact below a size, a graph above it; filters before scoring; read from disk by memory map."""

import os
from pathlib import Path
from typing import Any

import faiss as _faiss
import numpy as np
import numpy.typing as npt

from search.errors import IndexDamaged

faiss: Any = _faiss  # its own stubs lack the graph index and its parameters

faiss.omp_set_num_threads(1)  # one query is one thread's work; waking others costs more than it saves

Vectors = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

EXACT_BELOW = 200_000
"""Vectors up to which every one is compared (30 ms a million at half precision); above, HNSW finds 99.7 % in under a millisecond."""

FEW = 50_000
"""A filter that leaves fewer vectors than this is searched exactly: a graph walk loses its way among forbidden nodes."""

NEIGHBOURS, BUILD_EFFORT, SEARCH_EFFORT = 16, 80, 64


def write_vectors(path: Path, vectors: Vectors, exact_below: int = EXACT_BELOW) -> None:
    """Write an index of unit vectors at half precision; the same vectors in the same order give the same bytes."""
    dim = vectors.shape[1]
    half = faiss.ScalarQuantizer.QT_fp16
    index: Any
    if len(vectors) <= exact_below:
        index = faiss.IndexScalarQuantizer(dim, half, faiss.METRIC_INNER_PRODUCT)
    else:
        index = faiss.IndexHNSWSQ(dim, half, NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = BUILD_EFFORT
        faiss.omp_set_num_threads(os.cpu_count() or 1)
    index.train(np.ascontiguousarray(vectors[:1000]))
    index.add(np.ascontiguousarray(vectors))
    faiss.omp_set_num_threads(1)
    faiss.write_index(index, str(path))


class VectorIndex:
    """An index of vectors, opened for reading."""

    def __init__(self, path: Path) -> None:
        try:
            self._index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as problem:
            raise IndexDamaged(path, str(problem).splitlines()[0]) from problem
        self.size: int = self._index.ntotal
        self._graph = isinstance(self._index, faiss.IndexHNSW)

    def search(self, query: Vectors, allowed: npt.NDArray[np.bool_] | None, limit: int) -> tuple[Places, Vectors]:
        """Return places and cosines of the nearest allowed vectors, best first."""
        limit = min(limit, self.size if allowed is None else int(allowed.sum()))
        if limit == 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        if allowed is not None and self._graph and int(allowed.sum()) <= FEW:
            return self._exact(query, np.flatnonzero(allowed), limit)
        selector = None if allowed is None else faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
        made = faiss.SearchParametersHNSW if self._graph else faiss.SearchParameters
        options = {"efSearch": max(SEARCH_EFFORT, limit)} if self._graph else {}
        parameters = made(**({"sel": selector} if selector is not None else {}), **options)
        scores, places = self._index.search(query.reshape(1, -1), limit, params=parameters)
        found = places[0] >= 0
        return places[0][found], scores[0][found]

    def _exact(self, query: Vectors, places: Places, limit: int) -> tuple[Places, Vectors]:
        scores = self.take(places) @ query
        best = np.argsort(-scores, kind="stable")[:limit]
        return places[best], scores[best]

    def take(self, places: Places) -> Vectors:
        """Return the vectors at some places, float32 of shape (n, dim)."""
        return np.asarray(self._index.reconstruct_batch(np.ascontiguousarray(places, np.int64)), np.float32)
