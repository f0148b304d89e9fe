"""Documents a second, and what each stage of ingest costs beside the others (入库测速).

    make bench            or            python tests/bench/bench_ingest.py --count 200

Absolute times depend on the machine; trust the shares. The home is a temporary folder with an embedded engine of its own.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from api.settings import Settings
from api.store import Store
from generate import Generated, generate
from graph.writer import write
from ingest.extract import extract
from ingest.pipeline import ingest
from ingest.readers.read import read
from ingest.readers.sources import Source
from ontology.ids import report_id
from ontology.records import Bundle

T = TypeVar("T")
Stages = dict[str, float]


def timed(stages: Stages, name: str, work: Callable[[], T]) -> T:
    """Return what the work gives, its seconds added to the stage."""
    started = time.perf_counter()
    result = work()
    stages[name] = stages.get(name, 0.0) + time.perf_counter() - started
    return result


def by_stage(store: Store, made: Iterable[Generated]) -> Stages:
    """Return the seconds of each stage, one stage after the other."""
    stages: Stages = {}
    bundles: list[Bundle] = []
    for report in made:
        data = report.text.encode()
        document = timed(stages, "read and section", lambda data=data, name=report.name: read(name, data))
        bundles.append(timed(stages, "extract, link, audit", lambda d=document, data=data: extract(d, report_id(data))))
    for bundle in bundles:
        timed(stages, "graph", lambda bundle=bundle: write(store.graph, bundle, live=True))
    timed(stages, "embed and index", lambda: store.index.add(bundles))
    return stages


def whole(store: Store, made: list[Generated]) -> float:
    """Return the seconds of the pipeline as `jixiao ingest` runs it, once engine and model are up."""
    inputs = [Source(r.name, r.text.encode()) for r in made]
    with store.writing() as home:
        home.graph, home.index.report_ids()
        started = time.perf_counter()
        failed = [o for o in ingest(home, inputs) if o.status == "failed"]
        seconds = time.perf_counter() - started
    if failed:
        raise SystemExit(f"{len(failed)} of {len(made)} reports failed: {failed[0].error}")
    return seconds


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description="measure ingest on generated reports")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    made, other = list(generate(options.count, options.seed)), list(generate(options.count, options.seed + 1))
    # the engine ends a moment after its last user, so the folder may still be written to when it is removed
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = Settings(home=Path(folder) / "home", model_cache=Path(folder) / "models")
        started = time.perf_counter()
        with Store(settings) as store:
            whole(store, list(generate(1, options.seed + 2)))  # engine, schema and model come up with the first report
            opened = time.perf_counter() - started
            seconds = whole(store, made)
            stages = by_stage(store, other)
    show(options.count, opened, seconds, stages)


def show(count: int, opened: float, seconds: float, stages: Stages) -> None:
    """Print the figures."""
    total = sum(stages.values())
    lines = [f"first report, with engine started and model unpacked: {opened:.1f} s"]
    lines += [f"{count} reports: {seconds:.1f} s, {count / seconds:.2f} a second", ""]
    lines += [f"{name:22}{spent / total:6.0%}{spent / count * 1000:9.0f} ms a report" for name, spent in stages.items()]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
