"""The audit (勾稽审核): every check over a document and its facts; it reports and never repairs."""

from collections.abc import Callable, Iterable, Iterator

from ingest.audit import (
    amounts,
    claimed,
    contradictions,
    identities,
    layout,
    listed,
    numbered_rows,
    numbering,
    overall,
    paired,
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
from ingest.audit.evidence import with_other_places
from ingest.document import Document
from ontology.records import Bundle, Finding, Span, overlap

Check = Callable[[Document, Bundle], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    prose.check, repeated.check, amounts.check, listed.check, tables.check, identities.check, people.check, scores.check, overall.check,
    rates.check, targets.check, claimed.check, contradictions.check, slips.check, paired.check, years.check, spells.check, plans.check,
    layout.check, numbering.check, numbered_rows.check,
)
"""Each check reads the document and the bundle's facts and yields findings of the rules in `rules.toml`."""


def audit(document: Document, bundle: Bundle) -> tuple[Finding, ...]:
    """Return the findings of every check in the order of the checks, each once."""
    found: dict[tuple[str, tuple[tuple[int, int], ...]], Finding] = {}
    for check in CHECKS:
        for finding in check(document, bundle):
            found.setdefault((finding.rule, finding.spans), finding)
    return tuple(with_other_places(document, bundle, list(_once(found.values()))))


def _once(found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings; of two on one figure of text and form the first, and no row marked 完成 where all are said to be."""
    told: set[Span] = set()
    changes: list[Span] = []
    met = {span for f in found if f.rule == "all-met-claimed" for span in f.spans}
    for f in found:
        twice = f.rule in ("same-metric", "digit-slip")
        again = f.rule == "growth" and any(overlap(s, grown) for s in f.spans for grown in changes)
        changes += f.spans if f.rule in ("growth", "growth-from-to") else ()
        if again or (twice and f.spans[-1] in told) or (f.rule == "claimed-target" and any(overlap(s, m) for s in f.spans for m in met)):
            continue
        told.update(f.spans if twice else ())
        yield f
