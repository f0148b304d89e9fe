"""Complete thoughts of a report (完整语句): the sentence a place stands in, and those behind it in its paragraph."""

import re

from ontology.records import Span

_SENTENCE = re.compile(r"[^。！!\n；;]*(?:\n(?!\n)[^。！!\n；;]*)*[。！!；;]?")
_STOP = re.compile(r"[。！!；;]|\n\s*\n|\n[ \u3000\t]+")
LONGEST = 240
"""Characters of one quoted thought."""


def pieces(text: str, span: Span) -> list[Span]:
    """Return the sentences of a stretch, without the spaces around them."""
    found = []
    for match in _SENTENCE.finditer(text, span[0], span[1]):
        start, end = trimmed(text, match.span())
        if end - start > 3:
            found.append((start, end))
    return found


def trimmed(text: str, span: Span) -> Span:
    """Return a span without the spaces at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def whole_thought(text: str, span: Span) -> Span:
    """Return the sentence that a stretch stands in: a passage may be one clause of it."""
    start, end = trimmed(text, span)
    before = text[max(0, start - LONGEST) : start]
    opened = max((m.end() for m in _STOP.finditer(before)), default=0 if len(before) < LONGEST else len(before))
    closed = _STOP.search(text, max(start, end - 1), end + LONGEST)
    stop = end if closed is None else closed.end() if closed[0].strip() else closed.start()
    whole = trimmed(text, (start - len(before) + opened, max(stop, end)))
    return whole if whole[1] - whole[0] <= 2 * LONGEST else (start, end)


def with_next(text: str, span: Span, reach: int) -> Span:
    """Return a stretch with the rest of its paragraph, not far: how a thing was done is told in the sentences behind it.

    A title's paragraph stands below it.
    """
    after = text[span[1] : span[1] + reach]
    if not re.search(r"[。；;，,：:]$", text[span[0] : span[1]].strip()):
        lead = len(after) - len(after.lstrip())
        stop = re.search(r"\n\s*\n|\n[ \u3000\t]+", after[lead:])
        told = after[: lead + stop.start()] if stop else after
    else:
        stop = re.search(r"\n\s*\n|\n[ \u3000\t]+", after)
        told = after[: stop.start()] if stop else after
    return (span[0], span[1] + max(told.rfind("。"), told.rfind("；"), -1) + 1)


_ORDINAL = re.compile(
    r"[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]{1,3}[）)]|(?<![\d.])\d{1,2}[.、．)）](?!\d)|[①-⑳]|\n\s*\n|\n[ \u3000\t]+|^"
)


def item_around(text: str, span: Span) -> Span:
    """Return the item of a numbered list, or the paragraph, that a stretch stands in; the stretch alone where that is long."""
    before, after = text[max(0, span[0] - LONGEST) : span[0]], text[span[1] : span[1] + LONGEST]
    start = span[0] - len(before) + max((m.end() for m in _ORDINAL.finditer(before)), default=0)
    closed = next((m.start() for m in _ORDINAL.finditer(after) if m.start()), len(after))
    return (start, span[1] + closed) if span[1] + closed - start <= LONGEST else span


def starts_an_item(sentence: str) -> bool:
    """Tell whether a sentence begins an item of a numbered list."""
    found = _ORDINAL.match(sentence)
    return found is not None and bool(found[0].strip())


def is_table(text: str) -> bool:
    """Tell whether a passage is cells rather than sentences: many short lines, or marks of columns."""
    lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
    return "\t" in text or text.count("|") > 2 or (len(lines) > 3 and sum(map(len, lines)) / len(lines) < 10)
