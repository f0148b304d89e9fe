"""Who and where a question speaks of (地名与部门识别): live departments, their short names, and every division of the country.

A place that exists but has no report here is found too, so that it can be refused by name.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from search.facts_source import ReportRef
from search.places.bodies import body_behind, body_mentions, followed_by_body, is_a_work, kind_of, known_kinds, place_of, seats_of
from search.places.divisions import Division, by_name, by_pinyin, counties_by_short, is_everyday, readings, short_name, sounds
from search.places.live_reports import LiveReports
from search.places.place_words import (
    ALL,
    AMONG_PLACES,
    BODY_TAIL,
    LATIN_APART,
    LATIN_BEFORE,
    LATIN_KINDS,
    LATIN_PLACE,
    LINKED,
    NO_PLACE,
    PRONOUN,
    SHORT_BODY,
    STRANGE,
    STRANGE_OPENING,
    counted_bodies,
)
from search.places.slips import Slips
from search.words.wording import abbreviates


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the question that names a place: the divisions or live departments it may mean."""

    start: int
    end: int
    said: str
    divisions: tuple[Division, ...] = ()
    departments: frozenset[str] = frozenset()


@dataclass
class Found:
    """What the gazetteer found; `taken` marks the characters of the question that are names, not metric words."""

    mentions: list[Mention] = field(default_factory=list)
    kinds: list[tuple[int, int, str]] = field(default_factory=list)
    taken: list[bool] = field(default_factory=list)
    everyone: list[tuple[int, int]] = field(default_factory=list)
    """Where the question says 各局, 三个单位, 哪些部门: no name, but no metric word either."""

    @property
    def all_of_them(self) -> bool:
        """Tell whether the question speaks of departments as a group."""
        return bool(self.everyone)


