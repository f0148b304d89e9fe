"""What the report is (报告要素): title, kind, year, author, region, score, grade, aliases."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.document import Document
from ingest.extractors.department import department_of
from ingest.extractors.report_title import doc_type_of, fiscal_year_of, title_of
from ontology.records import ReportFields
from ontology.regions import ancestors, resolve

SCORE = re.compile(
    r"(?:自评|自我评价|评价|综合|绩效|整体支出|总|最终|评审)[^。；\n]{0,24}?(?:得分|评分|总分|打分|评定分数?|分值|分数)(?:合计|总计|"
    r"共计)?(?:[（(][^）)]{0,12}[)）])?\s*(?:为|是|：|:|达到?|"
    r"达|共)?\s*"
    r"(?P<score>\d{1,3}(?:\.\d{1,4})?)\s*分|自评(?:为)?\s*(?P<score2>\d{2,3}(?:\.\d+)?)\s*分|"
    r"得分(?:为)?\s*(?P<score3>\d{2,3}(?:\.\d+)?)\s*分[^。]{0,12}(?:等级|等次|评)"
)
CELL_SCORE = re.compile(r"(?:自评总分|自评得分合计|评价总分|自评总得分|总得分)\s*[：:|\t\n]+\s*(\d{1,3}(?:\.\d+)?)(?!\d|%)")
TOTAL = re.compile(r"^\s*[|]?\s*(?:合\s*计|总\s*计|总\s*分|总\s*得\s*分|自评总分)(?:[（(].{0,8}[)）])?[\s|]*((?:[\d.]+|"
    r"[-—/])(?:[\s|]+(?:[\d.]+|"
    r"[-—/]))*)", re.MULTILINE)
NOT_WHOLE = re.compile(r"满意度|调查|其中|项目自评|专项|扣|单项|指标得|一级指标|部分|方面|平均|考核")
WORDS = r"(?P<grade>优秀|良好|中等|较差|不合格|合格|不及格|及格|优|良|中|差|[A-D]级?)"
GRADE = re.compile(
    rf"(?:等级|等次|级别|档次|评级|结果|结论|评定|评为|评价)(?:评定|评价|划分|认定)?(?:结果|等级)?(?:是|为|：|:|\s)*(?:等级|"
    rf"等次)?(?:为)?[“\"「‘]?{WORDS}(?:[”\"」’]|等次|等级|级|档|"
    rf"[，。；、\s）)]|$)"
)
OTHER_GRADE = re.compile(r"”?项目[^。；]{0,6}$|[“《][^”》]*$|满意|考核|连续")
OWN_GRADE = re.compile(r"自评|评价|得分|整体|绩效|综合|\d分")
TICKED = re.compile(r"[☑√■✔]\s*(?P<grade>优秀|良好|优|良|中|差)|(?P<grade2>优秀|良好|优|良|中|差)\s*[☑√■✔]")
ALIAS = re.compile(r"(?:以下)?(?:简称|统称)(?:为|：|:)?\s*[“\"「‘]?([\u4e00-\u9fff]{2,14})")
FULL = Decimal(100)


def report_fields(document: Document) -> ReportFields:
    """Return the report's fields; what is not printed, or not settled by evidence, stays None."""
    title = title_of(document)
    department = department_of(document, title)
    place = resolve(department or "", document.text)
    chain = [place.region, *ancestors(place.region.adcode)] if place.region else []
    names = {r.level: r.name for r in chain}
    return ReportFields(
        title=title,
        doc_type=doc_type_of(title) if title else None,
        fiscal_year=fiscal_year_of(document, title),
        department=department,
        province=names.get("省"),
        city=names.get("地市"),
        county=names.get("区县"),
        adcode=place.adcode,
        level=place.level or _level_by_name(department or ""),
        self_score=_plain(self_score_of(document)),
        grade=grade_of(document),
        aliases=tuple(_aliases(document)),
        candidates=place.candidates,
    )


def _level_by_name(name: str) -> str | None:
    """Return the level a name shows by itself: 县 and 区 are counties, while 市 may be either."""
    if re.search(r"(?:街道办事处|[\u4e00-\u9fff]{2}[乡镇](?:人民政府)?)$", name):
        return "乡镇"
    if re.match(r"[\u4e00-\u9fff]{1,3}省", name):
        return "省"
    return "区县" if re.match(r"(?:[\u4e00-\u9fff]{1,6}[市州盟])?[\u4e00-\u9fff]{1,5}[县区旗]", name) else None


def _plain(score: Decimal | None) -> Decimal | None:
    """Return a score without trailing zeros, and without exponent."""
    return None if score is None else Decimal(format(score.normalize(), "f"))


def self_score_of(document: Document) -> Decimal | None:
    """Return the score of the whole, from prose first, else from the table's total line (合计, 总分)."""
    prose = [flow.text for flow in document.flows]
    for text in prose:
        for m in SCORE.finditer(text):
            value = Decimal(m["score"] or m["score2"] or m["score3"])
            if value <= FULL and not NOT_WHOLE.search(m.group()):
                return value
    cell = CELL_SCORE.search(document.text)
    if cell and Decimal(cell[1]) <= FULL:
        return Decimal(cell[1])
    return next(_totals(document.text), None)


def _totals(text: str) -> Iterator[Decimal]:
    """Yield the last figure of each total line whose figures can be a weight and a score."""
    for m in TOTAL.finditer(text):
        figures = [Decimal(x) for x in re.findall(r"\d+(?:\.\d+)?", m[1])]
        if figures and figures[-1] <= FULL and (len(figures) == 1 or FULL in figures[:-1]) and len(figures) <= 3:
            yield figures[-1]


def grade_of(document: Document) -> str | None:
    """Return the grade of the whole as printed (优, 良好 …), never a single project's."""
    for flow in document.flows:
        for m in GRADE.finditer(flow.text):
            before = flow.text[max(0, m.start() - 30) : m.start()]
            if not OTHER_GRADE.search(before) and OWN_GRADE.search(before + m.group()):
                return m["grade"]
    ticked = TICKED.search(document.text)
    return (ticked["grade"] or ticked["grade2"]) if ticked else None


def _aliases(document: Document) -> Iterator[str]:
    seen: set[str] = set()
    for flow in document.flows[:60]:
        for m in ALIAS.finditer(flow.text):
            if m[1] not in seen:
                seen.add(m[1])
                yield m[1]
