"""Parsing apart (隔离解析): a child process with limits on time and memory reads what a hostile file could break.

Run as `python -m ingest.readers.child KIND`: the file's bytes on standard input, a JSON document on standard output.
"""

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from ingest.document import Cell, Table
from ingest.errors import ForeignFile, IngestError
from ingest.readers.compose import Composer, Origin

LIMIT_S = 120
LIMIT_BYTES = 4 * 1024**3


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed file: its text, its tables, and where each stretch of text came from."""

    text: str
    tables: tuple[Table, ...]
    origins: tuple[Origin, ...]


def parse_apart(name: str, data: bytes, kind: str) -> Parsed:
    """Return what a child process reads from the bytes; raises ForeignFile when it fails, dies or runs over its limits."""
    command = [sys.executable, "-m", "ingest.readers.child", kind]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=LIMIT_S, check=False)
    except subprocess.TimeoutExpired as problem:
        raise ForeignFile(name, f"reading it took over {LIMIT_S} s; it is damaged or not a report") from problem
    if done.returncode:
        raise ForeignFile(name, "reading it failed or needed too much memory; it is damaged or not a report")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise ForeignFile(name, answer["error"])
    return Parsed(answer["text"], tuple(_table(t) for t in answer["tables"]), tuple(Origin(tuple(s), p) for s, p in answer["origins"]))


def _table(data: dict[str, Any]) -> Table:
    rows = tuple(tuple(Cell(text, tuple(span), carried) for text, span, carried in row) for row in data["rows"])
    return Table(tuple(data["span"]), rows, data["header_rows"])


def _plain(composer: Composer) -> dict[str, Any]:
    tables = []
    for table in composer.tables:
        rows = [[[c.text, c.span, c.carried] for c in row] for row in table.rows]
        tables.append({"span": table.span, "rows": rows, "header_rows": table.header_rows})
    return {"text": composer.text, "tables": tables, "origins": [[o.span, o.place] for o in composer.origins]}


def parse(data: bytes, kind: str) -> Composer:
    """Read the bytes in this process; raises ForeignFile."""
    from ingest.readers.legacy import modernised
    from ingest.readers.office import FORMATS, detect, read_office
    from ingest.readers.pdf import read_pdf

    found = detect(data) or kind
    if kind == "ole" and found not in FORMATS:
        data, found = modernised("", data), "docx"
    if found == "pdf":
        return read_pdf("", data)
    if found in FORMATS or kind == "web":
        return read_office("", data, FORMATS.get(found, "html"))
    raise ForeignFile("", f"a {found} file; give a .docx, .pdf, .xlsx, .html, .rtf or text file")


def main() -> None:
    """Read standard input, write the parsed file or the reason it cannot be read."""
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_S, LIMIT_S))
    try:
        answer = _plain(parse(sys.stdin.buffer.read(), sys.argv[1]))
    except IngestError as problem:
        answer = {"error": problem.reason}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
