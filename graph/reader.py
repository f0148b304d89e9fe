"""What the graph knows, of live reports only (图读取)."""

import json
from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from typing import Any

from graph import queries
from graph.client import Graph
from graph.keys import label_of
from graph.other_names import other_names
from graph.schema import SECTION_LABELS
from ontology.fact_row import NAME_FIELD, FactRow
from ontology.ids import fold
from ontology.records import FAMILIES

Row = dict[str, Any]
_CONTEXT = {"id", "section", "report_id", "department", "adcode", "region", "year", "report_year", "name", "quote", "span"}
_OWN = [f.name for f in fields(FactRow) if f.name not in _CONTEXT]
_SECTION_OF = {label: section for section, label in SECTION_LABELS.items()}
_EXACT = {"value", "value_wan", "weight", "score"}


def reports(graph: Graph, report_ids: Iterable[str] | None = None) -> list[Row]:
    """Return the live reports: `report_id`, `department_id` and the report's fields as printed (aliases as a list).

    A report whose division is unknown counts to the department of its name, where only one of that name has a known division.
    """
    rows = graph.read(queries.REPORTS, reports=None if report_ids is None else sorted(report_ids))
    same = _same_body(graph)
    return [{**_report(row["report"]), "department_id": same.get(row["department_id"], row["department_id"])} for row in rows]


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
    if report_ids is not None and ids is None and sections is None and departments is None and years is None:
        named = sorted(set(report_ids))
        return graph.together(lambda: _all_of(graph, named))
    wanted = None if ids is None else sorted(ids)
    chosen = set(NAME_FIELD) if sections is None else set(sections)
    if wanted is not None:
        chosen &= {fact.split("/")[1] for fact in wanted}
    params: Row = {
        "ids": wanted,
        "reports": _reports_of(wanted, report_ids),
        "departments": with_loose(graph, departments),
        "years": None if years is None else sorted(years),
    }
    return graph.together(lambda: _facts(graph, chosen, wanted, params))


def _facts(graph: Graph, chosen: set[str], wanted: list[str] | None, params: Row) -> list[FactRow]:
    context = {r["report_id"]: r for r in reports(graph)} if params["reports"] is None else _by_id(graph, params["reports"])
    texts = {**queries.FACTS, **(queries.FACTS_BY_ID if wanted is not None else {})}
    rows = [
        _fact_row(section, row, context[row["report"]])
        for section, text in texts.items()
        if section in chosen
        for row in graph.read(text, **(params if wanted is None else {**params, "ids": [i for i in wanted if f"/{section}/" in i]}))
        if row["report"] in context  # a report may have been retired between the two reads
    ]
    return sorted(rows, key=lambda row: _place(row.id))


def _all_of(graph: Graph, report_ids: list[str]) -> list[FactRow]:
    found = graph.read(queries.FACTS_OF_REPORTS, reports=report_ids)
    context = _by_id(graph, report_ids)
    rows = [
        _fact_row(_SECTION_OF[label], row, context[row["report"]])
        for row in found
        for label in row["labels"]
        if label in _SECTION_OF and row["report"] in context
    ]
    return sorted(rows, key=lambda row: _place(row.id))


def _by_id(graph: Graph, report_ids: Iterable[str]) -> dict[str, Row]:
    """Return live reports by their ids, without the department that each counts to."""
    rows = [_report(row["report"]) for row in graph.read(queries.REPORTS_BY_ID, reports=sorted(report_ids))]
    return {report["report_id"]: report for report in rows}


