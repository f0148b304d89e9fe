"""What changed between two versions of a report (版本差异): facts added, removed, and those whose values changed."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ontology.ids import fold
from ontology.records import Bundle, Fact, Finding

_EVIDENCE = frozenset({"quote", "span", "confidence", "quotes", "spans"})
Claim = Fact | Finding
_KEYS: dict[str, tuple[str, ...]] = {
    "units": ("kind", "name"), "staff": ("metric", "scope"), "duties": ("head",), "finance": ("item", "role", "scope", "year"),
    "projects": ("name",), "indicators": ("level1", "level2", "name"), "outcomes": ("metric", "actor", "year"),
    "problems": ("text",), "measures": ("text",), "duty_spending": ("duty", "project"), "anomalies": ("rule", "explanation"),
}
"""Section → the fields that say what a fact is about; the others are what it says of it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One fact in both versions with other values; `fields` names those that differ."""

    before: Claim
    after: Claim
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in one section."""

    added: tuple[Claim, ...]
    removed: tuple[Claim, ...]
    changed: tuple[Changed, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def differences(before: Bundle, after: Bundle) -> dict[str, Difference]:
    """Return section → what changed in it; sections without a change are left out. Where a fact stands is no change."""
    found = {section: _section(getattr(before, section), getattr(after, section), keys) for section, keys in _KEYS.items()}
    return {section: difference for section, difference in found.items() if difference}


def fields_changed(before: Bundle, after: Bundle) -> dict[str, tuple[Any, Any]]:
    """Return the report's own fields that differ: name → before and after."""
    names = type(before.report).model_fields
    pairs = {name: (getattr(before.report, name), getattr(after.report, name)) for name in names if name not in ("candidates", "aliases")}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _section(before: Sequence[Claim], after: Sequence[Claim], keys: tuple[str, ...]) -> Difference:
    """Pair the facts of one subject in order, equal ones first; what is left over came or went."""
    old, new = _by_subject(before, keys), _by_subject(after, keys)
    added: list[Claim] = []
    removed: list[Claim] = []
    changed: list[Changed] = []
    for subject in dict.fromkeys((*old, *new)):
        left, right = _without_equals(old.get(subject, []), new.get(subject, []))
        paired = list(zip(left, right, strict=False))
        changed += [Changed(a, b, _differing(a, b)) for a, b in paired]
        removed += left[len(paired) :]
        added += right[len(paired) :]
    return Difference(tuple(added), tuple(removed), tuple(changed))


def _by_subject(facts: Sequence[Claim], keys: tuple[str, ...]) -> dict[Hashable, list[Claim]]:
    found: dict[Hashable, list[Claim]] = defaultdict(list)
    for fact in facts:
        found[tuple(_plain(getattr(fact, key)) for key in keys)].append(fact)
    return found


def _plain(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value


def _without_equals(old: list[Claim], new: list[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return the facts of both sides that have no equal on the other."""
    free = list(new)
    left: list[Claim] = []
    for fact in old:
        same = next(_equals(fact, free), None)
        if same is None:
            left.append(fact)
        else:
            free.remove(same)
    return left, free


def _equals(fact: Claim, others: Sequence[Claim]) -> Iterator[Claim]:
    return (other for other in others if not _differing(fact, other))


def _differing(a: Claim, b: Claim) -> tuple[str, ...]:
    names = (name for name in type(a).model_fields if name not in _EVIDENCE and name != "order")
    return tuple(name for name in names if _plain(getattr(a, name)) != _plain(getattr(b, name)))
