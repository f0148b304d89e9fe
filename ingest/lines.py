"""Lines of a report, and which of them are page furniture or a contents page (页眉页脚、网页边栏、目录)."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from ingest.headings import numbered


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: the place of its text, `gap` blank lines before it, `tab` where it opens a flattened cell."""

    start: int
    end: int
    text: str
    gap: int
    tab: bool


PAGE_NUMBER = re.compile(
    r"[-—–－―•·]+\s*\d{1,4}\s*[-—–－―•·]+|第\s*\d{1,4}\s*页(?:[，,/／\s]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}\s*页?|"
    r"[Pp]age\s*\d{1,4}(?:\s*of\s*\d+)?"
)
BARE_NUMBER = re.compile(r"\d{1,3}")
SITE = re.compile(
    r"(?:索\s*引\s*号|信息索引|发布(?:时间|日期|机构|单位)|发文(?:机关|日期|字号)|成文日期|生成日期|信息来源|文章来源|来源|字体|字号|"
    r"浏览(?:次数|量)|点击(?:次数|量|数)|"
    r"阅读(?:次数|量)|访问量|责任编辑|编辑|作者|信息分类|主题分类|公开(?:方式|时限|范围|日期|形式)|有效性|当前位置|您(?:当前|现在|"
    r"所在)的?位置|上一[篇条]|下一[篇条]|附件下载|"
    r"主办单位|承办单位|网站(?:标识码|地图|声明)|联系我们|版权所有)\s*[:：|]"
    r"|(?:分享到|打印本页|【?打印】?|【?关闭(?:窗口)?】?|扫一扫|返回顶部|网站首页|无障碍|Copyright|.{0,3}ICP备|.{0,2}公网安备|"
    r"\[?字体[大中小\s]|首页\s*[>＞»])"
)
COVER = 15
"""A title stands within so many lines; a running head below may be printed there first."""

BOOKMARK = re.compile(r"\[bookmark:[^\]\n]*\]")
"""What some converters leave of a Word bookmark; it is no text."""

LEADERS = re.compile(r"(?:[.．·…]{3,}|\t|\s{3,}|[.．…]{2,}\s*)[（(]?\s*\d{1,3}\s*[)）]?$")
RUNNING_HEAD = re.compile(r"报告|自评|绩效|决算|年度")


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text that hold more than blanks, in order."""
    lines: list[Line] = []
    start = gap = 0
    for printed in text.split("\n"):
        raw = BOOKMARK.sub(lambda m: " " * len(m.group()), printed)
        content = raw.strip()
        if content:
            lead = len(raw) - len(raw.lstrip())
            lines.append(Line(start + lead, start + lead + len(content), content, gap, printed.startswith("\t")))
        gap = 0 if content else gap + 1
        start += len(raw) + 1
    return lines


def lines_in(text: str, span: tuple[int, int]) -> list[Line]:
    """Return the lines of a part of a text, their places counted in the whole."""
    return [replace(line, start=line.start + span[0], end=line.end + span[0]) for line in lines_of(text[span[0] : span[1]])]


def furniture(lines: list[Line]) -> set[int]:
    """Return the indices of page numbers, running heads, web-site chrome and conversion residue."""
    seen = Counter(line.text for line in lines if not line.tab and 8 <= len(line.text) <= 45 and RUNNING_HEAD.search(line.text))
    found: set[int] = set()
    printed: set[str] = set()
    for i, line in enumerate(lines):
        running = seen[line.text] >= 3 and (line.text in printed or i >= COVER)
        repeated = running and numbered(line.text) is None and line.text[-1] not in "。；：:"
        printed.add(line.text)
        if not line.tab and (repeated or PAGE_NUMBER.fullmatch(line.text) or _stray_number(lines, i) or SITE.match(line.text)):
            found.add(i)
    return found


def _stray_number(lines: list[Line], i: int) -> bool:
    """Tell whether a lone number cuts through running text, as a page number does."""
    if not BARE_NUMBER.fullmatch(lines[i].text) or not 0 < i < len(lines) - 1:
        return False
    before, after = lines[i - 1], lines[i + 1]
    return not before.tab and not after.tab and len(before.text) >= 20 and (len(after.text) >= 20 or numbered(after.text) is not None)


def contents(lines: list[Line]) -> set[int]:
    """Return the indices of a contents page: what follows 目录 and comes again later, and runs of lines with leaders."""
    led = {i for i, line in enumerate(lines) if not line.tab and len(line.text) <= 80 and LEADERS.search(line.text)}
    found = {i for i in led if {i - 1, i + 1} & led}
    top = next((i for i, line in enumerate(lines[:80]) if re.fullmatch(r"[【\[]?目\s*[录錄次][】\]]?", line.text)), None)
    if top is None:
        return found
    later = Counter(_bare(line.text) for line in lines[top + 1 :])
    found.add(top)
    for i in range(top + 1, len(lines)):
        key = _bare(lines[i].text)
        if i not in led and (len(lines[i].text) > 60 or later[key] < 1 or key not in {_bare(x.text) for x in lines[i + 1 :]}):
            break
        found.add(i)
    return found


def _bare(text: str) -> str:
    """Return a title without leaders, page number and blanks."""
    return re.sub(r"\s", "", LEADERS.sub("", text))
