"""Stated counts against the numbered rows of the table they announce (所称个数与明细表): 共实施项目8个，明细如下, and seven rows."""

import re
from collections.abc import Iterator

from ingest.audit.forms import plain
from ingest.audit.rules import finding
from ingest.document import Cell, Document, Flow, Table
from ingest.numbers import number_of
from ontology.records import Bundle, Finding

_NUMERAL = r"(?<![\d.第])(\d{1,2}|[一二两三四五六七八九十]{1,3})"
_COUNT = re.compile(rf"{_NUMERAL}(?:个|家|项|所)(?!月|工作日|百分点|方面|指标|分)")
_ANNOUNCED = re.compile(r"(?:如下|见下表|如下表|列表如下|明细表)[^。；\d]{0,8}[:：。]?\s*$")
_NUMBERED = re.compile(r"序号|编号")
_NAMES = re.compile(r"名称|项目|单位|机构|学校")
_SOME = re.compile(r"主要|其中|部分|重点|以上|余[个家项所]|节选|例如|如：")
_NEAR = 120
"""The most characters between the sentence and its table: a caption and a unit."""


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield the sentences that announce a table of more or fewer rows than they say."""
    for flow in document.flows:
        said = _announced(flow)
        table = _behind(document, flow) if said is not None else None
        rows = _numbered(table) if table else []
        if said is not None and table and rows and len(rows) != said[0]:
            spans = [flow.span(*said[1]), (rows[-1][0].span[0], rows[-1][1].span[1])]
            yield finding(document, "listed-count", f"称{said[0]}个，表列{len(rows)}行", spans, 0.8)


def _announced(flow: Flow) -> tuple[int, tuple[int, int]] | None:
    """Return the one count of the sentence that a flow ends with to announce a table, with the sentence's clause."""
    if flow.kind == "heading" or not _ANNOUNCED.search(flow.text):
        return None
    start = max(flow.text.rstrip("。：: ").rfind(stop) for stop in "。；;") + 1
    counts = list(_COUNT.finditer(flow.text, start))
    if len(counts) != 1 or _SOME.search(flow.text[start : counts[0].end() + 6].replace("主要包括", "")):
        return None
    end = flow.text.find("，", counts[0].end())
    return int(number_of(counts[0][1])), (start, end if end >= 0 else len(flow.text))


def _behind(document: Document, flow: Flow) -> Table | None:
    """Return the table that stands right behind a flow."""
    end = flow.offsets[-1]
    return next((t for t in document.tables if 0 < t.span[0] - end <= _NEAR), None)


def _numbered(table: Table) -> list[tuple[Cell, ...]]:
    """Return the rows numbered from 1 without a gap under 序号 and 名称 with no other row but a sum among them, else none."""
    heads = [plain(c.text) for c in table.rows[0]]
    if len(heads) < 2 or not _NUMBERED.fullmatch(heads[0]) or not _NAMES.search(heads[1]):
        return []
    rows = [row for row in table.rows[max(1, table.header_rows) :] if plain(row[0].text).isdecimal()]
    others = [row for row in table.rows[max(1, table.header_rows) :] if not plain(row[0].text).isdecimal()]
    whole = all(re.match(r"合计|总计|小计|共计", plain(row[0].text) or plain(row[1].text)) for row in others)
    in_order = [int(plain(row[0].text)) for row in rows] == list(range(1, len(rows) + 1))
    return rows if len(rows) > 1 and whole and in_order else []
