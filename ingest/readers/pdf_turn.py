"""Pages that lie on their side (横置页): text drawn along a page's edge is set upright before the page is read."""

import io
import math
from collections import Counter
from typing import Any

MOST = 0.8
"""A page is turned where this share of its characters runs one other way."""

FEW = 20
"""Characters; with fewer a page's direction says nothing."""


def turn_of(page: Any) -> int:
    """Return by how many degrees clockwise a page must be turned for its text to run from left to right: 0, 90, 180 or 270."""
    ways = Counter(_direction(c["matrix"]) for c in page.chars if c["text"].strip())
    total = sum(ways.values())
    if total < FEW:
        return 0
    way, count = ways.most_common(1)[0]
    return way if count >= MOST * total else 0


def _direction(matrix: tuple[float, ...]) -> int:
    """Return the angle of a character's base line, anticlockwise, to the next quarter."""
    return round(math.degrees(math.atan2(matrix[1], matrix[0])) / 90) * 90 % 360


def turned(data: bytes, turns: dict[int, int]) -> bytes:
    """Return a PDF with its pages turned: {page number: degrees clockwise}."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for number, degrees in turns.items():
        page = document[number - 1]
        page.set_rotation((page.get_rotation() + degrees) % 360)
        page.close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()
