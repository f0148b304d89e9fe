"""Two questions of different kinds in one (两问并答), over the invented sample reports: both are answered, or the question stays one."""

import pytest

from api import asking
from search.planning.two_kinds import two_kinds


@pytest.mark.parametrize(
    ("question", "value", "told"),
    [
        ("临澜县2021年居家和社区养老服务专项花了多少，养老方面存在什么问题？", 1120, "养老服务设施利用率不高"),
        ("歙县预算执行率多少，自评得分多少？", 98, "97.8"),
        ("禾田街道公务接待费多少，哪些指标没完成？", 1.12, "改造老旧小区"),
        ("东麓省科技厅在职多少人？自评得分多少？", 401, "97.97"),
        ("新兴县食品抽检多少批次，农贸市场改造方面有什么短板？", 3010, "农贸市场升级改造进展较慢"),
        ("What was Chiling's grain output, and what problems did the bureau admit?", 126.3, "项目资金拨付"),
    ],
)
def test_a_figure_and_what_else_is_asked(stocked, question, value, told):
    answer = asking.ask(stocked, question, None)
    assert float(answer.rows[0].value) == value
    assert told in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "甲县体育赛事原定办几场，办成几场，这项得几分？",
        "口袋公园为啥没建够，接下来怎么补救？",
        "自评表的数量指标里，哪几项没达到年初指标值？",
        "危桥改造花了多少钱，用在什么地方？",
        "三公经费决算多少，比年初预算少多少？",
        "改造危旧桥梁多少座，完成目标了吗？",
        "编制多少名，其中行政编制几名？",
        "收入总计比上年少了多少，降了百分之几，什么原因？",
    ],
)
def test_one_question_stays_one(question):
    assert two_kinds(question) is None


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("甲县三公经费多少，财务管理有什么问题？", "甲县三公经费多少", "财务管理有什么问题"),
        ("甲县破案多少起？哪些指标被扣分？", "甲县破案多少起", "哪些指标被扣分"),
    ],
)
def test_where_two_questions_part(question, first, second):
    assert two_kinds(question) == (first, second)


def test_targets_missed_are_told_where_the_reason_is_asked_for_too(stocked):
    answer = asking.ask(stocked, "赤岭市哪些指标没达标，原因是什么？", None)
    assert answer.answerable
    assert any("政府采购执行率" in row.metric for row in answer.rows)
