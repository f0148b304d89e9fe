"""What kind of question it is (问句语法): intent, operation and conditions read from question words, never from metric words."""

import re
from dataclasses import dataclass

from search.plan import Intent, Operation
from search.planning.money_asked import by_duty, which_duty, which_money
from search.planning.names_and_count import BOTH_WAYS
from search.planning.shortfall import FELL_SHORT
from search.planning.sums import EVERY_ONE, JOINED, OF_PARTS, SUM, TOTAL_OF_SEVERAL

_AUDIT = re.compile(
    r"(?:是否|是不是)?等于(?!多少|几)|对(?:得|不)上|前后(?:矛盾|不一|不符|不一致|对)|自相矛盾|矛盾(?![纠调化排隐多])|不一致|勾稽|勾对|加起来(?:等|对|"
    r"是不是|和)|加(?:得|不)(?:起来|上|拢|对)|凑(?:得|不)(?:上|齐)|之和(?:等|对|是不是|一致|"
    r"相等)|相符|吻合|对不对|"
    r"(?:前后|是否|是不是|表|文|指标|数据|数字|数)(?:是否|是不是|能)?(?:一致|统一)(?:吗|么|不一致|$|[?？])|算错|有误|出入|写错|打架|(?<!面)(?:对|正确|准确|属实)(?:吗|么|不对)|(?:有|存在)(?:什么|啥|哪些|没有|无)?(?:毛病|错误|差错|漏洞|不对)|(?:数据|数字|数).{0,6}(?:问题|错误|毛病|漏洞|疑点|异常)|报告.{0,6}(?:错误|毛病|漏洞|疑点|异常)|有(?:没有|无)(?:什么|啥)?(?:问题|毛病|错误?|不对|矛盾)(?=[?？]|$)|审计发现|疑点|加总(?:等于|一致)|"
    r"(?:相加|总和|合计|总数)[^,，]{0,6}(?:一致|相等|一样|对应)|(?:加总|相加|加起来|之和|总和|累加)[^?？]{0,16}(?:一致|一样|相等|相同|对应|是\d[\d.]*分?)(?:吗|么|不|$|[?？])|"
    r"(?:前后|几处|两处|各处|正文|文字|表格?)[^,，?？]{0,10}(?:同一个数?|一样|相同|同样|一个数)(?:吗|么|不|$|[?？])"
)
_TARGET = re.compile(
    FELL_SHORT.pattern + "|"
    r"(?:原(?:来|本|先)?(?:定|计划|打算)|预定|计划|年初(?:定|说))(?:好|了|要|的)?[^,，]{0,8}(?:多少|几)[^,，]{0,4}[,，]?\s*(?:实际|最后|结果|最终)|"
    r"完成(?:了|得)?(?:年初|年度|绩效)?(?:指标|目标|任务)(?:值|数)?了?(?:吗|没)|"
    r"评级|超额完成|满分|[丢失]了?分|扣(?:了)?(?:多少|几)?分|被扣|(?<!损)失分|得(?:了)?(?:几|多少)分|"
    r"(?:目标|指标)值?(?:是|为|定|设|和|与)|目标多少|完成(?:了)?目标|达(?:到)?(?:了)?目标|得分|分值|权重|自评(?:得分|分|"
    r"等级|结果|结论)|等级|满意度$|(?:项目|专项).{0,8}(?:自评|评为|评上|被评|等级).{0,8}(?:优|良|合格|中|差)|达(?:没|不)?达标|达标(?:了)?(?:吗|没有?|与否|$|[?？])|完成(?:了|得)?(?:吗|没有?|怎么样)(?=$|[?？])"
)
_OVER_A_YEAR = re.compile(r"(?:跟|和|与|同|比|较|对比|相比)(?:起)?(?:它)?(?:上|前|去)(?:一)?年(?:度)?(?:同期)?(?:相)?(?:比)?")
"""One year is put against the one before it."""
_SAVED = re.compile(
    r"(?:[节俭压]?省|节约|压减|缩减|削减|压缩)(?:下|了|出)*(?:多少|几)|(?:多|少)(?:花|用|支|投|收|发|罚|办)(?:费|出|入|掉|了)*(?:多少|几)"
)
"""What was saved against another year; without one it is an amount of its own (为企业节省多少)."""
_YES_NO = re.compile(r"吗|没有?[?？]?$|与否|是否|有没有|是不是|达没达|完没完|否[?？]?$")
_TREND = re.compile(
    r"(?:跟|和|与|同)(?:今年|去年|上年|上一年|前一年)(?:相)?比|(?:去年|上年|上一年)[^,，]{2,20}(?:跟|和|与|同)今年[^,，]{0,12}比|比(?:上|前|去)一?年|较(?:上|前|去)一?年|同比|逐年|这几?[两三几]?年|[两三几]年(?:间|里|来|之间)|趋势|变化|(?:是)?(?:涨|升|增|多)(?:了)?还是(?:跌|降|减|少)|"
    r"年比20\d\d年|相比20\d\d|(?:是|有)?(?:增|升|涨)(?:是|有|还是)(?:减|降|跌)|增减|"
    r"(?:增长|增加|下降|减少|上升|提高|降低|涨|跌|降|多|少)了?(?:多少|百分之几|几成|几个百分点)|增幅|降幅|增减|"
    r"(?:减少|增加|增长|下降|变动|增减)的?额"
)
_MORE_OF = r"比[^,，]{0,20}(?:多|少)[\u4e00-\u9fff]{1,8}多少"
_THAN_BUDGET = r"比(?:年初|调整后?的?|全年)?预算(?:数)?(?:多|少|高|低|超|节约|节省|省|压减|结余)(?:出|下)?(?:花|用|支)?(?:了)?(?:多少|几)"
_COMPARE = re.compile(
    _MORE_OF + "|" + _THAN_BUDGET + "|"
    r"减(?:掉|去)|扣(?:掉|除)(?!分)|多多少|少多少|(?:多|高|大|少|低|小|强)还是|之差|差值|相差|差(?:了|着)?(?:多少|几|多大)|差额|差距|哪(?:个|家|边|一个|里|地)(?:局|单位|部门|地方|市|县|"
    r"区)?(?:的)?.{0,12}?(?:更|最)?(?:多(?!少)|高|大|(?<!多)少|低|小|强|好|快|慢)|谁(?:的)?.{0,10}?(?:更|最)?(?:多(?!少)|高|大|(?<!多)少|低|小)|最(?:多|高|大|少|低|"
    r"小)|几倍|多少倍|"
    r"从(?:多到少|高到低|大到小|少到多|低到高|小到大)|排(?:个)?(?:序|名次|名|行)|怎么排|比较|对比|相比|孰|(?<![占同环对])比(?!例|重|率|"
    r"上|是|为).{1,20}?(?:多|少|高|低|长|短|大|小|快|慢|早|晚)(?:出|过)?(?:多少|几|了|$|[?？])|pk|vs"
)
_WITHIN_ONE = re.compile(
    _THAN_BUDGET + "|"
    r"减(?:掉|去)|扣(?:掉|除)(?!分)|还是|之差|差值|相差|差(?:了|着)?(?:多少|几|多大)|差额|差距|几倍|多少倍|哪(?:个|项|类|家|一项|一类).{0,14}(?:多|高|大|少|低|小)|最(?:多|高|大|少|"
    r"低|小)|"
    r"(?<![占同环对])比(?!例|重|率|上|是|为).{1,20}?(?:多|少|高|低|长|短|大|小)|从(?:多|高|大|少|低|小)"
)
"""Comparisons that one department's own figures can be put to."""

