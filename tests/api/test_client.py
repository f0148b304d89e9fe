"""The Python client against a served home: paging, streaming, problems, conditional requests, limits, the trail of writes."""

import json

import httpx
import pytest

from api.client import Jixiao, ServiceProblem
from homes import sample, settings
from served import in_thread, key_of


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    home = tmp_path_factory.mktemp("served")
    key = key_of(home, "editor")
    with in_thread(settings(home).model_copy(update={"rate_limit": 200})) as url:
        yield url, key, home


def test_upload_ask_and_delete(service):
    url, key, home = service
    with Jixiao(url, key) as jixiao:
        job = jixiao.upload([sample(1), sample(8), sample(9)])
        states = list(jixiao.progress(job))
        assert states[-1].state == "done"
        assert [len(s.reports) for s in states] == sorted(len(s.reports) for s in states)
        assert len(list(jixiao.reports(page=2))) == 3
        answer = jixiao.ask("歙县知识产权质押融资多少亿元？")
        assert answer.answerable
        assert jixiao.ask(plan=answer.plan).rows == answer.rows
        assert jixiao.search("食品抽检", limit=3)
        assert jixiao.similar("食品抽检合格率")[0].members
        assert jixiao.cypher("MATCH (r:Report) RETURN count(r) AS n").rows == [[3]]
        for row in jixiao.reports():
            facts = jixiao.facts(row.report_id)
            assert facts.text == jixiao.text(row.report_id)
            assert all(facts.text[slice(*fact.span)] == fact.quote for fact in (*facts.finance, *facts.outcomes, *facts.indicators))
        assert len(list(jixiao.spending(page=1))) == sum(len(jixiao.facts(row.report_id).duty_spending) for row in jixiao.reports())
        assert len(list(jixiao.audit(page=1))) == sum(len(jixiao.facts(row.report_id).anomalies) for row in jixiao.reports())
        first = next(jixiao.reports()).report_id
        jixiao.delete(first)
        with pytest.raises(ServiceProblem) as refused:
            jixiao.facts(first)
        assert refused.value.status == 404
    lines = [json.loads(line) for line in (home / "writes.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["action"] for line in lines] == ["upload", "delete"]
    assert {line["who"] for line in lines} == {key.split("_")[1]}


def test_a_known_version_is_not_sent_again(service):
    url, _, _ = service
    report = httpx.get(f"{url}/api/v1/reports").json()["reports"][0]["report_id"]
    for part in ("", "/facts", "/text"):
        first = httpx.get(f"{url}/api/v1/reports/{report}{part}")
        again = httpx.get(f"{url}/api/v1/reports/{report}{part}", headers={"If-None-Match": first.headers["ETag"]})
        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_who_asks_too_often_is_told_when_to_come_again(service):
    url, _, _ = service
    with httpx.Client(base_url=url) as client:
        answers = [client.get("/api/v1/reports", params={"limit": 1}) for _ in range(210)]
    refused = [a for a in answers if a.status_code == 429]
    assert refused
    assert 1 <= int(refused[0].headers["Retry-After"]) <= 61
