"""Which rows of a table a question picks (筛选条件): by level, weight, score, deduction, completion, amount, order and number."""

import re
from dataclasses import dataclass
from decimal import Decimal

from ontology.quantity import parse
from search.plan import Condition, Measured, Relation, Selection
from search.planning.asks import metric_words
from search.planning.shortfall import FELL_SHORT, TOO_LATE
from search.words.lexicon import terms_of

_NUMBER = r"(?:\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百]+)"
MORE = r"超过|高于|大于|多于|超出|不低于|不少于|不小于|至少|达到|低于|小于|少于|不到|不足|不超过|不高于|至多|等于|恰好|正好|刚好"
_BEHIND = r"及以上|以上|及以下|以下|以内"
RELATIONS: dict[str, Relation] = {
    **dict.fromkeys(("超过", "高于", "大于", "多于", "超出"), "gt"),
    **dict.fromkeys(("不低于", "不少于", "不小于", "至少", "达到", "及以上", "以上"), "ge"),
    **dict.fromkeys(("低于", "小于", "少于", "不到", "不足"), "lt"),
    **dict.fromkeys(("不超过", "不高于", "至多", "及以下", "以下", "以内"), "le"),
    **dict.fromkeys(("等于", "恰好", "正好", "刚好"), "eq"),
}
_POINTS = rf"(?:为|是|在|有|占|值)*(?P<word>{MORE})?\s*(?P<amount>{_NUMBER})\s*分(?!之)(?P<behind>{_BEHIND})?"
_CONDITIONS: tuple[tuple[Measured, re.Pattern[str]], ...] = (
    ("lost", re.compile(rf"(?:被)?(?:扣|丢|失)(?:了|掉|去)?分?{_POINTS}")),
    ("weight", re.compile(rf"(?:权重|分值|满分值?|标准分|占分){_POINTS}")),
    ("weight", re.compile(rf"(?:权重|分值)(?:为|是|在|有|占|值)*(?P<amount>{_NUMBER})(?=的|\s|$)")),
    ("score", re.compile(rf"(?<!满)(?:得分|得了|得到|拿了|只得|得){_POINTS}")),
    ("weight", re.compile(rf"(?<![得扣丢失了评被\d.])(?P<amount>{_NUMBER})\s*分(?P<behind>{_BEHIND})?(?=的?(?:指标|项)|一[个项])")),
    (
        "completion",
        re.compile(rf"完成(?:率|度|比例|进度)(?:为|是|在)?(?P<word>{MORE})?\s*(?P<amount>{_NUMBER})\s*[%％](?P<behind>{_BEHIND})?"),
    ),
)
_NO_POINTS = re.compile(
    r"得分(?:为|是)?(?:零|0)(?!\.|\d)分?|"
    r"(?:得|是|拿)(?:了)?(?:零|0)分|没(?:有)?得分|一分(?:都|也)?没(?:有)?(?:得|拿)|零分(?=的|指标|项)")
