"""The keys of nodes that several reports share: functions of names alone, so that the order of ingest never matters."""

from graph.naming import body, duty_name, project_name
from ontology.ids import node_id
from ontology.records import Bundle
from ontology.schema import node_classes

_PREFIXES = {"d": "Department", "u": "OrgUnit", "y": "Duty", "p": "Project", "m": "Metric"}
_OF_REPORT = {c.section: c.label for c in node_classes() if c.section and not c.shared} | {"amounts": "Amount"}


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
    return node_id("d", adcode or "", body(name, adcode).core)


def unit_key(department: str, name: str) -> str:
    """Return the id of an OrgUnit (机构) of a department's id."""
    return node_id("u", department, name)


def duty_key(department: str, head: str) -> str:
    """Return the id of a Duty (职责) of a department's id, by its head clause."""
    return node_id("y", department, duty_name(head).core)


def project_key(department: str, name: str) -> str:
    """Return the id of a Project (项目) of a department's id, the same every year."""
    return node_id("p", department, project_name(name).core)


def amount_key(report: str, index: int) -> str:
    """Return the id of the index-th Amount (资金) of a report's projects."""
    return f"{report}/amounts/{index}"
