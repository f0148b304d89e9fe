"""Years and dates that do not fit (年份): published before the year ended, two report dates, old years in problems, labels, headings."""

import re
from collections.abc import Iterator

from ingest.audit.rules import finding
from ingest.document import Document
from ontology.records import Bundle, Finding, Span, overlap

_DATE = re.compile(r"(20\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?")
_NUMBERED = re.compile(r"[\u4e00-\u9fff]{2,8}[〔\[（(](20\d{2})[〕\]）)]\d{1,4}号")
_PUBLISHED = re.compile(
    r"(?:于|在)?\s*(20\d{2})年\s*(\d{1,2})月\s*(?:(\d{1,2})日)?(?:[，,](?=我|本|部门|单位|[^，。；]{0,12}网站))?[^，。；]{0,24}(?:公开|公示|公布|发布)"
)
_FILLED = re.compile(r"(?:(?:填报|填表|报送|自评|评价|报告|编制)(?:日期|时间)|日期)\s*[:：]\s*" + _DATE.pattern)
_SIGNED = re.compile(
    r"(?m)(?:。|[局委厅办会院校处站所队室府馆台司行社]|中心|[）)])[ \t\u3000]*\n\s*"
    r"(?P<date>(?P<year>20\d{2})年[ \t]*\d{1,2}月[ \t]*\d{1,2}日)[ \t]*$"
)
"""A date on a line of its own below the last sentence or the body's name."""
_YEAR = re.compile(r"(20\d{2})年(?!度?[^，。；]{0,6}(?:提前下达|结转))")
_COMPARED = re.compile(r"决算|预算|结转|结余|上年|实际|执行|完成值|末|初|[-—–~至到]|同期|增|比|基数|计划|规划")
_OWN_YEAR = re.compile(r"绩效|工作|任务|目标|完成|支出|预算|收支")
_SINCE = re.compile(r"较|比|同期|结转|续建|跨年|遗留|年底|年末|以来|至|批|届|确定|立项")
_NOTICE = re.compile(r"开展(?P<year>20\d{2})年度?[^，。；\n]{0,20}(?:自评|评价)[^，。；\n]{0,8}通知")
_DEADLINE = re.compile(r"(?:时限|期限|时间|时效|时点)$")
_MISSED = re.compile(
    r"(?:未能?|没有|没能|无法)[^，。；]{0,6}(?:在|于)(20\d{2})年(?:度|1[0-2]月)?[^，。；\d]{0,3}(?:3[01]日)?(?:前|以前|之前|内|底)"
)
_PLANNED = re.compile(r"(?:在|于|到|争取|力争|确保)(20\d{2})年(?:度|底|末)?[^，。；\d]{0,10}(?:中|时|前|底|内)")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?万元")


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield dates and years that cannot belong to the evaluated year."""
    year = bundle.report.fiscal_year
    if year is None:
        return
    cover = _cover(document)
    yield from _published(document, year, cover)
    if cover and cover[0][0] <= year:
        yield finding(document, "dated-early", f"评价{year}年度，封面日期为{_printed(cover[0])}", [cover[1]])
    yield from _two_dates(document, cover)
    yield from _signed(document, year)
    yield from _results(document, bundle, year)
    yield from _problems(document, year)
    yield from _gone_by(document, year)
    yield from _labels(document, year)
    yield from _headings(document, year)
    yield from _notices(document, year)
    yield from _deadlines(document, bundle, year)


def _cover(document: Document) -> tuple[tuple[int, int, int], Span] | None:
    """Return the date that stands on a line of its own before the text begins."""
    for m in re.finditer(rf"(?m)^\s*({_DATE.pattern})\s*$", document.text[:1500]):
        return (int(m[2]), int(m[3]), int(m[4])), m.span(1)
    return None


def _published(document: Document, year: int, cover: tuple[tuple[int, int, int], Span] | None) -> Iterator[Finding]:
    for flow in document.flows:
        for m in _PUBLISHED.finditer(flow.text):
            own = re.search(r"自评|结果|评价|报告|公开情况|绩效", flow.text) and not re.search(r"预算公开|决算公开|通知|办法", m.group())
            if int(m[1]) <= year and own and not _of_another_year(flow.text[: m.start()], year):
                filled = _FILLED.search(document.text) or _later_notice(document, int(m[1]))
                other = [cover[1]] if cover else [filled.span()] if filled else []
                spans = [flow.span(m.start(), m.end()), *other]
                yield finding(document, "published-early", f"评价{year}年度，却称于{m[1]}年{m[2]}月公开", spans)


def _later_notice(document: Document, year: int) -> re.Match[str] | None:
    """Return the number of the notice that the report follows, where it is of a later year than that (某财绩〔2022〕6号)."""
    return next((m for m in _NUMBERED.finditer(document.text[:1500]) if int(m[1]) > year), None)


def _of_another_year(before: str, year: int) -> bool:
    """Return whether a sentence says first that it speaks of an earlier year's report (2021年度自评报告已于…公开)."""
    told = re.search(r"(20\d{2})年度?[^，。；]{0,20}(?:自评|评价|绩效)[^，。；]{0,10}$", before)
    return told is not None and int(told[1]) < year


def _two_dates(document: Document, cover: tuple[tuple[int, int, int], Span] | None) -> Iterator[Finding]:
    if cover is None:
        return
    for m in _FILLED.finditer(document.text):
        filled = (int(m[1]), int(m[2]), int(m[3]))
        if filled != cover[0]:
            yield finding(document, "two-dates", f"封面为{_printed(cover[0])}，填报为{_printed(filled)}", [cover[1], m.span()])
            return


