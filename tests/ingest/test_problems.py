"""Problems and measures (存在问题、改进措施): one shortcoming, one plan a fact, in every layout."""

import pytest

from ingest.extractors.problems.problems import extract_measures, extract_problems
from ingest.structure import structure
from ontology.records import ReportFields
from own_texts import NAMES, bundle_of, expected, found


def problems_of(text: str, title: str = "存在的问题及原因分析") -> list[str]:
    return [p.text for p in extract_problems(structure(f"一、{title}\n{text}\n"), ReportFields())]


def measures_of(text: str, title: str = "下一步改进措施") -> list[str]:
    return [m.text for m in extract_measures(structure(f"一、{title}\n{text}\n"), ReportFields())]


@pytest.mark.parametrize("name", NAMES)
def test_own_styles(name: str) -> None:
    assert found(name)["problems"] == expected(name)["problems"]
    assert found(name)["measures"] == expected(name)["measures"]


@pytest.mark.parametrize("name", NAMES)
def test_quotes_are_in_the_text(name: str) -> None:
    bundle = bundle_of(name)
    assert all(bundle.text[slice(*fact.span)] == fact.quote for fact in (*bundle.problems, *bundle.measures))


def test_clauses_after_a_lead_in() -> None:
    text = "工作中还存在一些不足，主要是：创新力度不大，监管方式不新、工具运用不够，效能有待提高。"
    assert problems_of(text) == ["创新力度不大", "监管方式不新", "工具运用不够", "效能有待提高"]


def test_sentences_without_numbers() -> None:
    found = problems_of("基层力量有待加强。对新业态监管的手段还不多，覆盖面不广。")
    assert found == ["基层力量有待加强", "对新业态监管的手段还不多，覆盖面不广"]


def test_what_leads_up_to_a_shortcoming_belongs_to_it() -> None:
    assert problems_of("年初安排维修经费86万元。年中统筹30万元用于其他项目。维修任务因此难以完成。") == [
        "年初安排维修经费86万元。年中统筹30万元用于其他项目。维修任务因此难以完成"
    ]


def test_a_cause_that_is_a_shortcoming_stands_alone() -> None:
    text = "一是执法能力偏弱。二是装备保障不足。主要原因是队伍年龄老化，专业人员缺乏。"
    assert problems_of(text) == ["执法能力偏弱", "装备保障不足", "队伍年龄老化，专业人员缺乏"]
    assert len(problems_of("一是指标设置偏低。二是个别指标未完成。主要原因是申报时间早，无法预计实际情况。")) == 2


def test_title_with_its_paragraph() -> None:
    found = problems_of("（一）预算编制不够精准\n年中追加较多。\n（二）存在的其他问题\n项目进度偏慢。")
    assert found == ["预算编制不够精准。年中追加较多", "项目进度偏慢"]


def test_plans_cut_where_another_action_opens() -> None:
    text = "持续充实基层监管力量，固定网格员覆盖的范围；加大培训力度，应对新业态监管的需求。"
    assert measures_of(text) == ["持续充实基层监管力量", "固定网格员覆盖的范围", "加大培训力度，应对新业态监管的需求"]


def test_problems_and_measures_in_one_section() -> None:
    text = "存在问题：一是执行进度偏慢；二是指标不够量化。\n改进措施：一是加快资金支付；二是完善绩效指标。"
    assert problems_of(text, "存在问题及改进措施") == ["执行进度偏慢", "指标不够量化"]
    assert measures_of(text, "存在问题及改进措施") == ["加快资金支付", "完善绩效指标"]


def test_promises_on_the_use_of_results() -> None:
    text = "自评得分96分。下一步，我局将不断细化评价指标，健全管理制度。"
    assert measures_of(text, "绩效自评结果拟应用和公开情况") == ["我局将不断细化评价指标，健全管理制度"]


def test_none_is_no_problem() -> None:
    assert problems_of("无。") == []
    assert problems_of("群众办事更加便利，各项任务圆满完成。") == []


def test_a_problem_with_its_measure_behind_it() -> None:
    text = "1.预算编制不够精准。部分项目测算不细。改进措施：加强前期论证。\n2.支付进度偏慢。下一步，加快资金支付。"
    assert problems_of(text, "存在问题和改进措施") == ["预算编制不够精准。部分项目测算不细", "支付进度偏慢"]
    assert measures_of(text, "存在问题和改进措施") == ["加强前期论证", "下一步，加快资金支付"]


def test_a_second_list_of_causes_is_no_list_of_problems() -> None:
    assert problems_of("一是认识不到位；二是指标体系不健全。原因分析：一是培训少；二是人员流动大。") == ["认识不到位", "指标体系不健全"]


@pytest.mark.parametrize("title", ["短板与困难", "短板", "难点"])
def test_other_words_for_problems(title: str) -> None:
    assert problems_of("一是执法人手偏紧；二是检测设备老化。", title) == ["执法人手偏紧", "检测设备老化"]


