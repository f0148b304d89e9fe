"""The audit on invented reports: every planted fault is found by its rule, and a sound report has no finding."""

from pathlib import Path

import pytest

from ingest.audit.audit import audit
from ingest.audit.metric_key import key_words
from ingest.audit.quantified import degree, met, value
from ingest.audit.rules import rules
from ingest.extract import extract
from ingest.structure import structure
from ontology.records import Bundle, Finding, Indicator

REPORTS = Path(__file__).parent / "audit_reports"

PLANTED = [
    ("parts-sum", "20 + 36 = 56"),
    ("growth", "20.00%"),
    ("rate-of-budget", "75.00%"),
    ("impossible-rate", "97.30%"),
    ("part-rate", "96.77%"),
    ("rate-over-100", "102%"),
    ("basic-and-project", "1210"),
    ("column-sum", "1150.00"),
    ("listed-count", "所列3个"),
    ("net-growth", "4.00%"),
    ("execution-rate", "96.00%"),
    ("execution-score", "得分12"),
    ("weights-sum", "85"),
    ("label-sum", "45"),
    ("score-over-weight", "得分11"),
    ("printed-score", "92"),
    ("grade", "良好"),
    ("missed-full-score", "100公里"),
    ("met-but-deducted", "4/5"),
    ("unexplained-deviation", "3项"),
    ("implausible-value", "执法检查次数"),
    ("same-metric", "危桥"),
    ("problem-denied", "不存在"),
    ("published-early", "2023年6月"),
    ("two-dates", "4月10日"),
    ("stale-problem", "2020年"),
    ("annex-number", "附件2"),
    ("execution-in-words", "90.00%"),
    ("stale-result", "2022年"),
]


def bundle_of(text: str) -> Bundle:
    return extract(structure(text), "r_0000000000000000")


@pytest.fixture(scope="module")
def planted() -> tuple[Finding, ...]:
    return bundle_of((REPORTS / "planted.txt").read_text("utf-8")).anomalies


@pytest.mark.parametrize(("rule", "says"), PLANTED, ids=[rule for rule, _ in PLANTED])
def test_planted_fault_is_found(planted: tuple[Finding, ...], rule: str, says: str) -> None:
    explanations = [f.explanation for f in planted if f.rule == rule]
    assert any(says in explanation for explanation in explanations), (rule, explanations)


def test_nothing_else_is_found(planted: tuple[Finding, ...]) -> None:
    assert {f.rule for f in planted} == {rule for rule, _ in PLANTED}


def test_a_sound_report_has_no_finding() -> None:
    assert [(f.rule, f.explanation) for f in bundle_of((REPORTS / "clean.txt").read_text("utf-8")).anomalies] == []


def test_quotes_are_exact() -> None:
    text = (REPORTS / "planted.txt").read_text("utf-8")
    for found in bundle_of(text).anomalies:
        assert [text[a:b] for a, b in found.spans] == list(found.quotes)
        assert found.explanation.startswith(rules()[found.rule].title)


def test_audit_twice_is_the_same() -> None:
    text = (REPORTS / "planted.txt").read_text("utf-8")
    bundle = bundle_of(text)
    assert audit(structure(text), bundle) == bundle.anomalies


def test_rules_are_complete() -> None:
    assert len(rules()) >= 25
    assert all(rule.form and rule.title for rule in rules().values())


def indicator(name: str, target: str, actual: str) -> Indicator:
    return Indicator(quote=name, span=(0, len(name)), name=name, target=target, actual=actual)


DEGREES = [
    ("新增学位数", "≥1000个", "900个", False), ("新增学位数", "1000个", "1000个", True), ("项目成本", "≤50万元", "48万元", True),
    ("办理时限", "15日以内", "20日", False),
    ("满意度", "90%", "84.33%", False), ("制度健全性", "健全", "健全", True),
    ("完成时间", "2023年12月底前", "2023年11月", None),
]


@pytest.mark.parametrize(("name", "target", "actual", "expected"), DEGREES, ids=[d[0] + d[2] for d in DEGREES])
def test_met(name: str, target: str, actual: str, expected: bool | None) -> None:
    assert met(indicator(name, target, actual)) is expected


def test_degree_and_value() -> None:
    assert degree(indicator("培训人次", "≥200人次", "150人次")) == value("0.75")[0]  # type: ignore[index]
    assert value("5万批次以上") == (50000, "批次")
    assert value("650批次/11个") is None


def test_key_words_tell_metrics_apart() -> None:
    assert key_words("医疗器械抽检批次") == key_words("医疗器械抽验批次")
    assert key_words("食品抽检批次") != key_words("食品抽检合格率")
    assert key_words("查办一般程序案件数") == key_words("办理一般程序案件数")
    assert key_words("发明专利拥有量") != key_words("专利纠纷案件数")


CONTRADICTIONS = [
    ("2023年基本支出300万元，其中人员经费200万元，公用经费100万元。", []),
    ("全区共有学校967所，其中小学277所，中学687所。", ["parts-sum"]),
    ("全市新授权专利2290件，其中发明专利553件。", []),
    ("培训教师320人，合格率98%。", []),
    ("抽检水样608批次，合格率98.19%。", []),
]


@pytest.mark.parametrize(("sentence", "expected"), CONTRADICTIONS, ids=[c[0][:10] for c in CONTRADICTIONS])
def test_sums_in_prose(sentence: str, expected: list[str]) -> None:
    text = f"2023年度临川县某局部门整体支出绩效自评报告\n三、主要绩效\n{sentence}\n"
    assert [f.rule for f in bundle_of(text).anomalies] == expected


def test_one_grid_holds_money_goals_and_indicators() -> None:
    found = {f.rule: f.explanation for f in bundle_of((REPORTS / "one_grid.txt").read_text("utf-8")).anomalies}
    assert set(found) == {"execution-rate", "scores-sum", "missed-full-score", "same-metric"}
    assert "80.00%" in found["execution-rate"]
    assert "98，总分为97" in found["scores-sum"]


ROUNDED = [("1.86万人次", "18630人次", False), ("97%", "97.34%", False), ("1.86万人次", "18730人次", True), ("97.1%", "97.34%", True)]


@pytest.mark.parametrize(("said", "entered", "apart"), ROUNDED, ids=[f"{r[0]}-{r[1]}" for r in ROUNDED])
def test_rounding_is_no_contradiction(said: str, entered: str, apart: bool) -> None:
    name = "助学补贴发放人次" if said.endswith("人次") else "城镇困难群众参保率"
    text = (
        f"2023年度临川县某局整体支出绩效自评报告\n三、主要绩效\n{name}{said}。\n\n"
        f"| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
        f"| 产出指标 | 数量指标 | {name} | ≥1 | {entered} | 10 | 10 |\n"
    )
    assert any(f.rule == "same-metric" for f in bundle_of(text).anomalies) is apart


def test_nothing_is_divided_by_none() -> None:
    said = "抽检0批次，合格率98.2%。受理0件，办结0件，办结率100%。"
    assert bundle_of(f"2023年度临川县某局整体支出绩效自评报告\n三、主要绩效\n{said}\n").anomalies == ()


@pytest.mark.parametrize(("people", "over"), [(52, True), (49, False)])
def test_more_people_than_posts(people: int, over: bool) -> None:
    text = f"2023年度临川县某局整体支出绩效自评报告\n一、人员情况\n共有编制50名，其中行政编制20名，事业编制30名；实有在职人员{people}人。\n"
    assert ("over-establishment" in [f.rule for f in bundle_of(text).anomalies]) is over
