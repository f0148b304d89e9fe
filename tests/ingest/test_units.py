"""Bodies of a department (机构): lists with nested brackets, counts, places that stand for a body, and predecessors."""

import pytest

from ingest.extractors.units.units import extract
from ingest.structure import structure
from ontology.records import ReportFields
from own_texts import NAMES, bundle_of, expected, found


def units_of(sentence: str, department: str = "云溪县某局") -> list[tuple[str, str]]:
    document = structure(f"一、机构设置情况\n{sentence}\n")
    return [(unit.name, unit.kind) for unit in extract(document, ReportFields(department=department))]


@pytest.mark.parametrize("name", NAMES)
def test_own_styles(name: str) -> None:
    assert found(name)["units"] == expected(name)["units"]


@pytest.mark.parametrize("name", NAMES)
def test_quotes_are_in_the_text(name: str) -> None:
    bundle = bundle_of(name)
    assert all(bundle.text[slice(*unit.span)] == unit.quote for unit in bundle.units)


def test_list_with_brackets_and_and() -> None:
    found = units_of("内设机构（4个）：办公室（加挂法规科牌子）、认可与检验检测科、人事科和财务科。")
    assert found == [(n, "内设机构") for n in ("办公室", "认可与检验检测科", "人事科", "财务科")]


def test_name_plates_and_bodies_it_was_formed_from() -> None:
    found = units_of("云溪县某局由原云溪县甲局更名组建，为正科级，加挂县丙局牌子，县委某领导小组办公室设在县某局。")
    assert found == [("云溪县甲局", "前身机构"), ("县丙局", "加挂牌子")]
    assert units_of("机构改革前，原云溪区甲局与原云溪区乙局分设，2019年合并组建。") == [
        ("云溪区甲局", "前身机构"), ("云溪区乙局", "前身机构"),
    ]
    assert units_of("2019年3月由原区交通局、原区公路管理局、原区运输管理所组建，并划入区丁局的停车管理职责。") == [
        ("区交通局", "前身机构"), ("区公路管理局", "前身机构"), ("区运输管理所", "前身机构"),
    ]


def test_two_kinds_in_one_paragraph() -> None:
    found = units_of("直属单位（3个）。其中独立预算单位1个，即：检验所。并入机关预算单位2个，即：执法支队、信息中心（原培训中心）。")
    assert found == [("检验所", "独立预算单位"), ("执法支队", "直属单位"), ("信息中心", "直属单位")]


def test_what_follows_the_list_tells_its_kind() -> None:
    found = units_of("街道设党政办公室、平安办公室等2个内设机构，设党群服务中心、网格中心2个事业单位。")
    assert [kind for _, kind in found] == ["内设机构", "内设机构", "直属单位", "直属单位"]


def test_a_place_that_opens_like_a_joint_keeps_its_name() -> None:
    found = units_of("我局内设办公室、环卫科2个科室，下设和平区虚构绿化大队、即墨区虚构保洁中心。", "虚构局")
    assert found == [
        ("办公室", "内设机构"), ("环卫科", "内设机构"), ("和平区虚构绿化大队", "直属单位"), ("即墨区虚构保洁中心", "直属单位"),
    ]  # fmt: skip


def test_stations_listed_in_brackets_behind_their_count() -> None:
    found = units_of("派出基层市场监督管理所3个（东岭所、西岭所、南岭所，管辖5个镇）。", "云溪县虚构局")
    assert found == [(f"{p}岭所", "派出机构") for p in "东西南"]
    found = units_of("下属事业单位2个：县虚构大队（〔下设2个中队〕参照公务员法管理）、县虚构中心。", "云溪县某局")
    assert found[0] == ("县虚构大队", "直属单位")


def test_the_close_of_a_list_tells_its_kind() -> None:
    found = units_of("局机关及县河道管理站、县水库管理所、县节水中心等3个下属单位。", "云溪县某局")
    assert found == [(n, "直属单位") for n in ("县河道管理站", "县水库管理所", "县节水中心")]


def test_places_stand_for_stations() -> None:
    assert units_of("下辖东门、西门、南湖等5个派出所。") == [(f"{p}派出所", "派出机构") for p in ("东门", "西门", "南湖")]


def test_counts_name_no_bodies() -> None:
    assert units_of("所属事业单位12个，其中小学8所、幼儿园4所。内设科室6个，下设14个司法所。") == []


