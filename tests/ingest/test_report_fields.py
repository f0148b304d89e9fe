"""Report fields (报告要素) on invented reports of many bureaus and forms, on titles, and on the real reports beside the repository."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.extract import extract
from ingest.extractors.report.fields import report_fields
from ingest.extractors.report.score import grade_of, self_score_of
from ingest.extractors.report.title import doc_type_of
from ingest.structure import structure
from ontology.records import ReportFields
from own_texts import NAMES, bundle_of, expected, found, gold_pairs


def fields_of(text: str) -> ReportFields:
    return report_fields(structure(text))


@pytest.mark.parametrize("name", NAMES)
def test_own_styles(name: str) -> None:
    assert found(name)["report"] == expected(name)["report"]


@pytest.mark.parametrize(
    ("title", "department", "year", "kind"),
    [
        ("2022年度湘湖市直属机关事务中心部门整体支出绩效自评报告", "湘湖市直属机关事务中心", 2022, "部门整体支出绩效自评报告"),
        ("关于2021年度云溪县人大常委会办公室部门整体支出绩效自评情况的报告", "云溪县人大常委会办公室", 2021, "部门整体支出绩效自评报告"),
        ("云溪县妇女联合会2020年整体支出绩效自评报告", "云溪县妇女联合会", 2020, "部门整体支出绩效自评报告"),
        ("共青团云溪市委员会2023年度部门整体支出绩效自评报告", "共青团云溪市委员会", 2023, "部门整体支出绩效自评报告"),
        ("2023年云溪市财政局（本级）部门整体支出绩效自评报告", "云溪市财政局", 2023, "部门整体支出绩效自评报告"),
        ("二〇二一年度云溪县林业局部门整体支出绩效自评报告", "云溪县林业局", 2021, "部门整体支出绩效自评报告"),
        ("云溪县大桥镇中心卫生院2022年度单位整体支出绩效自评报告", "云溪县大桥镇中心卫生院", 2022, "单位整体支出绩效自评报告"),
        ("云溪经济技术开发区管理委员会2023年部门整体支出绩效自评报告", "云溪经济技术开发区管理委员会", 2023, "部门整体支出绩效自评报告"),
        ("云溪县水利局2022年度部门整体绩效自评表", "云溪县水利局", 2022, "部门整体绩效自评表"),
        ("云溪县残疾人联合会2023年度“阳光家园”项目支出绩效自评报告", "云溪县残疾人联合会", 2023, "项目支出绩效自评报告"),
        ("2024年度部门整体支出绩效目标申报表", None, 2024, "部门整体支出绩效目标申报表"),
        ("云溪县审计局2022年度整体支出绩效自我评价报告", "云溪县审计局", 2022, "部门整体支出绩效自我评价报告"),
        ("广东省云溪监狱2022年度部门整体支出绩效自评报告", "广东省云溪监狱", 2022, "部门整体支出绩效自评报告"),
    ],
)
def test_titles(title: str, department: str | None, year: int, kind: str) -> None:
    fields = fields_of(f"{title}\n\n一、部门概况\n我单位按照要求开展了自评工作。\n")
    assert (fields.department, fields.fiscal_year, fields.doc_type) == (department, year, kind)


def test_year_is_the_evaluated_one() -> None:
    text = (
        "部门整体支出绩效自评报告\n根据《关于开展2024年绩效评价工作的通知》（云财绩〔2024〕6号），现将2023年度部门整体支出自评情况报告如下。\n"
        "一、基本情况\n2023年末在职20人。2023年收入86万元，2022年收入80万元。\n2024年5月8日\n"
    )
    assert fields_of(text).fiscal_year == 2023


def test_renamed_body_and_its_superior() -> None:
    text = (
        "部门整体支出绩效自评报告\n（2020年度）\n一、部门概况\n白石区文化广播局于2016年由原白石区文化局、白石区广播局合并组建，"
        "2019年3月更名为白石区文化和旅游局，接受市文化和旅游局指导。\n"
    )
    assert fields_of(text).department == "白石区文化和旅游局"


def test_a_projects_rating_is_not_the_reports() -> None:
    text = "部门整体支出绩效自评报告\n一、自评结果\n“设备购置”项目自评结果优秀；“安保服务”项目自评结果良好。\n"
    assert fields_of(text).grade is None


def test_a_satisfaction_score_is_not_the_reports() -> None:
    text = "部门整体支出绩效自评报告\n一、绩效\n群众满意度调查得分91.2分。\n二、自评结论\n经综合评价，本单位自评得分96.5分，等次为良。\n"
    fields = fields_of(text)
    assert (str(fields.self_score), fields.grade) == ("96.5", "良")


@pytest.mark.parametrize(
    ("sentence", "score", "grade"),
    [
        ("经自评，我局部门整体支出绩效自评得分为98分，评价等级为优秀。", "98", "优秀"),
        ("综合评价结果为优，得分95.5分。", "95.5", "优"),
        ("我单位部门整体支出绩效自评总分100分，自评得分97分，等级“优”。", "97", "优"),
        ("本部门自评得93.50分，评价结果为“优秀”等次。", "93.5", "优秀"),
        ("整体支出自评结果为优秀，综合得分 96.00 。", "96", "优秀"),
        ("评价总分值为100分，实际得分94.6分，绩效等级评定为“优”。", "94.6", "优"),
        ("其中：投入指标得分14分，过程指标得分38分，产出指标得分43分，总得分95分。", "95", None),
        ("绩效自评结论为：优（97分）。", "97", "优"),
        ("自评分数98.5分，自评等级：优（☑）良（□）中（□）差（□）", "98.5", "优"),
        ("评价组认为，该部门整体支出绩效“良好”，综合得分为85.62分。", "85.62", "良好"),
        ("财政局对我局上年度绩效考核评为优秀。", None, None),
        ("1．投诉办结率：分值10分，自评9.2分；以上合计分值100分，自评得分98.8分，等次为“良好”。", "98.8", "良好"),
    ],
)
def test_scores_and_grades(sentence: str, score: str | None, grade: str | None) -> None:
    fields = fields_of(f"云溪县水利局2023年度部门整体支出绩效自评报告\n一、评价结论\n{sentence}\n")
    assert (None if fields.self_score is None else str(fields.self_score), fields.grade) == (score, grade)


TOTALS = ("\t合计\n\t100\n\t97.5\n", "| 合计 | 合计 | 合计 | 100 | 97.5 | |\n", "总 分\t\t100\t97.5\t\n", "自评总分：97.5\n")


@pytest.mark.parametrize("row", TOTALS)
def test_score_of_a_total_line(row: str) -> None:
    table = "\t一级指标\n\t二级指标\n\t分值\n\t得分\n\n\t产出指标\n\t数量指标\n\t50\n\t48\n\n"
    fields = fields_of(f"云溪县水利局2023年度部门整体支出绩效自评表\n\n{table}{row}\n")
    assert str(fields.self_score) == "97.5"


def test_author_of_a_letter() -> None:
    text = (
        "云溪县文化旅游体育局\n文件\n云文旅〔2023〕12号\n\n关于2022年度部门整体支出绩效自评工作情况的报告\n"
        "县财政局：\n我局开展了自评。\n"
    )
    fields = fields_of(text)
    assert (fields.department, fields.fiscal_year, fields.doc_type) == ("云溪县文化旅游体育局", 2022, "部门整体支出绩效自评报告")


def test_page_saved_from_a_site() -> None:
    columns = "平川县人民政府门户网站\n首页\n政务公开\n财政预决算公开\n部门预决算公开\n绩效评价结果公开\n当前位置：首页 > 部门预决算公开\n"
    title = "平川县自然资源局2022年度部门整体支出绩效自评报告"
    fields = fields_of(f"{columns}{title}\n发布时间：2023-08-15    浏览次数：152次\n一、部门概况\n负责全县自然资源管理。\n")
    assert (fields.title, fields.department, fields.fiscal_year) == (title, "平川县自然资源局", 2022)


def test_aliases() -> None:
    assert bundle_of("hospital_2022").report.aliases == ("本院",)


def test_real_place_is_resolved() -> None:
    fields = fields_of("如东县教育局2022年度部门整体支出绩效自评报告\n一、部门概况\n如东县教育局（以下简称“我局”）是县政府工作部门。\n")
    assert (fields.province, fields.city, fields.county, fields.adcode, fields.level) == ("江苏省", "南通市", "如东县", "320623", "区县")


@pytest.mark.parametrize(("report", "gold"), gold_pairs(), ids=lambda p: p.name[:3])
def test_real_reports(report: Path, gold: Path) -> None:
    wanted = json.loads(gold.read_text("utf-8"))["report"]
    fields = report_fields(structure(report.read_text("utf-8"))).model_dump(mode="json")
    keys = ("title", "doc_type", "fiscal_year", "department", "province", "city", "county", "adcode", "level", "grade")
    assert {k: fields[k] for k in keys} == {k: wanted[k] for k in keys}
    assert str(fields["self_score"]) == str(wanted["self_score"])


def test_real_reports_are_there() -> None:
    if not gold_pairs():
        pytest.skip("the real reports and their gold facts lie in ../shared, which is absent")


def test_a_place_that_opens_with_an_ordinary_word_is_no_ordinary_word() -> None:
    text = (
        "和平区虚构园林绿化局\n2022年度部门整体支出绩效自评报告\n"
        "根据要求，和平区虚构园林绿化局（以下简称“我局”）开展了自评。\n一、部门概况\n我局下设和平区虚构绿化大队，绿化大队下设3个中队。\n"
    )
    assert report_fields(structure(text)).department == "和平区虚构园林绿化局"


def test_a_name_in_the_title_is_no_old_one_though_the_text_tells_of_a_renaming() -> None:
    text = (
        "2023年度望津县应急管理局部门整体支出绩效自评报告（虚构）\n一、部门概况\n"
        "我局前身为望津县安全生产监督管理局，2019年更名为望津县应急管理局。\n"
    )
    assert extract(structure(text), "r_0000000000000000").report.department == "望津县应急管理局"


@pytest.mark.parametrize(
    ("told", "score", "grade"),
    [
        ("部门整体绩效目标自评得分为九十六分，评定等级优秀。", "96", "优秀"),
        ("根据评分标准，2022年度整体支出绩效评价得97.5分。", "97.5", None),
        ("对照指标逐项打分，总得分为88.75，评价等级良。", "88.75", "良"),
        ("部门整体支出绩效自评分数96.4分，评价级次为优。", "96.4", "优"),
        ("绩效自评综合评分为90分以上，等级为“优”，具体得分为93分。", "93", "优"),
        ("整体支出绩效得分 = 决策18分 + 过程27分 + 产出29分 + 效益20分 = 94分，评定为“优”。", "94", "优"),
        ("经对照评分表自评，得分92分，为优。", "92", "优"),
    ],
)
def test_score_and_grade_in_many_wordings(told: str, score: str, grade: str | None) -> None:
    document = structure(f"云溪县某局2022年度部门整体支出绩效自评报告\n\n四、评价结论\n{told}\n")
    assert (str(self_score_of(document)), grade_of(document)) == (score, grade)


def test_the_score_of_one_programme_is_not_the_whole_ones() -> None:
    told = "三、重点项目\n1.水毁工程修复资金：预算200万元，实际支出190万元，绩效自评得分99分。\n四、结论\n部门整体自评得分为93.5分。"
    assert self_score_of(structure(f"云溪县某局2022年度部门整体支出绩效自评报告\n\n{told}\n")) == Decimal("93.5")


def test_a_report_on_the_whole_and_its_projects_is_on_the_whole() -> None:
    assert doc_type_of("云溪县渔政局2023年度部门整体支出和重点项目支出绩效自评报告") == "部门整体支出绩效自评报告"
    assert doc_type_of("云溪县渔政局2023年度部门整体绩效自评结果") == "部门整体绩效自评结果"
    titled = report_fields(structure("云溪县渔政局2023年度部门整体绩效自评结果\n\n一、自评结论\n自评得分95分。\n"))
    assert (titled.title, titled.fiscal_year) == ("云溪县渔政局2023年度部门整体绩效自评结果", 2023)


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("郑州市市政虚构管理处2022年度部门整体支出绩效自评报告\n一、概况\n市市政虚构管理处负责全市道路。", "郑州市市政虚构管理处"),
        ("滁州市市区虚构绿化局（滁州市园林虚构局）2023年度部门整体支出绩效自评报告\n市市区虚构绿化局\n", "滁州市市区虚构绿化局"),
        ("云溪县文旅局（云溪县文物局、云溪县体育局）\n2022年度部门整体支出绩效自评报告\n一、部门概况\n", "云溪县文旅局"),
        ("云溪县市场监督管理局\n（云溪县知识产权局）\n2022年部门整体支出绩效自评报告\n一、部门概况\n", "云溪县市场监督管理局"),
        ("云溪县档案馆（挂云溪县史志办公室牌子）2022年度单位整体支出绩效自评报告\n", "云溪县档案馆"),
    ],
)
def test_a_name_plate_and_a_city_whose_name_ends_in_a_kind(text: str, department: str) -> None:
    assert fields_of(text).department == department


@pytest.mark.parametrize(
    ("told", "score"),
    [
        ("整体支出评价总分值为100分，得分90分（含）以上为“优”。经自评，得分98.2分，评价等次为“优”。", "98.2"),
        ("综合评分90分（含）至100分为优，综合评分80分（含）至90分为良。我局综合评分96.5分。", "96.5"),
        ("自评得分由高到低分为四档：得分90分（含）至100分为优，得分60分以下为差。最终得分92.3分。", "92.3"),
        ("评价得分90分~100分为优，80-90分为良。本部门自评得分93.4分。", "93.4"),
        ("部门整体支出绩效自评得分100分。", "100"),
    ],
)
def test_a_scale_of_grades_is_no_score(told: str, score: str) -> None:
    assert str(self_score_of(structure(f"云溪县某局2022年度部门整体支出绩效自评报告\n\n四、评价结论\n{told}\n"))) == score


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("2022年度部门整体支出绩效自评报告\n部门名称：（公章）   云溪市青江区教育局\n一、概况\n青江区教育局是区政府部门。",
         "云溪市青江区教育局"),
        ("云溪市青江区法院2022年度部门整体支出绩效自评报告\n一、概况\n青江区法院为正处级。", "云溪市青江区法院"),
        ("南河省云溪市青江区\n卫生健康局\n2021年部门整体支出绩效评价报告\n一、概况\n", "云溪市青江区卫生健康局"),
        ("关于报送云溪县水利局2023年度部门整体支出绩效自评报告的函\n县财政局：\n", "云溪县水利局"),
        ("南河省昭平市云溪县水利局\n2023年部门整体支出绩效自评报告\n一、概况\n云溪县水利局内设5个股室。", "云溪县水利局"),
    ],
)
def test_a_district_keeps_its_city_and_a_county_does_not(text: str, department: str) -> None:
    assert fields_of(text).department == department


@pytest.mark.parametrize(
    ("told", "score", "grade"),
    [
        ("预算执行得9.7分，产出指标得48分，满意度指标得10分，总得分96.7分，评定等级为优。", "96.7", "优"),
        ("上年度整体支出绩效评价得分为88分，今年自评得分92.5分。", "92.5", None),
        ("在县财政局组织的重点评价中，我局“河道整治”项目得分86.5分，等级良。整体自评得分94分，等级为优。", "94", "优"),
        ("（一）自评得分\n96.5\n（二）自评等级\n优", "96.5", "优"),
        ("产出指标50分，自评得50分；效益指标30分，自评得28分；预算执行10分，自评得9.6分。总计87.6分。", "87.6", None),
        ("综合自评得分98.2分，等级为“优”。\n\n"
         "| 指标 | 分值 | 得分 |\n| --- | --- | --- |\n| 产出 | 50 | 48 |\n| 合计 | 100 | 97.2 |", "98.2", "优"),
    ],
)
def test_the_score_of_the_whole_this_year(told: str, score: str, grade: str | None) -> None:
    document = structure(f"云溪县某局2023年度部门整体支出绩效自评报告\n\n四、自评结论\n{told}\n")
    assert (str(self_score_of(document)), grade_of(document)) == (score, grade)
