"""Tables that only alignment shows (无框线表格): stretches of text that stand below each other in columns, of a PDF's page or a scan's."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from ingest.readers.compose import GridCell
from ingest.readers.pdf_layout import Box, Grid, Line

MIN_COLUMNS, MIN_ROWS = 3, 3
SPACED = 2.6
"""Lines further apart than so many line heights, from middle to middle, are not of one table."""

WITHIN = 0.85
"""A line nearer to a row than this share of the rows' distance is a part of that row: a label that was broken."""

PROSE_LENGTH = 22
"""Characters; a longer stretch that reaches over two columns is running text and ends a table."""

FIGURE = re.compile(r"^(?!(?:19|20)\d\d年度?$)[\d.,，%％+\-−－—/／≥≤<>()（）]+\D{0,4}$")
NUMBERED = re.compile(r"^\s*[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of a line that wide gaps part from the next; the box is left, top, right, bottom in points.

    `printed` is what recognition read where the text was put right.
    """

    text: str
    box: Box
    printed: str = ""


Pieces = Sequence[Piece]
Interval = tuple[float, float]


def with_aligned(parts: Sequence[Line | Grid], pieces: Mapping[Line, Pieces], page: int) -> Iterator[Line | Grid]:
    """Yield a page's parts in order, lines whose pieces stand below each other in columns as tables."""
    for ruled, run in groupby(parts, key=lambda p: isinstance(p, Grid)):
        if ruled:
            yield from run
            continue
        lines = [p for p in run if isinstance(p, Line)]
        done = 0
        for start, end, grid in aligned_grids([pieces[line] for line in lines], page):
            yield from lines[done:start]
            yield grid
            done = end
        yield from lines[done:]


def aligned_grids(lines: Sequence[Pieces], page: int) -> Iterator[tuple[int, int, Grid]]:
    """Yield (first line, line behind the last, table) for each table among a page's lines, which are in order from top to bottom."""
    position = 0
    while position < len(lines):
        end = _zone(lines, position)
        found = _table(lines, position, end, page) if len(lines[position]) > 1 else None
        if found is not None:
            yield found
            position = found[1]
        else:
            position += 1


def _zone(lines: Sequence[Pieces], start: int) -> int:
    """Return where the run of lines ends that stand as near as a table's rows do."""
    end = start + 1
    while end < len(lines) and lines[end] and _middle(lines[end]) - _middle(lines[end - 1]) < SPACED * _height(lines[start]):
        end += 1
    return end


def _height(line: Pieces) -> float:
    return max(p.box[3] - p.box[1] for p in line)


def _middle(line: Pieces) -> float:
    return sum(p.box[1] + p.box[3] for p in line) / (2 * len(line))


def _table(lines: Sequence[Pieces], start: int, end: int, page: int) -> tuple[int, int, Grid] | None:
    """Return the table that begins with a line, None where the lines below do not stand in its columns."""
    columns = _columns(lines[start:end])
    while columns is not None:
        stop = next((i for i in range(start, end) if not _fits(lines[i], columns)), end)
        if stop == end:
            break
        end = stop
        columns = _columns(lines[start:end]) if end > start else None
    if columns is None:
        return None
    while end > start and len(lines[end - 1]) == 1 and not _part_of(lines, end - 1, start):
        end -= 1
    rows = _rows(lines[start:end])
    if not _convincing(rows, columns):
        return None
    return start, end, _grid(rows, columns, page)


def _columns(lines: Sequence[Pieces]) -> list[Interval] | None:
    """Return the columns' intervals by the lines with the most pieces, None where those overlap or are too few."""
    most = max((len(line) for line in lines), default=0)
    for least in (most - 1, most):
        merged: list[Interval] = []
        for left, right in sorted((p.box[0], p.box[2]) for line in lines if len(line) >= max(least, 2) for p in line):
            if merged and left < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], right))
            else:
                merged.append((left, right))
        if len(merged) >= most > 1:
            return merged
    return None


def _under(piece: Piece, columns: Sequence[Interval]) -> list[int]:
    """Return the columns that a piece touches, or the nearest where it stands between two."""
    touched = [i for i, (left, right) in enumerate(columns) if piece.box[0] < right and piece.box[2] > left]
    if touched:
        return touched
    return [min(range(len(columns)), key=lambda i: min(abs(piece.box[0] - columns[i][1]), abs(piece.box[2] - columns[i][0])))]


def _fits(line: Pieces, columns: Sequence[Interval]) -> bool:
    """Tell whether a line can be a table's: no two pieces under one column, and no running text over several."""
    taken = [i for p in line for i in _under(p, columns)]
    prose = any(len(p.text) > PROSE_LENGTH and len(_under(p, columns)) > 1 for p in line)
    return len(set(taken)) == len(taken) and not prose and not (len(line) == 1 and NUMBERED.match(line[0].text) and _wide(line[0], columns))


