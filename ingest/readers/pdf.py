"""PDF with a text layer (PDF): ruled tables by their lines, the rest as lines of text."""

import io
from typing import Any

from ingest.errors import ForeignFile
from ingest.readers.compose import Composer, GridCell

MAX_PAGES = 2_000


def read_pdf(name: str, data: bytes) -> Composer:
    """Return the composed text and tables of a PDF; raises ForeignFile for scans, passwords and damage."""
    import pdfplumber  # slow to import, and only PDFs need it
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    composer = Composer()
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise ForeignFile(name, f"{len(pdf.pages)} pages, over the limit of {MAX_PAGES}; a report has tens")
            for page in pdf.pages:
                _page(composer, page)
                page.close()
    except PdfminerException as problem:
        if isinstance(problem.args[0] if problem.args else None, PDFPasswordIncorrect):
            raise ForeignFile(name, "password-protected; save it without a password first") from problem
        raise ForeignFile(name, "a damaged PDF; open and save it again") from problem
    if not composer.text.strip():
        raise ForeignFile(name, "a PDF without text (scanned pages); recognise it first, or install jixiao[ocr]")
    return composer


def _page(composer: Composer, page: Any) -> None:
    """Add the page's lines and tables from top to bottom."""
    tables = page.find_tables()
    boxes = [t.bbox for t in tables]
    outside = page.filter(lambda o: not any(_inside(o, box) for box in boxes))
    lines = [(line["top"], line["text"], None) for line in outside.extract_text_lines(return_chars=False)]
    parts = sorted([*lines, *((t.bbox[1], "", t) for t in tables)], key=lambda p: p[0])
    for _top, text, table in parts:
        if table is None:
            composer.paragraph(text, f"page {page.page_number}")
        else:
            composer.grid(_cells(table), f"page {page.page_number}")


def _inside(thing: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    """Whether the middle of a character or line lies in a box."""
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _cells(table: Any) -> list[GridCell]:
    """Place each ruled cell on the grid of all its edges, which gives the rows and columns it covers."""
    texts = {}
    for row, line in zip(table.rows, table.extract(), strict=True):
        texts.update({tuple(cell): text for cell, text in zip(row.cells, line, strict=True) if cell})
    lefts = sorted({round(c[0]) for c in texts})
    tops = sorted({round(c[1]) for c in texts})
    cells = []
    for (x0, top, x1, bottom), text in texts.items():
        row, col = tops.index(round(top)), lefts.index(round(x0))
        rows = sum(round(top) <= t < round(bottom) for t in tops)
        cols = sum(round(x0) <= x < round(x1) for x in lefts)
        cells.append(GridCell(text or "", row, col, max(rows, 1), max(cols, 1)))
    return cells
