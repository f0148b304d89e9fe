"""Each rule of the audit on invented texts: one that breaks it, with the computation it must show, and its sound twin."""

from decimal import Decimal

import pytest

from ingest.audit.slips import slipped
from ingest.extract import extract
from ingest.structure import structure
from ontology.records import Bundle

TITLE = "2023年度望津县某局整体支出绩效自评报告（虚构）\n"
FORM = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
FORMS = "\n" + FORM


def bundle_of(text: str) -> Bundle:
    return extract(structure(TITLE + text), "r_0000000000000000")


def results(sentence: str) -> str:
    return f"三、主要绩效\n{sentence}\n"


def row(level: str, name: str, target: str, actual: str, points: str = "10", score: str = "10") -> str:
    return f"| {level}指标 | 数量指标 | {name} | {target} | {actual} | {points} | {score} |\n"


PROSE = [
    ("parts-sum", "校车专项资金90万元，其中年初预算60万元，年中追加20万元。", "80万元",
     "校车专项资金90万元，其中年初预算60万元，年中追加30万元。"),
    ("parts-sum", "共有教职工200名（其中男80名、女110名），学校6所。", "190", "共有教职工200名（其中男80名、女120名），学校6所。"),
    ("parts-sum", "全县学校88所，分别为小学60所、中学30所。", "90所", "全县学校88所，分别为小学60所、中学28所。"),
    ("parts-sum", "登记企业510户，其中公司制300户（含外资20户）、合伙制220户。", "520户",
     "登记企业510户，其中公司制300户（含外资20户）、合伙制210户。"),
    ("parts-sum", "护学专项补贴80万元（县级30万元、市级转移支付60万元），用于护学岗。", "90万元",
     "护学专项补贴80万元（县级30万元、市级转移支付50万元），用于护学岗。"),
    ("part-rate", "查出隐患365个，改好352个，整改率达到100%。", "96.44%", "查出隐患365个，改好352个，整改率达到96.44%。"),
    ("level-score", "自评得分97.9分，其中履职效能自评得49.9分，管理效率自评得48.3分。", "= 98.2",
     "自评得分98.2分，其中履职效能自评得49.9分，管理效率自评得48.3分。"),
    ("total-behind", "发放春季助学金120万元、秋季助学金135万元，合计265万元。", "255万元",
     "发放春季助学金120万元、秋季助学金135万元，合计255万元。"),
    ("shares-sum", "财政拨款占总收入的61.2%、事业收入占总收入的30.5%、其他收入占总收入的9.8%。", "101.5%",
     "财政拨款占总收入的61.2%、事业收入占总收入的30.5%、其他收入占总收入的8.3%。"),
    ("average", "临时救助1200人次，发放救助金180万元，人均1800元。", "1500.00元", "临时救助1200人次，发放救助金180万元，人均1500元。"),
    ("growth-from-to", "入学人数由1000人增加到1250人，增长20%。", "25.00%", "入学人数由1000人增加到1250人，增长25%。"),
    ("growth-from-to", "覆盖率由80.5%提高到92.5%，提高10个百分点。", "12.0个百分点", "覆盖率由80.5%提高到92.5%，提高12个百分点。"),
    ("growth-from-to", "本年征收非税收入630万元，上年为600万元，增长8%。", "5.00%", "本年征收非税收入630万元，上年为600万元，增长5%。"),
    ("direction", "办件时间从5天压缩到6天。", "压缩到", "办件时间从6天压缩到5天。"),
    ("direction", "本年运行成本48万元，上年为52万元，增长7.69%。", "增长", "本年运行成本48万元，上年为52万元，下降7.69%。"),
    ("sentence-twice", "组织全县中小学校舍安全排查隐患共126处。\n一年来，组织活动。组织全县中小学校舍安全排查隐患共136处。", "126；136",
     "组织全县中小学校舍安全排查隐患共126处。\n一年来，组织活动。组织全县中小学校舍安全排查隐患共126处。"),
    ("enumerated-count", "主要存在以下三个问题：一是进度慢。二是力量弱。", "共2", "主要存在以下两个问题：一是进度慢。二是力量弱。"),
    ("points-lost", "各项指标共扣3分，自评综合得分96分。", "= 97", "各项指标共扣3分，自评综合得分97分。"),
    ("level-score", "预算执行10分，得10分；产出指标50分，得48分；效益指标30分，得29分；满意度指标10分，得10分，自评总得分98分。", "= 97",
     "预算执行10分，得10分；产出指标50分，得48分；效益指标30分，得29分；满意度指标10分，得10分，自评总得分97分。"),
    ("own-body-counted", "纳入决算的二级预算单位4个，包括局本级和所属乡镇中心校。", "局本级",
     "纳入决算的二级预算单位4个，均为所属乡镇中心校。"),
    ("no-such-day", "2023年2月30日，召开全县护学岗推进会。", "2月30日", "2023年2月28日，召开全县护学岗推进会。"),
]


