"""Files made or grown to do harm give one clear line each, and the rest of a batch is read (恶意与损坏文件)."""

import io
import zipfile

import openpyxl
import pytest
from readers import writers
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from ingest.errors import EmptyFile, IngestError
from ingest.readers.read import read
from ingest.readers.sources import sources


def with_part(data, name, change):
    """Return a package with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, change(part) if entry.filename == name else part)
    return out.getvalue()


def laughing():
    entities = b'<!ENTITY a "ha">' + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    return with_part(
        writers.as_docx(), "word/document.xml", lambda d: b"<?xml version='1.0'?><!DOCTYPE d [" + entities + b"]>" + d.split(b"?>", 1)[1]
    )


def bursting(megabytes):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w", force_zip64=True) as part:
        for _ in range(megabytes):
            part.write(bytes(1_000_000))
    return out.getvalue()


def wide_sheet():
    book = openpyxl.Workbook()
    for column in range(1, 1_200):
        book.active.cell(1, column, "职责")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def merged_sheet():
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A2:XFD1048575"/></mergeCells>'
    return with_part(writers.as_xlsx(), "xl/worksheets/sheet1.xml", lambda d: d.replace(b"</sheetData>", merge))


def pdf(pages=1, **options):
    out = io.BytesIO()
    drawing = canvas.Canvas(out, **options)
    for _ in range(pages):
        drawing.drawString(10, 10, "x")
        drawing.showPage()
    drawing.save()
    return out.getvalue()


def locked_ole():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


HOSTILE = {
    "laughing": (laughing, "entities"),
    "burst whole": (lambda: bursting(600), "unpacks to 572 MiB"),
    "burst part": (lambda: bursting(60), "made to burst"),
    "wide sheet": (wide_sheet, "over 1000 columns"),
    "merged sheet": (merged_sheet, "merged cells"),
    "wide page": (lambda: b"<html><table><tr>" + "<td>职责</td>".encode() * 100_000 + b"</tr></table>", "100000 columns"),
    "spans": (lambda: b"<html><table>" + b"<tr><td colspan=1000 rowspan=1000>a</td><td>b</td></tr>" * 900 + b"</table>", "cells|columns"),
    "many pages": (lambda: pdf(2_001), "2001 pages"),
    "locked pdf": (lambda: pdf(encrypt=StandardEncryption("secret")), "password-protected"),
    "locked office": (locked_ole, "password-protected"),
    "cut package": (lambda: writers.as_docx()[:9_000], "damaged package"),
    "cut pdf": (lambda: b"%PDF-1.7 nothing more", "damaged PDF"),
    "presentation": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "PowerPoint Document".encode("utf-16-le"), "presentation"),
    "foreign zip": (lambda: with_part(writers.as_docx(), "", bytes).replace(b"word/document.xml", b"word/dokument.xml"), "neither"),
    "rar": (lambda: b"Rar!\x1a\x07" + bytes(99), "rar archive"),
    "nothing": (lambda: b"", "empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_harm_gives_one_clear_line(name):
    make, reason = HOSTILE[name]
    with pytest.raises(IngestError, match=reason) as caught:
        read("report.docx", make())
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("report.docx: ")


def test_macros_are_left_where_they_are():
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    data = with_part(writers.as_docx(), "[Content_Types].xml", lambda d: d.replace(kind, macro))
    assert read("report.docm", data).sections


def test_the_type_is_told_by_content():
    assert read("report.pdf", writers.as_docx()).text == read("report.docx", writers.as_docx()).text


def test_a_page_without_words_is_empty():
    with pytest.raises(EmptyFile, match="no text"):
        read("a.html", b"<html><body></body></html>")


def test_a_bad_file_leaves_the_batch_alone(tmp_path):
    good = writers.as_text().encode()
    with zipfile.ZipFile(tmp_path / "batch.zip", "w") as archive:
        archive.writestr("1.txt", good)
        archive.writestr("2.docx", laughing())
        archive.writestr("../../3.txt", good)
        archive.writestr("4.zip", b"PK\x03\x04 nested")
    found = list(sources([tmp_path / "batch.zip"]))
    assert [s.name for s in found] == ["3.txt", "1.txt", "2.docx", "4.zip"]
    told = []
    for source in found:
        try:
            if source.error is not None:
                raise source.error
            told.append(bool(read(source.name, source.data).sections))
        except IngestError as problem:
            told.append(problem.reason.split(";")[0])
    assert told[:2] == [True, True]
    assert "entities" in told[2]
    assert "archive inside" in told[3]
