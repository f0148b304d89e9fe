"""A bundle as rows, without any engine (事实包投影)."""

from decimal import Decimal

from graph.keys import department_key, label_of
from graph.project import Projection, project
from ontology.ids import fold
from ontology.records import Bundle, Duty, Finding, Indicator, Outcome, Passage, Personal, ReportFields

TEXT = "负责农作物种子监管。推广良种1.5万亩。联系人：王某。推广良种 ≥1万亩"


def span_of(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def said(words: str) -> dict[str, object]:
    return {"quote": words, "span": span_of(words)}


def bundle(name: str, adcode: str | None) -> Bundle:
    first, second = TEXT[:20], TEXT[20:]
    return Bundle(
        report_id="r_00000000000000aa",
        extractor="1",
        source_name="乡.txt",
        text=TEXT,
        report=ReportFields(department=name, adcode=adcode, fiscal_year=2022),
        passages=(Passage(quote=first, span=(0, 20)), Passage(quote=second, span=(20, len(TEXT)))),
        duties=tuple(
            Duty(**said("负责农作物种子监管"), order=i, head=h, text=h) for i, h in ((1, "农作物种子监管"), (2, "农作物 种子监管"))
        ),
        outcomes=(Outcome(**said("推广良种1.5万亩"), metric="推广良种", value=Decimal("1.50"), unit="万亩"),),
        indicators=(Indicator(**said("推广良种 ≥1万亩"), name="推广良种", target="≥1万亩"),),
        personal=(Personal(**said("王某"), kind="person_name"),),
        anomalies=(Finding(kind="k", severity="info", explanation="e", quotes=("1.5万亩",), spans=(span_of("1.5万亩"),), rule="R"),),
    )


def nodes(projection: Projection, label: str) -> dict[str, dict[str, object]]:
    return {node.id: node.props for node in projection.nodes if node.label == label}


def test_spellings_of_one_name_are_one_department() -> None:
    printed = ("临川县农业农村局（本级）", "临川县农业农村局(本级)", "临川县农业农村局本级")
    assert len({department_key(name, "361002") for name in printed}) == 1
    assert department_key(printed[0], "361002") != department_key(printed[0], "430900")


def test_a_department_of_a_division_that_is_no_more_precedes_that_of_its_heir() -> None:
    made = project(bundle("下城区教育局", "330103"))
    [edge] = [e for e in made.edges if e.type == "PREDECESSOR_OF"]
    assert (edge.source, edge.target) == (department_key("下城区教育局", "330103"), department_key("拱墅区教育局", "330105"))
    assert edge.props["reasons"] == ["区划调整：下城区2021年并入拱墅区"]
    assert {n.props["name"] for n in made.nodes if n.label == "Department"} == {"下城区教育局", "拱墅区教育局"}
    own = next(n for n in project(bundle("拱墅区教育局", "330105")).nodes if n.label == "Department")
    assert own in made.nodes, "the heir is the node that its own reports bring"


def test_shared_nodes_hold_what_their_key_says_and_nothing_else() -> None:
    one, other = project(bundle("临川县农业农村局（本级）", "361002")), project(bundle("临川县农业农村局(本级)", "361002"))
    for label in ("Department", "Duty", "Metric", "Region"):
        assert nodes(one, label) == nodes(other, label)
    assert next(iter(nodes(one, "Duty").values()))["name"] == fold("农作物种子监管")


def test_a_duty_printed_twice_is_one_node_stated_twice() -> None:
    projection = project(bundle("临川县农业农村局", "361002"))
    states = [e for e in projection.edges if e.type == "STATES" and e.target_label == "Duty"]
    assert len(nodes(projection, "Duty")) == 1
    assert [e.props["order"] for e in states] == [1, 2]
    assert len([e for e in projection.edges if e.type == "HAS_DUTY"]) == 1


def test_outcome_and_indicator_of_one_measure_meet_in_its_metric() -> None:
    projection = project(bundle("临川县农业农村局", "361002"))
    measured = {(e.source_label, e.target) for e in projection.edges if e.type == "MEASURES"}
    assert {label for label, _ in measured} == {"Outcome", "Indicator"} and len({target for _, target in measured}) == 1


def test_a_region_brings_its_parents_and_an_unknown_code_stands_alone() -> None:
    known = project(bundle("临川县农业农村局", "361002"))
    assert list(nodes(known, "Region")) == ["361002", "361000", "360000"]
    assert [(e.source, e.target) for e in known.edges if e.type == "PART_OF"] == [("361002", "361000"), ("361000", "360000")]
    assert list(nodes(project(bundle("某局", "999999")), "Region")) == ["999999"]
    assert nodes(project(bundle("某局", None)), "Region") == {}


def test_findings_concern_the_facts_around_their_quotes() -> None:
    projection = project(bundle("临川县农业农村局", "361002"))
    assert [e.target for e in projection.edges if e.type == "CONCERNS"] == ["r_00000000000000aa/outcomes/0"]


def test_personal_data_stays_out() -> None:
    projection = project(bundle("临川县农业农村局", "361002"))
    assert not [node for node in projection.nodes if "person_name" in node.props.values() or "/personal/" in node.id]


def test_decimals_are_kept_exact() -> None:
    [outcome] = nodes(project(bundle("临川县农业农村局", "361002")), "Outcome").values()
    assert (outcome["value"], outcome["value_num"]) == ("1.50", 1.5)


def test_every_id_tells_its_label() -> None:
    assert all(label_of(node.id) == node.label for node in project(bundle("临川县农业农村局", "361002")).nodes)
