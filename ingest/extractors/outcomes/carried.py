"""Numbers that plainly go on from what was told before (成效承接): a fund's payments, a case's fine, the dead of an accident."""

import re
from collections.abc import Callable

from ingest.extractors.outcomes.context import NO_COUNT, RATE, Context, Named, own
from ingest.extractors.outcomes.rows import chain_of
from ingest.extractors.outcomes.verbs import starts_with_verb, tokens
from ingest.extractors.outcomes.words import VERBS

_BENEFIT = re.compile(
    r"(?:受益|惠及|参与|(?:指导)?就餐|参演|参会|覆盖|参加|服务|带动|享受|涉及|受众|受教育|参训|参赛|参演|观众|吸引)"
    r"(?:\S{0,2}(?:学生|师生|学校|教师|群众|居民|村民|农户|农民"
    r"|企业|商户|市场主体|经营主体|家庭|人口|对象|职工|老人"
    r"|老年人|儿童|患者|游客|市民|群体|人员|人数)|人|户|家)?$|提供(?:就业)?岗位$")
_ATTRIBUTE = ("床位", "学位", "座位", "车位", "泊位", "停车位", "藏书", "馆藏", "库容", "总库容", "装机", "装机容量", "工位", "席位",
              "到位资金", "协议资金", "合同金额", "标的额", "放款", "放款金额", "授信额度", "金额", "支出",
              "支出金额", "涉及金额", "涉及资金",
              "成交价款", "成交金额", "成交额", "出让价款", "涉及税款",
              "面积", "总面积", "建筑面积", "原值", "价值", "货值", "案值", "总价值")
_SERVES = ("对外服务", "对外开放", "提供服务", "开放共享", "运行")
_BY_WHOM = re.compile(r"(?P<what>\S{4,14}?)(?:覆盖|惠及|涉及|受益)(?!率)")
_PROVIDED = ("%", "元", "起", "亩", "公里", "宗", "座", "处", "家", "个", "项", "所", "处", "场", "场次", "期", "次")
_YIELD = re.compile(r"(?:覆盖|参与)率$|(?:资金|金额)$")
_OF_FUND = re.compile(r"(?:总)?(?:收入|支出|(?:当期|当年|累计|滚存|年末)?结余(?:可支付)?)")
_HURT = ("死亡", "受伤", "伤亡", "死亡失踪", "失踪", "重伤")
_HANDED_OVER = re.compile(r"移送(?:司法|公安|检察|纪检监察|纪检)(?:机关|部门)?")
_INVESTMENTS = ("总投资", "投资", "投资额", "总投资额", "协议投资", "计划总投资", "概算总投资", "合同投资")
_SPARED = re.compile(r"(?:减免|节省|节约|降低|减轻)(?:各类|相关|办事|企业)?(?:费用|成本|开支|负担|支出)?")
_RETURNED = re.compile(r"(?:返还|退还|追回|追缴|冻结|止付)(?:群众|企业|消费者|涉案)?(?:资金|赃款|款项|损失|现金)")
_GIVEN = re.compile(
    r"(?:奖励|补助|补贴|资助|奖补|扶持|支持)(?:企业|单位|个人|项目|人员|农户|商户|家庭|学生|群众|创业者|经营主体|市场主体|机构|合作社)?"
)
_SUM_OF = re.compile(r"(?:奖励|补助|补贴|奖补|扶持)?(?:资金|金额|奖金|经费|款项)$")
_PAID_OUT = re.compile(r"(?:兑付|兑现|发放|支付|拨付)(?:举报)?(?:奖金|奖励|奖励金|补偿金?|赔偿金?)(?:金额)?")
_PAYS = re.compile(r"奖励|举报|征收|征地|拆迁|赔偿")
_READ = re.compile(r"(?:总|累计)?(?:话务|阅读|点击|浏览|访问|播放|下载|关注|转发)量")
_PENALTIES = ("罚款", "罚没款", "罚没", "罚没金额", "涉案金额", "涉案货值", "案值", "货值", "收缴罚没款", "罚款金额")
_PUNISHED = re.compile(r"案|处罚|查处|违法|违规|侵权")
_DOING = re.compile(r"(?<=..)(?:实现|完成|发放|达到|拥有|兑现)")
_AT_EVENT = re.compile(r"(?:现场|意向|协议|合同|成功|达成|当场)?(?:签约|签订|达成|成交|协议|意向)\S{0,6}")
_EVENT = re.compile(r"(?:展会|展|展销|展示|展览|会|节|周|论坛|洽谈|推介|招商|对接)$")
_LONE_RATE = re.compile(r"[\u4e00-\u9fff]{2}率")
DOCUMENTS = re.compile(r"(?:决定书|通知书|意见书|建议书|文书|提示函|责令书)$")


