"""What holds between shared nodes, on either engine: alike metrics, one body with and without a division, predecessors, money."""

from collections.abc import Callable

import pytest

from graph import reader, writer
from graph.client import Graph
from ontology.records import Bundle, ReportFields, Unit

Invent = Callable[..., Bundle]


@pytest.fixture
def three(invent: Invent) -> list[Bundle]:
    """Reports of three invented（虚构）bureaus whose measures are worded differently."""
    first, second, third = (invent(f"r_{i:016x}", 2021 + i) for i in (1, 2, 3))
    words = (("培训中小学教师", "完成新增学位"), ("培训中小学骨干教师", "新增公办学位"))
    made = [first]
    for bundle, (trained, places) in zip((second, third), words, strict=True):
        outcomes = tuple(one.model_copy(update={"metric": trained if one.metric == "培训教师" else places}) for one in bundle.outcomes)
        made.append(bundle.model_copy(update={"outcomes": outcomes}))
    return made


def alike(graph: Graph) -> set[tuple[str, str]]:
    rows = graph.read("MATCH (a:Metric)-[:SIMILAR_TO]->(b:Metric) RETURN a.name AS a, b.name AS b")
    return {(min(row.values()), max(row.values())) for row in rows}


def test_alike_metrics_are_linked_whatever_the_order(graph: Graph, three: list[Bundle]) -> None:
    dumps = set()
    for order in (three, three[::-1], [three[1], three[0], three[2]]):
        writer.clear(graph)
        for bundle in order:
            writer.write(graph, bundle, live=True)
        dumps.add(reader.dump(graph))
    assert len(dumps) == 1
    assert ("培训中小学教师", "培训中小学骨干教师") in alike(graph)
    [why] = graph.read(
        "MATCH (a:Metric {name: '培训中小学教师'})-[e:SIMILAR_TO]-(b:Metric {name: '培训中小学骨干教师'}) "
        "RETURN e.score AS score, e.comparable AS comparable, e.reasons AS reasons, e.basis AS basis"
    )
    assert why["comparable"] is True and why["basis"] == "topical" and 0.6 <= why["score"] < 1 and why["reasons"]


def test_a_new_report_touches_only_its_neighbourhood(graph: Graph, three: list[Bundle]) -> None:
    for bundle in three[:2]:
        writer.write(graph, bundle, live=True)
    before = set(reader.dump(graph).splitlines())
    writer.write(graph, three[2], live=True)
    assert before <= set(reader.dump(graph).splitlines())
    writer.delete(graph, three[2].report_id)
    assert set(reader.dump(graph).splitlines()) == before


def test_a_department_without_a_division_is_the_only_one_of_its_name(graph: Graph, invent: Invent) -> None:
    placed, loose, other = invent("r_0000000000000001", 2022), invent("r_0000000000000002", 2023), invent("r_0000000000000003", 2024)
    bare = loose.model_copy(update={"report": loose.report.model_copy(update={"adcode": None})})
    for bundle in (bare, placed):
        writer.write(graph, bundle, live=True)

    [department] = reader.departments(graph)
    assert department["years"] == [2022, 2023] and department["adcode"] == "361002"
    assert {row.report_id for row in reader.facts(graph, departments=[department["id"]])} == {placed.report_id, loose.report_id}
    [why] = graph.read("MATCH (:Department)-[e:ALSO_KNOWN_AS]->(:Department) RETURN e.reasons AS reasons")
    assert "行政区划" in why["reasons"][0]

    elsewhere = other.model_copy(update={"report": other.report.model_copy(update={"adcode": "430900"})})
    writer.write(graph, elsewhere, live=True)
    assert len(reader.departments(graph)) == 3, "two places of one name: the loose one is nobody's"


def test_the_printed_name_and_the_reason_stay(graph: Graph, invent: Invent) -> None:
    first, second = invent("r_0000000000000001", 2022), invent("r_0000000000000002", 2023)
    names = ("临川区教育局", "抚州市临川区教育局")
    for bundle, name in zip((first, second), names, strict=True):
        fields: ReportFields = bundle.report.model_copy(update={"department": name})
        writer.write(graph, bundle.model_copy(update={"report": fields}), live=True)
    rows = graph.read(
        "MATCH (:Report)-[e:ABOUT]->(d:Department) RETURN d.name AS one, e.name AS printed, e.reasons AS why ORDER BY printed"
    )
    assert [(row["one"], row["printed"]) for row in rows] == [("临川区教育局", name) for name in sorted(names)]
    assert all("361002" in row["why"][0] for row in rows)


