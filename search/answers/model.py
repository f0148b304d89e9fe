"""The shape of an answer (答案), as the contract of `ask` says; numbers are JSON numbers, computed as Decimal."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainSerializer

from ontology.records import Span
from search.plan import Intent, Plan


def _as_number(value: Decimal | str | None) -> int | float | str | None:
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(_as_number, return_type=Any, when_used="json")]


class Part(BaseModel):
    """A part of an answer; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class AnswerRow(Part):
    """One figure or statement the answer rests on, with its evidence; `value_base` is in the dimension's base unit."""

    department: str
    region: str | None = None
    year: int | None = None
    metric: str
    value: Annotated[Decimal | str | None, PlainSerializer(_as_number, return_type=Any, when_used="json")] = None
    unit: str | None = None
    value_base: Number | None = None
    unit_base: str | None = None
    bound: str | None = None
    target: str | None = None
    actual: str | None = None
    weight: Number | None = None
    score: Number | None = None
    note: str | None = None
    report_id: str
    quote: str
    span: Span


class Result(Part):
    """A computed figure (计算结果) and what it was computed of."""

    value: Number
    unit: str
    of: str


class Citation(Part):
    """A place in a report that the answer opens at."""

    report_id: str
    title: str
    quote: str
    span: Span


class Answer(Part):
    """The answer to a question: every number in `answer` stands in a row, a quote, the result or the question."""

    question: str
    intent: Intent
    plan: Plan
    answerable: bool
    answer: str
    rows: list[AnswerRow] = []
    result: Result | None = None
    citations: list[Citation] = []
    elapsed_ms: float = 0.0
