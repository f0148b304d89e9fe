"""The list of units in Turtle and the units that amounts are read with are the same."""

from decimal import Decimal
from importlib.resources import files

from rdflib import RDF, SKOS, Graph, Namespace

from ontology.quantity import DIMENSIONS, parse_unit

QUDT = Namespace("http://qudt.org/schema/qudt/")
FACTOR = Namespace("https://w3id.org/jixiao/units#").factor


def units() -> Graph:
    graph = Graph()
    return graph.parse(data=files("ontology").joinpath("lists", "units.ttl").read_text(encoding="utf-8"), format="turtle")


def test_the_same_units_in_the_same_dimensions() -> None:
    graph = units()
    listed = set()
    for unit in graph.subjects(RDF.type, QUDT.Unit):
        kind = graph.value(unit, QUDT.hasQuantityKind)
        symbol, name, factor = (str(graph.value(*at)) for at in ((unit, QUDT.symbol), (kind, SKOS.notation), (unit, FACTOR)))
        listed.add((name, f"{symbol}={factor}"))
        above, _, below = factor.partition("/")
        read = parse_unit(symbol)
        assert (read.dimension, read.factor) == (name, Decimal(above) / Decimal(below or 1)), symbol
    assert listed == {(name, unit) for name, text in DIMENSIONS.items() for unit in text.split()}


def test_every_dimension_is_named_in_both_languages() -> None:
    graph = units()
    for kind in graph.subjects(RDF.type, QUDT.QuantityKind):
        assert {getattr(o, "language", None) for o in graph.objects(kind, SKOS.prefLabel)} == {"zh", "en"}
