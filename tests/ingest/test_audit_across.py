"""Two years of one invented（虚构）department side by side: each contradiction between them, and sound twins without one."""

import pytest

from ingest.audit.across import across
from ingest.extract import extract
from ingest.structure import structure
from ontology.records import Bundle

NAME = "望津县人民政府护学办公室"


def year(number: int, money: str, results: str = "") -> Bundle:
    text = f"{number}年度{NAME}部门整体支出绩效自评报告（虚构）\n二、部门支出情况\n{money}\n三、主要绩效\n{results}\n"
    return extract(structure(text), f"r_{number:016x}")


COLUMNS = "| 项目 | 2022年决算 | 2023年预算 | 2023年决算 |\n| 公用经费 | {} | 90 | 88 |\n| 护学专项 | 40 | 45 | 44 |\n"
NEXT = "| 项目 | 2022年预算 | 2022年决算 | 2023年预算 |\n| 公用经费 | 82 | 80 | {} |\n| 护学专项 | 42 | 40 | 45 |\n"
TWO = [
    ("across-prior", ("2022年公用经费支出81.5万元。", ""), (COLUMNS.format("80"), ""), "差-1.5"),
    ("across-budget", (NEXT.format("95"), ""), (COLUMNS.format("80"), ""), "差-5"),
    ("across-carried", ("2022年年末结转和结余12万元。", ""), ("2023年年初结转和结余15万元，本年收入合计500万元。", ""), "差3"),
    ("across-growth", ("", "全县护送学生1000人次。"), ("", "全县护送学生1250人次，同比增长30%。"), "25.00%"),
    (
        "across-copied",
        ("", "组织护学巡查1236次。培训护学志愿者2418人。排查校门隐患317处。"),
        ("", "组织护学巡查1236次。培训护学志愿者2418人。排查校门隐患317处。"),
        "3项成效",
    ),
]


@pytest.mark.parametrize(("rule", "before", "now", "says"), TWO, ids=[t[0] for t in TWO])
def test_two_years(rule: str, before: tuple[str, str], now: tuple[str, str], says: str) -> None:
    earlier, later = year(2022, *before), year(2023, *now)
    [found] = across(earlier, later)
    texts = {b.report_id: b.text for b in (earlier, later)}
    assert found.finding.rule == rule
    assert says in found.finding.explanation
    assert set(found.report_ids) == set(texts)
    for report, quote, span in zip(found.report_ids, found.finding.quotes, found.finding.spans, strict=True):
        assert texts[report][slice(*span)] == quote


def test_years_that_fit_say_nothing() -> None:
    money = NEXT.format("90") + "2022年公用经费支出80万元。2022年年末结转和结余15万元。"
    earlier = year(2022, money, "全县护送学生1000人次。排查校门隐患300处。")
    later = year(2023, COLUMNS.format("80") + "年初结转和结余15万元。", "全县护送学生1250人次，同比增长25%。排查校门隐患300处。")
    assert list(across(earlier, later)) == []
