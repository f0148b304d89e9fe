"""Programmes and funds: names, amounts, parts, ratings and uses, one trait at a time."""

from decimal import Decimal

from ingest.extractors.projects.projects import extract
from ingest.structure import structure
from ontology.records import Project, ReportFields

REPORT = ReportFields(department="云溪县水利局", fiscal_year=2023)


def told(body: str, heading: str = "（三）项目支出情况") -> list[Project]:
    return list(extract(structure(f"一、支出情况\n{heading}\n{body}\n"), REPORT))


def test_fund_with_parts_and_use() -> None:
    (fund,) = told("2023年共有防汛抗旱专项资金300万元，其中中央资金200万元，县级资金100万元，全部用于水毁工程修复，主要包括堤防加固支出。")
    assert (fund.name, fund.kind, fund.value_wan) == ("防汛抗旱专项资金", "专项资金", Decimal(300))
    assert [(c.label, c.value) for c in fund.components] == [("中央资金", Decimal(200)), ("县级资金", Decimal(100))]
    assert fund.use is not None and fund.use.startswith("水毁工程修复")


def test_rating_list() -> None:
    facts = told("“河道清淤”项目自评结果优秀；“山洪灾害防治、监测预警”项目自评结果合格。", "（四）自评结果应用")
    assert [(p.name, p.rating, p.value) for p in facts] == [("河道清淤", "优秀", None), ("山洪灾害防治、监测预警", "合格", None)]


def test_a_rating_joins_the_programme_with_the_amount() -> None:
    (fact,) = told("1.农村饮水安全巩固提升工程520万元。\n2.“农村饮水安全巩固提升工程”项目自评得分93分，自评等级为“优”。")
    assert (fact.value, fact.rating) == (Decimal(520), "优")


def test_names_of_the_list_come_before_shortened_ones() -> None:
    facts = told(
        "1.本单位县级专项有水资源管理与保护专项、水土保持监测专项等2个。\n"
        "（1）水资源专项80万元，用于取水口监测。\n（2）水土保持专项60万元，用于监测站运行。"
    )
    assert [(p.name, p.aliases) for p in facts] == [("水资源管理与保护专项", ("水资源专项",)), ("水土保持监测专项", ("水土保持专项",))]


def test_parts_of_other_projects_are_programmes() -> None:
    facts = told("2023年度其他项目经费45万元，其中：乡村振兴驻村帮扶经费15万元；河长制宣传30万元，主要是宣传牌制作。")
    assert [(p.name, p.kind, str(p.value)) for p in facts] == [
        ("其他项目经费", "其他项目", "45"), ("乡村振兴驻村帮扶经费", "其他项目", "15"), ("河长制宣传", "其他项目", "30")]


def test_kinds_of_spending_and_money_of_others_are_no_programmes() -> None:
    assert told("2023年项目支出900万元，其中商品和服务支出600万元，资本性支出300万元。全年为用水户减免水费12万元。") == []


def test_rows_of_a_table_without_sums() -> None:
    rows = [["项目", "2023年预算数（万元）", "2023年决算数（万元）"],
            ["项目支出：", "100", "98"], ["1、本级专项资金", "100", "98"],
            ["水库除险加固工程", "60", "59"], ["灌区维修养护", "40", "39"], ["公用经费", "20", "19"]]
    text = "基础数据表\n" + "\n\n".join("\n".join("\t" + c for c in r) for r in rows) + "\n\n"
    assert [(p.name, str(p.value)) for p in extract(structure(text), REPORT)] == [("水库除险加固工程", "59"), ("灌区维修养护", "39")]


