"""Changes over time (变化): printed changes first, else two years' figures of the same item and their difference."""

import re
from collections.abc import Iterable

from ontology.quantity import same_dimension
from search.answers.figures.compute import Contributor, comparable, difference, growth, quotient
from search.answers.figures.from_to import of_both_years
from search.answers.figures.lookup import lookup
from search.answers.inquiry import Inquiry, Outcome, core
from search.answers.model import AnswerRow, Result
from search.answers.refuse import not_reported, refused
from search.answers.rows import row_of
from search.answers.say import either, figures, number, unit_said, year_in_words
from search.matching.metrics import Match, ranked, same_measure
from search.matching.prepared import Candidate
from search.plan import Ask, Refusal
from search.planning.lists import variants

_CHANGE_WORDS = re.compile(
    r"(?:少|多)(?:花|用|支|收|办|罚|发|投)(?:费|出|了)*|(?:节?省|节约|压减|缩减|削减|压缩)(?:下|了)*(?=\s|$)|(?:上|前|去)一?年(?=\s|$)|(?:增加|增长|减少|下降|上升|提高|降低|涨|跌|降|变化|趋势|同比|幅度|增幅|降幅|增速|比上年|较上年|变动|净增|今年|多了|少了)(?:了|"
    r"的|额|率|幅)?"
)


_FUNDS = re.compile(r"(?<=[\u4e00-\u9fff]{3})(?:专项)?(?:资金|经费|费用|钱)\s*$")
_HOW = re.compile(
    r"(?:怎么|如何|有(?:什么|何|啥))变(?:化|的|了|动)?|(?:升|涨|增)了?还是(?:降|跌|减)|"
    r"变化(?:怎么样|如何|情况)|比(?:起来)?(?:怎么样|如何|怎样)|how (?:did|has|have).*chang",
    re.IGNORECASE,
)
"""How something moved is asked, not by how much: the figures of both years are told as well."""


_BY_HOW_MUCH = re.compile(r"(?:变化|变动)(?:了|有)?(?:多少|几|多大)(?!个?百分)")
"""By how much, of the figure's own unit, something moved."""
_AN_AMOUNT = re.compile(r"(?:减少|增加|增长|下降|节约|压减|变动|增减)的?(?:额|金额|数额)")
_EVERY_YEAR = re.compile(r"逐年|各年|每年|历年|年年|(?:近|这)[三四五3-5]年")
"""Every year's figure is asked for, beside the difference of two of them."""


def trend(inquiry: Inquiry) -> Outcome:
    """Return how a figure moved: the change as printed, or computed from the years' figures."""
    asks = [a for a in inquiry.plan.asks if not a.of_previous] or list(inquiry.plan.asks)
    if not asks:
        return not_reported(inquiry)
    printed = _printed(inquiry) if len(inquiry.plan.years) < 2 else []
    level = _level(inquiry)
    unit = inquiry.plan.asks[1].unit if level else inquiry.plan.unit
    beside = _beside(inquiry)
    if unit and not any(same_dimension(unit, c.unit) for c in printed):
        printed = []  # so many 万元 less is asked, and only a rate is printed
    if printed and not _HOW.search(inquiry.question):
        rows = [row_of(c) for c in dict.fromkeys((*level, *printed, *beside))]
        return Outcome(rows=rows, text=figures(rows, inquiry))
    before = ("prior",) if "final" in asks[0].roles else ()  # the outturn of the year before
    subject = {"phrase": _CHANGE_WORDS.sub(" ", asks[0].phrase), "roles": (*asks[0].roles, *before)}
    ask = asks[0].model_copy(update={**subject, "change": False, "dimension": None})
    series = _series(inquiry, ask)
    if len(series) < 2 and (bare := _FUNDS.sub("", ask.phrase)) != ask.phrase:  # a line of the accounts bears no 专项经费
        series = _series(inquiry, ask.model_copy(update={"phrase": bare})) or series
    if len(series) >= 2:
        told = 2 if _HOW.search(inquiry.question) else 1
        return _moved(inquiry, series, [c for c in _printed(inquiry) if c.row.year == series[-1].row.year][:told])
    if (late := _printed(inquiry)) and not _of_an_earlier_year(inquiry, late):
        rows = [row_of(c) for c in dict.fromkeys((*level, *late))]
        return Outcome(rows=rows, text=figures(rows, inquiry))
    if len(inquiry.plan.years) >= 2 and series:
        held = "、".join(year_in_words(c.row.year) for c in series if c.row.year)  # the question may not name it
        said = either(inquiry, f"只有{held}年的数字，缺少另一年度", "Only one of the years is reported, the other is missing")
        return refused(inquiry, Refusal(reason="year", said=said))
    return lookup(inquiry) if series else not_reported(inquiry)


