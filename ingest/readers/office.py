"""Word documents (办公文档): .docx, .rtf and, where nothing better is installed, .xls through docling-rs."""

import io
import re
from typing import Any

from ingest.errors import ForeignFile
from ingest.readers.compose import Composer, GridCell

CHAINED = re.compile(r"^(?:[^.]+\.)*(?=[^.]+\.$)")
CHINESE_NUMBER = re.compile(r"[一二三四五六七八九十]")


def read_office(data: bytes, kind: str) -> Composer:
    """Return the composed text and tables of an Office document; raises ForeignFile with the reason it cannot be read."""
    import docling_rs  # half a second to import, which reading plain text need not pay

    stream = docling_rs.DocumentStream(name=f"report.{kind}", stream=io.BytesIO(data))
    try:
        document = docling_rs.DocumentConverter().convert(stream).document
    except (docling_rs.PasswordRequiredError, docling_rs.WrongPasswordError) as problem:
        raise ForeignFile("", "password-protected; save it without a password first") from problem
    except (docling_rs.ConversionError, docling_rs.EncryptionError, ValueError, RuntimeError, OSError) as problem:
        raise ForeignFile("", f"a damaged {kind} file: {' '.join(str(problem).split())[:120]}") from problem
    return _compose(document)


def _compose(document: Any) -> Composer:
    composer = Composer()
    count = tables = 0
    inside: set[str] = set()
    for item, _level in document.iterate_items(with_groups=True):
        parent = item.parent.cref if item.parent is not None else ""
        if parent in inside:
            inside.add(item.self_ref)  # a table's cells say the same in its grid
            if item.label.value != "table":
                continue
        if item.label.value == "table":
            tables += 1
            inside.add(item.self_ref)
            composer.grid([_grid_cell(c) for c in item.data.table_cells], f"table {tables}")
        elif getattr(item, "text", ""):
            count += 1
            composer.paragraph(f"{_marker(item)}{item.text}", f"paragraph {count}")
    return composer


def _marker(item: Any) -> str:
    """Return an automatic number as printed: mixed ones (`一.二.3.`) are a lower level's, printed alone."""
    marker = (getattr(item, "marker", "") or "") if getattr(item, "enumerated", False) else ""
    return CHAINED.sub("", marker) if CHINESE_NUMBER.search(marker) else marker


def _grid_cell(cell: Any) -> GridCell:
    return GridCell(cell.text, cell.start_row_offset_idx, cell.start_col_offset_idx, cell.row_span, cell.col_span)
