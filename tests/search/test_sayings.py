"""What is said is heard as what is printed (口语说法): verb and thing apart, particles, rivals, words that are not said."""

import pytest

from search.words.english import from_english
from search.words.lexicon import in_printed_words, terms_of


def ways(phrase: str, wide: bool = False) -> set[str]:
    """Return the printed names that the words of a phrase may stand for."""
    return {"".join(word.said for word in way) for term in terms_of(phrase, wide) for way in term.ways}


@pytest.mark.parametrize(
    ("phrase", "printed"),
    [
        ("扫马路", "道路清扫保洁"),
        ("扫了 马路", "道路清扫保洁"),
        ("逮了 骗子", "抓获犯罪嫌疑人"),
        ("关门注销的个体户", "注销个体工商户"),
        ("请客吃饭", "公务接待费"),
        ("养公车", "公务用车运行维护费"),
        ("领证的新人", "结婚登记"),
        ("通了 下水道", "疏通下水道"),
        ("给受灾的人发了", "冬春救助资金"),
        ("贷给企业", "融资金额"),
    ],
)
def test_a_saying_stands_for_a_printed_name(phrase: str, printed: str) -> None:
    assert printed in ways(phrase)


@pytest.mark.parametrize("phrase", ["食品抽检合格率", "市民政局", "发的助学款", "移送公安机关", "追发工资"])
def test_printed_words_are_heard_as_themselves(phrase: str) -> None:
    assert ways(phrase) == set()


def test_one_printed_name_stands_for_another_only_in_a_wide_reading() -> None:
    assert "城镇新增就业" not in ways("新增城镇就业")
    assert "城镇新增就业" in ways("新增城镇就业", wide=True)


def test_an_act_weighs_less_than_a_figure() -> None:
    weights = {term.said: term.weight for term in terms_of("修了 路灯") if term.ways} | {t.said: t.weight for t in terms_of("换") if t.ways}
    assert weights["修路灯"] == 1.0
    assert weights["换"] < 1.0


def test_a_figure_is_asked_for_in_english() -> None:
    assert "法律援助案件" in from_english("How many legal aid cases were handled")
    assert "除险加固病险水库" in from_english("how many dangerous reservoirs were reinforced")


@pytest.mark.parametrize("said", ["除了正式在编的，还请了多少人", "除在编人员外另聘了多少人", "不算在编的还雇了几个人"])
def test_whom_a_bureau_engages_beside_its_posts(said: str) -> None:
    assert in_printed_words(said) == "编外聘用人员多少人"
