"""English words by the dictionary: what they may be in Chinese, as one entry where they make one, and whose questions that answers."""

import pytest

from api import asking
from search.words.dictionary import entries, translated
from search.words.english import from_english
from search.words.lexicon import terms_of


@pytest.mark.parametrize(
    ("said", "chinese"),
    [
        (("notary", "office"), "公证处"),
        (("orphans",), "孤儿"),
        (("manhole", "covers"), "窨井盖"),
        (("toilets",), "厕所"),
        (("travel", "agencies"), "旅行社"),
        (("notarisation",), "公证"),
        (("planned",), "计划"),
    ],
)
def test_english_is_found_in_any_number_tense_or_spelling(said: tuple[str, ...], chinese: str) -> None:
    found = translated(said)
    assert found is not None
    assert chinese in found.words


def test_what_is_no_word_has_no_entry() -> None:
    assert translated(("qwzxv",)) is None


def test_a_word_is_none_of_those_that_only_begin_with_it() -> None:
    tea, inspect = translated(("tea",)), translated(("inspect",))
    assert tea is not None
    assert inspect is not None
    assert "茶" in "".join(tea.words)
    assert not {"老师", "教师", "撕毁", "眼泪"} & set(tea.words)
    assert not {"检查员", "视察员"} & set(inspect.words)


def test_words_that_make_one_entry_stay_together_and_the_askers_words_are_left_alone() -> None:
    found = dict(entries(("street", "lamps", "please", "qwzxv"), {"please"}))
    assert found["streetlamps"] is not None
    assert found["please"] is None
    assert found["qwzxv"] is None


def test_a_thing_tells_more_than_what_is_done_with_it() -> None:
    lamp, keep = terms_of("wheelchairs")[0], terms_of("strengthen")[0]
    assert lamp.weight > keep.weight
    assert "轮椅" in lamp.forms


def test_acts_of_this_domain_may_be_printed_in_any_of_its_words_and_rare_ones_are_told_apart() -> None:
    inspect, scrap = terms_of("inspected")[0], terms_of("scrapped")[0]
    assert {"检查", "巡查", "督查"} <= set(inspect.forms)
    assert inspect.weight < scrap.weight


def test_no_word_of_the_domain_is_heard_within_an_english_one() -> None:
    assert all(term.said != "rd" for term in terms_of("record hazardous"))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What was the target for street lamps and what was reached?", ("路灯", "目标多少", "实际")),
        ("Did the bureau meet its 2031 target for tea output?", ("完成目标", "茶")),
        ("By how much did fines exceed those of the office?", ("比", "多多少")),
        ("What share of revenue came from the government fund budget?", ("政府性基金预算", "占")),
    ],
)
def test_forms_of_english_questions(question: str, words: tuple[str, ...]) -> None:
    assert all(word in from_english(question) for word in words)


@pytest.mark.parametrize(
    "question",
    [
        "How many unicorn farms did Chiling license in 2024?",
        "How many foreign students live in Hetian sub-district?",
        "What was the price of a bus ticket in Qingling?",
        "How many suspicious vagrants were relocated by unicorn riders in Hetian sub-district?",
        "How many flower beds did Wangjin's police bureau water in 2022?",
    ],
)
def test_what_is_not_reported_is_refused_in_english_too(stocked, question):
    assert not asking.ask(stocked, question, None).answerable
