"""A paragraph with the quantities in it (语句): what the checks of running text share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.document import Document, Flow
from ingest.numbers import Quantity, find_quantities
from ontology.records import Span

STOP = re.compile(r"[。；;]")
_PEOPLE = ("名", "个", "人")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph's flow with its quantities in order."""

    flow: Flow
    found: tuple[Quantity, ...]

    @property
    def text(self) -> str:
        """Return the paragraph without line breaks."""
        return self.flow.text

    def clause(self, first: Quantity, last: Quantity) -> Span:
        """Return the place from the start of the first quantity's clause to the end of the last quantity."""
        return self.flow.span(clause_start(self.text, first.start), last.end)

    def same_sentence(self, start: int, end: int) -> bool:
        """Return whether no sentence or part of one ends between two positions."""
        return STOP.search(self.text, start, end) is None


def lines(document: Document) -> Iterator[Line]:
    """Yield the paragraphs that hold two quantities, or a rate."""
    before: Flow | None = None
    for printed in document.flows:
        flow, before = _joined(before, printed), printed
        found = tuple(find_quantities(flow.text))
        if len(found) > 1 or any(q.unit == "%" for q in found):
            yield Line(flow, found)


def _joined(before: Flow | None, flow: Flow) -> Flow:
    """Return a paragraph that begins with 其中 behind the one whose parts it tells; any other as it is."""
    if before is None or before.kind == "heading" or not flow.text.startswith("其中") or not before.text.endswith(("。", "；", "：")):
        return flow
    return replace(flow, text=before.text + flow.text, offsets=(*before.offsets, *flow.offsets))


def clause_start(text: str, position: int) -> int:
    """Return where the clause around a position begins."""
    return max((m.end() for m in re.finditer(r"[，,。；;：:、]", text[:position])), default=0)


def same_unit(a: Quantity, b: Quantity) -> bool:
    """Return whether two quantities add up: one unit, or two ways to count people."""
    return a.unit == b.unit or (a.unit in _PEOPLE and b.unit in _PEOPLE)


def depth(text: str, start: int, position: int) -> int:
    """Return how many brackets opened since `start` are still open at a position; negative where one closed that opened before."""
    level = lowest = 0
    for c in text[start:position]:
        level += (c in "（(") - (c in "）)")
        lowest = min(lowest, level)
    return lowest if lowest < 0 else level


def is_printed(document: Document, amount: Decimal, unit: str) -> bool:
    """Tell whether a report prints an amount somewhere: what parts make is then the whole that they are of."""
    plain = f"{amount.normalize():f}"
    places = "0*" if "." in plain else r"(?:\.0+)?"
    return re.search(rf"(?<![\d.]){re.escape(plain)}{places}\s*{re.escape(unit)}", document.text.replace(",", "")) is not None
