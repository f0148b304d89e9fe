"""Which projects a question about money means (所指项目): by name, by use, by class of things, by the duty they serve."""

import re
from collections.abc import Callable

from ontology.lists import field_of
from search.answers.fitness import in_troubles
from search.answers.inquiry import Inquiry
from search.answers.money.projects_by_meaning import by_meaning, clearly_meant
from search.answers.money.projects_of_duty import is_of, without_fainter
from search.answers.topics import money_topic
from search.facts_source import ReportRef, SpendingRow
from search.matching.kinds import is_of_no_occasion
from search.matching.metrics import Match, resolve
from search.matching.prepared import Candidate
from search.plan import Ask
from search.planning.money_asked import by_duty as asks_by_duty
from search.planning.money_asked import which_money
from search.words.lexicon import Term, terms_of
from search.words.wording import alike, fold

ANY_DUTY = frozenset(("监管", "管理", "监督", "检查", "保障", "服务", "建设", "治理", "工作", "支持", "发展", "推广", "提升"))
"""What is done in every field, which alone names no project."""
_NAMES_A_PROJECT = re.compile(r"[“\"《](?P<name>[^”\"》]{2,40})[”\"》]")
_EACH_PROJECT = re.compile(
    r"[一二三四五六七八九十两\d]+(?:个|项|笔)(?:项目|专项)[^，。？?]{0,8}(?:各|分别)|(?:各|每)个?(?:项目|专项)[^，。？?]{0,6}(?:多少|花|安排)"
)
"""Every programme of a report with its amount (八项项目支出各花了多少)."""


def projects_meant(inquiry: Inquiry, report: ReportRef) -> tuple[list[Candidate], dict[str, str]]:
    """Return the projects meant and, of those found through a duty, the duty they serve."""
    pool = projects_of(inquiry, report)
    quoted = _NAMES_A_PROJECT.search(inquiry.question)
    if quoted and (exact := [c for c in pool if alike(quoted["name"], c.row.name) >= 0.9]):
        return exact, {}
    topic = money_topic(inquiry.plan)
    terms = tuple(t for t in terms_of(topic) if t.weight >= 0.5)
    pool = [c for c in pool if not is_of_no_occasion(terms_of(inquiry.plan.topic), c)]
    if not terms:
        return (pool if _EACH_PROJECT.search(inquiry.question) else []), {}
    by_name = [c for c in pool if about(terms, c.name)] or _by_use(terms, pool)
    if linked := _through_duties(inquiry, report, terms, pool) if asks_by_duty(inquiry.question) else {}:
        found = _of_duty(inquiry, report, terms, pool, linked)
        nouns = tuple(t for t in terms if t.weight >= 0.9)
        named = [c for c in pool if c.row.id not in linked and nouns and (c in by_name or about(nouns, c.name))]
        paid = any(c.value is not None for c in found) and any(about(nouns, c.name) for c in found)
        return (found if paid else found + named) or _items(inquiry, report, terms), _told(linked)
    if by_name:
        return _in_own_words(terms, by_name), {}
    if each := _of_each(topic, lambda words, _: [c for c in pool if about(words, c.name)]):
        return each, {}
    if of_class := _of_class(terms, pool, report):
        return of_class, {}
    return _by_meaning(inquiry, report, topic, pool) or _near(inquiry, report, topic, terms, pool)


def _of_duty(
    inquiry: Inquiry, report: ReportRef, terms: tuple[Term, ...], pool: list[Candidate], linked: dict[str, SpendingRow]
) -> list[Candidate]:
    """Return the projects linked to a duty that speaks of a topic, those of its subject, without those that are faintly its own."""
    found = _of_subject(terms, [c for c in pool if c.row.id in linked], linked)
    if len(found) < 2:
        return found
    said = " ".join(t.said for t in terms)
    return without_fainter(found, linked, inquiry.links(report), by_meaning(inquiry, said, pool))


