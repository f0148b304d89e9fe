"""The MCP door, through the official client over HTTP and over standard input and output."""

import json
import socket
import sys
import threading
import time

import anyio
import pytest
import uvicorn
from mcp import Client, StdioServerParameters

from api.http.app import create_app
from homes import MODELS

TOOLS = {"ask", "search", "facts", "similar", "spending", "audit", "report_text"}


@pytest.fixture(scope="module")
def served(stocked):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(stocked.settings), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


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
