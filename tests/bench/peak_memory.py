"""How much memory reading one file takes (内存峰值): `peak_memory.py bare|child FORMAT FILE` prints a process's high-water mark in MiB.

A process of its own, which imports nothing but what reads: the library alone, or what the parsing child of `ingest.readers` holds.
Without FILE it prints what importing alone takes.
"""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def bare_pdf() -> Callable[[bytes], Any]:
    """Return pdfplumber's own read of a PDF's text and tables."""
    import pdfplumber

    def read(data: bytes) -> None:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                page.extract_text()
                page.extract_tables()

    return read


def bare_workbook() -> Callable[[bytes], Any]:
    """Return openpyxl's own read of a workbook."""
    import openpyxl

    return lambda data: openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def bare_office(kind: str) -> Callable[[bytes], Any]:
    """Return docling-rs's own read of an Office format or a web page."""
    import docling_rs

    return lambda data: docling_rs.DocumentConverter().convert(docling_rs.DocumentStream(name=f"a.{kind}", stream=io.BytesIO(data)))


def bare(name: str) -> Callable[[bytes], Any]:
    """Return a format's library read; raises KeyError for other formats."""
    if name in ("docx", "rtf", "html"):
        return bare_office(name)
    return {"pdf": bare_pdf, "xlsx": bare_workbook}[name]()


def child() -> Callable[[bytes], Any]:
    """Return the parsing child's read, with all that it imports before it forks."""
    from ingest.readers.child import parse, preload
    from ingest.readers.read import sniff

    preload()
    return lambda data: parse(data, sniff(data))


def main() -> None:
    """Read what the command line names and print the high-water mark."""
    way, name, *files = sys.argv[1:]
    read = bare(name) if way == "bare" else child()
    for file in files:
        read(Path(file).read_bytes())
    status = Path("/proc/self/status").read_text()  # ru_maxrss would begin with what the starting process held
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    sys.stdout.write(f"{int(kilobytes) // 1024}\n")


if __name__ == "__main__":
    main()
