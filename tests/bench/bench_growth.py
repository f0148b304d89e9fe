"""What a report costs as a home grows (规模增长): the whole of ingest, into one home, told by stage after so many reports.

    python tests/bench/bench_growth.py --home HOME --marks 1000 2000 5000 10000 [--minutes 60]

The home stays, so that search and ask can be measured on it. Processor time is this process and the graph engine together, so that
other work on the machine does not count; what generating the reports takes is told apart. A home that holds some of the reports
already goes on where it stopped. `--drawn N` embeds the texts of the first N reports only; those of later ones get vectors made of their
pairs of characters, as near to each other as the model's are: the index then costs what it costs, and hours of embedding are saved
(such a home must have a cache of its own, for they are kept in it as the model's).
"""

import argparse
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from api.settings import Settings
from api.store import Store
from bench_graph import Engine, say
from generate import generate
from ingest.pipeline import Home, Stage, ingest
from ingest.readers.sources import Source
from search.embedding.embedder import Vectors

GENERATING = "generating"
COMMON = 0.9
"""Cosine of a drawn vector with the mean of the model's own, which all of them share."""


class Drawn:
    """Vectors of texts from their pairs of characters: equal for equal texts, near for alike ones, seeded; around the mean of real ones."""

    def __init__(self, mean: Vectors) -> None:
        self.dim = len(mean)
        self._mean = mean / np.linalg.norm(mean)
        self._pairs = np.random.default_rng(0).standard_normal((8191, self.dim)).astype(np.float32)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Return a unit vector for each text."""
        rows = np.stack([self._pairs[[zlib.crc32(t[i : i + 2].encode()) % 8191 for i in range(len(t))]].sum(axis=0) for t in texts])
        rows -= np.outer(rows @ self._mean, self._mean)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(COMMON * self._mean + (1 - COMMON**2) ** 0.5 * rows, np.float32)

    encode_query = encode_document


@dataclass
class Clock:
    """Seconds of clock and processor, by the stage that was last entered."""

    engine: Engine
    stage: str = GENERATING
    spent: dict[str, tuple[float, float]] = field(default_factory=dict)
    last: tuple[float, float] = (0.0, 0.0)

    def enter(self, stage: str) -> None:
        """Count the time since the last call for the stage that ends here."""
        now = (time.perf_counter(), self.engine.cpu())
        wall, processor = self.spent.get(self.stage, (0.0, 0.0))
        if self.last != (0.0, 0.0):
            self.spent[self.stage] = (wall + now[0] - self.last[0], processor + now[1] - self.last[1])
        self.stage, self.last = stage, now

    def told(self, path: str, stage: Stage) -> None:
        """Hear from the pipeline which stage a path has come to."""
        self.enter(stage)

    def taken(self) -> dict[str, tuple[float, float]]:
        """Return what was counted since the last call."""
        self.enter(self.stage)
        spent, self.spent = self.spent, {}
        return spent


def sources(count: int, seed: int, clock: Clock) -> Iterator[Source]:
    """Yield generated reports, the time to write them counted apart."""
    made = generate(count, seed)
    while True:
        before = clock.stage
        clock.enter(GENERATING)
        report = next(made, None)
        clock.enter(before)
        if report is None:
            return
        yield Source(report.name, report.text.encode())


def high_water() -> float:
    """Return the most memory that this process has held so far, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) / 1024


def line(there: int, step: int, clock: Clock, store: Store) -> str:
    """Return what the last reports cost, by stage, and what the home holds."""
    spent = clock.taken()
    made = {stage: both for stage, both in spent.items() if stage != GENERATING}
    wall, processor = (sum(both[i] for both in made.values()) / step * 1000 for i in (0, 1))
    stages = ", ".join(f"{stage} {both[0] / step * 1000:.0f} ({both[1] / step * 1000:.0f})" for stage, both in sorted(spent.items()))
    held = store.index.status()
    index = f"{held['documents']} documents, {held['vectors']} vectors, {held['segments']} segments, {held['bytes'] / 2**20:.0f} MB"
    return (
        f"{there} reports there: {wall:.0f} ms a report ({processor:.0f} of processor); {stages}; "
        f"this process at most {high_water():.0f} MB, engine {clock.engine.memory_mb():.0f} MB; index {index}"
    )


def grow(store: Store, home: Home, options: argparse.Namespace) -> None:
    """Ingest the reports and say after each mark what one cost since the mark before."""
    began = time.monotonic()
    clock = Clock(Engine.of(home.graph, store.home_dir, None))
    there = before = 0
    for outcome in ingest(home, sources(max(options.marks), options.seed, clock), clock.told):
        if outcome.status == "failed":
            raise SystemExit(f"{outcome.path} failed: {outcome.error}")
        there += 1
        if outcome.status == "unchanged":
            before = there
            clock.taken()
            continue
        late = options.minutes and time.monotonic() - began > options.minutes * 60
        if options.drawn and there >= options.drawn and not isinstance(store.embedder._model, Drawn):
            store.embedder._model = Drawn(store.index.mean())
        if there in options.marks or late:
            say(line(there, there - before, clock, store))
            before = there
        if late:
            break
    say(f"{there} reports, the last of them after {(time.monotonic() - began) / 60:.1f} minutes")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--cache", type=Path, help="where the unpacked model and the vectors seen so far lie; in the home by default")
    parser.add_argument("--marks", type=int, nargs="+", default=[1000, 2000, 5000, 10000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--drawn", type=int, default=0, help="embed the texts of so many reports only; 0: of all")
    parser.add_argument("--minutes", type=float, default=0, help="stop after so many, at the end of a batch")
    options = parser.parse_args()
    with Store(Settings(_env_file=None, home=options.home, model_cache=options.cache)) as store, store.writing() as home:
        home.graph, home.index.report_ids()
        grow(store, home, options)


if __name__ == "__main__":
    main()