@pytest.mark.parametrize(("rule", "bad", "says", "good"), PROSE, ids=[f"{p[0]}-{p[1][:8]}" for p in PROSE])
def test_sentence(rule: str, bad: str, says: str, good: str) -> None:
    found = [f for f in bundle_of(results(bad)).anomalies if f.rule == rule]
    assert len(found) == 1
    assert says in found[0].explanation
    assert bundle_of(results(good)).anomalies == ()


MONEY = "二、部门支出情况\n{}\n"
FACTS = [
    ("basic-parts", MONEY.format("2023年基本支出500万元。人员经费支出420万元。公用经费支出90万元。"), "= 510",
     MONEY.format("2023年基本支出500万元。人员经费支出420万元。公用经费支出80万元。")),
    ("balance", MONEY.format("2023年收入总计980万元。支出总计960万元。"), "= 20", MONEY.format("2023年收入总计980万元。支出总计980万元。")),
    ("balance", MONEY.format("年初结转和结余30万元。2023年本年收入合计900万元。本年支出合计880万元。年末结转和结余20万元。"), "差30",
     MONEY.format("年初结转和结余30万元。2023年本年收入合计900万元。本年支出合计880万元。年末结转和结余50万元。")),
    ("stale-plan", "五、改进措施\n加快资金拨付，确保2023年建设任务如期完成。\n", "2023年",
     "五、改进措施\n加快资金拨付，确保2024年建设任务如期完成。\n"),
    ("stale-use", "六、结果应用\n自评结果作为编制2023年部门预算的重要依据。\n", "2023年预算",
     "六、结果应用\n自评结果作为编制2025年部门预算的重要依据。\n"),
    ("stale-use", "六、结果应用\n将2022年度自评结果与下一年度预算安排挂钩。\n", "2022年度",
     "六、结果应用\n将2023年度自评结果与下一年度预算安排挂钩。\n"),
    ("stale-form", "附件1\n部门整体支出绩效自评表\n（2022年度）\n", "2022年度", "附件1\n部门整体支出绩效自评表\n（2023年度）\n"),
    ("after-signing", results("2024年6月18日召开护学工作总结会。") + "望津县某局\n2024年4月10日\n", "6月18日",
     results("2024年3月18日召开护学工作总结会。") + "望津县某局\n2024年4月10日\n"),
    ("hollow-heading", "二、当年部门预算及执行情况\n全年开展护学岗巡查，走访学校，排查隐患，组织家长志愿者参加护学，受到群众好评。\n",
     "执行情况",
     "二、当年部门预算及执行情况\n全年开展护学岗巡查，走访学校，支出护学经费30万元，组织家长志愿者参加护学，受到群众好评。\n"),
    ("row-rate", "二、支出情况\n| 项目 | 预算数 | 决算数 | 执行率 |\n| 护学岗 | 200 | 150 | 85% |\n| 校车 | 100 | 90 | 90% |\n", "75.00%",
     "二、支出情况\n| 项目 | 预算数 | 决算数 | 执行率 |\n| 护学岗 | 200 | 150 | 75% |\n| 校车 | 100 | 90 | 90% |\n"),
    ("change-column", "二、支出情况\n| 科目 | 本年数 | 上年数 | 增减额 |\n| 护学岗 | 200 | 150 | 60 |\n| 校车 | 100 | 90 | 10 |\n", "= 50",
     "二、支出情况\n| 科目 | 本年数 | 上年数 | 增减额 |\n| 护学岗 | 200 | 150 | 50 |\n| 校车 | 100 | 90 | 10 |\n"),
    ("change-column",
     "二、支出情况\n| 科目 | 2022年决算 | 2023年决算 | 增减额 |\n| 护学岗 | 200 | 150 | -60 |\n| 校车 | 100 | 90 | -10 |\n", "= -50",
     "二、支出情况\n| 科目 | 2022年决算 | 2023年决算 | 增减额 |\n| 护学岗 | 200 | 150 | -50 |\n| 校车 | 100 | 90 | -10 |\n"),
    ("listed-count", "（一）机构设置\n全局设股室4个，即：办公室、护学股、救灾和保障股。\n", "所列3个",
     "（一）机构设置\n全局设股室4个，即：办公室、护学股、校车股和保障股。\n"),
    ("column-sum", "二、支出情况\n| 科目 | 决算数 |\n| 护学岗 | 200 |\n| 校车 | 100 |\n| 合计 | 310 |\n", "300",
     "二、支出情况\n| 科目 | 决算数 |\n| 一、基本支出 | 200 |\n| （一）人员经费 | 150 |\n| （二）公用经费 | 50 |\n"
     "| 二、项目支出 | 100 |\n| 合计 | 300 |\n"),
    ("same-metric", results("全年排查校门隐患318处。") + FORMS + row("产出", "排查校门隐患数", "≥300处", "327处"), "327",
     results("| 指标 | 2022年 | 2023年 |\n| 排查校门隐患数 | 318处 | 327处 |") + FORMS + row("产出", "排查校门隐患数", "≥300处", "327处")),
    ("digit-slip", results("护送学生和社区儿童，全年2516人次。") + FORMS + row("产出", "护送学生儿童人次", "≥2400人次", "2416人次"), "2416",
     results("护送学生和社区儿童，全年2416人次。") + FORMS + row("产出", "护送学生儿童人次", "≥2400人次", "2416人次")),
    ("unit-mismatch", results("学生家长护学满意度测评得91.37分。") + FORMS + row("满意度", "学生家长护学满意度", "≥90%", "91.37%"), "91.37",
     results("学生家长护学满意度测评达91.37%。") + FORMS + row("满意度", "学生家长护学满意度", "≥90%", "91.37%")),
    ("all-met-claimed", results("各项绩效指标均已完成。") + FORMS + row("产出", "护学岗数量", "≥20个", "18个", "10", "9"), "18个",
     results("各项绩效指标基本完成。") + FORMS + row("产出", "护学岗数量", "≥20个", "18个", "10", "9")),
    ("uneven-deduction", FORM + row("产出", "护学岗数量", "≥20个", "18个", "10", "9") + row("产出", "校车数量", "≥100辆", "99辆", "10",
     "6"), "60%",
     FORM + row("产出", "护学岗数量", "≥20个", "18个", "10", "9") + row("产出", "校车数量", "≥100辆", "99辆", "10", "9.9")),
    ("uneven-deduction", FORM + row("产出", "护学岗数量", "≥20个", "15个") + row("产出", "校车数量", "≥100辆", "80辆")
     + row("产出", "护学巡查次数", "≥200次", "198次", "10", "9"), "9/10",
     FORM + row("产出", "护学岗数量", "≥20个", "15个", "10", "7.5") + row("产出", "校车数量", "≥100辆", "80辆", "10", "8")
     + row("产出", "护学巡查次数", "≥200次", "198次", "10", "9.9")),
    ("missed-full-score", "四、存在的问题\n护学岗数量不足，2个护学岗未能建成。\n\n" + FORM + row("产出", "护学岗数量", "≥20个", "18个"),
     "18个",
     "四、存在的问题\n护学岗数量不足，2个护学岗未能建成。\n\n" + FORM + row("产出", "护学岗数量", "≥20个", "18个", "10", "9")),
]