def test_a_paragraph_labelled_as_a_list_of_programmes_names_them_by_any_noun() -> None:
    facts = told("主要项目：水土流失综合整治300万元，治理面积3平方公里；饮水安全维修基金0.6亿元。以上两项合计6300万元。")
    assert [(p.name, p.value_wan) for p in facts] == [("水土流失综合整治", Decimal(300)), ("饮水安全维修基金", Decimal(6000))]
    (fact,) = told("3.专项资金项目。水质抽检专项资金支出21万元，全部用于检测。", "（二）履职效能")
    assert (fact.name, fact.use) == ("水质抽检专项资金", "检测")
    assert not told("重点项目实施情况：全年完成投资5.2亿元。", "（二）履职效能")


def test_benefits_are_programmes_where_money_is_told() -> None:
    facts = told("1.防汛值守津贴20万元，发放120人。\n2.基本支出300万元。", "（一）资金使用情况")
    assert [(p.name, p.value) for p in facts] == [("防汛值守津贴", Decimal(20))]


def test_a_list_under_a_title_of_projects_needs_no_fund_in_its_names() -> None:
    facts = told("①长河排污口整治400万元；②宁静街区创建90万元；③监测站运行费12.5万元，保障自动站运转。", "（二）项目资金去向")
    assert [(p.name, p.value) for p in facts] == [
        ("长河排污口整治", Decimal(400)),
        ("宁静街区创建", Decimal(90)),
        ("监测站运行费", Decimal("12.5")),
    ]
    assert not told("①接诉400件；②整治90处；③出动12人。", "（二）项目资金去向")


def test_tasks_of_the_national_form_with_what_they_hold() -> None:
    cells = ["年度主要任务", "任务名称", "主要内容", "全年预算数（万元）", "执行数（万元）"]
    done = (["村医培训", "乡村医生轮训", "80.00", "76.50"], ["血液安全", "采供血设备更新", "60.00", "60.00"], ["合计", "140.00", "136.50"])
    rows = [cells, *done]
    text = "云溪县卫生健康局整体支出绩效自评表\n\n" + "\n\n".join("\n".join("\t" + c for c in row) for row in rows) + "\n"
    document = structure(text)
    facts = list(extract(document, ReportFields(fiscal_year=2022)))
    assert [(p.name, p.value, p.use) for p in facts] == [
        ("村医培训", Decimal("76.50"), "乡村医生轮训"),
        ("血液安全", Decimal("60.00"), "采供血设备更新"),
    ]


def test_the_programme_of_a_report_of_its_own_has_its_money() -> None:
    text = (
        "项目名称：灌区改造项目\n项目单位：云溪县水利局\n一、项目资金情况\n"
        "计划总投资900万元，其中中央财政资金600万元，县级财政资金300万元。累计支付工程款810万元。\n"
    )
    report = ReportFields(department="云溪县水利局", fiscal_year=2023, doc_type="项目支出绩效自评报告")
    (fact,) = extract(structure(text), report)
    assert (fact.name, fact.value, [(c.label, c.value) for c in fact.components]) == (
        "灌区改造项目", Decimal(810), [("中央财政资金", Decimal(600)), ("县级财政资金", Decimal(300))],
    )  # fmt: skip


def test_a_list_goes_on_and_what_a_fund_paid_is_no_programme() -> None:
    facts = told("主要包括人居环境专项126万元、园区道路硬化项目180万元、污水管网改造148万元。", "（二）履职效能")
    assert [p.name for p in facts] == ["人居环境专项", "园区道路硬化项目", "污水管网改造"]
    assert told("政府性基金支出60万元，其中用于渠道建设项目40万元、泵站建设20万元。") == []


def test_a_labelled_list_parted_by_commas() -> None:
    text = (
        "一、部门概况\n\n二、资金使用情况\n主要项目支出：灯塔检修工程90万元，航道清淤62.5万元，雨量站监测预警31万元，主要用于站点运维和设备更新，"
        "渔港综合治理与保护18万元，其中省级10万元。\n"
    )
    found = extract(structure(text), ReportFields(department="云溪县渔政局", fiscal_year=2023))
    assert [(p.name, str(p.value), p.use) for p in found] == [
        ("灯塔检修工程", "90", None), ("航道清淤", "62.5", None), ("雨量站监测预警", "31", "站点运维和设备更新"),
        ("渔港综合治理与保护", "18", None),
    ]  # fmt: skip


