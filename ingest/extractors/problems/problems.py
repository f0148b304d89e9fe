"""What the department admits (存在问题) and what it plans to do about it (改进措施), one shortcoming or one plan a fact."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.document import Document, Flow
from ingest.enumeration import carried_on, entries, sentences, trimmed
from ingest.extractors.problems.words import (
    ACTION,
    AFTER_COLON,
    AGAINST,
    ANNOUNCED,
    BASIS,
    BOTH,
    CAUSE,
    CONCRETE,
    DEFINITION,
    DENIED,
    LABEL,
    LEAD_IN,
    NOTHING,
    OF_ALL,
    PLANS,
    PRAISE,
    SEEN_TOO,
    SHORTCOMING,
    SINGLE,
    STATE,
    VERDICT,
)
from ingest.headings import FORM_LABEL, meaning_of, numbered
from ingest.prose_forms import beside
from ontology.ids import fold
from ontology.records import Measure, Problem, ReportFields


def extract_problems(document: Document, fields: ReportFields) -> Iterator[Problem]:
    """Yield the shortcomings a report admits, in order."""
    for part in _distinct(_problems(document)):
        span = part.span(0, len(part.text))
        yield Problem(quote=document.quote(span), span=span, confidence=0.9, text=_without_mark(part.text))


def extract_measures(document: Document, fields: ReportFields) -> Iterator[Measure]:
    """Yield what a report plans against them, in order."""
    for part in _distinct(_measures(document)):
        span = part.span(0, len(part.text))
        yield Measure(quote=document.quote(span), span=span, confidence=0.9, text=_without_mark(part.text))


def _distinct(parts: Iterator[Flow]) -> Iterator[Flow]:
    seen: set[str] = set()
    for part in parts:
        key = fold(part.text)
        if len(key) >= 4 and key not in seen and not NOTHING.match(part.text) and not DEFINITION.match(part.text):
            seen.add(key)
            yield part


def _without_mark(text: str) -> str:
    mark = numbered(text)
    return LABEL.sub("", mark.rest if mark else text).replace("**", "").rstrip("。；;，")


def _problems(document: Document) -> Iterator[Flow]:
    for flow in _under(document, "problems"):
        for part, listed in _parts(flow):
            if BOTH.match(part.text) or PRAISE.match(part.text) or (CAUSE.match(part.text) and not STATE.search(part.text)):
                continue
            if listed:
                yield from _with_cause(part)
            else:
                yield from _admitted(part)
    for flow in document.flows:
        for sentence in sentences(flow, "。") if flow.kind != "heading" else ():
            turn = SEEN_TOO.search(sentence.text)
            rest = trimmed(sentence, turn.end(), len(sentence.text)) if turn else None
            yield from _admitted(rest) if rest else ()


def _measures(document: Document) -> Iterator[Flow]:
    for flow in _under(document, "measures"):
        for part, listed in _parts(flow):
            yield from ([part] if listed else _planned(part))
    for flow in _under(document, "problems"):
        for part, _ in _parts(flow):
            if BOTH.match(part.text):
                yield from _labelled(part)
    for flow in _under(document, "disclosure"):
        for sentence in sentences(flow, "。"):
            yield from _promised(sentence)


def _labelled(part: Flow) -> Iterator[Flow]:
    """Yield the plans behind a label (整改措施：倒排工期): what is called a measure is one, however it begins."""
    label = LABEL.match(part.text)
    told = (trimmed(part, label.end(), len(part.text)) if label else None) or part
    plans = list(_planned(told))
    yield from plans or ([told] if label else [])


def _promised(sentence: Flow) -> Iterator[Flow]:
    """Yield what a sentence on the use of the results promises (将不断细化…)."""
    m = next((m for m in PLANS.finditer(sentence.text) if not BASIS.search(_clause(sentence.text, m.start()))), None)
    part = trimmed(sentence, sentence.text.rfind("，", 0, m.start()) + 1, len(sentence.text)) if m else None
    if part is not None:
        yield part


def _clause(text: str, position: int) -> str:
    return text[text.rfind("，", 0, position) + 1 : (text + "，").index("，", position)]


def _under(document: Document, meaning: str) -> Iterator[Flow]:
    """Yield the flows that speak of problems, measures or disclosure; a title that says it all is joined with its paragraph."""
    owner: Flow | None = None  # the numbered shortcoming or plan that further paragraphs belong to
    for before, flow in zip((None, *document.flows), document.flows, strict=False):
        if flow.kind == "heading":
            owner = flow if _says_it_all(flow.text, meaning) else None
        if not flow.offsets or _own_meaning(document, flow) != meaning or flow.kind == "heading" or OF_ALL.match(flow.text):
            continue
        if FORM_LABEL.match(flow.text):
            continue
        listed = numbered(flow.text) is not None or len(entries(flow)) > 1 or SINGLE.match(flow.text) or BOTH.match(flow.text)
        if owner is not None and owner is before and owner.kind == "heading" and not listed:
            # the stop that the title lacks stands on the title's last character
            stop = "" if owner.text[-1] in "。：" else "。"
            offsets = (*owner.offsets, *owner.offsets[-1:] * len(stop), *flow.offsets)
            yield Flow(f"{owner.text}{stop}{flow.text}", offsets, flow.section, "item")
        elif owner is None or listed:
            yield flow
            owner = flow if numbered(flow.text) is not None and flow.text[-1] not in "：:" else owner
    yield from beside(document, meaning)


def _says_it_all(title: str, meaning: str) -> bool:
    """Tell whether a title is itself a shortcoming or a plan (预算编制不够精准); 存在的问题 only announces them."""
    mark = numbered(title)
    text = mark.rest if mark else title
    if meaning_of(text) in ("problems", "measures") or len(text) < 6 or mark is None:
        return False
    return (SHORTCOMING if meaning == "problems" else ACTION).search(text) is not None


def _own_meaning(document: Document, flow: Flow) -> str | None:
    """Return what the flow is about: its own label, else its sections, where problems and measures rule over other words of a title."""
    section = document.section_at(flow.offsets[0])
    if BOTH.match(flow.text) and not (AGAINST.match(flow.text) and section is not None and section.meaning not in ("problems", "measures")):
        return "measures"
    if section is not None and section.meaning == "evaluation" and VERDICT.search(section.title):
        return "evaluation"
    around = [s for s in document.sections if s.span[0] <= flow.offsets[0] < s.span[1]]
    for section in reversed(around):
        if section.meaning in ("problems", "measures", "remarks"):  # 其他说明 below a chapter of problems is neither
            return section.meaning
    return next((s.meaning for s in reversed(around) if s.meaning), None)


def _parts(flow: Flow) -> Iterator[tuple[Flow, bool]]:
    """Yield the parts of a paragraph: a list's entries (True), or the whole (False); what it says from 下一步将… on stands apart."""
    for part, listed in _whole_parts(flow):
        yield from ((piece, listed) for piece in _turned(part))


