"""The audit (勾稽审核): every check over a document and its facts; it reports and never repairs."""

from collections.abc import Callable, Iterator

from ingest.audit import (
    amounts,
    claimed,
    contradictions,
    identities,
    layout,
    listed,
    numbering,
    overall,
    people,
    plans,
    prose,
    rates,
    repeated,
    scores,
    slips,
    spells,
    tables,
    targets,
    years,
)
from ingest.document import Document
from ontology.records import Bundle, Finding

Check = Callable[[Document, Bundle], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    prose.check, repeated.check, amounts.check, listed.check, tables.check, identities.check, people.check, scores.check, overall.check,
    rates.check, targets.check, claimed.check, contradictions.check, slips.check, years.check, spells.check, plans.check, layout.check,
    numbering.check,
)
"""Each check reads the document and the bundle's facts and yields findings of the rules in `rules.toml`."""


def audit(document: Document, bundle: Bundle) -> tuple[Finding, ...]:
    """Return the findings of every check in the order of the checks, each once."""
    found: dict[tuple[str, tuple[tuple[int, int], ...]], Finding] = {}
    for check in CHECKS:
        for finding in check(document, bundle):
            found.setdefault((finding.rule, finding.spans), finding)
    told = {span for f in found.values() if f.rule == "same-metric" for span in f.spans}
    return tuple(f for f in found.values() if f.rule != "digit-slip" or f.spans[-1] not in told)
