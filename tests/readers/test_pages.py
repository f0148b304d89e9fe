"""What PDFs do to reports (PDF 版面): open-sided and unruled tables, two columns, rows and tables over pages, pages on their side."""

import io

import docx
import pytest
from docx.oxml import OxmlElement
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table, TableStyle

from ingest.readers.apart import parse_apart
from readers import writers

FONT = writers.FONT
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
BODY = ParagraphStyle("body", fontName=FONT, fontSize=11, leading=17, wordWrap="CJK")
PLAIN = [("FONT", (0, 0), (-1, -1), FONT, 9)]
TITLE = "2023年度虚构县水务局部门整体支出绩效自评报告"
SENTENCE = "负责全县供水排水工作，编制水务发展规划并组织实施，承担防汛抗旱相关工作，完成县委县政府交办的其他任务。"
HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
WIDTHS = [60, 60, 170, 60, 60, 40, 40]
MONEY = [
    ["项目", "预算数", "决算数", "执行率"],
    ["基本支出", "800.50", "790.10", "98.70%"],
    ["项目支出", "400.00", "390.10", "97.53%"],
    ["合计", "1,200.50", "1,180.20", "98.31%"],
]


def rows(count):
    return [["产出指标", "数量指标", f"第{i}段供水管网改造长度", f"≥{i}公里", f"{i + 1}公里", "1", "1"] for i in range(1, count + 1)]


def printed(*flow, columns=1, page=A4):
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=page)
    width = (page[0] - 100) / columns
    frames = [Frame(50 + i * width, 60, width - 10, page[1] - 120) for i in range(columns)]
    document.addPageTemplates([PageTemplate(frames=frames)])
    document.build([Paragraph(part, BODY) if isinstance(part, str) else part for part in flow])
    return out.getvalue()


def table(data, *styles, widths=None, repeat=0):
    return Table(data, style=TableStyle([*PLAIN, *styles]), colWidths=widths, repeatRows=repeat)


def read(data):
    parsed = parse_apart("report", data, "pdf")
    return parsed, [[[c.text for c in row] for row in t.rows] for t in parsed.tables]


def test_a_table_without_lines_at_its_sides_is_whole():
    rules = [("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black), ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black)]
    rules.append(("LINEBELOW", (0, -1), (-1, -1), 1, colors.black))
    _, grids = read(printed(TITLE, table([HEADER, *rows(4)], *rules, widths=WIDTHS), "二、存在问题"))
    assert grids == [[HEADER, *rows(4)]]


def test_two_tables_of_one_width_stay_two():
    ruled = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
    data = [table(MONEY, ruled, widths=[100] * 4), SENTENCE, table(MONEY[:3], ruled, widths=[100] * 4)]
    parsed, grids = read(printed(TITLE, *data))
    assert grids == [MONEY, MONEY[:3]]
    assert SENTENCE in parsed.text.replace("\n", "")


def test_a_table_with_three_rules_is_read_by_its_columns():
    rules = [("LINEABOVE", (0, 0), (-1, 0), 1, colors.black), ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black)]
    _, grids = read(printed(TITLE, table(MONEY, *rules, ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black), widths=[120, 80, 80, 80])))
    assert grids == [MONEY]


