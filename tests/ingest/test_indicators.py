"""Indicators: whether a target was met, and those told in lists."""

from decimal import Decimal

import pytest

from ingest.extractors.indicators.attained import attained
from ingest.extractors.indicators.indicators import extract
from ingest.structure import structure
from ontology.records import Indicator, ReportFields


@pytest.mark.parametrize(("name", "target", "actual", "met"), [
    ("培训教师人次", "≥500人次", "620人次", True),
    ("培训教师人次", "500人次以上", "480人次", False),
    ("工程合格率", "100%", "98%", False),
    ("单位养护成本", "≤1.2万元/公里", "1.15万元/公里", True),
    ("印刷费用", "10万元", "12万元", False),
    ("项目总成本", "≤860万元", "8553000元", True),
    ("较大安全事故起数", "0", "0", True),
    ("办结时限", "15日以内", "16日", False),
    ("完工时间", "2024年12月31日前", "2024年11月5日", True),
    ("完工时间", "10月底前", "12月3日", False),
    ("补助发放时间", "每月15日前", "每月10日", True),
    ("资金拨付时间", "2023年12月", "2024年1月", False),
    ("群众出行条件", "明显改善", "明显改善", True),
    ("制度健全性", "健全", "已完成", True),
    ("平台建设", "建成", "未完成", False),
    ("平台建设", "完成", "部分完成", False),
    ("投诉办结率", "≥95%", "97%", True),
    ("服务能力", "持续提升", "良好", None),
    ("服务能力", "≥3家", None, None),
    ("床位数", "200张", "300人次", None),
    ("规范化所队标准化建设数", "6个", "5个", False),
    ("参与制定地方标准数", "3项", "5项", True),
    ("特困供养补助标准", "800元/人", "860元/人", False),
    ("为农民工挽回损失", "100万元", "143万元", True),
    ("安全生产事故应急演练", "4场次", "6场次", True),
    ("一般事故起数", "5起", "6起", False),
])
def test_attained(name: str, target: str, actual: str | None, met: bool | None) -> None:
    assert attained(name, target, actual) is met


def told(text: str) -> list[Indicator]:
    return list(extract(structure(text), ReportFields(fiscal_year=2023)))


def test_list_under_a_second_level_heading() -> None:
    facts = told("二、绩效目标完成情况\n1.数量指标：\n业务培训:完成9期;\n发放宣传册：3000册；\n2.质量指标：验收合格率大于等于95%。\n")
    assert [(i.level2, i.name, i.target, i.actual) for i in facts] == [
        ("数量指标", "业务培训", None, "9期"), ("数量指标", "发放宣传册", None, "3000册"), ("质量指标", "验收合格率", "大于等于95%", None)]


def test_target_and_actual_in_one_sentence() -> None:
    (fact,) = told("三、绩效完成情况\n新建公厕数量：目标值12座，实际完成15座，得分10分。\n")
    assert (fact.name, fact.target, fact.actual, fact.score, fact.attained) == ("新建公厕数量", "12座", "15座", Decimal(10), True)


def test_points_said_in_words_are_numbers() -> None:
    rows = ("一级指标|二级指标|三级指标|指标值|完成值|分值|得分", "产出指标|数量指标|巡查次数|≥6次|7次|完成得2.5分|2.5")
    (fact,) = told("\n".join(f"|{row}|" for row in rows) + "\n")
    assert (fact.weight, fact.score) == (Decimal("2.5"), Decimal("2.5"))
    assert fact.quote == "巡查次数|≥6次|7次|完成得2.5分|2.5"


def test_empty_and_slash_are_nothing_but_zero_is_a_value() -> None:
    rows = ("三级指标|指标值|完成值|得分", "安全事故起数|0|0|5", "路灯维修|/|120盏|5", "无|/|/|/")
    facts = told("\n".join(f"|{row}|" for row in rows) + "\n")
    assert [(i.name, i.target, i.actual) for i in facts] == [("安全事故起数", "0", "0"), ("路灯维修", None, "120盏")]


def test_a_score_told_as_the_self_rating() -> None:
    text = "一、绩效指标完成情况\n1．环境投诉办结率：年初目标≥98%，实际完成98.9%，分值6分，自评5.5分；\n"
    [fact] = extract(structure(text), ReportFields())
    assert (fact.weight, fact.score, fact.attained) == (Decimal(6), Decimal("5.5"), True)


def test_rows_that_name_a_level_belong_to_no_name() -> None:
    rows = (
        ("一、产出指标（60分）",), ("数量指标",), ("虚构灯塔检修座数", "≥9座", "9座", "30", "30"), ("时效指标",),
        ("检修按期率", "100%", "88%", "30", "24"),
        ("二、满意度指标（40分）",), ("服务对象满意度",), ("渔民满意度", "≥90%", "93%", "40", "40"),
    )  # fmt: skip
    text = "\n\n".join("\n".join(f"\t{c}" for c in row) for row in (("指标名称", "目标值", "完成值", "分值", "得分"), *rows))
    assert [(i.level1, i.level2, i.name, i.actual) for i in told(f"二、指标完成情况\n\n{text}\n")] == [
        ("产出指标", "数量指标", "虚构灯塔检修座数", "9座"), ("产出指标", "时效指标", "检修按期率", "88%"),
        ("满意度指标", "服务对象满意度", "渔民满意度", "93%"),
    ]  # fmt: skip


def test_the_column_left_of_target_and_actual_holds_the_name() -> None:
    text = "年度指标\t计划\t实绩\t分值\t得分\n护学岗数量\t≥20个\t22个\t10\t10\n校车数量\t≥100辆\t96辆\t10\t9\n"
    assert [(i.name, i.target, i.actual, i.score) for i in told(text)] == [
        ("护学岗数量", "≥20个", "22个", Decimal(10)), ("校车数量", "≥100辆", "96辆", Decimal(9)),
    ]


def test_of_two_columns_of_results_the_one_with_figures_counts() -> None:
    text = "指标\t目标\t实际\t完成情况\n护学岗数量\t≥20个\t22个\t完成\n校车数量\t≥100辆\t96辆\t未完成\n"
    assert [i.actual for i in told(text)] == ["22个", "96辆"]


def test_points_of_every_row_in_the_heading() -> None:
    text = "| 指标内容 | 年初目标 | 年度完成 | 得分（满分10分） |\n|---|---|---|---|\n"
    text += "| 护学岗数量 | 20个 | 22个 | 10 |\n| 校车数量 | 100辆 | 96辆 | 9 |\n"
    assert [(i.actual, i.weight, i.score) for i in told(text)] == [("22个", Decimal(10), Decimal(10)), ("96辆", Decimal(10), Decimal(9))]
