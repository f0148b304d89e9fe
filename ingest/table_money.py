"""Rows of money printed one cell a line without row ends (收支表逐格换行): parted by their figures."""

import re

from ingest.document import Cell
from ingest.table_headers import kind_of

Row = tuple[Cell, ...]

FIGURE = re.compile(r"-?\d[\d,，]*(?:\.\d+)?\s*(?:万元|元|[%％])?|[/／—-]{1,2}|无")
WIDE = 5
LABEL = 24
"""A label of more characters is a sentence."""

TITLE = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}[、章节]|[（(][一二三四五六七八九十]{1,3}[)）]|附[件表]|说明[：:]|备?注[：:]|填表人)")
"""What opens a title or a note behind a table."""


BESIDE = ("money", "rate", "change", "share", "weight", "score")
"""What columns of amounts and those beside them hold."""


def is_figure(text: str) -> bool:
    """Tell whether a cell holds an amount, a rate or the sign of none (/)."""
    return FIGURE.fullmatch(text) is not None


def is_money_header(header: Row) -> bool:
    """Tell whether headings are a label and two or more columns of amounts (科目 | 年初预算数 | 决算数)."""
    kinds = [kind_of(c.text) for c in header]
    return len(header) > 2 and all(k in BESIDE for k in kinds[1:]) and kinds[1:].count("money") > 1 and kinds[0] not in BESIDE


def money_rows(cells: list[Cell], header: Row) -> tuple[list[Row], int]:
    """Part a stream of cells into rows of a label and at most as many figures as there are columns; returns rows and cells used."""
    width = len(header) - 1
    rows: list[Row] = []
    at = used = 0
    while at < len(cells):
        label = cells[at]
        if not at and _nameless(cells, width):
            return [(Cell("", (label.span[0],) * 2), *cells[:width])], width
        if is_figure(label.text) or len(label.text) > LABEL or re.search(r"[。；]", label.text):
            break
        end = at + 1
        while end < len(cells) and end - at <= width and (is_figure(cells[end].text) or not cells[end].text):
            end += 1
        if end == at + 1 and (end == len(cells) or (rows and len(rows[-1]) == 1)):
            break
        rows.append(tuple(cells[at:end]))
        at = end
        used = at if len(rows[-1]) > 1 else used
    while rows and len(rows[-1]) == 1:
        rows.pop()
    return rows, used


def _nameless(cells: list[Cell], width: int) -> bool:
    """Tell whether a form's one row of figures stands right under its headings (年初预算数, 全年预算数, 全年执行数, 分值, 执行率, 得分)."""
    return width >= WIDE and len(cells) > width and all(is_figure(c.text) for c in cells[:width]) and not is_figure(cells[width].text)


def money_heads(cells: list[Cell], position: int) -> tuple[Row, int] | None:
    """Return the headings of amounts that begin here, one a line, and where they end; a label and a figure must follow."""
    at = position + 1
    while at < len(cells) and len(cells[at].text) <= LABEL and kind_of(cells[at].text) in BESIDE:
        at += 1
    header = tuple(cells[position:at])
    if len(cells[position].text) > LABEL or not is_money_header(header) or at + 1 >= len(cells):
        return None
    if _nameless(cells[at:], len(header) - 1):
        return header, at
    return (header, at) if not is_figure(cells[at].text) and any(is_figure(c.text) for c in cells[at + 1 : at + 3]) else None


def money_width(row: Row) -> int:
    """Return how many cells at a row's head are headings of amounts with a label and a figure behind them, 0 where none are."""
    for n in range(3, min(len(row) - 1, 10)):
        if is_money_header(row[:n]) and not is_figure(row[n].text) and is_figure(row[n + 1].text):
            return n
    return 0


def closes(before: str, line: str) -> bool:
    """Tell whether a line without tab behind a cell is a title, a note or running prose after the table, not the cell's rest."""
    last = before.strip()
    if TITLE.match(line.strip()) and not TITLE.match(last) and not re.search(r"[，。；：]", last):
        return True
    return (is_figure(last) or not last) and len(line) > 40 and re.search(r"[，。]", line) is not None
