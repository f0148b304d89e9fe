"""Passages (段落): the report cut into complete thoughts, each with its heading path.

A passage is a sentence, or a few short ones that lean on each other; a table's row is a passage with its column labels among the headings.
"""

import re
from collections.abc import Iterator

from ingest.document import Document, Flow, Span, Table
from ontology.records import Passage

SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]+[”’」』）)\"]*|[^。！？!?；;]+$")
SHORT = 18
"""A sentence of fewer characters is no complete thought: it joins its neighbour."""

LONG = 140
"""Sentences are not joined beyond this length."""

LABEL = 24
"""A column label longer than this is prose, not a label."""


def passages(document: Document) -> Iterator[Passage]:
    """Yield the passages of a document in order; headings, contents pages and page furniture are context, not passages."""
    for block in document.blocks:
        path = document.sections[block.section].path if block.section >= 0 else ()
        if block.table is not None:
            yield from _rows(document, block.table, path)
        elif block.kind in ("paragraph", "item"):
            flow = document.flow(block.span, block.section, block.kind)
            for start, end in _thoughts(flow):
                yield _passage(document, flow.span(start, end), path)


def _passage(document: Document, span: Span, headings: tuple[str, ...]) -> Passage:
    return Passage(quote=document.quote(span), span=span, headings=headings)


def _thoughts(flow: Flow) -> Iterator[Span]:
    """Yield where the passages of a flow start and end, in characters of the flow."""
    start: int | None = None
    end = 0
    for m in SENTENCE.finditer(flow.text):
        if not m.group().strip():
            continue
        if start is not None and end - start >= SHORT and (m.end() - m.start() >= SHORT or m.end() - start > LONG):
            yield start, end
            start = None
        start = m.start() if start is None else start
        end = m.end()
    if start is not None:
        yield start, end


def _rows(document: Document, table: Table, path: tuple[str, ...]) -> Iterator[Passage]:
    """Yield the rows of a table that print something of their own; labels of the columns join the heading path."""
    head = path + ((table.caption,) if table.caption else ())
    for row in table.rows[table.header_rows :]:
        own = [cell for cell in row if not cell.carried and cell.text.strip()]
        if not own:
            continue
        span = min(c.span[0] for c in own), max(c.span[1] for c in own)
        carried = tuple(dict.fromkeys(" ".join(c.text.split()) for c in row if c.carried and c.text.strip()))
        yield _passage(document, span, head + tuple(label for label in carried if len(label) <= LABEL))
