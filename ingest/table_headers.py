"""What a column's heading announces (栏名): the words by which the forms of finance bureaus name their columns."""

import re
from functools import lru_cache

BLANKS = re.compile(r"\s+")
YEAR = r"(?:(?:19|20)\d{2}年度?|上年度?|本年度?|当年|全年)"

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("level1", re.compile(r"一级(?:绩效)?指标(?:名称)?|一级|指标类[别型]|类别|指标类型|评价维度|维度")),
    ("level2", re.compile(r"二级(?:绩效)?指标(?:名称)?|二级|职能|指标分类|子类别?")),
    ("name", re.compile(
        r"[三四五]级(?:绩效)?指标(?:名称)?|三级|绩效指标(?:名称|内容)?|指标(?:名称|内容|项)?|(?:评价|考核|考评|具体|个性|共性|核心)"
        r"指标(?:名称)?|评价内容|考核内容|指标名")),
    ("target", re.compile(
        rf"{YEAR}?(?:绩效)?(?:年初|预期|计划|设定|预设|申报)?(?:绩效)?(?:指标值|目标值|预期值|计划值|标准值|指标目标值|绩效目标|预期目标|年度目标|"
        r"指标设定值|考核目标|计划完成值|预期指标值|计划数|目标|预期绩效目标|绩效标准)|(?:年度|年初|预期|计划|全年)?(?:设定)?(?:绩效)?(?:指标|目标)值"
        r"|年度总体目标|年初设定目标|预期指标|计划(?:完成)?(?:情况)?|指标值?标准|评价标准值")),
    ("actual", re.compile(
        rf"{YEAR}?(?:绩效)?(?:指标|目标)?(?:年末|年底|年度)?(?:实际)?(?:完成|达成|实现|执行(?!数))(?:指标)?(?:值|情况|结果|数)|(?:全年|年度|年末|本年|当年|年终)?实际(?:完成)?(?:指标)?值|"
        r"实际(?:完成|达到|实现|达成)(?:绩效)?(?:情况)?|目标(?:完成|实现)情况|(?:指标)?完成情况|自评完成情况|(?:全年|年度|年末|本年|当年|年终)(?:实际)?(?:完成|实现|达成)值?|实绩|实际|完成")),
    ("rate", re.compile(r"(?:预算)?(?:执行|完成|支出|使用|到位)(?:进度|比例|比率|率)|(?:预算|资金)?(?:执行|支出|到位|完成)率|"
        r".{0,4}控制率|完成比|(?:完成|占)(?:年初|全年)?预算(?:的)?(?:比例|百分比|比重|[%％])")),
    ("share", re.compile(r"占比|比重|占(?:总|本年)?(?:收入|支出|预算)?(?:的)?(?:比例|比重|百分比)|构成比例?")),
    ("change", re.compile(
        r"(?:决算|预算|支出|收入)?(?:同比|(?:与|较|比)(?:上年度?|去年|上期|年初|年初预算|调整预算|预算|决算|(?:19|20)\d{2}年度?)(?:数|决算数?|预算数?)?(?:相比)?)?"
        r"(?:增减|增长|变动|变化|增加|减少|增\(减\))(?:额|率|幅度?|情况|数|比例|百分比|金额|变化)?|"
        r"同比|增幅|差额|差异(?:率|额)?|增减变化")),
    ("weight", re.compile(
        r"(?:指标|三级|评价|考核|标准|满分|自评|设定|权重)?(?:分值|权重|满分|标准分|分数|权数)(?:权重|分值|值|分|比例)?|权重分?值?|标准分值|基准分|应得分|分值权重")),
    ("score", re.compile(
        r"(?:自评|评价|评定|考核|实际|最终|单位自评|部门自评|指标|绩效|自我评价|自评价|实评)?(?:得分|评分|打分|实得分|计分|评分值|得分值)(?:情况)?|"
        r"自评(?:得)?分(?:值|数)?|自评|实得分")),
    ("note", re.compile(
        r".{0,12}(?:原因|说明|备注|改进措施|整改措施|评分标准|评分依据|评分细则|评价标准|评分方法|评分规则|计分[方规].|指标解释|指标说明|扣分|"
        r"数据来源|佐证|依据|完成时限|评价要点|考核标准|指标性质|运算符号|计量单位|度量单位|指标方向|历史值|上年(?:完成|实际)值|责任(?:单位|科室|部门))"
        r".{0,12}|符号|性质|(?:单位|机构|编制|经费)(?:性质|类型|形式|级别|规格)|单位|方向|是否(?:达标|完成|核心指标).{0,2}")),
    ("year", re.compile(r"(?:19|20)\d{2}年度?|上年度?|本年度?")),
    ("number", re.compile(r"序号|编号|序")),
    ("item", re.compile(
        r"(?:单位|部门|预算单位|科目|任务|功能科目|支出功能科目|经济科目|项目|专项|资金|支出项目|收入项目|费用|收支)(?:名称|类别|来源|内容)|项目|科目|支出(?:功能)?分类|"
        r"资金(?:性质|用途|类型)|(?:主要|任务|工作|具体)内容|年度主要任务|经费(?:项目|类别|控制情况)|名称|单位|内容|预算单位|支出类别|收入类别|支出用途|收入来源|项目(?:支出)?(?:内容|类别)|费用类别|经费名称|类型|指标(?=$)")),
    ("measure", re.compile(
        r"(?:结转|结余)(?:至?下年度?|下一年度?)(?:使用)?(?:数|额|资金)?|(?:上年|年初|上年末|期初|年末|期末|本年|年终)(?:结转|结余|结转结余|结转和结余|滚存结余)(?:资金|数|额)?|(?:本年|当年|收入|支出)(?:收入|支出|合计|总计|总额)|"
        r"基本支出|项目支出|人员经费|公用经费|日常公用经费|财政拨款(?:收入|支出)?|一般公共预算(?:财政)?(?:拨款|收入|支出)?|政府性基金(?:预算)?(?:拨款|收入|支出)?|"
        r"国有资本经营(?:预算)?(?:拨款|收入|支出)?|其他(?:资金|收入|支出)|(?:核定|人员)*编制(?:人)?数|(?:年末|年底|期末)?(?:实际)?在职(?:人员|人)?数|(?:年末|年底|期末)?(?:实有|在编|在岗|离退休)(?:人员|人)?数|(?:.{0,4}年)?实际在职人数|"
        r"(?:批复|实际)规模|(?:预算|实际)投资|中央(?:财政)?资金|省级资金|市级资金|县级资金|地方资金|自筹资金|上级资金|本级资金")),
    ("money", re.compile(
        rf"{YEAR}?(?:年初|年度|财政|当年|调整后?|追加|累计|全部|批复|部门|市级|本级|一般公共)?(?:预算|决算|执行|支出|收入|到位|安排|下达|使用|拨付|实际支出|实际执行|调整|财政拨款|"
        r"实际到位|结转|结余|追加|申请|批复|实际使用)(?:安排|执行|支出|收入|批复|调整|下达|拨付)?(?:数|额|金额|资金|资金额|总额|总数|情况|合计)?|(?:项目|资金)?金额|"
        rf"{YEAR}(?:调整后?|年初|全年|年末)?(?:预算|决算|执行|支出|收入)(?:数|额)?|调整(?:后|预算)(?:预算)?(?:数|额)?|(?:项目|资金|专项)(?:总额|总投资)|投入(?:金额|资金)|(?:收入|支出)(?:预算|决算)(?:数|额|金额)?|合计|总计|小计")),
)
"""(kind, its headings), first match wins; the heading is matched whole, without blanks and bracketed remarks."""

