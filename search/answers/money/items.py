"""Items of money picked by size or number (项目与构成): projects, bodies, or the parts of an account; told, counted, set apart."""

import re
from collections.abc import Sequence
from decimal import Decimal

from ontology.quantity import base, parse_unit, same_dimension, tidy
from search.answers.audits.checks import known_sum
from search.answers.bodies.by_unit import money_by_body
from search.answers.figures.lookup import projects_of_kind
from search.answers.indicators.attaining import keeps
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow, Result
from search.answers.money.parts import bears, parts_of
from search.answers.money.uses import asks_use
from search.answers.refuse import refused
from search.answers.rows import row_of
from search.answers.say import amount, either, figures, number
from search.facts_source import ReportRef
from search.plan import Refusal, Selection

_KINDS = ("专项", "项目", "单位")
"""Subjects that name a kind of items, not a sum."""


def items_by_size(inquiry: Inquiry) -> Outcome | None:
    """Return the items a question picks, each a row; None where it picks none or no such items are printed. Refuses where none is so."""
    picks = inquiry.plan.selection
    if picks is None or picks.of != "items":
        return None
    among = [rows for report in inquiry.reports if (rows := _items(inquiry, report, picks))]
    found = [row for rows in among for row in rows]
    if not found and picks.subject not in _KINDS and asks_use(inquiry.question) and not _OF_EACH.search(inquiry.question):
        return None  # what it was for is told in words, never what each part cost
    if not found and any(bears(inquiry, report, picks.subject) for report in inquiry.reports if picks.subject not in _KINDS):
        said = either(inquiry, f"报告没有列出“{picks.subject}”的分项金额", f"The report does not list the parts of “{picks.subject}”")
        return refused(inquiry, Refusal(reason="figure", said=said))
    if not found:
        return None
    kept = [row for row in found if all(_keeps(row, picks, i) for i in range(len(picks.conditions)))]
    if not kept:
        said = either(inquiry, f"报告列出的{picks.subject}里没有符合条件的", "None of the items printed is so")
        return refused(inquiry, Refusal(reason="figure", said=said))
    if picks.tell == "difference":
        return _apart(inquiry, kept)
    rows = _foremost(kept, picks)
    result: Result | None = None
    said = ""
    if picks.tell == "count":
        result = Result(value=Decimal(len(rows)), unit="个", of=f"报告列出的{picks.subject}数")
        said = either(inquiry, f"共{len(rows)}个。", f" {len(rows)} in all.")
    elif picks.tell == "sum" and all(r.value_base is not None for r in rows):
        unit = rows[0].unit or ""
        summed = tidy(sum((r.value_base or Decimal(0) for r in rows), Decimal(0)) / parse_unit(unit).factor)
        result = Result(value=summed, unit=unit, of="＋".join(map(amount, rows)))
        said = either(inquiry, f"合计{number(summed)}{unit}。", f" In total {number(summed)} {unit}.")
    elif picks.order_by and rows[0].value is not None and isinstance(rows[0].value, Decimal):
        edge = rows[0]
        result = Result(value=rows[0].value, unit=edge.unit or "", of=edge.metric)
        way = ("最大", "largest") if picks.descending else ("最小", "smallest")
        said = either(inquiry, f"报告列出的各项中{way[0]}的是“{edge.metric}”。", f" Of the items printed, “{edge.metric}” is the {way[1]}.")
    return Outcome(rows=rows, result=result, text=figures(rows, inquiry) + said)


def _items(inquiry: Inquiry, report: ReportRef, picks: Selection) -> list[AnswerRow]:
    """Return the items of the kind meant that a report of the years asked for prints."""
    if inquiry.plan.years and report.year not in inquiry.plan.years:
        return []
    if picks.subject in ("专项", "项目"):
        return [row_of(c) for c in projects_of_kind(inquiry, picks.subject, report)]
    if picks.subject == "单位":
        return [row_of(c) for ask in inquiry.plan.asks[:1] for c in money_by_body(inquiry, ask, report)]
    return _parts(inquiry, report, picks.subject)


