"""Sentences and clauses, and what stands left and right of each number (分句): the grammar under the outcomes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from ingest.extractors.outcomes.attributes import TAIL_VERB, counted, share_units
from ingest.extractors.outcomes.words import ATTRIBUTIVE, SPOKEN, VERBS
from ingest.numbers import Quantity, find_quantities
from ingest.numbers_zero import zeros

_QUOTED = re.compile(r"“[^“”]{0,40}”|‘[^‘’]{0,40}’|《[^《》]{0,80}》|「[^「」]{0,40}」|\"[^\"\n]{0,30}\"")
_BRACKET = re.compile(r"[（(][^（）()]{0,60}[）)]")
_SENTENCE_END = re.compile(r"[。！!？?；;]|(?<!\d)\.(?!\d)(?=\s)")
_BREAK = re.compile(r"(?<!\d)[，,]|[，,](?!\d{3}(?!\d))|(?<!\d)[：:]|[：:](?!\d)|——|(?<=[^\d])\s{2,}")
_ITEM_MARK = re.compile(
    r"^\s*(?:(?:[-•·◆●▪]|\*{1,2})\s*)?(?:(?:[（(]?[一二三四五六七八九十]{1,3}[)）、]|[（(]\d{1,2}[)）]|\d{1,2}(?:[、．]|\.(?!\d)|\.(?=20\d\d年))"
    r"|[①-⑳⑴-⒛㈠-㈩]|[一二三四五六七八九十]是|第[一二三四五六七八九十][，,、])\s*)?"
)
_HIDDEN = "\ue000"
_SINGLE = "带对将向为给由从在与和把使有的等是于至到获让以比按新共达被"
_VERB_END = re.compile("(?:" + "|".join(sorted(VERBS, key=len, reverse=True)) + ")[了过出至到好约近超达]?$")
_VERB_START = re.compile("(?:新|再|基本|共)?(?:" + "|".join(sorted(VERBS, key=len, reverse=True)) + ")[了过出]?")
_LIGHT = re.compile(r"^(?:在|对|为|向|给|将|其中|包括|包含|全[国省市县区州旗镇乡]|辖区|共|累计|合计|总计|另有|及|和|与|以及|、|约|近)*$")
JOINT = re.compile(r"[、与]|以及|(?<![惠涉以普推波危触顾])及(?![时格其])|(?<![共调饱缓温平祥总])和(?![谐平解])")
"""What joins two of a row."""

_NEXT_NOTHING = re.compile(JOINT.pattern + "|零")
_REACHED = re.compile(r"(?:实现了?|保持了?|达到|做到|降为|降至|为)+$")
_TAKES = re.compile(r"(?:办结|办完|出证|拿证|答复)(?!率)")
_HONOURED = re.compile(
    r"[\u4e00-\u9fff]{2,6}?(?:成功|均|先后|全部)?(?:入选|入围|获评|荣获|获批|获得|被评为|被评定|被认定|被授予|被列为|列入|上榜|创成|通过(?=\S{0,8}(?:验收|认定|评审|评估)))"
)
"""甲、乙2个产业入选…: the number sums up the list, and what counts is that they were chosen."""

_PLACE_END = re.compile(r"(?<=..)(?:[镇乡县]|街道)$")
_IN_PLACES = ("村", "行政村", "自然村", "社区", "小区", "小组", "学校", "农户", "贫困户")
_DELIMITED = re.compile(r"^[、和及与（(）)\s]|^以及|^或")



@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a clause: `left` and `right` are the words that name it, `place` where the whole stands in the flow's text.

    `before` says that the number stands before its noun (35家企业); `hard` that a clause of its own begins here.
    """

    quantity: Quantity
    left: str
    right: str
    place: tuple[int, int]
    before: bool
    clause: str
    clause_start: int
    in_brackets: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas: its place in the flow's text and the numbers in it."""

    text: str
    start: int
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (。；): its place and its clauses; `opening` is set where it begins a numbered item."""

    text: str
    start: int
    clauses: tuple[Clause, ...]
    opening: bool


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a phrase."""
    return tuple(rjieba.cut(text))


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a flow's text with their clauses and numbers."""
    masked = _mask(text)
    start = 0
    for m in (*_SENTENCE_END.finditer(masked), None):
        end = m.start() if m else len(text)
        if text[start:end].strip():
            mark = _ITEM_MARK.match(text[start:end])
            body = start + (mark.end() if mark else 0)
            opening = start == 0 or bool(mark and mark.group().strip())
            clauses = tuple(_clauses(text, masked, body, end))
            yield Sentence(text[body:end], body, clauses, opening)
        start = m.end() if m else end


