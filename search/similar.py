"""Similar indicators (相似指标): measures of other reports that are alike in words, meaning and kind of value, each with the reason.

Hard negatives are the point: a batch count is no pass rate, what is owned is no dispute. A member must measure the same kind of thing
(rate, count, money, rank, date), count the same kind of noun, and speak of the same object.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel, ConfigDict

from ontology.records import Span
from search.facts_source import FactSource
from search.json_number import Number
from search.matching.comparable import apart_in_scale, differences
from search.matching.measure_kinds import kin, kind_of, kind_of_fact
from search.matching.prepared import Candidate
from search.matching.preparers import preparer_of
from search.words.lexicon import Term, terms_of
from search.words.wording import alike, bigrams, fold

LEAST = 0.15
_SAME = 0.86
WEIGHTS = (0.6, 0.15, 0.25)
"""Of shared words, of meaning, of shared pairs of characters."""

FEW = 60
"""So many reports are read in full; of more, the index is asked for the facts to compare, so that all reports are looked at."""

NEAREST, SAID = 150, 600
"""So many facts the index gives as nearest, and as saying the words asked for; they are compared one by one."""

MEASURING = ("indicators", "outcomes")
"""Sections whose facts are measures."""

_SCALED = 0.82, 0.16
"""Meaning likeness of unrelated and of equal names with the bundled model differ little; this floor and width spread them over 0 to 1."""


class Member(BaseModel):
    """A measure like the one asked about, as one report prints it."""

    model_config = ConfigDict(extra="forbid")

    department: str
    region: str | None = None
    fiscal_year: int | None = None
    name: str
    target: str | None = None
    actual: str | None = None
    value: Number | None = None
    unit: str | None = None
    report_id: str
    quote: str
    span: Span
    score: float
    comparable: bool = True
    why: str


class Group(BaseModel):
    """Members that share one name for the measure (一组同义指标)."""

    model_config = ConfigDict(extra="forbid")

    label: str
    score: float
    members: list[Member]


class Similar(BaseModel):
    """What is like a measure, best group first."""

    model_config = ConfigDict(extra="forbid")

    query: str
    groups: list[Group]


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with how alike it is and why."""

    candidate: Candidate
    score: float
    why: str
    comparable: bool = True


def similar(text: str, source: FactSource, department: str | None = None, limit: int = 20) -> Similar:
    """Return measures like `text` across reports; with `department`, only those of that department's reports.

    Groups come best first, their members too; at most `limit` members in all.
    """
    found = alike_measures(text, source, department)[:limit]
    groups: list[Group] = []
    for scored in found:
        member = _member(scored)
        home = next((g for g in groups if alike(g.label, member.name) >= _SAME), None)
        if home is not None and groups[-1] is home:
            home.members.append(member)
        else:
            groups.append(Group(label=member.name, score=member.score, members=[member]))
    return Similar(query=text, groups=groups)


def alike_measures(text: str, source: FactSource, department: str | None = None) -> list[Scored]:
    """Return the measures alike, best first; a name that only one report bears stands for that report's own and is left out."""
    refs = preparer_of(source).refs.values()
    named = frozenset(r.department for r in refs if department and fold(department) in fold(r.department))
    pool = _pool(text, source, named)
    asked = _asked(text, pool, pool)
    alone = {c.row.id for c in asked.own} if len({c.row.report_id for c in asked.own}) == 1 else set()
    others = [c for c in pool if c.row.id not in alone and (not department or c.row.department in named)]
    return _ranked(asked, [c for c in others if asked.fits(c)], LEAST, source)


def counterparts(text: str, source: FactSource, mine: frozenset[str], theirs: frozenset[str]) -> list[Scored]:
    """Return what measures like one of the departments `mine` others have, best first.

    Where `theirs` are named only theirs are given, and at least the nearest one, with what tells it apart.
    """
    pool = _pool(text, source, theirs)
    asked = _asked(text, [c for c in pool if c.row.department not in theirs], pool)
    if not theirs:
        return _ranked(asked, [c for c in pool if c.row.department not in mine and asked.fits(c)], LEAST, source)
    others = [c for c in pool if c.row.department in theirs]
    found = _ranked(asked, [c for c in others if asked.fits(c)], NEAREST_ONE, source)
    if found:
        return [s for s in found if s.score >= BESIDE * found[0].score]
    return [_of_another_kind(s) for s in _ranked(asked, others, NEAREST_ONE, source)[:1]]


NEAREST_ONE = 0.08
"""Least likeness of the nearest measure of a department that is asked about by name."""
BESIDE = 0.45
"""Share of the best likeness that others of that department must have."""
_ANY_KIND = re.compile(r"(?:情况|状况|水平|程度)$")
"""A name that does not say what kind of value it has."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The measure asked about: the facts that bear its name, the kinds its value may have, its weighed words."""

    text: str
    own: Sequence[Candidate]
    kinds: frozenset[str]
    terms: tuple[Term, ...]

    def fits(self, c: Candidate) -> bool:
        """Tell whether a fact's value is of the kind asked about, or may be."""
        return any(kin(k, kind_of_fact(c)) for k in self.kinds) or _ANY_KIND.search(self.text) is not None


def _asked(text: str, mine: Sequence[Candidate], pool: Sequence[Candidate]) -> _Asked:
    """Return what is asked about; its own facts are among `mine`, and words weigh by how few names of the pool show them."""
    own = [c for c in mine if fold(c.row.name) == fold(text)]
    kinds = frozenset(kind_of_fact(c) for c in own) or frozenset((kind_of(text, ""),))
    asked = _Asked(text, own, kinds, ())
    return replace(asked, terms=_weighed(terms_of(_subject(text)), [c.name for c in pool if asked.fits(c)]))


