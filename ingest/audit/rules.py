"""The audit's rules as data (勾稽规则): read from `rules.toml`, and how a finding cites one."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

from ingest.document import Document
from ontology.records import Finding, Span


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what kind of finding it makes, how grave, which form or law it comes from, and what it still takes as equal."""

    id: str
    title: str
    kind: str
    severity: Literal["info", "warning", "error"]
    form: str
    tolerance: Decimal


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by its id."""
    data = tomllib.loads(files(__package__).joinpath("rules.toml").read_text("utf-8"))
    return {r["id"]: Rule(**{**r, "tolerance": Decimal(r["tolerance"])}) for r in data["rule"]}


def tolerance(rule: str) -> Decimal:
    """Return what a rule still takes as equal."""
    return rules()[rule].tolerance


def finding(document: Document, rule: str, explanation: str, spans: Iterable[Span], confidence: float = 0.9) -> Finding:
    """Return a finding of a rule with the quotes of its spans, in order and once each."""
    places = tuple(dict.fromkeys(spans))
    cited = rules()[rule]
    return Finding(
        kind=cited.kind, severity=cited.severity, explanation=f"{cited.title}：{explanation}", rule=rule,
        quotes=tuple(document.quote(p) for p in places), spans=places, confidence=confidence,
    )
