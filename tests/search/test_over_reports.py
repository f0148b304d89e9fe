"""Questions over several reports at once (虚构): the forms in which they are asked, and what they leave out."""

from decimal import Decimal

import pytest

from invented_texts import market_bureaus
from search.answers import answer
from search.memory_source import MemorySource

BUREAUS = {
    ("霁川县", 2023): """
电梯救援平均到场时间 12.5 分钟
下达安全监察指令书份数 31 份
企业年报率 96.5 %
食品抽检合格率 98.2 %
跨部门联合抽查占比 38.5 %
罚没款金额 120 万元
受理投诉举报件数 2100 件
实有经营主体户数 3.2 万户
""",
    ("岚屏县", 2022): """
电梯应急平台处置困人故障数 64 起
安全监察经费 18 万元
企业年报率 97.1 %
食品抽检合格率 97.6 %
跨部门联合抽查占比 36.5 %
罚没款金额 80.5 万元
受理投诉举报件数 1400 件
实有经营主体户数 2.6 万户
""",
    ("青棠县", 2023): """
电梯救援平均到场时间 11 分钟
下达安全监察指令书份数 12 份
企业年报率 96.5 %
罚没款金额 40 万元
受理投诉举报件数 900 件
""",
}


SOURCE = MemorySource(market_bureaus(BUREAUS))


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("企业年报率正好是96.5%的是哪几个局？", {"96.5"}),
        ("企业年报率恰好96.5%的有哪些单位", {"96.5"}),
        ("企业年报率等于97.1%的是哪个局？", {"97.1"}),
        ("企业年报率是97.1%的是哪家？", {"97.1"}),
        ("受理投诉举报刚好900件的是哪个局", {"900"}),
        ("罚没款为40万元的局有哪些？", {"40"}),
        ("哪些局公布了电梯救援的到场时间，各是多少分钟？", {"12.5", "11"}),
        ("电梯救援到场时间哪些地方有，各多少分钟", {"12.5", "11"}),
        ("下过安全监察指令书的局有哪些，各发了多少份？", {"31", "12"}),
        ("发过安全监察指令书的单位有哪几家，各自发出几份", {"31", "12"}),
    ],
)
def test_a_list_holds_only_what_keeps_its_bound_and_its_unit(question: str, values: set[str]) -> None:
    got = answer(question, SOURCE)
    assert got.intent == "list"
    assert {str(row.value) for row in got.rows} == values


@pytest.mark.parametrize(
    ("question", "result", "unit"),
    [
        ("霁川和岚屏两个县的罚没款合计多少万元？", "200.5", "万元"),
        ("两个县——霁川和岚屏，经营主体总数加起来是多少万户？", "5.8", "万户"),
        ("霁川、岚屏这两个县局一共受理多少件投诉举报", "3500", "件"),
        ("霁川和青棠两个县级局的罚没款加起来多少", "160", "万元"),
        ("三个局受理的投诉举报总量是多少？", "4400", "件"),
        ("三个市场监管局的罚没款总数是多少万元", "240.5", "万元"),
        ("霁川的跨部门联合抽查占比比岚屏高几个百分点？", "2", "百分点"),
        ("跨部门联合抽查占比，霁川和岚屏差几个百分点？", "2", "百分点"),
        ("霁川和岚屏食品抽检合格率差几个百分点", "0.6", "百分点"),
        ("食品抽检合格率，霁川跟岚屏谁更高，高几个百分点？", "0.6", "百分点"),
        ("哪个局受理的投诉举报最多，比最少的多多少件？", "1200", "件"),
        ("罚没款最多的局比最少的局多多少万元", "80", "万元"),
        ("What is the total number of complaint reports handled by all bureaus?", "4400", "件"),
        ("What was the total amount of fines and confiscations across the three bureaus?", "240.5", "万元"),
    ],
)
def test_figures_of_several_places_are_put_together(question: str, result: str, unit: str) -> None:
    got = answer(question, SOURCE)
    assert got.result is not None, got.answer
    assert (abs(Decimal(str(got.result.value))), got.result.unit) == (Decimal(result), unit)


def test_a_rate_that_no_department_has_exactly_is_refused() -> None:
    assert not answer("企业年报率正好是95%的是哪几个局？", SOURCE).answerable


def test_places_are_meant_by_their_level_where_as_many_are_there() -> None:
    of_levels = {
        ("霁川县", 2023): "受理投诉举报件数 2100 件",
        ("岚屏县", 2022): "受理投诉举报件数 1400 件",
        ("云汀区", 2022): "受理投诉举报件数 70 件",
    }
    source = MemorySource(market_bureaus(of_levels))
    counties = answer("两个县的局受理投诉举报一共多少件？", source)
    assert counties.result is not None
    assert counties.result.value == 3500
    three = answer("三个县的局受理投诉举报一共多少件？", source)
    assert three.result is None or three.result.value == 3570
