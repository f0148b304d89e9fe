"""Damaged files of every format are read or refused, each in its time; the parent never notices more (变异测试).

`tests/bench/bench_readers.py --damage 3000` runs ten times as many.
"""

from collections import Counter

from ingest.readers.apart import SILENCE_S
from readers.damage import readings


def outcomes(count):
    """Return how many variants were read and refused, and how many took too long."""
    told = Counter()
    for label, refusal, seconds in readings(count):
        assert "\n" not in str(refusal), label
        told["read" if refusal is None else "refused"] += 1
        told["slow"] += seconds > SILENCE_S + 10
    return told


def test_damage_never_reaches_the_parent():
    told = outcomes(300)
    assert told["slow"] == 0
    assert told["read"] + told["refused"] == 300
    assert min(told["read"], told["refused"]) > 50
