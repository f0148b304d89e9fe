"""The nearest fact in meaning (近义指标): which fact is asked for where its words do not settle it, and whether any is.

A logistic model over eleven traits of a question and a fact, each told by the embeddings, the words or the kind of value, weighs the
facts nearest in meaning; the best is taken where it is likely enough and clear of the next. The weights (`data/nearest.toml`) were fitted
on questions over many kinds of report by `tests/bench/fit_nearest.py`, which also tells how they do on questions left out of the fit.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from search.matching.kinds import is_apart, is_other_kind, is_rival, rivals
from search.matching.metrics import ASIDE, Match, named_by, ranked, same_measure, turned
from search.matching.prepared import VALUED, Candidate
from search.matching.showing import HAN, shows
from search.matching.value_kinds import OTHER_NOUN, asks_price, fits_value, is_sum, unit_fit
from search.plan import Ask
from search.words.lexicon import Term, shelves, terms_of
from search.words.wording import fold

Likeness = Callable[[str, Sequence[str]], Sequence[float]]

AMONG = 25
"""Facts nearest in meaning that are weighed; cosines are told apart within them, for over all facts they look alike."""

FEWEST = 8
"""Facts that must be there to tell a near one from a far one."""

LEAST, CLEAR = 0.0, 1.0
"""Log-odds that the best must reach, and by which it must stand before the next of another measure."""

PLAIN = 1.2, 3.0
"""The same, from which on a known word may be said otherwise (药械 for 药品)."""

LIKELY, TOLD = (0.8, 1.0), 0.2
"""The same for what is counted or measured, and the share of the question that the fact must still show: of what nothing reports,
no fact came so near in fifteen sets of questions; its neighbour in money often does (省级补助 of a fund that is given as a whole)."""

TRAITS = (
    "meaning_of_fact", "meaning_of_clause", "coverage", "precision", "score", "question_characters", "name_characters",
    "clause_characters", "kind_of_value", "unit", "change",
)  # fmt: skip


def nearest(
    question: str, ask: Ask, candidates: Sequence[Candidate], near: Sequence[Candidate], likeness: Likeness
) -> list[Match]:
    """Return the one fact that a question means where words do not settle it; none where no fact is likely, or two are.

    `near` are the candidates among which it is looked for: those that an index finds, or all.
    A place or body must still be printed by its name, and of money each word of the domain's own vocabulary (知识产权案件 are not all
    cases).
    """
    pool = weighable(ask, near, likeness)
    if len(pool) < FEWEST:
        return []
    odds = traits(question, ask, candidates, pool, likeness) @ weights() + bias()
    if (at := taken(ask, pool, odds)) is None:
        return []
    likely = float(1 / (1 + np.exp(-odds[at])))
    return [Match(pool[at], likely, likely, likely)]


def taken(ask: Ask, pool: Sequence[Candidate], odds: npt.NDArray[np.float64]) -> int | None:
    """Return which fact of a pool is taken for what is asked, given the log-odds of each; None where none is sure enough."""
    order = [int(i) for i in np.argsort(-odds, kind="stable") if fits_value(ask, pool[i]) and unit_fit(ask, pool[i]) > OTHER_NOUN]
    if not order:
        return None
    best = pool[order[0]]
    others = [float(odds[i]) for i in order[1:] if not says_the_same(best, pool[i])]
    odd, ahead = float(odds[order[0]]), float(odds[order[0]]) - max(others, default=-np.inf)
    if odd < LEAST or ahead < CLEAR or is_another(ask, best) or not _is_near(ask, best, odd, ahead):
        return None
    return order[0]


def says_the_same(a: Candidate, b: Candidate) -> bool:
    """Tell whether two facts give one measure, or one figure under two names."""
    return same_measure(a, b, both_cover=True) or (a.value == b.value and a.dimension == b.dimension)


def _is_near(ask: Ask, c: Candidate, odd: float, ahead: float) -> bool:
    """Tell whether a fact is near enough for what it leaves unsaid: words of the domain, things and kinds that it does not show."""
    terms = terms_of(ASIDE.sub(" ", ask.phrase))
    shown = [shows(t, c) for t in terms]
    known = [s for t, s in zip(terms, shown, strict=True) if t.known and t.weight >= 0.6]
    narrower = _narrower(ask, c)
    said = min(known, default=1.0) >= 0.7 and not _foreign_thing(terms, shown, c)
    if not narrower and (said or (odd >= PLAIN[0] and ahead >= PLAIN[1])):
        return True
    if ask.dimension == "money" or c.family in ("money", "price"):
        return False
    told = sum(t.weight * s for t, s in zip(terms, shown, strict=True)) / (sum(t.weight for t in terms) or 1)
    return odd >= LIKELY[0] and ahead >= LIKELY[1] and told >= TOLD


def is_another(ask: Ask, c: Candidate) -> bool:
    """Tell whether a fact is none of what is asked, however near: a rival thing, another kind, a turned measure, a place not named."""
    terms = terms_of(ASIDE.sub(" ", ask.phrase))
    shown = [shows(t, c) for t in terms]
    if any(fold(name) not in c.name + c.clause + c.around for name in (*_NAMED.findall(ask.phrase), *QUOTED.findall(ask.phrase))):
        return True
    if ask.roles and c.row.section not in _OF_BUDGETS:
        return True  # what came of the work has no budget
    if turned(ask, c) < 0.8 or (asks_price(ask) and is_sum(c)):
        return True
    return is_rival(terms, c) or _of_sibling(terms, shown, c) or is_other_kind(terms, c) or is_apart(ask.phrase, terms, shown, c)


def _of_sibling(terms: tuple[Term, ...], shown: Sequence[float], c: Candidate) -> bool:
    """Tell whether a thing asked for stands nowhere about a fact, but a sibling of it does (抽检合格率, told of 食品, for 药品)."""
    lost = {thing for t, s in zip(terms, shown, strict=True) if s < 0.35 for thing in rivals(t.said)}
    told = rivals(c.clause + c.group + c.around)
    return any(lost & set(shelf) and told & set(shelf) and not told & lost for shelf in shelves())


def _foreign_thing(terms: tuple[Term, ...], shown: Sequence[float], c: Candidate) -> bool:
    """Tell whether a question names a thing that shares no character with a fact (几个频道), words of the department's own name aside."""
    about = set(c.name + c.clause)
    own = named_by(terms, c.report.department)
    return any(
        t.weight >= 1 and len(t.said) > 1 and HAN.fullmatch(t.said) and s < 0.35 and not mine and not set(t.said) & about
        for t, s, mine in zip(terms, shown, own, strict=True)
    )