def test_other_words_for_measures() -> None:
    assert measures_of("一是公开招录检测人员；二是更新快检设备。", "对策") == ["公开招录检测人员", "更新快检设备"]


def test_matters_to_be_explained_are_no_problems() -> None:
    assert problems_of("报告口径不含下属单位，未完成审计的数据以决算为准。", "其他需要说明的问题") == []


def test_a_glossary_admits_nothing() -> None:
    assert problems_of("1．结转资金：指以前年度未完成、结转到本年使用的资金。\n2．闲置率：反映设备闲置的程度。") == []


def test_what_was_done_against_an_earlier_problem_is_no_plan() -> None:
    document = structure("一、主要绩效\n针对上年指出的问题，云溪县某局已建立项目库，规范了入库程序。\n")
    assert list(extract_measures(document, ReportFields())) == []


def test_what_carries_a_numbered_shortcoming_on_is_no_other_one() -> None:
    text = (
        "（一）预算编制不够精准。年中追加较多。\n同时，前期论证不充分，支付集中在年末。\n"
        "（二）基层力量薄弱。兼职人员多。\n产生上述问题的主要原因：一是业务培训不足；二是人手偏紧。"
    )
    assert [p[:9] for p in problems_of(text)] == ["预算编制不够精准。", "基层力量薄弱。兼职"]


def test_what_carries_a_numbered_plan_on_is_no_other_one() -> None:
    assert len(measures_of("1.科学编制预算。合理测算经费。\n建立支出月通报制度，提前论证项目。\n2.加强培训，充实专业力量。")) == 2


def test_a_measure_is_told_by_its_label_however_it_begins() -> None:
    text = "问题1：指标与预算匹配度不高。整改措施：加强审核衔接，按期完成修订。\n"
    text += "问题2：采购执行率偏低。整改措施：倒排采购工期，按季度通报。"
    assert problems_of(text, "发现的问题及整改措施") == ["问题1：指标与预算匹配度不高", "问题2：采购执行率偏低"]
    assert measures_of(text, "发现的问题及整改措施") == ["加强审核衔接，按期完成修订", "倒排采购工期，按季度通报"]


def test_experience_beside_the_shortcomings_is_none() -> None:
    text = "1.主要经验。坚持领导带头，实行每月一调度。\n2.存在的问题。一是镇级财力有限。二是前期工作不扎实。\n"
    text += "3.建议。一是加大转移支付力度。二是提前下达资金计划。"
    assert problems_of(text, "主要经验及做法、存在的问题和建议") == ["镇级财力有限", "前期工作不扎实"]


def test_short_sentences_after_what_announces_them() -> None:
    text = "问题主要集中在三个方面。目标设定过于笼统，不便考核。资金拨付环节多，到账慢。结果与预算挂钩不紧。\n"
    text += "下步打算：细化目标；简化流程，缩短拨付周期；强化结果应用。"
    assert problems_of(text, "主要问题及下步打算") == ["目标设定过于笼统，不便考核", "资金拨付环节多，到账慢", "结果与预算挂钩不紧"]
    assert measures_of(text, "主要问题及下步打算") == ["细化目标", "简化流程，缩短拨付周期", "强化结果应用"]


def test_what_is_to_be_said_besides_is_no_problem() -> None:
    text = "（一）存在问题\n校车调度不够灵活。\n（二）其他需要说明的情况\n本单位没有使用基金安排的支出。"
    assert problems_of(text, "存在问题和改进措施") == ["校车调度不够灵活"]


def test_taking_stock_is_a_plan() -> None:
    plans = ["完善校车台账", "清查护学器材，加快更新标志", "梳理岗位清单"]
    assert measures_of("；".join(plans) + "。") == plans


def test_why_a_target_was_left_is_a_shortcoming() -> None:
    text = "（一）偏离绩效目标的原因\n1、护学岗建设滞后。计划建成12个，实际建成9个。\n"
    text += "（二）下一步改进措施\n1、加快护学岗建设。按月通报进度。"
    assert problems_of(text, "偏离绩效目标的原因和下一步改进措施") == ["护学岗建设滞后。计划建成12个，实际建成9个"]
    assert measures_of(text, "偏离绩效目标的原因和下一步改进措施") == ["加快护学岗建设。按月通报进度"]


def test_what_is_admitted_among_achievements() -> None:
    text = "护学岗全覆盖。在肯定成绩的同时，也要看到，校车力量仍显薄弱，8辆校车超龄服役。"
    assert problems_of(text, "主要成效") == ["校车力量仍显薄弱，8辆校车超龄服役"]


def test_what_results_are_used_for_is_no_plan() -> None:
    text = "自评结果将作为2024年预算安排和完善内部管理的重要依据。我局将不断细化绩效指标，将评价结果作为编制预算的参考。"
    assert measures_of(text, "结果应用和公开情况") == ["我局将不断细化绩效指标，将评价结果作为编制预算的参考"]
