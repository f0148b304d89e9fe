"""Request and response bodies (报文)."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from search.plan import Plan


class AskBody(BaseModel):
    """A question, or an edited plan to run again (提问)."""

    question: str = Field("", max_length=2000, examples=["哪些局报告了知识产权质押融资数据？"])
    plan: Plan | None = None


class CypherBody(BaseModel):
    """A read-only query (图查询)."""

    query: str = Field(max_length=20_000, examples=["MATCH (d:Department) RETURN d.name ORDER BY d.name LIMIT 10"])


class Page(BaseModel):
    """One page of reports (分页); `cursor` is the next page's, null at the end."""

    reports: list[dict[str, Any]]
    cursor: str | None = None


class Hits(BaseModel):
    """Search hits, best first (命中)."""

    hits: list[dict[str, Any]]


class Groups(BaseModel):
    """Alike indicators, grouped (相似组)."""

    query: str
    groups: list[dict[str, Any]]


class Paths(BaseModel):
    """Duty, project and money (职责支出链)."""

    paths: list[dict[str, Any]]


class Findings(BaseModel):
    """What the audit found (勾稽发现)."""

    findings: list[dict[str, Any]]


class Table(BaseModel):
    """Columns and rows (结果表)."""

    columns: list[str]
    rows: list[list[Any]]
    truncated: bool = False


class JobView(BaseModel):
    """An upload's job (任务): its state, and what became of each file that is done."""

    job_id: str
    state: Literal["queued", "running", "done", "cancelled"]
    total: int
    reports: list[dict[str, Any]]


class Departments(BaseModel):
    """Departments with their reports (部门)."""

    departments: list[dict[str, Any]]


class Regions(BaseModel):
    """Divisions with the number of reports under each (行政区划)."""

    regions: list[dict[str, Any]]


class Neighbours(BaseModel):
    """Nodes next to one (邻居)."""

    id: str
    neighbours: list[dict[str, Any]]
