"""A figure found by its meaning where no word of the question is printed: said so, and never where nothing near is reported."""

import tomllib
from importlib.resources import files

import pytest

from api import asking
from search.matching.nearest import TRAITS

SAID = "按意思最接近"


def test_other_words_find_the_figure_and_the_answer_says_so(stocked):
    answer = asking.ask(stocked, "临澜县2021年帮多少流浪的人找到家？", None)
    assert [(row.value, row.unit) for row in answer.rows] == [(463, "人次")]
    assert SAID in answer.answer


def test_the_reports_own_words_need_no_such_note(stocked):
    assert SAID not in asking.ask(stocked, "临澜县2021年救助流浪乞讨人员多少人次？", None).answer


@pytest.mark.parametrize(
    "question", ["赤岭市2024年养了多少头大象？", "临澜县2021年清水镇救助了多少流浪乞讨的人？", "望津县公安局2022年发了多少本护照？"]
)
def test_what_is_not_reported_stays_refused(stocked, question):
    answer = asking.ask(stocked, question, None)
    assert (answer.answerable, answer.rows) == (False, [])


def test_every_trait_has_a_weight():
    fitted = tomllib.loads((files("search") / "data" / "nearest.toml").read_text(encoding="utf-8"))
    assert set(fitted) == {*TRAITS, "bias"}