def drawn(*lines):
    """Draw (text, x, y from the top) with a pen, numbers by their right edges."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4)
    page.setFont(FONT, 11)
    for text, x, y in lines:
        (page.drawRightString if text[0].isdigit() else page.drawString)(x, A4[1] - y, text)
    page.save()
    return out.getvalue()


def test_unruled_cells_may_break_or_be_empty():
    head = [(TITLE, 100, 60), ("项目", 80, 100), ("预算数", 250, 100), ("决算数", 350, 100), ("执行率", 450, 100)]
    body = [("基本支出", 80, 122), ("800.50", 290, 122), ("790.10", 390, 122), ("98.70%", 490, 122)]
    broken = [("日常公用经费（含", 80, 144), ("办公费）", 80, 158), ("200.50", 290, 151), ("194.80", 390, 151), ("97.16%", 490, 151)]
    empty = [("项目支出", 80, 180), ("400.00", 290, 180), ("97.53%", 490, 180)]
    parsed, grids = read(drawn(*head, *body, *broken, *empty, ("二、存在问题", 80, 215), (SENTENCE[:30], 80, 235)))
    assert grids == [[
        ["项目", "预算数", "决算数", "执行率"],
        ["基本支出", "800.50", "790.10", "98.70%"],
        ["日常公用经费（含\n办公费）", "200.50", "194.80", "97.16%"],
        ["项目支出", "400.00", "", "97.53%"],
    ]]
    assert "\n二、存在问题\n" in parsed.text


def test_a_name_over_two_unruled_columns_covers_both():
    data = [["项目", "2023年", "", "2022年", ""], ["", "预算数", "决算数", "预算数", "决算数"]]
    data.append(["基本支出", "80.5", "79.1", "70.0", "69.0"])
    data += [["项目支出", "40.0", "39.1", "30.0", "28.0"], ["合计", "120.5", "118.2", "100.0", "97.0"]]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0)), ("ALIGN", (1, 0), (-1, -1), "CENTER")]
    _, grids = read(printed(TITLE, table(data, *spans, widths=[120, 80, 80, 80, 80])))
    assert grids[0][0] == ["项目", "2023年", "2023年", "2022年", "2022年"]
    assert grids[0][1:] == data[1:]


def test_two_unruled_columns_are_a_table_only_with_figures():
    labels = ["编制人数", "在职人数", "退休人数", "车辆编制"]
    figures = [p for i, n in enumerate(labels) for p in ((n, 80, 100 + 20 * i), (f"{i + 3}", 300, 100 + 20 * i))]
    words = [p for i, n in enumerate(labels) for p in ((n, 80, 100 + 20 * i), ("详见附件", 300, 100 + 20 * i))]
    assert read(drawn((TITLE, 100, 60), *figures))[1] == [[[n, f"{i + 3}"] for i, n in enumerate(labels)]]
    assert read(drawn((TITLE, 100, 60), *words))[1] == []


def test_a_contents_page_is_no_table():
    titles = ["一、部门概况", "二、预算执行情况", "三、绩效目标完成情况", "四、存在的问题"]
    lines = [p for i, t in enumerate(titles) for p in ((t, 80, 100 + 20 * i), (f"{i + 1}", 500, 100 + 20 * i))]
    assert read(drawn((TITLE, 100, 60), ("目录", 250, 80), *lines))[1] == []


@pytest.mark.parametrize("rule", [[("GRID", (0, 0), (-1, -1), 0.5, colors.black)], [("ALIGN", (1, 0), (-1, -1), "RIGHT")]])
def test_a_table_over_pages_is_one_with_one_heading(rule):
    data = [MONEY[0], *([f"第{i}项经费", f"{i * 100.5:,.2f}", f"{i * 99.25:,.2f}", "98.76%"] for i in range(1, 91))]
    _, grids = read(printed(TITLE, table(data, *rule, widths=[160, 90, 90, 80], repeat=1), "二、存在问题"))
    assert grids == [data]


def test_two_columns_of_text_are_read_one_after_the_other():
    paragraphs = [f"第{i}项职责，{SENTENCE}" for i in range(1, 26)]
    parsed, _ = read(printed("一、部门概况", *paragraphs, columns=2))
    assert parsed.text.replace("\n", "") == "一、部门概况" + "".join(paragraphs)


@pytest.mark.parametrize("rotation", [0, 90, 270])
def test_a_page_on_its_side_reads_like_any_other(rotation):
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4)
    page.translate(A4[0], 0)
    page.rotate(90)
    grid = table([HEADER, *rows(3)], ("GRID", (0, 0), (-1, -1), 0.5, colors.black), widths=WIDTHS)
    Frame(40, 40, 760, 500).addFromList([Paragraph(TITLE, BODY), Paragraph(SENTENCE, BODY), grid], page)
    page.setPageRotation(rotation)
    page.save()
    parsed, grids = read(out.getvalue())
    assert parsed.text.startswith(f"{TITLE}\n{SENTENCE}")
    assert grids == [[HEADER, *rows(3)]]


@pytest.mark.skipif(writers.OFFICE is None, reason="LibreOffice is not installed")
def test_a_row_that_a_page_ends_is_made_whole():
    document = docx.Document()
    for _ in range(12):
        document.add_paragraph(SENTENCE * 2)
    data = [HEADER, *rows(9)]
    data[4] = [*data[4][:2], "改造供水管网并更换老旧水表，" * 40 + "全部完工", *data[4][3:]]
    form = document.add_table(len(data), 7, style="Table Grid")
    form.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for r, row in enumerate(data):
        for c, text in enumerate(row):
            form.cell(r, c).text = text
    out = io.BytesIO()
    document.save(out)
    parsed, (grid,) = read(writers.converted(out.getvalue(), "docx", "pdf"))
    assert [[c.replace("\n", "") for c in row] for row in grid] == data
    whole = next(o for o in parsed.origins if "全部完工" in parsed.text[slice(*o.span)].replace("\n", ""))
    assert whole.place.count("page ") > 1
