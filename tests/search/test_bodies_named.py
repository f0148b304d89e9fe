"""Bodies called by the kind that their name joins with others, and bodies that are only being built (虚构)."""

from invented_texts import about, stating
from ontology.records import Bundle
from search.memory_source import MemorySource
from search.places.bodies import is_a_work, is_of_kind
from search.planning.planner import make_plan


def report(county: str, body: str) -> Bundle:
    name = f"{county}{body}"
    text = f"{name}2023年度部门整体支出绩效自评报告（虚构）\n自评得分93分。\n"
    return stating(text, about(name, self_score=93))


SOURCE = MemorySource([report("云岫县", "文化和广电旅游体育局"), report("云岫县", "卫生健康局")])


def test_a_joined_name_is_of_the_kind() -> None:
    assert is_of_kind("云岫县文化和广电旅游体育局", "文化和旅游局")
    assert not is_of_kind("云岫县卫生健康局", "文化和旅游局")
    plan = make_plan("云岫县文旅局的自评得分是多少？", SOURCE)
    assert plan.refusal is None
    assert plan.departments == ("云岫县文化和广电旅游体育局",)


def test_a_hospital_that_is_built_is_no_department() -> None:
    assert make_plan("云岫县中医院搬迁项目为什么进度慢？", SOURCE).refusal is None
    assert is_a_work("中医院搬迁项目", 3)
    assert not is_a_work("中医院支出多少", 3)
