"""Divisions and the resolver: names decide, then superiors and local clues; without evidence there is no guess. All texts are invented."""

import pytest

from ontology.regions import ancestors, children, find_names, level_of, named, place, region, resolve, within

NAMED = [  # the department's name alone decides
    ("如皋市市场监督管理局", "320682", "区县"),
    ("如皋市场监督管理局", "320682", "区县"),
    ("益阳市教育局", "430900", "地市"),
    ("南通市通州区教育局", "320612", "区县"),
    ("江西省南昌市西湖区卫生健康委员会", "360103", "区县"),
    ("重庆市江北区民政局", "500105", "区县"),
    ("北京市朝阳区教育委员会", "110105", "区县"),
    ("天津市河北区教育局", "120105", "区县"),
    ("云南省教育厅", "530000", "省"),
    ("西藏自治区交通运输厅", "540000", "省"),
    ("吉林省吉林市教育局", "220200", "地市"),
    ("恩施土家族苗族自治州人民医院", "422800", "地市"),
    ("恩施州教育局", "422800", "地市"),
    ("石柱县教育局", "500240", "区县"),
    ("科尔沁右翼前旗农牧局", "152221", "区县"),
    ("锡林郭勒盟公安局", "152500", "地市"),
    ("长沙市公安局", "430100", "地市"),
    ("公安县公安局", "421022", "区县"),
    ("中共益阳市委宣传部", "430900", "地市"),
    ("济源市水利局（本级）", "419001", "区县"),
    ("东莞市石排镇人民政府", "441900", "乡镇"),
    ("临澧县安福街道办事处", "430724", "乡镇"),
    ("广州市白云区人和镇人民政府", "440111", "乡镇"),
    ("南昌高新技术产业开发区管理委员会", "360100", "区县"),
    ("如皋经济技术开发区管理委员会", "320682", "区县"),
    ("合作市教育局", "623001", "区县"),
    ("大理市教育局", "532901", "区县"),
    ("上海市浦东新区审计局", "310115", "区县"),
    ("西安市户县水务局", "610125", "区县"),
    ("乐山市中区教育局", "511102", "区县"),
    ("内江市市中区教育局", "511002", "区县"),
    ("青岛市南区教育和体育局", "370202", "区县"),
    ("西安市高陵县水务局", "610117", "区县"),
    ("景德镇市城市管理局", "360200", "地市"),
    ("长沙市浏阳市永安镇人民政府", "430181", "乡镇"),
]

TOLD_BY_TEXT = [  # namesakes, or no place in the name: the text decides
    ("西湖区商务局", "江西日报、南昌日报作了报道，外卖平台南昌分公司参加；与杭州市余杭区签订协作协议。", "360103"),
    ("西湖区商务局", "浙江省财政厅下达资金，会同上城区、滨江区、拱墅区推进；杭州日报报道。", "330106"),
    ("鼓楼区教育局", "徐州市鼓楼区教育局部门整体支出，徐财绩〔2023〕3号。", "320302"),
    ("鼓楼区教育局", "福州市教育局安排，联动台江区、仓山区、晋安区。", "350102"),
    ("城关区卫生健康局", "甘肃省财政厅下达，兰州日报报道。", "620102"),
    ("朝阳区教育局", "长春市教育局评为先进单位。", "220104"),
    ("新城区民政局", "西安市民政局部署，碑林区、莲湖区同步开展。", "610102"),
    ("市中区教育局", "内江市财政局下达预算。", "511002"),
    ("白云区财政局", "贵州省财政厅下达，观山湖区、南明区、云岩区同步实施。", "520113"),
    ("江北区民政局", "甬财〔2022〕1号，宁波市财政局。", "330205"),
    ("城区教育局", "晋城市财政局下达预算。", "140502"),
    ("铁西区民政局", "辽财指〔2021〕1号，沈阳市民政局。", "210106"),
    ("青山区城市管理局", "鄂财绩发〔2020〕3号，武汉市城市管理委员会，武昌区、洪山区。", "420107"),
    ("永定区交通运输局", "张家界市交通运输局考核，慈利县、桑植县。", "430802"),
    ("市人民医院", "如皋市人民医院。南通市卫生健康委。如皋市卫生健康委，如皋市财政局。全市患者。", "320682"),
    ("高新技术产业开发区管委会", "益阳高新技术产业开发区。益阳市财政局、益阳市人民政府批复。", "430900"),
    ("和平区财政局", "沈阳市财政局考核，沈阳晚报报道。", "210102"),
    ("省民政厅", "湖南省民政厅部门决算。湖南省财政厅、湖南省委、湖南省人民政府部署全省工作。", "430000"),
    ("区教育局", "和平区教育局2023年度。沈阳市和平区。沈阳市教育局。全区学校。", "210102"),
    ("安福街道办事处", "临澧县安福街道办事处。临澧县财政局、临澧县人民政府，全县。", "430724"),
]

