"""English questions of many kinds over the invented sample reports: figures, sums, shares, comparisons, projects, reasons and plans."""

import pytest

from api import asking


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("How long does it take on average to set up a business in Shexian?", {0.4}),
        ("How many teachers took part in exchange or rotation in Xincheng's education bureau?", {312}),
        ("How many couples divorced in Linlan County in 2020?", {1094}),
        ("How many overloaded trucks did Qingling's transport bureau catch?", {4862}),
        ("How many pigs were sold for slaughter in Chiling in 2024?", {168.4}),
        ("What was the grain yield per mu in Chiling?", {439.2}),
        ("How much defrauded money was returned to people by Wangjin police?", {512.6}),
        ("How many deaths did traffic accidents cause in Wangjin?", {19}),
        ("What was the turnover of technology contracts in Donglu?", {1583.9}),
        ("How many auxiliary police officers does Wangjin employ?", {538}),
        ("How much did Wangjin's detention centre spend on food for detainees?", {484}),
        ("What did Hetian spend on the renovation of old neighbourhoods?", {480}),
        ("Compare the three public expenses of Chiling and Donglu.", {68.42, 187.64}),
        ("How did Linlan's three public expenses change from 2020 to 2021?", {9.86, 9.12}),
    ],
)
def test_figures(stocked, question, values):
    answer = asking.ask(stocked, question, None)
    assert {float(row.value) for row in answer.rows} == values


def test_the_total_of_two_funds(stocked):
    question = "What was the total of subsistence allowance and extreme poverty support funds in Linlan in 2021?"
    answer = asking.ask(stocked, question, None)
    assert answer.result is not None
    assert float(answer.result.value) == 14022.4


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Why did Chiling's bureau fall short in its budget execution?", "农机设备采购流标"),
        ("What measures does Hetian plan for better budgeting?", "提高年初预算到位率"),
        ("What are the reasons for the problems in Xinxing's report?", "因停产未能完成任务"),
        ("What problems did the Qingling transport bureau admit?", "征地拆迁"),
        ("What went wrong with Hetian's budget preparation?", "预算编制不够精细"),
        ("How does Hetian plan to improve its budget preparation?", "提高年初预算到位率"),
    ],
)
def test_reasons_problems_and_plans(stocked, question, told):
    answer = asking.ask(stocked, question, None)
    assert answer.intent == "passage"
    assert any(told in row.quote for row in answer.rows)


@pytest.mark.parametrize(
    "question",
    [
        "How many goats were vaccinated in Chiling?",
        "How much did Donglu spend on rockets?",
        "What was Shexian's tax revenue in 2023?",
        "How many hospitals does Wangjin County have?",
        "How many lawyers did Linlan hire?",
    ],
)
def test_what_no_report_says_is_refused(stocked, question):
    answer = asking.ask(stocked, question, None)
    assert not answer.answerable
    assert not answer.rows


def test_a_reason_is_asked_for_in_chinese_too(stocked):
    answer = asking.ask(stocked, "赤岭市农业农村局的政府采购执行率为什么没达到目标？", None)
    assert answer.intent == "passage"
    assert any("流标" in row.quote for row in answer.rows)