def test_names_that_hold_a_class_word() -> None:
    found = units_of("内设办公室、事业单位登记管理科、机构编制科、特种设备监察科、教科室。")
    assert [name for name, _ in found] == ["办公室", "事业单位登记管理科", "机构编制科", "特种设备监察科", "教科室"]


def test_kind_said_after_the_names() -> None:
    found = units_of("县种子站、县农机服务中心为下属事业单位。")
    assert found == [("县种子站", "直属单位"), ("县农机服务中心", "直属单位")]


def test_predecessors() -> None:
    found = units_of("云溪县某局由原云溪县甲局、乙管理局云溪分局合并组建。")
    assert found == [("云溪县甲局", "前身机构"), ("乙管理局云溪分局", "前身机构")]


def test_predecessors_of_which_one_was_formed() -> None:
    found = units_of("2019年由原云溪区甲局、原云溪区乙局、原云溪区丙局组建，并划入区丁局的价格检查职责。")
    assert found == [(f"云溪区{name}局", "前身机构") for name in "甲乙丙"]
    assert not [u for u in units_of("专班由县甲局、县乙局抽调人员组成。") if u[1] == "前身机构"]


def test_the_department_is_no_unit_of_its_own() -> None:
    text = "纳入决算编制范围的单位包括：\n1.云溪县司法局本级\n2.云溪县公证处"
    assert units_of(text, "云溪县司法局") == [("云溪县公证处", "独立预算单位")]


def test_lists_in_brackets_and_behind_their_kind() -> None:
    found = units_of("局属单位有县救助站、县福利院；县级医疗机构2家（县人民医院、县疾控中心）。")
    assert [name for name, _ in found] == ["县救助站", "县福利院", "县人民医院", "县疾控中心"]
    assert {kind for _, kind in found} == {"直属单位"}


def test_prose_outside_the_chapters_names_no_units() -> None:
    text = "今年设立服务站、投诉点，新建快检室、图书室。联合公安局和城管局检查。设置便民服务中心等场所，组织县医院、县中医院义诊。\n"
    assert not list(extract(structure(text), ReportFields(department="云溪县某局")))


def test_posts_listed_in_brackets_behind_their_count() -> None:
    found = units_of("按片区派出基层监管所3个（青石所、柳河所、白塔所，管辖8个镇）。")
    assert found == [("青石所", "派出机构"), ("柳河所", "派出机构"), ("白塔所", "派出机构")]


def test_what_the_department_itself_is_lists_no_bodies() -> None:
    assert units_of("云溪县某局是云溪市生态环境局的派出机构，由市生态环境局和云溪县委双重管理。") == []
    assert units_of("县食品安全委员会办公室设在我局。") == []


def test_bodies_whose_duties_went_over_in_part_are_no_former_ones() -> None:
    found = units_of("云溪县某局于2019年由原云溪县安全监督局和县政府办公室、县水务局的相关应急职责整合组建。")
    assert found == [("云溪县安全监督局", "前身机构")]


FORMED = [
    ("将原望津县国土资源局的职责，以及县住房和城乡建设局的城乡规划管理职责整合，组建望津县自然资源局。", ["望津县国土资源局"], []),
    ("望津县卫生健康局（原望津县卫生和计划生育局）是县政府工作部门。", ["望津县卫生和计划生育局"], []),
    ("2024年机构改革组建望津县数据局，不再保留望津县大数据发展管理局。", ["望津县大数据发展管理局"], []),
    ("2020年乡镇区划调整，撤销清河乡、白沙镇，合并设立清河镇。", ["清河乡", "白沙镇"], []),
    ("青石镇由原石桥乡和柳湾乡于2015年合并而成。", ["石桥乡", "柳湾乡"], []),
    ("2019年撤镇设街道，原城东镇人民政府更名为城东街道办事处。", ["城东镇人民政府"], []),
    ("2021年撤县设区，原望津县护学局更名为望津区护学局。", ["望津县护学局"], []),
    ("本单位原为望津县建设局，2010年更名，挂望津县人民防空办公室牌子。", ["望津县建设局"], ["望津县人民防空办公室"]),
    ("望津县交通运输局，曾用名望津县交通局。", ["望津县交通局"], []),
    ("县护学局（县校车管理局）是县政府工作部门。", [], ["县校车管理局"]),
    ("县发展和改革局与县粮食和物资储备局合署办公，保留县粮食和物资储备局牌子。", [], ["县粮食和物资储备局"]),
    ("县医疗保障局于2019年2月挂牌成立，整合了县民政局的医疗救助职责。", [], []),
    ("将县民政局的优抚安置职责、县人力资源和社会保障局的军官转业安置职责等整合，组建县退役军人事务局。", [], []),
]
"""Reorganisations of invented（虚构）bodies in the ways reports tell them: what was before, which plates are borne."""


