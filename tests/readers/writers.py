"""The invented report printed by real writers (各格式写出): each function gives a file's bytes."""

import html
import io
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import docx
import openpyxl
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from readers.invented_report import PARTS, Form

FONT = "STSong-Light"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def as_text(parts=PARTS):
    """Print the way text conversions do: a TAB before each cell, a blank line between rows, covered cells empty."""
    out = []
    for part in parts:
        if not isinstance(part, Form):
            out.append(part)
            continue
        at = {(r, c): cell for r, c, cell in part.placed}
        covered = {(r + i, c): cell for r, c, cell in part.placed for i in range(1, cell.rows)}
        rows, cols = part.size
        out.append("")
        for r in range(rows):
            out += ["\t" + (at[r, c].text if (r, c) in at else "") for c in range(cols) if (r, c) in at or (r, c) in covered]
            out.append("")
    return "\n".join(out) + "\n"


def as_docx(parts=PARTS):
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    for part in parts:
        if not isinstance(part, Form):
            document.add_paragraph(part)
            continue
        table = document.add_table(*part.size, style="Table Grid")
        for r, c, cell in part.placed:
            anchor = table.cell(r, c)
            anchor = anchor.merge(table.cell(r + cell.rows - 1, c + cell.cols - 1))
            anchor.text = cell.text
    return _saved(document)


def _saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def table_html(form):
    rows = []
    for row in form.rows:
        cells = []
        for cell in row:
            spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (f' colspan="{cell.cols}"' if cell.cols > 1 else "")
            cells.append(f"<td{spans}>{html.escape(cell.text).replace(chr(10), '<br>')}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table border="1"><tbody>{"".join(rows)}</tbody></table>'


def body_html(parts=PARTS):
    return "\n".join(table_html(p) if isinstance(p, Form) else f"<p>{html.escape(p)}</p>" for p in parts)


def as_html(parts=PARTS):
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body>{body_html(parts)}</body></html>'.encode()


def as_site(parts=PARTS):
    """Print as a government's site does, in GBK, with everything around the report that such sites have."""
    page = f"""<!DOCTYPE html><html><head><meta charset="gbk"><title>{parts[0]}</title><script>var a = "编制99名";</script></head><body>
    <div class="top"><ul><li><a href="/">网站首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/fw">办事服务</a></li></ul></div>
    <div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/cz">财政信息</a> &gt; 正文</div>
    <div class="wrap"><h1>{parts[0]}</h1>
    <div class="info">发布时间：2025-08-01 来源：县虚构教育局 浏览次数：<span id="hits">1203</span></div>
    <div class="TRS_Editor">{body_html(parts[1:])}</div>
    <div class="fj"><p>附件下载：</p><a href="a.docx">附件1.绩效自评表.docx</a></div></div>
    <div class="related"><h3>相关文章</h3><ul><li><a href="b">县虚构卫生局编制120名招聘公告</a></li></ul></div>
    <footer><p>主办单位：云溪县虚构教育局 编制数据仅供参考</p><p>某ICP备00000000号 网站标识码：0000000000</p></footer></body></html>"""
    return page.encode("gbk")


def as_mht(parts=PARTS):
    import base64

    body = base64.encodebytes(as_html(parts)).decode()
    return (
        'From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----x"\r\n\r\n'
        f"------x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n------x--\r\n"
    ).encode()


def as_xlsx(parts=PARTS):
    """Print everything on one sheet, as the forms that finance bureaus hand out are."""
    book = openpyxl.Workbook()
    sheet = book.active
    row = 1
    for part in parts:
        if not isinstance(part, Form):
            sheet.cell(row, 1, part)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=9)
            row += 1
            continue
        for r, c, cell in part.placed:
            sheet.cell(row + r, c + 1, cell.text)
            if cell.rows > 1 or cell.cols > 1:
                sheet.merge_cells(start_row=row + r, end_row=row + r + cell.rows - 1, start_column=c + 1, end_column=c + cell.cols)
        row += part.size[0]
    return _saved(book)