_MEAN = re.compile(r"[户亩生]均(?=.*(?:多少|几|数(?:量)?$))|平均(?:每|是|为|下来|值|数|多少|一)?|均值|人均(?=.*多少)|每家多少")
_SHARE = re.compile(
    r"(?:决算|执行数|支出数?).{0,4}占.{0,6}预算|占.{1,24}?(?:比例|比重|百分之|百分比|多少|几成|的比)|占(?:了)?(?:多少|几成|多大(?:比例|比重)?|几分之几)(?=$|[?？,，])|有多大(?:的)?(?:比例|比重|份额)|(?:比例|比重|占比)(?:是|为)?(?:多少|"
    r"百分之几)|在.{2,16}(?:里面?|中|当中)(?:的|所占)?(?:比例|比重|占比|份额)|.{2}(?:里面?|中|当中).{2,16}(?:的|所)?占比|百分之几|几成|是.{1,16}的百分之"
)
_SPENDING = re.compile(
    r"哪(?:笔|项)(?:钱|资金|经费)|哪个专项|(?:做|干)(?:什么|啥)用|"
    r"(?:项目|专项)(?:资金|经费)?的?(?:金额|多少钱|投入多少|花)|(?:花|用|投)(?:了|掉|去|入)?多少(?:钱|资金|经费|专项|万)|(?:花|用|投)(?:了|在|掉|"
    r"去|出)?(?:了)?(?:多少|哪些|什么)?(?:钱|经费|资金|万元|"
    r"费用).{0,4}$|花(?:了|在|费|销|多少)|钱(?:花|用)(?:在|到|去)|"
    r"职责.{0,10}(?:项目|专项|经费|资金|钱|花费|支出)|(?:项目|专项|经费|资金|钱|花费).{0,10}(?:职责|服务于|支撑|保障)|(?:服务|支撑|"
    r"支持|保障|用)于|用(?:在|途|来|去|到)|主要用"
)
_SPENT_ON = re.compile(
    r"(?:为|在).{2,16}(?:上|面)?.{0,3}(?:花|用|投)(?:了|入)?多少|"
    r"(?<![人客民者们])(?:花|用|投|掏|拿|砸|拨|补|贴|奖)(?:了|入|出|掉|进|贴|助|给)*(?:一共|总共|共)?多少(?:专门的?|专项)?(?:钱|资金|经费|万|专项|亿)|"
    r"(?:资金|经费|专项|钱)[^,，]{0,4}(?:花|用|投|掏|安排|拨)(?:了|出)?多少|(?:投入|投|用|花)(?:在[^,，]{1,10})?的(?:专项)?(?:资金|经费|钱)(?:一?共)?(?:有|是)?多少"
)
"""Money for a purpose that is named (为…一共用了多少), whatever word of summing stands beside it."""
_AN_ACCOUNT = re.compile(r"经费|资金|专项|支出|补助|补贴|津贴|费(?!用者|者)|款(?!项)|三公|收入|预算|决算|占|比")
"""Names of money; of two of them a sum is meant, not what was spent on one thing."""
_STRUCTURE = re.compile(
    r"内设机构|(?<!预算)(?<!计划)(?<!规划)编制|在职人|在编|实有(?:在职)?人|科室|股室|处室|下属|下设|直属|(?:下|底|手)(?:头|面|边|下)(?:管|有|设|辖)|管着(?:哪|(?:几|多少)(?!个?(?:村|社区|镇|乡|街道|小区)))|二级(?:机构|单位)|预算单位|派出机构|派出所(?:有|"
    r"是)?(?:几|多少|哪)|(?:几|多少)个?派出所|前身|组建|并成|合成|并起来|并来的|捏(?:到|在|成)|由哪.{0,4}(?:合并|组成)|"
    r"(?:哪|几|什么).{0,10}(?:整合|合并|并[到在入]一).{0,6}[来成立建]|整合(?:而来|组建|成立)|"
    r"(?:下|底|手)(?:头|面|边|下)?那?的?[几两一二三四五六七八九十\d]*[个家]?(?:直属|下属|二级|预算|基层)*(?:事业)?(?:单位|机构|站所|分局|科室)|"
    r"(?<!企)事业单位.{0,4}(?:叫|是哪|是什么|[有是]谁|有哪|有几|有多少|名)|除(?:了|去|开)?.{0,4}(?:本级|机关|本身|本部).{0,6}(?:哪|几|什么)|"
    r"在职的|(?:行政|事业|工勤|参公)(?:的|人员|编)?(?:有|是|各)?(?:多少|几)|"
    r"机构(?:有|设置|是)|加挂|挂.{0,6}牌|(?:几块|什么|哪些?)牌子|退休|多少(?:名|个)?(?:人|职工|员工)(?:上班|$|\?)|编外|职能科|基层(?:所|分局)"
)
_LIST = re.compile(
    r"哪些|列出|列一下|有哪|都有(?:什么|谁)|分别(?:是|有)|各(?:个)?(?:局|单位|部门|地|县|市|区)|名单|清单|明细(?!.{0,8}(?:加|等于|对))|逐一|所有的|全部的|罗列|盘点"
)
_PASSAGE = re.compile(
    r"怎么(?!排|样的得分)|怎样|如何|为什么|为何|原因|做法|举措|措施|经验|办法|问题|短板|不足|困难|薄弱|打算|(?<!人大)(?<!代表)(?<!政协)(?<!委员)(?<!提出)建议(?!、?(?:和|与)?(?:政协)?(?:委员)?提案)|改进|介绍|亮点|特色|"
    r"成效|认可|荣誉|(?<!征求)(?<!反馈)意见(?!建议)|抱怨|不满(?!意度)|(?:经过|经由?|走|履行|通过)(?:了)?(?:哪些|哪几|什么)|流程|步骤|环节|做了(?:什么|哪些)|干了(?:什么|啥)|"
    r"是什么(?:意思)?|主要职责|职能|职责(?:有哪些|是什么)|什么是"
)
_TROUBLE = re.compile(r"(?:存在(?:的|哪些|什么)?|有(?:哪些|什么|啥))(?:突出)?问题|短板|不足|改进(?:措施|建议)|打算怎么|怎么(?:补|改)")
"""Words for what is wrong and what is planned about it, whatever body or staff it is about."""
_NUMERIC = re.compile(
    r"多少|几(?:个|家|件|次|人|户|起|批|台|项|条|名|期|场|所|公里|亩|吨|万|亿|成|倍|分|位|百|千|处|辆|张|份|套|间|座|天|年|月)|"
    r"百分之几|第几|率|数量|[件户家人个批台条份场]数|金额|数额|总数|总额|总量|规模|面积"
)
_WHICH_BUREAUS = re.compile(
    r"哪(?:些|几个|几家|个|家)(?:局|单位|部门|地方|地区|市|县|区|区县|县市|委|厅|机构)|各(?:个)?(?:局|单位|部门|地|县|市|区|家)|"
    r"谁(?=.*(?:报|公布|披露|有))"
)


