"""Workbooks (电子表格): each sheet's cells as it shows them, with merges, and the lines above, between and below its grids."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import reduce
from itertools import groupby
from typing import Any

from ingest.errors import ForeignFile
from ingest.readers.compose import MAX_CELLS, MAX_COLUMNS, Composer, GridCell
from ingest.readers.number_masks import shown
from ingest.readers.office import read_office

MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"')


def read_workbook(data: bytes) -> Composer:
    """Return the composed text and tables of a workbook's visible sheets; raises ForeignFile."""
    import openpyxl  # a third of a second to import, which reading plain text need not pay

    _bounded(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError, zipfile.BadZipFile):
        # styles that openpyxl refuses, XML that it cannot read (lxml's errors are syntax errors)
        return read_office(data, "xlsx")
    composer = Composer()
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            _sheet(composer, sheet)
    return composer


def _bounded(data: bytes) -> None:
    """Raise ForeignFile for a workbook whose merges cover more cells than any report has: each would become an object."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                covered = sum(_area(*found.groups()) for found in MERGE.finditer(archive.read(name)))
                if covered > MAX_CELLS:
                    raise ForeignFile("", f"a sheet with {covered} merged cells, over the limit of {MAX_CELLS}; a report has thousands")


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    return (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)


def _column(letters: bytes) -> int:
    return reduce(lambda number, letter: number * 26 + letter - 64, letters, 0)


def _sheet(composer: Composer, sheet: Any) -> None:
    """Add a sheet: a row of one cell that nothing stands beside is a line of text, runs of other rows are grids."""
    cells = sorted(_cells(sheet), key=lambda c: (c.row, c.col))
    if not cells:
        return
    rows = {row: list(group) for row, group in groupby(cells, key=lambda c: c.row)}
    width = max(c.col + c.cols for c in cells) - min(c.col for c in cells)
    covered = {r for c in cells if c.rows > 1 for r in range(c.row + 1, c.row + c.rows)}
    run: list[GridCell] = []
    for row, printed in rows.items():
        filled = [c for c in printed if c.text]
        alone = len(filled) == 1 and row not in covered and filled[0].rows == 1 and (filled[0].cols >= width or not run)
        if alone:
            _grid(composer, run)
            run = []
            composer.paragraph(filled[0].text, filled[0].place)
        elif filled or row in covered:
            run += printed
    _grid(composer, run)


def _grid(composer: Composer, cells: list[GridCell]) -> None:
    """Add a run of rows as one grid, counted from its own first row and column, rows and columns without a word left out."""
    told = [c for c in cells if c.text]
    if not told:
        return
    rows = {r: i for i, r in enumerate(sorted({c.row for c in told}))}
    cols = {c: i for i, c in enumerate(sorted({c.col for c in told}))}
    placed = []
    for c in told:
        height = sum(c.row <= r < c.row + c.rows for r in rows)
        breadth = sum(c.col <= k < c.col + c.cols for k in cols)
        placed.append(GridCell(c.text, rows[c.row], cols[c.col], height, breadth, c.place))
    composer.grid(placed)


def _cells(sheet: Any) -> Iterator[GridCell]:
    """Yield the shown cells with a value, merged ones with their spans; raises ForeignFile for absurd sheets."""
    rows_away, columns_away = _hidden(sheet)
    spans = {(r.min_row, r.min_col): (r.max_row - r.min_row + 1, r.max_col - r.min_col + 1) for r in sheet.merged_cells.ranges}
    told = [
        (at, cell) for at, cell in sheet._cells.items()
        if cell.value is not None and str(cell.value).strip() and at[0] not in rows_away and at[1] not in columns_away
    ]
    if len({at[1] for at, _ in told}) > MAX_COLUMNS:
        raise ForeignFile("", f"a sheet of over {MAX_COLUMNS} columns; a report's have tens")
    if len(told) > MAX_CELLS:
        raise ForeignFile("", f"a sheet of over {MAX_CELLS} cells; a report has thousands")
    for (row, col), cell in told:
        rows, cols = spans.get((row, col), (1, 1))
        yield GridCell(shown(cell.value, cell.number_format), row, col, rows, cols, f"{sheet.title}!{cell.coordinate}")


def _hidden(sheet: Any) -> tuple[set[int], set[int]]:
    """Return the rows and columns that the sheet hides, counted from 1."""
    rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    columns = [c for c in sheet.column_dimensions.values() if c.hidden]
    return rows, {i for c in columns for i in range(c.min or 0, min(c.max or 0, MAX_COLUMNS) + 1)}
