"""The nearest fact in meaning (近义指标): which fact is asked for where its words do not settle it, and whether any is.

A logistic model over eleven traits of a question and a fact, each told by the embeddings, the words or the kind of value, weighs the
facts nearest in meaning; the best is taken where it is likely enough and clear of the next. The weights (`nearest.toml`) were fitted on
questions over many kinds of report by `tests/bench/fit_nearest.py`, which also tells how they do on questions left out of the fit.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from search.kinds import is_apart, is_other_kind, is_rival
from search.lexicon import Term, terms_of
from search.metrics import ASIDE, Match, named_by, ranked, same_measure, turned
from search.plan import Ask
from search.prepared import VALUED, Candidate
from search.showing import HAN, shows
from search.value_kinds import OTHER_NOUN, asks_price, fits_value, is_sum, unit_fit
from search.wording import fold

Likeness = Callable[[str, Sequence[str]], Sequence[float]]

AMONG = 25
"""Facts nearest in meaning that are weighed; cosines are told apart within them, for over all facts they look alike."""

FEWEST = 8
"""Facts that must be there to tell a near one from a far one."""

LEAST, CLEAR = 0.0, 1.0
"""Log-odds that the best must reach, and by which it must stand before the next of another measure."""

PLAIN = 1.5, 3.0
"""The same, from which on a known word may be said otherwise (药械 for 药品)."""

TRAITS = (
    "meaning_of_fact", "meaning_of_clause", "coverage", "precision", "score", "question_characters", "name_characters",
    "clause_characters", "kind_of_value", "unit", "change",
)  # fmt: skip


def nearest(
    question: str, ask: Ask, candidates: Sequence[Candidate], near: Sequence[Candidate], likeness: Likeness, native: bool = True,
) -> list[Match]:
    """Return the one fact that a question means where words do not settle it; none where no fact is likely, or two are.

    `near` are the candidates among which it is looked for: those that an index finds, or all.
    A word of the domain's own vocabulary must still be printed (知识产权案件 are not all cases), and so must a place or body by its name;
    words that are not the asker's own, but a glossary's for English ones (`native` false), need not be.
    """
    pool = weighable(ask, near, likeness)
    if len(pool) < FEWEST:
        return []
    odds = traits(question, ask, candidates, pool, likeness) @ weights() + bias()
    order = np.argsort(-odds, kind="stable")
    best = pool[order[0]]
    others = [float(odds[i]) for i in order[1:] if not same_measure(best, pool[i], both_cover=True)]
    odd, ahead = float(odds[order[0]]), float(odds[order[0]]) - max(others, default=-np.inf)
    if odd < LEAST or ahead < CLEAR or not _may_be(ask, best, plain=odd >= PLAIN[0] and ahead >= PLAIN[1], native=native):
        return []
    likely = float(1 / (1 + np.exp(-odd)))
    return [Match(best, likely, likely, likely)]


def _may_be(ask: Ask, c: Candidate, plain: bool, native: bool) -> bool:
    """Tell whether nothing speaks against a fact: its kind of value, a rival thing, a name or a known word not shown."""
    terms = terms_of(ASIDE.sub(" ", ask.phrase))
    shown = [shows(t, c) for t in terms]
    ours = [t.known and t.weight >= 0.6 for t in terms]
    known = [s for s, of_vocabulary in zip(shown, ours, strict=True) if of_vocabulary]
    if not plain and (min(known, default=1.0) < 0.7 or (native and _foreign_thing(terms, shown, c))):
        return False
    if any(fold(name) not in c.name + c.clause + c.around for name in _NAMED.findall(ask.phrase)):
        return False
    if not fits_value(ask, c) or unit_fit(ask, c) <= OTHER_NOUN or turned(ask, c) < 0.8 or (asks_price(ask) and is_sum(c)):
        return False
    return not (is_rival(terms, c) or is_other_kind(terms, c) or is_apart(ask.phrase, terms, shown, c) or _narrower(ask, c))


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
    of_fact = _standing(likeness(ask.phrase, [f"{c.row.name} {c.row.quote}" for c in pool]))
    of_clause = _standing(likeness(question, [f"{c.group} {c.clause}"[-LONGEST:] for c in pool]))
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


def _standing(scores: Sequence[float]) -> npt.NDArray[np.float64]:
    """Return scores as standard scores: how far each stands out among its own."""
    values = np.array(scores, np.float64)
    standing: npt.NDArray[np.float64] = (values - values.mean()) / (values.std() + 1e-6)
    return standing


@cache
def _fitted() -> dict[str, float]:
    found: dict[str, float] = tomllib.loads(files("search").joinpath("nearest.toml").read_text(encoding="utf-8"))
    return found


def weights() -> npt.NDArray[np.float64]:
    """Return the weight of each trait."""
    return np.array([_fitted()[name] for name in TRAITS], np.float64)


def bias() -> float:
    """Return the log-odds of a fact without any trait."""
    return _fitted()["bias"]
