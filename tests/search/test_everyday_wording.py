"""Questions as people word them, over the sample reports: everyday sums and gaps, slips in a bureau's name, pinyin, asides, when it was."""

import pytest

from api import asking


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("歙县和新兴县的食品抽检批次差几个？", 327),
        ("几家单位里编制最多的是哪家？", None),
        ("临澜县2021年低保资金和特困供养资金加在一块儿多少？", 14022.4),
    ],
)
def test_a_sum_or_a_gap_in_everyday_words(stocked, question, result):
    answer = asking.ask(stocked, question, None)
    assert answer.answerable
    assert answer.result is not None
    assert result is None or abs(float(answer.result.value)) == result


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("歙县市场监督管里局2023年食品抽检多少批次", 2683),
        ("临澜县民正局2021年编制多少名", 68),
        ("临澜县2021年三公经费（“三公”支出）决算多少？", 9.12),
        ("How much sangong spending did Linlan report for 2021?", 9.12),
        ("临澜县2021年养老服务方面的专项资金有多少？", 1120),
        ("闹疫情那阵子，临澜县2021年发了多少低保金？", 10382.4),
    ],
)
def test_a_figure_behind_a_slip_an_aside_pinyin_or_a_clause_of_time(stocked, question, value):
    answer = asking.ask(stocked, question, None)
    assert [float(row.value) for row in answer.rows] == [value]


def test_the_parts_of_a_sum_and_some_of_them_together(stocked):
    parts = asking.ask(stocked, "临澜县2021年三公经费各分项是多少", None)
    assert [float(row.value) for row in parts.rows] == [1.86, 7.26]
    some = asking.ask(stocked, "新城区教育局城乡义务教育补助经费里，中央和自治区给的钱合起来多少", None)
    assert some.result is not None
    assert float(some.result.value) == 3573


def test_what_was_planned_and_what_was_done_is_the_target_and_its_figure(stocked):
    answer = asking.ask(stocked, "赤岭市高标准农田原计划建多少亩，实际建了多少？", None)
    assert answer.intent == "target"
    assert [(row.target, row.actual) for row in answer.rows if row.target]


def test_years_in_chinese_digits_need_no_nian(stocked):
    assert asking.ask(stocked, "从二〇二〇到二〇二一临澜县编制变了吗", None).plan.years == (2020, 2021)


def test_how_far_apart_two_are_is_told_from_the_larger_and_rates_in_points(stocked):
    gap = asking.ask(stocked, "新城区教育局跟青陵市交通局，谁的预算执行率更高，差几个百分点？", None)
    assert gap.result is not None
    assert gap.result.unit == "百分点"
    assert gap.result.value > 0


def test_scores_of_all_and_all_projects_in_everyday_words(stocked):
    scores = asking.ask(stocked, "每个部门当年整体支出绩效自评各打了多少分？", None)
    assert len({row.department for row in scores.rows}) > 3
    projects = asking.ask(stocked, "临澜县2021年的项目支出都拆成了哪几笔，每笔多少万元？", None)
    assert len(projects.rows) == 4


def test_what_sounds_so_only_across_two_words_is_no_slip(stocked):
    assert not asking.ask(stocked, "临澜县2021年有多少人离婚？", None).answerable  # 办理婚姻登记 sounds of 离婚 and is not it


def test_bodies_below_in_everyday_words(stocked):
    answer = asking.ask(stocked, "歙县市监局下头管着哪些单位？", None)
    assert [row.value for row in answer.rows] == ["歙县食品药品检验中心", "歙县计量测试所"]


def test_what_is_wrong_and_what_is_planned_is_told_in_words(stocked):
    answer = asking.ask(stocked, "What problem does Qingling transport bureau have and what do they propose?", None)
    assert answer.intent == "passage"
    assert {row.metric for row in answer.rows} == {"存在的问题", "改进措施"}


def test_an_amount_beside_a_year_is_no_date():
    from ingest.audit.plans import _DAY

    assert not _DAY.search("比2019年52.90万元下降")
    assert _DAY.search("2021年2月30日") and _DAY.search("2021.2.30")
