"""Forms of the HTTP answers about years and versions (历年与版本)."""

from typing import Any

from pydantic import BaseModel

from api.http.models_facts import FactRow, Open


class TrendLine(Open):
    """One metric concept of a department through the years (历年变化)."""

    metric_id: str
    name: str
    base_unit: str
    years: int
    points: list[FactRow]


class Trends(BaseModel):
    """A department's measures over its years (历年)."""

    department: str
    lines: list[TrendLine]
    truncated: bool


class SectionChanges(BaseModel):
    """What changed in one section of facts (变更)."""

    added: list[Open]
    removed: list[Open]
    changed: list[Open]


class Changes(BaseModel):
    """What changed between two versions of a report (版本差异)."""

    before: dict[str, Any]
    after: dict[str, Any]
    report: dict[str, Any]
    sections: dict[str, SectionChanges]
