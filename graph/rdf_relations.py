"""The edges between shared nodes as RDF (共享节点关系的 RDF): alike metrics and departments of one name, in a graph of their own.

They follow from two reports and belong to neither, so they stand in the named graph `jxd:relations`, kept in step with the reports.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize

from graph.metrics import Metric
from graph.project import EdgeRow, NodeRow, project
from graph.rdf import BASE, PREFIXES, RDF, TYPE, edge_quads, iri, merged, quads
from graph.relating import alike, namesakes
from ontology.records import Bundle

RELATIONS = NamedNode(BASE + "relations")
_JX = PREFIXES["jx"]
_SIMILAR, _KNOWN = NamedNode(_JX + "similarTo"), NamedNode(_JX + "alsoKnownAs")
_PARTS = {"name": _JX + "name", "dimension": _JX + "dimension", "measure_type": _JX + "measureType"}


class Shared:
    """The metrics and departments of bundles as they pass by; `quads` relates them all."""

    def __init__(self) -> None:
        self.metrics: dict[str, Metric] = {}
        self.departments: dict[str, dict[str, Any]] = {}

    def seen(self, bundles: Iterable[Bundle]) -> Iterator[Bundle]:
        """Yield the bundles on, and remember what they share."""
        for bundle in bundles:
            for node in project(bundle).nodes:
                self._take(node)
            yield bundle

    def _take(self, node: NodeRow) -> None:
        if node.label == "Metric":
            self.metrics[node.id] = Metric(node.id, node.props["name"], node.props["dimension"], node.props["measure_type"])
        elif node.label == "Department":
            self.departments[node.id] = {"id": node.id, "name": node.props["name"], "adcode": node.props.get("adcode")}

    def quads(self) -> Iterator[Quad]:
        """Yield the relations between all of them, in order."""
        metrics = [self.metrics[key] for key in sorted(self.metrics)]
        yield from _quads(alike(metrics, metrics))
        rows = [self.departments[key] for key in sorted(self.departments)]
        yield from _quads(namesakes(rows, self.departments.keys()))


def written(bundles: Iterable[Bundle], form: OneOf["ttl", "jsonld", "nquads"], path: Path) -> None:
    """Write bundles and the relations between them to a file: N-Quads keeps the graph of each report, Turtle and JSON-LD merge them."""
    shared = Shared()
    if form == "nquads":
        own = (quad for bundle in shared.seen(bundles) for quad in quads(bundle))
        serialize(chain(own, shared.quads()), str(path), RdfFormat.N_QUADS)
    else:
        kind = RdfFormat.TURTLE if form == "ttl" else RdfFormat.JSON_LD
        triples = chain(merged(shared.seen(bundles)), (quad.triple for quad in shared.quads()))
        serialize(triples, str(path), kind, prefixes=PREFIXES)


def refresh(store: Store, before: set[str]) -> None:
    """Bring the relations of a store to its metrics and departments, given the metrics that they were made of before."""
    now = metrics_of(store)
    for gone in before - now:
        _forget(store, NamedNode(iri(gone)), _SIMILAR)
    new = now - before
    if new:
        known = [m for m in (_metric(store, key) for key in sorted(now)) if m is not None]
        store.bulk_extend(_quads(alike([m for m in known if m.id in new], known)))
    for quad in list(store.quads_for_pattern(None, _KNOWN, None, RELATIONS)):
        _forget(store, quad.subject, _KNOWN)
    rows = list(_departments(store))
    store.bulk_extend(_quads(namesakes(rows, {row["id"] for row in rows})))


def metrics_of(store: Store) -> set[str]:
    """Return the ids of the metrics in a store."""
    return {_id(quad.subject) for quad in store.quads_for_pattern(None, TYPE, NamedNode(_JX + "Metric"))}


def _departments(store: Store) -> Iterator[dict[str, Any]]:
    subjects = {quad.subject for quad in store.quads_for_pattern(None, TYPE, NamedNode(_JX + "Department"))}
    for subject in sorted(subjects, key=str):
        yield {"id": _id(subject), "name": _value(store, subject, _JX + "name"), "adcode": _value(store, subject, _JX + "adcode")}


def _metric(store: Store, key: str) -> Metric | None:
    found = {part: _value(store, NamedNode(iri(key)), prop) for part, prop in _PARTS.items()}
    return Metric(key, found["name"], found["dimension"] or "", found["measure_type"] or "") if found["name"] else None


def _value(store: Store, subject: Any, prop: str) -> str | None:
    quad = next(store.quads_for_pattern(subject, NamedNode(prop), None), None)
    return quad.object.value if quad is not None and isinstance(quad.object, Literal) else None


def _forget(store: Store, node: Any, predicate: NamedNode) -> None:
    """Remove the relations of a node with the statements about them."""
    for part, ends in (("subject", (node, None)), ("object", (None, node))):
        for quad in list(store.quads_for_pattern(ends[0], predicate, ends[1], RELATIONS)):
            store.remove(quad)
        for quad in list(store.quads_for_pattern(None, NamedNode(RDF + part), node, RELATIONS)):
            if next(store.quads_for_pattern(quad.subject, NamedNode(RDF + "predicate"), predicate, RELATIONS), None) is not None:
                for told in list(store.quads_for_pattern(quad.subject, None, None, RELATIONS)):
                    store.remove(told)


def _quads(edges: Iterable[EdgeRow]) -> Iterator[Quad]:
    return (quad for edge in edges for quad in edge_quads(edge, RELATIONS))


def _id(term: Any) -> str:
    return str(term.value).removeprefix(BASE)
