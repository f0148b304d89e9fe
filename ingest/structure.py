"""Text to blocks, sections and tables (篇章结构): the one way from a reader's text to a `Document`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.document import Block, BlockKind, Document, Section, Table
from ingest.grids import tables_of
from ingest.headings import (
    DUTY_VERB,
    FORM_LABEL,
    HEADING_NOUN,
    MARKUP,
    annex,
    bare_title,
    heading_level,
    meaning_of,
    numbered,
    run_in_title,
)
from ingest.lines import Line, contents, furniture, lines_in, lines_of
from ingest.prose_forms import cells_of, prose_form
from ontology.records import Span

BLANKS = re.compile(r"\s*")

ENDS = "。；：.;:！!？?"
"""A line that ends so is complete."""

HANGING = re.compile(r"[。；;：:]\s*(?:\d{1,2}[.．、]?|[（(][一二三四五六七八九十\d]{0,3})$")
"""A line that ends so was cut behind the number of a list's next entry."""

FULL_LINE = 18
"""A line of fewer characters was not broken by a page's width."""

BARE_STYLE = 8
"""The depth of titles without number where the report numbers its sections."""


ANNEX_STYLE = -1
"""Annexes stand beside the report's first level."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block before its section is known."""

    kind: BlockKind
    span: Span
    table: Table | None = None
    style: int = 0
    number: str = ""
    title: str = ""


def structure(text: str, source_name: str = "", grids: Sequence[Table] = (), noise: Sequence[Span] = ()) -> Document:
    """Return the document of a text: every character outside blank lines belongs to one block.

    `grids` are the tables whose cells the reader knows, `noise` the lines that it knows to be a page's or a site's and not the report's.
    """
    lines = lines_of(text)
    parts = sorted(_parts(text, lines, tables_of(text, grids), noise), key=lambda p: p.span)
    depths = _depths(parts)
    parts = _without_empty(parts, depths)
    sections: list[Section] = []
    blocks: list[Block] = []
    open_sections: list[tuple[int, int]] = []
    for part in parts:
        open_sections = list(_still_open(open_sections, part, depths))
        if part.kind == "heading":
            path = (*(sections[k].title for k, _ in open_sections), part.title)
            open_sections.append((len(sections), part.style))
            sections.append(
                Section(part.title, depths[part.style], part.number, (part.span[0], len(text)), part.span, path, meaning_of(part.title))
            )
        for k, _ in open_sections:
            sections[k] = replace(sections[k], span=(sections[k].span[0], part.span[1]))
        blocks.append(Block(part.kind, part.span, open_sections[-1][0] if open_sections else -1, part.table))
    return Document(text, tuple(blocks), _reaching(sections, text), source_name)


