"""Every extractor in one tuple, and the bundle they make (抽取总表)."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from ingest.audit.audit import audit
from ingest.document import Document
from ingest.extractors import duties, personal
from ingest.extractors.finance import finance
from ingest.extractors.indicators import indicators
from ingest.extractors.outcomes import outcomes
from ingest.extractors.problems import problems
from ingest.extractors.projects import projects
from ingest.extractors.report.fields import report_fields
from ingest.extractors.staff import staff
from ingest.extractors.units import units
from ingest.linking import link_spending
from ingest.passages import passages
from ontology.places import packed
from ontology.records import Bundle, Fact, ReportFields, ScannedPage, Span

EXTRACTOR_VERSION = "82"

RECOGNISED = 0.8
"""The confidence of a fact from a scanned page is at most this share of the recognition's."""

Extractor = Callable[[Document, ReportFields], Iterator[Fact]]

EXTRACTORS: tuple[tuple[str, Extractor], ...] = (
    ("passages", lambda document, _: passages(document)),
    ("units", units.extract),
    ("staff", staff.extract),
    ("duties", duties.extract),
    ("finance", finance.extract),
    ("projects", projects.extract),
    ("indicators", indicators.extract),
    ("outcomes", outcomes.extract),
    ("problems", problems.extract_problems),
    ("measures", problems.extract_measures),
    ("personal", personal.extract),
)
"""(section of the bundle, its extractor): one extractor is one file, one line here, one golden case."""


def extract(document: Document, report_id: str) -> Bundle:
    """Return the bundle of a document: pure, deterministic, no I/O."""
    report = report_fields(document)
    facts: dict[str, Any] = {section: tuple(_sure(document, extractor(document, report))) for section, extractor in EXTRACTORS}
    facts["outcomes"] = tuple(_outside(facts["outcomes"], [i.span for i in facts["indicators"]]))
    facts["origins"] = packed((*o.span, o.place) for o in document.origins)
    facts["scanned"] = tuple(ScannedPage(number=page, confidence=sure) for page, sure in document.recognised)
    facts["readings"] = packed((*span, printed) for span, printed in document.readings)
    bundle = Bundle(
        report_id=report_id, extractor=EXTRACTOR_VERSION, source_name=document.source_name, text=document.text, report=report, **facts
    )
    bundle = bundle.model_copy(update={"duty_spending": tuple(link_spending(document, bundle))})
    return bundle.model_copy(update={"anomalies": audit(document, bundle)})


def _outside(facts: tuple[Fact, ...], taken: list[Span]) -> Iterator[Fact]:
    """Yield the facts that stand in none of the spans: what an indicator's row or clause says is that indicator's, told once."""
    spans = sorted(taken)
    starts = [start for start, _ in spans]
    for fact in facts:
        before = bisect_right(starts, fact.span[0]) - 1
        if before < 0 or spans[before][1] < fact.span[1]:
            yield fact


def _sure(document: Document, facts: Iterator[Fact]) -> Iterator[Fact]:
    """Yield the facts; those of a scanned page are no surer than its recognition, and never sure."""
    for fact in facts:
        certainty = document.certainty_at(fact.span[0])
        yield fact if certainty == 1 else fact.model_copy(update={"confidence": min(fact.confidence, RECOGNISED * certainty)})
