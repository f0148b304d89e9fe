"""A question about more reports than are read in full gets the same figures: all reports are searched by words (全库提问)."""

from collections.abc import Callable

import pytest

from api.store import Store
from generate import generate
from ingest.extract import extract
from ingest.readers.read import read
from ontology.ids import report_id
from search.answers import answer, pool
from search.answers.model import Answer
from search.memory_source import MemorySource

OVER_ALL = (
    "哪些局报告了知识产权质押融资数据？",
    "哪些部门报告了公务接待费？",
    "支出总额最高的是哪个部门？",
    "各部门的年末在职人员是多少？",
    "全部部门的项目支出合计多少？",
    "有多少个部门报告了群众满意度？",
    "哪些指标没有完成目标？",
    "食品安全监管职责花了多少钱？",
    "各地养老服务方面的项目花了多少钱？",
    "各部门项目支出占总支出的比例是多少？",
)


def figures(said: Answer) -> set[tuple[str, str]]:
    return {(row.report_id, f"{row.value} {row.span}") for row in said.rows}


@pytest.mark.parametrize("question", OVER_ALL)
def test_searched_by_words_says_what_reading_everything_says(stocked: Store, question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    full = answer(question, stocked.source)
    monkeypatch.setattr(pool, "WIDE", 3)
    wide = answer(question, stocked.source)
    assert full.rows
    assert figures(wide) == figures(full)
    assert wide.result == full.result
    assert "检索最相关的一部分" not in wide.answer


@pytest.mark.parametrize("question", ["哪些报告自相矛盾？", "哪些报告的执行率前后不一致？"])
def test_the_same_contradictions_are_told(stocked: Store, question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    full = answer(question, stocked.source)
    monkeypatch.setattr(pool, "WIDE", 3)
    wide = answer(question, stocked.source)
    assert {(r.report_id, r.note) for r in wide.rows} == {(r.report_id, r.note) for r in full.rows}
    assert wide.answerable


@pytest.fixture(scope="module")
def many() -> MemorySource:
    """Return 90 generated reports, more than are read in full."""
    made = [(r.name, r.text.encode()) for r in generate(90, seed=11)]
    return MemorySource([extract(read(name, data), report_id(data)) for name, data in made])


def holding(source: MemorySource, said: Callable[[str], bool]) -> set[str]:
    return {r.report_id for r in source.reports() if said(source.text(r.report_id))}


def test_every_report_that_gives_a_figure_is_listed(many: MemorySource) -> None:
    got = answer("哪些局报告了公务接待费？", many)
    assert len(many.reports()) > pool.WIDE
    assert {r.report_id for r in got.rows} == holding(many, lambda text: "公务接待费" in text)
    assert len(got.answer) < 3_000, "the sentence spells out some departments; the rows hold all"


def test_a_limit_that_was_met_is_said(many: MemorySource, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "MANY", 20)
    monkeypatch.setattr(pool, "LAST", 5)
    got = answer("哪些局报告了公务接待费？", many)
    assert got.rows
    assert "检索最相关的一部分" in got.answer
