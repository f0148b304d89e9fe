"""What share of all there was to do was done (完成比例): 办的案子结了百分之几, 善款支出了几成, 钱花出去了多少."""

import re

from search.answers.figures.compute import Contributor, quotient
from search.answers.figures.rates import done_of_all, done_of_named, spent_and_planned
from search.answers.figures.undone import DOINGS, printed_as
from search.answers.inquiry import Inquiry, Outcome
from search.answers.rows import row_of
from search.answers.say import either, figures, number
from search.matching.prepared import Candidate
from search.plan import Ask
from search.words.lexicon import terms_of

_ASKED = re.compile(r"百分之(?:几|多少)|几成|多大(?:的)?(?:比例|一部分)|几分之几|what (?:share|percentage|proportion|part)", re.IGNORECASE)
_DONE = re.compile(
    rf"^(?P<of>[^占]*?)(?:[已没]有?经?|被|都|有|\s)*(?P<done>{'|'.join(sorted(DOINGS, key=lambda w: -len(w)))})"
    r"(?:出去|完毕|完成|完|掉|好|到位|下去|上|成功)?了?案?(?:的|[\s,，])*$"
)
_BUDGET = re.compile(r"(?:全部|所有|这|那|一)?(?:年|年初|全年)?的?(?:钱|经费|资金|预算(?:资金)?|财政资金|拨款)?\s*")
"""All the money there was to spend, which no further word narrows."""
_SPENT = re.compile(r"花|用|支|支出|执行|使用")


def done_share(inquiry: Inquiry) -> Outcome | None:
    """Return the share done, as a rate printed or from the two figures of one place; None where no such share is asked for or told."""
    phrase = " ".join(a.phrase for a in inquiry.plan.asks)
    asked = _DONE.match(phrase.strip())
    if asked is None or not _ASKED.search(inquiry.question) or len(inquiry.departments) != 1:
        return None
    if _SPENT.fullmatch(asked["done"]) and _BUDGET.fullmatch(asked["of"].strip()):
        return _of_the_budget(inquiry)
    if not any(t.weight >= 0.6 for t in terms_of(asked["of"])):
        return None
    for report in reversed(inquiry.reports):
        for word in printed_as(asked["done"]):
            rate = Ask(phrase=f"{asked['of']} {word}率", dimension="rate")
            if rows := [row_of(m.candidate) for m in inquiry.by_words(rate, report)[:1] if word in m.candidate.name]:
                return Outcome(rows=rows, text=figures(rows, inquiry))
            pair = done_of_all(inquiry, report, asked["of"], word) or done_of_named(inquiry, report, asked["of"], word)
            if pair is not None:
                return _told(inquiry, *pair)
    return None


def _of_the_budget(inquiry: Inquiry) -> Outcome | None:
    """Return which share of the budget was spent, as printed where it is."""
    for report in reversed(inquiry.reports):
        if printed := inquiry.pick(Ask(phrase="预算执行率", dimension="rate"), report):
            rows = [row_of(c) for c in printed]
            return Outcome(rows=rows, text=figures(rows, inquiry))
        if pair := spent_and_planned(inquiry, report, "支出总计"):
            return _told(inquiry, *(c.candidate for c in pair))
    return None


def _told(inquiry: Inquiry, done: Candidate, whole: Candidate) -> Outcome | None:
    result = quotient(Contributor(done.row.name, done), Contributor(whole.row.name, whole), percent=True)
    if result is None:
        return None
    rows = [row_of(done), row_of(whole)]
    told = (
        f"前者占后者的{number(result.value)}%（{result.of}，按报告数字计算）。",
        f" The share is {number(result.value)}%, computed from the printed figures.",
    )
    return Outcome(rows=rows, result=result, text=figures(rows, inquiry) + either(inquiry, *told))
