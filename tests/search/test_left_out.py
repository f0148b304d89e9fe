"""What a question leaves out (排除): departments, items of a list, parts of a sum; over the invented sample reports."""

import pytest

from api import asking
from search.planning.left_out import left_out


@pytest.mark.parametrize(
    ("question", "rest", "what"),
    [
        ("除甲县外，其他市场监管局的抽检批次各是多少", "市场监管局的抽检批次各是多少", "甲县"),
        ("列出各局的企业年报率，个体户的不要", "列出各局的企业年报率", "个体户"),
        ("把各局的编制数列出来，公安局也不算。", "把各局的编制数列出来", "公安局"),
        ("各局三公经费决算列一下，别把教育局算进来", "各局三公经费决算列一下", "教育局"),
        ("三公经费不算公务用车花了多少", "三公经费，花了多少", "公务用车"),
        ("甲县以外的民政局低保人数有多少", "民政局低保人数有多少", "甲县"),
        ("甲局除办案经费以外还有哪些项目支出", "甲局，有哪些项目支出", "办案经费"),
    ],
)
def test_a_question_and_what_it_leaves_out(question, rest, what):
    found = left_out(question, english=False)
    assert found is not None
    assert (found.rest, found.what) == (rest, what)


@pytest.mark.parametrize(
    "question",
    [
        "除了局本级还有哪四个单位",
        "专项资金除了中央的，省里配了多少",
        "各局公务接待费决算，不含零",
        "消除火灾隐患多少处",
        "清除河道垃圾多少吨",
        "废除文件多少件",
        "罚没款减去罚款还剩多少",
    ],
)
def test_words_that_leave_nothing_out_by_this_rule(question):
    assert left_out(question, english=False) is None


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("除了歙县，其他市场监管局的消费者投诉举报各受理了多少件？", {5268}),
        ("各市场监管局的三公经费决算列一下，别把新兴县算进来。", {26.45, 28.64}),
        ("Excluding Xinxing County, how many food sampling batches did the market regulators of Shexian and Xinxing complete?", {2683}),
        ("望津县公安局的项目有哪些，办案经费的不要。", {1126.4, 558.6, 872.35, 238.5, 484}),
        ("东麓省科技厅除了重点研发计划和自然科学基金，还有哪些项目？", {2.35, 2.1, 0.82, 0.4}),
    ],
)
def test_departments_and_items_are_left_out(stocked, question, values):
    answer = asking.ask(stocked, question, None)
    assert {float(row.value) for row in answer.rows} == values


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("歙县除食品安全监管专项外，其他项目一共多少万元？", 409.6),
        ("青陵市交通运输局不算城市公交运营补贴，其余项目合计多少？", 63038.7),
        ("赤岭市三公经费除公务接待费外花了多少万元？", 59.25),
        ("新兴县三公经费不算公务用车花了多少？", 3.35),
        ("白鹭区市场监管局编制数不算工勤编制有多少名？", 140),
        ("What did Chiling spend on the three public expenses, not counting official receptions?", 59.25),
        ("新城区教育局的支出里，项目支出除外，还有多少？", 55420.64),
    ],
)
def test_a_sum_without_some_of_its_parts(stocked, question, result):
    answer = asking.ask(stocked, question, None)
    assert answer.result is not None
    assert float(answer.result.value) == result


def test_the_highest_of_all_but_one(stocked):
    answer = asking.ask(stocked, "除东麓省科技厅以外，哪家的三公经费最高？", None)
    assert "赤岭" in answer.answer
    assert all("东麓" not in row.department for row in answer.rows)


def test_all_departments_of_a_kind_left_out_is_refused(stocked):
    answer = asking.ask(stocked, "临澜县以外的民政局2020年三公经费多少？", None)
    assert not answer.answerable
