"""Money and what it serves (职责与支出): projects by name or by the duty they serve, with amounts; never split or summed twice."""

import re
from decimal import Decimal

from ontology.quantity import dimension
from search.answers.figures.aggregate import aggregate
from search.answers.figures.compute import Contributor, comparable, total
from search.answers.figures.lookup import lookup
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import Result
from search.answers.money.projects_by_meaning import SURE, clearly_meant
from search.answers.money.projects_meant import ANY_DUTY, about, projects_meant, projects_of
from search.answers.refuse import not_reported, refused
from search.answers.rows import base_of, row_of
from search.answers.say import either, figures, number
from search.answers.topics import money_topic
from search.matching.prepared import Candidate
from search.plan import Ask, Refusal
from search.planning.money_asked import by_duty, which_money
from search.words.lexicon import terms_of
from search.words.wording import fold

_WHAT_FOR = re.compile(r"用(?:在|于|途|来|到)|花在|做什么|干什么|买了|用了(?!多少|几)|哪里去|去(?:了)?哪")
_WHAT_FOR_ENGLISH = re.compile(
    r"what[^?,]{0,60}(?:spent on|used for|go(?:ne)? (?:on|to)|went (?:on|to)|pay for|paid for)|on what\b", re.IGNORECASE
)
_FOR_ONE = re.compile(
    r"(?<![第唯统])一(?:批次?|件|个|户|人|次|台|辆|公里|亩|场|例|份|名|头)(?!共)|每(?:批次?|件|个|户|人|次|台|公里|亩|场|例|份|名)"
)
_HOW_MUCH = re.compile(r"多少|几何|金额|几(?:万|亿|百)|how much", re.IGNORECASE)


_SUM_OF_MONEY = re.compile(r"多少(?:专门的?|专项)?(?:钱|资金|经费|万|亿|元)|how much (?!of)", re.IGNORECASE)


def spending(inquiry: Inquiry) -> Outcome:
    """Return the projects that serve a duty or bear a name, with amounts, and their total where an amount is asked for."""
    if _FOR_ONE.search(inquiry.question) and (priced := _priced(inquiry)) is not None:
        return priced
    if _of_nothing_known(inquiry):
        return not_reported(inquiry)
    chosen: list[Candidate] = []
    linked: dict[str, str] = {}
    for report in inquiry.reports:
        found, why = projects_meant(inquiry, report)
        chosen.extend(c for c in found if all(c.row.id != o.row.id for o in chosen))
        linked |= why
    chosen = _surest(inquiry, chosen, linked)
    if not chosen:
        return _of_no_project(inquiry)
    if all(c.value is None for c in chosen) and _HOW_MUCH.search(inquiry.question) and not _WHICH_ONE.search(inquiry.question):
        names = "、".join(f"“{c.row.name}”" for c in chosen[:6])
        said = either(inquiry, f"报告提到{names}，但没有列出金额", f"The report names {names} but gives no amount")
        return refused(inquiry, Refusal(reason="figure", said=said))
    return _told(inquiry, chosen, linked)


def _of_no_project(inquiry: Inquiry) -> Outcome:
    """Return what the accounts say where no project is called so, else the one project that lies nearest by far."""
    summed = aggregate(inquiry) if inquiry.plan.operation == "sum" else None
    if summed is not None and summed.refusal is None and _all_money(summed):
        return summed
    if (outcome := _of_items(inquiry)).refusal is None:
        return outcome
    topic = money_topic(inquiry.plan)
    near = [c for r in inquiry.reports for c in clearly_meant(inquiry, topic, projects_of(inquiry, r), SURE)]
    return _told(inquiry, near, {}) if len(inquiry.departments) == 1 and any(c.value is not None for c in near) else outcome


_WHICH_ONE = re.compile(r"有没有|哪些|哪个(?:项目|专项)|哪笔|什么(?:项目|专项)|由哪|靠|写(?:了|出|明)?(?:没有?)?(?:金额|钱)|金额(?:写|有)")
"""Which project it is is asked too, or whether an amount is printed."""


def _all_money(outcome: Outcome) -> bool:
    """Tell whether all that was summed is money, and money that was spent."""
    return bool(outcome.rows) and all(dimension(r.unit or "") == "money" and not _NOT_SPENT.search(r.metric) for r in outcome.rows)


_NOT_SPENT = re.compile(r"罚没|罚款|收入|挽回|节约|节省|融资|贷款|产值|销售|营收|税|交易|成交|收益|标准|单价|人均|户均")


def _of_nothing_known(inquiry: Inquiry) -> bool:
    """Tell whether the thing that money went to is an English word that no glossary covers, and only what was done is known."""
    terms = terms_of(money_topic(inquiry.plan))
    foreign = any(t.said.isascii() and t.said.isalpha() and len(t.said) > 4 for t in terms)
    return foreign and all(t.said in ANY_DUTY or t.said.isascii() for t in terms if t.weight >= 0.5)


