"""Whom a question speaks of (所指部门): the reports its names mean, the places named, and the name that has no report here."""

import re
from collections.abc import Sequence

from search.facts_source import ReportRef
from search.places.bodies import COLLECTIVE, is_of_kind, kind_of, seats_of
from search.places.divisions import Division
from search.places.gazetteer import Found, Gazetteer, Mention
from search.places.live_reports import LiveReports
from search.plan import Place, Refusal
from search.words.wording import is_english

Kept = list[tuple[Mention, tuple[Division, ...]]]
"""The places a question names, each with the wider ones that say where it lies."""


def reports_named(text: str, found: Found, kept: Kept, gazetteer: Gazetteer) -> tuple[list[ReportRef], tuple[Place, ...], Refusal | None]:
    """Return the reports the names mean, the places named, and the refusal for a name that has no report here."""
    places: list[Place] = []
    fit: dict[str, ReportRef] = {}
    used: set[int] = set()
    missing: Refusal | None = None
    for mention, within in kept:
        fitting, place = reports_of_mention(mention, within, gazetteer.live)
        if place:
            places.append(place)
        behind = found.kinds if len(kept) > 1 or not is_english(text) else []
        body = next((k for k in behind if not text[mention.end : k[0]].strip() and k[0] >= mention.end), None)
        shared = None if body else next((k for k in behind if k[0] >= mention.end and _shared(text, mention, k[0], kept)), None)
        every = body and COLLECTIVE.match(text, body[1]) is not None  # 某省教育系统 is all of that kind in it
        if body and fitting and not every and not any(_sits_in(r, mention) and is_of_kind(r.department, body[2]) for r in fitting):
            missing = missing or Refusal(reason="department", said=text[mention.start : body[1]])
            continue
        if body:
            used.add(body[0])
            fitting = [r for r in fitting if is_of_kind(r.department, body[2])] or fitting
        elif shared and any(is_of_kind(r.department, shared[2]) for r in fitting):
            used.add(shared[0])
            fitting = [r for r in fitting if is_of_kind(r.department, shared[2])]
        if fitting:
            fit.update((r.report_id, r) for r in fitting)
        elif missing is None:
            missing = Refusal(reason="region", said=place.full_name if place else mention.said)
    chosen = list(fit.values())
    reports = chosen or (list(gazetteer.reports) if not kept else [])
    named = {r.department for r in chosen} if used or any(m.said in m.departments for m, _ in kept) else set()
    apart = [k for s, e, k in found.kinds if any(found.taken[s:e]) and s not in used]
    if named and apart and missing is None:  # 甲市卫健委和教育局: the second is one more department, not a condition on the first
        known = {r.report_id for r in reports}
        more = [r for r in gazetteer.reports if kind_of(r.department) in apart and r.report_id not in known]
        near = [r for r in more if any(p.adcode[:4] == str(r.fields.adcode or "")[:4] for p in places)]
        lost = [k for k in apart if not any(kind_of(r.department) == k for r in [*reports, *more])]
        return reports + (near or more), tuple(places), Refusal(reason="department", said=lost[0]) if lost else None
    return _of_kind(reports, found, places, missing) if apart or not used else (reports, tuple(places), missing)


_SO_MANY = re.compile(r"[\s、和与及跟同]*[两三四五六七八九十][个家](?:的)?\s*")
"""What stands between places and the kind of body that each of them has (甲、乙两个市场监管局)."""


def _shared(text: str, mention: Mention, start: int, kept: Kept) -> bool:
    """Tell whether nothing but further places and their number stands between a place and a kind of body that all of them have."""
    gap = "".join(" " if any(m.start <= i < m.end for m, _ in kept) else text[i] for i in range(mention.end, start))
    return mention.said not in mention.departments and _SO_MANY.fullmatch(gap) is not None


def _sits_in(report: ReportRef, mention: Mention) -> bool:
    """Tell whether a department is the place's own, not one of a place within it (肇庆市 has no report where only a county of it has)."""
    seats = seats_of(report.department)
    own = any(d.adcode == report.fields.adcode or (seats and d.short in seats[-1]) for d in mention.divisions)
    return own or report.department in mention.departments or not report.fields.adcode


