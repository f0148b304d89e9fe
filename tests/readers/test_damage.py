"""Damaged files of every format are read or refused, each in its time; the parent never notices more (变异测试).

`tests/bench/bench_readers.py --damage 3000` runs ten times as many.
"""

import time
from collections import Counter

from readers import writers
from readers.damage import damaged

from ingest.errors import IngestError
from ingest.readers.apart import SILENCE_S
from ingest.readers.read import read

FORMATS = ("docx", "html", "site", "mht", "xlsx", "rtf", "pdf", "text")


def outcomes(count):
    """Return how many variants were read and refused; whatever else is raised is a crash and fails the test."""
    told = Counter()
    files = {kind: getattr(writers, f"as_{kind}")() for kind in FORMATS}
    files["text"] = files["text"].encode()
    for label, name, data in damaged(files, count):
        started = time.monotonic()
        try:
            read(name, data)
            told["read"] += 1
        except IngestError as problem:
            assert "\n" not in str(problem), label
            told["refused"] += 1
        told["slow"] += time.monotonic() - started > SILENCE_S + 10
    return told


def test_damage_never_reaches_the_parent():
    told = outcomes(300)
    assert told["slow"] == 0
    assert told["read"] + told["refused"] == 300
    assert min(told["read"], told["refused"]) > 50
