"""The words of a metric put as reports and researchers put them (成效措辞): time, manner, means and examples left out."""

import re

from ingest.extractors.outcomes.attributes import sums_up
from ingest.extractors.outcomes.changes import TRIM
from ingest.extractors.outcomes.rows import chain_of
from ingest.extractors.outcomes.verbs import starts_with_verb, tokens
from ingest.extractors.outcomes.words import GENERIC_NOUNS, SPOKEN, VERBS
from ingest.numbers import find_quantities

_TIME = re.compile(
    r"^(?:截[至止](?:目前|当前|现在|20\d\d年?底?|[^，]{0,12}?(?:底|末|[日号]|月(?:份)?))|目前|今年(?:以来|来)?|全年(?!度)|本年度?"
    r"|年内|年末(?!数|\S{0,4}余额)|年底|(?:上|下)半年"
    r"|20\d\d(?:[-—至]20\d\d)?年(?:度|以来|来|底|末)?(?:\d{1,2}月)?(?:[-—至]\d{1,2}月)?(?:底|末|期间)?"
    r"|近年来|一年来|期间|当年|至今|累计|共计|共有|共(?!建|享|同|治|性|青)|总计|合计|一共|已经|已|均|先后|还|另外|另有|另|同时|其中|"
    r"包括|包含|即(?!办)|分别"
    r"|实际(?=完成)|陆续|顺利|成功(?!率)|圆满|有序|及时(?!\S{0,4}率)|如期|进一步|不断|大力|认真|严格|依法"
    r"|按时(?!\S{0,4}率)|按期(?!办结|\S{0,4}率)|高质量|高标准|高效(?=办|推|完|开|处|运|落|解|组)|我局|我市|我县|我区|我省|我校|我院|我办|我委|我厅|我中心|我单位|我部门|我镇|我街道"
    r"|本单位|本部门|本局|局机关|全局|辖区内?(?:共?有(?![效机序限力色害]))?|主要|并且|并|而|和|及(?!时|格)|与"
    r"|以及|、|在(?!校|籍|册|园|读|建|孵|库|职|编|岗|线|外|治|训|保|架|售|网|管|逃|押|册)|对(?!口|接|外|标|照)"
    r"|将(?!军)|把|被|使|向|由|其|该|主要用于|用于|是|也|再(?!生|就业|犯|教育|贷|保险|制造|利用|融资)|又|[:：，,\s的])+"
)
_ORIGIN = re.compile(r"(?:由|从)(?:原来|原先|上年|去年|年初|20\d\d年)?[^，。；]{0,8}\d[^，。；]*$")
PART_OF = re.compile(r"^(?:其中|包括|包含|含|内含)[:：，\s]*")
_EXAMPLES = re.compile(
    r"^(?P<list>[^，。]{2,}?)(?<![一二三四特同高中初平])等(?!级|次|待|候|额|值|于|效)(?:地区|地(?![质下理方面铁震名产块])|国|城市)?"
    r"(?P<kind>[^，。等]{2,})$"
)
SEVERAL_SERVED = re.compile(r"^为[^，。；]{1,8}?[、和及][^，。；]{1,8}?(?=减免|节省|节约|挽回|减轻|降低|提供|发放|办理)")
"""Whom it was done for, where there are several: no part of what is measured."""

_TOLD_BY = re.compile(
    r"^(?:经)?[^，。；]{0,8}?(?:调查|测评|统计|监测|数据)(?:结果)?显示|^委托[^，。；]{0,14}?(?:第三方|机构|公司|单位)(?:机构|公司)?(?=[^的])"
)
"""Who found a figure or was charged with the work: no part of what it measures."""

_FREE_OF = re.compile(r"(?<=..)实现零[^、，零]{2,4}(?:、|$)")
_TITLES = re.compile(r"(?:《[^《》]*》(?:[（(][^（()）]*[)）])?[、和及与]?)+等")
"""出台《甲规划》《乙办法》等文件: titles are examples of what is counted."""

