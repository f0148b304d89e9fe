"""Whole reports in many styles (教育、医院、交通、公安、乡镇、法院、公积金 …; 均为虚构): every fact of every family.

Those of `money_reports` are dense in forms of money (河南、广东、四川、山东 … 的表式): fields, bodies, duties, money and indicators count.

Run this file as a script to write the golden files anew; review the diff.
"""

from pathlib import Path

import pytest

from ingest.extract import extract
from ingest.readers.text import read_text
from ingest.structure import structure
from ontology.records import Bundle

HERE = Path(__file__).parent
OF_MONEY: dict[str, tuple[str, ...]] = {
    "units": ("name", "kind"),
    "duties": ("head",),
    "finance": ("item", "role", "year", "value", "unit", "value_wan"),
    "projects": ("name", "kind", "value", "unit", "use"),
    "indicators": ("level1", "level2", "name", "target", "actual", "weight", "score"),
}
OF_ALL: dict[str, tuple[str, ...]] = {
    "units": ("name", "kind"),
    "staff": ("metric", "value", "unit", "scope"),
    "duties": ("head",),
    "finance": ("item", "role", "scope", "year", "value", "unit"),
    "projects": ("name", "kind", "value", "unit", "use"),
    "indicators": ("level1", "level2", "name", "target", "actual", "weight", "score", "attained"),
    "outcomes": ("metric", "value", "unit", "bound", "actor", "year"),
    "problems": ("text",),
    "measures": ("text",),
    "personal": ("quote",),
}


FIELDS = {"money_reports": OF_MONEY, "whole_reports": OF_ALL}
REPORTS = sorted(path for folder in FIELDS for path in (HERE / folder).glob("*.txt"))


def bundle_of(path: Path) -> Bundle:
    return extract(structure(read_text(path.name, path.read_bytes()), path.name), "r_0000000000000000")


def golden_lines(bundle: Bundle, told: dict[str, tuple[str, ...]]) -> str:
    report = bundle.report
    head = (report.title, report.doc_type, report.fiscal_year, report.department, report.level, report.self_score, report.grade)
    lines = ["\t".join(("report", *map(str, head)))]
    for section, fields in told.items():
        for fact in getattr(bundle, section):
            lines.append("\t".join((section, *(str(getattr(fact, field)) for field in fields))))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_golden(path: Path) -> None:
    bundle, told = bundle_of(path), FIELDS[path.parent.name]
    assert golden_lines(bundle, told) == path.with_suffix(".tsv").read_text("utf-8")
    assert all(bundle.text[slice(*f.span)] == f.quote for section in told for f in getattr(bundle, section))


if __name__ == "__main__":
    for one in REPORTS:
        one.with_suffix(".tsv").write_text(golden_lines(bundle_of(one), FIELDS[one.parent.name]), "utf-8")
