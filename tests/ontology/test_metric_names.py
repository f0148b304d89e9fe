"""The names of figures are good SKOS, complete, and each said for what it may stand for (指标称谓)."""

from collections import Counter
from importlib.resources import files

from rdflib import RDF, SKOS, Graph

from ontology.metric_names import metric_names


def graph() -> Graph:
    """Return the lists as a Turtle parser reads them."""
    found = Graph()
    for part in files("ontology").joinpath("lists").iterdir():
        if part.name.startswith("metrics-"):
            found.parse(data=part.read_text(encoding="utf-8"), format="turtle")
    return found


def test_the_regular_form_is_read_as_turtle_is() -> None:
    read = graph()
    names = metric_names()
    assert len(names) == len(set(read.subjects(RDF.type, SKOS.Concept))) > 700
    said = sorted((str(s).rpartition("#")[2], str(o)) for s, o in read.subject_objects(SKOS.hiddenLabel))
    assert said == sorted((name.id, phrase) for name in names for phrase in name.said)
    labels = [*read.subject_objects(SKOS.prefLabel), *read.subject_objects(SKOS.altLabel)]
    schemes = {str(s) for s in read.subjects(RDF.type, SKOS.ConceptScheme)}
    kept = sorted((str(s).rpartition("#")[2], str(o)) for s, o in labels if str(s) not in schemes)
    assert kept == sorted((name.id, phrase) for name in names for phrase in (*name.printed, *name.english))


def test_every_figure_has_a_printed_and_an_english_name() -> None:
    assert all(name.printed and name.english and name.field for name in metric_names())
    assert max(Counter(name.id for name in metric_names()).values()) == 1


def test_what_is_said_for_one_figure_is_not_the_usual_name_of_another() -> None:
    figures = [name for name in metric_names() if name.field != "words"]
    usual = {name.printed[0]: name.id for name in figures}
    wrong = [(said, name.id) for name in figures for said in name.said if usual.get(said, name.id) != name.id]
    assert wrong == []


def test_a_saying_is_more_than_one_character_unless_it_is_an_act() -> None:
    assert [said for name in metric_names() if name.field != "words" for said in name.said if len(said.replace(" ", "")) < 2] == []