@pytest.mark.parametrize(("rule", "bad", "says", "good"), FACTS, ids=[f"{f[0]}-{n}" for n, f in enumerate(FACTS)])
def test_report(rule: str, bad: str, says: str, good: str) -> None:
    found = [f for f in bundle_of(bad).anomalies if f.rule == rule]
    assert len(found) == 1
    assert says in found[0].explanation
    assert bundle_of(good).anomalies == ()


def test_an_admitted_miss_is_quoted_beside_the_row() -> None:
    text = "四、存在的问题\n2所公办幼儿园未能建成。\n\n" + FORM + row("产出", "新建公办幼儿园数", "≥20所", "18所")
    found = next(f for f in bundle_of(text).anomalies if f.rule == "missed-full-score")
    assert len(found.quotes) == 2
    assert found.quotes[1] == "2所公办幼儿园未能建成"


SLIPS = [
    ("2516", "2416", True),
    ("8.9", "9.8", True), ("1560", "1650", True), ("126", "136", False), ("98.3", "98.5", False), ("2516", "2431", False),
]


@pytest.mark.parametrize(("a", "b", "slip"), SLIPS)
def test_slips_of_digits(a: str, b: str, slip: bool) -> None:
    assert slipped(Decimal(a), Decimal(b), rate=False) is slip


def test_another_kind_of_place() -> None:
    title = "2023年度望津县禾田镇人民政府整体支出绩效自评报告（虚构）\n"
    text = f"{title}一、部门概况\n禾田镇位于县城北部。\n三、主要绩效\n全乡上下齐心护学。\n"
    found = [f for f in extract(structure(text), "r_0000000000000000").anomalies if f.rule == "foreign-scope"]
    assert [f.quotes for f in found] == [("全乡", "禾田镇")]
    own = extract(structure(text.replace("全乡上下", "全镇上下")), "r_0000000000000000")
    assert own.anomalies == ()


def test_scores_told_one_by_one() -> None:
    names = ("护学岗到位率", "校车合格率")
    rows = "；".join(f"{name}：年初目标≥90%，实际完成95%，分值50分，自评50分" for name in names)
    text = f"三、主要绩效\n满意度：年初目标≥90%，实际完成95%，分值0分，自评0分；{rows}。\n自评得分98分。\n"
    bundle = bundle_of(text)
    assert sum(i.weight or 0 for i in bundle.indicators) == 100
    assert [f.explanation for f in bundle.anomalies if f.rule == "scores-sum"] == ["得分合计：3项得分之和为100，自评得分为98"]


def test_two_forms_without_a_total_between_them_are_two() -> None:
    one = FORM + row("产出", "护学岗数量", "≥20个", "20个", "50", "50") + row("产出", "校车数量", "≥10辆", "10辆", "50", "50")
    text = results("全年开展护学。") + "\n" + one + one.replace("护学岗", "巡查点") + "| 总分 | | | | | 100 | 100 |\n"
    assert [f.rule for f in bundle_of(text).anomalies if f.kind == "score"] == []