_ORDERS: tuple[tuple[Measured, bool, re.Pattern[str]], ...] = (
    ("lost", True, re.compile(r"(?:扣|丢|失)(?:了|掉)?(?:的?分)?(?:数)?(?:得|是)?最(?P<way>多|少|高|低|大|小|狠|重)")),
    ("weight", True, re.compile(r"(?:权重|分值|占分|分数)(?:是|占)?最(?P<way>高|低|大|小|重|轻|多|少)")),
    ("rate", True, re.compile(r"得分率(?:是)?最(?P<way>高|低|差|好)")),
    ("score", True, re.compile(r"(?<!自评)(?<!评价)(?<!综合)得分(?:是)?最(?P<way>高|低|多|少|差|好)")),
    ("completion", True, re.compile(r"完成(?:率|度|得|情况|进度)(?:是)?最(?P<way>高|低|好|差)")),
    ("completion", True, re.compile(r"超(?:额|出|过)?(?:目标|完成)?(?:得|的)?最(?P<way>多)")),
    ("completion", False, re.compile(r"(?:[离距跟和与](?:年初|年度)?目标值?)?(?:差|欠)(?:得|距)?最(?P<way>远|多|大)|离目标最远")),
)
_LEAST = ("少", "低", "小", "轻", "差")
_OWN_LEVEL = re.compile(r"(?<![\u4e00-\u9fff])(?P<level>[\u4e00-\u9fff]{2,8}?)(?:类|方面|部分|大类|板块)的?(?:绩效)?(?:[一二三]级)?指标")
_LEVEL = re.compile(
    r"(?<![^\s的和与及、各了有是在中里些个项类看,，：:他她它局委厅])(?P<level>产出|效益|效果|满意度|服务对象满意度|投入|过程|决策|数量|质量|时效|成本|经济成本|社会成本|生态环境成本|"
    r"经济效益|社会效益|生态效益|生态环境效益|可持续影响|可持续发展|可持续|履职效能|管理效率|履职效益|职责履行|预算执行|预算配置|预算管理|目标设定|资产管理|财务管理|人员管理|"
    r"内部管理|运行成本|信息公开|绩效管理|采购管理|共性|个性|核心)"
    r"(?:(?:类|性|方面|部分|这一?[块类项])*的?(?:绩效)?(?:[一二三]级)?指标|(?:里面?|中|当中|下面?)(?=.*(?:指标|[扣丢失]分|[几哪]项)))"
)
_OVER = re.compile(
    r"超额(?:完成|实现|达成)|超(?:过|出|目标|计划)了?(?:年初|年度|既定)?的?(?:目标|指标|计划)值?|(?:高于|好于|优于|大于)(?:年初|年度|既定)?目标值?"
)
_UNEXPLAINED = re.compile(
    r"(?:没有?|未能?|缺)(?:予以|作出|做出|进行)?(?:说明|解释|写明|写|注明|填写?|交代|分析)"
    r"(?:偏差|扣分|未完成|原因|理由|的|了|过|任何|具体)*(?:原因|理由|说明|偏差)?|"
    r"(?:没|没有|未|缺)(?:有|列出|附)?(?:偏差|扣分)?(?:原因|理由)"
)
_EXPLAINED = re.compile(r"(?:写|说明|解释|注明|填|列|给出|分析|有)(?:了|出|明)?(?:偏差|扣分|未完成)(?:的)?(?:原因|理由|说明)")
_MANY = re.compile(r"(?<!哪)(?:几|多少)(?:(?:个|项|条|类)|\s*(?=(?:绩效)?指标))")
_POINTS_IN_ALL = re.compile(
    r"(?:一共|总共|合计|共计|共|总|加起来|累计|总计)*(?:的)?(?P<of>得|扣|丢|失|占|是|有|值)?(?:了|掉)?(?:的?分值|的?权重|的?得分|的?扣分)?(?:一共|总共|合计|共计|共|总计|加起来)*(?:是|为)?(?:多少|几)分|"
    r"(?:分值|权重|(?<!自评)得分|扣分)(?:一共|总共|合计|共计|共|总计|加起来)*(?:是|为|有)?多少(?!个|项|条)|"
    r"(?:分值|权重|扣分|丢分)(?:合计|总计|总和|总数|共计)(?=$|[?？])"
)
_OF_INDICATORS = re.compile(r"指标|(?:哪|几|多少|各)(?:些|几)?(?:个)?项(?!目|资)|考核项|分项")
_WEAK = re.compile(
    r"哪(?:些|几)?(?:个|项|一个|一项)?|列出|全部|所有|整体|部门|绩效|自评表?|评分表?|表里|各项|各个|[一二三]级|"
    r"实际(?:完成)?(?:值|数)|完成(?:值|数)|定量|量化|定性|"
    r"满分|零分|没?[拿得到打给评]+|(?:未|没|不)?达标|(?:没|未)?(?:有)?(?:完成|达到|达成|实现)|照样|反而|仍然?|"
    r"年初|年度|预期|目标值?|任务|有|是|的|却|还|但|又|且|都|没|里|中|被|设置?|项|个|了|几"
)
_FIRST = re.compile(
    rf"(?:哪(?=[二两三四五六七八九十\d]+[个项家].*最)|最(?:多|高|大|少|低|小|重|差|好)的?(?:前)?|(?<!目)前)(?P<n>{_NUMBER})(?:个|项|大|名|位|家|笔)"
)


