"""Drawing an invented department: its place, money, programmes and figures, all consistent, from a seeded generator (抽样)."""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

BODIES = tomllib.loads((Path(__file__).parent / "bodies.toml").read_text(encoding="utf-8"))
_SEATS = BODIES["places"]
PLACES = [
    f"{first}{second}{_SEATS['kinds'][number % len(_SEATS['kinds'])]}"
    for number, (first, second) in enumerate(product(_SEATS["first"], _SEATS["second"]))
]
"""Counties that are nowhere, each in one prefecture of one province."""


@dataclass(frozen=True)
class Figure:
    """One yearly figure: what is said before the number, its value, the target, and where it stands among the indicators."""

    clause: str
    metric: str
    unit: str
    value: Decimal
    target: Decimal
    level1: str
    level2: str
    weight: int


@dataclass(frozen=True)
class Programme:
    """One programme with its amount in 万元 and what it is for."""

    name: str
    amount: Decimal
    use: str


@dataclass(frozen=True)
class Body:
    """All that one report will say; the parts of its money add up."""

    province: str
    prefecture: str
    place: str
    name: str
    year: int
    duties: tuple[str, ...]
    posts: tuple[int, int]
    staff: int
    budget: Decimal
    staff_cost: Decimal
    running_cost: Decimal
    programmes: tuple[Programme, ...]
    receptions: Decimal
    vehicles: Decimal
    figures: tuple[Figure, ...]

    @property
    def department(self) -> str:
        """Return the department's name."""
        return self.place + self.name

    @property
    def basic(self) -> Decimal:
        """Return basic spending (基本支出)."""
        return self.staff_cost + self.running_cost

    @property
    def projects(self) -> Decimal:
        """Return project spending (项目支出)."""
        return sum((p.amount for p in self.programmes), Decimal(0))

    @property
    def spent(self) -> Decimal:
        """Return all spending (支出合计)."""
        return self.basic + self.projects

    @property
    def rate(self) -> Decimal:
        """Return the execution rate of the adjusted budget in % (预算执行率)."""
        return (self.spent / self.budget * 100).quantize(Decimal("0.01"))


def draw_bodies(draw: random.Random) -> Iterator[Body]:
    """Yield invented departments in random order, each with up to six consecutive years, as many as there are places for: some 12,000."""
    seats = [(place, kind) for place in range(len(PLACES)) for kind in BODIES["body"]]
    draw.shuffle(seats)
    for place, kind in seats:
        first, last = sorted((draw.randint(2019, 2024), draw.randint(2019, 2024)))
        for year in range(first, last + 1):
            yield draw_body(draw, kind, place, year)


def draw_body(draw: random.Random, kind: dict[str, Any], place: int, year: int) -> Body:
    """Return a department of a kind, in the place of that number, in a year."""
    staff_cost, running_cost = money(draw, 800, 9000), money(draw, 80, 900)
    programmes = tuple(Programme(name, money(draw, 40, 3000), use) for name, _, use in (p.partition("|") for p in kind["projects"]))
    spent = staff_cost + running_cost + sum(p.amount for p in programmes)
    posts = (draw.randint(20, 120), draw.randint(10, 200))
    return Body(
        province=_SEATS["provinces"][place % len(_SEATS["prefectures"]) % len(_SEATS["provinces"])],
        prefecture=_SEATS["prefectures"][place % len(_SEATS["prefectures"])],
        place=PLACES[place],
        name=kind["name"],
        year=year,
        duties=tuple(kind["duties"]),
        posts=posts,
        staff=sum(posts) - draw.randint(1, 9),
        budget=(spent * Decimal(draw.randint(1005, 1090)) / 1000).quantize(Decimal("0.01")),
        staff_cost=staff_cost,
        running_cost=running_cost,
        programmes=programmes,
        receptions=money(draw, 1, 12),
        vehicles=money(draw, 5, 60),
        figures=draw_figures(draw, kind["figures"]),
    )


def money(draw: random.Random, least: int, most: int) -> Decimal:
    """Return an amount in 万元 with two decimals."""
    return Decimal(draw.randint(least * 100, most * 100)).scaleb(-2)


def draw_figures(draw: random.Random, lines: list[str]) -> tuple[Figure, ...]:
    """Return the figures of a kind of body; every second target is just met, some are missed."""
    figures = []
    weights = split_weights(len(lines))
    for line, weight in zip(lines, weights, strict=True):
        clause, metric, unit, least, most, decimals, level1, level2 = line.split("|")
        scale = 10 ** int(decimals)
        value = draw.randint(int(float(least) * scale), int(float(most) * scale))
        target = max(1, int(value * draw.choice((0.9, 0.95, 1, 1.02))))
        if unit == "%":
            target = min(target, 100 * scale)
        figures.append(Figure(clause, metric, unit, plain(value, decimals), plain(target, decimals), level1, level2, weight))
    return tuple(figures)


def plain(value: int, decimals: str) -> Decimal:
    """Return an integer of the last decimal as a decimal number."""
    return Decimal(value).scaleb(-int(decimals))


def split_weights(count: int) -> list[int]:
    """Return whole weights that sum to 90; the budget's execution has the other 10."""
    weights = [90 // count] * count
    weights[0] += 90 - sum(weights)
    return weights
