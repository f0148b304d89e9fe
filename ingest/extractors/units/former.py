"""Bodies that the department was formed from (前身机构) and the name plates that it bears (加挂牌子)."""

import re
from collections.abc import Iterator

from ingest.document import Flow
from ingest.extractors.units.names import HAN, LINK, body_named, pieces

FORMER = re.compile(r"^原")
MERGED = re.compile(
    rf"(?:由|将|整合|对)\s*(?:原)?(?P<list>[^。；]{{4,200}}?)(?:的{HAN}{{0,20}}|(?:全部|相关)?职[责能])?(?:等{HAN}{{0,12}})?(?:(?:合并|整合|撤并|重组)(?:而成|"
    rf"组建|成立|$|，)|组建(?:而成|，|$))"
)
SOME_DUTIES = re.compile(r"职[责能].*[、，和与及].*职[责能]|的(?!(?:全部|相关|主要)?职[责能])[^，。]{1,20}职[责能]")
"""Duties of one body beside those of another, or some of a body's; the duties of all that are listed are the bodies themselves."""

APART = re.compile(rf"原(?P<list>{HAN}{{3,30}}(?:[、和与及]原?{HAN}{{3,30}})+?)(?:分设|分立|合并|整合|合署|重组)")
"""Bodies that stood apart before one was formed of them (原甲与原乙分设，…合并组建)."""

RENAMED = re.compile(
    rf"(?:由|从)原?(?P<name>{HAN}{{3,30}}?)(?:更名|改名|改组|改制|转制|升格)|"
    rf"(?:前身(?:为|是|系)|原名(?:为)?|原称|曾用名(?:为)?|曾名|原为)[:：]?原?(?P<before>{HAN}{{3,30}}?)(?=更名|改名|$|[，；。（(])|"
    rf"(?:(?<=^)|(?<=[，,：:年月日]))原?(?P<old>(?!由|从|将){HAN}{{3,30}}?)(?:正式|整体|已)?(?:更名|改名|改组|改制|改建|升格)(?:为|成)"
)
HANDED_OVER = re.compile(rf"原(?P<name>{HAN}{{3,30}}?)(?=的(?:全部|主要)?(?:职[责能]|{HAN}{{2,12}}职[责能]))")
"""A body that is no more, whose duties went over (将原甲局的职责…整合，组建乙局); of one without 原 only some duties did."""

NO_MORE = re.compile(r"(?:组建|设立|成立|整合)[^。；]{2,60}?不再保留(?P<list>[^。；]{3,60})")
IN_BRACKETS = re.compile(
    rf"(?<=[局委会厅办部院室心站所府])[（(]原(?:名|称|为)?[:：]?(?P<name>{HAN}{{3,30}}?)[）)](?=[，,]?(?:是|为|系|属于|作为))"
)
DISSOLVED = re.compile(
    rf"(?:撤销|撤并)(?:原)?(?P<list>{HAN}[^。；]{{2,80}}?)(?:的?(?:行政)?(?:建制|区划))?[，,]?(?:合并|整合)?(?:后)?(?:设立|成立|组建|新设|并入)"
)
TOWN = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:原|将|由)?(?P<name>(?!原|将|由){HAN}{{1,5}}?(?:[镇乡]|街道)(?:人民政府|办事处)?)(?=[、，,和与及于（(]|合并|整合|$)|"
    rf"(?<=[和与及])原?(?P<other>(?!原){HAN}{{1,5}}?(?:[镇乡]|街道)(?:人民政府|办事处)?)(?=[、，,和与及于（(]|合并|整合|$)"
)
"""Townships and streets are bodies by their name alone, in a list of what was merged."""

PLATE = re.compile(
    rf"(?:加挂|另挂|并挂|同时挂|保留|(?<=[，、（(])挂)(?:有)?[“\"]?(?P<list>{HAN}[^，。；（()）]{{2,60}}?)[”\"]?的?"
    r"(?:[两二三四]?块)?(?:牌子|牌匾|招牌)"
)
"""Name plates that a body bears beside its own (加挂…牌子)."""

SECOND_NAME = re.compile(
    rf"(?:局|委员会|委|办公室|厅)[（(](?P<list>(?!以下|本级|机关|汇总|原|简称|含){HAN}{{2,16}}(?:局|委员会|办公室|办))[）)](?=[，,]?(?:是|为|系|属于|作为))"
)
"""A second name in brackets before the predicate (县科学技术局（县外国专家局）是…)."""


def former_bodies(sentence: Flow) -> Iterator[Flow]:
    """Yield the bodies a department was formed from (由原A、B合并组建)."""
    for m in (*MERGED.finditer(sentence.text), *APART.finditer(sentence.text)):
        listed = sentence.cut(*m.span("list"))
        yield from _towns(listed)
        names = _bodies(listed, FORMER)
        if SOME_DUTIES.search(m.group()) and "原" in m.group():  # of the others only some duties went over
            names = [n for n in names if sentence.text[: sentence.offsets.index(n.offsets[0])].endswith("原")]
            yield from (n for n in names if len(n.text) >= 4)
            continue
        if len(names) >= 2:
            yield from (n for n in names if len(n.text) >= 4)
    for m in (*NO_MORE.finditer(sentence.text), *DISSOLVED.finditer(sentence.text)):
        listed = sentence.cut(*m.span("list"))
        yield from (*_towns(listed), *_bodies(listed, FORMER))
    singles = [RENAMED, IN_BRACKETS, *([HANDED_OVER] if re.search("整合|组建|合并", sentence.text) else [])]
    for m in (m for pattern in singles for m in pattern.finditer(sentence.text)):
        named = sentence.cut(*m.span(m.lastgroup or 0))
        yield from (*_towns(named), *_bodies(named, FORMER))


def _towns(names: Flow) -> list[Flow]:
    """Return the townships and streets that a list of what was merged or renamed names."""
    return [names.cut(*m.span(m.lastgroup or 0)) for m in TOWN.finditer(names.text)]


def name_plates(sentence: Flow) -> Iterator[Flow]:
    """Yield the name plates that a sentence tells of (加挂市中医药管理局牌子); those that its parts bear stand in brackets."""
    outside = re.sub(r"[（(][^（()）]*[)）]", lambda m: "·" * len(m.group()), sentence.text)
    for m in (*PLATE.finditer(outside), *SECOND_NAME.finditer(sentence.text)):
        yield from _bodies(sentence.cut(*m.span("list")), LINK)


def _bodies(names: Flow, opening: re.Pattern[str]) -> list[Flow]:
    """Return the bodies that a list names."""
    return [n for piece, _ in pieces(names) if (n := body_named(piece, opening)) is not None]
