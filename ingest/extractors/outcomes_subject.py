"""What a bare number is about (成效主语): the context that sentences leave behind, and how a metric takes its subject from it."""

import re
from dataclasses import dataclass, field

from ingest.extractors.outcomes_clauses import ends_with_verb, starts_with_verb, tokens
from ingest.extractors.outcomes_words import COMPOUNDS, GENERIC_NOUNS, RATE_SUBJECT, RATE_WORDS, VERBS

_MEASURE = re.compile(r"(?:播种|种植)?面积$|总?产量$|总量$|总?数量?$")
_BENEFIT = re.compile(r"(?:受益|惠及|参与|覆盖|参加|服务|带动|享受|涉及)(?:\S{0,2}(?:学生|学校|教师|群众|居民|村民|农户|农民"
    r"|企业|商户|家庭|人口|对象|职工|老人"
    r"|老年人|儿童|患者|游客|市民|群体|人员|人数)|人|户|家)?$")
_ATTRIBUTE = ("床位", "学位", "座位", "车位", "泊位", "停车位", "藏书", "馆藏", "库容", "总库容", "装机", "装机容量", "工位", "席位",
              "到位资金", "协议资金", "合同金额", "标的额", "放款", "放款金额", "授信额度", "价值", "货值", "案值", "总价值")
