"""Figures of several reports held against each other (虚构): the neighbour of what is asked for is told of no department."""

from collections.abc import Sequence

import pytest

from invented_texts import market_bureaus
from search.answers import answer
from search.memory_source import MemorySource
from search.words.wording import bigrams, fold

BUREAUS = {
    ("霁川县", 2023): """
办理企业简易注销户数 210 户
每万人高价值发明专利拥有量 2.1 件
下达安全监察指令书份数 31 份
不予处罚件数 41 件
食品抽检单位成本 640 元/批次
查处案件数 300 件
食用农产品快检批次 1.2 万批次
食品抽检经费 90 万元
""",
    ("岚屏县", 2022): """
吊销长期停业企业户数 1264 户
每万人发明专利拥有量 4.5 件
安全监察经费 18 万元
查处违法案件数 900 件
食品抽检经费 60 万元
食用农产品抽检批次 400 批次
食品抽检批次 1200 批次
检查药店家次 50 家次
""",
    ("青棠县", 2023): """
办理简易注销户数 95 户
每万人高价值发明专利拥有量 1.4 件
发出安全监察指令书份数 12 份
免予处罚轻微违法案件数 17 件
食品抽检平均成本 810 元/批次
农产品快检批次 0.6 万批次
食品抽检经费 40 万元
检查药店家次 20 家次
""",
    ("墨溪县", 2024): """
办理企业简易注销户数 330 户
每万人有效发明专利拥有量 3 件
检查药店家次 75 家次
受理咨询件数 80 件
""",
}


def likeness(question: str, texts: Sequence[str]) -> list[float]:
    """Return how alike a question and texts are by their pairs of characters, for a model."""
    asked = bigrams(fold(question))
    return [len(asked & bigrams(fold(text))) / (len(asked) or 1) for text in texts]


SOURCE = MemorySource(market_bureaus(BUREAUS), likeness)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("哪些地方报告了企业简易注销的户数？", {"210", "95", "330"}),
        ("企业简易注销，各局分别办了多少户？", {"210", "95", "330"}),
        ("每万人高价值发明专利拥有量，哪些局有，各多少件？", {"2.1", "1.4"}),
        ("列出各局每万人高价值发明专利拥有量", {"2.1", "1.4"}),
        ("哪些局下过安全监察指令书？", {"31", "12"}),
        ("各局的安全监察指令书份数", {"31", "12"}),
        ("轻微违法不罚的案子，哪些局写了，各多少件？", {"41", "17"}),
        ("免罚的案件哪些局报了数，各多少？", {"41", "17"}),
        ("各局食品抽检平均每批次花多少钱？", {"640", "810"}),
        ("食品抽检的单位成本，哪几个局公布了，各多少？", {"640", "810"}),
        ("食用农产品快检做了多少批次？哪几个局写了就列哪几个。", {"1.2", "0.6"}),
        ("每万人发明专利拥有量，各局是多少？", {"2.1", "4.5", "1.4", "3"}),
        ("各局检查药店多少家次", {"50", "20", "75"}),
    ],
)
def test_a_list_holds_the_thing_itself(question: str, values: set[str]) -> None:
    got = answer(question, SOURCE)
    assert {str(row.value) for row in got.rows} == values, got.answer


def test_who_does_not_report_it_is_told() -> None:
    told = answer("哪些局写了食用农产品快检批次？", SOURCE).answer
    assert "墨溪县市场监督管理局、岚屏县市场监督管理局的报告没有这项数字" in told


def test_a_printed_cost_of_one_goes_before_one_that_is_computed() -> None:
    printed = answer("霁川食品抽检平均每批次花多少钱？", SOURCE)
    assert [str(row.value) for row in printed.rows] == ["640"]
    computed = answer("岚屏食品抽检平均每批次花多少钱？", SOURCE)
    assert computed.result is not None
    assert (str(computed.result.value), computed.result.unit) == ("500", "元/批次")


def test_departments_named_one_by_one_are_taken_at_their_word() -> None:
    assert len(answer("霁川和岚屏，每万人发明专利拥有量谁高？", SOURCE).rows) == 2
