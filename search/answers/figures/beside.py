"""Figures told beside another (同句的数字): what a further question of a sentence wants, when its own words are few."""

import re

from search.answers.chosen import with_contradictions
from search.answers.inquiry import Inquiry
from search.facts_source import ReportRef
from search.matching.prepared import Candidate
from search.matching.value_kinds import OTHER_NOUN, fits_value, unit_fit
from search.plan import Ask
from search.words.lexicon import terms_of
from search.words.wording import bigrams, fold

BEHIND = 40
"""Characters behind a figure in which its sentence goes on to the next one."""

SAYS_BOTH = 0.85
"""Share of the words of the first question and of a further one that a figure of both must show."""


def beside(inquiry: Inquiry, index: int, ask: Ask, report: ReportRef, before: list[Candidate]) -> list[Candidate]:
    """Return the figure told right behind the one before, where a further ask is a word of doing (收到多少件，办结了多少件) or none.

    Where it is of another kind of value, that alone tells it (发给多少人，发了多少钱).
    """
    terms = [t for t in terms_of(ask.phrase) if t.weight >= 0.5]
    bare = not any(t.weight >= 0.35 for t in terms_of(ask.phrase)) and (ask.unit is not None or ask.dimension == "money")
    if not index or not before or (len(terms) != 1 and not bare) or ask.of_previous or ask.departments:
        return []
    behind = _behind(inquiry, report, before)
    named = [c for c in behind if not bare and any(f in c.name for f in terms[0].forms)]
    other = bare or (terms[0].weight < 1 and ask.dimension != inquiry.plan.asks[index - 1].dimension)
    of_kind = [c for c in behind if c.unit.endswith(ask.unit or "") and (ask.unit or c.family == "money")] if other else []
    fitting = [c for c in named or of_kind if fits_value(ask, c) and c.value is not None]
    return fitting[:1]


def of_the_first(inquiry: Inquiry, index: int, ask: Ask, report: ReportRef, before: list[Candidate]) -> list[Candidate]:
    """Return the figure that shows the words of the first ask and of a further one (发了多少津贴，多少教师拿到了: the teachers of it)."""
    if not index or not before or ask.of_previous or ask.departments or ask.roles or not (ask.dimension or ask.unit):
        return []
    joined = ask.model_copy(update={"phrase": f"{inquiry.plan.asks[0].phrase} {ask.phrase}"})
    found = [m for m in inquiry.by_words(joined, report) if m.coverage >= SAYS_BOTH and m.candidate not in before]
    return with_contradictions(found)


def of_its_sentence(inquiry: Inquiry, index: int, ask: Ask, report: ReportRef, before: list[Candidate]) -> list[Candidate]:
    """Return the figure in the sentence of the one before that an English clause pointing back means (how many firms did it support)."""
    if not before or not inquiry.plan.points_back(index):
        return []
    text, (start, end) = inquiry.source.text(report.report_id), before[-1].row.span
    opens, closes = text.rfind("。", 0, start), text.find("。", end)
    fitting = [c for c in inquiry.candidates(report) if c.value is not None and fits_value(ask, c) and unit_fit(ask, c) > OTHER_NOUN]
    near = inquiry.source.likeness(inquiry.plan.said_of(ask), [f"{c.row.name} {c.row.quote}" for c in fitting])
    best = sorted(zip(near, range(len(near)), strict=True), reverse=True)[:AMONG_NEAREST]
    within = [fitting[i] for _, i in best if opens < fitting[i].row.span[0] and (closes < 0 or fitting[i].row.span[1] <= closes)]
    return [c for c in within if c not in before and c.value != before[-1].value][:1]


AMONG_NEAREST = 3
"""Facts of a report nearest in meaning among which one of the sentence must be."""


def told_next(inquiry: Inquiry, index: int, ask: Ask, report: ReportRef, before: list[Candidate]) -> list[Candidate]:
    """Return the figure right behind the one before that is counted in what is asked for or shares its last word, else nothing fits."""
    if not index or not before or ask.of_previous or ask.departments:
        return []
    kept = [c for c in _behind(inquiry, report, before) if c.value is not None and fits_value(ask, c) and unit_fit(ask, c) > OTHER_NOUN]
    own = bool(_OWN_UNITS.fullmatch(ask.unit or ""))
    fitting = [c for c in kept if (own and c.unit.endswith(ask.unit or "?")) or fold(ask.phrase)[-2:] in bigrams(c.name)]
    return fitting[:1]


_OWN_UNITS = re.compile(
    "床|顶|亩|公里|吨|公斤|盏|株|棵|头|辆|台|艘|枚|剂次?|张|册|间|栋|座|所|套|平方米|立方米|具|支|只|羽|尾"
)
"""Units that say what is counted; 人, 件, 次 and 元 are of many things."""


def _behind(inquiry: Inquiry, report: ReportRef, before: list[Candidate]) -> list[Candidate]:
    """Return the facts that its sentence goes on to behind the figure before, in order."""
    end = before[-1].row.span[1]
    text = inquiry.source.text(report.report_id)
    found = [c for c in inquiry.candidates(report) if 0 <= c.row.span[0] - end <= BEHIND and "。" not in text[end : c.row.span[0]]]
    return sorted(found, key=lambda c: c.row.span)
