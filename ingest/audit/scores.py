"""Weights and scores (权重与得分): rows against totals and labels, scores above weights, execution rate and its score, grades."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.audit.forms import Form, forms, plain, points_of
from ingest.audit.rules import finding, tolerance
from ingest.document import Document
from ontology.records import Bundle, Finding, Span

_SCORE_TEXT = re.compile(
    r"(?:自评|综合|评价|绩效|评分|总)(?!分值|分为?100|[^，。；\n]{0,8}(?:满分|分值为?|百分制))[^，。；\n]{0,20}?(?:得分|评分|总分)?(?:为|是|[:：])?"
    r"\s*(\d{2,3}(?:\.\d+)?)\s*分"
)
_SCALE = re.compile(r"90分?(?:\(含\)|（含）)?(?:及)?以上[^。；\d]{0,6}优[^。；]{0,40}")
_GRADES = {"优秀": (90, 100), "优": (90, 100), "良好": (80, 90), "良": (80, 90), "中": (60, 80), "合格": (60, 90), "差": (0, 60)}
_GRADED = re.compile(
    r"(?:自评|综合|总|最终)[^。；\d]{0,10}?(?P<score>\d{2,3}(?:\.\d+)?)分[，,、；;（(]?[^。；\d]{0,8}?(?:等级|等次|档次|级别)[^。；\d]{0,4}?"
    r"[“\"]?(?P<grade>优秀|优|良好|良|中|合格|差)[”\"]?(?=[。，,；;）)级档]|$)"
)
_FULL = Decimal(100)
_EXECUTION = Decimal(10)
_EXECUTION_POINTS = re.compile(r"执行(?:率|情况)?[（(](\d+(?:\.\d+)?)分|(\d+(?:\.\d+)?)分[×*xX]执行率")
"""The points of the execution rate where they are printed: 预算执行情况（20分）, 20分×执行率; ten where nothing is said."""
_FAR = Decimal("1.2")
_GRACE = Decimal(80)  # local rules give full points from 90 or 95 on, none below 80


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield what does not fit in the scores of every form, and between the forms and the text."""
    read = list(forms(document))
    for form in read:
        yield from _execution(document, form)
        if not _misread(document, form, bundle):
            yield from _weights(document, form)
            yield from _scores(document, form)
            yield from _labels(document, form)
        for row in form.rows:
            if row.weight is not None and row.score is not None and row.score > row.weight:
                yield finding(document, "score-over-weight", f"“{plain(row.name)}”分值{row.weight:f}，得分{row.score:f}", [row.span])
    yield from _listed(document, read, bundle)
    yield from _printed(document, read, bundle)
    yield from _grade(document, bundle)


def _misread(document: Document, form: Form, bundle: Bundle) -> bool:
    """Several forms read as one, a row lost that the indicators hold, or the points of the execution rate told elsewhere."""
    own = sum((r.weight or Decimal(0) for r in form.rows), Decimal(0))
    if not own:
        return False
    full = form.total_weight or _FULL
    rows = [r for r in bundle.indicators if r.weight is not None]
    held = sum((r.weight or Decimal(0) for r in rows), Decimal(0))
    lost = own < full == held and len(rows) > len(form.rows)
    elsewhere = {_EXECUTION, *(Decimal(m[1] or m[2]) for m in _EXECUTION_POINTS.finditer(document.text))}
    rate_lost = form.execution is None and full - own in elsewhere and not any("执行" in r.name for r in form.rows)
    return own > full * _FAR or lost or rate_lost


def _listed(document: Document, read: list[Form], bundle: Bundle) -> Iterator[Finding]:
    """Indicators told one by one in sentences, of a hundred points in all: their scores make the score of the report."""
    rows = [r for r in bundle.indicators if r.weight is not None and r.score is not None]
    said = bundle.report.self_score
    if any(f.rows for f in read) or said is None or len(rows) < 3 or sum(r.weight or Decimal(0) for r in rows) != _FULL:
        return
    made = sum((r.score or Decimal(0) for r in rows), Decimal(0))
    if abs(made - said) > tolerance("scores-sum"):
        lost = [r.span for r in rows if r.score is not None and r.weight is not None and r.score < r.weight]
        spans = [*_mentions(document, said), *(lost[:5] or [rows[-1].span])]
        yield finding(document, "scores-sum", f"{len(rows)}项得分之和为{made:f}，自评得分为{said:f}", spans)


def _sums(form: Form, value: str) -> list[Decimal]:
    """Return the sum of a column, alone and with the execution row's, which some forms count in."""
    alone = sum((getattr(r, value) for r in form.rows if getattr(r, value) is not None), Decimal(0))
    extra = getattr(form.execution, value) if form.execution else None
    sums = [alone]
    if extra is not None:
        sums.append(alone + extra)
    if form.execution and form.execution.weight is not None and value == "score":
        sums.append(alone + form.execution.weight)
    return sums


def _weights(document: Document, form: Form) -> Iterator[Finding]:
    sums = _sums(form, "weight")
    if form.total_weight is None or form.total_span is None or len(form.rows) < 3:
        return
    if all(abs(s - form.total_weight) > tolerance("weights-sum") for s in sums):
        yield finding(document, "weights-sum", f"{len(form.rows)}项权重之和为{sums[0]:f}，合计栏为{form.total_weight:f}", [form.total_span])


