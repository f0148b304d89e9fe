"""Tables whose cells stand in one line with blanks between (空格对齐的表格), as PDF text has them."""

import re
from collections.abc import Iterator

from ingest.document import Cell
from ingest.table_headers import is_header, is_number, kind_of
from ingest.table_rows import Line, RawRow, Region, cell

LABEL = re.compile(r"(?:[（(]?[\d一二三四五六七八九十]{1,2}[)）]?[.．、]?\s*)?[\u4e00-\u9fff“”]{2,12}")
"""A line that may be the label of a merged cell among rows (2.预算执行)."""



SPREAD = r"(?<!\S)[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff])+(?!\S)"
"""A heading whose characters stand apart (项　　目, 合  计)."""


def spaced(text: str, lines: list[Line]) -> Iterator[Region]:
    """Yield the tables whose cells stand in one line with blanks between, as PDF text has them: from a line of headings on.

    A short line between two rows is the label of a merged cell and does not end the table.
    """
    rows: list[RawRow] = []
    label: str | None = None
    above: list[str] = []
    before: tuple[str, ...] = ()
    for start, line in [*lines, (len(text), "")]:
        cells, wide = _blank_cells(text, start, line)
        if len(cells) > (2 if wide else 3) and is_header(tuple(c.text for c in cells)):
            if len(rows) > 1:
                yield Region(tuple(rows), before)
            rows, label, before = [cells], None, tuple(above[-2:])
        elif rows and 2 <= len(cells) <= len(rows[0]) + 1 and any(is_number(c.text) or re.search(r"\d", c.text) for c in cells[1:]):
            rows.append(_under_names(cells, rows[0]))
            label = None
        elif rows and label is None and len(cells) == 1 and LABEL.fullmatch(line.strip()):
            label = line
        elif rows and not line.strip() and start < len(text):
            continue  # every line of the page stands apart
        else:
            if len(rows) > 1:
                yield Region(tuple(rows), before)
            rows = []
            above += [line.strip()] if line.strip() else []


def _blank_cells(text: str, start: int, line: str) -> tuple[RawRow, bool]:
    """Return the cells of a line, and whether blanks wider than one part them: a single one then belongs to its cell."""
    if "|" in line:
        return (), False
    wide = re.search(r"\S[ \u3000]{2,}\S", line) is not None
    found = re.finditer(rf"{SPREAD}|\S+(?:[ \u3000]\S+)*" if wide else r"\S+", line)
    return tuple(cell(text, start + m.start(), start + m.end()) for m in found), wide


def _under_names(row: RawRow, header: RawRow) -> RawRow:
    """Return a row with its blanks behind its name, where the first column is the name: weights and scores stand to the right."""
    missing = len(header) - len(row)
    if missing <= 0 or kind_of(header[0].text) != "name" or len(row) < 2:
        return row
    end = row[0].span[1]
    return (row[0], *(Cell("", (end, end)) for _ in range(missing)), *row[1:])
