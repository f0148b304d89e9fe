"""Personal data (个人信息): found wherever a form prints it; agencies, hotlines and figures are left alone."""

import pytest

from ingest.extractors.personal import extract
from ingest.structure import structure
from ontology.masking import masked
from ontology.records import ReportFields
from own_texts import NAMES, bundle_of, expected, found


def personal_of(text: str) -> list[tuple[str, str]]:
    return [(p.kind, p.quote) for p in extract(structure(text), ReportFields())]


@pytest.mark.parametrize("name", NAMES)
def test_own_styles(name: str) -> None:
    assert found(name)["personal"] == expected(name)["personal"]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("填表人：周晓岚  联系电话：13900001111", [("person_name", "周晓岚"), ("phone", "13900001111")]),
        ("填 表 人： 李 明    审核人（签字）：王建国", [("person_name", "李 明"), ("person_name", "王建国")]),
        ("联系人\t贺明远\t联系电话\t0731-85551234", [("person_name", "贺明远"), ("phone", "0731-85551234")]),
        ("| 联系人 | 欧阳修远 | 电话 | 85551234 |", [("person_name", "欧阳修远"), ("phone", "85551234")]),
        ("当事人：张某某，身份证号430102199003071234", [("person_name", "张某某"), ("id_number", "430102199003071234")]),
        ("责任编辑：刘畅", [("person_name", "刘畅")]),
    ],
)
def test_found(text: str, data: list[tuple[str, str]]) -> None:
    assert personal_of(text) == data


@pytest.mark.parametrize(
    "text",
    [
        "通过12315、12345热线受理投诉13306件",
        "单位负责人签字：",
        "项目负责人：全部到位",
        "联系电话：12345",
        "主管部门：云溪县教育局  实施单位：云溪县第一中学",
        "2023年支出13812345678.90元",
        "统一社会信用代码11430900006123456X",
    ],
)
def test_left_alone(text: str) -> None:
    assert personal_of(text) == []


def test_masked_in_every_output() -> None:
    clean = masked(bundle_of("township_2021"))
    assert "周晓岚" not in clean.model_dump_json() and "8826631" not in clean.model_dump_json()
    assert len(clean.text) == len(bundle_of("township_2021").text)