def _scores(document: Document, form: Form) -> Iterator[Finding]:
    if form.total_score is None or form.total_span is None or len(form.rows) < 3 or any(r.score is None for r in form.rows):
        return
    sums = _sums(form, "score")
    if any(abs(s - form.total_score) <= tolerance("scores-sum") for s in sums):
        return
    text = f"{len(form.rows)}项得分之和为{sums[0]:f}"
    spans = [form.total_span, *_mentions(document, form.total_score)]
    if form.execution and form.execution.score is not None:
        counted = min(form.execution.score, form.execution.weight or form.execution.score)
        text += f"，加预算执行率一行{counted:f}分为{sums[0] + counted:f}"
        spans.append(form.execution.span)
    yield finding(document, "scores-sum", f"{text}，总分为{form.total_score:f}", spans)


def _mentions(document: Document, score: Decimal) -> Iterator[Span]:
    for flow in document.flows:
        for m in _SCORE_TEXT.finditer(flow.text):
            if Decimal(m[1]) == score:
                yield flow.span(m.start(), m.end())
                return


def _labels(document: Document, form: Form) -> Iterator[Finding]:
    groups: dict[str, tuple[Decimal, Span, Decimal, int]] = {}
    for row in form.rows:
        for label in dict.fromkeys(row.labels):
            points = points_of(label)
            if points is None:
                continue
            key = plain(label.text)
            _, span, total, count = groups.get(key, (points, label.span, Decimal(0), 0))
            groups[key] = (points, span, total + (row.weight or Decimal(0)), count + 1)
    for key, (points, span, total, count) in groups.items():
        if abs(total - points) > tolerance("label-sum"):
            yield finding(document, "label-sum", f"“{key}”标注{points:f}分，其下{count}项分值之和为{total:f}", [span])


def _execution(document: Document, form: Form) -> Iterator[Finding]:
    row = form.execution
    if row is None:
        return
    rate = row.spent / row.budget * 100
    first = row.spent / row.first * 100 if row.first else rate
    printed = row.rate * 100 if row.rate is not None and row.rate <= Decimal("1.5") and "%" not in document.quote(row.span) else row.rate
    if printed is not None and all(abs(r - printed) > tolerance("execution-rate") for r in (rate, first)):
        text = f"{row.spent:f} ÷ {row.budget:f} = {rate:.2f}%，表中为{printed:f}%"
        yield finding(document, "execution-rate", text, [row.span])
    if row.weight is not None and row.score is not None and row.score > row.weight:
        yield finding(document, "execution-score", f"分值{row.weight:f}，得分{row.score:f}", [row.span])
    elif row.weight and row.score == row.weight and max(rate, first) < _GRACE:
        text = f"执行率{rate:.2f}%，得满分{row.score:f}"
        yield finding(document, "execution-points", text, [row.span], 0.85)


def _printed(document: Document, read: list[Form], bundle: Bundle) -> Iterator[Finding]:
    """The score the report gives itself in words against the total of its one form."""
    totals = [(f.total_score, f.total_span) for f in read if f.total_score is not None and f.total_span is not None]
    said = [(Decimal(m[1]), flow.span(m.start(), m.end())) for flow in document.flows for m in _SCORE_TEXT.finditer(flow.text)]
    said = [s for s in said if 40 <= s[0] <= _FULL and "项目" not in document.quote(s[1])]
    if len(totals) == 1 and sum(len(f.rows) > 2 for f in read) < 2 and len({s[0] for s in said}) == 1 and said[0][0] != totals[0][0]:
        spans = [said[0][1], totals[0][1]]
        yield finding(document, "printed-score", f"正文为{said[0][0]:f}分，表内总分为{totals[0][0]:f}", spans)


def _grade(document: Document, bundle: Bundle) -> Iterator[Finding]:
    score, grade = bundle.report.self_score, bundle.report.grade
    if grade is None or score is None:
        yield from _grade_said(document)
    bounds = _GRADES.get((grade or "").strip("“”级等次"))
    if score is None or bounds is None or bounds[0] <= score <= bounds[1]:
        return
    for flow in document.flows:
        m = re.search(rf"{score.normalize():f}\s*分[^。；]{{0,20}}{grade}", flow.text)
        if m:
            text = f"得分{score:f}不在{bounds[0]}–{bounds[1]}之内，等级却为“{grade}”"
            yield finding(document, "grade", text, [flow.span(m.start(), m.end()), *_scale(document)])
            return


def _grade_said(document: Document) -> Iterator[Finding]:
    """得分94分，等次为良: a score of the whole with its grade right behind it, where the report's fields hold none."""
    for flow in document.flows:
        for m in _GRADED.finditer(flow.text):
            low, high = _GRADES[m["grade"]]
            if not low <= Decimal(m["score"]) <= high:
                text = f"得分{m['score']}不在{low}–{high}之内，等级却为“{m['grade']}”"
                yield finding(document, "grade", text, [flow.span(m.start(), m.end()), *_scale(document)])
                return


def _scale(document: Document) -> Iterator[Span]:
    """Yield where the report itself says which score makes which grade."""
    for flow in document.flows:
        m = _SCALE.search(flow.text)
        if m:
            yield flow.span(m.start(), m.end())
            return
