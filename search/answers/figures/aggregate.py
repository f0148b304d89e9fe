"""Totals, means, shares and counts (汇总): over departments, over the items a question lists, or over a department's parts."""

import re
from decimal import Decimal
from itertools import pairwise

from search.answers.bodies.by_unit import figures_by_unit
from search.answers.figures.compare import contributions, short_label
from search.answers.figures.compute import Contributor, comparable, mean, total
from search.answers.figures.lookup import all_items, listing, lookup, one_ask
from search.answers.figures.per_one import asks_for_each, each_on_one, on_each
from search.answers.figures.rates import unspent
from search.answers.figures.shares import share
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import Result
from search.answers.refuse import not_reported, refused
from search.answers.rows import row_of
from search.answers.say import count_in_words, either, figures, number, several
from search.facts_source import ReportRef
from search.matching.prepared import Candidate
from search.plan import Ask, Refusal
from search.planning.asks import metric_words
from search.planning.lists import pieces, variants
from search.words.lexicon import terms_of
from search.words.wording import abbreviates, fold


def aggregate(inquiry: Inquiry) -> Outcome:
    """Return a computed figure with every contributor as a row; a figure the report prints itself is given as printed."""
    operation = inquiry.plan.operation
    if operation == "share":
        told = share(inquiry)
        return lookup(inquiry) if told.refusal is not None and inquiry.english else told  # it may be printed as a rate of another name
    if operation == "count":
        return _count(inquiry)
    if len(inquiry.departments) > 1:
        return _over_departments(inquiry)
    if (found := _worked_out(inquiry)) is not None:
        return found
    kinds = {a.dimension for a in inquiry.plan.asks if a.dimension}
    if len(inquiry.plan.asks) > 1 and (len(kinds) > 1 or not _SUMMED.search(re.split(r"[,，;；]", inquiry.question)[-1])):
        return lookup(inquiry)  # one total is asked for, and then other figures: they are not to be added
    of_one_thing = operation == "mean" and len(inquiry.plan.asks) > 1 and asks_for_each(inquiry)  # no mean of what its clauses name
    for report in () if of_one_thing else reversed(inquiry.reports):
        parts = _named_projects(inquiry, report) or _parts(inquiry, report)
        if len(parts) > 1:
            return _put_together(inquiry, [Contributor(c.row.name, c) for c in parts])
    outcome = lookup(inquiry)
    if operation == "mean" and asks_for_each(inquiry) and not any(_AVERAGE.search(f"{r.metric}{r.unit}") for r in outcome.rows):
        return not_reported(inquiry)  # the whole is no answer where what falls on one is asked for
    if lost := _lost_parts(inquiry, outcome):
        said = either(inquiry, f"报告没有“{'、'.join(lost)}”的数字", f"“{', '.join(lost)}” is not reported")
        return refused(inquiry, Refusal(reason="contributor", said=said))
    return outcome


def _worked_out(inquiry: Inquiry) -> Outcome | None:
    """Return what a budget has left, or what falls on one thing: neither is a sum; None where neither is asked for."""
    if inquiry.plan.operation == "mean":
        return on_each(inquiry)
    summed = inquiry.plan.operation == "sum" and len(inquiry.plan.asks) == 1
    return unspent(inquiry) if summed and _NOT_SPENT.search(inquiry.question) else None


_NOT_SPENT = re.compile(r"[没未](?:有)?(?:花|用|支|执行)|还?剩(?:多少|下|余|了|几)|花不(?:完|出去)")
"""Money that was given and is not spent; the balance of a fund (结余) is a figure of its own."""


_AVERAGE = re.compile(r"均|每|/|标准(?!化)|单价")


def _lost_parts(inquiry: Inquiry, outcome: Outcome) -> list[str]:
    """Return the parts of a sum that no figure found speaks of: the others are not their sum."""
    if inquiry.plan.operation != "sum" or outcome.refusal is not None or len(inquiry.plan.asks) > 1:
        return []
    phrase = inquiry.plan.asks[0].phrase if inquiry.plan.asks else ""
    parts = pieces(phrase, {name for report in inquiry.reports for name in inquiry.joined_names(report, phrase)})
    if parts and _OF_ONE_THING.search(parts[-1]) and not any("的" in p for p in parts[:-1]):
        return []
    own = [[t for t in terms_of(p) if t.weight >= 0.6] for p in parts]
    told = fold(" ".join(r.metric + r.quote for r in outcome.rows))
    apart = [[t for t in terms if not any(t in other for other in own if other is not terms)] for terms in own]
    lost = [p for p, terms in zip(parts, apart, strict=True) if terms and not any(form in told for t in terms for form in t.words)]
    return lost if 0 < len(lost) < len(parts) else []


