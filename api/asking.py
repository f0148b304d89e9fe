"""Questions put to a store (问答服务): the same calls behind the command line and HTTP."""

from dataclasses import dataclass
from typing import Any

from api.errors import WrongUse
from api.store import Store
from api.views import plain
from graph.reader import spending_paths
from graph.triples import Solutions
from ontology.regions import named, region
from search.answers import answer
from search.answers.model import Answer
from search.plan import Plan
from search.retrieval.hybrid import Query, search
from search.similar import similar

KINDS = ("passage", "duty", "project", "indicator", "outcome", "finance", "staff", "unit", "problem", "measure")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; a region is an adcode or a name, and covers what lies under it."""

    kinds: tuple[str, ...] = ("passage", "duty", "project", "indicator", "outcome")
    region: str | None = None
    year: int | None = None
    department: str | None = None
    limit: int = 10


def ask(store: Store, question: str, plan: Plan | None = None) -> Answer:
    """Return the answer to a question, or to an edited plan of it; a language model helps where one is configured."""
    model = store.language_model
    if model is None:
        return answer(question, store.source, plan)
    from search.assisting.assisted import assisted  # nothing of it is loaded where no model is configured

    return assisted(question, store.source, model, plan, store.settings.llm_rephrase)


def find(store: Store, query: str, filters: Filters) -> dict[str, Any]:
    """Return the hits of a hybrid search, best first."""
    unknown = [k for k in filters.kinds if k not in KINDS]
    if unknown:
        raise WrongUse(f"no such kind: {', '.join(unknown)}; kinds are {', '.join(KINDS)}")
    store.mend()
    wanted = Query(
        query,
        filters.kinds,
        adcode_prefixes=region_prefixes(filters.region),
        departments=(filters.department,) if filters.department else None,
        years=(filters.year,) if filters.year else None,
        live=store.live_ids(),
        limit=filters.limit,
    )
    hits = search(store.index, wanted)
    return {"hits": [plain(hit) for hit in hits]}


def region_prefixes(wanted: str | None) -> tuple[str, ...] | None:
    """Return the adcode prefixes that a region covers: 2 digits for a province, 4 for a prefecture, 6 for a county."""
    if not wanted:
        return None
    found = [region(wanted)] if wanted.isdigit() else list(named(wanted))
    codes = [r.adcode for r in found if r is not None]
    if not codes:
        raise WrongUse(f"no such region: {wanted}; give its name or its six-digit code (GB/T 2260)")
    return tuple(code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code for code in codes)


def find_similar(store: Store, text: str, department: str | None, limit: int) -> dict[str, Any]:
    """Return indicators and metrics alike across regions, grouped."""
    found = similar(text, store.source, department, limit)
    return dict(plain(found))


def spending(store: Store, department: str | None, duty: str | None, year: int | None) -> dict[str, Any]:
    """Return the paths from duties to projects and their money."""
    store.mend()
    return {"paths": [plain(p) for p in spending_paths(store.graph, department=department, duty=duty, year=year)]}


def cypher(store: Store, query: str, timeout_s: float = 10.0, max_rows: int = 10_000) -> dict[str, Any]:
    """Run a read-only query; returns columns and rows."""
    store.mend()
    found = store.graph.read_only(query, {}, timeout_s=timeout_s, max_rows=max_rows)
    return {"columns": list(found.columns), "rows": plain(found.rows), "truncated": found.truncated}


def sparql(store: Store, query: str, timeout_s: float = 10.0, max_rows: int = 10_000) -> dict[str, Any]:
    """Run a SPARQL query; returns columns and rows, or triples for CONSTRUCT and DESCRIBE."""
    found = solutions(store, query, timeout_s, max_rows)
    return {"columns": list(found.columns), "rows": plain(found.rows), "truncated": found.truncated, "triples": found.triples}


def solutions(store: Store, query: str, timeout_s: float = 10.0, max_rows: int = 10_000) -> Solutions:
    """Run a SPARQL query over the live reports."""
    entries = {e.report_id: e for e in store.catalogue.entries("live")}
    live = {report: e.bundle for report, e in entries.items()}
    by_bundle = {e.bundle: e for e in entries.values()}
    return store.triples.query(query, live, lambda digest: store.bundle(by_bundle[digest]), timeout_s, max_rows)
