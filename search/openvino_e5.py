"""The converted e5 network on OpenVINO, as the input module of a `SentenceTransformer` (OpenVINO 推理).

Each text runs alone, two at a time: as fast as padded batches on two cores, and a text's vector does not depend on its neighbours,
so that an index built in any order is the same.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np
import numpy.typing as npt
import openvino
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule
from tokenizers import Tokenizer

MAX_TOKENS = 512
PROMPTS = {"query": "query: ", "document": "passage: "}


class OpenVinoE5(InputModule):
    """Tokenises and embeds on OpenVINO in bfloat16 where the processor has it, else in float32."""

    def __init__(self, folder: Path, threads: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(MAX_TOKENS)
        core = openvino.Core()
        precision = "bf16" if "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES") else "f32"
        compiled = core.compile_model(str(folder / "e5.xml"), "CPU", {
            "PERFORMANCE_HINT": "THROUGHPUT", "NUM_STREAMS": str(threads), "INFERENCE_NUM_THREADS": threads,
            "INFERENCE_PRECISION_HINT": precision,
        })
        self._requests: SimpleQueue[openvino.InferRequest] = SimpleQueue()  # one is not thread-safe, so each is lent to one thread
        for _ in range(threads):
            self._requests.put(compiled.create_infer_request())
        self._workers = ThreadPoolExecutor(threads, thread_name_prefix="embed")

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """Return the token ids of each text; they are not padded, since every text runs alone."""
        encoded = self.tokenizer.encode_batch([(prompt or "") + text for text in inputs])
        return {"ids": [np.asarray([e.ids], np.int64) for e in encoded]}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Add `sentence_embedding`, float32 of shape (n, 384), each of length 1."""
        texts = features["ids"]
        rows = [self._one(texts[0])] if len(texts) == 1 else list(self._workers.map(self._one, texts))
        features["sentence_embedding"] = torch.from_numpy(np.stack(rows))
        return features

    def _one(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        request = self._requests.get()
        try:
            request.infer({"input_ids": ids, "attention_mask": np.ones_like(ids)})
            return np.array(request.get_output_tensor(0).data[0], np.float32)
        finally:
            self._requests.put(request)

    def get_embedding_dimension(self) -> int:
        """Return the length of a vector."""
        return 384

    def save(self, *_: Any, **__: Any) -> None:
        """Save nothing: the folder this was made from is the saved form."""


def as_sentence_transformer(folder: Path, threads: int) -> SentenceTransformer:
    """Return the network of a converted folder as a `SentenceTransformer` with e5's prompts."""
    return SentenceTransformer(modules=[OpenVinoE5(folder, threads)], prompts=PROMPTS, similarity_fn_name="cosine", device="cpu")
