"""What a bare number is about (成效主语): how a metric takes its subject from what was read before."""

import re

from ingest.extractors.outcomes.carried import DOCUMENTS, attribute, carried, lone_rate, programme
from ingest.extractors.outcomes.context import NO_COUNT, RATE, Context, Named, join, own, plain
from ingest.extractors.outcomes.verbs import ends_with_verb, starts_with_verb, tokens
from ingest.extractors.outcomes.words import COMPOUNDS, GENERIC_NOUNS, RATE_SUBJECT, RATE_WORDS, VERBS

_EVERYWHERE = re.compile(r"(?:实现|做到)?(?:[县市区镇乡村（(、）)]|街道|社区|行政村|学校)+(?:全覆盖|覆盖)")
_MEASURE = re.compile(r"(?:播种|种植)?面积$|总?产量$|总量$|总?数量?$")
_RIGHTED = ("解决", "办结", "化解", "销号", "答复", "回复", "办复", "整改", "整治", "消除", "治理", "已整改", "闭环")
_FUNDED = re.compile(r"投入[\u4e00-\u9fff]{2,}资金$")
_EQUIPPED = ("成立", "组建", "出动", "抽调", "配备", "派出", "选派", "组成")
_ACCOUNTABLE = (
    "刑事拘留", "行政拘留", "批准逮捕", "移送起诉", "立案", "处分", "问责", "约谈", "留置", "刑拘", "逮捕", "批捕", "起诉", "追责", "诫勉",
    "通报",
)
_PRESENT = re.compile(r"(?:全[国省市县区州旗镇乡])?(?:现有|实有|党支部|党员)")
_ASKED = re.compile(r"(?:办事|来访|信访|服务)?(?:群众|市民|公众|社会公众|当事人|企业|企业群众|服务对象|诉求人)(?:对?办理(?:结果)?)?")
_ASKING = re.compile(r"诉求|投诉|举报|工单|热线|信访|留言|提案|建议|咨询|办件")
_OF_TIME = re.compile(r"(?:按期|按时|平均|任务|总体|整体|综合|及时|年度|动态|有效)?")
_OF_MONEY = re.compile(r"执行|到位|兑现|兑付|支付|拨付|完成|发放|占|比|增|使用|回收")
_HANDLED = ("案件", "工单", "诉求", "线索")
_LASTS = ("小时", "分钟", "天", "日")
_VOICES = ("投诉", "举报", "咨询", "求助", "诉求", "信访", "建议")
_SAFETY = re.compile(r"(?:发现|排查|查出|揪出|整改|整治|消除|排除|治理|排查整改|排查整治)安全隐患")
_USED = re.compile(r"(?P<what>\S{2,}?)(?:生产|经营|使用|运营|、|和)+(?:单位|企业)")
"""特种设备使用单位: the hazards found there are those of the thing."""

_SAFE = re.compile(r"(?P<what>(?!安全|生产)[\u4e00-\u9fff]{2,8}?)(?:产品)?(?:质量)?安全(?:监管|方面|工作|保障)?")
"""特种设备安全。… opens what is told of that thing's safety."""

_PUNISHES = ("立案", "查处", "处罚", "查办", "罚款", "罚没")
_FOUND_THERE = (*_PUNISHES, "责令", "约谈", "警告", "下架", "查封", "关停", "取缔")
_CAMPAIGN = re.compile(r"(?:整治|检查|行动|执法|治理|专项|”)$")
_SERVED = re.compile(r"居民|村民|市民|群众|老人|老年人|学生|患者|妇女|儿童|职工|农户|商户|游客|学员")
_NOUN_LIKE = ("组织", "服务", "建设", "保障", "保护", "项目")  # verbs that head a noun as well: 社会组织


def subject_of(core: str, unit: str, context: Context) -> str:
    """Return what a metric without a subject of its own is about, or an empty text."""
    if told := carried(core, context):
        return told
    if _SAFETY.fullmatch(core):
        used = _USED.fullmatch(_first_object(context))
        of = used or _SAFE.fullmatch(context.opening.rstrip("。：:"))
        if of or not (context.fresh or context.strong):
            return of["what"] if of else ""
    received = core.startswith("接待") and context.actor and context.sentence  # by the body told, not by its books
    if core in _VOICES or received or _is_whole(core, unit, context):
        return ""
    return attribute(core, context) or programme(core, context) or _generic(core, unit, context)


def _generic(core: str, unit: str, context: Context) -> str:
    """Return what a metric of verbs and general nouns is about, or that of a rate without its own subject."""
    words = [w for w in _words(core) if w not in GENERIC_NOUNS and w not in VERBS and w not in RATE_WORDS]
    if core.endswith(COMPOUNDS):
        return ""
    rate = RATE.search(core)
    if rate and (rate.start() >= 2 or _OF_TIME.fullmatch(core[: rate.start()])):
        return _rated(core[: rate.start()], rate.group(), context)
    if told := lone_rate(core, context):
        return told
    if told := _of_lead(core, context) or _everywhere(core, context):
        return told
    verbs_only = core in VERBS or (bool(core) and all(word in VERBS for word in tokens(core)))
    if not verbs_only and len("".join(words).strip("数率的了")) >= 2:
        return ""
    return _near(core, unit, context, verbs_only)


