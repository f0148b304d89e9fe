"""The duties of a report by subject (职责索引): which of them a phrase about money speaks of."""

import math
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import rjieba

from ontology.lists import field_of, kinds
from ontology.records import Duty

_LEAST = 0.42
_NEAR_BEST, _AS_GOOD = 0.8, 0.95  # a name is of one duty, or of those it fits as well
_FIELD = 0.45
_SURE = 0.6  # outside the project's field only a duty that names the subject counts
_WEAK = 0.5  # the field alone
_PLANS = re.compile(r"(?:负责)?(?:研究)?(?:拟订|拟定|起草|编制)[^，]*(?:规划|政策|法规|规章|措施|标准)")
"""To plan is done for all that is planned: such a duty takes what no other names."""
_POLICY = re.compile(r"(?:负责)?(?:宣传)?(?:贯彻|拟订|拟定|起草|研究制定|执行)")
"""A duty to carry out policies is of its department's field, whatever money that is about."""


@cache
def words() -> dict[str, Any]:
    """Return the word lists of `linking.toml`: `plain` words, `general` money as a pattern, `wider` subjects."""
    data = tomllib.loads(Path(__file__).with_name("linking.toml").read_text("utf-8"))
    return {**data, "plain": frozenset(data["plain"].split()), "general": re.compile("".join(data["general"].split()))}


@cache
def _activities() -> frozenset[str]:
    """Return the fields that say how work is done (执法, 宣传), not about what."""
    return frozenset(concept.notation for kind in kinds() for concept in kind.fields if concept.activity)


@dataclass(frozen=True, slots=True)
class Match:
    """A duty a phrase speaks of; `wider` where the duty's head holds none of the phrase's words."""

    duty: Duty
    score: float
    wider: bool = False


class DutyIndex:
    """The duties of a report, searchable by the subject of a phrase."""

    def __init__(self, duties: tuple[Duty, ...], department: str | None) -> None:
        self.duties = duties
        self.department = department or ""
        self.own = _pairs(self.department) | _pairs(self.department.replace("监督管理", "监管"))
        self.heads = [_grams(d.head) for d in duties]
        self.texts = [_grams(d.text) for d in duties]
        self.fields = [field_of(d.head, department) or field_of(d.text, department) for d in duties]
        everywhere = [g for grams in self.heads for g in grams]
        self.general = [_is_general(d.head, self.own) for d in duties]
        self.plans = [bool(_PLANS.match(d.head)) for d in duties]
        self.rare = {g: math.log((len(duties) + 1) / everywhere.count(g)) for g in set(everywhere)}

    def best(self, phrase: str, project: str, explicit: bool) -> list[Match]:
        """Return the duties a phrase of a project is about, best first; none where its subject is no duty's."""
        grams = _grams(phrase) - self.own
        field, kept = self._fields(phrase, project, not grams)
        if not grams:
            return self._plain(phrase, field, kept, explicit)
        everywhere = list(range(len(self.duties)))
        scores = {i: self._score(grams, field, i) for i in everywhere}
        scores = {i: s for i, s in scores.items() if i in kept or s >= _SURE}
        scores = {i: s for i, s in scores.items() if not self.general[i]}
        if any(s >= _LEAST and not self.plans[i] for i, s in scores.items()):
            scores = {i: s for i, s in scores.items() if not self.plans[i]}
        top = max(scores.values(), default=0.0)
        among = everywhere if phrase == project else kept  # a name may speak of another field than most of its words
        wider = self._wider(phrase, among) if top < _WEAK else []
        if top < _LEAST or wider:
            return wider
        kept = [i for i, s in scores.items() if s >= _LEAST and s >= top * (_NEAR_BEST if explicit else _AS_GOOD)]
        found = [Match(self.duties[i], round(min(s, 1.0), 2)) for i, s in scores.items() if i in kept]
        ranked = self._closest(phrase, sorted(found, key=lambda m: -m.score)[:4])
        whole = [m for m in ranked if "综合" in m.duty.head] or ranked[:1]
        return whole if len(ranked) > 2 and not explicit else ranked  # a name that fits many is for the one above them

    def _fields(self, phrase: str, project: str, plain: bool) -> tuple[str | None, list[int]]:
        """Return the phrase's field, else the project's, and the duties to look in: those of the project's field where both agree."""
        own, whole = field_of(phrase, self.department), field_of(project, self.department)
        if whole in self.fields and (plain or own in _activities()):
            own = whole
        field = own or whole
        inside = [i for i, f in enumerate(self.fields) if f == field]
        agree = bool(inside) and (own is None or own == whole) and whole is not None
        return field, inside if agree else list(range(len(self.duties)))

    def _score(self, grams: set[str], field: str | None, i: int) -> float:
        """Share of the phrase that the head holds (its text counts less), a little for the head being no wider than it."""
        whole = sum(self._weight(g) for g in grams)
        head = sum(self._weight(g) for g in self.heads[i])
        shared = sum(self._weight(g) for g in grams & self.heads[i])
        in_text = sum(self._weight(g) for g in (grams & self.texts[i]) - self.heads[i])
        score = (shared * (0.7 + 0.3 * shared / head if head else 1) + 0.4 * in_text) / whole
        if field and field == self.fields[i] and (shared or not _POLICY.match(self.duties[i].head)):
            score += _FIELD if shared else _FIELD / 2 if self.fields.count(field) > 1 else _FIELD
        return score

    def _weight(self, gram: str) -> float:
        return self.rare.get(gram, 1.0)

    def _plain(self, phrase: str, field: str | None, kept: list[int], explicit: bool) -> list[Match]:
        """A phrase of plain words only: within its field the duty that shares most of them; the general duty for general words."""
        pairs = _pairs(phrase)
        if field is None:
            general = [d for d in self.duties if "综合" in d.head and len(_pairs(d.head) & pairs) >= 2]
            return [Match(general[0], 0.5)] if explicit and general else []
        inside = [i for i in kept if self.fields[i] == field]
        shared = {i: len(pairs & _pairs(self.duties[i].head)) for i in inside}
        top = max(shared.values(), default=0)
        if not top or not (explicit or top > 1):
            return []
        return self._closest(phrase, [Match(self.duties[i], 0.6) for i, n in shared.items() if n == top])

    def _closest(self, phrase: str, found: list[Match]) -> list[Match]:
        """食品安全监管 is the duty of supervision, not that of 综合协调 beside it, unless the phrase says so."""
        said = [m for m in found if "协调" not in m.duty.head or "协调" in phrase]
        return said or found

    def _wider(self, phrase: str, among: list[int]) -> list[Match]:
        """Return the duty that takes a subject which no head names: by the first word that any of the heads holds."""
        for subject, heads in words()["wider"]:
            if re.search(subject, phrase):
                for head in heads.split("|"):
                    found = [i for i in among if head in self.duties[i].head and not self.general[i]]
                    if found:
                        return [Match(self.duties[found[0]], 0.5, wider=True)]
        return []


def _is_general(head: str, own: set[str]) -> bool:
    """Tell whether a duty is for the whole of the department's field: money of a subject is for another one."""
    first = re.split(r"[和、，]", head)[0]
    return not _grams(head) - own or ("综合" in first and not _grams(first) - own)


def _grams(text: str) -> set[str]:
    """Return the character pairs of the words that name a subject."""
    named = (w for w in rjieba.cut(re.sub(r"\W|\d", " ", text)) if len(w) > 1 and w not in words()["plain"])
    return {pair for w in named for pair in _pairs(w)}


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
