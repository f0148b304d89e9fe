"""Raw rows of tables in plain text (表格行): cells after tabs, one row a line, pipes, and one cell a line without any sign.

Each reader yields regions: rows of printed cells as they stand, not yet aligned.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import Cell
from ingest.table_headers import bare, is_level, is_number, kind_of
from ingest.table_money import closes, money_heads, money_rows
from ontology.records import Span

RawRow = tuple[Cell, ...]
Line = tuple[int, str]

NOTE = re.compile(r"[。；]$|，|^(?:因|由于|受|原因|无$|未|偏差|主要)")
"""What a remark looks like between two rows."""

PARAGRAPH = 150
"""A line of more characters is a paragraph that follows a table, not the rest of a cell."""

FIRST_LEVEL = re.compile(r"(?:产出|效益|效果|满意度|成本|投入|过程|决策|管理|履职|预算执行)(?:绩效)?(?:指标)?")
"""A first level alone: the next line is its second level rather than half of a name."""

HALVES = ("实际", "完成", "年度", "全年", "年初", "自评", "预期", "绩效", "指标")
"""Words that open a heading broken over two lines more often than they make one."""

MANY = 5
"""Under so many headings one full row is a table."""

PROSE = 60
"""A cell alone in its row that is longer is prose, not a table."""


@dataclass(frozen=True, slots=True)
class Region:
    """Rows that stand together, and the lines just above them, which may hold a caption and a unit."""

    rows: tuple[RawRow, ...]
    above: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """Return from the first cell's line to the end of the last cell."""
        return self.rows[0][0].span[0], max(c.span[1] for row in self.rows for c in row)


def text_lines(text: str) -> list[Line]:
    """Return (start, line) of every line."""
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append((start, line))
        start += len(line) + 1
    return lines


def cell(text: str, start: int, end: int) -> Cell:
    """Return the cell of `text[start:end]` without surrounding blanks."""
    printed = text[start:end]
    lead = len(printed) - len(printed.lstrip())
    stripped = printed.strip()
    return Cell(stripped, (start + lead, start + lead + len(stripped))) if stripped else Cell("", (start, start))


def tabbed(text: str, lines: list[Line]) -> Iterator[Region]:
    """Yield the regions whose cells stand after tabs, a blank line or the end of a line between rows."""
    rows: list[list[list[int]]] = []
    above: list[str] = []
    open_row = in_row = False
    for start, line in lines:
        if "\t" in line:
            if not line.startswith("\t") or "\t" in line[1:].rstrip():
                rows.append([list(s) for s in _inline(start, line)])
                open_row = in_row = False
            else:
                if not open_row:
                    rows.append([])
                rows[-1].append([start + 1, start + len(line)])
                open_row = in_row = True
        elif not line.strip():
            open_row = False
        elif open_row and in_row and len(line) <= PARAGRAPH and not closes(text[slice(*rows[-1][-1])], line):
            rows[-1][-1][1] = start + len(line)
        else:
            yield from _region(text, rows, above)
            above = ([] if rows else above[-2:]) + [line.strip()]
            rows, open_row, in_row = [], False, False
    yield from _region(text, rows, above)


def _inline(start: int, line: str) -> Iterator[Span]:
    position = start
    for part in line.split("\t"):
        yield position, position + len(part)
        position += len(part) + 1


def _region(text: str, spans: list[list[list[int]]], above: list[str]) -> Iterator[Region]:
    """Yield the tables of a run of rows: rows of one long cell are prose and part them."""
    before = list(above)
    run: list[RawRow] = []
    for row in spans:
        cells = tuple(cell(text, a, b) for a, b in row)
        if not any(c.text for c in cells):
            continue
        if len(cells) == 1 and (not run or len(cells[0].text) > PROSE):
            yield from _trimmed(run, before)
            before, run = [*([] if run else before[-2:]), cells[0].text[-PROSE:]], []
        else:
            run.append(cells)
    yield from _trimmed(run, before)


