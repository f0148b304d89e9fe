"""What single formats are apt to lose: automatic numbers, nested tables, number formats, names in GBK, misread form words."""

import io
import zipfile

import docx
from docx.oxml import parse_xml

from ingest.readers.form_terms import corrected, unconfused
from ingest.readers.read import read
from ingest.readers.sources import sources
from readers import writers

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


def test_words_in_several_scripts_stay_one_paragraph():
    document = docx.Document()
    title, measure = ("2024年度虚构县交通局整体支出绩效自评报告",), ("一是", "加强管理。", "完善道路养护制度。")
    for parts in (title, measure, ("全年支出", "1,234.56", " 万元，占", "95", "％。")):
        paragraph = document.add_paragraph()
        for n, part in enumerate(parts):
            paragraph.add_run(part).bold = bool(n % 2)
    heading = document.add_heading("", 1)
    heading.add_run("二、主要").bold = True
    heading.add_run("职能").italic = True
    form = document.add_table(2, 2)
    for n, part in enumerate(("完成", "12", "家")):
        form.cell(0, 1).paragraphs[0].add_run(part).bold = bool(n % 2)
    form.cell(1, 0).text = "备注"
    out = io.BytesIO()
    document.save(out)
    text = read("a.docx", out.getvalue()).text
    assert "\n一是加强管理。完善道路养护制度。\n全年支出1,234.56万元，占95％。\n二、主要职能\n" in text
    assert "\t完成12家\n" in text


def test_numbers_that_word_makes_in_cells_and_formulas_are_printed():
    data = numbered_word()
    document = docx.Document(io.BytesIO(data))
    cell = document.tables[0].cell(1, 0)
    for paragraph in (cell.paragraphs[0], cell.add_paragraph()):
        paragraph.text = "负责公路养护"
        paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="2"/><w:numId w:val="77"/></w:numPr>'))
    paragraph = document.add_paragraph("得分")
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    paragraph._p.append(parse_xml(f'<m:oMath xmlns:m="{math}"><m:r><m:t>=95%×10</m:t></m:r></m:oMath>'))
    out = io.BytesIO()
    document.save(out)
    text = read("a.docx", out.getvalue()).text
    assert "\t1.负责公路养护\n2.负责公路养护\n" in text
    assert "\n得分=95%×10\n" in text


def test_automatic_numbers_are_printed():
    document = read("a.docx", numbered_word())
    assert [(s.number, s.title) for s in document.sections][:2] == [("一、", "部门概况"), ("（一）", "主要职责")]
    assert "\n1.负责全县道路运输管理。\n2.负责全县公路养护工作。\n二、预算情况\n" in document.text


def test_a_table_inside_a_cell_is_said_once():
    text = read("a.docx", numbered_word()).text
    assert [text.count(word) for word in ("第一行", "第二行", "里面")] == [1, 1, 1]


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
