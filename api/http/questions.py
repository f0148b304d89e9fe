"""Questions over HTTP (问答接口)."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api import asking
from api.errors import WrongUse
from api.http.models import AskBody, CypherBody, Findings, Groups, Hits, Paths, Table
from api.http.provided import OpenStore
from api.views import findings_view, plain

router = APIRouter(tags=["questions"])
Limit = Annotated[int, Query(ge=1, le=100)]


@router.post("/ask")
def ask(body: AskBody, store: OpenStore) -> dict[str, Any]:
    """提问：an answer computed from typed facts, each number with its quote and span; a plan sent back is run again."""
    if not body.question.strip() and body.plan is None:
        raise WrongUse("give a question or a plan")
    return dict(plain(asking.ask(store, body.question, body.plan)))


@router.get("/search", response_model=Hits)
def search(
    store: OpenStore,
    q: Annotated[str, Query(max_length=500)],
    kind: str = "passage,duty,project,indicator,outcome",
    region: str | None = None,
    year: int | None = None,
    department: str | None = None,
    limit: Limit = 10,
) -> dict[str, Any]:
    """检索：hybrid search over passages and facts; filters hold before scoring."""
    kinds = tuple(k.strip() for k in kind.split(",") if k.strip())
    return asking.find(store, q, asking.Filters(kinds, region, year, department, limit))


@router.get("/indicators/similar", response_model=Groups)
def similar(store: OpenStore, q: Annotated[str, Query(max_length=500)], department: str | None = None, limit: Limit = 10) -> dict[str, Any]:
    """相似指标：indicators and metrics alike across regions."""
    return asking.find_similar(store, q, department, limit)


@router.get("/spending", response_model=Paths)
def spending(store: OpenStore, department: str | None = None, duty: str | None = None, year: int | None = None) -> dict[str, Any]:
    """职责与支出：which money serves which duty."""
    return asking.spending(store, department, duty, year)


@router.get("/audit", response_model=Findings)
def audit(store: OpenStore, report: str | None = None) -> dict[str, Any]:
    """勾稽：what contradicts itself, in one report or all."""
    entries = [store.entry(report)] if report else store.catalogue.entries("live")
    return findings_view(store.bundle(e) for e in entries)


@router.post("/sparql", response_model=Table)
def sparql(body: CypherBody, store: OpenStore) -> dict[str, Any]:
    """图查询：a SPARQL query as JSON in, JSON out; /sparql speaks the SPARQL 1.1 Protocol."""
    return asking.sparql(store, body.query)


@router.post("/cypher", response_model=Table)
def cypher(body: CypherBody, store: OpenStore) -> dict[str, Any]:
    """图查询：a read-only Cypher query, bounded in time and rows."""
    return asking.cypher(store, body.query)
