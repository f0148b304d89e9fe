"""What reading costs (读取基准): pages a second and memory of each format, as a ratio to the bare library's own read of the same file.

`python tests/bench/bench_readers.py` prints two tables; `--damage 3000` reads so many damaged variants instead; `--scan` adds a scan.
"""

import argparse
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ingest.readers.apart import SERVER, parse_apart
from ingest.readers.child import parse
from ingest.readers.read import read, sniff
from peak_memory import bare
from readers import writers
from readers.damage import readings
from readers.invented_report import PARTS

COPIES = 8
ROUNDS = 5


FORMATS = ("docx", "rtf", "xlsx", "html", "pdf")


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
    for name in FORMATS:
        data = getattr(writers, f"as_{name}")(parts)
        kind = sniff(data)
        library = bare(name)
        alone = median(lambda library=library, data=data: library(data))
        here = median(lambda data=data, kind=kind: parse(data, kind))
        apart = median(lambda data=data, kind=kind: parse_apart("a", data, kind))
        whole = median(lambda data=data: read("a", data))
        cells = f"{alone:9.3f}{here:9.3f}{apart:9.3f}{whole:9.3f}{apart / alone:12.2f}{1 / apart:9.1f}{pages / apart:9.1f}"
        say(f"{name:8}{cells}\n")
    SERVER.close()


def memory(say: Callable[[str], Any]) -> None:
    """Print the high-water mark of a process that reads one file: with the library alone, and as our child does."""
    say(f"{'format':8}{'bare MiB':>10}{'child MiB':>11}{'ratio':>8}{'reading alone':>16}\n")
    idle = _peak("child", "docx")
    with tempfile.TemporaryDirectory() as folder:
        for name in FORMATS:
            file = Path(folder, f"report.{name}")
            file.write_bytes(getattr(writers, f"as_{name}")(PARTS * COPIES))
            alone, child = _peak("bare", name, str(file)), _peak("child", name, str(file))
            say(f"{name:8}{alone:10}{child:11}{child / alone:8.2f}{f'+{child - idle} MiB':>16}\n")
    say(f"the child before it reads anything: {idle} MiB\n")


def _peak(*what: str) -> int:
    """Return the MiB that a process of its own held at most."""
    command = [sys.executable, str(Path(__file__).with_name("peak_memory.py")), *what]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


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
    told: Counter[str] = Counter()
    slowest, started = (0.0, ""), time.perf_counter()
    for label, refusal, seconds in readings(count):
        told["read" if refusal is None else refusal.reason[:60]] += 1
        slowest = max(slowest, (seconds, label))
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
    memory(sys.stdout.write)
    if asked.scan:
        scan(sys.stdout.write)


if __name__ == "__main__":
    main()
