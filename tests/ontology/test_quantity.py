"""Amounts print back as printed, and normalise to one base unit a dimension."""

from decimal import Decimal
from itertools import product

import pytest

from ontology.quantity import base, dimension, number, parse, parse_unit, same_dimension, wan

PRINTED = {
    "10.3亿元": ("10.3", "亿元"),
    "1,234.56万元": ("1234.56", "万元"),
    "1，234，567.8元": ("1234567.8", "元"),
    "三亿五千万元": ("35000", "万元"),
    "3亿5千万元": ("35000", "万元"),
    "五百万元": ("500", "万元"),
    "一千零五万元": ("1005", "万元"),
    "壹佰贰拾叁万元整": ("123", "万元"),
    "1．2万": ("1.2", "万"),
    "７００件": ("700", "件"),
    "近7.3万台件": ("7.3", "万台件"),
    "1.1万余条次": ("1.1", "万条次"),
    "60于天": ("60", "天"),
    "两万五千户": ("25000", "户"),
    "12万余件": ("12", "万件"),
    "百分之三十": ("30", "%"),
    "百分之九十五点六": ("95.6", "%"),
    "千分之五": ("5", "‰"),
    "98.5％": ("98.5", "％"),
    "3.2个百分点": ("3.2", "个百分点"),
    "2个工作日以内": ("2", "个工作日"),
    "7.31件/万人": ("7.31", "件/万人"),
    "550元/人/天": ("550", "元/人/天"),
    "第3名": ("3", "名次"),
    "八成": ("8", "成"),
    "300": ("300", ""),
    "＞95％": ("95", "％"),
    "≥ 90%": ("90", "%"),
    "90%及以上": ("90", "%"),
    "人民币12.5万元": ("12.5", "万元"),
    "不少于12次/年": ("12", "次/年"),
    "-12.5%": ("-12.5", "%"),
    "1.2 亿 元": ("1.2", "亿元"),
    "7台（套）": ("7", "台（套）"),
    "一百二十张床位": ("120", "张床位"),
}


@pytest.mark.parametrize("printed", PRINTED)
def test_parse_keeps_value_unit_and_print(printed: str) -> None:
    amount = parse(printed)
    assert amount is not None
    assert (amount.value, amount.unit.replace(" ", "")) == (Decimal(PRINTED[printed][0]), PRINTED[printed][1])
    assert str(amount) == printed


@pytest.mark.parametrize(
    "text", ["", "/", "——", "不断提升", "台（套）", "2个。3个", "十十", "千千万", "1.2.3", "三亿五千万" * 100, "千" * 63, "1万" * 32]
)
def test_parse_refuses_what_is_no_amount(text: str) -> None:
    assert parse(text) is None


UNITS = {
    "元": "money",
    "万元": "money",
    "亿元": "money",
    "百万元": "money",
    "美元": "money:美元",
    "%": "rate",
    "％": "rate",
    "‰": "rate",
    "百分点": "points",
    "个百分点": "points",
    "件": "count:件",
    "万件": "count:件",
    "批次": "count:批次",
    "家": "count:家",
    "家次": "count:家次",
    "家企业": "count:家",
    "名": "count:人",
    "个工作日": "duration:工作日",
    "天": "duration",
    "小时": "duration",
    "个月": "duration:月",
    "平方米": "area",
    "万亩": "area",
    "公里": "length",
    "万吨": "mass",
    "公斤": "mass",
    "张床位": "count:床位",
    "件/万人": "ratio:件/万人",
    "元/人/天": "ratio:元/人/天",
    "分": "score",
    "台/件": "count:台件",
    "台（套）": "count:台套",
    "人/次": "count:人次",
    "倍": "multiple",
    "": "count",
    "百强": "count:百强",
    "名次": "rank",
}


@pytest.mark.parametrize("unit", UNITS)
def test_dimension(unit: str) -> None:
    assert dimension(unit) == UNITS[unit]


def test_base_units() -> None:
    assert base(Decimal("1.2"), "亿元") == (Decimal(120000000), "元")
    assert base(Decimal("7.3"), "万台件") == (Decimal(73000), "台件")
    assert base(Decimal(5), "‰") == (Decimal("0.5"), "%")
    assert base(Decimal("0.12"), "张/千人") == (Decimal("1.2"), "张/万人")
    assert base(Decimal(15), "亩") == (Decimal(10000), "平方米")
    assert base(Decimal(48), "小时") == (Decimal(2), "天")


def test_wan_is_for_money_only() -> None:
    assert wan(Decimal("10.3"), "亿元") == Decimal(103000)
    assert wan(Decimal(1400), "元") == Decimal("0.14")
    assert [wan(Decimal(1), unit) for unit in ("%", "户", "元/批次", "美元", "百分点")] == [None] * 5


def test_what_may_be_compared() -> None:
    assert same_dimension("件", "万件") and same_dimension("元", "亿元") and same_dimension("％", "‰") and same_dimension("名", "万人")
    assert not same_dimension("家", "家次")
    assert not same_dimension("%", "百分点")
    assert not same_dimension("天", "工作日")


@pytest.mark.parametrize("noun", ["元", "件", "户", "家次", "批次", "人", "吨", "亩", "台（套）", "份"])
def test_scaled_units_agree_with_scaled_values(noun: str) -> None:
    values, scales = ("0", "1", "1.05", "7300", "0.001"), {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "亿": 10**8}
    for value, (scale, factor) in product(values, scales.items()):
        amount = parse(f"{value}{scale}{noun}")
        assert amount is not None and str(amount) == f"{value}{scale}{noun}"
        small, large = base(Decimal(value) * factor, noun), base(amount.value, amount.unit)
        assert large[1] == small[1] and abs(large[0] - small[0]) < Decimal("1e-9")
        assert parse_unit(scale + noun).dimension == parse_unit(noun).dimension


def test_number_reads_bare_numerals() -> None:
    assert [number(n) for n in ("１２", "1,000", "十二", "两百", "一百零五", "三点六")] == [
        Decimal(n) for n in ("12", "1000", "12", "200", "105", "3.6")
    ]
    with pytest.raises(ValueError):
        number("统一")