_OF_ONE_THING = re.compile(r"[\u4e00-\u9fff]的[\u4e00-\u9fff]{2,}")
"""Behind the last joint, what the whole list describes (设在街区、学校的检测点): one thing, not a sum."""


_SUMMED = re.compile(
    r"一共|总共|合计|共计|总和|之和|加|均|总计|累计|拢共|统共|total|combined|sum|average|mean|together|in all",
    re.IGNORECASE,
)


def _over_departments(inquiry: Inquiry) -> Outcome:
    if inquiry.plan.operation == "mean" and (each := each_on_one(inquiry)) is not None:
        return each
    found, silent = contributions(inquiry)
    if not found:
        return not_reported(inquiry)
    if silent and (len(inquiry.plan.regions) > 1 or (inquiry.plan.operation == "mean" and inquiry.plan.regions)):
        said = either(inquiry, f"{'、'.join(silent)}的报告没有“{inquiry.plan.topic}”的数字", f"{'、'.join(silent)} does not report it")
        return refused(inquiry, Refusal(reason="contributor", said=said))
    if len(found) == 1 and len(inquiry.plan.regions) < 2:  # the only one of a place that speaks of it: its own parts are meant
        report = next(iter(found.values()))[0].report
        return aggregate(inquiry.of(report.department))
    outcome = _put_together(inquiry, [Contributor(short_label(inquiry, group[0]), group[0]) for group in found.values()])
    if silent:
        outcome.text += either(
            inquiry, f"{several(silent)}的报告没有这项数字，未计入。", f" Not reported by, and so without: {'、'.join(silent[:5])}."
        )
    return outcome


def _put_together(inquiry: Inquiry, figs: list[Contributor]) -> Outcome:
    rows = [row_of(c.candidate) for c in figs]
    text = figures(rows, inquiry)
    if inquiry.plan.operation == "sum" and (held := _within_another(inquiry, figs)):
        told = f"“{held.row.name}”已含在前一项之内，不能相加。"
        return Outcome(rows=rows, text=text + either(inquiry, told, " One of them is a part of another, so they are not added."))
    if not comparable(figs):
        return Outcome(rows=rows, text=text + either(inquiry, "各数单位不同，不能相加。", " The units differ, so they cannot be added."))
    averaged = inquiry.plan.operation == "mean"
    result = (mean if averaged else total)(figs, inquiry.plan.unit)
    about = any(c.candidate.row.bound in ("approx", "ge", "le") for c in figs)
    word = either(inquiry, "平均" if averaged else "合计", " On average" if averaged else " In total")
    text += either(
        inquiry,
        f"{word}{'约' if about else ''}{number(result.value)}{result.unit}。",
        f"{word} {'about ' if about else ''}{number(result.value)} {result.unit}.",
    )
    if len({c.candidate.row.year for c in figs}) > 1:
        text += either(inquiry, "注意：年度不同。", " Note: the years differ.")
    return Outcome(rows=rows, result=result, text=text + _short_of_items(inquiry, figs))


def _within_another(inquiry: Inquiry, figs: list[Contributor]) -> Candidate | None:
    """Return a figure that its sentence tells as a part of another one (其中), which holds it already; None where there is none."""
    placed = sorted((c.candidate for c in figs), key=lambda c: (c.row.report_id, c.row.span))
    for whole, part in pairwise(placed):
        alike = whole.row.report_id == part.row.report_id and whole.dimension == part.dimension
        if not alike or whole.value is None or part.value is None or whole.value < part.value:
            continue
        between = inquiry.source.text(whole.row.report_id)[whole.row.span[1] : part.row.span[0] + 2]
        if len(between) < 16 and re.match(r"[\s，,（(：:]*其中", between):
            return part
    return None


_SO_MANY = re.compile(r"(?P<count>[二两三四五六七八九十]|\d+)(?:个|项|家|笔|类)(?!月|工作日|百分点)")


def _short_of_items(inquiry: Inquiry, figs: list[Contributor]) -> str:
    """Return that fewer things were found than the question counts (八个项目), so that their sum is not taken for the sum of all."""
    said = _SO_MANY.search(inquiry.plan.asks[0].phrase) if inquiry.plan.every_item and len(inquiry.departments) == 1 else None
    if said is None:
        return ""
    written = said["count"].replace("两", "二")
    wanted = int(written) if written.isdigit() else "零一二三四五六七八九十".find(written)
    if wanted <= len(figs):
        return ""
    found = count_in_words(len(figs))
    told = f"问的是{said[0]}，报告中只找到{found}项，以上合计不是全部。"
    return either(inquiry, told, " Fewer were found than asked for, so this is not the whole.")


