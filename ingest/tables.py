"""Flattened tables in plain text rebuilt into grids (表格还原): by the words of their headings and by alignment from the right."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ingest.document import Cell, Table
from ingest.table_headers import bare, is_header, is_level, is_number, kind_of, money_unit, refines
from ingest.table_money import is_money_header, money_rows, money_width
from ingest.table_rows import RawRow, Region, name_column, piped, reflow, tabbed, text_lines, unmarked
from ingest.table_spaced import spaced
from ontology.records import overlap

NUMERIC = ("weight", "score", "money", "measure", "rate", "share", "change")
BOUNDED, FULL = ("weight", "score", "rate"), 200
LARGE = re.compile(r"(\d[\d,]*(?:\.\d+)?)")
ENDLESS = 30
"""A row of more cells has lost its row ends."""

GROUP_MARK = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,2}[)）]?[、.．]|[（(][一二三四五六七八九十\d]{1,2}[)）]")
SHORT_LEVEL = 3
"""So short a level (满意度, 效益) may as well be the rest of a name that a page broke."""

TOTALS = ("合计", "总计", "小计", "总分", "总得分", "得分合计", "合计得分")


def find_tables(text: str) -> list[Table]:
    """Return the tables of a text in order, none overlapping.

    A printed table of several blocks (key–value rows, goals, indicators) gives one `Table` a block, each with its own heading row;
    every row of a `Table` has the same number of cells, and labels that a vertical merge left blank are carried.
    """
    lines = text_lines(text)
    regions = [*tabbed(text, lines), *piped(text, lines)]
    regions += [r for r in spaced(text, [x for x in lines if "\t" not in x[1]]) if not any(overlap(r.span, o.span) for o in regions)]
    taken = [r.span for r in regions]
    regions += [r for r in unmarked(text, lines) if not any(overlap(r.span, s) for s in taken)]
    tables = [table for region in regions for table in blocks(region)]
    tables.sort(key=lambda t: t.span)
    kept: list[Table] = []
    for table in tables:
        if not kept or table.span[0] >= kept[-1].span[1]:
            kept.append(table)
    return kept


def blocks(region: Region) -> Iterator[Table]:
    """Yield a table for each heading row of a region and the rows under it; rows before the first have no heading."""
    rows = _reflowed(region.rows)
    starts = [i for i, row in enumerate(rows) if is_header(tuple(c.text for c in row), loose=True)]
    starts = [s for i, s in enumerate(starts) if not (i and (starts[i - 1] == s - 1 or _repeats(rows[starts[i - 1]], rows[s])))]
    above = region.above
    headings: set[tuple[str, ...]] = set()
    for a, b in zip([0, *starts], [*starts, len(rows)], strict=True):
        block = _widened(list(rows[a:b]))
        if not block:
            continue
        depth = _header_depth(block) if a in starts else 0
        words = tuple(bare(c.text) for c in block[0]) if depth else ()
        table = _grid(block, depth, above if a == 0 or not headings else ())
        above = tuple(c.text for c in block[-1] if c.text)[-2:] if len(block[-1]) <= 2 else above
        headings.add(words)
        if table is not None:
            yield table


def _widened(block: list[RawRow]) -> list[RawRow]:
    """Return the rows with wide headings parted by the names that the next row repeats under each (预算数: 总额, 财政拨款; 执行数: …)."""
    spread = len(block) > 2 and not refines(tuple(c.text for c in block[0]), tuple(c.text for c in block[1]))
    names = [c for c in block[1] if c.text] if spread else []
    wide = [i for i, c in enumerate(block[0]) if kind_of(c.text) in ("money", "actual") and "数" in c.text] if names else []
    each = len(names) // len(wide) if wide else 0
    if each < 2 or len(names) != each * len(wide) or len({bare(c.text) for c in names}) != each or any(is_number(c.text) for c in names):
        return block
    header: list[Cell] = []
    for i, c in enumerate(block[0]):
        below = names[wide.index(i) * each :][:each] if i in wide else []
        header += [Cell(f"{c.text}：{low.text}", low.span) for low in below] or [c]
    return [tuple(header), *block[2:]]


def _repeats(header: RawRow, row: RawRow) -> bool:
    """Tell whether a row prints the headings again, as after a page break; a side label may be left out."""
    words = [bare(c.text) for c in row]
    return len(words) > 2 and words == [bare(c.text) for c in header][-len(words) :]


def _reflowed(rows: tuple[RawRow, ...]) -> tuple[RawRow, ...]:
    """Return the rows; a region without row ends (one endless row) is parted by its headings."""
    out: list[RawRow] = []
    for row in (part for whole in rows for part in _endless(whole)):
        heads = next((n for n in range(len(row), 2, -1) if row[n - 1].text and is_header(tuple(c.text for c in row[:n]))), 0)
        heads = money_width(row) or heads
        endless = sum(len(other) == len(row) for other in rows) <= 1
        if not heads or len(row) < 2 * heads or not endless:
            out.append(row)
            continue
        body = row[heads:]
        if is_money_header(row[:heads]):
            parted, used = money_rows(list(body), row[:heads])
            out += [row[:heads], *parted, *([body[used:]] if body[used:] else [])]
        elif len(body) % heads == 0:
            out += [row[:heads], *(body[i : i + heads] for i in range(0, len(body), heads))]
        else:
            parted, _ = reflow([c for c in body if c.text], row[:heads])
            out += [row[:heads], *parted]
    return tuple(out)


def _endless(row: RawRow) -> Iterator[RawRow]:
    """Yield an endless row in parts, each from its headings on."""
    start = 0
    at = 1
    while len(row) > ENDLESS and at < len(row) - 4:
        if is_header(tuple(c.text for c in row[at : at + 4])) and not is_header(tuple(c.text for c in row[at - 1 : at + 3])):
            yield row[start:at]
            start, at = at, at + 8
        at += 1
    yield row[start:]


def _header_depth(block: list[RawRow]) -> int:
    """Return how many rows name the columns: a second row of names refines the first."""
    upper, lower = (tuple(c.text for c in row) for row in block[:2]) if len(block) > 2 else ((), ())
    return 2 if len(upper) == len(lower) > 0 and (is_header(lower) or refines(upper, lower)) else 1


def _grid(block: list[RawRow], depth: int, above: tuple[str, ...]) -> Table | None:
    if not depth and (len(block) < 2 or max(map(len, block)) < 2) and not any(len(r) >= 2 for r in block):
        return None
    body = [r for r in block[depth:] if any(c.text for c in r)]
    if depth:
        body = [r for r in body if not _repeats(block[0], r)]
    sizes = Counter(len(r) for r in body)
    header = _headings(block[:depth])
    usual = max(sizes, key=lambda n: (sizes[n], n)) if sizes else len(header)
    width = max([len(header), usual] if header else [len(r) for r in block])
    header = _pad(header, width) if header else header
    kinds = [kind_of(c.text) for c in header]
    rows = [header] if header else []
    placed = [_place(r, width, kinds) for r in body]
    rows += _carried(_joined(placed, kinds), kinds)
    span = (block[0][0].span[0], max(c.span[1] for r in block for c in r))
    unit = next((u for t in (*(c.text for c in header), *reversed(above)) if (u := money_unit(t))), None)
    caption = next((c for t in reversed(above) if (c := t.rstrip("。")) and not money_unit(c) and len(c) <= 60 and "。" not in c), None)
    return Table(span, tuple(rows), 1 if header else 0, unit, caption)


def _headings(rows: list[RawRow]) -> RawRow:
    """Return one row of headings of one or two printed ones: a wide column's name goes before the names under it."""
    if len(rows) < 2:
        return rows[0] if rows else ()
    out: list[Cell] = []
    wide = Cell("", rows[0][0].span)
    for high, low in zip(*rows, strict=True):
        wide = high if high.text or not low.text else wide
        out.append(Cell(f"{wide.text}：{low.text}" if wide.text and low.text != wide.text else low.text, low.span) if low.text else high)
    return tuple(out)


