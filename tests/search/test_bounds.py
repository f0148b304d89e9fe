"""Departments picked by a bound on their figure (虚构), in either language, whatever the bound stands before or behind."""

from decimal import Decimal

import pytest

from invented_reports import all_reports
from search.answers import answer
from search.memory_source import MemorySource
from search.planning.bounds import departments_bounded
from search.words.wording import is_english

SOURCE = MemorySource(all_reports(("water", "culture", "orchards", "town", "ferries")))


@pytest.mark.parametrize(
    ("question", "rest", "relation", "amount", "unit"),
    [
        ("退休人员超过200人的是哪几个部门？", "退休人员 ？", "gt", "200", "人"),
        ("公务接待费决算在10万元以上的有哪几家？", "公务接待费决算 ？", "ge", "10", "万元"),
        ("哪些单位的执行率没到98%？", "执行率 ？", "lt", "98", "%"),
        ("支出总额过亿的部门有哪些？", "支出总额 ？", "gt", "1", "亿"),
        ("Which departments have no more than 60 staff?", "have staff?", "le", "60", ""),
        ("Which bureaus spent over 1.5 million yuan on vehicles?", "spent on vehicles?", "gt", "1.5E+6", "元"),
    ],
)
def test_the_bound_is_taken_out_of_the_question(question: str, rest: str, relation: str, amount: str, unit: str) -> None:
    got = departments_bounded(question, is_english(question))
    assert got is not None
    assert (got.rest, got.bound.relation, got.bound.amount, got.bound.unit) == (rest, relation, Decimal(amount), unit)


@pytest.mark.parametrize(
    "question", ["得分低于6分的指标有哪些", "超过100万元的项目有哪些？", "下属单位里哪些支出超过500万元？", "哪个局的在职人员最多？"]
)
def test_what_is_picked_within_a_department_is_no_bound_on_departments(question: str) -> None:
    assert departments_bounded(question, english=False) is None


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("部门整体支出自评得分在93分以上的有哪些单位？", {"93.2", "95", "94.5"}),
        ("自评不到92分的是哪几家？", {"91.8", "88.5"}),
        ("在职人员超过55人的是哪几个部门？", {"89", "58"}),
        ("Which departments have fewer than 50 staff?", {"49"}),
        ("Which departments scored above 94 in their self-evaluation?", {"95", "94.5"}),
        ("Which departments spent more than 28,000 yuan on official receptions?", {"3"}),
        ("三公经费决算超过13万元的部门有哪些？", {"15.1", "20"}),
    ],
)
def test_only_departments_that_keep_the_bound_are_told(question: str, values: set[str]) -> None:
    assert {str(r.value) for r in answer(question, SOURCE).rows} == values


def test_they_are_counted_and_none_is_a_refusal() -> None:
    counted = answer("自评得分低于92分的部门有几个？", SOURCE)
    assert counted.result is not None
    assert counted.result.value == 2
    assert not answer("自评得分在99分以上的是哪些部门？", SOURCE).answerable
