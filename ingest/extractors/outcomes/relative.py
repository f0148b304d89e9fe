"""Numbers that compare the one before them (相对数): its share, its part of a target, how far it lies above an average."""

import re

from ingest.extractors.outcomes.clauses import Mention
from ingest.extractors.outcomes.context import Named
from ingest.extractors.outcomes.suffix import suffix_of

_ALL = re.compile(
    r"占(?:全部|全[国省市县区镇乡村校院局系]|总数|总量|总额|总体|其中)?的?(?:比重|比例|比)?(?:达到?|为)?|占[^，。\d]{0,8}\d[^，。]*"
)
_OVER = re.compile(r"(?:超额|提前超额|超)(?:完成|过|出)?了?[^，。；]{0,10}(?:目标|任务|计划)(?:任务|数|值)?的?")
_GOAL = re.compile(r"[占为](?P<of>(?:年度|全年|年初|省定|市定)?(?:计划|目标|任务)(?:任务|数|值)?)的?")
_OF_TARGET = re.compile(r"(?:完成|达到?)了?[^，。；]{0,10}(?:目标|任务|计划)[^，。；]{0,6}的$")
_RECOVERED = re.compile(r"(?:分别)?恢复[至到](?P<of>[^，。；]{2,8}?)的?")
_OF_WHOLE = re.compile(r"(?:相当于|[是为])(?P<of>[^，。；]{2,12})的$")
_SHARE = re.compile(r"占(?P<of>[^，。；]{3,}?)的?(?:比重|比例)?(?:达到?|为)?")
_BEYOND = re.compile(r"(?:高于|低于|高出|超出|优于|好于|远低于|远高于)")


def compared(left: str, last: Named, mention: Mention) -> Named | None:
    """Return the metric of a number that compares the one before it, None where it stands for itself."""
    unit, rate = mention.quantity.unit, mention.quantity.unit == "%"
    shares = unit.endswith(("%", "‰", "成"))
    if shares and _ALL.fullmatch(left):
        return Named(last.core, _whole(last) + "占比", "", unit, 0.85)
    goal = _GOAL.fullmatch(mention.left.strip(" ，、：:"))
    if goal:
        return Named(last.core, f"{last.core}占{goal['of']}比例", "", unit, 0.88) if rate else None
    if _OF_TARGET.search(mention.left):
        return Named(last.core, last.core + "年度目标任务完成率", "", unit, 0.88) if rate else None
    if rate and _OVER.fullmatch(left):
        return Named(last.core, last.core + "超额完成任务比例", "", unit, 0.86)
    before = _RECOVERED.fullmatch(mention.left.strip(" ，、：:")) if rate else None
    if before:
        return Named(last.core, f"{last.core}恢复至{before['of']}比例", "", unit, 0.88)
    whole = _OF_WHOLE.fullmatch(mention.left.strip(" ，、：:")) if rate else None
    if whole:
        return Named(last.core, f"{last.core}占{whole['of']}比例", "", unit, 0.86)
    share = _SHARE.fullmatch(left) if shares else None
    if share:
        return Named(last.core, f"{last.core}占{share['of']}比例", "", unit, 0.85)
    if _BEYOND.match(left):
        measure = "百分点" if unit.endswith("百分点") else "比例" if rate else suffix_of(unit, left)
        return Named(last.core, f"{last.core}{left}{measure}", "", unit, 0.85)
    return None


def _whole(last: Named) -> str:
    """完成改造的学校120所，占全部的80%: the share of what was counted, not of what stands near it."""
    return last.metric.removesuffix("数") if "的" in last.metric else last.core
