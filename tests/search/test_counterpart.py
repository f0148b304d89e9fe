"""Questions for the counterpart of an indicator (同类指标): whose it is, of whom it is asked, and what the nearest one is."""

import pytest

from invented_texts import about, indicators, stating
from ontology.records import Bundle
from search.answers import answer
from search.answers.model import Answer
from search.memory_source import MemorySource
from search.places.gazetteer import Gazetteer
from search.planning.counterpart import counterpart_asked


def report(place: str, rows: str) -> Bundle:
    """Return a report of an invented bureau whose lines are indicators, `name target actual`."""
    text = f"{place}教育局（虚构）\n{rows}"
    return stating(text, about(f"{place}教育局", 2024), indicators=indicators(text, rows))


SOURCE = MemorySource(
    [
        report("云溪区", "校车隐患整改率 100% 98%\n家长来信按时回复率 ≥95% 96%\n“三公”经费控制情况 ≤12万元 9万元"),
        report("石桥县", "校车安全问题整改率 100% 97%\n群众来信按期答复率 ≥90% 93%\n教师培训人次 ≥300人次 320人次"),
        report("砚川县", "校车隐患按期整改率 100% 99%\n“三公”经费控制率 ≤100% 88%"),
    ]
)
NAMED = Gazetteer(list(SOURCE.reports()))


@pytest.mark.parametrize(
    ("question", "name", "asked_of"),
    [
        ("云溪区的“校车隐患整改率”，石桥县有没有差不多的？", "校车隐患整改率", ["石桥县"]),
        ("石桥县有没有跟云溪区“校车隐患整改率”类似的指标？", "校车隐患整改率", ["石桥县"]),
        ("石桥县有没有跟“校车隐患整改率”类似的指标？", "校车隐患整改率", ["石桥县"]),
        ("云溪区“校车隐患整改率”这个指标，别的局对应哪一项？", "校车隐患整改率", []),
        ("云溪区教育局的校车隐患整改率，在砚川县对应的指标叫什么？", "校车隐患整改率", ["砚川县"]),
        ("跟云溪区“三公”经费控制情况差不多的指标，其他报告里有哪些？", "“三公”经费控制情况", []),
        ("What in Shiqiao is comparable to 云溪区's “校车隐患整改率”?", "校车隐患整改率", ["Shiqiao"]),
        ("跟校车隐患整改率类似的指标有哪些", "校车隐患整改率", []),
        ("云溪区“校车隐患整改率”跟别的局哪个指标是一回事？", "校车隐患整改率", []),
        ("云溪区的“校车隐患整改率”和石桥县哪一项算一码事？", "校车隐患整改率", ["石桥县"]),
        ("云溪区“校车隐患整改率”在别的局的指标表里也有吗？", "校车隐患整改率", []),
        ("云溪区有校车隐患整改率这个指标，其他局也设了吗", "校车隐患整改率", []),
    ],
)
def test_whose_indicator_it_is_and_of_whom_its_like_is_asked(question: str, name: str, asked_of: list[str]) -> None:
    found = counterpart_asked(question, NAMED.find(question))
    assert found is not None
    assert found.name == name
    assert [question[slice(*run)].removesuffix("教育局") for run in found.asked_of] == asked_of


@pytest.mark.parametrize(
    "question",
    [
        "云溪区校车管理职责对应哪个项目、多少经费？",
        "云溪区教育局下属单位叫什么？",
        "云溪区和石桥县的校车隐患整改率一样吗？",
        "云溪区差不多花了多少钱修校舍？",
        "哪个局的校车隐患整改率最高？",
    ],
)
def test_what_asks_for_no_counterpart(question: str) -> None:
    assert counterpart_asked(question, NAMED.find(question)) is None


def told(question: str) -> Answer:
    """Return the answer over the invented reports."""
    return answer(question, SOURCE)


def test_only_the_department_asked_about_answers() -> None:
    got = told("云溪区的“校车隐患整改率”，石桥县叫什么？")
    assert [(r.department, r.metric) for r in got.rows] == [("石桥县教育局", "校车安全问题整改率")]


def test_without_one_all_others_answer() -> None:
    got = told("云溪区“校车隐患整改率”这样的指标，别的单位叫什么，完成多少？")
    assert {r.department for r in got.rows} == {"石桥县教育局", "砚川县教育局"}


def test_the_nearest_is_told_as_the_nearest() -> None:
    got = told("云溪区“校车司机体检率”在砚川县对应哪个指标？")
    assert got.answerable
    assert "最接近" in got.answer
    assert {r.department for r in got.rows} == {"砚川县教育局"}
    assert all(r.note for r in got.rows)


def test_a_name_that_says_no_kind_of_value_may_be_any() -> None:
    got = told("跟云溪区“三公”经费控制情况差不多的指标，其他报告里有哪些？")
    assert [r.metric for r in got.rows][:1] == ["“三公”经费控制率"]


def test_a_measure_that_no_other_has_is_refused() -> None:
    got = told("跟石桥县“教师培训人次”类似的指标，别的局有哪些？")
    assert not got.answerable
    assert got.rows == []