def _wide(piece: Piece, columns: Sequence[Interval]) -> bool:
    return len(_under(piece, columns)) > 1


def _part_of(lines: Sequence[Pieces], i: int, start: int) -> bool:
    """Tell whether a line with one piece belongs to the row above it."""
    rows = [_middle(line) for line in lines[start:i] if len(line) > 1]
    return len(rows) > 1 and _middle(lines[i]) - rows[-1] < WITHIN * _pitch(rows)


def _pitch(middles: Sequence[float]) -> float:
    """Return the usual distance between rows."""
    return median(b - a for a, b in pairwise(middles)) if len(middles) > 1 else 0.0


def _rows(lines: Sequence[Pieces]) -> list[list[Piece]]:
    """Return the rows: lines with few pieces near a fuller one are broken parts of it."""
    most = max(len(line) for line in lines)
    anchors = [i for i, line in enumerate(lines) if len(line) >= max(2, (most + 1) // 2)]
    pitch = _pitch([_middle(lines[i]) for i in anchors])
    rows: dict[int, list[Piece]] = {i: list(lines[i]) for i in anchors}
    for i, line in enumerate(lines):
        if i in rows and i in anchors:
            continue
        nearest = min(anchors, key=lambda a: abs(_middle(lines[a]) - _middle(line)))
        if abs(_middle(lines[nearest]) - _middle(line)) < WITHIN * pitch:
            rows[nearest] += line
        else:
            rows[i] = list(line)
    return [sorted(rows[i], key=lambda p: (p.box[1], p.box[0])) for i in sorted(rows)]


def _convincing(rows: list[list[Piece]], columns: list[Interval]) -> bool:
    """Tell whether rows and columns are enough for a table; two columns are one only where the second holds figures."""
    full = sum(len({i for p in row for i in _under(p, columns)}) > 1 for row in rows)
    if len(rows) < MIN_ROWS or full < MIN_ROWS or full < len(rows) / 2:
        return False
    if len(columns) >= MIN_COLUMNS:
        return True
    seconds = [p.text for row in rows for p in row if _under(p, columns) == [1]]
    figures = sum(FIGURE.match(text) is not None for text in seconds)
    listed = sum(NUMBERED.match(row[0].text) is not None for row in rows)
    return figures >= len(rows) - 1 and listed <= len(rows) / 2


def _grid(rows: list[list[Piece]], columns: list[Interval], page: int) -> Grid:
    """Return the rows as a table; in rows above the first figures, a name between columns stands over all that are nearest to it."""
    cells: list[GridCell] = []
    named = next((r for r, row in enumerate(rows) if any(FIGURE.match(p.text) for p in row)), 0)
    for r, row in enumerate(rows):
        under = _spread(row, columns) if r < named and _between(row, columns) else [_under(p, columns) for p in row]
        by_column: dict[int, list[Piece]] = {}
        breadth: dict[int, int] = {}
        for piece, touched in zip(row, under, strict=True):
            by_column.setdefault(touched[0], []).append(piece)
            breadth[touched[0]] = max(breadth.get(touched[0], 1), len(touched))
        for column, pieces in sorted(by_column.items()):
            free = next((c for c in sorted(by_column) if c > column), len(columns)) - column
            text, read = "\n".join(p.text for p in pieces), "\n".join(p.printed or p.text for p in pieces)
            place = place_of(page, around(pieces))
            cells.append(GridCell(text, r, column, 1, min(breadth[column], free), place, "" if read == text else read))
    return Grid(tuple(cells), page, around([p for row in rows for p in row]), tuple(c[0] for c in columns), tuple(columns))


def _between(row: list[Piece], columns: list[Interval]) -> bool:
    """Tell whether a row's words stand between columns, each alone in its place."""
    stands = any(sum(a < p.box[2] and p.box[0] < b for a, b in columns) != 1 for p in row)
    return stands and len({_under(p, columns)[0] for p in row}) == len(row)


def _spread(row: list[Piece], columns: list[Interval]) -> list[list[int]]:
    """Return the columns nearest to each of a row's pieces."""
    middles = [(p.box[0] + p.box[2]) / 2 for p in row]
    nearest = [min(range(len(row)), key=lambda k: abs(middles[k] - (a + b) / 2)) for a, b in columns]
    return [[c for c, k in enumerate(nearest) if k == n] or _under(piece, columns) for n, piece in enumerate(row)]


def around(pieces: Pieces) -> Box:
    """Return the box around pieces."""
    boxes = [p.box for p in pieces]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def place_of(page: int, box: Box) -> str:
    """Return a place as origins tell it."""
    return f"page {page} ({','.join(f'{v:.0f}' for v in box)})"
