"""Headings, annexes, wording and level (标题、附件、口径、层级)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from ingest.audit.metric_key import key_words
from ingest.audit.rules import finding
from ingest.document import Document, Section, Span
from ontology.records import Bundle, Finding

_ANNEX_LIST = re.compile(r"附件\s*[:：]\s*((?:[^\n]*\n?){1,12})")
_ANNEX_ITEM = re.compile(r"(?m)(?:^|[:：]|\s)\s*(\d{1,2})\s*[、.．]\s*([^\n]{4,40})")
_ANNEX_HEAD = re.compile(r"(?m)^\s*附件\s*(\d{1,2})\s*[:：]?\s*\n?\s*([^\n]{4,50})")
_INTERIM = re.compile(r"截[至止](?:目前|当前)|今年以来|前三季度|前全年|上半年|1\s*[-—至]\s*(?:9|10|11)\s*月")
_WIDER = {
    "区县": re.compile(r"全(?:省|市(?=范围|系统))(?!第|首|排|率先|前|先|各|范围|平均|唯一|优秀|最)"),
    "地市": re.compile(r"全(?:省|区)(?!第|首|排|率先|前|先|各|范围|平均|唯一|优秀|最)"),
    "乡镇": re.compile(r"全(?:省|市|县|区)(?!第|首|排|率先|前|先|各|范围|平均|唯一|优秀|最)"),
}


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield what is wrong in the frame of a report."""
    yield from _repeated(document)
    yield from _annexes(document)
    yield from _interim(document, bundle)
    yield from _scope(document, bundle)


def _repeated(document: Document) -> Iterator[Finding]:
    """Siblings with one number; one finding for each pair."""
    siblings: dict[tuple[int, Section | None], list[Section]] = defaultdict(list)
    for section in document.sections:
        siblings[(section.level, _parent(document, section))].append(section)
    for group in siblings.values():
        for a, b in pairwise(group):
            number = re.sub(r"\W", "", a.number)
            if number and number == re.sub(r"\W", "", b.number) and a.title != b.title and not re.fullmatch(r"[1一]", number):
                yield finding(document, "repeated-number", f"两个“{a.number.strip()}”：{a.title}、{b.title}", [a.heading, b.heading])


def _parent(document: Document, section: Section) -> Section | None:
    above = (s for s in reversed(document.sections) if s.level < section.level)
    return next((s for s in above if s.span[0] <= section.heading[0] < s.span[1]), None)


def _annexes(document: Document) -> Iterator[Finding]:
    listed = {m[1]: (m[2].strip(), m.span()) for block in _ANNEX_LIST.finditer(document.text) for m in _items(document, block)}
    for m in _ANNEX_HEAD.finditer(document.text):
        title = key_words(re.sub(r"20\d\d年度?", "", m[2]))
        own = listed.get(m[1])
        other = next((n for n, (name, _) in listed.items() if n != m[1] and title and key_words(name.split("（")[0]) == title), None)
        if own and other and key_words(own[0].split("（")[0]) != title:
            spans = [(listed[n][1][0], listed[n][1][1]) for n in sorted((m[1], other))]
            joined: list[Span] = [(spans[0][0], spans[1][1])] if int(m[1]) - int(other) in (1, -1) else spans
            text = f"目录中“{m[2].strip()}”为附件{other}，所印为附件{m[1]}"
            yield finding(document, "annex-number", text, [*(_trim(document, s) for s in joined), _trim(document, m.span())])


def _items(document: Document, block: re.Match[str]) -> Iterator[re.Match[str]]:
    yield from _ANNEX_ITEM.finditer(document.text, block.start(), block.end())


def _trim(document: Document, span: Span) -> Span:
    text = document.quote(span)
    return span[0] + len(text) - len(text.lstrip()), span[1] - len(text) + len(text.rstrip())


def _interim(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Two or more phrases of an unfinished year in a report on a whole one."""
    spans = [
        flow.span(max((i + 1 for i in (flow.text.rfind(c, 0, m.start()) for c in "。；，")), default=0), _end(flow.text, m.end()))
        for flow in document.flows for m in _INTERIM.finditer(flow.text)
    ]
    if len(spans) >= 2 and bundle.report.fiscal_year:
        yield finding(document, "interim-wording", f"{len(spans)}处写法不是全年口径", spans, 0.8)


def _end(text: str, position: int) -> int:
    stop = re.compile(r"[，,。；]").search(text, position + 1)
    after = re.compile(r"[，,。；]").search(text, stop.end()) if stop and stop.start() - position < 4 else stop
    return after.start() if after else len(text)


def _scope(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """A county bureau with duties or indicators for the whole province, a city bureau with 全区."""
    wider = _WIDER.get(bundle.report.level or "")
    if wider is None or "自治区" in (bundle.report.province or ""):
        return
    spans = [d.span for d in bundle.duties if wider.search(d.quote) and "领导" not in d.quote]
    spans += [r.span for r in bundle.indicators if wider.search(r.name)]
    for flow in document.under("problems"):
        clauses = [m for m in re.finditer(r"[^，。；]+", flow.text) if wider.search(m.group())]
        spans += [flow.span(m.start(), m.end()) for m in clauses if re.search(r"承担|负责", m.group())]
    if spans:
        quotes = "、".join(f"“{document.quote(s)[:24]}”" for s in spans[:4])
        yield finding(document, "foreign-scope", f"{bundle.report.level}部门写{quotes}", spans, 0.75)
