"""Where a sum of money comes from (资金来源): the part that one level of government gave, its share, or all the parts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ontology.quantity import parse_unit, tidy
from search.answers.audits.checks import known_sum, sources_of
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow, Result
from search.answers.money.parts import told_again
from search.answers.refuse import refused
from search.answers.rows import row_of
from search.answers.say import either, figures, number
from search.facts_source import ReportRef
from search.matching.prepared import Candidate
from search.plan import Ask, Refusal
from search.words.lexicon import terms_of

_INTENTS = ("lookup", "spending", "aggregate", "list", "structure")
_LEVELS = {
    "中央": "中央|国家",
    "国家": "中央|国家",
    "省": "省",
    "自治区": "自治区|区级",
    "市": "市",
    "州": "州",
    "县": "县",
    "区": "区",
    "旗": "旗",
    "镇": "镇",
    "乡": "乡",
    "上级": "上级|中央|省|市",
    "本级": "本级|市级|县级|区级|镇级",
    "地方": "地方",
    "自筹": "自筹",
    "社会": "社会|捐",
    "债券": "债券",
}
_GIVEN = r"(?:的)?(?:财政)?(?:补助|资金|配套|专项|补贴|奖补|给|拨|安排|出|承担|投入|下达|转移支付|财政|部分)"
_OF_LEVEL = re.compile(
    rf"(?P<whole>.*?)(?P<within>里头?|中|当中|其中|之中|内)?[\s,，、]*(?:由|来自|是)?"
    rf"(?P<level>中央|国家|自治区|省|市|州|县|区|旗|镇|乡|上级|本级|地方|自筹|社会|债券)(?P<tail>级|里|财政)?(?P<given>{_GIVEN})"
)
_SEVERAL_LEVELS = re.compile(
    r"(?P<whole>.+?)(?:里头?|中|当中|其中|之中|内)?[\s,，、]*(?:上级|中央|国家|自治区|省|市|州|县|区|本级)(?:级|里|财政)?(?:的)?(?:补助|资金|配套)*"
    r"(?:(?:、|和|与|及|\s)+(?:中央|国家|自治区|省|市|州|县|区|镇|乡|本级|地方|自筹)(?:级|里|财政)?(?:的)?(?:补助|资金|配套)*)+"
    r"(?:各|分别|(?:出|给|拨|拿|投|掏|承担|安排|下达)了?(?=$|\s)|$)"
)
"""More than one level of government is named: all the parts are asked for."""
_A_LEVEL = re.compile(r"中央|国家|自治区|省|市|州|县|区|镇|乡|上级|本级|地方|自筹")
_GIVEN_BY = rf"(?:{_A_LEVEL.pattern})(?:级|里|财政)?的?(?:预算内|补助|补贴|资金|配套|追加|专项|投资|投入|安排|拨付|给的?|拨的?|钱|部分)*"
_LEVELS_TOGETHER = re.compile(
    rf"(?P<whole>.+?)(?:(?:里头?|里面|中|当中|其中|之中|内|[,，\s])[,，\s]*)*(?P<levels>{_GIVEN_BY}(?:(?:、|和|与|及|加|\s)+{_GIVEN_BY})+)"
)
"""Several levels whose parts are wanted as one sum (中央和省级合起来)."""
_BUT_FOR = re.compile(
    r"(?:除(?:了|去|掉|开)?|扣除|刨去|不[算含计]上?|不包括)"
    rf"(?P<levels>{_GIVEN_BY}(?:(?:、|和|与|及)+{_GIVEN_BY})*)"
    r"(?:的|之外|以外|外|部分)*[,，]?"
)
"""Levels whose parts are left out (除了中央的)."""
_ITEMS = re.compile(r"(?P<whole>.+?)(?:里|中|的|下)*(?:各个?|每个?)?(?:分项|细项|子项|小项|明细)(?:有|是|包括|支出|金额|\s)*$")
_ALL_OF_THEM = re.compile(
    r"(?P<whole>.+?)(?:的)?(?:资金)?(?:来源(?!地|于)|构成|组成)(?:有|是|包括|包含|情况)?|(?P<same>.+?)(?:是)?从哪(?:里|儿|些渠道)?来"
)


FEW = 3
"""Departments of one place that a question may leave open, where only one of them has the sum that it names."""
_EACH = re.compile(r"(?:各自?|分别)(?:是|为|有|占|出|给|拨|拿|投|掏|承担|安排|下达|配)?了?(?:多少|几)")
_OF_THE_WHOLE = re.compile(r"(?:多少|几)(?:万|亿|钱|元|块|资金)?元?[,，;；][^,，]*(?:多少|几)")
"""The sum itself is asked for before its parts are."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked of a sum's sources: the sum's own words, the level whose part is wanted (empty for all), and whether it is within."""

    whole: str
    level: str
    within: bool


