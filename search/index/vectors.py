"""The vector side (向量检索): FAISS, exact below a size, a graph above it; filters before scoring; read from disk by memory map."""

import os
from pathlib import Path
from typing import Any

import faiss as _faiss
import numpy as np
import numpy.typing as npt

from search.errors import IndexDamaged

faiss: Any = _faiss  # its own stubs lack the graph index and its parameters

Vectors = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

EXACT_BELOW = 80_000
"""Vectors of a segment up to which every one is compared (under 10 ms); above, HNSW finds 99.7 % of them in under a millisecond."""

FEW = 50_000
"""A filter that leaves fewer vectors than this is searched exactly: a graph walk loses its way among forbidden nodes."""

NEIGHBOURS, BUILD_EFFORT, SEARCH_EFFORT, MOST_EFFORT = 16, 80, 64, 2000


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
    faiss.write_index(index, str(path))


class VectorIndex:
    """An index of vectors, opened for reading."""

    def __init__(self, path: Path, few: int = FEW) -> None:
        try:
            self._index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as problem:
            raise IndexDamaged(path, str(problem).splitlines()[0]) from problem
        self.size: int = self._index.ntotal
        self._few = few
        self._graph = isinstance(self._index, faiss.IndexHNSW)
        self._flat = faiss.downcast_index(self._index.storage) if self._graph else self._index

    def search(self, query: Vectors, allowed: npt.NDArray[np.bool_] | None, limit: int) -> tuple[Places, Vectors]:
        """Return places and cosines of the nearest allowed vectors, best first."""
        count = self.size if allowed is None else int(allowed.sum())
        limit = min(limit, count)
        if limit == 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        faiss.omp_set_num_threads(1)  # OpenMP keeps the number a thread: in a server's threads two would spin for each other
        options = {} if allowed is None else {"sel": faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))}
        if self._graph and count > self._few:
            effort = min(max(SEARCH_EFFORT, limit * self.size // count), MOST_EFFORT)
            parameters = faiss.SearchParametersHNSW(efSearch=effort, **options)
            scores, places = self._index.search(query.reshape(1, -1), limit, params=parameters)
        else:
            scores, places = self._flat.search(query.reshape(1, -1), limit, params=faiss.SearchParameters(**options))
        found = places[0] >= 0
        return places[0][found], scores[0][found]

    def take(self, places: Places) -> Vectors:
        """Return the vectors at some places, float32 of shape (n, dim)."""
        return np.asarray(self._index.reconstruct_batch(np.ascontiguousarray(places, np.int64)), np.float32)
