"""Fits `search.matching.nearest` on questions whose figure is known (近义判定的拟合), and tells how they do where not fitted.
Questions in English are left to `fit_nearest_english.py`.

    python tests/bench/fit_nearest.py REPORTS=QUESTIONS.jsonl [REPORTS=QUESTIONS.jsonl ...] [--write]

A pair is a folder of reports in text and the questions about them in the form of the gold (`qa.jsonl`): those with one row to look up, and
those without an answer for want of a figure. Each pair is judged by weights fitted on the pairs that share no report with it, so what is
printed is of unseen questions over unseen reports: how many of those that the words alone leave unanswered are then answered rightly,
wrongly, answered though nothing is reported, and answered by a neighbour once the fact itself is taken out of its report. `--write` fits
all pairs and writes `search/data/nearest.toml`.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from ingest.pipeline import read_bundle
from search.answers.inquiry import Inquiry, core
from search.embedding.embedder import load_embedder
from search.facts_source import FactSource
from search.matching.nearest import FEWEST, TRAITS, taken, traits, weighable
from search.matching.prepared import Candidate
from search.matching.preparers import preparer_of
from search.memory_source import Likeness, MemorySource
from search.plan import Ask
from search.planning.planner import make_plan
from search.words.wording import fold

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / ".jixiao-test-cache" / "models"
MOST_REPORTS, RIGHT_WEIGHS = 3, 5.0


@dataclass
class Weighed:
    """One question over one report: its nearest facts and their traits, which of them is right, and whether words alone find any.

    `bereft` tells that the facts that answer it were taken out of the report before.
    """

    question: str
    ask: Ask
    pool: list[Candidate]
    traits: npt.NDArray[np.float64]
    right: npt.NDArray[np.bool_]
    answerable: bool
    bereft: bool
    found: bool


def likeness() -> Likeness:
    """Return cosines by the bundled model, each text encoded once."""
    model, known = load_embedder("bundled", MODELS), {}

    def alike(query: str, texts: list[str]) -> list[float]:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, model.encode_document(new), strict=True))
        return [float(v) for v in np.stack([known[text] for text in texts]) @ model.encode_query([query])[0]] if texts else []

    return alike


def weighed(folder: Path, questions: Path, alike: Likeness) -> Iterator[Weighed]:
    """Yield the questions of a file with the traits of the facts near to them."""
    files = sorted(p for p in folder.iterdir() if p.suffix in (".txt", ".md"))
    source = MemorySource([read_bundle(p.name, p.read_bytes()) for p in files], alike)
    for line in filter(None, questions.read_text(encoding="utf-8").splitlines()):
        item = json.loads(line)
        if item["intent"] in ("lookup", "target", "structure", "list") and (len(item["rows"]) == 1 or not item["answerable"]):
            yield from _of_question(item, source, alike)


def _of_question(item: dict, source: FactSource, alike: Likeness) -> Iterator[Weighed]:
    plan, preparer = make_plan(item["question"], source), preparer_of(source)
    gold = item["rows"][0] if item["answerable"] else None
    inquiry = Inquiry(item["question"], plan, source, preparer)
    reports = [r for r in inquiry.reports if gold is None or r.department == gold["department"]]
    if plan.language == "en" or plan.refusal or not plan.asks or len(reports) > MOST_REPORTS:
        return
    for report in reports:
        own = inquiry.candidates(report)
        yield from _weighed(inquiry, own, gold, bool(inquiry.by_words(plan.asks[0], report)), alike, bereft=False)
        rest = [c for c in own if gold is None or not (_is(gold, c) or _equals(gold, c))]
        if len(rest) < len(own):
            yield from _weighed(inquiry, rest, None, bool(inquiry.accepted_in(plan.asks[0], rest)), alike, bereft=True)


def _weighed(inquiry: Inquiry, facts: list[Candidate], gold: dict | None, found: bool, alike: Likeness, bereft: bool) -> Iterator[Weighed]:
    ask = core(inquiry.plan.asks[0])
    pool = weighable(ask, facts, alike)
    if len(pool) >= FEWEST:
        right = np.array([gold is not None and _is(gold, c) for c in pool])
        given = traits(inquiry.question, ask, facts, pool, alike)
        yield Weighed(inquiry.question, ask, pool, given, right, gold is not None, bereft, found)


def _is(gold: dict, c: Candidate) -> bool:
    quote = fold(gold["quote"])
    return _equals(gold, c) and (quote in c.clause or c.quote in quote or quote in c.quote)


def _equals(gold: dict, c: Candidate) -> bool:
    return isinstance(gold["value"], int | float) and float(c.value or 0) == float(gold["value"])


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


def fit(known: list[Weighed]) -> LogisticRegression:
    """Return the model of the questions that a fact answers."""
    taught = [w for w in known if w.right.any()]  # a question whose fact is nowhere near teaches nothing of which is right
    x, y = np.vstack([w.traits for w in taught]), np.concatenate([w.right for w in taught])
    return LogisticRegression(class_weight={0: 1.0, 1: RIGHT_WEIGHS}, max_iter=1000).fit(x, y)


COUNTED = ("left by words", "right", "wrong", "not reported", "answered", "bereft", "answered by a neighbour")


def tell(name: str, judged: list[Weighed], model: LogisticRegression, show: bool) -> npt.NDArray[np.int_]:
    """Print what the model makes of questions that it was not fitted on; returns the counts named by COUNTED."""
    counts = np.zeros(len(COUNTED), int)
    for w in (w for w in judged if not w.found):
        odds = model.decision_function(w.traits)
        at = taken(w.ask, w.pool, odds)
        right = at is not None and bool(w.right[at])
        first = 5 if w.bereft else 0 if w.answerable else 3
        counts[first] += 1
        counts[first + 1 if first or right else 2] += at is not None
        if show:
            told = "none" if at is None else w.pool[at].row.name
            say(f"  {COUNTED[first]:13} {right!s:5} {np.sort(odds)[-1]:6.2f} {w.question} -> {told}")
    say(f"{name}: " + ", ".join(f"{what} {count}" for what, count in zip(COUNTED, counts, strict=True)))
    return counts


def main() -> None:
    """Fit, tell, and write where asked to."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("pairs", nargs="+")
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--show", action="store_true")
    given, alike = asked.parse_args(), likeness()
    sets = {pair: list(weighed(*(Path(part) for part in pair.split("=")), alike)) for pair in given.pairs}
    totals = np.zeros(len(COUNTED), int)
    held = {pair: {p.read_bytes() for p in Path(pair.partition("=")[0]).iterdir() if p.is_file()} for pair in sets}
    for pair, own in sets.items():
        rest = [w for other, found in sets.items() if not held[other] & held[pair] for w in found]
        totals += tell(pair.partition("=")[2], own, fit(rest), given.show)
    say("all: " + ", ".join(f"{what} {count}" for what, count in zip(COUNTED, totals, strict=True)))
    model = fit([w for found in sets.values() for w in found])
    lines = [f"{name} = {weight:.4f}" for name, weight in zip(TRAITS, model.coef_[0], strict=True)]
    text = "\n".join(["# Fitted by tests/bench/fit_nearest.py: do not edit by hand.", *lines, f"bias = {model.intercept_[0]:.4f}", ""])
    say(text)
    if given.write:
        (ROOT / "search" / "data" / "nearest.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