def _still_open(open_sections: list[tuple[int, int]], part: Part, depths: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the sections, as (index, style), that a part leaves open: a title ends those as deep as itself, an item its own style's."""
    for k, style in open_sections:
        if part.kind == "heading" and depths[style] >= depths[part.style]:
            return
        if part.kind == "item" and style == part.style:
            return
        yield k, style


def _reaching(sections: list[Section], text: str) -> tuple[Section, ...]:
    """Return the sections, each reaching to where what follows it begins."""
    reached = []
    for section in sections:
        gap = BLANKS.match(text, section.span[1])
        reached.append(replace(section, span=(section.span[0], gap.end() if gap else section.span[1])))
    return tuple(reached)


def _depths(parts: list[Part]) -> dict[int, int]:
    """Return the depth of each numbering style: the usual one, unless the report opens with another style and never uses 一、."""
    order = list(dict.fromkeys(p.style for p in parts if p.kind == "heading"))
    depths = {style: style for style in order}
    if BARE_STYLE in order and not {1, 2} & set(order):
        depths[BARE_STYLE] = 0
    if {3, 4} <= set(order) and 2 not in order and order.index(4) < order.index(3):
        depths[3], depths[4] = 4, 3
    return depths


def _without_empty(parts: list[Part], depths: dict[int, int]) -> list[Part]:
    """Return the parts with every numbered title under which nothing stands made an item: it was a list's entry."""
    told = [p for p in parts if p.kind not in ("furniture", "contents")]
    demoted: set[Span] = set()
    for i, part in enumerate(told):
        if part.kind != "heading" or part.style in (1, 2, BARE_STYLE, ANNEX_STYLE):
            continue
        after, before = told[i + 1] if i + 1 < len(told) else None, told[i - 1] if i else None
        nothing = after is None or (after.style != 0 and depths.get(after.style, after.style) <= depths[part.style])
        listed = before is not None and before.style == part.style and (before.kind == "item" or before.span in demoted)
        if nothing or (listed and not HEADING_NOUN.search(part.title)):
            demoted.add(part.span)
    return [replace(p, kind="item") if p.span in demoted else p for p in parts]


def _parts(text: str, lines: list[Line], tables: list[Table], known: Sequence[Span]) -> Iterator[Part]:
    """Yield the parts of a text: tables, furniture, contents, and the paragraphs between them and in the cells of prose forms."""
    forms = [t for t in tables if prose_form(t)]
    grids = [t for t in tables if t not in forms]
    yield from (Part("table", t.span, t) for t in grids)
    for form in forms:
        for cell in cells_of(form):
            yield from _runs(text, [replace(line, tab=False) for line in lines_in(text, cell.span)], set(), set())
    told = set(known)
    noise, listed = furniture(lines) | {i for i, line in enumerate(lines) if (line.start, line.end) in told}, contents(lines)
    outside = [i for i, line in enumerate(lines) if not any(t.span[0] <= line.start < t.span[1] for t in tables)]
    for _, run in groupby(enumerate(outside), lambda pair: pair[1] - pair[0]):  # a table between two lines parts them
        indices = [i for _, i in run]
        marks = ({k for k, i in enumerate(indices) if i in found} for found in (noise, listed))
        yield from _runs(text, [lines[i] for i in indices], *marks)


def _runs(text: str, lines: list[Line], noise: set[int], listed: set[int]) -> Iterator[Part]:
    """Yield the parts of lines outside tables."""
    open_lines: list[Line] = []
    for i, line in enumerate(lines):
        if i in noise or i in listed:
            yield Part("furniture" if i in noise else "contents", (line.start, line.end))
        elif _cell(line):
            yield from _paragraph(text, open_lines)
            open_lines = []
            yield Part("table", (line.start, line.end))
        elif open_lines and _continues(open_lines, line):
            open_lines.append(line)
        else:
            yield from _paragraph(text, open_lines)
            open_lines = [line]
    yield from _paragraph(text, open_lines)


def _cell(line: Line) -> bool:
    """Tell whether a line is a cell of a flattened table; long ones and titles are prose in a one-cell row."""
    if not line.tab:
        return False
    found = numbered(line.text)
    return len(line.text) < 50 and not (found is not None and found.style <= 3)


def _continues(open_lines: list[Line], line: Line) -> bool:
    """Tell whether a line carries on the paragraph: the last one is full and unfinished, and this one opens nothing."""
    last, first = open_lines[-1], open_lines[0]
    cut = _TAIL.fullmatch(line.text) and _CUT.search(last.text) and heading_level(last.text) is None
    if (HANGING.search(last.text) or cut) and not line.tab:
        return True
    if line.tab or last.text[-1] in ENDS or last.text[0] in "#|>" or _opens(line):
        return False
    if _unfinished(last.text) or (_REACHING.search(last.text) and line.text[0].isdigit()):
        return True
    if (len(open_lines) == 1 and _is_heading(first, line)) or (line.gap and bare_title(line.text)):
        return False
    return len(last.text) >= FULL_LINE


_TAIL, _CUT = re.compile(r"[^\d\W]{1,3}[。；]"), re.compile(r"\d[\u4e00-\u9fff]{0,2}$")
"""The end of a sentence alone on a line behind a number (39批⏎次。): it is no paragraph of its own, however short the line before."""


_REACHING = re.compile(r"(?:达到?|[增降升]至|提高到|累计)$")
"""A line that ends so was cut before its number, however short it is and however far off the number stands (达到⏎⏎100%)."""


def _opens(line: Line) -> bool:
    """Tell whether a line starts a block of its own by its look."""
    return line.text[0] in "|>" or any(p.match(line.text) for p in (MARKUP, FORM_LABEL)) or numbered(line.text) is not None


def _unfinished(line: str) -> bool:
    """Tell whether a line ends within brackets or at a joint."""
    brackets = line.count("（") + line.count("(") > line.count("）") + line.count(")")
    quotes = line.count("“") > line.count("”") or line.count("《") > line.count("》")
    return len(line) >= FULL_LINE and (brackets or quotes or line[-1] in "、，和及与的")


def _is_heading(line: Line, follower: Line | None) -> bool:
    if bare_title(line.text):
        return True
    found = heading_level(line.text)
    if found is None:
        return False
    title = found[2]
    wrapped = follower is not None and follower.gap == 0 and len(title) > 22 and line.text[-1] not in "。：:"
    if wrapped and (DUTY_VERB.match(title) or "，" in title or not HEADING_NOUN.search(title)):
        return False
    return not (line.text.endswith("。") and DUTY_VERB.match(title))


def _paragraph(text: str, lines: list[Line]) -> Iterator[Part]:
    """Yield the parts of one paragraph: a heading, an item, running text, or a heading that runs into its text."""
    if not lines:
        return
    span, line = (lines[0].start, lines[-1].end), lines[0]
    found = numbered(line.text)
    if len(lines) == 1 or _unfinished(line.text):
        whole = line if len(lines) == 1 else replace(line, text="".join(x.text for x in lines))
        if _is_heading(whole, None):
            yield _heading(whole.text, span)
            return
    cut = run_in_title(found.rest) if found else 0
    if found and cut:
        at = text.index(found.rest[:cut], span[0]) + cut
        yield Part("heading", (span[0], at), None, found.style, found.number, found.rest[: cut - 1])
        yield Part("paragraph", (at + len(text[at : span[1]]) - len(text[at : span[1]].lstrip()), span[1]))
        return
    kind: BlockKind = "item" if found or MARKUP.match(line.text) else "paragraph"
    yield Part(kind, span, None, found.style if found else 0)


def _heading(line: str, span: Span) -> Part:
    found = heading_level(line)
    if found is not None:
        return Part("heading", span, None, *found)
    title = bare_title(line) or line
    return Part("heading", span, None, ANNEX_STYLE if annex(title) else BARE_STYLE, "", title)
