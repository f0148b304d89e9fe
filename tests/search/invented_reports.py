"""Invented reports (虚构) of bureaus of several kinds and places, with the facts an extractor would find, for questions to be asked of."""

from decimal import Decimal
from typing import Any

from ontology.ids import report_id
from ontology.records import (
    Bundle,
    Duty,
    DutySpending,
    Finance,
    Finding,
    Indicator,
    Measure,
    Outcome,
    Passage,
    Problem,
    Project,
    ReportFields,
    Staff,
    Unit,
)

SCHOOLS = """2023年度长安区教育局部门整体支出绩效自评报告
一、部门概况
（一）主要职责
1.负责义务教育均衡发展。推进城乡学校标准化建设。
2.负责学前教育管理。扩大普惠性资源。
3.负责教师队伍建设。组织教师培训和考核。
（二）机构人员
内设机构12个，下属学校86所。核定编制4210名，年末在职人员3987人，其中局机关42人，退休人员1520人。
内设机构包括：办公室、基础教育科、人事科。
（三）收支情况
2023年收入总计68520.5万元，支出总计67200.3万元，较上年增加2310.8万元，增长3.56%。年初预算66000万元，调整后预算69800万元。
其中基本支出52000.3万元，项目支出15200万元。三公经费决算18.6万元，其中公务接待费3.2万元。
二、主要绩效
全区学前教育毛入园率96.4%，普惠性幼儿园覆盖率91.2%，公办园在园幼儿占比55.8%。
新建幼儿园4所，新增公办学位1620个。义务教育巩固率99.1%。
全年资助家庭经济困难学生5230人次，发放资助金412.7万元。
教师培训2860人次，招聘教师176名。
校舍维修改造专项资金860万元，主要用于23所学校的屋面防水和消防改造，共改造校舍3.6万平方米。
营养改善计划专项1250万元，惠及学生1.9万人。
三、存在的问题
城区学校大班额仍未完全消除。
财务人员业务能力不强。
四、改进措施
加快学校建设进度，有序化解大班额。
加强财务培训。
五、指标完成情况
招聘教师人数	≥180名	176名	5	4
教师培训人次	≥2500人次	2860人次	5	5
家长满意度	≥90%	93.5%	10	10
学生体质健康合格率	≥95%	92.3%	5	5
综合得分96.5分，评价等级为优。
"""

HEALTH = """2023年度普陀区卫生健康委员会整体支出绩效自评报告
一、基本情况
核定编制58名，实有在职人员52人，内设科室9个。
全年支出决算23150.68万元，年初预算22000万元。
2022年三公经费支出9.5万元，2023年三公经费支出7.8万元。
二、履职情况
家庭医生签约率42.3%，重点人群签约率78.6%。
适龄儿童免疫规划疫苗接种率98.9%。
65岁以上老年人健康体检3.2万人，体检率71.5%。
区属医院门急诊286.4万人次，出院人数4.8万人次，开放床位1860张。
孕产妇死亡率为0，婴儿死亡率1.8‰。
查处医疗卫生违法案件47件，罚没款28.6万元。其中一起非法行医案罚款5万元。
投诉处理办结率100%。
居民满意度89.2%。
"""

ROADS = """2024年度云溪县交通运输局部门整体支出绩效评价报告
一、部门概况
内设股室7个，下属事业单位3个：公路养护中心、运输服务中心、交通综合执法大队。编制126名，实有人员118人。
2024年支出决算9860.4万元，调整预算数10200万元。
二、主要成效
新改建农村公路128.5公里，养护县乡道642公里，改造危桥9座。
农村公路优良中等路率达到92.7%。
查处超限超载车辆356辆，罚没收入61.4万元。
公交车辆更新32辆，城乡公交客运量418万人次。
农村公路养护专项资金1480万元，用于县乡道日常养护和水毁修复。
危桥改造项目620万元。
群众出行满意度88.5%。
三、问题
养护资金缺口较大。
四、措施
多渠道筹集养护资金。
五、指标
新改建农村公路里程	≥150公里	128.5公里	8	8
危桥改造座数	9座	9座	6	6
"""

