"""Whether the points of the indicators sum to the total that the report prints (得分加总): added up anew, each indicator a row."""

import re
from decimal import Decimal

from search.answers.indicators.targets import score_rows
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow, Result
from search.answers.rows import row_of, stated
from search.answers.say import either, number
from search.facts_source import ReportRef

_POINTS = re.compile(
    r"(?:各项?|各个?|每个?|分|逐|[一二三]级|所有|全部)(?:的)?(?:指标|分项|项)?[^,，?？]{0,6}(?:得分|分数|打分|评分|的分)|自评(?:总)?(?:得)?分"
)
_ADDED = re.compile(r"加总|相加|加起来|加在一起|之和|总和|累加|加得|加到?一[起块]|合计")
_WEIGHTS = re.compile(r"权重|分值|满分|扣分")
_TOTAL = re.compile(
    r"(?:合\s*计|总\s*计|总\s*分|总\s*得\s*分)(?P<cells>[\s|｜/:：—-]*(?:\d{1,3}(?:\.\d+)?[\s|｜/—-]+){0,2}(?P<score>\d{1,3}(?:\.\d+)?))(?=[\s|｜]|$)"
)
FEWEST = 5
"""Indicators with points that a table must have for their sum to say anything of its total."""


def doubts_points(question: str) -> bool:
    """Tell whether a question puts the sum of the indicators' points against a total."""
    return bool(_POINTS.search(question) and _ADDED.search(question)) and not _WEIGHTS.search(question) and "执行率" not in question


def printed_totals(text: str) -> list[re.Match[str]]:
    """Return where a report prints the total of a table of points: `score` is that of its last cell."""
    return [m for m in _TOTAL.finditer(text) if Decimal(m["score"]) <= 100]


def scored(report: ReportRef, metric: str, text: str, span: tuple[int, int], value: str) -> AnswerRow:
    """Return points printed at a place as a row."""
    row = stated(report, metric, text[span[0] : span[1]], span)
    return row.model_copy(update={"value": Decimal(value), "unit": "分"})


def points_summed(inquiry: Inquiry, report: ReportRef) -> Outcome | None:
    """Return the sum of the indicators' points against the printed total; None where the table gives too few or no total."""
    items = [c for c in inquiry.candidates(report) if c.row.section == "indicators" and c.row.score is not None]
    text = inquiry.source.text(report.report_id)
    totals, whole = printed_totals(text), score_rows(inquiry, report)
    if len(items) < FEWEST or not (totals or whole):
        return None
    last = totals[-1] if totals else None
    table = [scored(report, "指标得分合计", text, last.span(), last["score"])] if last else []
    total = Decimal(last["score"]) if last else report.fields.self_score or Decimal(0)
    added = sum((c.row.score for c in items if c.row.score is not None), Decimal(0))
    gap = abs(added - total)
    verdict = f"不一致，相差{number(gap)}分" if gap else "一致"
    said = (
        f"{len(items)}项指标的得分相加为{number(added)}分，表上合计{number(total)}分，{verdict}。",
        f"The {len(items)} indicators come to {number(added)} points, the table says {number(total)}: "
        f"{'they agree' if not gap else f'they differ by {number(gap)}'}.",
    )
    result = Result(value=gap, unit="分", of=f"{len(items)}项得分之和{number(added)}－合计{number(total)}")
    return Outcome(rows=[*whole, *table, *map(row_of, items)], result=result, text=either(inquiry, *said))
