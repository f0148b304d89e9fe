"""Outcomes on reports of other bureaus (教育、卫健、交通 … 均为虚构): golden cases, and the grammar one pattern at a time.

Run this file as a script to write the golden files anew; review the diff.
"""

import re
import unicodedata
from pathlib import Path

import pytest

from ingest.extractors.outcomes import extract
from ingest.structure import structure
from ontology.records import Outcome, ReportFields

STYLES = Path(__file__).parent / "outcomes_styles"
REPORT = ReportFields(department="云溪县某局", fiscal_year=2023)


def outcomes_of(text: str) -> list[Outcome]:
    return list(extract(structure(text), REPORT))


def golden_lines(text: str) -> str:
    return "".join(f"{o.metric}\t{o.value}\t{o.unit}\t{o.bound}\t{o.quote}\n" for o in outcomes_of(text))


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.txt")), ids=lambda p: p.stem)
def test_golden(path: Path) -> None:
    assert golden_lines(path.read_text("utf-8")) == path.with_suffix(".tsv").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.txt")), ids=lambda p: p.stem)
def test_quotes_are_exact_and_hold_the_value(path: Path) -> None:
    text = path.read_text("utf-8")
    for outcome in outcomes_of(text):
        assert text[outcome.span[0] : outcome.span[1]] == outcome.quote
        digits = f"{outcome.value:f}".rstrip("0").rstrip(".") if "." in f"{outcome.value:f}" else f"{outcome.value:f}"
        printed = re.sub(r"[,，\s]", "", unicodedata.normalize("NFKC", outcome.quote))
        assert digits in printed or not any(c.isdigit() for c in printed)


CASES = [
    ("全县新发放贷款2290笔，其中助学贷款553笔。", [("全县新发放助学贷款", "553", "笔")]),
    (
        "获评国家级示范园2所、省级3所、市级21所。",
        [("获评国家级示范园数", "2", "所"), ("获评省级示范园数", "3", "所"), ("获评市级示范园数", "21", "所")],
    ),
    ("全年开展水质监测608批次，合格率98.17%。", [("开展水质监测批次", "608", "批次"), ("水质监测合格率", "98.17", "%")]),
    ("信访件按期办结率由上年的92.1%提高到95.8%。", [("信访件按期办结率", "95.8", "%")]),
    ("培训人次数、培训场次分别增长了27.9%和33.56%。", [("培训人次数增长率", "27.9", "%"), ("培训场次增长率", "33.56", "%")]),
    ("项目审批时间压缩至半个工作日内。", [("项目审批时间", "0.5", "个工作日")]),
    ("城镇新增就业连续三年位居全省第一。", [("城镇新增就业全省排名", "1", "位")]),
    ("查办6起非法行医案件，15起无证采砂案件。", [("查办非法行医案件数", "6", "起"), ("查办无证采砂案件数", "15", "起")]),
    ("全县35家成员单位公开信息19943条。", [("全县公开信息的成员单位数", "35", "家"), ("成员单位公开信息条数", "19943", "条")]),
    ("下达耕地轮作补贴资金86万元，惠及农户1200户。", [("耕地轮作补贴资金惠及农户数", "1200", "户")]),
    ("排查隐患86处，整改到位80处。", [("排查安全隐患数", "86", "处"), ("安全隐患整改到位数", "80", "处")]),
    ("完成2所养老院建设并投入运营，床位180张。", [("完成养老院建设数", "2", "所")]),
    ("年缴税超100万元的企业达15家，60岁以上2300人参保。", [("年缴税超100万元的企业数", "15", "家")]),
    ("查处交通违法案件63宗，罚款12.6万元。", [("查处交通违法案件数", "63", "宗"), ("交通违法案件罚款金额", "12.6", "万元")]),
    ("改造桥梁9座，在建3座。", [("桥梁在建座数", "3", "座")]),
    ("完成投资9.6亿元，占年度计划的103.2%。", [("完成投资占年度计划比例", "103.2", "%")]),
    ("积极组织参加全省茶叶产销推介会，现场签约项目7个，协议资金2.8亿元。",
     [("全省茶叶产销推介会现场签约项目数", "7", "个"), ("全省茶叶产销推介会协议资金", "2.8", "亿元")]),
    ("在全县87个居民小区推行垃圾分类。", [("全县推行垃圾分类的居民小区数", "87", "个")]),
    ("拆除违法建设26处、面积1.9万平方米。", [("违法建设面积", "1.9", "万平方米")]),
    ("办理热线诉求965件，群众满意率91%。", [("热线诉求群众满意率", "91", "%")]),
    ("跑遍了全县27家零售药店，督促整改问题14个。", [("跑遍了全县零售药店数", "27", "家")]),
    ("受理案件67件（含旧存18件），审结64件。", [("案件审结件数", "64", "件")]),
    ("排查排污口286个，其中干流66个、支流98个，整治到位54个。", [("排污口整治到位数", "54", "个")]),
    ("212所学校食堂接通平台，占全部218所的97.25%。", [("接通平台的学校食堂占比", "97.25", "%")]),
    ("98个卫生院跨过基本标准线，其中31个达到推荐标准。", [("跨过基本标准线的卫生院数", "98", "个"), ("达到推荐标准的卫生院", "31", "个")]),
    ("解决350户1200人饮水问题。", [("解决饮水问题户数", "350", "户"), ("解决饮水问题人数", "1200", "人")]),
    ("受益农户1.3万户4.6万人。", [("受益农户数", "1.3", "万户"), ("受益农户人数", "4.6", "万人")]),
    ("接收诉求2835件，其中投诉1974件、举报861件，按时办结率99%。",
     [("投诉件数", "1974", "件"), ("举报件数", "861", "件"), ("诉求按时办结率", "99", "%")]),
    ("开设订单班8个、学员312人。", [("订单班学员人数", "312", "人")]),
    ("平均住院日7.4天，药占比（不含饮片）24.6%。", [("平均住院日", "7.4", "天"), ("药占比（不含饮片）", "24.6", "%")]),
    ("埋设管道418公里，缴获毒品2.8千克，安装减速带412米。",
     [("埋设管道里程", "418", "公里"), ("缴获毒品重量", "2.8", "千克"), ("安装减速带长度", "412", "米")]),
    ("栽植柑橘3000亩，累计达1.2万亩。", [("柑橘累计面积", "1.2", "万亩")]),
    ("高血压规范管理39人、糖尿病规范管理11人，规范管理率分别为82%和80%。",
     [("高血压规范管理率", "82", "%"), ("糖尿病规范管理率", "80", "%")]),
    ("基层医疗机构中医馆实现100%覆盖。", [("基层医疗机构中医馆覆盖率", "100", "%")]),
    ("购置彩超1台。", [("购置彩超台数", "1", "台")]),
    ("全县中小学课后服务实现全覆盖，参与学生402人。", [("中小学课后服务参与学生人数", "402", "人")]),
    ("发放宣传资料近万份。", [("发放宣传资料份数", "1", "万份")]),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[c[0][:12] for c in CASES])
