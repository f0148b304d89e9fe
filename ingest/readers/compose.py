"""Composing a report's text from parts (拼接): paragraphs and grids become one text whose tables keep their places.

A grid is written the way text conversions of these reports write it, a TAB before each cell and a blank line between rows, so that
a report reads the same whatever file it came in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.document import Cell, Origin, Table
from ingest.errors import ForeignFile
from ontology.records import Span

MAX_CELLS = 200_000
"""Positions of all grids of a document together; a long report has some thousands."""

MAX_COLUMNS = 1_000
MAX_TEXT = 10_000_000
"""Characters; a long report has some hundred thousand."""

UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u200b\u200e\u200f\u2060\ufeff]")
"""Control characters and marks without width, which some writers leave inside words."""

LINE_ENDS = re.compile(r"\r\n?|\x0b|\u2028|\u2029|\x85")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A printed cell: its text, the rows and columns it covers, where it stands, and what recognition read where that was put right."""

    text: str
    row: int
    col: int
    rows: int = 1
    cols: int = 1
    place: str = ""
    printed: str = ""


@dataclass
class Composer:
    """Collects parts in reading order; `text` and `tables` are what they make."""

    parts: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)
    recognised: dict[int, float] = field(default_factory=dict)
    readings: list[tuple[Span, str]] = field(default_factory=list)
    length: int = 0
    cells: int = 0

    @property
    def text(self) -> str:
        """Return the text so far."""
        return "".join(self.parts)

    def paragraph(self, text: str, place: str = "", furniture: bool = False, printed: str = "") -> None:
        """Add a paragraph on lines of its own; `furniture` where it is known to be a page's or a site's, not the report's.

        `printed` is what recognition read where the text was put right.
        """
        text = clean(text).strip()
        if text:
            start = self.length
            self._add(text)
            self.origins.append(Origin((start, self.length), place))
            if furniture:
                self.furniture.append((start, self.length))
            if printed:
                self.readings.append(((start, self.length), printed))
            self._add("\n")

    def disown(self) -> None:
        """Make the last paragraph furniture: what followed shows that it is the site's."""
        if self.origins and self.origins[-1].span not in self.furniture:
            self.furniture.append(self.origins[-1].span)

    def grid(self, cells: Sequence[GridCell], place: str = "") -> None:
        """Add a table; cells must not overlap, positions that none covers are empty. One column is no table but paragraphs."""
        if not cells:
            return
        height = max(c.row + c.rows for c in cells)
        width = max(c.col + c.cols for c in cells)
        self._bounded(height, width)
        if width == 1:
            for cell in sorted(cells, key=lambda c: c.row):
                self.paragraph(cell.text, cell.place or place)
            return
        printed = {(c.row, c.col): c for c in cells}
        if self.parts and not self.parts[-1].startswith("\n\n"):
            self._add("\n")
        start = self.length
        placed: dict[tuple[int, int], Cell] = {}
        for row in range(height):
            for col in range(width):
                self._cell(printed.get((row, col)), (row, col), placed, place)
            self._add("\n")
        rows = tuple(tuple(placed[r, c] for c in range(width)) for r in range(height))
        self.tables.append(Table((start, self.length), rows))

    def _bounded(self, height: int, width: int) -> None:
        self.cells += height * width
        if width > MAX_COLUMNS:
            raise ForeignFile("", f"a table of {width} columns, over the limit of {MAX_COLUMNS}; a report's have tens")
        if self.cells > MAX_CELLS:
            raise ForeignFile("", f"tables of over {MAX_CELLS} cells; a report has thousands")

    def _cell(self, cell: GridCell | None, position: tuple[int, int], placed: dict[tuple[int, int], Cell], place: str) -> None:
        """Write the cell of a position; one that an earlier cell covers is a TAB alone down a column and nothing along a row."""
        if cell is None and position in placed and placed[position].span == placed.get((position[0], position[1] - 1), NOWHERE).span:
            return
        self._add("\t")
        start = self.length
        if cell is not None:
            text = "\n".join(line.strip() for line in clean(cell.text).splitlines() if line.strip())
            self._add(text)
            span = (start, self.length)
            if text:
                self.origins.append(Origin(span, cell.place or f"{place} r{cell.row + 1}c{cell.col + 1}".strip()))
            if cell.printed:
                self.readings.append((span, cell.printed))
            for r in range(cell.row, cell.row + cell.rows):
                for c in range(cell.col, cell.col + cell.cols):
                    placed[r, c] = Cell(text, span, carried=(r, c) != position)
        placed.setdefault(position, Cell("", (start, start)))
        self._add("\n")

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
        if self.length > MAX_TEXT:
            raise ForeignFile("", f"text of over {MAX_TEXT} characters; a report has some hundred thousand")


NOWHERE = Cell("", (-1, -1))


def clean(text: str) -> str:
    """Return a printed text with one kind of line end and without characters that print nothing."""
    return UNPRINTED.sub("", LINE_ENDS.sub("\n", text))
