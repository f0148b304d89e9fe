"""Establishment and head counts (编制与人员) with their scope, from prose and from tables."""

from decimal import Decimal

import pytest

from ingest.extractors.staff.staff import extract
from ingest.structure import structure
from ontology.records import ReportFields, Staff
from own_texts import NAMES, bundle_of, expected, found


def staff_of(text: str) -> list[Staff]:
    return list(extract(structure(f"一、人员情况\n{text}\n"), ReportFields()))


def told(text: str) -> list[tuple[str, Decimal, str]]:
    return [(s.metric, s.value, s.unit) for s in staff_of(text)]


@pytest.mark.parametrize("name", NAMES)
def test_own_styles(name: str) -> None:
    assert found(name)["staff"] == expected(name)["staff"]


@pytest.mark.parametrize("name", NAMES)
def test_quotes_hold_the_figure(name: str) -> None:
    bundle = bundle_of(name)
    for fact in bundle.staff:
        assert bundle.text[slice(*fact.span)] == fact.quote
        assert str(fact.value) in fact.quote.replace(",", "") or fact.value < 20


def test_parts_follow_the_figure_they_are_of() -> None:
    assert told("共有编制60名，其中：行政20名、事业40名。在职人员55人，其中行政18人，事业37人。") == [
        ("编制数", Decimal(60), "名"), ("行政编制", Decimal(20), "名"), ("事业编制", Decimal(40), "名"),
        ("在职人数", Decimal(55), "人"), ("行政在职人数", Decimal(18), "人"), ("事业在职人数", Decimal(37), "人"),
    ]  # fmt: skip


def test_posts_and_who_fills_them_class_by_class() -> None:
    found = told("行政编制32人，实际28人；事业编制186人，实际171人。")
    assert [(metric, int(value)) for metric, value, _ in found] == [
        ("行政编制", 32), ("行政实有人数", 28), ("事业编制", 186), ("事业实有人数", 171),
    ]


def test_scope_changes_with_the_sentence() -> None:
    found = staff_of("全局共有编制90名，在职88人。局机关（含参公单位）核定编制30名，实有在职人员28人。")
    assert [s.scope for s in found] == ["全局", "全局", "局机关（含参公单位）", "局机关（含参公单位）"]


def test_numbers_of_bodies() -> None:
    assert told("内设机构12个，下属二级单位3家，另设6个派出所。") == [
        ("内设机构数", Decimal(12), "个"), ("下属二级单位数", Decimal(3), "家"), ("派出所数", Decimal(6), "个"),
    ]  # fmt: skip


def test_a_table_of_bodies_gives_each_its_scope() -> None:
    found = staff_of("\t单位名称\n\t编制数\n\t在职人数\n\n\t局机关\n\t32\n\t30\n\n\t市图书馆\n\t26\n\t24\n\n\t合计\n\t58\n\t54\n")
    told = {(s.scope, s.metric, int(s.value)) for s in found}
    assert told >= {("局机关", "编制数", 32), ("市图书馆", "在职人数", 24), ("全局", "编制数", 58)}


def test_a_figure_printed_again_in_a_table_is_one_fact() -> None:
    assert len(told("共有编制40名，在职38人。\n\n\t编制数\n\t在职人数\n\n\t40\n\t38\n")) == 2


def test_scores_and_results_are_no_head_counts() -> None:
    text = "\t三级指标\n\t指标值\n\t分值\n\t得分\n\n\t在职人员控制率\n\t≤100%\n\t4\n\t4\n"
    assert told(text) == []
    assert told("全年培训在职人员12次，慰问退休干部3个单位。") == []


def test_posts_and_people_of_one_kind() -> None:
    assert told("行政编制15名，实有13人；事业编制40名，实有38人。") == [
        ("行政编制", Decimal(15), "名"),
        ("行政实有人数", Decimal(13), "人"),
        ("事业编制", Decimal(40), "名"),
        ("事业实有人数", Decimal(38), "人"),
    ]


def test_prose_outside_the_chapters_counts_no_staff() -> None:
    assert not list(extract(structure("慰问退休人员120人，培训在职人员3批。\n"), ReportFields()))


def test_a_table_printed_one_cell_a_line_tells_each_body() -> None:
    lines = "单位名称|编制数|在职人数|退休人数|局机关|20|18|9|云溪县水文站|12|11|/|合计|32|29|9"
    found = [(s.scope, s.metric, int(s.value)) for s in staff_of(lines.replace("|", "\n"))]
    assert ("云溪县水文站", "在职人数", 11) in found
    assert ("全局", "编制数", 32) in found
    assert ("云溪县水文站", "退休人数") not in [f[:2] for f in found]


@pytest.mark.parametrize(
    ("said", "metric"),
    [
        ("内设6个股室", "内设机构（股室）数"),
        ("内设科室6个", "内设机构（科室）数"),
        ("内设6个职能科室", "内设机构（科室）数"),
        ("设有6个内设机构", "内设机构数"),
    ],
)
def test_inner_bodies_have_one_term_with_what_they_are_called(said: str, metric: str) -> None:
    assert told(f"县住建局{said}。") == [(metric, Decimal(6), "个")]


def test_a_township_tells_its_villages_and_people() -> None:
    text = "一、单位概况\n我镇核定编制40人。全镇辖9个行政村，总人口1.6万人。\n"
    found = list(extract(structure(text), ReportFields(department="云溪县石桥镇人民政府")))
    assert [(s.metric, s.value, s.unit, s.scope) for s in found[1:]] == [
        ("行政村数", Decimal(9), "个", "辖区"), ("人口数", Decimal("1.6"), "万人", "辖区"),
    ]  # fmt: skip


