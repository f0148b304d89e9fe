"""How much of something was dealt with, and what was added in all there is (虚构): shares of two figures told apart from each other."""

import pytest

from invented_texts import market_bureaus
from search.answers import answer
from search.memory_source import MemorySource

BUREAUS = {
    ("霁川县", 2023): """
查办各类案件数 500 件
案件结案数 470 件
全县实有经营主体户数 3.2 万户
新登记经营主体户数 4800 户
经营主体同比增长率 5.4 %
受理投诉举报件数 2100 件
办结投诉举报件数 2079 件
排查隐患处数 400 处
整改隐患处数 388 处
""",
    ("岚屏县", 2022): """
查办各类案件数 300 件
投诉举报办结率 99.5 %
新增个体工商户户数 900 户
全县个体工商户总数 1.5 万户
立案查处药品案件数 41 件
""",
}
SOURCE = MemorySource(market_bureaus(BUREAUS))


@pytest.mark.parametrize(
    ("question", "percent"),
    [
        ("霁川县2023年办的案子结了百分之几？", "94"),
        ("霁川查办的案件结了几成？", "94"),
        ("霁川查办的各类案件已经结案了百分之几", "94"),
        ("霁川受理的投诉举报办结了百分之几？", "99"),
        ("霁川接的投诉举报办完了百分之几", "99"),
        ("霁川排查的隐患整改了百分之几？", "97"),
        ("霁川排查的隐患改完了百分之几", "97"),
        ("霁川新登记的经营主体占年底总量的百分之几？", "15"),
        ("霁川县新登记经营主体占总数的几成？", "15"),
        ("霁川新登记的市场主体在全县总量中占百分之几", "15"),
        ("岚屏新增的个体工商户占年末总数的百分之几？", "6"),
    ],
)
def test_a_share_is_computed_of_its_two_figures(question: str, percent: str) -> None:
    got = answer(question, SOURCE)
    assert got.result is not None, got.answer
    assert (f"{got.result.value:f}", got.result.unit, len(got.rows)) == (percent, "%", 2)


def test_cases_of_one_thing_are_none_of_all() -> None:
    assert [str(row.value) for row in answer("岚屏立案查处案件多少件？", SOURCE).rows] == ["300"]


def test_a_printed_rate_is_told_as_printed() -> None:
    got = answer("岚屏受理的投诉举报办结了百分之几？", SOURCE)
    assert [(str(row.value), row.unit) for row in got.rows] == [("99.5", "%")]


@pytest.mark.parametrize(
    "question", ["岚屏查办的案件结了百分之几？", "岚屏排查的隐患整改了百分之几？", "岚屏新登记的企业占总量的百分之几？"],
)
def test_of_one_figure_alone_no_share_is_told(question: str) -> None:
    assert not answer(question, SOURCE).answerable
