"""Structure (篇章结构): sections by meaning, numbering and position; lines joined; furniture and contents pages left out."""

import pytest

from ingest.document import Document
from ingest.headings import meaning_of
from ingest.structure import structure
from own_texts import NAMES, document_of


def titles(document: Document) -> list[tuple[int, str, str | None]]:
    return [(s.level, s.title, s.meaning) for s in document.sections]


@pytest.mark.parametrize("name", NAMES)
def test_blocks_cover_every_line_once_in_order(name: str) -> None:
    document = document_of(name)
    text = document.text
    covered = [False] * len(text)
    for block in document.blocks:
        for i in range(*block.span):
            covered[i] = True
    assert not [text[i] for i in range(len(text)) if not covered[i] and not text[i].isspace() and text[i] not in "|-"]
    starts = [b.span[0] for b in document.blocks]
    assert starts == sorted(starts)


@pytest.mark.parametrize("name", NAMES)
def test_flow_offsets_point_at_their_characters(name: str) -> None:
    document = document_of(name)
    for flow in document.flows:
        assert "".join(document.text[i] for i in flow.offsets) == flow.text


@pytest.mark.parametrize(
    ("title", "meaning"),
    [
        ("部门主要职责", "duties"),
        ("主要职能及机构设置情况", "duties"),
        ("机构编制和人员情况", "organisation"),
        ("部门（单位）概况", "overview"),
        ("年度部门履职总体目标、工作任务", "goals"),
        ("绩效目标完成情况", "results"),
        ("部门整体支出绩效情况", "results"),
        ("履职完成情况", "results"),
        ("完成的绩效目标", "results"),
        ("未完成的绩效目标", "results"),
        ("部门整体支出管理及使用情况", "money"),
        ("“三公”经费情况", "money"),
        ("自评结论", "evaluation"),
        ("评价指标体系设置", "evaluation"),
        ("存在的问题及原因分析", "problems"),
        ("部门整体支出绩效中存在问题及改进措施", "problems"),
        ("下一步改进措施", "measures"),
        ("有关建议", "measures"),
        ("绩效自评结果拟应用和公开情况", "disclosure"),
        ("产出指标", "indicators"),
        ("其他需要说明的情况", "remarks"),
        ("其他需要说明的问题", "remarks"),
        ("上年度绩效自评整改情况", "remarks"),
        ("附三：2025年工作打算", "remarks"),
        ("附：名词解释", "terms"),
        ("短板", "problems"),
        ("对策", "measures"),
        ("钱从哪来、花到哪去", "money"),
        ("一年来的履职成绩单", "results"),
    ],
)
def test_meaning_of_titles(title: str, meaning: str | None) -> None:
    assert meaning_of(title) == meaning


def test_repeated_and_skipped_numbers_keep_their_level() -> None:
    document = structure(
        "一、部门概况\n（一）基本情况\n内容。\n（三）收支情况\n内容。\n"
        "（三）绩效目标\n内容。\n四、存在问题\n内容。\n"
    )
    assert titles(document) == [
        (2, "部门概况", "overview"),
        (3, "基本情况", "overview"),
        (3, "收支情况", "money"),
        (3, "绩效目标", "goals"),
        (2, "存在问题", "problems"),
    ]


def test_arabic_numbers_stand_above_bracketed_ones_where_they_come_first() -> None:
    document = structure("1、部门概况\n（一）主要职责\n负责有关工作。\n2、存在问题\n力量不足。\n")
    levels = {title: level for level, title, _ in titles(document)}
    assert levels["部门概况"] == levels["存在问题"] < levels["主要职责"]


def test_lines_broken_by_a_page_are_joined_around_its_number() -> None:
    text = "一、基本情况\n本局会同有关部门组织实施重大工程设备的质量\n- 3 -\n监理制度，落实缺陷产品召回制度。\n"
    flow = structure(text).flows[1]
    assert flow.text == "本局会同有关部门组织实施重大工程设备的质量监理制度，落实缺陷产品召回制度。"
    assert text[slice(*flow.span(0, len(flow.text)))].count("- 3 -") == 1


def test_contents_page_is_no_section() -> None:
    document = document_of("province_2021_contents")
    assert [s.title for s in document.sections if s.level == 2] == ["部门（单位）概况", "存在的主要问题及原因分析", "改进措施和有关建议"]
    assert sum(b.kind == "contents" for b in document.blocks) == 6


def test_contents_page_without_leaders_is_no_section() -> None:
    document = document_of("final_accounts_2021")
    assert sum(s.title == "部门职责" for s in document.sections) == 1


def test_running_heads_and_site_chrome_are_furniture() -> None:
    for name in ("education_2019_pdf", "final_accounts_2021", "planning_2022_letter"):
        document = document_of(name)
        prose = "".join(f.text for f in document.flows)
        assert "浏览次数" not in prose and "打印本页" not in prose and "- 2 -" not in prose
    assert sum(b.kind == "furniture" for b in document_of("education_2019_pdf").blocks) >= 6


def test_title_that_runs_into_its_text_is_a_section() -> None:
    document = structure("一、概述\n（三）部门战略目标：切实保障工资发放和机构运转。\n1. 审批再提速。拓展全程网办范围，压缩办理时间。\n")
    assert [s.title for s in document.sections] == ["概述", "部门战略目标"]
    assert [b.kind for b in document.blocks] == ["heading", "heading", "paragraph", "item"]


def test_numbered_duties_are_items_not_titles() -> None:
    document = structure("一、主要职责\n1.负责食品安全监督管理\n2.负责药品安全监督管理\n3.完成交办的其他任务\n二、机构设置\n内设办公室。\n")
    assert [s.title for s in document.sections] == ["主要职责", "机构设置"]
    assert sum(b.kind == "item" for b in document.blocks) == 3


def test_titles_without_numbers() -> None:
    document = document_of("statistics_2024_bare")
    assert [s.meaning for s in document.sections][:3] == ["overview", "duties", "organisation"]


def test_conversion_residue_is_no_text() -> None:
    document = structure("一、评价\n[bookmark: _GoBack]（二）评价指标体系设置\n内容。\n")
    assert document.sections[1].title == "评价指标体系设置"
    assert document.flows[1].text == "（二）评价指标体系设置"


def test_form_of_titles_and_paragraphs_is_read_as_chapters() -> None:
    document = document_of("form_rows_2022")
    meanings = [s.meaning for s in document.sections if s.level == 2]
    assert meanings == ["overview", "evaluation", "evaluation", "problems", "disclosure", "remarks", None]
    assert not list(document.tables)


def test_furniture_that_the_reader_knows() -> None:
    text = "一、概述\n某局门户网站导航条第一栏\n正文内容。\n"
    site = text.index("某局"), text.index("正文") - 1
    assert [b.kind for b in structure(text, noise=[site]).blocks] == ["heading", "furniture", "paragraph"]
