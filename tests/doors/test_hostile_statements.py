"""Two hundred hostile statements at the SPARQL door: none writes, leaves, or runs long; those for Cypher are thrown by the contract."""

import pytest

from doors import hostile
from graph.errors import QueryError, QueryTimedOut
from graph.triples import TripleStore
from homes import sample
from ingest.extract import extract
from ingest.readers.read import read
from ontology.ids import report_id
from ontology.records import Bundle


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    data = sample(7).read_bytes()
    return extract(read(sample(7).name, data), report_id(data))


def test_there_are_enough() -> None:
    assert len(set(hostile.cypher())) >= 200 and len(set(hostile.sparql())) >= 200


@pytest.fixture(scope="module")
def triples(tmp_path_factory: pytest.TempPathFactory) -> TripleStore:
    return TripleStore(tmp_path_factory.mktemp("rdf"))


def test_no_statement_writes_or_leaves_through_the_sparql_door(triples: TripleStore, bundle: Bundle) -> None:
    live = {bundle.report_id: "digest"}
    before = list(triples.dump(live, lambda _: bundle))
    passed = []
    for statement in hostile.sparql():
        try:
            triples.query(statement, live, lambda _: bundle, timeout_s=5.0, max_rows=10)
            passed.append(statement)
        except QueryError:
            continue
    assert not passed and list(triples.dump(live, lambda _: bundle)) == before


def test_sparql_products_end_in_time(triples: TripleStore, bundle: Bundle) -> None:
    for statement in hostile.SPARQL_PRODUCTS:
        with pytest.raises(QueryTimedOut):
            triples.query(statement, {bundle.report_id: "digest"}, lambda _: bundle, timeout_s=1.0)


@pytest.mark.parametrize(
    "words",
    [
        "SELECT ?service { ?service ?add ?load } LIMIT 1",
        "SELECT * { ?s <https://w3id.org/jixiao/ontology#drop> 'DELETE; SERVICE' } # INSERT",
        "PREFIX load: <urn:x> SELECT * { ?s load:create ?o }",
        'ASK { ?s ?p "SERVICE <urn:x>" }',
    ],
)
def test_harmless_words_pass_the_sparql_door(triples: TripleStore, bundle: Bundle, words: str) -> None:
    assert triples.query(words, {bundle.report_id: "digest"}, lambda _: bundle).columns
