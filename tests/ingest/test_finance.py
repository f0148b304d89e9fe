"""Money in sentences and tables: item, role, year and amount, one trait at a time."""

from decimal import Decimal

import pytest

from ingest.extractors.finance.finance import extract
from ingest.structure import structure
from money_told import REPORT, short, told
from ontology.records import ReportFields


@pytest.mark.parametrize(("sentence", "facts"), [
    ("2023年年初预算收入1200万元，其中：基本支出800万元，占比66.67%。",
     [("年初预算收入", "budget", "1200万元"), ("基本支出", "budget", "800万元"), ("年初预算基本支出占比", "share", "66.67%")]),
    ("调整后预算收入、支出均为1350.5万元。", [("调整后预算收入", "adjusted", "1350.5万元"), ("调整后预算支出", "adjusted", "1350.5万元")]),
    ("支出总计1300万元，较2022年减少50万元，下降3.7%。",
     [("支出总计", "final", "1300万元"), ("支出总计较上年减少额", "change", "50万元"), ("支出总计较上年降幅", "change", "3.7%")]),
    ("“三公”经费支出预算数为20万元，决算数为15万元，为年初预算的75%。",
     [("三公经费", "budget", "20万元"), ("三公经费", "final", "15万元"), ("三公经费占年初预算比例", "rate", "75%")]),
    ("公务接待费支出3.2万元，为年初预算8万元的40%。",
     [("公务接待费", "final", "3.2万元"), ("公务接待费", "budget", "8万元"), ("公务接待费占年初预算比例", "rate", "40%")]),
    ("因公出国（境）本年预算数和执行数均为0。", [("因公出国（境）", "budget", "0万元"), ("因公出国（境）", "final", "0万元")]),
    ("年末结转和结余资金为零。", [("年末结转和结余资金", "final", "0万元")]),
    ("年初预算数900万元，调整预算数950万元，决算数940万元，预算执行率98.95%。",
     [("年初预算数", "budget", "900万元"), ("调整预算数", "adjusted", "950万元"),
      ("决算数", "final", "940万元"), ("预算执行率", "rate", "98.95%")]),
    ("基本支出中人员经费688万元，公用经费135万元。", [("人员经费", "final", "688万元"), ("公用经费", "final", "135万元")]),
    ("2023年决算支出4999万元，其中，局机关支出4700万元，区公路养护中心支出299万元。",
     [("支出决算", "final", "4999万元"), ("局机关支出", "final", "4700万元"), ("区公路养护中心支出", "final", "299万元")]),
    ("本年支出合计12,345,600.00元。", [("本年支出合计", "final", "12345600.00元")]),
    ("全年挽回群众经济损失120万元，罚没款35万元。", []),
    ("防汛抗旱专项资金300万元，其中中央资金200万元，县级资金100万元，全部用于水毁工程修复。", []),
])
def test_sentences(sentence: str, facts: list[tuple[str, str, str]]) -> None:
    assert short(told(sentence)) == facts


def test_amounts_are_in_wan_beside_what_was_printed() -> None:
    (fact,) = told("本年收入合计1.05亿元。")
    assert (fact.value, fact.unit, fact.value_wan) == (Decimal("1.05"), "亿元", Decimal(10500))


def test_the_paragraphs_label_gives_the_role() -> None:
    facts = told("2、预算调整情况：2023年基本支出860万元；项目支出500万元。")
    assert [f.role for f in facts] == ["adjusted", "adjusted"]


def test_a_bodys_share_of_a_fund_keeps_its_scope() -> None:
    facts = told("2023年政府性基金预算收入30万元。其中县水文站20万元，主要用于雨量站维护支出。")
    assert [(f.scope, str(f.value)) for f in facts] == [("云溪县水利局", "30"), ("县水文站", "20")]


def test_columns_say_role_and_year_and_blanks_say_nothing() -> None:
    header, row = ["经费情况（万元）", "2022年决算数", "2023年预算数", "2023年决算数"], ["1、公务接待费", "5.5", "/", "0"]
    text = "基础数据表\n" + "\n\n".join("\n".join("\t" + c for c in r) for r in (header, row, ["公用经费", "", "60", "58.2"])) + "\n\n"
    facts = list(extract(structure(text), REPORT))
    assert [(f.item, f.role, f.year, str(f.value)) for f in facts] == [
        ("公务接待费", "prior", 2022, "5.5"), ("公务接待费", "final", 2023, "0"),
        ("公用经费", "budget", 2023, "60"), ("公用经费", "final", 2023, "58.2")]


def test_table_repeats_prose_once() -> None:
    text = "一、收支情况\n2023年公用经费58.2万元。\n基础数据表\n" + "\t项目\n\t2023年决算数（万元）\n\n\t公用经费\n\t58.2\n\n"
    assert len(list(extract(structure(text), REPORT))) == 1


