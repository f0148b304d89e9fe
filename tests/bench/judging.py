"""Questions with their relevant quotes, and how a ranking is judged (检索评分): as the gold's own scorer does, place by place."""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ontology.records import Span

QUERIES = Path(__file__).resolve().parents[1] / "search" / "sample_queries.tsv"


@dataclass(frozen=True)
class Place:
    """A stretch of a report that an engine found."""

    source: str
    text: str
    quote: str
    span: Span


@dataclass(frozen=True)
class Question:
    """What is asked, with the quotes that answer it: (file name or "" for any, quote, grade)."""

    text: str
    relevant: tuple[tuple[str, str, int], ...]


def gold_questions(path: Path) -> list[Question]:
    """Return the questions of a gold file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Question(row["query"], tuple((g["source"], g["quote"], g["grade"]) for g in row["relevant"])) for row in rows]


def sample_questions() -> list[Question]:
    """Return the questions over the invented samples, each with the one quote that answers."""
    rows = [line.split("\t") for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    return [Question(query, (("", quote, 2),)) for query, quote in rows]


def judged(question: Question, found: Sequence[Place]) -> tuple[float, float]:
    """Return nDCG@10 with exponential gain, each relevant quote counted once, and the share of five (or all) found among the first five."""
    left, gains = list(question.relevant), []
    for place in found[:10]:
        met = [wanted for wanted in left if touches(wanted, place)]
        gains.append(max((grade for _, _, grade in met), default=0))
        left = [wanted for wanted in left if wanted not in met]
    ideal = sorted((grade for _, _, grade in question.relevant), reverse=True)[:10]
    recall = min(sum(1 for gain in gains[:5] if gain) / min(5, len(question.relevant)), 1.0)
    return gain_of(gains) / gain_of(ideal), recall


def gain_of(grades: Sequence[int]) -> float:
    """Return the discounted cumulative gain (Järvelin and Kekäläinen 2002)."""
    return sum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def touches(wanted: tuple[str, str, int], place: Place) -> bool:
    """Tell whether a place overlaps a relevant quote in its source, or one holds the other."""
    source, quote, _ = wanted
    if source and source != place.source:
        return False
    if not source:
        return re.sub(r"\s", "", quote) in re.sub(r"\s", "", place.quote)
    if quote in place.quote or place.quote in quote:
        return True
    at = place.text.find(quote)
    return at >= 0 and at < place.span[1] and place.span[0] < at + len(quote)