def _of_kind(
    reports: list[ReportRef], found: Found, places: list[Place], missing: Refusal | None
) -> tuple[list[ReportRef], tuple[Place, ...], Refusal | None]:
    kinds = [k for s, e, k in found.kinds if any(found.taken[s:e])]
    if kinds and reports:
        fitting = [r for r in reports if any(is_of_kind(r.department, kind) for kind in kinds)]
        if not fitting and missing is None:
            missing = Refusal(reason="department", said=(places[0].name if places else "") + kinds[0])
        reports = fitting or reports
    return reports, tuple(places), missing


_SO_MANY_PLACES = re.compile(r"(?P<count>[两三四五六七八九十])个(?P<level>地级市|县级市|市辖区|县(?![级市区])|区(?![县级域]))")
_NUMBERS = "零一两三四五六七八九十"


def at_level(text: str, kept: Kept, reports: Sequence[ReportRef]) -> list[ReportRef]:
    """Return the reports of places of one level, where a question names them by that and says how many (三个地级市的局); else none."""
    said = None if kept else _SO_MANY_PLACES.search(text)
    if said is None:
        return []
    fitting = [r for r in reports if _is_at_level(r, said["level"])]
    return fitting if len({r.department for r in fitting}) == _NUMBERS.index(said["count"]) else []


def _is_at_level(report: ReportRef, level: str) -> bool:
    """Tell whether a department is of a place of a level; prefectures end in 00 in GB/T 2260."""
    seat, code = "".join(seats_of(report.department)[-1:]), str(report.fields.adcode or "")
    if level == "地级市":
        return code.endswith("00") and not code.endswith("0000")
    return seat.endswith(level[-1]) and not code.endswith("00")


def without_ancestors(mentions: list[Mention]) -> Kept:
    """Drop a place that only says where another named place lies (南昌市 before 西湖区); give that as where to look."""
    kept: Kept = []
    for mention in mentions:
        above = tuple(
            d
            for m in mentions
            if m is not mention
            for d in m.divisions
            if any(d is not x and d.covers(x.adcode) for x in mention.divisions)
        )
        below = any(d is not x and d.covers(x.adcode) for m in mentions if m is not mention for x in m.divisions for d in mention.divisions)
        if not below:
            kept.append((mention, above))
    return kept


def _codes(report: ReportRef) -> tuple[str, ...]:
    """Return where a report may be from: its adcode, or the candidates where it is unresolved."""
    fields = report.fields
    return (fields.adcode,) if fields.adcode else tuple(c.adcode for c in fields.candidates)


def reports_of_mention(mention: Mention, within: tuple[Division, ...], reports: LiveReports) -> tuple[list[ReportRef], Place | None]:
    divisions = tuple(d for d in mention.divisions if not within or any(w.covers(d.adcode) for w in within)) or mention.divisions
    live = [d for d in divisions if any(d.covers(adcode) for adcode in reports.adcodes)]
    fitting = reports.of_adcodes([adcode for adcode in reports.adcodes if any(d.covers(adcode) for d in live)])
    named = reports.of_departments(mention.departments)
    if within and named:
        named = [r for r in named if any(w.covers(code) for w in within for code in _codes(r)) or not _codes(r)]
    both = {r.report_id: r for r in [*named, *fitting]}
    chosen = named if named and (not fitting or not divisions) else fitting if not named else reports.in_order(both.values())
    if mention.departments and named and mention.said in mention.departments:
        chosen = named
    shown = (live or list(divisions))[:1]
    place = Place(adcode=shown[0].adcode, name=shown[0].name, full_name=shown[0].full_name, said=mention.said) if shown else None
    return chosen, place


def departments_at(
    runs: Sequence[tuple[int, int]], found: Found, kept: Kept, live: LiveReports, reports: Sequence[ReportRef]
) -> tuple[str, ...]:
    """Return the departments, among those of a question, that some stretches of it name."""
    named: dict[str, None] = {}
    for start, end in runs:
        at = [reports_of_mention(m, within, live)[0] for m, within in kept if start <= m.start < end]
        kinds = {k for s, e, k in found.kinds if s < end and e > start}
        here = [r for of_it in at for r in of_it] or reports
        named |= dict.fromkeys(r.department for r in here if not kinds or kind_of(r.department) in kinds)
    return tuple(named)
