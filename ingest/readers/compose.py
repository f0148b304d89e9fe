"""Composing a report's text from parts (拼接): paragraphs and grids become one text whose tables keep their places.

A grid is written the way text conversions of these reports write it, a TAB before each cell and a blank line between rows, so that
a report reads the same whatever file it came in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.document import Cell, Span, Table


@dataclass(frozen=True, slots=True)
class GridCell:
    """A printed cell: its text and the rows and columns it covers."""

    text: str
    row: int
    col: int
    rows: int = 1
    cols: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stretch of the text came from: page and box, or sheet and cell, or the n-th paragraph (出处)."""

    span: Span
    place: str


@dataclass
class Composer:
    """Collects parts in reading order; `text` and `tables` are what they make."""

    parts: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        """Return the text so far."""
        return "".join(self.parts)

    def paragraph(self, text: str, place: str = "") -> None:
        """Add a paragraph on lines of its own."""
        text = text.strip()
        if text:
            start = self.length
            self._add(text)
            self.origins.append(Origin((start, self.length), place))
            self._add("\n")

    def grid(self, cells: Sequence[GridCell], place: str = "") -> None:
        """Add a table; cells must not overlap, positions that none covers are empty."""
        if not cells:
            return
        height = max(c.row + c.rows for c in cells)
        width = max(c.col + c.cols for c in cells)
        printed = {(c.row, c.col): c for c in cells}
        start = self.length
        placed: dict[tuple[int, int], Cell] = {}
        for row in range(height):
            for col in range(width):
                self._cell(printed.get((row, col)), (row, col), placed, place)
            self._add("\n")
        header_rows = next((r for r in range(height) if not all(c.header for c in cells if c.row == r)), height)
        rows = tuple(tuple(placed[r, c] for c in range(width)) for r in range(height))
        self.tables.append(Table((start, self.length), rows, header_rows))

    def _cell(self, cell: GridCell | None, position: tuple[int, int], placed: dict[tuple[int, int], Cell], place: str) -> None:
        self._add("\t")
        start = self.length
        if cell is not None:
            self._add("\n".join(line.strip() for line in cell.text.splitlines() if line.strip()))
            span = (start, self.length)
            if cell.text.strip():
                self.origins.append(Origin(span, f"{place} r{cell.row + 1}c{cell.col + 1}".strip()))
            for r in range(cell.row, cell.row + cell.rows):
                for c in range(cell.col, cell.col + cell.cols):
                    placed[r, c] = Cell(cell.text.strip(), span, carried=(r, c) != position)
        placed.setdefault(position, Cell("", (start, start)))
        self._add("\n")

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
