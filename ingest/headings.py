"""Headings: numbering styles as levels, and titles as meanings (标题)."""

import re
from dataclasses import dataclass
from functools import lru_cache

HAN_NUMBER = "[一二三四五六七八九十百]+"

NUMBERING: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"^(第{HAN_NUMBER}(?:部分|章|篇|编))[、：:\s]*(.+)$")),
    (2, re.compile(rf"^({HAN_NUMBER}\s*[、.．])\s*(.+)$")),
    (3, re.compile(rf"^([（(]\s*{HAN_NUMBER}\s*[)）][、.．]?)\s*(.+)$")),
    (5, re.compile(
        r"^(\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2})?[、.．]?)\s*(?=[\u4e00-\u9fff“《])"
        r"(?![万亿千百元个件人次户家所公平米吨亩年月日天度分名倍台套批起条项])(.+)$")),
    (4, re.compile(r"^(\d{1,2}\s*[、.．])\s*(?=\D|(?:19|20)\d{2}年)(.+)$")),
    (4, re.compile(r"^(\d{1,2})[ \u3000]{2,}(?=[\u4e00-\u9fff])([^\s\d，。；]{2,20})$")),
    (6, re.compile(r"^([（(]\s*\d{1,2}\s*[)）][、.．]?|\d{1,2}[)）]|[⑴-⒇][、.．]?)\s*(.+)$")),
    (3, re.compile(r"^([㈠-㈩][、.．]?)\s*(.+)$")),
    (4, re.compile(r"^([⒈-⒛])\s*(.+)$")),
    (7, re.compile(r"^([①-⑳]|第[一二三四五六七八九十]{1,3}(?:[，、]|[条项][：:、\s\u3000]+))\s*(.+)$")),
)
"""Numbering styles with their usual depth; how deep one stands in a report is decided by where it first appears."""

MARKUP = re.compile(r"^(?:#{1,6}\s+|\*\*|[-•●▪◆■★·]\s*)+")
"""Markdown signs and stray bullets before a number or a title."""

_DIFFICULTIES = r"困难(?!群众|群体|职工|家庭|学生|人员|党员|企业|户|儿童|老人|残疾|对象|救助|毕业生)"
"""Difficulties, not those who are in them (困难群众救助情况)."""

_NOT_SOLVED = r"(?!(?:的)?(?:办理|解决|整治|化解|攻坚|排查|处置|整改)\S{0,2}(?:情况|成效|工作))"
"""Problems of others that were solved (突出问题整治情况) are work, not what the department admits."""

MEANINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("terms", re.compile(r"(?:名词|术语|专业名词|指标)(?:解释|说明|释义)$|大事记|填[报表]说明$")),
    ("remarks", re.compile(
        r"(?:需要|有关|其他|特别)(?:需要)?说明的?(?:其他|有关)?(?:问题|情况|事项)|^(?:其他|有关|特殊)(?:情况|事项)(?:的)?(?:说明)?$|"
        r"(?:上一?|以前|往)年度?.{0,8}整改(?:落实)?(?:情况|结果)|问题整改(?:落实|完成)?情况$|"
        r"^附.{0,4}[：:].*工作(?:打算|计划|要点|安排)|"
        r"预算安排(?:的)?建议|^关于.{2,12}问题$|征求意见|(?:特色|典型)(?:的)?(?:做法|案例|经验)|典型案例|工作程序|经验(?:及|和|与)做法$")),
    ("indicators", re.compile(
        r"^(?:产出|效益|效果|数量|质量|时效|成本|满意度|(?:经济|社会|生态)效益|可持续影响|服务对象满意度)指标(?!完成)")),
    ("disclosure", re.compile(r"结果.{0,6}(?:应用|运用)|公开情况|公开及|^结果公开")),
    ("problems", re.compile(
        rf"(?:存在|主要|突出|发现|面临).{{0,8}}(?:问题{_NOT_SOLVED}|不足|{_DIFFICULTIES}|短板)|问题.{{0,3}}(?:原因|不足|{_DIFFICULTIES})|"
        rf"^(?:问题{_NOT_SOLVED}|不足|{_DIFFICULTIES})|"
        r"^(?:短板|弱项)(?:与|和|及)?(?:不足|弱项)?$|偏差(?:和|与|及)不足|未(?:完成|达).{0,12}原因|偏差.{0,4}原因|偏离.{0,8}原因|"
        r"[扣失]分.{0,4}原因|改进的(?:问题|方面|地方)$|薄弱环节|制约因素|(?:风险|困难)(?:与|和|及)?挑战|"
        r"^[^的]{0,6}问题$|(?:关注|重视|解决)的问题$|(?:不足之处|不足|短板(?:弱项)?|困难|难点|差距)$")),
    ("measures", re.compile(
        r"改进(?!(?:工作|干部|机关|服务)*作风)|下一步|下步|下阶段|今后|努力方向|打算|^(?:有关|相关|工作|意见|对策)?(?:与|和|及)?建议|(?<!安排)建议$|"
        r"^对策|对策(?:建议)?$|"
        r"(?:明|下一?)年度?(?:的)?(?:重点|主要)?工作(?:安排|计划|思路|要点|任务|重点)|(?:后续|未来)(?:的)?(?:工作)?(?:安排|计划|展望|措施)|"
        r"^整改|整改(?:措施|方向|意见|打算)|(?:解决|对策|应对|完善)(?:的)?(?:措施|办法)|^措施|工作思路$")),
    ("money", re.compile(r"预算绩效管理(?:工作)?(?:开展)?(?:情况|$)")),
    ("evaluation", re.compile(
        r"(?:自评|评价)(?:工作)?(?:组织|开展|实施|总结)|绩效目标(?:管理|运行|监控)|绩效(?:运行)?(?:监控|管理)(?:工作)?(?:开展)?(?:情况|$)")),
    ("results", re.compile(
        r"绩效(?:目标|指标)?(?:的)?(?:实际)?(?:实现|完成|达成)|支出绩效(?:情况|分析|$)|(?:主要|取得的?|工作|项目|产出)(?:绩效(?!目标|指标)|成效|成绩|"
        r"业绩)|履职(?:完成|效果|效能|情况|效益|绩效)|"
        r"成效|成绩单|答卷|完成情况|(?<!资金)落实情况|(?:产出|效益|效果|满意度|绩效)(?:情况|分析|评价情况)|(?:职责|职能)履行|履行(?:职责|职能)|履职尽责|"
        r"目标(?:实现|完成)|亮点|(?:目标|绩效|综合)(?:责任制?)?考核(?:结果|情况)|执行效果|"
        r"(?:工作|项目|任务|改革|业务)(?:组织)?(?:开展|实施|推进|进展|落实)情况|(?:业务|主要)工作情况|工作(?:总结|回顾|总体情况)|"
        r"(?<!制度)(?<!经费)(?:建设|培训|救助|帮扶|改善|提升|攻坚|整治|解决|办理|保障)情况$|"
        r"^(?:项目|部门|履职)?产出(?:的)?(?:数量|质量|时效|进度|成本)|^(?:经济|社会|生态|环境)效益$|可持续(?:性|发展能力|影响)(?!指标)|满意(?:度|情况)$|"
        r"^(?:经济|效率|有效|效果|公平)性(?:分析|情况)?$|"
        r"^(?:已经?|未|尚未|没有)?(?:全部|如期)?(?:完成|实现|达到|达成)的(?:年度|绩效|工作|预期)*(?:目标|任务|指标)")),
    ("evaluation", re.compile(
        r"(?:评价|自评)(?:的)?(?:思路|结论|方法|工作|组织|过程|目的|依据|原则|对象|标准|得分|打分|结果|等级|情况|综述|表$)|"
        r"指标(?:体系|分析$)|评分|得分情况|^结论|(?:综合|总体)评价|管理效率|制度建设|"
        r"^(?:部门|项目|内部|单位)?(?:决策|过程|管理)(?:情况)?(?:分析)?$")),
    ("duties", re.compile(r"职能|职责|主要业务")),
    ("money", re.compile(r"人员(?:经费|支出)|(?:预算|决算|收支|资金)(?:的)?基本情况")),
    ("organisation", re.compile(
        r"机构|(?<!困难)(?<!特殊)(?<!流动)(?<!矫正)人员(?!培训)|(?:机构|人员)编制|^编制|编制人?数|单位构成|单位组成|组织架构|"
        r"人员及资产|决算单位|部门(?:构成|组成)|队伍(?:情况|现状|概况|构成|结构)|^(?:下属|直属|所属)(?:预算|事业)?单位(?:情况)?$"
    )),
    ("goals", re.compile(r"目标|工作任务|主要任务|重点(?:工作|任务)|工作计划|工作要点|主.?作任务|战略|中?长期规划|年度计划")),
    ("overview", re.compile(r"概况|概述|基本情况|基本信息|简介|简况|^项目(?:背景|(?:主要)?内容)|^(?:主要)?实施内容|立项情况")),
    ("money", re.compile(
        r"收支|收入|支出|预算|决算|三公|资金|钱从|花到哪|钱花|经费|财务|资产|采购|结转|结余|国有资本|基金|保障金|执行率|运行成本|成本控制")),
)
"""What a title announces. The order decides where a title names several things: 绩效目标完成情况 are results, 支出绩效 is not money."""

HEADING_NOUN = re.compile(
    r"(?:情况|概况|概述|职能|职责|问题|措施|建议|结论|思路|目标|任务|设置|设立|人员|构成|分析|成效|绩效|原因|体系|打算|计划|不足|方向|"
    r"资金|预算|支出|收入|编制|指标|说明|"
    r"依据|原则|方法|过程|得分|结果|应用|公开|经费|机构|简介|附件|附表)[)）]?$"
)
"""The nouns that titles end with (标题末词)."""

ANNEX = re.compile(
    r"附\s*[一二三四五六七八九十\d]{0,2}[：:.、]\s*[^。；，]{2,40}|附\s*件\s*[：:]\s*(?!\d[.、])[^。；，]{2,40}|"
    r"附\s*[件表录]\s*[\d一二三四五六七八九十]{1,3}(?:-\d)?(?:[：:.、\s].{0,40}[^。；;])?|附\s*[件表]"
)

