"""Pages of lists (分页): rows are ordered by a key, and a cursor is the key of the last row given."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import Query

PageSize = Annotated[int, Query(ge=1, le=1000, description="rows a page (每页条数)")]
PageCursor = Annotated[str, Query(max_length=300, description="`cursor` of the page before (上一页给出的游标)")]
Row = dict[str, Any]


def page(name: str, rows: Sequence[Row], key: Callable[[Row], str], limit: int, cursor: str) -> dict[str, Any]:
    """Return the rows after the cursor, at most `limit`, and the next cursor, None at the end."""
    ordered = sorted(rows, key=key)
    later = [row for row in ordered if key(row) > cursor] if cursor else ordered
    chosen = later[:limit]
    return {name: chosen, "cursor": key(chosen[-1]) if len(later) > limit else None}
