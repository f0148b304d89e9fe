"""Office documents and web pages (办公文档): .docx, .html, .rtf, .xlsx and .xls through docling-rs."""

import io
from typing import Any

from ingest.errors import ForeignFile
from ingest.readers.compose import Composer, GridCell

FORMATS = {"docx": "docx", "html": "html", "rtf": "rtf", "xlsx": "xlsx", "xls": "xls"}


def detect(data: bytes) -> str | None:
    """Return the format that the bytes themselves show (`docx`, `pdf`, `html` …), or None for plain text."""
    import docling_rs  # half a second to import, which reading plain text need not pay

    found = docling_rs.detect_format(data)
    return str(getattr(found, "value", found)) if found is not None else None


def read_office(name: str, data: bytes, kind: str) -> Composer:
    """Return the composed text and tables of an Office document; raises ForeignFile with the reason it cannot be read."""
    import docling_rs  # half a second to import, which reading plain text need not pay

    stream = docling_rs.DocumentStream(name=f"report.{kind}", stream=io.BytesIO(data))
    try:
        document = docling_rs.DocumentConverter().convert(stream).document
    except (docling_rs.PasswordRequiredError, docling_rs.WrongPasswordError) as problem:
        raise ForeignFile(name, "password-protected; save it without a password first") from problem
    except (docling_rs.ConversionError, docling_rs.EncryptionError, ValueError, RuntimeError, OSError) as problem:
        raise ForeignFile(name, f"a damaged {kind} file: {' '.join(str(problem).split())[:120]}") from problem
    return _compose(document)


def _compose(document: Any) -> Composer:
    composer = Composer()
    for count, (item, _level) in enumerate(document.iterate_items(), start=1):
        if item.label.value == "table":
            composer.grid([_grid_cell(c) for c in item.data.table_cells], f"table {count}")
        elif getattr(item, "text", ""):
            marker = getattr(item, "marker", "") or ""
            composer.paragraph(f"{marker}{item.text}" if getattr(item, "enumerated", False) else item.text, f"paragraph {count}")
    return composer


def _grid_cell(cell: Any) -> GridCell:
    return GridCell(cell.text, cell.start_row_offset_idx, cell.start_col_offset_idx, cell.row_span, cell.col_span, bool(cell.column_header))
