"""One question with two askings (虚构): both are answered, whether the second has words of its own, a unit alone or none."""

import pytest

from invented_texts import about, head_counts, outcomes, stating
from search.answers import answer
from search.memory_source import MemorySource
from search.planning.asks import asks_in
from search.planning.grammar import form_of

TEXT = (
    "云岫县民政局2023年度部门整体支出绩效自评报告（虚构）\n"
    "核定行政编制12名，实有行政人员11人；事业编制25名，实有事业人员23人。内设科室7个，下属事业单位4个。\n"
    "全县有敬老院9所、护理床位640张。发放临时救助415人次，支付金额88.6万元。\n"
    "全年暂停服务协议6家，解除协议2家。查处违规案件31件，收缴罚没款12.4万元。\n"
)
OUTCOMES = (
    ("敬老院数", "9", "所", "敬老院9所"), ("护理床位数", "640", "张", "护理床位640张"),
    ("发放临时救助人次", "415", "人次", "发放临时救助415人次"), ("临时救助支付金额", "88.6", "万元", "支付金额88.6万元"),
    ("暂停服务协议数", "6", "家", "暂停服务协议6家"), ("解除协议数", "2", "家", "解除协议2家"),
    ("查处违规案件数", "31", "件", "查处违规案件31件"), ("收缴罚没款金额", "12.4", "万元", "收缴罚没款12.4万元"),
)  # fmt: skip
STAFF = (
    ("行政编制", "12", "名", "行政编制12名"), ("行政实有人数", "11", "人", "实有行政人员11人"),
    ("事业编制", "25", "名", "事业编制25名"), ("事业实有人数", "23", "人", "实有事业人员23人"),
    ("内设机构（科室）数", "7", "个", "内设科室7个"), ("下属事业单位数", "4", "个", "下属事业单位4个"),
)  # fmt: skip


SOURCE = MemorySource(
    [stating(TEXT, about("云岫县民政局"), outcomes=outcomes(TEXT, OUTCOMES), staff=head_counts(TEXT, STAFF))]
)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("云岫县民政局有几所敬老院，一共多少张床？", {"9", "640"}),
        ("云岫县民政局临时救助发给多少人次，发了多少钱？", {"415", "88.6"}),
        ("云岫县民政局临时救助发了多少人次、多少钱？", {"415", "88.6"}),
        ("云岫县民政局停了几家的服务协议，又彻底解除了几家？", {"6", "2"}),
        ("云岫县民政局查处违规案件几件，罚了多少万？", {"31", "12.4"}),
        ("云岫县民政局 临时救助 人次 支付金额", {"415", "88.6"}),
        ("云岫县民政局行政编制和事业编制各核了多少、实有多少？", {"12", "11", "25", "23"}),
        ("How many internal sections and subordinate public institutions does the civil affairs bureau of Yunxiu have?", {"7", "4"}),
    ],
)
def test_both_are_answered(question: str, values: set[str]) -> None:
    assert {str(r.value) for r in answer(question, SOURCE).rows} == values


def test_key_words_with_several_measures_stand_apart() -> None:
    assert [a.phrase for a in asks_in("避难场所 总数 容纳人数")] == ["避难场所 总数", "避难场所 容纳人数"]
    assert [a.phrase for a in asks_in("食品抽检 批次")] == ["食品抽检 批次"]


def test_proposals_of_delegates_are_a_figure_and_no_advice() -> None:
    asked = form_of("哪些部门写了办理人大建议、政协提案的件数", several=True, years=0)
    assert asked.intent == "list"
    assert form_of("报告提出了什么建议", several=False, years=0).intent == "passage"
