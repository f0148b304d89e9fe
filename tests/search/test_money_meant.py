"""Money asked for by the duty it serves (职责与支出), in words that no project of the sample reports prints, and the duty of a project."""

import pytest

from api import asking


@pytest.mark.parametrize(
    ("question", "amounts"),
    [
        ("歙县管电梯和锅炉安全这摊职责靠哪笔钱？", [186]),
        ("歙县帮企业拿专利去银行抵押贷款，花的是哪个专项的钱？", [95]),
        ("歙县抓标准、计量的职责用了哪个项目的钱，多少？", [128.6]),
        ("新城区教育局幼儿园这一块的职责投了多少钱", [1950]),
        ("青陵市修老旧桥的钱是哪笔", [4366]),
        ("青陵市交通局给执法队买装备用了哪个项目的钱", [582.7]),
        ("临澜县2021年保护小孩的职责靠哪笔钱", [85]),
        ("临澜县2021年老年人服务花的是哪笔专项", [1120]),
        ("赤岭市给猪牛羊打疫苗的职责用的是哪个项目的钱？", [1260.3]),
        ("赤岭市扶贫成果巩固职责靠哪笔资金", [4780.5]),
        ("望津县公安局监控探头维护用的是哪笔钱", [558.6]),
        ("望津县公安局关押人员吃饭看病花的是哪笔钱？", [484]),
        ("禾田街道打扫卫生、管市容的职责花了多少", [613.2]),
        ("东麓省科技厅吸引外国专家和人才的职责靠哪个专项", [0.4]),
        ("东麓省科技厅奖励企业搞研发的钱是哪笔", [2.1]),
        ("Which project paid for preventing animal disease in Chiling, and how much was it?", [1260.3]),
    ],
)
def test_the_project_that_stands_clear_in_meaning(stocked, question, amounts):
    answer = asking.ask(stocked, question, None)
    assert [float(row.value) for row in answer.rows] == amounts


@pytest.mark.parametrize(
    "question",
    [
        "新兴县知识产权公共服务的职责花了哪笔钱？",
        "新城区教育局管校外培训班的职责花了多少",
        "青陵市交通运输局管港口码头的职责用了多少钱",
        "赤岭市渔业船舶检验的职责用了哪笔钱",
        "望津县公安局办理出入境证件的职责花了多少",
        "临澜县2021年办婚姻登记的职责用了哪笔专项",
    ],
)
def test_a_duty_no_project_is_clearly_for_is_refused(stocked, question):
    answer = asking.ask(stocked, question, None)
    assert not answer.answerable
    assert not answer.rows


def test_a_project_told_by_meaning_says_so(stocked):
    answer = asking.ask(stocked, "望津县公安局监控探头维护用的是哪笔钱", None)
    assert "按意思最接近" in answer.answer


def test_several_duties_together_are_summed(stocked):
    answer = asking.ask(stocked, "歙县食品安全和特种设备安全两项职责加起来花了多少钱？", None)
    assert {float(row.value) for row in answer.rows} == {412.5, 186}
    assert answer.result is not None
    assert float(answer.result.value) == 598.5


@pytest.mark.parametrize(
    ("question", "heads"),
    [
        ("望津县公安局智慧交管建设项目服务于哪项职责？", ["负责道路交通安全管理"]),
        ("歙县质量提升专项是为哪项职责服务的？", ["负责统一管理计量、标准化、检验检测和认证认可工作"]),
        ("临澜县2020年高龄津贴对应哪条职责？", ["负责养老服务、儿童福利和残疾人权益保障"]),
        (
            "赤岭市衔接推进乡村振兴补助资金支撑的是什么职责？",
            ["指导乡村特色产业、农产品加工业和休闲农业发展", "负责巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作"],
        ),
        ("Which duty does Chiling's animal epidemic prevention fund serve?", ["负责农业防灾减灾和农作物重大病虫害、重大动物疫病防治"]),
    ],
)
def test_the_duties_that_a_project_serves(stocked, question, heads):
    answer = asking.ask(stocked, question, None)
    assert answer.answerable
    assert [head in row.quote for head, row in zip(heads, answer.rows, strict=True)] == [True] * len(heads)
    assert all(row.value is None for row in answer.rows)


def test_which_duties_a_department_has_is_no_question_of_money(stocked):
    assert asking.ask(stocked, "望津县公安局的主要职责是什么？", None).intent == "passage"