_BY_MEANS = re.compile(
    r"^(?:全年|共|累计)*(?:通过|依托|利用|借助|运用)[^，。；]*?等[^，。；]{0,6}?(?:渠道|平台|方式|形式|途径|载体|手段)(?=\S{2,})"
)
"""By which of several means it was done."""

_REACHED = re.compile(
    r"(?:成功|全部|考核|评估|复核|检查)?(?:优良|优秀|良好|达标|合格|通过|完成|创成|入选|获评|办结|投产|开工|竣工)(?:验收|评审|认定)?"
)

_SPOKEN = re.compile("(?<!整)(" + "|".join(sorted(SPOKEN, key=len, reverse=True)) + ")了?")


def formal(text: str) -> str:
    """Return a text with the verbs that reports use for spoken ones (揪出隐患 → 排查隐患), a word printed twice by mistake once."""
    return _SPOKEN.sub(lambda m: SPOKEN[m[1]], _TWICE.sub(_once, text))


def _once(m: re.Match[str]) -> str:
    """Return a word printed twice once; a verb behind what it may end (源头治理治理河道) stays."""
    return m.group() if m[1] in VERBS and clean_left(m.string[: m.start()]) else m[1]


_TWICE = re.compile(r"([\u4e00-\u9fff]{2,})\1")
"""A slip of the hand that reports keep (发放发放低保金)."""


def clean_left(text: str) -> str:
    """Drop the words of time and manner before a metric and the verbs of reaching behind it."""
    text = re.sub(r"^.{0,40}(?:自评|评价)报告(?![中里])", "", text.strip(TRIM))
    text = _BY_MEANS.sub("", _TOLD_BY.sub("", text))
    text = _TITLES.sub("", _FREE_OF.sub("", text))
    part = PART_OF.match(text)
    text = text[part.end() :] if part else text
    return _ORIGIN.sub("", _TIME.sub("", text)).strip(TRIM)


def last_words(name: str, most: int = 16) -> str:
    """Return the last words of a long name: 某县茶产业质量基础设施“一站式”服务平台 is told of by what it is."""
    words, kept = list(tokens(name)), ""
    while words and len(words[-1]) + len(kept) <= most:
        kept = words.pop() + kept
    return name if len(name) <= most else kept.lstrip("的“”、")


def only_acts(noun: str, done: str) -> bool:
    """Return whether the words behind a number name no thing, only what those told before reached (12家考核优良)."""
    return _REACHED.fullmatch(noun + done) is not None


def purpose_of(text: str) -> str:
    """投入260万元完成甲、乙、丙3个站建设: what money was put in for, without the names that a number sums up."""
    clause = re.split(r"[，。；]", text)[0]
    summed = next((q for q in find_quantities(clause) if sums_up(clause[: q.start], q)), None)
    if summed:
        return chain_of(clause) + clause[summed.end :].strip(TRIM)
    return re.split(r"[、\d]", clause)[0].strip(TRIM)


def examples(core: str) -> str:
    """网站、网店、微信等各类网络交易媒介监测 → 网络交易媒介监测: examples before 等 name no metric where the kind is said."""
    m = _EXAMPLES.match(core)
    if not m:
        return core
    kind = re.sub(r"^(?:各类|各项|多种|系列)", "", m["kind"])
    act, listed = _act_and_list(m["list"])
    general = all(w in GENERIC_NOUNS or w in VERBS for w in tokens(kind))
    short = len(kind) < 4 and listed.count("、") < 2 and "》" not in listed
    if len(listed) < 2 or (general and (short or not act)):
        return core  # 培训导游、管家等人员: a general kind says less than two examples
    return ("" if starts_with_verb(kind) in VERBS and act == chain_of(core) else act) + kind


def _act_and_list(text: str) -> tuple[str, str]:
    """Split 向受灾商户发放消毒液、方便面 behind the last verb of its first example."""
    first = re.split(r"[、和及]", text, maxsplit=1)[0]
    words, position, end = tokens(first), 0, 0
    for word in words:
        position += len(word)
        end = position if word in VERBS and position < len(first) else end
    end = max(end, len(chain) if len(chain := chain_of(text)) < len(first) else 0)
    return text[:end], text[end:]
