"""The record types: what a report says, each claim with its evidence (事实记录).

Every fact carries `quote`, an exact substring of the report's text, and `span`, `[start, end)` in characters of it.
Amounts are `Decimal`; `None` means not stated, which is neither zero nor 不适用. The names mirror `ontology/jixiao.ttl`.
"""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Span = tuple[int, int]
"""`[start, end)` in characters of a report's text (字符区间)."""

Role = Literal["budget", "adjusted", "final", "prior", "change", "share", "rate"]
Bound = Literal["exact", "ge", "le", "approx"]
Basis = Literal["explicit", "topical", "semantic"]
Confidence = Annotated[float, Field(ge=0.0, le=1.0)]


def overlap(a: Span, b: Span) -> bool:
    """Tell whether two places of a text share a character."""
    return a[0] < b[1] and b[0] < a[1]


class Record(BaseModel):
    """An immutable record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(Record):
    """One claim with its evidence (一条事实); `confidence` is the extractor's own estimate of being right."""

    quote: str = Field(min_length=1)
    span: Span
    confidence: Confidence = 0.95

    @model_validator(mode="after")
    def _span_holds_quote(self) -> Self:
        if self.span[1] - self.span[0] != len(self.quote):
            raise ValueError(f"span {self.span} does not hold a quote of {len(self.quote)} characters")
        return self


NAME_PLATE = "加挂牌子"
"""The kind of a unit that is another name of the department itself, no body beneath it."""


class Unit(Fact):
    """An internal, dispatched, subordinate or predecessor body, or a name plate (内设/派出/直属/前身机构、加挂牌子)."""

    name: str
    kind: str


class Staff(Fact):
    """A head count or establishment figure (编制与人员); `scope` says of which body."""

    metric: str
    value: Decimal
    unit: str
    scope: str | None = None


class Duty(Fact):
    """A standing duty (职责) in the order printed; `head` is its first clause, `field` a notation of the SKOS list."""

    order: int
    head: str
    text: str
    field: str | None = None


class Finance(Fact):
    """An item of money, share or rate of the whole department (收支); `value_wan` is the amount in 万元."""

    item: str
    role: Role
    scope: str | None = None
    year: int | None = None
    value: Decimal
    unit: str
    value_wan: Decimal | None = None


class Amount(Record):
    """A funding part of a project (资金来源构成)."""

    label: str
    value: Decimal
    unit: str
    value_wan: Decimal | None = None


class Project(Fact):
    """A programme or earmarked fund (项目/专项资金), with its amount, parts, rating and use where printed."""

    name: str
    kind: str
    value: Decimal | None = None
    unit: str | None = None
    value_wan: Decimal | None = None
    components: tuple[Amount, ...] = ()
    rating: str | None = None
    use: str | None = None
    year: int | None = None
    aliases: tuple[str, ...] = ()


class Indicator(Fact):
    """One row of an indicator table or list (绩效指标); target and actual stay as printed, `attained` is computed."""

    level1: str | None = None
    level2: str | None = None
    name: str
    target: str | None = None
    actual: str | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    attained: bool | None = None
    deviation: str | None = None


class Outcome(Fact):
    """A number-bearing achievement (成效); `value` with `unit` as printed, `bound` says how exact."""

    metric: str
    value: Decimal
    unit: str
    bound: Bound = "exact"
    actor: str | None = None
    year: int | None = None
    topic: str | None = None


class Problem(Fact):
    """A shortcoming the department admits (存在问题)."""

    text: str


class Measure(Fact):
    """What the department plans to do about it (改进措施)."""

    text: str


class DutySpending(Fact):
    """Money that serves a duty (职责—支出); an amount may serve several duties and is never split."""

    duty: str
    project: str
    value_wan: Decimal | None = None
    basis: Basis
    score: Confidence


class Finding(Record):
    """What the audit found (勾稽发现): the rule, the computation in `explanation`, and every quote it rests on."""

    kind: str
    severity: Literal["info", "warning", "error"]
    explanation: str
    quotes: tuple[str, ...]
    spans: tuple[Span, ...]
    rule: str
    confidence: Confidence = 0.95


class Personal(Fact):
    """A piece of personal data to be masked in every output (个人信息)."""

    kind: Literal["person_name", "phone", "id_number"]


class RegionCandidate(Record):
    """A division the report may belong to, with the clues for it (候选行政区)."""

    adcode: str
    name: str
    score: float
    reasons: tuple[str, ...] = ()


class ReportFields(Record):
    """What the report is: title, type, evaluated year, author, region, score (报告要素)."""

    title: str | None = None
    doc_type: str | None = None
    fiscal_year: int | None = None
    department: str | None = None
    province: str | None = None
    city: str | None = None
    county: str | None = None
    adcode: str | None = None
    level: str | None = None
    self_score: Decimal | None = None
    grade: str | None = None
    aliases: tuple[str, ...] = ()
    candidates: tuple[RegionCandidate, ...] = ()


class Passage(Fact):
    """A complete thought of the report with its heading path (段落)."""

    headings: tuple[str, ...] = ()


class ScannedPage(Record):
    """A page that was recognised from a picture (扫描页), with the mean confidence of its words."""

    number: int
    confidence: Confidence


class Bundle(Record):
    """One immutable extraction of one report: the truth from which graph and index are projected (事实包).

    `origins` says where the text stood in the file, `readings` what recognition read where a form's word was put right
    (`ontology.places`); plain text and bundles of earlier versions have none.
    """

    report_id: str
    extractor: str
    source_name: str
    text: str
    report: ReportFields
    passages: tuple[Passage, ...] = ()
    units: tuple[Unit, ...] = ()
    staff: tuple[Staff, ...] = ()
    duties: tuple[Duty, ...] = ()
    finance: tuple[Finance, ...] = ()
    projects: tuple[Project, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    problems: tuple[Problem, ...] = ()
    measures: tuple[Measure, ...] = ()
    duty_spending: tuple[DutySpending, ...] = ()
    anomalies: tuple[Finding, ...] = ()
    personal: tuple[Personal, ...] = ()
    origins: str = ""
    scanned: tuple[ScannedPage, ...] = ()
    readings: str = ""


FAMILIES: dict[str, type[Fact]] = {
    "passages": Passage, "units": Unit, "staff": Staff, "duties": Duty, "finance": Finance, "projects": Project,
    "indicators": Indicator, "outcomes": Outcome, "problems": Problem, "measures": Measure,
    "duty_spending": DutySpending, "personal": Personal,
}
"""Section of a bundle → the record type it holds; a fact's id is `<report_id>/<section>/<index>`."""
