"""What the graph knows, of live reports only (图读取)."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from graph import queries
from graph.client import Graph
from graph.keys import label_of
from graph.other_names import other_names
from graph.rows import SECTION_OF, Row, fact_row, finding_row, path_row, place, printed_name, region, report_row
from graph.schema import OWNED, SECTION_LABELS
from ontology.fact_row import NAME_FIELD, FactRow
from ontology.ids import fold


def reports(graph: Graph) -> list[Row]:
    """Return the live reports: `report_id`, `department_id` and the report's fields as printed (aliases as a list).

    A report whose division is unknown counts to the department of its name, where only one of that name has a known division.
    """
    rows = graph.read(queries.REPORTS)
    same = _same_body(graph)
    return [{**report_row(row["report"]), "department_id": same.get(row["department_id"], row["department_id"])} for row in rows]


def _same_body(graph: Graph) -> dict[str, str]:
    """Return the id of a department without a division → the only one of its name that has one."""
    return {row["loose"]: row["placed"][0] for row in graph.read(queries.SAME_BODY) if len(row["placed"]) == 1}


def with_loose(graph: Graph, departments: Iterable[str] | None) -> list[str] | None:
    """Return department ids with those of the same bodies whose division a report leaves open; None stays None (no restriction)."""
    if departments is None:
        return None
    wanted = set(departments)
    return sorted(wanted | {loose for loose, placed in _same_body(graph).items() if placed in wanted})


def departments(graph: Graph) -> list[Row]:
    """Return the departments of live reports: `id`, `name`, `adcode`, `region`, `aliases`, `years`, `reports`.

    The name is the one most reports print (of several, the first in order); all other printed names are aliases, and so are the
    name plates it bears and the bodies it was before, where no report is of them.
    """
    found: dict[str, list[Row]] = {}
    others = other_names(graph)
    for report in reports(graph):
        report["aliases"] += others.get(report["report_id"], [])
        found.setdefault(report["department_id"], []).append(report)
    return [_department(key, of_it) for key, of_it in sorted(found.items())]


def facts(
    graph: Graph,
    *,
    ids: Iterable[str] | None = None,
    report_ids: Iterable[str] | None = None,
    sections: Iterable[str] | None = None,
    departments: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
) -> list[FactRow]:
    """Return facts of live reports, ordered by report, section (as in `FAMILIES`) and place; None means no restriction.

    `departments` are Department ids; `years` are years of the facts. Equal to `ontology.fact_row.rows_of` of the bundle.
    """
    chosen = set(NAME_FIELD) if sections is None else set(sections)
    if departments is None and years is None and (ids is not None or report_ids is not None):
        within = None if report_ids is None else set(report_ids)
        if ids is not None:
            named = sorted({fact for fact in ids if within is None or fact.split("/")[0] in within})
            return graph.together(lambda: _named(graph, named, chosen))
        return graph.together(lambda: _of_reports(graph, sorted(within or ()), None if sections is None else chosen))
    params: Row = {
        "ids": None if ids is None else sorted(ids),
        "reports": None if report_ids is None else sorted(report_ids),
        "departments": with_loose(graph, departments),
        "years": None if years is None else sorted(years),
    }
    return graph.together(lambda: _facts(graph, chosen, params))


def _facts(graph: Graph, chosen: set[str], params: Row) -> list[FactRow]:
    """Return facts of sections by a walk over all reports."""
    context = {report["report_id"]: report for report in reports(graph)}
    found = [(section, row) for section in chosen for row in graph.read(queries.FACTS[section], **params)]
    return _rows(found, context)


def _of_reports(graph: Graph, report_ids: list[str], chosen: set[str] | None) -> list[FactRow]:
    """Return facts of some reports by the index on the reports' ids, of all sections or of those chosen."""
    if chosen is None:
        every = graph.read(queries.FACTS_OF_REPORTS, reports=report_ids)
        found = [(SECTION_OF[label], row) for row in every for label in row["labels"] if label in SECTION_OF]
    else:
        found = [(section, row) for section in chosen for row in graph.read(queries.SECTION_OF_REPORTS[section], reports=report_ids)]
    return _rows(found, _by_id(graph, report_ids))


def _named(graph: Graph, ids: list[str], chosen: set[str]) -> list[FactRow]:
    """Return facts by their ids: by the index on theirs where a node is its report's own, else by that on the reports'."""
    by_section: dict[str, list[str]] = {}
    for fact in ids:
        if (section := fact.split("/")[1]) in chosen:
            by_section.setdefault(section, []).append(fact)
    found = []
    for section, mine in by_section.items():
        if SECTION_LABELS[section] in OWNED:
            rows = graph.read(queries.FACTS_BY_ID[section], ids=mine)
        else:
            wanted = set(mine)
            every = graph.read(queries.SECTION_OF_REPORTS[section], reports=sorted({fact.split("/")[0] for fact in mine}))
            rows = [row for row in every if row["id"] in wanted]
        found += [(section, row) for row in rows]
    return _rows(found, _by_id(graph, {row["report"] for _, row in found}))


def _rows(found: Iterable[tuple[str, Row]], context: Mapping[str, Row]) -> list[FactRow]:
    """Return facts in order; a report may have been retired between the reads of a fact and of its context."""
    rows = [fact_row(section, row, context[row["report"]]) for section, row in found if row["report"] in context]
    return sorted(rows, key=lambda row: place(row.id))


