"""Metric resolution (指标对应): which facts are the figure asked for, told by words, unit, kind of measure and part of whole.

A batch count is no pass rate, one case's fine is not the year's, the office is not the whole bureau: a fact is accepted only where
every identifying word of the question is printed in it or close to it, its value measures what was asked, and nothing turns it into
another measure.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.matching.kinds import is_apart, is_one_kind, is_other_base, is_other_kind, is_part, is_rival, is_without
from search.matching.prepared import VALUED, Candidate
from search.matching.showing import hear, hear_apart, shows
from search.matching.value_kinds import OTHER_NOUN, fits_value, is_sum, unit_fit
from search.plan import Ask
from search.words.lexicon import Term, generic_words, terms_of, turning_words, words_of_doing
from search.words.wording import abbreviates, bigrams, fold, tokens

ACCEPT = 0.70
"""Least share of the question's identifying words that an accepted fact shows."""

NEAR, WHOLE = 0.6, 0.72
"""A little less will do where the question says nearly all of the fact's own name: what it says besides is the asker's wording."""

REMEMBERED = 32_768
"""Names of figures whose words are kept; reports of one kind print the same ones."""

PART = 0.25
"""A fact of whose own words the question says less is a part of what was asked, not the whole (国有企业数 for 企业数)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A fact with how well it fits: `coverage` of the question's words, `precision` of the fact's own words, and the total."""

    candidate: Candidate
    coverage: float
    precision: float
    score: float
    head: float = 1.0


def resolve(
    ask: Ask, candidates: Sequence[Candidate], context: str = "", sections: Sequence[str] = VALUED, among: int = 0
) -> list[Match]:
    """Return the facts that are the figure asked for, best first; empty where none is by any of its printed names."""
    found = [m for m in ranked(ask, candidates, context, sections, among) if accepted(m)]
    if found or terms_of(ask.phrase) == terms_of(ask.phrase, wide=True):
        return found
    return [m for m in ranked(ask, candidates, context, sections, among, wide=True) if accepted(m)]


def accepted(match: Match) -> bool:
    """Tell whether a match is good enough to be the answer."""
    said = match.coverage >= ACCEPT or (match.coverage >= NEAR and match.precision >= WHOLE and match.score >= 0.52)
    headed = match.head >= 0.75 or (match.coverage >= 0.9 and match.precision >= 0.9)  # what stands last may be the asker's own verb
    return said and headed and match.precision >= PART


def ranked(
    ask: Ask, candidates: Sequence[Candidate], context: str = "", sections: Sequence[str] = VALUED, among: int = 0, wide: bool = False
) -> list[Match]:
    """Return all facts of the right kind of value by how well they fit, best first (near misses included).

    `among` is the number of facts that the candidates were drawn from, where that was done by the question's words; `wide` takes
    a printed name of a figure for its other ones.
    """
    terms = terms_of(ask.phrase, wide)
    fitting = [c for c in candidates if c.row.section in sections and fits_value(ask, c)]
    if not terms or not fitting:
        return []
    grid = [[shows(term, c) for term in terms] for c in fitting]
    hear(terms, fitting, grid)
    hear_apart(terms, fitting, grid)
    weights = [identifying(term, [row[i] for row in grid], among) for i, term in enumerate(terms)]
    extra = terms_of(context)
    found = [_match(ask, c, terms, row, weights, extra) for c, row in zip(fitting, grid, strict=True) if max(row) > 0.4]
    return sorted(
        found,
        key=lambda m: (-m.score, VALUED.index(m.candidate.row.section) if m.candidate.row.section in VALUED else 9, m.candidate.row.span),
    )


def identifying(term: Term, shown: Sequence[float], among: int = 0) -> float:
    """Return a term's weight: its own, more where few facts show it."""
    have = sum(s >= 0.9 for s in shown)
    if term.weight < 1 and max(shown) < 0.5:
        return 0.25 * term.weight  # no noun, and nowhere printed: the question's own wording
    size = max(len(shown), among)
    return term.weight * (0.45 + 0.55 * math.log(1 + size / (1 + have)) / math.log(1 + size + 1e-9))


