"""The embedded engine's own process: ArcadeDB on loopback, alive as long as its home has users (嵌入式图引擎).

Run as `python -m graph.engine_process HOME HEAP READ_TIMEOUT_MS LINGER_S`. It leaves the starter's session, so that neither
Ctrl-C nor the starter's death reaches it, prints one line (`ready`, `busy PID` or `failed REASON`) and closes stdout.
"""

import json
import logging
import os
import re
import secrets
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.engine_files import DATABASE, READER, EngineFiles, Running
from graph.filelock import try_lock

LOG = logging.getLogger(__name__)
LOOPBACK = "127.0.0.1"
WATCH_S = 0.2
DEAF_MS = 3000
LIMIT = re.compile(r"/\*limit_ms=(\d{1,9})\*/$")
ADMIN_TYPES = {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}}
ADMIN_RIGHTS = ["updateSecurity", "updateSchema", "updateDatabaseSettings"]


@dataclass(frozen=True, slots=True)
class Options:
    """How much the engine may take: its heap, each query of the read-only user, and how long it waits for a next user."""

    heap: str = "512m"
    read_timeout_ms: int = 10_000
    linger_s: float = 0.0


def groups(read_timeout_ms: int) -> dict[str, Any]:
    """Return ArcadeDB's `server-groups.json`: its own groups and `reader`, which the engine keeps from writing."""
    everyone = {
        "admin": {"resultSetLimit": -1, "readTimeout": -1, "access": ADMIN_RIGHTS, "types": ADMIN_TYPES},
        "*": {"resultSetLimit": -1, "readTimeout": -1, "access": [], "types": {"*": {"access": []}}},
    }
    reader = {"resultSetLimit": -1, "readTimeout": read_timeout_ms, "access": [], "types": {"*": {"access": ["readRecord"]}}}
    return {"databases": {"*": {"groups": everyone}, DATABASE: {"groups": {READER: reader}}}, "version": 2}


def free_port() -> int:
    """Return a port of the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def start_server(files: EngineFiles, options: Options, running: Running) -> Any:
    """Start ArcadeDB in this process with the secrets of `running` and return its Java server.

    Raises the Java exception when the data is damaged, opened by someone else, or the port was taken in between.
    """
    # importing these costs a tenth of a second and only this process may load a JVM
    import jpype
    from arcadedb_embedded.jvm import start_jvm

    # logins last one run: with the users' file gone the engine makes root anew from the setting
    (files.data / "config" / "server-users.jsonl").unlink(missing_ok=True)
    (files.data / "config" / "server-groups.json").write_text(json.dumps(groups(options.read_timeout_ms)), encoding="utf-8")
    if not jpype.isJVMStarted():
        start_jvm(heap_size=options.heap, jvm_args=["-Xms64m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"])
    settings = {
        "server.rootPath": str(files.data),
        "server.rootPassword": running.password,
        "server.saltIterations": 1000,  # these secrets are 192 random bits, which nobody guesses; logins get faster
        "server.mode": "development",  # production hides the reason of an error from the one who asked
        "txWalFlush": 1,  # the log reaches the system on every commit, so a killed engine loses nothing it confirmed
        "server.httpIncomingHost": LOOPBACK,
        "server.httpIncomingPort": "0",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt.host": LOOPBACK,
        "bolt.port": running.port,
        "queryMaxRangeSize": 100_000,  # ours need none; lists of millions are how a small query fills the heap
        "opencypher.loadCsv.allowFileUrls": False,
        "opencypher.loadCsv.allowRemoteUrls": False,
    }
    configuration = jpype.JClass("com.arcadedb.ContextConfiguration")()
    for key, value in settings.items():
        configuration.setValue(f"arcadedb.{key}", value)
    server = jpype.JClass("com.arcadedb.server.ArcadeDBServer")(configuration)
    server.start()
    server.getDatabase(DATABASE, True, True)
    security = server.getSecurity()
    hashed = str(security.encodePassword(running.reader_password))
    reader = {"name": READER, "password": hashed, "databases": {DATABASE: [READER]}}
    security.createUser(jpype.JClass("com.arcadedb.serializer.json.JSONObject")(json.dumps(reader)))
    return server


def end_overdue(server: Any, limit_ms: int) -> None:
    """End each query of the reader that ran past the limit, or past the lower one that a comment at its end asks for.

    The engine's own `readTimeout` is looked at too rarely: a sum over a product of three scans went on for minutes. A query that does
    not end when told to (one long expression) takes the process with it; whoever still needs the engine starts it again.
    """
    for query in server.getRunningQueries().getRunning():
        if str(query.getUser()) == READER:
            asked = LIMIT.search(str(query.getText()))
            limit = min(limit_ms, int(asked[1])) if asked else limit_ms
            elapsed = int(query.getElapsedMillis())
            if elapsed > limit + DEAF_MS:
                os._exit(4)
            if elapsed > limit:
                query.terminate("time limit")


def serve_while_used(files: EngineFiles, options: Options, server: Any) -> None:
    """Return when nobody has used the engine for `linger_s`; from then on nobody can join it any more."""
    idle_since: float | None = None
    while True:
        time.sleep(WATCH_S)
        end_overdue(server, options.read_timeout_ms)
        start = try_lock(files.start)
        if start is None:
            continue  # someone joins or starts right now
        try:
            if files.sweep():
                idle_since = None
                continue
            now = time.monotonic()
            idle_since = now if idle_since is None else idle_since
            if now - idle_since >= options.linger_s:
                files.running.unlink(missing_ok=True)
                return
        finally:
            os.close(start)


def detach(log: Path) -> None:
    """Fork away from the starter and send what is said while starting to the log; stdout stays for the one line."""
    if os.fork():
        os._exit(0)
    os.setsid()
    log.unlink(missing_ok=True)
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(descriptor, 2)
    os.close(descriptor)


def say(line: str) -> None:
    """Tell the starter how it went and be silent from then on: the engine keeps a log of its own, which rotates."""
    os.write(1, line.replace("\n", " ").encode() + b"\n")
    descriptor = os.open(os.devnull, os.O_WRONLY)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.close(descriptor)


def main(arguments: list[str]) -> int:
    """Own the data directory of a home until its last user is gone; return 0, 3 when another one owns it, 1 on failure."""
    files = EngineFiles.of(Path(arguments[0]))
    options = Options(arguments[1], int(arguments[2]), float(arguments[3]))
    owner = try_lock(files.owner)
    if owner is None:
        published = files.published()
        os.write(1, f"busy {published.pid if published else ''}\n".encode())
        return 3
    detach(files.log)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO)
    files.running.unlink(missing_ok=True)
    running = Running(os.getpid(), free_port(), secrets.token_urlsafe(24), secrets.token_urlsafe(24))
    os.chdir(files.data)  # the engine writes ./log beside where it runs
    try:
        server = start_server(files, options, running)
    except Exception as error:  # Java's exceptions share no Python base of their own, and the starter must hear of any
        LOG.exception("engine=failed path=%s", files.data)
        say(f"failed {error}")
        os._exit(1)  # threads of a half-started server would keep the process alive
    files.publish(running)
    say("ready")
    try:
        serve_while_used(files, options, server)
        server.stop()
    except OSError:
        LOG.exception("engine=ended path=%s, its home was removed", files.data)
    finally:
        os._exit(0)  # threads of the server would keep the process alive


if __name__ == "__main__":
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    sys.exit(main(sys.argv[1:]))
