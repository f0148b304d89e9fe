"""What ask, and search, of a home cost beside their bare parts (底线): encoding a query, a flat FAISS index, tantivy over rjieba's words.

    python tests/bench/bench_floor.py --home HOME            # a home with reports in it; it is only read

The bare parts hold every passage and fact that the home's index holds. Queries are names of figures that the reports print; questions
ask for them by department and year. Each text is asked once, so that no vector of it is remembered; a first pass in other words warms
the rest. The four take turns, so that other work on the machine slows all of them alike.
`bench_search.py` measures search alone, over reports it generates.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from peers_own import Floor

from api import asking
from api.settings import Settings
from api.store import Store
from graph import reader
from search.documents import index_documents

CACHE = Path(__file__).resolve().parents[2] / ".jixiao-test-cache" / "models"
COUNT = 60


def milliseconds(door: Callable[[tuple[str, str]], object], pair: tuple[str, str]) -> tuple[float, float]:
    """Return what one call takes on the clock, and of the processor over all threads of this process."""
    started, used = time.perf_counter(), time.process_time()
    door(pair)
    return (time.perf_counter() - started) * 1e3, (time.process_time() - used) * 1e3


def wanted(store: Store) -> list[tuple[str, str]]:
    """Return search queries and questions: figures of reports drawn at random."""
    live = [r for r in store.source.reports() if r.department and r.year]
    draw = random.Random(0)
    chosen = draw.sample(live, min(len(live), COUNT))
    by_report: dict[str, list[str]] = {}
    for row in reader.facts(store.graph, report_ids=[r.report_id for r in chosen]):
        if row.section in ("outcomes", "indicators", "finance") and 3 < len(row.name) < 20:
            by_report.setdefault(row.report_id, []).append(row.name)
    drawn = [(r, draw.choice(by_report[r.report_id])) for _ in range(COUNT) for r in chosen if by_report.get(r.report_id)]
    found = dict.fromkeys((name, f"{r.department}{r.year}年{name}是多少？") for r, name in drawn)
    return list(found)[:COUNT]


def floor_of(store: Store) -> tuple[Floor, int]:
    """Return the bare parts over all that the index holds, and how many documents that is."""
    documents = [doc for _, bundle in store.live() for doc in index_documents(bundle)]
    floor = Floor()
    floor.build([doc.text for doc in documents], store.index.embedder.encode_document([doc.embed for doc in documents]))
    return floor, len(documents)


def measured(store: Store, asked: Sequence[tuple[str, str]], floor: Floor) -> dict[str, list[tuple[float, float]]]:
    """Return the milliseconds of encoding alone, of the bare parts with it, of search and of ask."""
    embedder = store.index.embedder

    def bare(text: str) -> None:
        floor.search(text, embedder.encode_query([text])[0])

    doors: dict[str, Callable[[tuple[str, str]], object]] = {
        "encode": lambda pair: embedder.encode_query([f"{pair[0]}的情况"]),
        "floor": lambda pair: bare(f"{pair[0]}数据"),
        "search": lambda pair: asking.find(store, pair[0], asking.Filters()),
        "ask": lambda pair: asking.ask(store, pair[1]),
    }
    for pair in asked:  # what a first call reads from disk and graph, it reads here
        embedder.encode_query([f"请问{pair[0]}"])
        bare(f"请问{pair[0]}")
        asking.find(store, f"请问{pair[0]}", asking.Filters())
        asking.ask(store, f"请问{pair[1]}")
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in doors}
    for pair in asked:
        for name, door in doors.items():
            taken[name].append(milliseconds(door, pair))
    return taken


def shown(found: dict[str, list[tuple[float, float]]], size: str) -> str:
    """Return the figures as a Markdown table."""
    clock = {name: sorted(t for t, _ in taken) for name, taken in found.items()}
    middle = {name: (statistics.median(clock[name]), statistics.median(u for _, u in taken)) for name, taken in found.items()}
    beside = {"search": "floor", "ask": "encode"}
    lines = [f"{size}\n", "| | p50 ms | p95 ms | CPU p50 ms | ratio of p50 | ratio of CPU |", "|---" * 6 + "|"]
    for name, (p50, used) in middle.items():
        other = middle[beside.get(name, name)]
        last = f"{p50 / other[0]:.2f} of {beside[name]} | {used / other[1]:.2f}" if name in beside else " | "
        lines.append(f"| {name} | {p50:.1f} | {clock[name][int(0.95 * (len(clock[name]) - 1))]:.1f} | {used:.1f} | {last} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=CACHE, help="where the unpacked model lies")
    options = parser.parse_args()
    with Store(Settings(_env_file=None, home=options.home, model_cache=options.cache)) as store:
        asked = wanted(store)
        floor, documents = floor_of(store)
        found = measured(store, asked, floor)
        reports = len(store.live_ids())
    sys.stdout.write(shown(found, f"{reports} reports, {documents} passages and facts, {len(asked)} questions"))


if __name__ == "__main__":
    main()
