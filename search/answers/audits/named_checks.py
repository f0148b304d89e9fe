"""Whether one named thing of a report is right (单项核对): a date, a grade, a score, a rate of change; computed, audit finding or none."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from ontology.records import Finding
from search.answers.audits.points import doubts_points, points_summed, printed_totals, scored
from search.answers.figures.trend import trend
from search.answers.indicators.targets import score_rows
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow, Result
from search.answers.rows import row_of, stated
from search.answers.say import either, figures, number
from search.facts_source import ReportRef
from search.plan import Ask
from search.planning.asks import metric_words
from search.words.lexicon import terms_of
from search.words.wording import without_years

_A_DATE = r"20\d\d\s*[年.\-/]\s*\d{1,2}\s*[月.\-/](?:\s*\d{1,2}\s*日?)?"
_OF_DATES = re.compile(
    r"(?:公开|公布|公示|披露|发布|填报|填表|报告|落款|成文|上网)[^,，。?？]{0,6}(?:日期|时间|年份)|(?:日期|时间)[^,，。?？]{0,6}(?:公开|填报)"
)
_PUBLISHED = re.compile(rf"(?:于|在)?(?P<date>{_A_DATE})(?:前)?[^。；;\n]{{0,24}}?(?:公开|公布|公示|挂网|上网)")
_SIGNED = re.compile(
    rf"(?:填报|填表|报告|编制)?(?:日期|时间)[：:\s]*(?P<date>{_A_DATE})|^[ \u3000\t]*(?P<alone>{_A_DATE})[ \u3000\t]*$", re.MULTILINE
)
_OF_GRADES = re.compile(r"(?:评|定|打|算|判)(?:成|为|了|上|定)?[“\"]?(?:优秀|优|良好|良|中|差|合格)|等级|等次|分档|档次|评级|档")
_BANDS = (("优", Decimal(90)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0)))
"""From which score on a grade is given (财预〔2020〕10号)."""
_SCALE = re.compile(
    r"(?P<from>\d{2,3})\s*(?:分)?\s*(?:（含）|\(含\))?\s*(?:[-—–~～至]\s*\d{2,3}\s*(?:分)?|\s*分?(?:及)?以上)[^。；;，,]{0,8}?(?:为|是|：)?[“\"]?(?P<grade>优|良|中|差)"
)
_OF_SCORES = re.compile(r"自评(?:总)?(?:得)?分|自评\s*\d|总分|综合得分")
_PARTS_OF_SCORES = re.compile(r"执行率|合计|总计|各项|分项|指标|之和|加起来|加上|加(?=.{0,8}(?:得|分))")
_EXECUTION = re.compile(r"执行率[^。；;\n]{0,16}?(?<![\d.])(?P<score>\d{1,2}(?:\.\d+)?)\s*分")
_CLAIMED = re.compile(r"(?<![\d.])(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>%|％|个?百分点)")
_CHANGED = re.compile(
    r"(?:同比|较上年|比上年|较去年|比去年)?(?:下降|增长|减少|增加|上升|降低|提高|涨|跌|降|升)(?:了|到)?|[增降]幅|增长率|下降率"
)


def named_check(inquiry: Inquiry) -> Outcome | None:
    """Return the figures of the one thing that a question doubts and whether they are right; None where it names no such thing."""
    reports = [r for r in inquiry.reports if not inquiry.plan.years or r.year in inquiry.plan.years]
    if len({r.department for r in reports}) > 1:  # of several, that whose score is told
        said = re.findall(r"\d+(?:\.\d+)?", inquiry.question)
        reports = [r for r in reports if r.fields.self_score is not None and number(r.fields.self_score) in said]
    if len({r.department for r in reports}) != 1:
        return None
    for names, check in _CHECKS:
        if names(inquiry.question):
            outcomes = [o for report in reports if (o := check(inquiry, report)) is not None and o.rows]
            if outcomes:
                alone = outcomes[0].result if len(outcomes) == 1 else None
                return Outcome(rows=[r for o in outcomes for r in o.rows], result=alone, text="".join(o.text for o in outcomes))
    return None


def _found(inquiry: Inquiry, report: ReportRef, title: str) -> list[Finding]:
    return [f for f in inquiry.findings(report) if re.search(title, f.explanation.partition("：")[0])]


def _quoted(inquiry: Inquiry, report: ReportRef, findings: Sequence[Finding]) -> list[AnswerRow]:
    """Return the places that findings rest on, each as a row."""
    places = {span: (f.explanation, quote) for f in findings for quote, span in zip(f.quotes, f.spans, strict=False)}
    rows = [(stated(report, note.partition("：")[0], quote, span), note) for span, (note, quote) in places.items()]
    return [row.model_copy(update={"note": note}) for row, note in rows]


def _dates(inquiry: Inquiry, report: ReportRef) -> Outcome | None:
    """Return when results were published and when the report was written, and whether the one can follow from the other."""
    found = _found(inquiry, report, "公开日期|报告日期|日期")
    text = inquiry.source.text(report.report_id)
    rows = _quoted(inquiry, report, found)
    published = [("公开日期", m.span()) for m in [*_PUBLISHED.finditer(text)][:2]]
    signed = [("报告日期", m.span("date" if m["date"] else "alone")) for m in [*_SIGNED.finditer(text)][:2]]
    rows += [stated(report, label, text[a:b], (a, b)) for label, (a, b) in (*published, *signed) if all(r.span != (a, b) for r in rows)]
    if not any(r.metric.startswith("公开") for r in rows):
        return None
    told = "；".join(dict.fromkeys(f"{r.metric}：{r.quote.strip()}" for r in rows if not r.note))
    fine = either(inquiry, "没有发现日期上的矛盾。", " No contradiction of dates was found.")
    verdict = "；".join(f.explanation for f in found) + "。" if found else fine
    return Outcome(rows=rows, text=(told + "。" if told else "") + verdict)


def _grades(inquiry: Inquiry, report: ReportRef) -> Outcome | None:
    """Return the score with its grade and the bands, the report's own or the usual ones, and which grade the score would be."""
    score, grade = report.fields.self_score, (report.fields.grade or "").strip("“”级等次")
    rows = score_rows(inquiry, report)
    if score is None or not grade or not rows:
        return None
    text = inquiry.source.text(report.report_id)
    own = [(m["grade"], Decimal(m["from"]), m.span()) for m in _SCALE.finditer(text)]
    bands = sorted(((g, low) for g, low, _ in own), key=lambda b: -b[1]) if len(own) > 1 else _BANDS
    due = next((g for g, low in bands if score >= low), bands[-1][0])
    rows += [stated(report, "评分分档", text[a:b], (a, b)) for _, _, (a, b) in own[:4]]
    rows += [r for r in _quoted(inquiry, report, _found(inquiry, report, "等级")) if all(r.span != o.span for o in rows)]
    fits = grade[:1] == due[:1]
    whose = ("报告自己的分档", "the report's own bands") if len(own) > 1 else ("通行的分档", "the usual bands")
    scale = either(inquiry, *whose)
    said = (
        (f"{number(score)}分按{scale}为“{due}”，报告评为“{grade}”，{'对得上' if fits else '对不上'}。"),
        f" By {scale} {number(score)} points are {due}; the report says {grade}: {'it fits' if fits else 'it does not fit'}.",
    )
    return Outcome(rows=rows, text=figures(rows[:1], inquiry) + either(inquiry, *said))