MARKET_A = """2024年度长安区市场监督管理局整体支出绩效自评报告
核定编制210名，在职人员195人。
全区实有市场主体15.6万户，其中企业4.2万户，个体工商户11.3万户，农民专业合作社0.1万户。
全年抽检食品2860批次，合格率97.8%。药品抽检310批次。
查办各类案件412件，罚没金额186.5万元。
为消费者挽回经济损失73.8万元。
个转企完成126户。
"""

MARKET_B = """2024年度云溪县市场监督管理局整体支出绩效自评报告
全县现有经营主体38900户，较上年净增2100户。
完成食品监督抽检1240批次，检出不合格27批次，不合格率2.18%。
立案查处违法案件98件，罚没款45.2万元。
挽回消费者经济损失21万余元。
食品抽检批次	≥1200批次	1250批次	4	4
"""


def _placed(text: str, quote: str) -> dict[str, Any]:
    start = text.index(quote)
    return {"quote": quote, "span": (start, start + len(quote))}


class Draft:
    """Collects the facts of one text; each method takes the quote the fact stands in."""

    def __init__(self, text: str, **fields: Any) -> None:
        self.text, self.fields = text, ReportFields(title=text.split("\n", 1)[0], **fields)
        self.facts: dict[str, list[Any]] = {}

    def add(self, section: str, record: type[Any], quote: str, **values: Any) -> "Draft":
        """Add one fact."""
        self.facts.setdefault(section, []).append(record(**values, **_placed(self.text, quote)))
        return self

    def outcome(self, metric: str, value: str, unit: str, quote: str, **more: Any) -> "Draft":
        """Add an achievement."""
        return self.add("outcomes", Outcome, quote, metric=metric, value=Decimal(value), unit=unit, **more)

    def money(self, item: str, role: str, value: str, quote: str, unit: str = "万元", **more: Any) -> "Draft":
        """Add an item of money of the fiscal year, or of the year given."""
        year = more.pop("year", self.fields.fiscal_year)
        return self.add("finance", Finance, quote, item=item, role=role, value=Decimal(value), unit=unit, year=year, **more)

    def staff(self, metric: str, value: str, unit: str, quote: str, scope: str | None = None) -> "Draft":
        """Add a head count."""
        return self.add("staff", Staff, quote, metric=metric, value=Decimal(value), unit=unit, scope=scope)

    def indicator(self, row: str, level1: str = "产出指标") -> "Draft":
        """Add an indicator from its printed row of name, target, actual, weight and score."""
        name, target, actual, weight, score = row.split("\t")
        return self.add(
            "indicators",
            Indicator,
            row,
            name=name,
            target=target,
            actual=actual,
            weight=Decimal(weight),
            score=Decimal(score),
            level1=level1,
        )

    def bundle(self) -> Bundle:
        """Return the bundle with its lines as passages."""
        passages = [Passage(**_placed(self.text, line)) for line in self.text.split("\n") if len(line) > 12]
        facts = {section: tuple(rows) for section, rows in self.facts.items()}
        return Bundle(
            report_id=report_id(self.text.encode()),
            extractor="test",
            source_name=f"{self.fields.department}.txt",
            text=self.text,
            report=self.fields,
            passages=tuple(passages),
            **facts,
        )


