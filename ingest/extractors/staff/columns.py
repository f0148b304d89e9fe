"""Staff of each body printed one cell a line (单位人员一览): a header of head counts, then a name and its figures."""

import re
from collections.abc import Iterator
from itertools import takewhile

from ingest.document import Document
from ontology.records import Span

_HEAD = re.compile(r"(?:序号)?(?:单位|部门|机构|预算单位|人员|编制|人员编制|编制和人员)(?:名称|类别|类型|性质|分类)?|类别|性质|项目")
_NAME = re.compile(r"[\u4e00-\u9fff（）()、]{2,30}")
_FIGURE = re.compile(r"(?P<value>\d[\d,]*)\s*(?P<unit>人|名|个)?")
_EMPTY = re.compile(r"[/—\-－无]+|\s*")
_LEAST = 2
"""A header names at least this many head counts."""

Cell = tuple[str, Span]


def rows_of(document: Document, label: re.Pattern[str]) -> Iterator[tuple[Cell, list[tuple[str, Cell]]]]:
    """Yield (body, [(column, figure)]) of the tables printed one cell a line; `label` is what a column of head counts is called."""
    lines = [(m.group().strip(), _span(m)) for m in re.finditer(r"[^\n]+", document.text) if m.group().strip()]
    for i, (text, _) in enumerate(lines):
        if not _HEAD.fullmatch(re.sub(r"\s", "", text)):
            continue
        heads = [t for t, _ in takewhile(lambda line: label.fullmatch(_flat(line[0])) is not None, lines[i + 1 :])]
        if len(heads) >= _LEAST:
            yield from _rows(lines[i + 1 + len(heads) :], heads)


def _span(m: re.Match[str]) -> Span:
    text = m.group()
    return m.start() + len(text) - len(text.lstrip()), m.end() - (len(text) - len(text.rstrip()))


def _flat(text: str) -> str:
    return re.sub(r"\s|[（(].*?[)）]", "", text)


def _rows(lines: list[Cell], heads: list[str]) -> Iterator[tuple[Cell, list[tuple[str, Cell]]]]:
    """Read name and figures as long as they keep the rhythm of the header."""
    step = len(heads) + 1
    for start in range(0, len(lines) - len(heads), step):
        name, cells = lines[start], lines[start + 1 : start + step]
        if not _NAME.fullmatch(_flat(name[0])) or not all(_FIGURE.fullmatch(c) or _EMPTY.fullmatch(c) for c, _ in cells):
            return
        yield name, [(_flat(head), cell) for head, cell in zip(heads, cells, strict=True) if _FIGURE.fullmatch(cell[0])]
