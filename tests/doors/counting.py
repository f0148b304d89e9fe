"""How many facts of each section every door of one store shows (各出口计数)."""

import csv
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import openpyxl
import pyarrow.parquet as pq
import pyoxigraph
from fastapi.testclient import TestClient
from mcp import Client

from api import asking
from api.assistants import assistant_server
from api.exporting import export
from api.formats import Format
from api.http.app import create_app
from api.store import Store
from api.views import facts_view
from graph.schema import SECTION_LABELS
from search.index.documents import KINDS

Counts = dict[str, int]
STATED = "MATCH (r:Report)-[s:STATES]->(f) RETURN labels(f)[0] AS label, count(s) AS n"
STATED_RDF = """
PREFIX jx: <https://w3id.org/jixiao/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s rdf:predicate jx:states ; rdf:object ?f . ?f a ?class } GROUP BY ?class
"""
PLATES = "name_plates"
"""Units of this kind stand apart in the view of a report's facts."""
LABELS = {label: section for section, label in SECTION_LABELS.items()}


def by_cypher(store: Store, _: Path) -> Counts:
    return {LABELS[label]: n for label, n in asking.cypher(store, STATED)["rows"] if label in LABELS}


def by_sparql(store: Store, _: Path) -> Counts:
    rows = asking.sparql(store, STATED_RDF)["rows"]
    return {LABELS[label]: n for label, n in ((iri.rpartition("#")[2], n) for iri, n in rows) if label in LABELS}


def by_csv(store: Store, folder: Path) -> Counts:
    export(store, "csv", folder / "facts.csv")
    with (folder / "facts.csv").open(encoding="utf-8-sig", newline="") as lines:
        return Counter(row["section"] for row in csv.DictReader(lines))


def by_parquet(store: Store, folder: Path) -> Counts:
    export(store, "parquet", folder / "facts.parquet")
    return Counter(pq.read_table(folder / "facts.parquet", columns=["section"])["section"].to_pylist())


def by_xlsx(store: Store, folder: Path) -> Counts:
    export(store, "xlsx", folder / "facts.xlsx")
    book = openpyxl.load_workbook(folder / "facts.xlsx", read_only=True)
    found: Counter[str] = Counter()
    for sheet in book.worksheets:
        head, *rows = sheet.iter_rows(values_only=True)
        found.update(str(row[head.index("section")]) for row in rows)
    book.close()
    return found


def by_turtle(store: Store, folder: Path) -> Counts:
    return _of_rdf(store, "ttl", folder / "all.ttl")


def by_json_ld(store: Store, folder: Path) -> Counts:
    return _of_rdf(store, "jsonld", folder / "all.jsonld")


def by_n_quads(store: Store, folder: Path) -> Counts:
    return _of_rdf(store, "nquads", folder / "all.nq")


def _of_rdf(store: Store, form: Format, path: Path) -> Counts:
    """Count what another program reads from an exported file."""
    export(store, form, path)
    kind = {"ttl": pyoxigraph.RdfFormat.TURTLE, "jsonld": pyoxigraph.RdfFormat.JSON_LD, "nquads": pyoxigraph.RdfFormat.N_QUADS}[form]
    read = pyoxigraph.Store()
    read.bulk_load(path=str(path), format=kind)
    found = read.query(STATED_RDF, use_default_graph_as_union=True)
    rows = [(row["class"].value.rpartition("#")[2], int(row["n"].value)) for row in found]
    return {LABELS[label]: n for label, n in rows if label in LABELS}


def by_view(store: Store, _: Path) -> Counts:
    return _summed([facts_view(store.bundle(entry)) for entry in store.catalogue.entries("live")])


def by_index(store: Store, _: Path) -> Counts:
    sections = {kind: section for section, kind in KINDS.items()}
    live = store.live_ids()
    kinds = Counter(kind for key, kind, *_ in map(json.loads, store.index.export()) if key.split("/")[0] in live)
    return {sections[kind]: n for kind, n in kinds.items() if sections[kind] in SECTION_LABELS}


def by_http(store: Store, _: Path) -> Counts:
    with TestClient(create_app(store.settings)) as client:
        rows = client.get("/api/v1/reports", params={"limit": 500}).json()["reports"]
        return _summed([client.get(f"/api/v1/reports/{row['report_id']}/facts").json() for row in rows])


def by_assistant(store: Store, _: Path) -> Counts:
    return anyio.run(_told, store)


async def _told(store: Store) -> Counts:
    found: Counter[str] = Counter()
    async with Client(assistant_server(store)) as client:
        for report in sorted(store.live_ids()):
            for section in (*SECTION_LABELS, PLATES):
                answer = await client.call_tool("facts", {"report": report, "section": section, "limit": 1000})
                found["units" if section == PLATES else section] += len(json.loads(answer.content[0].text)[section])
    return +found


def _summed(views: list[dict[str, Any]]) -> Counts:
    views = [{**view, "units": view["units"] + view[PLATES]} for view in views]
    return {section: n for section in SECTION_LABELS if (n := sum(len(view[section]) for view in views))}


DOORS: tuple[Callable[[Store, Path], Counts], ...] = (
    by_cypher, by_sparql, by_csv, by_parquet, by_xlsx, by_turtle, by_json_ld, by_n_quads, by_view, by_index, by_http, by_assistant,
)  # fmt: skip


SERVED = "MATCH ()-[e:SERVED_BY]->() RETURN count(e) AS n"
FOUND = "MATCH (f:Finding) RETURN count(f) AS n"
SERVED_RDF = """
PREFIX jx: <https://w3id.org/jixiao/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s rdf:predicate jx:servedBy }
"""
FOUND_RDF = "PREFIX jx: <https://w3id.org/jixiao/ontology#> SELECT (COUNT(DISTINCT ?f) AS ?n) { ?f a jx:Finding }"


def judged(store: Store) -> dict[str, tuple[int, int]]:
    """Return door → how many links of money to duties and how many findings it shows: what is told of facts, not stated by one."""
    views = [facts_view(store.bundle(entry)) for entry in store.catalogue.entries("live")]
    with TestClient(create_app(store.settings)) as client:
        paths = client.get("/api/v1/spending", params={"limit": 500}).json()["paths"]
        findings = [f for f in client.get("/api/v1/audit", params={"limit": 500}).json()["findings"] if not f["report_ids"]]
    return {
        "view": (sum(len(v["duty_spending"]) for v in views), sum(len(v["anomalies"]) for v in views)),
        "cypher": (asking.cypher(store, SERVED)["rows"][0][0], asking.cypher(store, FOUND)["rows"][0][0]),
        "sparql": (asking.sparql(store, SERVED_RDF)["rows"][0][0], asking.sparql(store, FOUND_RDF)["rows"][0][0]),
        "http": (len(paths), len(findings)),
    }


def counted(store: Store, folder: Path) -> dict[str, Counts]:
    """Return door → section → number of facts; exports are written into the folder."""
    return {door.__name__: dict(door(store, folder)) for door in DOORS}
