"""The planner (问题规划器): a question, read by gazetteer, grammar and lexicon, becomes a typed plan; deterministic."""

import re
from dataclasses import replace

from search.facts_source import FactSource, ReportRef
from search.places.gazetteer import Found, Gazetteer
from search.places.live_reports import LiveReports
from search.plan import Ask, Condition, Plan, Refusal, Selection
from search.planning.asks import asks_in, metric_words
from search.planning.bounds import Bounded, departments_bounded, dimension_of
from search.planning.compared import HOW_FAR_APART, compared
from search.planning.counterpart import counterpart_asked
from search.planning.grammar import Form, form_of
from search.planning.items import items_picked
from search.planning.left_out import LeftOut, left_out
from search.planning.money_asked import which_money
from search.planning.of_bodies import asked_of_bodies
from search.planning.safety import refusal_of
from search.planning.scope import Kept, at_level, departments_at, reports_named, reports_of_mention, without_ancestors
from search.planning.selection import indicators_picked
from search.planning.wanted import unit_as_asked
from search.words.english import from_english
from search.words.english_said import asks_how, clauses_said
from search.words.lexicon import in_printed_words, terms_of
from search.words.wording import is_english, plain, without_years, years_in

_TAKEN_BACK = re.compile(r"[^的,，、\s]{1,8}(?:\.{2,}|—+|-{2,})\s*(?:哦|噢|呃|嗯)?不(?:对|是)?\s*[,，、。.]\s*")
"""Words the asker takes back (超限...不，特种设备)."""


_REMARK = re.compile(r"(?<=.{8})[（(][^（）()]{2,16}[)）]\s*[?？。]?$")
"""A remark in brackets behind a question that stands without it."""


def make_plan(question: str, source: FactSource, gazetteer: Gazetteer | None = None, other: Form | None = None) -> Plan:
    """Return the plan of a question over the live reports; `refusal` is set where it cannot be run.

    A gazetteer made before for the same generation spares making it anew; `other` is the form it is read in, where not its best.
    """
    text = plain(question)
    language = "en" if (english := is_english(text)) else "zh"
    text = text if english else _REMARK.sub("", text)
    if (refusal := refusal_of(text)) is not None:
        return Plan(intent="passage", language=language, refusal=refusal)
    gazetteer = gazetteer or Gazetteer(list(source.reports()))
    if (less := left_out(text, english)) is not None:
        return _less(make_plan(less.rest, source, gazetteer, other), less, gazetteer)
    return _plan_of(text, gazetteer, other)


def _plan_of(text: str, gazetteer: Gazetteer, other: Form | None) -> Plan:
    """Return the plan of a question in plain form that leaves nothing out."""
    english = is_english(text)
    found = _found_in(text, gazetteer)
    kept = without_ancestors(found.mentions)
    rest = _TAKEN_BACK.sub(" ", _without_names(text, found, {m.start for m, _ in kept}))
    reports, places, missing = reports_named(text, found, kept, gazetteer)
    reports = (of_level := at_level(text, kept, reports)) or reports
    several = len({r.department for r in reports}) > 1
    bounded = departments_bounded(_with_everyone(text, found, rest), english) if several else None
    rest = bounded.rest if bounded else rest
    words = in_printed_words(from_english(rest) if english else rest)
    if strange := "" if english else gazetteer.stranger(text, found):
        missing = Refusal(reason="region", said=strange)
    years = _since(text, years_in(text), reports)
    likeness = None if other else _of_counterpart(text, found, kept, gazetteer.live, reports)
    together = several and (found.all_of_them or len(kept) > 1 or _plural(words))
    asking = words if english else in_printed_words(_with_everyone(text, found, rest))
    form = Form("similar") if likeness else _form_of_bounded(words, bounded) if bounded else other or form_of(asking, together, len(years))
    told = english and not bounded and not other and form.intent not in ("similar", "audit") and asks_how(rest)
    form = Form("passage") if told else form
    picked = None if bounded or other or told else _picked(words, form)
    form = other or _form_of_rows(form, picked, words)
    asks = (likeness,) if likeness else _paired(text, found, kept, gazetteer, form) or _asks(words, form, bounded)
    named = bool(kept or of_level or [k for k in found.kinds if any(found.taken[k[0] : k[1]])])
    return Plan(
        intent=form.intent,
        language="en" if english else "zh",
        regions=places,
        departments=tuple(dict.fromkeys(r.department for r in reports)) if named else (),
        department_words=tuple(k for _, _, k in found.kinds),
        report_ids=tuple(r.report_id for r in reports) if named else (),
        years=years,
        asks=asks,
        topic=metric_words(without_years(words)),
        said=clauses_said(rest) if english else (),
        operation=form.operation,
        descending=form.descending,
        every_item=form.every_item,
        attained=form.attained,
        full_score=form.full_score,
        selection=picked,
        bound=bounded.bound if bounded else None,
        unit=unit_as_asked(words, next((a.unit for a in asks if a.unit), None)),
        refusal=missing or _nothing_asked(form, asks, words),
    )


