"""What measures the same, what is comparable, and what only looks so (指标概念)."""

import pytest

from graph.metrics import core_name, likeness, measure_type, metric


@pytest.mark.parametrize(
    ("printed", "core"),
    [
        ("全县新增学位数量", "新增学位"),
        ("2023年累计新增学位", "新增学位"),
        ("市本级开展培训人次数", "开展培训人次"),
        ("区域合作项目", "区域合作项目"),
        ("共享单车投放量", "共享单车投放量"),
        ("价格指数", "价格指数"),
        ("数量", "数量"),
    ],
)
def test_where_and_when_are_no_part_of_a_concept(printed: str, core: str) -> None:
    assert core_name(printed) == core


@pytest.mark.parametrize(
    ("name", "dimension", "sort"),
    [
        ("食品抽检", "count:批次", "count"),
        ("合格率", "rate", "rate"),
        ("产值增长率", "rate", "change"),
        ("产值", "points", "change"),
        ("补助资金", "money", "amount"),
        ("全省排名", "", "rank"),
        ("办理时限", "", "duration"),
        ("完成时间", "", "date"),
        ("群众满意度", "", "rate"),
        ("造林面积", "area", "quantity"),
        ("新增学位", "", "count"),
    ],
)
def test_the_type_of_a_measure(name: str, dimension: str, sort: str) -> None:
    assert measure_type(name, dimension) == sort


def test_one_concept_under_several_names() -> None:
    assert metric("全县新增学位数量", "count:个") == metric("新增学位", "count:个")
    assert metric("新增学位", "count:个").id != metric("新增学位", "rate").id


def test_alike_and_comparable() -> None:
    found = likeness(metric("食品监督抽检批次", "count:批次"), metric("食品抽检批次", "count:批次"))
    assert found is not None and found.comparable and 0.6 <= found.score < 1


def test_a_loose_unit_counts_any_body_but_no_visits() -> None:
    bodies, loose, visits = (metric("检查餐饮单位", f"count:{unit}") for unit in ("家", "个", "家次"))
    assert (like := likeness(bodies, loose)) is not None and like.comparable
    assert (unlike := likeness(visits, loose)) is not None and not unlike.comparable


def test_alike_but_not_comparable_says_why() -> None:
    units = likeness(metric("检查餐饮单位", "count:家"), metric("检查餐饮单位", "count:家次"))
    assert units is not None and not units.comparable and "计量单位不同：家与家次" in units.reasons
    turned = likeness(metric("食品合格率", "rate"), metric("食品不合格率", "rate"))
    assert turned is not None and not turned.comparable and any("不" in why for why in turned.reasons)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("药品监管企业数", "化妆品监管企业数", "对象不同：药品与化妆品"),
        ("新登记经营主体户数", "经营主体户数", "口径不同：仅一方含“新登记”"),
        ("城镇居民参保率", "农村居民参保率", "对象不同：城镇与农村"),
        ("人均住房面积", "住房面积", "口径不同：仅一方含“人均”"),
    ],
)
def test_rivals_are_alike_and_not_comparable(one: str, other: str, why: str) -> None:
    found = likeness(metric(one, ""), metric(other, ""))
    assert found is not None and not found.comparable and why in found.reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("组织食品抽检批次", "食品抽检批次完成数"),
        ("新建综合养老服务中心数", "建成综合养老服务中心个数"),
    ],
)
def test_alike_concepts_share_a_first_or_last_word(one: str, other: str) -> None:
    ours, theirs = metric(one, "").props, metric(other, "").props
    assert ours["tail"] == theirs["tail"] or ours["lead"] == theirs["lead"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("食品抽检批次", "count:批次"), ("食品抽检合格率", "rate")),
        (("产值", "money"), ("产值增长率", "rate")),
        (("发明专利拥有量", "count:件"), ("专利纠纷案件", "count:件")),
        (("新增学位", "count:个"), ("培训教师", "count:人次")),
    ],
)
def test_hard_negatives_are_not_alike(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert likeness(metric(*one), metric(*other)) is None


def test_likeness_is_the_same_both_ways() -> None:
    a, b = metric("检查餐饮单位", "count:家"), metric("检查餐饮服务单位", "count:家次")
    forth, back = likeness(a, b), likeness(b, a)
    assert forth and back and (forth.score, forth.comparable) == (back.score, back.comparable)


def test_another_rate_or_act_is_told_with_the_reason() -> None:
    rates = likeness(metric("水产品监督抽检合格率", "rate"), metric("水产品监督抽检完成率", "rate"))
    acts = likeness(metric("校园防溺水宣传次数", "count:次"), metric("校园防溺水巡查次数", "count:次"))
    assert rates is not None and not rates.comparable and "衡量的不是一回事：合格与完成" in rates.reasons
    assert acts is not None and not acts.comparable and "所做的事不同：宣传与巡查" in acts.reasons
