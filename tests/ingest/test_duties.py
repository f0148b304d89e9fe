"""Duties (职责) in every layout: lists, lists in a paragraph, one running sentence, a form's cell."""

import pytest

from ingest.extractors.duties import extract
from ingest.structure import structure
from ontology.records import Duty, ReportFields
from own_texts import NAMES, bundle_of, expected, found


def duties_of(text: str) -> list[Duty]:
    return list(extract(structure(text), ReportFields(department="云溪县某局")))


def heads(text: str) -> list[str]:
    return [duty.head for duty in duties_of(text)]


@pytest.mark.parametrize("name", NAMES)
def test_own_styles(name: str) -> None:
    assert found(name)["duties"] == expected(name)["duties"]
    assert [d.order for d in bundle_of(name).duties] == list(range(1, len(bundle_of(name).duties) + 1))


@pytest.mark.parametrize("name", NAMES)
def test_quotes_hold_the_head(name: str) -> None:
    bundle = bundle_of(name)
    for duty in bundle.duties:
        assert bundle.text[slice(*duty.span)] == duty.quote
        assert "".join(duty.quote.split()).startswith("".join(duty.head.split()))


def test_list_inside_a_paragraph_with_a_last_duty_without_number() -> None:
    text = (
        "一、概况\n（一）主要职能\n具体如下：（一）负责甲类工作，推进乙。（二）负责丙（含丁，下同）类工作。"
        "完成县委交办的其他任务。本局与群众生活息息相关。\n"
    )
    assert heads(text) == ["负责甲类工作，推进乙", "负责丙（含丁，下同）类工作", "完成县委交办的其他任务"]


def test_running_sentence() -> None:
    text = "一、基本情况\n云溪县某局是县政府工作部门，主要职责是负责城市供水管理，参与节水规划编制，负责排水、污水处理监督管理。\n"
    assert heads(text) == ["负责城市供水管理", "参与节水规划编制", "负责排水、污水处理监督管理"]


def test_staff_money_and_the_years_tasks_are_no_duties() -> None:
    text = (
        "一、职能职责\n1.负责林地保护管理。\n2.承担防火督查工作。\n3.人员编制情况：现有编制20名。\n4.2023年总收入862.30万元。\n"
        "5.2023年重点工作：完成造林2万亩。\n6.完成上级交办的其他事项。\n"
    )
    assert heads(text) == ["负责林地保护管理", "承担防火督查工作", "完成上级交办的其他事项"]


def test_change_of_functions_counts() -> None:
    assert heads("一、主要职责\n1.负责水资源管理。\n2.负责河湖管理。\n3.职能转变。切实加强节约用水。\n")[-1] == "职能转变"


def test_paragraphs_that_carry_a_duty_on_belong_to_it() -> None:
    text = "一、主要职责\n1.负责甲类事务监督管理。\n统筹基础设施建设与应用。\n2.负责乙类事务监督管理。\n二、机构\n内设办公室。\n"
    first, second = duties_of(text)
    assert first.text == "负责甲类事务监督管理。统筹基础设施建设与应用"
    assert first.quote.endswith("应用。")
    assert second.text == "负责乙类事务监督管理"


def test_results_and_goals_are_no_duties() -> None:
    assert heads("一、绩效目标完成情况\n1.负责的项目全部完工。\n2.组织培训12期。\n二、存在问题\n职责不够清晰。\n") == []


def test_numbers_in_brackets_of_their_own_characters() -> None:
    text = "一、主要职责\n⑴负责全县计量监督管理，组织量值传递。\n⑵负责标准化工作，\n承担标准备案。\n⒀完成县委交办的其他工作。"
    assert heads(text) == [
        "负责全县计量监督管理，组织量值传递",
        "负责标准化工作",
        "完成县委交办的其他工作",
    ]


def test_tasks_of_the_year_announced_as_tasks_are_no_duties() -> None:
    text = "一、主要职责\n1.负责水资源管理。\n2.负责河湖管理。\n二、2023年度重点工作任务\n围绕水网建设，主要任务是：\n"
    assert heads(text + "1.推进水网建设。\n2.加强河湖巡查。\n") == ["负责水资源管理", "负责河湖管理"]


def test_a_label_before_the_duties_is_no_head() -> None:
    assert heads("一、主要职责\n承担：贯彻水利方针政策；负责河湖管理；组织防汛抗旱。\n")[0] == "贯彻水利方针政策"


@pytest.mark.parametrize("label", ["1.主要职责。", "（一）主要职能。", ""])
def test_what_the_body_is_stands_before_its_duties(label: str) -> None:
    told = "负责全县堤防管理工作，指导各镇防汛；负责小型水库安全监督管理工作；组织编制全县防洪预案；完成县委、县政府交办的其他任务。"
    assert heads(f"一、部门概况\n（一）主要职责\n{label}云溪县水利局是县政府工作部门，挂县防汛办牌子。{told}\n") == [
        "负责全县堤防管理工作，指导各镇防汛", "负责小型水库安全监督管理工作", "组织编制全县防洪预案", "完成县委、县政府交办的其他任务"]