def _trimmed(run: list[RawRow], above: list[str]) -> Iterator[Region]:
    while run and len(run[-1]) == 1 and kind_of(run[-1][0].text) is None and len(run[-1][0].text) > 12:
        run = run[:-1]
    if run:
        yield Region(tuple(run), tuple(above))


def piped(text: str, lines: list[Line]) -> Iterator[Region]:
    """Yield the Markdown tables: lines of cells between pipes, the line of dashes dropped."""
    rows: list[RawRow] = []
    above: list[str] = []
    for start, line in lines:
        flat = line.strip()
        if flat.count("|") >= 2 or (rows and "|" in flat):
            if not re.fullmatch(r"[|\s:+-]+", flat):
                rows.append(tuple(_pipe_cells(text, start, line)))
        elif rows and not flat:
            continue
        else:
            if len(rows) > 1:
                yield Region(tuple(rows), tuple(above))
            above = ([] if rows else above[-2:]) + ([flat] if flat else [])
            rows = []
    if len(rows) > 1:
        yield Region(tuple(rows), tuple(above))


def _pipe_cells(text: str, start: int, line: str) -> Iterator[Cell]:
    bars = [i for i, c in enumerate(line) if c == "|"]
    edges = bars if line.lstrip().startswith("|") else [-1, *bars]
    edges = edges if line.rstrip().endswith("|") else [*edges, len(line)]
    for a, b in pairwise(edges):
        yield cell(text, start + a + 1, start + b)


def unmarked(text: str, lines: list[Line]) -> Iterator[Region]:
    """Yield the tables printed one cell a line without tabs: found by their headings, parted by what their columns must hold."""
    cells = _glued([cell(text, a, a + len(line)) for a, line in lines if line.strip() and "\t" not in line and "|" not in line])
    position = 0
    while position < len(cells):
        heads, part = _heads(cells, position), reflow
        if heads is None:
            heads, part = money_heads(cells, position), money_rows
        if heads is None:
            position += 1
            continue
        header, after = heads
        rows, end = part(cells[after:], header)
        if len(rows) > 1 or (rows and len(rows[0]) == len(header) >= MANY):
            yield Region((header, *rows), tuple(c.text for c in cells[max(0, position - 3) : position]))
        position = max(after + end, position + 1)


def _glued(cells: list[Cell]) -> list[Cell]:
    """Return the cells with a line of nothing but a bracketed remark joined to the line above it (产出指标 / （50分）)."""
    out: list[Cell] = []
    for c in cells:
        if out and not bare(c.text) and is_level(out[-1].text):
            out[-1] = Cell(out[-1].text + "\n" + c.text, (out[-1].span[0], c.span[1]))
        else:
            out.append(c)
    return out


def _heads(cells: list[Cell], position: int) -> tuple[RawRow, int] | None:
    """Return the headings that begin here, one a line or broken over two lines, and where they end."""
    header: list[Cell] = []
    at = position
    while at < len(cells) and len(cells[at].text) <= 24:
        step = 1
        if kind_of(cells[at].text) is None:
            joined = cells[at].text + cells[at + 1].text if at + 1 < len(cells) else ""
            if len(joined) > 24 or kind_of(joined) is None or is_level(cells[at].text):
                break
            step = 2
        elif _splits(cells[at : at + 2]):
            step = 2
        elif header and is_level(cells[at].text) and {"target", "actual", "score"} & {kind_of(c.text) for c in header}:
            break
        last = cells[at + step - 1]
        header.append(Cell("".join(c.text for c in cells[at : at + step]), (cells[at].span[0], last.span[1])))
        at += step
    kinds = [kind_of(c.text) for c in header]
    if "name" not in kinds or len(header) < 3 or not {"target", "actual", "score"} & set(kinds):
        return None
    return tuple(header), at


