"""Similar measures (相似指标): the same kind of value of the same thing, never its neighbour on the shelf."""

from collections.abc import Sequence

import pytest

from generate import generate
from homes import MODELS
from ingest.extract import extract
from ingest.readers.read import read
from invented_reports import all_reports
from invented_texts import about, indicators, stating
from made_home import DrawnVectors
from ontology.ids import report_id
from ontology.records import Bundle
from search import similar as similar_module
from search.embedding.embedder import BUNDLED
from search.facts_source import Mention
from search.index.index import Index
from search.index.segments import Scope
from search.matching.measure_kinds import kind_of
from search.memory_source import MemorySource
from search.retrieval.hybrid import Query, search
from search.retrieval.mentions import mentions
from search.similar import similar
from search.sources import FACT_KINDS

SOURCE = MemorySource(all_reports())


def names(text: str, department: str | None = None) -> list[str]:
    """Return the members' names, best first."""
    return [m.name for g in similar(text, SOURCE, department, 10).groups for m in g.members]


def test_a_batch_count_is_no_rate() -> None:
    found = names("食品监督抽检批次")
    assert "食品抽检批次" in found
    assert not any("率" in name for name in found)


def test_satisfaction_is_found_under_other_names() -> None:
    assert {"家长满意度", "群众出行满意度"} <= set(names("居民满意度"))


def test_members_stand_in_their_reports() -> None:
    texts = {b.report_id: b.text for b in all_reports()}
    for group in similar("罚没款", SOURCE, None, 10).groups:
        for member in group.members:
            assert texts[member.report_id][slice(*member.span)] == member.quote
            assert member.why


def test_one_department_can_be_asked_for() -> None:
    assert names("编制数满意度", "长安区教育局") in (["家长满意度"], [])


def test_kinds_of_value_are_told_by_unit_and_name() -> None:
    assert kind_of("食品抽检批次", "批次") == "batches"
    assert kind_of("企业年报率", "%") == "rate"
    assert kind_of("企业年报率排名", "位") == "rank"


def report(place: str, adcode: str, rows: str) -> Bundle:
    """Return a report of an invented bureau whose lines are indicators, `name target actual`."""
    return stating(rows, about(f"{place}教育局", 2024, county=place, adcode=adcode), indicators=indicators(rows, rows))


TWO = MemorySource(
    [
        report(
            "云溪县", "999901",
            "校园防溺水宣传次数 ≥10次 12次\n教师培训合格率 ≥95% 96%\n防溺水氛围 浓厚 浓厚\n走访学校家次 ≥30家次 31家次",
        ),
        report(
            "临泽川市", "998800",
            "防溺水宣传活动次数 ≥20次 22次\n校园防溺水巡查次数 ≥50次 55次\n校园防溺水氛围 浓厚 浓厚\n教师培训完成率 100% 100%\n"
            "教师轮训合格率 ≥90% 93%\n走访学校数 ≥30家 35家",
        ),
    ]
)


def test_what_was_done_tells_counts_apart_and_says_so() -> None:
    found = {m.name: m for g in similar("校园防溺水宣传次数", TWO, None, 10).groups for m in g.members}
    assert next(iter(found)) == "防溺水宣传活动次数"
    assert "校园防溺水氛围" not in found
    assert not found["校园防溺水巡查次数"].comparable
    assert "所做的事不同：宣传与巡查" in found["校园防溺水巡查次数"].why


def test_what_a_rate_is_of_tells_rates_apart() -> None:
    members = [m for g in similar("教师培训合格率", TWO, None, 10).groups for m in g.members]
    assert [(m.name, m.comparable) for m in members][:2] == [("教师轮训合格率", True), ("教师培训完成率", False)]


def test_turns_are_no_bodies_and_a_city_is_no_county() -> None:
    member = similar("走访学校家次", TWO, None, 10).groups[0].members[0]
    assert (member.name, member.comparable) == ("走访学校数", False)
    assert "计数单位不同：家次与家" in member.why
    assert "级别不同：县级与地市级" in member.why


def test_the_order_of_reports_does_not_matter() -> None:
    there, back = MemorySource(all_reports()), MemorySource(all_reports()[::-1])
    for text in ("食品抽检批次", "满意度", "罚没金额"):
        assert similar(text, there, None, 10) == similar(text, back, None, 10)


class Indexed(MemorySource):
    """Reports in memory whose facts an index finds, as it does in a home."""

    def __init__(self, bundles: Sequence[Bundle], index: Index) -> None:
        super().__init__(bundles)
        self.index = index

    def mentions(self, phrases: Sequence[str], report_ids: Sequence[str], limit: int) -> Sequence[Mention]:
        return mentions(self.index, phrases, Scope(frozenset(FACT_KINDS), report_ids=frozenset(report_ids)), limit)

    def relevant_facts(self, query: str, report_ids: Sequence[str], limit: int) -> frozenset[str]:
        return frozenset(hit.id for hit in search(self.index, Query(query, FACT_KINDS, report_ids=frozenset(report_ids), limit=limit)))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    """Return 120 generated reports, their documents' vectors drawn."""
    made = [(r.name, r.text.encode()) for r in generate(120, seed=4)]
    bundles = [extract(read(name, data), report_id(data)) for name, data in made]
    index = Index.open(tmp_path_factory.mktemp("index"), DrawnVectors(BUNDLED, MODELS))
    index.rebuild(bundles)
    return Indexed(bundles, index)


@pytest.mark.parametrize("text", ["家长满意度", "查处治安案件", "新增养老床位", "食品抽检合格率", "新建高标准农田"])
def test_of_many_reports_all_are_looked_at(many: Indexed, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def found() -> dict[tuple[str, str], bool]:
        return {(m.report_id, m.name): m.comparable for g in similar(text, many, limit=500).groups for m in g.members}

    assert len(many.reports()) > similar_module.FEW
    searched = found()
    monkeypatch.setattr(similar_module, "FEW", 1000)
    everything = found()
    comparable = {member for member, fits in everything.items() if fits}
    assert len(comparable) > 5
    assert comparable <= set(searched)
