"""A bundle as nodes with properties (事实包陈述): what its RDF is made of, and what the shapes are checked against."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.namespace import XSD

from ontology.ids import fact_id
from ontology.records import FAMILIES, Bundle, Record
from ontology.schema import JX, SCHEMA, ontology, record_classes

ID = Namespace("https://w3id.org/jixiao/id/")
_DATATYPES: dict[type, URIRef] = {str: XSD.string, Decimal: XSD.decimal, float: XSD.double, bool: XSD.boolean, int: XSD.integer}


@dataclass(frozen=True, slots=True)
class Statement:
    """One node of a bundle: its id, class IRI, and property IRI → values; absent properties are left out."""

    id: str
    cls: str
    values: dict[str, tuple[Any, ...]]


def statements(bundle: Bundle) -> Iterator[Statement]:
    """Yield the bundle, its report, every fact and finding, and the records inside them, in order."""
    yield _statement(f"{bundle.report_id}/bundle", bundle)
    yield from _with_parts(f"{bundle.report_id}/report", bundle.report)
    for section in (*FAMILIES, "anomalies"):
        for index, record in enumerate(getattr(bundle, section)):
            yield from _with_parts(fact_id(bundle.report_id, section, index), record)


def bundle_graph(bundle: Bundle) -> Graph:
    """Return the bundle's facts as RDF in the terms of the ontology, one node a fact."""
    graph = Graph()
    for one in statements(bundle):
        node = ID[one.id]
        graph.add((node, RDF.type, URIRef(one.cls)))
        for prop, values in one.values.items():
            for value in values:
                graph.add((node, URIRef(prop), _literal(URIRef(prop), value)))
    return graph


def _with_parts(node: str, record: Record) -> Iterator[Statement]:
    yield _statement(node, record)
    for name in type(record).model_fields:
        parts = getattr(record, name, ())
        if isinstance(parts, tuple):
            yield from (_statement(f"{node}/{name}/{i}", part) for i, part in enumerate(parts) if isinstance(part, Record))


def _statement(node: str, record: Record) -> Statement:
    cls = record_classes()[type(record).__name__]
    values: dict[str, tuple[Any, ...]] = {}
    for prop, field, end in _fields(cls):
        value = getattr(record, field, None)
        found = _plain(value if end is None or value is None else value[end])
        if found:
            values[prop] = found
    return Statement(node, cls, values)


def _plain(value: Any) -> tuple[Any, ...]:
    """Return the literal values of a field; records inside are statements of their own, spans are `start-end`."""
    if value is None:
        return ()
    if not isinstance(value, tuple):
        return (value,)
    return tuple("-".join(map(str, v)) if isinstance(v, tuple) else v for v in value if not isinstance(v, Record))


@cache
def _fields(cls: str) -> tuple[tuple[str, str, int | None], ...]:
    """Return (property IRI, record field, index into the field or None) of a class, sorted."""
    graph, iri = ontology(), URIRef(cls)
    owned = set(graph.subjects(SCHEMA.domainIncludes, iri)) - set(graph.subjects(JX.derivedOn, iri))
    ends = {str(JX.spanStart): 0, str(JX.spanEnd): 1}
    found = [(str(p), str(graph.value(p, JX.recordField)), ends.get(str(p))) for p in owned if (p, JX.recordField, None) in graph]
    return tuple(sorted(found))


def datatype(prop: URIRef, value: Any) -> URIRef:
    """Return the datatype a value has in RDF: by its Python type; whole numbers as the property's range, if they can be of it."""
    kind = _DATATYPES.get(type(value), XSD.string)
    declared = ontology().value(prop, _RANGE)
    return URIRef(str(declared)) if kind == XSD.integer and declared is not None and value >= 0 else kind


_RANGE = URIRef("http://www.w3.org/2000/01/rdf-schema#range")


def _literal(prop: URIRef, value: Any) -> RdfLiteral:
    if isinstance(value, str):
        return RdfLiteral(value)  # the library tells a plain literal from one typed xsd:string, RDF 1.1 does not
    return RdfLiteral(str(value).lower() if isinstance(value, bool) else str(value), datatype=datatype(prop, value))