def _of_items(inquiry: Inquiry) -> Outcome:
    """Return the item of the accounts that is asked for, where no project is; a single sum is also the result."""
    asks = inquiry.plan.asks or (Ask(phrase="支出总计", dimension="money"),)
    if by_duty(inquiry.question) or which_money(inquiry.question):
        asks = tuple(a.model_copy(update={"dimension": "money", "names": False}) if a.dimension is None else a for a in asks)
    elif _SUM_OF_MONEY.search(inquiry.question):
        asks = tuple(a.model_copy(update={"dimension": "money"}) if a.dimension is None and not a.names else a for a in asks)
    outcome = lookup(inquiry if asks == inquiry.plan.asks else inquiry.asking(*asks))
    by_others = re.search(r"[人客民者们](?:一共|总共)?(?:花|用)了", inquiry.question)  # 游客花了多少钱 is what they left here
    if not by_others and any((came_in := _NOT_SPENT.search(r.metric)) and came_in[0] not in inquiry.question for r in outcome.rows):
        return not_reported(inquiry)  # what came in is none of what was spent
    uses = {c.row.quote: c.row.use for r in inquiry.reports for c in inquiry.candidates(r) if c.row.section == "projects" and c.row.use}
    if _WHAT_FOR.search(inquiry.question) and any(r.quote in uses for r in outcome.rows):
        outcome.rows = [r.model_copy(update={"note": uses.get(r.quote)}) for r in outcome.rows]
        outcome.text = figures(outcome.rows, inquiry)
    single = outcome.rows[0] if len(outcome.rows) == 1 and outcome.result is None else None
    if single is not None and isinstance(single.value, Decimal) and single.unit:
        outcome.result = Result(value=single.value, unit=single.unit, of=single.metric)
    return outcome


def _priced(inquiry: Inquiry) -> Outcome | None:
    """Return what one of something costs, where a report gives it (抽检一批多少钱); None where none does."""
    outcome = lookup(inquiry.asking(*(a.model_copy(update={"dimension": "money", "roles": ()}) for a in inquiry.plan.asks)))
    return outcome if outcome.rows and all("/" in (r.unit or "") for r in outcome.rows) else None


def _surest(inquiry: Inquiry, chosen: list[Candidate], linked: dict[str, str]) -> list[Candidate]:
    """Return, of what several reports give, that which bears the topic's words, where any does: its own words before other words for it."""
    if len({c.row.report_id for c in chosen}) < 2 or linked:
        return chosen
    wanted = tuple(t for t in terms_of(money_topic(inquiry.plan)) if t.weight >= 0.5)
    said = [c for c in chosen if all(t.said in c.name for t in wanted)]
    return said or [c for c in chosen if about(wanted, c.name)] or chosen


def _told(inquiry: Inquiry, chosen: list[Candidate], linked: dict[str, str]) -> Outcome:
    rows = [row_of(c, note=_note(c, linked.get(c.row.id), inquiry.english)) for c in chosen]
    money = [c for c in chosen if c.value is not None]
    text = figures(rows, inquiry)
    if len(money) < len(chosen):
        text += either(
            inquiry,
            "未列金额的项目，报告只写了评级或名称。" if money else "报告没有列出这些项目的金额。",
            " No amount is printed for the others.",
        )
    elif linked:
        text += either(inquiry, "以上为项目总额，报告未按职责拆分。", " These are whole amounts; the report does not split them by duty.")
    result = None
    figs = [Contributor(c.row.name, c) for c in money]
    several_years = len({c.row.year for c in money}) > 1
    if several_years and len(figs) > 1:
        text += either(inquiry, "各年度分列，不相加。", " Each year on its own, not added up.")
    elif _HOW_MUCH.search(inquiry.question) and figs and comparable(figs):
        result = total(figs, inquiry.plan.unit)
        if len(figs) > 1:
            text += either(inquiry, f"合计{number(result.value)}{result.unit}。", f" In total {number(result.value)} {result.unit}.")
    if _WHAT_FOR.search(inquiry.question) or _WHAT_FOR_ENGLISH.search(inquiry.question):
        details = [row_of(d) for c in chosen for d in _inside(inquiry, c)]
        rows += [d for d in details if d not in rows]
        result = result if len(details) == 0 else None
        text += figures(details, inquiry) if details else ""
    return Outcome(rows=rows, result=result, text=text)


def _note(c: Candidate, why: str | None, english: bool) -> str | None:
    """Return what is told beside a project's amount: the duty it serves, and its use as printed."""
    use = ("for: " if english else "用于：") + c.row.use if c.row.use else None
    return "；".join(part for part in (why, use) if part) or None


def _inside(inquiry: Inquiry, project: Candidate, reach: int = 160) -> list[Candidate]:
    """Return the achievements printed right behind a project, with its use (主要用于 … 480台套)."""
    end = project.row.span[1]
    text = inquiry.source.text(project.row.report_id)[end : end + reach]
    stop = re.search("[。；]", text)  # behind it stands the next project of the list
    limit = end + (stop.start() if stop else len(text))
    used = fold(project.row.use or "")
    found = []
    for c in inquiry.candidates(project.report):
        near = end <= c.row.span[0] <= limit
        told = bool(used) and c.value is not None and re.search(rf"(?<![\d.]){re.escape(number(c.value) + fold(c.unit))}", used) is not None
        if c.row.section == "outcomes" and (near or told) and base_of(c) != base_of(project):
            found.append(c)
    return found