def by_source(inquiry: Inquiry) -> Outcome | None:
    """Return the part of a sum that a level of government gave, with its share where that is asked; None where no such thing is asked.

    A sum whose parts are not printed is refused: the sum itself is not its part.
    """
    wanted = _wanted(inquiry) if inquiry.plan.intent in _INTENTS and len(inquiry.departments) <= FEW else None
    if wanted is None:
        return None
    known = [(report, _wholes(inquiry, report, wanted.whole)) for report in reversed(inquiry.reports)]
    if len({report.department for report, wholes in known if wholes}) > 1:
        return None
    for report, wholes in known:
        for whole in wholes:
            rows = sources_of(inquiry, report, whole) or _as_items(inquiry, report, whole, wanted.level)
            rows = rows or told_again(inquiry, report, whole)
            rows = rows or ([] if wanted.level else known_sum(inquiry, report, wanted.whole))
            if found := _of_level(inquiry, wanted, rows):
                return found
        if wholes and wanted.within and wanted.level:
            name = wholes[0].row.name
            said = either(inquiry, f"报告没有列出“{name}”里这一来源的金额", f"The report does not give this source's part of “{name}”")
            return refused(inquiry, Refusal(reason="figure", said=said))
    return None


def _wanted(inquiry: Inquiry) -> _Wanted | None:
    topic, added = inquiry.plan.topic, _added(inquiry)
    if (added or re.search(r"外|还有|其余|剩", topic)) and (without := _BUT_FOR.search(topic)):
        others = f"{topic[: without.start()]} , {topic[without.end() :]}"
        if not _LEVELS_TOGETHER.search(others) and _says(whole := _bare(re.sub(r"(?:还|其余|其他|剩下?的?|另外).*$", " ", others))):
            return _Wanted(whole, f"^(?!.*(?:{_pattern(without['levels'])}))", True)
        topic = others
    if added and (sum_of := _LEVELS_TOGETHER.search(topic)) and _says(whole := _bare(sum_of["whole"])):
        return _Wanted(whole, _pattern(sum_of["levels"]), True)
    if (each := _SEVERAL_LEVELS.search(topic)) is not None and _says(whole := _bare(each["whole"])):
        return _Wanted(whole, "", True)
    part = _OF_LEVEL.search(topic)
    if part is not None:
        whole = _bare(part["whole"])
        return _Wanted(whole, _LEVELS[part["level"]], bool(part["within"])) if _says(whole) else None
    if (items := _ITEMS.search(topic)) and _says(whole := _bare(_ROLES_SAID.sub(" ", items["whole"]))):
        return _Wanted(whole, "", True)
    every = _ALL_OF_THEM.search(topic)
    whole = _bare((every["whole"] or every["same"]) if every else "")
    return _Wanted(whole, "", False) if _says(whole) else None


def _added(inquiry: Inquiry) -> bool:
    """Tell whether parts are wanted as one figure."""
    return inquiry.plan.operation in ("sum", "share") or bool(re.search(r"共(?=有|计|是|为|多少|\s|$)|合[计起在]|加起来", inquiry.question))


def _pattern(levels: str) -> str:
    """Return the pattern of the parts that the levels named gave."""
    return "|".join(_LEVELS[name] for name in _A_LEVEL.findall(levels))


def _bare(words: str) -> str:
    return re.sub(r"(?:花|用|投入|安排|拨付|发放|(?<!项目)(?<!基本)支出)(?:了|出)?(?=\s|[,，]|$)|[,，、]", " ", words).strip(" 的")


def _says(words: str) -> bool:
    return sum(t.weight for t in terms_of(words)) >= 0.9 or bool(_A_TOTAL.fullmatch(words))


_A_TOTAL = re.compile(r"(?:项目|基本|部门|全年|本年|总)(?:总)?(?:支出|收入|预算|投入|投资)")
"""A total of the accounts, which has no word of its own but may have parts."""


