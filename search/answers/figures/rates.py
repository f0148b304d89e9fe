"""Rates that a report does not print (推算的率): execution of a budget, and what was done of what there was to do, from printed figures."""

import re

from search.answers.figures.compute import Contributor, difference, quotient
from search.answers.inquiry import Inquiry, Outcome
from search.answers.rows import row_of
from search.answers.say import either, figures, number
from search.facts_source import ReportRef
from search.matching.prepared import Candidate
from search.plan import Ask
from search.words.lexicon import terms_of
from search.words.wording import fold

_WHOLE_BUDGET = re.compile(r"(?:年初|调整后?|全年|部门|本年)*(?:支出)?预算(?:数|总额|支出)?")
_DONE = re.compile(
    r"(?P<of>.*?)(?P<done>办结|结案|整改|破案|侦破|不?合格|处置|化解|调处|调解|回复|答复|销号|查处|采纳|录取|达标|审结|执结|追回|验收|完工|竣工|建成|修复|救治|"
    r"治愈|就业|转化|开工|入库|兑付|发放|回访|复核|缴纳|续签)(?:成功|完成|到位)?(?:比)?率"
)
"""Rates that are a count of what was done by the count of what it was done to."""
BEFORE = 60
"""Characters before the count of what was done in which the count of all of them stands."""


def execution_rate(inquiry: Inquiry) -> Outcome | None:
    """Return the budget execution rate computed, where it is asked for and not printed (执行率＝决算数÷调整预算数)."""
    if not any("执行率" in a.phrase or "支出进度" in a.phrase for a in inquiry.plan.asks):
        return None
    item = re.sub(r"[（(].*$|预算|资金|的|执行率|支出进度|执行进度", "", inquiry.plan.asks[0].phrase).strip()
    item = item if sum(t.weight for t in terms_of(item)) >= 0.5 else "支出总计"
    for report in reversed(inquiry.reports):
        if (pair := spent_and_planned(inquiry, report, item)) is not None:
            return _told(inquiry, *pair, either(inquiry, "执行率", "rate"))
    return None


def spent_and_planned(
    inquiry: Inquiry, report: ReportRef, item: str, roles: tuple[str, ...] = ("adjusted", "budget")
) -> tuple[Contributor, Contributor] | None:
    """Return an item's outturn and its budget, the adjusted one before the initial one unless `roles` say otherwise."""
    pool = [c for c in inquiry.candidates(report) if c.row.section == "finance" and c.family == "money"]
    for role in roles:
        final = [c for c in inquiry.preferred(Ask(phrase=item, roles=("final",)), pool) if c.row.role == "final"]
        asked = Ask(phrase=item if item != "支出总计" else "支出总计 支出预算")
        plan = [c for c in inquiry.preferred(asked, [c for c in pool if c.row.role == role]) if "收入" not in c.name]
        plan = [c for c in pool if final and c.row.role == role and c.row.name == final[0].row.name] or plan
        plan = plan or [c for c in pool if c.row.role == role and _WHOLE_BUDGET.fullmatch(c.row.name)]
        if final and plan:
            return Contributor(final[0].row.name, final[0]), Contributor(plan[0].row.name, plan[0])
    return None


_LEFT = re.compile(
    r"(?:预算)?(?:的)?(?:结余|剩余|还?剩下?(?=没|未|\s|$)|没(?:花|支)出去|没花完|没用完|没花|没用|未用完|未执行)(?:了|的)?"
)


_OF_THE_PROJECTS = re.compile(r"^\s*(?:所有|全部|这?[二两三四五六七八九十\d]+个)项目的?(?:全年预算|调整预算|年初预算|预算)?\s*$")
"""What all projects together were given."""


def unspent(inquiry: Inquiry) -> Outcome | None:
    """Return what of a budget was not spent, where a balance is asked for and none is printed (调整预算数－决算数)."""
    phrase = inquiry.plan.asks[0].phrase if inquiry.plan.asks else ""
    if not _LEFT.search(phrase) or inquiry.plan.intent not in ("lookup", "spending", "compare", "aggregate"):
        return None
    item = _OF_THE_PROJECTS.sub("项目支出合计", _LEFT.sub(" ", phrase)).strip()
    item = item if sum(t.weight for t in terms_of(item)) >= 0.5 else "支出总计"
    for report in reversed(inquiry.reports):
        if (pair := spent_and_planned(inquiry, report, item)) is not None:
            spent, plan = pair
            if inquiry.plan.intent == "aggregate" and _bare(spent) != _bare(plan):
                continue  # what one item was given and another spent leaves nothing
            result = difference(plan, spent, inquiry.plan.unit)
            rows = [row_of(plan.candidate), row_of(spent.candidate)]
            told = (
                f"报告未直接列出结余，按{result.of}计算为{number(result.value)}{result.unit}。",
                f" {number(result.value)} {result.unit} were not spent.",
            )
            return Outcome(rows=rows, result=result, text=figures(rows, inquiry) + either(inquiry, *told))
    return None


def _bare(c: Contributor) -> str:
    """Return the name of an item without the words of accounts."""
    return re.sub(r"合计|总计|总额|支出|预算|决算|本年|全年|调整|执行|数", "", c.candidate.row.name)


def planned(inquiry: Inquiry, report: ReportRef, roles: tuple[str, ...]) -> list[Candidate]:
    """Return the whole budget in one of some roles."""
    pool = [c for c in inquiry.candidates(report) if c.row.section == "finance" and c.family == "money" and c.row.role in roles]
    return [c for c in pool if _WHOLE_BUDGET.fullmatch(c.row.name)] or inquiry.preferred(Ask(phrase="支出总计 支出预算"), pool)


