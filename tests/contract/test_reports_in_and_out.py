"""What is written is read back whole; what is deleted leaves nothing behind (写入、读取、替换、删除)."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from graph import reader, writer
from graph.client import Graph
from ontology.fact_row import rows_of
from ontology.ids import fact_id
from ontology.records import Bundle

Invent = Callable[..., Bundle]
FIRST, SECOND = "r_0000000000000001", "r_0000000000000002"


def test_facts_come_back_field_by_field(graph: Graph, invent: Invent) -> None:
    bundle = invent()
    writer.write(graph, bundle, live=True)

    assert reader.facts(graph) == list(rows_of(bundle))
    assert reader.facts(graph, report_ids=[bundle.report_id]) == list(rows_of(bundle))
    assert reader.facts(graph, report_ids=["r_0"]) == []


def test_the_report_comes_back_as_printed(graph: Graph, invent: Invent) -> None:
    bundle = invent()
    writer.write(graph, bundle, live=True)

    [report] = reader.reports(graph)
    for name, value in bundle.report:
        printed = [item.model_dump(mode="json") for item in value] if name == "candidates" else list(value) if name == "aliases" else value
        assert report.get(name) == printed, name


def test_facts_can_be_narrowed(graph: Graph, invent: Invent) -> None:
    for report, year in ((FIRST, 2023), (SECOND, 2024)):
        writer.write(graph, invent(report, year), live=True)

    [department] = reader.departments(graph)
    chosen = [fact_id(SECOND, "outcomes", 1), fact_id(FIRST, "duties", 0)]
    assert [row.id for row in reader.facts(graph, ids=chosen)] == sorted(chosen)
    assert {row.report_id for row in reader.facts(graph, report_ids=[SECOND])} == {SECOND}
    assert reader.facts(graph, report_ids=[FIRST, SECOND]) == reader.facts(graph)
    assert {row.section for row in reader.facts(graph, sections=["staff", "finance"])} == {"staff", "finance"}
    assert {row.year for row in reader.facts(graph, years=[2022])} == {2022}
    assert reader.facts(graph, departments=[department["id"]]) == reader.facts(graph)
    assert reader.facts(graph, departments=["d_0"]) == []


def test_departments_gather_years_and_aliases(graph: Graph, invent: Invent) -> None:
    for report, year in ((FIRST, 2023), (SECOND, 2024)):
        writer.write(graph, invent(report, year), live=True)

    [department] = reader.departments(graph)
    assert (department["name"], department["adcode"], department["years"]) == ("临川县教育局", "361002", [2023, 2024])
    assert department["aliases"] == ["县教育局", "我局"]


def test_spending_is_a_path_with_its_reason(graph: Graph, invent: Invent) -> None:
    bundle = invent()
    writer.write(graph, bundle, live=True)

    first, second = reader.spending_paths(graph)
    assert (first["duty"], first["project"], first["link"], first["value_wan"]) == (
        "统筹学前教育",
        "学前教育专项",
        "explicit",
        Decimal("120"),
    )
    assert (second["link"], second["value_wan"]) == ("semantic", None)
    assert bundle.text[slice(*first["span"])] == first["quote"]
    assert reader.spending_paths(graph, department="教育局", duty="学前", year=2023) == [first]
    assert reader.spending_paths(graph, year=1999) == []


def test_findings_name_the_facts_they_concern(graph: Graph, invent: Invent) -> None:
    bundle = invent()
    writer.write(graph, bundle, live=True)

    [finding] = reader.findings(graph, [FIRST])
    assert finding["facts"] == [fact_id(FIRST, "indicators", 0), fact_id(FIRST, "outcomes", 0)]
    assert finding["spans"] == list(bundle.anomalies[0].spans)
    assert finding["quotes"] == list(bundle.anomalies[0].quotes)


def test_every_fact_is_evidenced_by_the_passage_that_holds_it(graph: Graph, invent: Invent) -> None:
    bundle = invent()
    writer.write(graph, bundle, live=True)

    evidence = graph.read(
        "MATCH (f)-[e:EVIDENCED_BY]->(p:Passage) RETURN e.fact_id AS id, e.span_start < p.span_end AND p.span_start < e.span_end AS inside"
    )
    assert {row["id"] for row in evidence} == {row.id for row in rows_of(bundle)}
    assert all(row["inside"] for row in evidence)


def test_only_live_reports_are_seen(graph: Graph, invent: Invent) -> None:
    writer.write(graph, invent(FIRST), live=True)
    writer.write(graph, invent(SECOND, 2024), live=False)
    assert {row.report_id for row in reader.facts(graph)} == {FIRST}

    writer.exchange(graph, [(invent(FIRST), False), (invent(SECOND, 2024), True)], ())

    assert writer.report_states(graph) == {FIRST: False, SECOND: True}
    assert {row.report_id for row in reader.facts(graph)} == {SECOND}
    assert {report["report_id"] for report in reader.reports(graph)} == {SECOND}
    assert {path["report_id"] for path in reader.spending_paths(graph)} == {SECOND}
    assert {finding["report_id"] for finding in reader.findings(graph)} == {SECOND}
    assert reader.neighbours(graph, FIRST) == [] and reader.neighbours(graph, SECOND) != []
    [department] = reader.departments(graph)
    assert FIRST not in {row["id"] for row in reader.neighbours(graph, department["id"])}
    assert reader.counts(graph)["live"] == 1


def test_neighbours_of_a_duty(graph: Graph, invent: Invent) -> None:
    writer.write(graph, invent(), live=True)
    duty = reader.spending_paths(graph)[0]["duty_id"]

    near = reader.neighbours(graph, duty)

    assert ("SERVED_BY", "Project", True) in {(row["type"], row["label"], row["outgoing"]) for row in near}
    assert ("HAS_DUTY", "Department", False) in {(row["type"], row["label"], row["outgoing"]) for row in near}
    assert len(reader.neighbours(graph, duty, limit=2)) == 2
    assert reader.neighbours(graph, "y_nobody") == []


def test_writing_again_replaces(graph: Graph, invent: Invent) -> None:
    writer.write(graph, invent(duties=("审批民办学校", "管理教师队伍")), live=True)
    writer.write(graph, invent(), live=True)
    replaced = reader.dump(graph)

    writer.clear(graph)
    assert reader.dump(graph) == ""
    writer.write(graph, invent(), live=True)
    assert reader.dump(graph) == replaced


def test_delete_leaves_the_graph_as_if_never_written(graph: Graph, invent: Invent) -> None:
    writer.write(graph, invent(FIRST), live=True)
    before = reader.dump(graph)

    writer.write(graph, invent(SECOND, 2024, ("统筹学前教育", "监管校外培训")), live=True)
    assert reader.dump(graph) != before
    writer.delete(graph, SECOND)
    assert reader.dump(graph) == before

    writer.delete(graph, FIRST)
    writer.delete(graph, FIRST)
    assert reader.dump(graph) == ""
    assert set(reader.counts(graph).values()) == {0}


def test_the_order_of_ingest_does_not_matter(graph: Graph, invent: Invent) -> None:
    bundles = [invent(FIRST), invent(SECOND, 2024, ("统筹学前教育", "监管校外培训"))]
    dumps = []
    for order in (bundles, bundles[::-1]):
        writer.clear(graph)
        for bundle in order:
            writer.write(graph, bundle, live=True)
        dumps.append(reader.dump(graph))

    assert dumps[0] == dumps[1]


def test_a_failed_write_changes_nothing(graph: Graph, invent: Invent) -> None:
    writer.write(graph, invent(FIRST), live=True)
    before = reader.dump(graph)

    def half(transaction: writer.Transaction) -> None:
        transaction.run("MATCH (n:Passage) DETACH DELETE n").consume()
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError):
        graph.execute_write(half)
    assert reader.dump(graph) == before


def test_what_some_reports_hold_is_what_a_walk_over_all_gives_of_them(graph: Graph, invent: Invent) -> None:
    for report in (FIRST, SECOND):
        writer.write(graph, invent(report), live=True)
    strangers = [f"r_{i:016d}" for i in range(1000, 1000 + reader.FEW)]
    for asked in ([SECOND], [SECOND, *strangers]):  # few are looked up by their ids, very many picked from all
        assert reader.findings(graph, asked) == [f for f in reader.findings(graph) if f["report_id"] == SECOND] != []
        assert reader.unmet(graph, asked) == [row for row in reader.unmet(graph) if row.report_id == SECOND] != []
        assert reader.spending_paths(graph, report_ids=asked) == [p for p in reader.spending_paths(graph) if p["report_id"] == SECOND] != []
    every = reader.facts(graph)
    assert reader.facts(graph, report_ids=[SECOND], sections=["projects", "staff"]) == [
        row for row in every if row.report_id == SECOND and row.section in ("projects", "staff")
    ]
    assert reader.facts(graph, ids=[row.id for row in every], report_ids=[SECOND]) == reader.facts(graph, report_ids=[SECOND])
    assert reader.facts(graph, ids=[row.id for row in every], sections=["duties"]) == [row for row in every if row.section == "duties"]
