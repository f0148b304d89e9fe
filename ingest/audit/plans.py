"""Plans and uses of another year (年份沿用): a past year's work still to be done, last year's evaluation, a budget already spent."""

import re
from collections.abc import Iterator
from datetime import date

from ingest.audit.rules import finding
from ingest.document import Document, Flow
from ontology.records import Bundle, Finding, Span

_CLAUSE = re.compile(r"[^，。；;\n]+")
_YEAR = r"(?P<year>20\d{2})\s*年"
_PLANNED = re.compile(
    rf"(?:确保|力争|争取|拟(?:于|在)?|计划(?:于|在)?|预计|将(?:于|在)|保证)[^，。；]{{0,10}}?{_YEAR}(?P<rest>[^，。；]{{0,24}})"
)
_AT_THE_TIME = re.compile(
    rf"(?<=[，。；：]){_YEAR}(?:底前?|年底前?|末|内|上半年|下半年)?"
    r"(?P<rest>(?:全面|基本|力争|确保|全部)?(?:完成|建成|实现|达到)(?!了|率|情况)[^，。；]{2,24})(?=[。；]|$)"
)
"""A clause of what is to come that only names its year (下一步…，2025年全面建成…)."""
_AHEAD = re.compile(r"下一?步|今后|下一阶段|打算|改进措施|整改措施")
_TO_DO = re.compile(r"完成|建成|实现|达到|开工|竣工|落实|支付|任务|投入使用|启动|执行")
_BUDGET_OF = re.compile(
    rf"(?:编制|安排|调整|制定|申报)[^，。；]{{0,6}}?{_YEAR}(?:度)?[^，。；]{{0,6}}预算"
    rf"|作为{_YEAR.replace('year', 'other')}(?:度)?[^，。；]{{0,6}}预算"
)
_RESULT = re.compile(r"自评结果|评价结果|绩效结果|自评情况")
_OLD_RESULT = re.compile(
    rf"(?:将|把|以|根据|依据|结合|运用|应用|对)[^，。；]{{0,4}}?{_YEAR}(?:度)?[^，。；]{{0,10}}?(?:绩效)?(?:自评|评价)(?:结果|情况)"
)
_PAST_FORM = re.compile(r"^\s*[（(]?\s*(20\d{2})\s*年\s*度?\s*[）)]?\s*$")
_COVER = 800
_DAY = re.compile(
    r"(?P<y>20\d{2})\s*(?:(?P<mark>[./-])|年)\s*(?P<m>\d{1,2})\s*(?(mark)(?P=mark)|月)\s*(?P<d>\d{1,2})(?:\s*日|(?![\d.万亿千百元%]))"
)
"""A day in one notation throughout: 2019年52.90万元 is none."""
_SIGNED = re.compile(r"(?m)^\s*(20\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*$")
_DONE = re.compile(r"完成|召开|开展|通过|印发|公开|公布|建成|竣工|投入使用|验收|下达|挂牌|成立|举办")
_COMING = re.compile(r"将|拟|计划|预计|前|止|有效|至|到期|期限|以后|之后|下一步|力争|确保")


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield the years of plans, uses and dates that cannot be meant."""
    year = bundle.report.fiscal_year
    signed = _signature(document)
    yield from _days(document, signed)
    if year is None:
        return
    for flow in document.flows:
        yield from _plans(document, flow, year, signed)
        yield from _uses(document, flow, year)
    yield from _forms(document, year)


def _signature(document: Document) -> tuple[date, Span] | None:
    """Return the last date that stands on a line of its own: the day the report was signed."""
    for m in reversed(list(_SIGNED.finditer(document.text))):
        try:
            return date(int(m[1]), int(m[2]), int(m[3])), (m.start(1), m.end())
        except ValueError:
            continue
    return None


def _plans(document: Document, flow: Flow, year: int, signed: tuple[date, Span] | None) -> Iterator[Finding]:
    """确保 N 年任务完成 in the report on year N, or on a later one."""
    where = document.meaning_at(flow.offsets[0], "problems", "measures", "disclosure")
    if where not in ("problems", "measures", "disclosure"):
        return
    ahead = _AHEAD.search(flow.text)  # among the problems only behind 下一步
    start = ahead.start() if ahead and where != "measures" else 0
    for m in (*_PLANNED.finditer(flow.text), *_AT_THE_TIME.finditer(flow.text, start)):
        if where == "problems" and (ahead is None or ahead.start() > m.start()):
            continue
        if int(m["year"]) > year or not _TO_DO.search(m["rest"]) or re.search(r"[》）]|评价|绩效|考核|基础|水平", m["rest"]):
            continue
        spans = [flow.span(m.start(), m.end()), *([signed[1]] if signed and signed[0].year > int(m["year"]) else [])]
        yield finding(document, "stale-plan", f"{year}年度报告计划{m['year']}年的工作", spans, 0.85)


def _uses(document: Document, flow: Flow, year: int) -> Iterator[Finding]:
    """The year's own result for the year's own budget, or another year's result."""
    for m in _BUDGET_OF.finditer(flow.text):
        named = int(m["year"] or m["other"])
        sentence = _sentence(flow.text, m.start())
        if named <= year and _RESULT.search(sentence) and re.search(r"依据|参考|挂钩|作为|根据|应用", sentence):
            start = max((s.end() for s in re.finditer(r"[，,。；;]", flow.text[: m.start()])), default=0)
            end = re.compile(r"[，。；;]|$").search(flow.text, m.end())
            span = flow.span(start, end.start() if end else m.end())
            yield finding(document, "stale-use", f"{year}年度的自评结果用于{named}年预算", [span])
    for m in _OLD_RESULT.finditer(flow.text):
        if int(m["year"]) < year and re.search(r"下一年|以后年度|预算|挂钩|公开|应用", flow.text[m.end() : m.end() + 30]):
            end = re.compile(r"[，。；;]|$").search(flow.text, m.end())
            span = flow.span(m.start(), end.start() if end else m.end())
            yield finding(document, "stale-use", f"{year}年度报告应用{m['year']}年度的结果", [span], 0.85)


