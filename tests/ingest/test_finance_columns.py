"""Money beside, before and after other money: columns, comparisons, parts and years (收支表与比较)."""


import pytest

from money_told import short, told


def test_bodies_spending_and_its_parts_in_columns() -> None:
    rows = (
        ("单位名称", "支出决算", "基本支出"), ("云溪县雨量所", "80", "70"), ("云溪县灯塔会秘书处", "20", "15"), ("合    计", "100", "85"),
    )  # fmt: skip
    table = "\n\n".join("\n".join(f"\t{c}" for c in row) for row in rows)
    facts = told(f"各单位支出情况表（单位：万元）\n{table}")
    assert [(f.scope, f.item, str(f.value)) for f in facts] == [
        ("云溪县雨量所", "支出决算", "80"), ("云溪县雨量所", "基本支出", "70"),
        ("云溪县灯塔会秘书处", "支出决算", "20"), ("云溪县灯塔会秘书处", "基本支出", "15"),
        ("云溪县水利局", "支出决算合计", "100"), ("云溪县水利局", "基本支出合计", "85"),
    ]  # fmt: skip


def test_a_blank_line_between_rows_does_not_end_a_spaced_table() -> None:
    facts = told("具体见下表（单位：万元）：\n\n项目 2022年决算 2023年预算 2023年决算\n\n会议费 3.1 4 2.6\n\n培训费 5.2 6 4.8\n")
    assert short(facts) == [
        ("会议费", "prior", "3.1万元"), ("会议费", "budget", "4万元"), ("会议费", "final", "2.6万元"),
        ("培训费", "prior", "5.2万元"), ("培训费", "budget", "6万元"), ("培训费", "final", "4.8万元"),
    ]  # fmt: skip


def test_the_total_of_a_table_of_projects_is_theirs() -> None:
    rows = (("项目名称", "年初预算数", "决算数"), ("雨量站维护经费", "30", "28"), ("灯塔检修经费", "20", "19"), ("合计", "50", "47"))
    facts = told("\n\n".join("\n".join(f"\t{c}" for c in row) for row in rows))
    assert [(f.role, str(f.value)) for f in facts if f.item == "项目支出合计"] == [("budget", "50"), ("final", "47")]


@pytest.mark.parametrize(("sentence", "facts"), [
    ("“三公”经费预算68万元，决算52万元，其中公务用车运行维护费48万元、公务接待费4万元，无因公出国（境）费用。比2022年的57万元减少5万元。",
     [("三公经费", "budget", "68万元"), ("三公经费", "final", "52万元"), ("三公经费较上年减少额", "change", "5万元"),
      ("公务用车运行维护费", "final", "48万元"), ("公务接待费", "final", "4万元"), ("三公经费", "prior", "57万元")]),
    ("“三公”经费支出20万元，其中：公务接待费3万元，公务用车运行维护费17万元。低于上年的26万元。",
     [("三公经费", "final", "20万元"), ("公务接待费", "final", "3万元"), ("公务用车运行维护费", "final", "17万元"),
      ("三公经费", "prior", "26万元")]),
    ("培训费较2022年决算8.2万元减少1.1万元，下降13.41%。",
     [("培训费", "prior", "8.2万元"), ("培训费较上年减少额", "change", "1.1万元"), ("培训费较上年降幅", "change", "13.41%")]),
    ("“三公”经费较上年35.2万元减少3.3万元。", [("三公经费", "prior", "35.2万元"), ("三公经费较上年减少额", "change", "3.3万元")]),
    ("与上年相比，支出减少58.7万元，下降5.6%。", [("支出较上年减少额", "change", "58.7万元"), ("支出较上年降幅", "change", "5.6%")]),
    ("2023年收入较上年增加20万元，支出较上年减少30万元。",
     [("收入较上年增加额", "change", "20万元"), ("支出较上年减少额", "change", "30万元")]),
    ("预算执行中，中央、省级专项及县级追加资金143万元，调整后预算数241万元。",
     [("追加资金", "change", "143万元"), ("调整后预算数", "adjusted", "241万元")]),
    ("年初预算150万元，年度中追加省级林业资金60万元、县级配套资金8万元，全年预算218万元。",
     [("年初预算", "budget", "150万元"), ("年度中追加预算", "change", "60万元"),
      ("县级配套资金追加额", "change", "8万元"), ("全年预算", "adjusted", "218万元")]),
    ("年初预算812万元，因人员变动调减人员经费15万元，调整后全年预算797万元。",
     [("年初预算", "budget", "812万元"), ("人员经费调减额", "change", "15万元"), ("调整后全年预算", "adjusted", "797万元")]),
    ("年末固定资产原值1127万元，当年新增86万元，报废处置12万元。",
     [("年末固定资产原值", "final", "1127万元"), ("当年新增固定资产", "change", "86万元"), ("当年报废处置固定资产", "change", "12万元")]),
    ("政府采购预算228万元，实际采购金额218万元，节约资金10万元，节约率4.39%。授予中小企业合同金额占比91.3%。",
     [("政府采购", "budget", "228万元"), ("政府采购金额", "final", "218万元"), ("政府采购节约资金", "final", "10万元"),
      ("政府采购节约率", "rate", "4.39%"), ("授予中小企业合同金额占比", "share", "91.3%")]),
    ("以上四项合计171万元，其余项目支出14万元主要为零星修缮。",
     [("四项项目资金合计", "final", "171万元"), ("其余项目支出", "final", "14万元")]),
    ("社会保险基金总收入98.6亿元，总支出92.37亿元，基金运行平稳。", []),
])
def test_what_an_amount_is_told_against(sentence: str, facts: list[tuple[str, str, str]]) -> None:
    assert short(told(sentence)) == facts


