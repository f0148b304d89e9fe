"""One thing under many names, and things that only look alike (名称归一)."""

import pytest

from graph.keys import department_key, duty_key, project_key
from graph.naming import body, duty_name, project_name

COUNTY, CITY, PROVINCE = "361002", "361000", "360000"


@pytest.mark.parametrize(
    "printed", ["临川区教育局", "抚州市临川区教育局", "江西省抚州市临川区教育局", "区教育局", "教育局", "临川区 教育局"]
)
def test_a_department_is_one_however_its_place_is_printed(printed: str) -> None:
    one = body(printed, COUNTY)
    assert (one.core, one.name, one.adcode) == ("教育局", "临川区教育局", COUNTY)
    assert department_key(printed, COUNTY) == department_key("临川区教育局", COUNTY)


@pytest.mark.parametrize(
    ("one", "other", "adcode"),
    [
        ("青石镇", "临川区青石镇人民政府", COUNTY),
        ("东门街道", "抚州市临川区东门街道办事处", COUNTY),
        ("临川区教育局（本级）", "临川区教育局", COUNTY),
        ("临川区教育局机关", "教育局", COUNTY),
        ("中共抚州市临川区委宣传部", "区委宣传部", COUNTY),
        ("临川区卫健委", "临川区卫生健康委员会", COUNTY),
        ("抚州市发展改革委", "市发改委", CITY),
        ("新疆维吾尔自治区教育厅", "自治区教育厅", "650000"),
        ("北京市密云县教育局", "密云区教育局", "110118"),
    ],
)
def test_one_body_by_scope_office_short_name_or_an_earlier_name_of_its_county(one: str, other: str, adcode: str) -> None:
    assert department_key(one, adcode) == department_key(other, adcode)
    assert body(one, adcode).reasons or body(other, adcode).reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青石镇", "青石乡"),
        ("青石镇人民政府", "青石镇中心小学"),
        ("临川区教育局", "临川区教育体育局"),
        ("临川区卫健委", "临川区卫健局"),
        ("临川区交通局", "临川区交通运输局"),
        ("临川区城管局", "临川区城市管理行政执法局"),
        ("临川区公安局", "抚州市公安局临川分局"),
    ],
)
def test_bodies_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert department_key(one, COUNTY) != department_key(other, COUNTY)


def test_what_was_left_out_is_said() -> None:
    assert body("抚州市临川区教育局", COUNTY).reasons == ("省略区划“抚州市临川区”，区划代码361002相同",)
    assert body("教育局", COUNTY).reasons == ()


@pytest.mark.parametrize(
    ("printed", "adcode", "core"),
    [
        ("市场监督管理局", COUNTY, "市场监督管理局"),
        ("市场监督管理局", CITY, "市场监督管理局"),
        ("市政公用局", CITY, "市政公用局"),
        ("区域协作办公室", COUNTY, "区域协作办公室"),
        ("抚州高新区管委会", CITY, "高新区管委会"),
        ("临川县农业农村局", COUNTY, "临川县农业农村局"),
        ("临川区", COUNTY, "临川区"),
        ("望津县公安局", None, "望津县公安局"),
        ("某局", "999999", "某局"),
    ],
)
def test_what_is_part_of_a_name_stays(printed: str, adcode: str | None, core: str) -> None:
    assert body(printed, adcode).core == core


def test_same_named_districts_and_levels_are_different_bodies() -> None:
    ids = {department_key("鼓楼区教育局", adcode) for adcode in ("320106", "320302", "350102", "410204", None)} | {
        department_key("抚州市教育局", CITY),
        department_key("临川区教育局", COUNTY),
        department_key("江西省教育厅", PROVINCE),
    }
    assert len(ids) == 8


def test_a_zone_is_not_its_city() -> None:
    assert department_key("抚州高新区教育局", CITY) != department_key("抚州市教育局", CITY)


def test_projects_and_duties_are_one_across_years() -> None:
    forms = ("2022年校园安全", "2023年度校园安全项目", "校园安全项目", "校园安全")
    assert len({project_key("d_1", name) for name in forms}) == 1
    assert len({duty_key("d_1", head) for head in ("负责学前教育管理", "1.负责学前教育管理", "学前教育管理")}) == 1
    assert project_name("2022年校园安全").reason and project_name("校园安全").reason is None
    assert duty_name("负责学前教育管理").reason and duty_name("学前教育管理").reason is None


@pytest.mark.parametrize("name", ["2023", "2023年", "项目", "一般项目"])
def test_a_name_is_never_cut_to_nothing(name: str) -> None:
    assert len(project_name(name).core) >= 2
