"""Sentences and clauses, and what stands left and right of each number (分句): the grammar under the outcomes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extractors.outcomes.attributes import TAIL_VERB, counted, share_units, sums_up
from ingest.extractors.outcomes.verbs import TOWARDS, VERB_END, VERB_START, begins_with_noun, ends_tagged, noun_and_verb, recipient_and_act
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
_LIGHT = re.compile(
    r"^(?:在|对|为|向|给|将|其中|包括|包含|全[国省市县区州旗镇乡局厅委院校系]统?|"
    r"辖区|共|累计|合计|总计|另有|及|和|与|以及|、|约|近)*$"
)
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
    acted = VERB_END.search(left.strip()) or left.strip().endswith(("将", "把", "对", "给"))
    return noun if acted and noun and not TAIL_VERB.match(noun) and noun[0] not in "、，和及与的（(" else ""


def _from(left: str, q: Quantity) -> int:
    return q.start - len(re.sub(r"^(?:[、，\s]|和(?!谐)|及(?!时|格)|与(?!会))+", "", left))


def _stands_before(left: str, after: str, q: Quantity) -> bool:
    """True where the noun follows the number: 对421家餐饮店, 查办6起案件, 11期讲座; false for 出动人员30人次, 省级3件、…"""
    after = after.strip()
    if q.kind == "rank" or not after or _DELIMITED.match(after) or (TAIL_VERB.match(after) and left.strip("、 ") != "其余"):
        return False
    if _TAKES.match(after) and q.unit.endswith(("工作日", "日", "天", "小时", "分钟")):
        return True
    if after[0] in "的" and q.unit.endswith(("%", "‰")):
        return True
    if q.unit.endswith(("%", "‰", "百分点", "倍")):
        return False
    if "、" in left and q.value >= 2 and (_HONOURED.match(after) or sums_up(left, q)):
        return True
    if "元" in q.unit and VERB_START.match(after):
        return False
    stem = left.strip(" \t\u3000、")
    if stem.endswith(("剩余", "剩下", "余下", "尚余")) and not begins_with_noun(after):
        return False
    if _LIGHT.match(stem) or stem[-1] in _SINGLE or VERB_END.search(stem):
        return True
    if ends_tagged(stem):
        return True
    return stem.endswith(("”", "类", "各", "余", "建成", "来自",
        "全国", "全省", "全市", "全县", "全区", "全州", "全镇", "全乡", "以及", "及其", "周边", "沿线", "其他", "辖区", "系统")) or (
        bool(_PLACE_END.search(stem)) and after.startswith(_IN_PLACES))


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
    if joint and (VERB_START.match(after[joint[-1].end() :].lstrip())):
        return after[: joint[-1].start()], offset + joint[-1].end()
    return after, offset + len(after)