def test_a_heading_of_both_gives_no_role_and_parts_take_the_wholes() -> None:
    parts = "按支出性质分，基本支出80万元；项目支出30万元。基本支出中，人员经费70万元。"
    spent = told(f"2023年年初预算120万元，决算支出110万元。{parts}", "（一）预算编制与执行")
    planned = told("2023年部门年初预算120万元。按资金来源分，财政拨款100万元，其他资金20万元。", "（一）收支总体情况")
    assert [f.role for f in spent] == ["budget", "final", "final", "final", "final"]
    assert [f.role for f in planned] == ["budget"] * 3


def test_the_total_of_bodies_is_named_by_its_column_and_that_of_projects_by_them() -> None:
    bodies = told(
        "单位：万元\n| 序号 | 预算单位 | 年初预算数 | 决算数 |\n| --- | --- | --- | --- |\n| 1 | 县水利局机关 | 60 | 64 |\n"
        "| 2 | 县水文站 | 18 | 19 |\n| | 合计 | 78 | 83 |")
    projects = told(
        "| 项目名称 | 预算数 | 执行数 | 执行率 |\n| --- | --- | --- | --- |\n| 河道清淤费 | 32 | 31 | 96.88% |\n"
        "| 合计 | 32 | 31 | 96.88% |")
    assert [f.item for f in bodies][-2:] == ["年初预算数合计", "决算数合计"]
    assert [f.item for f in projects][-3:] == ["项目支出合计", "项目支出合计", "项目支出合计执行率"]


def test_a_row_without_a_name_tells_the_headings_sum_once() -> None:
    facts = told(
        "年初预算90万元，调整后全年预算99万元，全年支出98万元。\n\n"
        "| 年度资金总额 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n| --- | --- | --- | --- | --- | --- | --- |\n"
        "| | 90 | 99 | 98 | 10 | 98.99% | 9.9 |")
    assert [(f.item, f.role) for f in facts][-2:] == [("支出", "final"), ("年度资金预算执行率", "rate")]


