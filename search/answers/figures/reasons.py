"""Why a figure is as it is (变动原因): the reason its sentence goes on to, told with it where a question asks why."""

import re

from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow
from search.answers.say import either

_ASKS_WHY = re.compile(r"(?:什么|啥|何种)(?:主要)?原因|原因(?:是|何在)|为什么|为啥|为何|怎么回事|\bwhy\b|\breasons?\b", re.IGNORECASE)
_REASON = re.compile(r"(?:其?(?:主要|具体)?原因(?:是|为|系|在于)?|主要(?:是|系)|(?:是|系)?(?:由于|因为))[:：]?(?P<why>[^。；;\n]{4,})")
_REACH = 40
"""Characters behind a figure in which its reason begins."""


def with_reasons(inquiry: Inquiry, outcome: Outcome) -> Outcome:
    """Return figures with the reason that stands behind the last of them in its sentence, where a question asks for it."""
    rows = outcome.rows if outcome.refusal is None else []
    if not rows or any(row.note or row.value is None for row in rows) or not _ASKS_WHY.search(inquiry.question):
        return outcome
    last = max(rows, key=lambda row: row.span[1])
    why = _behind(inquiry, last)
    if why and why not in outcome.text:
        outcome.rows = [row.model_copy(update={"note": why}) if row is last else row for row in rows]
        outcome.text += either(inquiry, f"报告写的原因：{why}。", f" The reason given: {why}.")
    return outcome


def _behind(inquiry: Inquiry, row: AnswerRow) -> str:
    """Return the reason that a sentence gives behind a figure; empty where it gives none."""
    told = inquiry.source.text(row.report_id)[row.span[1] :].partition("。")[0]
    found = _REASON.search(told)
    return found["why"].strip("，, ") if found and found.start() <= _REACH else ""
