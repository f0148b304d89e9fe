"""What a number counts where a list, a condition, a denial or a goal stands before it (成效命名): classes seen in reports of other bureaus.

All sentences are invented (均为虚构).
"""

import pytest

from ingest.extract import extract as extract_all
from ingest.extractors.outcomes.outcomes import extract
from ingest.structure import structure
from ontology.records import ReportFields

REPORT = ReportFields(department="云溪县某局", fiscal_year=2023)
CASES = [
    # a number that sums up the names before it counts what stands behind it; money is put in for that
    ("投入260万元完成石桥、白沙、柳林3个乡镇服务站标准化建设。",
     [("完成乡镇服务站标准化建设投入", "260", "万元"), ("完成乡镇服务站标准化建设数", "3", "个")]),
    ("投入526万元新建通达、安平2座公交首末站。", [("新建公交首末站投入", "526", "万元"), ("新建公交首末站座数", "2", "座")]),
    ("改造东风路、解放路、人民路3条背街小巷。", [("改造背街小巷条数", "3", "条")]),
    # what is denied stays denied; all of it was dealt with, but what is counted is the samples
    ("抽查客车用品216批次，8批次不合格产品全部完成后处理。", [("客车用品抽查不合格产品批次", "8", "批次")]),
    ("开展灯具质量监督抽查512批次，发现不合格43批次，后处理率100%。", [("灯具质量监督抽查发现不合格后处理率", "100", "%")]),
    ("关停不落实消毒要求的餐馆5家。", [("关停不落实消毒要求的餐馆数", "5", "家")]),
    # who was given money, what was paid out for what was counted
    ("县政府兑现质量奖奖励资金320万元，共奖励企业28家。", [("质量奖奖励企业数", "28", "家")]),
    ("办结交通安全举报奖励案件36件，兑付奖金4.2万元。", [("交通安全举报奖励案件兑付奖金", "4.2", "万元")]),
    # a search and what was found in it
    ("消费维权方面，检定电子秤960台，对辖区9座加油站开展计量作弊专项检查，立案1起。", [("加油站计量作弊专项检查立案起数", "1", "起")]),
    ("对校园周边文具店、药店、眼镜店开展价格专项检查，约谈经营者42家。", [("价格专项检查约谈经营者数", "42", "家")]),
    # bodies that a sentence begins with, and their own figures
    ("云山县茶产业“一站式”服务平台建成运行，全年服务企业960家次。", [("云山县茶产业“一站式”服务平台服务企业家次", "960", "家次")]),
    ("青云农业科技园区以升促建通过省级评估，入驻企业130家。", [("青云农业科技园区入驻企业数", "130", "家")]),
    ("大型仪器共享平台入网仪器420台（套），原值2.1亿元，全年对外服务2600余机时。",
     [("大型仪器共享平台入网仪器原值", "2.1", "亿元"), ("大型仪器共享平台入网仪器对外服务", "2600", "机时")]),
    ("对21家重点实验室开展三年考核，12家考核优良，优良率57.1%，摘牌2家。",
     [("考核优良的重点实验室数", "12", "家"), ("重点实验室优良率", "57.1", "%"), ("重点实验室摘牌", "2", "家")]),
    ("选派农技员160人次，组建服务团12个，实现9个县（市、区）全覆盖。", [("农技员县（市、区）全覆盖数", "9", "个")]),
    ("引进推广新品种65个、新技术32项，带动农户1830户增收。",
     [("引进推广新技术数", "32", "项"), ("新技术带动增收农户数", "1830", "户")]),
    ("区政府兑现第三届区长质量奖及标准化奖励资金320万元，共奖励企业26家。", [("第三届区长质量奖及标准化奖励企业数", "26", "家")]),
    ("走访企业95家次，收集问题建议42条，办结39条，其余3条已转相关部门研究。",
     [("问题建议办结条数", "39", "条"), ("其余问题建议条数", "3", "条")]),
    ("出台《青云县交通规划》《青云县支持物流若干措施》等政策文件5个。", [("出台政策文件数", "5", "个")]),
    ("疫情期间，全局86名干部下沉社区值守。", [("下沉社区值守的干部人数", "86", "名")]),
    ("全年组织送戏下乡126场、送电影下乡860场。", [("组织送电影下乡场次", "860", "场")]),
    ("建成15分钟健身圈32个，区图书馆新增藏书2.6万册，接待读者38.5万人次。",
     [("建成15分钟健身圈数", "32", "个"), ("接待读者人次", "38.5", "万人次")]),
    ("食堂接入164家，开展校园周边食品安全专项检查六轮，覆盖率达到100%。", [("校园周边食品安全专项检查覆盖率", "100", "%")]),
    ("口袋公园平均建设成本为每平方米386元，低于控制标准4.2%。", [("口袋公园平均建设成本每平方米金额", "386", "元")]),
    ("云河源头治理治理河道4.2公里。", [("治理河道里程", "4.2", "公里")]),
    ("96家药店落实24小时轮班供应。", [("落实24小时轮班供应的药店数", "96", "家")]),
    ("组织抽查任务42个批次，化解物业纠纷16起，涉及业主千余人。",
     [("组织抽查任务批次", "42", "个批次"), ("涉及业主人数", "1000", "人")]),
    ("群众满意度调查得分为88.15分，较上年提高1.32分。", [("群众满意度调查得分同比提高", "1.32", "分")]),
    ("争取省级以上项目36个，到位上级资金8600万元。", [("到位上级资金", "8600", "万元")]),
    ("青云机电公司的一个项目获省科技进步一等奖。", [("青云机电公司项目获省科技进步一等奖", "1", "个")]),
]
NONE = [
    "项目支出1876万元，主要用于以下9个项目。",
    "连续两次评为蓝色的降低检查频次，红色单位每月必查。",
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[c[0] for c in CASES])
def test_what_a_number_counts(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(o.metric, str(o.value), o.unit) for o in extract(structure(f"二、主要绩效\n{sentence}\n"), REPORT)]
    for metric, value, unit in expected:
        assert any(m.startswith(metric) and (v, u) == (value, unit) for m, v, u in found), found


