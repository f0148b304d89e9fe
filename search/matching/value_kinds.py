"""What a value measures against what is asked for (量纲与单位的适配): kinds of value, counted nouns that stand for each other."""

import re

from ontology.quantity import dimension as quantity_dimension
from search.matching.prepared import Candidate
from search.plan import Ask
from search.words.lexicon import terms_of


def fits_value(ask: Ask, candidate: Candidate) -> bool:
    """Tell whether a fact's value measures what the ask wants; an ask that names nothing takes any."""
    if ask.dimension is None:
        return True
    if candidate.value is None:
        return False
    family = candidate.family
    if ask.dimension == "count":
        return family in ("count", "ratio") or (family == "mass" and ask.unit is None)
    if ask.dimension == "rate":
        return family in ("rate", "points", "ratio")
    if ask.dimension == "money":
        return family == "money" or (family == "price" and ask.unit in (None, "元") and not _A_SUM.search(ask.phrase))
    return family == ask.dimension


_A_SUM = re.compile(r"资金|经费|金额|总额|支出|收入")
_PRICE = re.compile(
    r"标准|单价|均价|人均|户均|亩均|生均|成本|(?<![第唯统])一(?:批|件|户|台|公里|亩|吨|平|斤|度|方|立方|个月|张床|平米|平方米|年级)(?!共)|"
    r"每(?:人|月|年|户|亩|生|件|次|个|天|台|辆|平方|公里|吨|斤)"
)
_PRICED = re.compile(r"标准|单价|均价|成本|[人户亩生均每]均|每|水平|价格")


def asks_price(ask: Ask) -> bool:
    """Tell whether what is paid for one of something is asked for (每人每月多少钱), not what was paid in all."""
    return bool(_PRICE.search(ask.phrase))


def is_sum(c: Candidate) -> bool:
    """Tell whether a fact is money in all, not what is paid for one of something."""
    return c.family == "money" and not _PRICED.search(c.row.name)


_COUNTED = (
    "家 户 个 所 单位 企业",
    "件 起 宗 案 个 例 项 批 回",
    "批次 批 组 次 个 份 件",
    "人 名 人次 位 人员 户次",
    "次 场 期 场次 班次 轮 回 个 项 批 批次 届 人次",
    "台 套 辆 部 架 个 只 台套 台件 艘 件 台次 宗 起 辆次",
    "份 册 条 篇 本 张 封 个 件 项 幅 面",
    "株 棵 丛",
    "剂次 剂 针 针次 次 人次 支",
    "车次 趟 次 辆次 车",
    "枚 块 面 个",
    "例 台 台次 人次 个",
    "笔 件 单 宗 起",
    "次 起",
    "处 座 个 所 栋 间 条 口 盏 村 片",
    "家次 户次 次 家 户 趟 轮",
)
"""Counted nouns that may stand for each other in a question."""

OTHER_NOUN = 0.55
_STANDING = frozenset(("户", "家", "所"))
_LOOKED_AT = re.compile(r"查|巡|出动|走访|服务|指导|培训|宣传|监测|抽检|执法|整治|跑")


def _in_chinese(phrase: str) -> str:
    """Return a phrase with what its English words may be in Chinese."""
    return " ".join([phrase, *(form for t in terms_of(phrase) if t.said.isascii() for form in t.forms[1:])])


def unit_fit(ask: Ask, c: Candidate) -> float:
    """Return how well a count's unit fits the one asked for: OTHER_NOUN where it counts something else."""
    if not ask.unit or ask.dimension != "count" or c.value is None:
        return 1.0
    printed = c.unit.lstrip("百千万亿")
    if quantity_dimension(ask.unit) == c.dimension:
        return 1.06
    if c.unit.endswith("次") and ask.unit in _STANDING and not _LOOKED_AT.search(_in_chinese(ask.phrase)):
        return OTHER_NOUN  # 检查3000家次 says nothing of how many there are
    mine = [nouns for nouns in _COUNTED if ask.unit in nouns.split()]
    theirs = [nouns for nouns in _COUNTED if printed in nouns.split()]
    if mine and theirs and not set(mine) & set(theirs):
        return 0.8 if ask.unit == "个" and printed in ("人", "名", "位") else OTHER_NOUN  # 几个律师
    return 0.97 if ask.unit in ("个", "项", "件", "次") or printed in ("个", "项") else 0.88
