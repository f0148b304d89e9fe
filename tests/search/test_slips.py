"""Slips in the names of places (地名笔误), over the invented sample reports: by sound, by look, and other places that are none."""

import pytest

from api import asking
from search.places.slips import Slips


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("新星县市场监督管理局2024年食品抽检批次", {3010}),
        ("新性县2024年食品抽检多少批次", {3010}),
        ("临岚县民政局2021年编制多少名", {68}),
        ("临谰县2021年三公经费决算", {9.12}),
        ("青凌市交通运输局在职人数", {718}),
        ("青岭市交通运输局2021年编制多少名", {764}),
        ("赤陵市2024年粮食总产量", {126.3}),
        ("望金县公安局2022年破案多少起", {892}),
        ("东鹿省科学技术厅编制数", {436}),
        ("禾甜街道办事处2019年在职人数", {58}),
        ("斯兴县2024年三公经费决算", {31.2}),
    ],
)
def test_a_slip_is_the_place_it_sounds_or_looks_like(stocked, question, values):
    answer = asking.ask(stocked, question, None)
    assert {float(row.value) for row in answer.rows} == values


@pytest.mark.parametrize(
    "question",
    [
        "岚县民政局2021年编制",
        "临县民政局2021年编制数",
        "新乡县市场监管局2024年食品抽检批次",
        "新安县2024年三公经费决算",
        "新余市民政局编制数",
        "赤水市农业农村局2024年三公经费",
        "望江县公安局2022年破案多少起",
        "青岛市交通运输局2021年编制",
        "白银区市场监管局2022年食品抽检批次",
    ],
)
def test_another_place_is_no_slip(stocked, question):
    answer = asking.ask(stocked, question, None)
    assert not answer.answerable


def test_a_real_place_within_a_slip_gives_way_and_alone_does_not():
    slips = Slips({"溆浦县", "溆浦"})
    assert list(slips.find("溆蒲县的低保", set())) == [(0, 3, "溆浦县")]
    assert list(slips.find("蒲县的低保", set())) == []


def test_a_short_name_is_a_slip_only_before_a_body():
    slips = Slips({"溆浦县", "溆浦"})
    assert list(slips.find("溆蒲民政局的低保", {2})) == [(0, 2, "溆浦")]
    assert list(slips.find("叙谱的低保", set())) == []


def test_a_stretch_of_a_longer_real_name_is_no_slip():
    assert list(Slips({"西湖区"}).find("东西湖区的低保", set())) == []
