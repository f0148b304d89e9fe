"""Questions over invented reports (虚构): every intent, every refusal, each row at its source, each number grounded."""

import json
import re
import unicodedata
from typing import Any

import pytest

from invented_reports import FOLDER, NAMES, SETS, all_reports
from search.answers import answer
from search.answers.grounding import grounded
from search.answers.passages.passages import on_one_line
from search.memory_source import MemorySource

SOURCES = {names: MemorySource(all_reports(names)) for names in SETS.values()}
SOURCE = SOURCES[NAMES]
TEXTS = {r.report_id: r.text for names in SETS.values() for r in all_reports(names)}
ASKED = [
    (*line.split("\t"), names)
    for file, names in SETS.items()
    for line in (FOLDER / file).read_text(encoding="utf-8").splitlines()[1:]
]
SLACK = {"lookup": 2, "trend": 2, "similar": 99, "audit": 99, "passage": 99}
"""Rows beyond the expected that an intent may show; the others none."""


def said(question: str, names: tuple[str, ...] = NAMES) -> dict[str, Any]:
    """Return the answer as a reader of the JSON sees it."""
    read: dict[str, Any] = json.loads(answer(question, SOURCES[names]).model_dump_json())
    return read


def numbers(text: str) -> set[str]:
    """Return the numbers of a text, without trailing zeros."""
    found = re.findall(r"\d+(?:\.\d+)?", unicodedata.normalize("NFKC", text))
    return {n.rstrip("0").rstrip(".") if "." in n else n for n in found}


@pytest.mark.parametrize(("question", "expected", "result", "names"), ASKED, ids=[a[0] for a in ASKED])
def test_a_question_gets_its_rows_or_is_refused(question: str, expected: str, result: str, names: tuple[str, ...]) -> None:
    got = said(question, names)
    values = {str(row["value"]) for row in got["rows"]}
    if expected == "拒答":
        assert not got["answerable"], got["answer"]
        assert got["rows"] == []
        assert got["answer"]
        return
    assert got["answerable"], got["answer"]
    if expected != "原文":
        wanted = set(expected.split("|"))
        assert wanted <= values
        assert len(values - wanted) <= SLACK.get(got["intent"], 0)
    if result:
        assert got["result"]["value"] == pytest.approx(float(result), rel=0.005) or abs(got["result"]["value"]) == pytest.approx(
            abs(float(result)), rel=0.005
        )


@pytest.mark.parametrize(("question", "names"), [(a[0], a[3]) for a in ASKED])
def test_an_answer_stands_on_the_reports(question: str, names: tuple[str, ...]) -> None:
    got = said(question, names)
    for row in got["rows"]:
        start, end = row["span"]
        assert TEXTS[row["report_id"]][start:end] == row["quote"]
    known = json.dumps([got["rows"], got["result"]], ensure_ascii=False) + question
    assert numbers(got["answer"]) <= numbers(known) | {str(n) for n in range(13)} | {str(len(got["rows"]))}


def test_a_district_elsewhere_is_refused_by_name() -> None:
    assert "上海" in said("上海市普陀区卫健委的家庭医生签约率是多少？")["answer"]


def test_a_near_miss_is_offered_as_one() -> None:
    got = said("云溪县食品抽检合格率")
    assert "不合格率" in got["answer"]
    assert "2.18" not in got["answer"]


def test_english_is_answered_in_english() -> None:
    got = said("How many hospital beds in Putuo?")
    assert got["plan"]["language"] == "en"
    assert "Putuo" in got["answer"]


def test_a_year_not_held_is_refused_without_a_figure_of_its_own() -> None:
    got = said("霞佛镇2019年培训费花了多少？", ("town", "safety"))
    assert not got["answerable"]
    assert "二〇二二" in got["answer"]
    assert numbers(got["answer"]) <= {"2019"}
    assert "二〇一九" in said("霞佛镇二〇一九年培训费花了多少？", ("town", "safety"))["answer"]


def test_a_sentence_with_a_number_of_nowhere_is_left_out() -> None:
    assert grounded("没有培训费。相近的是15万元的会议费。", "培训费多少", [], None) == "没有培训费。"
    assert grounded("No fee of 1.5 is given. Close is 37.", "a fee of 1.5?", [], None) == "No fee of 1.5 is given."


def test_a_sum_of_fewer_things_than_asked_for_says_so() -> None:
    assert "只找到四项" in said("霞佛镇五个项目一共花了多少钱？", ("town", "safety"))["answer"]
    assert "只找到" not in said("霞佛镇四个项目一共花了多少钱？", ("town", "safety"))["answer"]


def test_cells_of_a_quoted_row_stay_apart() -> None:
    assert on_one_line("登记户数\n\t≥4万户\n\t3\n\t2.8") == "登记户数｜≥4万户｜3｜2.8"
    assert on_one_line("全镇上\n下开展 3\n2.8") == "全镇上下开展3｜2.8"


def test_an_edited_plan_is_run_again() -> None:
    first = answer("普陀区卫健委家庭医生签约率", SOURCE)
    ask = first.plan.asks[0].model_copy(update={"phrase": "重点人群签约率"})
    again = answer(first.question, SOURCE, first.plan.model_copy(update={"asks": (ask,)}))
    assert [float(row.value or 0) for row in again.rows] == [78.6]


def test_the_same_question_gives_the_same_answer() -> None:
    a, b = (answer("各局在职人员从多到少排", SOURCE).model_dump(exclude={"elapsed_ms"}) for _ in range(2))
    assert a == b


def test_nothing_is_stored_of_an_empty_home() -> None:
    got = answer("长沙市2024年三公经费是多少？", MemorySource([]))
    assert not got.answerable
    assert "长沙" in got.answer


def test_a_refusal_names_whose_figure_is_missing() -> None:
    got = said("霞佛镇公务接待费里，省级资金占多少？", ("town", "safety"))
    assert not got["answerable"]
    assert "霞佛镇" in got["answer"]
