"""Indicators of prose and lists (文字叙述的绩效指标): `数量指标：` and what follows it, `X：目标值…，实际完成…`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.document import Document, Flow
from ingest.extractors.indicators.attained import attained
from ingest.headings import MARKUP, numbered
from ontology.records import Indicator

SECOND = re.compile(
    r"(?P<level>(?:(?:产出)?(?:数量|质量|时效|进度|成本)|(?:经济|社会|生态|环境|生态环境)(?:效益|成本)?|"
    r"可持续(?:发展|性)?影响|(?:服务对象|受益对象|社会公众|公众|群众)?满意度)"
    r"(?:类)?指标)(?:完成情况|分析|情况)?\s*(?P<end>[：:。，,]|$)|(?P<short>(?:经济|社会|生态|环境)效益|可持续(?:发展)?影响)[：:]"
)
FIRST = re.compile(
    r"(?P<level>(?:投入|过程|决策|产出|效益|效果|满意度|成本|管理|履职)(?:绩效)?指标)(?:完成情况|分析|情况)?\s*(?P<end>[：:。]|$)"
)
FREE = r"(?:[^，,；;。]|(?<=\d),(?=\d{3}))"
"""A character of a value: no mark, but the comma of thousands."""

PLANNED = (
    r"(?:年度|年初|全年|预期|计划|绩效|设定的?|指标)*(?:目标值?|指标值|计划(?:数|值)?(?![^，,；;]{0,8}(?:目标值|率))|预期值)(?:为|是|设定为)?[：:]?"
)
REACHED = (
    r"(?:全年|年度|年末)?实际(?:完成|达到|实现|执行|达成|开展|为)?(?:值|数|情况|率)?(?:为|了)?[：:]?|"
    r"(?<=[，,；;、])(?:完成值|完成情况|已?完成)(?:为)?[：:]?"
)
BOTH = re.compile(
    rf"^(?P<name>[^，,；;。：:]{{2,40}}?)[：:，,（(]?\s*(?:{PLANNED})(?P<target>{FREE}{{1,30}}?)[，,；;、]\s*"
    rf"(?:{REACHED})(?P<actual>(?:(?![）)]){FREE}){{1,30}})"
)
PLAN_THEN = re.compile(
    r"^(?:年初|年度|全年|当年|原|本年)?计划(?:完成|开展|实施|组织)?(?P<name>[^，,；;。\d≥≤]{2,30}?)(?P<target>[≥≤]?\d[\d.,]*\s*[^\d，,；;。]{1,8})[，,]\s*实际(?:完成|开展|实施)?"
    r"[^\d，,；;。]{0,12}?(?P<actual>\d[\d.,]*\s*[^\d，,；;。]{1,8})"
)
TIMED = re.compile(
    r"^(?P<name>[^，,；;。：:\d]{2,30}?(?:时间|时限|期限|日期))(?:为|是|[：:])?(?P<target>[^，,；;。]{2,20}?(?:前|以内|内|底))[，,]\s*"
    r"实际(?:于|为|在|完成时间为?)?(?P<actual>[^，,；;。]{2,20}?)(?:完成)?$"
)
BOUND = r"(?:大于等于|大于或等于|小于等于|小于或等于|不低于|不少于|不超过|不高于|不小于|不大于|大于|小于|高于|低于|≥|≤|＞|＜|>|<)"
PAIR = re.compile(r"^(?P<name>[^：:；;。]{2,40})[：:]\s*(?P<value>[^：:；;。]{1,30})$")
BOUNDED = re.compile(
    rf"^(?P<name>[^：:；;。，,\d]{{2,40}}?)(?:应|需|须|达到|为)?(?P<value>{BOUND}\s*\d[^：:；;。，,]{{0,16}}|"
    r"\d[\d.]*\s*[%％]?[^\d，,；;。]{0,4}(?:以上|以内|以下))$"
)
AIM_THEN = re.compile(
    rf"^(?:(?P<name>[^，,；;。：:≥≤（(]{{2,40}}?)(?:[：:]|为|达到?|应)?\s*(?P<target>{BOUND}\s*\d[^，,；;。（()）]{{0,16}}?)|"
    r"(?P<plain>(?:(?:20)\d\d年(?:\d{1,2}月)?)?[^，,；;。：:≥≤（(\d]{2,40}?)(?:[：:]|为|达到?)?\s*(?P<aim>\d[^，,；;。（()）]{0,12}?))\s*[，,、（(]\s*"
    r"(?:全年|年度|年末|年底|当年|本年|截至年[末底])?(?:实际[\u4e00-\u9fff]{0,6}?|(?:已|均|全部)?(?:完成|达到|达)(?:值)?)(?:为|了)?[：:]?\s*"
    rf"(?P<actual>[约超近]?\d(?:(?![）)]){FREE}){{0,20}})"
)
"""A name with its bound or figure, and behind it what was reached (造林面积≥2.4万亩，实际完成2.5万亩)."""

PLAIN = re.compile(r"^(?P<name>[^：:；;。，,\d≥≤]{2,30}?)(?:达到?了?|为|完成|共计?|约)?(?P<value>\d[\d.,]*\s*[^\d：:；;。，,]{1,6})$")
DONE = re.compile(r"^(?:(?:已|全年|实际|共|累计)*(?:完成|达到?|实现|开展|为)了?)(?=[\d≥≤约近超])")
AIM = re.compile(rf"{BOUND}|以上|以内|以下|之内|(?:日|月|月底|年底|底|末|旬)前$")
SCORE = re.compile(r"(?:自评(?:得分|分)?|得分?|实得)(?:为)?(?:满分)?[：:]?\s*(?P<n>\d+(?:\.\d+)?)\s*分?")
WEIGHT = re.compile(r"(?:分值|权重|满分)(?:为)?[：:]?\s*(?P<n>\d+(?:\.\d+)?)")
LEAD = re.compile(
    r"\s*(?:[（(]?\d{1,2}[)）.、．](?!\d)|[①-⒛㈠-㈩]|[一二三四五六七八九十]{1,3}是|指标\d{1,2}[：:]|[-•])*\s*"
)
NOT_NAMED = re.compile(r"情况|原因|如下|其中|说明|注$|^\d|存在|主要|一是|二是")


@dataclass(frozen=True, slots=True)
class Place:
    """The levels that the text is under, and whether what stands there are goals (targets) or results."""

    level1: str | None = None
    level2: str | None = None
    goals: bool = False
    bare: bool = False
    """The level is named by a short word that may also lead a sentence on results (社会效益：…)."""


def from_prose(document: Document) -> Iterator[Indicator]:
    """Yield the indicators told in paragraphs and lists, in printed order."""
    place = Place()
    for flow in document.flows:
        if not flow.text or document.meaning_at(flow.offsets[0]) in ("problems", "measures", "duties"):
            continue
        start = _opening(flow.text)
        place, start = _entered(document, flow, start, place)
        for item in _items(flow, start):
            fact = _from_item(document, item, place)
            if fact is not None:
                yield fact


def _opening(text: str) -> int:
    """Return where the text starts behind bullets and numbering."""
    found = numbered(text)
    if found is None:
        bullet = MARKUP.match(text)
        return bullet.end() if bullet else 0
    return text.find(found.rest) if found.rest in text else 0


def _entered(document: Document, flow: Flow, start: int, place: Place) -> tuple[Place, int]:
    """Return the levels after this flow's opening, and where its items start."""
    first = FIRST.match(flow.text, start)
    if first and not SECOND.match(flow.text, start):
        place = Place(first["level"], None, _goals(document, flow))
        start = first.end()
    second = SECOND.match(flow.text, start)
    if second:
        outer = place.level1
        if _kept(place):
            outer = _outer(_level(second)) or outer
        elif outer is None or place.level2 is not None:
            outer = _title(document, flow, _level(second))
        return Place(outer, _level(second).removeprefix("产出"), _goals(document, flow), second["short"] is not None), second.end()
    if flow.kind == "heading" and not first:
        return Place(), len(flow.text)
    return place, start


