"""A document's pages together (版面): running heads and page numbers, and tables that go on over a page's end."""

import re
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from ingest.readers.compose import GridCell

Box = tuple[float, float, float, float]
Extent = tuple[float, float]

BAND = 0.09
"""The share of a page's height above and below in which running heads and page numbers stand."""

PAGE_NUMBER = re.compile(r"[-—–－―•·\s]*(?:第?\s*\d{1,4}\s*页?|[ivxlc]{1,6})(?:\s*[/／,，共]+\s*\d{1,4}\s*页?)?[-—–－―•·\s]*")
DIGITS = re.compile(r"\d+")
CLOSE = 4.0
"""Points by which the same edge may differ from page to page."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; the box is left, top, right, bottom in points from the page's top left, `printed` what was read where corrected."""

    text: str
    page: int
    box: Box
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a page; `edges` are the left edges of its columns in points, `columns` their words' extents where it has no rules."""

    cells: tuple[GridCell, ...]
    page: int
    box: Box
    edges: tuple[float, ...]
    columns: tuple[Extent, ...] = ()


@dataclass(frozen=True, slots=True)
class PageParts:
    """A page's lines and tables from top to bottom."""

    number: int
    height: float
    parts: list[Line | Grid]


def furniture_of(pages: list[PageParts]) -> set[Line]:
    """Return the page numbers, and the lines in the margin that come again on a third of the pages or more."""
    margins = [line for page in pages for line in _margin(page)]
    seen = Counter(_key(line) for line in margins)
    enough = max(3, len(pages) // 3) if len(pages) > 2 else 2
    return {line for line in margins if PAGE_NUMBER.fullmatch(line.text.strip()) or (seen[_key(line)] >= enough and len(line.text) <= 60)}


def _margin(page: PageParts) -> Iterator[Line]:
    """Yield the first and last two lines of a page that stand in its margins."""
    lines = [p for p in page.parts if isinstance(p, Line)]
    for line in dict.fromkeys([*lines[:2], *lines[-2:]]):
        if line.box[3] < BAND * page.height or line.box[1] > (1 - BAND) * page.height:
            yield line


def _key(line: Line) -> tuple[str, int]:
    """Return what a running head is known by: its words without figures, and its height on the page."""
    return DIGITS.sub("#", line.text), round(line.box[1] / 10)


def stitched(pages: list[PageParts], noise: Set[Line]) -> Iterator[Line | Grid]:
    """Yield all parts in order; a table that ends a page and one alike that begins the next become one."""
    open_grid: Grid | None = None
    held: list[Line] = []
    for page in pages:
        for part in page.parts:
            if isinstance(part, Line) and part in noise and open_grid is not None:
                held.append(part)
            elif isinstance(part, Grid) and open_grid is not None and part.page == open_grid.page + 1 and _alike(open_grid, part):
                open_grid = _joined(open_grid, part)
            else:
                if open_grid is not None:
                    yield open_grid
                    yield from held
                open_grid, held = None, []
                if isinstance(part, Grid):
                    open_grid = part
                else:
                    yield part
    if open_grid is not None:
        yield open_grid
        yield from held


def _alike(upper: Grid, lower: Grid) -> bool:
    """Tell whether two tables have the same columns, by their edges or, where the lower lacks some, by its outer ones."""
    if upper.columns and lower.columns:
        return len(upper.columns) == len(lower.columns) and all(map(_over, upper.columns, lower.columns))
    if abs(upper.box[0] - lower.box[0]) > CLOSE or abs(upper.box[2] - lower.box[2]) > CLOSE:
        return False
    return all(any(abs(a - b) <= CLOSE for b in upper.edges) for a in lower.edges)


def _over(a: Extent, b: Extent) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _joined(upper: Grid, lower: Grid) -> Grid:
    """Return the two as one table, the lower's repeated heading rows left out and a row that the page's end broke made whole."""
    height = max(c.row + c.rows for c in upper.cells)
    columns = list(range(len(lower.edges))) if lower.columns else [_nearest(upper.edges, x) for x in lower.edges]
    repeated = _repeated(upper, lower)
    width = len(upper.edges)
    moved = []
    for cell in lower.cells:
        if cell.row >= repeated:
            start = columns[cell.col]
            end = columns[cell.col + cell.cols] if cell.col + cell.cols < len(columns) else width
            moved.append(replace(cell, row=cell.row - repeated + height, col=start, cols=max(end - start, 1)))
    return replace(upper, cells=(*_mended(list(upper.cells), moved, height),), page=lower.page)


def _mended(upper: list[GridCell], lower: list[GridCell], height: int) -> Iterator[GridCell]:
    """Yield the cells of both; where the lower's first row is the rest of the upper's last one, its words go there."""
    rest = {c.col: c for c in lower if c.row == height and c.text}
    last = {c.col: c for c in upper if c.row + c.rows == height and c.text}
    if not _broken(last, rest):
        yield from (*upper, *lower)
        return
    for cell in upper:
        more = rest.get(cell.col) if last.get(cell.col) is cell else None
        yield replace(cell, text=f"{cell.text}\n{more.text}", place=f"{cell.place}, {more.place}") if more else cell
    for cell in lower:
        if cell.row > height:
            yield replace(cell, row=cell.row - 1)
        elif cell.rows > 1:
            yield replace(cell, rows=cell.rows - 1)


def _broken(last: dict[int, GridCell], rest: dict[int, GridCell]) -> bool:
    """Tell whether a page's end broke a row: words under few of its cells, not the first alone, which had lines and no end."""
    return (
        bool(rest) and rest.keys() <= last.keys() and len(rest) <= len(last) / 2 and rest.keys() != {0}
        and not any(last[c].text.rstrip().endswith(("。", "；", ";")) for c in rest)
        and any("\n" in last[c].text for c in rest)
    )


def _nearest(edges: tuple[float, ...], x: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - x))


def _repeated(upper: Grid, lower: Grid) -> int:
    """Return how many rows the lower table repeats of the upper one's beginning."""
    count = 0
    while (row := _row(upper, count)) and row == _row(lower, count):
        count += 1
    return count


def _row(grid: Grid, row: int) -> tuple[str, ...]:
    return tuple(re.sub(r"\s", "", c.text) for c in sorted(grid.cells, key=lambda c: c.col) if c.row == row)
