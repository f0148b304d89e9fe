"""Many writers and readers at once: every report arrives whole (并发写入)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from graph import reader, writer
from graph.client import Graph
from ontology.fact_row import rows_of
from ontology.records import Bundle


def test_writers_of_the_same_department_do_not_lose_each_other(graph: Graph, invent: Callable[..., Bundle]) -> None:
    bundles = [invent(f"r_{i:016x}", 2015 + i) for i in range(8)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda bundle: writer.write(graph, bundle, live=True), bundles))
    together = reader.dump(graph)
    assert reader.facts(graph) == [row for bundle in bundles for row in rows_of(bundle)]

    writer.clear(graph)
    for bundle in bundles:
        writer.write(graph, bundle, live=True)
    assert reader.dump(graph) == together


def test_a_reader_sees_a_replaced_report_whole(embedded: Graph, invent: Callable[..., Bundle]) -> None:
    """Only of the embedded engine: Neo4j reads committed rows as they come, so a query may fall into the middle of a commit."""
    old, new = invent(), invent(duties=("审批民办学校", "管理教师队伍", "监管校外培训"))
    heads = [{duty.head for duty in bundle.duties} for bundle in (old, new)]
    writer.clear(embedded)
    writer.write(embedded, old, live=True)

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(lambda: [writer.write(embedded, bundle, live=True) for bundle in (new, old) * 3])
        while not writing.done():
            assert {row.name for row in reader.facts(embedded, sections=["duties"])} in heads
        writing.result()
