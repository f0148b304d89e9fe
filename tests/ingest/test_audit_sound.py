"""Texts that only look at odds with themselves (虚构), each beside the twin that is."""

import pytest

from ingest.extract import extract
from ingest.structure import structure

TITLE = "2023年度望津县某局整体支出绩效自评报告（虚构）\n三、主要绩效\n"
EACH = "大班幼儿在册30人，规范管理率{}%；中班幼儿在册28人，规范管理率{}%；小班幼儿在册25人，规范管理率{}%。\n"


def rules_of(text: str) -> list[str]:
    return [f.rule for f in extract(structure(TITLE + text), "r_0000000000000000").anomalies]


def test_a_rate_for_each_of_several_things() -> None:
    assert "same-metric" not in rules_of(EACH.format("91.2", "88.4", "79.5"))
    apart = "护学岗规范管理率91.2%。\n" + "校车运行平稳有序。" * 40 + "\n护学岗规范管理率81.5%。\n"
    assert "same-metric" in rules_of(apart)


@pytest.mark.parametrize(("word", "odd"), [("节约", False), ("支出", True)])
def test_what_is_left_of_the_budget_is_no_amount_of_the_year(word: str, odd: bool) -> None:
    text = f"护学经费比预算88万元{word}26万元，比上年减少5万元、下降7%。\n"
    assert ("growth" in rules_of(text)) is odd
