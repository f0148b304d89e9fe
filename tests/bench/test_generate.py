"""The generator of reports keeps its word: same seed, same bytes; what it says it wrote stands in the text (报告生成器)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from drawing import PLACES
from generate import generate
from ontology.regions import named

GENERATE = Path(__file__).parent / "generate.py"


def generated(folder: Path, seed: int) -> dict[str, bytes]:
    """Return the files of a run of the generator by name."""
    command = [sys.executable, str(GENERATE), str(folder), "--count", "12", "--seed", str(seed)]
    subprocess.run(command, check=True, timeout=60)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return twelve reports and what they say."""
    return generated(tmp_path_factory.mktemp("one"), 5)


def test_same_seed_same_bytes(files: dict[str, bytes], tmp_path: Path) -> None:
    assert generated(tmp_path, 5) == files


def test_no_generated_place_is_anywhere() -> None:
    assert len(set(PLACES)) == len(PLACES)
    assert [place for place in PLACES if named(place)] == []


def test_a_department_has_one_report_a_year() -> None:
    made = [(r.report["department"], r.report["fiscal_year"]) for r in generate(500, seed=3)]
    assert len(set(made)) == len(made) == 500
    assert 100 < len({department for department, _ in made}) < 250


def test_another_seed_gives_other_reports(files: dict[str, bytes], tmp_path: Path) -> None:
    assert not set(generated(tmp_path, 6).values()) & set(files.values())


def test_every_fact_stands_in_its_report(files: dict[str, bytes]) -> None:
    expectations = [json.loads(data) for name, data in files.items() if name.startswith("expected/")]
    assert len(expectations) == 12
    for expected in expectations:
        text = files[expected["source"]].decode()
        assert "虚构" in text
        families = [facts for facts in expected.values() if isinstance(facts, list)]
        assert len(families) >= 7
        for fact in (fact for facts in families for fact in facts if "quote" in fact):
            assert fact["quote"] in text
