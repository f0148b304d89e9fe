"""Two years in one breath (由上年的…提高到…): the earlier figure stands in the quote of the later one, as printed."""

import re
from dataclasses import replace

from ontology.quantity import parse
from search.matching.prepared import Candidate

_FROM_TO = re.compile(
    r"(?:由|从)(?P<year>上年|去年|上一年|(?:20\d\d)年)(?:度|底|末|同期)?的?(?P<before>\d[\d,，.]*\s*[^\d\s，,。；;、]{1,6}?)"
    r"(?:提高|提升|上升|增加|增长|扩大|下降|降低|减少|压减|缩短|回落|升|降|增)(?:到|至|为)了?"
)


def of_both_years(later: Candidate) -> list[Candidate]:
    """Return the earlier year's figure that a quote gives before its own, and the later one; nothing where it gives none."""
    told = _FROM_TO.search(re.sub(r"\s", "", later.row.quote))
    year = later.row.year or later.report.year
    amount = parse(told["before"]) if told else None
    if told is None or amount is None or year is None:
        return []
    named = told["year"].removesuffix("年")
    before = int(named) if named.isdigit() else year - 1
    unit = amount.unit or later.unit
    if unit != later.unit or before >= year:
        return []
    row = replace(later.row, year=before, value=amount.value, unit=unit)
    return [replace(later, row=row, value=amount.value, unit=unit), later]
