"""Web pages (网页): reports saved from a government's site, with what belongs to the site told apart from what belongs to the report."""

import email
import email.policy
import re
from itertools import groupby, pairwise
from typing import Any

from ingest.errors import ForeignFile
from ingest.readers.compose import Composer, GridCell
from ingest.readers.web_grid import BLANKS, BLOCKS, MAX_DEPTH, flat, grid_of, inner_tables, lays_out, skipped, stands_alone
from ingest.readers.web_main import announces_files, is_record, is_title, main_part, of_site

SITE = frozenset(("nav", "footer", "aside"))
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)

HEAD = re.compile(rb"\s*(?:[A-Za-z][A-Za-z-]*:[ \t]*[^\r\n]*\r?\n(?:[ \t]+[^\r\n]*\r?\n)*)+")
VERSION = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
HEAD_WITHIN = 8_192


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
    page = _Page(root)
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


def archived(data: bytes) -> bool:
    """Tell whether bytes are a web archive (.mht, RFC 2557) or a mail: they begin with a head that tells its MIME version."""
    head = HEAD.match(data[:HEAD_WITHIN])
    return head is not None and VERSION.search(head[0]) is not None


def _html_part(data: bytes) -> bytes:
    """Return the page inside a web archive or a mail, or the bytes themselves."""
    if not archived(data):
        return data
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else b""
    raise ForeignFile("", "a mail or web archive without a page in it")


class _Page:
    """The walk over a page: inline text gathers until a block begins or ends, with whether it stands in a link."""

    def __init__(self, root: Any) -> None:
        self.composer = Composer()
        self.main = main_part(root)
        self.around = set(self.main.iterancestors())
        self.title = BLANKS.sub(" ", root.findtext("head/title") or "")
        self.waiting: list[tuple[str, bool]] = []
        self.last = ""
        self.count = self.lines = 0
        self.past = False

    def block(self, element: Any, depth: int, site: bool) -> None:
        """Add an element and what is in it; `site` where it belongs to the site."""
        if skipped(element) or depth > MAX_DEPTH:
            return
        if element.tag == "br":
            self.waiting.append(("\n", False))
            return
        if element.tag not in BLOCKS:
            self._inside(element, depth, site)
            return
        outside = element is not self.main and element not in self.around and not self._within(element)
        self.past = self.past or element is self.main
        self.flush(site)
        site = site or outside or element.tag in SITE
        if element.tag == "table" and not lays_out(element) and (cells := grid_of(element)):
            self._table(element, cells, depth, site)
            return
        kept = site and (self.past or not is_title(element, self.title))
        self._inside(element, depth, kept)
        self.flush(kept)

    def _table(self, table: Any, cells: list[GridCell], depth: int, site: bool) -> None:
        """Add a table of data, its caption before it and the tables that stand alone in its cells behind it."""
        for caption in table.iterchildren("caption"):
            self.block(caption, depth + 1, site)
        if site and is_record(table):
            for _, row in groupby(cells, key=lambda c: c.row):
                line = "  ".join(c.text.replace("\n", " ") for c in row)
                self.composer.paragraph(line, self._next_place(), furniture=True)
            return
        self.count += 1
        self.composer.grid(cells, f"table {self.count}")
        for inner in inner_tables(table):
            if stands_alone(inner):
                self.block(inner, depth + 1, site)

    def _next_place(self) -> str:
        self.lines += 1
        return f"paragraph {self.lines}"

    def _within(self, element: Any) -> bool:
        return self.main in element.iterancestors()

    def _inside(self, element: Any, depth: int, site: bool) -> None:
        linked = element.tag == "a"
        self.waiting.append((flat(element.text), linked))
        for child in element:
            self.block(child, depth + 1, site)
            self.waiting.append((flat(child.tail), linked))

    def flush(self, site: bool) -> None:
        """End the paragraph that is open; each line of it is one of the text's."""
        ends = [n for n, (text, _) in enumerate(self.waiting) if text == "\n"]
        for start, end in pairwise((-1, *ends, len(self.waiting))):
            self._line(self.waiting[start + 1 : end], site)
        self.waiting = []

    def _line(self, parts: list[tuple[str, bool]], site: bool) -> None:
        line = "".join(text for text, _ in parts)
        if not line.strip():
            return
        linked = "".join(text for text, inside in parts if inside)
        own = of_site(linked, "".join(text for text, inside in parts if not inside))
        if own and announces_files(self.last):
            self.composer.disown()
        self.composer.paragraph(line, self._next_place(), furniture=site or own)
        self.last = line