def test_income_and_spending_side_by_side_keep_their_own_names() -> None:
    facts = told(
        "单位：万元\n| 项目 | 决算数 | 项目 | 决算数 |\n| --- | --- | --- | --- |\n| 一、财政拨款收入 | 120 | 一、基本支出 | 80 |\n"
        "| 二、事业收入 | 6 | 二、项目支出 | 45 |\n| 本年收入合计 | 126 | 本年支出合计 | 125 |")
    assert [(f.item, str(f.value)) for f in facts] == [
        ("财政拨款收入", "120"), ("基本支出", "80"), ("事业收入", "6"), ("项目支出", "45"),
        ("本年收入合计", "126"), ("本年支出合计", "125")]


def test_where_money_came_from_is_no_rows_name_and_what_is_left_no_spending() -> None:
    facts = told(
        "| 专项资金名称 | 资金来源 | 安排金额（万元） | 支出金额（万元） | 结余（万元） |\n| --- | --- | --- | --- | --- |\n"
        "| 河湖管护资金 | 省级 | 56 | 54 | 2 |\n| 山塘维修经费 | 县级 | 12 | 12 | 0 |")
    assert [(f.item, f.role) for f in facts][:3] == [("河湖管护资金", "budget"), ("河湖管护资金", "final"),
                                                         ("河湖管护资金（结余）", "final")]


def test_how_much_of_a_budget_was_used_is_a_rate_by_any_heading() -> None:
    facts = told(
        "“三公”经费（单位：万元）\n| 项目 | 预算数 | 决算数 | 完成预算% |\n| --- | --- | --- | --- |\n| 公务接待费 | 5 | 3.2 | 64% |")
    assert (facts[-1].item, facts[-1].role) == ("公务接待费预算完成率", "rate")


def test_the_account_of_one_fund_stays_the_funds() -> None:
    facts = told("2023年政府性基金年初结转1万元，本年收入20万元，本年支出18万元，年末结转3万元。")
    assert [f.item for f in facts] == ["政府性基金年初结转", "政府性基金本年收入", "政府性基金本年支出", "政府性基金年末结转"]


@pytest.mark.parametrize(("sentence", "facts"), [
    ("“三公”经费预算12万元，实际支出8.6万元，节约3.4万元，节约率28.33%。",
     [("三公经费", "budget", "12万元"), ("三公经费", "final", "8.6万元"), ("三公经费较年初预算减少额", "change", "3.4万元"),
      ("三公经费节约率", "rate", "28.33%")]),
    ("预算安排的“三公”经费12万元，实际支出8.6万元。", [("三公经费", "budget", "12万元"), ("三公经费", "final", "8.6万元")]),
    ("基本支出123万元，较预算数120万元超支3万元。",
     [("基本支出", "final", "123万元"), ("基本支出", "budget", "120万元"), ("基本支出较年初预算增加额", "change", "3万元")]),
    ("按资金来源分：一般公共预算（含上级补助）80万元，政府性基金（福彩公益金）6万元。",
     [("一般公共预算", "final", "80万元"), ("政府性基金（福彩公益金）", "final", "6万元")]),
    ("通过财政专户安排医疗救助资金186万元，直接拨付救助基金专户，不列入我局部门支出。", []),
    ("原安排的因公出国经费12万元因故全部核减。", [("因公出国经费", "budget", "12万元")]),
    ("预算总额152万元，其中人员经费112万元、项目经费40万元；实际执行149万元，执行率98.03%。",
     [("预算总额", "budget", "152万元"), ("人员经费", "budget", "112万元"), ("项目经费", "budget", "40万元"),
      ("执行数", "final", "149万元"), ("预算执行率", "rate", "98.03%")]),
    ("非税收入完成32万元，超预算2万元。", [("非税收入", "final", "32万元")]),
    ("全年办公费支出12万元、维修费6万元、管理费用3万元。",
     [("办公费", "final", "12万元"), ("维修费", "final", "6万元"), ("管理费用", "final", "3万元")]),
])
def test_savings_brackets_and_what_is_in_anothers_account(sentence: str, facts: list[tuple[str, str, str]]) -> None:
    assert short(told(sentence)) == facts


