"""Arithmetic over figures (计算): Decimal in one base unit, every contributor a row, never across different dimensions."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ontology.quantity import base, dimension, parse_unit, tidy
from search.answers.model import Result
from search.answers.say import number
from search.matching.prepared import Candidate


@dataclass(frozen=True, slots=True)
class Contributor:
    """A figure that takes part in a calculation, with the name it is called by."""

    label: str
    candidate: Candidate

    @property
    def value(self) -> Decimal:
        """The value in base units."""
        assert self.candidate.value is not None
        return base(self.candidate.value, self.candidate.unit)[0]

    @property
    def printed(self) -> str:
        """The value as shown."""
        return number(self.candidate.value or Decimal(0)) + self.candidate.unit


def comparable(figures: Sequence[Contributor]) -> bool:
    """Tell whether figures may be put together: one dimension, counted nouns alike or silent."""
    families = {c.candidate.dimension for c in figures}
    if len(families) == 1:
        return True
    return all(c.candidate.family == "count" for c in figures) and len({"次" in c.candidate.unit for c in figures}) == 1


def in_unit(value: Decimal, figures: Sequence[Contributor], asked: str | None) -> tuple[Decimal, str]:
    """Return a value in base units put into the unit asked for, or the first figure's."""
    unit = asked if asked and dimension(asked) == figures[0].candidate.dimension else figures[0].candidate.unit
    return tidy(value / parse_unit(unit).factor), unit


def total(figures: Sequence[Contributor], asked: str | None) -> Result:
    """Return the sum of figures of one dimension."""
    value, unit = in_unit(sum((c.value for c in figures), Decimal(0)), figures, asked)
    return Result(value=value, unit=unit, of=_added(figures))


def mean(figures: Sequence[Contributor], asked: str | None) -> Result:
    """Return the arithmetic mean, rounded to four places beyond the printed ones."""
    value, unit = in_unit(sum((c.value for c in figures), Decimal(0)) / len(figures), figures, asked)
    return Result(value=_rounded(value, 4), unit=unit, of=f"（{_added(figures)}）÷{len(figures)}")


SPELT_OUT = 12
"""Terms of a sum that are written out; of a longer one the first and the last are, the rows hold all."""


def _added(figures: Sequence[Contributor]) -> str:
    terms = [c.printed for c in figures]
    return "＋".join(terms if len(terms) <= SPELT_OUT else [*terms[:3], "…", terms[-1]])


def difference(a: Contributor, b: Contributor, asked: str | None) -> Result:
    """Return a − b."""
    value, unit = in_unit(a.value - b.value, (a, b), asked)
    unit = "百分点" if unit == "%" else unit  # the difference of two rates is no rate
    return Result(value=value, unit=unit, of=f"{a.label}{a.printed}－{b.label}{b.printed}")


def quotient(a: Contributor, b: Contributor, percent: bool) -> Result | None:
    """Return a ÷ b as a percentage or as a multiple, rounded to two places; None where b is zero."""
    if b.value == 0:
        return None
    value = a.value / b.value * (100 if percent else 1)
    return Result(value=_rounded(value, 2), unit="%" if percent else "倍", of=f"{a.label}{a.printed}÷{b.label}{b.printed}")


def per_one(whole: Contributor, count: Contributor, one: str, asked: str | None = None) -> Result | None:
    """Return what of a whole falls on `one` of the things counted, in the whole's unit per one (万元/公里); None where nothing is counted.

    It has two places, four below one; less than one 亿元 is given in 万元, less than one 万元 in 元, less than one 万人次 in 人次.
    """
    if count.value == 0:
        return None
    each = whole.value / (count.value / parse_unit(one).factor)
    value, unit = in_unit(each, (whole,), asked)
    if asked is None and unit[0] in "百千万亿" and abs(value) < 1:
        bare = unit.lstrip("百千万亿")
        value, unit = in_unit(each, (whole,), f"万{bare}" if unit[0] == "亿" and abs(each) >= parse_unit(f"万{bare}").factor else bare)
    return Result(value=_rounded(value, 2 if abs(value) >= 1 else 4), unit=f"{unit}/{one}", of=f"{whole.printed}÷{count.printed}")


def growth(later: Contributor, earlier: Contributor) -> Result | None:
    """Return (later − earlier) ÷ earlier in %, negative where it fell; None where the earlier figure is zero."""
    if earlier.value == 0:
        return None
    value = (later.value - earlier.value) / abs(earlier.value) * 100
    return Result(value=_rounded(value, 2), unit="%", of=f"（{later.printed}－{earlier.printed}）÷{earlier.printed}")


def _rounded(value: Decimal, places: int) -> Decimal:
    return tidy(value.quantize(Decimal(1).scaleb(-places)))
