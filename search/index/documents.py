"""What the index holds (索引文档): a report's passages and facts, each as one document with its place and its words."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from ontology.fact_row import FactRow, rows_of
from ontology.ids import fact_id
from ontology.records import Bundle, Passage, Span

KINDS = {
    "passages": "passage", "units": "unit", "staff": "staff", "duties": "duty", "finance": "finance", "projects": "project",
    "indicators": "indicator", "outcomes": "outcome", "problems": "problem", "measures": "measure",
}
"""Section of a bundle → the kind a hit is of."""

CLIP = 400
"""Characters of a text that are embedded; the model reads 512 tokens, and the first thought carries the meaning."""

WHOLE = (0.6, 1.6)
"""A fact as long as this share of its passage says the same: it is shown for it, and has its vector."""


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What all documents of a report share."""

    report_id: str
    department: str
    region: str | None
    adcode: str | None
    fiscal_year: int | None


@dataclass(frozen=True, slots=True)
class IndexDoc:
    """One searchable thing: `text` is shown, `context` is searched with less weight, `embed` is what the vector is made of."""

    id: str
    kind: str
    text: str
    context: str
    embed: str
    quote: str
    span: Span
    head: ReportHead = field(compare=False)


def index_documents(bundle: Bundle) -> list[IndexDoc]:
    """Return the documents of a bundle: its passages, then its facts."""
    report = bundle.report
    head = ReportHead(
        bundle.report_id, report.department or bundle.source_name, report.county or report.city or report.province,
        report.adcode, report.fiscal_year,
    )
    around = _Surroundings(bundle.passages)
    passages = [_passage_doc(bundle.report_id, i, p, head) for i, p in enumerate(bundle.passages)]
    return passages + [_fact_doc(row, head, around) for row in rows_of(bundle)]


class _Surroundings:
    """Finds the passage that a fact stands in."""

    def __init__(self, passages: tuple[Passage, ...]) -> None:
        self._passages = sorted(passages, key=lambda p: p.span)
        self._starts = [p.span[0] for p in self._passages]

    def at(self, span: Span) -> Passage | None:
        place = bisect_right(self._starts, span[0]) - 1
        found = self._passages[place] if place >= 0 else None
        return found if found is not None and found.span[1] > span[0] else None


def _passage_doc(report_id: str, index: int, passage: Passage, head: ReportHead) -> IndexDoc:
    text, context, embed = flat(passage.quote), " ".join(passage.headings), _embedded(passage)
    return IndexDoc(fact_id(report_id, "passages", index), "passage", text, context, embed[:CLIP], passage.quote, passage.span, head)


def _embedded(passage: Passage) -> str:
    """Return what a passage's vector is made of: its text under its nearest heading."""
    text = flat(passage.quote)
    lead = passage.headings[-1] if passage.headings else ""
    return f"{lead}：{text}" if lead and lead not in text else text


def _fact_doc(row: FactRow, head: ReportHead, around: _Surroundings) -> IndexDoc:
    own = _said(row)
    quote = flat(row.quote)
    text = quote if row.section in ("duties", "problems", "measures") else "；".join(_distinct([own, quote]))
    passage = around.at(row.span)
    context = [*(passage.headings if passage else ()), row.level1, row.level2, row.topic, row.field, row.use]
    if passage is not None and WHOLE[0] <= len(row.quote) / len(passage.quote) <= WHOLE[1]:
        embed = _embedded(passage)
    else:
        embed = text if len(own) < len(quote) * 3 else own
    return IndexDoc(
        row.id, KINDS[row.section], text, " ".join(part for part in context if part), embed[:CLIP], row.quote, row.span, head,
    )


def _said(row: FactRow) -> str:
    """Return a fact in words, `名称 目标 实际` or `名称 数值单位`."""
    value = f"{row.value}{row.unit or ''}" if row.value is not None else None
    target = f"目标{row.target}" if row.target else None
    actual = f"实际{row.actual}" if row.actual else None
    return " ".join(part for part in (row.name, value, target, actual) if part)


def _distinct(parts: list[str]) -> Iterator[str]:
    """Yield the parts that no other part already says."""
    for part in parts:
        if not any(part != other and part in other for other in parts):
            yield part


def flat(text: str) -> str:
    """Return a text without line breaks and runs of spaces, as it is shown and searched."""
    joined = re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]+[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])", "", text.strip())
    return re.sub(r"\s+", " ", joined)
