"""Questions over HTTP (问答接口)."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api import asking, auditing, years
from api.errors import WrongUse
from api.http.models import AnswerView, AskBody, Findings, Groups, Hits, Paths, QueryBody, SparqlBody, Table
from api.http.models_years import Trends
from api.http.paging import PageCursor, PageSize, page
from api.http.provided import OpenStore
from api.views import plain

router = APIRouter(tags=["questions"])
Limit = Annotated[int, Query(ge=1, le=100, description="most results (最多条数)")]
Words = Annotated[str, Query(max_length=500, description="what to look for (检索词)", examples=["知识产权质押融资"])]
Department = Annotated[str | None, Query(max_length=200, description="department's name (部门名称)")]
Year = Annotated[int | None, Query(ge=0, le=9999, description="fiscal year (年度)", examples=[2023])]


@router.post("/ask", response_model=AnswerView)
def ask(body: AskBody, store: OpenStore) -> dict[str, Any]:
    """提问：an answer computed from typed facts, each number with its quote and span; a plan sent back is run again."""
    if not body.question.strip() and body.plan is None:
        raise WrongUse("give a question or a plan")
    return dict(plain(asking.ask(store, body.question, body.plan)))


@router.get("/search", response_model=Hits)
def search(
    store: OpenStore,
    q: Words,
    kind: Annotated[str, Query(max_length=200, description="comma-separated kinds (类别)")] = "passage,duty,project,indicator,outcome",
    region: Annotated[str | None, Query(max_length=100, description="name or six-digit code; covers what lies under it (地区)")] = None,
    year: Year = None,
    department: Department = None,
    limit: Limit = 10,
) -> dict[str, Any]:
    """检索：hybrid search over passages and facts; filters hold before scoring."""
    kinds = tuple(k.strip() for k in kind.split(",") if k.strip())
    return asking.find(store, q, asking.Filters(kinds, region, year, department, limit))


@router.get("/indicators/similar", response_model=Groups)
def similar(store: OpenStore, q: Words, department: Department = None, limit: Limit = 10) -> dict[str, Any]:
    """相似指标：indicators and metrics alike across regions."""
    return asking.find_similar(store, q, department, limit)


@router.get("/spending", response_model=Paths)
def spending(
    store: OpenStore,
    department: Department = None,
    duty: Annotated[str | None, Query(max_length=200, description="words of the duty (职责用词)")] = None,
    year: Year = None,
    limit: PageSize = 500,
    cursor: PageCursor = "",
) -> dict[str, Any]:
    """职责与支出：which money serves which duty."""
    rows = asking.spending(store, department, duty, year)["paths"]
    return page("paths", rows, lambda row: f"{row['report_id']}/{row['span'][0]:09}/{row['fact_id']}", limit, cursor)


@router.get("/trends", response_model=Trends)
def trends(
    store: OpenStore,
    department: Annotated[str, Query(max_length=200, description="department's name (部门名称)")],
    metric: Annotated[str, Query(max_length=200, description="words that the measure's name holds (指标用词)")] = "",
) -> dict[str, Any]:
    """历年：a department's measures over its years, each point with its quote."""
    return years.trends(store, department, metric)


@router.get("/audit", response_model=Findings)
def audit(
    store: OpenStore,
    report: Annotated[str | None, Query(max_length=300, description="report id or file name (报告)")] = None,
    limit: PageSize = 500,
    cursor: PageCursor = "",
) -> dict[str, Any]:
    """勾稽：what contradicts itself, in one report or all, and between two years of a department."""
    found = auditing.findings(store, report)["findings"]
    places = {id(row): f"{row['report_id']}/{number:06}" for number, row in enumerate(found)}
    return page("findings", found, lambda row: places[id(row)], limit, cursor)


@router.post("/sparql", response_model=Table)
def sparql(body: SparqlBody, store: OpenStore) -> dict[str, Any]:
    """图查询：a SPARQL query as JSON in, JSON out; /sparql speaks the SPARQL 1.1 Protocol."""
    return asking.sparql(store, body.query)


@router.post("/cypher", response_model=Table)
def cypher(body: QueryBody, store: OpenStore) -> dict[str, Any]:
    """图查询：a read-only Cypher query, bounded in time and rows."""
    return asking.cypher(store, body.query)
