"""What every answer carries, and the pages a browser is shown."""

import io
import json
import logging
import re

import openpyxl
import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from served import key_of

OTHER = "https://portal.example"


@pytest.fixture(scope="module")
def client(stocked):
    chosen = stocked.settings.model_copy(update={"cors_origins": (OTHER,)})
    with TestClient(create_app(chosen), raise_server_exceptions=False) as opened:
        yield opened


def test_security_headers_stand_on_every_answer(client):
    for path in ("/", "/docs", "/api/v1/reports", "/nowhere", "/healthz", "/metrics", "/sparql"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["X-Frame-Options"] == "DENY", path
        assert headers["Referrer-Policy"] == "no-referrer", path


def test_a_request_keeps_its_id_or_is_given_one(client, caplog):
    assert client.get("/healthz", headers={"X-Request-ID": "abc123"}).headers["X-Request-ID"] == "abc123"
    given = ({}, {"X-Request-ID": "bad id\t<>"}, {"X-Request-ID": "a" * 65})
    made = [client.get("/healthz", headers=headers).headers["X-Request-ID"] for headers in given]
    assert len(set(made)) == 3
    assert all(re.fullmatch(r"[0-9a-f]{32}", one) for one in made)


def test_a_path_writes_no_line_of_its_own_into_the_log(client, caplog):
    with caplog.at_level(logging.INFO, logger="api.access"):
        client.get("/nowhere%0Alevel=INFO%20forged", headers={"X-Request-ID": "abc123"})
    (line,) = [r.getMessage() for r in caplog.records if "abc123" in r.getMessage()]
    assert re.fullmatch(r"request=abc123 method=GET path=/nowhere(%0A)?level%3DINFO%20forged status=404 ms=[\d.]+", line)


def test_long_answers_are_compressed_where_the_caller_can_read_it(client):
    packed = client.get("/api/v1/reports", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/api/v1/reports", headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert packed.num_bytes_downloaded < len(plain.content) / 2


def test_pages_of_named_sites_alone_may_call(client):
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,x-api-key"}
    right = client.options("/api/v1/ask", headers={"Origin": OTHER, **asked})
    wrong = client.options("/api/v1/ask", headers={"Origin": "https://evil.example", **asked})
    assert right.headers["Access-Control-Allow-Origin"] == OTHER
    assert "Access-Control-Allow-Origin" not in wrong.headers
    answer = client.get("/api/v1/reports", headers={"Origin": OTHER})
    assert answer.headers["Access-Control-Allow-Origin"] == OTHER
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("path", ["/reports/{}", "/reports/{}/facts", "/reports/{}/text", "/export?format=csv", "/export?format=ttl"])
def test_what_the_caller_holds_is_not_sent_again(client, path):
    report = client.get("/api/v1/reports").json()["reports"][0]["report_id"]
    first = client.get(f"/api/v1{path.format(report)}")
    tag, since = first.headers["ETag"], first.headers["Last-Modified"]
    for known in ({"If-None-Match": tag}, {"If-None-Match": f'"other", W/{tag}'}, {"If-None-Match": "*"}, {"If-Modified-Since": since}):
        again = client.get(f"/api/v1{path.format(report)}", headers=known)
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    other = {"If-None-Match": '"other"'}
    for unknown in (other, {**other, "If-Modified-Since": since}, {"If-Modified-Since": "nonsense"}):
        assert client.get(f"/api/v1{path.format(report)}", headers=unknown).status_code == 200


def test_metrics_tell_of_requests_and_of_the_home(client, stocked):
    assert client.post("/api/v1/ask", json={"question": "歙县知识产权质押融资多少亿元？"}).status_code == 200
    told = client.get("/metrics").text
    for name in ("jixiao_reports", "jixiao_catalogue_open", "jixiao_engine_in_use", "jixiao_index_documents", "jixiao_index_bytes"):
        assert re.search(rf"^{name} [\d.e+]+$", told, flags=re.MULTILINE), name
    assert re.search(r'^http_requests_total\{.*handler="/api/v1/ask".*\} [1-9]', told, flags=re.MULTILINE)
    assert re.search(r'^http_request_duration_seconds_bucket\{.*handler="/api/v1/ask"', told, flags=re.MULTILINE)
    assert f"jixiao_reports {float(len(stocked.live_ids()))}" in told
    assert str(stocked.home_dir) not in told


def test_a_table_says_nothing_that_a_spreadsheet_would_run(client):
    data = client.get("/api/v1/export", params={"format": "xlsx"}).content
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_the_front_page_and_the_documentation_come_from_here(client):
    front = client.get("/")
    assert front.headers["content-type"].startswith("text/html")
    assert "绩效" in front.text and 'href="docs"' in front.text
    for path in ("/", "/docs", "/redoc"):
        page = client.get(path)
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
        assert loaded
        for place in loaded:
            assert not place.startswith(("http:", "https:", "//")), place
            if place.endswith((".js", ".css")):
                assert client.get(place if place.startswith("/") else f"/{place}").status_code == 200


def test_a_reader_without_a_key_is_let_nowhere_where_the_setting_says_so(stocked):
    key = {"X-API-Key": key_of(stocked.home_dir, "reader")}
    closed = stocked.settings.model_copy(update={"anonymous_read": False})
    call = {"json": {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}, "headers": {"Accept": "application/json, text/event-stream"}}
    with TestClient(create_app(closed), raise_server_exceptions=False) as client:
        paths = [p for p, ways in client.get("/openapi.json").json()["paths"].items() if "get" in ways and p not in ("/healthz", "/readyz")]
        assert len(paths) > 15
        for path in paths:
            answer = client.get(path.replace("{", "").replace("}", ""), params={"q": "x", "id": "x", "query": "ASK {}"})
            assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json"), path
        for path, body in (("/api/v1/ask", {"question": "x"}), ("/api/v1/cypher", {"query": "RETURN 1"}), ("/sparql", None)):
            assert client.post(path, json=body).status_code == 401, path
        for place in ("/mcp", "/mcp/"):
            assert client.post(place, **call).status_code == 401
            assert client.post(place, json=call["json"], headers={**call["headers"], **key}).status_code == 200
        assert client.get("/api/v1/reports", headers=key).status_code == 200


def test_guessing_keys_is_slowed_down(stocked):
    limited = stocked.settings.model_copy(update={"rate_limit": 1000})
    with TestClient(create_app(limited), raise_server_exceptions=False) as client:
        answers = [client.get("/api/v1/reports", headers={"X-API-Key": f"jx_0123456789ab_{n}"}) for n in range(40)]
        statuses = [a.status_code for a in answers]
        assert statuses == sorted(statuses), "refused as unknown first, then as too many"
        assert statuses.count(401) == 30
        assert statuses[-1] == 429
        assert json.loads(answers[-1].content)["status"] == 429
        assert client.get("/api/v1/reports").status_code == 200
    (stocked.home_dir / "limits.sqlite").unlink()