@pytest.mark.parametrize(("sentence", "before", "plates"), FORMED, ids=[f[0][:12] for f in FORMED])
def test_what_was_before_and_which_plates_are_borne(sentence: str, before: list[str], plates: list[str]) -> None:
    found = units_of(sentence)
    assert [name for name, kind in found if kind == "前身机构"] == before
    assert [name for name, kind in found if kind == "加挂牌子"] == plates


def test_bodies_of_a_table_with_number_nature_and_head_counts() -> None:
    rows = (
        ("序号", "单位名称", "单位性质", "编制数", "年末在编人数"), ("1", "云溪县渔政局本级", "行政", "20", "18"),
        ("2", "云溪县灯塔管理所", "公益一类", "9", "8"),
    )  # fmt: skip
    table = "\n\n".join("\n".join(f"\t{c}" for c in row) for row in rows)
    units = extract(structure(f"一、单位概况\n\n（一）机构设置\n\n{table}\n"), ReportFields(department="云溪县渔政局"))
    assert [(u.kind, u.name) for u in units] == [("独立预算单位", "云溪县灯塔管理所")]


def test_bodies_whose_accounts_the_department_keeps() -> None:
    assert units_of("下属二级机构3个，其中独立核算1个，即区灯塔管理所；纳入局机关核算2个，即区渔船检验站、区码头服务中心。") == [
        ("区灯塔管理所", "独立预算单位"), ("区渔船检验站", "直属单位"), ("区码头服务中心", "直属单位"),
    ]  # fmt: skip


def test_duties_of_two_former_bodies_are_joined() -> None:
    assert units_of("我局由原县渔政管理局、原县航道管理局职责整合组建。") == [("县渔政管理局", "前身机构"), ("县航道管理局", "前身机构")]
    merged = units_of("我局2019年3月由原云溪县工商行政管理局、云溪县质量技术监督局和云溪县物价局等部门的职责整合组建。")
    assert merged == [(f"云溪县{name}", "前身机构") for name in ("工商行政管理局", "质量技术监督局", "物价局")]


LISTS = [
    ("下设12个基层水务所和1个综合执法大队。", [("综合执法大队", "直属单位")]),
    ("另有高新区分局、综合执法支队随局机关一并核算。", [("高新区分局", "派出机构"), ("综合执法支队", "直属单位")]),
    ("下属单位3家：县一中、县二中和县教师进修学校。", [(n, "直属单位") for n in ("县一中", "县二中", "县教师进修学校")]),
    ("下属二级机构中独立核算2个，即县福利中心、县殡葬管理所。", [(n, "独立预算单位") for n in ("县福利中心", "县殡葬管理所")]),
    ("内设指挥中心、治安大队、交警大队（副科级）及派出所12个。", [(n, "内设机构") for n in ("指挥中心", "治安大队", "交警大队")]),
    ("二级预算单位2个，分别是县图书馆、县文化馆；未独立核算的单位1个，为县信息中心。",
     [("县图书馆", "独立预算单位"), ("县文化馆", "独立预算单位"), ("县信息中心", "直属单位")]),
    ("部门决算单位构成：县河道管理所、县水土保持站。", [(n, "独立预算单位") for n in ("县河道管理所", "县水土保持站")]),
    ("内设机构：办公室（党建办）、规划科（审计科），共2个。", [("办公室", "内设机构"), ("规划科", "内设机构")]),
]


@pytest.mark.parametrize(("sentence", "expected"), LISTS, ids=[s[:10] for s, _ in LISTS])
def test_lists_in_other_words(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert units_of(sentence) == expected


def test_the_department_itself_joined_to_a_list_is_none_of_it() -> None:
    below = units_of("纳入2022年度部门决算编制范围的预算单位共3个，包括局本级和云溪县社会福利院、云溪县救助管理站。")
    assert [name for name, _ in below] == ["云溪县社会福利院", "云溪县救助管理站"]