def schools() -> Bundle:
    """长安区教育局 (in 石家庄), 2023."""
    d = Draft(
        SCHOOLS,
        department="长安区教育局",
        province="河北省",
        city="石家庄市",
        county="长安区",
        adcode="130102",
        fiscal_year=2023,
        self_score=Decimal("96.5"),
        grade="优",
    )
    for order, (head, quote) in enumerate(
        (
            ("负责义务教育均衡发展", "负责义务教育均衡发展。推进城乡学校标准化建设"),
            ("负责学前教育管理", "负责学前教育管理。扩大普惠性资源"),
            ("负责教师队伍建设", "负责教师队伍建设。组织教师培训和考核"),
        ),
        1,
    ):
        d.add("duties", Duty, quote, order=order, head=head, text=quote)
    for name in ("办公室", "基础教育科", "人事科"):
        d.add("units", Unit, name, name=name, kind="内设机构")
    d.staff("内设机构数", "12", "个", "内设机构12个").staff("下属学校数", "86", "所", "下属学校86所").staff(
        "编制数", "4210", "名", "核定编制4210名"
    )
    d.staff("在职人员", "3987", "人", "年末在职人员3987人").staff("在职人员", "42", "人", "其中局机关42人", "局机关").staff(
        "退休人员", "1520", "人", "退休人员1520人"
    )
    d.money("收入总计", "final", "68520.5", "收入总计68520.5万元").money("支出总计", "final", "67200.3", "支出总计67200.3万元")
    d.money("支出总计较上年增加额", "change", "2310.8", "较上年增加2310.8万元").money(
        "支出总计较上年增幅", "change", "3.56", "增长3.56%", "%"
    )
    d.money("支出预算", "budget", "66000", "年初预算66000万元").money("支出预算", "adjusted", "69800", "调整后预算69800万元")
    d.money("基本支出", "final", "52000.3", "基本支出52000.3万元").money("项目支出", "final", "15200", "项目支出15200万元")
    d.money("三公经费", "final", "18.6", "三公经费决算18.6万元").money("公务接待费", "final", "3.2", "公务接待费3.2万元")
    d.outcome("学前教育毛入园率", "96.4", "%", "学前教育毛入园率96.4%").outcome(
        "普惠性幼儿园覆盖率", "91.2", "%", "普惠性幼儿园覆盖率91.2%"
    )
    d.outcome("公办园在园幼儿占比", "55.8", "%", "公办园在园幼儿占比55.8%").outcome("新建幼儿园数", "4", "所", "新建幼儿园4所")
    d.outcome("新增公办学位数", "1620", "个", "新增公办学位1620个").outcome("义务教育巩固率", "99.1", "%", "义务教育巩固率99.1%")
    d.outcome("资助家庭经济困难学生人次", "5230", "人次", "资助家庭经济困难学生5230人次").outcome(
        "发放资助金", "412.7", "万元", "发放资助金412.7万元"
    )
    d.outcome("教师培训人次", "2860", "人次", "教师培训2860人次").outcome("招聘教师数", "176", "名", "招聘教师176名")
    d.outcome("改造校舍面积", "3.6", "万平方米", "共改造校舍3.6万平方米").outcome(
        "营养改善计划惠及学生数", "1.9", "万人", "惠及学生1.9万人"
    )
    d.add(
        "projects",
        Project,
        "校舍维修改造专项资金860万元，主要用于23所学校的屋面防水和消防改造",
        name="校舍维修改造专项",
        kind="专项资金",
        value=Decimal(860),
        unit="万元",
        value_wan=Decimal(860),
        use="23所学校的屋面防水和消防改造",
    )
    d.add(
        "projects",
        Project,
        "营养改善计划专项1250万元",
        name="营养改善计划专项",
        kind="专项资金",
        value=Decimal(1250),
        unit="万元",
        value_wan=Decimal(1250),
    )
    d.add(
        "duty_spending",
        DutySpending,
        "校舍维修改造专项资金860万元",
        duty="负责义务教育均衡发展",
        project="校舍维修改造专项",
        basis="topical",
        score=0.8,
    )
    d.add("problems", Problem, "城区学校大班额仍未完全消除", text="城区学校大班额仍未完全消除")
    d.add("problems", Problem, "财务人员业务能力不强", text="财务人员业务能力不强")
    d.add("measures", Measure, "加快学校建设进度，有序化解大班额", text="加快学校建设进度，有序化解大班额").add(
        "measures", Measure, "加强财务培训", text="加强财务培训"
    )
    for row in SCHOOLS.split("\n"):
        if row.count("\t") == 4:
            d.indicator(row)
    return d.bundle()


