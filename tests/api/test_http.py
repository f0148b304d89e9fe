"""The HTTP API over a real store: the contract's forms, and problems for what does not fit."""

import json

import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from api.keys import KeyRing
from homes import SAMPLES, sample


@pytest.fixture(scope="module")
def client(stocked):
    app = create_app(stocked.settings)
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def test_alive_and_ready(client):
    assert client.get("/healthz").json() == {"status": "alive"}
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["missing"] == {}


def test_reports_page_by_cursor(client):
    seen, cursor = [], ""
    while True:
        page = client.get("/api/v1/reports", params={"limit": 5, "cursor": cursor}).json()
        seen += [r["report_id"] for r in page["reports"]]
        cursor = page["cursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == len([p for p in SAMPLES.iterdir() if p.suffix in (".txt", ".md")])


def test_facts_hold_quotes_at_their_spans(client):
    for row in client.get("/api/v1/reports").json()["reports"]:
        facts = client.get(f"/api/v1/reports/{row['report_id']}/facts").json()
        text = client.get(f"/api/v1/reports/{row['report_id']}/text").text
        assert facts["text"] == text
        for section in ("units", "staff", "duties", "finance", "projects", "indicators", "outcomes", "problems", "measures"):
            for fact in facts[section]:
                start, end = fact["span"]
                assert text[start:end] == fact["quote"]


def test_ask_answers_with_rows_that_hold_their_value(client):
    answer = client.post("/api/v1/ask", json={"question": "哪些局报告了知识产权质押融资数据？"}).json()
    assert answer["answerable"] is True
    assert answer["intent"] == "list"
    assert {(row["value"], row["unit"]) for row in answer["rows"]} == {(2.6, "亿元"), (1.35, "亿元")}
    for row in answer["rows"]:
        assert str(row["value"]) in row["quote"].replace(",", "")
    again = client.post("/api/v1/ask", json={"question": "", "plan": answer["plan"]}).json()
    assert [r["quote"] for r in again["rows"]] == [r["quote"] for r in answer["rows"]]


def test_search_keeps_to_its_filters(client):
    found = client.get("/api/v1/search", params={"q": "食品抽检", "kind": "outcome,indicator", "year": 2023, "limit": 5}).json()["hits"]
    assert found
    assert {h["fiscal_year"] for h in found} == {2023}
    assert {h["kind"] for h in found} <= {"outcome", "indicator"}


@pytest.mark.parametrize(
    ("method", "path", "status", "body"),
    [
        ("GET", "/api/v1/reports/r_0000000000000000", 404, None),
        ("GET", "/api/v1/search?q=x&kind=nonsense", 400, None),
        ("GET", "/api/v1/search?q=x&region=不存在的地方", 400, None),
        ("GET", "/api/v1/search", 422, None),
        ("POST", "/api/v1/ask", 400, {"question": " "}),
        ("POST", "/api/v1/cypher", 400, {"query": "MATCH (n) DETACH DELETE n"}),
        ("GET", "/nowhere", 404, None),
    ],
)
def test_what_does_not_fit_is_a_problem_document(client, method, path, status, body):
    answer = client.request(method, path, json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert "Traceback" not in answer.text


def test_cypher_reads(client):
    table = client.post("/api/v1/cypher", json={"query": "MATCH (r:Report) RETURN count(r) AS n"}).json()
    assert table["columns"] == ["n"]
    assert table["rows"][0][0] >= 10


def test_writing_needs_a_key_of_an_editor(client, stocked):
    ring = KeyRing(stocked.home_dir)
    reader = ring.add("reader")
    ring.close()
    path = f"/api/v1/reports/{next(iter(stocked.live_ids()))}"
    assert client.delete(path).status_code == 401
    assert client.delete(path, headers={"X-API-Key": "jx_made_up"}).status_code == 401
    assert client.delete(path, headers={"X-API-Key": reader}).status_code == 403
    assert client.get(path, headers={"X-API-Key": reader}).status_code == 200


def test_an_uploaded_report_arrives_and_leaves(client, stocked):
    ring = KeyRing(stocked.home_dir)
    key = {"X-API-Key": ring.add("editor")}
    ring.close()
    text = sample(8).read_text(encoding="utf-8").replace("2021", "2022")
    files = [("files", ("new.txt", text.encode())), ("files", ("bad.txt", b""))]
    accepted = client.post("/api/v1/reports", files=files, headers=key)
    assert accepted.status_code == 202
    job = accepted.json()["job_id"]
    events = client.get(f"/api/v1/jobs/{job}/events").text
    assert '"state": "done"' in events
    arrived, failed = client.get(f"/api/v1/jobs/{job}").json()["reports"]
    assert (arrived["status"], failed["status"]) == ("new", "failed")
    assert "empty" in failed["error"]
    assert client.get(f"/api/v1/reports/{arrived['report_id']}").json()["fiscal_year"] == 2022
    assert client.delete(f"/api/v1/reports/{arrived['report_id']}", headers=key).status_code == 200
    assert client.get(f"/api/v1/reports/{arrived['report_id']}").status_code == 404


def test_openapi_describes_every_route(client):
    described = client.get("/openapi.json").json()
    operations = [op for path in described["paths"].values() for op in path.values()]
    assert all(op.get("description") or op.get("summary") for op in operations)
    assert "/api/v1/ask" in json.dumps(described)
