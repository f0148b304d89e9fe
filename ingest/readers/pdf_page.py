"""One page of a PDF (单页): its lines, its ruled tables, and the tables that only alignment shows."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ingest.readers.compose import GridCell
from ingest.readers.pdf_layout import Box, Grid, Line, PageParts

FEW_CHARACTERS = 15
PICTURE_SHARE = 0.4
GAP = 1.6
"""So many character widths between two words part columns."""

MIN_COLUMNS, MIN_ROWS = 3, 3


def is_scan(page: Any) -> bool:
    """Tell whether a page is a picture: hardly a character, and images over much of it."""
    if len(page.chars) > FEW_CHARACTERS:
        return False
    area = sum(abs((i["x1"] - i["x0"]) * (i["bottom"] - i["top"])) for i in page.images)
    return bool(area >= PICTURE_SHARE * page.width * page.height)


def parts_of(page: Any) -> PageParts:
    """Return a page's lines and tables from top to bottom."""
    page = page.dedupe_chars(tolerance=0.5)  # bold by printing twice
    ruled = [(t, ruled_cells(t, page.page_number)) for t in page.find_tables()]
    tables = [(t, cells) for t, cells in ruled if len({c.col for c in cells}) > 1]  # a frame around text is no table
    boxes = [t.bbox for t, _ in tables]
    outside = page.filter(lambda o: not any(_inside(o, box) for box in boxes)) if boxes else page
    found: list[Line | Grid] = list(_lines_and_columns(outside))
    found += [Grid(tuple(cells), page.page_number, t.bbox, _edges(t)) for t, cells in tables]
    return PageParts(page.page_number, float(page.height), sorted(found, key=lambda p: p.box[1]))


def _inside(thing: dict[str, Any], box: Box) -> bool:
    """Whether the middle of a character or line lies in a box."""
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _edges(table: Any) -> tuple[float, ...]:
    return tuple(float(x) for x in sorted({round(c[0]) for c in table.cells}))


def ruled_cells(table: Any, page: int) -> list[GridCell]:
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
        place = f"page {page} ({x0:.0f},{top:.0f},{x1:.0f},{bottom:.0f})"
        cells.append(GridCell(text or "", row, col, max(rows, 1), max(cols, 1), place))
    return cells


def _lines_and_columns(page: Any) -> Iterator[Line | Grid]:
    """Yield the lines of a page; runs of lines whose words stand in the same three or more columns are a table."""
    lines = page.extract_text_lines(strip=True, return_chars=True)
    parted = [_segments(line) for line in lines]
    position = 0
    while position < len(lines):
        end = position
        while end < len(lines) and len(parted[end]) >= MIN_COLUMNS - (end > position):
            end += 1
        grid = _aligned(parted[position:end], page.page_number) if end - position >= MIN_ROWS else None
        if grid is not None:
            yield grid
            position = end
            continue
        line = lines[position]
        box = (float(line["x0"]), float(line["top"]), float(line["x1"]), float(line["bottom"]))
        yield Line(_text(line, parted[position]), page.page_number, box)
        position += 1


def _segments(line: dict[str, Any]) -> list[tuple[str, Box]]:
    """Return the stretches of a line that wide gaps part, with their boxes."""
    chars = [c for c in line["chars"] if c["text"].strip()]
    if not chars:
        return []
    runs = [[chars[0]]]
    for before, after in pairwise(chars):
        if after["x0"] - before["x1"] > GAP * max(before["size"], after["size"]):
            runs.append([])
        runs[-1].append(after)
    return [("".join(c["text"] for c in run), (run[0]["x0"], line["top"], run[-1]["x1"], line["bottom"])) for run in runs]


def _text(line: dict[str, Any], segments: list[tuple[str, Box]]) -> str:
    """Return a line's text, wide gaps as two blanks."""
    return "  ".join(text for text, _ in segments) if len(segments) > 1 else str(line["text"])


def _aligned(rows: list[list[tuple[str, Box]]], page: int) -> Grid | None:
    """Return the lines as a table, None where a stretch of text lies under two columns or the columns are too few."""
    columns: list[list[float]] = []
    for x0, x1 in sorted((box[0], box[2]) for row in rows for _, box in row):
        if columns and x0 < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], x1)
        else:
            columns.append([x0, x1])
    if len(columns) < MIN_COLUMNS:
        return None
    cells = []
    for r, row in enumerate(rows):
        at = [next(i for i, (a, b) in enumerate(columns) if a <= box[0] and box[2] <= b) for _, box in row]
        if len(set(at)) != len(at):
            return None
        for column, (text, box) in zip(at, row, strict=True):
            place = f"page {page} ({box[0]:.0f},{box[1]:.0f},{box[2]:.0f},{box[3]:.0f})"
            cells.append(GridCell(text, r, column, place=place))
    boxes = [box for row in rows for _, box in row]
    whole = (min(b[0] for b in boxes), boxes[0][1], max(b[2] for b in boxes), boxes[-1][3])
    return Grid(tuple(cells), page, whole, tuple(c[0] for c in columns))
