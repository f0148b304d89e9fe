"""Spells of time that end before they begin (起止时间): 2023年9月开工, 2023年6月竣工; 2024年8月至2024年3月."""

import re
from collections.abc import Iterator

from ingest.audit.rules import finding
from ingest.document import Document, Flow
from ontology.records import Bundle, Finding

_MONTH = (
    r"(?P<{0}y>20\d{{2}})\s*[年./-]\s*(?P<{0}m>1[0-2]|0?[1-9])\s*(?:月|(?=[至到—–~-]))"
    r"(?:(?:\s*(?P<{0}d>[12]\d|3[01]|0?[1-9]))\s*[日号]?)?(?:份|初|底|末|[上中下]旬)?"
)
_RANGE = re.compile(_MONTH.format("a") + r"\s*(?:[至到—–~]|-{1,2})\s*" + _MONTH.format("b"))
_START = re.compile(_MONTH.format("a") + r"[^，。；;\d]{0,8}?(?:开工|动工|开建|启动|开始|立项|签订|招标|获批)")
_END = re.compile(_MONTH.format("b") + r"[^，。；;\d]{0,10}?(?:竣工|完工|建成|通车|投入使用|投用|验收|交付|交房|结题|投产)[^，。；;]{0,12}")
_YEARS = re.compile(r"(?<!\d)(?P<a>20\d{2})\s*年?\s*(?:[至到—–~]|-{1,2})\s*(?P<b>20\d{2})\s*年(?!\s*\d{1,2}\s*月)")


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield spells, and works, whose end is printed earlier than their beginning."""
    for flow in document.flows:
        yield from _ranges(document, flow)
        yield from _works(document, flow)


def _ranges(document: Document, flow: Flow) -> Iterator[Finding]:
    for m in _RANGE.finditer(flow.text):
        if _day(m, "b") < _day(m, "a")[: len(_day(m, "b"))]:
            yield finding(document, "order-of-dates", f"“{m.group().strip()}”止早于起", [flow.span(m.start(), m.end())])
    for m in _YEARS.finditer(flow.text):
        if int(m["b"]) < int(m["a"]):
            yield finding(document, "order-of-dates", f"“{m.group().strip()}”止早于起", [flow.span(m.start(), m.end())], 0.8)


def _works(document: Document, flow: Flow) -> Iterator[Finding]:
    """开工 and 竣工 of one sentence: the nearest end behind a beginning."""
    for begun in _START.finditer(flow.text):
        end = re.compile(r"[。；;]|$").search(flow.text, begun.end())
        ended = _END.search(flow.text, begun.end(), end.start() if end else len(flow.text))
        if ended and _day(ended, "b")[:2] < _day(begun, "a")[:2] and not _START.search(flow.text, begun.end(), ended.start()):
            text = f"{begun['ay']}年{begun['am']}月开始，{ended['by']}年{ended['bm']}月完成"
            yield finding(document, "order-of-dates", text, [flow.span(begun.start(), ended.end())], 0.85)


def _day(m: re.Match[str], which: str) -> tuple[int, ...]:
    """Return year, month and, where printed, day."""
    return tuple(int(m[which + part]) for part in "ymd" if m[which + part])
