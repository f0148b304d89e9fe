"""The embedded engine of a home, shared by every jixiao process of that home (嵌入式图引擎的共享)."""

import logging
import os
import select
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from graph.connection import Connection
from graph.engine_files import DATABASE, READER, EngineFiles, Running
from graph.engine_process import LOOPBACK, Options
from graph.errors import EngineBusy, EngineFailed
from graph.filelock import locked

LOG = logging.getLogger(__name__)
START_LIMIT_S = 60.0
ENDING_LIMIT_S = 30.0


class Engine:
    """One use of a home's engine: it runs at least until `release()`, or until this process dies."""

    def __init__(self, home: Path, options: Options | None = None) -> None:
        self._files = EngineFiles.of(home)
        self._options = options or Options()
        self._user: tuple[Path, int] | None = None

    def connection(self) -> Connection:
        """Return how to reach the running engine, starting it where none runs (again).

        Raises EngineBusy when another owner holds the data directory, EngineFailed when the engine does not start.
        """
        files = self._files
        with locked(files.start):
            if self._user is None:
                self._user = files.enlist()
            running = _wait_for_owner(files) or _start(files, self._options)
        uri = f"bolt://{LOOPBACK}:{running.port}"
        return Connection(uri, "root", running.password, DATABASE, (READER, running.reader_password), files.writer)

    @property
    def schema_mark(self) -> Path:
        """A file beside the data that says which schema it was given."""
        return self._files.data / "schema.sha256"

    def release(self) -> None:
        """Stop using the engine; the last one to do so ends it, a moment later."""
        if self._user is not None:
            path, descriptor = self._user
            self._user = None
            path.unlink(missing_ok=True)
            os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()


def attach(home: Path, options: Options | None = None) -> Engine:
    """Return a use of the home's engine, which runs when this returns; see `Engine.connection` for the errors."""
    engine = Engine(home, options)
    try:
        engine.connection()
    except BaseException:
        engine.release()
        raise
    return engine


def _wait_for_owner(files: EngineFiles) -> Running | None:
    """Return the running engine, or None once nobody owns the data; an engine that is ending or dying is waited for."""
    deadline = time.monotonic() + ENDING_LIMIT_S
    while files.owned():
        running = files.published()
        if running is not None and _listens(running.port):
            return running
        if time.monotonic() > deadline:
            raise EngineBusy(files.data, running.pid if running else None)
        time.sleep(0.05)
    return None


def _listens(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
    except OSError:
        return False
    return True


def _start(files: EngineFiles, options: Options) -> Running:
    began = time.monotonic()
    # -P: a folder named `graph` where the user stands must not be taken for ours
    command = [sys.executable, "-P", "-m", "graph.engine_process", str(files.root.parent), options.heap]
    command += [str(options.read_timeout_ms), str(options.linger_s)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        line = _first_line(child, files)
    word, _, rest = line.partition(" ")
    if word == "busy":
        raise EngineBusy(files.data, int(rest) if rest.isdigit() else None)
    running = files.published()
    if word != "ready" or running is None:
        raise EngineFailed(files.data, files.log, rest or "it ended without a word")
    LOG.info("engine=started pid=%d port=%d seconds=%.2f", running.pid, running.port, time.monotonic() - began)
    return running


def _first_line(child: "subprocess.Popen[bytes]", files: EngineFiles) -> str:
    """Return the one line of a starting engine; `child` itself ends at once, the engine goes on without it."""
    assert child.stdout is not None
    ready, _, _ = select.select([child.stdout], [], [], START_LIMIT_S)
    if not ready:
        raise EngineFailed(files.data, files.log, f"no answer within {START_LIMIT_S:g} s")
    return child.stdout.readline().decode().strip()
