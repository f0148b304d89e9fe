"""A department's measures over the years (历年变化), every concept a line of its own."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from graph import queries
from graph.client import Graph
from graph.reader import called, with_loose
from ontology.ids import fold
from ontology.quantity import base, parse, parse_unit
from ontology.records import Span

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Point:
    """One printed value of a year; `base_value` is in the dimension's base unit, so that points of a line can be compared."""

    year: int | None
    fact_id: str
    report_id: str
    name: str
    value: Decimal | None
    unit: str
    base_value: Decimal | None
    target: str | None
    quote: str
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """One metric concept of one department through the years, in order; indicators and outcomes alike."""

    metric_id: str
    name: str
    dimension: str
    measure_type: str
    base_unit: str
    points: tuple[Point, ...]

    @property
    def years(self) -> int:
        """How many years have a value."""
        return len({p.year for p in self.points if p.value is not None and p.year is not None})


def series(graph: Graph, department: str, *words: str) -> list[Line]:
    """Return the lines of a department (words of any of its names) whose metric holds all the words; the longest lines first."""
    params: Row = {"departments": with_loose(graph, called(graph, department)), "words": [fold(word) for word in words]}
    rows = [{**row, "section": section} for section, query in queries.SERIES.items() for row in graph.read(query, **params)]
    lines: dict[str, list[Row]] = {}
    for row in rows:
        lines.setdefault(row["metric"], []).append(row)
    return sorted((_line(some) for some in lines.values()), key=lambda line: (-line.years, line.name, line.metric_id))


def _line(rows: list[Row]) -> Line:
    one = rows[0]
    points = sorted((_point(row) for row in rows), key=lambda p: (p.year or 0, p.fact_id))
    unit = next((p.unit for p in points if p.unit), "")
    return Line(one["metric"], one["name"], one["dimension"], one["measure_type"], parse_unit(unit).base, tuple(points))


def _point(row: Row) -> Point:
    props = row["props"]
    value, unit = _amount(row["section"], props)
    return Point(
        year=row["year"],
        fact_id=row["fact"],
        report_id=row["report"],
        name=props["name"] if row["section"] == "indicators" else props["metric"],
        value=value,
        unit=unit,
        base_value=None if value is None else base(value, unit)[0],
        target=props.get("target"),
        quote=props["quote"],
        span=(props["span_start"], props["span_end"]),
    )


def _amount(section: str, props: Row) -> tuple[Decimal | None, str]:
    """Return what was reached: an outcome's value, an indicator's actual as far as it is a number."""
    if section == "outcomes":
        return Decimal(props["value"]), props["unit"]
    amount = parse(props["actual"]) if props.get("actual") else None
    return (amount.value, amount.unit) if amount is not None else (None, "")
