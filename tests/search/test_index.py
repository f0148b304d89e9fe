"""The index: what is added is found, what is removed is gone, and every way to the same reports gives the same index."""

import json
import os
import signal
import subprocess
import sys
import time
from itertools import permutations
from pathlib import Path

import pytest

from ontology.records import Bundle
from search.embedding.embedder import Embedder, load_embedder
from search.errors import IndexDamaged, IndexMismatch
from search.index.index import Index
from search.retrieval.hybrid import Query, search

MODELS = Path(__file__).resolve().parents[2] / ".jixiao-test-cache" / "models"


def found(index: Index, text: str, **filters: object) -> list[str]:
    return [hit.quote for hit in search(index, Query(text, **filters))]  # type: ignore[arg-type]


def test_order_and_history_leave_no_trace(tmp_path: Path, embedder: Embedder, market: Bundle, schools: Bundle, roads: Bundle) -> None:
    exports = set()
    for n, order in enumerate(permutations([market, schools, roads])):
        index = Index.open(tmp_path / str(n), embedder)
        for bundle in order:
            index.add([bundle])
        index.remove([order[0].report_id])
        index.add([order[0]])
        exports.add("\n".join(index.export()))
    rebuilt = Index.open(tmp_path / "rebuilt", embedder)
    rebuilt.rebuild([roads, schools, market])
    assert exports == {"\n".join(rebuilt.export())}


def test_a_removed_report_is_gone(index: Index, schools: Bundle) -> None:
    assert any("幼儿园" in quote for quote in found(index, "新建幼儿园"))
    index.remove([schools.report_id, "r_unknown"])
    assert schools.report_id not in index.report_ids()
    assert not any("幼儿园" in quote for quote in found(index, "新建幼儿园"))


def test_a_report_added_again_replaces_itself(index: Index, market: Bundle) -> None:
    index.add([market.model_copy(update={"outcomes": ()})])
    documents = [json.loads(line)[0] for line in index.export()]
    assert len(documents) == len(set(documents))
    assert not any("/outcomes/" in document for document in documents)


def test_a_report_that_is_not_live_never_shows(index: Index, market: Bundle, roads: Bundle) -> None:
    hits = search(index, Query("资金 投诉 公路 学校", live=frozenset({roads.report_id}), limit=50))
    assert {hit.report_id for hit in hits} == {roads.report_id}
    assert search(index, Query("投诉", live=frozenset())) == []


def test_other_readers_see_what_is_published(index: Index, embedder: Embedder, roads: Bundle) -> None:
    reader = Index.open(index.folder, embedder)
    before = reader.generation
    index.remove([roads.report_id])
    assert roads.report_id not in reader.report_ids()
    assert reader.generation == before + 1


def test_few_segments_after_many_additions(index: Index, market: Bundle) -> None:
    for n in range(12):
        index.add([market.model_copy(update={"report_id": f"r_{n:016d}"})])
    assert index.status()["reports"] == 15
    assert index.status()["segments"] <= 5
    assert len(list((index.folder / "segments").iterdir())) == index.status()["segments"]


@pytest.mark.parametrize("name", ["documents.jsonl", "columns.npz", "vectors.faiss", "segment.json"])
@pytest.mark.parametrize("harm", ["cut", "flip", "delete"])
def test_damage_is_told_and_rebuild_mends_it(
    index: Index, embedder: Embedder, market: Bundle, schools: Bundle, name: str, harm: str,
) -> None:
    path = next((index.folder / "segments").iterdir()) / name
    content = path.read_bytes()
    if harm == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif harm == "flip":
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :])
    else:
        path.unlink()
    reader = Index.open(index.folder, embedder)
    with pytest.raises(IndexDamaged, match="jixiao rebuild"):
        search(reader, Query("投诉"))
    reader.rebuild([market, schools])
    assert reader.report_ids() == {market.report_id, schools.report_id}
    assert found(reader, "投诉")


@pytest.mark.parametrize("content", ["", "{", '{"format": 1}', "[]"])
def test_a_damaged_manifest_is_told(index: Index, embedder: Embedder, content: str) -> None:
    (index.folder / "manifest.json").write_text(content)
    reader = Index.open(index.folder, embedder)
    with pytest.raises(IndexDamaged):
        reader.report_ids()
    reader.clear()
    assert reader.report_ids() == frozenset()


def test_another_model_is_refused(index: Index, tmp_path: Path) -> None:
    other = Index.open(index.folder, load_embedder("another/model", tmp_path / "models"))
    with pytest.raises(IndexMismatch, match="another/model"):
        other.report_ids()


def test_verify_hashes_every_file(index: Index) -> None:
    index.verify()
    path = next((index.folder / "segments").iterdir()) / "documents.jsonl"
    content = path.read_bytes()
    path.write_bytes(content.replace("电梯".encode(), "电锑".encode()))
    with pytest.raises(IndexDamaged, match=r"documents\.jsonl"):
        index.verify()


def test_what_a_crash_left_is_swept(index: Index, embedder: Embedder) -> None:
    export = list(index.export())
    for name in ("00000099-0", "00000099-0.part"):
        (index.folder / "segments" / name).mkdir()
    again = Index.open(index.folder, embedder)
    assert list(again.export()) == export
    assert not list((index.folder / "segments").glob("00000099*"))


WRITER = """
import sys, json
from pathlib import Path
from ontology.records import Bundle
from search.embedding.embedder import load_embedder
from search.index.index import Index
bundles = [Bundle.model_validate_json(line) for line in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()]
index = Index.open(Path(sys.argv[1]), load_embedder("bundled", Path(sys.argv[3])))
sys.stdout.write("ready\\n"); sys.stdout.flush()
while True:
    index.remove([bundles[0].report_id])
    index.add(bundles)
"""


def test_a_writer_killed_at_any_moment_leaves_a_whole_index(
    index: Index, tmp_path: Path, embedder: Embedder, market: Bundle, schools: Bundle, roads: Bundle,
) -> None:
    bundles = [market, schools, roads]
    whole = list(index.export())
    less = [line for line in whole if market.report_id not in line]
    given = tmp_path / "bundles.jsonl"
    given.write_text("\n".join(b.model_dump_json() for b in bundles), encoding="utf-8")
    for wait in (0.02, 0.05, 0.11, 0.23):
        with subprocess.Popen([sys.executable, "-c", WRITER, index.folder, given, MODELS], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            time.sleep(wait)
            os.kill(writer.pid, signal.SIGKILL)
        assert list(Index.open(index.folder, embedder).export()) in (whole, less)
    index.add(bundles)
    assert list(index.export()) == whole
