"""Bytes to a document (读取): the kind is told by content, not by name."""

from ingest.document import Document
from ingest.errors import EmptyFile, ForeignFile
from ingest.readers.text import read_text
from ingest.structure import structure

SIGNATURES = (
    (b"%PDF-", "a PDF"), (b"PK\x03\x04", "an Office document or archive"), (b"\xd0\xcf\x11\xe0", "a legacy Office document"),
    (b"{\\rtf", "an RTF document"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"),
    (b"\x7fELF", "a program"), (b"MZ", "a program"),
)


def read(name: str, data: bytes) -> Document:
    """Return the document of a file's bytes; raises an IngestError that names the file and the reason."""
    if not data:
        raise EmptyFile(name, "the file is empty; nothing to read")
    kind = next((kind for mark, kind in SIGNATURES if data.startswith(mark)), None)
    if kind is not None:
        raise ForeignFile(name, f"{kind}; only .txt and .md are read so far, save it as text")
    return structure(read_text(name, data), source_name=name)
