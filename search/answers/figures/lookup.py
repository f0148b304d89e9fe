"""Single figures and lists of figures (查数与列举): for each department in scope the figures asked for, contradictions side by side."""

import re
from collections import Counter
from itertools import combinations

from search.answers.chosen import contradict
from search.answers.figures.among_reports import agreeing
from search.answers.figures.beside import beside, of_its_sentence, of_the_first, told_next
from search.answers.figures.compute import Contributor, total
from search.answers.figures.rates import execution_rate, rate_of_counts, unspent
from search.answers.figures.threshold import verdict
from search.answers.figures.undone import asks_for_undone, not_yet_done
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow
from search.answers.money.projects_inside import as_many_as_said
from search.answers.refuse import not_reported
from search.answers.rows import base_of, row_of
from search.answers.say import count_in_words, either, figures, number, several
from search.facts_source import ReportRef
from search.matching.prepared import Candidate
from search.plan import Ask
from search.planning.lists import variants
from search.words.lexicon import terms_of
from search.words.wording import fold


def lookup(inquiry: Inquiry) -> Outcome:
    """Return the figures a question wants of the departments it names; refuse where one of the asks is nowhere reported."""
    if _COMPUTED.search(inquiry.question) and (computed := rate_of_counts(inquiry)) is not None:
        return computed
    rows: list[AnswerRow] = []
    answered: set[int] = set()
    split = False
    for report in inquiry.reports:
        chosen: list[Candidate] = []
        for index, ask in enumerate(inquiry.plan.asks):
            found = _further(inquiry, index, report, chosen) or one_ask(inquiry, index, ask, report)
            found = found or told_next(inquiry, index, ask, report, chosen)
            answered |= {index} if found else set()
            chosen.extend(c for c in found + _level_of(inquiry, ask, report, found) if c not in chosen)
        split = split or any(contradict(a, b) for a, b in combinations(chosen, 2))
        rows.extend(row_of(c) for c in chosen)
    if rows and not any(re.search(r"结余|结转|剩", r.metric) for r in rows) and (left := unspent(inquiry)) is not None:
        return left
    if rows and asks_for_undone(inquiry) and not any(re.search(r"[未没不无非尚待余剩]|结转", r.metric) for r in rows):
        return not_yet_done(inquiry) or not_reported(inquiry)  # what was done is none of what is left
    if not rows or 0 not in answered:
        derived = execution_rate(inquiry) or rate_of_counts(inquiry) or unspent(inquiry) or not_yet_done(inquiry)
        return derived or _of_kind(inquiry) or not_reported(inquiry)
    return Outcome(rows=rows, text=_told(inquiry, rows, answered, split))


_COMPUTED = re.compile(r"算(?:下来|起来|一下|一算|算|出来)|计算|折算|推算")
"""A rate is to be computed, whatever rates are printed."""


def _further(inquiry: Inquiry, index: int, report: ReportRef, before: list[Candidate]) -> list[Candidate]:
    """Return what a further ask wants of the thing the asks before it named."""
    ask = inquiry.plan.asks[index]
    if pointed_at := of_its_sentence(inquiry, index, ask, report, before):
        return pointed_at
    return beside(inquiry, index, ask, report, before) or of_the_first(inquiry, index, ask, report, before)


def _level_of(inquiry: Inquiry, ask: Ask, report: ReportRef, found: list[Candidate]) -> list[Candidate]:
    """Return beside a rank the figure that is ranked."""
    if ask.dimension != "rank" or ask.of_previous or not found:
        return []
    bare = re.sub(r"(?:在?全[省市区县国])?(?:排名|位次|名次|排第|排)", " ", ask.phrase)
    return inquiry.pick(ask.model_copy(update={"phrase": bare, "dimension": None}), report)[:1]


def _of_kind(inquiry: Inquiry) -> Outcome | None:
    """Return all projects where a question names nothing but them (市级专项总额), with their sum where a total is asked for."""
    found = [c for a in inquiry.plan.asks[:1] for r in inquiry.reports[-1:] for c in projects_of_kind(inquiry, a.phrase, r)]
    if not found:
        return None
    rows = [row_of(c) for c in found]
    figs = [Contributor(c.row.name, c) for c in found if c.value is not None]
    summed = total(figs, inquiry.plan.unit) if figs and re.search(r"总额|总数|总共|一共|合计|共计|总计|total", inquiry.question) else None
    told = (
        either(inquiry, f"合计{number(summed.value)}{summed.unit}。", f" In total {number(summed.value)} {summed.unit}.") if summed else ""
    )
    return Outcome(rows=rows, result=summed, text=figures(rows, inquiry) + told)


