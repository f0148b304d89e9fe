"""Places of everyday names, scores of the whole, and lists of all programmes (虚构), asked in several ways."""

from invented_texts import about, programmes, stating
from ontology.records import Bundle
from search.answers import answer
from search.memory_source import MemorySource


def report(name: str, text: str, money: str, **fields: str) -> Bundle:
    whole = f"{name}2023年度部门整体支出绩效自评报告（虚构）\n{text}{money}"
    return stating(whole, about(name, **fields), projects=programmes(whole, money.rstrip("。").split("，") if money else ()))


SCORE = "综合评价，部门整体支出绩效自评得分{}分。"
MONEY = "水渠清淤30万元，村道硬化45万元。"
NORTH = report("江北区农业农村局", SCORE.format("96.5"), MONEY, adcode="500105", self_score="96.5")
WALL = report("城关区农业农村局", SCORE.format("91"), "", adcode="620102", self_score="91")
SOURCE = MemorySource([NORTH, WALL])


def test_an_everyday_name_among_places_is_a_place() -> None:
    got = answer("江北、城关谁的自评得分高？", SOURCE)
    assert {r.department for r in got.rows} == {"江北区农业农村局", "城关区农业农村局"}
    assert {r.department for r in answer("江北的自评得分是多少？", SOURCE).rows} == {"江北区农业农村局"}


def test_two_scores_are_set_apart_in_either_language() -> None:
    english = "By how many points does Jiangbei District's self-evaluation score exceed Chengguan District's?"
    for question in ("江北区自评得分比城关区高多少分？", english):
        got = answer(question, SOURCE)
        assert got.result is not None
        assert (str(got.result.value), got.result.unit) == ("5.5", "分")


def test_every_programme_with_its_amount() -> None:
    got = answer("江北区农业农村局两个项目各花了多少万元？", SOURCE)
    assert {(r.metric, str(r.value)) for r in got.rows} == {("水渠清淤", "30"), ("村道硬化", "45")}


def test_levels_of_government_joined_by_and_are_no_county() -> None:
    got = answer("江北区水渠清淤项目省里和县里一共配了多少万元？", SOURCE)
    assert got.plan.refusal is None
