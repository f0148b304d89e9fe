"""Kill ingest with SIGKILL at seeded random moments and look through every door (断电测试).

`python -m tests.load.kill_ingest --kills 100 --seed 1` runs on the embedded engine, which is killed too in every tenth round;
`--uri bolt://… --password …` runs on a Neo4j server. After each kill, every file must be wholly old or wholly new, and every door of
`tests/doors/counting.py` must count the same facts. Only kills that came before the ingest was done count. Prints one JSON line, with
how far the killed ingests had come; exit code 1 where a door disagreed or fewer ingests were killed than asked for.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from api.console import configure_logging
from api.settings import Settings
from api.store import Store
from graph.engine import attach
from graph.reader import facts
from ingest.pipeline import ingest
from ingest.readers.sources import sources
from ontology.fact_row import rows_of
from ontology.ids import report_id
from search.index.documents import index_documents
from tests.doors.counting import counted

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = 3
"""So few that their passages are soon in the vector cache: what is killed is then reading and writing, not the loading of a model."""

STAGES = {(False, False): "reading", (True, False): "writing", (True, True): "clearing", (False, True): "settled"}
"""(a change is open, the new version is live) → how far a killed ingest had come with its first batch."""


@dataclass(frozen=True, slots=True)
class Rig:
    """A home, the folder of reports that is ingested into it, and where the graph is."""

    settings: Settings
    folder: Path
    files: tuple[Path, ...]

    def versions(self, number: int) -> dict[str, str]:
        """Return path → report id of a version of the files, without writing it."""
        return {str(self._place(f)): report_id(_version(f, number)) for f in self.files}

    def write(self, number: int) -> None:
        """Put a version of every file into the folder."""
        for file in self.files:
            self._place(file).write_bytes(_version(file, number))

    def _place(self, file: Path) -> Path:
        return (self.folder / file.name).resolve()


def _version(file: Path, number: int) -> bytes:
    return file.read_bytes() + f"\n补充说明：第{number % VERSIONS}稿。\n".encode()


def ingesting(rig: Rig, say: Callable[[str], None]) -> None:
    """Ingest the folder; says `ready` when the parts are open and reading begins, `done` when all is written."""
    with Store(rig.settings) as store, store.writing() as home:
        say("ready")
        for _ in ingest(home, sources([rig.folder])):
            pass
        say("done")


def stage(rig: Rig, new: int) -> str:
    """Return how far an ingest of a version had come when it was killed, as the catalogue has it."""
    with Store(rig.settings) as store:
        live = {e.report_id for e in store.catalogue.entries("live")}
        return STAGES[store.catalogue.is_open(), not live.isdisjoint(rig.versions(new).values())]


def disagreements(rig: Rig, old: int, new: int) -> Iterator[str]:
    """Yield what is neither old nor new, or differs between two doors."""
    was, will = rig.versions(old), rig.versions(new)
    with Store(rig.settings) as store:
        before = {e.path: e.report_id for e in store.catalogue.entries("live")}
        yield from (f"{p}: {r} is neither version" for p, r in before.items() if r not in (was.get(p), will.get(p)))
        yield from (f"{p}: gone" for p in was if p not in before)
        store.mend()
        entries = {e.report_id: e for e in store.catalogue.entries("live")}
        if set(before.values()) != set(entries):
            yield "the next start changed what is live"
        shown = {row["id"] for row in store.graph.read("MATCH (r:Report) RETURN r.id AS id")}
        if shown != set(entries):
            yield f"the graph holds {sorted(shown ^ set(entries))} otherwise than the catalogue"
        if store.index.report_ids() != set(entries):
            yield "search holds other reports than the catalogue"
        bundles = {r: store.bundle(e) for r, e in entries.items()}
        for report, bundle in bundles.items():
            if facts(store.graph, report_ids=[report]) != list(rows_of(bundle)):
                yield f"{report}: facts of the graph differ from the bundle"
        documents = sum(len(index_documents(b)) for b in bundles.values())
        if store.index.status()["documents"] != documents:
            yield f"search holds {store.index.status()['documents']} documents, the bundles give {documents}"
        doors = counted(store, rig.settings.home)
        shared = doors["by_view"]
        yield from (f"{door} counts {counts}, the facts view {shared}" for door, counts in doors.items() if counts != shared)
        if store.catalogue.is_open():
            yield "the catalogue is still open"


def in_child(work: Callable[[Callable[[str], None]], None]) -> tuple[int, int]:
    """Run work in a forked process that may say lines; returns its pid and the reading end of its pipe."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        code = 1
        try:
            work(lambda line: (os.write(writing, line.encode() + b"\n"), None)[1])
            code = 0
        finally:
            os._exit(code)  # the parent's own cleaning is not ours to do
    os.close(writing)
    return pid, reading