def names(facts: list[Project]) -> list[tuple[str, str]]:
    return [(p.name, str(p.value)) for p in facts]


def test_numbered_paragraphs_under_a_word_of_projects_are_a_list_whatever_their_names() -> None:
    facts = told(
        "项目支出600万元。2023年共实施项目4个：\n①农村饮水维修养护200万元，已全部支付；\n②山洪灾害预警设施120万元，用于购买雨量站；\n"
        "③小型水库除险加固180万元，其中省级150万元，县级30万元；\n④其他项目100万元。", "（三）支出情况")
    assert names(facts) == [("农村饮水维修养护", "200"), ("山洪灾害预警设施", "120"), ("小型水库除险加固", "180"), ("其他项目", "100")]


def test_programmes_counted_before_they_are_listed() -> None:
    facts = told(
        "全年实施项目4个，分别为校舍维修改造210万元（中央150万元、县级60万元）、营养改善计划320万元、教师培训45万元和体育赛事活动28万元。")
    assert names(facts) == [("校舍维修改造", "210"), ("营养改善计划", "320"), ("教师培训", "45"), ("体育赛事活动", "28")]
    assert [c.label for c in facts[0].components] == ["中央", "县级"]


def test_where_the_money_went_is_a_list() -> None:
    facts = told("项目支出主要投向以下方面：非遗保护专项126万元，用于传习；应急广播建设21万元；县图书馆运行维护29万元。", "（三）收支情况")
    assert names(facts) == [("非遗保护专项", "126"), ("应急广播建设", "21"), ("县图书馆运行维护", "29")]


def test_the_rest_of_the_projects_is_one_of_them() -> None:
    facts = told("项目支出主要用于：①山塘维修补助36万元，用于清淤；②河长制工作经费7万元；③其他项目15万元。")
    assert names(facts)[-1] == ("其他项目", "15")


def test_what_a_fund_went_to_is_a_programme_and_its_balance_is_none() -> None:
    told_of = "2023年政府性基金收入31万元，全部为福彩公益金，其中居家养老服务购买18万元，“福彩助学”13万元。"
    assert names(told(told_of, "（四）其他收支")) == [("居家养老服务购买", "18"), ("福彩助学", "13")]
    assert told("2023年政府性基金预算收入30万元，其中本年收入28万元，上年结转2万元。", "（四）其他收支") == []


def test_money_added_and_work_done_are_no_programmes() -> None:
    assert told("年初预算900万元，执行中追加上级专项及人员经费250万元，调整后预算数1150万元。", "（一）预算情况") == []
    assert told("项目产出情况如下：\n1.完成投资300万元。\n2.发放补贴120万元。\n3.争取资金180万元。", "（二）项目绩效情况") == []


def test_under_the_heading_of_names_all_but_the_departments_own_kinds_of_money_are_programmes() -> None:
    facts = told(
        "| 序号 | 项目名称 | 2023年支出（万元） | 主要用途 |\n| --- | --- | --- | --- |\n| 1 | 河道巡查辅助人员经费 | 40 | 聘用巡河员 |\n"
        "| 2 | 公用经费 | 30 | 办公 |\n| 3 | 水质检测运行经费 | 18 | 试剂 |\n| | 合计 | 88 | |")
    assert [(p.name, p.use) for p in facts] == [("河道巡查辅助人员经费", "聘用巡河员"), ("水质检测运行经费", "试剂")]


def test_a_form_named_on_the_line_above_its_table() -> None:
    facts = told(
        "项目名称：山塘整治工程 主管部门：云溪县水利局\n单位：万元\n"
        "| 项目资金 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n| 年度资金总额 | 32 | 48 | 47 | 10 | 97.9% | 9.8 |", "项目支出绩效自评表")
    assert names(facts) == [("山塘整治工程", "47")]


