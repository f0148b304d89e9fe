"""What may stand in a graph property, and back: exact decimals, and cells that JSON can hold."""

import json
from decimal import Decimal
from typing import Any

from neo4j.graph import Node, Path, Relationship

from ontology.records import Record


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


def record_props(record: Record) -> dict[str, Any]:
    """Return the properties that hold a record whole: spans as two numbers, decimals exact, nested parts as JSON text."""
    props: dict[str, Any] = {}
    for name, value in record:
        if name == "span":
            props |= {"span_start": value[0], "span_end": value[1]}
        elif isinstance(value, tuple) and any(isinstance(item, (Record, tuple)) for item in value):
            props[name] = _as_json(value)
        else:
            props |= stored(name, value)
    return props


def _as_json(items: tuple[Any, ...]) -> str:
    """Properties hold no nested lists or maps on either engine, so parts of a record are kept as text."""
    plain = [item.model_dump(mode="json") if isinstance(item, Record) else item for item in items]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
