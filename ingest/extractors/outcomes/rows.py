"""What the numbers of a row share (并列): a verb before the first, a head behind the last, a whole and its parts, levels of one thing."""

import re

from ingest.extractors.outcomes.clauses import Mention
from ingest.extractors.outcomes.context import NO_COUNT, RATE, Named, join
from ingest.extractors.outcomes.verbs import ends_with_verb, starts_with_verb, tokens
from ingest.extractors.outcomes.words import GENERIC_NOUNS, VERBS

LEVELS = re.compile(r"^(?:国家|国|省部|省|市|县|区|州|厅|镇|乡|村|校|部|[\u4e00-\u9fff]{2,3}[省市县区])?(?:级|局)(?:以上)?$")
_LEVEL_END = re.compile(r"(?:国家|省|市|县|区)级$")
_LEVEL_PREFIX = re.compile(r"^(?:国家|国|省部|省|市|县|区|州|厅|镇|乡|村|校|部|[\u4e00-\u9fff]{2,3}[省市县区])(?:级|局)(?:以上)?")
_PEOPLE = re.compile(r"(?:学员|队员|成员|学生|人员|志愿者|教师|群众|工人)$")
_RECORDS = {"登记", "注册", "备案", "许可", "认证"}  # in a list they are nouns: 结婚登记、离婚登记
_GIVES = ("发放", "购置", "采购", "捐赠", "配备", "赠送", "发送", "添置")
_BUILDS = ("开设", "建立", "建成", "新建", "组建", "设立", "举办", "打造", "创建", "成立")
_STOCK_TOLD = re.compile(r"(?:总数|累计|已)?(?:达到?|共有|有)了?$")
_GRADE = re.compile(r"不?合格|不?达标|优秀|良好|一般|优|良|中|差")
"""A grade that a part of the whole reached."""

_DID = re.compile(r"^(?:完成|开展|实施|组织|进行)了?(?=\S{3,})")
_MADE = re.compile(r"..(?:制定|修订|起草|申报|获批|立项|创建|获评|获得|取得|发布|承担|培育)$")
"""指导企业参与制定国家标准4项、行业标准6项: the verbs up to the last are shared."""

_AMOUNT = re.compile(r"..(?:价款|金额|资金|面积|收入|投资|费|款|合同|量|额)$")
_RECORDED = re.compile(r"(?:授权|登记|注册|备案|许可|认证|申请|设立|注销|审批|公示)$")
_SCOPE = re.compile(r"(?:全[国省市县区州旗镇乡])?(?:在用|在册|登记在册|实有|在建|有效|存量)*")
_CHAIN = re.compile("(?:" + "|".join(sorted(VERBS, key=len, reverse=True)) + ")+了?")
_PART_OF = re.compile(r"^(?:其中|包括|包含|含|内含)[:：，\s]*")


_HEADS = re.compile(r"(?:案件|项目|问题|企业|投诉|举报|诉求|工单|事项|事故|隐患|纠纷|产品|线索)$")
"""The head that the classes of a whole share: 各类案件2846件，其中占道经营类1260件."""


def shared_act(previous: Named, core: str, mention: Mention) -> tuple[str, float, bool] | None:
    """Return a noun with the verb that it shares with the number before (购置彩超2台、呼吸机3台), None where it shares none."""
    if mention.left.startswith("、") and not previous.verb and (acted := _inner_verb(previous, core)):
        return acted + core, 0.88, True
    beside = mention.left.startswith("、") and previous.unit == mention.quantity.unit and not previous.verb
    if beside and core in GENERIC_NOUNS and bare_noun(previous.core):
        return core, 0.85, True  # 个体工商户3.6万户、企业1.2万户
    joined = mention.left.startswith("、") or previous.unit == mention.quantity.unit
    verb = (previous.verb or previous.did).removesuffix("了")
    chain = chain_of(previous.core) if previous.verb and mention.left.startswith("、") else ""
    things = previous.core[len(chain) :]  # 引进推广新品种
    verb = chain if len(chain) == 4 and chain.startswith(verb) and bare_noun(things, True) and not starts_with_verb(things) else verb
    stock = _STOCK_TOLD.search(mention.left) and not mention.left.startswith("、")
    counted = not stock and (not previous.unit.endswith(NO_COUNT) or (verb in _GIVES and mention.left.startswith("、")))
    going_on = previous.core.endswith(core[:2]) and _AMOUNT.search(core)  # 办理建设用地入市23宗、入市价款: its own continuation
    if going_on and mention.left.startswith("、") and not previous.unit.endswith(NO_COUNT):
        return join(previous.core[len(previous.verb) :], core), 0.88, True
    shares = joined and verb and counted and (not previous.part or mention.left.startswith("、")) and len(core) <= 12
    if shares and core not in GENERIC_NOUNS and bare_noun(core, mention.left.startswith("、")):
        if _PEOPLE.search(core) and verb in _BUILDS and not previous.unit.endswith(("人", "名")):
            return previous.core[len(previous.verb) :] + core, 0.88, True
        acted = _inner_verb(previous, core)
        return (acted if _MADE.search(acted) and previous.core.endswith(core[-2:]) else verb) + core, 0.9, False
    return None


