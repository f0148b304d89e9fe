"""The one programme that a report of its own is about (单个项目的绩效报告): its name on the cover and its money in the text."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.document import Document, Flow
from ingest.extractors.finance.prose import narrow
from ingest.extractors.projects.names import SPECIAL, is_name
from ontology.quantity import wan
from ontology.records import Amount, Project, ReportFields, Span

LABELLED = re.compile(r"(?:^|[\n\s])(?:评价)?项目名称\s*[：:]\s*(?P<name>[^\n：:]{4,50}?)\s*(?:\n|$)")
TITLED = re.compile(r"(?P<name>[\u4e00-\u9fff“”（）、]{4,40}?(?:项目|资金|经费|工程|补助|专项))(?:支出)?(?:预算|重点|财政)?绩效")
OF_ALL = re.compile(r"部门|单位|预算项目|全部|所有|本级|重点项目|财政项目|^项目")
MONEY = r"(?P<n>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<u>亿元|万元|元)"
SPENT = re.compile(
    rf"(?:累计|实际|全年|已|共)(?:实际)?(?:支付|支出|使用|执行)(?:项目)?(?:工程款|资金|金额|数)?(?:合计|共计)?(?:为)?{MONEY}"
)
WHOLE = re.compile(rf"(?:总投资|资金总额|预算总额|资金到位|到位资金)(?:为|共)?{MONEY}")
SOURCE = re.compile(rf"(?P<label>(?:中央|省级?|市级?|县级?|区级?|地方|自筹)(?:财政)?(?:预算内)?(?:资金|配套资金|配套)){MONEY}")


def programme(document: Document, report: ReportFields) -> Span | None:
    """Return where the cover or title of a report on one programme's spending names it, None for a department's report."""
    if not re.search(r"项目支出|项目绩效|专项资金", report.doc_type or ""):
        return None
    labelled = LABELLED.search(document.text)
    return labelled.span("name") if labelled else _titled(document, report)


def _titled(document: Document, report: ReportFields) -> Span | None:
    """Return where the title names the programme, behind the department and the year; lines may break it."""
    title = re.sub(r"^.*?(?:19|20)\d{2}年度?(?=.{4})", "", (report.title or "").replace(report.department or "\0", ""))
    told = TITLED.search(title)
    if told is None or not is_name(told["name"]) or OF_ALL.search(told["name"]):
        return None
    printed = re.search(r"\s*".join(map(re.escape, told["name"])), document.text)
    return printed.span() if printed else None


def from_cover(document: Document, report: ReportFields) -> Iterator[Project]:
    """Yield the programme named on the cover (项目名称：…) with what was spent on it, else what it was to cost, and its sources."""
    found = programme(document, report)
    if found is None:
        return
    flows = [narrow(flow) for flow in document.flows]
    value, unit = _amount(flows)
    span = found
    name = re.sub(r"\s", "", document.quote(span))
    yield Project(
        name=name, kind="专项资金" if SPECIAL.search(name) else "项目", value=value, unit=unit if value is not None else None,
        value_wan=wan(value, unit) if value is not None else None, components=tuple(_sources(flows)), year=report.fiscal_year,
        quote=document.quote(span), span=span, confidence=0.9 if value is not None else 0.8,
    )


def _amount(flows: list[Flow]) -> tuple[Decimal | None, str]:
    for pattern in (SPENT, WHOLE):
        told = next((m for flow in flows if (m := pattern.search(flow.text))), None)
        if told is not None:
            return Decimal(re.sub("[,，]", "", told["n"])), told["u"]
    return None, "万元"


def _sources(flows: list[Flow]) -> Iterator[Amount]:
    """Yield the parts of the first sentence that tells two or more sources of money."""
    for flow in flows:
        for sentence in flow.text.split("。"):
            told = list(SOURCE.finditer(sentence))
            if len(told) > 1:
                for m in told:
                    value = Decimal(re.sub("[,，]", "", m["n"]))
                    yield Amount(label=m["label"], value=value, unit=m["u"], value_wan=wan(value, m["u"]))
                return
