"""Files made or grown to do harm give one clear line each, and the rest of a batch is read (恶意与损坏文件)."""

import io
import zipfile
import zlib

import openpyxl
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from ingest.errors import EmptyFile, IngestError
from ingest.readers.read import read
from ingest.readers.sources import sources
from readers import writers


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


def laughing_sheet():
    entities = b'<!ENTITY a "ha">' + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    return with_part(writers.as_xlsx(), "xl/worksheets/sheet1.xml", lambda d: b"<!DOCTYPE d [" + entities + b"]>" + d)


def late_entities():
    comment = b"<?xml version='1.0'?><!--" + b"x" * 70_000 + b"--><!DOCTYPE d [<!ENTITY a 'ha'>]>"
    return with_part(writers.as_docx(), "word/document.xml", lambda d: comment + d.split(b"?>", 1)[1])


def repeated(part, count):
    return with_part(writers.as_docx(), "word/document.xml", lambda d: d.replace(b"<w:body>", b"<w:body>" + part.encode() * count))


def inflated_pdf(megabytes):
    """A page whose content is blanks that shrink to a thousandth."""
    content = zlib.compress(b" " * (megabytes << 20), 9)
    head = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(content)
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>", head + content + b"\nendstream",
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, part) for n, part in enumerate(parts, 1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF"


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
    "cut pdf": (lambda: b"%PDF-1.7 nothing more", "cut off"),
    "presentation": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "PowerPoint Document".encode("utf-16-le"), "presentation"),
    "foreign zip": (lambda: with_part(writers.as_docx(), "", bytes).replace(b"word/document.xml", b"word/dokument.xml"), "neither"),
    "laughing sheet": (laughing_sheet, "entities"),
    "late entities": (late_entities, "DTD"),
    "many paragraphs": (lambda: repeated("<w:p><w:r><w:t>职责</w:t></w:r></w:p>", 100_001), "paragraphs, over the limit"),
    "many word pages": (lambda: repeated('<w:p><w:r><w:br w:type="page"/></w:r></w:p>', 10_000), "10000 pages"),
    "many parts": (lambda: packed(**{f"word/{n}.xml": b"x" for n in range(5_001)}), "5001 parts"),
    "nested tables": (lambda: b"<html><table><tr><td>" + b"<table><tr><td>" * 3_000 + "职责".encode() * 30, "no text|Chinese"),
    "deep rtf": (lambda: b"{\\rtf1" + b"{" * 100_000 + b"}" * 100_001, "no text|Chinese|damaged"),
    "wide rtf": (lambda: rb"{\rtf1 \trowd" + rb"\cellx100" * 5_000 + rb"\intbl x" + rb"\cell" * 5_000 + rb"\row}", "5000 columns"),
    "inflated pdf": (lambda: inflated_pdf(100), "no text"),
    "cut workbook": (lambda: writers.as_xlsx()[:-300], "damaged package"),
    "cut rtf": (lambda: writers.as_rtf()[:3_000], "cut off"),
    "cut real pdf": (lambda: writers.as_pdf()[:-3_000], "cut off"),
    "slides": (lambda: packed(**{"ppt/presentation.xml": b"<p/>"}), "presentation"),
    "ofd": (lambda: packed(OFD_xml=b"<ofd/>"), "OFD document; open it in its reader, save it as PDF"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "put the pages into a PDF"),
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


@pytest.mark.parametrize(
    ("write", "kind", "macro"),
    [
        (writers.as_docx, b"vnd.openxmlformats-officedocument.wordprocessingml.document.main", b"vnd.ms-word.document.macroEnabled.main"),
        (writers.as_xlsx, b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", b"vnd.ms-excel.sheet.macroEnabled.main"),
    ],
)
def test_macros_are_left_where_they_are(write, kind, macro):
    data = io.BytesIO(with_part(write(), "[Content_Types].xml", lambda d: d.replace(kind, macro)))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99)
    assert read("report", data.getvalue()).text == read("report", write()).text


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
    assert "damaged zip archive" in told[3]


def packed(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


def test_archives_inside_archives_are_opened_with_their_names_in_gbk(tmp_path):
    good = writers.as_text().encode()
    inner = packed(aaaaaaaaaa_txt=good, b_txt=good).replace(b"aaaaaaaaaa", "云溪县报告".encode("gbk"))
    (tmp_path / "a.zip").write_bytes(packed(c_zip=inner, d_txt=good))
    found = list(sources([tmp_path]))
    assert [s.name for s in found] == ["b.txt", "云溪县报告.txt", "d.txt"]
    assert found[1].path.endswith("a.zip!c.zip!云溪县报告.txt")
    assert all(read(s.name, s.data).sections for s in found)


def test_archives_end_somewhere(tmp_path):
    data = writers.as_text().encode()
    for _ in range(6):
        data = packed(x_zip=data) if data.startswith(b"PK") else packed(x_txt=data)
    (tmp_path / "deep.zip").write_bytes(data)
    (tmp_path / "none.zip").write_bytes(packed(a_exe=b"MZ"))
    (tmp_path / "other.zip").write_bytes(packed(a_rar=b"Rar!\x1a\x07" + bytes(99), b_ofd=packed(OFD_xml=b"<ofd/>")))
    deep, none, rar, ofd = sources([tmp_path])
    assert "over 3 deep" in str(deep.error)
    assert "no report in this archive" in str(none.error)
    for source, reason in ((rar, "rar archive.*pack it as .zip"), (ofd, "OFD document.*save it as PDF")):
        with pytest.raises(IngestError, match=reason):
            read(source.name, source.data)


def test_an_archive_with_a_password_says_so(tmp_path):
    plain = bytearray(packed(a_txt=writers.as_text().encode()))
    central = plain.index(b"PK\x01\x02")
    for at in (6, central + 8):
        plain[at] |= 1
    (tmp_path / "a.zip").write_bytes(plain)
    (found,) = sources([tmp_path / "a.zip"])
    assert "password-protected" in str(found.error)


@pytest.mark.skipif(writers.OFFICE is None, reason="LibreOffice is not installed")
def test_a_legacy_file_with_a_password_says_so():
    book = bytearray(writers.converted(writers.as_xlsx(), "xlsx", "xls"))
    behind = book.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    book[behind : behind + 2] = b"\x2f\x00"  # as Excel marks an encrypted workbook
    word = bytearray(writers.converted(writers.as_docx(), "docx", "doc"))
    flags = next(at for at in range(0, len(word), 512) if word[at : at + 2] == b"\xec\xa5") + 10
    word[flags + 1] |= 1
    for data in (bytes(book), bytes(word)):
        with pytest.raises(IngestError, match="password-protected"):
            read("report", data)


@pytest.mark.skipif(writers.OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("write", "old", "new"), [("as_docx", "docx", "doc"), ("as_xlsx", "xlsx", "xls")])
def test_a_legacy_file_without_its_end_is_cut_off(write, old, new):
    whole = writers.converted(getattr(writers, write)(), old, new)
    for share in (0.2, 0.5, 0.8):
        with pytest.raises(IngestError, match="cut off"):
            read("report", whole[: int(share * len(whole))])
