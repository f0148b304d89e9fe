"""The embedder: the bundled model converted, vectors that do not depend on company or order, a cache that may be lost."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from search.embedding.embedder import FORMAT, Embedder, load_embedder, prepared
from search.embedding.vector_cache import VectorCache
from search.errors import ModelUnavailable

MODELS = Path(__file__).resolve().parents[2] / ".jixiao-test-cache" / "models"
TEXTS = ["改造危桥7座", "义务教育学校课后服务覆盖率98.5%", "为消费者挽回经济损失45.6万元，办结率百分之百，群众比较满意"]


@pytest.fixture
def fresh(tmp_path: Path, embedder: Embedder) -> Embedder:
    """An embedder with the shared converted model and a cache of its own."""
    embedder.encode_query(["准备"])
    (tmp_path / FORMAT).symlink_to(prepared(MODELS))
    return load_embedder("bundled", tmp_path)


def test_vectors_have_length_one(embedder: Embedder) -> None:
    vectors = embedder.encode_document(TEXTS)
    assert vectors.shape == (3, embedder.dim) == (3, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3)
    assert embedder.encode_query([]).shape == (0, 384)


def test_a_question_is_nearest_to_its_passage(embedder: Embedder) -> None:
    likeness = embedder.encode_query(["学校放学后的托管", "危险的桥修好了吗"]) @ embedder.encode_document(TEXTS).T
    assert likeness.argmax(axis=1).tolist() == [1, 0]


def test_a_vector_does_not_depend_on_its_neighbours(fresh: Embedder, embedder: Embedder) -> None:
    alone = [fresh.encode_document([text])[0] for text in reversed(TEXTS)]
    assert np.array_equal(np.stack(alone[::-1]), embedder.encode_document(TEXTS))


def test_texts_of_one_length_run_together_and_have_the_vectors_they_have_alone(fresh: Embedder) -> None:
    texts = [f"全年受理投诉{n}件" for n in range(40)] + [f"{text}{n}" for n, text in enumerate(TEXTS * 4)] + ["长" * 300, "短", ""]
    together = fresh.encode_query(texts)
    alone = load_embedder("bundled", MODELS)  # which has encoded none of them yet
    assert np.array_equal(np.stack([alone.encode_query([text])[0] for text in texts]), together)


def test_threads_share_one_model(embedder: Embedder) -> None:
    texts = [f"全年受理投诉{n}件" for n in range(16)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: embedder.encode_query([text])[0], texts))
    assert np.array_equal(np.stack(together), embedder.encode_query(texts))


def test_the_converted_folder_is_an_ordinary_model(embedder: Embedder, tmp_path: Path) -> None:
    ordinary = load_embedder(str(prepared(MODELS)), tmp_path)
    both = ordinary.encode_document(TEXTS) * embedder.encode_document(TEXTS)
    assert both.sum(axis=1).min() > 0.995


def test_a_known_text_loads_no_model(embedder: Embedder) -> None:
    wanted = embedder.encode_document(TEXTS)
    again = load_embedder("bundled", MODELS)
    assert np.array_equal(again.encode_document(TEXTS), wanted)
    assert not again.loaded


def test_models_do_not_share_cached_vectors(tmp_path: Path) -> None:
    one = VectorCache(tmp_path / "vectors.sqlite", "one")
    one.put({"文": np.ones(4, np.float32)})
    assert set(one.get(["文"])) == {"文"}
    assert VectorCache(tmp_path / "vectors.sqlite", "two").get(["文"]) == {}


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    path.write_bytes(b"not a database, but long enough to be read as one" * 100)
    cache = VectorCache(path, "one")
    assert cache.get(["文"]) == {}
    cache.put({"文": np.ones(4, np.float32)})
    assert cache.get(["文"])["文"].tolist() == [1.0] * 4


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="no-such-model"):
        load_embedder(str(tmp_path / "no-such-model"), tmp_path / "cache").encode_query(["问"])
