"""The triple store beside changing sets of invented（虚构）reports: relations between them come and go with them, after a crash too."""

from collections.abc import Callable
from pathlib import Path

import pytest

import graph.triples as triples
from graph.triples import TripleStore
from ingest.extract import extract
from ingest.structure import structure
from ontology.records import Bundle

SIMILAR = "SELECT ?a ?b { ?a <https://w3id.org/jixiao/ontology#similarTo> ?b } ORDER BY ?a ?b"
WHY = (
    "PREFIX jx: <https://w3id.org/jixiao/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
    "SELECT ?score { ?s rdf:predicate jx:similarTo ; jx:score ?score }"
)


def bundle(number: int, trained: str) -> Bundle:
    text = f"2023年度望津县教育局部门整体支出绩效自评报告（虚构）\n三、主要绩效\n全年{trained}{300 + number}人次。\n"
    return extract(structure(text), f"r_{number:016x}")


MADE = {b.report_id: b for b in (bundle(1, "培训中小学教师"), bundle(2, "培训中小学骨干教师"), bundle(3, "巡查校车"))}
ONE, TWO, THREE = MADE


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., list[tuple[str, ...]]]:
    store = TripleStore(tmp_path / "rdf")

    def rows(query: str, *reports: str) -> list[tuple[str, ...]]:
        return list(store.query(query, {r: r for r in reports}, MADE.__getitem__).rows)

    return rows


def test_relations_come_and_go_with_their_ends(ask: Callable[..., list[tuple[str, ...]]]) -> None:
    assert ask(SIMILAR, ONE, THREE) == []
    both = ask(SIMILAR, ONE, TWO, THREE)
    assert len(both) == 1
    assert [row[0] > 0.6 for row in ask(WHY, ONE, TWO, THREE)] == [True]
    assert ask(SIMILAR, TWO, THREE) == [] and ask(WHY, TWO, THREE) == []
    assert ask(SIMILAR, ONE, TWO) == both


def test_relations_half_done_are_made_again(
    ask: Callable[..., list[tuple[str, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(triples, "refresh", dies)
        with pytest.raises(KeyboardInterrupt):
            ask(SIMILAR, ONE, TWO)
    assert len(ask(SIMILAR, ONE, TWO)) == 1
