"""The code lists are complete, and their words put texts where a reader would; all sentences are invented."""

import pytest

from ontology.lists import OTHER, field_of, indicator_levels, kind_of, kinds, topic_of

DEPARTMENTS = {
    "益阳市市场监督管理局": "市场监管",
    "如皋市教育局": "教育",
    "云溪县教育体育局": "教育",
    "云溪县实验小学": "教育",
    "云溪县卫生健康委员会": "卫生健康",
    "云溪县第一人民医院": "卫生健康",
    "云溪县医疗保障局": "医疗保障",
    "云溪县交通运输局": "交通运输",
    "云溪县农业农村局": "农业农村",
    "云溪县乡村振兴局": "农业农村",
    "云溪县公安局交通警察大队": "公安",
    "云溪县民政局": "民政",
    "云溪县人力资源和社会保障局": "人力资源和社会保障",
    "云溪县自然资源和规划局": "自然资源",
    "云溪市生态环境局云溪分局": "生态环境",
    "云溪县住房和城乡建设局": "住房城乡建设",
    "云溪县水利局": "水利",
    "云溪县文化和旅游局": "文化旅游",
    "云溪县应急管理局": "应急管理",
    "云溪县财政局": "财政",
    "云溪县审计局": "审计",
    "云溪县林业局": "林业草原",
    "云溪县和平镇人民政府": "乡镇街道",
    "城东街道办事处": "乡镇街道",
    "中共云溪县委宣传部": "党群机关",
    "某某单位": None,
}

TOPICS = [
    ("云溪县市场监督管理局", "完成食品抽检1200批次", "食品安全"),
    ("云溪县市场监督管理局", "查处药品违法案件12起", "药品医疗器械化妆品"),
    ("云溪县市场监督管理局", "电梯定期检验率99%", "特种设备"),
    ("云溪县市场监督管理局", "办理专利权质押融资8笔", "知识产权"),
    ("云溪县市场监督管理局", "受理投诉举报1300件，挽回经济损失20万元", "消费维权"),
    ("云溪县市场监督管理局", "新登记个体工商户2300户", "市场主体与登记"),
    ("云溪县市场监督管理局", "企业年报公示率96%", "信用监管"),
    ("云溪县市场监督管理局", "开展“双随机、一公开”抽查40次", "双随机"),
    ("云溪县市场监督管理局", "立案查处120件，罚没款80万元", "执法办案"),
    ("云溪县市场监督管理局", "强制检定计量器具300台件", "计量"),
    ("云溪县市场监督管理局", "召开座谈若干次", OTHER),
    ("云溪县教育局", "新增普惠性幼儿园学位600个", "学前教育"),
    ("云溪县教育局", "发放国家助学金120万元", "学生资助与发展"),
    ("云溪县卫生健康局", "家庭医生签约率75%", "基层卫生"),
    ("云溪县卫生健康局", "高血压患者规范管理率80%", "公共卫生"),
    ("云溪县交通运输局", "新改建农村公路35公里", "公路建设与养护"),
    ("云溪县农业农村局", "建成高标准农田2.3万亩", "粮食与种植"),
    ("云溪县公安局", "侦破电信诈骗案件56起", "打击犯罪"),
    ("云溪县民政局", "发放城乡低保金860万元", "社会救助"),
    ("云溪县水利局", "完成小型水库除险加固5座", "水利工程"),
    ("和平镇人民政府", "化解矛盾纠纷86起", "平安与治理"),
]


def test_every_kind_is_complete() -> None:
    assert len(kinds()) >= 16
    for kind in kinds():
        assert kind.english and kind.fields and all(f.notation and f.english for f in kind.fields)
        assert kind.words or kind.name == "综合"
        if kind.name != "综合":
            assert len(kind.fields) >= 1 and all(f.telling for f in kind.fields), kind.name


def test_a_word_tells_one_field_of_a_kind() -> None:
    for kind in kinds():
        words = [w for field in kind.fields for w in (*field.telling, *field.weak)]
        assert sorted(w for w in words if words.count(w) > 1) == [], kind.name


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_kind_of(department: str) -> None:
    assert kind_of(department) == DEPARTMENTS[department]


@pytest.mark.parametrize(("department", "text", "topic"), TOPICS)
def test_topic_of(department: str, text: str, topic: str) -> None:
    assert topic_of(text, department) == topic


def test_without_a_department_all_kinds_compete() -> None:
    assert topic_of("建成高标准农田2.3万亩") == "粮食与种植" and topic_of("完成食品抽检1200批次") == "食品安全"


def test_field_of_knows_when_it_does_not_know() -> None:
    assert field_of("负责特种设备安全监督管理", "云溪县市场监督管理局") == "特种设备"
    assert field_of("完成县委县政府交办的任务", "云溪县市场监督管理局") is None


def test_indicator_levels() -> None:
    assert {v.hierarchy for v in indicator_levels()} == {
        "全国通用三级指标", "成本一级指标", "2013年共性指标框架", "项目支出指标", "共性与个性指标", "履职效能与管理效率",
    }  # fmt: skip
    assert {level.above for level in indicator_levels() if level.name == "社会效益指标"} == {"效益指标"}
    assert {level.above for level in indicator_levels() if level.name == "成本指标"} == {"产出指标", None}
