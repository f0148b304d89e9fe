"""What kind of thing a measure's value is (指标值的类别): rate, money, batches, cases, bodies …, by its unit, else its name."""

import re

from search.matching.prepared import Candidate
from search.words.wording import fold

QUALITY = "quality"
"""A target in words (持续优化) without a figure."""

_KINDS: tuple[tuple[str, str], ...] = (
    ("rank", r"排名|位次|名次"),
    ("years", r"年数$|连续.{0,12}年"),
    ("date", r"日期|时间$|截止|时限$"),
    ("rate", r"率|占比|比重|比例|度$|覆盖面"),
    ("money", r"金额|经费|成本|费用|额$|款$|资金|收入|支出|损失"),
    ("batches", r"批次|批$|抽样数|抽检数|抽验数|检验数"),
    ("cases", r"案件|案数|立案|起数"),
    ("people", r"人次|人数|人员数"),
    ("copies", r"份数|册|手册|资料|稿件|条数|信息"),
    ("bodies", r"企业数|家数|户数|主体数|单位数|单位家|企业$|家次|主体总数"),
    ("events", r"次数|场次|期数|班次|活动"),
)
_SUFFIXES = (
    ("batches", r"批次数?$|抽样数$|抽[检验]数$"),
    ("cases", r"案件数?$|案数$"),
    ("bodies", r"企业数$|[家户]数$|单位数$|主体数$|主体总数$"),
    ("people", r"人次数?$|人数$"),
    ("events", r"次数$|场次$|期数$|班次$"),
    ("copies", r"份数$"),
)
"""How a name ends says what is counted, even where the unit is loose."""

_UNITS = {
    "批次": "batches", "批": "batches", "起": "cases", "件": "items", "个": "items", "项": "items", "家": "bodies", "户": "bodies",
    "家次": "bodies", "户次": "bodies", "人": "people", "人次": "people", "份": "copies", "册": "copies", "条": "copies", "次": "events",
    "场": "events", "期": "events", "名次": "rank", "位": "rank", "年": "years", "台": "devices", "台次": "devices",
}  # fmt: skip

_COUNTS = frozenset({"", "items", "batches", "cases", "people", "copies", "bodies", "events", "devices"})
_LOOSE = frozenset({"", "items"})
_NEAR = {
    frozenset(pair)
    for pair in (("bodies", "events"), ("batches", "events"), ("cases", "events"), ("copies", "items"), ("devices", "bodies"))
}


def kind_of(name: str, unit: str) -> str:
    """Return what kind of thing a measure's value is: rate, money, batches, cases, bodies, events …; by unit first, then by name."""
    folded = fold(name)
    named = next((kind for kind, pattern in _KINDS if re.search(pattern, folded)), "")
    if re.search(r"[元]$", unit):
        return "money"
    if unit in ("%", "％", "‰", "百分点"):
        return "rate"
    if suffix := next((kind for kind, pattern in _SUFFIXES if re.search(pattern, folded)), ""):
        return suffix
    if named in ("rank", "years", "date", "rate"):
        return named
    of_unit = _UNITS.get(unit, "")
    return of_unit if of_unit and of_unit != "items" else named or of_unit


def kind_of_fact(c: Candidate) -> str:
    """Return the kind of a fact's value; a target in words is of a kind of its own."""
    printed = f"{c.row.target or ''}{c.row.actual or ''}"
    if c.value is None and printed.strip() and not re.search(r"\d", printed):
        return QUALITY
    return kind_of(c.row.name, c.unit)


def kin(a: str, b: str) -> bool:
    """Tell whether two kinds may stand for each other; an unknown kind may be any count."""
    return a == b or (a in _COUNTS and b in _COUNTS and (a in _LOOSE or b in _LOOSE or frozenset((a, b)) in _NEAR))
