"""Which projects a question about money means (所指项目): by name, by use, by class of things, by the duty they serve."""

import re

from ontology.lists import field_of
from search.answers.fitness import in_troubles
from search.answers.inquiry import Inquiry
from search.answers.topics import money_topic
from search.facts_source import ReportRef
from search.matching.kinds import is_of_no_occasion
from search.matching.metrics import Match, resolve
from search.matching.prepared import Candidate
from search.plan import Ask
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
    pool = [c for c in inquiry.candidates(report) if c.row.section == "projects" and c.row.year in (None, report.year)]
    pool = [c for c in pool if not in_troubles(c)] or pool
    quoted = _NAMES_A_PROJECT.search(inquiry.question)
    if quoted and (exact := [c for c in pool if alike(quoted["name"], c.row.name) >= 0.9]):
        return exact, {}
    topic = money_topic(inquiry.plan)
    terms = tuple(t for t in terms_of(topic) if t.weight >= 0.5)
    pool = [c for c in pool if not is_of_no_occasion(terms_of(inquiry.plan.topic), c)]
    if not terms:
        return (pool if _EACH_PROJECT.search(inquiry.question) else []), {}
    by_duty = _through_duties(inquiry, report, terms, pool) if _asks_for_duty(inquiry.question) else {}
    by_name = [c for c in pool if about(terms, c.name)] or _by_use(terms, pool)
    if by_duty:
        found = _of_subject(terms, [c for c in pool if c.row.id in by_duty], by_duty)
        nouns = tuple(t for t in terms if t.weight >= 0.9)
        named = [c for c in pool if c.row.id not in by_duty and nouns and (c in by_name or about(nouns, c.name))]
        paid = any(c.value is not None for c in found) and any(about(nouns, c.name) for c in found)
        return (found if paid else found + named) or _items(inquiry, report, terms), by_duty
    if by_name:
        return _in_own_words(terms, by_name), {}
    if each := _of_each(topic, pool):
        return each, {}
    if of_class := _of_class(terms, pool, report):
        return of_class, {}
    return _near(inquiry, report, topic, terms, pool)


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
    return _of_subject(terms, [c for c in pool if c.row.id in loose], loose, strict=True), loose


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


def _of_each(topic: str, pool: list[Candidate]) -> list[Candidate]:
    """Return the projects of each thing that a topic lists, where each has one (妇幼健康和计划生育)."""
    things = [words for part in re.split(r"、|以及|和|与|及", topic) if (words := tuple(t for t in terms_of(part) if t.weight >= 0.5))]
    found = [[c for c in pool if about(words, c.name)] for words in things]
    return list(dict.fromkeys(c for one in found for c in one)) if len(found) > 1 and all(found) else []


def _of_class(terms: tuple[Term, ...], pool: list[Candidate], report: ReportRef) -> list[Candidate]:
    """Return the projects named by the class of which the things asked about are examples (特种设备 for 电梯、锅炉)."""
    classes = {t.said: field_of(t.said, report.department) for t in terms if t.weight >= 0.9}
    known = {field for field in classes.values() if field}
    only = next(iter(known)) if len(known) == 1 else ""
    others = [said for said, field in classes.items() if not field and said not in ANY_DUTY]
    named = [c for c in pool if len(only) > 2 and c.value is not None and fold(only) in c.name]
    return [c for c in named if all(said in c.name for said in others)]


def _of_subject(terms: tuple[Term, ...], found: list[Candidate], duties: dict[str, str], strict: bool = False) -> list[Candidate]:
    """Return, of the projects of a duty that names several subjects, those of the subject asked for, where any shows it or `strict`."""
    joint = [c for c in found if re.search(r"、|和|及", duties[c.row.id])]
    nouns = tuple(t for t in terms if t.weight >= 0.9)
    sure = [c for c in joint if any(form in c.name + fold(c.row.use or "") for t in nouns for form in t.forms)]
    return [c for c in found if c not in joint or c in sure] if sure or strict else found


def _asks_for_duty(question: str) -> bool:
    return bool(re.search(r"职责|职能|履职|履行|方面|duty|duties|responsib", question, re.IGNORECASE))


def about(terms: tuple[Term, ...], text: str) -> bool:
    """Tell whether a text shows every identifying word of a topic."""
    return all(
        any(form in text for form in t.forms) or (len(t.said) > 3 and any(t.said[i : i + 4] in text for i in range(len(t.said) - 3)))
        for t in terms
    )


def _half(terms: tuple[Term, ...], text: str) -> bool:
    """Tell whether a text shows at least half of a topic's words."""
    return 2 * sum(any(form in text for form in t.forms) for t in terms) >= len(terms)


def _through_duties(inquiry: Inquiry, report: ReportRef, terms: tuple[Term, ...], pool: list[Candidate]) -> dict[str, str]:
    """Return project fact id → duty, for the links of the report whose duty speaks of the topic; explicit links outrank topical ones."""
    found: dict[str, str] = {}
    links = [(link, _focus(terms, fold(link.duty))) for link in inquiry.links(report) if about(terms, fold(link.duty))]
    best = max((focus for _, focus in links), default=0.0)
    for link, focus in links:
        if focus < 0.5 * best:
            continue
        for c in pool:
            if c.row.name == link.project or alike(c.row.name, link.project) >= 0.85:
                found.setdefault(c.row.id, f"服务于职责“{link.duty[:30]}”")
    return found


def _focus(terms: tuple[Term, ...], duty: str) -> float:
    """Return how much of a duty is the topic: a duty that only mentions it among others is not its duty."""
    return max(len(form) for t in terms for form in t.forms if form in duty or form == t.said) / max(len(duty), 1)


def _items(inquiry: Inquiry, report: ReportRef, terms: tuple[Term, ...]) -> list[Candidate]:
    return [c for c in inquiry.candidates(report) if c.row.section == "finance" and about(terms, c.name)]
