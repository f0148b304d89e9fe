"""The keys of nodes that several reports share: functions of names alone, so that the order of ingest never matters."""

from ontology.ids import fold, node_id
from ontology.quantity import dimension, parse
from ontology.records import Bundle, Indicator, Outcome
from ontology.schema import node_classes

_PREFIXES = {"d": "Department", "u": "OrgUnit", "y": "Duty", "p": "Project", "m": "Metric"}
_OF_REPORT = {c.section: c.label for c in node_classes() if c.section and not c.shared}


def label_of(node: str) -> str:
    """Return the label of a node's id, which its form tells."""
    parts = node.split("/")
    if node.startswith("r_"):
        return _OF_REPORT.get(parts[1], "Report") if len(parts) > 1 else "Report"
    if node.isascii() and node.isdigit():
        return "Region"
    prefix, _, rest = node.partition("_")
    return _PREFIXES.get(prefix, "Field") if rest else "Field"


def department_name(bundle: Bundle) -> str:
    """Return the name a report's facts go by: its department as printed, else the file it came from."""
    return bundle.report.department or bundle.source_name


def department_key(name: str, adcode: str | None) -> str:
    """Return the id of a Department (部门): one body across years and spellings, told apart by its division."""
    return node_id("d", adcode or "", name)


def unit_key(department: str, name: str) -> str:
    """Return the id of an OrgUnit (机构) of a department's id."""
    return node_id("u", department, name)


def duty_key(department: str, head: str) -> str:
    """Return the id of a Duty (职责) of a department's id, by its head clause."""
    return node_id("y", department, head)


def project_key(department: str, name: str) -> str:
    """Return the id of a Project (项目) of a department's id."""
    return node_id("p", department, name)


def metric_of(fact: Indicator | Outcome) -> tuple[str, str, str]:
    """Return id, folded name and unit dimension of the Metric (指标概念) that a fact measures."""
    if isinstance(fact, Outcome):
        name, kind = fold(fact.metric), dimension(fact.unit)
    else:
        name, kind = fold(fact.name), _indicator_dimension(fact)
    return node_id("m", name, kind), name, kind


def _indicator_dimension(fact: Indicator) -> str:
    """An indicator has no unit of its own: its target or, failing that, its actual value says what it is measured in."""
    for printed in (fact.target, fact.actual):
        amount = parse(printed) if printed else None
        if amount is not None:
            return dimension(amount.unit)
    return ""
