"""What does not add up (勾稽): the audit's findings with the figures they rest on; a sum the question names is computed anew."""

import re
from decimal import Decimal

from ontology.quantity import base, dimension, parse, parse_unit
from ontology.records import Finding, Span
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow, Result
from search.answers.refuse import not_reported
from search.answers.rows import row_of, stated
from search.answers.say import either, figures, number
from search.facts_source import ReportRef
from search.lexicon import terms_of
from search.metrics import same_measure
from search.plan import Ask
from search.planning.asks import metric_words
from search.prepared import Candidate
from search.wording import fold

_AUDIT_WORDS = re.compile(
    r"前后|对不对得上|对(?:得|不)上|构成|矛盾|不一致|勾稽|相符|吻合|自评|报告|里|数字|数据|等于|加起来|之和|总和|合计|来源|总额|总数|"
    r"问题|错误|异常|"
    r"有没有|有无|地方|自相|存在|哪些|哪里|几处|算错了?|写错了?|毛病|漏洞|有误|出入|打架|是不是|"
    r"疑点|正文|文中|(?:和|与|跟)?(?:指标)?表格?(?:里|中)|指标表|和?指标(?=$|\s)|绩效表|附表|一致|吗|的|是否|[一二三四五六七八九十两\d]+(?:项|个|类|者)"
)
_AMOUNTS = re.compile(r"\d[\d,，.]*\s*(?:[万亿]元|元|%|％|[万亿]?[\u4e00-\u9fff]{1,2})")


def audit(inquiry: Inquiry) -> Outcome:
    """Return the findings that speak of the question's topic (all, where it names none), or the check of a named sum."""
    topic = re.sub(r"\s+", " ", _AUDIT_WORDS.sub(" ", inquiry.plan.topic)).strip()
    if inquiry.plan.operation == "check":
        for report in inquiry.reports:
            if (checked := _check(inquiry, report, topic)) is not None:
                return checked
    rows: list[AnswerRow] = []
    told: list[str] = []
    for report in inquiry.reports:
        if inquiry.plan.years and report.year not in inquiry.plan.years:
            continue
        for finding in _of_topic(inquiry, report, topic):
            told.append(finding.explanation)
            rows.extend(r for r in _rows(inquiry, report, finding) if r not in rows)
    if not rows and topic and (shown := _side_by_side(inquiry, topic)) is not None:
        return shown
    if not rows:
        if inquiry.reports and not any(t.weight >= 0.6 for t in terms_of(topic)):
            return Outcome(text=either(inquiry, "勾稽核对没有发现前后不一的数字。", "The audit found no inconsistent figures."))
        return not_reported(inquiry)
    lead = either(inquiry, f"发现{len(told)}处：", f"{len(told)} findings: ")
    return Outcome(rows=rows, text=lead + " ".join(f"{i}. {t}" for i, t in enumerate(told, 1)))


def _side_by_side(inquiry: Inquiry, topic: str) -> Outcome | None:
    """Return every figure that text and table give for one measure, and whether they agree."""
    for report in inquiry.reports:
        found = [m for m in inquiry.accepted_in(Ask(phrase=topic), inquiry.candidates(report)) if m.candidate.value is not None]
        if not found:
            continue
        best = found[0].candidate
        same = [m.candidate for m in found if m.candidate.dimension == best.dimension and m.score >= 0.7 * found[0].score]
        same = [c for c in same if c is best or (same_measure(best, c, both_cover=True) and _stage(c) == _stage(best))]
        rows = [row_of(c) for c in same[:6]]
        values = {(r.value_base, r.unit_base) for r in rows}
        verdict = ("报告里只有这一处数字，没有可比对的。", " Only one figure is given.")
        if len(rows) > 1:
            agreed = ("各处数字一致。", " They agree.")
            verdict = agreed if len(values) == 1 else ("各处数字不一致，请以原文核对。", " They do not agree.")
        return Outcome(rows=rows, text=figures(rows, inquiry) + either(inquiry, *verdict))
    return None


def _stage(c: Candidate) -> frozenset[str]:
    """Return the words that make a part of a whole: what is new, rebuilt or held is not the sum of them."""
    return frozenset(re.findall(r"新建|改造|提升|新增|累计|现有|历年", c.row.name))


def _of_topic(inquiry: Inquiry, report: ReportRef, topic: str) -> list[Finding]:
    findings = list(inquiry.source.findings(report.report_id))
    terms = [t for t in terms_of(topic) if t.weight >= 0.6]
    if not terms:
        return findings
    return [f for f in findings if all(any(form in fold(f.explanation + "".join(f.quotes)) for form in t.forms) for t in terms)]


