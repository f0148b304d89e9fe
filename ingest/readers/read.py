"""Bytes to a document (读取): the kind is told by content, not by name; whatever is not plain text is parsed in a child process."""

from dataclasses import replace

from ingest.document import Document
from ingest.errors import EmptyFile, ForeignFile
from ingest.readers.apart import parse_apart
from ingest.readers.text import demand_chinese, read_text
from ingest.readers.web import archived
from ingest.structure import structure

SIGNATURES = (
    (b"%PDF-", "pdf"), (b"PK\x03\x04", "package"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"), (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"II*\0", "picture"), (b"MM\0*", "picture"),
    (b"\x7fELF", "program"), (b"MZ", "program"), (b"Rar!", "rar archive"), (b"7z\xbc\xaf", "7z archive"), (b"\x1f\x8b", "gzip archive"),
)
WEB = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body", b"<table", b"<div", b"<p>", b"<meta", b"<!--", b"<script")

PARSED = ("pdf", "package", "ole", "rtf", "web")
ADVICE = {"archive": "unpack it, or pack it as .zip", "picture": "put the pages into a PDF, whose scans are recognised"}
PDF_WITHIN = 1024
"""A PDF's mark may stand behind so many bytes of other matter (ISO 32000-1, implementation note 13)."""


def read(name: str, data: bytes) -> Document:
    """Return the document of a file's bytes; raises an IngestError that names the file and the reason."""
    if not data:
        raise EmptyFile(name, "the file is empty; nothing to read")
    kind = sniff(data)
    if kind == "text":
        return structure(read_text(name, data), source_name=name)
    if kind not in PARSED:
        raise ForeignFile(name, f"a {kind}, not a report; {ADVICE.get(kind.rpartition(' ')[2], 'give the document itself')}")
    parsed = parse_apart(name, data, kind)
    if not parsed.text.strip():
        raise EmptyFile(name, "no text in it; nothing to read")
    demand_chinese(name, parsed.text)
    document = structure(parsed.text, name, parsed.tables, parsed.furniture)
    return replace(document, recognised=parsed.recognised, origins=parsed.origins, readings=parsed.readings)


def sniff(data: bytes) -> str:
    """Return what the first bytes show: `text`, `web`, `pdf`, `package` (zip), `ole`, `rtf`, `picture`, `program`, or an archive."""
    head = data[:PDF_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(WEB) or _wide_web(data) or archived(data):
        return "web"
    found = next((kind for mark, kind in SIGNATURES if data.startswith(mark)), None)
    if found is None and b"%pdf-" in head:
        return "pdf"
    return found or "text"


def _wide_web(data: bytes) -> bool:
    """Tell whether a UTF-16 file is a web page."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    head = data[:PDF_WITHIN].decode("utf-16", "ignore").lstrip("\ufeff \t\r\n").lower()
    return head.encode("utf-8", "ignore").startswith(WEB)
