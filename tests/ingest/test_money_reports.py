"""Reports dense in forms of money (河南、广东、四川、山东 … 的表式; 均为虚构): fields, bodies, duties, money, programmes and indicators.

Run this file as a script to write the golden files anew; review the diff.
"""

from pathlib import Path

import pytest

from ingest.extract import extract
from ingest.readers.text import read_text
from ingest.structure import structure
from ontology.records import Bundle

REPORTS = Path(__file__).parent / "money_reports"
FIELDS: dict[str, tuple[str, ...]] = {
    "units": ("name", "kind"),
    "duties": ("head",),
    "finance": ("item", "role", "year", "value", "unit", "value_wan"),
    "projects": ("name", "kind", "value", "unit", "use"),
    "indicators": ("level1", "level2", "name", "target", "actual", "weight", "score"),
}


def bundle_of(path: Path) -> Bundle:
    return extract(structure(read_text(path.name, path.read_bytes()), path.name), "r_0000000000000000")


def golden_lines(bundle: Bundle) -> str:
    report = bundle.report
    head = (report.title, report.doc_type, report.fiscal_year, report.department, report.level, report.self_score, report.grade)
    lines = ["\t".join(("report", *map(str, head)))]
    for section, fields in FIELDS.items():
        for fact in getattr(bundle, section):
            lines.append("\t".join((section, *(str(getattr(fact, field)) for field in fields))))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.txt")), ids=lambda p: p.stem)
def test_golden(path: Path) -> None:
    bundle = bundle_of(path)
    assert golden_lines(bundle) == path.with_suffix(".tsv").read_text("utf-8")
    assert all(bundle.text[slice(*f.span)] == f.quote for section in FIELDS for f in getattr(bundle, section))


if __name__ == "__main__":
    for one in sorted(REPORTS.glob("*.txt")):
        one.with_suffix(".tsv").write_text(golden_lines(bundle_of(one)), "utf-8")
