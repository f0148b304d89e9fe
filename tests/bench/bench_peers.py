"""jixiao beside other search engines (同类对比): the same passages, vectors and queries, each engine in a process of its own.

    pip install -e '.[peers]'
    python tests/bench/bench_peers.py                       # quality: the gold queries of ../shared, the samples' where that is absent
    python tests/bench/bench_peers.py --generated 1000      # cost only: passages of generated reports, vectors drawn at random

Latency is without the encoding of the query, which is printed beside it and is the same for all that use vectors; CPU is the mean
processor time of a query over all threads, which other work on the machine changes less. Memory is what the process grew by while it
built and answered. An engine that is not installed is named and left out.
"""

import argparse
import importlib.util
import json
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from generate import Generated, generate
from ingest.extract import extract
from ingest.passages import passages
from ingest.readers.read import read
from ingest.structure import structure
from judging import Place, Question, gold_questions, judged, sample_questions
from ontology.ids import report_id
from ontology.records import Bundle, ReportFields
from peers import PEERS, Vectors, scratch
from peers_own import Floor, Given, Jixiao, wordings
from search.embedding.embedder import load_embedder
from search.index.documents import index_documents

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
CACHE = Path(__file__).resolve().parents[2] / ".jixiao-test-cache" / "models"
ROUNDS = 5
LONGEST_MS = 60_000.0
PATIENCE_S = 600.0
OWN = ("jixiao, passages", "jixiao, with facts", "floor: FAISS + BM25")


@dataclass
class Task:
    """What every engine is given: passages as texts with their places and vectors, and questions with theirs."""

    bundles: list[Bundle]
    texts: list[str]
    places: list[Place]
    vectors: Vectors
    questions: list[Question]
    asked: dict[str, Vectors]
    """The vector of each question, also as jixiao words it with its synonyms."""
    embedded: dict[str, Vectors] = field(default_factory=dict)
    """The vector of each text of jixiao's own index, facts included."""


def prepared(reports: Sequence[Bundle], questions: list[Question], cache: Path, real: bool = True) -> tuple[Task, float]:
    """Return the task with its vectors, and the median milliseconds of encoding a query; random vectors where not `real`."""
    embedder = load_embedder("bundled", cache)
    documents = [(bundle, doc) for bundle in reports for doc in index_documents(bundle)]
    own = [(bundle, doc) for bundle, doc in documents if doc.kind == "passage"]
    said = [q.text for q in questions]
    taken = []
    for text in ["预热", *(f"{text}？" for text in said)]:  # other texts than those asked, as the embedder remembers what it saw
        started = time.perf_counter()
        embedder.encode_query([text])
        taken.append((time.perf_counter() - started) * 1e3)
    every = list(dict.fromkeys(doc.embed for _, doc in documents))
    made = embedder.encode_document(every) if real else drawn(len(every), embedder.dim)
    embedded = dict(zip(every, made, strict=True))
    texts = [doc.embed for _, doc in own]
    places = [Place(bundle.source_name, bundle.text, doc.quote, doc.span) for bundle, doc in own]
    vectors = np.stack([embedded[text] for text in texts])
    asked = wordings(reports, said, embedder, embedded)
    return Task(list(reports), texts, places, vectors, questions, asked, embedded), statistics.median(taken[1:])


