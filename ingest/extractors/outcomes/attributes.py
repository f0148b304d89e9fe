"""Numbers that only qualify or sum up what stands beside them (数量定语): 65岁以上老人, 甲、乙两项, 由1.5天压到."""

import re
from dataclasses import replace
from decimal import Decimal

from ingest.numbers import Quantity

TAIL_VERB = re.compile(r"^(?:并|且|均|已|全部|全都|后(?!备|勤|续)|至|给(?!水|排)|到(?!期|岗|村)|"
    r"用于|比|较|同比|环比|率先|正在|正按|等$|左右|以来|在全|位居|位列|排名|居(?!民|家|委|住|室)|列(?!车|管)"
    r"|处于|优于|高于|低于|超过|超出|完成率|合格率)")
"""What goes on behind a number rather than being counted by it."""


_BARE = re.compile(r"(?<![\d.])(?:\d+(?:\.\d+)?[、和])+$")


def share_units(found: list[Quantity], clause: str) -> list[Quantity]:
    """分别为58、7、24微克/立方米 and 压缩至12个、6个工作日: the unit behind the last of a row is that of all.

    Bare numbers of the row are quantities too.
    """
    row: list[Quantity] = []
    for q in found:
        bare = _BARE.search(clause[: q.start]) if "分别" in clause else None
        for m in re.finditer(r"\d+(?:\.\d+)?", bare.group() if bare else ""):
            place = clause[: q.start].rindex(bare.group()) + m.start() if bare else 0
            row.append(replace(q, value=Decimal(m.group()), start=place, end=place + len(m.group()), number=place))
        last = row[-1] if row else None
        if last and last.unit == "个" and q.unit.startswith("个") and clause[last.end : q.start] in ("、", "和"):
            row[-1] = replace(last, unit=q.unit)
        row.append(q)
    return row


def counted(found: list[Quantity], clause: str) -> list[Quantity]:
    """Return the quantities of a clause that count something.

    四项指标三项排名第一: of two counts in a row the first is an attribute, and the rank is what the second counts.
    """
    kept: list[Quantity] = []
    for i, q in enumerate(found):
        if _is_attribute(q, found[i + 1 :], clause) or _OF_ALL.match(clause[q.end :]):
            continue
        following = found[i + 1] if i + 1 < len(found) else None
        if following and _listed(q, following, clause) and _of_rate(following, found[i + 2 :], clause):
            continue
        if following and q.chinese and following.chinese and q.unit == following.unit and 1 < following.start - q.end <= 6:
            continue
        last = found[i - 1] if i else None
        listed = last is not None and last.unit in ("项", "个") and not _FIELD.match(clause[last.end : q.start])
        if q.kind != "rank" and following and following.kind == "rank" and _WHOSE.match(clause[q.end : following.start]):
            continue
        if q.kind == "rank" and last and listed and not re.search(r"[，、]", clause[last.end : q.start]):
            continue
        kept.append(q)
    return kept


_SIZES = ("元", "米", "吨", "岁", "人", "亩", "千瓦", "年", "天", "月", "日", "小时")
_SPANS = ("年", "天", "月", "日", "小时", "周")
_CARRIED_OUT = re.compile(r"(?:开展|实施|组织|进行|完成|召开|举办|抓好|抓实|推进|围绕|聚焦)了?")
_OF_ALL = re.compile(r"[\u4e00-\u9fff]{1,8}(?:中|里|当中)[^，。；]{0,6}(?:排|位|列|居|第|名)")
"""在32个部门中排第4名: the field of a rank."""

_ANOTHER = re.compile(r"[，、和]|(?<![惠涉])及")
_DONE_IN = re.compile(r"(?:办结|办完|答复|出证|拿证|完成)")
_WHOSE = re.compile(r"[^，。；、的]{1,8}的[^，。；、]+$")
_FIELD = re.compile(r"[\u4e00-\u9fff]{1,8}(?:中|里|当中)|[^，。；、的]{1,8}的")
"""Among 32个部门, two 班's: whose rank it is."""

_LISTED = re.compile(r"[^，。；\d]{2,10}[、和]")
_SHARE_OF = re.compile(r"占[^，。；\d]{0,8}$")
_RATE_OF = re.compile(r"^[^，。；、\d和及]{4,}(?:率|比例|占比|比重)(?:均|全部|都)?(?:达到?|为|是)?$")
"""4个国考断面水质优良率100%: the bodies whose rate it is."""

_SUMMED_IN = ("个", "家", "座", "条", "所", "处", "项", "名", "位", "期", "类", "种")
_SUMS_UP = re.compile(r"(?<![\d分岁元人天亩米%级])(?:以下|下列|如下|上述)$")
_OF_SUCH = re.compile(r"的[\u4e00-\u9fff]{1,8}?(?:达到?|共?有|为|已?达)$")
_SUCH = re.compile(r"[^，。；\d]{2,14}的[^，。；\d]{2,}$")
"""连续两次评为优秀的减少检查频次: such as this is told of."""

