"""The graph as RDF (图的 RDF 视图): the same nodes and edges as the projection, in the ontology's terms, one named graph a report.

An edge that carries properties is stated twice: as a triple, and as an rdf:Statement that holds them (RDF 1.1, section 5.3).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.project import EdgeRow, NodeRow, project
from graph.schema import SECTION_LABELS, SHARED
from ontology.records import Bundle
from ontology.schema import edge_types, node_classes, properties

FACTS = frozenset(SECTION_LABELS.values())
BASE = "https://w3id.org/jixiao/data/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = NamedNode(RDF + "type")
LABEL = NamedNode(RDFS + "label")
NAMING = ("name", "title", "metric", "head", "item", "text", "explanation")
PREFIXES = {
    "jx": "https://w3id.org/jixiao/ontology#", "jxd": BASE, "rdf": RDF, "rdfs": RDFS, "xsd": XSD, "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#", "qb": "http://purl.org/linked-data/cube#", "skos": "http://www.w3.org/2004/02/skos/core#",
}  # fmt: skip
LEXICAL = {
    "decimal": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)"),
    "double": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?"),
    "integer": re.compile(r"[+-]?\d+"),
    "nonNegativeInteger": re.compile(r"\d+"),
    "positiveInteger": re.compile(r"[1-9]\d*"),
    "gYear": re.compile(r"\d{4}"),
    "boolean": re.compile(r"true|false"),
}


def quads(bundle: Bundle) -> Iterator[Quad]:
    """Yield the quads of a bundle, all in the graph named after its report."""
    graph = NamedNode(iri(bundle.report_id))
    nodes, edges = _rows(bundle)
    for node in nodes:
        yield from _node(node, graph)
    for edge in edges:
        yield from edge_quads(edge, graph)


def merged(bundles: Iterable[Bundle]) -> Iterator[Triple]:
    """Yield the triples of bundles, a node that several of them share as the first of them has it; only shared keys are remembered."""
    seen: set[str] = set()
    for bundle in bundles:
        graph = NamedNode(iri(bundle.report_id))
        nodes, edges = _rows(bundle)
        parts = [(node.id if node.label in SHARED and _stated(node) else None, _node(node, graph)) for node in nodes]
        parts += [(_derived(edge), edge_quads(edge, graph)) for edge in edges]
        for key, found in parts:
            if key is None or key not in seen:
                yield from (quad.triple for quad in found)
        seen |= {key for key, _ in parts if key is not None}


def _derived(edge: EdgeRow) -> str | None:
    """Return the key of an edge that follows from shared ends alone, None for one that a report brings."""
    shared = not edge.props and edge.source_label in SHARED and edge.target_label in SHARED
    return f"{edge.source} {edge.type} {edge.target}" if shared else None


def _rows(bundle: Bundle) -> tuple[list[NodeRow], tuple[EdgeRow, ...]]:
    """Return a bundle's rows; a shared node also says what the bundle's first fact about it says, so that the shapes hold for it."""
    projection = project(bundle)
    said: dict[str, dict[str, Any]] = {}
    for edge in projection.edges:
        if edge.type == "STATES" and edge.target_label in SHARED:
            said.setdefault(edge.target, {k: v for k, v in edge.props.items() if k not in ("fact_id", "name", "reasons")})
    return [NodeRow(n.label, n.id, said.get(n.id, {}) | n.props) for n in projection.nodes], projection.edges


def iri(node_id: str) -> str:
    """Return the IRI of a node's id."""
    return BASE + quote(node_id, safe="/_-.")


@cache
def _classes() -> dict[str, NamedNode]:
    return {c.label: NamedNode(c.iri) for c in node_classes()}


@cache
def _edge_iris() -> dict[str, NamedNode]:
    return {e.name: NamedNode(e.iri) for e in edge_types()}


@cache
def _properties() -> dict[str, tuple[NamedNode, str]]:
    return {p.name: (NamedNode(p.iri), p.datatype) for p in properties()}


def _node(node: NodeRow, graph: NamedNode) -> Iterator[Quad]:
    subject = NamedNode(iri(node.id))
    if _stated(node):
        yield Quad(subject, TYPE, _classes()[node.label], graph)
    name = next((node.props[key] for key in NAMING if node.props.get(key)), None)
    if name is not None:
        yield Quad(subject, LABEL, Literal(str(name), language="zh"), graph)
    yield from _values(subject, node.props, graph)


def _stated(node: NodeRow) -> bool:
    """Tell whether a node may be called a fact: one that a report only mentions, as the project that money is for, may not."""
    return node.label not in FACTS or "quote" in node.props


def edge_quads(edge: EdgeRow, graph: NamedNode) -> Iterator[Quad]:
    """Yield an edge as a triple, and where it carries properties as a statement that holds them."""
    subject, predicate, target = NamedNode(iri(edge.source)), _edge_iris()[edge.type], NamedNode(iri(edge.target))
    yield Quad(subject, predicate, target, graph)
    if edge.props:
        key = "\x1f".join((edge.source, edge.type, edge.target, str(sorted(edge.props.items()))))
        statement = NamedNode(iri("s_" + hashlib.sha256(key.encode()).hexdigest()[:16]))
        yield Quad(statement, TYPE, NamedNode(RDF + "Statement"), graph)
        for part, term in (("subject", subject), ("predicate", predicate), ("object", target)):
            yield Quad(statement, NamedNode(RDF + part), term, graph)
        yield from _values(statement, edge.props, graph)


def _values(subject: NamedNode, props: dict[str, Any], graph: NamedNode) -> Iterator[Quad]:
    """Yield the stored properties that the ontology knows; a float beside an exact decimal is for Cypher only."""
    for name, value in sorted(props.items()):
        if name in _properties() and value is not None:
            predicate, datatype = _properties()[name]
            for one in value if isinstance(value, (list, tuple)) else [value]:
                yield Quad(subject, predicate, _literal(one, datatype), graph)


def _literal(value: Any, datatype: str) -> Literal:
    """Return a literal of the property's type, or a plain string where the printed form is not one of it."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if datatype == "decimal" and "E" in text:
        text = f"{Decimal(text):f}"  # 1E+2 is an exact 100, but no xsd:decimal
    pattern = LEXICAL.get(datatype)
    if pattern is None or not pattern.fullmatch(text):
        return Literal(text)
    return Literal(text, datatype=NamedNode(XSD + datatype))