def test_patterns(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(o.metric, str(o.value), o.unit) for o in outcomes_of(f"三、主要绩效\n{sentence}\n")]
    for metric, value, unit in expected:
        assert any(m.startswith(metric) and (v, u) == (value, unit) for m, v, u in found), found


NOT_OUTCOMES = [
    "拨打12315热线，推进“双随机、一公开”，落实四个最严要求，依据财绩〔2023〕10号文件，3·15活动如期举行。",
    "2023年年初预算收入1532.63万元，其中基本支出1256.45万元，占79.97%。",
    "计划新建幼儿园5所，力争入园率达到95%。",
    "在职人员307人，离退休人员245人，行政编制96名。",
    "自评得分95分，等级为优秀。",
    "严格执行中央八项规定精神，先后遭遇3轮强降雨，达到省里下达的7万亩任务。",
    "执行收支两条线，把照、章、税三件事并成一张表，办公室、财务股两个股室分三个批次会诊。",
    "食品抽检、基层所建设两项占了大头，联合公安、文旅等部门开展校园周边、旅游市场、成品油三项行动，对连续两年执行率不高的项目从紧安排。",
    "年度总体目标为：完成6个重点项目，新改建农村公路80公里以上。",
    "群众满意度：目标≥90%，完成93.4%。",
    "培训场次：年度目标6场，实际完成5场。",
]


@pytest.mark.parametrize("sentence", NOT_OUTCOMES, ids=[s[:12] for s in NOT_OUTCOMES])
def test_what_is_no_outcome(sentence: str) -> None:
    assert outcomes_of(f"三、主要绩效\n{sentence}\n") == []


def test_problems_and_measures_hold_none() -> None:
    text = "四、存在问题\n有3个项目未完成，执行率仅62%。\n五、下一步改进措施\n明年新增床位120张。\n"
    assert outcomes_of(text) == []


def test_years_beside_each_other() -> None:
    text = "主要业务数据\n指标\t2022年\t2023年\n日均客运量\t43.2万人次\t41.6万人次\n受理工单（件）\t1,015\t963\n\n一、结尾\n无。\n"
    found = [(o.metric, str(o.value), o.unit, o.year) for o in outcomes_of(text)]
    assert found == [
        ("日均客运量", "43.2", "万人次", 2022), ("日均客运量", "41.6", "万人次", 2023),
        ("受理工单", "1015", "件", 2022), ("受理工单", "963", "件", 2023),
    ]


def test_a_subordinate_body_is_the_actor() -> None:
    (outcome,) = outcomes_of("三、主要绩效\n县图书馆全年举办阅读推广活动178场。\n")
    assert (outcome.actor, outcome.metric) == ("县图书馆", "举办阅读推广活动场次")


def write_golden() -> None:
    for path in sorted(STYLES.glob("*.txt")):
        path.with_suffix(".tsv").write_text(golden_lines(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    write_golden()