def _pad(row: RawRow, width: int) -> RawRow:
    start = row[0].span[0]
    return (*(Cell("", (start, start)) for _ in range(width - len(row))), *row)


def _place(row: RawRow, width: int, kinds: list[str | None]) -> RawRow:
    """Return the row with `width` cells: shifted to where its cells fit their columns best, to the right where nothing decides."""
    missing = width - len(row)
    if missing < 0:
        return row[:width] if not any(c.text for c in row[width:]) else _squeezed(row, width)
    if missing == 0:
        return row
    end = row[-1].span[1]
    start = row[0].span[0]
    if not kinds:
        return (*row, *(Cell("", (end, end)) for _ in range(missing)))
    if bare(row[0].text) in TOTALS or (len(row) <= 2 and row[0].text):
        rest = _place_best(row[1:], width - 1, kinds[1:], end)
        return (row[0], *rest)
    shifted = _place_best(row, width, kinds, end)
    return tuple(Cell("", (start, start)) if not c.text and c.span[0] == end else c for c in shifted)


def _squeezed(row: RawRow, width: int) -> RawRow:
    """Return a row that has too many cells with its empty ones left out from the left, else its overhang."""
    extra = len(row) - width
    kept: list[Cell] = []
    for c in row:
        if extra and not c.text:
            extra -= 1
        else:
            kept.append(c)
    return tuple(kept[len(kept) - width :])