def _found_in(text: str, gazetteer: Gazetteer) -> Found:
    """Return the names in a question; where some stand outside its quotes, those inside are words of what is quoted (“某县大米”)."""
    outside = _QUOTED.sub(lambda m: "＊" * len(m[0]), text)
    found = gazetteer.find(outside) if outside != text else None
    return found if found and found.mentions else gazetteer.find(text)


_QUOTED = re.compile(r"(?<=[“‘《])[^“”‘’《》]+(?=[”’》])")


def _less(plan: Plan, less: LeftOut, gazetteer: Gazetteer) -> Plan:
    """Return the plan of a question without what it leaves out: departments, or the figures of some things."""
    found = gazetteer.find(less.what)
    if not found.mentions and not found.kinds:
        names = tuple(from_english(n).strip() or n for n in less.names) if plan.language == "en" else less.names
        return plan.model_copy(update={"without": names})
    out = {r.department for r in reports_named(less.what, found, without_ancestors(found.mentions), gazetteer)[0]}
    reports = [r for r in gazetteer.reports if r.department not in out and (not plan.report_ids or r.report_id in plan.report_ids)]
    named = {"report_ids": tuple(r.report_id for r in reports), "departments": tuple(dict.fromkeys(r.department for r in reports))}
    if out and not reports:
        return plan.model_copy(update={"refusal": Refusal(reason="department", said=f"{less.what}以外的部门")})
    return plan.model_copy(update=named) if out else plan


def _form_of_bounded(words: str, bounded: Bounded) -> Form:
    """Return the form of a question that picks departments by their figure: of their score a target, of their staff a structure."""
    of_score = bounded.bound.unit == "分" or re.search(r"自评|评分|得分", words)
    of_staff = form_of(words, several=True, years=0).intent == "structure"
    return Form("target" if of_score else "structure" if of_staff else "list", "count" if bounded.counted else None)


def _of_bound(ask: Ask, bound: Condition, words: str) -> Ask:
    """Return an ask for the figure that a bound is put to: of its kind of value, of money what was spent where no role is said."""
    kind = ask.dimension or dimension_of(bound)
    spent = kind == "money" and not ask.roles and not re.search("预算|安排|收入", words)
    return ask.model_copy(update={"dimension": kind, "unit": None, "names": False, "roles": ("final",) if spent else ask.roles})


def _of_counterpart(text: str, found: Found, kept: Kept, live: LiveReports, reports: list[ReportRef]) -> Ask | None:
    """Return the measure whose like is asked for, of the departments asked about; None where a question asks for no such thing."""
    asked = counterpart_asked(text, found)
    return Ask(phrase=asked.name, departments=departments_at(asked.asked_of, found, kept, live, reports)) if asked else None


def _picked(words: str, form: Form) -> Selection | None:
    """Return which rows of the indicators a question picks; None where it asks for figures of its own name."""
    if form.intent in ("audit", "similar") or form.operation == "mean":
        return None
    text = without_years(words)
    if found := indicators_picked(text, form.attained, form.full_score):
        return found
    items = items_picked(text)
    one_fund = items is not None and items.order_by is None and not items.conditions and which_money(text)
    return None if one_fund else items