@pytest.mark.parametrize(("sentence", "facts"), [
    ("2023年度收、支总计325万元。与上年相比，收、支总计各增加15万元。",
     [("收入总计", "final", "325万元"), ("支出总计", "final", "325万元"),
      ("收入总计较上年增加额", "change", "15万元"), ("支出总计较上年增加额", "change", "15万元")]),
    ("财政拨款收、支总决算298万元。", [("财政拨款收入总决算", "final", "298万元"), ("财政拨款支出总决算", "final", "298万元")]),
    ("“三公”经费财政拨款支出预算为26万元，支出决算为18.5万元。", [("三公经费", "budget", "26万元"), ("三公经费", "final", "18.5万元")]),
    ("部门预算收入总计451万元，较上年预算增加21万元。",
     [("部门预算收入总计", "budget", "451万元"), ("部门预算收入总计较上年增加额", "change", "21万元")]),
    ("实际到位资金125万元，其中中央资金80万元、县级资金15万元，实际支出120万元。",
     [("实际到位资金", "final", "125万元"), ("中央资金", "final", "80万元"), ("县级资金", "final", "15万元"),
      ("实际支出决算", "final", "120万元")]),
])
def test_the_sentences_of_final_accounts(sentence: str, facts: list[tuple[str, str, str]]) -> None:
    assert short(told(sentence)) == facts


def test_what_bodies_spent_and_how_much_of_their_budget_is_the_bodies() -> None:
    facts = told(
        "单位：万元\n| 单位名称 | 年初预算数 | 全年预算数 | 执行数 | 执行率 |\n| --- | --- | --- | --- | --- |\n"
        "| 局机关 | 51 | 58 | 57 | 98.28% |\n"
        "| 县水文站 | 19 | 24 | 23 | 95.83% |")
    assert [(f.item, f.scope) for f in facts][-4:] == [
        ("年初预算数", "县水文站"), ("全年预算数", "县水文站"), ("执行数", "县水文站"), ("执行率", "县水文站")]


def test_what_was_carried_in_is_no_budget() -> None:
    facts = told("全年预算数921万元。其中：上年结转21万元，财政拨款收入900万元。")
    assert [(f.item, f.role) for f in facts] == [("全年预算数", "adjusted"), ("上年结转", "final"), ("财政拨款收入", "adjusted")]


@pytest.mark.parametrize(("sentence", "facts"), [
    ("我局“三公”经费共支出22万元，其中：公务接待费2万元（上年3万元），公务用车运行维护费20万元。",
     [("三公经费", "final", "22万元"), ("公务接待费", "final", "2万元"), ("公务接待费", "prior", "3万元"),
      ("公务用车运行维护费", "final", "20万元")]),
    ("本年度“三公经费”控制数25万元，实际发生18万元，控制率72%。",
     [("三公经费", "budget", "25万元"), ("三公经费", "final", "18万元"), ("三公经费控制率", "rate", "72%")]),
    ("部门预算批复收入236万元，支出236万元。", [("部门预算批复收入", "budget", "236万元"), ("支出预算", "budget", "236万元")]),
    ("存量资金盘活收回财政85万元。", [("存量资金盘活收回财政", "change", "85万元")]),
    ("全镇2023年财政总收入486万元。", [("财政总收入", "final", "486万元")]),
])
def test_limits_brackets_and_the_other_side_of_a_budget(sentence: str, facts: list[tuple[str, str, str]]) -> None:
    assert short(told(sentence)) == facts


def test_what_was_spent_on_counted_projects_is_project_spending() -> None:
    assert short(told("上级专项安排的项目共7个，支出38万元，全部用于堤防维护。")) == [("项目支出", "final", "38万元")]


def test_what_is_named_by_a_guess_is_less_sure() -> None:
    guessed = told("政府性基金预算收入30万元，其中养老服务购买20万元。授予中小企业合同金额占比91%。", "（一）决算情况")
    assert [f.confidence < 0.9 for f in guessed] == [False, True, True]


