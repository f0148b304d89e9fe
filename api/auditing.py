"""What the audit found (勾稽结果): the findings in each report, and those between a department's reports of two years."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from api.store import Store
from api.views import findings_view, plain
from graph.reader import reports
from ingest.audit.across import Across, across
from ontology.records import Bundle


def findings(store: Store, report: str | None = None) -> dict[str, Any]:
    """Return the findings of one report or of all, with those that two years of a department make together.

    A finding over two reports stands under the later one; `report_ids` then says of which report each quote is.
    """
    store.mend()
    entries = [store.entry(report)] if report else store.catalogue.entries("live")
    rows = [row for _, bundle in store.live(entries) for row in findings_view([bundle])["findings"]]
    rows += [_row(found) for found in _between(store, entries[0].report_id if report else None)]
    return {"findings": rows}


def _between(store: Store, wanted: str | None) -> Iterator[Across]:
    """Yield what two reports say together: of one department and kind, of two years that follow, one report each."""
    kept: dict[str, Bundle] = {}
    for earlier, later in _pairs(store):
        if wanted in (None, earlier, later):
            for one in (earlier, later):
                if one not in kept:
                    kept[one] = store.bundle(store.entry(one))
            yield from across(kept[earlier], kept[later])
            kept.pop(earlier, None)


def _pairs(store: Store) -> list[tuple[str, str]]:
    by_year: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for row in reports(store.graph):
        if row.get("fiscal_year") is not None:
            by_year[(row["department_id"], row.get("doc_type") or "", row["fiscal_year"])].append(row["report_id"])
    alone = {key: ids[0] for key, ids in by_year.items() if len(ids) == 1}
    return [(alone[(d, kind, year - 1)], one) for (d, kind, year), one in sorted(alone.items()) if (d, kind, year - 1) in alone]


def _row(found: Across) -> dict[str, Any]:
    return {**plain(found.finding), "report_id": found.report_ids[-1], "report_ids": list(found.report_ids)}
