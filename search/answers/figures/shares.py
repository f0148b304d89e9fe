"""Shares (占比): a part of a whole as the report prints it, else computed from the two figures, each a row with its quote."""

import re
from decimal import Decimal

from ontology.quantity import parse_unit
from search.answers.audits.checks import whole_of
from search.answers.figures.compute import Contributor, comparable, quotient
from search.answers.figures.done_share import done_share
from search.answers.figures.lookup import lookup
from search.answers.figures.rates import planned, spent_and_planned
from search.answers.inquiry import Inquiry, Outcome, core
from search.answers.model import Result
from search.answers.rows import row_of
from search.answers.say import TOLD, either, figures, number, others_in_rows
from search.facts_source import ReportRef
from search.matching.prepared import Candidate
from search.matching.stock import is_new
from search.plan import Ask
from search.planning.asks import roles_in
from search.words.lexicon import terms_of, words_of_doing
from search.words.wording import fold

_SHARE_WORDS = re.compile(
    r"^比|的?(?:比例|比重|百分之.*|百分点|多少|百分比|几成|总?的?多大.*|(?:所)?占比.*|的?份额)|^的|(?:一共|总共)?(?:是|为|有)$|^了"
)
_ROLE = r"(?:年初|调整后?的?|全年)?(?:预算|决算|执行)数?"
_ALONE = re.compile(r"(?P<part>[^占]{2,})(?:所)?占(?:比.*|的?(?:比例|比重).*)?")
_WITHIN = re.compile(r"(?P<whole>.{2,}?)(?:里面|里头|当中|之中|里|中|内)[的,，\s]*(?P<part>.{2,})")
_INSIDE = re.compile(r"(?P<part>.{2,}?)在(?P<whole>.{2,}?)(?:里面|里头|当中|之中|里|中|内)(?:的)?")

_SO_LARGE_A_SHARE = re.compile(r"(?P<whole>[^占]{2,}?)[里中]?有多大的?(?:比例|比重|份额)的?(?:已经?|是|被|得到了?)*(?P<part>[^占]{2,})")
"""Of a whole so large a share was dealt with (立案的案件有多大比例已经结案)."""


def share(inquiry: Inquiry) -> Outcome:
    """Return what share one figure is of another, for each department in scope; as printed where it is."""
    asks = inquiry.plan.asks
    if len(asks) > 1 and asks[1].of_previous:
        printed = lookup(inquiry)
        if printed.refusal is None and len(printed.rows) > 1 and any(r.unit in ("%", "％", "‰") for r in printed.rows):
            return printed
    part, whole = sides([a.phrase for a in asks])
    if not whole and (alone := _ALONE.fullmatch(" ".join(a.phrase for a in asks))):
        part, whole = alone["part"], whole_of(alone["part"])
    latest: dict[str, Outcome] = {}
    for report in reversed(inquiry.reports):
        if report.department in latest or not (part and whole):
            continue
        told = _printed(inquiry, report, part, whole) or _printed_of_total(inquiry, report, part, whole)
        found = told or _computed(inquiry, report, part, whole)
        if found is not None:
            latest[report.department] = found
    each = [latest[d] for d in inquiry.departments if d in latest]
    if len(each) > 1 and inquiry.plan.intent == "compare" and all(o.result or len(o.rows) == 1 for o in each):
        return _foremost(inquiry, each)
    if len(each) < 2:
        return each[0] if each else done_share(inquiry) or lookup(inquiry)
    text = "".join(o.text for o in each[:TOLD]) + others_in_rows(inquiry, len(each))
    return Outcome(rows=[r for o in each for r in o.rows], text=text)


def _foremost(inquiry: Inquiry, each: list[Outcome]) -> Outcome:
    """Return the shares of several departments in order, with the highest or lowest as the result."""
    down = inquiry.plan.descending
    known = sorted(((_percent(o), o) for o in each), key=lambda pair: pair[0], reverse=down)
    value, first = known[0]
    who = first.rows[0].department
    told = (f"占比最{'高' if down else '低'}的是{who}，{number(value)}%。", f" {who}: {number(value)}%.")
    result = Result(value=value, unit="%", of=who)
    text = "".join(o.text for _, o in known[:TOLD]) + others_in_rows(inquiry, len(each)) + either(inquiry, *told)
    return Outcome(rows=[r for _, o in known for r in o.rows], result=result, text=text)


def _percent(outcome: Outcome) -> Decimal:
    printed = outcome.rows[0].value
    return outcome.result.value if outcome.result else printed if isinstance(printed, Decimal) else Decimal(0)


