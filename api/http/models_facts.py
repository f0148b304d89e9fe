"""Forms of facts in answers (事实报文): one for each record type of `ontology.records`, numbers as JSON numbers."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ontology.records import Basis, Bound, Role

Number = int | float


class Open(BaseModel):
    """A body that may hold more fields than are named (可扩展)."""

    model_config = ConfigDict(extra="allow")


class FactRow(Open):
    """One fact with its evidence (事实及出处): `span` is [start, end) in the report's text, `quote` the text there."""

    quote: str
    span: tuple[int, int]


class FactView(FactRow):
    """A fact of one report; `confidence` is the extractor's own estimate of being right (置信度)."""

    confidence: float


class UnitView(FactView):
    """An internal, dispatched, subordinate or former body (机构)."""

    name: str
    kind: str


class StaffView(FactView):
    """A head count or establishment figure (编制与人员)."""

    metric: str
    value: Number
    unit: str
    scope: str | None


class DutyView(FactView):
    """A standing duty (职责) in the order printed."""

    order: int
    head: str
    text: str
    field: str | None


class FinanceView(FactView):
    """An item of money, share or rate of the whole department (收支)."""

    item: str
    role: Role
    scope: str | None
    year: int | None
    value: Number
    unit: str
    value_wan: Number | None = Field(description="in 10,000 yuan (万元)")


class AmountView(BaseModel):
    """A funding part of a project (资金来源构成)."""

    label: str
    value: Number
    unit: str
    value_wan: Number | None


class ProjectView(FactView):
    """A programme or earmarked fund (项目/专项资金)."""

    name: str
    kind: str
    value: Number | None
    unit: str | None
    value_wan: Number | None = Field(description="in 10,000 yuan (万元)")
    components: list[AmountView]
    rating: str | None
    use: str | None
    year: int | None
    aliases: list[str]


class IndicatorView(FactView):
    """One row of an indicator table or list (绩效指标); target and actual as printed, `attained` computed."""

    level1: str | None
    level2: str | None
    name: str
    target: str | None
    actual: str | None
    weight: Number | None
    score: Number | None
    attained: bool | None
    deviation: str | None


class OutcomeView(FactView):
    """A number-bearing achievement (成效)."""

    metric: str
    value: Number
    unit: str
    bound: Bound
    actor: str | None
    year: int | None
    topic: str | None


class TextView(FactView):
    """A problem the department admits, or what it plans to do about one (存在问题、改进措施)."""

    text: str


class DutySpendingView(FactView):
    """Money that serves a duty (职责—支出)."""

    duty: str
    project: str
    value_wan: Number | None
    basis: Basis
    score: float


class FindingRow(Open):
    """Where a report contradicts itself (勾稽发现)."""

    kind: str
    severity: Literal["info", "warning", "error"]
    explanation: str
    quotes: list[str]
    spans: list[tuple[int, int]]


class ReportFieldsView(Open):
    """What the report is (报告要素): title, type, evaluated year, department, region, score."""

    report_id: str
    title: str | None
    doc_type: str | None
    fiscal_year: int | None
    department: str | None
    province: str | None
    city: str | None
    county: str | None
    adcode: str | None = Field(description="GB/T 2260 (行政区划代码)", examples=["341021"])
    level: str | None
    self_score: Number | None
    grade: str | None


class FactsView(BaseModel):
    """All facts of one report (一份报告的全部事实)."""

    report: ReportFieldsView
    text: str
    units: list[UnitView]
    staff: list[StaffView]
    duties: list[DutyView]
    finance: list[FinanceView]
    projects: list[ProjectView]
    indicators: list[IndicatorView]
    outcomes: list[OutcomeView]
    problems: list[TextView]
    measures: list[TextView]
    duty_spending: list[DutySpendingView]
    anomalies: list[FindingRow]