def _by_id(graph: Graph, report_ids: Iterable[str]) -> dict[str, Row]:
    """Return live reports by their ids, without the department that each counts to."""
    rows = [report_row(row["report"]) for row in graph.read(queries.REPORTS_BY_ID, reports=sorted(report_ids))]
    return {report["report_id"]: report for report in rows}


def _read(graph: Graph, of_some: str, of_all: str, report_ids: Iterable[str] | None, **params: Any) -> list[Row]:
    """Return the rows of some reports, found one by one by their ids, or of very many by a walk over all; None are all."""
    wanted = None if report_ids is None else set(report_ids)
    if wanted is not None and len(wanted) <= FEW:
        return graph.read(of_some, reports=sorted(wanted), **params)
    return [row for row in graph.read(of_all, **params) if wanted is None or row["report"] in wanted]


FEW = 500
"""Reports up to which each is looked up; a list of more costs the engine more than what it leaves out."""


def unmet(graph: Graph, report_ids: Iterable[str] | None = None) -> list[FactRow]:
    """Return the indicators of live reports whose target was not reached (未达标指标), ordered as `facts` does."""
    found = _read(graph, queries.UNMET_OF_REPORTS, queries.UNMET, report_ids)
    return _rows([("indicators", row) for row in found], _by_id(graph, {row["report"] for row in found}))


def spending_paths(
    graph: Graph,
    *,
    department: str | None = None,
    duty: str | None = None,
    year: int | None = None,
    report_ids: Iterable[str] | None = None,
) -> list[Row]:
    """Return department → duty → project paths of live reports whose department and duty hold the given words.

    Each has `fact_id`, `report_id`, `department`, `department_id`, `duty`, `duty_id`, `project`, `project_id`, `link` (the basis),
    `score`, `value_wan` (Decimal, 万元), `role`, `year`, `quote` and `span`.
    """
    params = {
        "departments": with_loose(graph, called(graph, department)) if department else None,
        "duty": fold(duty) if duty else None,
        "year": year,
    }
    found = _read(graph, queries.SPENDING_OF_REPORTS, queries.SPENDING, report_ids, **params)
    context = _by_id(graph, {row["report"] for row in found})
    paths = [path_row(row, row["served"], context[row["report"]]) for row in found if row["report"] in context]
    return sorted(paths, key=lambda path: place(path["fact_id"]))


def called(graph: Graph, words: str) -> list[str]:
    """Return the ids of the departments that hold the words in any of their names."""
    wanted = fold(words)
    return [d["id"] for d in departments(graph) if any(wanted in fold(name) for name in (d["name"], *d["aliases"]))]


def passages(graph: Graph, report_ids: Iterable[str]) -> list[Row]:
    """Return the passages of live reports in order: `report_id`, `span`, `quote` and `headings`."""
    rows = graph.read(queries.PASSAGES, reports=sorted(report_ids))
    return [
        {"report_id": row["report"], "span": (row["start"], row["end"]), "quote": row["quote"], "headings": row["headings"] or []}
        for row in rows
    ]


def findings(graph: Graph, report_ids: Iterable[str] | None = None) -> list[Row]:
    """Return findings of live reports with `report_id`, the record's fields and `facts`, the ids of what they concern."""
    rows = [finding_row(row) for row in _read(graph, queries.FINDINGS_OF_REPORTS, queries.FINDINGS, report_ids)]
    return sorted(rows, key=lambda row: place(row["id"]))


def neighbours(graph: Graph, node_id: str, limit: int = 50) -> list[Row]:
    """Return at most `limit` nodes next to a node: `label`, `id`, `props`, `type`, `edge`, `outgoing`.

    What belongs to a report that is not live is left out; an unknown id, or a report that is not live, gives an empty list.
    """
    live = sorted(row["id"] for row in graph.read(queries.REPORT_STATES) if row["live"])
    if node_id.startswith("r_") and node_id.split("/")[0] not in live:
        return []
    return graph.read(queries.NEIGHBOURS[label_of(node_id)], id=node_id, live=live, limit=limit)


def counts(graph: Graph) -> dict[str, int]:
    """Return the number of nodes by label, and of live reports as `live`."""
    by_label = {label: int(graph.read(query)[0]["count"]) for label, query in queries.COUNT_NODES.items()}
    return {**by_label, "live": int(graph.read(queries.COUNT_LIVE)[0]["count"])}


def dump(graph: Graph) -> str:
    """Return the whole graph as sorted JSON lines, the same bytes on either engine and after any order of ingest."""
    lines = [_line({"node": label, **row}) for label, query in queries.ALL_NODES.items() for row in graph.read(query)]
    for kind, query in queries.ALL_EDGES.items():
        lines += [_line({"edge": kind, **row}) for row in graph.read(query)]
    return "".join(line + "\n" for line in sorted(lines))


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def _department(key: str, of_it: list[Row]) -> Row:
    printed = [printed_name(report) for report in of_it]
    name = min(set(printed), key=lambda n: (-printed.count(n), n))
    also = {alias for report in of_it for alias in report["aliases"]} | set(printed)
    return {
        "id": key,
        "name": name,
        "adcode": of_it[0].get("adcode"),
        "region": region(of_it[0]),
        "aliases": sorted(also - {name}),
        "years": sorted({report["fiscal_year"] for report in of_it if report.get("fiscal_year") is not None}),
        "reports": [report["report_id"] for report in of_it],
    }


