"""Bytes to a document (读取): the kind is told by content, not by name; whatever is not plain text is parsed in a child process."""

from ingest.document import Document
from ingest.errors import EmptyFile, ForeignFile
from ingest.readers.child import parse_apart
from ingest.readers.text import read_text
from ingest.structure import structure

SIGNATURES = (
    (b"%PDF-", "pdf"), (b"PK\x03\x04", "package"), (b"\xd0\xcf\x11\xe0", "ole"), (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"\x7fELF", "program"), (b"MZ", "program"),
)
WEB = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body", b"<table", b"<div", b"<p>")


def read(name: str, data: bytes) -> Document:
    """Return the document of a file's bytes; raises an IngestError that names the file and the reason."""
    if not data:
        raise EmptyFile(name, "the file is empty; nothing to read")
    kind = sniff(data)
    if kind == "text":
        return structure(read_text(name, data), source_name=name)
    if kind in ("picture", "program"):
        raise ForeignFile(name, f"a {kind}, not a report; give the document itself")
    parsed = parse_apart(name, data, kind)
    return structure(parsed.text, source_name=name)


def sniff(data: bytes) -> str:
    """Return what the first bytes show: `text`, `web`, `pdf`, `package` (zip), `ole`, `rtf`, `picture` or `program`."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(WEB):
        return "web"
    return next((kind for mark, kind in SIGNATURES if data.startswith(mark)), "text")
