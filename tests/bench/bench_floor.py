"""What search and ask cost beside their floor (底线), at any size, in one process and over HTTP.

    python tests/bench/bench_floor.py                        # homes of 3 and 1000 generated reports, made for it and thrown away
    python tests/bench/bench_floor.py --home HOME --home …   # homes that are there (`made_home.py` makes them); they are only read

The floor of a search is what any hybrid search over the same passages and facts must do: encode the query, ask a flat FAISS index, ask
tantivy over the words, fuse both (`peers_own.Floor`): no filters, no synonyms, no ranking, no document read. Search is wanted within 1.5
of it, ask within 4 of the encoding of a query.

Queries are departments with names of figures that their reports print; questions ask for these of a year. All four take turns on each, in
another order each time, so that other work on the machine slows all alike; still trust the ratio of processor time most where the machine
is busy. `ask` is the first question about a department, whose facts it reads from the graph; `ask again` finds them read.
No text is encoded twice, for the embedder remembers what it saw: each door ends it in another mark, which is no word.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from api import asking
from api.store import Store
from bench_peers import drawn
from graph import reader
from made_home import CACHE, make_home, settings_of
from peers_own import Floor
from search.index.documents import index_documents
from served import Served

COUNT = 60
UNMEASURED = 10
"""Further queries that warm everything up."""

BESIDE = {"search": ("floor", 1.5), "ask": ("encode", 4.0)}
"""What each is compared with, and how many times that is wanted at most."""


@dataclass(frozen=True)
class Asked:
    """A figure as it is searched for, and the question for it (受测问题)."""

    words: str
    question: str


@dataclass
class Spent:
    """Milliseconds of each call (耗时): on the clock, and of processors over all threads of the process."""

    clock: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)

    def note(self, call: Callable[[], object]) -> None:
        """Run a call and note what it took."""
        clock, work = time.perf_counter(), time.process_time()
        call()
        self.clock.append((time.perf_counter() - clock) * 1e3)
        self.work.append((time.process_time() - work) * 1e3)


Door = Callable[[Asked], object]


def wanted(store: Store) -> list[Asked]:
    """Return what is asked: figures of reports drawn at random, the same for the same home."""
    live = [r for r in store.source.reports() if r.department and r.year]
    draw = random.Random(0)
    chosen = draw.sample(live, min(len(live), COUNT + UNMEASURED))
    names: dict[str, list[str]] = {}
    for row in reader.facts(store.graph, report_ids=[r.report_id for r in chosen]):
        if row.section in ("outcomes", "indicators", "finance") and 3 < len(row.name) < 20:
            names.setdefault(row.report_id, []).append(row.name)
    drawn_names = [(r, draw.choice(names[r.report_id])) for _ in range(COUNT) for r in chosen if names.get(r.report_id)]
    every = (Asked(f"{r.department} {name}", f"{r.department}{r.year}年{name}是多少？") for r, name in drawn_names)
    return list(dict.fromkeys(every))[: COUNT + UNMEASURED]


def floor_of(store: Store) -> tuple[Floor, int]:
    """Return the bare parts over all that the index holds, and how many documents that is; their cost is the same whatever vectors mean."""
    texts = [doc.text for _, bundle in store.live() for doc in index_documents(bundle)]
    floor = Floor()
    floor.build(texts, drawn(len(texts), store.index.embedder.dim))
    return floor, len(texts)


def doors_of(store: Store, floor: Floor) -> dict[str, Door]:
    """Return the four that are measured."""
    embedder = store.index.embedder

    def bare(asked: Asked) -> object:
        text = f"{asked.words}？"
        return floor.search(text, embedder.encode_query([text])[0])

    return {
        "encode": lambda asked: embedder.encode_query([f"{asked.words}。"]),
        "floor": bare,
        "search": lambda asked: asking.find(store, f"{asked.words}！", asking.Filters()),
        "ask": lambda asked: asking.ask(store, asked.question),
    }


def measured(doors: dict[str, Door], questions: Sequence[Asked]) -> dict[str, Spent]:
    """Return what each spent on each question; they take turns, and the first questions only warm up."""
    spent = {name: Spent() for name in doors}
    for at, asked in enumerate(questions):
        names = [*list(doors)[at % len(doors) :], *list(doors)[: at % len(doors)]]
        for name in names:
            into = spent[name] if at >= UNMEASURED else Spent()
            into.note(lambda door=doors[name], asked=asked: door(asked))
    spent["ask again"] = Spent()
    for asked in questions[UNMEASURED:]:
        spent["ask again"].note(lambda asked=asked: doors["ask"](asked))
    return spent


def served(home: Path, models: Path, questions: Sequence[Asked]) -> tuple[dict[str, Spent], str]:
    """Return what the same cost over HTTP, processor time that of the server, and what the server took to start and holds."""
    spent = {"search": Spent(), "ask": Spent()}
    with Served(home, models) as server:
        first = time.perf_counter()
        server.search(questions[0].words)
        first = time.perf_counter() - first
        calls: dict[str, Door] = {
            "search": lambda asked: server.search(f"{asked.words}！"), "ask": lambda asked: server.ask(asked.question),
        }
        for name, call in calls.items():
            for asked in questions[:UNMEASURED]:
                call(asked)
            used = server.processor_s()
            for asked in questions[UNMEASURED:]:
                spent[name].note(lambda call=call, asked=asked: call(asked))
            used = (server.processor_s() - used) * 1e3 / len(spent[name].clock)
            spent[name].work = [used] * len(spent[name].clock)  # the system counts in hundredths of a second: the mean
        about = f"served: ready after {server.ready_s:.1f} s, first search {first:.1f} s, {server.resident_mb()} MiB afterwards"
    return spent, about


def table(inside: dict[str, Spent], outside: dict[str, Spent]) -> str:
    """Return the figures as a Markdown table; ratios are to the parts measured inside."""
    rows = [*inside.items(), *((f"{name} over HTTP", spent) for name, spent in outside.items())]
    lines = ["| | p50 ms | p95 ms | CPU p50 ms | ratio of p50 | ratio of CPU | wanted |", "|---" * 7 + "|"]
    for name, spent in rows:
        clock, work = statistics.median(spent.clock), statistics.median(spent.work)
        p95 = sorted(spent.clock)[int(0.95 * (len(spent.clock) - 1))]
        other, most = BESIDE.get(name.partition(" ")[0], ("", 0.0))
        ratios = " | | "
        if other:
            beside = inside[other]
            ratios = f"{clock / statistics.median(beside.clock):.2f} | {work / statistics.median(beside.work):.2f} | {most:g} of {other}"
        lines.append(f"| {name} | {clock:.1f} | {p95:.1f} | {work:.1f} | {ratios} |")
    return "\n".join(lines) + "\n"


def report(home: Path, models: Path) -> str:
    """Return what was measured over one home."""
    started = time.perf_counter()
    with Store(settings_of(home, models)) as store:
        questions = wanted(store)
        opened = time.perf_counter() - started
        floor, documents = floor_of(store)
        inside = measured(doors_of(store, floor), questions)
        reports = len(store.live_ids())
    del floor
    outside, about = served(home, models, questions)
    size = f"{reports} reports, {documents} passages and facts, {len(questions) - UNMEASURED} queries; opened in {opened:.1f} s; {about}"
    return f"{size}\n\n{table(inside, outside)}\n"


def main() -> None:
    """Measure each home and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, action="append", default=[])
    parser.add_argument("--generated", type=int, nargs="*", default=[3, 1000], help="sizes of homes to make, where no home is given")
    parser.add_argument("--models", type=Path, default=CACHE, help="where the unpacked model lies")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        homes = list(options.home)
        for count in [] if homes else options.generated:
            homes.append(Path(folder) / str(count))
            make_home(homes[-1], count, options.models)
        for home in homes:
            sys.stdout.write(report(home, options.models))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
