"""What does not add up (勾稽): the audit's findings with the figures they rest on; a sum the question names is computed anew."""


from ontology.records import Finding, overlap
from search.answers.audits.checks import check_of
from search.answers.audits.findings import of_topic, printed_amounts
from search.answers.audits.named_checks import named_check
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow
from search.answers.refuse import not_reported
from search.answers.rows import row_of, stated
from search.answers.say import TOLD, either, figures
from search.answers.topics import audit_topic
from search.facts_source import ReportRef
from search.matching.kinds import states
from search.matching.metrics import same_measure
from search.plan import Ask
from search.words.lexicon import terms_of


def audit(inquiry: Inquiry) -> Outcome:
    """Return the findings that speak of the question's topic (all, where it names none), or the check of a named sum."""
    if (named := named_check(inquiry)) is not None:
        return named
    topic = audit_topic(inquiry.plan)
    if inquiry.plan.operation == "check":
        asked = [r for r in inquiry.reports if not inquiry.plan.years or r.year in inquiry.plan.years]
        checked = [c for r in asked if (c := check_of(inquiry, r, topic)) is not None]
        if checked:
            alone = checked[0].result if len(checked) == 1 else None
            return Outcome(rows=[r for c in checked for r in c.rows], result=alone, text="".join(c.text for c in checked))
    rows: list[AnswerRow] = []
    told: list[str] = []
    for report in inquiry.reports:
        if inquiry.plan.years and report.year not in inquiry.plan.years:
            continue
        for finding in of_topic(inquiry.findings(report), topic):
            told.append(finding.explanation)
            rows.extend(r for r in _rows(inquiry, report, finding) if r not in rows)
    if not rows and topic and len(inquiry.departments) < 2 and (shown := _side_by_side(inquiry, topic)) is not None:
        return shown
    if not rows:
        if inquiry.reports and (len(inquiry.departments) > 1 or not any(t.weight >= 0.6 for t in terms_of(topic))):
            return Outcome(text=either(inquiry, "勾稽核对没有发现前后不一的数字。", "The audit found no inconsistent figures."))
        return not_reported(inquiry)
    lead = either(inquiry, f"发现{len(told)}处：", f"{len(told)} findings: ")
    rest = either(inquiry, " 其余见各行数据。", " The others stand in the rows.") if len(told) > TOLD else ""
    return Outcome(rows=rows, text=lead + " ".join(f"{i}. {t}" for i, t in enumerate(told[:TOLD], 1)) + rest)


def _side_by_side(inquiry: Inquiry, topic: str) -> Outcome | None:
    """Return every figure that text and table give for one measure, and whether they agree."""
    for report in inquiry.reports:
        found = [m for m in inquiry.accepted_in(Ask(phrase=topic), inquiry.candidates(report)) if m.candidate.value is not None]
        if not found:
            continue
        best = found[0].candidate
        same = [m.candidate for m in found if m.candidate.dimension == best.dimension and m.score >= 0.7 * found[0].score]
        same = [c for c in same if c is best or (same_measure(best, c, both_cover=True) and states(c.row.name) == states(best.row.name))]
        rows = [row_of(c) for c in same[:6]]
        values = {(r.value_base, r.unit_base) for r in rows}
        verdict = ("报告里只有这一处数字，没有可比对的。", " Only one figure is given.")
        if len(rows) > 1:
            agreed = ("各处数字一致。", " They agree.")
            verdict = agreed if len(values) == 1 else ("各处数字不一致，请以原文核对。", " They do not agree.")
        return Outcome(rows=rows, text=figures(rows, inquiry) + either(inquiry, *verdict))
    return None


def _rows(inquiry: Inquiry, report: ReportRef, finding: Finding) -> list[AnswerRow]:
    """Return the facts a finding rests on; where none is known at its place, the place itself."""
    rows: list[AnswerRow] = []
    title = finding.explanation.partition("：")[0]
    for quote, span in zip(finding.quotes, finding.spans, strict=False):
        facts = [c for c in inquiry.of_any_year(report) if c.value is not None and overlap(c.row.span, span)]
        rows.extend(row_of(c, note=finding.explanation) for c in facts[:8])
        held = {r.value for r in rows}
        amounts = [a for a in printed_amounts(quote, span, report, title) if a.value not in held] if len(quote) < 160 else []
        rows.extend(amounts[:8] if facts or amounts else [stated(report, title, quote, span)])
    return [r.model_copy(update={"note": finding.explanation}) for r in rows]
