"""Invented reports (虚构) of bureaus of several kinds and places, with the facts an extractor would find, for questions to be asked of.

Two districts share a name with one elsewhere (长安区 of 石家庄 and of 西安), one has a namesake without a report (普陀区 of 上海).
"""

import json
from pathlib import Path
from typing import Any

from invented_texts import placed, stating
from ontology.records import FAMILIES, Bundle, Finding, Passage, ReportFields

FOLDER = Path(__file__).parent / "invented"
NAMES = ("schools", "health", "roads", "market_a", "market_b")

SETS = {
    "questions_rows.tsv": ("water", "culture"),
    "questions_computed.tsv": ("orchards", "ferries"),
    "questions.tsv": NAMES,
    "questions_welfare.tsv": ("welfare",),
    "questions_town.tsv": ("town", "safety"),
    "questions_parts.tsv": ("lottery",),
    "questions_colloquial.tsv": ("jobs", "rivers", "stages", "justice", "streets"),
    "questions_readings.tsv": ("rescues",),
    "questions_missed.tsv": ("lakes",),
    "questions_bodies.tsv": ("lakes",),
    "questions_given.tsv": ("lakes",),
    "questions_changes.tsv": ("lakes",),
    "questions_offices.tsv": ("fires", "union", "fund", "herds"),
}
"""Files of questions and the reports they are asked of."""


def invented(name: str) -> Bundle:
    """Return one invented report: `<name>.txt` is its text, `<name>.jsonl` its fields and facts, a line each."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    sections: dict[str, list[Any]] = {}
    fields = ReportFields()
    for line in lines:
        section = line.pop("section")
        if section == "report":
            fields = ReportFields.model_validate(line)
        elif section == "anomalies":
            spans = tuple(placed(text, quote)["span"] for quote in line["quotes"])
            sections.setdefault(section, []).append(Finding.model_validate({**line, "spans": spans}))
        else:
            fact = FAMILIES[section].model_validate({**line, **placed(text, line["quote"])})
            sections.setdefault(section, []).append(fact)
    passages = tuple(Passage(**placed(text, part)) for part in text.split("\n") if len(part) > 12)
    return stating(text, fields, passages=passages, **sections)


def all_reports(names: tuple[str, ...] = NAMES) -> list[Bundle]:
    """Return the invented reports of these names."""
    return [invented(name) for name in names]