@pytest.mark.parametrize(("sentence", "facts"), [
    ("年初预算收入900万元，调整后预算950万元，本年收入决算940万元；本年支出930万元，其中基本支出430万元，占总支出46.24%；项目支出500万元，占53.76%。",
     [("年初预算收入", "budget", "900万元"), ("调整后预算", "adjusted", "950万元"), ("本年收入决算", "final", "940万元"),
      ("本年支出决算", "final", "930万元"), ("基本支出", "final", "430万元"), ("基本支出占总支出比重", "share", "46.24%"),
      ("项目支出", "final", "500万元"), ("项目支出占总支出比重", "share", "53.76%")]),
    ("2023年度收、支总计均为512.4万元。与上年相比，收、支总计各增加30.2万元，增长6.26%。",
     [("收入总计", "final", "512.4万元"), ("支出总计", "final", "512.4万元"), ("收入总计较上年增加额", "change", "30.2万元"),
      ("支出总计较上年增加额", "change", "30.2万元"), ("收入总计较上年增幅", "change", "6.26%"),
      ("支出总计较上年增幅", "change", "6.26%")]),
    ("财政拨款支出决算320万元，完成预算的98.1%。与2022年度决算数相比，增加12万元，增长3.9%。",
     [("财政拨款支出", "final", "320万元"), ("财政拨款支出预算完成率", "rate", "98.1%"), ("财政拨款支出较上年增加额", "change", "12万元"),
      ("财政拨款支出较上年增幅", "change", "3.9%")]),
    ("“三公”经费中公务接待费8.74万元，公务用车运行维护费51.54万元。",
     [("公务接待费", "final", "8.74万元"), ("公务用车运行维护费", "final", "51.54万元")]),
    ("“三公”经费决算16万元，较上年20万元下降20%。",
     [("三公经费", "final", "16万元"), ("三公经费", "prior", "20万元"), ("三公经费较上年降幅", "change", "20%")]),
    ("一般公共预算收入90万元，支出88万元。", [("一般公共预算收入", "final", "90万元"), ("一般公共预算支出", "final", "88万元")]),
    ("政府性基金预算支出40万元，其中用于渠道清淤25万元、泵站更新15万元。",
     [("政府性基金预算支出", "final", "40万元"), ("政府性基金预算支出（渠道清淤）", "final", "25万元"),
      ("政府性基金预算支出（泵站更新）", "final", "15万元")]),
    ("“三公”经费方面，年初预算6万元，实际支出5万元，比预算6万元节约1万元，下降16.67%。",
     [("三公经费", "budget", "6万元"), ("三公经费", "final", "5万元"), ("三公经费较年初预算减少额", "change", "1万元"),
      ("三公经费较年初预算降幅", "change", "16.67%")]),
    ("人员经费46万元，占42%；卫生材料费23万元，占21%；某项5万元，占7%。",
     [("人员经费", "final", "46万元"), ("人员经费占比", "share", "42%"),
      ("卫生材料费", "final", "23万元"), ("卫生材料费占比", "share", "21%")]),
    ("实际支出238万元，为调整预算数240万元的98.4%。",
     [("实际支出决算", "final", "238万元"), ("实际支出决算", "adjusted", "240万元"),
      ("实际支出决算占调整预算比例", "rate", "98.4%")]),
    ("公务用车购置费54万元（购置车4辆）、公务用车运行维护费175万元。",
     [("公务用车购置费", "final", "54万元"), ("公务用车运行维护费", "final", "175万元")]),
    ("预算执行率未达到100%，社区康复执行率98.5%。", []),
    ("2023年全年执行57万元，执行率92%；2022年决算62万元，同比减少5万元。",
     [("执行数", "final", "57万元"),
      ("预算执行率", "rate", "92%"), ("支出决算", "prior", "62万元"), ("执行数较上年减少额", "change", "5万元")]),
    ("全年压减会议费等一般性支出46万元。", [("会议费等一般性支出压减额", "change", "46万元")]),
    ("与2022年支出300万元相比，增加20万元。", [("支出", "prior", "300万元"), ("支出较上年增加额", "change", "20万元")]),
])
def test_what_compound_sentences_say(sentence: str, facts: list[tuple[str, str, str]]) -> None:
    assert sorted(short(told(sentence))) == sorted(facts)


def test_an_earlier_years_amount_behind_this_years_is_prior() -> None:
    facts = told("“三公”经费支出12.5万元，2022年为14.1万元。其中公务接待费2.1万元。")
    assert [(f.role, f.year, str(f.value)) for f in facts] == [("final", 2023, "12.5"), ("prior", 2022, "14.1"), ("final", 2023, "2.1")]


