"""One department through the years, one report through its versions (历年与版本)."""

from typing import Any

from api.errors import WrongUse
from api.store import Store
from api.views import plain
from graph.series import series
from ontology.differences import Difference, differences, fields_changed
from ontology.records import Bundle

TREND_LINES = 200


def trends(store: Store, department: str, words: str = "") -> dict[str, Any]:
    """Return a department's measures over its years, one line a metric concept that holds all the words, longest first."""
    store.mend()
    lines = series(store.graph, department, *words.split())
    rows = [{**plain(line), "years": line.years} for line in lines if line.years]
    return {"department": department, "lines": rows[:TREND_LINES], "truncated": len(rows) > TREND_LINES}


def changes(store: Store, report: str, since: str | None = None) -> dict[str, Any]:
    """Return what changed in a report since the version it replaced, or since another report. Raises WrongUse where there is none."""
    entry = store.entry(report)
    after = store.bundle(entry)
    before = store.bundle(store.entry(since)) if since else store.before(entry)
    if before is None:
        raise WrongUse(f"{entry.report_id} replaced no earlier version; name the report to compare with")
    sections = {name: _section(found) for name, found in differences(before, after).items()}
    fields = {name: {"before": plain(a), "after": plain(b)} for name, (a, b) in fields_changed(before, after).items()}
    return {"before": _head(before), "after": _head(after), "report": fields, "sections": sections}


def _head(bundle: Bundle) -> dict[str, Any]:
    return {"report_id": bundle.report_id, "title": bundle.report.title, "fiscal_year": bundle.report.fiscal_year}


def _section(found: Difference) -> dict[str, Any]:
    changed = [{"before": plain(c.before), "after": plain(c.after), "fields": list(c.fields)} for c in found.changed]
    return {"added": plain(found.added), "removed": plain(found.removed), "changed": changed}
