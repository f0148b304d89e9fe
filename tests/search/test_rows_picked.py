"""Rows that a question picks, sides of a share, and several readings of one name (虚构)."""

from decimal import Decimal

import pytest

from invented_reports import all_reports
from search.answers import answer
from search.answers.figures.shares import sides
from search.memory_source import MemorySource
from search.planning.items import items_picked
from search.planning.planner import make_plan
from search.planning.selection import indicators_picked

SOURCE = MemorySource(all_reports(("water", "culture")))


@pytest.mark.parametrize(
    ("question", "of", "relation", "amount"),
    [
        ("权重为8分的指标有哪些", "weight", "eq", 8),
        ("分值不低于十分的指标", "weight", "ge", 10),
        ("10分以上的指标", "weight", "ge", 10),
        ("得分低于6分的指标有哪些", "score", "lt", 6),
        ("得了零分的指标", "score", "eq", 0),
        ("扣分超过两分的有哪几项", "lost", "gt", 2),
        ("完成率不到95%的指标", "completion", "lt", 95),
    ],
)
def test_a_bound_on_a_field_of_the_row(question: str, of: str, relation: str, amount: int) -> None:
    picked = indicators_picked(question, None, None)
    assert picked is not None
    bound = picked.conditions[0]
    assert (bound.of, bound.relation, bound.amount) == (of, relation, Decimal(amount))


@pytest.mark.parametrize(
    "question", ["食品抽检批次指标完成了多少", "老年食堂个数的目标是多少", "自评得了多少分", "水库的群众满意度指标多少"]
)
def test_a_measure_of_its_own_name_is_no_selection(question: str) -> None:
    assert indicators_picked(question, None, None) is None


@pytest.mark.parametrize("question", ["公路养护项目花了多少钱", "五个项目一共多少钱", "项目支出占总支出的比例", "2023年项目支出是多少"])
def test_a_sum_or_a_named_project_is_no_selection_of_items(question: str) -> None:
    assert items_picked(question) is None


@pytest.mark.parametrize(
    ("phrases", "expected"),
    [
        (["公务接待费占三公经费"], ("公务接待费", "三公经费")),
        (["三公经费里公务接待费占多大比例"], ("公务接待费", "三公经费")),
        (["公务接待费在三公经费中的比重"], ("公务接待费", "三公经费")),
        (["项目支出中上级资金占比"], ("上级资金", "项目支出")),
        (["受理的投诉", "办结的占"], ("办结", "受理的投诉")),
        (["平均工资"], ("", "")),
    ],
)
def test_the_two_sides_of_a_share(phrases: list[str], expected: tuple[str, str]) -> None:
    assert sides(phrases) == expected


def test_a_selection_survives_its_json_and_is_run_again() -> None:
    plan = make_plan("砚川县水务局权重为8分的指标有哪些", SOURCE)
    assert type(plan).model_validate_json(plan.model_dump_json()) == plan
    assert plan.selection is not None
    bound = plan.selection.conditions[0].model_copy(update={"amount": Decimal(14)})
    edited = plan.model_copy(update={"selection": plan.selection.model_copy(update={"conditions": (bound,)})})
    assert [row.metric for row in answer("权重为8分的指标", SOURCE, edited).rows] == ["用水户满意度"]


def test_two_things_of_one_name_are_readings_and_no_contradiction() -> None:
    got = answer("砚川县水务局水事违法案件", SOURCE)
    assert {str(row.value) for row in got.rows} == {"60", "72"}
    assert "不同的指标" in got.answer
    assert "以原文为准" not in got.answer


@pytest.mark.parametrize("question", ["各部门的满意度指标分别是多少", "所有满意度指标的目标和完成值", "满意度指标都达标了吗"])
def test_all_satisfaction_indicators_where_more_than_one_is_asked_for(question: str) -> None:
    picked = indicators_picked(question, None, None)
    assert picked is not None
    assert picked.levels == ("满意度",)
