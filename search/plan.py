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
    operation: Operation | None = None
    descending: bool = True
    every_item: bool = False
    """All matching items of a department are wanted, not its best one (有哪些 …)."""
    attained: bool | None = None
    full_score: bool | None = None
    fields: tuple[Literal["target", "actual", "weight", "score", "grade", "rating", "use"], ...] = ()
    scope: str | None = None
    unit: str | None = None
    threshold: Decimal | None = None
    limit: int = Field(default=20, ge=1, le=200)
    refusal: Refusal | None = None
    proposed_by: Literal["model"] | None = None
    """Who made the plan where it was not the planner: a configured language model (语言模型); what it may set is confined and checked."""
