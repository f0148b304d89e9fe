"""A fact source over bundles in memory (内存事实来源): for tests and benches, and whoever asks bundles that no store holds."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from ontology.fact_row import FactRow, rows_of
from ontology.records import Bundle, Finding, Span
from search.facts_source import Mention, PassageHit, ReportRef, SpendingRow, Surroundings
from search.words.lexicon import terms_of
from search.words.wording import bigrams, fold

Likeness = Callable[[str, Sequence[str]], Sequence[float]]


class MemorySource:
    """Reads bundles held in memory; passages are ranked by shared pairs of characters, and by meaning where `likeness` is given."""

    def __init__(self, bundles: Iterable[Bundle], likeness: Likeness | None = None) -> None:
        """Hold the bundles by report id."""
        self._bundles = {bundle.report_id: bundle for bundle in bundles}
        self._rows = {key: tuple(rows_of(bundle)) for key, bundle in self._bundles.items()}
        self._likeness = likeness
        held = sorted(f"{key}/{b.extractor}/{len(self._rows[key])}" for key, b in self._bundles.items())
        self.generation = hashlib.sha256(" ".join(held).encode()).hexdigest()[:16]

    def reports(self) -> Sequence[ReportRef]:
        """Return the reports in the order given."""
        return [ReportRef(b.report_id, b.report.title or b.source_name, b.report, b.source_name) for b in self._bundles.values()]

    def facts(self, report_ids: Sequence[str], sections: Sequence[str] | None = None) -> dict[str, Sequence[FactRow]]:
        """Return every named fact of some reports, by report, or of some sections."""
        return {r: [row for row in self._rows[r] if sections is None or row.section in sections] for r in report_ids}

    def text(self, report_id: str) -> str:
        """Return the report's text."""
        return self._bundles[report_id].text

    def findings(self, report_ids: Sequence[str]) -> dict[str, Sequence[Finding]]:
        """Return the audit's findings of those of the reports that have any, by report."""
        return {r: found for r in report_ids if (found := self._bundles[r].anomalies)}

    def spending(self, report_ids: Sequence[str], words: Sequence[str] = ()) -> dict[str, Sequence[SpendingRow]]:
        """Return the links between duties and projects, by report; of duties that hold one of the words."""
        spoken = {r: [d for d in self._bundles[r].duty_spending if _holds(d.duty, words)] for r in report_ids}
        return {
            r: [SpendingRow(r, d.duty, d.project, d.basis, d.score, d.quote, d.span) for d in links] for r, links in spoken.items() if links
        }

    def headings(self, report_id: str) -> Sequence[tuple[Span, tuple[str, ...]]]:
        """Return the passages' spans with their heading paths."""
        return [(p.span, p.headings) for p in self._bundles[report_id].passages]

    def passages(self, query: str, report_ids: Sequence[str], limit: int) -> Sequence[PassageHit]:
        """Return the passages that share most pairs of characters with the query."""
        wanted = bigrams(query)
        hits = []
        for report in report_ids:
            for passage in self._bundles[report].passages:
                have = bigrams(fold(" ".join(passage.headings) + passage.quote))
                hits.append(PassageHit(report, passage.quote, passage.span, len(wanted & have) / max(len(wanted), 1), passage.headings))
        if self._likeness is not None and hits:
            close = self._likeness(query, [h.text for h in hits])
            hits = [PassageHit(h.report_id, h.text, h.span, h.score + c, h.headings) for h, c in zip(hits, close, strict=True)]
        return sorted(hits, key=lambda h: (-h.score, h.report_id, h.span))[:limit]

    def mentions(self, phrases: Sequence[str], report_ids: Sequence[str], limit: int) -> Sequence[Mention]:
        """Return the facts that share most pairs of characters with a phrase, best first."""
        wanted = set().union(*(bigrams(fold(form)) for phrase in phrases for t in terms_of(phrase) for form in t.words))
        facts = [(len(wanted & bigrams(fold(row.name + row.quote))), row) for r in report_ids for row in self._rows[r]]
        best = sorted((pair for pair in facts if pair[0]), key=lambda pair: -pair[0])[:limit]
        return [Mention(row.id, partial(Surroundings, row.quote, row.span, "")) for _, row in best]

    def facts_by_id(self, fact_ids: Sequence[str]) -> Sequence[FactRow]:
        """Return the facts of these ids."""
        wanted = set(fact_ids)
        return [row for rows in self._rows.values() for row in rows if row.id in wanted]

    def unmet(self, report_ids: Sequence[str]) -> Sequence[FactRow]:
        """Return the indicators of the reports that did not reach their target."""
        return [row for r in report_ids for row in self._rows[r] if row.section == "indicators" and row.attained is False]

    def relevant_reports(self, query: str, report_ids: Sequence[str], limit: int) -> Sequence[str]:
        """Return the first `limit` reports: in memory all are read anyway."""
        return list(report_ids)[:limit]

    def relevant_facts(self, query: str, report_ids: Sequence[str], limit: int) -> frozenset[str] | None:
        """Return None: in memory all facts are looked at."""
        return None

    def likeness(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        """Return the model's likeness, or zeros without a model."""
        return self._likeness(query, texts) if self._likeness is not None else [0.0] * len(texts)


def _holds(duty: str, words: Sequence[str]) -> bool:
    return not words or any(word in fold(duty) for word in words)