def one_ask(inquiry: Inquiry, index: int, ask: Ask, report: ReportRef) -> list[Candidate]:
    """Return the figures of one ask in one report; an ask about the one before is looked for with both their words."""
    if ask.departments and report.department not in ask.departments:
        return []
    before = inquiry.plan.asks[index - 1] if 0 < index <= len(inquiry.plan.asks) else None  # a clause may ask for more than the plan says
    if before is not None and not ask.phrase:  # 津贴发了多少人、多少钱
        ask = ask.model_copy(update={"phrase": before.phrase})
    context = inquiry.plan.asks[0].phrase if index and inquiry.plan.asks else ""
    if ask.of_previous and before is not None:
        joined = ask.model_copy(
            update={"phrase": f"{before.phrase} {ask.phrase}" if ask.phrase != before.phrase else before.phrase, "roles": ()}
        )
        return inquiry.pick(joined, report) or inquiry.pick(ask.model_copy(update={"phrase": before.phrase, "roles": ()}), report)
    return inquiry.pick(ask, report, context)


def listing(inquiry: Inquiry) -> Outcome:
    """Return, for every department that reports it, the figure asked for, or all its items where items are asked for."""
    rows: list[AnswerRow] = []
    nought: list[str] = []
    for report, chosen in _of_each(inquiry):
        if _WHO_HAS.search(inquiry.question) and any(c.value == 0 for c in chosen):
            nought.append(report.department)
            chosen = [c for c in chosen if c.value != 0]
        rows.extend(row_of(c) for c in chosen)
    if not rows:
        return not_reported(inquiry)
    return _listed(inquiry, rows, nought)


def _of_each(inquiry: Inquiry) -> list[tuple[ReportRef, list[Candidate]]]:
    """Return the figures chosen from each report in scope, without those that are none beside what the others print."""
    chosen: dict[str, list[Candidate]] = {r.report_id: [] for r in inquiry.reports}
    for index, ask in enumerate(inquiry.plan.asks):
        if index and not _own_words(ask):
            continue
        every = inquiry.plan.every_item
        found = {r.report_id: all_items(inquiry, ask, r) if every else one_ask(inquiry, index, ask, r) for r in inquiry.reports}
        for report in found if every else agreeing(inquiry, ask, found):
            chosen[report].extend(c for c in found[report] if c not in chosen[report])
    return [(r, chosen[r.report_id]) for r in inquiry.reports]


def _listed(inquiry: Inquiry, rows: list[AnswerRow], nought: list[str]) -> Outcome:
    """Return the rows told, with the departments that report nought and those that report nothing."""
    reporting = {r.department for r in rows}
    silent = [d for d in inquiry.departments if d not in reporting and d not in nought]
    text = figures(rows, inquiry)
    if nought:
        text += either(inquiry, f"{several(nought)}的报告写明为零。", f" Nil by their reports: {'、'.join(nought[:5])}.")
    if inquiry.pool.wide:
        text += either(inquiry, "已按词语检索全部在库报告。", " Every report here was searched for these words.")
    elif silent and len(silent) <= 12:
        text += either(inquiry, f"{several(silent)}的报告没有这项数字。", f" Not reported by: {'、'.join(silent[:5])}.")
    return Outcome(rows=rows, text=text)


_WHO_HAS = re.compile(
    r"哪(?:些|几个|几家|个|家)?(?:局|单位|部门|地方|委|厅)(?:有|发生)|不含零|不为零|非零|除去零|leaving out zero|excluding zero|non-zero",
    re.IGNORECASE,
)
"""Who has something is asked: a figure of nought says that its department has none."""


def all_items(inquiry: Inquiry, ask: Ask, report: ReportRef) -> list[Candidate]:
    """Return every fact of a report that shows all identifying words of an ask, one value of a measure once."""
    kind = projects_of_kind(inquiry, ask.phrase, report)
    if kind:
        return kind
    found: list[Candidate] = []
    for phrase in variants(_THEIR_VALUES.sub("", ask.phrase)):
        for match in inquiry.matches(ask.model_copy(update={"phrase": phrase}), report):
            c = match.candidate
            if match.coverage >= 0.8 and not any(c.row.name == o.row.name and base_of(c) == base_of(o) for o in found):
                found.append(c)
    if "指标" in ask.phrase and any(c.row.section == "indicators" for c in found):
        found = [c for c in found if c.row.section == "indicators"]
    return sorted(found, key=lambda c: c.row.span)


_THEIR_VALUES = re.compile(r"(?<=指标)(?:的)?(?:年度|全年|当年)?(?:实际|最终)?(?:的)?(?:完成|达到|得到)?(?:的)?(?:值|情况|数值?|结果)$")
"""Every indicator's own figure is asked for: no word of its name (满意度指标的实际完成值)."""


