"""Ruled tables of a PDF's page (框线表格): found by their lines, those that a table leaves out at its sides drawn in."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ingest.readers.alignment import place_of
from ingest.readers.compose import GridCell

NEAR = 3.0
"""Points by which ends of lines of one table may differ, and gaps in one line be wide."""

ENOUGH = 3
"""So many lines that begin and end alike bound a table, though nothing is drawn at their ends."""

Rule = tuple[float, float, float]
"""A line's position across and its two ends along itself."""


def ruled_tables(page: Any) -> list[tuple[Any, list[GridCell]]]:
    """Return the tables of a page with their cells; a frame around text, which has one column, is none."""
    upright, level = list(_ends(page, "h")), list(_ends(page, "v"))
    found = page.find_tables({"explicit_vertical_lines": upright, "explicit_horizontal_lines": level})
    tables = [(t, _cells(t, page.page_number)) for t in found]
    return [(t, cells) for t, cells in tables if len({c.col for c in cells}) > 1]


def _ends(page: Any, way: str) -> Iterator[dict[str, Any]]:
    """Yield the lines that would close the ends of those of one way (`h`, `v`), where enough end alike: open sides of a table."""
    crossing = list(_joined(page.edges, "v" if way == "h" else "h"))
    rules = sorted(_joined(page.edges, way), key=lambda r: (round(r[1] / NEAR), round(r[2] / NEAR), r[0]))
    for _, alike in groupby(rules, key=lambda r: (round(r[1] / NEAR), round(r[2] / NEAR))):
        for group in _connected(list(alike), crossing):
            first, last = group[0][0], group[-1][0]
            for at in group[0][1:] if len(group) >= ENOUGH else ():
                x0, x1, top, bottom = (at, at, first, last) if way == "h" else (first, last, at, at)
                yield {"object_type": "line", "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}


def _connected(rules: list[Rule], crossing: list[Rule]) -> Iterator[list[Rule]]:
    """Yield the runs of parallel lines between which others go across: two tables below each other are two runs."""
    run: list[Rule] = []
    for rule in rules:
        over = (start <= run[-1][0] + NEAR and end >= rule[0] - NEAR and rule[1] <= at <= rule[2] for at, start, end in crossing)
        if run and not any(over):
            yield run
            run = []
        run.append(rule)
    if run:
        yield run


def _joined(edges: list[dict[str, Any]], way: str) -> Iterator[Rule]:
    """Yield the lines of one way, those drawn cell by cell as one."""
    across, start, end = ("top", "x0", "x1") if way == "h" else ("x0", "top", "bottom")
    rules = sorted((round(e[across], 1), float(e[start]), float(e[end])) for e in edges if e["orientation"] == way)
    open_rule: Rule | None = None
    for rule in rules:
        if open_rule is not None and rule[0] - open_rule[0] < 1 and rule[1] <= open_rule[2] + NEAR:
            open_rule = (open_rule[0], open_rule[1], max(open_rule[2], rule[2]))
        else:
            if open_rule is not None:
                yield open_rule
            open_rule = rule
    if open_rule is not None:
        yield open_rule


def _cells(table: Any, page: int) -> list[GridCell]:
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
        cells.append(GridCell(text or "", row, col, max(rows, 1), max(cols, 1), place_of(page, (x0, top, x1, bottom))))
    return cells