def carried(core: str, context: Context) -> str:
    """Return what a metric of a plain form goes on from, or an empty text."""
    return next((told for rule in _RULES if (told := rule(core, context))), "")


def _event(core: str, context: Context) -> str:
    """参加推介会，现场签约项目7个: what was signed there is the event's."""
    if not _AT_EVENT.fullmatch(core) or not _EVENT.search(context.lead):
        return ""
    return re.sub(r"^(?:参加|参与|举办|承办|组织)+", "", context.lead)


def _fund(core: str, context: Context) -> str:
    """医保基金收入3亿元，支出2亿元，当期结余1亿元: payments and balance are those of the fund told before."""
    if not _OF_FUND.fullmatch(core):
        return ""
    told = next((n.core for n in reversed(context.sentence) if "基金" in n.core), "")
    return told[: told.rindex("基金") + 2] if told else ""


def _case(core: str, context: Context) -> str:
    """Return the penalty or the kind of case told last, for what was fined or seized is its, not that of a document."""
    if core not in _PENALTIES and not _HANDED_OVER.fullmatch(core) and not _RETURNED.fullmatch(core):
        return ""
    told = next((n for n in reversed(context.sentence) if _PUNISHED.search(n.core) and not n.unit.endswith(NO_COUNT)), None)
    if told is None:
        return ""
    rest = re.sub(r"^.*等(?=各类|违法)", "", DOCUMENTS.sub("", told.about or told.core[len(told.verb) :]))
    return rest if own(rest) or len(rest) >= 4 else told.core


def _hurt(core: str, context: Context) -> str:
    """事故2起、死亡1人: the dead are those of the accident told last."""
    if core not in _HURT:
        return ""
    return next((n.core[len(n.verb) :] for n in reversed(context.sentence) if "事故" in n.core or "灾" in n.core), "")


def _invested(core: str, context: Context) -> str:
    """签约项目58个…总投资261亿元: the investment is that of the projects told last."""
    if core not in _INVESTMENTS:
        return ""
    told = next((n for n in reversed(context.sentence) if n.core.endswith(("项目", "工程"))), None)
    if told is None:
        return ""
    rest = told.about or told.core[len(told.verb) :]
    return rest if own(rest) else told.core


def attribute(core: str, context: Context) -> str:
    """Return what a bed, a seat or a reading belongs to: that which was counted just before."""
    previous = context.previous()
    if previous is None:
        return ""
    if _READ.fullmatch(core):
        return RATE.sub("", previous.core[len(previous.verb) :])
    told = next((n for n in reversed(context.sentence) if not n.unit.endswith(NO_COUNT)), None) if core in _SERVES else previous
    if told and core in (*_ATTRIBUTE, *_SERVES) and not told.unit.endswith(NO_COUNT):
        return told.core[len(told.verb) :]
    return ""