def _match(ask: Ask, c: Candidate, terms: tuple[Term, ...], shown: list[float], weights: list[float], extra: tuple[Term, ...]) -> Match:
    framed = _for_whom(ask.phrase) if any(t.ways and t.weight >= 1 and s >= 0.9 for t, s in zip(terms, shown, strict=True)) else ""
    whose = [named and s < 0.9 for named, s in zip(named_by(terms, c.report.department), shown, strict=True)]
    wanted = [
        (0.15 if own else 1.0 if (t.weight >= 1 and t.said not in framed) or s >= 0.7 else 0.7 if t.ways and t.weight < 1 else 0.35) * w
        for w, t, s, own in zip(weights, terms, shown, whose, strict=True)
    ]  # verbs are often the asker's own, and so is for whom it was done where the figure itself is plain
    coverage = sum(w * s for w, s in zip(wanted, shown, strict=True)) / (sum(wanted) or 1)
    precision = _precision(c, terms)
    heavy = [i for i, t in enumerate(terms) if t.weight >= 0.6 and not whose[i]]
    if not any(t.weight >= 1 for t in terms) or c.row.role in ask.roles:
        precision = max(precision, PART)  # 支出 or 预算 alone can say no more, nor can a role that was asked for
    head = _head(terms, shown, heavy)
    unit = unit_fit(ask, c)
    turn = turned(ask, c)
    score = coverage * (0.72 + 0.28 * precision) * turn * unit
    if unit < OTHER_NOUN + 0.01:
        coverage *= 0.59
    if extra:
        score += 0.06 * sum(shows(t, c) * t.weight for t in extra) / (sum(t.weight for t in extra) or 1)
    if _OF_ALL.search(ask.phrase) and ask.dimension == "count" and precision < 0.35:
        coverage *= 0.65  # of the whole place, and the fact counts a narrow part
    if ask.dimension == "money" and _PER_ONE.search(ask.phrase) and is_sum(c):
        coverage *= 0.65  # 水费一吨多少钱, and the fact is all that was paid
    if is_without(terms, shown):
        coverage *= 0.85
    if heavy and precision < 0.5 and all(terms[i].ways and terms[i].weight < 1 for i in heavy):
        coverage *= 0.6  # an act alone is done to many things
    other = is_rival(terms, c) or is_part(terms, c) or is_other_kind(terms, c) or is_other_base(ask.phrase, c)
    other = other or (precision < 0.5 and ask.dimension == "count" and is_one_kind(terms, c))
    if other or turn < 0.5 or is_apart(ask.phrase, terms, shown, c):
        coverage *= 0.99 * NEAR  # however much of it is shown
        score *= 0.6
    return Match(c, coverage, precision, score, head)


ASIDE = re.compile(r"[（(].*?[）)]")
"""What a question says in brackets."""
_FOR_WHOM = re.compile(r"[帮给为替让](?P<whom>[\u4e00-\u9fff]{2,7})")


def _for_whom(phrase: str) -> str:
    """Return what stands behind a word of doing something for somebody (帮农民工要回工钱), the start of it being whom."""
    return " ".join(match["whom"] for match in _FOR_WHOM.finditer(phrase))


@lru_cache(maxsize=4096)
def named_by(terms: tuple[Term, ...], department: str) -> tuple[bool, ...]:
    """Return which words only say whose figures are meant, being words of the department's own name (消防 of a fire brigade's figures).

    None does where nothing else is asked for.
    """
    own = tuple(_is_name(t.said, department) or _is_name(t.said.rstrip("局队会办站厅"), department) for t in terms)
    return own if any(t.weight >= 0.6 and not mine for t, mine in zip(terms, own, strict=True)) else (False,) * len(terms)


def _is_name(said: str, department: str) -> bool:
    return len(said) > 1 and (said in department or abbreviates(said, department, slack=3))


