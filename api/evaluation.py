"""Scores against gold (评测): how many facts, answers, hits and alike indicators are right, for a folder of gold files.

A file's kind is told by its keys: `question` (answers), `relevant` (retrieval), `similar` (alike indicators), and for `*.json` the fact
sections of the contract. The home must hold the reports that the gold speaks of, under the same file names.
"""

import json
import math
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from api import asking
from api.errors import WrongUse
from api.evaluation_rules import RULES, alike, matched, same_row, same_value, touch
from api.store import Store
from api.views import facts_view, file_name, plain

Row = dict[str, Any]
Scores = dict[str, Any]


def evaluate(store: Store, folder: Path) -> dict[str, Scores]:
    """Return file name → scores for every gold file of a folder; raises WrongUse where there is none or one cannot be read."""
    scores: dict[str, Scores] = {}
    for path in sorted([*folder.glob("*.json"), *folder.glob("*.jsonl")]):
        try:
            text = path.read_text(encoding="utf-8")
            gold = [json.loads(line) for line in text.splitlines() if line.strip()] if path.suffix == ".jsonl" else json.loads(text)
        except (OSError, ValueError) as problem:
            raise WrongUse(f"{path.name}: not a gold file ({problem})") from problem
        scorer = _scorer(gold)
        if scorer is not None:
            scores[path.name] = scorer(store, gold, path.stem)
    if not scores:
        raise WrongUse(f"{folder.name}: no gold file in this folder (*.json of facts, or *.jsonl of questions, retrieval or similar)")
    return scores


def _scorer(gold: Any) -> Callable[[Store, Any, str], Scores] | None:
    if isinstance(gold, dict):
        return _facts if any(section in gold for section in RULES) else None
    first = gold[0] if gold else {}
    kinds = {"question": _answers, "relevant": _retrieval, "similar": _similar}
    return next((scorer for key, scorer in kinds.items() if key in first), None)


def _facts(store: Store, gold: Row, name: str) -> Scores:
    """Recall, precision and F1 of each section, and their mean over the sections that the gold fills."""
    entries = [e for e in store.catalogue.entries("live") if name in (e.report_id, Path(file_name(e.path)).stem)]
    if len(entries) != 1:
        raise WrongUse(f"{name}: this home holds {len(entries)} reports of this name; ingest the report the gold is of")
    found = facts_view(store.bundle(entries[0]))
    scores: Scores = {}
    for section, rule in RULES.items():
        if section in gold:
            wanted, rows = gold[section], found[section]
            hits = matched(wanted, rows, rule, found["text"])
            recall, precision = _share(hits, len(wanted)), _share(hits, len(rows))
            f1 = _share(2 * hits, len(wanted) + len(rows))
            scores[section] = {"gold": len(wanted), "found": len(rows), "recall": recall, "precision": precision, "f1": f1}
    filled = [s["f1"] for s in scores.values() if s["gold"]]
    return {"macro_f1": round(statistics.fmean(filled), 4) if filled else 0.0, **scores}


def _answers(store: Store, gold: Sequence[Row], _: str) -> Scores:
    """Share of questions answered rightly: refused where nothing is said, else every row, the result and the words that must stand."""
    right: dict[str, list[bool]] = {}
    times: list[float] = []
    for item in gold:
        began = time.perf_counter()
        got = plain(asking.ask(store, item["question"]))
        times.append(time.perf_counter() - began)
        right.setdefault(item["intent"] if item["answerable"] else "unanswerable", []).append(_right(item, got))
    every = [r for rows in right.values() for r in rows]
    by_intent = {intent: f"{sum(rows)}/{len(rows)}" for intent, rows in sorted(right.items())}
    return {"questions": len(every), "right": _share(sum(every), len(every)), "by_intent": by_intent, **_latency(times)}


def _right(item: Row, got: Row) -> bool:
    said = json.dumps(got, ensure_ascii=False).replace(",", "")
    if got["answerable"] is not item["answerable"] or not all(str(word).replace(",", "") in said for word in item.get("must_contain", ())):
        return False
    if not item["answerable"]:
        return not got["rows"]
    rows = all(any(same_row(wanted, row) for row in got["rows"]) for wanted in item.get("rows", ()))
    wanted = item.get("result")
    return rows and (wanted is None or (got["result"] is not None and same_value(wanted, got["result"])))


def _retrieval(store: Store, gold: Sequence[Row], _: str) -> Scores:
    """nDCG@10 over graded quotes (each counted once), recall@10 and the mean reciprocal rank of the first relevant hit."""
    names = {e.report_id: file_name(e.path) for e in store.catalogue.entries("live")}
    ndcg, recalls, firsts, times = [], [], [], []
    for item in gold:
        began = time.perf_counter()
        hits = asking.find(store, item["query"], asking.Filters())["hits"]
        times.append(time.perf_counter() - began)
        left, gains = list(item["relevant"]), []
        for hit in hits:
            met = [g for g in left if g["source"] == names.get(hit["report_id"]) and touch(g["quote"], hit["quote"])]
            gains.append(max((g["grade"] for g in met), default=0))
            left = [g for g in left if g not in met]
        ideal = sorted((g["grade"] for g in item["relevant"]), reverse=True)[:10]
        ndcg.append(_gain(gains) / _gain(ideal))
        recalls.append(1 - len(left) / len(item["relevant"]))
        firsts.append(next((1 / rank for rank, gain in enumerate(gains, 1) if gain), 0.0))
    means = {"ndcg10": ndcg, "recall10": recalls, "mrr": firsts}
    return {"queries": len(gold), **{key: round(statistics.fmean(values), 4) for key, values in means.items()}, **_latency(times)}


def _gain(grades: Sequence[int]) -> float:
    """Discounted cumulative gain (Järvelin and Kekäläinen 2002, with exponential gain)."""
    return sum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def _similar(store: Store, gold: Sequence[Row], _: str) -> Scores:
    """Recall of what is alike, and the share of judged members that are."""
    names = {e.report_id: file_name(e.path) for e in store.catalogue.entries("live")}
    recalls, good, bad, times = [], 0, 0, []
    for item in gold:
        began = time.perf_counter()
        groups = asking.find_similar(store, item["query"]["name"], None, 10)["groups"]
        times.append(time.perf_counter() - began)
        members = [(names.get(m["report_id"]), m["name"]) for group in groups for m in group["members"]]
        hits = [any(w["source"] == source and alike(w["name"], name, 0.7) for source, name in members) for w in item["similar"]]
        wrong = [any(w["source"] == source and alike(w["name"], name, 0.99) for source, name in members) for w in item["not_similar"]]
        recalls.append(_share(sum(hits), len(hits)) if hits else 1.0)
        good, bad = good + sum(hits), bad + sum(wrong)
    recall = round(statistics.fmean(recalls), 4)
    return {"queries": len(gold), "recall": recall, "precision_judged": _share(good, good + bad), **_latency(times)}


def _share(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0


def _latency(times: Sequence[float]) -> Scores:
    ordered = sorted(times)
    return {"ms_median": round(statistics.median(ordered) * 1e3, 1), "ms_p95": round(ordered[int(0.95 * (len(ordered) - 1))] * 1e3, 1)}