FINER = ("target", "actual", "weight", "score")
"""Kinds that a finer name below a wide one may tell apart."""

PAIRED = ({"target", "actual"}, {"weight", "score"})
"""Kinds of two values that one column may print with a stroke between (目标值/完成值)."""

VALUED = re.compile(r"[：:]-?\d[\d,.]*(?:亿元|万元|元|%)?$")
"""A label with its value names no column (政府性基金拨款：260)."""

BRACKETED = re.compile(r"[（(【\[][^（()）】\]]*[)）】\]]")
UNIT = re.compile(r"(?:(?:金额)?单位[：:]?\s*|[（(])(人民币)?(亿元|万元|千元|百元|元)(?:[)）]|$|\s|，|、|；)")
LEVEL = re.compile(
    r"(?:产出|效益|效果|满意度?|成本|数量|质量|时效|进度|经济|社会|生态(?:环境)?|环境|可持续|可持续性|服务对象|受益对象|社会公众|投入|过程|决策|管理|履职|预算|资产|财务|人员|"
    r"部门|内部|项目|资金|绩效|业务|组织|整体|共性|个性|基本|运行|重点|职责|综合|服务|政策|社会化?|经济性|效率|公平|加分|扣分)[^，。；：\d]{0,12}?"
    r"(?:指标|成本|效益|影响|满意度|管理|效能|效率|履行|立项|目标|投入|实施|执行|情况|配置|项)?"
)
NUMBER = re.compile(r"[-−－]?\d[\d,，]*(?:[.．]\d+)?")
STANDARD_LEVEL = re.compile(
    r"(?:(?:项目)?(?:产出|效益|效果|满意度|成本|投入|过程|决策|管理|履职|预算执行|预算管理)(?:绩效)?(?:指标)?|(?:数量|质量|时效|进度|成本|经济|社会|生态|生态环境|环境)(?:效益|成本)?(?:指标)?|"
    r"可持续(?:发展|性)?影响(?:指标)?|(?:服务|受益|社会)?(?:对象|公众|群众)?满意度(?:指标)?|(?:履职效能|管理效率|履职效益|履职完成|履职效果|内部管理|共性指标|个性指标|预算编制|预算执行|"
    r"资产管理|财务管理|人员管理|项目管理|采购管理|运行成本|社会效应|可持续性|预算管理|信息公开|绩效管理|资金管理|项目立项|资金投入|绩效目标|组织实施|产出数量|产出质量|产出时效|产出成本|项目效益|"
    r"实施效益|整体效能|专项效能|重点工作任务完成|部门整体)(?:情况)?(?:指标)?)"
)
"""Names of first and second levels on the national and provincial forms."""


