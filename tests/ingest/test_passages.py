"""Passages: complete thoughts with their heading path, exact quotes, table rows as passages."""

from dataclasses import replace
from itertools import pairwise

from ingest.document import Block, Cell, Document, Table
from ingest.passages import LONG, passages
from ingest.structure import structure

REPORT = """一、主要工作
（一）监管情况
这一年，各项工作平稳推进，成效好于上年同期水平。一是安全底线守得更牢。全年检查单位3,120家次，整改隐
患45处。二是服务水平稳步提高。办理事项6200件。好。群众评价较高。
二、存在问题
人员不足。设备陈旧。
"""


def test_quotes_are_exact_and_do_not_overlap() -> None:
    document = structure(REPORT)
    found = list(passages(document))
    assert all(document.quote(p.span) == p.quote for p in found)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(found))


def test_every_passage_has_its_heading_path() -> None:
    last = list(passages(structure(REPORT)))[-1]
    assert last.headings == ("存在问题",)
    assert last.quote == "人员不足。设备陈旧。"


def test_a_numbered_short_sentence_heads_its_part() -> None:
    found = list(passages(structure(REPORT)))
    safe = next(p for p in found if "3,120" in p.quote)
    assert safe.headings == ("主要工作", "监管情况", "安全底线守得更牢")
    assert safe.quote.startswith("一是安全底线守得更牢。")
    served = next(p for p in found if "6200" in p.quote)
    assert served.headings[-1] == "服务水平稳步提高"


def test_short_sentences_lean_on_their_neighbours() -> None:
    assert not any(p.quote in ("好。", "办理事项6200件。") for p in passages(structure(REPORT)))


def test_a_sentence_that_runs_on_is_cut_at_commas() -> None:
    text = "，".join(f"第{n}项工作按照年度计划稳步推进并取得预期成效达到{n}00件" for n in range(1, 9)) + "。\n"
    found = [p.quote for p in passages(structure(text))]
    assert len(found) > 2
    assert "".join(found) == text.strip()
    assert all(len(quote) <= LONG for quote in found)


def test_thousands_commas_do_not_cut() -> None:
    text = "本年度" + "各项资金安排合理" * 8 + "支出12，345，678元" + "并且全部用于规定用途" * 6 + "。\n"
    assert any("12，345，678元" in p.quote for p in passages(structure(text)))


def test_table_rows_are_passages_with_merged_labels_as_headings() -> None:
    text = "指标\t值\n产出\t甲\t1\n\t乙\t2\n"

    def cell(word: str, at: int, carried: bool = False) -> Cell:
        return Cell(word, (at, at + len(word)), carried)

    rows = (
        (cell("指标", 0), cell("指标", 0), cell("值", 3)),
        (cell("产出", 5), cell("甲", 8), cell("1", 10)),
        (cell("产出", 5, carried=True), cell("乙", 13), cell("2", 15)),
    )
    table = Table((0, len(text)), rows, header_rows=1)
    document = replace(Document(text), blocks=(Block("table", (0, len(text)), -1, table),))
    found = list(passages(document))
    assert [p.quote for p in found] == ["产出\t甲\t1", "乙\t2"]
    assert found[1].headings == ("产出",)


def test_fragments_of_a_lost_table_stand_together() -> None:
    found = [p.quote for p in passages(structure("一、收支\n收入合计\n120.5\n支出合计\n118\n"))]
    assert found == ["收入合计\n120.5\n支出合计\n118"]
