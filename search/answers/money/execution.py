"""How far each programme's money was spent (各项目预算执行率): the rates a report prints of its programmes, all or those within a bound."""

import re
from decimal import Decimal

from search.answers.indicators.attaining import keeps
from search.answers.inquiry import Inquiry, Outcome
from search.answers.refuse import refused
from search.answers.rows import row_of
from search.answers.say import either, figures
from search.facts_source import ReportRef
from search.matching.prepared import Candidate
from search.plan import Refusal
from search.planning.bounds import bound_said
from search.words.lexicon import terms_of
from search.words.wording import fold

_RATE = r"(?:预算|资金|支出)?(?:的)?执行(?:率|进度)"
_ITEMS = r"(?:项目|专项)(?:资金|经费)?(?!支出)"
_ASKED = re.compile(
    rf"(?:哪(?:[些几]|一)?|各|每|所有|全部|几)(?:个|项)*(?:的)?{_ITEMS}[^。？?]{{0,16}}?{_RATE}|"
    rf"{_ITEMS}(?:里面|里头|里|中|当中|之中)?(?:有)?[，,\s]*(?:哪[些几个一])?[^。？?]{{0,6}}?{_RATE}[^。？?]{{0,14}}(?:哪[些几个一]|各|分别|几[个项])|"
    rf"{_RATE}[^。？?]{{0,14}}(?:哪[些几个一]|几)[个项]*(?:的)?{_ITEMS}|{_RATE}[^。？?]{{0,14}}的{_ITEMS}(?:是|有|都)*(?:哪|几|列)"
)
_ASKED_IN_ENGLISH = re.compile(
    r"(?i)\b(?:which|what|list|each|every|all)\b[^?]{0,30}\b(?:projects?|programmes?|programs?|earmarked funds?)\b"
    r"[^?]*\b(?:execution|implementation|disbursement|spending|budget)\s+(?:rates?|progress)"
)
_OF_BODIES = re.compile(r"(?:哪|各|每|所有|全部|几)(?:[些几]|一)?(?:个|家)?(?:局|单位|部门|地方|委|厅|县|市|区)")
_TENTHS = re.compile(r"(?P<whole>[一二三四五六七八九])成(?P<half>[一二三四五六七八九半])?")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"半": 5}
_EXTREME = re.compile(r"最(?P<way>高|低|快|慢|差|好)|\b(?P<english>lowest|slowest|highest|best|worst)\b")
_LEAST = ("低", "慢", "差", "lowest", "slowest", "worst")
_NO_NAME = re.compile(
    r"哪|些|几|各|每|所有|全部|个|项目|专项|资金|经费|预算|支出|执行率|执行进度|执行|列出|最|是|为|都|有|没|的|里面|里|中|分别|多少|低于|高于|超过|达到|不到|不足|以上|以下|成|完全|全年|年度|情况"
)
_NO_PROGRAMME = re.compile(r"^(?:部门|单位|整体|基本支出|项目(?:支出|资金|预算)|支出|收入|年度|全年|总|合计|资金|预算|财政)|合计|总计|小计")


def rates_of_programmes(inquiry: Inquiry) -> Outcome | None:
    """Return the rates of the programmes a question asks for, those within its bound; None where it asks for no such thing.

    A report that prints no rate of a programme adds none; where none of the rates is within the bound the answer is refused.
    """
    asked = (_ASKED_IN_ENGLISH if inquiry.english else _ASKED).search(inquiry.question)
    if not asked or _OF_BODIES.search(inquiry.question) or _names_one(inquiry):
        return None
    found = [c for report in inquiry.reports for c in _printed(inquiry, report)]
    if len(found) < 2:
        return None
    bound = bound_said(_TENTHS.sub(_in_hundredths, inquiry.question))
    kept = _foremost(inquiry.question, [c for c in found if bound is None or keeps(c.value, bound)])
    if not kept:
        said = either(inquiry, "报告列出执行率的项目里没有符合条件的", "None of the rates printed is so")
        return refused(inquiry, Refusal(reason="figure", said=said))
    rows = [row_of(c) for c in kept]
    return Outcome(rows=rows, text=figures(rows, inquiry))


def _names_one(inquiry: Inquiry) -> bool:
    """Tell whether a question says of which thing the programmes are, which picks among them by name."""
    words = re.sub(r"[\d.%％]+", " ", _TENTHS.sub(" ", inquiry.plan.topic))
    return sum(t.weight for t in terms_of(_NO_NAME.sub(" ", words)) if not t.said.isascii()) >= 0.8


def _printed(inquiry: Inquiry, report: ReportRef) -> list[Candidate]:
    pool = inquiry.candidates(report)
    rates = [c for c in pool if c.row.section == "finance" and c.row.role == "rate" and c.row.name.endswith("执行率")]
    return [c for c in rates if c.row.year == report.year and _of_a_programme(c, report)]


def _of_a_programme(c: Candidate, report: ReportRef) -> bool:
    name = re.sub(r"(?:预算)?执行率$", "", c.row.name)
    return len(name) > 3 and not _NO_PROGRAMME.search(name) and fold(c.row.scope or "") in ("", fold(report.department))


def _foremost(question: str, kept: list[Candidate]) -> list[Candidate]:
    """Return those with the highest or lowest rate where a question asks for that; ties all stay."""
    asked = _EXTREME.search(question)
    if asked is None or not kept:
        return kept
    values = [c.value for c in kept if c.value is not None]
    edge = min(values) if (asked["way"] or asked["english"]) in _LEAST else max(values)
    return [c for c in kept if c.value == edge]


def _in_hundredths(said: re.Match[str]) -> str:
    return f"{Decimal(_DIGITS[said['whole']]) * 10 + _DIGITS.get(said['half'] or '零', 0)}%"