def _parts(inquiry: Inquiry, report: ReportRef) -> list[Candidate]:
    """Return what is put together within one report: listed things, a department's units, or all items of a kind."""
    found: list[Candidate] = []
    for index, ask in enumerate(inquiry.plan.asks):
        of_units = unit_figures(inquiry, ask, report) or figures_by_unit(inquiry, ask, report)
        if of_units:
            return of_units
        if len(variants(ask.phrase, inquiry.joined_names(report, ask.phrase))) > 1 or len(inquiry.plan.asks) > 1:
            found.extend(c for c in one_ask(inquiry, index, ask, report) if c not in found)
        elif inquiry.plan.every_item:
            found.extend(c for c in _items_of_kind(inquiry, ask, report) if c not in found)
    return found


def _named_projects(inquiry: Inquiry, report: ReportRef) -> list[Candidate]:
    """Return the projects a question lists by name and sums (甲和乙两个专项一共多少钱); empty where not each one is found."""
    phrase = " ".join(a.phrase for a in inquiry.plan.asks)
    if not (named := _LISTED_PROJECTS.search(phrase)):
        return []
    pool = [c for c in inquiry.candidates(report) if c.row.section in ("projects", "finance") and c.family == "money"]
    found: list[Candidate] = []
    listed = named["names"].replace("跟", "和")
    for name in pieces(listed, inquiry.joined_names(report, listed)):
        best = inquiry.preferred(Ask(phrase=name, dimension="money"), [c for c in pool if c not in found])
        words = [t for t in terms_of(name) if t.weight >= 0.6]
        if not best or not any(form in best[0].name for t in words for form in t.forms):
            return []
        found.append(best[0])
    return found if len(found) > 1 else []


_LISTED_PROJECTS = re.compile(
    r"(?P<names>.+?(?:、|和|与|及|跟).+?)(?:这)?[一二两三四五六七八九\d]+(?:个|项|笔|类|种)(?:专项|项目|资金|经费|补助)"
)


def _items_of_kind(inquiry: Inquiry, ask: Ask, report: ReportRef) -> list[Candidate]:
    """Return all projects of the kind a question names (六个市级专项), else all figures that show its words."""
    found = [c for c in all_items(inquiry, ask, report) if c.value is not None]
    return [] if any(c.row.section == "finance" for c in found) else found  # items of an account hold each other


def unit_figures(inquiry: Inquiry, ask: Ask, report: ReportRef) -> list[Candidate]:
    """Return the figure of each unit of a kind the question names (四家预算单位的支出); empty where a unit gives none."""
    pool = inquiry.candidates(report)
    kinds = {
        c.row.kind
        for c in pool
        if c.row.section == "units" and c.row.kind and (c.row.kind in ask.phrase or (ask.phrase and fold(c.row.kind) in fold(ask.phrase)))
    }
    names = [c.row.name for c in pool if c.row.section == "units" and c.row.kind in kinds]
    rest = ask.phrase
    for kind in kinds:
        rest = rest.replace(kind or "", " ")
    rest = re.sub(r"[一二三四五六七八九十两\d]+家|每家|下面|底下|下属|下辖|所属", " ", rest)
    if not metric_words(rest) and re.search(r"花|支出|开支|用了", inquiry.question):
        rest = "支出"
    if not names or not metric_words(rest):
        return []
    found = []
    for name in dict.fromkeys(names):
        mine = [c for c in pool if c.row.section == "finance" and (fold(name) in c.name or _short_of(name, c.name))]
        matches = inquiry.preferred(ask.model_copy(update={"phrase": rest}), mine)
        if matches:
            found.append(matches[0])
    return found


def _short_of(name: str, item: str) -> bool:
    """Tell whether an item's name holds a short form of a unit's name (药检所 of 食品药品检验所)."""
    return any(
        abbreviates(item[i : i + n], fold(name)) for n in (5, 4, 3) for i in range(len(item) - n + 1) if item[i + n - 1] == fold(name)[-1]
    )


def _count(inquiry: Inquiry) -> Outcome:
    outcome = listing(inquiry)
    if outcome.refusal is None:
        many = len({r.department for r in outcome.rows})
        unit = "个"
        outcome.result = Result(value=Decimal(many), unit=unit, of="报告了这项内容的部门数")
        outcome.text += either(inquiry, f"共{many}个部门。", f" {many} in all.")
    return outcome