class Gazetteer:
    """Names of one generation of live reports; `find` reads a question in plain form."""

    def __init__(self, reports: list[ReportRef]) -> None:
        """Collect the names the live reports are known by."""
        self.reports = reports
        self.live = LiveReports(reports)
        self.kinds = {kind_of(r.department) for r in reports}
        self._names: dict[str, set[str]] = {}
        self._everyday: dict[str, set[str]] = {}
        for report in reports:
            for name in self._names_of(report):
                self._names.setdefault(name, set()).add(report.department)
            short = short_name(place_of(report.department))
            if len(short) >= 2 and is_everyday(short):
                self._everyday.setdefault(short, set()).add(report.department)

    @staticmethod
    def _names_of(report: ReportRef) -> set[str]:
        fields, place = report.fields, place_of(report.department)
        names = {report.department, *(a for a in fields.aliases if len(a) > 3 and not PRONOUN.match(a) and a[0] not in "省市区县州旗镇乡")}
        local = [fields.county] if fields.county else [fields.city] if fields.city else [fields.province] if fields.province else []
        nearest = re.findall(r".+?(?:省|市|区|县|旗|州|盟|镇|乡)", place)[-1:]  # 西湖区 of 南昌市西湖区
        heads = {n for n in [place, *local, *nearest] if n and len(n) >= 2}
        own = report.department[len(place) :]
        if place and len(own) >= 4 and kind_of(report.department) not in known_kinds():  # a school or hospital by its own name
            names.add(own)
        seats = seats_of(report.department)
        heads |= {seats[-1], "".join(seats)} if seats and len(seats[-1]) >= 3 else set()
        if seats and seats[-1].endswith(("镇", "乡", "街道", "苏木")):
            heads |= {seats[-1] + tail for tail in ("人民政府", "政府", "办事处", "办")}
        for head in heads:
            short = re.sub(r"(?:镇|乡|街道|苏木)$", "", short_name(head))
            names |= {head} | ({short} if len(short) >= 2 and not is_everyday(short) else set())
        return names

    def find(self, text: str) -> Found:
        """Return the places and bodies a question names, longest names first."""
        found = Found(taken=[False] * len(text))
        self._live(text, found)
        self._heard(text, found)
        self._country(text, found)
        self._everyday_shorts(text, found)
        self._pinyin(text, found)
        for start, end, kind in body_mentions(text):
            if not any(found.taken[start:end]) and not is_a_work(text, end) and not self._own_short_name(text, start, end, kind, found):
                found.kinds.append((start, end, kind))
                if self._is_subject(text, start, end, found, kind):
                    _take(found, start, end)
        self._tails(text, found)
        for body in [b for m in found.mentions if (b := body_behind(text, m.end))]:
            if not any(found.taken[body[0] : body[1]]) and body[2] in self.kinds:
                found.kinds.append(body)
                _take(found, body[0], body[1])
        for start, end in [*(m.span() for m in ALL.finditer(text)), *counted_bodies(text, found.kinds)]:
            found.everyone.append((start, end))
            _take(found, start, end)
        found.mentions.sort(key=lambda m: m.start)
        return found

    @staticmethod
    def _own_short_name(text: str, start: int, end: int, kind: str, found: Found) -> bool:
        """Take a body as its place's own department where none there is of that very kind (城管局: 城市管理和行政执法局)."""
        said, ending = text[start : end - 1], text[end - 1]
        for i, mention in enumerate(found.mentions):
            if mention.end != start or any(kind_of(d) == kind for d in mention.departments):
                continue
            own = frozenset(
                d for d in mention.departments if (d.endswith(ending) and abbreviates(said, d)) or abbreviates(text[start:end], d)
            )
            if own:
                found.mentions[i] = replace(mention, departments=own)
                _take(found, start, end)
                return True
        return False

    def _tails(self, text: str, found: Found) -> None:
        """Take a department's own short name behind its place along, whatever kind it is (云岫省 + 文联), also by its sound (民证局)."""
        for mention in found.mentions:
            for match in filter(None, (BODY_TAIL.match(text, mention.end), SHORT_BODY.match(text, mention.end))):
                if any(found.taken[mention.end : match.end()]):
                    continue
                heard = sounds(match[0])
                if any(abbreviates(match[0], d) or sounds(d)[-len(heard) :] == heard for d in mention.departments):
                    _take(found, mention.end, match.end())

    @staticmethod
    def stranger(text: str, found: Found) -> str:
        """Return the place, with its body, that opens a question and is neither live nor in the country's list; else an empty string."""
        match = STRANGE.match(text) or STRANGE_OPENING.match(text)
        if match is not None and match.re is STRANGE_OPENING and not any(start == match.end("place") for start, _, _ in found.kinds):
            return ""
        if match is None or found.mentions or any(found.taken[slice(*match.span("place"))]) or NO_PLACE.search(match["place"]):
            return ""
        return match["place"] + (match.groupdict().get("body") or "")

    def _is_subject(self, text: str, start: int, end: int, found: Found, kind: str) -> bool:
        """A body is whom the question is about where it follows a place, opens the question, or is one that reports."""
        joined = start == 0 or found.taken[start - 1] or (start > 1 and text[start - 1] in "市区县省的 " and found.taken[start - 2])
        return joined or kind in self.kinds

    def _live(self, text: str, found: Found) -> None:
        for length in self._lengths:  # what a question may hold is looked up, for a store has thousands of names
            for start in range(len(text) - length + 1):
                name = text[start : start + length]
                if name in self._names:
                    self._add(text, start, start + length, name, found)

    @cached_property
    def _lengths(self) -> list[int]:
        return sorted({len(name) for name in self._names}, reverse=True)

    def _add(self, text: str, start: int, end: int, name: str, found: Found) -> None:
        if any(found.taken[start:end]) or (_inside_longer(text, start, end) and name not in self._departments):
            return
        of_level = name[-1] in "省市区县" and text[end : end + 1] == "级"  # 丽水县级文物 is of a level, no county
        if (of_level or (name.endswith("市") and text[end : end + 1] in ("场", "监"))) and len(name) > 2:
            end -= 1
        if name.endswith("政府") and _OF_GOVERNMENT.match(text, end):
            return  # 某镇政府采购 is what the town bought
        stretched = _stretch(text, end, name)
        place = place_of(name) or name
        divisions = by_name().get(text[start:stretched]) or by_name().get(place) or counties_by_short().get(place) or ()
        found.mentions.append(Mention(start, stretched, text[start:stretched], divisions, frozenset(self._names[name])))
        _take(found, start, stretched)

    @cached_property
    def _slips(self) -> Slips:
        return Slips(self._names)

    def _heard(self, text: str, found: Found) -> None:
        """Take a name that sounds or looks like a live one for a slip of it (陶弯镇 for 陶湾镇), before any other place within it."""
        for start, end, name in self._slips.find(text, {start for start, _, _ in body_mentions(text)}):
            if not any(found.taken[start:end]):
                found.mentions.append(Mention(start, end, text[start:end], by_name().get(name, ()), frozenset(self._names[name])))
                _take(found, start, end)

    def _everyday_shorts(self, text: str, found: Found) -> None:
        """A short name that is an everyday word is a place only where a body follows it, or among places (长安教育局, 白云、江北谁的…)."""
        bodies = {start for start, _, _ in body_mentions(text)}
        for short, departments in self._everyday.items():
            at = text.find(short)
            alone = at >= 0 and AMONG_PLACES.fullmatch(text[max(0, at - 1) : at] + short + text[at + len(short) : at + len(short) + 1])
            if at >= 0 and (alone or at + len(short) in bodies) and not any(found.taken[at : at + len(short)]):
                found.mentions.append(Mention(at, at + len(short), short, counties_by_short().get(short, ()), frozenset(departments)))
                _take(found, at, at + len(short))

    @cached_property
    def _departments(self) -> frozenset[str]:
        return frozenset(r.department for r in self.reports)

    @staticmethod
    def _country(text: str, found: Found) -> None:
        for length in range(12, 1, -1):
            for start in range(len(text) - length + 1):
                name = text[start : start + length]
                if name in by_name() and not any(found.taken[start : start + length]) and not LINKED.match(text, max(0, start - 1)):
                    end = _stretch(text, start + length, name)
                    if end == start + length and is_everyday(name):
                        continue
                    found.mentions.append(Mention(start, end, text[start:end], by_name().get(text[start:end]) or by_name()[name]))
                    _take(found, start, end)
        _short_counties(text, found)

    @cached_property
    def _by_reading(self) -> dict[str, str]:
        places = sorted(n for n in self._names if len(n) <= 8 and not n.endswith(("局", "委", "厅")))
        return {said: n for n in places for said in readings(short_name(n))}

    @cached_property
    def _single_by_reading(self) -> dict[str, str]:
        return {said: n for n in self._names if len(n) == 2 and n[1] in "省市区县州旗" for said in readings(n[0])}

    def _pinyin(self, text: str, found: Found) -> None:
        live, single = self._by_reading, self._single_by_reading
        for match in LATIN_APART.finditer(text):  # Xin Xing is 新兴
            if (name := live.get(match["name"].lower().replace(" ", ""))) and not any(found.taken[slice(*match.span())]):
                found.mentions.append(Mention(*match.span(), match[0], by_name().get(name, ()), frozenset(self._names[name])))
                _take(found, *match.span())
        for match in (m for m in LATIN_PLACE.finditer(text) if not found.taken[m.start()]):
            word = match[1].lower().removesuffix("'s").replace("'", "")
            divisions, kind = by_pinyin().get(word, ()), (match[2] or "").lower()
            if kind and word in single:  # She County is 歙县
                live = live | {word: single[word]}
            sure = (
                kind
                or any(d.level < 3 for d in divisions)
                or followed_by_body(text, match.end())
                or LATIN_BEFORE.search(text[: match.start()])
            )
            if not (word in live or (divisions and sure)):
                continue
            ends = LATIN_KINDS.get(kind, "")
            fitting = tuple(d for d in divisions if not ends or d.name[-1] in ends) or divisions
            departments = frozenset(self._names.get(live.get(word, ""), ()))
            found.mentions.append(Mention(match.start(), match.end(), match[0].strip(), fitting, departments))
            _take(found, *match.span())


