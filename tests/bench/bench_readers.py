"""What reading costs (读取基准): pages a second of each format, as a ratio to the bare library's own read of the same file.

`python tests/bench/bench_readers.py` prints a table; `--damage 3000` reads so many damaged variants instead; `--scan` adds a scan.
"""

import argparse
import io
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docling_rs
import openpyxl
import pdfplumber

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from readers import writers
from readers.damage import damaged
from readers.invented_report import PARTS

from ingest.errors import IngestError
from ingest.readers.apart import SERVER, parse_apart
from ingest.readers.child import parse
from ingest.readers.read import read, sniff

COPIES = 8
ROUNDS = 5


def bare_pdf(data: bytes) -> None:
    """Read a PDF's text and tables with the library alone."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()


def bare_office(kind: str) -> Callable[[bytes], Any]:
    """Return the library's own read of an Office format."""
    return lambda data: docling_rs.DocumentConverter().convert(docling_rs.DocumentStream(name=f"a.{kind}", stream=io.BytesIO(data)))


BARE: dict[str, Callable[[bytes], Any]] = {
    "docx": bare_office("docx"),
    "rtf": bare_office("rtf"),
    "xlsx": lambda data: openpyxl.load_workbook(io.BytesIO(data), data_only=True),
    "html": bare_office("html"),
    "pdf": bare_pdf,
}


def median(call: Callable[[], Any]) -> float:
    """Return the median seconds of a call over some rounds, the first one not counted."""
    call()
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        call()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def compare(say: Callable[[str], Any]) -> None:
    """Print seconds and ratios of each format: parsed here, parsed apart, and read into a document."""
    parts = PARTS * COPIES
    with pdfplumber.open(io.BytesIO(writers.as_pdf(parts))) as document:
        pages = len(document.pages)
    say(f"one report of {pages} pages (as PDF), median of {ROUNDS}\n")
    say(f"{'format':8}{'bare s':>9}{'parse s':>9}{'apart s':>9}{'read s':>9}{'apart/bare':>12}{'docs/s':>9}{'pages/s':>9}\n")
    for name, bare in BARE.items():
        data = getattr(writers, f"as_{name}")(parts)
        kind = sniff(data)
        alone = median(lambda bare=bare, data=data: bare(data))
        here = median(lambda data=data, kind=kind: parse(data, kind))
        apart = median(lambda data=data, kind=kind: parse_apart("a", data, kind))
        whole = median(lambda data=data: read("a", data))
        cells = f"{alone:9.3f}{here:9.3f}{apart:9.3f}{whole:9.3f}{apart / alone:12.2f}{1 / apart:9.1f}{pages / apart:9.1f}"
        say(f"{name:8}{cells}\n")
    SERVER.close()
    own, children = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    say(f"memory high-water mark: {own} MiB here, {children} MiB in a child\n")


def scan(say: Callable[[str], Any]) -> None:
    """Print what recognising a scan costs."""
    data = writers.as_scan()
    started = time.perf_counter()
    document = read("scan.pdf", data)
    seconds = time.perf_counter() - started
    sure = [s for _, s in document.recognised]
    say(f"scan: {len(sure)} pages in {seconds:.1f} s, {len(sure) / seconds:.2f} pages/s, confidence {min(sure):.3f} at least\n")


def damage(count: int, say: Callable[[str], Any]) -> None:
    """Print how many damaged variants were read and refused, why, and the slowest; anything else raised ends the run."""
    files = {kind: getattr(writers, f"as_{kind}")() for kind in ("docx", "html", "site", "mht", "xlsx", "rtf", "pdf", "text")}
    files["text"] = files["text"].encode()
    told: Counter[str] = Counter()
    slowest, started = (0.0, ""), time.perf_counter()
    for label, name, data in damaged(files, count):
        begun = time.perf_counter()
        try:
            read(name, data)
            told["read"] += 1
        except IngestError as problem:
            told[problem.reason[:60]] += 1
        slowest = max(slowest, (time.perf_counter() - begun, label))
    say(f"{count} damaged files in {time.perf_counter() - started:.0f} s; slowest {slowest[0]:.1f} s ({slowest[1]})\n")
    for reason, number in told.most_common():
        say(f"{number:6} {reason}\n")


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--damage", type=int, default=0)
    parser.add_argument("--scan", action="store_true")
    asked = parser.parse_args()
    if asked.damage:
        damage(asked.damage, sys.stdout.write)
        return
    compare(sys.stdout.write)
    if asked.scan:
        scan(sys.stdout.write)


if __name__ == "__main__":
    main()
