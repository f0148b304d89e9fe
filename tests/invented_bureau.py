"""A bundle about an invented（虚构）bureau in which every kind of record stands: the one that all tests of records share."""

from decimal import Decimal
from typing import Any

from ontology.records import (
    Amount,
    Bundle,
    Duty,
    DutySpending,
    Finance,
    Finding,
    Indicator,
    Measure,
    Outcome,
    Passage,
    Personal,
    Problem,
    Project,
    RegionCandidate,
    ReportFields,
    Staff,
    Unit,
)


class Paper:
    """An invented（虚构）report that grows as it is written; each part knows where it stands."""

    def __init__(self) -> None:
        self.text = ""

    def say(self, words: str) -> dict[str, Any]:
        """Append words and return them as a fact's evidence."""
        start = len(self.text)
        self.text += words + "\n"
        return {"quote": words, "span": (start, start + len(words))}


Parts = dict[str, Any]


def organisation(paper: Paper, duties: tuple[str, ...]) -> Parts:
    """Units, staff and duties."""
    units = (Unit(**paper.say("内设机构：办公室"), name="办公室", kind="内设机构"),)
    staff = (Staff(**paper.say("核定编制35名"), metric="编制", value=Decimal("35"), unit="名", scope="机关"),)
    stated = tuple(
        Duty(**paper.say(f"负责{head}。"), order=i, head=head, text=f"负责{head}", field="教育") for i, head in enumerate(duties, 1)
    )
    return {"units": units, "staff": staff, "duties": stated}


def money(paper: Paper, year: int) -> Parts:
    """Items of the whole department, and projects with their parts."""
    finance = (
        Finance(
            **paper.say("支出合计1,234.50万元"),
            item="支出合计",
            role="final",
            value=Decimal("1234.50"),
            unit="万元",
            value_wan=Decimal("1234.50"),
        ),
        Finance(**paper.say("执行率98.0％"), item="执行率", role="rate", scope="本级", year=year - 1, value=Decimal("98.0"), unit="%"),
    )
    parts = (
        Amount(label="上级资金", value=Decimal("1E+2"), unit="万元", value_wan=Decimal("100")),
        Amount(label="本级", value=Decimal("0"), unit="元"),
    )
    projects = (
        Project(
            **paper.say("学前教育专项120万元，用于幼儿园建设"),
            name="学前教育专项",
            kind="专项",
            value=Decimal("120"),
            unit="万元",
            value_wan=Decimal("120"),
            components=parts,
            rating="优",
            use="幼儿园建设",
            year=year,
            aliases=("学前专项", "学前项目"),
        ),
        Project(**paper.say("校车补贴（金额未列）"), name="校车补贴", kind="项目", confidence=0.5),
    )
    return {"finance": finance, "projects": projects}


def results(paper: Paper, year: int) -> Parts:
    """Indicators and outcomes."""
    indicators = (
        Indicator(
            **paper.say("新增学位 ≥500个 完成620个 10分 得10分"),
            level1="产出",
            level2="数量",
            name="新增学位",
            target="≥500个",
            actual="620个",
            weight=Decimal("10"),
            score=Decimal("10.0"),
            attained=True,
        ),
        Indicator(**paper.say("家长满意度 90%"), name="家长满意度", target="90%", attained=False, deviation="样本不足"),
    )
    outcomes = (
        Outcome(
            **paper.say("全县新增学位620个"),
            metric="新增学位",
            value=Decimal("620"),
            unit="个",
            bound="ge",
            actor="全县",
            year=year,
            topic="学前",
        ),
        Outcome(**paper.say("培训教师1.2万人次"), metric="培训教师", value=Decimal("1.2"), unit="万人次"),
    )
    return {"indicators": indicators, "outcomes": outcomes}


def judgement(paper: Paper, duties: tuple[str, ...], found: Parts) -> Parts:
    """Problems, measures, money for duties, and one finding about the first outcome and indicator."""
    problems = (Problem(**paper.say("专任教师不足。"), text="专任教师不足"),)
    measures = (Measure(**paper.say("公开招聘教师。"), text="公开招聘教师"),)
    spending = (
        DutySpending(
            **paper.say("专项用于统筹学前教育"),
            duty=duties[0],
            project="学前教育专项",
            value_wan=Decimal("120"),
            basis="explicit",
            score=0.9,
        ),
        DutySpending(**paper.say("校车补贴惠及城乡"), duty=duties[-1], project="校车补贴", basis="semantic", score=0.4),
    )
    outcomes, indicators = found["outcomes"], found["indicators"]
    spans = (outcomes[0].span, indicators[0].span)
    anomalies = (
        Finding(
            kind="narrative-table",
            severity="warning",
            explanation="620 = 620",
            quotes=(outcomes[0].quote, indicators[0].quote),
            spans=spans,
            rule="N1",
        ),
    )
    return {"problems": problems, "measures": measures, "duty_spending": spending, "anomalies": anomalies}


def fields(year: int) -> ReportFields:
    """What the report is."""
    return ReportFields(
        title="临川县教育局整体支出绩效自评报告（虚构）",
        doc_type="部门整体支出绩效自评",
        fiscal_year=year,
        department="临川县教育局",
        province="江西省",
        city="抚州市",
        county="临川区",
        adcode="361002",
        level="区县",
        self_score=Decimal("95.50"),
        grade="优",
        aliases=("县教育局", "我局"),
        candidates=(RegionCandidate(adcode="361002", name="临川区", score=0.8, reasons=("标题",)),),
    )


def bureau(
    report_id: str = "r_0000000000000001", year: int = 2023, duties: tuple[str, ...] = ("统筹学前教育", "管理教师队伍")
) -> Bundle:
    """Return the bundle of 临川县教育局（虚构）for a year: same arguments, same bundle."""
    paper = Paper()
    overview = paper.say("一、基本情况")
    parts = organisation(paper, duties) | money(paper, year) | results(paper, year)
    parts |= judgement(paper, duties, parts)
    cut = overview["span"][1] + 30
    passages = tuple(
        Passage(quote=paper.text[a:b], span=(a, b), headings=("基本情况",)[: i % 2])
        for i, (a, b) in enumerate(((0, cut), (cut, 90), (90, len(paper.text))))
    )
    return Bundle(
        report_id=report_id,
        extractor="1",
        source_name=f"{year}.txt",
        text=paper.text,
        report=fields(year),
        passages=passages,
        **parts,
    )


def with_personal(bundle: Bundle) -> Bundle:
    """Return a bundle with a piece of personal data at its end, so that it lacks no kind of record."""
    words = "联系人：甲某"
    start = len(bundle.text) + words.index("甲某")
    person = Personal(quote="甲某", span=(start, start + 2), kind="person_name")
    return bundle.model_copy(update={"text": bundle.text + words, "personal": (person,)})
