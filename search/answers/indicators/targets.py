"""Targets and scores (目标与得分): indicators met, missed, fully scored or docked; one indicator's fields; the report's own score."""

import re
from decimal import Decimal

from search.answers.figures.lookup import lookup
from search.answers.indicators.attaining import judged
from search.answers.indicators.ratings import by_rating
from search.answers.indicators.selected import filtered, reason
from search.answers.indicators.tables import form_asked
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow, Result
from search.answers.refuse import not_reported, refused
from search.answers.rows import row_of, stated
from search.answers.say import TOLD, either, figures, number, who
from search.facts_source import ReportRef
from search.matching.metrics import resolve
from search.matching.prepared import Candidate
from search.plan import Ask, Refusal
from search.planning.compared import BOTH_ENDS
from search.planning.selection import first_of
from search.planning.shortfall import FELL_SHORT
from search.words.lexicon import terms_of

_FIELD_WORDS = re.compile(
    r"(?:部门|单位|项目)?(?:整体)?(?:支出)?(?:绩效)?(?:指标)?(?:自评|评分|评价|绩效)?表(?:里|中|上)(?:面)?(?:的)?|^\s*里(?:面)?|(?<=\s)[个项](?=\s|$)|(?:年初|年度|预期|绩效|完成|实际|得了|拿了|却|但是?|还是?|反而|照样|仍然?|设定|的)?(?:目标值?|实际(?:完成)?值?|完成值?|得分|分值|权重|满分|扣分|得了?|分数|"
    r"达(?:没|不)?达标|达标|完成情况|指标|定|设|给|没有|没|未|够不?[上到着]|达到|完成|被扣|扣了?|与否|是否|是不是|如期|按期|顺利|年度任务|任务)(?:的|了|是|为|得)?"
)
_OVERALL = re.compile(
    r"自评(?:总)?(?:得)?分|综合得分|总(?:得)?分|评价得分|整体得分|自评等级|评价等级|什么等级|哪个等级|等级|评级|自评结果|自评结论"
)


_OF_ALL_SPENDING = re.compile(
    r"(?:部门|单位)?(?:的)?整体(?:支出)?(?:的)?(?:绩效)?(?:\s*(?:给)?自己)?(?=\s*(?:自评|评价)(?:总|得|的|结)?|\s*[的得总]*分)|"
    r"绩效(?=自评)|^\s*自评\s*$"
)
"""Words that say that a score is the whole department's, not a name of an indicator (部门整体支出自评得分)."""

_ALL_MET = re.compile(r"(?:指标|目标|任务|绩效).{0,8}(?:完成|达到|达标|实现).{0,4}(?:吗|没有?|否|[?？]|$)")


def target(inquiry: Inquiry) -> Outcome:
    """Return the indicators that meet the question's condition, one indicator with target, actual and score, or the overall score."""
    if (rated := by_rating(inquiry)) is not None:
        return rated
    if inquiry.plan.selection is not None:
        return filtered(inquiry, inquiry.plan.selection.subject, _named)
    if inquiry.plan.every_item:
        return filtered(inquiry, _subject(inquiry), _named)
    subject = _subject(inquiry)
    if inquiry.plan.bound is not None and inquiry.plan.bound.unit in ("", "分") and not subject:
        return _overall(inquiry)
    if _OVERALL.search(" ".join(a.phrase for a in inquiry.plan.asks) + inquiry.plan.topic) and not subject:
        return _overall(inquiry)
    if not subject and _ALL_MET.search(inquiry.question):
        missed = inquiry.plan.model_copy(update={"attained": False})
        return filtered(inquiry.planned(missed), "", _named)
    chosen: list[Candidate] = []
    for report in inquiry.reports:
        pool = [c for c in inquiry.candidates(report) if c.row.section == "indicators"]
        kind = next((a.dimension for a in inquiry.plan.asks if a.dimension == "rate"), None)
        found = resolve(Ask(phrase=subject, dimension=kind), pool, sections=("indicators",)) if subject else []
        chosen.extend(m.candidate for m in found if m.score >= 0.97 * found[0].score)
    if not chosen:
        return lookup(inquiry)
    return Outcome(rows=[row_of(c, note=reason(inquiry, c)) for c in chosen], text=_named(inquiry, chosen))


