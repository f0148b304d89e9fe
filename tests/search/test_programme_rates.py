"""Programmes by how far their money was spent, bodies of the very kind asked for, and 几何 for how much (虚构)."""

import pytest

from ingest.pipeline import read_bundle
from search.answers import answer
from search.answers.model import Answer
from search.memory_source import MemorySource
from search.planning.grammar import form_of
from search.planning.wanted import wanted_value

TEXT = """云岫县水务局2023年度部门整体支出绩效自评报告（虚构）

一、部门概况

（一）机构设置

局机关内设股室6个，纳入2023年部门预算编制范围的二级单位2个，分别是云岫县水文服务中心和云岫县灌溉管理所。另有县水政监察大队随局机关一并核算。

二、资金使用情况

2023年年初预算1620.00万元，全年支出1580.20万元，预算执行率97.54%。其中项目支出640.00万元，具体情况见下表：

2023年度项目支出情况表（单位：万元）
	项目名称
	预算数
	执行数
	执行率

	塘坝清淤经费
	200.00
	150.00
	75.00%

	水文站点运行经费
	240.00
	220.80
	92.00%

	灌渠维护经费
	269.20
	269.20
	100.00%

	合  计
	709.20
	640.00
	90.24%

三、自评结论

我局自评得分93分。
"""
SOURCE = MemorySource([read_bundle("云岫县水务局.txt", TEXT.encode())])


def ask(question: str) -> Answer:
    return answer(question, SOURCE)


def rates(question: str) -> list[str]:
    return [str(r.value) for r in ask(question).rows]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("云岫县水务局各项目的预算执行率分别是多少？", ["75.00", "92.00", "100.00"]),
        ("云岫县水务局哪些项目的执行率没到100%？", ["75.00", "92.00"]),
        ("云岫县水务局的项目里，执行率不到八成的有哪几个？", ["75.00"]),
        ("云岫县水务局哪个项目执行率最低？", ["75.00"]),
        ("Which projects of Yunxiu water bureau had an execution rate below 80%? 云岫县水务局", ["75.00"]),
        ("云岫县水务局的部门预算执行率是多少？", ["97.54"]),
    ],
)
def test_programmes_by_their_rate(question: str, expected: list[str]) -> None:
    assert [f"{float(v):.2f}" for v in rates(question)] == expected


def test_none_within_the_bound_is_refused() -> None:
    assert not ask("云岫县水务局哪些项目的执行率低于50%？").answerable


def test_bodies_of_the_kind_that_is_counted() -> None:
    named = [r.value for r in ask("云岫县水务局纳入预算的二级单位是哪几个，叫什么名字？").rows if isinstance(r.value, str)]
    assert named == ["云岫县水文服务中心", "云岫县灌溉管理所"]


def test_how_much_as_it_is_put_in_writing() -> None:
    result = ask("云岫县水务局塘坝清淤花费几何？").result
    assert result is not None
    assert result.value == 150


LISTED = """云岫县林业局2022年度部门整体支出绩效自评报告（虚构）

二、资金使用情况

（二）项目支出情况

2022年项目支出300.00万元，共安排2类项目，具体为：

1．防火巡护经费180.00万元，主要用于护林员补助。

2．其他项目120.00万元，其中苗圃改造70.00万元、办公楼修缮50.00万元。
"""
WOODS = MemorySource([read_bundle("云岫县林业局.txt", LISTED.encode())])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("云岫县林业局2022年的2类项目支出分别是什么，各多少钱？", [180, 120]),
        ("云岫县林业局2022年项目支出投向了哪些方面，各多少万元？", [180, 120, 70, 50]),
    ],
)
def test_kinds_of_spending_on_projects(question: str, expected: list[int]) -> None:
    assert [r.value for r in answer(question, WOODS).rows] == expected


@pytest.mark.parametrize("question", ["哪些指标的实际值没够上目标值？", "哪些指标够不上目标？"])
def test_short_of_the_target_in_everyday_words(question: str) -> None:
    form = form_of(question, several=False, years=0)
    assert (form.intent, form.attained) == ("target", False)


def test_money_that_was_given_is_an_amount() -> None:
    assert wanted_value("哪些局给联系村投了钱") == ("money", None)
    assert wanted_value("哪些局给联系村送了技术") == (None, None)
