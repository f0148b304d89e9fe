"""Bundles of texts about invented places (虚构), with only the facts that a test puts in, each where its quote stands."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ingest.passages import passages
from ingest.structure import structure
from ontology.ids import report_id
from ontology.records import Bundle, Indicator, Outcome, Project, ReportFields, Staff

Row = tuple[str, str, str, str]
"""A figure as a test says it: metric, value, unit and the quote it is read from."""

_PLACE = re.compile(r".+?(?P<level>[市县区])")


def about(department: str, year: int = 2023, **more: Any) -> ReportFields:
    """Return the fields of a report whose department's name begins with its city, county or district."""
    place = _PLACE.match(department)
    assert place is not None, f"{department} begins with no place"
    level = "city" if place["level"] == "市" else "county"
    return ReportFields(**{"title": department, "department": department, level: place[0], "fiscal_year": year} | more)


def stating(text: str, fields: ReportFields, **facts: Iterable[Any]) -> Bundle:
    """Return a bundle of a text with its fields and the facts of each section named."""
    return Bundle(
        report_id=report_id(text.encode()), extractor="test", source_name=f"{fields.department}.txt", text=text, report=fields,
        **{section: tuple(found) for section, found in facts.items()},
    )


def made(text: str, department: str, adcode: str, region: str, year: int) -> Bundle:
    """Return a bundle of a text with its passages and no facts."""
    fields = about(department, year, county=region, adcode=adcode)
    return stating(text, fields, passages=passages(structure(text, f"{department}.txt")))


def placed(text: str, quote: str) -> dict[str, Any]:
    """Return quote and span of the first place where a quote stands."""
    start = text.index(quote)
    return {"quote": quote, "span": (start, start + len(quote))}


def outcomes(text: str, rows: Iterable[Row], year: int = 2023) -> list[Outcome]:
    """Return the rows as outcomes of a year."""
    return [Outcome(metric=name, value=value, unit=unit, year=year, **placed(text, quote)) for name, value, unit, quote in rows]


def head_counts(text: str, rows: Iterable[Row]) -> list[Staff]:
    """Return the rows as head counts and establishment of the whole department."""
    return [Staff(metric=name, value=value, unit=unit, scope="全局", **placed(text, quote)) for name, value, unit, quote in rows]


def programmes(text: str, quotes: Iterable[str]) -> list[Project]:
    """Return programmes of a text, each from a quote that is its name and its money in 万元: 水渠清淤30万元."""
    found = []
    for quote in quotes:
        name, amount = re.fullmatch(r"(\D+)([\d.]+)万元", quote).groups()  # type: ignore[union-attr] # a test's own quote
        found.append(Project(name=name, kind="项目", value=amount, unit="万元", value_wan=amount, **placed(text, quote)))
    return found


def indicators(text: str, rows: str) -> list[Indicator]:
    """Return a line of `name target actual` each as an indicator."""
    found = []
    for line in rows.split("\n"):
        name, target, actual = line.split(" ")
        found.append(Indicator(name=name, target=target, actual=actual, **placed(text, line)))
    return found


def market_bureaus(figures: Mapping[tuple[str, int], str]) -> list[Bundle]:
    """Return a report of the market bureau of each county and year that prints a line of `metric value unit` each as a sentence."""
    made_of = []
    for (county, year), lines in figures.items():
        rows = [(*line.split(" "), line.replace(" ", "")) for line in lines.strip().split("\n")]
        text = f"{county}市场监督管理局{year}年度部门整体支出绩效自评报告（虚构）\n" + "".join(f"{quote}。\n" for *_, quote in rows)
        made_of.append(stating(text, about(f"{county}市场监督管理局", year), outcomes=outcomes(text, rows, year)))
    return made_of
