"""Exports (导出): the whole graph as RDF, or the fact table as CSV, XLSX or Parquet; the same reports give the same bytes of rows."""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from api.formats import Format
from api.store import Store
from graph.rdf_relations import written
from ontology.fact_row import FactRow, rows_of

COLUMNS = (*(f.name for f in fields(FactRow) if f.name != "span"), "span_start", "span_end")
MEDIA = {
    "ttl": "text/turtle", "jsonld": "application/ld+json", "nquads": "application/n-quads", "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "parquet": "application/vnd.apache.parquet",
}  # fmt: skip
SHEET_ROWS = 1_000_000


def export(store: Store, form: Format, target: Path) -> int:
    """Write one file, whole or not at all; returns the number of reports in it."""
    entries = store.catalogue.entries("live")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
        path = Path(part.name)
    try:
        if form in ("ttl", "jsonld", "nquads"):
            written((bundle for _, bundle in store.live(entries)), form, path)
        else:
            TABLES[form](lines(row for _, bundle in store.live(entries) for row in rows_of(bundle)), path)
        path.replace(target)
    finally:
        path.unlink(missing_ok=True)
    return len(entries)


def lines(rows: Iterable[FactRow]) -> Iterator[list[str | None]]:
    """Yield the fact table's rows in the order of COLUMNS; decimals as printed digits, so that nothing is rounded."""
    for row in rows:
        values = [getattr(row, name) for name in COLUMNS[:-2]]
        yield [None if v is None else str(v) for v in (*values, *row.span)]


def _csv(rows: Iterable[list[str | None]], path: Path) -> None:
    """UTF-8 with a byte-order mark, which spreadsheet programs need to read Chinese."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def _xlsx(rows: Iterable[list[str | None]], path: Path) -> None:
    """One sheet a million rows; text cells only, so that no cell is ever taken for a formula."""
    import openpyxl  # a quarter of a second that other exports should not pay

    book = openpyxl.Workbook(write_only=True)
    sheet = None
    for number, row in enumerate(rows):
        if sheet is None or number % SHEET_ROWS == 0:
            sheet = book.create_sheet(f"facts{number // SHEET_ROWS + 1}")
            sheet.append(COLUMNS)
        # a number without a unit has an empty one, which is an empty cell, not a text of no letters
        sheet.append(["'" + v if v and v[0] in "=+-@" and not _number(v) else v or None for v in row])
    if sheet is None:
        book.create_sheet("facts1").append(COLUMNS)
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(stream.getvalue())


def _number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdigit()


def _parquet(rows: Iterable[list[str | None]], path: Path) -> None:
    """Strings throughout but for spans; row groups of 50,000."""
    import pyarrow as pa  # half a second that other exports should not pay
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.int64() if name.startswith("span_") else pa.string()) for name in COLUMNS])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        chunk: list[list[str | None]] = []
        for row in rows:
            chunk.append(row)
            if len(chunk) == 50_000:
                writer.write_table(pa.table(_columns(chunk), schema=schema))
                chunk = []
        writer.write_table(pa.table(_columns(chunk), schema=schema))


def _columns(rows: list[list[str | None]]) -> dict[str, list[int | str | None]]:
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    spans = (name.startswith("span_") for name in COLUMNS)
    return {n: [int(v) if span and v else v for v in c] for n, c, span in zip(COLUMNS, columns, spans, strict=True)}


TABLES: dict[str, Callable[[Iterable[list[str | None]], Path], None]] = {"csv": _csv, "xlsx": _xlsx, "parquet": _parquet}
