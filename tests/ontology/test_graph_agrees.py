"""What the graph writes is what the ontology declares: labels, edges and properties."""

from graph.project import project
from graph.schema import EDGES, LABELS
from ontology.records import Bundle
from ontology.schema import edge_types, node_classes, properties


def declared_name(stored: str) -> str:
    """A decimal is kept twice, exact and as a number to compare."""
    return stored.removesuffix("_num")


def test_labels_and_edges_are_declared() -> None:
    assert set(LABELS) == {c.label for c in node_classes()}
    assert set(EDGES) <= {(e.name, e.source, e.target) for e in edge_types()}


def test_node_properties_are_declared(good: Bundle) -> None:
    allowed = {c.label: set(c.properties) for c in node_classes()}
    for node in project(good).nodes:
        assert {declared_name(name) for name in node.props} <= allowed[node.label], node.label


def test_edge_properties_are_declared(good: Bundle) -> None:
    allowed = {(e.name, e.source, e.target): set(e.properties) for e in edge_types()}
    of_facts = {p.name for p in properties()}
    for edge in project(good).edges:
        names = {declared_name(name) for name in edge.props}
        kind = edge.type, edge.source_label, edge.target_label
        assert names <= allowed[kind] | (of_facts if edge.type == "STATES" else set()), (kind, names - allowed[kind])
