"""Figures of a department's own bodies (分单位数据): one for each body that a table or a list gives one for."""

import re

from ontology.quantity import parse
from search.answers.inquiry import Inquiry
from search.facts_source import ReportRef
from search.matching.metrics import ranked
from search.matching.prepared import Candidate
from search.plan import Ask
from search.words.wording import fold

_EACH = re.compile(
    r"(?:各|每个|每家|哪个|哪家|哪一家|哪一个|所有|全部|[一二三四五六七八九十两几\d]+(?:个|家))(?:下属|直属|所属|二级|预算|基层)*(?:单位|机构|事业单位)|"
    r"(?:下属|直属|所属|二级)(?:预算)?(?:单位|机构)(?=.{0,12}(?:各|分别|最|平均|每[家个]|一共|总共|合计|共|加起来))"
)
_BESIDE = re.compile(
    r"(?:[局委厅院镇乡]|(?<![\u4e00-\u9fff]))机关(?=和|与|及|、|本级|\s|$)|局机关|本级|(?:^|\s)(?:和|与|及|各|的|分别)|(?:和|与|及|各|的|分别)(?=\s|$)"
)
_WHOLE = ("全局", "全系统", "全市", "全县", "全区", "全省", "汇总")
ENOUGH = 0.7


_OWN = ("直属", "下属", "二级", "独立预算", "派出", "事业")
"""Kinds of bodies that have money of their own."""


def money_by_body(inquiry: Inquiry, ask: Ask, report: ReportRef) -> list[Candidate]:
    """Return the figure asked for of each body of a department, by its scope or its name in the item's (甲所支出820万元)."""
    asked = ask.model_copy(update={"phrase": "各单位 " + re.sub(r"[里中]|哪(?:个|家)?", " ", _KINDS.sub(" ", ask.phrase))})
    if by_scope := figures_by_unit(inquiry, asked, report):
        return by_scope
    pool = inquiry.candidates(report)
    names = [c.row.name for c in pool if c.row.section == "units" and any(kind in (c.row.kind or "") for kind in _OWN)]
    rest = _EACH.sub(" ", asked.phrase)
    found = []
    for name in dict.fromkeys(names):
        mine = [c for c in pool if c.row.section == "finance" and c.row.role in (None, "final") and fold(name) in c.name]
        found += (inquiry.preferred(ask.model_copy(update={"phrase": rest}), mine) or (mine if _BARE.fullmatch(rest) else []))[:1]
    return found if len(found) > 1 else []


_BARE = re.compile(r"(?:的|本年|支出|花费?|钱|\s)*")
_KINDS = re.compile(r"(?:各|每|[一二三四五六七八九十两几\d]+)?(?:个|家)?(?:下属|直属|所属|二级|预算|基层|独立|事业)*(?:单位|机构)")


def figures_by_unit(inquiry: Inquiry, ask: Ask, report: ReportRef) -> list[Candidate]:
    """Return the figure asked for of each body of a department, in the order printed; empty where the question does not ask by body."""
    if len(inquiry.departments) > 1 or not _EACH.search(f"{ask.phrase} {inquiry.plan.topic} {inquiry.question}"):
        return []
    bare = _WITHOUT_OFFICE.sub(" ", re.sub(r"[（(][^（）()]*(?:[)）]|$)", " ", ask.phrase))
    wanted = _BESIDE.sub(" ", _EACH.sub(" ", re.sub(r"(?:下属|直属|所属|二级)(?:预算)?(?:单位|机构)", " ", bare))).strip()
    bodies = [
        c
        for c in inquiry.candidates(report)
        if c.row.section in ("staff", "finance") and c.value is not None and c.row.scope not in (None, report.department, *_WHOLE)
    ]
    if not wanted or len({c.row.scope for c in bodies}) < 2:
        return []
    found: dict[str, Candidate] = {}
    for match in ranked(ask.model_copy(update={"phrase": wanted, "roles": ()}), bodies):
        if match.coverage >= ENOUGH and match.candidate.row.role in (None, "final"):
            found.setdefault(match.candidate.row.scope or "", match.candidate)
    every = _meant(inquiry, sorted(found.values(), key=lambda c: c.row.span))
    return every if len(every) > 1 else []


_UNDER_IT = re.compile(r"下属|直属|所属|下辖|下设|二级")
_WITHOUT_OFFICE = re.compile(r"(?:不[含算计包](?:括|入)?|除(?:了|去|掉|开)?|扣除|刨去)[^,，。]{0,6}(?:本级|机关|本部)")
_AND_OFFICE = re.compile(
    r"(?:本级|机关|本部)(?:和|与|及|、|连同|加上?)|(?:和|与|及|、|连同|加上?|含|包括)[^,，。不]{0,4}(?:本级|机关|本部)"
)
_OFFICE = re.compile(r"本级$|机关$|本部$|本级（|机关（")
_HOW_MANY = re.compile(r"(?P<n>[一二两三四五六七八九十]+|\d+)(?:个|家)(?=.{0,6}(?:单位|机构|事业|站|所|中心))")


def _meant(inquiry: Inquiry, bodies: list[Candidate]) -> list[Candidate]:
    """Return the bodies that a question means: without the office where it says so, or where only so their number is the one it names."""
    under = [c for c in bodies if not _OFFICE.search(c.row.scope or "") and c.row.scope != c.row.department]
    if len(under) == len(bodies) or len(under) < 2:
        return bodies
    if _WITHOUT_OFFICE.search(inquiry.question):
        return under
    if _AND_OFFICE.search(inquiry.question):
        return bodies
    said = _HOW_MANY.search(inquiry.question)
    if said is not None:
        number = parse(said["n"] + "家")
        return under if number is not None and number.value == len(under) else bodies
    return under if _UNDER_IT.search(inquiry.question) and "预算单位" not in inquiry.question else bodies