_BY_WHOM = re.compile(r"(?P<what>\S{4,14}?)(?:覆盖|惠及|涉及|受益)(?!率)")
_PROVIDED = ("%", "元", "家", "个", "项", "所", "处", "场", "场次", "期", "次")
_YIELD = re.compile(r"(?:覆盖|参与)率$|(?:资金|金额)$")
_RIGHTED = ("整改", "整治", "消除", "治理", "已整改", "闭环")
_FUNDED = re.compile(r"投入[\u4e00-\u9fff]{2,}资金$")
_ACCOUNTABLE = ("立案", "处分", "问责", "约谈", "留置", "刑拘", "逮捕", "批捕", "起诉", "追责", "诫勉", "通报")
_PRESENT = re.compile(r"(?:全[国省市县区州旗镇乡])?(?:现有|实有|党支部|党员)")
_DOING = re.compile(r"(?<=..)(?:实现|完成|发放|达到|拥有|兑现)")
_ASKED = re.compile(r"(?:办事|来访|信访|服务)?(?:群众|市民|公众|社会公众|当事人|企业|企业群众|服务对象|诉求人)(?:对?办理(?:结果)?)?")
_ASKING = re.compile(r"诉求|投诉|举报|工单|热线|信访|留言|提案|建议|咨询|办件")
_HANDLED = ("案件", "工单", "诉求", "线索")
_LASTS = ("小时", "分钟", "天", "日")
_VOICES = ("投诉", "举报", "咨询", "求助", "诉求", "信访", "建议")
_AT_EVENT = re.compile(r"(?:现场|意向|协议|合同|成功|达成|当场)?(?:签约|签订|达成|成交|协议|意向)\S{0,6}")
_EVENT = re.compile(r"(?:展会|展|展销|展示|展览|会|节|周|论坛|洽谈|推介|招商|对接)$")
_SAFETY = re.compile(r"(?:发现|排查|查出|揪出|整改|整治|消除|排除|治理|排查整改|排查整治)安全隐患")
_PLAIN_VERBS = ("完成", "开展", "组织", "实施", "受理", "实现", "共有", "新增", "推进", "处理", "办理", "建立")
NO_COUNT = ("%", "‰", "元", "分", "百分点")
_NOUN_LIKE = ("组织", "服务", "建设", "保障", "保护", "项目")  # verbs that head a noun as well: 社会组织
RATE = re.compile("|".join(sorted(RATE_WORDS, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Named:
    """A metric that was read: `core` without the counting word, `metric` with it, `verb` it began with, `about` its subject.

    `did` is the verb of its own words behind a subject taken from the context, `aside` that it stands in brackets,
    `part` that it counts a part of a whole told before it.
    """

    core: str
    metric: str
    verb: str
    unit: str
    certain: float
    about: str = ""
    did: str = ""
    aside: bool = False
    part: bool = False


@dataclass
class Context:
    """What the sentences so far say that a bare number may be about.

    `strong` is 针对X, `fresh` that this sentence said it, `sphere` that it said it as X方面.
    """

    title: str = ""
    lead: str = ""
    strong: str = ""
    fresh: bool = False
    sphere: bool = False
    actor: str = ""
    year: int | None = None
    whole: Named | None = None
    part: bool = False
    opening: str = ""
    earlier: list[Named] = field(default_factory=list)
    sentence: list[Named] = field(default_factory=list)

    def begin_sentence(self) -> None:
        """Forget what only the sentence before said; its metrics become earlier ones."""
        self.earlier.extend(self.sentence)
        self.sentence, self.lead, self.fresh, self.actor, self.year = [], "", False, "", None
        self.whole, self.part, self.sphere = None, False, False

    def leave_brackets(self, still_inside: bool) -> None:
        """Forget the metrics of brackets once they are closed: what follows goes on from what stood before them."""
        if not still_inside:
            self.sentence = [n for n in self.sentence if not n.aside]

    def previous(self) -> Named | None:
        """Return the metric read last in this sentence."""
        return self.sentence[-1] if self.sentence else None


def subject_of(core: str, unit: str, context: Context) -> str:
    """Return what a metric without a subject of its own is about, or an empty text."""
    if _AT_EVENT.fullmatch(core) and _EVENT.search(context.lead):
        return re.sub(r"^(?:参加|参与|举办|承办|组织)+", "", context.lead)
    if core in _VOICES or _is_whole(core, unit, context):
        return ""
    previous = context.previous()
    if core in _ATTRIBUTE and previous and not previous.unit.endswith(NO_COUNT):
        return previous.core[len(previous.verb) :]
    if programme := _programme(core, context):
        return programme
    words = [w for w in tokens(core) if w not in GENERIC_NOUNS and w not in VERBS and w not in RATE_WORDS]
    if core.endswith(COMPOUNDS):
        return ""
    rate = RATE.search(core)
    if rate and _ASKED.fullmatch(core[: rate.start()]):
        return next((_asked(n) for n in reversed(context.sentence) if _ASKING.search(n.core) and not RATE.search(n.core)), "")
    if rate and re.fullmatch(r"(?:按期|按时|平均|任务|总体|整体|综合|及时|年度|动态|有效)?", core[: rate.start()]):
        return _rate_subject(rate.group(), context)
    if rate and rate.start() >= 2:
        return ""
    verbs_only = core in VERBS or (bool(core) and all(word in VERBS for word in tokens(core)))
    if not verbs_only and len("".join(words).strip("数率的了")) >= 2:
        return ""
    return _near(core, unit, context, verbs_only)


def _is_whole(core: str, unit: str, context: Context) -> bool:
    """Return whether a metric says all of itself: a measure, a long noun phrase, hazards removed, people held to account."""
    if len(core) >= 4 and core.endswith(("里程", "面积", "总值", "吞吐量", "周转量")) and core not in GENERIC_NOUNS:
        return True
    if len(core) >= 6 and not starts_with_verb(core) and not RATE.search(core):
        return True
    if _FUNDED.match(core) or (core in _ACCOUNTABLE and unit in ("人", "名")):
        return True
    return bool(_SAFETY.fullmatch(core)) and not context.fresh and not context.strong


def _near(core: str, unit: str, context: Context, verbs_only: bool) -> str:
    """Return the object of the number before, of what the sentence began with, of its lead or of its title."""
    whole = context.whole if verbs_only and context.whole is not None and context.whole.unit == unit else None
    previous = whole or context.previous()
    rest = (previous.about or previous.core[len(previous.verb) :]) if previous else ""
    if previous and verbs_only and core.startswith(_RIGHTED) and rest.endswith(("隐患", "问题")) and len(rest) <= 8:
        return rest
    if previous and verbs_only and previous.unit == unit and "元" not in unit and (_own(rest) or len(rest) >= 4 or rest in _HANDLED):
        tail = ends_with_verb(rest)
        return rest if tail in _NOUN_LIKE else rest.removesuffix(tail) or rest
    if previous and len(core) > 2 and previous.core.endswith(core[:2]):
        return plain(previous)
    lead = context.lead if len(context.lead) <= 16 or not context.title else ""
    said = context.strong if context.fresh and (verbs_only or not context.sphere) else ""
    title = "" if context.actor and verbs_only else context.title
    for candidate in (said, _first_object(context), context.strong, lead, title):
        if candidate and candidate not in core and "的" not in candidate:
            return candidate
    return ""


def _programme(core: str, context: Context) -> str:
    """发放津贴4326万元，惠及教师5800人: who benefits or takes part is named with what they benefit from."""
    if not _BENEFIT.match(core) or len(core) > 10:
        return ""
    previous = context.previous()
    if previous is None:
        return context.lead if 2 < len(context.lead) <= 16 else ""
    if previous.verb and _BENEFIT.match(previous.verb):
        return ""
    head = _BY_WHOM.match(previous.core)
    if head and _own(head["what"]):
        return head["what"]
    rest = previous.core[len(previous.verb) :] if previous.verb else _DOING.split(RATE.sub("", _YIELD.sub("", previous.core)))[0]
    rest = re.sub(r"^[和及与、]|^\S{2,}(?:开展|举办|组织)(?=\S{2,})", "", rest)
    rest = rest[len(starts_with_verb(rest)) :] if len(rest) > 8 else rest
    if context.lead and rest.endswith(context.lead):
        return context.lead
    return rest if previous.unit.endswith(_PROVIDED) and _own(rest) and len(rest) <= 16 else ""


def _rate_subject(rate: str, context: Context) -> str:
    wanted = RATE_SUBJECT.get(rate.removeprefix("按期").removeprefix("按时")) or RATE_SUBJECT.get(rate)
    if context.lead and (not wanted or re.search(wanted, context.lead)) and not context.sentence:
        return context.lead
    earlier = [*context.earlier, *context.sentence]
    for named in reversed(earlier[-6:]):
        words = _asked(named)
        if named.part and len(earlier) > 1:
            continue
        if not words or RATE.search(words) or words.endswith("率"):
            continue
        if not wanted or (re.search(wanted, words) and "不合格" not in words):
            words = words.removeprefix(rate.removesuffix("率")) or words  # 整改隐患 + 整改率: the verb stands once
            subject = context.strong or (context.title if len(words) <= 4 and not _own(words) else "")
            return join(subject, words) if subject and subject not in words else words
    return context.strong or context.lead or context.title


def _asked(named: Named) -> str:
    """接到12345转办工单 → 12345转办工单."""
    return re.sub(r"^(?:共|累计)?(?:接到|收到|接收|承办|办理|受理|处理|处置|办结|回复|答复)(?:各类)?", "", plain(named))


def told_by(core: str, subject: str) -> bool:
    """协助征地拆迁 and 完成征地: a metric whose own object stands in the subject needs it no more."""
    rest = core[len(starts_with_verb(core)) :]
    return len(rest) >= 2 and rest != core and rest not in GENERIC_NOUNS and rest in subject and bool(starts_with_verb(subject))


def join(subject: str, core: str) -> str:
    """食品抽检 + 抽检合格率: what both have in common stands once."""
    for length in range(min(len(subject), len(core)), 1, -1):
        if subject.endswith(core[:length]):
            return subject + core[length:]
    return subject + core


def plain(named: Named) -> str:
    """Return the object of a metric, without the verbs 完成, 开展, 检查 … at its head."""
    verb = named.verb.rstrip("了过")
    rest = named.core[len(named.verb) :]
    return re.sub(r"(?<=..)(?:人数|数量|数)$", "", rest if len(rest) >= 3 and verb in _PLAIN_VERBS else named.core)


def _first_object(context: Context) -> str:
    for named in context.sentence:
        if _PRESENT.match(named.core):
            continue
        rest = _MEASURE.sub("", named.about or named.core[len(named.verb) :]) or "、"
        if named.unit.endswith(NO_COUNT) or named.unit.endswith(_LASTS):
            continue
        if rest[0] not in "、和及" and _own(rest) and len(rest) <= 14 and not RATE.search(rest):
            return rest
    return ""


def _own(text: str) -> bool:
    """Return whether a phrase names something: a word that is neither generic nor a verb, or a compound of such words."""
    if text.endswith(COMPOUNDS):
        return True
    return len("".join(w for w in tokens(text) if w not in GENERIC_NOUNS and w not in VERBS)) >= 2