def _rows(inquiry: Inquiry, report: ReportRef, finding: Finding) -> list[AnswerRow]:
    """Return the facts a finding rests on; where none is known at its place, the place itself."""
    rows: list[AnswerRow] = []
    for quote, span in zip(finding.quotes, finding.spans, strict=False):
        facts = [c for c in inquiry.preparer.candidates(report.report_id) if c.value is not None and _overlap(c.row.span, span)]
        rows.extend(row_of(c, note=finding.explanation) for c in facts[:8])
        held = {r.value for r in rows}
        amounts = [a for a in printed_amounts(quote, span, report, finding.kind) if a.value not in held] if len(quote) < 160 else []
        rows.extend(amounts[:8] if facts or amounts else [stated(report, finding.kind, quote, span)])
    return [r.model_copy(update={"note": finding.explanation}) for r in rows]


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def printed_amounts(quote: str, span: Span, report: ReportRef, metric: str) -> list[AnswerRow]:
    """Return every amount printed in a quote as a row of its own."""
    rows = []
    for match in re.finditer(r"\d[\d,，]*(?:\.\d+)?\s*(?:[千百]?[万亿]?(?:元|户|家|件|人|个|批次|次|项|台|分|名)|％|%|(?=[\s]|$))", quote):
        amount = parse(match[0])
        if amount is not None:
            before = re.split(r"[，,。；;、：:\s]", quote[: match.start()])[-1]
            row = stated(report, before.removeprefix("其中") or metric, quote, span)
            value_base, unit_base = base(amount.value, amount.unit)
            rows.append(
                row.model_copy(
                    update={"value": amount.value, "unit": amount.unit or None, "value_base": value_base, "unit_base": unit_base or None}
                )
            )
    return rows


def _check(inquiry: Inquiry, report: ReportRef, topic: str) -> Outcome | None:
    """Return whether parts sum to their total: of one fact whose quote prints both, or of the facts the question lists."""
    any_value = inquiry.plan.asks[0].model_copy(update={"phrase": topic, "dimension": None, "unit": None}) if inquiry.plan.asks else None
    whole = inquiry.pick(any_value, report) if topic and any_value else []
    rows = _within_quote(report, whole[0]) if whole else []
    if len(rows) < 3:
        rows = _of_finding(inquiry, report, topic)
    if len(rows) < 3:
        rows = _listed(inquiry, report, topic)
    rows = [r for r in rows if isinstance(r.value, Decimal) and dimension(r.unit or "") == dimension(rows[0].unit or "")]
    if len(rows) < 3:
        return None
    total = max(rows, key=_base)
    parts = [r for r in rows if r is not total]
    unit = total.unit or ""
    gap = (sum((_base(r) for r in parts), Decimal(0)) - _base(total)) / parse_unit(unit).factor
    shown = number(abs(gap))
    made_of = f"{'＋'.join(str(r.value) for r in parts)}－{total.value}"
    verdict = either(
        inquiry,
        "相等，对得上" if gap == 0 else f"不相等，各部分之和比总额{'多' if gap > 0 else '少'}{shown}{unit}",
        "They agree" if gap == 0 else f"They differ by {shown} {unit}",
    )
    return Outcome(rows=rows, result=Result(value=abs(gap), unit=unit, of=made_of), text=figures(rows, inquiry) + verdict + "。")


def _of_finding(inquiry: Inquiry, report: ReportRef, topic: str) -> list[AnswerRow]:
    """Return the amounts of the first finding on the topic whose quote prints a total and its parts."""
    for finding in _of_topic(inquiry, report, topic) if topic else []:
        for quote, span in zip(finding.quotes, finding.spans, strict=False):
            rows = printed_amounts(quote, span, report, finding.kind)
            if len(rows) >= 3 and re.search(r"其中|分别|包括", quote):
                return rows
    return []


def _base(row: AnswerRow) -> Decimal:
    return row.value_base or Decimal(0)


def _within_quote(report: ReportRef, whole: Candidate) -> list[AnswerRow]:
    if "其中" not in whole.row.quote:
        return []
    rows = printed_amounts(whole.row.quote, whole.row.span, report, whole.row.name)
    if rows and whole.value is not None and rows[0].value == whole.value:
        rows[0] = rows[0].model_copy(update={"metric": whole.row.name})
    return rows


_PARTED = re.compile(r"、|和|与|及|等于|之和|加起来|是不是|是否|(?<![增追参])加(?![起总工快强装固])|[+＋]")


def _listed(inquiry: Inquiry, report: ReportRef, topic: str) -> list[AnswerRow]:
    asked = metric_words(inquiry.plan.asks[0].phrase) if inquiry.plan.asks else topic
    phrases = _PARTED.split(asked)
    found: list[AnswerRow] = []
    for phrase in phrases:
        words = re.sub(r"对得上|等于|之和|加起来|是否|相等|一致", " ", phrase)
        pool = [
            c for c in inquiry.candidates(report) if c.value is not None and (not found or dimension(found[0].unit or "") == c.dimension)
        ]
        picked = inquiry.pick_in(inquiry.plan.asks[0].model_copy(update={"phrase": words, "dimension": None, "unit": None}), pool)
        found.extend(row_of(c) for c in picked[:1])
    return found
