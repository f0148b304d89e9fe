"""Scanned pages (扫描件): recognised with rapidocr, whose models come in its wheel; ruled tables found by their lines with OpenCV.

Needs the extra `ocr`. Places are given in points of the page, as for any other PDF.
"""

import importlib.util
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ingest.readers.alignment import Piece, around, place_of, with_aligned
from ingest.readers.compose import GridCell
from ingest.readers.form_terms import corrected, unconfused
from ingest.readers.pdf_layout import Box, Grid, Line, PageParts

DPI = 200
MAX_SIDE = 6_000
"""Pixels; a larger page is rendered smaller."""

MIN_SCORE = 0.5
"""Words recognised with less are noise: stamps, specks, signatures."""

CLOSE = 0.8
"""Words of a line nearer to each other than this share of its height are one stretch."""

TURNED = 0.6
"""A page lies on its side where more than this share of its words is higher than wide."""

SURE = 0.95
"""A word recognised with more is left as it is read, even one character off a form's word."""


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised stretch of text: its box in pixels and how sure the recognition is, 0 to 1."""

    text: str
    box: Box
    score: float

    @property
    def middle(self) -> tuple[float, float]:
        """Return the middle of the box."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def installed() -> bool:
    """Tell whether recognition is installed (the extra `ocr`)."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


def recognised(data: bytes, pages: list[int], step: Callable[[], None]) -> Iterator[tuple[int, PageParts, float]]:
    """Yield (page number, parts, mean confidence of its words) of the pages of a PDF; `step` is called before each page."""
    import pypdfium2
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    engine = RapidOCR()
    document = pypdfium2.PdfDocument(data)
    for number in pages:
        step()
        page = document[number - 1]
        scale = min(DPI / 72, MAX_SIDE / max(page.get_size()))
        picture = page.render(scale=scale, grayscale=True).to_numpy()
        picture = picture[:, :, 0] if picture.ndim == 3 else picture
        parts, confidence, height = _read(engine, picture, number, 1 / scale)
        yield number, PageParts(number, height, parts), confidence
        page.close()
    document.close()


def _read(engine: Any, picture: Any, page: int, point: float) -> tuple[list[Line | Grid], float, float]:
    """Return the parts of a picture of a page, the mean confidence and the height read; `point` is the size of a pixel in points."""
    from ingest.readers.ruled_picture import quarter_turns, straightened, tables_in

    picture = straightened(picture)
    words = _words(_recognise(engine, picture))
    if _sideways(words):
        picture = straightened(max(quarter_turns(picture), key=lambda p: _confidence(_words(_recognise(engine, p, use_cls=False)))))
        words = _words(_recognise(engine, picture))
    parts: list[Line | Grid] = []
    taken: set[Word] = set()
    for boxes in tables_in(picture):
        grid, used = _grid(boxes, words, page, point)
        if grid is not None:
            parts.append(grid)
            taken |= used
    lines = dict(_lines([w for w in words if w not in taken], page, point))
    parts = list(with_aligned(sorted([*parts, *lines], key=lambda p: p.box[1]), lines, page))
    return parts, round(_confidence(words), 3), picture.shape[0] * point


def _recognise(engine: Any, picture: Any, **options: bool) -> Any:
    import cv2

    return engine(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), **options)


def _confidence(words: list[Word]) -> float:
    return sum(w.score for w in words) / len(words) if words else 0.0


def _sideways(words: list[Word]) -> bool:
    """Tell whether most words of several characters are higher than wide: the page lies on its side."""
    told = [w for w in words if len(w.text) > 2]
    return len(told) > 2 and sum(w.box[3] - w.box[1] > w.box[2] - w.box[0] for w in told) > TURNED * len(told)


def _words(result: Any) -> list[Word]:
    if result.boxes is None:
        return []
    found = []
    for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        if text.strip() and score >= MIN_SCORE:
            xs, ys = [float(p[0]) for p in corners], [float(p[1]) for p in corners]
            found.append(Word(text.strip(), (min(xs), min(ys), max(xs), max(ys)), float(score)))
    return found


def _grid(boxes: list[Box], words: list[Word], page: int, point: float) -> tuple[Grid | None, set[Word]]:
    """Return the table of some ruled cells and the words that stand in them; None where it has one column."""
    lefts, tops = _edges([b[0] for b in boxes]), _edges([b[1] for b in boxes])
    if len(lefts) < 2:
        return None, set()
    cells: list[GridCell] = []
    used: set[Word] = set()
    for box in sorted(boxes, key=lambda b: (b[1], b[0])):
        inside = [w for w in words if w not in used and box[0] <= w.middle[0] <= box[2] and box[1] <= w.middle[1] <= box[3]]
        used |= set(inside)
        printed = "\n".join("".join(w.text for w in row) for row in _rows(inside))
        sure = min((w.score for w in inside), default=1.0) >= SURE
        place = place_of(page, (box[0] * point, box[1] * point, box[2] * point, box[3] * point))
        text = printed if sure else corrected(printed)
        row, col = _index(tops, box[1]), _index(lefts, box[0])
        rows = sum(box[1] - EDGE <= t < box[3] - EDGE for t in tops)
        cols = sum(box[0] - EDGE <= x < box[2] - EDGE for x in lefts)
        if not any(c.row == row and c.col == col for c in cells):
            cells.append(GridCell(text, row, col, max(rows, 1), max(cols, 1), place, "" if text == printed else printed))
    whole = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    scaled = (whole[0] * point, whole[1] * point, whole[2] * point, whole[3] * point)
    return Grid(tuple(cells), page, scaled, tuple(x * point for x in lefts)), used


EDGE = 12.0
"""Pixels by which the same edge may differ from cell to cell."""


def _edges(positions: list[float]) -> list[float]:
    """Return the distinct edges among positions, near ones as one."""
    edges: list[float] = []
    for position in sorted(positions):
        if not edges or position - edges[-1] > EDGE:
            edges.append(position)
    return edges


def _index(edges: list[float], position: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - position))


def _rows(words: list[Word]) -> list[list[Word]]:
    """Return the words line by line, each from left to right: words whose middles are within half a height stand in one line."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.middle[1]):
        height = word.box[3] - word.box[1]
        if rows and abs(rows[-1][-1].middle[1] - word.middle[1]) < height / 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w.box[0]) for row in rows]


def _lines(words: list[Word], page: int, point: float) -> Iterator[tuple[Line, list[Piece]]]:
    """Yield the lines, each with its stretches, whose fixed words are put right."""
    for row in map(_joined, _rows(words)):
        pieces = [_piece(w, point) for w in row]
        printed = "  ".join(w.text for w in row)
        text = unconfused(printed)
        yield Line(text, page, around(pieces), "" if text == printed else printed), pieces


def _joined(row: list[Word]) -> list[Word]:
    """Return a row's words, those that stand close together as one: recognition parts a line at its punctuation."""
    joined: list[Word] = []
    for word in row:
        last = joined[-1] if joined else None
        if last is None or word.box[0] - last.box[2] > CLOSE * (word.box[3] - word.box[1]):
            joined.append(word)
        else:
            box = (last.box[0], min(last.box[1], word.box[1]), word.box[2], max(last.box[3], word.box[3]))
            joined[-1] = Word(last.text + word.text, box, min(last.score, word.score))
    return joined


def _piece(word: Word, point: float) -> Piece:
    text = unconfused(word.text if word.score >= SURE else corrected(word.text))
    left, top, right, bottom = (v * point for v in word.box)
    return Piece(text, (left, top, right, bottom), "" if text == word.text else word.text)
