"""Word documents (办公文档): .docx, .rtf and, where nothing better is installed, .xls through docling-rs."""

import io
import re
from typing import Any

from ingest.errors import ForeignFile
from ingest.readers.compose import Composer, GridCell

CHAINED = re.compile(r"^(?:[^.]+\.)*(?=[^.]+\.$)")
CHINESE_NUMBER = re.compile(r"[一二三四五六七八九十]")
LATIN, LATIN_END = re.compile(r"[A-Za-z]"), re.compile(r"[A-Za-z]$")
FRACTION = re.compile(r"\\frac\{([^{}]*)\}\{([^{}]*)\}")
SIGNS = (("\\times ", "×"), ("\\times", "×"), ("\\div ", "÷"), ("\\div", "÷"), ("\\geq ", "≥"), ("\\leq ", "≤"), ("\\%", "%"), ("\\", ""))
"""What formulas of reports are made of, in LaTeX and as printed."""


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
    items = {item.self_ref: item for item, _level in document.iterate_items(with_groups=True)}
    inside: set[str] = set()
    for item in items.values():
        parent = item.parent.cref if item.parent is not None else ""
        if parent in inside:
            inside.add(item.self_ref)  # a table's cells say the same in its grid
            if item.label.value != "table":
                continue
        if item.label.value == "table":
            tables += 1
            inside.add(item.self_ref)
            composer.grid([_grid_cell(c, items) for c in item.data.table_cells], f"table {tables}")
        elif text := _paragraph(item, items):
            inside |= {item.self_ref} if item.label.value == "inline" else set()
            count += 1
            composer.paragraph(text, f"paragraph {count}")
    return composer


def _paragraph(item: Any, items: dict[str, Any]) -> str:
    """Return a paragraph's text with its automatic number; one in several scripts is a group of runs, under its list's entry if any."""
    if item.label.value != "inline":
        text = _said(item)
        return f"{_marker(item)}{text}" if text else ""
    text = ""
    for run in (_said(items[c.cref]) for c in item.children if c.cref in items):
        text += f" {run}" if LATIN_END.search(text) and LATIN.match(run) else run
    entry = items.get(item.parent.cref) if item.parent is not None else None
    return f"{_marker(entry)}{text}" if text and entry is not None and not getattr(entry, "text", "") else text


def _said(item: Any) -> str:
    """Return the text of an item; a formula, which is given as LaTeX, by its signs."""
    text = str(getattr(item, "text", "") or "")
    if item.label.value != "formula":
        return text
    text = FRACTION.sub(r"\1/\2", text)
    for command, sign in SIGNS:
        text = text.replace(command, sign)
    return text


def _marker(item: Any) -> str:
    """Return an automatic number as printed: mixed ones (`一.二.3.`) are a lower level's, printed alone."""
    marker = (getattr(item, "marker", "") or "") if getattr(item, "enumerated", False) else ""
    return CHAINED.sub("", marker) if CHINESE_NUMBER.search(marker) else marker


def _grid_cell(cell: Any, items: dict[str, Any]) -> GridCell:
    text = _numbered_lines(cell.text, items[cell.ref.cref], items) if getattr(cell, "ref", None) and cell.ref.cref in items else cell.text
    return GridCell(text, cell.start_row_offset_idx, cell.start_col_offset_idx, cell.row_span, cell.col_span)


def _numbered_lines(text: str, group: Any, items: dict[str, Any]) -> str:
    """Return a cell's text, its paragraphs that Word numbers with their numbers."""
    lines = text.split("\n")
    waiting = [items[c.cref] for c in group.children if c.cref in items]
    while waiting:
        item = waiting.pop(0)
        waiting = [*(items[c.cref] for c in item.children if c.cref in items), *waiting]
        marker, told = _marker(item), _said(item)
        if marker and told in lines:
            lines[lines.index(told)] = f"{marker}{told}"
    return "\n".join(lines)
