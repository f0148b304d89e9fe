"""Parsing apart, the near side (隔离解析): whatever is not plain text is read by another process, so that a hostile file breaks nothing."""

import atexit
import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any

from ingest.document import Cell, Origin, Table
from ingest.errors import ForeignFile
from ingest.readers.child import FRAME
from ontology.records import Span

SILENCE_S = 120
"""Seconds without an answer or a step, after which a file is given up."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed file: its text, its tables, where each stretch of text came from, and what is no part of the report.

    Of scans also the confidence of each page, and what was read where a form's word was put right.
    """

    text: str
    tables: tuple[Table, ...]
    origins: tuple[Origin, ...]
    furniture: tuple[Span, ...] = ()
    recognised: tuple[tuple[int, float], ...] = ()
    readings: tuple[tuple[Span, str], ...] = ()


class Silence(Exception):
    """The server said nothing for too long, or ended."""


class Server:
    """The process that parses; started at the first file, started anew after it had to be stopped. Safe among threads."""

    def __init__(self, silence_s: float = SILENCE_S) -> None:
        self.silence_s = silence_s
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        atexit.register(self.close)

    def ask(self, kind: str, data: bytes) -> dict[str, Any]:
        """Return the answer to one file; raises Silence, after which the next file is asked of a new process."""
        with self._lock:
            process = self._started()
            try:
                answer: dict[str, Any] = json.loads(_exchange(process, _framed(kind.encode()) + _framed(data), self.silence_s))
            except (OSError, Silence, KeyboardInterrupt) as problem:
                self._stop()
                if isinstance(problem, KeyboardInterrupt):
                    raise
                raise Silence from problem
            return answer

    def close(self) -> None:
        """Stop the process."""
        with self._lock:
            self._stop()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            command = [sys.executable, "-m", "ingest.readers.child"]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, bufsize=0, start_new_session=True)
        return self._process

    def _stop(self) -> None:
        """End the process with its children, which are its own group."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):  # it ended by itself
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


SERVER = Server()


def parse_apart(name: str, data: bytes, kind: str, server: Server = SERVER) -> Parsed:
    """Return what another process reads from the bytes; raises ForeignFile when it fails, dies or runs over its limits."""
    try:
        answer = server.ask(kind, data)
    except Silence as problem:
        raise ForeignFile(name, f"reading it took over {server.silence_s} s; it is damaged or not a report") from problem
    if "error" in answer:
        raise ForeignFile(name, answer["error"])
    tables = tuple(_table(t) for t in answer["tables"])
    origins = tuple(Origin((a, b), place) for (a, b), place in answer["origins"])
    furniture = tuple((a, b) for a, b in answer["furniture"])
    recognised = tuple((page, sure) for page, sure in answer["recognised"])
    readings = tuple(((a, b), printed) for (a, b), printed in answer["readings"])
    return Parsed(answer["text"], tables, origins, furniture, recognised, readings)


def _table(data: dict[str, Any]) -> Table:
    rows = tuple(tuple(Cell(text, tuple(span), carried) for text, span, carried in row) for row in data["rows"])
    return Table(tuple(data["span"]), rows)


def _framed(data: bytes) -> bytes:
    return FRAME.pack(len(data)) + data


def _exchange(process: subprocess.Popen[bytes], request: bytes, silence_s: float) -> bytes:
    """Write the request and return the answer; raises Silence. Neither side can make the other wait for ever."""
    assert process.stdin is not None and process.stdout is not None
    os.set_blocking(process.stdin.fileno(), False)
    waiting = memoryview(request)
    got = bytearray()
    with selectors.DefaultSelector() as ready:
        ready.register(process.stdout, selectors.EVENT_READ)
        ready.register(process.stdin, selectors.EVENT_WRITE)
        heard = time.monotonic()
        while True:
            events = ready.select(max(0.0, heard + silence_s - time.monotonic()))
            if not events:
                raise Silence
            for key, _ in events:
                if key.fileobj is process.stdin:
                    waiting = waiting[os.write(process.stdin.fileno(), waiting[: 1 << 16]) :]
                    if not waiting:
                        ready.unregister(process.stdin)
                    continue
                chunk = os.read(process.stdout.fileno(), 1 << 20)
                if not chunk:
                    raise Silence
                got += chunk
                heard = time.monotonic()
            while len(got) >= FRAME.size and (size := FRAME.unpack_from(got)[0]) + FRAME.size <= len(got):
                if size:
                    return bytes(got[FRAME.size : FRAME.size + size])
                del got[: FRAME.size]
