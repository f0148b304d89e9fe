"""Duty to spending on invented bureaus: explicit uses, topical names, general money that serves no single duty."""

from decimal import Decimal

import pytest

from ingest.linking import link_spending
from ingest.structure import structure
from ontology.records import Bundle, Duty, DutySpending, Indicator, Project, ReportFields

EDUCATION = [
    "负责义务教育均衡发展和学校布局工作", "负责学生资助和营养改善工作", "负责教师队伍建设工作", "负责全县教育督导工作",
    "负责职业教育与成人教育", "完成县委、县政府交办的其他任务",
]
CIVIL = ["负责社会救助工作", "负责养老服务工作", "负责社会组织登记管理", "负责婚姻登记和殡葬管理工作", "负责区划地名管理"]
TRANSPORT = ["负责农村公路建设和养护管理", "负责道路运输行业管理", "负责交通运输综合行政执法", "负责交通战备工作"]


def links_of(text: str, duties: list[str], projects: list[tuple[str, str | None]], department: str) -> list[DutySpending]:
    """Links of a text whose projects are given by name and printed amount."""
    facts = []
    for name, amount in projects:
        quote = name + (f"{amount}万元" if amount else "")
        start = text.index(quote)
        value = Decimal(amount) if amount else None
        span, unit = (start, start + len(quote)), "万元" if amount else None
        facts.append(Project(quote=quote, span=span, name=name, kind="项目", value=value, unit=unit, value_wan=value))
    bundle = bundle_of(text, duties, department).model_copy(update={"projects": tuple(facts)})
    return list(link_spending(structure(text), bundle))


def bundle_of(text: str, duties: list[str], department: str) -> Bundle:
    return Bundle(
        report_id="r_0000000000000000", extractor="1", source_name="t", text=text,
        report=ReportFields(department=department, fiscal_year=2023),
        duties=tuple(Duty(quote=d, span=(0, len(d)), order=i, head=d, text=d) for i, d in enumerate(duties)),
    )


def pairs(links: list[DutySpending]) -> set[tuple[str, str, str]]:
    return {(link.project, link.duty, link.basis) for link in links}


def test_explicit_uses_go_to_their_duties() -> None:
    text = "2023年教育发展专项资金860万元，主要用于校舍改扩建、困难学生资助、教师培训等方面。"
    found = pairs(links_of(text, EDUCATION, [("教育发展专项资金", "860")], "临川县教育局"))
    assert ("教育发展专项资金", "负责学生资助和营养改善工作", "explicit") in found
    assert ("教育发展专项资金", "负责教师队伍建设工作", "explicit") in found
    assert ("教育发展专项资金", "负责义务教育均衡发展和学校布局工作", "explicit") in found
    assert not any("督导" in duty or "职业" in duty for _, duty, _ in found)


def test_a_name_that_shares_its_subject_is_topical() -> None:
    text = "“养老服务体系建设”项目自评优秀；“婚姻登记信息化”项目自评优秀；“机关物业费”项目自评优秀。"
    projects = [("养老服务体系建设", None), ("婚姻登记信息化", None), ("机关物业费", None)]
    assert pairs(links_of(text, CIVIL, projects, "临川县民政局")) == {
        ("养老服务体系建设", "负责养老服务工作", "topical"), ("婚姻登记信息化", "负责婚姻登记和殡葬管理工作", "topical"),
    }


def test_amount_is_never_split() -> None:
    text = "2023年交通专项资金500万元，全部用于农村公路养护支出、道路运输管理支出、交通执法支出。"
    links = links_of(text, TRANSPORT, [("交通专项资金", "500")], "临川县交通运输局")
    assert len(links) == 3
    assert {link.value_wan for link in links} == {Decimal(500)}


@pytest.mark.parametrize("name", ["驻村帮扶经费", "公用经费", "公务用车运行费", "创文工作经费"])
def test_general_money_serves_no_single_duty(name: str) -> None:
    text = f"{name}12万元，用于农村公路养护巡查用车。"
    assert links_of(text, TRANSPORT, [(name, "12")], "临川县交通运输局") == []


def test_quotes_stand_in_the_text() -> None:
    text = "2023年救助专项资金900万元，主要用于低保金发放、临时救助、高龄津贴。"
    for link in links_of(text, CIVIL, [("救助专项资金", "900")], "临川县民政局"):
        assert text[link.span[0] : link.span[1]] == link.quote


def test_cost_indicators_with_an_amount() -> None:
    text = "婚姻登记宣传费用 8万元"
    row = Indicator(quote=text, span=(0, len(text)), name="婚姻登记宣传费用", actual="8万元")
    bundle = bundle_of(text, CIVIL, "临川县民政局").model_copy(update={"indicators": (row,)})
    (link,) = link_spending(structure(text), bundle)
    assert (link.duty, link.value_wan, link.basis) == ("负责婚姻登记和殡葬管理工作", Decimal(8), "topical")