def _words(core: str) -> tuple[str, ...]:
    """Return the words of a phrase; a verb that the tokenizer parts (约 谈) stays whole before a single noun."""
    verb = starts_with_verb(core)
    rest = core[len(verb) :]
    return (verb, rest) if verb in VERBS and rest in GENERIC_NOUNS and tokens(core)[:1] != (verb,) else tokens(core)


def _everywhere(core: str, context: Context) -> str:
    """选派农技员160人次，实现9个县全覆盖: what reached every place is what was sent or set up first."""
    if not _EVERYWHERE.fullmatch(core) or not context.sentence:
        return ""
    first = context.sentence[0]
    rest = first.about or first.core[len(first.verb) :]
    return rest if own(rest) and len(rest) <= 12 else ""


def _of_lead(core: str, context: Context) -> str:
    """开展家庭医生签约，签约居民3万人: the people of the act that the sentence began with."""
    verb = starts_with_verb(core)
    served = verb and (core[len(verb) :] in GENERIC_NOUNS or _SERVED.fullmatch(core[len(verb) :]))
    return context.lead if served and not context.sentence and context.lead.endswith(verb) and context.lead != verb else ""


def _rated(head: str, rate: str, context: Context) -> str:
    """Return the subject of a rate that the context tells; a head that names one of its own needs none."""
    if _ASKED.fullmatch(head):
        return next((_asked(n) for n in reversed(context.sentence) if _ASKING.search(n.core) and not RATE.search(n.core)), "")
    if (previous := context.previous()) and head and head == previous.verb and rate in ("成功率", "合格率", "通过率"):
        return previous.core[len(head) :]  # 调解纠纷2136件，调解成功率98%
    return _rate_subject(rate, context) if _OF_TIME.fullmatch(head) else ""


def _is_whole(core: str, unit: str, context: Context) -> bool:
    """Return whether a metric says all of itself: a measure, a long noun phrase, people held to account."""
    previous = context.previous()
    if previous and core[-2:] in ("面积", "里程", "长度") and core[:-2] in VERBS and core[:-2] in previous.core:
        return False  # 完成老旧小区改造12个，改造面积26万平方米
    if len(core) >= 4 and core.endswith(("里程", "面积", "总值", "吞吐量", "周转量")) and core not in GENERIC_NOUNS:
        return True
    if len(core) >= 6 and not starts_with_verb(core) and not RATE.search(core):
        return True
    return bool(_FUNDED.match(core)) or core.startswith("立案审查") or (core in _ACCOUNTABLE and unit in ("人", "名"))


def _near(core: str, unit: str, context: Context, verbs_only: bool) -> str:
    """Return the object of the number before, of what the sentence began with, of its lead or of its title."""
    whole = context.whole if verbs_only and context.whole is not None and context.whole.unit == unit else None
    previous = whole or context.previous()
    rest = (previous.about or previous.core[len(previous.verb) :]) if previous else ""
    rest = "" if DOCUMENTS.search(rest) else rest
    if previous and verbs_only and core.startswith(_RIGHTED) and rest.endswith(("隐患", "问题")) and len(rest) <= 8:
        return rest
    if previous and verbs_only and previous.unit == unit and "元" not in unit and (own(rest) or len(rest) >= 4 or rest in _HANDLED):
        tail = ends_with_verb(rest)
        return rest if tail in _NOUN_LIKE or tail in _VOICES else rest.removesuffix(tail) or rest
    if verbs_only and (searched := _searched(core, previous, context)):
        return searched
    if verbs_only and (same := _same_unit(unit, context)):
        return same
    if again := _again(core, unit, context) or _publicised(core, context):
        return again
    if previous and len(core) > 2 and previous.core.endswith(core[:2]):
        return plain(previous)
    lead = context.lead if len(context.lead) <= 16 or not context.title else ""
    said = context.strong if context.fresh and (verbs_only or not context.sphere) else ""
    title = "" if context.actor and verbs_only else context.title
    for candidate in (said, _first_object(context), context.strong, lead, title):
        if candidate and candidate not in core and "的" not in candidate:
            return candidate
    return ""


