"""Things of a level, an occasion or a kind of money (虚构): another one's figure is none of it."""

import pytest

from invented_texts import about, outcomes, programmes, stating
from search.answers import answer
from search.memory_source import MemorySource

TEXT = (
    "云岫市文化和旅游局2023年度部门整体支出绩效自评报告（虚构）\n"
    "拥有国家级非遗项目6项、省级非遗项目31项，公布市级文物保护单位44处。全市各级图书馆12座。\n"
    "文化宣传教育60万元。发放文化消费券350万元。文化企业贷款金额2.4亿元。\n"
)


OUTCOMES = (
    ("国家级非遗项目数", "6", "项", "国家级非遗项目6项"), ("省级非遗项目数", "31", "项", "省级非遗项目31项"),
    ("市级文物保护单位数", "44", "处", "市级文物保护单位44处"), ("全市各级图书馆数", "12", "座", "全市各级图书馆12座"),
    ("文化企业贷款金额", "2.4", "亿元", "文化企业贷款金额2.4亿元"),
)  # fmt: skip
FACTS = {"outcomes": outcomes(TEXT, OUTCOMES), "projects": programmes(TEXT, ["文化宣传教育60万元"])}
SOURCE = MemorySource([stating(TEXT, about("云岫市文化和旅游局"), **FACTS)])


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("云岫市文旅局有多少项省级非遗项目？", "31"),
        ("云岫市国家级非遗项目几项？", "6"),
        ("云岫市级文物保护单位有多少处？", "44"),
        ("云岫市文旅局的文化宣传教育花了多少钱？", "60"),
    ],
)
def test_the_level_asked_for_is_given(question: str, value: str) -> None:
    assert [str(r.value) for r in answer(question, SOURCE).rows] == [value]


@pytest.mark.parametrize(
    "question",
    [
        "云岫市文旅局有多少项市级非遗项目？",
        "云岫市文旅局的县级非遗项目有几项？",
        "云岫县级文物保护单位有多少处？",
        "云岫市国家级文物保护单位有多少处？",
        "云岫市的县级图书馆有几座？",
        "云岫市的博物馆有几座？",
        "云岫市博物馆日宣传花了多少钱？",
        "云岫市文旅局文化企业贷款贴息多少万元？",
    ],
)
def test_another_level_occasion_or_kind_is_refused(question: str) -> None:
    assert not answer(question, SOURCE).answerable
