"""Where a verb begins or ends a phrase (动词): the words between which a noun and what was done stand apart."""

import re
from functools import lru_cache

import rjieba

from ingest.extractors.outcomes.words import ATTRIBUTIVE, SPOKEN, VERBS

VERB_END = re.compile("(?:" + "|".join(sorted(VERBS, key=len, reverse=True)) + ")[了过出至到好约近超达]?$")
VERB_START = re.compile("(?:新|再|基本|共)?(?:" + "|".join(sorted(VERBS, key=len, reverse=True)) + ")[了过出]?")


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a phrase."""
    return tuple(rjieba.cut(text))


def noun_and_verb(text: str) -> tuple[str, str]:
    """Split 食品生产经营单位完成数据上传 into its subject and what the subject did; the second is empty where there is none.

    >>> noun_and_verb("家企业签订共建协议"[1:])
    ('企业', '签订共建协议')
    """
    position = 0
    acts = VERB_START.match(text) or _SUBJECT_VERB.match(text)  # no subject stands before what begins with its verb
    for word in tokens(text):
        if position and (_ATTRIBUTIVE.match(text, position) or text.startswith("的", position + len(word))):
            position += len(word)
            continue
        if text[:position] in _DENIED:
            position += len(word)
            continue
        if position and (_SUBJECT_VERB.fullmatch(word) or (position >= 2 and len(word) == 1 and word in "对为向在与被由获未无不均已全")):
            return text[:position], text[position:]
        past = word[1:2] == "了" or (len(word) <= 2 and text.startswith("了", position + len(word)))
        if position >= 2 and (past or _SPOKEN.match(text, position)):
            return text[:position], text[position:]
        named = position >= 2 and position + len(word) < len(text)
        if named and not acts and word not in VERBS and _tagged_verb(word):
            return text[:position], text[position:]
        position += len(word)
    return text, ""


TOWARDS = re.compile(r"(?<![针应面校核反绝相成认])[向为给对]$")
"""Who is served or acted on stands behind these words."""

_DENIED = ("不", "未", "非")
"""不合格产品: what is denied stands with it."""

_BODY = r"(?:单位|机构|企业|公司|主体|门店|场所|人员|部门|站点|点(?![评亮明名燃])|经营者|经营户|商户|农户|医院|学校)"
_ATTRIBUTIVE = re.compile(
    rf"(?:接种|使用|就诊|安装|维修|申报|申请|参与|实施|创建|签约|运行|服务|培训|检测|检验|生产|销售|经营|配送|运输|养殖|种植){{1,3}}{_BODY}")
"""A verb between the noun's first words and its head: 疫苗接种单位."""

_SPOKEN = re.compile("|".join(sorted(SPOKEN, key=len, reverse=True)))
_AROUND_BODY = re.compile(rf"[\u4e00-\u9fff、]{{0,6}}?{_BODY}")
_SUBJECT_VERB = re.compile(
    "安装|加装|更换|缴纳|申领|领取|购买|接种|聘用|吸纳|作出|捐赠|复工|复产|停业|停产|上市|挂牌|开设|享有|承诺|迁入|搬入|入住|购置|申报|申请|出台|配齐|吃上|"
    "受到|荣立|荣获|实施|完成|开展|签订|签署|进行|作出|做出|下达|下发|实现|获得|获评|荣获|参训|参加|参与|接入|公开|通过|入选|建成|建立|取得|达到|投入|"
    "使用|纳入"
    "|享受|受益|脱贫|就业|入驻|落户|竣工|开工|投产|投用|创建|录用|上线|提供|报名|入学|毕业|升学"
    "|结对|下沉|支援|驻守|驰援|奔赴|达成|提交|缴存|升级|就诊|住院|签约|评为|被评为|考核|评估|全部|全面|均|已|顺利|成功|连续|不见面|无理由|提前|按期|落实|运行|发放|追回|提供|办理|减免|"
    "解决|挽回|节省|配备|启用|发生"
    "|持续|稳定|退出|覆盖|列入|认定|完工|交付|搬迁|返乡|创业|考取|考入|录取|晋升"
    "|加入|设立|恢复|整改|达标|合格|推行|实行|推广|普及|打上|挂上|扶上|装上|用上|喝上|住上|跨过|领到|拿到|走出|走进|走上|接通|接上|参训|当选"
)


def recipient_and_act(text: str) -> tuple[str, str]:
    """Split what stands behind 向N户, 为N名 into who was served and the verb phrase; the second is empty where there is none."""
    position = 0
    for word in tokens(text):
        if position >= 2 and word in VERBS and not _AROUND_BODY.match(text, position + len(word)):
            return text[:position], text[position:]
        position += len(word)
    return text, ""


def starts_with_verb(text: str) -> str:
    """Return the verb with which a phrase begins, with its 了, or an empty text."""
    m = VERB_START.match(text)
    return m.group() if m else _tagged_verb(text[:12])


@lru_cache(maxsize=8192)
def _tagged_verb(text: str) -> str:
    """Return the first word where the tokenizer's dictionary knows it as a verb only (埋设, 辞退), with its 了."""
    word, kind = next(iter(rjieba.tag(text)), ("", ""))
    if kind != "v" or len(word) < 2 or word in ATTRIBUTIVE or word[0] in "无非未不有":
        return ""
    return word + "了" if text[len(word) :].startswith("了") else word


def ends_with_verb(text: str) -> str:
    """Return the verb with which a phrase ends, or an empty text."""
    m = VERB_END.search(text)
    return m.group() if m else ""


@lru_cache(maxsize=4096)
def ends_tagged(stem: str) -> bool:
    """Return whether a phrase ends with a word that the tokenizer's dictionary knows as a verb only (选取)."""
    word, kind = (list(rjieba.tag(stem)) or [("", "")])[-1]
    return kind == "v" and len(word) == 2 and word not in ATTRIBUTIVE


def begins_with_noun(text: str) -> bool:
    """Return whether the tokenizer's dictionary knows the first word of a text as a noun."""
    return next(iter(rjieba.tag(text)), ("", ""))[1].startswith(("n", "vn"))