def _level(second: re.Match[str]) -> str:
    """Return the name of a second level; a short one is completed (社会效益：)."""
    return second["level"] or f"{second['short']}指标"


def _outer(level2: str) -> str | None:
    """Return the first level that a second one always stands under."""
    if "满意" in level2:
        return "满意度指标"
    return "效益指标" if re.match(r"经济效益|社会效益|生态效益|可持续", level2) else None


def _kept(place: Place) -> bool:
    return place.level1 is not None and FIRST.match(place.level1) is not None


def _goals(document: Document, flow: Flow) -> bool:
    return document.meaning_at(flow.offsets[0], "goals", "results", "evaluation") == "goals"


def _title(document: Document, flow: Flow, level2: str) -> str | None:
    """Return the heading over the list, without what it explains after a colon or 从…方面."""
    above = [s for s in document.sections if s.span[0] <= flow.offsets[0] < s.span[1] and level2 not in s.title]
    if not above:
        return None
    return re.split(r"[：:。]|从", above[-1].title)[0].strip() or None


def _items(flow: Flow, start: int) -> Iterator[Flow]:
    """Yield the parts between semicolons and full stops; a decimal point parts nothing."""
    for found in re.finditer(r"[^；;。]+", flow.text[start:]):
        a, b = start + found.start(), start + found.end()
        lead = LEAD.match(flow.text[a:b])
        a += lead.end() if lead else 0
        if a < b:
            yield flow.cut(a, b)


