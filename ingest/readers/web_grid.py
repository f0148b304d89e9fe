"""Tables of web pages (网页表格): those of data become grids, those that only lay the page out are walked through."""

import re
from functools import lru_cache
from typing import Any

from ingest.errors import ForeignFile
from ingest.readers.compose import MAX_CELLS, GridCell

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))
SKIPPED = frozenset((
    "script", "style", "noscript", "template", "head", "select", "option", "button", "input", "textarea", "svg", "iframe", "object",
    "video", "audio", "link", "meta",
))
HAN = re.compile(r"[\u4e00-\u9fff]")
BLANKS = re.compile(r"[ \t\r\n\f]+")
WRAPPED = re.compile(r"(?<=[\u3001-\u30ff\u4e00-\u9fff\uff01-\uff60])[ \t]*\r?\n\s*(?=[\u3001-\u30ff\u4e00-\u9fff\uff01-\uff60])")
"""A line's end in the source between two Chinese characters, which prints nothing (CSS Text 3, 4.1.3)."""

CHAPTER = re.compile(r"^\s*[一二三四五六七八九十]{1,3}[、．.]", re.MULTILINE)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

FRAME_SHARE = 0.5
"""A table lays out the page where tables inside it, or one cell with chapters, hold more than this share of its words."""

LONG_CELL = 200
"""Chinese characters; a table's only row with a longer cell is a frame around text."""

REMEMBERED = 20_000
"""Tables and cells whose reading is kept, since those around them ask again."""

MAX_DEPTH = 250
MAX_SPAN = 1_000


def flat(text: str | None) -> str:
    """Return a source text as printed: blanks and line ends as one blank, none where a line was broken between Chinese characters."""
    return BLANKS.sub(" ", WRAPPED.sub("", text or ""))


def skipped(element: Any) -> bool:
    """Tell whether an element prints nothing."""
    return element.tag in SKIPPED or not isinstance(element.tag, str) or HIDDEN.search(element.get("style") or "") is not None


def words_in(element: Any) -> int:
    """Return the number of Chinese characters in an element."""
    return len(HAN.findall("".join(element.itertext())))


def inner_tables(table: Any) -> list[Any]:
    """Return the outermost tables inside a table."""
    return [t for t in table.iterdescendants("table") if next(t.iterancestors("table")) is table]


@lru_cache(maxsize=REMEMBERED)
def lays_out(table: Any) -> bool:
    """Tell whether a table only lays out the page: it holds other tables, the report's chapters, or no two cells beside each other."""
    whole, inner = words_in(table), inner_tables(table)
    if inner and sum(words_in(t) for t in inner) > FRAME_SHARE * whole:
        return True
    rows = [[cell_text(td) for td in row.iterchildren("td", "th")] for row in _rows(table)]
    if not any(sum(bool(text) for text in row) > 1 for row in rows):
        return True
    longest = max((text for row in rows for text in row), key=len)
    if len(rows) == 1 and len(HAN.findall(longest)) > LONG_CELL:
        return True
    return len(CHAPTER.findall(longest)) > 1 and len(HAN.findall(longest)) > FRAME_SHARE * whole


def _rows(table: Any) -> list[Any]:
    """Return the table's own rows."""
    return [row for row in table.iterdescendants("tr") if next(row.iterancestors("table")) is table and not skipped(row)]


def grid_of(table: Any) -> list[GridCell]:
    """Return the cells of a table of data, each with the rows and columns it covers; nothing where it has one column."""
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    lines = _rows(table)
    for r, row in enumerate(lines):
        col = 0
        for td in row.iterchildren("td", "th"):
            if skipped(td):
                continue
            while (r, col) in taken:
                col += 1
            rows, cols = _span(td, "rowspan"), max(_span(td, "colspan"), 1)
            rows = min(rows or MAX_SPAN, len(lines) - r)  # 0 is all that are left
            if len(taken) > MAX_CELLS:
                raise ForeignFile("", f"tables of over {MAX_CELLS} cells; a report has thousands")
            taken |= {(r + i, col + j) for i in range(rows) for j in range(cols)}
            cells.append(GridCell(cell_text(td), r, col, rows, cols))
            col += cols
    return cells if len({c.col for c in cells if c.text}) > 1 else []


def _span(td: Any, name: str) -> int:
    printed = (td.get(name) or "1").strip()
    return min(int(printed[:6]), MAX_SPAN) if printed.isascii() and printed.isdigit() else 1


@lru_cache(maxsize=REMEMBERED)
def stands_alone(table: Any) -> bool:
    """Tell whether a table in a cell is one of its own: it has rows and columns; others are words of the cell."""
    rows = [sum(bool(cell_text(td)) for td in row.iterchildren("td", "th")) for row in _rows(table)]
    return sum(count > 1 for count in rows) > 1


@lru_cache(maxsize=REMEMBERED)
def cell_text(td: Any) -> str:
    """Return a cell's text, a line for each block in it, without the tables that stand alone in it."""
    return re.sub(r"\s*\n\s*", "\n", _words(td, 0)).strip()


def _words(element: Any, depth: int) -> str:
    if skipped(element) or depth > MAX_DEPTH:
        return ""
    if element.tag == "br":
        return "\n"
    if element.tag == "table" and stands_alone(element):
        return "\n"
    inner = [flat(element.text)]
    inner += [_words(child, depth + 1) + flat(child.tail) for child in element]
    return f"\n{''.join(inner)}\n" if element.tag in BLOCKS else "".join(inner)