def _mask(text: str) -> str:
    """Hide names in quotes and book titles, and brackets without a number, so that no break or number is read in them."""
    text = _QUOTED.sub(lambda m: _HIDDEN * len(m.group()), text)
    return _BRACKET.sub(lambda m: m.group() if _keeps(text, m) else _HIDDEN * len(m.group()), text)


def _keeps(text: str, bracket: re.Match[str]) -> bool:
    """A bracket with a number speaks for itself; 台（套） is part of a unit."""
    unit = len(bracket.group()) <= 4 and text[bracket.start() - 1 : bracket.start()] in "台件套批个家次名人户辆宗处起条项场份张座间栋只头艘"
    return unit or next(find_quantities(bracket.group()), None) is not None


def _clauses(text: str, masked: str, start: int, end: int) -> Iterator[Clause]:
    """Brackets that hold numbers are clauses of their own."""
    part = masked[start:end]
    marks = [m.span() for m in _BREAK.finditer(part)]
    for m in _BRACKET.finditer(part):
        if re.search(r"\d", m.group()):
            marks.extend(((m.start(), m.start() + 1), (m.end() - 1, m.end())))
    cuts = [start, *(start + place for mark in sorted(marks) for place in mark), end]
    for a, b in zip(cuts[::2], cuts[1::2], strict=True):
        if text[a:b].strip():
            yield Clause(text[a:b], a, tuple(_mentions(text, masked, a, b)))


def _mentions(text: str, masked: str, start: int, end: int) -> Iterator[Mention]:
    clause = text[start:end]
    found = counted(share_units(list(find_quantities(masked[start:end])), masked[start:end]), masked[start:end])
    if "零" in clause or "一" in clause:
        found = sorted((*found, *zeros(masked[start:end])), key=lambda q: q.start)
    bracket = start > 0 and text[start - 1] in "（("
    previous = 0
    for i, q in enumerate(found):
        after_end = found[i + 1].start if i + 1 < len(found) else len(clause)
        left, after = clause[previous : q.start], clause[q.end : after_end]
        before = _stands_before(left, after, q)
        right, previous = (_right(after, i + 1 < len(found), q.end)) if before else ("", q.end)
        if before and previous == after_end and TOWARDS.search(left.rstrip()):
            previous = q.end + len(recipient_and_act(after)[0])
        if not after and i + 1 < len(found) and (noun := _shared_noun(left, found[i + 1 :], clause)):
            right, before = noun, True
        begin, stop = _from(left, q), q.end + len(right.rstrip())
        if q.value == 0 and q.chinese:
            left, right, before = _nothing(left, right or after), "", False
            previous = stop = q.end + len(_NEXT_NOTHING.split(after.rstrip())[0])
        yield Mention(q, left, right, (start + begin, start + stop), before, clause, start, bracket)


def _nothing(left: str, noun: str) -> str:
    """运行实现零事故 is about the accidents: return the words that name them, none of them a verb of reaching."""
    left = re.sub(r"^.*零[^、，零]{2,4}、", "", left)
    return re.sub(r"^[，、\s]*(?:实现|保持|做到)了?", "", _REACHED.sub("", left)) + _NEXT_NOTHING.split(noun.strip())[0]


def _shared_noun(left: str, later: list[Quantity], clause: str) -> str:
    """解决1350户4200人饮水问题: the noun that two counts in a row share, where a verb stands before them."""
    end = later[1].start if len(later) > 1 else len(clause)
    noun = clause[later[0].end : end]
    acted = _VERB_END.search(left.strip()) or left.strip().endswith(("将", "把", "对", "给"))
    return noun if acted and noun and not TAIL_VERB.match(noun) and noun[0] not in "、，和及与的（(" else ""


def _from(left: str, q: Quantity) -> int:
    return q.start - len(re.sub(r"^(?:[、，\s]|和(?!谐)|及(?!时|格)|与(?!会))+", "", left))


