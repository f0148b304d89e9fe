"""Nothing of a thing, said without a figure (零数量): 事故为零, 窗口零投诉, 疫情零发生."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.numbers import Quantity

_NOUNS = "亡人事故|事故|命案|火灾|案件|疫情|舆情|伤亡|死亡|溺亡|感染|投诉|举报|差错|失误|上访|非访|违纪|逾期|决口|垮坝|溃坝|泄漏|返贫|辍学"
_ACTS = "发生|发案|检出|增长|新增|复发|出现"
_NONE = re.compile(
    rf"(?:降为|降至|降到|保持为|实现了|达到|(?<!化整)为|保持)零(?=[，,。；;、）)]|$)|零(?:{_NOUNS}|{_ACTS})(?=[，,。；;、）)和零]|$)"
)
_MONEY = re.compile(r"(?:费用?|支出|经费|结余|结转|收入|资金|预算|余额|欠款|债务)(?:保持)?$")
_WISHED = re.compile(r"确保|力争|争取|目标|努力|要求|计划|预计|实现\S{0,8}零.{0,4}目标")
_WISH_LIKE = re.compile(r"[，、\s]*(?:全年|全[市县区省])?(?:已|均|再次)?(?:实现|做到|保持|确保)?了?(?:人员|群众)?(?:零[^，。；]{2,4})*")
"""实现零伤亡 with no more said is a boast rather than a figure."""

_UNITS = (
    (re.compile(r"天气$"), "天"),
    (re.compile(r"(?:亡人|死亡)?(?:事故|命案|火灾|案件|疫情|事件|舆情|发案)$"), "起"),
    (re.compile(r"(?:伤亡|死亡|溺亡|感染|返贫|辍学|人员|人数)$"), "人"), (re.compile(r"(?:投诉|举报|信访|差错|失误)$"), "件"),
)
"""What is counted where nothing happened, by the noun it stands with."""


def zeros(clause: str) -> Iterator[Quantity]:
    """Yield the quantities of value 0 of a clause; none where it speaks of money or of what is wished for."""
    if _WISHED.search(clause):
        return
    for m in _NONE.finditer(clause):
        place = clause.index("零", m.start())
        left, noun = clause[: m.start()], clause[place + 1 : m.end()]
        if not _MONEY.search(left) and not (noun and _WISH_LIKE.fullmatch(left)):
            unit = _unit(left if not noun or noun in _ACTS.split("|") else noun)
            yield Quantity(Decimal(0), unit, "exact", place, place + 1, place, True)


def _unit(told: str) -> str:
    return next((unit for ending, unit in _UNITS if ending.search(told)), "")
