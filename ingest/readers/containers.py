"""What a container holds (容器): an Office file is a zip archive or an OLE file, and is looked into before any parser opens it."""

import io
import re
import zipfile
import zlib

from ingest.errors import ForeignFile

MAX_PARTS = 5_000
MAX_UNPACKED = 500 * 1024 * 1024
MAX_RATIO = 200
"""XML shrinks to a fifteenth; what shrinks to less was made to burst."""

RATIO_FROM = 20 * 1024 * 1024
"""Smaller parts may shrink as they like: a blank picture does."""

ENTITY = re.compile(rb"<!\s*(?:ENTITY|DOCTYPE)", re.IGNORECASE)
OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"), ("WordDocument", "ole"), ("Workbook", "ole"), ("Book", "ole"),
    ("PowerPoint Document", "presentation"),
)
MAX_PARAGRAPHS = 100_000
MAX_PAGES = 2_000
PARAGRAPH = re.compile(rb"<w:p[ >]")
PAGE = re.compile(rb'<w:lastRenderedPageBreak|w:type="page"')

NO_SECTOR = 0xFFFFFFFA
"""Sector numbers from here on are marks ([MS-CFB] 2.1)."""

DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, LookupError, EOFError, OSError, NotImplementedError)
"""What an altered package makes zipfile raise: parts that begin before the file, that do not unpack, of unknown methods."""

SECTOR_POWERS = (9, 12)
"""A sector has 2 to this power bytes ([MS-CFB] 2.2)."""

CUT = "cut off: its end is missing; copy or download it again"
PDF_END = 65_536
"""A whole PDF says %%EOF within so many last bytes, whatever a server may have put behind it."""


def contained(data: bytes, kind: str) -> str:
    """Return the kind of document that bytes of a kind told by their beginning really hold.

    `docx`, `xlsx`, `rtf`, `pdf`, `web` or `ole`; raises ForeignFile for what is locked, made to burst, or none of these.
    """
    if kind == "package":
        return _in_package(data)
    if kind == "ole":
        return _in_ole(data)
    if (kind == "rtf" and not data.rstrip(b"\0 \t\r\n").endswith(b"}")) or (kind == "pdf" and b"%%EOF" not in data[-PDF_END:]):
        raise ForeignFile("", CUT)
    return kind


def _in_package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _bounded(entries)
            names = {e.filename for e in entries}
            if any(e.flag_bits & 1 for e in entries):
                raise ForeignFile("", "password-protected; save it without a password first")
            _one_report(archive, names)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _without_entities(archive, entry)
    except DAMAGED as problem:
        raise ForeignFile("", "a damaged package: it ends too early or was altered; open it and save it again") from problem
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "OFD.xml" in names:
        raise ForeignFile("", "an OFD document; open it in its reader, save it as PDF and give that")
    if any(name.startswith("ppt/") for name in names):
        raise ForeignFile("", "a presentation, not a report; give the document itself")
    if "content.xml" in names:
        raise ForeignFile("", "an OpenDocument file; save it as .docx or .xlsx")
    raise ForeignFile("", "a zip package that holds neither a Word document nor a workbook; give it the suffix .zip if it is an archive")


def _bounded(entries: list[zipfile.ZipInfo]) -> None:
    """Raise ForeignFile for a package that would burst (zip bomb)."""
    if len(entries) > MAX_PARTS:
        raise ForeignFile("", f"a package of {len(entries)} parts, over the limit of {MAX_PARTS}")
    unpacked = sum(e.file_size for e in entries)
    if unpacked > MAX_UNPACKED:
        raise ForeignFile("", f"it unpacks to {unpacked >> 20} MiB, over the limit of {MAX_UNPACKED >> 20}")
    for entry in entries:
        if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            sizes = f"{entry.file_size >> 20} MiB from {entry.compress_size >> 10} KiB"
            raise ForeignFile("", f"a part of it unpacks to {sizes}; it was made to burst")


def _without_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Raise ForeignFile for XML that declares entities: Office never does, and they can grow without end (billion laughs)."""
    with archive.open(entry) as stream:
        if ENTITY.search(stream.read(65_536)):
            raise ForeignFile("", "its XML declares entities, which no Office program writes; it was made to do harm")


def _one_report(archive: zipfile.ZipFile, names: set[str]) -> None:
    """Raise ForeignFile for a Word document of more pages or paragraphs than any report has: each would become an object."""
    if "word/document.xml" not in names:
        return
    body = archive.read("word/document.xml")
    if (pages := len(PAGE.findall(body))) > MAX_PAGES:
        raise ForeignFile("", f"over {pages} pages, over the limit of {MAX_PAGES}; a report has tens")
    if (paragraphs := len(PARAGRAPH.findall(body))) > MAX_PARAGRAPHS:
        raise ForeignFile("", f"{paragraphs} paragraphs, over the limit of {MAX_PARAGRAPHS}; a report has thousands")


def _cut(data: bytes) -> bool:
    """Tell whether an OLE file ends before a sector that its header names: its directory or allocation table ([MS-CFB] 2.2)."""
    power = int.from_bytes(data[30:32], "little")
    starts = [int.from_bytes(data[at : at + 4], "little") for at in (48, *range(76, 512, 4))]
    return power in SECTOR_POWERS and any(sector < NO_SECTOR and (sector + 1) << power >= len(data) for sector in starts)


def _in_ole(data: bytes) -> str:
    if _cut(data):
        raise ForeignFile("", CUT)
    found = next((kind for name, kind in OLE_STREAMS if name.encode("utf-16-le") in data), None)
    if found == "encrypted":
        raise ForeignFile("", "password-protected; save it without a password first")
    if found is None:
        raise ForeignFile("", "an OLE file without a document or workbook in it; it is damaged or not a report")
    if found == "presentation":
        raise ForeignFile("", "a presentation, not a report; give the document itself")
    return found
