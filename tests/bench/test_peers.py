"""The judge of the peers' benchmark, and what it does where an engine is missing (对比评分)."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from bench_peers import alone
from judging import Place, Question, judged, sample_questions
from peers import PEERS, Peer
from peers_own import Floor, fused

TEXT = "改造危桥7座，新建农村公路46.8公里。查处超限超载车辆319辆。公路养护专项资金1250万元。"
TEXTS = ["改造危桥7座", "新建农村公路46.8公里", "查处超限超载车辆319辆", "公路养护专项资金1250万元"]
VECTORS = np.eye(4, 8, dtype=np.float32) + 0.1


def place(quote: str, source: str = "a.txt") -> Place:
    start = TEXT.index(quote)
    return Place(source, TEXT, quote, (start, start + len(quote)))


def test_the_best_order_scores_one_and_each_quote_counts_once() -> None:
    question = Question("公路", (("a.txt", "新建农村公路46.8公里", 2), ("a.txt", "公路养护专项资金1250万元", 1)))
    assert judged(question, [place(TEXTS[1]), place(TEXTS[3])]) == (1.0, 1.0)
    again = judged(question, [place(TEXTS[1]), place(TEXTS[1])])
    assert again[1] == 0.5
    assert 0 < again[0] < 1
    assert judged(question, [place(TEXTS[3]), place(TEXTS[1])])[0] < 1
    assert judged(question, [place(TEXTS[1], "b.txt"), place(TEXTS[0])]) == (0.0, 0.0)


def test_an_overlap_of_spans_is_a_hit() -> None:
    question = Question("公路", (("a.txt", "危桥7座，新建农村公路", 2),))
    assert judged(question, [place("改造危桥7座")])[1] == 1.0


def test_samples_have_questions() -> None:
    assert len(sample_questions()) > 50


def test_ranks_are_fused() -> None:
    assert fused([1, 2, 3], [2, 4]) == [2, 1, 4, 3]


def test_the_floor_finds_by_words_and_by_vectors() -> None:
    floor = Floor()
    floor.build(TEXTS, VECTORS)
    assert floor.search("超限车辆", VECTORS[2])[0] == 2
    assert floor.search("zzz", VECTORS[3])[0] == 3


@pytest.mark.parametrize(("name", "peer"), [(name, made) for name, (made, _) in PEERS.items()], ids=list(PEERS))
def test_a_peer_finds_or_is_named_as_missing(name: str, peer: type[Peer], tmp_path: Path) -> None:
    if importlib.util.find_spec(PEERS[name][1]) is None:
        assert "pip install" in str(alone(name, tmp_path / "nothing"))
        return
    engine = peer()
    engine.build(TEXTS, VECTORS)
    assert engine.search("查处超限超载车辆", VECTORS[2])[0] == 2