def _scores(inquiry: Inquiry, report: ReportRef) -> Outcome | None:
    """Return the score in the text, the table's total and the execution rate's points, and whether they come to the same."""
    text, whole = inquiry.source.text(report.report_id), score_rows(inquiry, report)
    score = report.fields.self_score
    totals = printed_totals(text)
    if score is None or not whole or not totals:
        return None
    last = totals[-1]
    parts = [scored(report, "指标得分合计", text, last.span(), last["score"])]
    execution = _EXECUTION.search(text)
    if Decimal(last["score"]) != score and execution and "执行率" in inquiry.question:
        parts.append(scored(report, "预算执行率得分", text, execution.span(), execution["score"]))
    total = sum((p.value for p in parts if isinstance(p.value, Decimal)), Decimal(0))
    gap = total - score
    summed = "＋".join(number(p.value) for p in parts if isinstance(p.value, Decimal))
    of = f"{summed}＝{number(total)}，{number(total)}－{number(score)}" if len(parts) > 1 else f"{summed}－{number(score)}"
    found = _found(inquiry, report, "得分合计|正文得分|分级得分")
    rows = [*whole, *parts, *(r for r in _quoted(inquiry, report, found) if all(r.span != o.span for o in (*whole, *parts)))]
    said = (
        f"合计{number(total)}分，与自评{number(score)}分{'一致，对得上' if not gap else f'相差{number(abs(gap))}分，对不上'}。",
        f" Together {number(total)} points, against {number(score)}: {'they agree' if not gap else f'they differ by {number(abs(gap))}'}.",
    )
    told = figures([*whole, *parts], inquiry) + either(inquiry, *said) + "".join(f"{f.explanation}。" for f in found)
    return Outcome(rows=rows, result=Result(value=abs(gap), unit="分", of=of), text=told)


