"""What answering needs from the store (事实来源): reports, facts, texts, findings, passages; any backend that gives them will do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ontology.fact_row import FactRow
from ontology.records import Finding, ReportFields, Span


@dataclass(frozen=True, slots=True)
class ReportRef:
    """A live report with its printed fields (报告)."""

    report_id: str
    title: str
    fields: ReportFields
    source_name: str = ""

    @property
    def department(self) -> str:
        """The author as the facts name it."""
        return self.fields.department or self.source_name

    @property
    def year(self) -> int | None:
        """The fiscal year evaluated."""
        return self.fields.fiscal_year


@dataclass(frozen=True, slots=True)
class SpendingRow:
    """A duty and the project or item of money that serves it (职责支出)."""

    report_id: str
    duty: str
    project: str
    basis: str
    score: float
    quote: str
    span: Span


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage found for a query, best first; `text` is the exact text of `span`."""

    report_id: str
    text: str
    span: Span
    score: float
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The passage that a fact stands in (所在段落), and where that stands."""

    passage: str
    span: Span
    headings: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact that prints words asked for (提及); what stands around it is read where it is wanted."""

    fact_id: str
    around: Callable[[], Surroundings]


class FactSource(Protocol):
    """Read access to one generation of the live store; the same generation gives the same rows."""

    @property
    def generation(self) -> str:
        """A name that changes whenever a report comes or goes."""

    def reports(self) -> Sequence[ReportRef]:
        """Return the live reports."""

    def facts(self, report_ids: Sequence[str], sections: Sequence[str] | None = None) -> Mapping[str, Sequence[FactRow]]:
        """Return every named fact of some reports, by report; of some sections alone where they are given."""

    def text(self, report_id: str) -> str:
        """Return the text that spans of the report refer to."""

    def findings(self, report_ids: Sequence[str]) -> Mapping[str, Sequence[Finding]]:
        """Return the audit's findings of those of the reports that have any, by report."""

    def spending(self, report_ids: Sequence[str], words: Sequence[str] = ()) -> Mapping[str, Sequence[SpendingRow]]:
        """Return which project serves which duty in those of the reports that say so, by report; of duties that hold one of the words."""

    def headings(self, report_id: str) -> Sequence[tuple[Span, tuple[str, ...]]]:
        """Return the passages' spans with their heading paths, in order."""

    def passages(self, query: str, report_ids: Sequence[str], limit: int) -> Sequence[PassageHit]:
        """Return passages of the reports that speak of the query, best first."""

    def mentions(self, phrases: Sequence[str], report_ids: Sequence[str], limit: int) -> Sequence[Mention]:
        """Return the facts with figures of the reports that print a phrase, best first and at most `limit`."""

    def facts_by_id(self, fact_ids: Sequence[str]) -> Sequence[FactRow]:
        """Return the facts of these ids."""

    def unmet(self, report_ids: Sequence[str]) -> Sequence[FactRow]:
        """Return the indicators of the reports that did not reach their target."""

    def relevant_reports(self, query: str, report_ids: Sequence[str], limit: int) -> Sequence[str]:
        """Return at most `limit` of the reports, those whose facts speak of the query first."""

    def relevant_facts(self, query: str, report_ids: Sequence[str], limit: int) -> frozenset[str] | None:
        """Return the ids of the facts of the reports nearest to the query; None where all are to be looked at."""

    def likeness(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        """Return the meaning likeness of the query and each text, 0 to 1; 0 throughout where no model is loaded."""