def _sentence(text: str, position: int) -> str:
    end = text.find("。", position)
    return text[text.rfind("。", 0, position) + 1 : end if end >= 0 else len(text)]


def _forms(document: Document, year: int) -> Iterator[Finding]:
    """A form headed 自评表 whose line of the year, or whose own title, names an earlier year than the report."""
    title = re.search(rf"{year}\s*年度?[^\n]{{0,40}}(?:自评|评价)[^\n]{{0,6}}", document.text[:_COVER])
    own = [title.span()] if title else []
    for m in re.finditer(r"(?m)^[^\n]{0,40}(?:自评价?表|绩效[^\n。]{0,8}表|基础数据表)[^\n]{0,10}$", document.text):
        named = re.search(r"(20\d{2})\s*年度?", m.group())
        below = document.text[m.end() + 1 : m.end() + 40].splitlines()
        line = next((b for b in below[:2] if _PAST_FORM.match(b)), None)
        name = re.sub(r"^\s*附\s*[件表]?\s*\d{0,2}\s*[：:.、]", "", m.group())
        if named and int(named[1]) == year - 1 and not re.search(r"[：:、]", name):
            yield finding(document, "stale-form", f"{year}年度报告附{named[1]}年度的表", [_trim(document, m.span()), *own], 0.85)
        elif line is not None and (found := _PAST_FORM.match(line)) and int(found[1]) == year - 1:
            start = document.text.index(line, m.end())
            spans = [_trim(document, m.span()), (start, start + len(line)), *own]
            yield finding(document, "stale-form", f"{year}年度报告的表标{found[1]}年度", spans, 0.85)


def _trim(document: Document, span: Span) -> Span:
    text = document.quote(span)
    return span[0] + len(text) - len(text.lstrip()), span[1] - len(text) + len(text.rstrip())


def _days(document: Document, signed: tuple[date, Span] | None) -> Iterator[Finding]:
    """Days no calendar has, and things done after the report was signed."""
    for flow in document.flows:
        for m in _DAY.finditer(flow.text):
            try:
                day = date(int(m["y"]), int(m["m"]), int(m["d"]))
            except ValueError:
                yield finding(document, "no-such-day", f"“{m.group()}”", [flow.span(m.start(), m.end())])
                continue
            clause = _around(flow.text, m.start())
            done = _DONE.search(flow.text, m.end(), clause[1])
            if signed and day > signed[0] and done and not _COMING.search(flow.text[slice(*clause)]):
                text = f"报告日期为{signed[0].year}年{signed[0].month}月{signed[0].day}日，所述之事在{m.group().strip()}"
                yield finding(document, "after-signing", text, [flow.span(*clause), signed[1]], 0.8)


def _around(text: str, position: int) -> tuple[int, int]:
    return next(((m.start(), m.end()) for m in _CLAUSE.finditer(text) if m.start() <= position < m.end()), (position, len(text)))
