"""Grids that a reader knows exactly (真实表格): parted into blocks by their heading rows, each cell under the heading it stands below."""

from collections.abc import Iterator, Sequence

from ingest.document import Cell, Table
from ingest.table_headers import is_header, refines
from ingest.table_rows import RawRow, Region
from ingest.tables import blocks, find_tables
from ontology.records import Span

Placed = list[tuple[int, Cell]]
"""A row as printed: (column, cell), without what a cell to the left covers."""

ABOVE = 2
"""So many lines above a table may hold its caption and unit."""


def tables_of(text: str, grids: Sequence[Table]) -> list[Table]:
    """Return the tables of a text of which the grids are known, in order: those parted into blocks, and those found between them."""
    if not grids:
        return find_tables(text)
    tables: list[Table] = []
    end = 0
    for grid in sorted(grids, key=lambda g: g.span):
        tables += _between(text, (end, grid.span[0]))
        lines = [line.strip() for line in text[end : grid.span[0]].split("\n") if line.strip()]
        region = Region(tuple(_aligned(grid)), tuple(lines[-ABOVE:]))
        tables += blocks(region) if region.rows else ()
        end = grid.span[1]
    return tables + _between(text, (end, len(text)))


def _between(text: str, span: Span) -> list[Table]:
    """Return the tables found in a part of the text, their places counted in the whole."""
    return [_moved(table, span[0]) for table in find_tables(text[span[0] : span[1]])]


def _moved(table: Table, by: int) -> Table:
    rows = tuple(tuple(Cell(c.text, (c.span[0] + by, c.span[1] + by), c.carried) for c in row) for row in table.rows)
    return Table((table.span[0] + by, table.span[1] + by), rows, table.header_rows, table.unit, table.caption)


def _aligned(grid: Table) -> Iterator[RawRow]:
    """Yield the rows of a grid: under a heading row each has a cell for each heading, elsewhere those that were printed."""
    rows = [placed for row in grid.rows if (placed := _printed(row))]
    columns: list[int] = []
    refining = False
    for i, row in enumerate(rows):
        texts = _texts(row)
        if is_header(texts) and not refining:
            columns = [at for at, _ in row]
            finer = sorted({*columns, *(at for at, _ in rows[i + 1])}) if i + 1 < len(rows) else columns
            refining = len(finer) > len(columns) and _refined(row, rows[i + 1], finer)
            columns = finer if refining else columns
        else:
            refining = False
        yield _under(row, columns)


def _refined(upper: Placed, lower: Placed, columns: list[int]) -> bool:
    """Tell whether a row of names parts the wide columns of the heading row above it."""
    high, low = (tuple(c.text for c in _under(row, columns)) for row in (upper, lower))
    return len(high) == len(low) == len(columns) and (is_header(low) or refines(high, low))


def _texts(row: Placed) -> tuple[str, ...]:
    return tuple(c.text for _, c in row)


def _printed(row: tuple[Cell, ...]) -> Placed:
    """Return the cells of a row without those that a cell to the left covers; what a cell above covers is blank."""
    placed: Placed = []
    own = [c.span for c in row if not c.carried and c.text]
    if not own:
        return []
    for at, cell in enumerate(row):
        if at and cell.carried and cell.span == row[at - 1].span:
            continue
        placed.append((at, Cell("", (own[0][0], own[0][0])) if cell.carried else cell))
    return placed


def _under(row: Placed, columns: list[int]) -> RawRow:
    """Return a row with one cell a column; as printed where two of its cells stand under one heading."""
    by_column: dict[int, Cell] = {}
    for at, cell in row:
        column = max((c for c in columns if c <= at), default=-1)
        if column < 0 or (column in by_column and cell.text and by_column[column].text):
            return tuple(c for _, c in row)
        if cell.text or column not in by_column:
            by_column[column] = cell
    blank = Cell("", (row[0][1].span[0],) * 2)
    return tuple(by_column.get(c, blank) for c in columns)
