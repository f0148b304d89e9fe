"""Ruled tables in a picture of a page (扫描表格线): the page set straight, its long lines found, the spaces between them as cells."""

from typing import Any

from ingest.readers.pdf_layout import Box

MAX_TILT = 5.0
"""Degrees; a page that lies further askew is left as it is."""

LEAST_TILT = 0.05
RULE = 40
"""A rule is at least this share of a side: side / RULE pixels."""

MIN_CELL = 12
"""Pixels; what is narrower or lower is no cell."""

MIN_CELLS = 4


def straightened(picture: Any) -> Any:
    """Return the picture (grey levels, height × width) turned so that its long lines lie level, by the median of their angles."""
    import cv2
    import numpy

    edges = cv2.Canny(picture, 60, 180)
    found = cv2.HoughLinesP(edges, 1, numpy.pi / 1800, threshold=200, minLineLength=picture.shape[1] // 5, maxLineGap=15)
    if found is None:
        return picture
    lines = found.reshape(-1, 4)
    angles = numpy.degrees(numpy.arctan2(lines[:, 3] - lines[:, 1], lines[:, 2] - lines[:, 0]))
    level = angles[numpy.abs(angles) < MAX_TILT]
    tilt = float(numpy.median(level)) if len(level) else 0.0
    if abs(tilt) < LEAST_TILT:
        return picture
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1.0)
    return cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)


def quarter_turns(picture: Any) -> list[Any]:
    """Return the picture turned to the left and to the right."""
    import numpy

    return [numpy.ascontiguousarray(numpy.rot90(picture, turns)) for turns in (1, 3)]


def tables_in(picture: Any) -> list[list[Box]]:
    """Return the cells' boxes in pixels of each ruled table of the picture, from top to bottom."""
    import cv2
    import numpy

    dark = cv2.adaptiveThreshold(picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    height, width = picture.shape
    level = cv2.morphologyEx(dark, cv2.MORPH_OPEN, numpy.ones((1, width // RULE), numpy.uint8))
    upright = cv2.morphologyEx(dark, cv2.MORPH_OPEN, numpy.ones((height // RULE, 1), numpy.uint8))
    rules = cv2.dilate(cv2.bitwise_or(level, upright), numpy.ones((3, 3), numpy.uint8), iterations=2)
    contours, tree = cv2.findContours(rules, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if tree is None:
        return []
    tables: dict[int, list[Box]] = {}
    for contour, (_, _, _, parent) in zip(contours, tree[0], strict=True):
        x, y, w, h = cv2.boundingRect(contour)
        if parent >= 0 and w >= MIN_CELL and h >= MIN_CELL:
            tables.setdefault(int(parent), []).append((float(x), float(y), float(x + w), float(y + h)))
    found = [cells for cells in tables.values() if len(cells) >= MIN_CELLS]
    return sorted(found, key=lambda cells: min(c[1] for c in cells))
