"""Performance indicators (绩效指标) with level, target, actual value, weight, score and whether the target was met."""

from collections.abc import Iterator

from ingest.document import Document
from ingest.extractors.indicators.prose import from_prose
from ingest.extractors.indicators.table import from_tables
from ontology.records import Indicator, ReportFields


def extract(document: Document, report: ReportFields) -> Iterator[Indicator]:
    """Yield the indicators of tables and prose in printed order; one told in both stands once, as the table has it."""
    tabled = list(from_tables(document))
    known = {(i.name, i.actual or i.target) for i in tabled}
    told = [i for i in from_prose(document) if (i.name, i.actual or i.target) not in known]
    yield from sorted([*tabled, *told], key=lambda i: i.span)