def _rate_subject(rate: str, context: Context) -> str:
    wanted = RATE_SUBJECT.get(rate.removeprefix("按期").removeprefix("按时")) or RATE_SUBJECT.get(rate)
    if context.lead and (not wanted or re.search(wanted, context.lead)) and not context.sentence:
        return context.lead
    earlier = [*context.earlier, *context.sentence]
    again = any(n.core.endswith(rate) for n in context.sentence)  # told of the whole already: now it is the part's
    for named in reversed(earlier[-6:]):
        reached = bool(named.about) and named.core.endswith("的" + named.about) and rate[:2] in named.core  # 12家考核优良，优良率
        words = named.about if reached else _asked(named)
        if (named.part and len(earlier) > 1 and not again) or ("元" in named.unit and not _OF_MONEY.match(rate)):
            continue
        if not words or RATE.search(words) or words.endswith("率"):
            continue
        if not wanted or (re.search(wanted, words) and ("不合格" not in words or "不合格" in wanted)):
            rest = words.removeprefix(rate.removesuffix("率"))  # 整改隐患 + 整改率: the verb stands once
            words = rest if len(rest) >= 2 else words
            at = words.find(rate[:2]) if rate in ("签约率", "参保率", "参与率", "接种率", "优良率") else -1
            words = words[:at] if at >= 2 and not words.endswith(rate[:2]) else words  # 家庭医生签约居民 + 签约率
            subject = context.strong or (context.title if len(words) <= 4 and not own(words) else "")
            return join(subject, words) if subject and subject not in words else words
    same = next((n for n in reversed(context.sentence) if rate[:2] in n.core and not n.core.endswith("率")), None)
    near = (_asked(same).removesuffix(rate[:2]) if same else "") or context.strong or context.lead or _last_object(context)
    return near or context.title


def told_by(core: str, subject: str) -> bool:
    """协助征地拆迁 and 完成征地: a metric whose own object stands in the subject needs it no more."""
    rest = core[len(starts_with_verb(core)) :]
    return len(rest) >= 2 and rest != core and rest not in GENERIC_NOUNS and rest in subject and bool(starts_with_verb(subject))


def _asked(named: Named) -> str:
    """接到12345转办工单 → 12345转办工单."""
    return re.sub(r"^(?:共|累计)?(?:接到|收到|接收|承办|办理|受理|处理|处置|办结|回复|答复)(?:各类)?", "", plain(named))


def _same_unit(unit: str, context: Context) -> str:
    """发现违法用地58宗、面积213亩，立案31宗: of verbs alone the object is what was counted last in the same unit."""
    if unit.endswith(NO_COUNT):
        return ""
    told = next((n for n in reversed(context.sentence) if n.unit == unit), None)
    rest = (told.about or told.core[len(told.verb) :]) if told else ""
    return rest if own(rest) and not DOCUMENTS.search(rest) else ""


def _searched(core: str, previous: Named | None, context: Context) -> str:
    """对9座加油站开展专项检查，立案1起: what was found in a search is told of it, as is what a campaign led to."""
    if previous and previous.about and core.startswith(_FOUND_THERE) and len(previous.core) <= 18:
        act = previous.core.removesuffix(previous.about)
        if act != previous.core and _CAMPAIGN.search(act):
            return previous.about + act
    return context.lead if core.startswith(_PUNISHES) and _CAMPAIGN.search(context.lead) and "、" not in context.lead else ""


def _again(core: str, unit: str, context: Context) -> str:
    """建成农田6万亩…累计建成43万亩: the object of the same verb, counted in the same unit shortly before."""
    told = (*context.earlier, *context.sentence)[-6:]
    last = next((n for n in reversed(told) if n.verb == core and n.unit.lstrip("万亿") == unit.lstrip("万亿")), None)
    rest = last.core[len(last.verb) :] if last else ""
    return rest if own(rest) else ""


def _publicised(core: str, context: Context) -> str:
    """开展法治宣传260场，发放宣传资料4万份: what was handed out at an event told before."""
    if "宣传" not in core:
        return ""
    told = next((n for n in reversed(context.sentence) if "宣传" in n.core and n.verb and len(plain(n)) >= 4), None)
    return plain(told).removesuffix("活动") if told and len(plain(told)) <= 12 else ""


def _last_object(context: Context) -> str:
    """Return what was counted last in the sentence, money, rates and parts aside, where its name is short."""
    told = next((n for n in reversed(context.sentence) if not n.part and not n.unit.endswith(NO_COUNT)), None)
    rest = _asked(told) if told else ""
    return rest if 2 <= len(rest) <= 10 and own(rest) and not RATE.search(rest) else ""


def _first_object(context: Context) -> str:
    for named in context.sentence:
        if _PRESENT.match(named.core) or named.verb.startswith(_EQUIPPED):
            continue
        rest = _MEASURE.sub("", named.about or named.core[len(named.verb) :]) or "、"
        if (named.unit.endswith(NO_COUNT) and not rest.endswith("规模")) or named.unit.endswith(_LASTS):
            continue
        rest = rest.removesuffix("规模")
        listed = "、" in rest or rest[:1] in ("", "和", "及")
        if not listed and not DOCUMENTS.search(rest) and own(rest) and len(rest) <= 14 and not RATE.search(rest):
            return rest
    return ""