def sides(phrases: list[str]) -> tuple[str, str]:
    """Return the part and the whole of a question for a share (甲占乙, 乙里甲占几成, 甲在乙中的比重); empty where it names none."""
    phrase = " ".join(phrases)
    if split := _SO_LARGE_A_SHARE.fullmatch(phrase):
        return _bare(split["part"]), _bare(split["whole"])
    before, said, behind = phrase.partition("占")
    whole = _bare(behind)
    if said and whole and not before.strip() and (spent := re.match(r"(?P<whole>\S+)\s+(?:花在|用于|用在|\s)+(?P<part>.+)", whole)):
        return spent["part"], spent["whole"]
    if said and whole and before.strip():
        return _bare(before), whole
    text = _bare(before)
    for pattern in (_INSIDE, _WITHIN):
        if (match := pattern.fullmatch(text)) is not None:
            return match["part"], match["whole"]
    if said and len(phrases) > 1 and "占" in phrases[-1]:
        return _bare(phrases[-1].partition("占")[0]), phrases[0]
    return "", ""


def _bare(words: str) -> str:
    return re.sub(r"^(?:全部|所有|全体|整个)的?", "", _SHARE_WORDS.sub("", words.strip()).strip(" 的,，"))


def _printed(inquiry: Inquiry, report: ReportRef, part: str, whole: str) -> Outcome | None:
    """Return a share as the report prints it, where its name or quote has both what it is of and of what."""
    if roles_in(part) and roles_in(whole) and _item(part) == _item(whole):
        return None  # one item in two roles is no part of it
    part = core(Ask(phrase=part, roles=roles_in(part))).phrase
    wanted = [t for t in terms_of(part + " " + whole) if t.weight >= 0.5]
    for match in inquiry.accepted_in(Ask(phrase=f"{part} {whole}", dimension="rate"), inquiry.candidates(report)):
        c = match.candidate
        shown = all(any(form in c.name + c.quote for form in t.forms) for t in wanted)
        if shown and wanted and re.search(rf"[占为].{{0,4}}{re.escape(fold(whole))}", c.name + " " + c.quote):
            rows = [row_of(c)]
            return Outcome(rows=rows, text=figures(rows, inquiry))
    return None


def _printed_of_total(inquiry: Inquiry, report: ReportRef, part: str, whole: str) -> Outcome | None:
    """Return the share of all spending or income that a report prints by its own name (决算基本支出占比), of the role asked for."""
    roles = roles_in(whole)
    if not roles or sum(t.weight for t in terms_of(_item(whole))) >= 0.5:
        return None
    pool = [c for c in inquiry.candidates(report) if c.row.role == "share" and "占比" in c.name and _role_words(c) & _ROLES_SAID[roles[0]]]
    found = inquiry.accepted_in(Ask(phrase=part, dimension="rate"), pool)
    rows = [row_of(m.candidate) for m in found[:1]]
    return Outcome(rows=rows, text=figures(rows, inquiry)) if rows else None


_ROLES_SAID = {"final": {"决算", "执行"}, "budget": {"年初"}, "adjusted": {"调整"}, "prior": {"上年"}}


def _role_words(c: Candidate) -> set[str]:
    return {word for words in _ROLES_SAID.values() for word in words if word in c.name}


def _computed(inquiry: Inquiry, report: ReportRef, part: str, whole: str) -> Outcome | None:
    """Return a share from its two figures: of two items, or of one item in two roles (决算占调整预算)."""
    roles = roles_in(whole)
    own = sum(t.weight for t in terms_of(re.sub(_ROLE, "", whole)))
    of_all_spent = roles == ("final",) and own < 0.5 and not roles_in(part)  # 项目支出占全年执行数
    whole = "支出总计" if of_all_spent else whole
    if not roles and own < 0.5 and _IN_ALL.fullmatch(whole):
        return _of_all_there_are(inquiry, report, part)
    own = 1.0 if of_all_spent or (not roles and core(Ask(phrase=whole)).phrase != whole) else own  # 占全部支出: the grand total
    item = re.sub(_ROLE, "", part).strip(" 的")
    if own < 0.5 and roles_in(whole) and sum(t.weight for t in terms_of(item)) < 0.5:
        pair = spent_and_planned(inquiry, report, "支出总计", roles_in(whole))
        return _told(inquiry, list(pair)) if pair else None
    if item and roles_in(part) and _item(part) == _item(whole):
        part, whole, own = _item(part) + "决算" * ("final" in roles_in(part)), _item(whole), 1.0
    above = _wholes(inquiry, report, Ask(phrase=whole if own >= 0.5 else item, roles=roles))
    above = above or (planned(inquiry, report, roles_in(whole)) if own < 0.5 else [])
    above = [c for c in above if own < 0.5 or not _names_the_part(part, whole, c)]
    for one in (c for c in above[:3] if c.family not in _OF_RATES):
        below = _part_of(inquiry, report, part, one)
        if below and (one.row.role not in ("final", None) or below[0].value is None or _holds(one, below[0])):
            return _told(inquiry, [Contributor(below[0].row.name, below[0]), Contributor(one.row.name, one)])
    return None


