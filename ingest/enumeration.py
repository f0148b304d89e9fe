"""Lists inside running text (文中列举): （一）…（二）…, 一是…二是…, 1.…2.…, ①…②…, 第一，…第二，…."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.document import Flow

HAN = "[一二三四五六七八九十]"

STYLES: tuple[re.Pattern[str], ...] = (
    re.compile(rf"[（(]\s*{HAN}{{1,3}}\s*[)）][、.．]?"),
    re.compile(
        rf"(?:(?<=[。；;：:，,、\s“])|^)(?:主要是)?{HAN}{{1,2}}(?:是|要(?=[\u4e00-\u9fff])|方面[，,是])[：:，,]?|"
        rf"(?<=[。；;]){HAN}{{1,2}}、(?=[\u4e00-\u9fff])"
    ),
    re.compile(rf"(?:(?<=[。；;：:\s])|^){HAN}{{1,3}}、(?=[\u4e00-\u9fff])"),
    re.compile(r"[（(]\s*\d{1,2}\s*[)）][、.．]?"),
    re.compile(r"(?:(?<=[。；;：:\s])|^)\d{1,2}\s*(?:[、．]|[.](?!\d))|(?<=[，,])\d{1,2}[.．](?=[\u4e00-\u9fff])"),
    re.compile(r"[①-⑳]"),
    re.compile(r"[⑴-⒇]"),
    re.compile(r"[㈠-㈩]"),
    re.compile(r"[⒈-⒛]"),
    re.compile(rf"(?:(?<=[。；;：:\s])|^)第{HAN}[，,、]"),
    re.compile(r"(?:(?<=[。；;：:，,\s])|^)另?一方面(?:是)?[，,]?"),
    re.compile(r"(?:(?<=[。；;：:\s])|^)(?:首先|其次|再次|再者|最后|此外)[，,是]"),
)
"""What opens an entry; a bracketed number in running text may also refer back, so a list must start at one."""

FIRST = re.compile(r"[（(]?\s*(?:一|1|①|⑴|㈠|⒈|第一|首先)(?!\d)")
LAW = re.compile(r"第[一二三四五六七八九十百\d]+[条款项]$|[》条款项]$")


def entries(flow: Flow) -> list[Flow]:
    """Return the entries of a list inside a flow, their marks left out; none where there is no list of two or more."""
    spans = _spans(flow.text)
    return [part for start, end in spans if (part := trimmed(flow, start, end)) is not None]


def carried_on(flow: Flow) -> list[Flow]:
    """Return the entries of a paragraph that opens in the middle of a list (（七）…（八）…), none where it holds fewer than two."""
    style = next((s for s in STYLES if s.match(flow.text)), None)
    marks = [m for m in style.finditer(flow.text) if not LAW.search(flow.text[: m.start()])] if style else []
    if len(marks) < 2:
        return []
    bounds = [*(m.start() for m in marks), len(flow.text)]
    parts = (trimmed(flow, m.end(), end) for m, (_, end) in zip(marks, pairwise(bounds), strict=True))
    return [part for part in parts if part is not None]


def opened(flow: Flow) -> list[Flow]:
    """Return the entries that a list has in the paragraph that announces it (主要职责是：1.…), be it the first alone."""
    for style in STYLES:
        marks = list(style.finditer(flow.text))
        start = next((i for i, m in enumerate(marks) if FIRST.match(m.group()) and flow.text[: m.start()].rstrip()[-1:] in "：:"), None)
        if start is not None:
            bounds = [*(m.start() for m in marks[start:]), len(flow.text)]
            parts = (trimmed(flow, m.end(), end) for m, (_, end) in zip(marks[start:], pairwise(bounds), strict=True))
            return [part for part in parts if part is not None]
    return []


def lead(flow: Flow) -> Flow | None:
    """Return what stands before the list inside a flow, or the whole flow where there is none."""
    spans = _marks(flow.text)
    return trimmed(flow, 0, spans[0].start()) if spans else flow


def _spans(text: str) -> list[tuple[int, int]]:
    marks = _marks(text)
    again = next((i for i, m in enumerate(marks) if i and FIRST.match(m.group())), None)
    end = len(text)
    if again is not None:  # a second list begins with what announces it, back to the last full stop
        end = max(text.rfind("。", 0, marks[again].start()) + 1, marks[again - 1].end())
        marks = marks[:again]
    bounds = [*(m.start() for m in marks), end]
    return [(m.end(), end) for m, (_, end) in zip(marks, pairwise(bounds), strict=True)]


def _marks(text: str) -> list[re.Match[str]]:
    """Return the marks of the outermost list: of the style that opens first."""
    best: list[re.Match[str]] = []
    for style in STYLES:
        marks = [m for m in style.finditer(text) if not LAW.search(text[: m.start()])]
        start = next((i for i, m in enumerate(marks) if FIRST.match(m.group())), None)
        if start is None or len(marks) - start < 2:
            continue
        if not best or marks[start].start() < best[0].start():
            best = marks[start:]
    return best


def trimmed(flow: Flow, start: int, end: int) -> Flow | None:
    """Return the part of a flow without blanks and joints at its ends, None where nothing is left."""
    while start < end and flow.text[start] in " \u3000\t、，,；;。：:":
        start += 1
    while end > start and flow.text[end - 1] in " \u3000\t、，,；;：:":
        end -= 1
    return flow.cut(start, end) if end > start else None


def sentences(flow: Flow, stops: str = "。！!？?；;") -> Iterator[Flow]:
    """Yield the sentences of a flow, brackets and quotation marks kept whole; `stops` are the characters that end one."""
    start = depth = 0
    for i, char in enumerate(flow.text):
        if char in "（(“《":
            depth += 1
        elif char in "）)”》":
            depth = max(0, depth - 1)
        elif char in stops and (depth == 0 or char == "。"):
            part = trimmed(flow, start, i + 1)
            if part is not None:
                yield part
            start, depth = i + 1, 0
    part = trimmed(flow, start, len(flow.text))
    if part is not None:
        yield part