def _by_meaning(
    inquiry: Inquiry, report: ReportRef, topic: str, pool: list[Candidate]
) -> tuple[list[Candidate], dict[str, str]] | None:
    """Return the projects clearly meant where one is taken to pay: thing by thing, for all of it, or by the nearest duty."""
    of_duty = asks_by_duty(inquiry.question)
    if of_duty and (each := _of_each(topic, lambda words, thing: _of_thing(inquiry, report, words, thing, pool))):
        return each, {}
    if (of_duty or which_money(inquiry.question)) and (clear := clearly_meant(inquiry, topic, pool)):
        return clear, {}
    linked = _of_nearest_duty(inquiry, report, topic, pool) if of_duty else {}
    if not linked:
        return None
    found = without_fainter([c for c in pool if c.row.id in linked], linked, inquiry.links(report), by_meaning(inquiry, topic, pool))
    inquiry.supposed |= {c.row.quote for c in found}
    return found, _told(linked)


def _of_nearest_duty(inquiry: Inquiry, report: ReportRef, topic: str, pool: list[Candidate]) -> dict[str, SpendingRow]:
    """Return project fact id → its link, of the one duty that stands clear of all others in meaning."""
    duties = [c for c in inquiry.of_any_year(report) if c.row.section == "duties"]
    nearest = clearly_meant(inquiry, topic, duties)
    links = [link for link in inquiry.links(report) if len(nearest) == 1 and link.duty == nearest[0].row.name]
    return {c.row.id: link for link in links for c in pool if is_of(c, link)}


def projects_of(inquiry: Inquiry, report: ReportRef) -> list[Candidate]:
    """Return a report's projects of its own year, those told under its troubles only where there are no others."""
    pool = [c for c in inquiry.candidates(report) if c.row.section == "projects" and c.row.year in (None, report.year)]
    return [c for c in pool if not in_troubles(c)] or pool


def _near(
    inquiry: Inquiry, report: ReportRef, topic: str, terms: tuple[Term, ...], pool: list[Candidate]
) -> tuple[list[Candidate], dict[str, str]]:
    """Return the projects that come near a topic none is called by, else those of a duty that speaks of it."""
    matched: list[Match] = resolve(Ask(phrase=topic), pool, sections=("projects",))
    if matched:
        return [m.candidate for m in matched if m.score >= 0.9 * matched[0].score], {}
    rarest = min(terms, key=lambda t: _printed(inquiry, report, t) or 999)
    if rarest.weight >= 1 and not any(_unheard(inquiry, report, t) for t in terms):
        close = [c for c in pool if any(f in c.name for f in rarest.forms) and _half(terms, c.name)]
        if close:
            return close, {}
    loose = _through_duties(inquiry, report, terms, pool)
    return _of_subject(terms, [c for c in pool if c.row.id in loose], loose, strict=True), _told(loose)


def _told(linked: dict[str, SpendingRow]) -> dict[str, str]:
    """Return what is told beside a project of the duty it serves."""
    return {fact: f"服务于职责“{link.duty[:30]}”" for fact, link in linked.items()}


def _printed(inquiry: Inquiry, report: ReportRef, term: Term) -> int:
    """Return how many names of a report's facts show a word."""
    return sum(any(form in c.name for form in term.forms) for c in inquiry.candidates(report))


def _unheard(inquiry: Inquiry, report: ReportRef, term: Term) -> bool:
    """Tell whether a thing asked about is printed nowhere, so that the other words alone say nothing of it."""
    return (term.weight >= 1 or term.said.isascii()) and not term.known and not _printed(inquiry, report, term)


def _in_own_words(terms: tuple[Term, ...], found: list[Candidate]) -> list[Candidate]:
    """Return of projects that show a topic those that show its own words, where any does, not only others for them."""
    return [c for c in found if all(t.said in c.name for t in terms)] or found


def _by_use(terms: tuple[Term, ...], pool: list[Candidate]) -> list[Candidate]:
    """Return the projects whose name and printed use together show a topic, its name one of its things at least."""
    nouns = tuple(t for t in terms if t.weight >= 0.9)
    shown = [c for c in pool if c.row.use and any(form in c.name for t in nouns for form in t.forms)]
    return [c for c in shown if len(nouns) > 1 and about(terms, c.name + fold(c.row.use or ""))]