def _of_all_there_are(inquiry: Inquiry, report: ReportRef, part: str) -> Outcome | None:
    """Return the share of what was added in all there is of the same things (新登记的经营主体占年底总量的百分之几)."""
    thing = _ADDED.sub("", part).strip(" 的")
    added = [c for c in inquiry.pick(Ask(phrase=part), report) if c.family not in _OF_RATES][:1]
    wholes = [m.candidate for m in inquiry.matches(Ask(phrase=f"{thing}总数", standing=True), report)]
    for one in added:
        larger = [c for c in wholes if c.dimension == one.dimension and not is_new(c) and c.row.id != one.row.id and _holds(c, one)]
        if larger:
            return _told(inquiry, [Contributor(c.row.name, c) for c in (one, larger[0])])
    return None


_OF_RATES = ("rate", "points", "ratio")
_IN_ALL = re.compile(r"(?:年底|年末|期末|全[市县区省镇]|现有|实有|的|\s)*(?:总量|总数|总额|总体|总户数|总人数|全部|存量|整体)(?:的|\s)*")
"""All there is of the things that the part names, without their name."""
_ADDED = re.compile(r"新(?:登记|增|设立?|办|开|注册|发展|培育|认定|建|成立)的?|当年|本年度?|今年|全年|其中")


def _names_the_part(part: str, whole: str, c: Candidate) -> bool:
    """Tell whether a figure that may be the whole bears the part's own words: then it is rather the part (专任教师 for 教职工)."""
    own = [t for t in terms_of(part) if t.weight >= 0.6 and t not in terms_of(whole)]
    return bool(own) and all(any(form in c.name for form in t.forms) for t in own) and _item(part) != _item(whole)


def _item(words: str) -> str:
    """Return the words of an item without those of its role."""
    return re.sub(r"年初|调整后?的?|全年|预算|决算|执行数?|数|的|\s", "", words)


def _wholes(inquiry: Inquiry, report: ReportRef, ask: Ask) -> list[Candidate]:
    """Return the figures that may be the whole, best first; those that print its own words before those that print others for them."""
    best = inquiry.pick(ask, report)[:1]
    every = [m.candidate for m in inquiry.matches(ask, report)]
    named = [c for c in every if all(t.said in c.name for t in terms_of(ask.phrase) if t.weight >= 1)]
    return list(dict.fromkeys([*(c for c in best if c in named), *named, *best]))


def _holds(whole: Candidate, part: Candidate) -> bool:
    """Tell whether a part is no more than its whole; of two kinds of things neither is part of the other."""
    return whole.dimension != part.dimension or (part.value or 0) * _factor(part) <= (whole.value or 0) * _factor(whole)


def _factor(c: Candidate) -> Decimal:
    return parse_unit(c.unit).factor


def _part_of(inquiry: Inquiry, report: ReportRef, part: str, above: Candidate) -> list[Candidate]:
    """Return the figures of a part, those of the kind of its whole; where a word of doing alone names it, the one told beside the whole."""
    found = [c for c in inquiry.pick(Ask(phrase=part, roles=roles_in(part)), report) if c.row.id != above.row.id]
    alike = [c for c in found if c.dimension == above.dimension]
    pool = [c for c in inquiry.candidates(report) if c.dimension == above.dimension and c.row.id != above.row.id]
    behind = [c for c in pool if 0 <= c.row.span[0] - above.row.span[1] <= BESIDE]
    if any(t.weight >= 1 and t.said not in words_of_doing() for t in terms_of(part)):
        words = [t for t in terms_of(part) if t.weight >= 0.6]
        its = [c for c in inquiry.preferred(Ask(phrase=part), behind) if all(any(f in c.name for f in t.forms) for t in words)]
        text = inquiry.source.text(report.report_id)
        opened = [c for c in its if "其中" in text[above.row.span[1] : c.row.span[0] + 2]]
        first = sorted(opened, key=lambda c: c.row.span) or alike or its
        return first or inquiry.pick_in(Ask(phrase=part, roles=roles_in(part)), pool) or found
    return inquiry.preferred(Ask(phrase=part), behind) or alike


BESIDE = 60
"""Characters behind a whole in which its sentence goes on to a part of it."""


def _told(inquiry: Inquiry, figs: list[Contributor]) -> Outcome | None:
    result: Result | None = quotient(figs[0], figs[1], percent=True) if comparable(figs) else None
    if result is None:
        return None
    rows = [row_of(c.candidate) for c in figs]
    text = figures(rows, inquiry) + either(
        inquiry,
        f"前者占后者的{number(result.value)}%（{result.of}，按报告数字计算）。",
        f" The share is {number(result.value)}%, computed from the printed figures.",
    )
    return Outcome(rows=rows, result=result, text=text)
