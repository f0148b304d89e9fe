"""Two hundred hostile statements at the Cypher door of each engine: none writes, administers, leaves, or runs long."""

from collections.abc import Callable

import pytest

from doors import hostile
from graph import reader, writer
from graph.client import Graph
from graph.errors import QueryError, QueryRefused
from ontology.records import Bundle


@pytest.fixture
def small(graph: Graph, invent: Callable[..., Bundle]) -> Graph:
    writer.write(graph, invent(), live=True)
    return graph


def test_no_statement_writes_through_the_cypher_door(small: Graph) -> None:
    before = reader.dump(small)
    passed = []
    for statement in hostile.cypher():
        try:
            small.read_only(statement, timeout_s=1.0, max_rows=10)
            passed.append(statement)
        except QueryError:
            continue
    assert not passed and reader.dump(small) == before


def test_every_form_is_refused_before_it_reaches_an_engine(small: Graph) -> None:
    for statement in hostile.cypher()[: 6 * len(hostile.CYPHER)]:
        with pytest.raises(QueryRefused):
            small.read_only(statement)


def test_products_end_in_time(small: Graph) -> None:
    for statement in hostile.PRODUCTS:
        with pytest.raises(QueryError):
            small.read_only(statement, timeout_s=1.0)
    assert reader.counts(small)["Report"] == 1
