"""Duty to spending over invented（虚构）bureaus of many kinds: which duty a named fund or a stated use serves, in recall and precision."""

from decimal import Decimal

import pytest

from ingest.linking import link_spending
from ingest.structure import structure
from ontology.records import Bundle, Duty, Project, ReportFields

LEAST = 0.85

OFFICES: dict[str, tuple[list[str], list[tuple[str, str, set[int]]]]] = {
    "望津县教育和体育局": (
        ["拟订全县教育改革与发展规划", "负责全县学前教育、义务教育的管理和布局调整", "指导职业教育和继续教育", "主管全县教师工作",
         "负责各类学生资助和教育救助", "负责学校安全、后勤和卫生健康工作", "组织开展全民健身运动", "承办县委、县政府交办的其他事项"],
        [("农村寄宿制学校改善办学条件资金", "", {1}), ("普惠性民办幼儿园奖补资金", "", {1}), ("营养改善计划资金", "", {4}),
         ("特岗教师补助资金", "", {3}), ("校园安防设施建设资金", "", {5}), ("体育场馆免费开放补助", "", {6}),
         ("中职学校实训基地建设资金", "", {2}), ("教育综合专项资金", "主要用于乡村教师培训、困难学生资助和校车安全管理", {3, 4, 5})],
    ),
    "望津县卫生健康局": (
        ["贯彻执行卫生健康法律法规", "协调推进深化医药卫生体制改革", "制定并落实疾病预防控制和免疫规划", "负责妇幼卫生和基层卫生健康工作",
         "组织实施老年健康服务", "负责计划生育管理和家庭发展", "推动中医药事业发展", "负责卫生健康综合监督"],
        [("乡村医生基本药物补助", "", {3}), ("县级公立医院取消药品加成补助", "", {1}), ("新生儿疾病筛查经费", "", {3}),
         ("独生子女父母奖励扶助资金", "", {5}), ("中医馆建设补助", "", {6}), ("结核病防治经费", "", {2}),
         ("重大传染病防控资金", "全部用于适龄儿童疫苗接种和艾滋病防治", {2})],
    ),
    "望津市交通运输局": (
        ["负责全市国省干线和农村公路建设、养护", "负责道路旅客运输和城市公共交通管理", "负责港口、航道和水上交通安全监管",
         "承担交通运输综合行政执法", "负责交通战备", "指导交通运输信息化建设"],
        [("农村公路日常养护补助资金", "", {0}), ("公交车运营补贴", "", {1}), ("渡船更新改造资金", "", {2}),
         ("治理车辆超限超载经费", "", {3}), ("危旧桥梁改造资金", "用于危桥加固和村道安防工程", {0}), ("出租汽车油价补贴资金", "", {1}),
         ("交通运输专项经费", "主要包括县道养护支出、航道疏浚支出、综合执法支出", {0, 2, 3})],
    ),
    "禾田镇人民政府": (
        ["负责辖区党的建设工作", "编制并实施镇村经济发展规划", "负责乡村建设和农村人居环境整治", "负责安全生产、消防和应急管理",
         "负责民政、社会救助和养老服务", "负责平安建设、信访和人民调解", "负责耕地保护和农业产业发展", "负责文化体育事业"],
        [("村级组织运转和村干部报酬补助", "", set()), ("农村厕所革命奖补资金", "", {2}), ("微型消防站建设经费", "", {3}),
         ("敬老院护理人员补助", "", {4}), ("综治网格员经费", "", {5}), ("产业园区道路资金", "", {6}), ("农家书屋管护经费", "", {7}),
         ("困难群众临时救助备用金", "用于保障社会救助职责", {4})],
    ),
    "望津县住房和城乡建设局": (
        ["负责住房保障和老旧小区改造", "负责房地产市场和物业服务监督管理", "负责建筑工程质量安全监管", "负责市政公用设施和城镇排水管理",
         "指导园林绿化工作", "负责农村危房改造"],
        [("公共租赁住房租赁补贴", "", {0}), ("雨污分流管网改造资金", "", {3}), ("农村低收入群体危房改造补助", "", {5}),
         ("城区行道树管护经费", "", {4}), ("建筑工地扬尘监测经费", "", {2}), ("办公楼物业费", "", set())],
    ),
    "望津县水利局": (
        ["负责水资源管理和节约用水", "负责水利工程建设与运行管理", "负责水旱灾害防御", "负责河湖管理和水土保持", "负责农村供水保障"],
        [("小型水库除险加固资金", "", {1}), ("山洪灾害防治项目资金", "", {2}), ("河长制工作经费", "", {3}),
         ("农村饮水安全维修养护资金", "", {4}), ("节水型社会建设经费", "", {0})],
    ),
}


