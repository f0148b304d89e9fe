"""One page of a PDF (单页): its lines, its ruled tables, and the tables that only alignment shows."""

from itertools import pairwise
from typing import Any

from ingest.readers.alignment import Piece, around, with_aligned
from ingest.readers.pdf_columns import crosses, gutter_of, in_columns
from ingest.readers.pdf_layout import Box, Grid, Line, PageParts
from ingest.readers.pdf_rules import ruled_tables

FEW_CHARACTERS = 15
PICTURE_SHARE = 0.4
GAP = 1.6
"""So many character widths between two words part the cells of a table without rules."""

NARROW_GAP = 1.0
"""So many part two columns of running text."""

WORD_GAP = 3.0
"""Points; characters further apart are of two words."""

Chars = list[dict[str, Any]]


def is_scan(page: Any) -> bool:
    """Tell whether a page is a picture: hardly a character, and images over much of it."""
    if len(page.chars) > FEW_CHARACTERS:
        return False
    area = sum(abs((i["x1"] - i["x0"]) * (i["bottom"] - i["top"])) for i in page.images)
    return bool(area >= PICTURE_SHARE * page.width * page.height)


def parts_of(page: Any) -> PageParts:
    """Return a page's lines and tables in reading order."""
    page = page.dedupe_chars(tolerance=0.5)  # bold by printing twice
    tables = ruled_tables(page)
    boxes = [t.bbox for t, _ in tables]
    outside = page.filter(lambda o: not any(_inside(o, box) for box in boxes)) if boxes else page
    grids = [Grid(tuple(cells), page.page_number, t.bbox, _edges(t)) for t, cells in tables]
    return PageParts(page.page_number, float(page.height), _ordered(outside, grids))


def _ordered(page: Any, grids: list[Grid]) -> list[Line | Grid]:
    """Return the lines of a page outside its ruled tables, and these, in reading order, aligned lines as tables."""
    lines = [(line["text"], chars) for line in page.extract_text_lines(return_chars=True) if (chars := _printed(line["chars"]))]
    gap = gutter_of([_pieces(chars, NARROW_GAP) for _, chars in lines], float(page.width))
    parts: list[Line | Grid] = list(grids)
    pieces: dict[Line, list[Piece]] = {}
    for text, chars in lines:
        sides = _sides(chars, gap)
        for stretches in map(_pieces, sides):
            printed = text if len(sides) == len(stretches) == 1 else "  ".join(p.text for p in stretches)
            line = Line(printed, page.page_number, around(stretches))
            pieces[line] = stretches
            parts.append(line)
    parts.sort(key=lambda p: p.box[1])
    parts = list(in_columns(parts, gap)) if gap is not None else parts
    return list(with_aligned(parts, pieces, page.page_number))


def _printed(chars: Chars) -> Chars:
    return [c for c in chars if c["text"].strip()]


def _inside(thing: dict[str, Any], box: Box) -> bool:
    """Whether the middle of a character or line lies in a box."""
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _edges(table: Any) -> tuple[float, ...]:
    return tuple(float(x) for x in sorted({round(c[0]) for c in table.cells}))


def _sides(chars: Chars, gap: float | None) -> list[Chars]:
    """Return a line's characters, parted at the gap between columns where no character stands on it."""
    if gap is None or crosses(_pieces(chars, NARROW_GAP), gap):
        return [chars]
    sides = ([c for c in chars if c["x1"] <= gap], [c for c in chars if c["x1"] > gap])
    return [side for side in sides if side]


def _pieces(chars: Chars, gap: float = GAP) -> list[Piece]:
    """Return the stretches of a line that gaps of so many character widths part."""
    runs: list[Chars] = []
    for char in chars:
        last = runs[-1][-1] if runs else None
        if last is None or char["x0"] - last["x1"] > gap * max(last["size"], char["size"]):
            runs.append([])
        runs[-1].append(char)
    return [Piece(_words(run), _box(run)) for run in runs]


def _words(run: Chars) -> str:
    """Return a stretch's text, with a blank where characters stand apart."""
    text = str(run[0]["text"])
    for before, after in pairwise(run):
        text += (" " if after["x0"] - before["x1"] > WORD_GAP else "") + after["text"]
    return text


def _box(run: Chars) -> Box:
    return float(run[0]["x0"]), float(min(c["top"] for c in run)), float(run[-1]["x1"]), float(max(c["bottom"] for c in run))
