"""Any model that `SentenceTransformer` loads (任意嵌入模型), from disk or its cache; nothing is fetched."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sentence_transformers import SentenceTransformer

from search.errors import ModelUnavailable

Vectors = npt.NDArray[np.float32]

BATCH = 8
"""Texts padded to one length; batches of 4 to 8 beat longer ones on a processor."""


class SentenceModel:
    """A SentenceTransformer with its own prompts; raises ModelUnavailable where the name or path cannot be read."""

    def __init__(self, name: str) -> None:
        try:
            self._model = SentenceTransformer(name, device="cpu", local_files_only=True)
        except (OSError, ValueError) as problem:
            raise ModelUnavailable(name, str(problem).splitlines()[0]) from problem
        self.dim = int(self._model.get_embedding_dimension() or 0)

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions, float32 of shape (n, dim), each of length 1."""
        return np.asarray(self._model.encode_query(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False))

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of passages, float32 of shape (n, dim), each of length 1."""
        return np.asarray(self._model.encode_document(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False))
