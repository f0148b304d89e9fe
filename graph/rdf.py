"""The graph as RDF (图的 RDF 视图): the same nodes and edges as the projection, in the ontology's terms, one named graph a report.

An edge that carries properties is stated twice: as a triple, and as an rdf:Statement that holds them (RDF 1.1, section 5.3).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from typing import Literal as OneOf
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from graph.project import EdgeRow, NodeRow, project
from ontology.records import Bundle
from ontology.schema import edge_types, node_classes, properties

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
    "integer": re.compile(r"[+-]?\d+"),
    "boolean": re.compile(r"true|false"),
}


def quads(bundle: Bundle) -> Iterator[Quad]:
    """Yield the quads of a bundle, all in the graph named after its report."""
    graph = NamedNode(iri(bundle.report_id))
    projection = project(bundle)
    for node in projection.nodes:
        yield from _node(node, graph)
    for edge in projection.edges:
        yield from _edge(edge, graph)


def written(bundles: Iterable[Bundle], form: OneOf["ttl", "jsonld", "nquads"], path: Path) -> None:
    """Write bundles to a file: N-Quads keeps the graph of each report, Turtle and JSON-LD merge them."""
    found = (quad for bundle in bundles for quad in quads(bundle))
    if form == "nquads":
        serialize(found, str(path), RdfFormat.N_QUADS)
    else:
        kind = RdfFormat.TURTLE if form == "ttl" else RdfFormat.JSON_LD
        serialize(merged(found), str(path), kind, prefixes=PREFIXES)


def merged(found: Iterable[Quad]) -> Iterator[Triple]:
    """Yield each triple once, whichever graphs hold it."""
    seen = {quad.triple for quad in found}
    return iter(sorted(seen, key=str))


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
    yield Quad(subject, TYPE, _classes()[node.label], graph)
    name = next((node.props[key] for key in NAMING if node.props.get(key)), None)
    if name is not None:
        yield Quad(subject, LABEL, Literal(str(name), language="zh"), graph)
    yield from _values(subject, node.props, graph)


def _edge(edge: EdgeRow, graph: NamedNode) -> Iterator[Quad]:
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
    pattern = LEXICAL.get(datatype)
    if pattern is None or not pattern.fullmatch(text):
        return Literal(text)
    return Literal(text, datatype=NamedNode(XSD + datatype))
