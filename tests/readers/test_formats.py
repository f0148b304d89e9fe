"""One invented report written in every format by real writers reads as the same text with the same grid."""

import html
import io

import docx
import openpyxl
import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from ingest.errors import ForeignFile
from ingest.readers.apart import parse_apart
from ingest.readers.read import read, sniff

PARAGRAPHS = ["2024年度云溪县虚构教育局部门整体支出绩效自评报告", "一、部门概况", "负责全县教育工作。"]
HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"]
ROWS = [
    ["产出指标", "数量指标", "新增学位数", "≥1000个", "1200个"],
    ["", "", "新建校舍面积", "≥500平方米", "480平方米"],
    ["", "质量指标", "校舍验收合格率", "100%", "100%"],
]
FULL = [["产出指标", "数量指标"], ["产出指标", "数量指标"], ["产出指标", "质量指标"]]


def as_docx():
    document = docx.Document()
    for line in PARAGRAPHS:
        document.add_paragraph(line)
    table = document.add_table(rows=4, cols=5)
    for r, row in enumerate([HEADER, *ROWS]):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    table.cell(1, 0).merge(table.cell(3, 0))
    table.cell(1, 1).merge(table.cell(2, 1))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_html():
    lines = "".join(f"<p>{html.escape(p)}</p>" for p in PARAGRAPHS)
    head = "".join(f"<th>{h}</th>" for h in HEADER)
    spans = {(0, 0): 3, (0, 1): 2}
    body = ""
    for r, row in enumerate(ROWS):
        cells = [f'<td rowspan="{spans.get((r, c), 1)}">{html.escape(t)}</td>' for c, t in enumerate(row) if t]
        body += f"<tr>{''.join(cells)}</tr>"
    return f"<!DOCTYPE html><html><body>{lines}<table><tr>{head}</tr>{body}</table></body></html>".encode()


def as_pdf():
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=11, leading=16)
    lines = [("FONT", (0, 0), (-1, -1), "STSong-Light", 10), ("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    table = Table([HEADER, *ROWS], style=TableStyle([*lines, ("SPAN", (0, 1), (0, 3)), ("SPAN", (1, 1), (1, 2))]))
    stream = io.BytesIO()
    SimpleDocTemplate(stream).build([*(Paragraph(p, style) for p in PARAGRAPHS), table])
    return stream.getvalue()


def as_xlsx():
    book = openpyxl.Workbook()
    for row in [HEADER, *ROWS]:
        book.active.append(row)
    book.active.merge_cells("A2:A4")
    book.active.merge_cells("B2:B3")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("write", [as_docx, as_html, as_pdf, as_xlsx])
def test_every_format_gives_the_same_grid_with_merges_carried(write):
    data = write()
    parsed = parse_apart("report", data, sniff(data))
    (table,) = parsed.tables
    assert [c.text for c in table.rows[0]] == HEADER
    for row, wanted, labels in zip(table.rows[1:], ROWS, FULL, strict=True):
        assert [c.text for c in row] == [*labels, *wanted[2:]]
    for row in table.rows:
        for cell in row:
            assert parsed.text[slice(*cell.span)] == cell.text
    if write is not as_xlsx:
        assert parsed.text.splitlines()[:3] == PARAGRAPHS


def test_a_spreadsheet_cell_knows_its_place():
    parsed = parse_apart("report", as_xlsx(), "package")
    place = {parsed.text[slice(*o.span)]: o.place for o in parsed.origins}
    assert place["480平方米"].endswith("!E3")


@pytest.mark.parametrize("write", [as_docx, as_html, as_pdf])
def test_the_document_has_the_sections_whatever_the_format(write):
    assert [s.title for s in read("report", write()).sections] == ["部门概况"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (as_docx()[:900], "package|damaged"),
        (b"%PDF-1.7 nothing more", "cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "OLE file without"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"\x7fELF" + bytes(50), "program"),
    ],
)
def test_damaged_and_foreign_files_give_one_line(data, reason):
    with pytest.raises(ForeignFile, match=reason) as caught:
        read("bad.docx", data)
    assert "\n" not in str(caught.value)
