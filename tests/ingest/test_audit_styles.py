"""The audit on invented reports of thirty-one styles: every planted fault is told, and nothing is told of what is sound (审核样式)."""

import tomllib
from pathlib import Path

import pytest

from ingest.extract import extract
from ingest.structure import structure
from ontology.records import Finding

STYLES = Path(__file__).parent / "audit_styles"
PLANTED: dict[str, list[tuple[str, str]]] = {
    name: [(kind, at) for kind, at in said["planted"]]
    for name, said in tomllib.loads((STYLES / "expected.toml").read_text("utf-8")).items()
}
"""Report → kind of fault and words that a finding's quotes must hold; reports that are not named are sound."""

REPORTS = sorted(path.stem for path in STYLES.glob("*.txt"))


def findings(name: str) -> tuple[Finding, ...]:
    return extract(structure((STYLES / f"{name}.txt").read_text("utf-8")), "r_0000000000000000").anomalies


@pytest.mark.parametrize("name", REPORTS)
def test_all_that_was_planted_and_nothing_else(name: str) -> None:
    found = findings(name)
    missed = [(kind, at) for kind, at in PLANTED.get(name, []) if not any(at in quote for f in found for quote in f.quotes)]
    false = [
        (f.rule, f.explanation) for f in found if not any(at in quote for _, at in PLANTED.get(name, []) for quote in f.quotes)
    ]
    assert (missed, false) == ([], [])


def test_what_is_planted_stands_in_the_reports() -> None:
    assert PLANTED.keys() <= set(REPORTS)
    for name, planted in PLANTED.items():
        text = (STYLES / f"{name}.txt").read_text("utf-8")
        assert [at for _, at in planted if at not in text] == []
    assert sum(map(len, PLANTED.values())) >= 240
