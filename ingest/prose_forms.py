"""Forms whose cells are chapters (表格式报告): a column of titles beside a column of prose is no grid of figures."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.document import Cell, Document, Flow, Table
from ingest.headings import meaning_of, numbered

PROSE = 12
"""A cell of so many characters with a full stop is prose."""

LABEL = 25
"""A title is shorter."""

COLUMNS = 4
SHARE = 0.6
FIGURES = re.compile(r"分\s*值|权\s*重|得\s*分|指标值|完成值|预算数|执行数|决算数")


def prose_form(table: Table) -> bool:
    """Tell whether most rows of a table are a title and a paragraph, as in a report printed as one form."""
    if len(table.rows[0]) > COLUMNS or any(FIGURES.search(cell.text) and len(cell.text) < LABEL for row in table.rows for cell in row):
        return False
    told = [row for row in table.rows if any(cell.text.strip() for cell in row)]
    return len(told) >= 3 and sum(_chapter(row) for row in told) >= SHARE * len(told)


def _chapter(row: tuple[Cell, ...]) -> bool:
    prose = any(len(cell.text) >= PROSE and "。" in cell.text for cell in row)
    titled = any(len(cell.text) < LABEL and (numbered(cell.text.strip()) or meaning_of(cell.text)) for cell in row)
    return prose and titled


def beside(document: Document, meaning: str) -> Iterator[Flow]:
    """Yield the prose of cells that stand right of a label with the meaning (存在问题 | 预算编制不够精准。…)."""
    for table in document.tables:
        for row in table.rows:
            for label, cell in pairwise(c for c in row if c.text.strip()):
                prose = len(cell.text) >= PROSE and re.search("[。、]", cell.text) and not cell.carried and cell.span != label.span
                if prose and 2 < len(label.text.strip()) < LABEL and meaning_of(label.text) == meaning:
                    yield document.flow(cell.span)


def told_of(document: Document) -> Iterator[tuple[Flow, str | None]]:
    """Yield what may speak of bodies and staff, with its meaning: chapters on the department, form cells, and text outside chapters."""
    meanings = ("overview", "organisation", "duties")
    for flow in document.flows:
        meaning = document.meaning_at(flow.offsets[0]) if flow.offsets else "none"
        if meaning is None or meaning in meanings:
            yield flow, meaning
    for meaning in meanings:
        yield from ((flow, meaning) for flow in beside(document, meaning))


def cells_of(table: Table) -> Iterator[Cell]:
    """Yield the cells of a form in reading order, each printed text once."""
    seen: set[tuple[int, int]] = set()
    for row in table.rows:
        for cell in row:
            if cell.text.strip() and not cell.carried and cell.span not in seen:
                seen.add(cell.span)
                yield cell