def linked(department: str, duties: list[str], name: str, use: str) -> set[int]:
    """Return the orders of the duties that a fund is linked to."""
    amount = f"{name}120万元"
    text = amount + (f"，{use}。" if use else "。")
    project = Project(quote=amount, span=(0, len(amount)), name=name, kind="项目", value=Decimal(120), unit="万元", value_wan=Decimal(120))
    bundle = Bundle(
        report_id="r_0000000000000000", extractor="1", source_name="t", text=text, projects=(project,),
        report=ReportFields(department=department, fiscal_year=2023),
        duties=tuple(Duty(quote=d, span=(0, len(d)), order=i, head=d, text=d) for i, d in enumerate(duties)),
    )
    links = list(link_spending(structure(text), bundle))
    assert all(text[slice(*link.span)] == link.quote and link.value_wan == 120 for link in links)
    return {duties.index(link.duty) for link in links}


@pytest.mark.parametrize("department", OFFICES)
def test_funds_find_their_duties(department: str) -> None:
    duties, funds = OFFICES[department]
    found = {name: linked(department, duties, name, use) for name, use, _ in funds}
    hits = sum(len(found[name] & wanted) for name, _, wanted in funds)
    recall = hits / sum(len(wanted) for *_, wanted in funds)
    precision = hits / sum(len(orders) for orders in found.values())
    missed = {name: (wanted, found[name]) for name, _, wanted in funds if wanted != found[name]}
    assert recall >= LEAST and precision >= LEAST, missed


MARKET = (
    "望津县市场监督管理局",
    ["贯彻执行市场监督管理法律法规和方针政策", "负责市场综合监督管理", "负责宏观质量管理", "负责统一管理标准化工作", "负责食品安全监督管理",
     "负责市场监管综合行政执法"],
)


def test_a_name_of_two_subjects_serves_both_duties() -> None:
    assert linked(*MARKET, "质量强县与标准化专项经费", "") == {2, 3}


def test_how_an_office_is_to_be_is_no_work_on_standards() -> None:
    assert 3 not in linked(*MARKET, "基层监管所标准化建设经费", "")


def test_a_use_of_the_field_alone_yields_to_the_duty_that_the_name_speaks_of() -> None:
    assert linked(*MARKET, "食品安全抽检经费", "主要用于快检车购置、样品购置、质量宣传月活动") == {4}


def test_no_money_is_for_carrying_out_the_laws_or_for_the_whole_field_where_it_has_a_subject() -> None:
    assert not linked(*MARKET, "食品安全监管专项资金", "用于校园食品监管") & {0, 1}


def test_a_body_that_money_goes_to_is_not_what_it_is_for() -> None:
    assert 4 not in linked(*MARKET, "检验检测能力建设经费", "用于市食品药品检验中心、市产品质量检验院仪器购置")


def test_a_name_that_fits_many_duties_is_for_the_one_above_them() -> None:
    duties = ["负责应急管理工作", "负责安全生产综合监督管理", "负责安全生产宣传教育", "负责危险化学品安全生产监督管理",
              "依法组织安全生产事故调查"]
    assert linked("望津县应急管理局", duties, "安全生产举报奖励经费", "") == {1}
