"""What was done, in the cells of tables of tasks and goals (任务完成表, 年度目标), on invented texts (虚构)."""

from ingest.extractors.outcomes.outcomes import extract
from ingest.structure import structure
from ontology.records import ReportFields

REPORT = ReportFields(department="云溪县某局", fiscal_year=2023)


def told(text: str) -> list[tuple[str, str]]:
    return [(o.metric, f"{o.value}{o.unit}") for o in extract(structure(f"三、主要绩效\n{text}"), REPORT)]


def test_a_short_cell_beside_a_task() -> None:
    head = "| 序号 | 任务名称 | 年度任务 | 完成情况 |\n"
    text = head + "| 1 | 护栏工程 | 改造护栏30公里 | 改造护栏32公里 |\n| 2 | 驿站工程 | 新建驿站4座 | 新建驿站5座 |\n"
    assert told(text) == [("改造护栏里程", "32公里"), ("新建驿站座数", "5座")]


def test_a_short_cell_of_a_form_is_a_value() -> None:
    assert told("| 三级指标 | 年度目标 | 完成情况 | 分值 |\n| 改造护栏 | 30公里 | 改造32公里路段 | 10 |\n") == []


def test_a_cell_that_names_itself() -> None:
    head = "| 序号 | 年初设定 | 年末填报 |\n"
    text = head + "| 1 | 预期目标：改造护栏30公里 | 实际完成情况：改造护栏32公里，新建驿站5座 |\n"
    assert told(text) == [("改造护栏里程", "32公里"), ("新建驿站座数", "5座")]


def test_a_cell_that_shortens_what_was_told() -> None:
    prose = "全年完成山区农村公路护栏改造32公里。\n"
    text = prose + "| 年度目标 | 完成情况 |\n| 改造护栏30公里，建设驿站 | 完成公路护栏改造32公里，新建驿站5座 |\n"
    assert [m for m, _ in told(text)] == ["完成山区农村公路护栏改造里程", "新建驿站座数"]