_NAMED = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:[镇乡县村]|街道|水库|景区|医院|公司)")
"""A place or a body by its name."""


QUOTED = re.compile(r"[“\"]([^“”\"]{2,16})[”\"]")
"""What a question quotes as a name."""
_OF_BUDGETS = ("finance", "projects", "indicators")


def _narrower(ask: Ask, c: Candidate) -> bool:
    """Tell whether a question names by a noun of its own one kind of what a fact gives for all (跨省河道 of 河道)."""
    nouns = [(t, shows(t, c)) for t in terms_of(ask.phrase) if t.weight >= 1 and HAN.fullmatch(t.said) and len(t.said) > 1]
    at = next((i for i, (_, shown) in enumerate(nouns) if shown >= 0.9), None)
    return at is not None and any(shown < 0.3 and not set(t.said) & set(c.name) for t, shown in nouns[:at])


def weighable(ask: Ask, candidates: Sequence[Candidate], likeness: Likeness) -> list[Candidate]:
    """Return the facts with a figure whose names are nearest to what is asked, nearest first."""
    valued = [c for c in candidates if c.row.section in VALUED and c.value is not None]
    near = np.array(likeness(ask.phrase, [c.row.name for c in valued])) if valued else np.zeros(0)
    return [valued[i] for i in np.argsort(-near, kind="stable")[:AMONG]]


def traits(
    question: str, ask: Ask, candidates: Sequence[Candidate], pool: Sequence[Candidate], likeness: Likeness
) -> npt.NDArray[np.float64]:
    """Return the traits of each fact of a pool, one row a fact in the order of TRAITS; the words are weighed over all candidates."""
    loose = ask.model_copy(update={"dimension": None, "unit": None})
    matches = {m.candidate.row.id: m for m in ranked(loose, candidates)}
    asked = set(fold(ask.phrase))
    said = len(asked) or 1
    of_fact = standing(likeness(ask.phrase, [f"{c.row.name} {c.row.quote}" for c in pool]))
    of_clause = standing(likeness(question, [f"{c.group} {c.clause}"[-LONGEST:] for c in pool]))
    rows = []
    for c, fact, clause in zip(pool, of_fact, of_clause, strict=True):
        match, name = matches.get(c.row.id), set(c.name)
        rows.append([
            fact, clause,
            *((match.coverage, match.precision, match.score) if match else (0.0, 0.0, 0.0)),
            len(asked & name) / said, len(asked & name) / (len(name) or 1), len(asked & set(c.clause)) / said,
            float(fits_value(ask, c)), unit_fit(ask, c), float(c.row.role in ("change", "share", "rate")),
        ])  # fmt: skip
    return np.array(rows, np.float64)


LONGEST = 120
"""Characters of a fact's clause that are compared with the question."""


def standing(scores: Sequence[float]) -> npt.NDArray[np.float64]:
    """Return scores as standard scores: how far each stands out among its own."""
    values = np.array(scores, np.float64)
    standing: npt.NDArray[np.float64] = (values - values.mean()) / (values.std() + 1e-6)
    return standing


@cache
def _fitted() -> dict[str, float]:
    found: dict[str, float] = tomllib.loads((files("search") / "data" / "nearest.toml").read_text(encoding="utf-8"))
    return found


def weights() -> npt.NDArray[np.float64]:
    """Return the weight of each trait."""
    return np.array([_fitted()[name] for name in TRAITS], np.float64)


def bias() -> float:
    """Return the log-odds of a fact without any trait."""
    return _fitted()["bias"]