def bare(text: str) -> str:
    """Return a cell's text without blanks, line breaks and bracketed remarks: `产出指标\\n(50分)` -> `产出指标`."""
    return BRACKETED.sub("", BLANKS.sub("", text)).strip("：:*★（）()")


@lru_cache(maxsize=8192)
def kind_of(text: str) -> str | None:
    """Return the kind of a column from its heading (栏目性质), None where the words say nothing.

    Of a name and a finer one below it (指标值：完成值, 2022年：预算数) the finer counts where it is a column's own.
    """
    heading = bare(text)
    if not heading or len(heading) > 24 or VALUED.search(heading):
        return None
    if (pair := heading.split("/")) and len(pair) == 2 and (kinds := {kind_of(half) for half in pair}) in PAIRED:
        return "target" if "target" in kinds else "score"
    if (joined := re.fullmatch(r"(.{2,12}?)[及和与、](?:自评)?得分", heading)) and kind_of(joined[1]) == "actual":
        return "actual"
    upper, _, lower = re.split(r"[=＝]", heading)[0].replace(":", "：").partition("：")
    wide, fine = (next((kind for kind, pattern in KINDS if pattern.fullmatch(part)), None) for part in (upper, lower))
    return fine if fine in FINER or (fine is not None and wide == "year") else wide


def is_header(texts: tuple[str, ...], *, loose: bool = False) -> bool:
    """Tell whether a row names columns: every cell but a side label is a column's name, and at least two say different things.

    Loosely, a short word that is no known heading may stand among three that are (使用方向).
    """
    filled = [t for t in texts if t.strip()]
    if len(filled) < 2:
        return False
    kinds = [kind_of(t) for t in filled]
    known = [k for k in kinds if k is not None]
    unknown = [t for t, k in zip(filled, kinds, strict=True) if k is None]
    if len(set(known)) < 2 and not (len(known) >= 2 and set(known) <= {"money", "measure"} and len(set(map(bare, filled))) >= 2):
        return False
    side = unknown == filled[:1] and len(bare(filled[0])) <= 24 and not NUMBER.search(bare(filled[0]))
    plain = loose and len(known) >= 3 * len(unknown) and not any(re.search(r"[\d。，]", t) or len(bare(t)) > 8 for t in unknown)
    return not unknown or (side and len(known) >= 2) or (plain and len(set(known)) >= 2)


def refines(upper: tuple[str, ...], lower: tuple[str, ...]) -> bool:
    """Tell whether a row of names stands under a heading row and parts its wide columns (预算数: 总额, 其中：财政拨款)."""
    filled = [low for low in lower if low]
    return (
        len(upper) == len(lower) and "" in lower and len(filled) >= 2 and not any(NUMBER.search(bare(t)) or len(t) > 16 for t in filled)
        and any(not up and low for up, low in zip(upper, lower, strict=True))
        and all(kind_of(low) is not None or re.match(r"其中|总额|财政|小计|金额|数额|资金|本级|上级", bare(low)) for low in filled)
    )


def is_level(text: str) -> bool:
    """Tell whether a cell names a level of the usual indicator hierarchies (一、二级指标名)."""
    return STANDARD_LEVEL.fullmatch(bare(text)) is not None


def is_number(text: str) -> bool:
    """Tell whether a cell holds a bare number, as weights and scores do; points may stand in a phrase (完成得0.5分)."""
    flat = BLANKS.sub("", text)
    return NUMBER.fullmatch(flat) is not None or re.fullmatch(r"\D{0,6}[\d.]+分?[)）]?", flat) is not None


def money_unit(text: str) -> str | None:
    """Return the unit of money that a heading states (单位：万元)."""
    found = UNIT.search(text)
    return found[2] if found else None