def _of_each(topic: str, projects: Callable[[tuple[Term, ...], str], list[Candidate]]) -> list[Candidate]:
    """Return the projects of each thing that a topic lists, where each has one (妇幼健康和计划生育); `projects` gives one thing's."""
    parts = [part for part in re.split(r"、|以及|和|与|及", topic) if terms_of(part)]
    things = [(words, part) for part in parts if (words := tuple(t for t in terms_of(part) if t.weight >= 0.5))]
    found = [projects(words, part) for words, part in things]
    return list(dict.fromkeys(c for one in found for c in one)) if len(found) > 1 and all(found) else []


def _of_thing(inquiry: Inquiry, report: ReportRef, words: tuple[Term, ...], thing: str, pool: list[Candidate]) -> list[Candidate]:
    """Return the projects of one thing of a list: by name, by the duty that speaks of it, by meaning."""
    if named := [c for c in pool if about(words, c.name)]:
        return named
    linked = _through_duties(inquiry, report, words, pool)
    return _of_duty(inquiry, report, words, pool, linked) or clearly_meant(inquiry, thing, pool)


def _of_class(terms: tuple[Term, ...], pool: list[Candidate], report: ReportRef) -> list[Candidate]:
    """Return the projects named by the class of which the things asked about are examples (特种设备 for 电梯、锅炉)."""
    classes = {t.said: field_of(t.said, report.department) for t in terms if t.weight >= 0.9}
    known = {field for field in classes.values() if field}
    only = next(iter(known)) if len(known) == 1 else ""
    others = [said for said, field in classes.items() if not field and said not in ANY_DUTY]
    named = [c for c in pool if len(only) > 2 and c.value is not None and fold(only) in c.name]
    return [c for c in named if all(said in c.name for said in others)]


def _of_subject(terms: tuple[Term, ...], found: list[Candidate], linked: dict[str, SpendingRow], strict: bool = False) -> list[Candidate]:
    """Return, of the projects of a duty that names several subjects, those of the subject asked for, where any shows it or `strict`."""
    joint = [c for c in found if re.search(r"、|和|及", linked[c.row.id].duty)]
    nouns = tuple(t for t in terms if t.weight >= 0.9)
    sure = [c for c in joint if any(form in c.name + fold(c.row.use or "") for t in nouns for form in t.forms)]
    return [c for c in found if c not in joint or c in sure] if sure or strict else found


def about(terms: tuple[Term, ...], text: str) -> bool:
    """Tell whether a text shows every identifying word of a topic."""
    return all(
        any(form in text for form in t.forms) or (len(t.said) > 3 and any(t.said[i : i + 4] in text for i in range(len(t.said) - 3)))
        for t in terms
    )


def _half(terms: tuple[Term, ...], text: str) -> bool:
    """Tell whether a text shows at least half of a topic's words."""
    return 2 * sum(any(form in text for form in t.forms) for t in terms) >= len(terms)


def _through_duties(
    inquiry: Inquiry, report: ReportRef, terms: tuple[Term, ...], pool: list[Candidate]
) -> dict[str, SpendingRow]:
    """Return project fact id → its surest link, of the links of the report whose duty speaks of the topic."""
    found: dict[str, SpendingRow] = {}
    links = [(link, _focus(terms, fold(link.duty))) for link in inquiry.links(report) if about(terms, fold(link.duty))]
    best = max((focus for _, focus in links), default=0.0)
    for link, focus in links:
        if focus < 0.5 * best:
            continue
        for c in pool:
            known = found.get(c.row.id)
            if is_of(c, link) and (known is None or known.score < link.score):
                found[c.row.id] = link
    return found


def _focus(terms: tuple[Term, ...], duty: str) -> float:
    """Return how much of a duty is the topic: a duty that only mentions it among others is not its duty."""
    return max(len(form) for t in terms for form in t.forms if form in duty or form == t.said) / max(len(duty), 1)


def _items(inquiry: Inquiry, report: ReportRef, terms: tuple[Term, ...]) -> list[Candidate]:
    return [c for c in inquiry.candidates(report) if c.row.section == "finance" and about(terms, c.name)]
