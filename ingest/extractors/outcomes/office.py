"""What an office counts of its own (成效中的自身事务): its bodies, its list of programmes, guests and cars, and its shortcomings."""

import re

from ingest.extractors.outcomes.clauses import Mention, Sentence
from ingest.extractors.outcomes.context import Named

OFFICE_COUNT = re.compile(
    r"(?:公务接待|国内接待|外宾接待)\S{0,4}(?:批次?|人次)$|公(?:务用)?车保有量?[辆台]$|资产\S{0,4}(?:盘点|清查)次$|(?:盘点|清查)资产\S{0,2}次$"
    r"|(?:报废|处置)\S{0,4}资产\S{0,4}[台件套]\S{0,3}$"
)
"""What an office counts of its own keeping; its money is told elsewhere."""

_PUBLIC_EXPENSES = re.compile(r"三公|公务接待|公务用车|出国[（(]境|接待[^，。]{0,6}\d+\s*批")
_OFFICES = re.compile(r"(?:内设|职能|直属|下属|派出|二级|独立)(?:科室|股室|处室|机构|事业单位|单位)")
_KEPT_UP = re.compile(r"保障了?(?:机关|局机关|本级)?(?:及|和|与)?$")
_WANTING = re.compile(r"(?:也|还|更)(?:要|应|须)(?:清醒地?)?(?:看到|认识到)|仍显(?:薄弱|不足|滞后)|(?:经费|人员|资金)缺口较大")
"""What a sentence of shortcomings says among the results."""


def of_office(mention: Mention, named: Named, sentence: Sentence) -> bool:
    """Return whether a number counts the office's own bodies or programmes, or stands among its shortcomings."""
    return bool(_WANTING.search(sentence.text)) or _heads_projects(mention, named, sentence) or _is_body(mention)


def costs_of_office(sentence: Sentence) -> bool:
    """Return whether a sentence tells of receptions, cars and journeys (三公)."""
    return bool(_PUBLIC_EXPENSES.search(sentence.text))


def _heads_projects(mention: Mention, named: Named, sentence: Sentence) -> bool:
    """实施项目7个：…: the count of a list of programmes with what each cost."""
    if not named.core.endswith(("项目", "项目支出")) or mention.quantity.unit not in ("个", "项"):
        return False
    behind = sentence.text[mention.place[1] - sentence.start :]
    return bool(re.search(r"[:：](?:\s*$|[^。；]{2,40}万元)", behind))


def _is_body(mention: Mention) -> bool:
    """17个内设机构, 派出13个监管所, 保障了机关及8个所的正常运转: bodies that the office has."""
    if _OFFICES.match(mention.clause[mention.quantity.end :].strip()):
        return True
    if _KEPT_UP.search(mention.left) and mention.clause.rstrip("。").endswith(("运转", "运行")):
        return True
    return mention.left.rstrip().endswith("派出") and mention.right.rstrip().endswith(("所", "站", "队", "分局", "机构"))