def _ranked(asked: _Asked, some: Sequence[Candidate], least: float, source: FactSource) -> list[Scored]:
    """Return the facts at least so like what is asked about, best first."""
    meaning = source.likeness(asked.text, [c.row.name for c in some]) if some else []
    found = [_scored(asked.text, asked.terms, c, near, asked.own) for c, near in zip(some, meaning, strict=True)]
    return _distinct(sorted((s for s in found if s.score >= least), key=lambda s: (-s.score, s.candidate.row.id)))


def _of_another_kind(nearest: Scored) -> Scored:
    """Return the nearest measure with the reason that it is of another kind than asked for."""
    return replace(nearest, why=f"{nearest.why}；数值类别不同", comparable=False)


def _pool(text: str, source: FactSource, departments: frozenset[str]) -> list[Candidate]:
    """Return the measures to compare: near ones, and those whose names share characters with the text; all of some departments."""
    preparer = preparer_of(source)
    every = list(preparer.refs)
    near = source.relevant_facts(text, every, NEAREST)
    if len(every) <= FEW or near is None:
        read = every
        found: list[Candidate] = []
    else:
        read = [r for r in every if preparer.refs[r].department in departments][:FEW]
        found = preparer.of_mentions(source.mentions([text], every, SAID))
        found += preparer.of_rows(source.facts_by_id(sorted(near - {c.row.id for c in found})))
    ready = preparer.all_of(read)
    pool = {c.row.id: c for c in [*(c for r in read for c in ready[r]), *found] if c.row.section in MEASURING}
    return [c for c in pool.values() if near is None or c.row.id in near or alike(text, c.row.name) >= 0.3]


def _subject(name: str) -> str:
    return re.sub(r"全市|全区|全县|全省|市本级|年度|完成情况|完成数|总数|数量", " ", name)


def _weighed(terms: Sequence[Term], names: Sequence[str]) -> tuple[Term, ...]:
    """Return the terms with the weight of how few of the names show them."""
    found = []
    for term in terms:
        have = sum(any(form in name for form in term.forms) for name in names)
        rarity = math.log(1 + len(names) / (1 + have)) / math.log(2 + len(names))
        found.append(replace(term, weight=term.weight * (0.3 + 0.7 * rarity)))
    return tuple(found)


def _scored(text: str, terms: tuple[Term, ...], c: Candidate, near: float, own: Sequence[Candidate]) -> Scored:
    ours, theirs = terms, terms_of(_subject(c.row.name))
    there, back = _shown(ours, c.name), _shown(theirs, fold(text))
    words = 2 * there * back / (there + back) if there + back else 0.0
    meaning = min(max((near - _SCALED[0]) / _SCALED[1], 0.0), 1.0) if near else words
    pairs = alike(_subject(text), _subject(c.row.name))
    score = WEIGHTS[0] * words + WEIGHTS[1] * meaning + WEIGHTS[2] * pairs
    asked = {kind_of_fact(o) for o in own} or {kind_of(text, "")}
    kind = kind_of_fact(c)
    rates = "rate" in asked and kind == "rate"
    apart = list(differences(text, c.row.name, rates))
    scale = list(apart_in_scale(own[0], c, rates)) if len({o.row.report_id for o in own}) == 1 else []
    score *= math.prod(difference.left for difference in apart) * _ending(text, c)
    if kind not in asked and "" not in asked:
        score *= 0.85
        scale.append("计数对象略有不同")
    against = [*(difference.reason for difference in apart), *scale]
    why = "；".join([f"用词相合{words:.0%}", f"语义相近{meaning:.0%}", *against])
    return Scored(c, round(score, 4), why, not against)


def _ending(text: str, c: Candidate) -> float:
    """Return what is left of a likeness where a measure's name does not show the last word of the one asked for."""
    head = next((t for t in reversed(terms_of(text)) if t.weight >= 0.5), None)
    if head is None or any(form in c.name for form in head.forms):
        return 1.0
    if head.said.endswith("率"):
        return 0.75
    return 1.0 if head.said[-1] in c.name[-2:] else 0.85


def _shown(terms: tuple[Term, ...], text: str) -> float:
    """Return the share of the terms' weight that a text shows, near ones by pairs of characters."""
    whole = sum(t.weight for t in terms)
    shown = 0.0
    for term in terms:
        if any(form in text for form in term.forms):
            shown += term.weight
        elif len(term.said) > 2:
            pairs = bigrams(term.said)
            shown += 0.7 * term.weight * len(pairs & bigrams(text)) / len(pairs)
    return shown / whole if whole else 0.0


def _distinct(found: list[Scored]) -> list[Scored]:
    """Keep one of the facts that give one name and value in one report."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for scored in found:
        c = scored.candidate
        key = (c.row.report_id, fold(c.row.name), c.value)
        if key not in seen:
            seen.add(key)
            kept.append(scored)
    return kept


def _member(scored: Scored) -> Member:
    c = scored.candidate
    return Member(
        department=c.row.department,
        region=c.row.region,
        fiscal_year=c.row.year,
        name=c.row.name,
        target=c.row.target,
        actual=c.row.actual,
        value=c.value,
        unit=c.unit or None,
        report_id=c.row.report_id,
        quote=c.row.quote,
        span=c.row.span,
        score=scored.score,
        comparable=scored.comparable,
        why=scored.why,
    )
