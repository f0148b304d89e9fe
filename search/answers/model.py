"""The shape of an answer (答案), as the contract of `ask` says; numbers are JSON numbers, computed as Decimal."""

from pydantic import BaseModel, ConfigDict

from ontology.records import Span
from search.json_number import Number, NumberOrText
from search.plan import Intent, Plan


class Part(BaseModel):
    """A part of an answer; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class AnswerRow(Part):
    """One figure or statement the answer rests on, with its evidence; `value_base` is in the dimension's base unit."""

    department: str
    region: str | None = None
    year: int | None = None
    metric: str
    value: NumberOrText = None
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
    computed_answer: str | None = None
    """The sentence as computed, where a language model has put it in other words in `answer`."""
