"""Pages in two columns (分栏): the gap between them is found, and what stands left of it is read before what stands right."""

from collections.abc import Iterator, Sequence

from ingest.readers.alignment import Pieces
from ingest.readers.pdf_layout import Grid, Line

MIN_LINES = 8
"""A page has columns where so many lines stand on both sides of the gap."""

MIDDLE = (0.35, 0.65)
"""The share of a page's width within which the gap lies."""

CROSSING = 0.15
"""At most this share of the lines cross the gap: titles, page numbers."""

MIN_LENGTH = 9
"""Characters; lines of columns are longer on average, cells of a table shorter."""


def gutter_of(lines: Sequence[Pieces], width: float) -> float | None:
    """Return where the gap between two columns of running text lies, None on a page without one."""
    if len(lines) < MIN_LINES:
        return None
    low, high = int(MIDDLE[0] * width), int(MIDDLE[1] * width)
    free = [x for x in range(low, high) if sum(crosses(line, x) for line in lines) <= CROSSING * len(lines)]
    runs: list[list[int]] = []
    for x in free:
        if runs and x == runs[-1][-1] + 1:
            runs[-1].append(x)
        else:
            runs.append([x])
    if not runs:
        return None
    widest = max(runs, key=len)
    gap = (widest[0] + widest[-1]) / 2
    return gap if _running(lines, gap) else None


def crosses(line: Pieces, x: float) -> bool:
    """Tell whether a stretch of a line's text lies over x."""
    return any(p.box[0] < x < p.box[2] for p in line)


def _running(lines: Sequence[Pieces], gap: float) -> bool:
    """Tell whether both sides of the gap hold lines of running text."""
    for left in (True, False):
        side = [[p for p in line if (p.box[2] <= gap) == left] for line in lines if not crosses(line, gap)]
        filled = [line for line in side if line]
        if len(filled) < MIN_LINES or sum(len(p.text) for line in filled for p in line) < MIN_LENGTH * len(filled):
            return False
        if sum(len(line) > 1 for line in filled) > len(filled) / 4:
            return False
    return True


def in_columns(parts: Sequence[Line | Grid], gap: float) -> Iterator[Line | Grid]:
    """Yield the parts in reading order: between parts that cross the gap, all on its left, then all on its right."""
    left: list[Line | Grid] = []
    right: list[Line | Grid] = []
    for part in parts:
        if part.box[0] < gap < part.box[2]:
            yield from (*left, *right, part)
            left, right = [], []
        else:
            (left if part.box[2] <= gap else right).append(part)
    yield from (*left, *right)
