"""Numbers of items in running text (序号): one given twice where the sections do not tell it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.audit.rules import finding
from ingest.document import Document, Flow
from ontology.records import Bundle, Finding, Span

_DIGITS = "一二三四五六七八九十"
_MARKS = {
    "{}、": re.compile(rf"(?P<n>[{_DIGITS}]{{1,3}})、"),
    "（{}）": re.compile(rf"[（(](?P<n>[{_DIGITS}]{{1,3}})[)）]"),
    "{}.": re.compile(r"(?P<n>\d{1,2})\s*[.．](?!\d)"),
    "{}，": re.compile(r"(?P<n>\d{1,2})、"),
    "({})": re.compile(r"[（(](?P<n>\d{1,2})[)）]"),
}
_SPOKEN = re.compile(rf"(?:^|(?<=[。；;：:\s]))(?P<n>[{_DIGITS}]{{1,2}})是(?![否不的])")
_TOLD = re.compile(r"[^，,。；;：:\n]*")
_MOST = 30


@dataclass(frozen=True, slots=True)
class _Mark:
    style: str
    number: int
    said: str
    span: Span
    name: str


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield each number that a run of items gives twice; a run ends where an outer one goes on."""
    headings = {s.heading[0] for s in document.sections}
    runs: dict[str, list[_Mark]] = {}  # outer styles first
    for mark in _marks(document):
        if mark is None:
            runs.clear()
            continue
        run = runs.get(mark.style, [])
        while mark.style in runs and next(reversed(runs)) != mark.style:
            runs.popitem()
        if _steady(run):
            yield from _repeated(document, run[-1], mark, headings)
        runs[mark.style] = [mark] if mark.number == 1 else [*run[-1:], mark]


def _steady(run: list[_Mark]) -> bool:
    return len(run) == 2 and run[1].number == run[0].number + 1


def _repeated(document: Document, before: _Mark, mark: _Mark, headings: set[int]) -> Iterator[Finding]:
    if mark.number != before.number or mark.name == before.name or {before.span[0], mark.span[0]} <= headings:
        return  # those that are headings both are told by the sections
    if document.meaning_at(mark.span[0]) != "duties":  # duties are copied from the order that set up the body, numbers and all
        text = f"两个“{mark.said}”：{before.name}、{mark.name}"
        yield finding(document, "repeated-number", text, [before.span, mark.span], 0.85)


def _marks(document: Document) -> Iterator[_Mark | None]:
    """Yield the marks of the paragraphs in order, those of 一是 in them; None at a heading without a number, where all runs end."""
    for flow in document.flows:
        if not flow.text or not flow.offsets:
            continue
        opening = next(((s, m) for s, pattern in _MARKS.items() if (m := pattern.match(flow.text))), None)
        if opening is not None:
            yield _mark(flow, *opening)
        elif flow.kind == "heading":
            yield None
        yield from (_mark(flow, "{}是", m) for m in _SPOKEN.finditer(flow.text))


def _mark(flow: Flow, style: str, m: re.Match[str]) -> _Mark:
    told = _TOLD.match(flow.text, m.end())
    end = min(max(told.end() if told else 0, m.end()), m.end() + _MOST)
    return _Mark(style, _number(m["n"]), m.group(), flow.span(m.start(), end), flow.text[m.end() : end])


def _number(said: str) -> int:
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    return (_DIGITS.index(tens) + 1 if tens in _DIGITS and tens else 1) * 10 * bool(ten) + (_DIGITS.find(ones[:1]) + 1 if ones else 0)
