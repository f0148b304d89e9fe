"""Text to blocks, sections and tables (篇章结构): the one way from a reader's text to a `Document`."""

import re

from ingest.document import Block, BlockKind, Document, Section, Span
from ingest.headings import heading_level, meaning_of

ENDS = "。；：.;:！!？?"


def structure(text: str, source_name: str = "", ocr: bool = False) -> Document:
    """Return the document of a text: every character outside blank lines belongs to one block."""
    spans = _paragraphs(text)
    sections: list[Section] = []
    blocks: list[Block] = []
    stack: list[tuple[int, str]] = []
    for span in spans:
        line = text[span[0] : span[1]].strip()
        found = heading_level(line)
        kind: BlockKind = "paragraph"
        if found is not None:
            level, number, title = found
            stack = [s for s in stack if s[0] < level] + [(level, title)]
            sections.append(Section(title, level, number, (span[0], len(text)), span, tuple(t for _, t in stack), meaning_of(title)))
            kind = "heading"
        blocks.append(Block(kind, span, len(sections) - 1))
    return Document(text, tuple(blocks), _close(sections), source_name, ocr)


def _close(sections: list[Section]) -> tuple[Section, ...]:
    closed = []
    for i, s in enumerate(sections):
        end = next((n.heading[0] for n in sections[i + 1 :] if n.level <= s.level), s.span[1])
        closed.append(Section(s.title, s.level, s.number, (s.span[0], end), s.heading, s.path, s.meaning))
    return tuple(closed)


def _paragraphs(text: str) -> list[Span]:
    """Join lines until one ends a sentence or the next one starts with a number."""
    spans: list[Span] = []
    start: int | None = None
    end = 0
    for m in re.finditer(r"[^\n]*\S[^\n]*", text):
        line = m.group().strip()
        opens = heading_level(line) is not None or text[m.start()] == "\t" or line[0] in "-•"
        if start is not None and opens:
            spans.append((start, end))
            start = None
        start = m.start() if start is None else start
        end = m.end()
        if line[-1] in ENDS or heading_level(line) is not None:
            spans.append((start, end))
            start = None
    if start is not None:
        spans.append((start, end))
    return spans