def _inner_verb(previous: Named, core: str) -> str:
    """以旧换新补贴家电4万台、汽车2870辆: the words up to the verb inside the name before, where a bare noun follows."""
    words = tokens(previous.core)
    last = max((i for i, word in enumerate(words[:-1]) if word in VERBS and word not in GENERIC_NOUNS), default=-1)
    rest = "".join(words[last + 1 :])
    acted = "".join(words[: last + 1])
    return acted if last > 0 and len(rest) <= 6 and bare_noun(rest) and bare_noun(core, True) and core not in GENERIC_NOUNS else ""


def is_part(whole: Named, core: str, mention: Mention) -> bool:
    """其中甲10件，乙20件: the second is a part of the same whole, in its unit, a noun or with the whole's own head."""
    if core in GENERIC_NOUNS and "元" in mention.quantity.unit:
        return False  # 其中讨薪案件203件、金额687万元: the money of the part, not a part of the money
    same = whole.unit.lstrip("万亿") == mention.quantity.unit.lstrip("万亿") and not _PART_OF.match(mention.left)
    return same and len(core) <= 8 and core not in VERBS and (not starts_with_verb(core) or whole.core[-2:] == core[-2:])


def bare_noun(core: str, listed: bool = False) -> bool:
    verb = core.startswith(tuple(VERBS)) if listed else bool(starts_with_verb(core))
    if not core or verb or RATE.search(core) or re.search(r"(?:数|总数|量|率|面积|额|值|收入|密度|浓度|水平|[出入住转]院)$", core):
        return False
    found = tokens(core)
    return found[-1] not in (VERBS - _RECORDS) if listed else not any(word in VERBS for word in found)


def with_level(previous: Named, level: str) -> str:
    rest = previous.core[len(previous.verb) :]
    tail = _LEVEL_END.search(rest)
    if tail and tail.start() >= 2:
        return previous.verb + rest[: tail.start()] + level
    return previous.verb + level + _LEVEL_PREFIX.sub("", rest)


def chain_of(core: str) -> str:
    """Return the verbs in a row with which a phrase begins (组织开展)."""
    chain = _CHAIN.match(core)
    return chain.group() if chain else starts_with_verb(core)


def part_of(previous: Named, core: str) -> str:
    """全市新授权专利 + 发明专利 → 全市新授权发明专利: the longest common ending is the head that both share."""
    whole = previous.core
    if core.endswith("类") and (head := _HEADS.search(whole)):
        return core + head.group()
    if _GRADE.fullmatch(core):
        return _DID.sub("", whole) + core
    if _CHAIN.fullmatch(core) and tokens(core)[-1] not in _RECORDS:
        thing = previous.about or whole[len(previous.verb) :]
        return core + (thing.removesuffix(ends_with_verb(thing)) or thing)
    for length in range(min(len(whole), len(core)), 1, -1):
        if whole.endswith(core[-length:]):
            if length == len(core) or len(core) - length > 6:
                return core
            prefix = whole[: len(whole) - length]
            acted = chain_of(prefix)  # 破获刑事案件，其中网络诈骗案件: the part has its own qualifier
            return (acted if acted and len(prefix) - len(acted) < len(core) - length else prefix) + core
        if (act := _RECORDED.search(whole)) and whole[: act.start()].endswith(core[-length:]) and not starts_with_verb(core):
            return whole[: act.start() - length] + core + act.group()  # 新增专利授权486件，其中发明专利39件
    if starts_with_verb(core) or len(core) >= 8 or (len(core) > 4 and ends_with_verb(core)):
        return core
    scope = _SCOPE.match(whole)
    if scope and scope.group() and len(core) <= 8:
        told = scope.group()  # 全市在册市场主体，其中企业: 全市企业
        return (re.sub(r"(?:登记)?在册|实有", "", told) if whole.endswith("主体") else told) + core
    chain = _CHAIN.match(whole) or (_CHAIN.match(previous.did) if previous.did and whole.endswith(previous.did) else None)
    return chain.group().removesuffix("了") + core if chain and not core.endswith("率") else core
