"""One thing of a report that a question doubts (虚构): dates, grades, scores and rates of change are looked into, finding or none."""

import pytest

from api import asking


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("歙县的自评结果公开日期有没有问题？", "没有发现日期上的矛盾"),
        ("白鹭区自评95.5分评成“良”，跟分档对得上吗？", "为“优”，报告评为“良”，对不上"),
        ("望津县公安局自评92.5分评“优”对吗？", "对得上"),
        ("歙县市场监管局自评97.8分，跟指标表合计对得上吗？", "一致，对得上"),
        ("歙县市场监管局各项指标得分加总，和表上的合计一样吗？", "15项指标的得分相加为97.8分，表上合计97.8分，一致"),
        ("临澜县民政局2021年每个指标的得分之和等于总分吗？", "9项指标的得分相加为96.9分，表上合计96.9分，一致"),
        ("歙县的预算执行率前后是不是同一个数？", "预算执行率"),
    ],
)
def test_one_thing_is_judged_by_the_reports_own_figures(stocked, question, told):
    answer = asking.ask(stocked, question, None)
    assert answer.answerable
    assert told in answer.answer
    assert answer.rows


def test_a_rate_of_change_is_computed_from_both_years(stocked):
    answer = asking.ask(stocked, "临澜县2021年三公经费写下降11.1%，按它自己的表算对不对？", None)
    assert answer.result is not None
    assert "对不上" in answer.answer


def test_what_no_report_dates_is_refused(stocked):
    assert not asking.ask(stocked, "东麓省科技厅自评报告的公开时间有什么毛病？", None).answerable
