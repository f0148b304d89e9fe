"""Bundles against the shapes (校验): `shapes/*.ttl` is SHACL; its simple constraints are checked natively, fast, with the same result.

SHACL proper (`validate_rdf`) runs on RDF; the native check reads the same files and is held equal to it by a test.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from rdflib import RDF, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology.ids import fact_id
from ontology.quantity import wan
from ontology.records import FAMILIES, Bundle
from ontology.statements import ID, Statement, datatype, statements

_ROUNDED = Decimal("0.01")  # amounts in 元 are printed in 万元 with two decimals
Severity = Literal["Violation", "Warning", "Info"]


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken constraint: the fact's id, the property's name, SHACL's name of the constraint; `structural` ones refuse the bundle."""

    node: str
    path: str
    constraint: str
    severity: Severity
    message: str

    @property
    def structural(self) -> bool:
        """Whether the bundle may not go live."""
        return self.severity == "Violation"


@dataclass(frozen=True, slots=True)
class _Rule:
    path: str
    constraints: tuple[tuple[str, Any], ...]
    severity: Severity
    message: str


def validate(bundle: Bundle) -> list[Violation]:
    """Return what is wrong with a bundle: broken shapes, and quotes that do not stand at their spans (校验结果)."""
    found = [v for one in statements(bundle) for v in _check(one)]
    return found + list(_misplaced(bundle)) + list(_misconverted(bundle))


def validate_rdf(data: Graph) -> set[tuple[str, str, str]]:
    """Run SHACL proper over RDF (a plain in-memory graph); return (node, property name, constraint) of each result."""
    import pyshacl  # half a second that only this check pays

    _, report, _ = pyshacl.validate(data, shacl_graph=shapes(), inference="none", advanced=False)
    if not isinstance(report, Graph):
        raise TypeError(f"no validation report but {report!r}")
    return {_result(report, one) for one in report.subjects(RDF.type, SH.ValidationResult)}


@cache
def shapes() -> Graph:
    """Return all shapes as one graph, parsed once a process; treat it as read-only."""
    graph = Graph()
    for part in sorted(files("ontology").joinpath("shapes").iterdir(), key=lambda p: p.name):
        if part.name.endswith(".ttl"):
            graph.parse(data=part.read_text(encoding="utf-8"), format="turtle")
    return graph


def _misplaced(bundle: Bundle) -> Iterator[Violation]:
    """A quote must be the text at its span; no shape can say so, because it needs the text."""
    for section in FAMILIES:
        for index, fact in enumerate(getattr(bundle, section)):
            if bundle.text[fact.span[0] : fact.span[1]] != fact.quote:
                node = fact_id(bundle.report_id, section, index)
                yield Violation(node, "quote", "QuoteAtSpan", "Violation", "引文与原文位置不符")


def _misconverted(bundle: Bundle) -> Iterator[Violation]:
    """An amount in 万元 must be its value in its unit; 万 alone is taken for money by its context, so it is left out."""
    for section in ("finance", "projects"):
        for index, fact in enumerate(getattr(bundle, section)):
            money = wan(fact.value, fact.unit) if isinstance(fact.value, Decimal) and fact.unit else None
            if money is not None and fact.value_wan is not None and abs(money - fact.value_wan) > _ROUNDED:
                node = fact_id(bundle.report_id, section, index)
                yield Violation(node, "valueWan", "ConvertedAmount", "Warning", f"万元值{fact.value_wan}与{fact.value}{fact.unit}不符")


def _check(one: Statement) -> Iterator[Violation]:
    for rule in _rules().get(one.cls, ()):
        values = one.values.get(rule.path, ())
        for name, parameter in rule.constraints:
            if not _CHECKS[name](one, URIRef(rule.path), values, parameter):
                component = f"{name[0].upper()}{name[1:]}ConstraintComponent"
                yield Violation(one.id, _local(rule.path), component, rule.severity, rule.message)


_Check = Callable[[Statement, URIRef, tuple[Any, ...], Any], bool]
_CHECKS: dict[str, _Check] = {
    "minCount": lambda _, __, values, limit: len(values) >= limit,
    "maxCount": lambda _, __, values, limit: len(values) <= limit,
    "datatype": lambda _, prop, values, wanted: all(datatype(prop, v) == wanted for v in values),
    "minLength": lambda _, __, values, limit: all(len(str(v)) >= limit for v in values),
    "maxLength": lambda _, __, values, limit: all(len(str(v)) <= limit for v in values),
    "pattern": lambda _, __, values, pattern: all(re.search(pattern, str(v)) for v in values),
    "in": lambda _, __, values, allowed: all(v in allowed for v in values),
    "minInclusive": lambda _, __, values, limit: all(Decimal(str(v)) >= limit for v in values),
    "maxInclusive": lambda _, __, values, limit: all(Decimal(str(v)) <= limit for v in values),
    "lessThan": lambda one, _, values, other: all(v < w for v in values for w in one.values.get(other, ())),
}
_NUMBERS = {"minCount", "maxCount", "minLength", "maxLength"}


@cache
def _rules() -> dict[str, tuple[_Rule, ...]]:
    """Return class IRI → the rules of every shape that targets it."""
    graph, rules = shapes(), dict[str, list[_Rule]]()
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        for target in graph.objects(shape, SH.targetClass):
            rules.setdefault(str(target), []).extend(_rule(part) for part in graph.objects(shape, SH.property))
    return {cls: tuple(sorted(found, key=lambda r: (r.path, r.message))) for cls, found in rules.items()}


def _rule(part: Node) -> _Rule:
    graph = shapes()
    severity = graph.value(part, SH.severity)
    level: Severity = "Warning" if severity == SH.Warning else "Info" if severity == SH.Info else "Violation"
    constraints = []
    for predicate, value in graph.predicate_objects(part):
        name = _local(str(predicate))
        if name in _CHECKS:
            constraints.append((name, _parameter(name, value)))
        elif name not in ("path", "message", "severity"):
            raise ValueError(f"shapes use sh:{name}, which the native check does not know")
    message = next(str(m) for m in graph.objects(part, SH.message) if getattr(m, "language", None) == "zh")
    return _Rule(str(graph.value(part, SH.path)), tuple(sorted(constraints, key=lambda c: c[0])), level, message)


def _parameter(name: str, value: Node) -> Any:
    if name == "in":
        return frozenset(str(item) for item in Collection(shapes(), value))
    if name in _NUMBERS:
        return int(str(value))
    if name in ("minInclusive", "maxInclusive"):
        return Decimal(str(value))
    return URIRef(str(value)) if name == "datatype" else str(value)


def _result(report: Graph, one: Node) -> tuple[str, str, str]:
    node = str(report.value(one, SH.focusNode)).removeprefix(str(ID))
    path, component = report.value(one, SH.resultPath), report.value(one, SH.sourceConstraintComponent)
    return node, _local(str(path)), _local(str(component))


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]
