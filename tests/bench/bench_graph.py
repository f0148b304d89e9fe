"""How writing to the graph scales, and what it costs beside the bare engine (图写入测速); ratios, because times depend on the machine.

    python tests/bench/bench_graph.py --counts 100 1000 [--grow 10000] [--uri bolt://… --password … --pid PID]

`--grow` writes that many into one graph and tells the cost of a report and the engine's memory after each tenth. Generated reports
are extracted once; then their bundles are written one transaction a report, as the pipeline does, and the same rows
once more by bare UNWIND with no look-ups between shared nodes. Without a URI the embedded engine of a temporary home is used.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from generate import generate
from graph import queries, writer
from graph.client import Graph, Transaction
from graph.connect import connect
from graph.project import Projection, project
from graph.schema import SHARED
from graph.triples import TripleStore
from ingest.extract import extract
from ingest.readers.read import read
from ontology.ids import report_id
from ontology.records import Bundle

BATCH = 1000
WARM = 50
TYPICAL = {
    "duties with money": "SELECT ?d (COUNT(DISTINCT ?p) AS ?n) { ?dep jx:hasDuty ?d . ?d jx:servedBy ?p } GROUP BY ?d LIMIT 20",
    "departments of a province": "SELECT DISTINCT ?dep { ?dep jx:inRegion/jx:partOf* ?r . ?r jx:level '省' ; rdfs:label ?name } LIMIT 50",
    "outcomes of a measure": "SELECT ?v ?u { ?o a jx:Outcome ; jx:metric ?m ; jx:value ?v ; jx:unit ?u . "
    "FILTER(CONTAINS(?m, '培训')) } LIMIT 50",
    "all triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "nodes by class": "SELECT ?c (COUNT(?f) AS ?n) { ?f a ?c } GROUP BY ?c",
    "statements by class": "SELECT ?c (COUNT(?s) AS ?n) { ?s rdf:predicate jx:states ; rdf:object ?f . ?f a ?c } GROUP BY ?c",
    "money by item": "SELECT ?i (SUM(?w) AS ?n) { ?f a jx:FinanceItem ; jx:item ?i ; jx:role 'final' ; jx:valueWan ?w } GROUP BY ?i",
    "targets missed": "SELECT ?n ?t { ?i a jx:Indicator ; jx:attained false ; jx:name ?n ; jx:target ?t } LIMIT 50",
}
PREFIXES = (
    "PREFIX jx: <https://w3id.org/jixiao/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)


@dataclass(frozen=True, slots=True)
class Load:
    """Seconds of the first and the last quarter of writes, of all, and how many rows were written."""

    first: float
    last: float
    whole: float
    rows: int


def bundles(count: int, seed: int) -> Iterator[Bundle]:
    """Yield the bundles of generated reports."""
    for made in generate(count, seed):
        data = made.text.encode()
        yield extract(read(made.name, data), report_id(data))


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of the work."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def by_pipeline(graph: Graph, made: Sequence[Bundle]) -> Load:
    """Write the bundles as the pipeline does."""
    seconds = [timed(lambda b=bundle: writer.write(graph, b, live=True)) for bundle in made]
    quarter = max(len(seconds) // 4, 1)
    rows = sum(len(p.nodes) + len(p.edges) for p in map(project, made))
    return Load(sum(seconds[:quarter]) / quarter, sum(seconds[-quarter:]) / quarter, sum(seconds), rows)


def bare(graph: Graph, made: Sequence[Bundle]) -> float:
    """Return the seconds that the same rows take as UNWIND … CREATE, shared ones once, one transaction a report."""
    seen: set[str] = set()
    total = 0.0
    for bundle in made:
        statements = list(_unwinds(project(bundle), seen))

        def work(transaction: Transaction, statements: list[tuple[str, list[dict[str, object]]]] = statements) -> None:
            for query, rows in statements:
                transaction.run(query, rows=rows).consume()

        total += timed(lambda work=work: graph.execute_write(work))
    return total


def _unwinds(projection: Projection, seen: set[str]) -> Iterator[tuple[str, list[dict[str, object]]]]:
    for label in {node.label for node in projection.nodes}:
        rows = [{"id": n.id, "props": n.props} for n in projection.nodes if n.label == label and n.id not in seen]
        query = f"UNWIND $rows AS row CREATE (n:{label} {{id: row.id}}) SET n += row.props"
        yield from ((query, rows[i : i + BATCH]) for i in range(0, len(rows), BATCH))
    seen |= {n.id for n in projection.nodes if n.label in SHARED}
    kinds = {(e.type, e.source_label, e.target_label) for e in projection.edges}
    for kind in kinds:
        found = [e for e in projection.edges if (e.type, e.source_label, e.target_label) == kind]
        rows = [{"source": e.source, "target": e.target, "props": e.props} for e in found]
        yield from ((queries.CREATE_EDGES[kind], rows[i : i + BATCH]) for i in range(0, len(rows), BATCH))


def sparql(made: Sequence[Bundle], folder: Path) -> list[str]:
    """Return lines that say how long typical queries take, the child process included."""
    store, by_id = TripleStore(folder), {b.report_id: b for b in made}
    live = {key: key for key in by_id}
    lines = [f"SPARQL store of {len(made)} reports filled: {timed(lambda: store.query('ASK {}', live, by_id.__getitem__, 600)):.1f} s"]
    for name, query in TYPICAL.items():
        began = used()
        wall = timed(lambda q=query: store.query(PREFIXES + q, live, by_id.__getitem__))
        lines.append(f"  {name:28}{wall * 1000:7.0f} ms, {(used() - began) * 1000:.0f} of processor")
    return lines


def used() -> float:
    """Return the processor seconds of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