def rate_of_counts(inquiry: Inquiry) -> Outcome | None:
    """Return a rate of doing computed from the two counts a sentence gives (查出1874处，整改1869处 → 整改率); None where it gives none."""
    asked = next((m for a in inquiry.plan.asks if (m := _DONE.search(a.phrase)) is not None), None)
    if asked is None or inquiry.plan.intent not in ("lookup", "aggregate"):
        return None
    before = [a.phrase for a in inquiry.plan.asks if not _DONE.search(a.phrase)][:1]  # 接的信访件，办结率算下来是多少
    of = asked["of"] if any(t.weight >= 0.6 for t in terms_of(asked["of"])) else " ".join([*before, asked["of"]])
    for report in reversed(inquiry.reports):
        if (pair := done_of_all(inquiry, report, of, asked["done"])) is not None:
            done, whole = (Contributor(c.row.name, c) for c in pair)
            return _told(inquiry, done, whole, f"{asked['done']}率")
    return None


def done_of_all(inquiry: Inquiry, report: ReportRef, of: str, done: str) -> tuple[Candidate, Candidate] | None:
    """Return the count of what was done and that of all there was to do, which stands right before it; None where a report gives no two."""
    for count in _done(inquiry, report, of, done):
        if (whole := _of_what(inquiry, report, count, of, done)) is not None:
            return count, whole
    return None


def done_of_named(inquiry: Inquiry, report: ReportRef, of: str, done: str) -> tuple[Candidate, Candidate] | None:
    """Return what was done and all there was, where the words alone resolve the whole (办的案子: 查办案件数); None where they do not."""
    wholes = [m.candidate for m in inquiry.by_words(Ask(phrase=of), report)]
    for count in _done(inquiry, report, of, done):
        for c in wholes:
            larger = c.value is not None and count.value is not None and c.value >= count.value
            if larger and 0 <= count.row.span[0] - c.row.span[1] <= BEFORE and _of_one_noun(c, count) and done not in c.name:
                return count, c
    return None


def _done(inquiry: Inquiry, report: ReportRef, of: str, done: str) -> list[Candidate]:
    """Return the counts that are called by what was done, those that show its object in their own words first."""
    words = [t for t in terms_of(done) if t.weight >= 0.3]
    pool = [c for c in inquiry.candidates(report) if c.family in ("count", "money") and c.row.section in ("outcomes", "staff")]
    named = [c for c in pool if all(any(form in c.name for form in t.forms) for t in words) and (words or done in c.name)]
    named = [c for c in named if ("不" + done.removeprefix("不") in c.name) is done.startswith("不")]
    return sorted(named, key=lambda c: (-_shown(of, c.name), -_shown(of, c.clause), c.row.span))


def _of_what(inquiry: Inquiry, report: ReportRef, done: Candidate, of: str, word: str) -> Candidate | None:
    """Return the count right before, of the same things, that what was done is a part of; None where none shows the object asked for."""
    best: Candidate | None = None
    for c in inquiry.candidates(report):
        near = 0 <= done.row.span[0] - c.row.span[1] <= BEFORE or (c.row.span[0] <= done.row.span[0] and c.row.span[1] >= done.row.span[1])
        larger = c.value is not None and done.value is not None and c.value >= done.value
        if near and larger and _of_one_noun(c, done) and word not in c.name and c.row.id != done.row.id:
            best = c if best is None or c.row.span > best.row.span else best
    if best is None or not _of_its_things(of, done, best) or _of_other_things(of, word, done, best):
        return None
    return best if _shown(of, best.name + best.clause + done.name + best.around) >= 0.6 else None


def _of_its_things(of: str, done: Candidate, whole: Candidate) -> bool:
    """Tell whether the count of all bears one of the words that name the things (完成减负清单的社区 is no 老旧小区)."""
    words = [t for t in (*terms_of(of), *terms_of(done.row.name)) if t.weight >= 1]
    return not words or any(form in whole.name for t in words for form in t.words)


def _of_other_things(of: str, word: str, done: Candidate, whole: Candidate) -> bool:
    """Tell whether the count of what was done names a thing that neither the question nor the count of all does."""
    terms = terms_of(re.sub(r"[件户家个处起]?数量?$", "", done.row.name))
    own = [t for t in terms if t.weight >= 1 and t.said not in word and word not in t.said and len(t.said) > 1]
    known = fold(of) + whole.name + whole.clause
    return any(not any(form in known for form in t.words) for t in own)


def _of_one_noun(a: Candidate, b: Candidate) -> bool:
    """Tell whether two counts are of the same things (批 and 批次)."""
    return a.dimension == b.dimension or (a.family == "count" and a.unit.removesuffix("次") == b.unit.removesuffix("次"))


def _shown(words: str, text: str) -> float:
    """Return the share of the identifying words that a text shows; 1 where there are none."""
    terms = [t for t in terms_of(words) if t.weight >= 0.6]
    return sum(any(form in text for form in t.forms) for t in terms) / len(terms) if terms else 1.0


def _told(inquiry: Inquiry, a: Contributor, b: Contributor, name: str) -> Outcome | None:
    result = quotient(a, b, percent=True)
    if result is None:
        return None
    rows = [row_of(a.candidate), row_of(b.candidate)]
    said = either(
        inquiry,
        f"报告未直接列出{name}，按{result.of}计算为{number(result.value)}%。",
        f" Not printed; computed as {number(result.value)}%.",
    )
    return Outcome(rows=rows, result=result, text=figures(rows, inquiry) + said)
