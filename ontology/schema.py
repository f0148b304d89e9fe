"""The ontology as read from its Turtle (本体): node classes, edges and their properties, from which the graph, tables and RDF derive."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.namespace import OWL
from rdflib.term import Node

JX = Namespace("https://w3id.org/jixiao/ontology#")
SCHEMA = Namespace("https://schema.org/")
PARTS = ("jixiao.ttl", "jixiao-report.ttl", "jixiao-money.ttl", "jixiao-results.ttl", "jixiao-relations.ttl")


@dataclass(frozen=True, slots=True)
class Property:
    """A stored property: graph and column name, IRI, XSD type by its short name, several values or one."""

    name: str
    iri: str
    datatype: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class NodeClass:
    """A class of nodes: `key` is unique, `properties` name what may be stored, `indexed` what is looked up.

    `shared` nodes stay while one report supports them, others live with their report; `record` and `section` name the Python record.
    """

    label: str
    iri: str
    key: str
    properties: tuple[str, ...]
    indexed: tuple[str, ...]
    shared: bool
    record: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class EdgeType:
    """An edge between two labels with the properties it may carry."""

    name: str
    source: str
    target: str
    properties: tuple[str, ...]
    iri: str


@cache
def ontology() -> Graph:
    """Return the whole ontology as one RDF graph, parsed once a process; treat it as read-only."""
    graph = Graph()
    for part in PARTS:
        graph.parse(data=files("ontology").joinpath(part).read_text(encoding="utf-8"), format="turtle")
    return graph


@cache
def node_classes() -> tuple[NodeClass, ...]:
    """Return the classes that are nodes of the graph, in order of their labels."""
    found = (_node_class(iri, label) for iri, label in ontology().subject_objects(JX.graphLabel))
    return tuple(sorted(found, key=lambda c: c.label))


@cache
def edge_types() -> tuple[EdgeType, ...]:
    """Return the edges of the graph, one for each pair of labels they join, sorted."""
    return tuple(sorted(_edges(), key=lambda e: (e.name, e.source, e.target)))


@cache
def properties() -> tuple[Property, ...]:
    """Return every stored property, in order of their names."""
    graph = ontology()
    found = (_property(iri, str(name)) for iri, name in graph.subject_objects(JX.stored))
    return tuple(sorted(found, key=lambda p: p.name))


@cache
def record_fields(class_iri: str) -> frozenset[str]:
    """Return the record fields that the ontology gives a class; properties added in projection are not among them."""
    graph, iri = ontology(), URIRef(class_iri)
    owned = set(graph.subjects(SCHEMA.domainIncludes, iri)) - set(graph.subjects(JX.derivedOn, iri))
    return frozenset(str(name) for prop in owned for name in graph.objects(prop, JX.recordField))


@cache
def record_classes() -> dict[str, str]:
    """Return record type name → class IRI."""
    return {str(name): str(iri) for iri, name in ontology().subject_objects(JX.record)}


def _node_class(iri: Node, label: Node) -> NodeClass:
    graph = ontology()
    owned = [p for p in graph.subjects(SCHEMA.domainIncludes, iri) if (p, JX.stored, None) in graph]
    indexed = {p for p in owned if (p, JX.indexed, None) in graph}
    key = str(graph.value(iri, JX.graphKey))
    return NodeClass(
        label=str(label), iri=str(iri), key=key, properties=_names(owned), indexed=tuple(n for n in _names(indexed) if n != key),
        shared=str(graph.value(iri, JX.lifetime)) == "shared", record=_text(iri, JX.record), section=_text(iri, JX.section),
    )  # fmt: skip


def _edges() -> Iterator[EdgeType]:
    graph = ontology()
    labels = {iri: str(label) for iri, label in graph.subject_objects(JX.graphLabel)}
    for iri, name in graph.subject_objects(JX.graphEdge):
        carried = tuple(sorted(str(p) for p in graph.objects(iri, JX.edgeProperty)))
        for source in graph.objects(iri, SCHEMA.domainIncludes):
            for target in graph.objects(iri, SCHEMA.rangeIncludes):
                yield EdgeType(str(name), labels[source], labels[target], carried, str(iri))


def _property(iri: Node, name: str) -> Property:
    graph = ontology()
    datatype = str(graph.value(iri, RDFS.range)).rpartition("#")[2]
    return Property(name, str(iri), datatype, (iri, JX.many, None) in graph)


def _names(iris: set[Node] | list[Node]) -> tuple[str, ...]:
    graph = ontology()
    return tuple(sorted(str(graph.value(iri, JX.stored)) for iri in iris))


def _text(iri: Node, predicate: URIRef) -> str | None:
    value = ontology().value(iri, predicate)
    return None if value is None else str(value)


def declared(kind: str) -> frozenset[str]:
    """Return the IRIs of one kind of term: Class, ObjectProperty, DatatypeProperty or AnnotationProperty."""
    return frozenset(str(iri) for iri in ontology().subjects(RDF.type, OWL[kind]))
