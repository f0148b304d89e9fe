"""Bodies listed in a table of budget units (部门决算单位构成表)."""

import re
from collections.abc import Iterator

from ingest.document import Document, Flow
from ingest.extractors.units.names import LINK, body_named
from ingest.table_headers import bare

NAMED = re.compile(r"(?:预算|决算|所属|下属|二级|基层)*(?:单位|机构)(?:[（(]部门[)）])?名称|(?:预算|决算|所属|下属|二级)单位")
LISTS = re.compile(r"(?:预算|决算)(?:编[制报])?(?:范围|单位)|单位构成|机构设置|(?:所属|下属|二级)(?:预算)?单位")
ITSELF = re.compile(r"本级|机关(?:[（(].*)?$")


def bodies_tabled(document: Document) -> Iterator[tuple[str, Flow]]:
    """Yield (kind, name) of the bodies in tables that list the units of the budget, the department itself left out."""
    for table in document.tables:
        if not table.header_rows or not _of_units(document, table.span[0], table.caption or ""):
            continue
        heads = [bare(c.text) for c in table.rows[table.header_rows - 1]]
        column = next((i for i, head in enumerate(heads) if NAMED.fullmatch(head)), None)
        for row in table.rows[table.header_rows :] if column is not None else ():
            cell = row[column or 0]
            named = body_named(document.flow(cell.span), LINK) if cell.text and not cell.carried and not ITSELF.search(cell.text) else None
            if named is not None:
                yield "独立预算单位", named


def _of_units(document: Document, at: int, caption: str) -> bool:
    section = document.section_at(at)
    title = section.title if section is not None else ""
    return LISTS.search(caption) is not None or LISTS.search(title) is not None or document.meaning_at(at) == "organisation"