def _form_of_rows(form: Form, picked: Selection | None, words: str) -> Form:
    """Return the form of a question that picks rows: of indicators a target, of items a comparison, a count or a list."""
    if picked is None:
        return Form("lookup") if form.operation == "sum" and _of_several_kinds(words) else form
    if picked.of == "indicators":
        return replace(form, intent="target")
    if picked.tell == "difference":
        return replace(form, intent="compare", operation="difference")
    if picked.order_by is not None:
        return replace(form, intent="compare", operation="max" if picked.descending else "min", descending=picked.descending)
    if picked.tell == "count":
        return replace(form, intent="aggregate", operation="count")
    return replace(form, intent="list", operation=None)


def _of_several_kinds(words: str) -> bool:
    """Tell whether each clause asks for a figure in a unit of its own, which cannot be added up (几家机构，一共多少张床)."""
    asks = asks_in(without_years(words))
    units = [a.unit or a.dimension for a in asks]
    return len(asks) > 1 and None not in units and len(set(units)) == len(units) and not any(a.of_previous for a in asks)


_THAN_YEAR = re.compile(
    r"(?:比起?|较|相比于?|相较于?|对比|compared (?:with|to)|than in|over|against|versus|(?:up|down|change[ds]?) (?:from|since)|since)\s*"
    r"(?:in\s+|that of\s+)?"
    r"(?P<year>20[1-3]\d)|"
    r"(?:和|与|跟|同|拿|对照)\s*(?P<with>20[1-3]\d)\s*年?(?:度)?(?:的)?[^,，。?？]{0,6}?(?:相)?(?:比|对照|对比)",
    re.IGNORECASE,
)


def _since(text: str, years: tuple[int, ...], reports: list[ReportRef]) -> tuple[int, ...]:
    """Return the years with the report's own where one year alone is named, as what it is put against (比2021年降了多少)."""
    base = _THAN_YEAR.search(text)
    later = [r.year for r in reports if r.year and base and r.year > int(base["year"] or base["with"])]
    return (*years, max(later)) if base and later and len(years) == 1 else years


def _without_names(text: str, found: Found, kept: set[int]) -> str:
    """Return the question without its names; a place that says where another lies stays a word where it stands apart (南通市级 …)."""
    characters = [" " if taken else char for char, taken in zip(text, found.taken, strict=True)]
    spans = [(m.start, m.end) for m in found.mentions if m.start in kept]
    for mention in found.mentions:
        if (
            mention.start not in kept
            and mention.divisions
            and min(abs(mention.end - s) if mention.end <= s else abs(mention.start - e) for s, e in spans) > (5 if is_english(text) else 2)
        ):
            characters[mention.start : mention.end] = [mention.divisions[0].short, *([""] * (mention.end - mention.start - 1))]
    return _OWN_KIND.sub("", re.sub(r"\s+", " ", "".join(characters)).strip())


_OWN_KIND = re.compile(r"(?:^|(?<=\s))(?:局|委|厅)(?![\u4e00-\u9fff]?(?:机关|本级|领导|党组|系统|长|内|属|里|下属))")
"""What is left of a body called by its place and its kind alone (某市局)."""


def _with_everyone(text: str, found: Found, rest: str) -> str:
    """Return the question without its names as in `rest`, with 各局, 哪个局 and the like left standing."""
    if not found.everyone:
        return rest
    characters = [" " if taken else char for char, taken in zip(text, found.taken, strict=True)]
    for start, end in found.everyone:
        characters[start:end] = text[start:end]
    return re.sub(r"\s+", " ", "".join(characters)).strip()


def _plural(words: str) -> bool:
    return bool(re.search(r"哪(?:些|几|个|家)|各|谁|列出|最(?:多|高|低|少|大|小)|排", words))


