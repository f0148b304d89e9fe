"""What is exported as RDF is RDF, keeps to the shapes, and says the same in every form (RDF 导出)."""

from pathlib import Path

import pytest
from rdflib import RDF, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import XSD

from api.exporting import export
from api.store import Store
from graph.rdf import iri
from ontology.validate import validate_rdf

JX = Namespace("https://w3id.org/jixiao/ontology#")


@pytest.fixture(scope="module")
def turtle(stocked: Store, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = tmp_path_factory.mktemp("rdf") / "all.ttl"
    export(stocked, "ttl", path)
    return Graph().parse(path)


def test_it_keeps_to_the_shapes(turtle: Graph) -> None:
    assert validate_rdf(turtle) == set()


def test_numbers_are_numbers(turtle: Graph) -> None:
    for prop, kind in ((JX.value, XSD.decimal), (JX.spanStart, XSD.nonNegativeInteger), (JX.confidence, XSD.double)):
        values = [o for o in turtle.objects(None, prop) if isinstance(o, Literal)]
        assert values and {o.datatype for o in values} == {kind}, prop


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")  # rdflib's own parser of JSON-LD calls what rdflib deprecates
def test_every_form_says_the_same(stocked: Store, turtle: Graph, tmp_path: Path) -> None:
    export(stocked, "jsonld", tmp_path / "all.jsonld")
    linked = Dataset(default_union=True)
    linked.parse(data=(tmp_path / "all.jsonld").read_text(encoding="utf-8"), format="json-ld")
    assert len(linked) == len(turtle)
    export(stocked, "nquads", tmp_path / "all.nq")
    quads = Dataset()
    quads.parse(tmp_path / "all.nq", format="nquads")
    graphs = {g.identifier for g in quads.graphs() if len(g)}
    assert graphs == {URIRef(iri(report)) for report in (*stocked.live_ids(), "relations")}
    assert {t for g in quads.graphs() for t in g} >= set(turtle)


def test_the_same_reports_give_the_same_bytes(stocked: Store, tmp_path: Path) -> None:
    for name in ("one.ttl", "two.ttl"):
        export(stocked, "ttl", tmp_path / name)
    assert (tmp_path / "one.ttl").read_bytes() == (tmp_path / "two.ttl").read_bytes()


def test_money_leads_from_duty_to_evidence(turtle: Graph) -> None:
    found = turtle.query(
        "SELECT ?d ?p { ?dep a jx:Department ; jx:hasDuty ?duty . ?duty a jx:Duty ; rdfs:label ?d ; jx:servedBy ?project . "
        "?project rdfs:label ?p }",
        initNs={"jx": JX, "rdf": RDF},
    )
    assert list(found)
