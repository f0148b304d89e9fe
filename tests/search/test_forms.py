"""Indicators by the form they stand in (虚构): the department's own, one project's or any project's; what counts as missed."""

import pytest

from invented_texts import about, placed, stating
from ontology.records import Indicator
from search.answers import answer
from search.answers.indicators.attaining import met
from search.memory_source import MemorySource

ROWS = (
    ("隐患整改率", "100%", "98.5%", "10", "9.5"), ("开展演练场次", "≥50场次", "46场次", "10", "10"),
    ("群众满意度", "≥90%", "93%", "10", "10"),
    ("设备在线率", "≥95%", "93.1%", "15", "15"), ("卡口建设数", "80处", "64处", "20", "16"),
    ("物资入库时间", "2023年9月底前", "2023年11月", "10", "6"), ("使用单位满意度", "≥95%", "94%", "10", "9"),
)  # fmt: skip
LINES = ["\t".join(row) for row in ROWS]
TEXT = "\n".join([
    "云岫县应急管理局2023年度部门整体支出绩效自评报告（虚构）", "部门整体支出绩效自评表", *LINES[:3],
    "项目支出绩效自评表", "项目名称\t林区防火经费", *LINES[3:5], "项目支出绩效自评表", "项目名称\t应急物资采购", *LINES[5:], "",
])  # fmt: skip


def indicator(row: tuple[str, ...], line: str) -> Indicator:
    name, target, actual, weight, score = row
    met = name == "群众满意度"
    return Indicator(name=name, target=target, actual=actual, weight=weight, score=score, attained=met, **placed(TEXT, line))


SOURCE = MemorySource([stating(TEXT, about("云岫县应急管理局"), indicators=map(indicator, ROWS, LINES))])


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("云岫县应急管理局整体自评表里哪些指标没达到目标？", {"隐患整改率", "开展演练场次"}),
        ("云岫县林区防火经费项目里，哪个指标没达标但没被扣分？", {"设备在线率"}),
        ("云岫县应急物资采购项目里没达标的指标有哪些？", {"物资入库时间", "使用单位满意度"}),
        ("云岫县项目支出自评表中，没完成的指标有哪些？", {"设备在线率", "卡口建设数", "物资入库时间", "使用单位满意度"}),
        ("云岫县应急管理局有没有差了目标还给满分的指标？是哪个？", {"开展演练场次", "设备在线率"}),
        ("云岫县应急管理局自评表里哪些指标没达到目标？", {row[0] for row in ROWS if row[0] != "群众满意度"}),
    ],
)
def test_only_the_rows_of_the_form_asked_for(question: str, names: set[str]) -> None:
    assert {r.metric for r in answer(question, SOURCE).rows} == names


def test_what_is_done_about_something_bad_is_better_high() -> None:
    assert met("100%", "98.5%", "事故隐患整改率") is False
    assert met("0.5起", "0.6起", "事故起数") is False
    assert met("2023年9月底前", "2023年10月18日", "建成时间") is None
