"""What names of measures say is measured; all names are invented."""

import pytest

from ontology.measure_words import other_act, other_rate


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("水产品抽检合格率", "水产品抽检任务完成率", "合格与完成"),
        ("来信办结率", "来信处理完成率", ""),
        ("不合格样品核查处置率", "不合格样品名单公示率", "处置与公示"),
        ("幼儿园覆盖率", "幼儿园满意度", "覆盖与满意"),
        ("疫苗接种率", "疫苗接种按时率", ""),
        ("公园绿地率", "合格率", ""),
    ],
)
def test_rates_of_different_things_are_told_apart(a: str, b: str, apart: str) -> None:
    assert other_rate(a, b) == apart
    assert bool(other_rate(b, a)) == bool(apart)


def test_acts_are_told_apart() -> None:
    assert other_act("防溺水宣传次数", "防溺水巡查次数") == "宣传与巡查"
    assert other_act("防溺水检查次数", "防溺水巡查次数") == ""
    assert other_act("游泳馆数", "防溺水巡查次数") == ""
