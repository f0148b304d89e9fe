"""Headings, annexes, wording and level (标题、附件、口径、层级)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from ingest.audit.metric_key import key_words
from ingest.audit.rules import finding
from ingest.document import Document, Flow, Section
from ontology.records import Bundle, Finding, Span

_ANNEX_LIST = re.compile(r"附件\s*[:：]\s*((?:[^\n]*\n?){1,12})")
_ANNEX_ITEM = re.compile(r"(?m)(?:^|[:：]|\s)\s*(\d{1,2})\s*[、.．]\s*([^\n]{4,40})")
_ANNEX_HEAD = re.compile(r"(?m)^\s*附件\s*(\d{1,2})\s*[:：]?\s*\n?\s*([^\n]{4,50})")
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,12}?(?P<kind>镇|乡|街道|县|区)(?=人民政府|政府|办事处|[\u4e00-\u9fff]{2,20}(?:局|委员会|委|办公室|中心)$)"
)
_ENDS = r"(?=上下|人民|各[村级]|境内|的|共|累计)"
_OTHERS = {
    "镇": re.compile(rf"全乡{_ENDS}"), "乡": re.compile(rf"全镇{_ENDS}"), "街道": re.compile(rf"全[镇乡]{_ENDS}"),
    "县": re.compile(rf"全(?:区|旗){_ENDS}"), "区": re.compile(rf"全(?:县|旗){_ENDS}"),
}
_SHORT = 30
_MONEY_TITLE = re.compile(r"预算(?:及|和|与)?(?:其)?执行情况|收支情况|资金使用情况|预算安排情况")
_ASSETS_TITLE = re.compile(r"人员(?:及|和|与)资产|资产情况")
_FOLLOWING = 400
_TRADES = (
    ("监测", "检测"), ("检验", "检测"), ("服务", "事务"), ("管理", "监管"), ("监督", "监管"), ("保障", "保护"), ("指导", "指挥"),
    ("预防", "防控"), ("防治", "防控"), ("发展", "服务"), ("促进", "服务"),
)
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
    yield from _other_kind(document, bundle)
    yield from _hollow(document)
    yield from _renamed(document, bundle)


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


def _hollow(document: Document) -> Iterator[Finding]:
    """Headings that announce money or assets over a text that has none: one finding for all of a report."""
    spans = [s.heading for s in document.sections if _is_hollow(document, s)]
    spans += [flow.span(0, len(flow.text)) for flow in document.flows if flow.kind == "item" and _is_hollow_item(document, flow)]
    if spans:
        titles = "、".join(f"“{document.quote(s).strip()}”" for s in spans)
        yield finding(document, "hollow-heading", f"{titles}之下没有所称内容", spans, 0.75)


def _is_hollow(document: Document, section: Section) -> bool:
    body = document.text[section.heading[1] : section.span[1]]
    if len(body.strip()) < _SHORT or any(section.span[0] <= t.span[0] < section.span[1] for t in document.tables):
        return False
    if _MONEY_TITLE.search(section.title):
        return not re.search(r"预算|决算|执行[数率]|支出|拨款|经费", body)
    return bool(_ASSETS_TITLE.search(section.title)) and "资产" not in body


def _is_hollow_item(document: Document, flow: Flow) -> bool:
    """A numbered line that is a title (14、人员及资产), with no word of assets in what follows it."""
    after = document.text[flow.offsets[-1] + 1 :][:_FOLLOWING]
    return len(flow.text) < 16 and bool(_ASSETS_TITLE.search(flow.text)) and "资产" not in after


def _renamed(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """A body listed under one name and told of under another that differs by one word of its trade (监测中心, 检测中心)."""
    names = {u.name for u in bundle.units}
    for unit in bundle.units:
        for a, b in _TRADES:
            for old, new in ((a, b), (b, a)):
                other = unit.name.replace(old, new)
                place = document.text.find(other)
                if old in unit.name and len(other) >= 8 and place >= 0 and not any(other in n for n in names):
                    spans = [unit.span, (place, place + len(other))]
                    yield finding(document, "body-renamed", f"“{unit.name}”又写作“{other}”", spans, 0.8)


def _other_kind(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """全乡 in the report of a 镇, 全区 in that of a 县: taken over from another place's text."""
    place = _PLACE.match(bundle.report.department or "")
    if place is None or "自治区" in (bundle.report.province or ""):
        return
    for flow in document.flows:
        m = _OTHERS[place["kind"]].search(flow.text)
        if m:
            own = re.sub(r"^.*?[省市县区州](?=.{2})", "", place.group())
            first = document.text.find(own, document.text.find("\n") + 1)
            spans = [flow.span(m.start(), m.end()), *([(first, first + len(own))] if first >= 0 else [])]
            yield finding(document, "foreign-scope", f"“{own}”的报告写“{m.group()}”", spans, 0.75)
            return