def test_classes_of_staff_as_rows_printed_one_cell_a_line() -> None:
    told_in = {(s.metric, s.value, s.scope) for s in staff_of("人员类别\n编制数\n年末实有数\n行政\n41\n39\n事业\n56\n52\n合计\n97\n91")}
    assert {("行政编制", Decimal(41), "全局"), ("行政在职人数", Decimal(39), "全局"), ("编制数", Decimal(97), "全局")} <= told_in
    assert len(told_in) == 6


def test_numerals_in_chinese_and_staff_of_other_kinds() -> None:
    assert told("离退休人员一百零八人，政府雇员７人，公益性岗位9人，退休干部职工26人。") == [
        ("离退休人数", Decimal(108), "人"),
        ("政府雇员人数", Decimal(7), "人"),
        ("公益性岗位人数", Decimal(9), "人"),
        ("退休人数", Decimal(26), "人"),
    ]


def test_staff_of_a_class_beside_a_head_count_are_its_parts() -> None:
    assert told("年末在职人员309人，其中行政人员107人、事业人员202人。")[1:] == [
        ("行政在职人数", Decimal(107), "人"),
        ("事业在职人数", Decimal(202), "人"),
    ]


def test_a_numbered_table_of_bodies_with_their_nature_gives_each_its_scope() -> None:
    rows = (
        ("序号", "单位名称", "单位性质", "编制数", "年末实有人数"), ("1", "云溪县灯塔所", "公益一类", "21", "19"),
        ("2", "云溪县码头站", "参公", "12", "11"),
    )  # fmt: skip
    found = staff_of("\n\n".join("\n".join(f"\t{c}" for c in row) for row in rows))
    assert {(s.scope, s.metric, int(s.value)) for s in found} == {
        ("云溪县灯塔所", "编制数", 21), ("云溪县灯塔所", "年末实有人数", 19), ("云溪县码头站", "编制数", 12),
        ("云溪县码头站", "年末实有人数", 11),
    }  # fmt: skip


def test_public_bodies_and_offices_that_close_a_list() -> None:
    assert told(
        "现有县级公立医院2家、公共卫生机构4家。内设党政办公室、渔业办公室2个办公室。参照公务员法管理的事业单位3个。在岗乡村医生77人。"
    ) == [
        ("县级公立医院数", Decimal(2), "家"), ("公共卫生机构数", Decimal(4), "家"), ("内设机构（办公室）数", Decimal(2), "个"),
        ("参照公务员法管理的事业单位数", Decimal(3), "个"), ("乡村医生", Decimal(77), "人"),
    ]  # fmt: skip


def test_villages_counted_behind_their_name() -> None:
    document = structure("一、基本情况\n云雾镇位于县境东部，辖行政村9个、社区3个。\n")
    found = extract(document, ReportFields(department="云溪县云雾镇人民政府"))
    assert [(s.metric, int(s.value), s.scope) for s in found] == [("行政村数", 9, "辖区"), ("社区数", 3, "辖区")]


BODIES = [
    ("下设12个基层水务所和1个综合执法大队。", [("基层水务所数", 12), ("综合执法大队数", 1)]),
    ("下设城关水务所、河口水务所等12个基层水务所。", [("基层水务所数", 12)]),
    ("下设种苗站、农机推广站2个二级单位。", [("二级单位数", 2)]),
    ("设开发区分局、高新区分局2个派出机构。", [("派出机构数", 2)]),
    ("我局系一级预算单位1个，下属二级预算单位3个。", [("下属二级预算单位数", 3)]),
    (
        "下属二级机构4个，其中独立核算2个；纳入局机关核算2个。",
        [("下属二级机构数", 4), ("独立核算二级机构数", 2), ("纳入局机关核算二级机构数", 2)],
    ),
    ("内设机构：办公室（党建办）、规划科、人事科，共3个。", [("内设机构数", 3)]),
    ("设有内科、儿科等12个临床科室和检验科等6个医技科室。", [("临床科室数", 12), ("医技科室数", 6)]),
    ("设党政办、应急办等5个办公室，局属事业单位3个。", [("内设机构（办公室）数", 5), ("局属事业单位数", 3)]),
    ("行政编制15名、行政执法专项编制8名。", [("行政编制", 15), ("行政执法专项编制", 8)]),
    ("另聘用专职安全监察员8人，聘用森林防火护林员42人。", [("聘用专职安全监察员人数", 8), ("聘用森林防火护林员人数", 42)]),
    ("行政编制60名，实有58人。", [("行政编制", 60), ("在职人数", 58)]),
    ("实有人员80人，其中行政30人、事业50人。", [("年末实有人数", 80), ("行政实有人数", 30), ("事业实有人数", 50)]),
    ("在职在编实有人员74人，其中：行政人员11人，事业人员63人。", [("在职人数", 74), ("行政在职人数", 11), ("事业在职人数", 63)]),
    ("纳入2022年部门预算编制范围的二级单位2个。", [("纳入部门预算编制范围的二级单位数", 2)]),
    ("实有在编人员85人。", [("在编人数", 85)]),
    ("辅警120人，核定编制共計193名。", [("辅警人数", 120), ("编制数", 193)]),
]


@pytest.mark.parametrize(("sentence", "expected"), BODIES, ids=[s[:10] for s, _ in BODIES])
def test_bodies_and_people_in_other_words(sentence: str, expected: list[tuple[str, int]]) -> None:
    assert [(metric, int(value)) for metric, value, _ in told(sentence)] == expected


def test_a_head_count_by_body() -> None:
    found = staff_of("在编人员85人，其中局机关30人、乡镇卫生院55人。")
    assert [(s.scope, s.metric, int(s.value)) for s in found] == [
        ("全局", "在编人数", 85), ("局机关", "在编人数", 30), ("乡镇卫生院", "在编人数", 55),
    ]  # fmt: skip
