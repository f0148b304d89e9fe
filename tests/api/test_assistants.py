"""The MCP door, through the official client over HTTP and over standard input and output."""

import json
import sys

import anyio
import pytest
from mcp import Client, StdioServerParameters

from homes import MODELS
from served import in_thread

TOOLS = {"ask", "search", "facts", "similar", "spending", "audit", "report_text"}


@pytest.fixture(scope="module")
def served(stocked):
    with in_thread(stocked.settings) as url:
        yield url


async def session(target):
    async with Client(target) as client:
        names = {tool.name for tool in (await client.list_tools()).tools}
        answer = await client.call_tool("ask", {"question": "哪些局报告了知识产权质押融资数据？"})
        return names, json.loads(answer.content[0].text)


def test_over_http(served):
    names, answer = anyio.run(session, f"{served}/mcp/")
    assert names == TOOLS
    assert answer["answerable"] is True
    assert all(row["quote"] for row in answer["rows"])


def test_over_stdio(stocked):
    command = ["-c", "from api.cli import main; main()", "mcp", "--home", str(stocked.home_dir)]
    environment = {"PATH": "/usr/bin:/bin", "JIXIAO_MODEL_CACHE": str(MODELS)}
    names, answer = anyio.run(session, StdioServerParameters(command=sys.executable, args=command, env=environment))
    assert names == TOOLS
    assert answer["answerable"] is True


async def refusals(target, calls):
    async with Client(target) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        answers = [await client.call_tool(name, words) for name, words in calls]
        return tools, [(answer.is_error, answer.content[0].text) for answer in answers]


def test_tools_say_what_they_take_and_what_went_wrong(served, stocked):
    calls = [
        ("facts", {"report": "nothing.txt"}), ("facts", {"report": "nothing.txt", "section": "secrets"}),
        ("search", {"query": "食品", "kinds": "nonsense"}), ("search", {"query": "食品", "region": "不存在的地方"}),
    ]  # fmt: skip
    tools, told = anyio.run(refusals, f"{served}/mcp", calls)
    assert all(wrong for wrong, _ in told)
    said = [text for _, text in told]
    assert "no such report" in said[0] and "section" in said[1] and "no such kind: nonsense" in said[2] and "不存在的地方" in said[3]
    assert not any(str(stocked.home_dir) in text or "Traceback" in text for text in said)
    for name, tool in tools.items():
        fields = tool.input_schema["properties"].values()
        assert tool.description and all(field.get("description") or "enum" in field for field in fields), name


def test_long_results_are_cut_and_say_so(served, stocked):
    report = max((e for e in stocked.catalogue.entries("live")), key=lambda e: len(stocked.bundle(e).finance)).report_id
    calls = [("facts", {"report": report, "section": "finance", "limit": 2}), ("report_text", {"report": report, "start": 5, "length": 10})]
    _, ((_, rows), (_, text)) = anyio.run(refusals, f"{served}/mcp/", calls)
    found, bundle = json.loads(rows), stocked.bundle(stocked.entry(report))
    assert (len(found["finance"]), found["total"]) == (2, len(bundle.finance))
    assert all(row["quote"] in bundle.text for row in found["finance"])
    assert json.loads(text) == {"text": bundle.text[5:15], "total": len(bundle.text)}
