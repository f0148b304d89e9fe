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


@pytest.mark.parametrize(("whose", "odd"), [("2022年度整体支出绩效自评报告", False), ("绩效自评报告", True)])
def test_the_report_of_the_year_before_came_out_in_this_one(whose: str, odd: bool) -> None:
    assert ("published-early" in rules_of(f"{whose}已于2023年8月在县政府网站公开。\n")) is odd


@pytest.mark.parametrize(("year", "odd"), [("2022", True), ("2023", False)])
def test_a_notice_or_a_deadline_of_the_year_before(year: str, odd: bool) -> None:
    assert ("stale-notice" in rules_of(f"根据《关于开展{year}年度部门整体支出绩效自评工作的通知》，我局认真组织。\n")) is odd
    form = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
    row = f"| 产出指标 | 时效指标 | 护学岗完成时限 | {year}年12月31日前 | 按期完成 | 10 | 10 |\n"
    assert ("stale-label" in rules_of("\n" + form + row)) is odd


FORM = (
    "\n| 年度预算执行情况{label} | 资金名称 | 预算数（A） | 执行数（B） | 执行率（B/A） | {points} |\n"
    "| 年度预算执行情况{label} | 部门支出总额 | 500 | 450 | 90% | 18 |\n"
    "| 一级指标 | 二级指标 | 三级指标 | 年初目标值 | 实际完成值 | 分值 | 得分 |\n"
    "| 产出指标 | 数量指标 | 护学岗个数 | 20个 | 21个 | 30 | 30 |\n"
    "| 产出指标 | 质量指标 | 护学岗合格率 | 95% | 96% | 20 | 20 |\n"
    "| 效益指标 | 社会效益 | 校车覆盖率 | 90% | 91% | {last} | {last} |\n"
    "| 总分 |  |  |  |  | 100 | 98 |\n"
)


@pytest.mark.parametrize(("label", "points"), [("", "得分（20分×执行率）"), ("（20分）", "得分"), ("（20分）", "得分（20分×执行率）")])
@pytest.mark.parametrize(("last", "odd"), [(30, False), (25, True)])
def test_the_points_of_the_execution_row_stand_in_a_heading(label: str, points: str, last: int, odd: bool) -> None:
    found = rules_of(FORM.format(label=label, points=points, last=last))
    assert ("weights-sum" in found) is odd
    assert ("scores-sum" in found) is odd


@pytest.mark.parametrize(("link", "odd"), [("及", False), ("", True)])
def test_what_is_counted_on_top_of_the_names_is_no_sum_of_them(link: str, odd: bool) -> None:
    assert ("listed-count" in rules_of(f"下设县图书室、儿童中心、校车中心{link}8个中心。\n")) is odd


@pytest.mark.parametrize(("year", "odd"), [("2022", True), ("2023", False)])
def test_a_missed_deadline_and_a_plan_of_a_year_gone_by(year: str, odd: bool) -> None:
    problem = f"四、存在的问题\n1.护学岗建设进展缓慢。岗亭改造未能在{year}年12月31日前完成。\n"
    plan = f"五、改进措施\n1.细化护学目标，在{year}年度预算编制中补充护学指标。\n"
    assert ("stale-problem" in rules_of(problem)) is odd
    assert ("stale-problem" in rules_of(plan)) is odd


def test_what_the_year_before_carried_over_is_no_old_text() -> None:
    assert "stale-problem" not in rules_of("四、存在的问题\n1.结转的岗亭项目未能在2022年底前完成，资金沉淀。\n")


@pytest.mark.parametrize(("said", "odd"), [("3", False), ("4", True)])
@pytest.mark.parametrize("lead", ["全年共实施项目{}个，涉及护学、校车等，明细如下：", "全年安排{}个项目，具体情况见下表："])
def test_the_rows_of_a_table_are_as_many_as_announced(lead: str, said: str, odd: bool) -> None:
    rows = "".join(f"| {n} | {name} | 12.5 | 12.5 |\n" for n, name in enumerate(("护学岗经费", "校车补助", "食堂补助"), 1))
    table = "\n项目支出情况表（单位：万元）\n| 序号 | 项目名称 | 预算数 | 执行数 |\n|---|---|---|---|\n" + rows
    assert ("listed-count" in rules_of(lead.format(said) + "\n" + table)) is odd
    assert "listed-count" not in rules_of(lead.format(said).replace("项目", "主要项目") + "\n" + table)


def test_a_wrong_change_is_told_with_the_right_one_of_the_form() -> None:
    text = "三公经费较上年决算数40万元减少5万元，下降15.2%。\n\n| 成本指标 | 三公经费变动率 | ≤0% | -12.50% | 3 | 3 |\n"
    found = extract(structure(TITLE + text), "r_0000000000000000").anomalies
    assert [f.quotes[-1] for f in found if f.rule == "growth"] == ["-12.50%"]


@pytest.mark.parametrize(("actual", "odd"), [("242件", True), ("268件", False)])
def test_one_general_word_with_its_verb_is_one_metric(actual: str, odd: bool) -> None:
    form = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
    text = f"全年查办各类案件268件，移送案件9件。\n\n{form}| 产出指标 | 数量指标 | 查办各类案件数 | ≥200件 | {actual} | 5 | 5 |\n"
    assert ("same-metric" in rules_of(text)) is odd


def test_a_notice_of_the_year_after_stands_beside_too_early_a_publication() -> None:
    text = "根据望财绩〔2024〕6号要求开展自评。\n绩效自评报告已于2023年5月20日在县政府网站公开。\n"
    findings = extract(structure(TITLE + text), "r_0000000000000000").anomalies
    assert [len(f.quotes) for f in findings if f.rule == "published-early"] == [2]
