"""Clues in a report's text for where its author is (地域线索): superiors, newspapers, branches, document numbers, neighbours.

Weights follow the order of evidence: a superior or a path like 南昌市西湖区 counts more than a local newspaper, that more than a bare
mention; a place named for an award, a partner or a company's seat hardly counts, because it is tied to somebody else.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ontology.divisions import Region, region
from ontology.region_names import Mention, mentions, named

COVER = 400  # a title page fits into this many characters
_SUPERIOR = re.compile(
    r"(?:市|省|区|县|州)?(?:委|党委|人民政府|政府|人大|政协|纪委|财政|审计|中级人民法院|[市省]长质量奖|[\u4e00-\u9fff]{2,8}?(?:局|厅|委员会|办公室|管委会))"
)
_PAPER = re.compile(r"市?(?:日报|晚报|晨报|早报|都市报|商报|电视台|广播|融媒|新闻网|发布|在线|传媒)")
_BRANCH = re.compile(r"市?(?:分公司|分行|支行|分院|海关|车站|机场|公积金|供电|大市场|批发市场|高新区|经开区|城区)")
_AWAY_BEFORE = re.compile(
    r"(?:签订|签署|合作|协作|赴|考察|学习|来自|联盟|友好|对口|帮扶|支援|援助|流入|产地|驻|前往|联合|会同|邀请|招引|跨省|(?<!参)与|借鉴|参加)"
    r"[^。；\n]{0,8}$"
)
_AWAY_AFTER = re.compile(
    r"[^。；，、\n]{0,10}?(?:有限公司|集团|公司|工厂|厂家|企业|签订|签署|合作|协作|联络处|办事处驻|博览会|展会|论坛|峰会|生产的|籍|商会|协会|大赛)"
)
_DOCUMENT = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,8})[〔\[（(【]\s*20\d\d\s*[〕\]）)】]\s*第?\s*\d+\s*号")
_HINT = re.compile(r"(?:本|全|我)(省|市|州|盟|区|县|旗)")
_NATIONAL = ("国", "财", "中", "国务院", "人社", "教", "农", "民", "卫", "税", "发改", "审", "工信", "厅", "办")
_ABBREVIATIONS = {
    pair[0]: pair[1:]
    for pair in re.findall(
        r"\S+",
        "京11 津12 冀13 晋14 蒙15 辽21 吉22 黑23 沪31 苏32 浙33 皖34 闽35 赣36 鲁37 豫41 鄂42 湘43 粤44 桂45 琼46 渝50 川51 "
        "黔52 滇53 藏54 陕61 甘62 青63 宁64 新65",
    )
}
_NICKNAMES = dict(
    re.findall(
        r"(\S+)=(\S+)",
        "洪城=南昌 豫章=南昌 蓉城=成都 锦官城=成都 羊城=广州 鹏城=深圳 泉城=济南 岛城=青岛 冰城=哈尔滨 金陵=南京 鹭岛=厦门 "
        "甬城=宁波 庐州=合肥 筑城=贵阳 邕城=南宁 星城=长沙",
    )
)


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence that the author belongs to a division, with its weight and the words that say so."""

    adcode: str
    weight: float
    reason: str


def clues(text: str) -> list[Clue]:
    """Return the clues of a text, ambiguous names as one clue a candidate with the weight shared; repeated ones count less and less."""
    return list(_fade([*_mention_clues(text), *_document_clues(text), *_nickname_clues(text)]))


def own_kinds(text: str) -> Counter[str]:
    """Count 全市, 本县, 我区 …: what kind of division the author says it works for."""
    return Counter(match[1] for match in _HINT.finditer(text))


def document_prefixes(text: str) -> Counter[str]:
    """Count the issuing marks of document numbers (益财绩〔2024〕1号 -> 益财绩) that are not a national ministry's."""
    return Counter(m[1] for m in _DOCUMENT.finditer(text) if not m[1].startswith(_NATIONAL))


def _mention_clues(text: str) -> Iterator[Clue]:
    found = list(mentions(text))
    for before, here in zip([None, *found], found, strict=False):
        weight, why = _weigh(text, here)
        inner = _path(before, here)
        chosen = inner or here.candidates
        if inner and before is not None:
            away = weight < 0.2
            yield from (Clue(r.adcode, 0.3 if away else 6.0, f"“{before.name}{here.name}”连写") for r in inner)
            continue
        if here.start < COVER and weight >= 1:
            weight, why = weight * 2, why + "（封面、标题处）"
        yield from (Clue(r.adcode, weight / len(chosen), f"“{text[here.start : here.end + 6].split()[0]}”：{why}") for r in chosen)


def _path(before: Mention | None, here: Mention) -> tuple[Region, ...]:
    if before is None or before.end != here.start:
        return ()
    above = {r.adcode for r in before.candidates}
    return tuple(r for r in here.candidates if _chain(r) & above)


def _chain(one: Region) -> set[str]:
    codes: set[str] = set()
    parent = one.parent
    while parent is not None:
        codes.add(parent)
        above = region(parent)
        parent = above.parent if above else None
    return codes


def _weigh(text: str, here: Mention) -> tuple[float, str]:
    after, before = text[here.end : here.end + 24], text[max(0, here.start - 14) : here.start]
    if _PAPER.match(after):
        return 2.5, "本地媒体"
    if _BRANCH.match(after):
        return 2.0, "本地分支机构或场所"
    if _AWAY_BEFORE.search(before) or _AWAY_AFTER.match(after):
        return 0.1, "合作方、企业或活动所在地"
    if _SUPERIOR.match(after):
        return 3.0, "上级或同级机关"
    return (1.0, "提及全称") if here.suffixed else (0.6, "提及")


def _document_clues(text: str) -> Iterator[Clue]:
    for prefix, count in document_prefixes(text).items():
        code = _ABBREVIATIONS.get(prefix[0])
        if code is not None:
            yield from [Clue(code + "0000", 2.5, f"文号“{prefix}”")] * count


def _nickname_clues(text: str) -> Iterator[Clue]:
    for nickname, city in _NICKNAMES.items():
        prefecture = next(r for r in named(city + "市") if r.level == "地市")
        yield from [Clue(prefecture.adcode, 2.0, f"别称“{nickname}”")] * min(text.count(nickname), 3)


def _fade(found: list[Clue]) -> Iterator[Clue]:
    seen: Counter[str] = Counter()
    for clue in sorted(found, key=lambda c: -c.weight):
        seen[clue.adcode] += 1
        yield Clue(clue.adcode, clue.weight / seen[clue.adcode] ** 0.5, clue.reason)
