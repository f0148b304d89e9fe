"""Request and response bodies (报文): what every route takes and gives; facts may carry more fields than are named here."""

from typing import Any, Literal

from pydantic import BaseModel, Field, field_validator

from api.http.models_facts import FactRow, FindingRow, Number, Open
from ontology.records import Basis
from search.plan import Plan

Cursor = Field(None, description="give it back as `cursor` for the next page; null at the end (下一页)")


class AskBody(BaseModel):
    """A question, or an edited plan to run again (提问)."""

    question: str = Field(
        "", max_length=2000, description="in Chinese or English (中文或英文问题)", examples=["哪些局报告了知识产权质押融资数据？"]
    )
    plan: Plan | None = Field(None, description="the plan of an earlier answer, edited (修改后的查询计划)")

    @field_validator("plan")
    @classmethod
    def within_reason(cls, plan: Plan | None) -> Plan | None:
        """Refuse numbers that no report holds: they would only cost memory."""
        if plan is not None and any(not 0 <= year <= 9999 for year in plan.years):
            raise ValueError("years lie between 0 and 9999")
        if plan is not None and plan.threshold is not None and abs(plan.threshold.adjusted()) > 30:
            raise ValueError("the threshold has over thirty digits")
        return plan


class QueryBody(BaseModel):
    """A read-only query (图查询)."""

    query: str = Field(
        max_length=20_000, description="Cypher or SPARQL, reading only (只读)", examples=["MATCH (d:Department) RETURN d.name LIMIT 10"]
    )


class SparqlBody(BaseModel):
    """A SPARQL query (SPARQL 查询)."""

    query: str = Field(
        max_length=20_000, description="SELECT, ASK, CONSTRUCT or DESCRIBE (只读)", examples=["SELECT * { ?s ?p ?o } LIMIT 10"]
    )


class ReportRow(BaseModel):
    """One line of the list of reports (报告条目); `path` is the file's name."""

    report_id: str = Field(examples=["r_0123456789abcdef"])
    title: str | None
    department: str | None
    adcode: str | None = Field(description="GB/T 2260 (行政区划代码)", examples=["341021"])
    fiscal_year: int | None = Field(examples=[2023])
    doc_type: str | None
    path: str
    counts: dict[str, int] = Field(description="facts by section (各类事实数)")


class ReportPage(BaseModel):
    """One page of reports (报告分页)."""

    reports: list[ReportRow]
    cursor: str | None = Cursor


class AnswerRowView(FactRow):
    """A figure or statement that an answer rests on (依据); `value_base` is in the dimension's base unit."""

    department: str
    region: str | None
    year: int | None
    metric: str
    value: Number | str | None
    unit: str | None
    value_base: Number | None
    unit_base: str | None
    bound: str | None
    target: str | None
    actual: str | None
    report_id: str


class ResultView(BaseModel):
    """A computed figure and what it was computed of (计算结果)."""

    value: Number
    unit: str
    of: str


class CitationView(FactRow):
    """A place in a report that an answer opens at (引文)."""

    report_id: str
    title: str


class AnswerView(Open):
    """An answer (答案): every number in `answer` stands in a row or the result, every row's quote holds its value."""

    question: str
    intent: str
    plan: dict[str, Any]
    answerable: bool
    answer: str
    rows: list[AnswerRowView]
    result: ResultView | None
    citations: list[CitationView]
    elapsed_ms: float


class HitRow(Open):
    """A place that speaks of the query (命中)."""

    kind: str
    id: str
    score: float
    text: str
    report_id: str
    department: str
    region: str | None
    fiscal_year: int | None
    quote: str
    span: tuple[int, int]


class Hits(BaseModel):
    """Search hits, best first (检索结果)."""

    hits: list[HitRow]


class MemberView(FactRow):
    """A measure as one report prints it (相似指标); `why` says what makes it alike, or not comparable."""

    department: str
    region: str | None
    fiscal_year: int | None
    name: str
    target: str | None
    actual: str | None
    value: Number | None
    unit: str | None
    report_id: str
    score: float
    comparable: bool
    why: str


class GroupView(Open):
    """Alike measures under one label (相似组)."""

    label: str
    score: float
    members: list[MemberView]


class Groups(BaseModel):
    """Alike indicators, grouped (相似指标)."""

    query: str
    groups: list[GroupView]


class PathRow(FactRow):
    """Duty, project and money (职责支出链)."""

    department: str | None
    duty: str
    link: Basis
    score: float
    project: str
    value_wan: Number | None = Field(description="in 10,000 yuan (万元)")
    role: str | None
    year: int | None
    report_id: str


class Paths(BaseModel):
    """One page of paths from duties to money (职责与支出)."""

    paths: list[PathRow]
    cursor: str | None = Cursor


class AuditRow(FindingRow):
    """A finding and the report it is of (勾稽发现); over two years it stands under the later, with the report of each quote."""

    report_id: str
    report_ids: list[str] | None = None


class Findings(BaseModel):
    """One page of what the audit found (勾稽结果)."""

    findings: list[AuditRow]
    cursor: str | None = Cursor


class Table(BaseModel):
    """Columns and rows (结果表); `truncated` says that there are more."""

    columns: list[str]
    rows: list[list[Any]]
    truncated: bool = False
    triples: str | None = Field(None, description="N-Triples of CONSTRUCT and DESCRIBE (三元组)")


class JobFile(BaseModel):
    """What became of one file of an upload (文件结果); `path` is its name."""

    path: str
    report_id: str | None
    status: Literal["new", "unchanged", "updated", "failed"]
    error: str | None
    counts: dict[str, int]
    seconds: float


class JobStage(BaseModel):
    """How far the file in hand is (当前文件): its facts are drawn, it is made findable, it enters the graph."""

    path: str
    stage: Literal["reading", "indexing", "linking"]


class JobView(BaseModel):
    """An upload's job (任务): its state, what became of each file that is done, and the file in hand."""

    job_id: str = Field(examples=["j_0123456789abcdef"])
    state: Literal["queued", "running", "done", "cancelled"]
    total: int = Field(description="files uploaded; an archive counts once (上传文件数)")
    reports: list[JobFile]
    current: JobStage | None = None


class DepartmentRow(Open):
    """A department that reports (部门)."""

    id: str
    name: str | None


class Departments(BaseModel):
    """One page of departments (部门分页)."""

    departments: list[DepartmentRow]
    cursor: str | None = Cursor


class RegionRow(BaseModel):
    """A division with the number of reports under it (行政区划)."""

    adcode: str
    name: str
    level: str
    parent: str | None
    reports: int


class Regions(BaseModel):
    """One page of divisions (行政区划分页)."""

    regions: list[RegionRow]
    cursor: str | None = Cursor


class Neighbours(BaseModel):
    """Nodes next to one (邻居)."""

    id: str
    neighbours: list[dict[str, Any]]


class Deleted(BaseModel):
    """What was removed (已删除)."""

    deleted: str
