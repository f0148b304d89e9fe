"""Quantities in running text: marks, scales, units, Chinese numerals; and what is no quantity."""

import pytest

from ingest.numbers import find_quantities, number_of

FOUND = [
    ("平稳运行60于天", [("60", "天", "approx")]),
    ("500多户、1.1万余条次", [("500", "户", "approx"), ("1.1", "万条次", "approx")]),
    ("设备480台（套）", [("480", "台（套）", "exact")]),
    ("7.31件/万人，550元/人/天", [("7.31", "件/万人", "exact"), ("550", "元/人/天", "exact")]),
    ("标准735元/人/月、50元/生/学期", [("735", "元/人/月", "exact"), ("50", "元/生/学期", "exact")]),
    ("节省616万余元，合格率98%以上", [("616", "万元", "approx"), ("98", "%", "ge")]),
    ("压缩至半个工作日内，15日以内", [("0.5", "个工作日", "le"), ("15", "日", "le")]),
    ("两次、七家、连续三年", [("2", "次", "exact"), ("7", "家", "exact"), ("3", "年", "exact")]),
    (
        "１２３４．５万元，1,234.56万元，3 456.7万元",
        [("1234.5", "万元", "exact"), ("1234.56", "万元", "exact"), ("3456.7", "万元", "exact")],
    ),
    ("近万份，上千人，十余家", [("1", "万份", "approx"), ("1000", "人", "approx"), ("10", "家", "approx")]),
    ("提高3.5个百分点，达百分之九十八点五", [("3.5", "个百分点", "exact"), ("98.5", "%", "exact")]),
    ("位居全省第二，进入前十", [("2", "位", "exact"), ("10", "位", "le")]),
    ("家庭医生签约26.4万人，650批次/11个大类", [("26.4", "万人", "exact"), ("650", "批次", "exact"), ("11", "个", "exact")]),
    ("101 篇", [("101", "篇", "exact")]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[t for t, _ in FOUND])
def test_quantities(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(str(q.value), q.unit, q.bound) for q in find_quantities(text)] == expected


NONE = [
    "2023年12月31日前", "1-8月", "二〇二三年", "2021—2023年", "财预〔2020〕10号", "第三条",
    "第23个世界知识产权日", "12315平台", "3·15活动",
    "1.0版升级为2.0版", "双随机、一公开", "四个最严", "一件事一次办",
    "联系电话0513-87654321", "13812345678", "统一个体", "十分重要", "三分之二", "一起推进", "2025.4.29", "帮扶三元镇", "十里乡",
]


@pytest.mark.parametrize("text", NONE)
def test_no_quantity(text: str) -> None:
    assert list(find_quantities(text)) == []


def test_places() -> None:
    text = "挽回损失约120余万元"
    (q,) = find_quantities(text)
    assert text[q.start : q.end] == "约120余万元"
    assert text[q.number] == "1"


NUMERALS = [("两千三百", "2300"), ("十二", "12"), ("一百零五", "105"), ("半", "0.5"), ("三万五千", "35000"), ("1,234.5", "1234.5")]


@pytest.mark.parametrize(("numeral", "value"), NUMERALS)
def test_number_of(numeral: str, value: str) -> None:
    assert str(number_of(numeral)) == value


def test_number_of_refuses_words() -> None:
    with pytest.raises(ValueError, match="not a numeral"):
        number_of("若干")
