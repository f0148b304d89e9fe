"""What the graph may hold, as the ontology says: labels, which nodes a report owns, edges, unique keys and indexes."""

from ontology.fact_row import NAME_FIELD
from ontology.schema import edge_types, node_classes

_CLASSES = {c.label: c for c in node_classes()}

SHARED = tuple(label for label, c in _CLASSES.items() if c.shared)
"""Nodes that several reports speak of; they hold only what follows from their key, and stay while a report SUPPORTS them."""

OWNED = tuple(label for label, c in _CLASSES.items() if not c.shared and label != "Report")
"""Nodes of one report, which live and die with it; each has a `report_id`."""

LABELS = ("Report", *SHARED, *OWNED)

SECTION_LABELS = {section: c.label for section in NAME_FIELD for c in _CLASSES.values() if c.section == section}
"""Section of a bundle → label of the nodes its facts are about."""

EDGES = tuple((e.name, e.source, e.target) for e in edge_types())
"""(type, label of the source, label of the target)."""


def statements() -> dict[str, str]:
    """Return the schema statements by name, harmless to repeat: a unique key for each label, and the ontology's indexes."""
    texts: dict[str, str] = {}
    for label, c in _CLASSES.items():
        name = f"{label.lower()}_{c.key}"
        texts[name] = f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{c.key} IS UNIQUE"
        for prop in c.indexed:
            name = f"{label.lower()}_{prop}"
            texts[name] = f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{prop})"
    return texts
