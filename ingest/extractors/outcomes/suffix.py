"""The word that turns a phrase into a countable metric (计量后缀): 案件 and 件 give 案件数."""

import re

from ingest.extractors.outcomes.verbs import ends_with_verb
from ingest.extractors.outcomes.words import SUFFIX, VERBS

_MEASURED = (
    "率", "数", "量", "额", "度", "时间",
    "用时", "时长", "时限", "周期", "占比", "比例", "比重", "得分", "面积", "里程", "总值", "产值", "增幅", "排名", "感", "价值",
    "能力", "住院日", "规模",
)
_COUNTED = ("病例", "文件", "事件", "用户", "商户", "农户", "住户", "监测户", "台账", "大班额")
_PENALTIES = ("罚没款", "罚款", "罚没", "退费", "退款")
_SPANS = ("工作日", "小时", "分钟", "天", "日")
_BUILT = re.compile(r"(?:新建|建设|建成|建立|改建|扩建|改造|设立|设置|安装|布设)\S{3,}[站亭桩点棚池房库厅）)]$")
_FALLS = ("降价", "降费", "让利", "压减", "下降", "增长", "提升", "减少", "提高", "降低")


def _of_money(core: str) -> str | None:
    """Return the word behind a phrase of money, None where the unit decides."""
    if core.endswith(_PENALTIES):
        return "金额"
    told = re.search(r"[次人日户]均费用$", core) or core.endswith(("款", "金", "损失", "融资", "收入", "投资", "税费", "支出", "收益"))
    return "" if told else None


def _of_rate_or_time(unit: str, core: str) -> str | None:
    if unit.endswith(_SPANS) and core.endswith(("办结", "出证", "拿证", "答复")):
        return "时限"
    if not unit.endswith(("%", "‰")):
        return None
    return "" if not core else "幅度" if core.endswith(_FALLS) else "占比"


def suffix_of(unit: str, core: str) -> str:
    """Return the counting word of a unit, empty where the phrase already ends with one or with a rate."""
    bare = re.sub(r"[（(][^（()）]*[)）]$", "", core)
    measured = bare.endswith(_MEASURED) and not bare.endswith(("大班额", "制度"))
    measured = measured or (unit.endswith("人") and core.endswith("人口"))
    if measured or (unit.partition("/")[0].endswith("元") and core.endswith("标准")):
        return ""
    if (told := _of_rate_or_time(unit, core)) is not None:
        return told
    if unit.endswith("元") and (money := _of_money(core)) is not None:
        return money
    if unit == "个" and _BUILT.match(core):
        return "个数"
    if unit.endswith(("人", "名")) and re.search(r"(?<![用账商])户$|家庭$", core):
        return "人数"
    best = max((s for s in SUFFIX if unit.endswith(s[0])), key=lambda s: len(s[0]), default=("", "数"))
    word = best[1]
    if core.endswith(word) and word:
        return ""
    if core.endswith(_COUNTED) or (unit == "件" and core.endswith("案") and core in VERBS):
        return "数"
    if core.endswith(("投诉", "举报", "咨询", "求助")):
        return word
    if word in ("家数", "件数", "起数", "项数", "处数", "宗数") and not ends_with_verb(core.rstrip("”")):
        return "数"
    return "数" if word == "人数" and core.endswith(("人员", "人")) else word