def _wholes(inquiry: Inquiry, report: ReportRef, words: str) -> list[Candidate]:
    """Return the sums that bear a name, projects first, best first."""
    if inquiry.plan.years and report.year not in inquiry.plan.years:
        return []
    pool = [c for c in inquiry.candidates(report) if c.row.section in ("projects", "finance") and c.family == "money"]
    found = inquiry.accepted_in(Ask(phrase=words, dimension="money"), pool)
    best = [m.candidate for m in found if m.score >= 0.85 * found[0].score]
    return sorted(best, key=lambda c: c.row.section != "projects")[:4]


def _as_items(inquiry: Inquiry, report: ReportRef, whole: Candidate, level: str) -> list[AnswerRow]:
    """Return a sum with the part of a level that a table gives in a column of its own (办案经费｜其中：上级资金)."""
    pool = [c for c in inquiry.candidates(report) if c.row.section == "finance" and c.row.role == (whole.row.role or "final")]
    own = [c for c in pool if c.row.name != whole.row.name and whole.name in c.name and level and re.search(level, c.row.name)]
    return [row_of(c) for c in (whole, *own)] if own else []


_ROLES_SAID = re.compile(r"(?:年初|调整后?的?)?(?:预算|决算|支出)数?(?=里|中|的|$)")


def _together(inquiry: Inquiry, parts: list[AnswerRow]) -> Outcome | None:
    """Return the parts with their sum, where they are of one unit."""
    amounts = [r.value for r in parts if isinstance(r.value, Decimal)]
    if len(amounts) < len(parts) or len({r.unit for r in parts}) > 1:
        return None
    unit = parts[0].unit or ""
    result = Result(value=sum(amounts, Decimal(0)), unit=unit, of="＋".join(f"{number(a)}{unit}" for a in amounts))
    told = either(inquiry, f"合计{number(result.value)}{unit}。", f" In total {number(result.value)} {unit}.")
    return Outcome(rows=parts, result=result, text=figures(parts, inquiry) + told)


def _of_level(inquiry: Inquiry, wanted: _Wanted, rows: Sequence[AnswerRow]) -> Outcome | None:
    if len(rows) < 2:
        return None
    whole, parts = rows[0], [r for r in rows[1:] if re.search(wanted.level, r.metric)]
    if not parts or (wanted.level and not wanted.within and len(parts) > 1):
        return None
    if inquiry.plan.operation == "share":
        return _share(inquiry, whole, parts)
    each, of_whole = _EACH.search(inquiry.question), _OF_THE_WHOLE.search(inquiry.question)
    if _added(inquiry) and len(parts) > 1 and not each:
        return _together(inquiry, parts)
    if each and len(parts) > 1 and wanted.level:
        shown = [whole, *parts] if of_whole else parts
        return Outcome(rows=shown, text=figures(shown, inquiry))
    shown = [whole, *parts] if not wanted.level or len(inquiry.plan.asks) > 1 else [_named(whole, r) for r in parts]
    shown = parts if wanted.within and not wanted.level and not (each and of_whole) else shown
    return Outcome(rows=shown, text=figures(shown, inquiry))


def _named(whole: AnswerRow, part: AnswerRow) -> AnswerRow:
    return part.model_copy(update={"metric": f"{whole.metric}中的{part.metric}"})


def _share(inquiry: Inquiry, whole: AnswerRow, parts: Sequence[AnswerRow]) -> Outcome | None:
    part = sum((r.value_base or Decimal(0) for r in parts), Decimal(0))
    if not whole.value_base:
        return None
    value = tidy((part / whole.value_base * 100).quantize(Decimal("0.01")))
    rows = [whole, *parts]
    made = "＋".join(f"{number(r.value)}{r.unit}" for r in parts if isinstance(r.value, Decimal))
    made = f"（{made}）" if len(parts) > 1 else made
    of = f"{made}÷{number(whole.value_base / parse_unit(whole.unit or '').factor)}{whole.unit}"
    said = either(inquiry, f"占{number(value)}%（{of}，按报告数字计算）。", f" The share is {number(value)}% ({of}).")
    text = figures(rows, inquiry) + said
    return Outcome(rows=rows, result=Result(value=value, unit="%", of=of), text=text)