def test_amounts_without_a_unit_take_the_one_declared_above() -> None:
    sentence = "2023年年初部门预算批复820.50，年中追加上级转移支付60.28，全年预算数880.78。"
    facts = told(sentence, "（一）预算安排情况（单位：万元）")
    assert [(f.role, str(f.value_wan)) for f in facts] == [("budget", "820.5"), ("change", "60.28"), ("adjusted", "880.78")]
    assert not told(sentence)


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        (
            "2023年“三公”经费年初预算30万元，决算支出24万元，较上年决算28万元下降14.29%。",
            [("三公经费", "budget", "30万元"), ("三公经费", "final", "24万元"), ("三公经费", "prior", "28万元"),
             ("三公经费较上年降幅", "change", "14.29%")],
        ),
        (
            "2023年年初预算500万元，年中因水毁修复、应急救灾等追加预算120万元，全年预算620万元，实际支出600万元。",
            [("年初预算", "budget", "500万元"), ("追加预算", "change", "120万元"), ("全年预算", "adjusted", "620万元"),
             ("实际支出决算", "final", "600万元")],
        ),
        (
            "2023年年初预算500万元，全年支出480万元，其中基本支出300万元（人员经费260万元、公用经费40万元）；项目支出180万元。",
            [("年初预算", "budget", "500万元"), ("支出", "final", "480万元"), ("基本支出", "final", "300万元"),
             ("人员经费", "final", "260万元"), ("公用经费", "final", "40万元"), ("项目支出", "final", "180万元")],
        ),
        (
            "2023年年初预算500万元，加上上级专项追加后全年预算620万元。",
            [("年初预算", "budget", "500万元"), ("全年预算", "adjusted", "620万元")],
        ),
    ],
)
def test_money_told_one_role_after_the_other(sentence: str, facts: list[tuple[str, str, str]]) -> None:
    assert sorted(short(told(sentence))) == sorted(facts)


SENTENCES: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("年初预算安排人员经费560万元、公用经费80万元、项目经费410万元。",
     (("人员经费", "budget", "560"), ("公用经费", "budget", "80"), ("项目经费", "budget", "410"))),
    ("“三公”经费总支出18.9万元，控制在预算25万元以内，同比减少2.1万元。",
     (("三公经费", "final", "18.9"), ("三公经费", "budget", "25"), ("三公经费较上年减少额", "change", "2.1"))),
    ("项目支出比上年增加0.83亿元，增幅11.72%。", (("项目支出较上年增加额", "change", "0.83"), ("项目支出较上年增幅", "change", "11.72"))),
    ("三公经费决算36万元，比年初预算节约4万元。", (("三公经费", "final", "36"), ("三公经费较年初预算减少额", "change", "4"))),
    ("公车运行维护费21万元，费用支出较上年减少3万元。",
     (("公车运行维护费", "final", "21"), ("公车运行维护费较上年减少额", "change", "3"))),
    ("收支较上年分别增加106.8万元、98.3万元。", (("收入较上年增加额", "change", "106.8"), ("支出较上年增加额", "change", "98.3"))),
    ("财政拨款收入950万元，占收入预算总额的95%。",
     (("财政拨款收入", "final", "950"), ("财政拨款收入占收入预算总额比重", "share", "95"))),
    ("政府采购预算60万元，实际采购金额58万元，其中货物类8万元、服务类50万元，节约资金2万元。",
     (("政府采购", "budget", "60"), ("政府采购金额", "final", "58"), ("政府采购货物类", "final", "8"), ("政府采购服务类", "final", "50"),
      ("政府采购节约资金", "final", "2"))),
    ("固定资产原值86万元，净值41万元。", (("固定资产原值", "final", "86"), ("固定资产净值", "final", "41"))),
    ("人均支出1.2万元。", ()),
    ("2022年“三公”经费为31万元，2023年预算28万元，实际支出26万元。",
     (("三公经费", "prior", "31"), ("三公经费", "budget", "28"), ("三公经费", "final", "26"))),
    ("“三公”经费2023年支出26万元，比2022年31万元减少5万元。",
     (("三公经费", "final", "26"), ("三公经费较上年减少额", "change", "5"), ("三公经费", "prior", "31"))),
    ("基本支出620万元（人员经费500万元、公用经费120万元），占62%。",
     (("基本支出", "final", "620"), ("基本支出占比", "share", "62"), ("人员经费", "final", "500"), ("公用经费", "final", "120"))),
    ("2023年年初预算900万元，年中追加60万元，全年预算数960万元，收入合计940万元。",
     (("年初预算", "budget", "900"), ("年中追加预算", "change", "60"), ("全年预算数", "adjusted", "960"), ("收入合计", "final", "940"))),
    ("年末结转结余18万元，较2022年支出870万元增加30万元。",
     (("年末结转结余", "final", "18"), ("支出决算较上年增加额", "change", "30"), ("支出决算", "prior", "870"))),
    ("2023年部门预算960万元，资产总额4100万元。", (("部门预算", "budget", "960"), ("资产总额", "final", "4100"))),
)
"""Sentences of many bureaus (均为虚构), and each amount's item, role and value."""


@pytest.mark.parametrize(("sentence", "said"), SENTENCES, ids=lambda x: x[:12] if isinstance(x, str) else "")
def test_sentences_of_many_styles(sentence: str, said: tuple[tuple[str, str, str], ...]) -> None:
    text = f"云溪县水务局2023年度部门整体支出绩效自评报告\n\n一、部门概况\n\n二、收支情况\n{sentence}\n"
    document = structure(text)
    facts = extract(document, ReportFields(department="云溪县水务局", fiscal_year=2023))
    assert tuple((f.item, f.role, str(f.value)) for f in facts) == said
