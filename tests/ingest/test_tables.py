"""Flattened tables to grids, one grammatical trait at a time."""

from ingest.table_headers import is_header, kind_of
from ingest.tables import find_tables


def tabbed(*rows: list[str]) -> str:
    return "\n\n".join("\n".join("\t" + c for c in row) for row in rows) + "\n\n"


HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]


def texts(table_text: str) -> list[list[str]]:
    (table,) = find_tables(table_text)
    return [[c.text for c in row] for row in table.rows]


def test_blank_labels_are_carried_and_a_new_label_ends_those_to_its_right() -> None:
    rows = texts(tabbed(
        HEADER, ["产出指标", "数量指标", "巡河次数", "≥50次", "52次", "10", "10", ""],
        ["", "", "清淤长度", "≥3公里", "3公里", "10", "10", ""], ["效益指标", "", "水质达标率", "≥90%", "95%", "10", "10", ""],
    ))
    assert rows[2][:3] == ["产出指标", "数量指标", "清淤长度"]
    assert rows[3][:3] == ["效益指标", "", "水质达标率"]


def test_rows_without_their_empty_cells_are_aligned_from_the_right() -> None:
    rows = texts(tabbed(HEADER, ["产出指标", "数量指标", "巡河次数", "≥50次", "52次", "10", "10"],
                        ["清淤长度", "≥3公里", "3公里", "10", "9"]))
    assert rows[1][:7] == ["产出指标", "数量指标", "巡河次数", "≥50次", "52次", "10", "10"]
    assert rows[2][2:7] == ["清淤长度", "≥3公里", "3公里", "10", "9"]


def test_total_line_keeps_its_points_under_their_columns() -> None:
    rows = texts(tabbed(HEADER, ["产出指标", "数量指标", "巡河次数", "≥50次", "52次", "100", "96", ""], ["合  计", "100", "96", ""]))
    assert rows[2][0] == "合  计" and rows[2][5:7] == ["100", "96"]


def test_cells_of_several_lines_and_rows_of_blanks() -> None:
    rows = texts(tabbed(HEADER, ["产出指标\n(50分)", "数量\n指标", "巡河次数", "≥50次", "52次", "10", "10", "雨天\n偏多"],
                        ["", "", "", "\u3000"]))
    assert len(rows) == 2
    assert rows[1][0] == "产出指标\n(50分)" and rows[1][7] == "雨天\n偏多"


def test_prose_in_rows_of_one_cell_is_no_table() -> None:
    assert find_tables("\t一、部门概述\n\n\t（一）部门基本情况：\n云溪县某局负责全县某项工作。\n\n\t二、评价情况\n\n") == []


def test_unit_and_caption_stand_above() -> None:
    text = "2022年收支情况表\n（单位：元）\n" + tabbed(["单位名称", "本年收入", "本年支出"], ["县局机关", "12000", "11000"])
    (table,) = find_tables(text)
    assert (table.unit, table.caption, table.header_rows) == ("元", "2022年收支情况表", 1)


def test_blocks_of_one_printed_table_stand_apart() -> None:
    tables = find_tables(tabbed(
        ["部门名称", "云溪县某局"], ["经费控制（万元）", "2022年决算数", "2023年预算数"], ["三公经费", "3", "4"], ["绩效指标", *HEADER],
        ["", "产出指标", "数量指标", "巡河次数", "≥50次", "52次", "10", "10", ""],
    ))
    assert [t.header_rows for t in tables] == [0, 1, 1]
    assert tables[1].unit == "万元"


def test_headings_repeated_after_a_page_break_are_dropped() -> None:
    rows = texts(tabbed(
        HEADER, ["产出指标", "数量指标", "巡河次数", "≥50次", "52次", "10", "10", ""], HEADER,
        ["", "", "清淤长度", "≥3公里", "3公里", "10", "10", ""],
    ))
    assert len(rows) == 3 and rows[2][0] == "产出指标"


def test_one_endless_row_is_parted_by_its_headings() -> None:
    cells = ["三级指标", "指标值", "完成值", "巡河次数", "≥50次", "52次", "清淤长度", "≥3公里", "3公里"]
    assert [row[0] for row in texts("".join(f"\t{c}\n" for c in cells))] == ["三级指标", "巡河次数", "清淤长度"]


def test_words_of_headings() -> None:
    said = {"三级指标": "name", "年初指标值": "target", "实际\n完成值": "actual", "权重": "weight", "自评得分": "score",
            "全年执行数": "money", "执行率": "rate", "偏差原因分析\n及改进措施": "note", "较上年增减": "change",
            "2023年决算数": "money", "本年收入": "measure"}
    assert {h: kind_of(h) for h in said} == said
    assert not is_header(("巡河次数", "≥50次", "52次"))


def test_headings_in_the_midst_of_an_endless_row_open_its_table() -> None:
    header = ["三级指标", "指标值", "完成值", "分值", "得分"]
    rows = [cell for i in range(8) for cell in (f"巡河第{'一二三四五六七八'[i]}段次数", "≥50次", "52次", "5", "5")]
    tables = find_tables("".join(f"\t{c}\n" for c in ["四、存在问题", "人手不足", *header, *rows]))
    assert [c.text for c in tables[-1].rows[0]][-5:] == header
    assert len(tables[-1].rows) == 9


def test_cells_parted_by_wide_blanks_keep_single_ones() -> None:
    rows = texts(
        "指标名称    权重    自评得分\n公路 养护里程    10    9.8\n桥梁检测座数    10    10\n"
    )
    assert rows == [["指标名称", "权重", "自评得分"], ["公路 养护里程", "10", "9.8"], ["桥梁检测座数", "10", "10"]]


def test_a_row_without_target_keeps_its_points_to_the_right_and_labels_between_rows_end_nothing() -> None:
    rows = texts(
        "三级指标    （目标值    完成值）    权重    自评得分\n"
        "1.预算编制\n事前绩效评估    2    2\n2.预算执行\n支出率    100%    95.8%    5    4.8\n"
    )
    assert rows[1:] == [["事前绩效评估", "", "", "2", "2"], ["支出率", "100%", "95.8%", "5", "4.8"]]


def test_headings_whose_characters_stand_apart() -> None:
    rows = texts("项    目  2019年决算  2020年预算\n会议费  2.15  4\n合    计  2.15  4\n")
    assert rows[0] == ["项    目", "2019年决算", "2020年预算"]
    assert rows[2] == ["合    计", "2.15", "4"]