def health() -> Bundle:
    """普陀区卫生健康委员会 (in 舟山), 2023."""
    d = Draft(
        HEALTH, department="普陀区卫生健康委员会", province="浙江省", city="舟山市", county="普陀区", adcode="330903", fiscal_year=2023
    )
    d.staff("编制数", "58", "名", "核定编制58名").staff("在职人员", "52", "人", "实有在职人员52人").staff(
        "内设机构数", "9", "个", "内设科室9个"
    )
    d.money("支出决算", "final", "23150.68", "全年支出决算23150.68万元").money("支出预算", "budget", "22000", "年初预算22000万元")
    d.money("三公经费", "prior", "9.5", "2022年三公经费支出9.5万元", year=2022).money(
        "三公经费", "final", "7.8", "2023年三公经费支出7.8万元"
    )
    d.outcome("家庭医生签约率", "42.3", "%", "家庭医生签约率42.3%").outcome("重点人群签约率", "78.6", "%", "重点人群签约率78.6%")
    d.outcome("适龄儿童免疫规划疫苗接种率", "98.9", "%", "适龄儿童免疫规划疫苗接种率98.9%")
    d.outcome("65岁以上老年人健康体检人数", "3.2", "万人", "65岁以上老年人健康体检3.2万人").outcome(
        "老年人健康体检率", "71.5", "%", "体检率71.5%"
    )
    d.outcome("区属医院门急诊人次", "286.4", "万人次", "区属医院门急诊286.4万人次").outcome(
        "出院人数", "4.8", "万人次", "出院人数4.8万人次"
    )
    d.outcome("开放床位数", "1860", "张", "开放床位1860张").outcome("孕产妇死亡率", "0", "", "孕产妇死亡率为0").outcome(
        "婴儿死亡率", "1.8", "‰", "婴儿死亡率1.8‰"
    )
    d.outcome("查处医疗卫生违法案件数", "47", "件", "查处医疗卫生违法案件47件").outcome("罚没款", "28.6", "万元", "罚没款28.6万元")
    d.outcome("非法行医案罚款", "5", "万元", "一起非法行医案罚款5万元").outcome("投诉处理办结率", "100", "%", "投诉处理办结率100%")
    d.outcome("居民满意度", "89.2", "%", "居民满意度89.2%")
    return d.bundle()


def roads() -> Bundle:
    """云溪县交通运输局 (an invented county), 2024."""
    d = Draft(ROADS, department="云溪县交通运输局", county="云溪县", fiscal_year=2024)
    d.staff("内设机构数", "7", "个", "内设股室7个").staff("下属事业单位数", "3", "个", "下属事业单位3个").staff(
        "编制数", "126", "名", "编制126名"
    )
    d.staff("实有人员", "118", "人", "实有人员118人")
    for name in ("公路养护中心", "运输服务中心", "交通综合执法大队"):
        d.add("units", Unit, name, name=name, kind="下属事业单位")
    d.money("支出决算", "final", "9860.4", "2024年支出决算9860.4万元").money("支出预算", "adjusted", "10200", "调整预算数10200万元")
    d.outcome("新改建农村公路里程", "128.5", "公里", "新改建农村公路128.5公里").outcome(
        "养护县乡道里程", "642", "公里", "养护县乡道642公里"
    )
    d.outcome("改造危桥数", "9", "座", "改造危桥9座").outcome("农村公路优良中等路率", "92.7", "%", "农村公路优良中等路率达到92.7%")
    d.outcome("查处超限超载车辆数", "356", "辆", "查处超限超载车辆356辆").outcome("罚没收入", "61.4", "万元", "罚没收入61.4万元")
    d.outcome("更新公交车辆数", "32", "辆", "公交车辆更新32辆").outcome("城乡公交客运量", "418", "万人次", "城乡公交客运量418万人次")
    d.outcome("群众出行满意度", "88.5", "%", "群众出行满意度88.5%")
    d.add(
        "projects",
        Project,
        "农村公路养护专项资金1480万元，用于县乡道日常养护和水毁修复",
        name="农村公路养护专项资金",
        kind="专项资金",
        value=Decimal(1480),
        unit="万元",
        value_wan=Decimal(1480),
        use="县乡道日常养护和水毁修复",
    )
    d.add(
        "projects",
        Project,
        "危桥改造项目620万元",
        name="危桥改造项目",
        kind="项目",
        value=Decimal(620),
        unit="万元",
        value_wan=Decimal(620),
    )
    d.add("problems", Problem, "养护资金缺口较大", text="养护资金缺口较大").add(
        "measures", Measure, "多渠道筹集养护资金", text="多渠道筹集养护资金"
    )
    for row in ROADS.split("\n"):
        if row.count("\t") == 4:
            d.indicator(row)
    return d.bundle()