def unmet(graph: Graph, report_ids: Iterable[str] | None = None) -> list[FactRow]:
    """Return the indicators of live reports whose target was not reached (未达标指标), ordered as `facts` does."""
    found = graph.read(queries.UNMET, reports=None if report_ids is None else sorted(report_ids))
    context = _by_id(graph, {row["report"] for row in found})
    rows = [_fact_row("indicators", row, context[row["report"]]) for row in found if row["report"] in context]
    return sorted(rows, key=lambda row: _place(row.id))


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
        "reports": None if report_ids is None else sorted(report_ids),
        "departments": with_loose(graph, called(graph, department)) if department else None,
        "duty": fold(duty) if duty else None,
        "year": year,
    }
    context = {report["report_id"]: report for report in reports(graph, report_ids)}
    found = [row for row in graph.read(queries.SPENDING, **params) if row["report"] in context]
    paths = [_path(row, row["served"], context[row["report"]]) for row in found]
    return sorted(paths, key=lambda path: _place(path["fact_id"]))


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
    params = {"reports": None if report_ids is None else sorted(report_ids)}
    rows = [_finding(row) for row in graph.read(queries.FINDINGS, **params)]
    return sorted(rows, key=lambda row: _place(row["id"]))


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


def _reports_of(ids: list[str] | None, report_ids: Iterable[str] | None) -> list[str] | None:
    """Facts named by id restrict the reports, which spares the engine all others."""
    if ids is None:
        return None if report_ids is None else sorted(report_ids)
    named = {fact.split("/")[0] for fact in ids}
    return sorted(named if report_ids is None else named & set(report_ids))


def _place(fact: str) -> tuple[str, int, int]:
    report, section, index = fact.split("/")
    return report, list(FAMILIES).index(section) if section in FAMILIES else len(FAMILIES), int(index)


def _report(props: Row) -> Row:
    """Return a report's properties under the names of `ReportFields`."""
    report = {key: value for key, value in props.items() if not key.endswith("_num")}
    report["report_id"] = report.pop("id")
    if "self_score" in report:
        report["self_score"] = Decimal(report["self_score"])
    report["candidates"] = json.loads(report.get("candidates", "[]"))
    report["aliases"] = list(report.get("aliases", []))
    return report


def _region(report: Row) -> str | None:
    name: str | None = report.get("county") or report.get("city") or report.get("province")
    return name


def _printed_name(report: Row) -> str:
    return str(report.get("department") or report["source_name"])


def _department(key: str, of_it: list[Row]) -> Row:
    printed = [_printed_name(report) for report in of_it]
    name = min(set(printed), key=lambda n: (-printed.count(n), n))
    also = {alias for report in of_it for alias in report["aliases"]} | set(printed)
    return {
        "id": key,
        "name": name,
        "adcode": of_it[0].get("adcode"),
        "region": _region(of_it[0]),
        "aliases": sorted(also - {name}),
        "years": sorted({report["fiscal_year"] for report in of_it if report.get("fiscal_year") is not None}),
        "reports": [report["report_id"] for report in of_it],
    }


def _fact_row(section: str, row: Row, report: Row) -> FactRow:
    props = row["fact"] if "quote" in row["fact"] else row["stated"]
    own = {name: _value(name, props[name]) for name in _OWN if name in props}
    return FactRow(
        id=row["id"],
        section=section,
        report_id=row["report"],
        department=_printed_name(report),
        adcode=report.get("adcode"),
        region=_region(report),
        year=props.get("year") or report.get("fiscal_year"),
        report_year=report.get("fiscal_year"),
        name=props[NAME_FIELD[section]],
        quote=props["quote"],
        span=(props["span_start"], props["span_end"]),
        **own,
    )


def _value(name: str, stored: Any) -> Any:
    return Decimal(stored) if name in _EXACT else stored


def _path(row: Row, served: Row, report: Row) -> Row:
    return {
        "fact_id": served["fact_id"],
        "report_id": row["report"],
        "department": _printed_name(report),
        "department_id": row["department_id"],
        "duty": served["duty"],
        "duty_id": row["duty_id"],
        "project": served["project"],
        "project_id": row["project_id"],
        "link": served["basis"],
        "score": served["score"],
        "value_wan": Decimal(served["value_wan"]) if "value_wan" in served else None,
        "role": None,
        "year": report.get("fiscal_year"),
        "quote": served["quote"],
        "span": (served["span_start"], served["span_end"]),
    }


def _finding(row: Row) -> Row:
    finding: Row = dict(row["finding"])
    finding["spans"] = [tuple(span) for span in json.loads(finding["spans"])]
    return {**finding, "facts": row["facts"]}
