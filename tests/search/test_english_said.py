"""English questions read by what they say: clauses in the asker's own words, how and why, figures found by the meaning of the English."""

import tomllib
from importlib.resources import files

import pytest

from api import asking
from search.matching.nearest_english import TRAITS
from search.words.english import from_english
from search.words.english_said import asks_how, clauses_said, each_in_full


@pytest.mark.parametrize(
    ("question", "clauses"),
    [
        ("How many lanterns were hung in 2031?", ("lanterns hung",)),
        ("How much did it lend, and how many millers did it support?", ("it lend", "it lend, millers it support")),
        ("What lantern rate did reach, and where did it rank?", ("lantern rate reach", "lantern rate reach, where it rank")),
        ("How many ferries sailed and how many lanterns hung over them?", ("ferries sailed", "ferries sailed, lanterns hung over them")),
    ],
)  # fmt: skip
def test_a_question_is_kept_in_its_own_words(question: str, clauses: tuple[str, ...]) -> None:
    assert clauses_said(question) == clauses


@pytest.mark.parametrize(
    ("question", "full"),
    [
        ("How many lamps and how many bells were sold in 2031?", "how many lamps were sold in 2031, and how many bells were sold in 2031?"),
        ("How many millers and how many heirs does it pay?", "how many millers does it pay, and how many heirs does it pay?"),
        ("How many lamps were sold and how many bells were cast?", "How many lamps were sold and how many bells were cast?"),
    ],
)
def test_what_is_said_of_two_things_is_said_of_each(question: str, full: str) -> None:
    assert each_in_full(question) == full


@pytest.mark.parametrize(
    ("question", "how"),
    [
        ("How does the bureau grade its lanterns?", True),
        ("How are islanders supplied with lamp oil?", True),
        ("Why was the lighthouse finished late?", True),
        ("How did spending on lanterns change from 2030 to 2031?", False),
        ("How many lanterns were hung?", False),
        ("How does its rate compare with the year before?", False),
    ],
)
def test_how_something_is_done_wants_words(question: str, how: bool) -> None:
    assert asks_how(question) is how


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many villages earned more than 500,000 yuan?", "50万元"),
        ("Was the fund larger than 1.2 million yuan?", "120万元"),
        ("Which indicators stayed below their targets?", "没有达到目标"),
        ("Which internal sections does it have?", "哪些"),
        ("On average, how many minutes did they need?", "多少分钟"),
        ("Which bureau had the larger share of night patrols?", "占比 哪个多"),
    ],
)
def test_forms_of_english_questions(question: str, words: str) -> None:
    assert words in from_english(question)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("How many suspects did the Wangjin police catch, and how much money was given back to those deceived?", {"267", "512.6"}),
        ("How many freight tonnes did Qingling carry by road in 2021?", {"1.46"}),
        ("How many minutes do the Wangjin police take on average to arrive after a call?", {"8.5"}),
    ],
)
def test_figures_are_found_by_what_the_english_means(stocked, question, values):
    answer = asking.ask(stocked, question, None)
    assert {f"{row.value}" for row in answer.rows} == values


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("How does Qingling want to deal with the growing losses of public buses?", "成本规制"),
        ("How does Wangjin plan to give its police stations more officers?", "警力下沉"),
        ("Why were part of Qingling's dangerous bridges not rebuilt?", "征地"),
    ],
)
def test_how_something_will_be_done_is_quoted(stocked, question, quoted):
    answer = asking.ask(stocked, question, None)
    assert any(quoted in row.quote for row in answer.rows)


def test_every_trait_has_a_weight() -> None:
    fitted = tomllib.loads((files("search") / "data" / "nearest_english.toml").read_text(encoding="utf-8"))
    assert set(fitted) == {*TRAITS, "bias"}