UNDECIDED = [
    ("鼓楼区教育局", "全年开展教育活动12场。"),
    ("公安局", "全年出警1200次。"),
    ("朝阳区教育局", "赴杭州市考察学习，与南昌市某企业有限公司合作。"),
    ("清溪县教育局", "江西省财政厅、南昌市财政局下达资金，南昌市人民政府部署，全县学校。"),  # no such county
    ("临江县水务局", "吉林省财政厅下达，白山市水务局考核。"),  # 临江 is a 市
    ("西湖区商务局", "江西展团与浙江某某集团有限公司签订协议。"),
]


@pytest.mark.parametrize(("department", "adcode", "level"), NAMED)
def test_the_name_decides(department: str, adcode: str, level: str) -> None:
    found = resolve(department, "")
    assert (found.adcode, found.level) == (adcode, level)
    assert found.candidates[0].reasons


@pytest.mark.parametrize(("department", "text", "adcode"), TOLD_BY_TEXT)
def test_the_text_decides(department: str, text: str, adcode: str) -> None:
    found = resolve(department, text)
    assert found.adcode == adcode, found.candidates
    assert found.candidates[0].reasons


@pytest.mark.parametrize(("department", "text"), UNDECIDED)
def test_no_evidence_no_guess(department: str, text: str) -> None:
    assert resolve(department, text).adcode is None


def test_unresolved_namesakes_are_listed() -> None:
    assert {c.adcode for c in resolve("鼓楼区教育局", "").candidates} == {"320106", "320302", "350102", "410204"}


SAME_NAME = {
    "西湖区": {"330106", "360103"},
    "朝阳区": {"110105", "220104"},
    "城关区": {"620102", "540102"},
    "新城区": {"610102", "150102"},
    "普陀区": {"310107", "330903"},
    "通州区": {"110112", "320612"},
    "长安区": {"130102", "610116"},
    "江北区": {"330205", "500105"},
    "白云区": {"440111", "520113"},
    "和平区": {"120101", "210102"},
}


@pytest.mark.parametrize("name", SAME_NAME)
def test_namesakes(name: str) -> None:
    assert {r.adcode for r in named(name)} == SAME_NAME[name]


def test_named_reads_usual_forms() -> None:
    codes = {n: [r.adcode for r in named(n)] for n in ("益阳", "如皋", "恩施州", "高陵县", "江西省南昌市西湖区", "内蒙古", "不存在县")}
    assert codes["益阳"] == ["430900"] and codes["如皋"] == ["320682"] and codes["恩施州"] == ["422800"]
    assert codes["高陵县"] == ["610117"] and codes["江西省南昌市西湖区"] == ["360103"] and codes["内蒙古"] == ["150000"]
    assert codes["不存在县"] == []


def test_every_division_hangs_in_the_tree() -> None:
    assert [r.adcode for r in ancestors("320682")] == ["320600", "320000"]
    assert [r.adcode for r in ancestors("110105")] == ["110000"]
    assert place("360103") == ("江西省", "南昌市", "西湖区") and place("419001") == ("河南省", None, "济源市")
    assert within("320682", "320000") and not within("320682", "430000")
    assert len(children("430900")) == 6 and {r.level for r in children("430000")} == {"地市"}
    assert [level_of(c) for c in ("430000", "430900", "320682", "110105")] == ["省", "地市", "区县", "区县"]
    assert region("999999") is None and ancestors("999999") == ()


def test_find_names_leaves_ordinary_words_and_streets_alone() -> None:
    text = "与公安机关合作，推动乡村振兴；南京路上，云南县域经济；赫山区、安化、沅江、南县及资源县。阳泉市城区。"
    assert [n for _, _, n, _ in find_names(text)] == ["云南", "赫山区", "安化", "沅江", "南县", "资源县", "阳泉市", "城区"]
    assert all(text[a:b] == n and c for a, b, n, c in find_names(text))


@pytest.mark.parametrize(
    "text",
    [
        "顺利通过验收",
        "市政和公用设施",
        "创新和转化",
        "资金安排到位",
        "社会理事会",
        "市长安排部署",
        "平台安全",
        "整治多年",
        "居民健康定期随访",
        "新建水库3座",
    ],
)
def test_words_that_meet_by_chance_are_no_place(text: str) -> None:
    assert find_names(text) == []