def test_a_predecessor_is_related_and_not_merged(graph: Graph, invent: Invent) -> None:
    bundle, older = invent(), invent("r_0000000000000002", 2017)
    said = bundle.units[0]
    before = Unit(quote=said.quote, span=said.span, name="临川县文教局", kind="前身机构")
    writer.write(graph, bundle.model_copy(update={"units": (*bundle.units, before)}), live=True)
    own = older.report.model_copy(update={"department": "临川县文教局"})
    writer.write(graph, older.model_copy(update={"report": own}), live=True)

    [row] = graph.read("MATCH (a:Department)-[e:PREDECESSOR_OF]->(b:Department) RETURN a.name AS a, b.name AS b, e.reasons AS reasons")
    assert (row["a"], row["b"]) == ("临川县文教局", "临川县教育局") and said.quote in row["reasons"][0]
    assert len(reader.departments(graph)) == 2
    writer.delete(graph, bundle.report_id)
    assert graph.read("MATCH ()-[e:PREDECESSOR_OF]->() RETURN count(e) AS n") == [{"n": 0}]


def test_a_name_plate_is_related_and_not_merged(graph: Graph, invent: Invent) -> None:
    bundle, own = invent(), invent("r_0000000000000002", 2022)
    said = bundle.units[0]
    plate = Unit(quote=said.quote, span=said.span, name="临川县语言文字工作委员会", kind="加挂牌子")
    inside = Unit(quote=said.quote, span=said.span, name="行政审批科", kind="加挂牌子")
    writer.write(graph, bundle.model_copy(update={"units": (*bundle.units, plate, inside)}), live=True)

    [row] = graph.read("MATCH (a:Department)-[e:ALSO_KNOWN_AS]->(b:Department) RETURN a.name AS a, b.name AS b, e.reasons AS reasons")
    assert (row["a"], row["b"]) == ("临川县教育局", "临川县语言文字工作委员会") and said.quote in row["reasons"][0]
    [department] = reader.departments(graph)
    assert "临川县语言文字工作委员会" in department["aliases"] and "行政审批科" not in department["aliases"]
    assert reader.called(graph, "语言文字工作委员会") == [department["id"]]

    fields = own.report.model_copy(update={"department": plate.name})
    writer.write(graph, own.model_copy(update={"report": fields}), live=True)
    two = reader.departments(graph)
    assert len(two) == 2 and all(plate.name not in d["aliases"] for d in two), "a plate with reports of its own is its own body"
    for report in (bundle, own):
        writer.delete(graph, report.report_id)
    assert reader.dump(graph) == ""


def test_money_of_a_project_whole_and_by_source(graph: Graph, invent: Invent) -> None:
    writer.write(graph, invent(), live=True)
    rows = graph.read(
        "MATCH (:Project {name: '学前教育专项'})-[e:HAS_ALLOCATION]->(m:Amount) "
        "RETURN e.label AS source, m.value AS value, e.year AS year, e.value_wan AS wan ORDER BY source"
    )
    assert {(row["source"], row["value"], row["year"]) for row in rows} == {
        (None, "120", 2023),
        ("上级资金", "1E+2", 2023),
        ("本级", "0", 2023),
    }
    writer.delete(graph, invent().report_id)
    assert reader.dump(graph) == ""


def test_an_outcome_bears_out_the_indicator_of_the_same_measure(graph: Graph, invent: Invent) -> None:
    writer.write(graph, invent(), live=True)
    [row] = graph.read(
        "MATCH (o:Outcome)-[e:EVIDENCES]->(i:Indicator) RETURN o.metric AS o, i.name AS i, e.basis AS basis, e.score AS score"
    )
    assert row == {"o": "新增学位", "i": "新增学位", "basis": "explicit", "score": 1.0}