@dataclass(slots=True)
class _Read:
    """A text from which what is understood is taken out."""

    text: str

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return a match and leave a gap in its place."""
        found = pattern.search(self.text)
        if found is not None:
            self.text = self.text[: found.start()] + " " + self.text[found.end() :]
        return found


def first_of(text: str) -> int | None:
    """Return how many of the highest or lowest are asked for (最高的三个); None where no number is said."""
    found = _FIRST.search(text)
    return int(amount) if found and (amount := _number(found["n"])) is not None else None


def indicators_picked(text: str, attained: bool | None, full_score: bool | None) -> Selection | None:
    """Return which indicators a question picks; None where it picks none by more than their name.

    `attained` and `full_score` are what the form of the question says already: they pick too, but need nothing more said.
    """
    if not _OF_INDICATORS.search(text) and not re.search(r"扣分|丢分|失分", text):
        return None
    read = _Read(text)
    quantified = _quantified(read)
    explained = False if read.take(_UNEXPLAINED) else True if read.take(_EXPLAINED) else None
    conditions = _conditions(read)
    order = _order(read)
    over = bool(read.take(_OVER)) and attained is not False
    short = read.take(FELL_SHORT)
    levels = tuple(m["level"] for m in iter(lambda: read.take(_LEVEL) or read.take(_OWN_LEVEL), None))
    levels = levels or (("时效",) if short and TOO_LATE.search(short[0]) else ())
    order = order or (_order_of_level(levels, read) if levels else None)
    points = read.take(_POINTS_IN_ALL) if levels or re.search(r"各项|所有|全部|一共|总共|合计|指标", text) else None
    many = bool(read.take(_MANY))
    rest = metric_words(_WEAK.sub(" ", re.sub(r"指标", " ", read.text)))
    strong = bool(conditions or order or over or explained is not None)
    listed = attained is not None or full_score is not None
    about = _said(rest) and not strong and not (listed and many)
    if (levels or many) and not (strong or points or listed) and "指标" not in text and "考核" not in text:
        return None
    picked = strong or points or listed
    if about or not (picked or levels or many) or (levels == ("满意度",) and not (picked or _SEVERAL.search(text))):
        return None  # satisfaction alone is one measure of the kind
    if points and not levels and not re.search(r"扣|丢|失|权重", points[0]) and not strong:
        return None  # the score of the whole is asked for
    measured, descending = order or (None, True)
    return Selection(
        of="indicators",
        subject=rest if _said(rest) else "",
        levels=levels,
        conditions=conditions,
        over=over,
        explained=explained,
        quantified=quantified,
        order_by=measured,
        descending=descending,
        first=first_of(text) if order else None,
        tell="sum" if points else "count" if many else "items",
        summed=_summed(points) if points else None,
    )


_FIGURES = re.compile(
    r"(?P<words>(?:定性|文字)(?:描述|表述)?(?:的|类|性)?(?:考核)?(?=指标|目标))|"
    r"(?:定量|量化|(?:有|带|用|以|能用|可以?用)(?:具体)?(?:数字|数值|数量|数据)(?:来)?(?:考核|衡量|表示|说话|说明)?|可(?:以)?(?:衡量|量化))"
    r"(?:的|类|性)?(?:考核)?(?=指标|目标)"
)


def _quantified(read: _Read) -> bool | None:
    """Return whether only indicators whose target is a figure (定量指标), or only those in words (定性指标), are asked for."""
    found = read.take(_FIGURES)
    return None if found is None else not found["words"]


_SEVERAL = re.compile(r"各[项个]|各自|分别|所有|全部|哪些|哪几|每一?[项个]|几[项个]|都")
"""More than one indicator is asked for."""


def _summed(points: re.Match[str]) -> Measured:
    """Return which points are added up: those lost, those scored, else the weights."""
    said = points["of"] or ""
    if said in ("扣", "丢", "失") or re.search("[扣丢]分", points[0]):
        return "lost"
    return "score" if said == "得" or "得分" in points[0] else "weight"


def _order_of_level(levels: tuple[str, ...], read: _Read) -> tuple[Measured, bool] | None:
    """Return what the highest and lowest of a level's indicators are ordered by: satisfaction by its figure, others by completion."""
    found = read.take(re.compile(r"最(?P<way>高|低|好|差)"))
    return None if found is None else ("value" if "满意" in levels[0] else "completion", found["way"] not in _LEAST)


def _said(words: str) -> bool:
    """Tell whether words name something; English ones that no glossary covers are the asker's own."""
    return sum(t.weight for t in terms_of(words) if not t.said.isascii()) >= 0.8


def _conditions(read: _Read) -> tuple[Condition, ...]:
    found: list[Condition] = []
    if read.take(_NO_POINTS):
        found.append(Condition(of="score", relation="eq", amount=Decimal(0)))
    for measured, pattern in _CONDITIONS:
        if (match := read.take(pattern)) is None:
            continue
        said = match.groupdict()
        amount = _number(said["amount"])
        word = said.get("behind") or said.get("word") or ""
        if amount is not None:
            found.append(Condition(of=measured, relation=RELATIONS.get(word, "eq"), amount=amount))
    return tuple(found)


def _number(written: str) -> Decimal | None:
    amount = parse(f"{written}个")
    return amount.value if amount is not None else None


def _order(read: _Read) -> tuple[Measured, bool] | None:
    for measured, descending, pattern in _ORDERS:
        if (match := read.take(pattern)) is not None:
            return measured, descending and (match["way"] or "") not in _LEAST
    return None