_FROM = re.compile(r"(?:由|从)(?:20\d\d年)?[^，。；、\d]{0,8}$")


def sums_up(left: str, q: Quantity) -> bool:
    """Return whether a number sums up the names listed before it (石桥、白沙、柳林3个服务站): what it counts stands behind."""
    listed = re.split("[、和与及]", re.split(r"[，。；：:]", left.strip())[-1])
    return len(listed) == q.value >= 2 and q.unit in _SUMMED_IN and all(0 < len(name.strip()) <= 12 for name in listed[1:])


def _listed(q: Quantity, following: Quantity, clause: str) -> bool:
    return q.unit == following.unit and bool(_LISTED.fullmatch(clause[q.end : following.start]))


def _of_rate(q: Quantity, later: list[Quantity], clause: str) -> bool:
    return bool(later) and later[0].unit == "%" and bool(_RATE_OF.search(clause[q.end : later[0].start]))


def _in_words(q: Quantity, clause: str) -> bool:
    """三分之二, 四项指数, 三次获第一: a Chinese numeral inside a word or before what only sums up."""
    after = clause[q.end :]
    often = q.unit == "次" and after.startswith(("获", "荣获", "被", "位列", "排名", "夺"))
    return q.chinese and (clause[: q.start].endswith("分") or after.startswith(("指数", "指标")) or often)


def _qualifies(q: Quantity, clause: str) -> bool:
    """落实24小时值守, 连续两次评为优秀的减少检查: round the clock, and what is told of such alone."""
    after = clause[q.end :]
    around = q.unit.endswith(("分钟", "小时", "公里")) and re.match(r"[\u4e00-\u9fff]{2,8}圈", after)  # 15分钟健身圈
    told_of = clause[: q.start].endswith("连续") and _SUCH.match(after)
    return bool(around or told_of) or (q.unit == "小时" and q.value == 24 and bool(after))


def _is_base(before: str, between: str) -> bool:
    """占全部120所的80%, 4个断面水质优良率100%: what a share or a rate is taken of."""
    return (bool(_SHARE_OF.search(before)) and between.startswith(("的", "总"))) or bool(_RATE_OF.search(between))


def _is_attribute(q: Quantity, later: list[Quantity], clause: str) -> bool:
    """65岁以上老人, 600分以上193人, 收入超10万元的村达15个, 由92.1%提高到: a number inside a name, or where a change began."""
    after = clause[q.end :]
    if later and later[0].start == q.end and clause[: q.end].endswith(("以上", "以下", "以内")):
        return True
    if later and _OF_SUCH.match(clause[q.end : later[0].start]):
        return True
    if q.chinese and q.unit == "年" and not clause[: q.start].endswith(("连续", "近", "续")):
        return True
    if q.chinese and q.value == 1 and q.unit in ("次", "家", "名", "户", "件", "个") and later:
        return True
    if _SUMS_UP.search(clause[: q.start]) or _counts_a_list(q, clause) or _in_words(q, clause) or _qualifies(q, clause):
        return True
    if later and later[0].unit == "%" and _is_base(clause[: q.start], clause[q.end : later[0].start]):
        return True
    named = q.chinese and q.value <= 10 and q.unit in ("项", "个", "类") and bool(later)
    if named and later[0].unit != q.unit and later[0].kind != "rank" and not _ANOTHER.search(clause[q.end : later[0].start]):
        return True
    if _FROM.search(clause[: q.start].rstrip()) and later and re.match(r"[^\d]{0,4}(?:提高|下降|增加|增长|提升|降|减少|上升|压缩|缩短|"
        r"压|扩|缩|升|增|提[至到]|发展[至到]|调整|变|减[至到]|跃升|优化|精简|压降|压减|放宽|上调|下调)", after):
        return True
    if after.startswith("内") and len(after) > 1 and q.unit.endswith(_SPANS):
        return True
    sized = clause[: q.end].endswith(("以上", "以下", "内")) and q.unit.endswith(_SIZES) and "/" not in q.unit
    counts = not sized or clause[: q.start].endswith("连续") or TAIL_VERB.match(after) or _DONE_IN.match(after)
    return not counts and bool(re.match(r"[的\u4e00-\u9fff]", after))


def _counts_a_list(q: Quantity, clause: str) -> bool:
    """Return whether a Chinese numeral sums up the list before it (西川、莲花两所; 抽检、投诉、舆情三张单子)."""
    if not q.chinese or not 2 <= q.value <= 12 or q.kind == "rank":
        return False
    before = _CARRIED_OUT.split(clause[: q.start].rstrip())[-1]
    return "、" in before and before.count("、") + 1 in (q.value, q.value - 1)
