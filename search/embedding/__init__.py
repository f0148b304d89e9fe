"""Text to vectors (文本向量): `embedder` runs the bundled model or any other; `e5_convert` unpacks the bundled weights once."""
