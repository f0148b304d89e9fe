"""Title, kind and evaluated year of a report (标题、类型、评价年度)."""

import re
from collections import Counter

from ingest.document import Document
from ingest.lines import LEADERS, PAGE_NUMBER, SITE, Line, lines_of

KIND = re.compile(
    r"(?P<owner>部门(?:[（(]单位[)）]|和单位|、单位)?|单位(?:[（(]部门[)）])?|街道|乡镇|学校)?(?P<scope>(?:预算)?整体(?:支出|预算)?|"
    r"项目(?:支出|资金)?|专项(?:资金|经费)?|财政(?:支出|"
    r"资金|专项资金)?|"
    r"政府性基金|财政拨款|预算(?:支出|项目)?|支出|政策)?(?:预算|资金|支出)?(?P<word>绩效(?:管理)?(?:自我?评价?|自评估|评价|评估|目标)|"
    r"绩效)(?:工作|结果)?(?:(?:情况)?(?:的)?"
    r"(?P<form>自评报告|自评表|申报表|批复表|评分表|评价表|总结报告|报告书|报告|表|情况说明|说明|总结)|(?:情况)?(?:的)?(?:公开|公告|"
    r"公示)$|情况$|(?<=[评价]结果)$)"
)
OTHER_KIND = re.compile(r"(?P<owner>部门|单位)?(?P<scope>决算)(?:公开)?(?P<form>报告|说明|公开|情况)?|"
    r"(?P<change>(?:绩效)?(?:问题)?整改)(?:情况)?(?:的)?(?P<form2>报告)")
TITLE_WORD = re.compile(r"(?:绩效|自评|评价|决算|整改|整体支出).{0,14}(?:报告书?|表|情况|说明|总结|公开|公告|公示)|整体支出.{0,4}$|(?:部门|"
    r"单位)决算$|"
    r"^.{0,8}绩效(?:自评|评价)报告|20\d\d年度?.{0,20}(?:自评|评价)结果$")