def market_a() -> Bundle:
    """长安区市场监督管理局 (in 西安: the other 长安区), 2024."""
    d = Draft(
        MARKET_A, department="长安区市场监督管理局", province="陕西省", city="西安市", county="长安区", adcode="610116", fiscal_year=2024
    )
    d.staff("编制数", "210", "名", "核定编制210名").staff("在职人员", "195", "人", "在职人员195人")
    d.outcome("实有市场主体数", "15.6", "万户", "全区实有市场主体15.6万户").outcome("企业数", "4.2", "万户", "其中企业4.2万户")
    d.outcome("个体工商户数", "11.3", "万户", "个体工商户11.3万户").outcome("农民专业合作社数", "0.1", "万户", "农民专业合作社0.1万户")
    d.outcome("食品抽检批次", "2860", "批次", "全年抽检食品2860批次").outcome("食品抽检合格率", "97.8", "%", "合格率97.8%")
    d.outcome("药品抽检批次", "310", "批次", "药品抽检310批次").outcome("查办案件数", "412", "件", "查办各类案件412件")
    d.outcome("罚没金额", "186.5", "万元", "罚没金额186.5万元").outcome(
        "为消费者挽回经济损失", "73.8", "万元", "为消费者挽回经济损失73.8万元"
    )
    return d.outcome("个转企户数", "126", "户", "个转企完成126户").bundle()


def market_b() -> Bundle:
    """云溪县市场监督管理局 (an invented county), 2024: text and table disagree."""
    d = Draft(MARKET_B, department="云溪县市场监督管理局", county="云溪县", fiscal_year=2024)
    d.outcome("经营主体总数", "38900", "户", "全县现有经营主体38900户").outcome("经营主体净增数", "2100", "户", "较上年净增2100户")
    d.outcome("食品监督抽检批次", "1240", "批次", "完成食品监督抽检1240批次").outcome(
        "食品抽检不合格批次", "27", "批次", "检出不合格27批次"
    )
    d.outcome("食品抽检不合格率", "2.18", "%", "不合格率2.18%").outcome("立案查处违法案件数", "98", "件", "立案查处违法案件98件")
    d.outcome("罚没款", "45.2", "万元", "罚没款45.2万元").outcome(
        "挽回消费者经济损失", "21", "万元", "挽回消费者经济损失21万余元", bound="approx"
    )
    d.indicator("食品抽检批次\t≥1200批次\t1250批次\t4\t4")
    quotes = ("完成食品监督抽检1240批次", "食品抽检批次\t≥1200批次\t1250批次\t4\t4")
    bundle = d.bundle()
    spans = tuple((bundle.text.index(q), bundle.text.index(q) + len(q)) for q in quotes)
    finding = Finding(
        kind="contradiction",
        severity="warning",
        explanation="食品抽检批次正文1240批次，指标表1250批次，相差10批次。",
        quotes=quotes,
        spans=spans,
        rule="text-table",
    )
    return bundle.model_copy(update={"anomalies": (finding,)})


def all_reports() -> list[Bundle]:
    """All invented reports."""
    return [schools(), health(), roads(), market_a(), market_b()]
