"""What may stand in a graph property, and back: exact decimals, and cells that JSON can hold."""

from decimal import Decimal
from typing import Any

from neo4j.graph import Node, Path, Relationship


def plain(value: Any) -> Any:
    """Return a cell of a Bolt answer as JSON holds it: nodes and edges as mappings, dates and the like as text."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": plain(dict(value))}
    if isinstance(value, Relationship):
        ends = [node.get("id") if node is not None else None for node in (value.start_node, value.end_node)]
        return {"type": value.type, "source": ends[0], "target": ends[1], "properties": plain(dict(value))}
    if isinstance(value, Path):
        return {"nodes": [plain(node) for node in value.nodes], "edges": [plain(edge) for edge in value.relationships]}
    if isinstance(value, dict):
        return {str(key): plain(value[key]) for key in sorted(value)}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def stored(name: str, value: Any) -> dict[str, Any]:
    """Return the properties that hold one field; absent and empty fields are left out.

    A Decimal is kept exact as text, beside a float `<name>_num` that queries can compare, because Bolt has no decimals.
    """
    if value is None or value == ():
        return {}
    if isinstance(value, Decimal):
        return {name: str(value), f"{name}_num": float(value)}
    if isinstance(value, tuple):
        return {name: list(value)}
    return {name: value}
