"""Findings and the amounts they quote (勾稽发现与所引数额): picked by topic, each printed amount a row of its own."""

import re
from collections.abc import Sequence

from ontology.quantity import base, parse
from ontology.records import Finding, Span
from search.answers.model import AnswerRow
from search.answers.rows import stated
from search.facts_source import ReportRef
from search.words.lexicon import Term, terms_of
from search.words.wording import fold

AMOUNT = re.compile(
    r"\d[\d,，]*(?:\.\d+)?\s*(?:[千百]?[万亿]?(?:元|户|家|件|人|名|个|批次|次|项|台|分|辆|所|起|公里|亩|吨)|％|%|(?=[\s]|$))(?!\s*[/／])"
)


MOST = 0.6
"""Least share of a topic's words that a finding about it shows."""


def of_topic(findings: Sequence[Finding], topic: str) -> list[Finding]:
    """Return of a report's findings those that speak most of a topic, all of them where it has no words."""
    terms = [t for t in terms_of(topic) if t.weight >= 0.6]
    if not terms:
        return list(findings)
    shown = [(f, _share(terms, fold(f.explanation + "".join(f.quotes)))) for f in findings]
    best = max((share for _, share in shown), default=0.0)
    return [f for f, share in shown if share == best] if best >= MOST else []


def _share(terms: list[Term], text: str) -> float:
    return sum(any(form in text for form in t.forms) for t in terms) / len(terms)


def amount_row(quote: str, span: Span, match: re.Match[str], report: ReportRef, metric: str) -> AnswerRow | None:
    """Return an amount of a quote as a row, called by the words before it; None where it is no amount."""
    amount = parse(match[0])
    if amount is None:
        return None
    before = re.split(r"[，,。；;、：:（(]|\s{2,}|\t", re.sub(r"\n(?=\S)", "", quote[: match.start()]))[-1].strip()
    value_base, unit_base = base(amount.value, amount.unit)
    return stated(report, re.sub(r"^(?:其中|包括|含|分别为|由)", "", before) or metric, quote, span).model_copy(
        update={"value": amount.value, "unit": amount.unit or None, "value_base": value_base, "unit_base": unit_base or None}
    )


def printed_amounts(quote: str, span: Span, report: ReportRef, metric: str) -> list[AnswerRow]:
    """Return every amount printed in a quote as a row of its own."""
    return [r for m in AMOUNT.finditer(quote) if (r := amount_row(quote, span, m, report, metric)) is not None]
