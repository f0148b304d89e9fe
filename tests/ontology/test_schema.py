"""The ontology and the record types say the same, and the ontology is complete in both languages."""

import typing

import pytest
from rdflib import RDF, RDFS, Literal, URIRef

from ontology import records
from ontology.fact_row import NAME_FIELD
from ontology.records import FAMILIES, Record
from ontology.schema import JX, SCHEMA, declared, edge_types, node_classes, ontology, properties, record_classes, record_fields

RECORDS = {name: one for name, one in vars(records).items() if isinstance(one, type) and issubclass(one, Record) and one is not Record}
LABELS = (
    "Region Department OrgUnit Report Passage Duty Project FinanceItem Staff Indicator Outcome Metric Problem Measure Finding Field "
    "Amount"
)
EDGES = (
    "PART_OF IN_REGION UNIT_OF ABOUT IN_REPORT NEXT HAS_DUTY IN_FIELD RUNS HAS_ALLOCATION MEASURES SIMILAR_TO SERVED_BY EVIDENCES "
    "EVIDENCED_BY CONCERNS STATES SUPPORTS PREDECESSOR_OF ALSO_KNOWN_AS"
)


def test_every_record_is_a_class_and_every_class_of_a_record_has_one() -> None:
    assert set(record_classes()) == set(RECORDS)


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_record_and_class_have_the_same_fields(name: str) -> None:
    fields = set(RECORDS[name].model_fields)
    if name == "Bundle":  # its sections are classes of their own
        fields -= {*FAMILIES, "anomalies", "report"}
    assert fields == record_fields(record_classes()[name])


def test_sections_are_those_of_the_bundle() -> None:
    sections = {str(section) for section in ontology().objects(None, JX.section)}
    assert sections == {*FAMILIES, "anomalies", "report"}
    by_section = {c.section: c.record for c in node_classes() if c.section}
    assert all(by_section[section] == FAMILIES[section].__name__ for section in NAME_FIELD)


def test_labels_and_edges_of_the_design() -> None:
    assert {c.label for c in node_classes()} == set(LABELS.split())
    assert {e.name for e in edge_types()} == set(EDGES.split())
    assert all(c.key in c.properties for c in node_classes())
    names = {p.name for p in properties()}
    assert all(set(c.indexed) <= set(c.properties) <= names for c in node_classes())


def test_edge_properties_are_declared_or_follow_from_a_fact() -> None:
    known = {p.name for p in properties()} | {"fact_id", "passage"}
    assert {name for e in edge_types() for name in e.properties} <= known


@pytest.mark.parametrize("kind", ["Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty"])
def test_both_languages_everywhere(kind: str) -> None:
    graph = ontology()
    for term in declared(kind):
        for predicate in (RDFS.label, RDFS.comment):
            said = [o for o in graph.objects(URIRef(term), predicate) if isinstance(o, Literal)]
            assert {o.language for o in said} == {"zh", "en"} and all(o.strip() for o in said), (term, predicate)


def test_no_orphan_property_and_no_undefined_class() -> None:
    graph = ontology()
    classes = declared("Class")
    for prop in declared("ObjectProperty") | declared("DatatypeProperty"):
        domains = set(graph.objects(URIRef(prop), SCHEMA.domainIncludes))
        ranges = {*graph.objects(URIRef(prop), RDFS.range), *graph.objects(URIRef(prop), SCHEMA.rangeIncludes)}
        assert domains and ranges, prop
        assert {str(t) for t in domains | ranges if str(t).startswith(str(JX))} <= classes, prop


def test_every_own_term_used_is_declared() -> None:
    graph = ontology()
    used = {t for triple in graph for t in triple if isinstance(t, URIRef) and str(t).startswith(str(JX))}
    assert {t for t in used if (t, RDF.type, None) not in graph} == set()


def test_stored_names_are_unique() -> None:
    names = [str(o) for o in ontology().objects(None, JX.stored)]
    assert len(names) == len(set(names))


def test_many_valued_properties_are_tuples_in_the_records() -> None:
    many = {p.name for p in properties() if p.many}
    tuples = {n for one in RECORDS.values() for n, f in one.model_fields.items() if typing.get_origin(f.annotation) is tuple}
    assert many | {"span", "anomalies", *FAMILIES} == tuples
