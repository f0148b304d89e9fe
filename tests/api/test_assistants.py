"""The MCP door, through the official client over HTTP and over standard input and output."""

import json
import sys

import anyio
import pytest
from mcp import Client, StdioServerParameters
from served import in_thread

from homes import MODELS

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
