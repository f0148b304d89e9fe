"""The code lists (代码表): kinds of department with their fields of duty, topics of facts, indicator hierarchies; all SKOS in `lists/`.

A text belongs to the field whose words it uses most: `skos:altLabel` are telling words, `skos:hiddenLabel` weak ones.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rdflib import RDF, SKOS, Graph
from rdflib.term import Node

from ontology.ids import fold

OTHER = "其他"
_COMMON, _TOWNSHIP = "综合", "乡镇街道"
_WEAK = 1.0
_TELLING = 2.0
_PER_CHARACTER = 0.5  # a longer word is a rarer one
_LEADING = 0.5  # the subject of a phrase comes first
_ACTIVITY_SHARE = 0.5  # 食品案件 is about food: what a thing concerns goes before how it is done


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry of a list: notation (its Chinese name), English name, telling and weak words; an `activity` says how, not about what."""

    notation: str
    english: str
    telling: tuple[str, ...]
    weak: tuple[str, ...]
    activity: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of department (部门类别): the words its names contain and its fields of duty (职责领域)."""

    name: str
    english: str
    words: tuple[str, ...]
    fields: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A place in an indicator hierarchy (指标层级): canonical name, its other names, the level above or None, the hierarchy."""

    name: str
    others: tuple[str, ...]
    above: str | None
    hierarchy: str


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the kinds of department, in order of their names; 综合 holds what every department does."""
    graph = _lists("fields-")
    found = (_kind(graph, iri) for iri in graph.subjects(RDF.type, SKOS.ConceptScheme))
    return tuple(sorted(found, key=lambda k: k.name))


@cache
def indicator_levels() -> tuple[Level, ...]:
    """Return the first and second levels of the usual indicator hierarchies, in order of hierarchy and name."""
    graph = _lists("indicator-")
    found = []
    for iri in graph.subjects(RDF.type, SKOS.Concept):
        above, scheme = graph.value(iri, SKOS.broader), graph.value(iri, SKOS.inScheme)
        others = _words(graph, iri, SKOS.altLabel)
        name = str(graph.value(iri, SKOS.notation))
        found.append(Level(name, others, str(graph.value(above, SKOS.notation)) if above else None, _label(graph, scheme, "zh")))
    return tuple(sorted(found, key=lambda level: (level.hierarchy, level.above or "", level.name)))


@lru_cache(maxsize=4096)
def kind_of(department: str) -> str | None:
    """Return the kind of a department by its name (部门类别): the longest telling word, then the first; None where none fits."""
    name = department.replace("人民政府", "政府")  # which is no 民政
    found = [(kind.name != _TOWNSHIP, len(word), -name.find(word), kind.name) for kind in kinds() for word in kind.words if word in name]
    return max(found)[3] if found else None


def field_of(text: str, department: str | None) -> str | None:
    """Return the field of duty a text belongs to (职责领域) among those of its department's kind; None where no word tells."""
    return _best(text, kind_of(department) if department else None)


def topic_of(text: str, department: str | None = None) -> str:
    """Return the topic of a fact (事实主题), `其他` where no word tells; without a department the fields of all kinds compete."""
    return _best(text, kind_of(department) if department else None) or OTHER


@lru_cache(maxsize=16384)
def _best(text: str, kind: str | None) -> str | None:
    """Return the notation with the highest score; ties go to the list's order."""
    folded = fold(text)
    words, pattern = _vocabulary(kind)
    scores: dict[str, float] = {}
    seen: set[str] = set()
    for match in pattern.finditer(folded):
        word = match[0]
        if word not in seen:
            seen.add(word)
            lead = _LEADING * (1 - match.start() / len(folded))
            for notation, weight, activity in words[word]:
                gain, before = weight * (1 + lead), scores.get(notation, 0.0)
                scores[notation] = max(before, gain) if activity else before + gain
    return max(scores, key=lambda n: scores[n]) if scores else None


@cache
def _vocabulary(kind: str | None) -> tuple[dict[str, list[tuple[str, float, bool]]], re.Pattern[str]]:
    """Return folded word → (notation, weight, activity) and the pattern that finds the longest words; None takes all kinds."""
    words: dict[str, list[tuple[str, float, bool]]] = {}
    for one in kinds():
        if kind is None or one.name in (kind, _COMMON):
            for concept in one.fields:
                share = _ACTIVITY_SHARE if concept.activity else 1.0
                for word in concept.telling:
                    words.setdefault(fold(word), []).append(
                        (concept.notation, share * (_TELLING + _PER_CHARACTER * len(word)), concept.activity)
                    )
                for word in concept.weak:
                    words.setdefault(fold(word), []).append((concept.notation, share * _WEAK, concept.activity))
    longest = sorted(words, key=lambda w: (-len(w), w))
    return words, re.compile("|".join(map(re.escape, longest)))


def _kind(graph: Graph, iri: Node) -> Kind:
    concepts = tuple(_concept(graph, member) for member in sorted(graph.subjects(SKOS.inScheme, iri), key=str))
    return Kind(_label(graph, iri, "zh"), _label(graph, iri, "en"), _words(graph, iri, SKOS.hiddenLabel), concepts)


def _concept(graph: Graph, iri: Node) -> Concept:
    return Concept(
        notation=str(graph.value(iri, SKOS.notation)),
        english=_label(graph, iri, "en"),
        telling=_words(graph, iri, SKOS.altLabel),
        weak=_words(graph, iri, SKOS.hiddenLabel),
        activity=(iri, SKOS.related, None) in graph,
    )


def _words(graph: Graph, iri: Node, predicate: Node) -> tuple[str, ...]:
    return tuple(sorted(str(o) for o in graph.objects(iri, predicate)))


def _label(graph: Graph, iri: Node | None, language: str) -> str:
    return next(str(o) for o in graph.objects(iri, SKOS.prefLabel) if getattr(o, "language", None) == language)


def _lists(prefix: str) -> Graph:
    graph = Graph()
    for part in sorted(files("ontology").joinpath("lists").iterdir(), key=lambda p: p.name):
        if part.name.startswith(prefix) and part.name.endswith(".ttl"):
            graph.parse(data=part.read_text(encoding="utf-8"), format="turtle")
    return graph
