"""The year before worked back (倒推上年数) from this year's figure and its printed change, each a row; only where that is asked for."""

import re
from decimal import Decimal

from ontology.quantity import tidy
from search.answers.figures.compute import Contributor, in_unit
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import Result
from search.answers.rows import row_of
from search.answers.say import either, figures, number
from search.facts_source import ReportRef
from search.matching.prepared import Candidate
from search.plan import Ask
from search.planning.asks import metric_words
from search.words.lexicon import terms_of
from search.words.wording import alike

_WORKED_BACK = re.compile(
    r"倒(?:推|算|着算|回去)|[反推回]推|反算|推(?:算|出|断|导)|(?:往|向)[回前](?:推|算)|"
    r"[按照据依].{0,16}(?:增加|减少|增长|下降|上升|增减|变动|增幅|降幅|涨幅)(?:的)?(?:额|数|幅度?|率|比例|情况)?.{0,6}(?:推|算|倒)|"
    r"\bwork(?:ed|ing)? (?:it |this )?(?:back|out)|\binfer|\bderive|\bback[- ]?(?:out|calculat)|\bimpl(?:y|ied|ies)",
    re.IGNORECASE,
)
_BY_WHAT = re.compile(
    r"[按照据依](?:照|据)?[^,，。]{0,16}?(?:增加|减少|增长|下降|上升|增减|变动|增幅|降幅|涨幅)(?:的)?(?:额|数|幅度?|率|比例|情况)?"
    r"[^,，。\s]{0,6}(?=[\s,，。?？]|$)|(?:来)?(?:倒推|推算|反推|倒算|反算|推出|推断|回推)(?:一下|出来?|来看)?|大概|大约|约|(?:上|前|去)一?年(?:度)?|应该|该",
)
_LESS, _MORE = re.compile(r"减|降|少|下滑|压缩|节约|负"), re.compile(r"增|升|涨|多|提高|上浮")
_CHANGE = re.compile(r"(?:较|比|同比).*$|(?:增|减|降|升)(?:加|少|长|幅|额|低|高).*$|变动.*$")


def year_before(inquiry: Inquiry) -> Outcome | None:
    """Return a figure of the year before a report's own, worked back from the report's figure and its change; None where not asked for."""
    if not _WORKED_BACK.search(inquiry.question) or len(inquiry.departments) != 1:
        return None
    item = metric_words(_BY_WHAT.sub(" ", " ".join(a.phrase for a in inquiry.plan.asks) or inquiry.plan.topic))
    if not any(t.weight >= 0.5 for t in terms_of(item)):
        return None
    for report in reversed(inquiry.reports):
        if report.year is None or (inquiry.plan.years and report.year - 1 not in inquiry.plan.years):
            continue
        own = inquiry.planned(inquiry.plan.model_copy(update={"years": (report.year,)}))
        if (pair := _level_and_change(own, report, item)) is not None:
            return _told(inquiry, *pair)
    return None


def _level_and_change(inquiry: Inquiry, report: ReportRef, item: str) -> tuple[Candidate, Candidate, Decimal] | None:
    """Return this year's figure of an item, its change, and what the year before comes to in base units; an amount before a rate."""
    pool = inquiry.candidates(report)
    changes = [c for c in pool if c.value and c.row.section == "finance" and c.row.role == "change"]
    changes += [c for c in pool if c.value and c.row.section != "finance" and _CHANGE.search(c.row.name)]
    levels = [c for c in inquiry.pick(Ask(phrase=item, roles=("final",)), report) if c.value and c not in changes]
    found: list[tuple[Candidate, Candidate, Decimal]] = []
    for match in inquiry.accepted_in(Ask(phrase=item, change=True), changes):
        level = next((c for c in levels if _of_one_item(c, match.candidate)), None)
        if level is not None and (before := _before(level, match.candidate)) is not None:
            found.append((level, match.candidate, before))
    return min(found, key=lambda f: f[1].family == "rate", default=None)


def _of_one_item(level: Candidate, change: Candidate) -> bool:
    """Tell whether a change is of a figure: told in one breath with it, or called by its name."""
    return level.row.span[0] == change.row.span[0] or alike(_CHANGE.sub("", change.row.name), level.row.name) >= 0.7


def _before(level: Candidate, change: Candidate) -> Decimal | None:
    """Return the figure of the year before in base units; None where the change says no direction or is of another kind."""
    less, more = _LESS.search(_words_of(change)), _MORE.search(_words_of(change))
    if bool(less) is bool(more) or change.value is None:
        return None
    sign = Decimal(-1 if less else 1)
    own, moved = Contributor("", level).value, abs(Contributor("", change).value)
    if change.dimension == level.dimension:
        return own - sign * moved
    share = 1 + sign * moved / 100
    return own / share if change.family == "rate" and level.family != "rate" and share > 0 else None


def _words_of(change: Candidate) -> str:
    """Return the words that say which way a figure went."""
    told = _CHANGE.search(change.row.name)
    return told[0] if told else change.row.name


def _told(inquiry: Inquiry, level: Candidate, change: Candidate, before: Decimal) -> Outcome:
    own, moved = Contributor("", level), Contributor("", change).printed
    value, unit = in_unit(before, [own], inquiry.plan.unit)
    fell, rate = before > own.value, change.family == "rate"
    of = f"{own.printed}÷（1{'－' if fell else '＋'}{moved}）" if rate else f"{own.printed}{'＋' if fell else '－'}{moved}"
    result = Result(value=tidy(value.quantize(Decimal("0.01" if rate else "0.0001"))), unit=unit, of=of)
    rows = [row_of(level), row_of(change)]
    said = either(
        inquiry,
        f"报告未直接列出上一年的数字，按{of}推算为{number(result.value)}{unit}。",
        f" The year before is not printed; {of} makes {number(result.value)} {unit}.",
    )
    return Outcome(rows=rows, result=result, text=figures(rows, inquiry) + said)
