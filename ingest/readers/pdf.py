"""PDF (PDF): ruled tables by their lines, aligned columns by their places, the rest as lines of text; pages of pictures are recognised."""

import io
from collections.abc import Callable

from ingest.errors import ForeignFile
from ingest.readers.alignment import place_of
from ingest.readers.compose import Composer
from ingest.readers.pdf_layout import Grid, Line, PageParts, furniture_of, stitched
from ingest.readers.pdf_page import is_scan, parts_of
from ingest.readers.pdf_turn import turn_of, turned

MAX_PAGES = 2_000
MOSTLY = 0.5
"""A document of more scanned pages than this share cannot be read without recognition."""


def read_pdf(data: bytes, step: Callable[[], None] = lambda: None) -> Composer:
    """Return the composed text and tables of a PDF; raises ForeignFile for passwords, damage, and scans that cannot be recognised.

    `step` is called after each page.
    """
    import pdfplumber  # slow to import, and only PDFs need it
    from pdfminer.pdfparser import PDFSyntaxError
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    count = _page_count(data)
    pages: list[PageParts] = []
    scans: list[int] = []
    turns: dict[int, int] = {}
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for page in pdf.pages[:count]:
                if is_scan(page):
                    scans.append(page.page_number)
                elif degrees := turn_of(page):
                    turns[page.page_number] = degrees
                aside = page.page_number in turns or page.page_number in scans
                pages.append(PageParts(page.page_number, float(page.height), []) if aside else parts_of(page))
                page.close()
                step()
        if turns:
            with pdfplumber.open(io.BytesIO(turned(data, turns)), pages=list(turns)) as pdf:
                for page in pdf.pages:
                    pages[page.page_number - 1] = parts_of(page)
                    step()
    except (MalformedPDFException, PdfminerException, PDFSyntaxError, PSException) as problem:
        raise ForeignFile("", "a damaged PDF; open and save it again") from problem
    composer = Composer()
    if scans:
        _recognise(data, pages, scans, composer, step)
    _compose(composer, pages)
    return composer


def _page_count(data: bytes) -> int:
    """Return the number of pages; raises ForeignFile for passwords, damage and too many."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower():
            raise ForeignFile("", "password-protected; save it without a password first") from problem
        raise ForeignFile("", "a damaged PDF; open and save it again") from problem
    count = len(document)
    document.close()
    if count > MAX_PAGES:
        raise ForeignFile("", f"{count} pages, over the limit of {MAX_PAGES}; a report has tens")
    if count == 0:
        raise ForeignFile("", "a PDF without pages; open and save it again")
    return count


def _recognise(data: bytes, pages: list[PageParts], scans: list[int], composer: Composer, step: Callable[[], None]) -> None:
    """Fill the pages that are pictures; raises ForeignFile where most are and recognition is not installed.

    Few such pages (a cover, a stamped sheet) stay empty without it, and say so by a confidence of nothing.
    """
    from ingest.readers.scan import installed, recognised

    if not installed():
        if len(scans) > MOSTLY * len(pages):
            raise ForeignFile("", f'{len(scans)} of {len(pages)} pages are scans; install recognition: pip install "jixiao[ocr]"')
        composer.recognised.update(dict.fromkeys(scans, 0.0))
        return
    for number, parts, confidence in recognised(data, scans, step):
        pages[number - 1] = parts
        composer.recognised[number] = confidence


def _compose(composer: Composer, pages: list[PageParts]) -> None:
    """Add the pages' parts in reading order, page furniture marked, tables that go on over a page's end made one."""
    noise = furniture_of(pages)
    for part in stitched(pages, noise):
        if isinstance(part, Line):
            composer.paragraph(part.text, place_of(part.page, part.box), part in noise, part.printed)
        elif isinstance(part, Grid):
            composer.grid(part.cells)
