"""The service as others meet it (起服务): in a thread of the test, or as processes of its own, on a free port of this machine."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi.testclient import TestClient

from api.http.app import create_app
from api.keys import KeyRing, Role
from api.settings import Settings
from homes import MODELS

START_LIMIT_S = 120.0


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def key_of(home: Path, role: Role) -> str:
    """Return a new key of a home."""
    ring = KeyRing(home)
    key = ring.add(role)
    ring.close()
    return key


def missing(client: TestClient, home: Path) -> dict[str, Any]:
    """Return what /readyz says is missing; its status tells the same, and no path of this machine is said."""
    answer = client.get("/readyz")
    assert str(home) not in answer.text
    told: dict[str, Any] = answer.json()["missing"]
    assert answer.status_code == (503 if told else 200)
    return told


@contextmanager
def in_thread(settings: Settings) -> Iterator[str]:
    """Serve in a thread of this process; gives the URL."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(create_app(settings), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def as_process(home: Path, *arguments: str, log: Path | None = None, **environment: str) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """Run `jixiao serve` over a home, its log in a file where one is named; gives the process and the URL once it is alive."""
    port = free_port()
    command = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--home", str(home), "--port", str(port), *arguments]
    variables = {**os.environ, "JIXIAO_MODEL_CACHE": str(MODELS), **environment}
    with (log or Path(os.devnull)).open("wb") as lines:
        process = subprocess.Popen(command, env=variables, stderr=lines)
        try:
            url = f"http://127.0.0.1:{port}"
            _awake(url)
            yield process, url
        finally:
            process.terminate()
            process.wait(timeout=120)


def _awake(url: str) -> None:
    until = time.monotonic() + START_LIMIT_S
    while time.monotonic() < until:
        try:
            httpx.get(f"{url}/healthz", timeout=5)
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the service did not start")