def lone_rate(core: str, context: Context) -> str:
    """通客车的村412个，通达率96%: what was counted last, parts and rates aside, where its name is short."""
    previous = context.previous()
    if not _LONE_RATE.fullmatch(core) or previous is None or previous.core.endswith(core[:2]):
        return ""
    told = next((n for n in reversed(context.sentence) if not n.part and not n.core.endswith("率") and not _counts_money(n, core)), None)
    if told is None or RATE.search(told.core):
        return ""
    rest = re.sub(r"(?<=..)(?:人数|数量|数)$", "", told.about or told.core[len(told.verb) :]).removeprefix(core[:2])
    rest = re.sub(r"(?<=..)(?:惠及|覆盖|带动)\S*$", "", rest)
    return rest if own(rest) and (len(rest) <= 8 or core[:2] in rest) else ""


def _counts_money(named: Named, core: str) -> bool:
    return "元" in named.unit and core[:2] not in named.core


def programme(core: str, context: Context) -> str:
    """发放津贴4326万元，惠及教师5800人: who benefits or takes part is named with what they benefit from."""
    if not _BENEFIT.match(core) or len(core) > 10:
        return ""
    previous = context.previous()
    if previous is None:
        return context.lead if 2 < len(context.lead) <= 16 else ""
    if previous.verb and _BENEFIT.match(previous.verb):
        return ""
    head = _BY_WHOM.match(previous.core)
    if head and own(head["what"]):
        return head["what"]
    acts = all(word in VERBS for word in tokens(previous.core)) and 4 <= len(previous.core) <= 9  # 应急疏散演练 is all verbs
    if acts:
        return re.sub(r"^(?:组织|开展|举办|举行|实施|完成)+(?=\S{4,})", "", previous.core)
    rest = previous.core[len(previous.verb) :] if previous.verb else _DOING.split(RATE.sub("", _YIELD.sub("", previous.core)))[0]
    further = previous.core[len(chain_of(previous.core)) :]  # 引进推广新技术
    rest = further if previous.verb and len(further) >= 3 and rest.endswith(further) and bool(own(further)) else rest
    rest = re.sub(r"^[和及与、]|^\S{2,}(?:开展|举办|组织)(?=\S{2,})", "", rest)
    rest = rest[len(starts_with_verb(rest)) :] if len(rest) > 8 else rest
    if context.lead and rest.endswith(context.lead):
        return context.lead
    if core.endswith("岗位") and re.search("岗位|“", previous.core):
        return ""
    return rest if previous.unit.endswith(_PROVIDED) and own(rest) and len(rest) <= 16 else ""


def _awarded(core: str, context: Context) -> str:
    """兑现质量奖奖金320万元，奖励企业28家: who was given money is named with what they were given."""
    previous = context.previous()
    if previous is None or not previous.unit.endswith("元") or not _GIVEN.fullmatch(core):
        return ""
    rest = _SUM_OF.sub("", previous.core[len(previous.verb) :])
    return rest if own(rest) and len(rest) <= 16 else ""


def _paid(core: str, context: Context) -> str:
    """办结举报奖励案件41件，兑付奖金6万元: what was paid out is paid for what was counted before."""
    previous = context.previous()
    if previous is None or previous.unit.endswith(NO_COUNT) or not _PAID_OUT.fullmatch(core) or not _PAYS.search(previous.core):
        return ""
    return previous.about or previous.core[len(previous.verb) :]


def _received(core: str, context: Context) -> str:
    """公务接待费1.3万元（接待23批次）: those received are the guests paid for."""
    previous = context.previous()
    told = re.search(r"\S*(?:公务|国内|外宾)接待(?=费)", previous.core) if previous and core == "接待" else None
    return told.group() if told else ""


def _saved(core: str, context: Context) -> str:
    """免费检定计量器具1.3万台，减免费用97万元: what was spared was spared by the act told before."""
    previous = context.previous()
    if previous is None or not _SPARED.fullmatch(core) or not previous.verb or previous.unit.endswith(NO_COUNT):
        return ""
    return previous.core if len(previous.core) <= 14 else ""


_RULES: tuple[Callable[[str, Context], str], ...] = (_event, _fund, _hurt, _case, _invested, _received, _saved, _awarded, _paid)
