"""What we read of Word documents agrees with an independent reader, python-docx: words, order, tables, merges (交叉核对)."""

import io
import random
import re

import docx
import pytest
from docx.table import Table
from docx.text.paragraph import Paragraph

from ingest.readers.apart import parse_apart
from readers import writers

WORDS = ("预算执行", "绩效目标", "1,234.56", "≥95%", "（一）", "项目支出", "万元", "完成情况", "12", "家", "；", "、", "培训", "2024年")


def bare(text):
    return re.sub(r"\s", "", text)


def independently(data):
    """Return the paragraphs outside tables, and each table as rows of (text, number of the cell that stands there)."""
    paragraphs, grids = [], []
    for part in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(part, Paragraph):
            paragraphs.append(bare(part.text))
        elif isinstance(part, Table):
            cells = [[(bare(c.text), c._tc) for c in row.cells] for row in part.rows]
            seen = {}
            grids.append([[(text, seen.setdefault(cell, len(seen))) for text, cell in row] for row in cells])
    return [p for p in paragraphs if p], grids


def ours(data):
    parsed = parse_apart("report", data, "package")
    spans = [t.span for t in parsed.tables]
    outside = [parsed.text[slice(*o.span)] for o in parsed.origins if not any(a <= o.span[0] < b for a, b in spans)]
    grids = []
    for table in parsed.tables:
        seen = {}
        grids.append([[(bare(c.text), seen.setdefault(c.span, len(seen))) for c in row] for row in table.rows])
    return [bare(p) for p in outside], grids


def styled(document, chance):
    """Add a paragraph of words in changing scripts."""
    paragraph = document.add_paragraph()
    for word in chance.choices(WORDS, k=chance.randrange(2, 12)):
        run = paragraph.add_run(word)
        run.bold, run.italic, run.underline = (chance.random() < 0.3 for _ in range(3))


def merged(document, chance):
    """Add a table with merged blocks that do not overlap."""
    rows, cols = chance.randrange(2, 9), chance.randrange(2, 8)
    form = document.add_table(rows, cols, style="Table Grid")
    taken = set()
    for row in range(rows):
        for col in range(cols):
            if (row, col) in taken:
                continue
            height, width = chance.choice((1, 1, 1, 2, 3)), chance.choice((1, 1, 1, 2))
            block = {(r, c) for r in range(row, min(row + height, rows)) for c in range(col, min(col + width, cols))}
            block = {(row, col)} if block & taken else block
            taken |= block
            bottom, right = max(r for r, _ in block), max(c for _, c in block)
            form.cell(row, col).merge(form.cell(bottom, right)).text = f"{chance.choice(WORDS)}{row}·{col}"


def generated(seed):
    chance = random.Random(seed)
    document = docx.Document()
    document.add_paragraph("2024年度虚构县农业农村局部门整体支出绩效自评报告，以下各段与各表由测试随机生成。")
    for _ in range(chance.randrange(4, 12)):
        chance.choice((styled, styled, merged))(document, chance)
        document.add_paragraph("表后一段")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("seed", range(40))
def test_generated_documents_agree(seed):
    data = generated(seed)
    assert ours(data) == independently(data)


def test_the_invented_report_agrees():
    assert ours(writers.as_docx()) == independently(writers.as_docx())


@pytest.mark.skipif(writers.OFFICE is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saves_agrees():
    data = writers.converted(writers.converted(writers.as_docx(), "docx", "doc"), "doc", "docx")
    assert ours(data) == independently(data)