def _from_item(document: Document, item: Flow, place: Place) -> Indicator | None:
    text = item.text.rstrip()
    second = SECOND.match(text)
    if second and second.end() < len(text):
        inner = replace(place, level2=_level(second), bare=second["short"] is not None)
        return _from_item(document, item.cut(second.end(), len(text)), inner)
    both = PLAN_THEN.match(text) or BOTH.match(text) or TIMED.match(text)
    if both and (place.level2 or place.level1 or _telling(both) or SCORE.search(text)):
        return _made(document, item, place, (_named(both["name"]), both["target"], both["actual"]), 0.9)
    if (place.level2 or place.level1) and (then := AIM_THEN.match(text)):
        said = (_named(then["name"] or then["plain"]), then["target"] or then["aim"], then["actual"])
        return _made(document, item, place, said, 0.9)
    if place.level2 is None or place.bare:
        return None
    for pattern, sure in ((BOUNDED, 0.95), (PAIR, 0.95), (PLAIN, 0.75)):
        found = pattern.match(text)
        if found and not NOT_NAMED.search(found["name"]):
            return _one_sided(document, item, place, found, sure)
    return None


def _telling(found: re.Match[str]) -> bool:
    return bool(re.search(r"\d", found["target"])) and bool(re.search(r"\d", found["actual"]))


def _one_sided(document: Document, item: Flow, place: Place, found: re.Match[str], sure: float) -> Indicator | None:
    """Return the indicator of a name with one value: a bound is a target, a plain figure what was done, among goals a target."""
    value = found["value"].strip()
    done = DONE.match(value)
    if not re.search(r"\d", value) and not (done or len(value) <= 8):
        return None
    value = value[done.end() :] if done else value
    name = _named(found["name"])
    if done is None and (AIM.search(value) or place.goals):
        return _made(document, item, place, (name, value, None), sure)
    return _made(document, item, place, (name, None, value), sure)


def _named(name: str) -> str:
    return re.sub(r"\s", "", re.sub(r"^(?:指标\d*[：:]|\d{1,2}[.、])", "", name)).strip("，,：:（(")


def _made(document: Document, item: Flow, place: Place, said: tuple[str, str | None, str | None], sure: float) -> Indicator | None:
    name, target, actual = said
    if len(name) < 2 or re.fullmatch(r"(?:年度|年初|全年|当年|本年)?(?:目标|计划|指标)?", name):
        return None
    score, weight = SCORE.search(item.text), WEIGHT.search(item.text)
    span = item.span(0, len(item.text.rstrip()))
    target = target.strip() if target else None
    actual = actual.strip() if actual else None
    return Indicator(
        level1=place.level1, level2=place.level2, name=name, target=target, actual=actual,
        weight=Decimal(weight["n"]) if weight else None, score=Decimal(score["n"]) if score else None,
        attained=attained(name, target, actual, place.level2 or ""), quote=document.quote(span), span=span, confidence=sure,
    )
