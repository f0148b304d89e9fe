"""Damaged variants of files (损坏变体): bits turned, pieces cut out, parts swapped, ends missing; the same for the same seed."""

import io
import random
import time
import zipfile

from ingest.errors import IngestError
from ingest.readers.read import read
from readers import writers

FORMATS = ("docx", "html", "site", "mht", "xlsx", "rtf", "pdf", "text")


def files():
    """Return the invented report in every format, as bytes by format."""
    made = {kind: getattr(writers, f"as_{kind}")() for kind in FORMATS}
    return {**made, "text": made["text"].encode()}


def readings(count):
    """Yield (label, the refusal or None, seconds) of `count` damaged files that are read; whatever else is raised is a crash."""
    for label, name, data in damaged(files(), count):
        started = time.monotonic()
        refusal = None
        try:
            read(name, data)
        except IngestError as problem:
            refusal = problem
        yield label, refusal, time.monotonic() - started


def damaged(files, count, seed=20260401):
    """Yield (label, name, bytes) of `count` variants of the files, a dict of format to bytes; the name's suffix is often a wrong one."""
    chance = random.Random(seed)
    formats = sorted(files)
    for n in range(count):
        kind = formats[n % len(formats)]
        way = chance.choice(WAYS)
        data = way(files[kind], chance, files[chance.choice(formats)])
        yield f"{n} {kind} {way.__name__}", f"report.{chance.choice(formats)}", data


def bits(data, chance, _):
    """Turn some bits anywhere."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 4, 30, 300))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def cut(data, chance, _):
    """Leave out the end."""
    return data[: chance.randrange(1, len(data))]


def hole(data, chance, _):
    """Leave out a piece."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 4_000) :]


def zeros(data, chance, _):
    """Blank a piece."""
    start = chance.randrange(len(data))
    length = min(chance.randrange(1, 4_000), len(data) - start)
    return data[:start] + bytes(length) + data[start + length :]


def swapped(data, chance, other):
    """Put a piece of another file in."""
    start, length = chance.randrange(len(data)), chance.randrange(1, 8_000)
    return data[:start] + other[start : start + length] + data[start + length :]


def doubled(data, chance, _):
    """Say a piece many times."""
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, 2_000)]
    return data[:start] + piece * chance.choice((2, 20, 200)) + data[start:]


def inner(data, chance, other):
    """Damage what a package holds and pack it again; any other file as `bits`."""
    if not data.startswith(b"PK"):
        return bits(data, chance, other)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice([e.filename for e in old.infolist() if e.filename.endswith(".xml")])
        for entry in old.infolist():
            part = old.read(entry)
            way = chance.choice((bits, hole, zeros, doubled, cut))
            new.writestr(entry.filename, way(part, chance, b"") if entry.filename == chosen else part)
    return out.getvalue()


WAYS = (bits, cut, hole, zeros, swapped, doubled, inner)