def test_who_granted_the_money_is_no_part_of_the_name() -> None:
    (fact,) = told("省级财政下达我县2023年农村危房改造补助资金120万元，到位率100%。")
    assert (fact.name, str(fact.value)) == ("2023年农村危房改造补助资金", "120")


def test_entries_of_a_list_of_projects_may_have_any_name() -> None:
    text = (
        "1.城区道路维护项目。年初预算56万元，实际支出55万元。自评得分96分，等级为“优”。\n2.路灯电费及检修。年初预算32万元，实际支出31万元，执行率96.9%。\n"
        "3.预算执行情况。年初预算90万元，实际支出88万元。")
    assert [(p.name, str(p.value), p.rating) for p in told(text)] == [("城区道路维护项目", "55", "优"), ("路灯电费及检修", "31", None)]


def test_projects_numbered_in_words() -> None:
    facts = told("项目一：高标准农田建设，下达资金24万元，支出22万元；项目二：动物防疫补助经费，下达8万元，支出8万元。")
    assert names(facts) == [("高标准农田建设", "22"), ("动物防疫补助经费", "8")]


def test_programmes_rated_alike() -> None:
    facts = told("组织对“水质检测经费”“执法办案经费”等2个项目开展绩效自评，涉及资金42万元，自评结果均为“优”。")
    assert [(p.name, p.rating) for p in facts] == [("水质检测经费", "优"), ("执法办案经费", "优")]


def test_a_chain_of_programmes_goes_on_by_commas() -> None:
    text = "其中：森林抚育补贴32万元，退耕还林补助21万元，护林防火经费9万元，林业有害生物防治4万元，实际支出60万元。"
    facts = told(text, "（二）专项资金")
    assert [p.name for p in facts] == ["森林抚育补贴", "退耕还林补助", "护林防火经费", "林业有害生物防治"]


def test_an_amount_alone_in_brackets_is_of_the_name_before_them() -> None:
    facts = told("2023年我单位实施的项目主要有：卫生院标准化建设（56万元）、村医养老补助（12万元）、家庭医生签约服务（8万元）。")
    assert names(facts) == [("卫生院标准化建设", "56"), ("村医养老补助", "12"), ("家庭医生签约服务", "8")]


def test_what_the_spending_includes_and_who_arranged_it_is_no_part_of_the_name() -> None:
    assert [p.name for p in told("2023年项目支出包括征地补偿款26万元、道路硬化工程款8万元。")] == ["征地补偿款", "道路硬化工程款"]
    assert [p.name for p in told("本级安排“雨露计划”补助资金36万元。")] == ["“雨露计划”补助资金"]


def test_a_rating_far_behind_its_project() -> None:
    (fact,) = told("对“农村公路养护”项目进行了重点评价，资金规模86万元，评价得分88.6分，等级为“良”。")
    assert (fact.name, fact.rating) == ("农村公路养护", "良")


def test_programmes_under_dashes_and_words_of_trade() -> None:
    facts = told(
        "项目支出6341.35万元，主要用于以下方面：\n——老年食堂建设2368.50万元，主要用于场地改造；\n——困难残疾人补贴县级配套945.60万元，用于发放补贴；\n"
        "——殡葬基本服务减免486.30万元，主要用于遗体火化费用减免；\n——社工站建设178.20万元；", "二、支出情况"
    )
    assert names(facts) == [
        ("老年食堂建设", "2368.50"), ("困难残疾人补贴县级配套", "945.60"), ("殡葬基本服务减免", "486.30"), ("社工站建设", "178.20")
    ]
    facts = told("（1）水权交易后补助资金612万元，用于节水。\n（2）引进水利人才专项90万元。\n（3）水文监测经费60万元。")
    assert names(facts) == [("水权交易后补助资金", "612"), ("引进水利人才专项", "90"), ("水文监测经费", "60")]