_OF_TWO_THINGS = re.compile(
    r"(?<![占同环对相评])比(?![例重率较赛值上去前]|年初|目标|预算|计划|往年|20\d\d|同期).{1,20}?(?:多|少|高|低|大|小|长|短)(?:出)?(?:花|用|支)?(?:了)?(?:多少|几|吗|$|[?？])|"
    r"哪(?:一)?(?:个|家|项|类|边)?(?:更)?(?:多(?!少)|高|大|(?<!多)少|低|小|快|慢)[,，、]|"
    r"减(?:掉|去)|扣(?:掉|除)(?!分)|" + _THAN_BUDGET
)
"""One thing put against another (民警比辅警少多少), not one year against the next."""


_PICKED = re.compile(
    r"(?:超过|高于|大于|多于|突破|达到|不低于|不到|低于|少于|小于|不足|不超过)[\d.一二三四五六七八九十百千万亿两零][^,，]{0,10}"
    r"的(?:局|单位|部门|地方)?(?:有)?(?P<how>哪|几|多少|谁|局|单位|部门|地方)"
)
"""Departments are picked by a bound on their figure (执行率低于98%的单位有哪些)."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the question words say: the intent and how its figures are to be put together."""

    intent: Intent
    operation: Operation | None = None
    descending: bool = True
    every_item: bool = False
    attained: bool | None = None
    full_score: bool | None = None


