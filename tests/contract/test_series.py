"""A department's measures through the years, on either engine (历年变化)."""

from collections.abc import Callable
from decimal import Decimal

from graph import writer
from graph.client import Graph
from graph.series import series
from ontology.records import Bundle


def test_one_line_a_concept_in_order_of_years(graph: Graph, invent: Callable[..., Bundle]) -> None:
    for number, year in enumerate((2023, 2021, 2022), 1):
        bundle = invent(f"r_{number:016x}", year)
        grown = tuple(o.model_copy(update={"value": o.value + number}) for o in bundle.outcomes)
        writer.write(graph, bundle.model_copy(update={"outcomes": grown}), live=year != 2022)

    lines = series(graph, "临川县教育局", "学位")
    assert [line.name for line in lines] == ["新增学位"]
    assert [(p.year, p.value, p.unit) for p in lines[0].points if "/outcomes/" in p.fact_id] == [
        (2021, Decimal(622), "个"),
        (2023, Decimal(621), "个"),
    ]
    assert {p.target for p in lines[0].points if "/indicators/" in p.fact_id} == {"≥500个"}
    assert lines[0].years == 2

    [trained] = series(graph, "教育局", "培训")
    assert trained.base_unit == "人次" and trained.points[-1].base_value == Decimal(22000)
    assert series(graph, "公安局", "学位") == [] and series(graph, "教育局", "满意", "学位") == []
