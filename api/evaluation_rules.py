"""When an extracted fact or row counts as a gold one (评测判据): names by their letter pairs, quantities in one unit, quotes by overlap."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

Row = dict[str, Any]
Rule = Callable[[Row, Row, str], bool]
SCALES = {"千": 1e3, "万": 1e4, "亿": 1e8}


def fold(text: object) -> str:
    """Return a text without width, case and punctuation; signs that a value carries stay."""
    return re.sub(r"[^\w%≥≤<>=.+-]", "", unicodedata.normalize("NFKC", str(text or "")).lower())


def _pairs(text: object) -> Counter[str]:
    folded = fold(text)
    return Counter(folded[i : i + 2] for i in range(len(folded) - 1)) or Counter([folded])


def alike(one: object, other: object, least: float = 0.6) -> bool:
    """Return whether two names share enough letter pairs (the Dice measure)."""
    if fold(one) == fold(other):
        return True
    a, b = _pairs(one), _pairs(other)
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values())) >= least


def _quantity(value: Any, unit: object) -> tuple[float | None, str]:
    """Return a value and its unit with 万, 亿 multiplied out; the value None where it is no number."""
    word = fold(unit)
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None, word
    while word and word[0] in SCALES:
        number, word = number * SCALES[word[0]], word[1:]
    return number, word


def same_value(gold: Row, row: Row) -> bool:
    """Return whether two rows hold the same quantity, to half a thousandth, in units that agree or are not given."""
    (a, unit_a), (b, unit_b) = _quantity(gold.get("value"), gold.get("unit")), _quantity(row.get("value"), row.get("unit"))
    if a is None or b is None:
        return fold(gold.get("value")) == fold(row.get("value"))
    return abs(a - b) <= 5e-4 * max(abs(a), 1e-9) and (not unit_a or not unit_b or alike(unit_a, unit_b, 0.4))


def touch(one: str | None, other: str | None) -> bool:
    """Return whether two quotes of one report speak of the same place: one holds the other, or most of its letter pairs."""
    if not one or not other:
        return False
    a, b = fold(one), fold(other)
    if a in b or b in a:
        return True
    shared = sum((_pairs(a) & _pairs(b)).values())
    return shared >= 0.7 * min(sum(_pairs(a).values()), sum(_pairs(b).values()))


def same_row(gold: Row, row: Row) -> bool:
    """Return whether a row of an answer is the gold one: its department and its value, or its quote where there is no value."""
    if not (alike(gold["department"], row.get("department"), 0.7) or fold(row.get("department")) in fold(gold["department"])):
        return False
    if gold.get("value") is None:
        return touch(gold.get("quote"), row.get("quote"))
    return same_value(gold, row)


def _overlap(text: str, gold: Row, row: Row) -> bool:
    one, other = str(gold.get("quote") or ""), str(row.get("quote") or "")
    start, begin = text.find(one), text.find(other)
    inside = start >= 0 and begin >= 0 and start < begin + len(other) and begin < start + len(one)
    return inside or touch(one, other)


def _money(gold: Row, row: Row) -> bool:
    wanted, found = gold.get("value_wan"), row.get("value_wan")
    return wanted is not None and found is not None and abs(wanted - found) <= 1e-6 * max(1.0, abs(wanted))


def _finance(gold: Row, row: Row, text: str) -> bool:
    same = gold.get("role") == row.get("role") and gold.get("year") == row.get("year")
    return same and (_money(gold, row) or same_value(gold, row)) and alike(gold["item"], row["item"], 0.5) and _overlap(text, gold, row)


def _project(gold: Row, row: Row, _: str) -> bool:
    unknown = gold.get("value_wan") is None and row.get("value_wan") is None
    return alike(gold["name"], row["name"]) and (unknown or _money(gold, row))


def _indicator(gold: Row, row: Row, _: str) -> bool:
    values = all(fold(gold.get(k)) in fold(row.get(k)) or fold(row.get(k)) in fold(gold.get(k)) for k in ("target", "actual"))
    blanks = all(bool(fold(gold.get(k))) == bool(fold(row.get(k))) for k in ("target", "actual"))
    scores = gold.get("score"), row.get("score")
    return alike(gold["name"], row["name"], 0.8) and values and blanks and (scores[0] == scores[1])


def _outcome(gold: Row, row: Row, text: str) -> bool:
    return same_value(gold, row) and alike(gold["metric"], row["metric"], 0.5) and _overlap(text, gold, row)


def _finding(gold: Row, row: Row, text: str) -> bool:
    met = sum(any(_overlap(text, {"quote": q}, {"quote": r}) for r in row["quotes"]) for q in gold["quotes"])
    return met >= min(2, len(gold["quotes"]))


RULES: dict[str, Rule] = {
    "units": lambda gold, row, _: alike(gold["name"], row["name"], 0.8),
    "staff": lambda gold, row, _: same_value(gold, row) and alike(gold["metric"], row["metric"], 0.5),
    "duties": lambda gold, row, _: alike(gold["head"], row["head"], 0.8),
    "finance": _finance,
    "projects": _project,
    "indicators": _indicator,
    "outcomes": _outcome,
    "problems": lambda gold, row, _: touch(gold["quote"], row["quote"]),
    "measures": lambda gold, row, _: touch(gold["quote"], row["quote"]),
    "anomalies": _finding,
}
"""Fact section → when an extracted row counts as the gold one."""


def matched(gold: Sequence[Row], rows: Sequence[Row], rule: Rule, text: str) -> int:
    """Return how many gold rows find a row of their own, each row given away once, in order."""
    free, hits = list(rows), 0
    for wanted in gold:
        place = next((i for i, row in enumerate(free) if rule(wanted, row, text)), None)
        if place is not None:
            del free[place]
            hits += 1
    return hits