_WHOLE_TOO = re.compile(
    r"(?:一共|总共|合计|共|总额|总数|总量).{0,4}(?:多少|几)|多少[^,，]{0,6}[,，、].{0,12}(?:各|分别|每|投|用|分|拨)|how much", re.IGNORECASE
)
"""The sum itself is asked for too (一共多少，分别投到哪几处)."""


_OF_EACH = re.compile(r"(?:各|分别|每[件项笔处块个家]|一[件项笔处块家](?!共))[^,，。？?]{0,4}(?:多少|几)")
"""The amount of each part is asked for (用在了哪几个村，各多少万元)."""
_TO_WHOM = re.compile(r"哪[些几](?:个|家|所)*(?P<bodies>乡镇|镇|乡|街道|村|社区|学校|医院|县|区|派出所|分局|单位)")
_FOR_WHAT = re.compile(r"(?:用|花|投|干|办|做)(?:在|到|于|去)*了?哪|(?:用|花|投)(?:在|到|于)")
_A_SOURCE = re.compile(r"中央|国家|省|自治区|市级|县级|区级|镇级|年初|追加|上级|本级|自筹|配套|财政")


def _as_asked(question: str, parts: Sequence[AnswerRow]) -> bool:
    """Tell whether parts are of the kind asked for: bodies of a kind where those are, and no sources where uses are."""
    bodies = _TO_WHOM.search(question)
    if bodies and not any(char in row.metric + row.quote for row in parts for char in bodies["bodies"]):
        return False
    return not (parts and _FOR_WHAT.search(question) and all(_A_SOURCE.search(row.metric) for row in parts))


_OF_PROJECTS = re.compile(r"(?:重点|主要|各类?)?(?:项目|专项)(?:支出|资金|经费)?")


def _parts(inquiry: Inquiry, report: ReportRef, name: str) -> list[AnswerRow]:
    """Return the parts of a sum, with the sum itself before them where it is asked for too."""
    sums = known_sum(inquiry, report, name)
    whole, parts = (sums[:1], sums[1:]) if sums else parts_of(inquiry, report, name)
    if not parts and _OF_PROJECTS.fullmatch(name):
        parts = [row_of(c) for c in projects_of_kind(inquiry, name.replace("项目支出", "项目"), report)]
    parts = parts if _as_asked(inquiry.question, parts) else []
    return whole + parts if _WHOLE_TOO.search(inquiry.question) else parts


def _keeps(row: AnswerRow, picks: Selection, at: int) -> bool:
    bound = picks.conditions[at]
    if row.value_base is None or not same_dimension(bound.unit, row.unit or ""):
        return False
    return keeps(row.value_base, bound.model_copy(update={"amount": base(bound.amount, bound.unit)[0]}))


def _foremost(kept: Sequence[AnswerRow], picks: Selection) -> list[AnswerRow]:
    """Return the items with the most, or least, of what orders them, ties with them; all where nothing does."""
    if picks.order_by is None:
        return list(kept)
    known = sorted(((r.value_base, r) for r in kept if r.value_base is not None), key=lambda pair: pair[0], reverse=picks.descending)
    if not known:
        return list(kept)
    edge = known[min(picks.first or 1, len(known)) - 1][0]
    return [row for value, row in known if (value >= edge if picks.descending else value <= edge)]


def _apart(inquiry: Inquiry, kept: Sequence[AnswerRow]) -> Outcome | None:
    """Return the largest and the smallest item with how far they are apart."""
    known = sorted(((r.value_base, r) for r in kept if r.value_base is not None), key=lambda pair: pair[0])
    if len(known) < 2:
        return None
    (least, low), (most, high) = known[0], known[-1]
    unit = high.unit or ""
    of = f"{high.metric}{amount(high)}－{low.metric}{amount(low)}"
    result = Result(value=tidy((most - least) / parse_unit(unit).factor), unit=unit, of=of)
    said = either(inquiry, f"相差{number(result.value)}{unit}（{of}）。", f" They differ by {number(result.value)} {unit}.")
    return Outcome(rows=[high, low], result=result, text=figures([high, low], inquiry) + said)