_OF_SCORES = re.compile(r"^(?!.*(?:指标|项目)).*(?:自评(?:总|得)?分|评价得分|综合得分|评级|自评等级)")


def form_of(text: str, several: bool, years: int) -> Form:
    """Read the form of a question in plain printed words; `several` says it names more than one department, `years` how many years."""
    if re.search(r"(?:多少|(?<!哪)几)(?:个|家)(?:局|部门|单位|地方)(?:报告|公布|披露|有|提到|写|说)", text):
        return Form("aggregate", "count")
    if _OF_SCORES.search(text) and _PICKED.search(text):
        return Form("target")
    if which_duty(text):
        return Form("spending")
    if picking := _PICKED.search(text):
        return Form("aggregate", "count") if picking["how"] in ("几", "多少") else Form("list")
    if _AUDIT.search(text) and not _TO_BE_MENDED.search(text):
        return Form("audit", "check" if OF_PARTS.search(text) else None)
    if (target := _target(text)) is not None:
        listed = re.search(r"多少|几|哪(?:些|几|个|一?项)", _WHY.sub("", text))
        return Form("passage") if _WHY.search(text) and not listed else target
    of_years = not several and _OVER_A_YEAR.search(text) and (_TREND.search(text) or _SAVED.search(text))
    if not of_years and years < 2 and _OF_TWO_THINGS.search(text) and (compared := _compare(text, several)) is not None:
        return compared
    added_up = JOINED.search(text) or (SUM.search(text) and not _TREND.search(text))  # each department's own year
    if several and added_up and not _COMPARE.search(text):
        return _single(text, several)
    if of_years or years > 1 or _TREND.search(text):
        return _trend(text, several, years)
    return _compare(text, several) or _single(text, several)


