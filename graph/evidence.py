"""Which outcome bears out which indicator of its report (成效印证指标)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.metrics import Metric, likeness, metric_of
from ontology.records import Bundle


@dataclass(frozen=True, slots=True)
class Support:
    """Places of an outcome and an indicator in their sections, with why the one bears out the other."""

    outcome: int
    indicator: int
    basis: str
    score: float
    reasons: tuple[str, ...]


def supports(bundle: Bundle) -> Iterator[Support]:
    """Yield the pairs that measure the same: one concept, or names that agree where the kind of value and its unit do."""
    outcomes = [metric_of(fact) for fact in bundle.outcomes]
    indicators = [metric_of(fact) for fact in bundle.indicators]
    for at, one in enumerate(outcomes):
        yield from _of(at, one, indicators)


def _of(at: int, one: Metric, indicators: Sequence[Metric]) -> Iterator[Support]:
    for place, other in enumerate(indicators):
        if one.id == other.id:
            yield Support(at, place, "explicit", 1.0, ("同一指标概念",))
            continue
        found = likeness(one, other)
        if found is not None and found.comparable:
            yield Support(at, place, "topical", found.score, found.reasons)