@pytest.mark.parametrize(("sentence", "facts"), [
    ("2021年、2022年、2023年支出决算分别为123万元、131万元、140万元。",
     [("支出决算", "prior", "123万元"), ("支出决算", "prior", "131万元"), ("支出决算", "final", "140万元")]),
    ("2023年收入、支出分别为120万元、115万元。", [("收入", "final", "120万元"), ("支出", "final", "115万元")]),
    ("年初预算数、决算数分别为120万元、115万元。", [("年初预算数", "budget", "120万元"), ("决算数", "final", "115万元")]),
    ("基本支出80万元、项目支出20万元，分别占总支出的80%、20%。",
     [("基本支出", "final", "80万元"), ("基本支出占总支出比重", "share", "80%"), ("项目支出", "final", "20万元"),
      ("项目支出占总支出比重", "share", "20%")]),
    ("基本支出：2023年支出123万元，其中人员经费110万元。项目支出：2023年支出86万元。",
     [("基本支出", "final", "123万元"), ("人员经费", "final", "110万元"), ("项目支出", "final", "86万元")]),
    ("收入、支出预算均为236万元。", [("收入预算", "budget", "236万元"), ("支出预算", "budget", "236万元")]),
    ("年初预算150万元，年中追加经费38万元，全年共支出185万元，执行率达到98.4%。",
     [("年初预算", "budget", "150万元"), ("年中追加预算", "change", "38万元"), ("支出", "final", "185万元"),
      ("预算执行率", "rate", "98.4%")]),
    ("全年收缴行政事业性收费收入18万元、国有资源有偿使用收入120万元，均缴入国库。", []),
])
def test_one_for_each_of_several(sentence: str, facts: list[tuple[str, str, str]]) -> None:
    assert short(told(sentence)) == facts


def test_each_of_several_years_is_its_own() -> None:
    assert [f.year for f in told("2021年、2022年、2023年支出决算分别为123万元、131万元、140万元。")] == [2021, 2022, 2023]


def test_an_item_over_its_roles_in_a_table_of_bodies() -> None:
    facts = told(
        "| 单位名称 | 基本支出 | | 项目支出 | |\n| --- | --- | --- | --- | --- |\n| | 预算数 | 决算数 | 预算数 | 决算数 |\n"
        "| 局机关 | 30 | 31 | 20 | 19 |\n| 县水文站 | 12 | 11 | 6 | 5 |")
    assert [(f.item, f.role, f.scope) for f in facts][:4] == [
        ("基本支出", "budget", "局机关"), ("基本支出", "final", "局机关"), ("项目支出", "budget", "局机关"),
        ("项目支出", "final", "局机关")]


def test_a_rate_of_its_own_is_quoted_alone() -> None:
    facts = told("“三公”经费同比下降12%，公用经费控制率96%，结转结余率1.2%。", "（三）绩效情况")
    assert [(f.item, f.quote) for f in facts] == [
        ("三公经费较上年降幅", "“三公”经费同比下降12%"), ("公用经费控制率", "公用经费控制率96%"), ("结转结余率", "结转结余率1.2%")]


def test_kinds_of_project_spending_are_the_departments() -> None:
    facts = told("项目支出共计86万元，其中：业务工作专项42万元，运行维护专项12万元，县级专项资金32万元。")
    assert [f.item for f in facts] == ["项目支出", "业务工作专项", "运行维护专项", "县级专项资金"]


@pytest.mark.parametrize(("said", "role"), [
    ("年初预算4412万元，调整后全年预算数5210万元。", "adjusted"), ("年初预算5210万元，调整后全年预算数5398万元。", "budget"),
])
def test_the_whole_of_a_form_is_the_budget_that_the_text_says_it_is(said: str, role: str) -> None:
    rows = (("预算执行情况（万元）", "预算数（A）", "执行数（B）", "执行率（B/A）"), ("部门整体支出总额", "5210", "4999", "95.95%"))
    facts = told(f"2023年{said}\n\n" + "\n\n".join("\n".join(f"\t{c}" for c in row) for row in rows))
    assert [f.role for f in facts if f.item == "部门整体支出总额"] == [role, "final"]
