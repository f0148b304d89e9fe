"""The parser in front of the read-only door (只读检查)."""

import pytest

from graph.errors import QueryRefused
from graph.guard import bounded, refuse_writes

PASS = [
    "MATCH (n:Set)-[:CREATE]->(m) RETURN n.delete, $merge",
    "MATCH (n) WHERE n.title CONTAINS 'DELETE' RETURN n // and SET nothing",
    'RETURN "it\'s; DROP" AS text',
    "MATCH (n) /* MERGE */ RETURN `n`.`remove`",
    "CALL db.labels() YIELD label RETURN label",
    "MATCH (d:Department) CALL { WITH d MATCH (d)-[:RUNS]->(p) RETURN count(p) AS n } RETURN d.name, n",
    "SHOW INDEXES",
    "MATCH (n) RETURN n;",
]
REFUSE = [
    "create (n)",
    "MATCH (n) SET n.x = 1",
    "MATCH (n)SET n.x=1",
    "WITH 1.SET AS x RETURN x",
    "MATCH (n) DETACH/**/DELETE n",
    "CALL `db`.`createLabel`('x')",
    "CALL  apoc.cypher.runWrite('x', {})",
    "USE system SHOW USERS",
    "SHOW USERS",
    "RETURN 'open",
    "RETURN 1; RETURN 2",
    "MATCH (n) \\u0053ET n.x = 1",
]


@pytest.mark.parametrize("query", PASS)
def test_reading_passes(query: str) -> None:
    refuse_writes(query)


@pytest.mark.parametrize("query", REFUSE)
def test_anything_else_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused, match="read-only"):
        refuse_writes(query)


@pytest.mark.parametrize(
    ("query", "end"),
    [
        ("MATCH (n) RETURN n", "RETURN n\nLIMIT 5"),
        ("MATCH (n) RETURN n ORDER BY n.id;", "ORDER BY n.id\nLIMIT 5"),
        ("MATCH (n) RETURN n LIMIT 3", "LIMIT 3"),
        ("RETURN 1 UNION RETURN 2", "RETURN 2"),
        ("CALL db.labels()", "CALL db.labels()"),
        ("MATCH (n {name: 'LIMIT'}) RETURN n // LIMIT", "LIMIT\nLIMIT 5"),
    ],
)
def test_rows_are_bounded_where_the_end_allows(query: str, end: str) -> None:
    assert bounded(query, 5).endswith(end)
