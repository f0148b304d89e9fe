"""Workbooks (电子表格): number formats as printed, hidden sheets, rows and columns left out, merged headings, several sheets."""

import datetime
import io

import openpyxl
import pytest

from ingest.readers.apart import parse_apart
from ingest.readers.number_masks import shown
from ingest.readers.read import read

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '
DAY = datetime.datetime(2023, 12, 3, 15, 5, 7)


@pytest.mark.parametrize(
    ("value", "mask", "printed"),
    [
        (0.95, "0%", "95%"),
        (0.9764, "0.00%", "97.64%"),
        (1, "0%", "100%"),
        (-0.02, "0.00%", "-2.00%"),
        (0.95, '">="0%', ">=95%"),
        (0.9, '"≥"0%', "≥90%"),
        (100, '0"%"', "100%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (2.675, "0.00", "2.68"),
        (1200.0, "General", "1200"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1000000000000000"),
        (12, '0"万元"', "12万元"),
        (7, '"第"0"名"', "第7名"),
        (123, "00000", "00123"),
        (1.0, "0.##", "1"),
        (1.25, "0.##", "1.25"),
        (15_000_000, '0.00,,"百万"', "15.00百万"),
        (0.001, "0.00E+00", "1.00E-03"),
        (12345.678, "[$¥-804]#,##0.00", "¥12,345.68"),
        (1234.5, ACCOUNTING, "1,234.50"),
        (-5.5, ACCOUNTING, "-5.50"),
        (0, ACCOUNTING, "0.00"),
        (-300.5, "#,##0.00_);[Red]\\(#,##0.00\\)", "-300.50"),
        (0.5, "# ?/?", "0.5"),
        ("≥5", "General", "≥5"),
        ("00123", "@", "00123"),
        (True, "General", "是"),
        (DAY, 'yyyy"年"m"月"', "2023年12月"),
        (DAY, '[$-804]yyyy"年"mm"月"dd"日";@', "2023年12月03日"),
        (DAY, "yyyy/m/d", "2023/12/3"),
        (DAY, "mm-dd-yy", "2023-12-03"),
        (DAY, "yyyy\\-mm\\-dd\\ hh:mm:ss", "2023-12-03 15:05:07"),
        (DAY.date(), 'yyyy"年"m"月"d"日"', "2023年12月3日"),
        (DAY.time(), "h:mm", "15:05"),
        (DAY, '上午/下午h"时"mm"分"', "下午15时05分"),
        (DAY, "dddd", "星期日"),
    ],
)
def test_values_are_shown_as_the_sheet_shows_them(value, mask, printed):
    assert shown(value, mask) == printed


def book():
    """Write a form with merged headings, a hidden sheet, a hidden row and column, and a second sheet."""
    out = openpyxl.Workbook()
    form = out.active
    form.title = "自评表"
    lines = [
        ["2023年度虚构县水务局部门整体支出绩效自评表"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", None, "内部编码", "实际完成值"],
        ["产出指标", "数量指标", "供水管网改造长度", "≥5公里", None, "A01", 6.25],
        [None, "时效指标", "完成时间", datetime.date(2023, 12, 31), None, "A02", datetime.date(2023, 12, 20)],
        ["效益指标", "社会效益指标", "供水合格率", 0.95, None, "A03", 0.9667],
        ["草稿", "草稿", "草稿", 1, None, "A04", 2],
    ]
    for line in lines:
        form.append(line)
    for merged in ("A1:G1", "A3:A4", "D2:E2", "D3:E3", "D4:E4", "D5:E5"):
        form.merge_cells(merged)
    for at, mask in {"G3": '0.00"公里"', "D4": 'yyyy"年"m"月"', "G4": "yyyy/m/d", "D5": '"≥"0%', "G5": "0.0%"}.items():
        form[at].number_format = mask
    form.column_dimensions["F"].hidden = True
    form.row_dimensions[6].hidden = True
    out.create_sheet("底稿").append(["不该读到的编制", 999])
    out["底稿"].sheet_state = "hidden"
    for line in (["项目", "预算数（万元）", "决算数（万元）"], ["基本支出", 1800.5, 1790.1], ["项目支出", 400, 390.1]):
        (out["收支"] if "收支" in out else out.create_sheet("收支")).append(line)
    for row in out["收支"].iter_rows(min_row=2, min_col=2):
        for cell in row:
            cell.number_format = "#,##0.00"
    stream = io.BytesIO()
    out.save(stream)
    return stream.getvalue()


def test_a_workbook_reads_as_it_is_shown():
    parsed = parse_apart("book", book(), "package")
    assert [[[c.text for c in row] for row in t.rows] for t in parsed.tables] == [
        [
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"],
            ["产出指标", "数量指标", "供水管网改造长度", "≥5公里", "6.25公里"],
            ["产出指标", "时效指标", "完成时间", "2023年12月", "2023/12/20"],
            ["效益指标", "社会效益指标", "供水合格率", "≥95%", "96.7%"],
        ],
        [["项目", "预算数（万元）", "决算数（万元）"], ["基本支出", "1,800.50", "1,790.10"], ["项目支出", "400.00", "390.10"]],
    ]
    assert "999" not in parsed.text
    assert "草稿" not in parsed.text


def test_cells_of_every_sheet_know_their_place():
    document = read("book.xlsx", book())
    assert document.origin_at(document.text.index("96.7%")) == "自评表!G5"
    assert document.origin_at(document.text.index("1,790.10")) == "收支!C2"
    assert document.origin_at(document.text.index("绩效自评表")) == "自评表!A1"