def _stands_before(left: str, after: str, q: Quantity) -> bool:
    """True where the noun follows the number: 对421家餐饮店, 查办6起案件, 11期讲座; false for 出动人员30人次, 省级3件、…"""
    after = after.strip()
    if q.kind == "rank" or not after or _DELIMITED.match(after) or TAIL_VERB.match(after):
        return False
    if _TAKES.match(after) and q.unit.endswith(("工作日", "日", "天", "小时", "分钟")):
        return True
    if after[0] in "的" and q.unit.endswith(("%", "‰")):
        return True
    if q.unit.endswith(("%", "‰", "百分点", "倍")):
        return False
    if "、" in left and q.value >= 2 and _HONOURED.match(after):
        return True
    if "元" in q.unit and _VERB_START.match(after):
        return False
    stem = left.strip(" \t\u3000、")
    if stem.endswith(("剩余", "剩下", "余下", "其余", "尚余")) and not next(iter(rjieba.tag(after)), ("", ""))[1].startswith(("n", "vn")):
        return False
    if _LIGHT.match(stem) or stem[-1] in _SINGLE or _VERB_END.search(stem):
        return True
    if _ends_tagged(stem):
        return True
    return stem.endswith(("”", "类", "各", "余", "建成", "来自",
        "全国", "全省", "全市", "全县", "全区", "全州", "全镇", "全乡", "以及", "及其", "周边", "沿线", "其他", "辖区", "系统")) or (
        bool(_PLACE_END.search(stem)) and after.startswith(_IN_PLACES))


@lru_cache(maxsize=4096)
def _ends_tagged(stem: str) -> bool:
    """Return whether a phrase ends with a word that the tokenizer's dictionary knows as a verb only (选取)."""
    word, kind = (list(rjieba.tag(stem)) or [("", "")])[-1]
    return kind == "v" and len(word) == 2 and word not in ATTRIBUTIVE


def _right(after: str, more: bool, offset: int) -> tuple[str, int]:
    """Return the words after a number that belong to it, and where the next number's own words begin."""
    if not more:
        return after, offset + len(after)
    tail = after.rstrip()
    joint = list(JOINT.finditer(tail))
    if joint and joint[-1].end() == len(tail):
        return tail[: joint[-1].start()], offset + len(tail)
    if joint and after.rstrip().endswith("的"):
        return after[: joint[-1].start()], offset + joint[-1].end()
    noun, verb = noun_and_verb(after)
    if verb:
        return after, offset + len(noun)
    if joint and (_VERB_START.match(after[joint[-1].end() :].lstrip())):
        return after[: joint[-1].start()], offset + joint[-1].end()
    return after, offset + len(after)


def noun_and_verb(text: str) -> tuple[str, str]:
    """Split 食品生产经营单位完成数据上传 into its subject and what the subject did; the second is empty where there is none.

    >>> noun_and_verb("家企业签订共建协议"[1:])
    ('企业', '签订共建协议')
    """
    position = 0
    acts = _VERB_START.match(text) or _SUBJECT_VERB.match(text)  # no subject stands before what begins with its verb
    for word in tokens(text):
        if position and (_ATTRIBUTIVE.match(text, position) or text.startswith("的", position + len(word))):
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

_BODY = r"(?:单位|机构|企业|公司|主体|门店|场所|人员|部门|站点|点(?![评亮明名燃])|经营者|经营户|商户|农户|医院|学校)"
_ATTRIBUTIVE = re.compile(
    rf"(?:接种|使用|就诊|安装|维修|申报|申请|参与|实施|创建|签约|运行|服务|培训|检测|检验|生产|销售|经营|配送|运输|养殖|种植){{1,3}}{_BODY}")
"""A verb between the noun's first words and its head: 疫苗接种单位."""

_SPOKEN = re.compile("|".join(sorted(SPOKEN, key=len, reverse=True)))
_AROUND_BODY = re.compile(rf"[\u4e00-\u9fff、]{{0,6}}?{_BODY}")
_SUBJECT_VERB = re.compile(
    "安装|加装|更换|缴纳|申领|领取|购买|接种|聘用|吸纳|作出|捐赠|复工|复产|停业|停产|上市|挂牌|开设|享有|承诺|迁入|搬入|入住|购置|申报|申请|出台|配齐|吃上|"
    "受到|荣立|荣获|实施|完成|开展|签订|签署|进行|作出|做出|实现|获得|获评|荣获|参训|参加|参与|接入|公开|通过|入选|建成|建立|取得|达到|投入|"
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
    m = _VERB_START.match(text)
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
    m = _VERB_END.search(text)
    return m.group() if m else ""
