"""What the report is (报告要素): title, kind, year, author, region, score, grade, aliases."""

import re
from collections.abc import Iterator

from ingest.document import Document
from ingest.extractors.report.department import department_of
from ingest.extractors.report.score import grade_of, self_score_of
from ingest.extractors.report.title import doc_type_of, fiscal_year_of, title_of
from ontology.records import ReportFields
from ontology.regions import ancestors, resolve

ALIAS = re.compile(r"(?:以下)?(?:简称|统称)(?:为|：|:)?\s*[“\"「‘]?([\u4e00-\u9fff]{2,14})")


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
        self_score=self_score_of(document, project=re.search("项目|专项", title or "") is not None),
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


def _aliases(document: Document) -> Iterator[str]:
    seen: set[str] = set()
    for flow in document.flows[:60]:
        for m in ALIAS.finditer(flow.text):
            if m[1] not in seen:
                seen.add(m[1])
                yield m[1]
