"""What money was for, and parts of what was counted (资金用途、其中; 虚构)."""

import pytest

from invented_reports import all_reports
from invented_texts import about, outcomes, stating
from search.answers import answer
from search.memory_source import MemorySource
from search.planning.asks import asks_in

SOURCE = MemorySource(all_reports(("lottery", "roads", "town")))


@pytest.mark.parametrize(
    ("question", "amount", "use"),
    [
        ("农村公路养护专项资金多少，花在哪些地方？", 1480, "水毁修复"),
        ("文化站运行经费多少钱，干什么用了？", 120, "送戏下村"),
        ("低保规范化建设资金一共多少，用在什么上？", 70, "入户抽查"),
        ("人居环境整治资金有多少，主要用于什么", 420, "污水管网"),
    ],
)
def test_an_amount_is_told_with_what_it_was_for(question: str, amount: int, use: str) -> None:
    got = answer(question, SOURCE)
    assert amount in [row.value for row in got.rows]
    assert use in got.answer + "".join(row.note or "" for row in got.rows)


def test_nothing_is_said_of_use_where_only_the_amount_is_asked() -> None:
    assert "送戏下村" not in answer("文化站运行经费多少钱？", SOURCE).answer


def test_of_which_asks_for_a_further_figure_in_the_same_unit() -> None:
    asks = asks_in("暴雨后检测了多少部电梯，其中多少部又能用了")
    assert [a.unit for a in asks] == ["部", "部"]


TEXT = (
    "云岫县水务局2023年度部门整体支出绩效自评报告（虚构）\n"
    "全年发放种苗3200株，主要原因是上年干旱补种。\n全年检修渠道18公里。存在的问题：管护力量不足，主要是缺少技术人员。\n"
)
ROWS = [("发放种苗数", "3200", "株", "发放种苗3200株"), ("检修渠道里程", "18", "公里", "检修渠道18公里")]
WATER = MemorySource([stating(TEXT, about("云岫县水务局"), outcomes=outcomes(TEXT, ROWS))])


@pytest.mark.parametrize("question", ["发放种苗多少株，什么原因？", "种苗为什么发放了3200株，一共多少株？"])
def test_the_reason_in_the_sentence_of_a_figure_is_told_with_it(question: str) -> None:
    got = answer(question, WATER)
    assert [row.value for row in got.rows] == [3200]
    assert "上年干旱补种" in got.answer


def test_a_reason_of_another_sentence_is_not_that_of_a_figure() -> None:
    assert "技术人员" not in answer("检修渠道多少公里，什么原因？", WATER).answer
