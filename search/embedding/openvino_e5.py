"""The converted e5 network on OpenVINO (OpenVINO 推理): what runs the bundled model.

It gives the vectors that `SentenceTransformer` gives for the same folder, and starts five seconds sooner, because neither PyTorch nor
sentence-transformers is imported. Texts of as many tokens run as one batch, which takes two fifths of the processor time that they take
one by one; nothing is padded, so that a text's vector does not depend on its neighbours and an index built in any order is the same.

All calls into OpenVINO stand under one lock: two Python threads that hand tensors over at once can wait for each other for ever
(seen with 2026.4: each holds what the other needs, the interpreter's lock or the model's).
"""

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import openvino
from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]

MAX_TOKENS = 512
BATCH_TOKENS = 256
"""Tokens of one batch; more in one gain little, and the other texts of a turn wait for it."""
TURN = 2
"""Batches a stream that run before another thread has its turn: a question waits for a few passages, not for a report."""

QUERY, DOCUMENT = "query: ", "passage: "
"""What e5 was trained to see before a question and before a text."""


class OpenVinoE5:
    """Tokenises and embeds on OpenVINO, in bfloat16 where the processor has it, else in float32; safe to share between threads."""

    dim = 384

    def __init__(self, folder: Path, threads: int) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        core = openvino.Core()
        precision = "bf16" if "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES") else "f32"
        compiled = core.compile_model(str(folder / "e5.xml"), "CPU", {
            "PERFORMANCE_HINT": "THROUGHPUT", "NUM_STREAMS": str(threads), "INFERENCE_NUM_THREADS": threads,
            "INFERENCE_PRECISION_HINT": precision,
        })
        self._queue = openvino.AsyncInferQueue(compiled, threads)
        self._turn = TURN * threads
        self._queue.set_callback(_keep)
        self._lock = threading.Lock()

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions, float32 of shape (n, 384), each of length 1."""
        return self._encode(texts, QUERY)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of passages, float32 of shape (n, 384), each of length 1."""
        return self._encode(texts, DOCUMENT)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        encoded = self._tokenizer.encode_batch([prompt + text for text in texts])
        rows = np.zeros((len(encoded), self.dim), np.float32)
        batches = _batches([len(text.ids) for text in encoded])
        for start in range(0, len(batches), self._turn):
            with self._lock:
                for places in batches[start : start + self._turn]:
                    ids = np.asarray([encoded[place].ids for place in places], np.int64)
                    self._queue.start_async({"input_ids": ids, "attention_mask": np.ones_like(ids)}, (rows, places))
                self._queue.wait_all()
        return rows


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Return the places of texts in groups of one length, as many in each as `BATCH_TOKENS` holds."""
    by_length: dict[int, list[int]] = {}
    for place, length in enumerate(lengths):
        by_length.setdefault(length, []).append(place)
    return [
        places[start : start + size]
        for length, places in by_length.items()
        for size in [max(1, BATCH_TOKENS // max(length, 1))]
        for start in range(0, len(places), size)
    ]


def _keep(request: openvino.InferRequest, given: tuple[Vectors, list[int]]) -> None:
    rows, places = given
    rows[places] = request.get_output_tensor(0).data