_TO_BE_MENDED = re.compile(r"存在(?:哪些|什么)?问题|毛病[^,，]{0,4}[,，].{0,8}(?:怎么|怎样|如何|打算|准备|办法|措施)")
"""What is wrong with the work and to be mended, not with the figures."""
_WHY = re.compile(r"为什么|为啥|为何|什么原因|原因(?:是|在)|why", re.IGNORECASE)
"""The reason why a target was missed is told in words."""


_SHORT_OF_FULL = re.compile(
    r"(?:没|未|不)(?:有|能)?(?:得|拿|是|打|评)?(?:到|够|足|满)?满分|非满分|(?:低于|不到|不足|少于|小于|差于|未到|没到)满分|(?:没|未)(?:有|能)?(?:得|拿|打)满(?!分)"
)


_NOT_DOCKED = re.compile(r"(?:没|未|不)(?:有|曾)?(?:被)?(?:扣|丢|失)(?:了|掉)?(?:一|任何)?分")
"""All points were given (没被扣分)."""


def _target(text: str) -> Form | None:
    if not _TARGET.search(text):
        return None
    missed = FELL_SHORT.search(text)
    met = not missed and re.search(r"(?:完成|达到|实现|超额)(?:了)?.{0,4}目标|目标.{0,3}(?:完成|达到|实现)了|超额完成|达标的", text)
    full = True if ("满分" in text and not _SHORT_OF_FULL.search(text)) or _NOT_DOCKED.search(text) else None
    if full is None and (re.search(r"扣(?:了|掉)?(?:多少|几)?分|被扣|[失丢]了?分", text) or _SHORT_OF_FULL.search(text)):
        full = False
    attained = False if missed else True if met else None
    if full is None and _YES_NO.search(text) and not re.search(r"哪(?![里儿])(?<!在哪)(?<!差哪)|几[个项]|多少|列出|都|全部|所有", text):
        return Form("target")
    listed = attained is not None or full is not None
    return Form("target", every_item=listed, attained=attained if listed else None, full_score=full)


def _trend(text: str, several: bool, years: int) -> Form:
    over_time = r"比(?:上|前|去)一?年|较(?:上|前|去)|同比|变化|趋势|逐年|年比|增长|下降|增幅|降幅"
    if several and not re.search(over_time, text) and (found := _compare(text, several)):
        return found
    rate = re.search(r"百分之|幅|率|几成|比例|%", text)
    return Form("trend", "rate_of_change" if rate else "change")


