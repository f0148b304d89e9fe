"""What changed between two versions of an invented（虚构）report."""

from ingest.extract import extract
from ingest.structure import structure
from ontology.differences import differences, fields_changed
from ontology.records import Bundle

VERSION = """2023年度望津县护学办公室部门整体支出绩效自评报告（虚构）
一、部门概况
（一）主要职责
1、负责全县护学岗的设置和管理。
二、部门支出情况
2023年支出合计{spent}万元。护学岗专项{fund}万元。
三、主要绩效
全年护送学生{pupils}人次。{more}
自评得分{score}分。
"""


def version(number: int, **said: object) -> Bundle:
    values = {"spent": 300, "fund": 80, "pupils": 2400, "more": "", "score": 95} | said
    return extract(structure(VERSION.format(**values)), f"r_{number:016x}")


def test_equal_versions_differ_in_nothing() -> None:
    assert differences(version(1), version(2)) == {}
    assert fields_changed(version(1), version(2)) == {}


def test_text_that_moved_is_no_change() -> None:
    moved = extract(structure(version(1).text.replace("三、主要绩效", "\n\n三、主要绩效")), "r_0000000000000002")
    assert differences(version(1), moved) == {}


def test_values_added_removed_and_changed() -> None:
    found = differences(version(1, more="培训护学志愿者600人。"), version(2, spent=320, pupils=2500, more="排查校门隐患31处。"))
    assert [(c.before.value, c.after.value, c.fields) for c in found["outcomes"].changed] == [(2400, 2500, ("value",))]  # type: ignore[union-attr]
    assert [f.quote for f in found["outcomes"].added] == ["排查校门隐患31处"]  # type: ignore[union-attr]
    assert [f.quote for f in found["outcomes"].removed] == ["培训护学志愿者600人"]  # type: ignore[union-attr]
    assert [c.fields for c in found["finance"].changed] == [("value", "value_wan")]
    assert "duties" not in found and "projects" not in found


def test_the_reports_own_fields() -> None:
    assert fields_changed(version(1), version(2, score=93)) == {"self_score": (95, 93)}
