"""Web pages (网页): reports saved from a government's site, with what belongs to the site told apart from what belongs to the report."""

import email
import email.policy
import re
from typing import Any

from ingest.errors import ForeignFile
from ingest.readers.compose import MAX_CELLS, Composer, GridCell

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))
SKIPPED = frozenset((
    "script", "style", "noscript", "template", "head", "select", "option", "button", "input", "textarea", "svg", "iframe", "object",
    "video", "audio", "link", "meta",
))
SITE = frozenset((
    "nav", "footer", "aside",
))
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
TITLE = re.compile(r"报告|自评|绩效|决算")
HAN = re.compile(r"[\u4e00-\u9fff]")
BLANKS = re.compile(r"[ \t\r\n\f]+")
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
MAIN_SHARE = 0.75
"""The report stands in the smallest element that holds this share of the page's words outside links."""

MAX_DEPTH = 250
MAX_SPAN = 1_000


def read_web(data: bytes) -> Composer:
    """Return the composed text and tables of a web page; raises ForeignFile."""
    import lxml.etree
    import lxml.html

    text = decoded(_html_part(data))
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError) as problem:
        raise ForeignFile("", "a web page without text") from problem
    page = _Page(Composer(), _main(root))
    page.block(root, 0, False)
    page.flush(False)
    return page.composer


def decoded(data: bytes) -> str:
    """Return a page's characters by its byte order mark, what it declares, or what fits: UTF-8, else GB18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    declared = CHARSET.search(data[:4096])
    name = declared[1].decode().lower() if declared else ""
    names = ["gb18030"] if name in ("gb2312", "gbk", "gb18030", "x-gbk") else []
    for candidate in ["utf-8-sig", *names, "gb18030"]:
        try:
            return data.decode(candidate)
        except UnicodeDecodeError:
            continue
    return data.decode(names[0] if names else "utf-8", "replace")


def _html_part(data: bytes) -> bytes:
    """Return the page inside a web archive (.mht), or the bytes themselves."""
    if not re.match(rb"\s*(?:From:|MIME-Version:|Subject:|Date:)", data[:200], re.IGNORECASE):
        return data
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else b""
    raise ForeignFile("", "a mail or web archive without a page in it")


def _main(root: Any) -> Any:
    """Return the element that holds the report: the innermost with most of the words that are no links."""
    weights: dict[Any, int] = {}
    for element in reversed(list(root.iter())):
        own = len(HAN.findall(element.text or "")) if element.tag not in SKIPPED and element.tag != "a" else 0
        weights[element] = own + sum(weights[c] + len(HAN.findall(c.tail or "")) for c in element)
    main, whole = root, weights[root]
    while True:
        inner = next((c for c in main if c.tag in BLOCKS and c.tag not in ("table", "p", "h1") and weights[c] >= MAIN_SHARE * whole), None)
        if inner is None:
            return main
        main = inner


class _Page:
    """The walk over a page: inline text gathers until a block begins or ends."""

    def __init__(self, composer: Composer, main: Any) -> None:
        self.composer = composer
        self.main = main
        self.around = set(main.iterancestors())
        self.waiting: list[str] = []
        self.count = 0

    def block(self, element: Any, depth: int, site: bool) -> None:
        """Add an element and what is in it; `site` where it belongs to the site."""
        if element.tag in SKIPPED or not isinstance(element.tag, str) or HIDDEN.search(element.get("style") or "") or depth > MAX_DEPTH:
            return
        outside = element is not self.main and element not in self.around and not self._within(element)
        site = site or (outside and element.tag in BLOCKS) or element.tag in SITE
        if element.tag == "br":
            self.waiting.append("\n")
            return
        if element.tag not in BLOCKS:
            self._inside(element, depth, site)
            return
        self.flush(site)
        if element.tag == "table" and (cells := grid_of(element)):
            self.count += 1
            self.composer.grid(cells, f"table {self.count}")
            return
        kept = site and not (element.tag in ("h1", "h2") and TITLE.search(element.text_content() or ""))
        self._inside(element, depth, kept)
        self.flush(kept)

    def _within(self, element: Any) -> bool:
        return self.main in element.iterancestors()

    def _inside(self, element: Any, depth: int, site: bool) -> None:
        self.waiting.append(BLANKS.sub(" ", element.text or ""))
        for child in element:
            self.block(child, depth + 1, site)
            self.waiting.append(BLANKS.sub(" ", child.tail or ""))

    def flush(self, site: bool) -> None:
        """End the paragraph that is open; each line of it is one of the text's."""
        for line in "".join(self.waiting).split("\n"):
            if line.strip():
                self.composer.paragraph(line, f"element {self.composer.length}", furniture=site)
        self.waiting = []


def grid_of(table: Any) -> list[GridCell]:
    """Return the cells of a table of data; nothing for one that lays out the page (holds tables, or one column)."""
    if next(table.iterdescendants("table"), None) is not None:
        return []
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    lines = list(table.iter("tr"))
    for r, row in enumerate(lines):
        col = 0
        for td in row.iterchildren("td", "th"):
            while (r, col) in taken:
                col += 1
            rows, cols = _span(td, "rowspan"), _span(td, "colspan")
            rows = min(rows, len(lines) - r)
            if len(taken) > MAX_CELLS:
                raise ForeignFile("", f"tables of over {MAX_CELLS} cells; a report has thousands")
            taken |= {(r + i, col + j) for i in range(rows) for j in range(cols)}
            cells.append(GridCell(_cell_text(td), r, col, rows, cols))
            col += cols
    return cells if len({c.col for c in cells if c.text}) > 1 else []


def _span(td: Any, name: str) -> int:
    printed = (td.get(name) or "1").strip()
    return min(max(int(printed), 1), MAX_SPAN) if printed.isascii() and printed.isdigit() else 1


def _cell_text(td: Any) -> str:
    """Return a cell's text, a line for each block in it."""
    return re.sub(r"\s*\n\s*", "\n", _words(td, 0)).strip()


def _words(element: Any, depth: int) -> str:
    if element.tag in SKIPPED or not isinstance(element.tag, str) or depth > MAX_DEPTH:
        return ""
    if element.tag == "br":
        return "\n"
    inner = [BLANKS.sub(" ", element.text or "")]
    inner += [_words(child, depth + 1) + BLANKS.sub(" ", child.tail or "") for child in element]
    return f"\n{''.join(inner)}\n" if element.tag in BLOCKS else "".join(inner)