def _head(terms: tuple[Term, ...], shown: list[float], heavy: list[int]) -> float:
    """Return how plainly the fact shows what stands last in the question, where the thing itself stands in Chinese."""
    native = [i for i in heavy if not terms[i].said.isascii() or shown[i] > 0]
    if native and len(native) < len(heavy) + _foreign(terms):
        return max(shown[i] for i in native)
    if not heavy:
        return max(shown)
    things = [i for i in heavy if terms[i].weight >= 1]
    last = terms[heavy[-1]]
    own = last.weight < 1 and not last.known and last.said not in words_of_doing()  # a verb of the asker's own
    return max(shown[heavy[-1]], shown[things[-1]] if own and things else 0.0)


_PER_ONE = re.compile(r"(?<![第唯统])一(?:吨|平|斤|度|方|立方|平米|平方米)(?!共)")
_OF_ALL = re.compile(r"全[市区县省州镇乡]|总(?:数|量|共)|一共")


def _foreign(terms: tuple[Term, ...]) -> int:
    """Return how many words no glossary knows: the order of the others is then not the report's."""
    return sum(t.said.isascii() and t.said.isalpha() and t.weight < 0.6 for t in terms)


def _precision(c: Candidate, terms: tuple[Term, ...]) -> float:
    """Return the share of the fact's own identifying characters that the question's words cover."""
    marked = [False] * len(c.name)
    scope = fold(c.row.scope or "") if c.row.section == "finance" else ""
    if scope and c.name.endswith(scope) and any(form in scope for t in terms for form in t.forms):
        marked[-len(scope) :] = [True] * len(scope)  # the body asked for, by a part of its name
    for term in terms:
        for form in term.words:
            start = c.name.find(form)
            while start >= 0:
                marked[start : start + len(form)] = [True] * len(form)
                start = c.name.find(form, start + 1)
        if len(term.said) >= 2 and term.said not in c.name and abbreviates(term.said, c.name):
            marked = [m or char in term.said for m, char in zip(marked, c.name, strict=True)]
    whole = covered = 0.0
    for word, start in _words(c.name):
        weight = (0.25 if word in generic_words() else 1.0) * len(word)
        whole += weight
        covered += weight * sum(marked[start : start + len(word)]) / len(word)
    return covered / whole if whole else 0.0


@lru_cache(maxsize=REMEMBERED)
def _words(name: str) -> tuple[tuple[str, int], ...]:
    """Return the words of a folded name with their places in it."""
    found, at = [], 0
    for word in tokens(name):
        start = name.find(word, at)
        if start >= 0:
            found.append((word, start))
            at = start + len(word)
    return tuple(found)


@lru_cache(maxsize=REMEMBERED)
def _turns(text: str) -> tuple[bool, ...]:
    """Return of each group of turning words whether a text says one."""
    return tuple(any(word in text for word in group) for group in turning_words())


def turned(ask: Ask, c: Candidate) -> float:
    """Return less than 1 where a word makes the fact another measure than the one asked for (净增, 排名, 不合格)."""
    factor = 1.0
    for group, asked, printed in zip(turning_words(), _turns(ask.phrase), _turns(c.name), strict=True):
        if asked != printed:
            negation = group[0].startswith("不")
            factor *= 0.4 if negation else 0.82 if printed else 0.93
    if c.row.role in ("change", "share", "rate") and not ask.change and ask.dimension != "rate":
        factor *= 0.8
    if ask.change and c.row.role == "change":
        factor *= 1.1
    return factor


def same_measure(a: Candidate, b: Candidate, both_cover: bool = False) -> bool:
    """Tell whether two facts of one report give the same measure (text against table), whatever their values.

    Where both show every word of the question, their names may differ more.
    """
    if a.dimension != b.dimension and not (a.family == b.family == "count" and not re.search("次", a.unit + b.unit)):
        return False
    core_a, core_b = _core(a.name), _core(b.name)
    shared = len(bigrams(core_a) & bigrams(core_b))
    least = 0.95 if a.row.section == b.row.section else 0.6 if both_cover else 0.7
    return 2 * shared / max(len(bigrams(core_a)) + len(bigrams(core_b)), 1) >= least


def _core(name: str) -> str:
    return re.sub(r"(?:全市|全区|全县|全省|完成|实际|年度|开展|总数|总量|数量|金额|总额|查办|办理|数|的)", "", name)
