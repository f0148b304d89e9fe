"""The document model: text, blocks, sections and tables, all in characters of the report's text (文档)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ontology.records import Span

BlockKind = Literal["heading", "paragraph", "item", "table", "contents", "furniture"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One grid position; `span` is the printed text's place, the same for all positions a merged cell covers."""

    text: str
    span: Span
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A grid (表格): every row has the same number of cells; the first `header_rows` rows name the columns."""

    span: Span
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0
    unit: str | None = None
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stretch of the text came from: page and box, or sheet and cell, or the n-th paragraph (出处)."""

    span: Span
    place: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it, subsections included (章节); `meaning` is a key of `MEANINGS` or None."""

    title: str
    level: int
    number: str
    span: Span
    heading: Span
    path: tuple[str, ...]
    meaning: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines that belong together; `section` indexes `Document.sections`, -1 before the first heading."""

    kind: BlockKind
    span: Span
    section: int = -1
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A paragraph's text with broken lines joined, and where each character stands in the report's text.

    `text[i]` is character `offsets[i]` of the report; characters between (line breaks, blank lines) are left out.
    """

    text: str
    offsets: tuple[int, ...]
    section: int = -1
    kind: BlockKind = "paragraph"

    def span(self, start: int, end: int) -> Span:
        """Return the place in the report's text of `text[start:end]`, which must not be empty."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def cut(self, start: int, end: int) -> "Flow":
        """Return the part `text[start:end]` as a flow of its own."""
        return Flow(self.text[start:end], self.offsets[start:end], self.section, self.kind)


@dataclass(frozen=True)
class Document:
    """A read report: its text and the structure found in it.

    `recognised` are the scanned pages with the confidence of each, `readings` what was read where a form's word was put right.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    source_name: str = ""
    origins: tuple[Origin, ...] = ()
    recognised: tuple[tuple[int, float], ...] = ()
    readings: tuple[tuple[Span, str], ...] = ()

    def origin_at(self, offset: int) -> str | None:
        """Return where a character of the text stood in the file (`page 3 (71,120,523,134)`, `预算表!C5`), None where unknown."""
        index = bisect_right(self.origins, offset, key=lambda o: o.span[0]) - 1
        found = self.origins[index] if index >= 0 else None
        return found.place if found and found.span[0] <= offset < found.span[1] else None

    def certainty_at(self, offset: int) -> float:
        """Return how sure it is that a character was printed so: 1, or the confidence of its page's recognition."""
        place = (self.origin_at(offset) or "").split() if self.recognised else []
        page = int(place[1]) if place[:1] == ["page"] else 0
        return dict(self.recognised).get(page, 1.0)

    def quote(self, span: Span) -> str:
        """Return the exact text of a span."""
        return self.text[span[0] : span[1]]

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """Return the prose blocks (paragraphs, items, headings) as flows, in order."""
        prose = ("paragraph", "item", "heading")
        return tuple(self.flow(b.span, b.section, b.kind) for b in self.blocks if b.kind in prose)

    @property
    def tables(self) -> Iterator[Table]:
        """Yield the tables in order."""
        return (b.table for b in self.blocks if b.table is not None)

    def flow(self, span: Span, section: int = -1, kind: BlockKind = "paragraph") -> Flow:
        """Return the text of a span without its line breaks and the spaces around them."""
        keep: list[int] = []
        skipped = [s for s in self._noise if s[0] < span[1] and s[1] > span[0] and s != span]
        for line_start, line_end in _lines(self.text, span):
            start, end = line_start, line_end
            while start < end and self.text[start].isspace():
                start += 1
            while end > start and self.text[end - 1].isspace():
                end -= 1
            keep.extend(i for i in range(start, end) if not any(a <= i < b for a, b in skipped))
        return Flow("".join(self.text[i] for i in keep), tuple(keep), section, kind)

    @cached_property
    def _noise(self) -> tuple[Span, ...]:
        """Return where page numbers, running heads and conversion residue cut through the text."""
        residue = tuple(m.span() for m in re.finditer(r"\[bookmark:[^\]\n]*\]", self.text))
        return residue + tuple(b.span for b in self.blocks if b.kind == "furniture")

    def under(self, *meanings: str) -> Iterator[Flow]:
        """Yield the flows that stand in a section with one of the meanings, or below such a section."""
        wanted = [s.span for s in self.sections if s.meaning in meanings]
        for flow in self.flows:
            if flow.offsets and any(a <= flow.offsets[0] < b for a, b in wanted):
                yield flow

    def meaning_at(self, offset: int, *among: str) -> str | None:
        """Return the meaning of the innermost section around the offset that has one, or has one of those asked for."""
        around = (s.meaning for s in reversed(self.sections) if s.meaning and s.span[0] <= offset < s.span[1])
        return next((meaning for meaning in around if not among or meaning in among), None)

    def section_at(self, offset: int) -> Section | None:
        """Return the innermost section that holds the offset."""
        index = bisect_right([s.heading[0] for s in self.sections], offset) - 1
        while index >= 0 and self.sections[index].span[1] <= offset:
            index -= 1
        return self.sections[index] if index >= 0 else None


def _lines(text: str, span: Span) -> Iterator[Span]:
    start = span[0]
    while start < span[1]:
        end = text.find("\n", start, span[1])
        end = span[1] if end < 0 else end
        yield start, end
        start = end + 1