@pytest.mark.parametrize("sentence", NONE)
def test_no_outcome(sentence: str) -> None:
    assert not [o for o in extract(structure(f"二、主要绩效\n{sentence}\n"), REPORT) if "元" not in o.unit]


def test_an_actual_told_beside_its_goal_is_an_outcome_where_the_form_has_the_indicator() -> None:
    told = "二、未完成的绩效目标\n一是新增公交线路年初目标12条，实际完成9条，未达到目标值。\n"
    form = (
        "\n| 一级指标 | 二级指标 | 三级指标 | 年初目标值 | 实际完成值 | 分值 | 得分 |\n"
        "| 产出指标 | 数量指标 | 新增公交线路 | 12条 | 9条 | 5 | 4 |\n"
    )
    both, alone = (extract_all(structure(text), "r_0000000000000000") for text in (told + form, told))
    assert [(i.name, i.actual) for i in both.indicators] == [(i.name, i.actual) for i in alone.indicators] == [("新增公交线路", "9条")]
    assert [(o.metric, str(o.value)) for o in both.outcomes] == [("新增公交线路条数", "9")]
    assert alone.outcomes == ()


def test_a_thing_named_at_the_paragraphs_head_is_what_was_looked_into() -> None:
    text = "二、主要绩效\n（2）聚焦底线思维，形势平稳。\n特种设备安全。全年检查使用单位420家次，排查隐患190处，已整改186处。\n"
    found = [(o.metric, str(o.value)) for o in extract(structure(text), REPORT)]
    assert ("特种设备排查安全隐患数", "190") in found
    assert ("特种设备安全隐患整改处数", "186") in found


def test_a_number_that_a_page_cut_off_its_rate() -> None:
    text = "二、主要绩效\n开展校园周边食品安全专项检查六轮，学校食堂“明厨亮灶”接入164家，覆盖率\n达到\n\n\n100%。开展演练12场。\n"
    assert ("%", "100") in [(o.unit, str(o.value)) for o in extract(structure(text), REPORT)]


def test_money_added_and_bodies_kept_up_are_no_outcomes() -> None:
    text = "二、主要绩效\n年中追加436万元，全年安排项目6个。厉行节约，保障了机关及8个司法所的正常运转。\n"
    assert not list(extract(structure(text), REPORT))


def test_results_of_the_yunnan_form_stand_in_its_analysis_and_conclusion() -> None:
    text = "三、评价情况分析及综合评价结论\n2023年新建小型水库1座，查处水事违法案件14件。综合评分93分，组织5个股室对12个项目开展自评。\n"
    assert [(o.metric, str(o.value)) for o in extract(structure(text), REPORT)] == [("新建小型水库座数", "1"), ("查处水事违法案件数", "14")]
