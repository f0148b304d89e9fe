"""Where else a report prints what a finding is about (旁证): the same rate in its form, in its text, in the row of the year's money."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.audit.contradictions import claim_in_form
from ingest.audit.forms import forms
from ingest.audit.rules import finding
from ingest.audit.sentence import clause_start
from ingest.document import Document
from ontology.records import Bundle, Finding, Span, overlap

_WHOLE = (
    r"(?:(?:20\d\d|全|本)年度?|[我本][局委厅办校院处站中心单位部门]{1,2}|区级|市级|县级|年度|整体|部门|单位|总体|综合|财政|调整|后|的)*"
    r"(?:预算资金|预算|资金|财政支出|支出)(?:总)?(?:执行|支出|完成|使用)率"
)
_RATE = re.compile(rf"(?P<name>{_WHOLE})(?:分别)?(?:为|达到?了?|是|[:：])?(?P<rate>\d{{2,3}}(?:\.\d+)?)[%％]")
_NAME = re.compile(_WHOLE)
_OF_A_PART = re.compile(r"年初|项目|基本支出|专项|三公|一般公共|基金|采购|上年|去年|科室|[下所]属|目标|不低于|以上|达到\d|要求|季度|月")
_TAIL = re.compile(r"(?P<act>[\u4e00-\u9fff]{2})率(?:为|达到?了?|是|约|[:：])?(?P<rate>\d{1,3}(?:\.\d+)?)[%％]$")
_EXECUTION = ("execution-rate", "execution-in-words")
_RATES = ("part-rate", "impossible-rate", "net-growth")
_MOST = 4


@dataclass(frozen=True, slots=True)
class _Said:
    """A rate of execution of the whole, as one place prints it; `grain` is the worth of its last digit."""

    rate: Decimal
    span: Span

    @property
    def grain(self) -> Decimal:
        return Decimal(1).scaleb(int(self.rate.as_tuple().exponent))


def with_other_places(document: Document, bundle: Bundle, found: list[Finding]) -> Iterator[Finding]:
    """Yield the findings, those on a rate with the other places that print it; and one where only those places differ."""
    said = list(_said(document, bundle))
    told = False
    for f in found:
        if f.rule in _EXECUTION and any(overlap(s.span, own) for s in said for own in f.spans):
            told = True
            yield _widened(document, f, [s.span for s in said])
        elif f.rule in _RATES:
            yield _widened(document, f, list(_rows(bundle, f)))
        else:
            yield f
    differing = [a for a in said if any(abs(a.rate - b.rate) >= max(a.grain, b.grain) for b in said)]
    if differing and not told and not any(f.rule in ("rate-of-facts", *_EXECUTION) for f in found):
        rates = "、".join(f"{rate:f}%" for rate in dict.fromkeys(s.rate for s in differing))
        yield finding(document, "same-metric", f"预算执行率写{rates}", [s.span for s in differing[:_MOST]], 0.8)


def _said(document: Document, bundle: Bundle) -> Iterator[_Said]:
    """Yield the rates of execution of the year's whole budget: in sentences, in an indicator's row, in the row of the money."""
    for flow in document.flows:
        for m in _RATE.finditer(flow.text):
            start = clause_start(flow.text, m.start())
            if flow.kind != "heading" and not _OF_A_PART.search(flow.text[start : m.end()]):
                yield _Said(Decimal(m["rate"]), flow.span(start, m.end()))
    for row in bundle.indicators:
        claim = claim_in_form(row)
        if claim and claim.unit == "%" and claim.value and _NAME.fullmatch(re.sub(r"\s", "", row.name)):
            yield _Said(claim.value, row.span)
    rows = [f.execution for f in forms(document) if f.execution and f.execution.weight is not None]
    whole = max(rows, key=lambda row: row.spent, default=None)
    if whole and whole.rate and "%" in document.quote(whole.span):
        yield _Said(whole.rate, whole.span)


def _rows(bundle: Bundle, found: Finding) -> Iterator[Span]:
    """Yield the rows that enter the rate of a finding's sentence: of one act (整改率) and one value."""
    tail = next((m for q in found.quotes if (m := _TAIL.search(q))), None)
    for row in bundle.indicators if tail else ():
        claim = claim_in_form(row)
        if tail and claim and claim.unit == "%" and claim.value == Decimal(tail["rate"]) and tail["act"] in row.name:
            yield row.span


def _widened(document: Document, found: Finding, spans: list[Span]) -> Finding:
    """Return a finding that quotes further places, those it holds already left out."""
    further = tuple(s for s in dict.fromkeys(spans) if not any(overlap(s, own) for own in found.spans))[:_MOST]
    places = (*found.spans, *further)
    return found.model_copy(update={"spans": places, "quotes": tuple(document.quote(s) for s in places)}) if further else found
