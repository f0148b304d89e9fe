"""What of a web page is the report (正文识别): the part with its sentences and tables, its title, the site's lines inside it."""

import re
from itertools import islice
from typing import Any

from ingest.readers.web_grid import BLANKS, BLOCKS, HAN, SKIPPED, lays_out

MAIN_SHARE = 0.85
"""The report stands in the smallest element that holds this share of the page's sentences and tables outside links."""

SENTENCE = re.compile(r"[。；，、]|^\s*[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")
"""What a line of a report has and one of a site's frame has not."""

TITLE = re.compile(r"报告|自评|绩效|决算")
YEAR = re.compile(r"20\d\d")
TITLE_LENGTH = 80
FILE = re.compile(r"\.(?:docx?|xlsx?|wps|et|pdf|ofd|zip|rar)\s*(?:[（(].{0,12}[）)])?", re.IGNORECASE)
BEFORE_FILES = re.compile(r"(?:相关|资料)?(?:附件|下载)?(?:下载|列表)?\s*\d{0,2}\s*[:：]?[\s\d.、.．\]\[【】]*")
SITE_LINE = re.compile(r"\W{0,3}(?:分享|打印|关闭|收藏|返回|扫一扫|字号|字体|上一篇|下一篇|更多|相关)")
SITE_LABEL = re.compile(
    r"(?:索引号|信息索引|主题分类|信息分类|发文机[关构]|发布机构|成文日期|发布日期|生成日期|公开[方形]式|公开范围|公开时限|有效性|文号|发文字号|"
    r"关键词|主题词|版权所有|技术支持|主办单位|承办单位|网站标识码|联系我们)[:：]?"
)

RECORD_CELLS = 12
"""A record's labels stand among so many first cells."""


def main_part(root: Any) -> Any:
    """Return the element that holds the report: the innermost with most of the page's sentences and data."""
    tables = list(root.iterdescendants("table"))
    layouts = {t for t in tables if lays_out(t)}
    data = {e for t in tables if t not in layouts and not is_record(t) for e in t.iter()}
    weights: dict[Any, int] = {}
    for element in reversed(list(root.iter())):
        own = _weight(element.text, element in data) if element.tag not in SKIPPED and element.tag != "a" else 0
        weights[element] = own + sum(weights[c] + _weight(c.tail, element in data) for c in element)
    main, whole = root, weights[root]
    while True:
        enough = MAIN_SHARE * whole
        inner = next((c for c in main if _may_hold(c, layouts) and weights[c] >= enough), None)
        if inner is None:
            return main
        main = inner


def _weight(text: str | None, cell: bool) -> int:
    return len(HAN.findall(text)) if text and (cell or SENTENCE.search(text)) else 0


def _may_hold(element: Any, layouts: set[Any]) -> bool:
    return element.tag in BLOCKS and element.tag not in ("p", "h1", "h2", "h3") and (element.tag != "table" or element in layouts)


def is_title(element: Any, page_title: str) -> bool:
    """Tell whether a block outside the main part is the report's title: a title's words with a year, or those of the page's own title."""
    text = BLANKS.sub(" ", element.text_content() or "").strip()
    if not 8 <= len(text) <= TITLE_LENGTH or not TITLE.search(text) or any(c.tag in BLOCKS | {"a"} for c in element.iterdescendants()):
        return False
    return element.tag in ("h1", "h2", "h3") or text in page_title or YEAR.search(text) is not None


def of_site(linked: str, other: str) -> bool:
    """Tell whether a line belongs to the site, by its words inside links and those outside: attachments, sharing, navigation."""
    if FILE.search(linked) and BEFORE_FILES.fullmatch(FILE.sub("", other).strip()):
        return True
    return bool(linked) and len(linked + other) <= TITLE_LENGTH and SITE_LINE.match(other + linked) is not None


def announces_files(line: str) -> bool:
    """Tell whether a line is the word that stands above attachments (附件：)."""
    return bool(line.strip()) and BEFORE_FILES.fullmatch(line.strip()) is not None


def is_record(table: Any) -> bool:
    """Tell whether a table is the site's record of the page (索引号、发文机关 …)."""
    texts = (re.sub(r"\s", "", td.text_content() or "") for td in table.iter("td", "th"))
    return sum(SITE_LABEL.match(text) is not None for text in islice(texts, RECORD_CELLS)) > 1