def _of_an_earlier_year(inquiry: Inquiry, printed: list[Candidate]) -> bool:
    """Tell whether a question puts the figure against a year before the last one, which no printed change names."""
    last = max((r.year for r in inquiry.reports if r.year), default=None)
    asked = min(inquiry.plan.years, default=None)
    return last is not None and asked is not None and asked < last - 1 and not any(str(asked) in c.row.quote for c in printed)


def _level(inquiry: Inquiry) -> list[Candidate]:
    """Return the figure itself where its own clause asks for it before its change is asked for (死了几个人，比上年下降百分之几)."""
    asks = inquiry.plan.asks
    if len(asks) < 2 or asks[0].change or not (asks[1].change or asks[1].of_previous):
        return []
    if asks[0].dimension is None and not re.search(r"多少|几", re.split(r"[,，;；]", inquiry.question)[0]):
        return []
    return [c for report in inquiry.reports for c in inquiry.pick(asks[0], report)[:1]]


def _beside(inquiry: Inquiry) -> list[Candidate]:
    """Return the figures asked for beside the change, in clauses of their own (受理多少件，比上年增长多少，办结率多少)."""
    others = [a for a in inquiry.plan.asks[1:] if not a.change and not a.of_previous and _CHANGE_WORDS.sub("", a.phrase).strip()]
    return [c for ask in others for report in inquiry.reports for c in inquiry.pick(ask, report)[:1]]


def _printed(inquiry: Inquiry) -> list[Candidate]:
    """Return the changes a report prints itself for what is asked (较上年增加95万元，增长1.5%)."""
    found: list[Candidate] = []
    first = inquiry.plan.asks[0]
    subject = core(Ask(phrase=_CHANGE_WORDS.sub(" ", first.phrase), roles=first.roles)).phrase
    rates = any(a.dimension == "rate" for a in inquiry.plan.asks) or bool(re.search(r"幅|百分之|率|比例|%", inquiry.question))
    amounts = len(inquiry.plan.asks) > 1 or not rates
    either_way = re.search(r"是增是减|增减|幅度|变化|涨|跌|怎么", inquiry.question)
    amounts = amounts or bool(_AN_AMOUNT.search(inquiry.question))
    both = bool(either_way) and not re.search(r"百分之|几成|比例|%", inquiry.question)
    amounts, rates = amounts or both, rates or both or not re.search(r"多少|几", inquiry.question)
    things = variants(subject)
    for report, thing in ((r, t) for r in inquiry.reports for t in things):
        pool = [c for c in inquiry.candidates(report) if c.value is not None and _OF_CHANGE.search(c.row.name)]
        wanted_change = Ask(phrase=thing, change=True)
        matches = inquiry.accepted_in(wanted_change, pool) or _of_an_account(wanted_change, pool)
        mine = [m.candidate for m in matches if m.score >= 0.85 * matches[0].score]
        best = mine[:1] and [c for c in mine if _subject(c) == _subject(mine[0])]
        wanted = [c for c in best or [] if (c.family in ("rate", "points") and rates) or (c.family not in ("rate", "points") and amounts)]
        found.extend(c for c in wanted or best or [] if c not in found)
    return found


def _of_an_account(ask: Ask, pool: list[Candidate]) -> list[Match]:
    """Return the changes of one account whose name shows all that is asked, with a word more (三公经费财政拨款较上年减少额)."""
    found = [m for m in ranked(ask, [c for c in pool if c.row.section == "finance"]) if m.coverage >= 1 and m.score >= ONE_WORD_MORE]
    return found if len({_subject(m.candidate) for m in found}) == 1 else []


ONE_WORD_MORE = 0.65
"""Least score of the change of an account whose name says a word more than the question."""
_OF_CHANGE = re.compile(rf"{_CHANGE_WORDS.pattern}|较(?![大重好高低多少为])|比上|增(?![强补])|减(?![灾负排免])|(?<!提)升")
"""What the name of a change says; a sum that only stands near one is none."""


def _subject(c: Candidate) -> str:
    return _CHANGE_WORDS.sub("", c.row.name).replace("较", "").replace("上年", "")


