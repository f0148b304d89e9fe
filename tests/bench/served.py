"""A home served over HTTP by a process of its own (服务进程): what a request costs there, how long it takes to be ready, what it holds."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 300.0


class Served:
    """`jixiao serve` on a free port of this machine, ended with the block."""

    def __init__(self, home: Path, models: Path) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        self.ready_s = 0.0
        """Seconds from the start of the process until `/readyz` said yes."""
        self._command = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--home", str(home), "--port", str(self.port)]
        self._models = models

    def __enter__(self) -> "Served":
        known = {**os.environ, "JIXIAO_MODEL_CACHE": str(self._models), "PYTHONPATH": str(ROOT)}
        started = time.perf_counter()
        self._process = subprocess.Popen(self._command, env=known, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not self._answers():
            if self._process.poll() is not None or time.perf_counter() - started > PATIENCE_S:
                self._process.kill()
                raise SystemExit("jixiao serve did not get ready")
            time.sleep(0.05)
        self.ready_s = time.perf_counter() - started
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.close()
        self._process.terminate()
        self._process.wait(timeout=60)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def search(self, text: str) -> object:
        """Return the hits of a search."""
        return self._answer("GET", f"/api/v1/search?q={quote(text)}")

    def ask(self, question: str) -> object:
        """Return the answer to a question."""
        return self._answer("POST", "/api/v1/ask", json.dumps({"question": question}))

    def _answer(self, method: str, path: str, body: str | None = None) -> object:
        self._connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{method} {path}: {answer.status} {content[:200]!r}")
        return json.loads(content)

    def resident_mb(self) -> int:
        """Return what the process holds in memory now, in MiB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) // 1024

    def processor_s(self) -> float:
        """Return the processor seconds that the process has used, over all threads."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
