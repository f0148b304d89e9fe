"""Indicators, money and programmes of reports in other styles (均为虚构): every fact, golden.

Run this file as a script to write the golden files anew; review the diff.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.document import Document
from ingest.extractors.finance import finance
from ingest.extractors.indicators import indicators
from ingest.extractors.projects import projects
from ingest.extractors.report.fields import report_fields
from ingest.structure import structure
from ontology.records import Fact, ReportFields

STYLES = Path(__file__).parent / "table_styles"
PATHS = sorted(STYLES.glob("*.txt"))


def read(path: Path) -> tuple[Document, ReportFields]:
    document = structure(path.read_text("utf-8"))
    return document, ReportFields(department="云溪县某局", fiscal_year=report_fields(document).fiscal_year or 2023)


def facts_of(path: Path) -> Iterator[Fact]:
    document, report = read(path)
    yield from indicators.extract(document, report)
    yield from finance.extract(document, report)
    yield from projects.extract(document, report)


def golden_lines(path: Path) -> str:
    document, report = read(path)
    rows: list[list[object]] = []
    for i in indicators.extract(document, report):
        rows.append(["indicator", i.level1, i.level2, i.name, i.target, i.actual, i.weight, i.score, i.attained, i.deviation])
    for f in finance.extract(document, report):
        rows.append(["finance", f.item, f.role, f.scope, f.year, f.value, f.unit, f.value_wan])
    for p in projects.extract(document, report):
        parts = "+".join(f"{c.label}={c.value}{c.unit}" for c in p.components)
        rows.append(["project", p.name, p.kind, p.value, p.unit, p.rating, p.use, parts, "|".join(p.aliases)])
    return "".join("\t".join("" if x is None else str(x) for x in row) + "\n" for row in rows)


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_golden(path: Path) -> None:
    assert golden_lines(path) == path.with_suffix(".tsv").read_text("utf-8")


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_quotes_are_exact(path: Path) -> None:
    text = path.read_text("utf-8")
    facts = list(facts_of(path))
    assert facts
    assert all(text[f.span[0] : f.span[1]] == f.quote for f in facts)


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_every_row_of_a_table_has_the_same_number_of_cells_and_every_cell_its_place(path: Path) -> None:
    document, _ = read(path)
    for table in document.tables:
        assert len({len(row) for row in table.rows}) == 1
        for row in table.rows[table.header_rows :]:
            for cell in row:
                printed = document.quote(cell.span)
                assert "".join(cell.text.split()) == "".join(printed.split()) or (cell.text and cell.text[:2] in printed)


if __name__ == "__main__":
    for one in PATHS:
        one.with_suffix(".tsv").write_text(golden_lines(one), "utf-8")