def _series(inquiry: Inquiry, ask: Ask) -> list[Candidate]:
    """Return one figure a year of the item that fits best and has at least two years, oldest first."""
    pool: list[Match] = []
    wanted = set(inquiry.plan.years)
    if len(wanted) == 1:  # 2024年比上年: the year before is meant too
        wanted |= {min(wanted) - 1}
    if len(wanted) > 1 and _EVERY_YEAR.search(inquiry.question):
        wanted = set(range(min(wanted), max(wanted) + 1))
    for report in inquiry.reports:
        every = [c for c in inquiry.of_any_year(report) if c.value is not None and (not wanted or c.row.year in wanted)]
        pool.extend(inquiry.accepted_in(ask, every))
    pool.sort(key=lambda m: -m.score)
    best: list[Candidate] = []
    for match in pool[:12]:
        sure = {m.candidate.row.id for m in pool if m.score >= 0.9} if match.score >= 0.9 else set()
        years = _by_year(match.candidate, (m.candidate for m in pool), sure)
        if match.score < 0.92 * pool[0].score and best:
            break
        if (len(years), _of_one_line(years)) > (len(best), _of_one_line(best)):
            best = years
    told = of_both_years(best[0]) if len(best) == 1 else []
    return told if told and (not wanted or {c.row.year for c in told} <= wanted) else best


def _of_one_line(series: list[Candidate]) -> bool:
    """Tell whether figures stand in one row of a table or one sentence: then they have the same scope."""
    return len({c.row.span[0] for c in series}) == 1


def _by_year(anchor: Candidate, pool: Iterable[Candidate], sure: set[str]) -> list[Candidate]:
    """Return one figure a year of the anchor's item; `sure` are the facts that are what is asked for by all their words."""
    chosen: dict[int, Candidate] = {}
    for c in sorted(pool, key=lambda c: c.row.span[0] != anchor.row.span[0]):
        alike = c.row.name == anchor.row.name or c.row.id in sure or same_measure(anchor, c)
        outturn = c.row.role in (anchor.row.role, "final", "prior", None) and (anchor.row.role or "final") in (
            "final",
            "prior",
            None,
            c.row.role,
        )
        if alike and outturn and c.dimension == anchor.dimension and c.row.year is not None:
            chosen.setdefault(c.row.year, c)
    return [chosen[y] for y in sorted(chosen)]


def _multiple(inquiry: Inquiry, rows: list[AnswerRow], last: Contributor, first: Contributor) -> Outcome:
    """Return how many times the earlier figure the later one is."""
    result = quotient(last, first, percent=False)
    told = ("", "")
    if result is not None:
        value = number(result.value)
        told = (f"{last.label}是{first.label}的{value}倍（{result.of}）。", f" It is {value} times the earlier figure.")
    return Outcome(rows=rows, result=result, text=figures(rows, inquiry) + either(inquiry, *told))


def _moved(inquiry: Inquiry, series: list[Candidate], printed: list[Candidate]) -> Outcome:
    """Return the years' figures with what the report itself says of the change, and their difference."""
    figs = [Contributor(f"{c.row.year}年", c) for c in series]
    first, last = figs[0], figs[-1]
    rows = [row_of(c) for c in (*series, *printed)]
    result: Result | None = None
    if comparable(figs):
        percent = (
            inquiry.plan.operation == "rate_of_change"
            or (inquiry.english and inquiry.plan.operation == "change" and not re.search("by how much", inquiry.question, re.IGNORECASE))
            or ("变化" in inquiry.question and not _BY_HOW_MUCH.search(inquiry.question))
        )
        if re.search(r"几倍|多少倍|倍|times", inquiry.question):
            return _multiple(inquiry, rows, last, first)
        result = growth(last, first) if percent and first.candidate.family != "rate" else difference(last, first, inquiry.plan.unit)
    text = figures(rows, inquiry)
    if result is not None:
        way = either(
            inquiry,
            "增加" if result.value > 0 else "减少" if result.value < 0 else "持平",
            "rose by" if result.value > 0 else "fell by" if result.value < 0 else "did not change:",
        )
        size = number(abs(result.value))
        text += either(
            inquiry,
            f"{last.label}比{first.label}{way}{size}{unit_said(result.unit)}（{result.of}）。",
            f" It {way} {size} {unit_said(result.unit, english=True)}.",
        )
    return Outcome(rows=rows, result=result, text=text)
