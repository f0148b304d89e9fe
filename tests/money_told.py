"""What the money extractor makes of a sentence or a small table of an invented bureau (虚构)."""

from ingest.extractors.finance.finance import extract
from ingest.structure import structure
from ontology.records import Finance, ReportFields

REPORT = ReportFields(department="云溪县水利局", fiscal_year=2023)


def told(sentence: str, heading: str = "（一）部门收支情况") -> list[Finance]:
    return list(extract(structure(f"一、部门基本情况\n{heading}\n{sentence}\n"), REPORT))


def short(facts: list[Finance]) -> list[tuple[str, str, str]]:
    return [(f.item, f.role, f"{f.value}{f.unit}") for f in facts]