def as_rtf(parts=PARTS):
    """Print as RTF by hand; RTF knows vertical merges by clvmgf and clvmrg."""
    out = [r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}"]
    for part in parts:
        out.append(_rtf_table(part) if isinstance(part, Form) else rf"\pard\plain {_rtf(part)}\par")
    return ("\n".join(out) + "}").encode("ascii")


def _rtf(text):
    return "".join(r"\line " if c == "\n" else c if c.isascii() else rf"\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" for c in text)


def _rtf_table(form):
    rows, cols = form.size
    at = {(r, c): cell for r, c, cell in form.placed}
    covered = {(r + i, c): cell for r, c, cell in form.placed for i in range(1, cell.rows)}
    out = []
    for r in range(rows):
        definition, cells = "", ""
        for c in range(cols):
            cell = at.get((r, c)) or covered.get((r, c))
            if cell is None:
                continue
            merge = (r"\clvmgf" if cell.rows > 1 else "") if (r, c) in at else r"\clvmrg"
            definition += rf"{merge}\cellx{(c + cell.cols) * 1000}"
            cells += rf"\intbl {_rtf(cell.text) if (r, c) in at else ''}\cell "
        out.append(rf"\trowd {definition}\pard {cells}\row")
    return "\n".join(out) + r"\pard"


def as_pdf(parts=PARTS, ruled=True, head="", size=10, page=A4):
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    style = ParagraphStyle("body", fontName=FONT, fontSize=size + 1, leading=size + 6, wordWrap="CJK")
    cell_style = ParagraphStyle("cell", fontName=FONT, fontSize=size, leading=size + 2, wordWrap="CJK")
    flow = []
    for part in parts:
        if not isinstance(part, Form):
            flow.append(Paragraph(part, style))
            continue
        rows, cols = part.size
        grid = [[""] * cols for _ in range(rows)]
        spans = []
        for r, c, cell in part.placed:
            grid[r][c] = Paragraph(cell.text.replace("\n", "<br/>"), cell_style)
            if cell.rows > 1 or cell.cols > 1:
                spans.append(("SPAN", (c, r), (c + cell.cols - 1, r + cell.rows - 1)))
        rules = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
        flow.append(Table(grid, style=TableStyle([*rules, *spans]), colWidths=[460 / cols] * cols, repeatRows=1))
    stream = io.BytesIO()

    def furniture(canvas, document):
        canvas.setFont(FONT, 9)
        if head:
            canvas.drawCentredString(page[0] / 2, page[1] - 30, head)
        canvas.drawCentredString(page[0] / 2, 25, f"- {document.page} -")

    SimpleDocTemplate(stream, pagesize=page, topMargin=70, bottomMargin=60).build(flow, onFirstPage=furniture, onLaterPages=furniture)
    return stream.getvalue()


def as_scan(parts=PARTS, dpi=200):
    """Print as grey pictures of pages, half a degree askew; needs a Chinese font on the machine, since the PDF embeds none."""
    return pictured(as_pdf(parts), dpi)


def pictured(data, dpi=200, bilevel=False, quarter_turns=0):
    """Return a PDF as pictures of its pages, in grey or, as office scanners do, in black and white, which is a tenth the size."""
    import pypdfium2
    from PIL import Image

    pictures = []
    for page in pypdfium2.PdfDocument(data):
        grey = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        grey = grey.rotate(0.5, fillcolor=255, resample=Image.Resampling.BICUBIC).rotate(90 * quarter_turns, expand=True)
        pictures.append(grey.convert("1", dither=Image.Dither.NONE) if bilevel else grey)
    stream = io.BytesIO()
    pictures[0].save(stream, "PDF", resolution=dpi, save_all=True, append_images=pictures[1:])
    return stream.getvalue()


@cache
def converted(data, old, new):
    """Return a file as LibreOffice saves it in another format; `new` may name a filter (`doc:MS Word 97`)."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, f"a.{old}").write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [OFFICE, profile, "--headless", "--convert-to", new, "--outdir", folder, f"{folder}/a.{old}"]
        subprocess.run(command, capture_output=True, check=True, timeout=120, env=os.environ | {"HOME": folder})
        return Path(folder, f"a.{new.partition(':')[0]}").read_bytes()