def _place_best(row: RawRow, width: int, kinds: list[str | None], end: int) -> RawRow:
    missing = width - len(row)
    best = max(range(missing + 1), key=lambda left: (_fitness(row, kinds[left : left + len(row)]), left))
    blank = Cell("", (end, end))
    return (*([blank] * best), *row, *([blank] * (missing - best)))


def _fitness(row: RawRow, kinds: list[str | None]) -> float:
    total = 0.0
    for c, kind in zip(row, kinds, strict=True):
        if not c.text:
            continue
        if kind in BOUNDED and (found := LARGE.fullmatch(c.text)) and float(found[1].replace(",", "")) > FULL:
            total -= 1.0  # an amount is neither points nor a rate
        elif kind in NUMERIC:
            total += 1.0 if is_number(c.text) or any(ch.isdigit() for ch in c.text) or c.text in "/—-无零" else -1.5
        elif kind in ("level1", "level2"):
            total += 0.8 if is_level(c.text) else -0.6 if any(ch.isdigit() for ch in bare(c.text)) else 0.0
        elif kind == "name":
            total += -1.0 if is_number(c.text) else -0.5 if is_level(c.text) else 0.5
        elif kind == "note":
            total += -1.0 if is_number(c.text) else 0.0
    return total


def _joined(rows: list[RawRow], kinds: list[str | None]) -> list[RawRow]:
    """Return the rows with what a page broke put together: a row whose only text continues the name above it, halves of level names."""
    name = name_column(kinds)
    out: list[RawRow] = []
    for row in rows:
        filled = [i for i, c in enumerate(row) if c.text]
        if out and name is not None and filled == [name] and out[-1][name].text and _values(out[-1], name) and not is_group(row[name].text):
            out[-1] = tuple(_glue(a, b) if b.text else a for a, b in zip(out[-1], row, strict=True))
        else:
            out.append(row)
    for column in range(name or 0):
        _join_labels(out, column)
    return out


def is_group(text: str) -> bool:
    """Tell whether a cell alone in its row names the level of the indicators under it (分组行: 二、效益指标（30分）, 时效指标)."""
    told = bare(GROUP_MARK.sub("", text.strip()))
    return is_level(told) and (len(told) > SHORT_LEVEL or told != bare(text))


def _values(row: RawRow, name: int) -> bool:
    return any(c.text for c in row[name + 1 :])


def _join_labels(rows: list[RawRow], column: int) -> None:
    """Put the halves of a level's name together where only both make a usual one (社会效 … 益指标)."""
    last = -1
    for i, row in enumerate(rows):
        text = row[column].text
        if not text:
            continue
        if last >= 0 and not is_level(text) and is_level(rows[last][column].text + text):
            whole = replace(rows[last][column], text=rows[last][column].text + text)
            rows[last] = (*rows[last][:column], whole, *rows[last][column + 1 :])
            rows[i] = (*row[:column], Cell("", row[column].span), *row[column + 1 :])
        else:
            last = i


def _glue(a: Cell, b: Cell) -> Cell:
    return Cell(a.text + b.text, (a.span[0], b.span[1])) if a.text else b


def _carried(rows: list[RawRow], kinds: list[str | None]) -> list[RawRow]:
    """Return the rows with the labels before the name carried down through blank cells; a new label ends those to its right."""
    name = name_column(kinds)
    if name is None:
        return rows
    out: list[RawRow] = []
    held: list[Cell | None] = [None] * name
    for row in rows:
        if bare(row[0].text) in TOTALS:
            out.append(row)
            continue
        cells = list(row)
        for i in range(name):
            if cells[i].text:
                held[i] = cells[i]
                held[i + 1 :] = [None] * (name - i - 1)
            elif (above := held[i]) is not None and any(c.text for c in row):
                cells[i] = Cell(above.text, above.span, carried=True)
        out.append(tuple(cells))
    return out
