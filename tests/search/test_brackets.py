"""Words said twice in brackets, and amounts whose name ends like a count (口径另称, 支出（决算）数; 虚构)."""

import pytest

from search.plan import Ask
from search.planning.asks import asks_in, metric_words
from search.planning.lists import each_measured, said_twice


@pytest.mark.parametrize(
    ("phrase", "readings"),
    [
        ("在职（在编）人员", ["在职（在编）人员", "在职人员", "在编人员"]),
        ("实有市场(经营)主体总数", ["实有市场(经营)主体总数", "实有市场主体总数", "实有经营主体总数"]),
        ("预算执行率（支出率）", ["预算执行率（支出率）", "预算执行率", "预算支出率"]),
        ("食堂家数", ["食堂家数"]),
    ],
)
def test_another_word_in_brackets_is_another_reading(phrase: str, readings: list[str]) -> None:
    assert said_twice(phrase) == readings


@pytest.mark.parametrize(
    ("clause", "words"),
    [("整体预算执行率（支出率）各是多少", "整体预算执行率（支出率）"), ("三公经费（列出）", "三公经费"), ("把十项专项列出来", "十项专项")],
)
def test_brackets_that_only_ask_go_and_others_stay_closed(clause: str, words: str) -> None:
    assert metric_words(clause) == words


@pytest.mark.parametrize("question", ["各单位三公经费的实际支出（决算）数", "项目支出年初预算数"])
def test_a_number_of_an_account_is_money(question: str) -> None:
    assert asks_in(question)[0].dimension == "money"


def test_an_amount_and_a_rate_of_one_list_are_asked_for_each_as_its_own() -> None:
    amount, rate = each_measured(Ask(phrase="测试站", dimension="rate", roles=("final",)), ["测试站 执行数", "测试站 执行率"])
    assert (amount.dimension, amount.roles) == ("money", ("final",))
    assert (rate.dimension, rate.roles) == ("rate", ())


def test_counts_of_one_list_keep_what_the_question_asks_for() -> None:
    asks = each_measured(Ask(phrase="小学和中学", dimension="count", unit="所"), ["小学", "中学"])
    assert [(a.phrase, a.unit) for a in asks] == [("小学", "所"), ("中学", "所")]
