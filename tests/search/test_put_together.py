"""Figures put together in everyday words (虚构): of several years, of a share and its whole, of parts and their total, on each one."""

from decimal import Decimal

import pytest

from invented_texts import about, outcomes, placed, stating
from ontology.records import Finance, Role
from search.answers import answer
from search.memory_source import MemorySource
from search.planning.grammar import form_of
from search.words.english import from_english

TEXT = (
    "云岫县市场监督管理局2023年度部门整体支出绩效自评报告（虚构）\n"
    "全年新登记经营主体5210户，其中企业1204户、个体工商户3950户、农民专业合作社60户。\n"
    "立案查处案件400件，结案390件。在用电梯1200台，案件罚没款40万元。举办普法演出80场，观众2.4万人次。\n"
    "发放走访慰问资金30万元，慰问困难职工100户、250人。村均集体收入23.5万元。项目支出调整预算105.2万元，项目支出决算101.4万元。\n"
)
OUTCOMES = (
    ("新登记经营主体户数", "5210", "户", "新登记经营主体5210户"), ("新登记企业户数", "1204", "户", "企业1204户"),
    ("新登记个体工商户户数", "3950", "户", "个体工商户3950户"), ("新登记农民专业合作社户数", "60", "户", "农民专业合作社60户"),
    ("立案查处案件数", "400", "件", "立案查处案件400件"), ("案件结案数", "390", "件", "结案390件"),
    ("案件罚没款金额", "40", "万元", "案件罚没款40万元"), ("在用电梯数", "1200", "台", "在用电梯1200台"),
    ("举办普法演出场次", "80", "场", "普法演出80场"), ("村均集体收入", "23.5", "万元", "村均集体收入23.5万元"),
    ("走访慰问资金", "30", "万元", "走访慰问资金30万元"), ("慰问困难职工户数", "100", "户", "困难职工100户"),
    ("慰问困难职工人数", "250", "人", "250人"),
    ("普法演出观众人次", "2.4", "万人次", "观众2.4万人次"),
)  # fmt: skip
OTHER_OUTCOMES = (("在用电梯数", "300", "台", "在用电梯300台"), ("食品案件罚没款金额", "12", "万元", "食品案件罚没款12万元"),
                  ("各类案件罚没款金额", "85", "万元", "各类案件罚没款85万元"))  # fmt: skip
OTHER = "松原县市场监督管理局2021年度部门整体支出绩效自评报告（虚构）\n在用电梯300台。食品案件罚没款12万元；各类案件罚没款85万元。\n"


ACCOUNTS: tuple[tuple[str, Role, str], ...] = (
    ("105.2", "adjusted", "项目支出调整预算105.2万元"), ("101.4", "final", "项目支出决算101.4万元"),
)  # fmt: skip
MONEY = [Finance(item="项目支出", role=role, year=2023, value=Decimal(v), unit="万元", **placed(TEXT, q)) for v, role, q in ACCOUNTS]
SOURCE = MemorySource([
    stating(TEXT, about("云岫县市场监督管理局"), outcomes=outcomes(TEXT, OUTCOMES), finance=MONEY),
    stating(OTHER, about("松原县市场监督管理局", 2021), outcomes=outcomes(OTHER, OTHER_OUTCOMES, 2021)),
])  # fmt: skip


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("云岫2023年末和松原2021年末的在用电梯一共多少台？", "1500", "台"),
        ("云岫2023年的在用电梯比松原2021年多出多少台？", "900", "台"),
        ("云岫在用电梯数量是松原的几倍？", "4", "倍"),
        ("全年案件罚没款总额，写了的几家里哪家最多？", "85", "万元"),
        ("云岫立案的案件有多大比例已经结案？", "97.5", "%"),
        ("云岫普法演出平均一场有多少观众？", "300", "人次/场"),
        ("云岫走访慰问资金，平均每个被慰问的人有多少元？", "1200", "元/人"),
        ("云岫全部项目的全年预算合计还剩多少没花出去？", "3.8", "万元"),
        ("云岫新登记的企业、个体工商户和农民专业合作社，三项之和跟总数吻合吗？", "4", "户"),
    ],
)
def test_the_figure_is_computed(question: str, value: str, unit: str) -> None:
    result = answer(question, SOURCE).result
    assert result is not None
    assert (str(result.value), result.unit) == (value, unit)


def test_an_average_of_a_village_is_told_as_printed() -> None:
    found = answer("云岫平均每个村的集体收入多少万元？", SOURCE)
    assert [(r.metric, str(r.value)) for r in found.rows] == [("村均集体收入", "23.5")]
    assert found.result is None


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("增收指标为什么没完成目标", "passage"),
        ("增收指标没完成目标扣了多少分", "target"),
        ("敬老院存在什么毛病，今后怎么改", "passage"),
        ("报告里的数字有什么毛病", "audit"),
        ("编制总数跟各类编制相加一致吗", "audit"),
    ],
)
def test_the_form_is_read(question: str, intent: str) -> None:
    assert form_of(question, several=False, years=0).intent == intent


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What was the average fine per case filed in 2023?", "平均每件立案 多少 罚没款 2023"),
        ("How much floodwater was kept out?", "多少立方米 洪水"),
        ("What share of the budget projects was rated excellent (优秀)?", "百分之几 优秀 占 预算项目"),
        ("Which has more staff in post, the health system or the police?", "在职人员"),
    ],
)
def test_english_is_put_in_the_words_of_reports(question: str, words: str) -> None:
    assert from_english(question).startswith(words)
