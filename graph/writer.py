"""Bundles into the graph and out again, each in one explicit transaction (图写入)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from graph import queries
from graph.client import Graph, Transaction
from graph.project import EdgeRow, NodeRow, Projection, project
from graph.relating import relations, unknown
from graph.schema import SHARED, statements
from ontology.records import Bundle

BATCH = 1000
CLEAR_BATCH = 2000
Row = dict[str, Any]


def prepare(graph: Graph) -> None:
    """Make sure that keys and indexes are there; one look where they are."""
    there = {row["name"] for row in graph.read(queries.DEFINED)}
    missing = tuple(text for name, text in statements().items() if name not in there)
    if missing:
        graph.define(missing)


def write(graph: Graph, bundle: Bundle, live: bool) -> None:
    """Put a bundle into the graph in place of what its report had there before: all of it, or nothing."""
    exchange(graph, [(bundle, live)], ())


def exchange(graph: Graph, arriving: Iterable[tuple[Bundle, bool]], leaving: Iterable[str]) -> None:
    """Put bundles in and take reports out at one moment: a query sees all of it, or nothing."""
    projections = [(project(bundle), bundle.report_id, live) for bundle, live in arriving]
    gone = sorted(leaving)

    def work(transaction: Transaction) -> None:
        for report in gone:
            _remove(transaction, report)
        for projection, report, live in projections:
            _remove(transaction, report)
            _insert(transaction, projection)
            transaction.run(queries.SET_LIVE, ids=[report], live=live).consume()

    graph.execute_write(work)


def delete(graph: Graph, report_id: str) -> None:
    """Remove a report, all it owns, and every shared node that no other report supports."""

    def work(transaction: Transaction) -> None:
        _remove(transaction, report_id)

    graph.execute_write(work)


def clear(graph: Graph) -> None:
    """Remove everything, in bites that fit the engine's memory."""
    for query in queries.CLEAR.values():

        def work(transaction: Transaction, query: str = query) -> int:
            record = transaction.run(query, limit=CLEAR_BATCH).single()
            return int(record["gone"]) if record else 0

        while graph.execute_write(work):
            pass


def report_states(graph: Graph) -> dict[str, bool]:
    """Return every report in the graph and whether readers see it."""
    return {row["id"]: bool(row["live"]) for row in graph.read(queries.REPORT_STATES)}


def _remove(transaction: Transaction, report_id: str) -> None:
    if transaction.run(queries.HAS_REPORT, report=report_id).single() is None:
        return  # all that a report brings is found through it, so there is nothing to look for
    for query in queries.DELETE_REPORT:
        transaction.run(query, report=report_id).consume()


def _insert(transaction: Transaction, projection: Projection) -> None:
    new = unknown(transaction, projection.nodes)
    _run(transaction, _node_batches(projection.nodes))
    _run(transaction, _edge_batches((*projection.edges, *relations(transaction, projection.nodes, new))))


def _run(transaction: Transaction, batches: Iterable[tuple[str, list[Row]]]) -> None:
    for query, rows in batches:
        transaction.run(query, rows=rows).consume()


def _node_batches(nodes: Iterable[NodeRow]) -> Iterator[tuple[str, list[Row]]]:
    by_label: dict[str, list[Row]] = defaultdict(list)
    for node in nodes:
        by_label[node.label].append({"id": node.id, "props": node.props})
    for label, rows in by_label.items():
        query = queries.MERGE_NODES[label] if label in SHARED else queries.CREATE_NODES[label]
        yield from ((query, batch) for batch in _batches(rows))


def _edge_batches(edges: Iterable[EdgeRow]) -> Iterator[tuple[str, list[Row]]]:
    """An edge between shared nodes that says nothing of its own follows from their keys, so it may be there already."""
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for edge in edges:
        kind = (edge.type, edge.source_label, edge.target_label)
        derived = kind in queries.MERGE_EDGES and not edge.props
        query = queries.MERGE_EDGES[kind] if derived else queries.CREATE_EDGES[kind]
        by_kind[query].append({"source": edge.source, "target": edge.target, "props": edge.props})
    for query, rows in by_kind.items():
        yield from ((query, batch) for batch in _batches(rows))


def _batches(rows: list[Row]) -> Iterator[list[Row]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