def _changes(inquiry: Inquiry, report: ReportRef) -> Outcome | None:
    """Return a rate of change that a question quotes from the report, the figures of both years, and what they come to."""
    claimed, year = _CLAIMED.search(inquiry.question), report.year
    topic = _CLAIMED.sub(" ", re.split(r"[,，?？]", without_years(inquiry.plan.topic))[0])
    item = metric_words(_CHANGED.sub(" ", topic)).removeprefix("写").strip()
    if claimed is None or year is None or not terms_of(item):
        return None
    asks = (Ask(phrase=item, dimension=None),)
    plan = inquiry.plan.model_copy(update={"intent": "trend", "operation": "rate_of_change", "years": (year - 1, year), "asks": asks})
    moved = trend(inquiry.planned(plan))
    value = Decimal(claimed["value"])
    if moved.result is None or moved.refusal is not None:
        return None
    printed = [c for c in inquiry.candidates(report) if c.value == value and c.family in ("rate", "points") and _CHANGED.search(c.row.name)]
    rows = [*moved.rows, *(row_of(c) for c in printed[:1])]
    text = inquiry.source.text(report.report_id)
    said_so = rf"(?:{_CHANGED.pattern})[^。；;\n]{{0,6}}{re.escape(claimed['value'])}\s*[%％]"
    if not printed and (at := re.search(said_so, text)):
        rows.append(scored(report, "报告所写变动", text, at.span(), claimed["value"]).model_copy(update={"unit": "%"}))
    due = abs(Decimal(str(moved.result.value)))
    right = abs(due - value) <= Decimal("0.01")
    said = (
        f"报告写{claimed[0]}，按所列数字计算为{number(due)}%，{'算得对' if right else '对不上'}。",
        f" The report says {claimed[0]}; its figures come to {number(due)}%: {'right' if right else 'wrong'}.",
    )
    return Outcome(rows=rows, result=moved.result, text=moved.text + either(inquiry, *said))


def _doubts_scores(question: str) -> bool:
    return bool(_OF_SCORES.search(question) and _PARTS_OF_SCORES.search(_OF_SCORES.sub(" ", question)) and "权重" not in question)


def _doubts_change(question: str) -> bool:
    return bool(_CLAIMED.search(question) and _CHANGED.search(question))


_CHECKS: tuple[tuple[Callable[[str], object], Callable[[Inquiry, ReportRef], Outcome | None]], ...] = (
    (_OF_DATES.search, _dates),
    (_doubts_change, _changes),
    (doubts_points, points_summed),
    (_doubts_scores, _scores),
    (_OF_GRADES.search, _grades),
)
"""What a question may doubt, and how it is looked into; the first that finds its figures answers."""
