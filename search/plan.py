"""The typed plan a question becomes (查询计划): shown with every answer, editable, and run again as sent back."""

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ontology.records import Role

Intent = Literal["lookup", "list", "compare", "aggregate", "trend", "spending", "similar", "target", "structure", "audit", "passage"]
Dimension = Literal["money", "rate", "points", "count", "rank", "score", "duration", "length", "area", "mass", "volume", "energy"]
Operation = Literal[
    "sum", "mean", "ratio", "share", "difference", "times", "rank", "max", "min", "count", "change", "rate_of_change", "check"
]
Measured = Literal["weight", "score", "lost", "rate", "completion", "value"]
Relation = Literal["eq", "gt", "ge", "lt", "le"]
Reason = Literal["region", "department", "year", "figure", "contributor", "personal", "unsafe", "nonsense", "empty"]


class PlanPart(BaseModel):
    """An immutable part of a plan that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(PlanPart):
    """A division named in the question (行政区): `adcode` is GB/T 2260; a province or prefecture covers what lies under it."""

    adcode: str
    name: str
    full_name: str
    said: str


class Ask(PlanPart):
    """One figure or thing that is wanted (所问指标): its words, and what its value must look like."""

    phrase: str
    dimension: Dimension | None = None
    unit: str | None = None
    roles: tuple[Role, ...] = ()
    change: bool = False
    names: bool = False
    """Names are wanted, not a number (是哪几家)."""
    departments: tuple[str, ...] = ()
    """The departments this figure is asked of, where the question pairs them; empty: all of the plan's."""
    standing: bool = False
    """What there is in all is wanted, not what was added (一共有多少个)."""
    of_previous: bool = False
    """The ask is about the one before it (占年初预算的百分之几, 在全市排第几)."""


class Condition(PlanPart):
    """A bound that a row must keep (筛选条件): on its weight, its score, the points it lost, its completion in % or its own value."""

    of: Measured
    relation: Relation
    amount: Decimal = Field(max_digits=30)
    unit: str = ""


class Selection(PlanPart):
    """Which rows of a list are wanted and what is told of them (筛选): indicators, or items of money such as projects."""

    of: Literal["indicators", "items"]
    subject: str = ""
    """Words that the rows' own names must show; empty: any row."""
    levels: tuple[str, ...] = ()
    """Levels of indicators (产出, 质量, 满意度), any of which a row stands under."""
    conditions: tuple[Condition, ...] = ()
    over: bool = False
    """Only indicators whose actual figure passes the target (超额完成)."""
    explained: bool | None = None
    """Only indicators with, or without, a reason for their deviation (偏差原因)."""
    quantified: bool | None = None
    """Only indicators whose target is a figure, or only those whose target is in words (定量, 定性指标)."""
    order_by: Measured | None = None
    """Only the rows with the most of this, or the least where `descending` is not set."""
    descending: bool = True
    first: int | None = Field(default=None, ge=1, le=200)
    tell: Literal["items", "count", "sum", "difference"] = "items"
    summed: Measured | None = None


class Refusal(PlanPart):
    """Why a question cannot be answered (拒答理由), with the words it is about."""

    reason: Reason
    said: str = ""


class Plan(PlanPart):
    """What is to be run over the facts: every field is a condition, an empty one means no condition."""

    intent: Intent
    language: Literal["zh", "en"] = "zh"
    regions: tuple[Place, ...] = ()
    departments: tuple[str, ...] = ()
    department_words: tuple[str, ...] = ()
    report_ids: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    asks: tuple[Ask, ...] = ()
    topic: str = ""
    said: tuple[str, ...] = ()
    """The clauses of an English question without names and words of asking (英文原话), by which meanings are compared."""
    operation: Operation | None = None
    descending: bool = True
    every_item: bool = False
    """All matching items of a department are wanted, not its best one (有哪些 …)."""
    attained: bool | None = None
    full_score: bool | None = None
    selection: Selection | None = None
    """Which rows of a list of indicators or of projects are picked, where the question picks by more than a name."""
    bound: Condition | None = None
    """Only departments whose own figure keeps this (超过200人的部门)."""
    fields: tuple[Literal["target", "actual", "weight", "score", "grade", "rating", "use"], ...] = ()
    scope: str | None = None
    without: tuple[str, ...] = ()
    """Things whose own figures are left out (个体户的不要)."""
    unit: str | None = None
    threshold: Decimal | None = None
    limit: int = Field(default=20, ge=1, le=200)
    refusal: Refusal | None = None
    proposed_by: Literal["model"] | None = None
    """Who made the plan where it was not the planner: a configured language model (语言模型); what it may set is confined and checked."""

    def said_of(self, ask: Ask) -> str:
        """Return what an English question says where it asks for something: its clause, or all of it."""
        each = ask in self.asks and len(self.asks) == len(self.said)
        return self.said[self.asks.index(ask)] if each else " ".join(self.said)

    def points_back(self, index: int) -> bool:
        """Tell whether an English clause leans on the one before it (how many firms did it support)."""
        return 0 < index < len(self.said) == len(self.asks) and self.said[index].startswith(f"{self.said[index - 1]}, ")
