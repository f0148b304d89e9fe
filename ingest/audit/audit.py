"""The audit (勾稽审核): every check over a document and its facts; it reports and never repairs."""

from collections.abc import Callable, Iterator

from ingest.audit import amounts, contradictions, layout, people, prose, scores, targets, years
from ingest.document import Document
from ontology.records import Bundle, Finding

Check = Callable[[Document, Bundle], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    prose.check, amounts.check, people.check, scores.check, targets.check, contradictions.check, years.check, layout.check,
)
"""Each check reads the document and the bundle's facts and yields findings of the rules in `rules.toml`."""


def audit(document: Document, bundle: Bundle) -> tuple[Finding, ...]:
    """Return the findings of every check in the order of the checks, each once."""
    found: dict[tuple[str, tuple[tuple[int, int], ...]], Finding] = {}
    for check in CHECKS:
        for finding in check(document, bundle):
            found.setdefault((finding.rule, finding.spans), finding)
    return tuple(found.values())