@dataclass(frozen=True, slots=True)
class Engine:
    """The process that holds the graph: the embedded engine of a folder, or the server of a given process; None is unknown."""

    process: Path | None

    @classmethod
    def of(cls, graph: Graph, folder: Path, pid: int | None) -> "Engine":
        """Return the engine behind a graph."""
        if graph.connection.write_lock is None:
            return cls(Path(f"/proc/{pid}") if pid else None)
        commands = ((p, _command(p)) for p in Path("/proc").glob("[0-9]*"))
        return cls(next((p for p, c in commands if b"graph.engine_process" in c and str(folder).encode() in c), None))

    def memory_mb(self) -> float:
        """Return the resident memory in MB, 0 where the process is unknown."""
        if self.process is None:
            return 0.0
        lines = (self.process / "status").read_text().splitlines()
        return float(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024

    def cpu(self) -> float:
        """Return the processor seconds that the engine and this process have used: other work on the machine does not count."""
        own = time.process_time()
        if self.process is None:
            return own
        fields = (self.process / "stat").read_text().rpartition(")")[2].split()
        return own + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _command(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


def grow(graph: Graph, count: int, engine: Engine) -> None:
    """Write reports into one graph and say after each tenth what a report cost there and what the engine holds."""
    writer.clear(graph)
    step = max(count // 10, 1)
    waiting = bundles(count, 1)
    for there in range(step, count + 1, step):
        made = list(islice(waiting, step))
        began = engine.cpu()
        load = by_pipeline(graph, made)
        cost = f"{load.whole / step * 1000:.0f} ms a report ({(engine.cpu() - began) / step * 1000:.0f} ms of processor)"
        say(f"{there} reports there: {cost}, {load.rows / load.whole:.0f} rows a second, engine {engine.memory_mb():.0f} MB")


def main() -> None:
    """Measure each size on an empty graph, print lines."""
    parser = argparse.ArgumentParser(description="measure writing to the graph")
    parser.add_argument("--counts", type=int, nargs="+", default=[100])
    parser.add_argument("--uri", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--pid", type=int, help="the server's process, for its memory")
    parser.add_argument("--grow", type=int, default=0)
    parser.add_argument("--sparql", action="store_true")
    options = parser.parse_args()
    made = list(bundles(max(options.counts), 0))
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        connect(Path(folder), options.uri, "neo4j", options.password) as graph,
    ):
        engine = Engine.of(graph, Path(folder), options.pid)
        by_pipeline(graph, made[:WARM])  # a young Java process compiles while it writes
        for count in options.counts:
            writer.clear(graph)
            began = engine.cpu()
            load = by_pipeline(graph, made[:count])
            own = engine.cpu() - began
            memory = engine.memory_mb()
            writer.clear(graph)
            began = engine.cpu()
            ratio = load.whole / bare(graph, made[:count])
            bare_cpu = engine.cpu() - began
            say(
                f"{count} reports, {load.rows} rows: {load.whole / count * 1000:.0f} ms a report ({own / count * 1000:.0f} of processor), "
                f"last quarter {load.last / load.first:.2f} times the first; "
                f"{ratio:.2f} times bare UNWIND ({own / bare_cpu:.2f} in processor time); engine {memory:.0f} MB"
            )
        if options.grow:
            grow(graph, options.grow, engine)
        if options.sparql:
            say("\n".join(sparql(made, Path(folder) / "rdf")))


def say(text: str) -> None:
    """Print at once, because the next size takes minutes."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