def _whole_parts(flow: Flow) -> Iterator[tuple[Flow, bool]]:
    """Yield the entries of a paragraph's list, or the paragraph; its lead-in is left out."""
    listed = entries(flow)
    if len(listed) >= 2:
        yield from ((entry, True) for entry in listed)
        return
    further = carried_on(flow)
    if further:
        yield from ((entry, True) for entry in further)
        return
    single = SINGLE.match(flow.text)
    if single is not None and (part := trimmed(flow, single.end(), len(flow.text))) is not None:
        yield part, True
        return
    mark = numbered(flow.text)
    if mark is not None:
        at = flow.text.index(mark.rest) if mark.rest in flow.text else 0
        part = trimmed(flow, at, len(flow.text))
        if part is not None:
            inner = entries(part)
            if len(inner) >= 2:
                yield from ((p, True) for p in inner)
            else:
                yield part, True
        return
    label = LABEL.match(flow.text)
    told = trimmed(flow, label.end() if label else 0, len(flow.text))
    if told is not None and not LEAD_IN.search(flow.text):
        yield told, False


def _turned(entry: Flow) -> Iterator[Flow]:
    """Yield an entry, and apart from it what it says from 下一步将… on."""
    for sentence in list(sentences(entry, "。"))[1:]:
        if BOTH.match(sentence.text):
            at = entry.offsets.index(sentence.offsets[0])
            yield from (part for part in (trimmed(entry, 0, at), trimmed(entry, at, len(entry.text))) if part is not None)
            return
    yield entry


def _with_cause(part: Flow) -> Iterator[Flow]:
    """Yield an entry, and apart from it a cause that is a shortcoming of its own (人员老化、缺乏)."""
    told = list(sentences(part, "。"))
    cause = told[-1] if len(told) > 1 and CAUSE.match(told[-1].text) and STATE.search(told[-1].text) else None
    if cause is None:
        yield part
        return
    end = part.offsets.index(cause.offsets[0])
    whole = trimmed(part, 0, end)
    if whole is not None:
        yield whole
    mark = CAUSE.match(cause.text)
    rest = trimmed(cause, mark.end() if mark else 0, len(cause.text))
    if rest is not None:
        yield rest


def _admitted(flow: Flow) -> Iterator[Flow]:
    """Yield the shortcomings of running text: its sentences, or after 主要是 its clauses; what leads up to one belongs to it."""
    start: int | None = None
    for sentence in sentences(flow):
        begin = flow.offsets.index(sentence.offsets[0])
        end = begin + len(sentence.text)
        start = begin if start is None else start
        colon = AFTER_COLON.search(sentence.text)
        if colon and colon.end() < len(sentence.text) - 4:
            yield from _clauses(sentence.cut(colon.end(), len(sentence.text)))
            start = None
        elif ANNOUNCED.search(sentence.text):
            start = None
        elif SHORTCOMING.search(DENIED.sub("", sentence.text)) and not LEAD_IN.search(sentence.text):
            if (part := trimmed(flow, start, end)) is not None:
                yield part
            start = None


def _clauses(flow: Flow) -> Iterator[Flow]:
    """Yield clauses that each admit a shortcoming; one that does not is joined to the next, at the end to the one before."""
    bounds: list[int] = [0]
    clauses = list(re.finditer(r"[^，,；;、。]+(?:[，,；;、。]|$)", flow.text))
    for m in clauses:
        if SHORTCOMING.search(m.group()) and len(m.group()) >= 6:
            bounds.append(m.end())
    bounds = [*bounds[:-1], len(flow.text)] if len(bounds) > 1 else bounds
    for start, end in pairwise(bounds):
        part = trimmed(flow, start, end)
        if part is not None:
            yield part


def _planned(flow: Flow) -> Iterator[Flow]:
    """Yield the plans of running text: its sentences, cut where another concrete action opens; what leads up to one belongs to it."""
    start: int | None = None
    for sentence in sentences(flow):
        begin = flow.offsets.index(sentence.offsets[0])
        start = begin if start is None else start
        if not ACTION.match(sentence.text) or LEAD_IN.search(sentence.text):
            continue
        cuts = [0, *(m.end() for m in CONCRETE.finditer(sentence.text) if m.start() >= 10 and len(sentence.text) - m.end() >= 8)]
        for a, b in zip(cuts, [*cuts[1:], len(sentence.text)], strict=True):
            part = trimmed(flow, start if a == 0 else begin + a, begin + b)
            if part is not None:
                yield part
        start = None
