"""The nearest fact to an English question (英文提问的近义指标): which fact is meant where the words that a glossary gives do not settle it.

A glossary and a dictionary know some of the words of a question, and seldom by the one that a report prints; the multilingual model knows
what the asker said. Both are weighed together by a logistic model of its own, for here a word that is nowhere printed tells little. Its
weights (`nearest_english.toml`) are fitted, and judged on departments left out, by `tests/bench/fit_nearest_english.py`.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from search.matching.metrics import ASIDE, Match, ranked
from search.matching.nearest import AMONG, FEWEST, LONGEST, Likeness, is_another, says_the_same, standing
from search.matching.prepared import VALUED, Candidate
from search.matching.showing import LATIN, shows
from search.matching.value_kinds import OTHER_NOUN, fits_value, unit_fit
from search.plan import Ask
from search.words.dictionary import translated
from search.words.lexicon import terms_of

TRAITS = (
    "meaning_of_name", "meaning_of_fact", "meaning_of_clause", "coverage", "precision", "unheard", "kind_of_value", "unit", "change",
    "first_by_words", "alone",
)  # fmt: skip

LEAST, CLEAR = 0.5, 1.0
"""Log-odds that the best must reach, and by which it must stand before the next of another measure."""

MOST_UNHEARD = 3


def nearest_in_english(
    said: str, ask: Ask, candidates: Sequence[Candidate], near: Sequence[Candidate], likeness: Likeness
) -> list[Match]:
    """Return the one fact that an English question means; none where no fact is likely, or two are.

    `said` is the clause as it was asked, without names and words of asking; `near` are the candidates among which it is looked for.
    """
    pool = weighable(said, ask, near, likeness)
    if len(pool) < FEWEST:
        return []
    odds = traits(said, ask, candidates, pool, likeness) @ weights() + _fitted()["bias"]
    at = taken(ask, pool, odds)
    likely = float(1 / (1 + np.exp(-odds[at]))) if at is not None else 0.0
    return [Match(pool[at], likely, likely, likely)] if at is not None else []


def taken(ask: Ask, pool: Sequence[Candidate], odds: npt.NDArray[np.float64]) -> int | None:
    """Return which fact of a pool is taken for what is asked, given the log-odds of each; None where none is sure enough."""
    order = [int(i) for i in np.argsort(-odds, kind="stable") if fits_value(ask, pool[i]) and unit_fit(ask, pool[i]) > OTHER_NOUN]
    if not order:
        return None
    best = order[0]
    ahead = odds[best] - max((odds[i] for i in order[1:] if not says_the_same(pool[best], pool[i])), default=-np.inf)
    sure = odds[best] >= LEAST and ahead >= CLEAR and not is_another(ask, pool[best])
    return best if sure and not (_is_money(ask, pool[best]) and _unheard(ask, pool[best])) else None


def _is_money(ask: Ask, c: Candidate) -> bool:
    """Tell whether a figure is money: of a fund the neighbour is often near, and what is named of it must be printed in some word."""
    return ask.dimension == "money" or c.family in ("money", "price")


def weighable(said: str, ask: Ask, candidates: Sequence[Candidate], likeness: Likeness) -> list[Candidate]:
    """Return the facts nearest to what was said and to what a glossary makes of it, those of the kind of value asked for first."""
    valued = [c for c in candidates if c.row.section in VALUED and c.value is not None]
    if not valued:
        return []
    names, facts = [c.row.name for c in valued], [_fact(c) for c in valued]
    near = standing(likeness(said, names)) + standing(likeness(said, facts)) + standing(likeness(ask.phrase or said, names))
    order = sorted(range(len(valued)), key=lambda i: (not fits_value(ask, valued[i]), -near[i]))
    return [valued[i] for i in order[:AMONG]]


def _fact(c: Candidate) -> str:
    return f"{c.row.name} {c.row.quote}"


def traits(
    said: str, ask: Ask, candidates: Sequence[Candidate], pool: Sequence[Candidate], likeness: Likeness
) -> npt.NDArray[np.float64]:
    """Return the traits of each fact of a pool, one row a fact in the order of TRAITS; the words are weighed over all candidates."""
    loose = ask.model_copy(update={"dimension": None, "unit": None})
    matches = {m.candidate.row.id: m for m in ranked(loose, candidates)}
    best = max((m.score for m in matches.values()), default=0.0)
    of_name = standing(likeness(said, [c.row.name for c in pool]))
    of_fact = standing(likeness(ask.phrase or said, [_fact(c) for c in pool]))
    of_clause = standing(likeness(said, [f"{c.group} {c.clause}"[-LONGEST:] for c in pool]))
    kind = 1 / max(sum(_of_its_kind(ask, c) for c in candidates), 1)
    rows = []
    for c, name, fact, clause in zip(pool, of_name, of_fact, of_clause, strict=True):
        match = matches.get(c.row.id)
        rows.append([
            name, fact, clause, *((match.coverage, match.precision) if match else (0.0, 0.0)), min(_unheard(ask, c), MOST_UNHEARD),
            float(fits_value(ask, c)), unit_fit(ask, c), float(c.row.role in ("change", "share", "rate")),
            float(match is not None and match.score >= best), kind * _of_its_kind(ask, c),
        ])  # fmt: skip
    return np.array(rows, np.float64)


def _of_its_kind(ask: Ask, c: Candidate) -> bool:
    """Tell whether a fact's value is of the very kind asked for: few may be, and then that alone tells much (how many minutes)."""
    return ask.dimension not in _COMMON and c.value is not None and fits_value(ask, c) and c.unit.endswith(ask.unit or "")


_COMMON = (None, "count", "money", "rate")
"""Kinds of value of which every report has very many, so that one alone of its unit tells nothing."""


def _unheard(ask: Ask, c: Candidate) -> int:
    """Return how many things a question names in English of whose Chinese words none shares a character with a fact."""
    about = set(c.name + c.clause + c.around)
    return sum(
        t.weight >= 1 and bool(LATIN.fullmatch(t.said)) and not _is_act(t.said) and len(t.forms) > 1 and shows(t, c) < 0.35
        and not any(set(form) & about for form in t.forms[1:])
        for t in terms_of(ASIDE.sub(" ", ask.phrase))
    )  # fmt: skip


def _is_act(said: str) -> bool:
    """Tell whether an English word is of what is done: the asker's own more often than the report's."""
    found = translated((said,))
    return found is not None and found.kind == "v"


@cache
def _fitted() -> dict[str, float]:
    found: dict[str, float] = tomllib.loads((files("search") / "data" / "nearest_english.toml").read_text(encoding="utf-8"))
    return found


def weights() -> npt.NDArray[np.float64]:
    """Return the weight of each trait."""
    return np.array([_fitted()[name] for name in TRAITS], np.float64)
