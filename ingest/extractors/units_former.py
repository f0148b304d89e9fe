"""Bodies that the department was formed from (前身机构) and the name plates that it bears (加挂牌子)."""

import re
from collections.abc import Iterator

from ingest.document import Flow
from ingest.extractors.units_names import HAN, LINK, body_named, pieces

FORMER = re.compile(r"^原")
MERGED = re.compile(
    rf"(?:由|将|整合|对)\s*(?:原)?(?P<list>[^。；]{{4,200}}?)(?:的{HAN}{{0,20}})?(?:等{HAN}{{0,12}})?(?:合并|整合|撤并|重组)(?:而成|"
    rf"组建|成立|$|，)"
)
APART = re.compile(rf"原(?P<list>{HAN}{{3,30}}(?:[、和与及]原?{HAN}{{3,30}})+?)(?:分设|分立|合并|整合|合署|重组)")
"""Bodies that stood apart before one was formed of them (原甲与原乙分设，…合并组建)."""

RENAMED = re.compile(
    rf"(?:由|从)原?(?P<name>{HAN}{{3,30}}?)(?:更名|改名|改组|改制|转制|升格)|"
    rf"(?:前身(?:为|是|系)|原名(?:为)?|原称)原?(?P<before>{HAN}{{3,30}}?)(?=更名|改名|$|[，；。（(])"
)
PLATE = re.compile(
    rf"(?:加挂|另挂|并挂|同时挂|(?<=[，、（(])挂)(?:有)?[“\"]?(?P<list>{HAN}[^，。；（()）]{{2,60}}?)[”\"]?的?"
    r"(?:[两二三四]?块)?(?:牌子|牌匾|招牌)"
)
"""Name plates that a body bears beside its own (加挂…牌子)."""


def former_bodies(sentence: Flow) -> Iterator[Flow]:
    """Yield the bodies a department was formed from (由原A、B合并组建)."""
    for m in (*MERGED.finditer(sentence.text), *APART.finditer(sentence.text)):
        names = _bodies(sentence.cut(*m.span("list")), FORMER)
        if re.search(r"职[责能]", m.group()) and "原" in m.group():  # of the others only some duties went over
            names = [n for n in names if sentence.text[: sentence.offsets.index(n.offsets[0])].endswith("原")]
            yield from (n for n in names if len(n.text) >= 4)
            continue
        if len(names) >= 2:
            yield from (n for n in names if len(n.text) >= 4)
    for m in RENAMED.finditer(sentence.text):
        yield from _bodies(sentence.cut(*m.span(m.lastgroup or 0)), FORMER)


def name_plates(sentence: Flow) -> Iterator[Flow]:
    """Yield the name plates that a sentence tells of (加挂市中医药管理局牌子); those that its parts bear stand in brackets."""
    outside = re.sub(r"[（(][^（()）]*[)）]", lambda m: "·" * len(m.group()), sentence.text)
    for m in PLATE.finditer(outside):
        yield from _bodies(sentence.cut(*m.span("list")), LINK)


def _bodies(names: Flow, opening: re.Pattern[str]) -> list[Flow]:
    """Return the bodies that a list names."""
    return [n for piece, _ in pieces(names) if (n := body_named(piece, opening)) is not None]
