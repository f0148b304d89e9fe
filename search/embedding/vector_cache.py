"""Vectors by content (向量缓存): a text that a hundred reports share is embedded once."""

import hashlib
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class VectorCache:
    """A table from (model, text) to a vector at half precision, shared by processes; losing it costs time, never answers."""

    def __init__(self, path: Path, model: str) -> None:
        self._path = path
        self._model = model
        self._lock = threading.Lock()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=30)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID")
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def key(self, text: str) -> bytes:
        """Return the key of a text: 16 bytes of the SHA-256 over model and text."""
        return hashlib.sha256(f"{self._model}\x1f{text}".encode()).digest()[:16]

    def get(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors that are known, by text; a damaged cache is thrown away and made anew."""
        keys = {self.key(text): text for text in texts}
        found: dict[str, Vectors] = {}
        try:
            with self._lock, closing(self._connect()) as connection:
                for start in range(0, len(keys), 500):
                    part = list(keys)[start : start + 500]
                    marks = ",".join("?" * len(part))
                    for key, vector in connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", part):
                        found[keys[bytes(key)]] = np.frombuffer(vector, np.float16).astype(np.float32)
        except sqlite3.DatabaseError as problem:
            if isinstance(problem, sqlite3.OperationalError):  # locked or read-only: the texts are embedded again
                return {}
            self._path.unlink(missing_ok=True)
            return {}
        return found

    def put(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors; a cache that cannot be written is left as it is."""
        rows = [(self.key(text), vector.astype(np.float16).tobytes()) for text, vector in vectors.items()]
        try:
            with self._lock, closing(self._connect()) as connection, connection:
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        except sqlite3.OperationalError:
            return
