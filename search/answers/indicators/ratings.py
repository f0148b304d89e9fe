"""Projects by the rating they gave themselves (项目自评等级): those of a grade, or all but those of it."""

import re

from search.answers.inquiry import Inquiry, Outcome
from search.answers.refuse import refused
from search.answers.rows import row_of
from search.answers.say import either
from search.matching.prepared import Candidate
from search.plan import Refusal

_ASKED = re.compile(
    r"(?:项目|专项|资金).*?(?P<but>不是|不为|没(?:有)?(?:评上|评为|得到|拿到|达到)|未(?:评为|达到|得)|非|除了?)?(?:自评)?(?:结果|等级|等次)?(?:为|是)?"
    r"(?P<grade>不合格|优秀|良好|合格|及格|优|良|中|差)(?!化|先|质|惠)"
)


def by_rating(inquiry: Inquiry) -> Outcome | None:
    """Return the rated projects of the grade that a question names, or of every other grade; None where it names none."""
    asked = _ASKED.search(inquiry.question)
    rated = [c for r in inquiry.reports for c in inquiry.candidates(r) if c.row.section == "projects" and c.row.rating]
    if asked is None or not rated:
        return None
    chosen = [c for c in rated if _is(c, asked["grade"]) is (asked["but"] is None)]
    if not chosen:
        said = either(inquiry, "列出自评等级的项目里没有这样的项目", "None of the rated projects is so")
        return refused(inquiry, Refusal(reason="figure", said=said))
    rows = [row_of(c).model_copy(update={"value": c.row.rating}) for c in chosen]
    told = "；".join(f"{c.row.department}：“{c.row.name}”自评{c.row.rating}" for c in chosen)
    return Outcome(rows=rows, text=told + either(inquiry, "，其余列出等级的项目不是。", "; the other rated projects are not so."))


def _is(c: Candidate, grade: str) -> bool:
    return (c.row.rating or "")[:1] == grade[:1] if grade != "不合格" else c.row.rating == grade
