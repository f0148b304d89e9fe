"""The other doors of the service: SPARQL, exports, regions, departments, neighbours."""

import csv
import io
import json

import openpyxl
import pyarrow.parquet as pq
import pytest
import rdflib
from fastapi.testclient import TestClient

from api.http.app import create_app

OUTCOMES = "PREFIX jx: <https://w3id.org/jixiao/ontology#> SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?o a jx:Outcome }"


@pytest.fixture(scope="module")
def client(stocked):
    with TestClient(create_app(stocked.settings), raise_server_exceptions=False) as opened:
        yield opened


def counted(stocked, section):
    return sum(len(getattr(stocked.bundle(e), section)) for e in stocked.catalogue.entries("live"))


def test_sparql_speaks_the_protocol_both_ways(client, stocked):
    wanted = str(counted(stocked, "outcomes"))
    by_get = client.get("/sparql", params={"query": OUTCOMES})
    by_body = client.post("/sparql", content=OUTCOMES, headers={"Content-Type": "application/sparql-query"})
    by_form = client.post("/sparql", data={"query": OUTCOMES})
    for answer in (by_get, by_body, by_form):
        assert answer.headers["content-type"] == "application/sparql-results+json"
        (row,) = answer.json()["results"]["bindings"]
        assert row["n"]["value"] == wanted
    assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True


def test_sparql_results_keep_their_kinds_in_each_form(client):
    query = 'SELECT ?u ?n ?d ?t ?w ?none { VALUES (?u ?n ?d ?t ?w) { (<urn:x> 3 2.5 "http://no.uri" "词"@zh) } }'
    (row,) = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert row == {
        "u": {"type": "uri", "value": "urn:x"}, "n": {"type": "literal", "value": "3", "datatype": f"{xsd}integer"},
        "d": {"type": "literal", "value": "2.5", "datatype": f"{xsd}decimal"}, "t": {"type": "literal", "value": "http://no.uri"},
        "w": {"type": "literal", "value": "词", "xml:lang": "zh"},
    }
    for kind in ("application/sparql-results+xml", "text/csv"):
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": f"{kind}, */*;q=0.1"})
        assert answer.headers["content-type"].startswith(kind)
        parser = "xml" if "xml" in kind else "csv"
        (found,) = rdflib.query.Result.parse(io.BytesIO(answer.content), format=parser)
        assert [str(v) for v in found[:5]] == ["urn:x", "3", "2.5", "http://no.uri", "词"]
    table = client.post("/api/v1/sparql", json={"query": query}).json()["rows"]
    assert table == [["urn:x", 3, 2.5, "http://no.uri", "词", None]]
    turtle = client.get("/sparql", params={"query": "CONSTRUCT { <urn:a> <urn:b> 1 } {}"}, headers={"Accept": "text/turtle"})
    assert turtle.headers["content-type"].startswith("text/turtle")
    assert len(rdflib.Graph().parse(data=turtle.text, format="turtle")) == 1


@pytest.mark.parametrize("query", ["INSERT DATA { <a:b> <a:c> 1 }", "DROP ALL", "LOAD <file:///etc/passwd>", "nonsense", " "])
def test_sparql_refuses_what_is_no_query(client, query):
    answer = client.post("/sparql", content=query, headers={"Content-Type": "application/sparql-query"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_a_table_export_has_a_row_a_fact(client, stocked, form):
    data = client.get("/api/v1/export", params={"format": form}).content
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    elif form == "xlsx":
        header, *lines = openpyxl.load_workbook(io.BytesIO(data), read_only=True).active.iter_rows(values_only=True)
        rows = [dict(zip(header, line, strict=True)) for line in lines]
    else:
        rows = pq.read_table(io.BytesIO(data)).to_pylist()
    for section in ("outcomes", "indicators", "finance", "duties", "staff"):
        assert sum(r["section"] == section for r in rows) == counted(stocked, section)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # of its own parsers, which use what it deprecates
def test_a_graph_export_says_the_same_in_each_form(client, stocked):
    turtle = rdflib.Graph().parse(data=client.get("/api/v1/export", params={"format": "ttl"}).content, format="turtle")
    linked = rdflib.Graph().parse(data=client.get("/api/v1/export", params={"format": "jsonld"}).content, format="json-ld")
    quads = rdflib.Dataset()
    quads.parse(data=client.get("/api/v1/export", params={"format": "nquads"}).text, format="nquads")
    all_said = {(s, p, o) for s, p, o, _ in quads.quads()}
    assert set(turtle) == set(linked) <= all_said, "a node that reports share is told once where they are merged, by the first of them"
    assert {s for s, _, _ in all_said} == set(turtle.subjects())
    jx = rdflib.Namespace("https://w3id.org/jixiao/ontology#")
    assert len(set(turtle.subjects(rdflib.RDF.type, jx.Outcome))) == counted(stocked, "outcomes")


def test_regions_and_departments(client):
    regions = {r["adcode"]: r for r in client.get("/api/v1/regions").json()["regions"]}
    assert regions["341000"]["reports"] >= regions["341021"]["reports"] == 1
    departments = client.get("/api/v1/departments").json()["departments"]
    assert len(departments) >= 8
    first = departments[0]
    around = client.get("/api/v1/graph/neighbours", params={"id": first["id"]}).json()["neighbours"]
    assert around


def test_the_graph_door_and_the_rdf_door_agree(client):
    cypher = client.post("/api/v1/cypher", json={"query": "MATCH (o:Outcome) RETURN count(o) AS n"}).json()["rows"][0][0]
    sparql = client.post("/api/v1/sparql", json={"query": OUTCOMES}).json()["rows"][0][0]
    assert json.dumps(cypher) == json.dumps(sparql)