def _compare(text: str, several: bool) -> Form | None:
    if not _COMPARE.search(text) or (not several and not _WITHIN_ONE.search(text)):
        return None
    if re.search(r"几倍|多少倍|倍", text):
        return Form("compare", "times")
    if re.search(r"比(?:年初|调整后?的?|全年)?预算|减(?:掉|去)|扣(?:掉|除)", text):
        return Form("compare", "difference")
    apart = r"之差|差值|相差|差(?:了|着)?(?:多少|几|多大)|差额|差距|"
    apart += r"(?:多|少|高|低|大|小|长|短|快|慢|早|晚|领先|落后|超)(?:出|过)?(?:了)?(?:多少|几)|"
    apart += r"(?:多|少)(?:花|用|支|收|罚|投|发|办|有)(?:费|出|入|了)*(?:多少|几)"
    if re.search(f"{_MORE_OF}|{apart}", text):
        return Form("compare", "difference")
    low = bool(re.search(r"最(?:少|低|小)|哪.{0,14}(?:更)?(?:(?<!多)少|低|小)|从(?:少到多|低到高|小到大)", text))
    if re.search(r"从(?:多|高|大|少|低|小)|怎么排|排(?:个)?(?:序|名|行|名次)|依次", text):
        return Form("compare", "rank", descending=not low)
    return Form("compare", "min" if low else "max", descending=not low)


def _single(text: str, several: bool) -> Form:
    whose = bool(re.search(r"哪(?:些|几个|几家)(?:局|单位|部门|委|厅)|不含零", text))
    if _MEAN.search(text) and not whose:
        return Form("aggregate", "mean")
    if _SHARE.search(text) and re.search(r"占|比例|比重|份额|几成|百分之几", text):
        return Form("aggregate", "share")
    spent = _SPENT_ON.search(text)
    of_one = not several and not EVERY_ONE.search(text) and not _WHICH_BUREAUS.search(text) and not JOINED.search(text)
    if spent and of_one and len(_AN_ACCOUNT.findall(text[: spent.start()])) < 2:
        return Form("spending", "sum" if SUM.search(text) else None)
    if _summed(text, several, whose):
        return _sum(text, several)
    if _TROUBLE.search(text) and not _NUMERIC.search(text):
        return Form("passage")
    if _STRUCTURE.search(text):
        return Form("structure", every_item=bool(_LIST.search(text) or re.search(r"哪几|由哪", text)))
    if (_SPENDING.search(text) or which_money(text)) and not _WHICH_BUREAUS.search(text):
        return Form("spending")
    if _LIST.search(text) and not (_PASSAGE.search(text) and not _NUMERIC.search(text)):
        whose = bool(_WHICH_BUREAUS.search(text))
        listed = r"(?:列出|哪些|有哪|各类|分别).{0,14}(?:指标|专项|项目|类|种|率|机构)|(?:指标|专项|项目)(?:都|各|分别)?有(?:哪|什么)"
        plural = bool(re.search(listed, text)) and not re.search(
            r"哪些(?:局|单位|部门|地方)", text
        )
        return Form("list", every_item=plural or not (whose or several))
    if _PASSAGE.search(text) and not re.search(r"多少|几(?:个|家|件|次|人|户|起|批|台)", text):
        return Form("passage")
    return Form("lookup") if not several else Form("list")


def _summed(text: str, several: bool, whose: bool) -> bool:
    """Tell whether figures are wanted together; bodies by name with their number are not (有哪些事业单位，一共几个)."""
    if not several and _STRUCTURE.search(text) and BOTH_WAYS.search(text):
        return False
    return bool((SUM.search(text) and not whose) or (several and TOTAL_OF_SEVERAL.search(text)))


def _sum(text: str, several: bool) -> Form:
    """Return the form of a question for a sum: of what several duties cost spending, of anything else an aggregate."""
    if not several and by_duty(text) and re.search("花|用|投|钱|经费|资金", text):
        return Form("spending", "sum")
    return Form("aggregate", "sum", every_item=bool(EVERY_ONE.search(text)))