YEAR = re.compile(r"(?<!\d)(20[0-3]\d)\s*(?:年|[-—–]20\d\d年)?\s*(年度)?")
HAN_YEAR = re.compile(r"[二][〇○零Ｏ0O][一二三四五六七八九〇○零]{2}(?=年)")
DIGITS = {c: str(i % 10) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0", "Ｏ": "0", "O": "0", "0": "0"}
BODY_YEAR = re.compile(
    r"(20[0-3]\d)\s*年(?:度|来|末|底|我|本|全|预算|决算|收入|支出|一般公共|部门|整体|财政|基本|项目|“三公”|自评|绩效|、|，|1?[-—]?12月)"
)
BOTH = re.compile(r"整体(?:支出)?[及和与暨、](?:部门|单位)?(?:重点|预算)?项目(?:支出)?(?=(?:预算)?绩效|自评)")
"""A report on the whole and on its projects (部门整体及项目支出绩效自评报告) is one on the whole."""

NO_TITLE = re.compile(
    r"[。；;《》]|^[一二三四五六七八九十]+[、.．]|^[（(]|^第.部分|^附件[^\d]?[：:]1?|通知|"
    r"^(?:财政|部门|政府|预算|信息|绩效|评价|自评|结果|管理|单位|预?决算|专项|资金|及)*(?:公开|公示|公告|情况)$"
)
"""What a title does not hold; the last are the columns of a site (部门预决算公开)."""

TITLE_LINE = re.compile(HAN_YEAR.pattern + r"|20\d\d|[局委厅办会院校园所队心处府镇乡道站馆部](?:[（(][^（）()]{1,40}[)）])?$")
PLACE_LINE = re.compile(r"(?:中共)?[\u4e00-\u9fff]{2,16}[省市县区旗州盟]")
"""A place that a line break parts from the department's name."""

NO_TITLE_LINE = re.compile(r"[。；;：:，,]|^附[件表]|^[（(]|^\d+$|号$|^20\d\d[-.年/]\d|目录")
COVER_YEAR = re.compile(r".{0,8}[（(]?(?:20\d\d|二.{3})年?度[)）]?|.{0,4}(?:评价|自评|预算)?年度[：:].{0,3}20\d\d年?.{0,2}")
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
COVER_LINES = 80


def title_of(document: Document) -> str | None:
    """Return the report's title as printed, its lines joined and blanks between characters left out; None where there is none."""
    noise = (SITE.match, PAGE_NUMBER.fullmatch, LEADERS.search)
    lines = [x for x in lines_of(document.text)[:COVER_LINES] if not any(is_noise(x.text) for is_noise in noise)]
    for i, line in enumerate(lines):
        if _is_title(line):
            return _clean("".join([*_before(lines, i), _flat(line.text), *_after(lines, i)]))
    return None


def _is_title(line: Line) -> bool:
    flat = _flat(line.text)
    return len(flat) <= 60 and TITLE_WORD.search(flat) is not None and not NO_TITLE.search(flat)


def _before(lines: list[Line], i: int) -> list[str]:
    """Return the short lines above that belong to the title: a department's name, a year."""
    found: list[str] = []
    while i > 0 and len(found) < 2:
        above = _flat(lines[i - 1].text)
        place = found and PLACE_LINE.fullmatch(above)
        if len(above) > 30 or lines[i].gap > 2 or NO_TITLE_LINE.search(above) or not (TITLE_LINE.search(above) or place):
            break
        found.insert(0, above)
        i -= 1
    return found


def _after(lines: list[Line], i: int) -> list[str]:
    """Return the line below where it closes the title: a year in brackets, or the word the line break cut off."""
    if i + 1 >= len(lines):
        return []
    below, own = _flat(lines[i + 1].text), _flat(lines[i].text)
    closes = re.fullmatch(
        r"[（(]\s*(?:20\d\d|二.{3})年度?\s*[)）]|[（(](?:本级|机关|汇总|单位|部门)[)）]|(?:部门)?(?:整体)?(?:支出)?(?:绩效)?(?:自评|评价|"
        r"自评价)?(?:报告|表)(?:[（(]\s*(?:20\d\d|二.{3})年度?\s*[)）])?",
        below,
    )
    return [below] if closes and not own.endswith(below) and lines[i + 1].gap <= 3 else []


def _flat(text: str) -> str:
    return re.sub(r"\s|^[#>*\s]+|\*+$", "", text).translate(FULL_WIDTH)


def _clean(title: str) -> str:
    """Return a title without remarks in brackets at its end that name neither year nor scope."""
    return re.sub(r"[（(](?![^（(]*(?:20\d\d|年|本级|机关|汇总|单位|部门))[^（）()]{1,12}[)）]$", "", title)


def doc_type_of(title: str) -> str | None:
    """Return the kind of report a title prints (部门整体支出绩效自评报告); 部门 is understood where only 整体支出 is said."""
    flat = re.sub(r"20\d\d年?度?|[“”\"]", "", title)
    flat = BOTH.sub("整体支出", flat)
    m = KIND.search(flat)
    if m is None:
        other = OTHER_KIND.search(flat)
        return other.group() if other else None
    owner, scope = m["owner"] or "", m["scope"] or ""
    if scope.startswith("整体") and owner not in ("部门", "单位"):
        owner = "部门" if not owner or owner in ("街道", "乡镇", "学校") else owner
    kind = m.group()[len(m["owner"] or "") :] if scope else m.group()[m.start("word") - m.start() :]
    return owner + re.sub(r"(?:工作|结果|情况)*(?:的)?(?=报告$|表$)", "", kind)


def fiscal_year_of(document: Document, title: str | None) -> int | None:
    """Return the evaluated year: the title's, else the cover's, else the one the text speaks of most; never a notice's or a posting's."""
    for text in (title or "", *_cover(document)):
        year = _year_in(text)
        if year:
            return year
    body = re.sub(r"《[^》]*》|〔20\d\d〕|\[20\d\d\]", "", document.text)
    votes = Counter(int(y) for y in BODY_YEAR.findall(body))
    return max(votes, key=lambda y: (votes[y], y)) if votes else None


def _cover(document: Document) -> list[str]:
    """Return the lines of the cover that may state the year: 20XX年度 alone or beside 评价年度."""
    flat = [_flat(line.text) for line in lines_of(document.text)[:COVER_LINES]]
    return [x for x in flat if COVER_YEAR.fullmatch(x)]


def _year_in(text: str) -> int | None:
    han = HAN_YEAR.search(text)
    if han:
        return int(_han_year(han.group()))
    found = [(m[2] is not None or text[m.end(1) : m.end(1) + 2] == "年度", int(m[1])) for m in YEAR.finditer(text)]
    return next((y for full, y in found if full), found[0][1] if found else None)


def _han_year(text: str) -> str:
    return "".join(DIGITS[c] for c in text)
