"""Ranking (排序): candidates with two scores to one order, and one hit a place."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ontology.ids import fold
from ontology.records import Span
from search.index.documents import WHOLE, IndexDoc
from search.index.index import Candidate
from search.retrieval.concepts import Asked

Scores = npt.NDArray[np.float64]
Vectors = npt.NDArray[np.float32]

LEXICAL_SHARE = 0.3
"""Share of the words' score in the whole; the rest is the vector's."""

OF_PASSAGE = 0.4
"""Share of a fact's score that is its passage's: a clause of three words means what its sentence means."""

FEEDBACK, FEEDBACK_DEPTH = 0.4, 3
"""Weight and number of the best hits whose vectors join the query's (Rocchio's feedback without a judge)."""

COVERED, LOOKED_AT = 0.25, 30
"""Weight of the share of the query's concepts that a text shows, and how many of the best are read for it."""

DEFINITION = re.compile(r"[\s\d.、．（）()一二三四五六七八九十]*[^，。；：:]{2,24}[：:]\s*是?指")
DEFINES, STATES_NOTHING = 0.7, 0.85
"""Share of its score that a glossary's entry keeps, for what a word means says nothing about the work; and a place that states no figure,
problem or measure taken: plans, duties and praise speak of a subject in its own words, yet what was done answers."""

NEAR_BEST, OWN_SHARE, TOUCHED, LEAST_QUOTE = 0.75, 0.6, 0.5, 6
"""A fact is a hit of its own beside its siblings from these shares on: of the passage's best score, and of the concepts that the passage
shows, where it shows so much of the query; and its quote has so many characters (243人 alone tells nothing)."""

SPREAD = 200
"""Nearest candidates over which cosines are scaled to 0..1."""


def ranked(candidates: Sequence[Candidate], query: Vectors, mean: Vectors) -> list[tuple[Candidate, float]]:
    """Return the candidates with their joint scores from 0 to 1, best first; equal ones in the order of the index.

    Cosines are taken after the mean of all vectors is subtracted: every text of this kind looks like every other, and what they
    share tells none apart (Mu and Viswanath 2018, all-but-the-top).
    """
    if not candidates:
        return []
    lexical = np.array([c.lexical for c in candidates])
    home = _homes(candidates)
    vectors = _vectors(candidates)
    asked = _unit(query - mean)
    score = _joined(lexical, _cosines(vectors, mean, asked), home)
    best = _one_a_home(score, home)
    liked = (score[best] / (score[best].sum() or 1.0)) @ _unit(vectors[best] - mean)
    score = _joined(lexical, _cosines(vectors, mean, _unit(asked + FEEDBACK * liked)), home)
    order = np.argsort(-np.round(score, 9), kind="stable")
    return [(candidates[i], float(score[i])) for i in order]


def _cosines(vectors: Vectors, mean: Vectors, asked: Vectors) -> Vectors:
    """Return the cosines of `asked` and each vector after the mean is subtracted, without a copy of them all: |v - m|² = 1 - 2vm + m²."""
    length = np.sqrt(np.maximum(1.0 - 2.0 * (vectors @ mean) + mean @ mean, 1e-12))
    return np.asarray((vectors @ asked - mean @ asked) / length, np.float32)


def _unit(vectors: npt.NDArray[np.floating]) -> Vectors:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1.0), np.float32)


def _vectors(candidates: Sequence[Candidate]) -> Vectors:
    by_segment: dict[str, list[int]] = defaultdict(list)
    for i, candidate in enumerate(candidates):
        by_segment[candidate.segment.name].append(i)
    if len(by_segment) == 1:
        return candidates[0].segment.vectors_of([candidate.place for candidate in candidates])
    parts = {name: candidates[rows[0]].segment.vectors_of([candidates[i].place for i in rows]) for name, rows in by_segment.items()}
    vectors = np.zeros((len(candidates), next(iter(parts.values())).shape[1]), np.float32)
    for name, rows in by_segment.items():
        vectors[rows] = parts[name]
    return vectors


def _homes(candidates: Sequence[Candidate]) -> npt.NDArray[np.intp]:
    """Return for each candidate the index of its passage among the candidates, its own where that is not one."""
    at = {(c.segment.name, c.place): i for i, c in enumerate(candidates)}
    return np.array([at.get(c.home, i) for i, c in enumerate(candidates)], np.intp)


def _joined(lexical: Scores, cosine: Vectors, home: npt.NDArray[np.intp]) -> Scores:
    lexical = (1 - OF_PASSAGE) * lexical + OF_PASSAGE * lexical[home]
    cosine = (1 - OF_PASSAGE) * cosine + OF_PASSAGE * cosine[home]
    high = cosine.max()
    low = np.sort(cosine)[-min(SPREAD, len(cosine))]
    near = np.clip((cosine - low) / ((high - low) or 1.0), 0.0, None)
    return np.asarray(LEXICAL_SHARE * lexical / (lexical.max() or 1.0) + (1 - LEXICAL_SHARE) * near, np.float64)