FORM_TITLE = re.compile(
    r"(?:20\d\d年度?)?[\u4e00-\u9fff（）()“”]{2,30}(?:绩效)(?:目标)?(?:自评|自评价|评价|完成情况)(?:得分|打分|指标)?表(?:[（(]20\d\d年度?[)）])?"
)

FORM_LABEL = re.compile(
    r"[（(]?(?:预算|主管|实施|评价|自评价?|填报|申报|项目|部门|单位)*(?:部门|单位|名称|日期|时间|负责人|年度|代码|得分|"
    r"等级)(?:[（(].{1,6}[)）])?\s*[：:]|"
    r"(?:填表|联系|审核|制表|经办)人?(?:电话)?\s*[：:]|[（(]?(?:金额)?单位：|说明：|注："
)
"""What opens a line of a cover or a form's foot (封面、表头表尾栏)."""

SUBTITLED = re.compile(r"(?!负责|承担|组织)[\u4e00-\u9fff、“”]{2,14}[：:](?!负责|承担|组织|贯彻)[\u4e00-\u9fff、“”]{4,14}")
"""A title with a motto behind a colon (执法监管：让违法者痛、守法者赢)."""

DUTY_VERB = re.compile(
    r"^(?:负责|承担|承办|组织|拟订|拟定|起草|制定|制订|贯彻|指导|监督|统筹|协调|协助|参与|依法|会同|推进|推动|管理|统一|综合管理|开展|"
    r"实施|落实|完成|办理|研究|牵头|受理|配合|提出|搞好|做好|抓好|保障|维护|引导|宣传|处理)"
)
"""Verbs that open a duty or a task (职责动词): such a line is an item, not a title."""


STANDING_VERB = re.compile(r"^(?:负责|承担|承办|拟订|拟定|起草|贯彻|指导|参与|协助|会同|受理|组织实施|组织拟|统筹协调)")
"""Verbs of a standing duty only (三定方案用语)."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line that starts with a number: the style's usual depth, the number and what follows."""

    style: int
    number: str
    rest: str


def numbered(line: str) -> Numbered | None:
    """Return how a line is numbered, or None; Markdown signs and bullets before the number do not count."""
    clean = MARKUP.sub("", line.strip())
    for style, pattern in NUMBERING:
        m = pattern.match(clean)
        if m:
            return Numbered(style, m[1], m[2].rstrip("*").strip())
    return None


def heading_level(line: str) -> tuple[int, str, str] | None:
    """Return (style, number, title) of a numbered line that reads like a title, else None."""
    found = numbered(line)
    if found is None or not (_reads_like_title(found.rest) or (found.style in (2, 3) and SUBTITLED.fullmatch(found.rest))):
        return None
    return found.style, found.number, found.rest.rstrip("。：: ")


def _reads_like_title(text: str) -> bool:
    title = text.rstrip("。：: ")
    if not title or len(title) > 45 or title[-1] in "；;，,、" or re.search(r"[。；;！]", title):
        return False
    if re.search(r"[：:].", title) and not re.search(r"^[^：:]{2,12}[：:]从", title):
        return False
    verb = STANDING_VERB.match(title) if "，" in title else DUTY_VERB.match(title) if text.rstrip().endswith("。") else None
    if verb and not HEADING_NOUN.search(title):
        return False
    named = meaning_of(title) is not None and (HEADING_NOUN.search(title) is not None or "，" not in title)
    return len(title) <= 24 or named


def bare_title(line: str) -> str | None:
    """Return the title of a short line without number that names a section (部门概况), else None."""
    title = MARKUP.sub("", line.strip()).rstrip("*：: ").strip()
    if annex(title):
        return title
    plain = 2 < len(title) <= 20 and not re.search(r"[，。；;！？、\d：:]", title) and not DUTY_VERB.match(title)
    return title if plain and meaning_of(title) not in (None, "indicators") and HEADING_NOUN.search(title) else None


def annex(title: str) -> bool:
    """Tell whether a line announces an annex (附件1：…表) or is the title of a form behind the report (…绩效自评表)."""
    return ANNEX.fullmatch(title) is not None or FORM_TITLE.fullmatch(title) is not None


def run_in_title(rest: str) -> int:
    """Return the length of a title that runs into its text (“部门战略目标：切实保障…”), 0 where there is none.

    Only titles that name a section count; “审批再提速。…” is the head of an item.
    """
    m = re.match(r"([^。：:，；]{2,18})[：:。]\s*(?=.{5})", rest)
    if m is None or DUTY_VERB.match(m[1]) or not HEADING_NOUN.search(m[1]) or meaning_of(m[1]) in (None, "indicators"):
        return 0
    return m.end(1) + 1


@lru_cache(maxsize=16_384)
def meaning_of(title: str) -> str | None:
    """Return the meaning of a section title (a key of `MEANINGS`), or None."""
    flat = re.sub(r"\s", "", title)
    return next((meaning for meaning, pattern in MEANINGS if pattern.search(flat)), None)
