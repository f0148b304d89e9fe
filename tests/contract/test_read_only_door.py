"""User queries can read and nothing else, for a bounded time, on either engine (只读查询)."""

from collections.abc import Callable
from pathlib import Path

import neo4j
import pytest

from graph import reader, writer
from graph.client import Graph
from graph.connect import connect
from graph.errors import GraphUnavailable, QueryError, QueryInvalid, QueryRefused, QueryTimedOut
from graph.guard import refuse_writes
from ontology.records import Bundle

HOSTILE = [
    "CREATE (n:Report {id: 'r_x'}) RETURN n",
    "MERGE (n:Report {id: 'r_x'})",
    "MATCH (n) SET n.live = false",
    "MATCH (n) DETACH DELETE n",
    "match (n) remove n.live return n",
    "MATCH (n) /* harmless */ DELETE n",
    "MATCH (n) RETURN n; MATCH (n) DETACH DELETE n",
    "MATCH (n) FOREACH (x IN [1] | SET n.live = false)",
    "MATCH (n) CALL { WITH n DELETE n } RETURN 1",
    "CALL { CREATE (:X) } IN TRANSACTIONS RETURN 1",
    "UNWIND [1] AS x CREATE (:X) RETURN 'MATCH (n) RETURN n'",
    "CREATE INDEX evil FOR (n:Report) ON (n.title)",
    "CREATE CONSTRAINT evil FOR (n:Report) REQUIRE n.title IS UNIQUE",
    "DROP CONSTRAINT report_id",
    "CREATE USER mallory SET PASSWORD 'longenough'",
    "ALTER CURRENT USER SET PASSWORD FROM 'neo4j-test' TO 'longenough'",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD CSV FROM 'http://127.0.0.1:1/x' AS line RETURN line",
    "CALL db.createLabel('Evil')",
    "CALL dbms.security.listUsers()",
    "SHOW TRANSACTIONS",
    "MATCH (n) \\u0053ET n.live = false",
    "MATCH (n {title: 'it\\'s'}) SET n.live = false //'",
    "RETURN `a``b` SET",
]


@pytest.fixture
def filled(graph: Graph, invent: Callable[..., Bundle]) -> Graph:
    writer.write(graph, invent(), live=True)
    return graph


def test_reading_gives_plain_cells(filled: Graph) -> None:
    answer = filled.read_only(
        "MATCH (r:Report)-[s:STATES]->(d:Duty) WHERE r.fiscal_year = $year "
        "RETURN s.order AS place, d, date('2024-02-29') AS day ORDER BY place",
        {"year": 2023},
    )

    assert answer.columns == ("place", "d", "day")
    assert [row[0] for row in answer.rows] == [1, 2]
    assert answer.rows[0][1]["labels"] == ["Duty"] and answer.rows[0][1]["properties"]["name"] == "统筹学前教育"
    assert answer.rows[0][2] == "2024-02-29"


def test_paths_and_edges_are_plain_too(filled: Graph) -> None:
    query = "MATCH p = (:Department)-[e:HAS_DUTY]->(:Duty)-[:SERVED_BY]->(:Project) RETURN p, e LIMIT 1"
    [(path, edge)] = filled.read_only(query).rows
    assert [node["labels"] for node in path["nodes"]] == [["Department"], ["Duty"], ["Project"]]
    assert edge["type"] == "HAS_DUTY"


def test_hostile_queries_change_nothing(filled: Graph) -> None:
    before = reader.dump(filled)
    for query in HOSTILE:
        with pytest.raises(QueryRefused):
            filled.read_only(query)
    assert reader.dump(filled) == before


def test_the_engine_refuses_writes_without_our_parser(filled: Graph) -> None:
    before = reader.dump(filled)
    login = filled.connection.reader or (filled.connection.user, filled.connection.password)
    with neo4j.GraphDatabase.driver(filled.connection.uri, auth=login) as driver:
        for query in HOSTILE[:5]:
            with (
                driver.session(database=filled.connection.database, default_access_mode=neo4j.READ_ACCESS) as session,
                pytest.raises(neo4j.exceptions.ClientError),
            ):
                session.run(query).consume()
    assert reader.dump(filled) == before


@pytest.mark.parametrize(
    "query", ["MATCH (n) RETURN n.`set` AS `delete`", "MATCH (n:Report) WHERE n.title = 'CREATE; DROP' RETURN n.set", "CALL db.labels()"]
)
def test_harmless_words_pass(filled: Graph, query: str) -> None:
    assert filled.read_only(query).columns is not None


def test_rows_are_limited(filled: Graph) -> None:
    few = filled.read_only("MATCH (a), (b), (c), (d), (e) RETURN a.id AS id", max_rows=7)
    assert (len(few.rows), few.truncated) == (7, True)
    united = filled.read_only("MATCH (a:Report) RETURN a.id AS id UNION MATCH (a:Region) RETURN a.id AS id", max_rows=1)
    assert (len(united.rows), united.truncated) == (1, True)
    assert not filled.read_only("MATCH (r:Report) RETURN r.id AS id", max_rows=1).truncated


def test_time_is_limited(filled: Graph) -> None:
    endless = "MATCH (a), (b), (c), (d), (e), (f), (g) RETURN sum(size(a.id) * size(b.id) * size(g.id)) AS n"
    with pytest.raises(QueryTimedOut) as problem:
        filled.read_only(endless, timeout_s=1.0)
    assert problem.value.limit_s == 1.0
    assert reader.counts(filled)["Report"] == 1


def test_nonsense_is_explained(filled: Graph) -> None:
    with pytest.raises(QueryInvalid, match="RETUR"):
        filled.read_only("MATCH (n) RETUR n")


def test_long_queries_are_refused() -> None:
    with pytest.raises(QueryError, match="20000"):
        refuse_writes("RETURN 1 " + " " * 20_000)


def test_a_wrong_login_or_database_is_no_graph(neo4j_server: Graph, tmp_path: Path) -> None:
    there = neo4j_server.connection
    with pytest.raises(GraphUnavailable):
        connect(tmp_path, there.uri, there.user, "not-the-password")
    with pytest.raises(GraphUnavailable, match="nowhere"):
        connect(tmp_path, there.uri, there.user, there.password, "nowhere")
