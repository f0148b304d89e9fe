"""Numbers of items given twice, on invented texts (虚构)."""

import pytest

from ingest.extract import extract
from ingest.structure import structure

TITLE = "2023年度望津县某局整体支出绩效自评报告（虚构）\n"
TWICE = [
    ("三、主要绩效\n（一）护学有序。全年设岗20个。\n（二）校车安全。全年行驶30万公里。\n（二）台账清楚。全年登记40次。\n",
     "两个“（二）”：校车安全、台账清楚"),
    ("三、存在问题\n一是校车调度不够灵活；二是护学岗人手不足；二是台账登记不够规范。\n",
     "两个“二是”：护学岗人手不足、台账登记不够规范"),
]
SOUND = [
    "一、主要职责\n1.负责校车管理。\n2.负责护学工作。\n2.负责台账登记。\n",
    "三、存在问题\n一是校车调度不够灵活；二是护学岗人手不足；三是台账登记不够规范；四是经费偏紧。\n",
    "三、主要绩效\n（一）护学有序。\n一是设岗20个。二是增车10辆。\n（二）校车安全。\n一是行驶30万公里。二是检修40次。三是更新3辆。\n",
    "一、主要职责\n1.负责校车管理。\n2.负责护学工作；3.负责巡查。\n4.负责台账登记。\n",
    "三、主要绩效\n九、护学有序。全年设岗20个。\n十、校车安全。全年行驶30万公里。\n十一、台账清楚。全年登记40次。\n",
]


def found(text: str) -> list[str]:
    findings = extract(structure(TITLE + text), "r_0000000000000000").anomalies
    return [f.explanation.split("：", 1)[1] for f in findings if f.rule == "repeated-number"]


@pytest.mark.parametrize(("text", "told"), TWICE)
def test_a_number_given_twice(text: str, told: str) -> None:
    assert found(text) == [told]


@pytest.mark.parametrize("text", SOUND)
def test_numbers_in_order(text: str) -> None:
    assert found(text) == []
