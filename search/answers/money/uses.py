"""What money was for (资金用途): told with the amount where a question asks for both (多少钱，花在哪些地方)."""

import re

from search.answers.inquiry import Inquiry, Outcome
from search.answers.rows import base_of
from search.answers.say import either

_ASKS_USE = re.compile(
    r"(?:花|用|投|使|砸)(?:在|到|于|去|给)?了?(?:哪|什么|啥|何|几)|用途|用作|做什么用|(?:干|做)(?:了)?(?:什么|啥|嘛)|(?:都|主要|具体)(?:用|花|投)[在于到]|"
    r"what (?:was|were|is|it was|they were) .{0,40}(?:for|on)\b|spent on what|used for",
    re.IGNORECASE,
)


def asks_use(question: str) -> bool:
    """Tell whether a question asks what money was for."""
    return bool(_ASKS_USE.search(question))


def with_uses(inquiry: Inquiry, outcome: Outcome) -> Outcome:
    """Return an answer in money with what each project was for, where that is asked and the answer does not say it yet."""
    if outcome.refusal is not None or not outcome.rows or not asks_use(inquiry.question):
        return outcome
    told = {(row.report_id, row.value_base) for row in outcome.rows if row.value_base is not None and row.unit_base == "元"}
    uses = {
        c.row.name: c.row.use
        for report in inquiry.reports
        for c in inquiry.candidates(report)
        if c.row.section == "projects" and c.row.use and (report.report_id, base_of(c)[0]) in told and c.row.use not in outcome.text
    }
    said = "；".join(f"“{name}”用于：{use}" for name, use in uses.items())
    outcome.text += either(inquiry, f"{said}。", f" {said}.") if uses else ""
    return outcome
