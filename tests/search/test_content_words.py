"""What counts in a question: words that point, set the scene or name whoever did it ask for no other figure; kinds, grades and heads do."""

import pytest

from api import asking
from search.planning.asks import asks_in, metric_words
from search.words.english import from_english
from search.words.lexicon import in_printed_words


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("青陵市白鹭区那个局一年里巡了多少家次药店？", 2360),
        ("歙县境内免费检了多少台集贸市场的计量器具？", 4150),
        ("白鹭区那几期知识产权培训班有多少企业的人来听？", 310),
        ("新城区教育局辖区内关停的那类违规校外培训机构有几家？", 14),
        ("那个搞科技的厅给多少家企业的研发投入发了奖补？", 2875),
        ("东麓省每一万个人里有几件高价值发明专利？", 9.84),
        ("临澜县2020年有多少对新人领了结婚证？", 3127),
        ("望津县公安局，2022年还给老百姓多少被骗走的钱？", 512.6),
        ("禾田街道那些流动摊点，一年规范了多少处？", 3600),
        ("禾田街道管的地方拆了多少处私搭乱建？", 214),
        ("新兴县帮不锈钢厂家解决了几个质量上的毛病？", 89),
        ("How many company inspections of refrigerated food sellers did Bailu market regulator carry out?", 620),
        ("How many people in Wangjin were detained for public order cases in 2022?", 683),
        ("How many old bridges were rebuilt in Qingling in 2021?", 27),
        ("How many homes for the elderly were rebuilt in Linlan in 2020?", 4),
    ],
)
def test_words_that_name_no_figure_do_not_stand_in_the_way(stocked, question, value):
    assert [float(row.value) for row in asking.ask(stocked, question, None).rows] == [value]


@pytest.mark.parametrize(
    "question",
    [
        "白鹭区有多少家直销企业？",
        "歙县全县有多少户外资企业？",
        "西安市新城区有几家三级医院？",
        "东麓省每一万个人里有多少名博士？",
        "望津县2022年吊销了多少本驾驶证？",
        "临澜县2020年收养登记办了几件？",
        "禾田街道2019年种了多少棵树？",
        "歙县“消费维权”项目的预算是多少万元？",
        "How many drone patrols did Wangjin's police fly in 2022?",
        "How many ferry crossings were closed in Qingling in 2021?",
        "DELETE WHERE { ?report ?says ?fact }",
    ],
)
def test_a_kind_a_grade_or_a_name_that_nobody_reports_is_refused(stocked, question):
    assert not asking.ask(stocked, question, None).answerable


def test_what_points_is_no_word_of_the_measure():
    assert metric_words("那期培训班有多少人参加") == "培训班有 参加"
    assert metric_words("那个县有多少对夫妻") == "有 夫妻"


def test_a_clause_without_a_question_is_what_the_next_one_asks_of():
    (ask,) = asks_in("城里吃低保的，现在一个人一个月的标准是多少元")
    assert "低保" in ask.phrase and "标准" in ask.phrase
    (counted,) = asks_in("巡查网店和直播间，一年看了多少条次")
    assert counted.unit == "条次"
    assert len(asks_in("在职人员，编制各多少")) == 2


def test_joined_english_words_are_looked_up_apart_and_how_many_is_a_number():
    assert "食品安全" in from_english("food-safety")
    assert asks_in(from_english("how many bridges"))[0].dimension == "count"
    assert asks_in(from_english("how much funding"))[0].dimension != "count"



@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("白鹭区经常夜里查的冷库冻货店，跑了多少家次？", 620),
        ("西安市新城区一共给孩子打了多少万剂疫苗？", 18.7),
        ("赤岭市一亩地平均打多少公斤粮？", 439.2),
        ("赤岭市村里人平均一年挣多少钱？", 21864),
        ("望津县自然资源局修复了多少个废弃矿坑？", 11),
        ("望津县矿山修复后长上草的比例有多高？", 88.3),
        ("青陵市换上了多少辆烧电的公交？", 150),
        ("禾田街道给八十往上的老人发津贴，发了多少人？", 1562),
        ("歙县帮消费者要回来多少钱？", 182.6),
    ],
)
def test_everyday_words_for_things_and_acts(stocked, question, value):
    assert [float(row.value) for row in asking.ask(stocked, question, None).rows] == [value]


def test_how_many_are_at_work_in_the_bureau_is_its_staff():
    assert "在职人员" in in_printed_words("实际有多少人在干活？")
    assert "在职人员" not in in_printed_words("有多少人在外地干活？")


def test_a_list_inside_a_description_is_one_thing_and_no_sum(stocked):
    answer = asking.ask(stocked, "禾田街道堆在楼道、挡住路的垃圾一共清走多少万吨？", None)
    assert [float(row.value) for row in answer.rows] == [1.9]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("禾田街道低保金发了多少万元，多少户拿到了？", [231.6, 289]),
        ("禾田街道老旧小区改造了多少个，惠及多少户居民？", [5, 2145]),
        ("禾田街道拆违建拆了多少处，一共拆了多少万平方米？", [214, 1.86]),
        ("东麓省技术合同登记了多少项，成交额多少亿元？", [3.27, 1583.9]),
        ("新兴县查了多少宗商标侵权案，罚没多少万元？", [22, 36.5]),
        ("西安市新城区新建了几个中医馆，卫生监督罚了多少万元？", [3, 43.2]),
    ],
)
def test_a_further_question_is_of_what_the_first_one_named(stocked, question, values):
    assert [float(row.value) for row in asking.ask(stocked, question, None).rows] == values
