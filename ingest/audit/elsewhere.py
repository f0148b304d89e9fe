"""Where a report speaks of an indicator's matter elsewhere (旁证): admitted problems, other counts, the money behind a rate."""

import re
from collections.abc import Iterator

from ingest.audit.contradictions import claim_of, in_base, unit_kind
from ingest.audit.metric_key import key_words
from ingest.audit.quantified import value
from ingest.audit.rates import rate_terms
from ingest.document import Document
from ontology.records import Bundle, Indicator, Span

_ADMITS = re.compile(r"未|没有|不足|不够|滞后|缓慢|偏低|偏少|推迟|延期|尚|差距|下降|不到位|超支|超出|缺口")


def borne_out(document: Document, bundle: Bundle, row: Indicator) -> list[Span]:
    """Return the first place of each sort that bears out that a target was missed; empty where the row stands alone."""
    found = (next(sort, None) for sort in (_admitted(document, row), _other_count(bundle, row), _money(bundle, row)))
    return [span for span in found if span is not None]


def _admitted(document: Document, row: Indicator) -> Iterator[Span]:
    """Yield the clauses under problems that own up to it: two of its words and a word of falling short."""
    words = key_words(row.name)
    for flow in document.under("problems"):
        for m in re.finditer(r"[^，。；;]+", flow.text):
            if _ADMITS.search(m.group()) and sum(w in m.group() for w in words) >= 2:
                yield flow.span(m.start(), m.end())


def _other_count(bundle: Bundle, row: Indicator) -> Iterator[Span]:
    """Yield the outcomes that count the same with another number."""
    actual, words = value(row.actual), key_words(row.name)
    if actual is None or actual[1] == "%":
        return
    for outcome in bundle.outcomes:
        claim = claim_of(outcome)
        number, unit = in_base(*actual)
        if unit_kind(claim.unit) == unit_kind(unit) and claim.value != number and len(claim.words & words) >= 2:
            yield outcome.span


def _money(bundle: Bundle, row: Indicator) -> Iterator[Span]:
    """Yield the amounts whose ratio is the rate that the row prints."""
    actual = value(row.actual)
    for ratio, facts in rate_terms(row.name, bundle):
        if actual and actual[1] == "%" and abs(ratio - actual[0]) < 1:
            yield facts[-1].span
