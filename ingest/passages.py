"""Passages (段落): the report cut into complete thoughts, each with its heading path.

A passage is a sentence, a few short ones that lean on each other, or a group of clauses of a sentence that runs on.
A short numbered sentence that opens a part of a paragraph (一是监管机制持续优化。) is its run-in heading: it stands in the first
passage of the part and in the heading path of all of them.
A table's row is a passage, with the labels of merged cells among the headings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import Block, Document, Flow, Table
from ontology.records import Passage, Span

SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]+[”’」』）)\"]*|[^。！？!?；;]+$")
COMMA = re.compile(r"[，,](?!\d{3})[”’」』）)\"]*")
LIST_COMMA = re.compile(r"、")
MARKER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十]{1,3}[，,、：:]|其[一二三四五六][，,、：:]|(?:首先|其次|再次|最后)[，,]|"
    r"[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⒛㈠-㈩]|\d{1,2}(?:[、．]|\.(?!\d)))\s*"
)
ENDS = "。！？!?；;：:"
FORM = re.compile(r"\s*(?:填\s*(?:表|报)\s*(?:人|日期|时间)|联系(?:人|电话)|经办人|责任编辑)\s*[：:（(]")
"""The foot of a form: who filled it in and when is no thought about the work."""

SHORT = 18
"""A sentence of fewer characters is no complete thought: it joins its neighbour."""

LONG = 140
"""Sentences are not joined beyond this length."""

RUNNING, PART = 50, 16
"""A longer thought is cut at commas into parts of at least this length: one clause about a thing is found, five about many are not."""

TITLE = 32
"""A numbered sentence up to this length heads what follows it."""


@dataclass(frozen=True, slots=True)
class _Thought:
    start: int
    end: int
    title: str | None


def passages(document: Document) -> Iterator[Passage]:
    """Yield the passages of a document in order; headings, contents pages and page furniture are context, not passages."""
    pending: list[Block] = []
    for block in document.blocks:
        if block.kind in ("paragraph", "item") and block.table is None and _is_fragment(document, block):
            if pending and (pending[0].section != block.section or block.span[1] - pending[0].span[0] > LONG):
                yield _joined(document, pending)
                pending = []
            pending.append(block)
            continue
        if pending:
            yield _joined(document, pending)
            pending = []
        yield from _of_block(document, block)
    if pending:
        yield _joined(document, pending)


def _of_block(document: Document, block: Block) -> Iterator[Passage]:
    path = _path(document, block)
    if block.table is not None:
        yield from _rows(document, block.table, path)
    elif block.kind in ("paragraph", "item") and not FORM.match(document.quote(block.span)):
        yield from _prose(document, block.span, path)


def _prose(document: Document, span: Span, path: tuple[str, ...]) -> Iterator[Passage]:
    flow = document.flow(span)
    for thought in _clauses(flow, _thoughts(flow)):
        headings = path if thought.title is None or thought.title in path else (*path, thought.title)
        yield _passage(document, flow.span(thought.start, thought.end), headings)


def _path(document: Document, block: Block) -> tuple[str, ...]:
    return document.sections[block.section].path if block.section >= 0 else ()


def _passage(document: Document, span: Span, headings: tuple[str, ...]) -> Passage:
    return Passage(quote=document.quote(span), span=span, headings=headings)


def _is_fragment(document: Document, block: Block) -> bool:
    """Return whether a block is a few characters without a sentence's end: a cell of a table that lost its lines, a label."""
    text = document.quote(block.span).strip()
    return len(text) < SHORT and text[-1] not in ENDS and not MARKER.match(text)


def _joined(document: Document, blocks: list[Block]) -> Passage:
    """Return neighbouring fragments as one passage."""
    span = blocks[0].span[0], blocks[-1].span[1]
    start = span[0] + len(document.quote(span)) - len(document.quote(span).lstrip())
    return _passage(document, (start, start + len(document.quote(span).strip())), _path(document, blocks[0]))


def _thoughts(flow: Flow) -> Iterator[_Thought]:
    """Yield where the passages of a flow start and end, in characters of the flow, with the run-in heading they stand under."""
    start: int | None = None
    end = 0
    title: str | None = None
    held: str | None = None
    for m in SENTENCE.finditer(flow.text):
        if not m.group().strip():
            continue
        marker = MARKER.match(m.group())
        enough = start is not None and end - start >= SHORT and held is None
        if start is not None and (marker or (enough and (len(m.group()) >= SHORT or m.end() - start > LONG))):
            yield _Thought(start, end, title)
            start = None
        if marker:
            head = m.group()[marker.end() :].rstrip("。；;：:，, ")
            title = held = head if 0 < len(head) <= TITLE else None
        elif start is not None:
            held = None
        start = m.start() if start is None else start
        end = m.end()
    if start is not None:
        yield _Thought(start, end, title)


def _clauses(flow: Flow, thoughts: Iterator[_Thought]) -> Iterator[_Thought]:
    """Yield the thoughts, those that run on cut at commas into parts of about equal length."""
    for thought in thoughts:
        start = thought.start
        while thought.end - start > RUNNING:
            length = thought.end - start
            parts = -(-length // RUNNING)
            text = flow.text[start : thought.end]
            fit = _fit(COMMA, text) or (_fit(LIST_COMMA, text) if length > 2 * RUNNING else [])
            if not fit:
                break
            cut = start + min(fit, key=lambda c: abs(c - length / parts))
            yield _Thought(start, cut, thought.title)
            start = cut
        yield _Thought(start, thought.end, thought.title)


def _fit(comma: re.Pattern[str], text: str) -> list[int]:
    """Return where a text may be cut after a comma, leaving no part too short."""
    return [m.end() for m in comma.finditer(text) if m.end() >= PART and len(text) - m.end() >= PART]


def _rows(document: Document, table: Table, path: tuple[str, ...]) -> Iterator[Passage]:
    """Yield the rows of a table that print something of their own; long cells stand for themselves."""
    head = path + ((table.caption,) if table.caption else ())
    for row in table.rows[table.header_rows :]:
        own = [cell for cell in row if not cell.carried and cell.text.strip()]
        if not own:
            continue
        span = min(c.span[0] for c in own), max(c.span[1] for c in own)
        carried = dict.fromkeys(" ".join(c.text.split()) for c in row if c.carried and c.text.strip())
        headings = (*head, *(label for label in carried if len(label) <= TITLE))
        if span[1] - span[0] <= 2 * LONG:
            yield _passage(document, span, headings)
            continue
        labels = tuple(flat for cell in own if len(flat := " ".join(cell.text.split())) <= TITLE)
        for cell in own:
            if cell.span[1] - cell.span[0] > TITLE:
                yield from _prose(document, cell.span, (*headings, *labels))
