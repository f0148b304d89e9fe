"""Personal data leaves by no door: whatever is asked of the service, names, numbers and identities of people are masked (个人信息脱敏)."""

import io
import json
import tarfile
import zipfile

import anyio
import openpyxl
import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient
from mcp import Client

from api.assistants import assistant_server
from api.backup import backup
from api.http.app import create_app
from homes import settings
from ingest.pipeline import ingest
from ingest.readers.sources import Source
from served import key_of

NAME, MOBILE, DESK, IDENTITY = "贺明远", "13900001111", "0731-85551234", "430102199003071234"
SECRETS = (NAME, MOBILE, DESK, IDENTITY)
REPORT = f"""青溪县水务局2023年度部门整体支出绩效自评报告（虚构）

单位名称：青溪县水务局
填表人：{NAME}  联系电话：{MOBILE}

一、部门基本情况
青溪县水务局编制数32人，实有在职人员30人。主要职责：（一）负责全县水资源管理和保护工作，咨询电话：{DESK}。

二、部门整体支出情况
2023年全年预算数为1260.5万元，执行数为1198.2万元，预算执行率95.06%。

三、绩效情况
全年治理河道36.8公里，联系人：{NAME}，{MOBILE}。查处违法取水案件12件，当事人：{NAME}，身份证号{IDENTITY}。

四、存在的问题
一是项目进度偏慢，责任编辑：{NAME}，联系电话：{DESK}，部分工程未按期完工。

五、改进措施
一是加强项目管理，联系人：{NAME}，电话：{MOBILE}。
"""
MASKED = "＊" * len(MOBILE)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    home = tmp_path_factory.mktemp("masked")
    key = key_of(home, "editor")
    with TestClient(create_app(settings(home)), raise_server_exceptions=False) as client:
        store = client.app.state.store
        with store.writing() as target:
            (outcome,) = ingest(target, [Source("青溪县水务局.txt", REPORT.encode())])
        assert outcome.status == "new"
        assert outcome.counts["personal"] >= 8
        yield client, store, outcome.report_id, {"X-API-Key": key}


def clean(text):
    shown = text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)
    assert not [secret for secret in SECRETS if secret in shown or secret.replace("-", "") in shown]
    return shown


def test_what_is_read_of_a_report(service):
    client, _, report, _ = service
    for part in ("", "/facts", "/text"):
        clean(client.get(f"/api/v1/reports/{report}{part}").text)
    facts = client.get(f"/api/v1/reports/{report}/facts").json()
    assert MASKED in facts["text"]
    assert len(facts["text"]) == len(REPORT), "so that every span still holds"
    assert any("＊" in fact["quote"] for fact in facts["problems"])


ASKED = (*SECRETS, "联系人电话", "青溪县水务局的填表人是谁？", "青溪县水务局2023年治理河道多少公里？", "水务局存在什么问题？")


@pytest.mark.parametrize("asked", ASKED)
def test_questions_and_searches(service, asked):
    client, _, _, _ = service
    answer = client.post("/api/v1/ask", json={"question": asked}).json()
    echoed = {key: answer[key] for key in ("answer", "rows", "result", "citations")}
    shown = clean({**echoed, "answer": echoed["answer"].replace(asked, "")})
    assert shown
    kinds = "passage,duty,project,indicator,outcome,finance,staff,unit,problem,measure"
    hits = client.get("/api/v1/search", params={"q": asked, "kind": kinds, "limit": 50}).json()["hits"]
    clean(hits)
    clean(client.get("/api/v1/indicators/similar", params={"q": asked}).json()["groups"])


def test_lists_and_the_graph(service):
    client, _, _, _ = service
    for path in ("reports", "departments", "regions", "audit", "spending", "status"):
        clean(client.get(f"/api/v1/{path}").text)
    ids = [row[0] for row in client.post("/api/v1/cypher", json={"query": "MATCH (n) RETURN n.id"}).json()["rows"] if row[0]]
    assert len(ids) > 10
    for node in ids:
        clean(client.get("/api/v1/graph/neighbours", params={"id": node}).text)
    clean(client.post("/api/v1/cypher", json={"query": "MATCH (n) RETURN n"}).text)
    clean(client.post("/api/v1/cypher", json={"query": "MATCH (a)-[r]->(b) RETURN a, r, b"}).text)
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }", f'ASK {{ ?s ?p ?o FILTER(CONTAINS(STR(?o), "{MOBILE}")) }}'):
        clean(client.get("/sparql", params={"query": query}).text.replace(query, ""))


@pytest.mark.parametrize("form", ["csv", "ttl", "jsonld", "nquads", "xlsx", "parquet"])
def test_exports(service, form):
    client, _, _, _ = service
    data = client.get("/api/v1/export", params={"format": form}).content
    if form == "xlsx":
        assert zipfile.is_zipfile(io.BytesIO(data))
        rows = openpyxl.load_workbook(io.BytesIO(data), read_only=True).active.iter_rows(values_only=True)
        text = json.dumps([list(row) for row in rows], ensure_ascii=False)
    elif form == "parquet":
        text = json.dumps(pq.read_table(io.BytesIO(data)).to_pylist(), ensure_ascii=False)
    else:
        text = data.decode()
    assert "＊" in clean(text)


def test_assistants(service):
    _, store, report, _ = service

    async def told():
        async with Client(assistant_server(store)) as client:
            calls = [("report_text", {"report": report}), ("audit", {"report": report}), ("spending", {})]
            calls += [("similar", {"name": "治理河道"})]
            calls += [("facts", {"report": report, "section": s}) for s in ("duties", "outcomes", "problems", "measures", "staff")]
            calls += [("search", {"query": s}) for s in SECRETS] + [("ask", {"question": "青溪县水务局治理河道多少公里？"})]
            return [(name, (await client.call_tool(name, words)).content[0].text) for name, words in calls]

    for _, answer in anyio.run(told):
        clean(json.loads(answer))


def test_the_graph_and_the_index_hold_none_of_it(service, tmp_path):
    _, store, _, _ = service
    clean(list(store.index.export()))
    clean(store.graph.read("MATCH (n) RETURN properties(n) AS n"))
    backup(store, tmp_path / "kept.tar.gz")
    with tarfile.open(tmp_path / "kept.tar.gz") as archive:
        kept = b"".join(archive.extractfile(member).read() for member in archive).decode()
    assert NAME in kept, "a backup is the truth itself, for who runs the service, and nobody else gets it"


def test_jobs_name_files_by_their_names_only(service):
    client, _, _, key = service
    job = client.post("/api/v1/reports", files=[("files", ("bad.txt", b""))], headers=key).json()["job_id"]
    assert '"state": "done"' in clean(client.get(f"/api/v1/jobs/{job}/events").text)
    assert "upload/" not in client.get(f"/api/v1/jobs/{job}").text
