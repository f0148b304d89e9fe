"""Fits `search.matching.nearest_english` on English questions whose figures are known, and tells how they do where not fitted.

    python tests/bench/fit_nearest_english.py REPORTS=QUESTIONS.jsonl [REPORTS=QUESTIONS.jsonl ...] [--write] [--show]

A pair is as for `fit_nearest.py`. Each question is put three times: as it stands, without the glossary's words, and without the words of
the domain either, for the next asker uses words that no glossary has; and once more for each of its figures with that figure taken out of
the report. Departments are parted into eight groups, each judged by weights fitted on the others; what is printed counts the questions
that words alone leave unanswered. `--write` fits all and writes `search/data/nearest_english.toml`.
"""

import argparse
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from fit_nearest import ROOT, likeness, say
from ingest.pipeline import read_bundle
from search.answers.inquiry import Inquiry, core
from search.matching.nearest import FEWEST
from search.matching.nearest_english import TRAITS, taken, traits, weighable
from search.matching.prepared import Candidate
from search.matching.preparers import preparer_of
from search.memory_source import MemorySource
from search.plan import Ask
from search.planning.planner import make_plan
from search.words import dictionary, english, lexicon

GROUPS, MOST_REPORTS, RIGHT_WEIGHS, NONE_WEIGHS = 8, 3, 5.0, 0.3
KNOWING = ("as it stands", "without the glossary", "without words of the domain")


@dataclass
class Weighed:
    """One asking over one report: its facts with their traits, which are right, and whether words alone find any."""

    question: str
    knowing: int
    ask: Ask
    pool: list[Candidate]
    traits: npt.NDArray[np.float64]
    right: npt.NDArray[np.bool_]
    bereft: bool
    found: bool

    @property
    def group(self) -> int:
        """The group of its department, by which it is judged on weights fitted on others."""
        return zlib.crc32(self.pool[0].report.department.encode()) % GROUPS


def forget(knowing: int) -> Callable[[], None]:
    """Take words from the English that is known, by how little is to be known; returns what gives them back."""
    told, ours = english._english, dictionary._ours
    told.cache_clear()
    if knowing > 0:
        full = told()
        forms = set(english.tomllib.loads(english._DATA.read_text(encoding="utf-8"))["grammar"])
        english._english = lambda: tuple(pair for pair in full if pair[0] in forms)
    if knowing > 1:
        dictionary._ours = dict

    def restore() -> None:
        english._english, dictionary._ours = told, ours
        dictionary.translated.cache_clear()
        lexicon.terms_of.cache_clear()

    dictionary.translated.cache_clear()
    lexicon.terms_of.cache_clear()
    return restore


def weighed(source: MemorySource, questions: Path, knowing: int) -> Iterator[Weighed]:
    """Yield the English questions of a file with the traits of the facts near to them."""
    for item in map(json.loads, filter(None, questions.read_text(encoding="utf-8").splitlines())):
        values = [abs(row["value"]) for row in item["rows"] if isinstance(row["value"], int | float)]
        plain = item["intent"] in ("lookup", "target", "structure", "aggregate", "trend") and len(values) == len(item["rows"]) in (1, 2, 3)
        plan = make_plan(item["question"], source)
        if plan.language == "en" and (plain or not item["answerable"]) and not plan.refusal and plan.asks:
            yield from _of_question(Inquiry(item["question"], plan, source, preparer_of(source)), values, knowing)


def _of_question(inquiry: Inquiry, values: list[float], knowing: int) -> Iterator[Weighed]:
    asks = inquiry.plan.asks
    each = len(asks) == len(inquiry.plan.said) == len(values)
    if len(inquiry.reports) > MOST_REPORTS or (values and not each and len(asks) > 1):
        return
    for report in inquiry.reports:
        own = inquiry.candidates(report)
        for ask, right in zip(asks, [[v] for v in values] if each else [values] * len(asks), strict=True):
            held = [c for c in own if c.value is None or abs(float(c.value)) not in right]
            if values and len(held) == len(own):
                continue
            yield from _weighed(inquiry, ask, own, right, knowing, bool(inquiry.by_words(ask, report)))
            if values:
                yield from _weighed(inquiry, ask, held, right, knowing, bool(inquiry.accepted_in(ask, held)), bereft=True)


def _weighed(
    inquiry: Inquiry, ask: Ask, facts: list[Candidate], right: list[float], knowing: int, found: bool, *, bereft: bool = False
) -> Iterator[Weighed]:
    bare, said = core(ask), inquiry.plan.said_of(ask)
    pool = weighable(said, bare, facts, inquiry.source.likeness)
    if len(pool) >= FEWEST:
        of = traits(said, bare, facts, pool, inquiry.source.likeness)
        is_right = np.array([abs(float(c.value or 0)) in right for c in pool])
        yield Weighed(inquiry.question, knowing, bare, pool, of, is_right & (not bereft), bereft, found)


def fit(known: list[Weighed]) -> LogisticRegression:
    """Return the model of which fact is asked for, taught by what is reported and, more lightly, by what is not."""
    weight = [np.where(w.right, RIGHT_WEIGHS, 1.0 if w.right.any() else NONE_WEIGHS) for w in known]
    rows, right = np.vstack([w.traits for w in known]), np.concatenate([w.right for w in known])
    return LogisticRegression(max_iter=5000).fit(rows, right, sample_weight=np.concatenate(weight))


def tell(judged: list[tuple[Weighed, int | None]], show: bool) -> None:
    """Print what became of the askings that words alone leave unanswered, by how much was known."""
    for knowing, name in enumerate(KNOWING):
        left = [(w, at) for w, at in judged if w.knowing == knowing and not w.found]
        asked = [(w, at) for w, at in left if w.right.any()]
        right = sum(at is not None and bool(w.right[at]) for w, at in asked)
        wrong = sum(at is not None for _, at in asked) - right
        bereft = [at is not None for w, at in left if w.bereft]
        nothing = [at is not None for w, at in left if not w.bereft and not w.right.any()]
        say(f"{name}: left by words {len(asked)}, right {right}, wrong {wrong}, not reported {len(nothing)}, answered {sum(nothing)}, "
            f"bereft {len(bereft)}, answered by a neighbour {sum(bereft)}")  # fmt: skip
        for w, at in left if show else ():
            if at is not None and not w.right[at]:
                say(f"  {'bereft' if w.bereft else 'wrong '} {w.question} -> {w.pool[at].row.name}")


def main() -> None:
    """Fit, tell, and write where asked to."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("pairs", nargs="+")
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--show", action="store_true")
    given, alike, known = asked.parse_args(), likeness(), list[Weighed]()
    for folder, questions in (map(Path, pair.split("=")) for pair in given.pairs):
        files = sorted(p for p in folder.iterdir() if p.suffix in (".txt", ".md"))
        source = MemorySource([read_bundle(p.name, p.read_bytes()) for p in files], alike)
        for knowing in range(len(KNOWING)):
            restore = forget(knowing)
            known += weighed(source, questions, knowing)
            restore()
    models = [fit([w for w in known if w.group != group]) for group in range(GROUPS)]
    tell([(w, taken(w.ask, w.pool, models[w.group].decision_function(w.traits))) for w in known], given.show)
    model = fit(known)
    lines = [f"{name} = {weight:.4f}" for name, weight in zip((*TRAITS, "bias"), (*model.coef_[0], *model.intercept_), strict=True)]
    text = "\n".join(["# Fitted by tests/bench/fit_nearest_english.py: do not edit by hand.", *lines, ""])
    say(text)
    if given.write:
        (ROOT / "search" / "data" / "nearest_english.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