def _signed(document: Document, year: int) -> Iterator[Finding]:
    """A report that is signed, or a form filled in, before the year was over: under the text, or behind 填报日期 and its like."""
    behind = _SIGNED.finditer(document.text, len(document.text) // 3)
    foot = [m for m in behind if not any(overlap(m.span("date"), t.span) for t in document.tables)]
    filled = _FILLED.search(document.text)
    dates = [*((m["year"], m.span("date")) for m in foot[-1:]), *((m[1], m.span()) for m in [filled] if m)]
    early = [span for told, span in dates if int(told) == year]
    if early:
        yield finding(document, "dated-early", f"评价{year}年度，所署日期为{document.quote(early[0])}", early)


def _printed(date: tuple[int, int, int]) -> str:
    return f"{date[0]}年{date[1]}月{date[2]}日"


def _results(document: Document, bundle: Bundle, year: int) -> Iterator[Finding]:
    """Results that say of themselves that they are of the year before, as pasted text does."""
    now = {o.metric for o in bundle.outcomes if o.year == year}  # a table of two years tells both
    old = [o for o in bundle.outcomes if o.year == year - 1 and o.metric not in now and not _SINCE.search(o.quote)]
    if old:
        yield finding(document, "stale-result", f"{year}年度报告有{len(old)}处成效写{year - 1}年", [o.span for o in old], 0.7)


def _problems(document: Document, year: int) -> Iterator[Finding]:
    """A problem explained by a year gone by, with the measure that repeats its amount."""
    for flow in document.under("problems"):
        for m in re.finditer(r"[^。；]+", flow.text):
            found = _YEAR.search(m.group())
            if found is None or int(found[1]) >= year - 1 or re.search(r"法|条例|办法|意见|规划|通知|号|以来|成立|至今", m.group()):
                continue
            amounts = set(_AMOUNT.findall(m.group()))
            spans = [flow.span(m.start(), m.end())]
            for later in document.under("measures"):
                spans.extend(
                    later.span(s.start(), s.end()) for s in re.finditer(r"[^，。；]+", later.text) if any(a in s.group() for a in amounts)
                )
            yield finding(document, "stale-problem", f"{year}年度报告的问题援引{found[1]}年", spans, 0.85)


def _gone_by(document: Document, year: int) -> Iterator[Finding]:
    """A problem that missed a day of the year before (未能在…年12月31日前), a plan for a year gone by (在…年预算编制中)."""
    for meaning, told, first in (("problems", _MISSED, year - 1), ("measures", _PLANNED, year - 3)):
        for flow in document.under(meaning):
            for m in re.finditer(r"[^，。；]+", flow.text):
                found = told.search(m.group())
                if found and first <= int(found[1]) < year and not re.search(r"结转|续建|跨年|遗留|上年|规划|以来", m.group()):
                    text = f"{year}年度报告的{'问题' if meaning == 'problems' else '改进措施'}写{found[1]}年"
                    yield finding(document, "stale-problem", text, [flow.span(m.start(), m.end())], 0.7)


def _labels(document: Document, year: int) -> Iterator[Finding]:
    """A year in a table's label that is neither the evaluated one nor a column of comparison."""
    seen: set[Span] = set()
    for table in document.tables:
        for row in table.rows:
            for cell in row:
                m = re.search(r"[（(]?(20\d{2})年[^，。；\n（()）]{0,10}[）)]?", cell.text)
                if not m or cell.span in seen or len(cell.text) > 40:
                    continue
                seen.add(cell.span)
                if int(m[1]) < year and not _COMPARED.search(cell.text) and re.search(r"年(?:度)?[\u4e00-\u9fff]", m.group()):
                    start = document.text.find(m.group(), cell.span[0], cell.span[1])
                    span = (start, start + len(m.group())) if start >= 0 else cell.span
                    yield finding(document, "stale-label", f"{year}年度表内标“{m.group()}”", [span], 0.8)


def _headings(document: Document, year: int) -> Iterator[Finding]:
    """A heading that names an older year as its own (2022年度…完成情况) in a report on another."""
    for section in document.sections:
        m = re.match(r"(20\d{2})年(?:度)?(?!.{0,20}(?:20\d{2}|以来|规划|结转))", section.title)
        if m and int(m[1]) == year - 1 and _OWN_YEAR.search(section.title) and not re.search(r"对比|比较|上年", section.title):
            yield finding(document, "stale-heading", f"{year}年度报告的标题写{m[1]}年", [section.heading], 0.8)


def _notices(document: Document, year: int) -> Iterator[Finding]:
    """The notice on the evaluation of the year before, cited as the ground of this one."""
    for flow in document.flows:
        for m in _NOTICE.finditer(flow.text):
            if int(m["year"]) == year - 1:
                text = f"{year}年度报告援引开展{m['year']}年度评价的通知"
                yield finding(document, "stale-notice", text, [flow.span(m.start(), m.end())], 0.8)


def _deadlines(document: Document, bundle: Bundle, year: int) -> Iterator[Finding]:
    """An indicator whose target is a day of a year gone by."""
    for row in bundle.indicators:
        told = re.findall(r"(20\d{2})年", row.target or "")
        if _DEADLINE.search(row.name) and told and int(max(told)) == year - 1:
            yield finding(document, "stale-label", f"{year}年度指标“{row.name}”的目标为{row.target}", [row.span], 0.8)