def told(pid: int, reading: int) -> list[str]:
    """Return what a child said until it ended; a child that failed is one more line."""
    with os.fdopen(reading, encoding="utf-8") as stream:
        lines = stream.read().splitlines()
    _, status = os.waitpid(pid, 0)
    return lines if status == 0 else [*lines, f"the checking process ended with {status}"]


def killed(rig: Rig, after_s: float) -> bool:
    """Ingest and kill it some seconds after it began; returns whether it was still at work."""
    pid, reading = in_child(lambda say: ingesting(rig, say))
    with os.fdopen(reading, encoding="utf-8") as stream:
        stream.readline()
        time.sleep(after_s)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        return "done" not in stream.read()


def timed(rig: Rig) -> float:
    """Ingest undisturbed; returns the seconds from `ready` to `done`."""
    pid, reading = in_child(lambda say: ingesting(rig, say))
    with os.fdopen(reading, encoding="utf-8") as stream:
        stream.readline()
        began = time.monotonic()
        stream.readline()
        took = time.monotonic() - began
    os.waitpid(pid, 0)
    return took


def held(rig: Rig) -> int:
    """Keep the embedded engine up between rounds, as a service beside the ingest would; returns the holder's pid."""

    def hold(say: Callable[[str], None]) -> None:
        with attach(rig.settings.home):
            say("up")
            signal.pause()

    pid, reading = in_child(hold)
    os.read(reading, 1)
    return pid


def kill_engine(rig: Rig) -> None:
    """Kill the embedded engine of the home, where one runs."""
    for link in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = link.read_bytes().split(b"\0")
        except OSError:
            continue  # it has ended meanwhile
        if b"graph.engine_process" in words and str(rig.settings.home.resolve()).encode() in words:
            os.kill(int(link.parent.name), signal.SIGKILL)


def run(rig: Rig, kills: int, seed: int) -> dict[str, object]:
    """Kill so many ingests; returns the counts and what disagreed."""
    dice = random.Random(seed)
    began = time.monotonic()
    holder = None if rig.settings.graph_uri else held(rig)
    lengths = []
    for number in range(2 * VERSIONS):  # the second time round nothing is embedded, which is what is killed later
        rig.write(number)
        lengths.append(timed(rig))
    length = sorted(lengths[VERSIONS:])[VERSIONS // 2]
    current, rounds = number, 0
    stages: Counter[str] = Counter()
    wrong = checked(rig, current, current)
    while stages.total() < kills and rounds < 3 * kills and not wrong:
        rounds += 1
        previous, current = current, current + 1
        rig.write(current)
        if killed(rig, dice.uniform(0, length)):
            stages[stage(rig, current)] += 1
        if not rig.settings.graph_uri and rounds % 10 == 0:
            kill_engine(rig)
        wrong += checked(rig, previous, current)
        told(*in_child(lambda say: ingesting(rig, say)))  # so that the next round starts from one version
    if holder is not None:
        os.kill(holder, signal.SIGKILL)
        os.waitpid(holder, 0)
    return {
        "engine": "neo4j" if rig.settings.graph_uri else "embedded", "kills": stages.total(), "rounds": rounds, "stages": dict(stages),
        "seed": seed, "wrong": wrong, "ingest_s": round(length, 2), "seconds": round(time.monotonic() - began, 1),
    }  # fmt: skip


def checked(rig: Rig, old: int, new: int) -> list[str]:
    """Return what disagrees, looked at by a process of its own, as the next start would."""

    def look(say: Callable[[str], None]) -> None:
        for line in disagreements(rig, old, new):
            say(line)

    return told(*in_child(look))


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--uri", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--reports", type=int, default=2)
    chosen = parser.parse_args()
    configure_logging()
    files = tuple(sorted((ROOT / "samples").glob("*.txt"))[: chosen.reports])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "reports")
        folder.mkdir()
        settings = Settings(
            _env_file=None, home=Path(place, "home"), model_cache=ROOT / ".jixiao-test-cache" / "models",
            graph_uri=chosen.uri, graph_password=SecretStr(chosen.password),
        )  # fmt: skip
        result = run(Rig(settings, folder, files), chosen.kills, chosen.seed)
        kill_engine(Rig(settings, folder, files))
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    return 1 if result["wrong"] or result["kills"] != chosen.kills else 0


if __name__ == "__main__":
    sys.exit(main())
