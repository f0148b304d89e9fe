"""Edges between shared nodes that follow from both of them (共享节点之间的关系): alike metrics, departments of one name.

They are made in the transaction that first writes a node, between it and the nodes near it that are there already; each depends on its
two ends alone. So the graph holds all of them after any order of ingest, a new report costs only its neighbourhood, and an edge goes
with the first of its ends.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from graph import queries
from graph.client import Transaction
from graph.metrics import Metric, frequencies, pairs_alike, probes
from graph.project import EdgeRow, NodeRow

Row = dict[str, Any]
UNPLACED = "同名，其中一份报告未能确定行政区划"


def unknown(transaction: Transaction, nodes: Iterable[NodeRow]) -> set[str]:
    """Return the ids of the metrics and departments that the graph does not hold yet."""
    ids: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        if node.label in queries.NEW_OF:
            ids[node.label].append(node.id)
    return {row["id"] for label, some in ids.items() for row in transaction.run(queries.NEW_OF[label], ids=some)}


def relations(transaction: Transaction, nodes: Iterable[NodeRow], new: set[str]) -> Iterator[EdgeRow]:
    """Yield the edges of nodes that were just written for the first time."""
    fresh = [node for node in nodes if node.id in new]
    yield from _alike(transaction, [_metric({"id": n.id, **n.props}) for n in fresh if n.label == "Metric"])
    yield from _namesakes(transaction, {n.id: n.props for n in fresh if n.label == "Department"})


def _alike(transaction: Transaction, metrics: list[Metric]) -> Iterator[EdgeRow]:
    if not metrics:
        return
    ends: Row = {"tails": sorted({m.props["tail"] for m in metrics}), "leads": sorted({m.props["lead"] for m in metrics})}
    near = [_metric(row) for row in transaction.run(queries.NEAR_METRICS, ends).data()]
    yield from alike(metrics, near)


def alike(new: Iterable[Metric], near: Iterable[Metric]) -> Iterator[EdgeRow]:
    """Yield SIMILAR_TO between new concepts and those near them, each pair once, the smaller id first.

    Only concepts with the same last or first words are compared, and of those only such as share one of their rarest pairs of
    characters, without which no two are alike: whether two are linked never depends on a third.
    """
    fresh, known = {m.id: m for m in new}, list(near)
    common = frequencies({m.name for m in (*fresh.values(), *known)})
    held: dict[tuple[str, str, str, str], list[Metric]] = defaultdict(list)
    for one in fresh.values():
        for place in _places(one, common):
            held[place].append(one)
    for other in known:
        beside = {m.id: m for place in _places(other, common) for m in held.get(place, ())}
        meant = [m for m in beside.values() if _in_turn(m, other, fresh)]
        for first, second, found in pairs_alike(meant, [other]):
            why: Row = {"basis": "topical", "score": found.score, "comparable": found.comparable, "reasons": list(found.reasons)}
            yield EdgeRow("SIMILAR_TO", "Metric", first.id, "Metric", second.id, why)


def _places(one: Metric, common: Mapping[str, int]) -> Iterator[tuple[str, str, str, str]]:
    """Yield where a concept is looked for: each of its rarest pairs, on the shelf of its last words and on that of its first."""
    props = one.props
    for pair in probes(one.name, common):
        yield from ((end, props[end], one.measure_type, pair) for end in ("tail", "lead"))


def _in_turn(one: Metric, other: Metric, fresh: Mapping[str, Metric]) -> bool:
    """Of two new concepts, which come both ways, tell one way."""
    return one.id != other.id and not (other.id in fresh and other.id < one.id)


def _namesakes(transaction: Transaction, departments: dict[str, Row]) -> Iterator[EdgeRow]:
    if departments:
        rows = transaction.run(queries.NAMESAKES, names=sorted({d["name"] for d in departments.values()})).data()
        yield from namesakes(rows, departments.keys())


def namesakes(rows: Iterable[Row], new: Set[str]) -> Iterator[EdgeRow]:
    """Relate a department of a report whose division is unknown to those of the same name whose division is known, where one is new."""
    by_name: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_name[row["name"]].append(row)
    for group in by_name.values():
        for one in (row for row in group if row["adcode"] is None):
            for other in group:
                if other["adcode"] is not None and (one["id"] in new or other["id"] in new):
                    why: Row = {"basis": "explicit", "reasons": [UNPLACED]}
                    yield EdgeRow("ALSO_KNOWN_AS", "Department", one["id"], "Department", other["id"], why)


def _metric(row: Row) -> Metric:
    return Metric(row["id"], row["name"], row["dimension"], row["measure_type"])
