"""Hostile values in every parameter: a problem document or an answer, never a server error, a path or a trace (恶意输入)."""

import json

import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from served import key_of

VALUES = (
    "a\x00b", "' OR 1=1; DROP TABLE reports; --", "MATCH (n) DETACH DELETE n", "'}) DETACH DELETE n //", "../../etc/passwd",
    "file:///etc/passwd", "<script>{{7*7}}%", "𠀀" * 50, "9" * 400, "-1", "1e999",
)  # fmt: skip
NEEDED = {
    "/api/v1/search": {"q": "食品"},
    "/api/v1/indicators/similar": {"q": "食品"},
    "/api/v1/graph/neighbours": {"id": "r_0"},
}


@pytest.fixture(scope="module")
def client(stocked):
    with TestClient(create_app(stocked.settings), raise_server_exceptions=False) as opened:
        yield opened


def parameters(client):
    """Yield (path, place, name) of every parameter that a GET route takes."""
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        for parameter in operations.get("get", {}).get("parameters", ()):
            yield path, parameter["in"], parameter["name"]


def harmless(answer, home):
    assert answer.status_code < 500, answer.text[:300]
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert str(home) not in answer.text
        assert "Traceback" not in answer.text


def test_every_parameter_of_every_reading_route(client, stocked):
    asked = 0
    for path, place, name in parameters(client):
        if path == "/api/v1/export":
            continue  # its one parameter is an enumeration; a right value costs seconds
        for value in VALUES:
            if place == "query":
                answer = client.get(path, params={**NEEDED.get(path, {}), name: value})
            else:
                answer = client.get(path.replace(f"{{{name}}}", value.replace("/", "%2F").replace("\x00", "%00")))
            harmless(answer, stocked.home_dir)
            asked += 1
    assert asked > 150


def test_what_deletes_meets_nothing_by_a_hostile_name(client, stocked):
    key, before = {"X-API-Key": key_of(stocked.home_dir, "editor")}, stocked.live_ids()
    for value in VALUES:
        for part in ("reports", "jobs"):
            answer = client.delete(f"/api/v1/{part}/{value.replace('/', '%2F').replace(chr(0), '%00')}", headers=key)
            harmless(answer, stocked.home_dir)
            assert answer.status_code >= 400
    assert stocked.live_ids() == before


@pytest.mark.parametrize("name", [*VALUES, "", ".", "..", "a" * 5000, "x.zip", "CON", "\u202etxt.exe"])
def test_uploads_by_a_hostile_name(client, stocked, name):
    key = {"X-API-Key": key_of(stocked.home_dir, "editor")}
    answer = client.post("/api/v1/reports", files=[("files", (name, b""))], headers=key)
    harmless(answer, stocked.home_dir)
    if answer.status_code == 202:
        events = client.get(f"/api/v1/jobs/{answer.json()['job_id']}/events")
        assert '"status": "failed"' in events.text
        assert str(stocked.home_dir) not in events.text


@pytest.mark.parametrize("route", ["ask", "cypher", "sparql"])
def test_every_body(client, stocked, route):
    field = "question" if route == "ask" else "query"
    for value in VALUES:
        harmless(client.post(f"/api/v1/{route}", json={field: value}), stocked.home_dir)
    kind = {"Content-Type": "application/json"}
    for raw in (b'{"%s": "\\ud800"}', b'{"\\ud800": 1, "%s": 1}', b'{"%s": ' + b"[" * 900, b'{"%s": null}', b"\xff\xfe%s"):
        harmless(client.post(f"/api/v1/{route}", content=raw.replace(b"%s", field.encode()), headers=kind), stocked.home_dir)


def test_numbers_that_no_report_holds(client, stocked):
    plan = client.post("/api/v1/ask", json={"question": "2023年食品抽检合格率最高的是哪个局？"}).json()["plan"]
    for change in ({"years": [10**30]}, {"threshold": "1e999999"}, {"limit": 10**9}, {"\ud800": 1}):
        body = json.dumps({"question": "", "plan": {**plan, **change}})
        answer = client.post("/api/v1/ask", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 422
        harmless(answer, stocked.home_dir)


def test_bodies_that_are_too_large(client):
    answer = client.post("/api/v1/ask", content=b"x" * (2**20 + 10))
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    streamed = client.post("/api/v1/ask", content=(b"x" * 65536 for _ in range(40)))
    assert streamed.status_code == 413