def _subject(inquiry: Inquiry) -> str:
    """Return the indicator's own words, without 目标, 得分 and the like."""
    form = form_asked(inquiry.question)
    for ask in inquiry.plan.asks:
        phrase = form.without(ask.phrase) if form else ask.phrase
        words = _FIELD_WORDS.sub(" ", _OVERALL.sub(" ", _OF_ALL_SPENDING.sub(" ", BOTH_ENDS.sub(" ", FELL_SHORT.sub(" ", phrase)))))
        words = re.sub(r"(?<![\u4e00-\u9fff])[更高低多少分、\s]+(?![\u4e00-\u9fff])", " ", words)
        if sum(t.weight for t in terms_of(words)) >= 0.8:
            return words
    return ""


def _named(inquiry: Inquiry, chosen: list[Candidate]) -> str:
    rest = either(inquiry, "其余指标见各行数据。", "The other indicators stand in the rows.") if len(chosen) > TOLD else ""
    told = (_fields(row_of(c, note=reason(inquiry, c)), judged(c), inquiry) for c in chosen[:TOLD])
    return "".join(told) + rest


def _fields(row: AnswerRow, verdict: bool | None, inquiry: Inquiry) -> str:
    parts = [
        (either(inquiry, "目标", "target "), row.target),
        (either(inquiry, "实际完成", "actual "), row.actual),
        (either(inquiry, "分值", "weight "), number(row.weight) + either(inquiry, "分", "") if row.weight is not None else None),
        (either(inquiry, "得分", "score "), number(row.score) + either(inquiry, "分", "") if row.score is not None else None),
    ]
    told = either(inquiry, "，", ", ").join(label + value for label, value in parts if value)
    met = "" if verdict is None else either(inquiry, "，达到目标" if verdict else "，未达到目标", ", met" if verdict else ", not met")
    met += either(inquiry, f"（原因：{row.note}）", f" (reason: {row.note})") if row.note else ""
    return either(inquiry, f"{who(row, inquiry)}：{row.metric}，{told}{met}。", f"{who(row, inquiry)}: {row.metric}, {told}{met}. ")


def _overall(inquiry: Inquiry) -> Outcome:
    rows = [row for report in inquiry.reports for row in score_rows(inquiry, report)]
    if not rows:
        return lookup(inquiry) if inquiry.plan.asks else not_reported(inquiry)
    picked = _of_grade(inquiry, rows)
    if picked is not None:
        rows = picked
        if not rows:
            said = either(inquiry, "列出自评得分或等级的部门里没有符合条件的", "None of the departments is so")
            return refused(inquiry, Refusal(reason="figure", said=said))
        return Outcome(rows=rows, text=figures(rows, inquiry))
    return _ends(rows, inquiry) or _ordered(rows, inquiry) or _apart(rows, inquiry) or Outcome(rows=rows, text=figures(rows, inquiry))


_GRADE = re.compile(r"(?:评级|等级|等次|评为|评上|评价)(?:是|为|在)?[“\"]?(?P<grade>优秀|良好|合格|优|良|中|差)[”\"]?(?=$|[?？的]|级)")


def _of_grade(inquiry: Inquiry, rows: list[AnswerRow]) -> list[AnswerRow] | None:
    """Return the departments of the grade that a question names (哪些部门的评级是良); None where it names none."""
    asked = _GRADE.search(inquiry.question)
    if asked is None:
        return None
    grades = {id(r): (r.note or "").removeprefix("等级") or str(r.value) for r in rows}
    return [r for r in rows if grades[id(r)][:1] == asked["grade"][:1]]


_HOW_FAR = re.compile(
    r"相差|差(?:多少|几)|(?:高|低|多|少)(?:出|了)?(?:多少|几)|exceed|higher|lower|difference|how many (?:more )?points", re.IGNORECASE
)


