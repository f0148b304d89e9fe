"""Cut, shuffled and mangled slices of reports are read without an error (随机破坏)."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.extract import extract
from ingest.readers.text import read_text
from ingest.structure import structure
from ingest.tables import find_tables

HERE = Path(__file__).parent
FOLDERS = (HERE / "texts", HERE / "table_styles", HERE.parents[1] / "samples")
TEXTS = [read_text(p.name, p.read_bytes()) for folder in FOLDERS for p in sorted(folder.iterdir()) if p.suffix in {".txt", ".md"}]
ROUNDS = range(5)
SLICES = 100
"""Slices a round; every fifth of them goes through all extractors, the others through the finding of tables and sections."""


def shuffled(lines: list[str], chance: random.Random) -> list[str]:
    return chance.sample(lines, len(lines))


def parted(lines: list[str], chance: random.Random) -> list[str]:
    cells = [cell for line in lines for cell in line.split("\t")]
    return chance.sample(cells, len(cells))


def cut(lines: list[str], chance: random.Random) -> list[str]:
    return [line[: chance.randint(0, len(line))] for line in lines]


def slices(seed: int) -> Iterator[str]:
    """Yield slices of the texts, each mangled in one way."""
    chance = random.Random(seed)
    for _ in range(SLICES):
        lines = chance.choice(TEXTS).split("\n")
        start, mangle = chance.randrange(len(lines)), chance.choice((shuffled, parted, cut, None))
        part = lines[start : start + chance.randint(5, 30)]
        yield "\n".join(mangle(part, chance) if mangle else [line.strip() for line in part if line.strip()])


@pytest.mark.parametrize("seed", ROUNDS)
def test_mangled_slices_are_read(seed: int) -> None:
    for i, text in enumerate(slices(seed)):
        document = structure(text)
        if i % 5 == 0:
            bundle = extract(document, "r_0000000000000000")
            assert all(text[slice(*f.span)] == f.quote for f in (*bundle.finance, *bundle.projects, *bundle.indicators))


@pytest.mark.parametrize("heads", ["得分\n指标名称\n备注", "实际值\n三级指标\n备注", "得分\n备注\n指标名称"])
@pytest.mark.parametrize("rows", ["", "产出指标", "数量指标\n质量指标", "1\n2\n3\n4"])
def test_headings_without_a_value_behind_the_name_make_no_rows(heads: str, rows: str) -> None:
    assert find_tables(f"{heads}\n{rows}\n") == []