def projects_of_kind(inquiry: Inquiry, phrase: str, report: ReportRef) -> list[Candidate]:
    """Return the year's projects where a question asks for projects or funds as such (有哪些市级专项); earmarked ones for 专项."""
    phrase = _EACH_PROJECT.sub("项目", phrase) if inquiry.plan.every_item else phrase
    bare = _KIND_WORDS.sub(" ", phrase)
    if not _PROJECT.search(phrase) or any(t.weight >= 0.6 for t in terms_of(bare)):
        return []
    pool = [c for c in inquiry.candidates(report) if c.row.section == "projects" and c.row.year in (None, report.year)]
    if "专项" not in phrase:
        return as_many_as_said(inquiry.question, inquiry.source.text(report.report_id), main_list(pool))
    called = [c for c in pool if "专项" in (c.row.kind or "")]
    said = _SO_MANY.search(phrase)  # as many as are called so themselves
    return called if said and count_in_words(len(called)) == said["count"].replace("两", "二") else earmarked(pool)


_SO_MANY = re.compile(r"(?P<count>[二两三四五六七八九十]+)(?:个|项|笔|类)")


def main_list(pool: list[Candidate]) -> list[Candidate]:
    """Return the projects that stand together in the report's list of them, without the few told elsewhere (a fund's part, a subtotal)."""
    places = [_place(c) for c in pool]
    together = Counter(places)
    most = max(together.values(), default=0)
    if most < 4 or 4 * most < 3 * len(pool):
        return pool
    return [c for c, place in zip(pool, places, strict=True) if together[place] == most]


def _place(c: Candidate) -> tuple[str, ...]:
    """Return the headings a project stands under, without its own line where that was read as one."""
    return tuple(h for h in c.path if not fold(h).startswith(fold(c.row.name)))


def earmarked(pool: list[Candidate]) -> list[Candidate]:
    """Return the earmarked funds of a report (专项): those called so, with what is listed beside them under the same heading."""
    under_its_name = [c for c in pool if "专项" in " ".join(_place(c)[-1:])]
    if len(under_its_name) > 1:
        return under_its_name  # the heading itself calls them so
    called = [c for c in pool if "专项" in (c.row.kind or "")]
    special = called or [c for c in pool if "专项" in c.row.name]
    under = Counter(_place(c) for c in special)
    if not special or max(under.values()) < 2:
        return special or pool
    path = max(under, key=lambda p: (under[p], p))
    beside = [c for c in pool if _place(c) == path and "其他" not in (c.row.kind or "")]
    here = [c for c in called if _place(c) == path]
    return called if 2 * len(here) >= len(beside) else beside  # most are called so: the others beside them are not meant


_PROJECT = re.compile(r"专项|项目(?!支出|经费支出)|资金项目")
_EACH_PROJECT = re.compile(
    r"(?<=[全所各有])(?:部|个|项|有)?(?:的)?项目(?:经费)?支出|(?<=[\d一二三四五六七八九十两][个项类大])项目(?:经费)?支出|"
    r"项目(?:经费)?支出(?=(?:主要|具体|都|分别)?(?:投[向入到]|用[在到于途]|花[在到]|安排|包括|流向|去向))"
)
"""All of the spending on projects, where items are to be listed, is the projects one by one (列出全部项目支出)."""
_KIND_WORDS = re.compile(
    r"[一二三四五六七八九十两\d]+(?:个|大|项|家|类|笔)|专项(?:资金|经费|项目)?|项目|资金|经费|市级|省级|县级|区级|中央|市本级|本级|总额|"
    r"总数|合计|总计|清单|名单|主要|"
    r"(?:主要|具体|都|分别)?(?:投[向入到]|用[在到于途]|花[在到]|流向|去向)了?|方面|方向|领域|地方|用途|"
    r"管理|使用|掌握|重点|全部|各|所有|安排|开展|实施|金额|预算|的|有|及|和|与|明细"
)


def _own_words(ask: Ask) -> bool:
    return sum(t.weight for t in terms_of(ask.phrase)) >= 0.8


_SPLIT = ("同一报告内有不同的数字，均列出，请以原文为准。", " The report gives more than one figure; all are shown.")
_READINGS = ("以上是几个不同的指标，都合所问，分别列出。", " These are different measures that the question may mean; each is given.")


def _told(inquiry: Inquiry, rows: list[AnswerRow], answered: set[int], split: bool) -> str:
    """Return the figures in words; `split` says that two of them are one thing with two values."""
    text = figures(rows, inquiry) + ("" if inquiry.english else verdict(inquiry.question, rows))
    by_metric: dict[tuple[str, int], int] = {}
    for row in rows:
        by_metric[row.department, row.year or 0] = by_metric.get((row.department, row.year or 0), 0) + 1
    wanted = sum(max(1, len(a.roles)) for a in inquiry.plan.asks)
    if len(rows) > wanted and any(n > wanted for n in by_metric.values()):
        text += either(inquiry, *(_SPLIT if split else _READINGS))
    lost = [a.phrase for i, a in enumerate(inquiry.plan.asks) if i not in answered and a.phrase and not a.of_previous]
    if lost:
        text += either(inquiry, f"报告没有“{'、'.join(lost)}”的数字。", f" Not reported: {'; '.join(lost)}.")
    if not inquiry.plan.years and len({r.year for r in rows}) > 1:
        text += either(inquiry, "（未指定年度，列出全部年度。）", " (All years, as none was named.)")
    return text