def _apart(rows: list[AnswerRow], inquiry: Inquiry) -> Outcome | None:
    """Return two departments' scores with how far they are apart, where that is asked for."""
    scores = {row.department: row.value for row in rows if isinstance(row.value, Decimal)}
    if not _HOW_FAR.search(inquiry.question) or len(scores) != 2:
        return None
    a, b = sorted(scores, key=lambda d: -scores[d])
    result = Result(value=scores[a] - scores[b], unit="分", of=f"{a}{number(scores[a])}分－{b}{number(scores[b])}分")
    told = (f"{a}较高，相差{number(result.value)}分（{result.of}）。", f" {a} is higher by {number(result.value)} points.")
    return Outcome(rows=rows, result=result, text=figures(rows, inquiry) + either(inquiry, *told))


def _ends(rows: list[AnswerRow], inquiry: Inquiry) -> Outcome | None:
    """Return all scores in order with how far the first and the last are apart, where that is asked for."""
    scored = sorted(((r.value, r) for r in rows if isinstance(r.value, Decimal)), key=lambda pair: pair[0], reverse=True)
    if not BOTH_ENDS.search(inquiry.question) or not re.search(r"差|gap|differ|apart", inquiry.question) or len(scored) < 2:
        return None
    (most, first), (least, last) = scored[0], scored[-1]
    of = f"{first.department}{number(most)}分－{last.department}{number(least)}分"
    ordered = [row for _, row in scored]
    told = (f"最高与最低相差{number(most - least)}分（{of}）。", f" The highest and the lowest are {number(most - least)} points apart.")
    return Outcome(
        rows=ordered, result=Result(value=most - least, unit="分", of=of), text=figures(ordered, inquiry) + either(inquiry, *told)
    )


_EXTREME = re.compile(r"最(?:高|好|多)|最(?P<low>低|差|少)|highest|best|(?P<least>lowest|worst)", re.IGNORECASE)


def _ordered(rows: list[AnswerRow], inquiry: Inquiry) -> Outcome | None:
    """Return the scores in order with the first as the result, where the highest or the lowest is asked for."""
    asked = _EXTREME.search(inquiry.question)
    scored = [(row.value, row) for row in rows if isinstance(row.value, Decimal)]
    if asked is None or len({row.department for _, row in scored}) < 2:
        return None
    low = bool(asked["low"] or asked["least"])
    ordered = [row for _, row in sorted(scored, key=lambda pair: pair[0], reverse=not low)]
    best = ordered[0]
    ordered = ordered[: first_of(inquiry.question) or len(ordered)]
    value = min(v for v, _ in scored) if low else max(v for v, _ in scored)
    told = (f"最{'低' if low else '高'}的是{best.department}，{number(value)}分。", f" {best.department} scored {number(value)}.")
    result = Result(value=value, unit="分", of=best.department)
    return Outcome(rows=ordered, result=result, text=figures(ordered, inquiry) + either(inquiry, *told))


def score_rows(inquiry: Inquiry, report: ReportRef) -> list[AnswerRow]:
    """Return a report's own score, or its grade where it gives no score, as a row of its place; empty where it gives neither."""
    fields, text = report.fields, inquiry.source.text(report.report_id)
    rows: list[AnswerRow] = []
    if inquiry.plan.years and report.year not in inquiry.plan.years:
        return rows
    if fields.self_score is not None and (span := _stands(text, number(fields.self_score), r"得分|评分|自评|总分|合\s*计|分")) is not None:
        row = stated(report, "自评得分", text[span[0] : span[1]], span)
        rows.append(
            row.model_copy(update={"value": fields.self_score, "unit": "分", "note": f"等级{fields.grade}" if fields.grade else None})
        )
    elif fields.grade and (span := _stands(text, fields.grade, r"等级|等次|评价|结论|结果|自评")) is not None:
        rows.append(stated(report, "自评等级", text[span[0] : span[1]], span).model_copy(update={"value": fields.grade}))
    return rows


def _stands(text: str, value: str, cue: str) -> tuple[int, int] | None:
    """Return the stretch of the text where a value stands close behind a cue; where it stands at all, failing that."""
    near = re.search(
        rf"(?:{cue})[^。；;\n]{{0,20}}?(?<![\d.]){re.escape(value)}(?:0*)?(?![\d.]){'分?' if value[0].isdigit() else ''}"
        rf"(?:[，,][^。；;，,\n]{{0,16}}级[^。；;，,\n]{{0,8}})?",
        text,
    )
    bare = near or re.search(rf"(?<![\d.]){re.escape(value)}(?![\d.])", text)
    return bare.span() if bare else None