def _asks(words: str, form: Form, bounded: Bounded | None = None) -> tuple[Ask, ...]:
    asks = asks_in(without_years(words))
    if bounded:
        return tuple(_of_bound(a, bounded.bound, words) for a in asks)
    if not asks and form.intent in ("compare", "aggregate", "trend", "list") and re.search(r"花|支出|开销|开支", words):
        asks = (Ask(phrase="支出总计", dimension="money"),)
    asks = tuple(a for a in asks if not _OF_BODIES.fullmatch(a.phrase)) or asks
    if form.intent == "target":
        asks = tuple(a for a in asks if not _REASONS.fullmatch(a.phrase)) or asks
    if form.intent != "lookup":  # only a figure looked up is given with the one told beside it
        asks = tuple(a if a.phrase else a.model_copy(update={"phrase": b.phrase}) for a, b in zip(asks, (*asks[:1], *asks), strict=False))
        told = (a for a in asks[1:] if any(t.weight >= 0.35 for t in terms_of(a.phrase)) or a.of_previous or _of_another_kind(a, asks[0]))
        asks = (*asks[:1], *told)
    if form.operation == "count":  # the departments are counted, whatever kind of figure they give
        asks = tuple(a.model_copy(update={"dimension": None, "unit": None, "phrase": _COUNTED.sub(" ", a.phrase).strip()}) for a in asks)
    if form.intent == "list" and not form.every_item:
        asks = asked_of_bodies(asks)
    if form.intent == "compare" and len(asks) > 1 and HOW_FAR_APART.fullmatch(asks[-1].phrase):  # 谁的多？多出多少件
        last = asks[-1]
        asks = (*(a.model_copy(update={"dimension": a.dimension or last.dimension, "unit": a.unit or last.unit}) for a in asks[:-1]),)
    if form.intent == "compare":
        asks = tuple(compared(a) for a in asks)
    return asks if form.intent not in ("audit", "passage", "similar") else asks[:3]


_REASONS = re.compile(r"(?:各|分别)?(?:的)?(?:偏差)?(?:原因|理由|说明)(?:是|在)?")
"""Why targets were missed is told beside each of them."""
_OF_BODIES = re.compile(r"(?:[两三四五六七八九十几]?[个家]|加上?|连同|和|与|及|跟|部门|单位|局|厅|委|系统|\s)+")
"""A clause that only tells whose figures are wanted (甲、乙两个局加上丙部门，…)."""


def _of_another_kind(ask: Ask, first: Ask) -> bool:
    """Tell whether a further ask, of whatever, is measured otherwise than the first (献血多少人次，一共采了多少吨)."""
    return bool(ask.dimension and first.dimension and ask.unit) and ask.dimension != first.dimension


_COUNTED = re.compile(r"(?:^|\s)有(?=\s|$)|部门|单位|地区|报告(?:了|过)?|提到|公布")
"""Words of who reports, which no figure is called by."""


def _paired(text: str, found: Found, kept: Kept, gazetteer: Gazetteer, form: Form) -> tuple[Ask, ...]:
    """Return one ask a place where each place is followed by a measure of its own (甲局的决算数和乙局的支出总计)."""
    if form.intent not in ("compare", "aggregate", "list", "lookup") or len(kept) < 2 or is_english(text):
        return ()
    asks = []
    ends = [m.start for m, _ in kept[1:]] + [len(text)]
    for (mention, within), end in zip(kept, ends, strict=True):
        piece = "".join(" " if t else c for c, t in zip(text[mention.end : end], found.taken[mention.end : end], strict=True))
        piece = _OWN_KIND.sub("", piece.strip())
        own = asks_in(without_years(in_printed_words(re.split(r"[,，?？]", piece)[0])))
        own = tuple(compared(a) for a in own[:1])
        if not own or HOW_FAR_APART.fullmatch(own[0].phrase):
            return ()
        if sum(t.weight for t in terms_of(own[0].phrase)) < 1 and not _OF_ACCOUNTS.search(own[0].phrase):
            return ()
        reports, _ = reports_of_mention(mention, within, gazetteer.live)
        asks.append(own[0].model_copy(update={"departments": tuple(dict.fromkeys(r.department for r in reports))}))
    return tuple(asks)


_OF_ACCOUNTS = re.compile(r"支出|收入|执行数|决算|预算")
"""Words that name a grand total of the accounts by themselves."""


def _nothing_asked(form: Form, asks: tuple[Ask, ...], words: str) -> Refusal | None:
    if asks or form.intent in ("audit", "target", "structure", "spending"):
        return None
    return Refusal(reason="nonsense", said=words[:20]) if len(re.sub(r"\W", "", words)) < 2 and not words else None