def _one_a_home(score: Scores, home: npt.NDArray[np.intp]) -> list[int]:
    """Return the best candidates, as many as feed back, each of another passage."""
    seen: dict[int, int] = {}
    for i in np.argsort(-score, kind="stable"):
        seen.setdefault(int(home[i]), int(i))
        if len(seen) == FEEDBACK_DEPTH:
            break
    return list(seen.values())


def by_coverage(
    scored: Sequence[tuple[Candidate, float]], asked: Asked, meaning_asked: bool = False,
) -> list[tuple[Candidate, float]]:
    """Return the best candidates again ordered with how much of the query each shows; those behind them keep their order."""
    read = [(candidate, _weighed(candidate, score, asked, meaning_asked)) for candidate, score in scored[:LOOKED_AT]]
    read.sort(key=lambda pair: -round(pair[1], 9))
    floor = read[-1][1] if read else 0.0
    return read + [(candidate, min(score, floor)) for candidate, score in scored[LOOKED_AT:]]


def _weighed(candidate: Candidate, score: float, asked: Asked, meaning_asked: bool) -> float:
    text = candidate.document().text
    joint = (score + COVERED * asked.shown(text)) / (1 + COVERED)
    if meaning_asked:
        return joint
    return joint * (DEFINES if DEFINITION.match(text) else 1.0) * (1.0 if candidate.is_stated else STATES_NOTHING)


def distinct(scored: Sequence[tuple[Candidate, float]], asked: Asked, limit: int) -> Iterator[tuple[IndexDoc, float]]:
    """Yield the best `limit` documents, nothing said twice: one a passage, itself or the fact that says as much.

    Where several facts of a passage answer, each is a hit of its own and the passage is none.
    """
    at = {(c.segment.name, c.place): c for c, _ in scored}
    telling = _telling(scored, asked, at)
    homes: set[tuple[str, int]] = set()
    spans: dict[str, list[Span]] = defaultdict(list)
    said: set[tuple[str, str]] = set()
    for candidate, score in scored:
        if len(said) >= limit:
            return
        facts = telling.get(candidate.home, [])
        if candidate not in facts and (facts or candidate.home in homes):
            continue
        homes.add(candidate.home)
        doc = candidate.document() if facts else _shown(candidate, at.get(candidate.home))
        report, key = doc.head.report_id, (doc.head.report_id, fold(doc.quote) or doc.quote)
        if key in said or any(doc.span[0] < end and start < doc.span[1] for start, end in spans[report]):
            continue
        spans[report].append(doc.span)
        said.add(key)
        yield doc, score


def _telling(
    scored: Sequence[tuple[Candidate, float]], asked: Asked, at: Mapping[tuple[str, int], Candidate],
) -> dict[tuple[str, int], list[Candidate]]:
    """Return for each passage the facts apart from each other in it that answer about as well as the whole, where there are several."""
    best: dict[tuple[str, int], float] = {}
    shown: dict[tuple[str, int], float] = {}
    found: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
    for candidate, score in scored[:LOOKED_AT]:
        home = candidate.home
        close = score >= NEAR_BEST * best.setdefault(home, score)
        if not close or home not in at or (candidate.segment.name, candidate.place) == home:
            continue
        if home not in shown:
            shown[home] = asked.shown(at[home].document().text)
        if shown[home] >= TOUCHED and _answers(candidate.document(), asked, shown[home]) and _apart(candidate, found[home]):
            found[home].append(candidate)
    return {home: facts for home, facts in found.items() if len(facts) > 1}


def _answers(fact: IndexDoc, asked: Asked, shown: float) -> bool:
    return len(fold(fact.quote)) >= LEAST_QUOTE and asked.shown(fact.text) >= OWN_SHARE * shown


def _apart(candidate: Candidate, others: Sequence[Candidate]) -> bool:
    start, end = candidate.document().span
    return all(end <= other.document().span[0] or other.document().span[1] <= start for other in others)


def distinct_facts(scored: Sequence[tuple[Candidate, float]], limit: int) -> Iterator[tuple[IndexDoc, float]]:
    """Yield the best `limit` facts; a sentence may hold many, but each is said once a report."""
    said: set[tuple[str, str, str]] = set()
    for candidate, score in scored:
        if len(said) >= limit:
            return
        doc = candidate.document()
        key = doc.head.report_id, doc.kind, doc.text
        if key not in said:
            said.add(key)
            yield doc, score


def _shown(candidate: Candidate, home: Candidate | None) -> IndexDoc:
    """Return the fact where it says about as much as its passage, else the passage, which is a complete thought."""
    doc = candidate.document()
    if home is None or home is candidate:
        return doc
    passage = home.document()
    return doc if WHOLE[0] <= len(doc.quote) / len(passage.quote) <= WHOLE[1] else passage
