"""What single formats are apt to lose: automatic numbers, nested tables, number formats, names in GBK, misread form words."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from readers import writers

from ingest.readers.form_terms import corrected, unconfused
from ingest.readers.read import read
from ingest.readers.sources import sources
from ingest.readers.workbook import shown

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def numbered_word():
    """Write a document whose numbers Word makes, with a table inside a table's cell."""
    document = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (style, text) in enumerate(LEVELS)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in ((0, "部门概况"), (1, "主要职责"), (2, "负责全县道路运输管理。"), (2, "负责全县公路养护工作。"), (0, "预算情况")):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "单元格"
    table.cell(0, 1).text = "第一行"
    table.cell(0, 1).add_paragraph("第二行")
    table.cell(1, 1).add_table(1, 2).cell(0, 1).text = "里面"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_automatic_numbers_are_printed():
    document = read("a.docx", numbered_word())
    assert [(s.number, s.title) for s in document.sections][:2] == [("一、", "部门概况"), ("（一）", "主要职责")]
    assert "\n1.负责全县道路运输管理。\n2.负责全县公路养护工作。\n二、预算情况\n" in document.text


def test_a_table_inside_a_cell_is_said_once():
    text = read("a.docx", numbered_word()).text
    assert [text.count(word) for word in ("第一行", "第二行", "里面")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("value", "mask", "printed"),
    [
        (0.95, "0%", "95%"),
        (0.9764, "0.00%", "97.64%"),
        (1, "0%", "100%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1200.0, "General", "1200"),
        (0.1 + 0.2, "General", "0.3"),
        (12, '0"万元"', "12万元"),
        ("≥5", "General", "≥5"),
        (True, "General", "是"),
    ],
)
def test_numbers_are_shown_as_the_sheet_shows_them(value, mask, printed):
    assert shown(value, mask) == printed


def test_names_packed_in_gbk_are_read(tmp_path):
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("aaaaaaaaaa.txt", writers.as_text())
    name = "云溪县报告".encode("gbk")
    (tmp_path / "a.zip").write_bytes(plain.getvalue().replace(b"aaaaaaaaaa", name))
    assert [s.name for s in sources([tmp_path / "a.zip"])] == ["云溪县报告.txt"]


def test_misread_form_words_are_put_right_and_others_left():
    assert corrected("二级指样") == "二级指标"
    assert corrected("年度指\n标債") == "年度指标值"
    assert corrected("培训人数") == "培训人数"
    assert unconfused("县虚构局部内整体支出绩效自许报告") == "县虚构局部门整体支出绩效自评报告"
    assert unconfused("部分支出") == "部分支出"
