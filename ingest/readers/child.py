"""Parsing apart, the far side (隔离解析): a server that forks a child for each file, with limits on its time and memory.

Run as `python -m ingest.readers.child`; `ingest.readers.apart` talks to it. A request is a frame with the kind told by the first
bytes, then a frame with the file's bytes; the answer is any number of empty frames (still at work) and one frame of JSON.
"""

import importlib
import json
import os
import resource
import signal
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from ingest.errors import IngestError
from ingest.readers.compose import Composer
from ingest.readers.containers import contained
from ingest.readers.legacy import read_legacy
from ingest.readers.office import read_office
from ingest.readers.pdf import read_pdf
from ingest.readers.web import read_web
from ingest.readers.workbook import read_workbook

LIMIT_BYTES = 4 * 1024**3
STEP_S = 60
"""Seconds of computing for a file, and again for each step it reports (a page of a scan)."""

DAMAGE = (
    ArithmeticError, AssertionError, AttributeError, BufferError, EOFError, LookupError, OSError, RuntimeError, TypeError, ValueError,
    ParseError, zipfile.BadZipFile, struct.error, zlib.error,
)
"""What parsers raise over bytes that nobody wrote on purpose; whatever else happens ends the child, which is an answer too."""

NAMES = {"pdf": "PDF", "package": "Office file", "ole": "legacy Office file", "rtf": "RTF file", "web": "web page"}

FRAME = struct.Struct(">I")


def parse(data: bytes, kind: str, step: Callable[[], None] = lambda: None) -> Composer:
    """Read the bytes in this process; raises an IngestError whose path is left to the caller."""
    found = contained(data, kind)
    if found == "pdf":
        return read_pdf(data, step)
    if found == "xlsx":
        return read_workbook(data)
    if found == "web":
        return read_web(data)
    if found == "ole":
        return read_legacy(data)
    return read_office(data, found)


def plain(composer: Composer) -> dict[str, Any]:
    """Return what was composed as JSON can hold it."""
    tables = [{"span": t.span, "rows": [[[c.text, c.span, c.carried] for c in row] for row in t.rows]} for t in composer.tables]
    origins = [[o.span, o.place] for o in composer.origins]
    recognised = sorted(composer.recognised.items())
    return {
        "text": composer.text, "tables": tables, "origins": origins, "furniture": composer.furniture, "recognised": recognised,
        "readings": composer.readings,
    }


def answer(data: bytes, kind: str, step: Callable[[], None]) -> dict[str, Any]:
    """Return the parsed file, or `error` with the reason it cannot be read."""
    try:
        return plain(parse(data, kind, step))
    except IngestError as problem:
        return {"error": problem.reason}
    except MemoryError:
        return {"error": f"reading it needs more than {LIMIT_BYTES >> 30} GiB of memory; it is damaged or not a report"}
    except DAMAGE as problem:
        return {"error": f"a damaged {NAMES.get(kind, kind)} ({type(problem).__name__}); open it and save it again"}


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    while (kind := _frame(requests)) is not None and (data := _frame(requests)) is not None:
        readable, writable = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(readable)
            _in_child(data, kind.decode(), writable)
        os.close(writable)
        done = _relay(readable, answers)
        os.close(readable)
        _, status = os.waitpid(child, 0)
        _send(answers, done if done.endswith(b"}") and not status else json.dumps({"error": _cause(status)}).encode())


def _in_child(data: bytes, kind: str, writable: int) -> None:
    """Parse under the limits, write the answer and end this process at once."""
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))

    def step() -> None:
        spent = resource.getrusage(resource.RUSAGE_SELF)
        ends = int(spent.ru_utime + spent.ru_stime) + STEP_S
        resource.setrlimit(resource.RLIMIT_CPU, (ends, resource.RLIM_INFINITY))
        os.write(writable, b".")

    step()
    with os.fdopen(writable, "wb", closefd=False) as stream:
        stream.write(json.dumps(answer(data, kind, step)).encode())
    os._exit(0)


def _relay(readable: int, answers: BinaryIO) -> bytes:
    """Return the child's answer; each step that it reports is passed on."""
    chunks: list[bytes] = []
    while chunk := os.read(readable, 1 << 20):
        if not chunks and chunk.startswith(b"."):
            _send(answers, b"")
            chunk = chunk.lstrip(b".")
        if chunk:
            chunks.append(chunk)
    return b"".join(chunks)


def _cause(status: int) -> str:
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
        return f"reading it took over {STEP_S} s; it is damaged or not a report"
    return "reading it failed or needed too much memory; it is damaged or not a report"


def _frame(stream: BinaryIO) -> bytes | None:
    head = stream.read(FRAME.size)
    return stream.read(FRAME.unpack(head)[0]) if len(head) == FRAME.size else None


def _send(stream: BinaryIO, data: bytes) -> None:
    stream.write(FRAME.pack(len(data)) + data)
    stream.flush()


def preload() -> None:
    """Import what parses, once, before the forks."""
    for library in ("docling_rs", "lxml.html", "openpyxl", "pdfplumber", "pypdfium2"):
        importlib.import_module(library)


def main() -> None:
    """Serve standard input and output; whatever a library prints goes elsewhere."""
    preload()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
