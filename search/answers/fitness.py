"""How far a fact is what was meant (口径适配): of the role, time, body and thing, where its words alone do not say so."""

import re

from search.matching.kinds import rivals
from search.matching.prepared import Candidate
from search.matching.stock import stock_fit
from search.matching.value_kinds import asks_price
from search.places.bodies import seats_of
from search.plan import Ask
from search.words.wording import fold

_ROLE_WORDS = {"budget": "年初", "adjusted": "调整", "final": "决算"}
_ROLE_ORDER = {"final": 1.0, "adjusted": 0.94, "budget": 0.94, "prior": 0.85}


def fitness(ask: Ask, c: Candidate) -> float:
    """Return how far a fact is of the role, time, body and thing meant, 1 where of all of them."""
    of_it = _itself(ask, c) * _whole(ask, c) * stock_fit(ask, c) * _of_all_things(ask, c)
    return _of_all_money(ask, c) * _role_fit(ask, c) * _fresh(c) * _own(ask, c) * of_it


ONE_THING = 0.86
"""How far the figure of one thing is of what is asked of no thing: it answers where the report gives none of all."""


def _of_all_things(ask: Ask, c: Candidate) -> float:
    """Return less than 1 for the cases of one thing of a shelf where cases of none are asked for (药械案件 for 案件)."""
    cases = "案" in ask.phrase and "案件" in c.name
    return ONE_THING if cases and c.family in ("count", "money") and rivals(c.name) and not rivals(fold(ask.phrase)) else 1.0


def _whole(ask: Ask, c: Candidate) -> float:
    """Return less than 1 for the figure of one class where those of all classes are asked for (食品类案件 for 各类案件)."""
    if not _ALL_CLASSES.search(ask.phrase):
        return 1.0
    named = {m[1] for m in _ONE_CLASS.finditer(c.row.name)} | rivals(c.name)
    return 0.72 if any(kind not in ask.phrase for kind in named) else 1.0


def _of_all_money(ask: Ask, c: Candidate) -> float:
    """Return less than 1 for the execution of one item of the budget where that of the budget is asked for."""
    item = _ITEM.search(c.row.name) if "执行率" in ask.phrase or "完成率" in ask.phrase else None
    return 0.72 if item and item[0] not in ask.phrase and "预算" in ask.phrase else 1.0


_ITEM = re.compile(r"项目支出|基本支出|人员经费|公用经费|三公|政府采购|公务|专项|政府性基金")
_ALL_CLASSES = re.compile(r"各类|各种|各项|所有|全部|总的|整个")
_ONE_CLASS = re.compile(r"((?![各两三])[\u4e00-\u9fff]{2})类(?!型|似|别)")


def _role_fit(ask: Ask, c: Candidate) -> float:
    """Return less than 1 for a figure of a role that is not the one meant: final unless said, shares by the role in their name."""
    if not ask.roles:
        return _ROLE_ORDER.get(c.row.role or "final", 1.0)
    if c.row.role is None and c.row.section == "indicators" and c.family == "money":
        return 1.0 if any(_ROLE_WORDS[r] in c.row.name for r in ask.roles if r in _ROLE_WORDS) else 0.85
    if c.row.role in ("share", "rate", "change"):
        return 1.0 if any(_ROLE_WORDS[r] in c.row.name for r in ask.roles if r in _ROLE_WORDS) else 0.8
    return 1.0


def _fresh(c: Candidate) -> float:
    """Return less than 1 for a figure of another year than the report's, or told where troubles are told."""
    return (1.0 if c.row.year in (None, c.report.year) else 0.88) * (0.88 if in_troubles(c) else 1.0)


def _own(ask: Ask, c: Candidate) -> float:
    """Return less than 1 for what another body did (市局全年查处 …), and for the office alone or the whole where the other is asked for."""
    actor, department = c.row.actor or "", c.row.department
    seats = seats_of(actor) if actor and actor != department else ()
    elsewhere = bool(seats) and seats[-1] not in department and seats[-1] != c.report.fields.county and actor not in ask.phrase
    office = bool(_OFFICE.search(c.row.scope or "") or _OFFICE.search(c.row.name))
    return (0.55 if elsewhere else 1.0) * (0.8 if _OFFICE.search(ask.phrase) and not office else 1.0)


def _itself(ask: Ask, c: Candidate) -> float:
    """Return less than 1 for the number of those whom a thing served (融资惠及企业数 for 融资), and for a price where a sum is meant."""
    served = _SERVED.search(c.row.name)
    priced = asks_price(ask)
    other = (c.family == "price") is not priced if c.family in ("price", "money") else False
    if _IN_POST.search(ask.phrase) and "编制" in c.row.name and "编制" not in ask.phrase:
        return 0.75  # posts are no people
    return (0.75 if served and served[1] not in ask.phrase else 1.0) * (0.85 if other else 1.0)


_IN_POST = re.compile(r"在职|在岗|实有|在编人")
_SERVED = re.compile(
    r".(惠及|受益|带动|覆盖|服务(?!协议|站|点|中心|机构|设施|平台|大厅|窗口|项|团队|网|组织|协会)|支持|参与|涉及|获贷)"
    r".{0,8}(?:数|人次|户次|家次)$"
)
_OFFICE = re.compile(r"局机关|委机关|厅机关|本级|本部(?!门)|机关(?=$|编制|人员|在职|行政|内设)")


def in_troubles(c: Candidate) -> bool:
    """Tell whether a fact stands under a heading of problems and plans, where sums are often another year's or only wished for."""
    return bool(re.search(r"问题|原因|建议|措施|打算|下一步", " ".join(c.path)))


def has_figure(c: Candidate) -> bool:
    """Tell whether a fact says more than a name: a project without an amount answers no question for a figure."""
    return c.value is not None or c.row.section != "projects"
