"""Questions told in words over the sample reports (虚构): a trouble with the measure that answers it, how a thing is done, nothing else."""

import pytest

from api import asking
from search.answers.passages.thoughts import is_table, item_around, starts_an_item, whole_thought, with_next


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("望津县公安局的摄像头为什么没装够，怎么补？", ("招标延期", "剩余240路")),
        ("望津县公安局辅警留不住人，准备怎么办？", ("人员流动性大", "工资待遇")),
        ("临澜县的养老院为什么没人用，怎么解决？", ("利用率不高", "政府补一点")),
        ("青陵市有些工程为啥干得慢，接下来怎么弄？", ("征地拆迁", "周调度")),
        ("赤岭市政府采购执行得不好是什么原因，下一步怎么办？", ("流标", "提前编制采购计划")),
        ("西安市新城区的全科大夫不够，卫健局怎么补？", ("缺口", "定向招聘")),
        ("禾田街道老旧小区为什么没改完？", ("管网迁改",)),
        ("东麓省科技厅剩下的科研钱怎么处理？", ("包干制",)),
        ("How does Xinxing supervise pre-made dishes?", ("预制菜监管",)),
        ("What is Hetian sub-district going to do about parking?", ("停车泊位",)),
        ("Why was Wangjin's video surveillance construction behind schedule?", ("招标延期",)),
    ],
)
def test_a_trouble_is_told_with_what_answers_it(stocked, question, told):
    answer = asking.ask(stocked, question, None)
    assert answer.answerable, answer.answer
    quotes = "".join(row.quote for row in answer.rows)
    assert all(words in quotes for words in told), quotes


@pytest.mark.parametrize(
    "question",
    [
        "新城区教育局怎么治理雾霾？",
        "望津县公安局怎么推进数字人民币？",
        "临澜县民政局怎么防治松材线虫病？",
        "禾田街道怎么保护古树名木？",
        "歙县为什么学位不足，怎么办？",
        "How does Hetian sub-district treat sewage from fish farms?",
        "Why did Qingling's transport bureau delay the vaccination programme?",
    ],
)
def test_what_a_report_does_not_speak_of_is_refused(stocked, question):
    answer = asking.ask(stocked, question, None)
    assert not answer.answerable
    assert not answer.rows


TEXT = "一是修桥。围绕选址、\n勘察等环节，加强调度，按期开工。全年修桥三座。\n\n二是铺路。"


def test_a_clause_is_quoted_with_its_whole_sentence() -> None:
    at = TEXT.index("加强调度")
    start, end = whole_thought(TEXT, (at, at + 5))
    assert TEXT[start:end] == "围绕选址、\n勘察等环节，加强调度，按期开工。"


def test_what_follows_ends_with_the_paragraph() -> None:
    at = TEXT.index("一是")
    start, end = with_next(TEXT, (at, at + 5), 200)
    assert TEXT[start:end].endswith("全年修桥三座。")


def test_an_item_ends_where_the_next_begins() -> None:
    listed = "1)先修桥；再验收；2)后铺路。"
    at = listed.index("再验收")
    start, end = item_around(listed, (at, at + 3))
    assert listed[start:end] == "先修桥；再验收；"


def test_the_next_item_does_not_go_on_about_the_one_before() -> None:
    assert starts_an_item("二是铺路。")
    assert starts_an_item("（三）架桥。")
    assert not starts_an_item("全年修桥三座。")


def test_cells_are_no_sentences() -> None:
    assert is_table("桥梁座数\n5座\n5座\n10\n10")
    assert is_table("桥梁座数\t5座")
    assert not is_table("围绕选址、\n勘察等环节，加强调度，按期开工。")