def _short_counties(text: str, found: Found) -> None:
    """A county by its short name counts only where a body, 的, a year or the end of the name follows (余杭区局, 安化2024年)."""
    for length in (4, 3, 2):
        for start in range(len(text) - length + 1):
            name, end = text[start : start + length], start + length
            if name not in counties_by_short() or any(found.taken[start:end]) or is_everyday(name):
                continue
            opens = start == 0 or found.taken[start - 1] or text[start - 1] in "和与跟比及、，, 在"
            if opens and re.match(r"\s*(?:的|局|20\d\d|那|这|$|和|与|跟|、|市监|市场监|卫健|教育局|公安|\s)", text[end:]):
                found.mentions.append(Mention(start, end, name, counties_by_short()[name]))
                _take(found, start, end)


_OF_GOVERNMENT = re.compile("采购|性基金|购买|雇员|债|投资|补贴|网站|信息公开")


def _stretch(text: str, end: int, name: str) -> int:
    """Take the kind that follows a short name along: 西湖 + 区, 江苏 + 省, but not 益阳 + 市场."""
    if name[-1] in "省市区县州盟旗局委厅镇乡办院" or end >= len(text) or text[end + 1 : end + 2] == "级":
        return end
    if text[end] in "省市区县州盟旗" and not (text[end] == "市" and text[end : end + 2] in ("市场", "市监", "市级", "市民", "市政")):
        return end + 1
    return end


def _inside_longer(text: str, start: int, end: int) -> bool:
    """Tell whether the stretch is part of a longer division name of the text (西湖区 within 东西湖区)."""
    for length in range(end - start + 1, 13):
        for first in range(max(0, end - length), start + 1):
            name = text[first : first + length]
            if first + length <= len(text) and len(name) == length and name in by_name() and first <= start and first + length >= end:
                return name not in (text[start:end] + c for c in "省市区县州盟旗")
    return False


def _take(found: Found, start: int, end: int) -> None:
    found.taken[start:end] = [True] * (end - start)