def drawn(count: int, dim: int) -> Vectors:
    """Return random vectors of length 1."""
    rows = np.random.default_rng(0).standard_normal((count, dim), np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def of_files(paths: Iterable[Path]) -> list[Bundle]:
    """Return the bundles of some files."""
    return [extract(read(path.name, path.read_bytes()), report_id(path.read_bytes())) for path in sorted(paths)]


def of_generated(count: int) -> list[Bundle]:
    """Return bundles of generated reports with their passages alone: facts cost time to extract and no peer has any."""
    return [_bare(one) for one in generate(count)]


def _bare(one: Generated) -> Bundle:
    found = tuple(passages(structure(one.text, one.name)))
    fields, name = ReportFields(department=one.report.get("department")), report_id(one.text.encode())
    return Bundle(report_id=name, extractor="bench", source_name=one.name, text=one.text, report=fields, passages=found)


def run_one(name: str, task: Task) -> dict[str, object]:
    """Build and ask one engine in this process."""
    before, started = resident(), time.perf_counter()
    search = started_engine(name, task)
    built = time.perf_counter() - started
    rankings = [search(q) for q in task.questions]
    used = time.process_time()
    spent = sorted(timed(search, task.questions))
    used = (time.process_time() - used) * 1e3 / len(spent)
    scores = [judged(question, found) for question, found in zip(task.questions, rankings, strict=True)]
    return {
        "ndcg10": statistics.fmean(s[0] for s in scores),
        "recall5": statistics.fmean(s[1] for s in scores),
        "p50": statistics.median(spent),
        "p95": spent[int(0.95 * (len(spent) - 1))],
        "cpu": used,
        "build": built,
        "memory": (resident() - before) / 2**20,
    }


def timed(search: Callable[[Question], list[Place]], questions: Sequence[Question]) -> list[float]:
    """Return the milliseconds of each search, all questions some times over; a slow engine is asked fewer."""
    spent: list[float] = []
    for question in [q for _ in range(ROUNDS) for q in questions]:
        started = time.perf_counter()
        search(question)
        spent.append((time.perf_counter() - started) * 1e3)
        if sum(spent) > LONGEST_MS:
            break
    return spent


def started_engine(name: str, task: Task) -> Callable[[Question], list[Place]]:
    """Return an engine's search, built; it gives places best first."""
    if name in PEERS:
        peer = PEERS[name][0]()
        peer.build(task.texts, task.vectors)
        return lambda q: [task.places[i] for i in peer.search(q.text, task.asked[q.text])]
    if name == OWN[2]:
        floor = Floor()
        floor.build(task.texts, task.vectors)
        return lambda q: [task.places[i] for i in floor.search(q.text, task.asked[q.text])]
    own = Jixiao(facts=name == OWN[1])
    own.build(task.bundles, Given(Path(scratch()), task.asked, task.embedded))
    names = {b.report_id: (b.source_name, b.text) for b in task.bundles}
    return lambda q: [Place(*names[h.report_id], h.quote, h.span) for h in own.search(q.text)]


def resident() -> int:
    """Return the resident memory of this process in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def alone(name: str, data: Path) -> dict[str, object] | str:
    """Return what an engine does in a process of its own, or why there is nothing."""
    if name in PEERS and importlib.util.find_spec(PEERS[name][1]) is None:
        return f"{PEERS[name][1]} is not installed: pip install -e '.[peers]'"
    command = [sys.executable, str(Path(__file__).resolve()), "--one", name, "--data", str(data)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    except subprocess.TimeoutExpired:
        return f"not done in {PATIENCE_S:.0f} s"
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["no message"])[-1]
    found: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def table(found: dict[str, dict[str, object] | str], quality: bool) -> str:
    """Return the results as a Markdown table."""
    columns = (("ndcg10", "nDCG@10", 3), ("recall5", "recall@5", 3)) if quality else ()
    costs = (("p50", "p50 ms", 2), ("p95", "p95 ms", 2), ("cpu", "CPU ms", 2), ("build", "build s", 1), ("memory", "memory MiB", 0))
    every = (*columns, *costs)
    lines = ["| engine | " + " | ".join(title for _, title, _ in every) + " |", "|---" * (len(every) + 1) + "|"]
    for name, row in found.items():
        cells = [row] if isinstance(row, str) else [f"{row[key]:.{digits}f}" for key, _, digits in every]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def chosen(options: argparse.Namespace) -> tuple[list[Bundle], list[Question], str]:
    """Return reports, questions and a name for them: generated ones, the real corpus, or the samples where that is absent."""
    corpus, gold = options.corpus, options.gold
    if options.generated:
        return of_generated(options.generated), sample_questions(), f"{options.generated} generated reports, random vectors"
    if gold.exists() and not options.samples:
        return of_files(corpus.glob("*.txt")), gold_questions(gold), f"the gold queries over the reports of {corpus.name}"
    why = "" if options.samples else f" ({gold} is absent)"
    return of_files(p for p in (ROOT / "samples").iterdir() if p.is_file()), sample_questions(), f"the samples{why}"


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--generated", type=int, default=0)
    parser.add_argument("--samples", action="store_true")
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpus", help="a folder of reports as .txt")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold" / "retrieval.jsonl", help="queries with relevant quotes")
    parser.add_argument("--engine", action="append", help="only these")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where the unpacked model lies")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        sys.stdout.write("\n" + json.dumps(run_one(options.one, pickle.loads(options.data.read_bytes()))) + "\n")
        return
    reports, questions, what = chosen(options)
    task, encoding = prepared(reports, questions, options.cache, real=not options.generated)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "task.pickle"
        data.write_bytes(pickle.dumps(task))
        names = options.engine or [name for name in (*OWN, *PEERS) if not (options.generated and name == OWN[1])]
        found = {name: alone(name, data) for name in names}
    sys.stdout.write(f"{what}: {len(task.texts)} passages, {len(questions)} queries, encoding one {encoding:.1f} ms\n\n")
    sys.stdout.write(table(found, quality=not options.generated))


if __name__ == "__main__":
    main()