def _splits(pair: list[Cell]) -> bool:
    """Tell whether a heading that could stand alone runs on in the next line (实际 / 完成值, 偏差原因 / 及改进措施)."""
    if len(pair) < 2:
        return False
    first, second = pair[0].text, pair[1].text
    if first in HALVES:
        return kind_of(first + second) is not None
    return kind_of(first) == "note" and re.match(r"[及和与、]|分析|措施|原因", second) is not None


def name_column(kinds: list[str | None]) -> int | None:
    """Return the column of the indicator's name: the last name or level before the first value.

    Where no heading says so, the one left of target and actual value side by side holds it (年度指标 | 计划 | 实绩).
    """
    values = [i for i, k in enumerate(kinds) if k in ("target", "actual", "score") and i > 0]
    stop = min(values) if values else len(kinds)
    names = [i for i, k in enumerate(kinds[:stop]) if k == "name"] or [i for i, k in enumerate(kinds[:stop]) if k in ("level1", "level2")]
    if not names and tuple(kinds[stop : stop + 2]) == ("target", "actual") and kinds[stop - 1] in (None, "item"):
        return stop - 1
    return names[-1] if names else None


def reflow(cells: list[Cell], header: RawRow) -> tuple[list[RawRow], int]:
    """Part a stream of cells, empty ones left out, into rows by what the headings ask for; returns the rows and the cells used."""
    kinds = [kind_of(c.text) for c in header]
    name = name_column(kinds)
    if name is None:
        return [], 0
    slots = [k for k in kinds[name + 1 :] if k != "note"]
    if not slots:
        return [], 0
    noted = kinds[-1] == "note"
    rows: list[RawRow] = []
    at = 0
    while at < len(cells):
        found = _row_at(cells, at, slots, kinds[:name].count("level1") + kinds[:name].count("level2"))
        if found is None:
            break
        row, at = found
        if noted and at < len(cells) and NOTE.search(cells[at].text) and not is_level(cells[at].text):
            row, at = (*row, cells[at]), at + 1
        elif noted:
            row = (*row, Cell("", (row[-1].span[1], row[-1].span[1])))
        rows.append(row)
    return rows, at


def _row_at(cells: list[Cell], start: int, slots: list[str | None], depth: int) -> tuple[RawRow, int] | None:
    at = start
    while at < len(cells) and at - start < max(depth, 1) and is_level(cells[at].text):
        at += 1
    if at < len(cells) and re.fullmatch(r"(?:合|总|小)\s*(?:计|分)|总得分", cells[at].text):
        return None
    levels = list(cells[start:at])
    for wrapped in (1, 2, 3, 4, 5):
        values = cells[at + wrapped : at + wrapped + len(slots)]
        if len(values) == len(slots) and all(_fits(v.text, k) for v, k in zip(values, slots, strict=True)) and _alike(values, slots):
            parts = cells[at : at + wrapped]
            inner = max((i + 1 for i, p in enumerate(parts[:-1]) if is_level(p.text)), default=wrapped - 1 if wrapped > 3 else 0)
            levels, parts = [*levels, *parts[:inner]][-max(depth, 1) :], parts[inner:]
            if len(parts) == 2 and len(levels) == 1 and depth > 1 and FIRST_LEVEL.fullmatch(bare(levels[0].text)):
                levels, parts = [*levels, parts[0]], parts[1:]
            title = Cell("".join(p.text for p in parts), (parts[0].span[0], parts[-1].span[1]))
            return (*levels, title, *values), at + wrapped + len(slots)
    return None


def _fits(text: str, kind: str | None) -> bool:
    if kind in ("weight", "score"):
        return is_number(text)
    if kind in ("rate", "share"):
        return bool(re.search(r"\d", text))
    return len(text) <= 40 and not is_level(text) and not re.search(r"[。；]", text)


def _alike(values: list[Cell], slots: list[str | None]) -> bool:
    """A target and its actual value are both figures or both words."""
    shown = [bool(re.search(r"\d", bare(v.text) or v.text)) for v, k in zip(values, slots, strict=True) if k in ("target", "actual")]
    return len(set(shown)) <= 1 or any(k in ("weight", "score") for k in slots)
