"""What there is and what was added (存量与新增): a figure of what was added is none of what there is in all, nor the other way round."""

import re

from search.matching.prepared import Candidate
from search.plan import Ask

_ADDED = re.compile(
    r"新(?:增|建|加入|入|来|进|装|添|上|设(?!备)|发展|认定|登记|办|培育|注册|获|授权|开(?!放)|批|招|签|购|投)|净增|当年增|"
    r"发展(?=[会党团]员)"
)
_IN_ALL = re.compile(r"累计|总数|总量|实有|现有|共有|保有|拥有|在册|达到?\d")
_ASKS_IN_ALL = re.compile(
    r"(?:一共|总共|共|现|现在|目前|如今|实|拥|累计|年末|年底)有(?:了)?(?:多少|几)|"
    r"^(?!.*(?:新|增|开展|查|办|当年|本年|全年)).*[\u4e00-\u9fff]{2}(?<!的)有(?:多少|几)(?:户|家|所|座|个|台|辆|处|张|名|人)?(?=$|[?？])|"
    r"(?<!的)有(?:多少|几)(?:个|名|位|家)?(?:会员|党员|团员|教师|老师|律师|医生|护士|民警|学生|志愿者|护林员|车位|床位)(?=$|[?？])"
)
OTHER = 0.72
"""How far a figure of the other kind is of what is asked for; it still answers where the report gives no better one, under its own name."""


def asks_in_all(clause: str) -> bool:
    """Tell whether a clause asks what there is in all (一共有多少个)."""
    return bool(_ASKS_IN_ALL.search(clause))


_OF_ALL_THERE_ARE = re.compile(
    r"全[市区县省州镇乡](?![市区县省州镇乡]*(?:完成|开展|新|发放|办))|累计|总数|总量|实有|现有|共有|保有|拥有|在册"
)


def is_new(c: Candidate) -> bool:
    """Tell whether a fact counts what was added (新登记经营主体); it is no other figure of what there is in all."""
    return bool(_ADDED.search(c.row.name))


_GONE = re.compile(r"注销|吊销|迁出|关停|退出")


def is_not_added(ask: Ask, c: Candidate) -> bool:
    """Tell whether what was added is asked for (新开的个体户) and a fact says plainly what there is in all of it, or what is gone."""
    if c.family != "count" or not _ADDED.search(ask.phrase) or _GONE.search(ask.phrase):
        return False
    gone = bool(_GONE.search(c.row.name))
    return gone or bool(_OF_ALL_THERE_ARE.search(c.row.name + c.row.quote) and not _ADDED.search(c.row.name + c.row.quote + c.clause))


def stock_fit(ask: Ask, c: Candidate) -> float:
    """Return less than 1 for what was added where what there is in all is asked for, and for what there is where what was added is."""
    if c.family == "rate" and ask.standing and ask.dimension is None:
        return OTHER  # how many there are is asked
    if c.family != "count":
        return 1.0
    added, in_all = bool(_ADDED.search(c.row.name)), bool(_IN_ALL.search(c.row.name + c.row.quote))
    if ask.standing:
        return OTHER if added and not in_all else 1.0
    if _ADDED.search(ask.phrase):
        return 1.0 if added else OTHER
    return 1.0
