"""What a figure that is asked for must look like (所问数值的量纲): its kind and unit, from the words of a clause."""

import re

from ontology.quantity import dimension as quantity_dimension
from search.plan import Dimension

UNIT = re.compile(
    r"(?:多少|(?<!哪)几)(?:[百千万亿]+(?!元))?(?P<unit>个百分点|万元|亿元|元(?!素)|钱|块钱|家次|人次|批次|台次|户次|场次|件次|条次|车次|艘次|班次|处次|起次|平方米|平方公里|公里|千米|公顷|亩|吨|公斤|"
    r"个工作日|个月|小时|天(?!然)|分钟|年(?!报|轻|级|度)|倍|分(?!局|公司|园|院|中心|类|支|会)|"
    r"家(?!庭|长|电|教|禽|政|属|园)|户(?!厕|籍|外)|件|起|宗|回(?![收访复应迁来事])|次(?!生)|批|人(?!群|口|均|员|才|大|民|社|工|防|选)|名(?!师|优|牌|单|录|医)|"
    r"位(?!置)|个(?!体|转|税)|项(?!目)|条(?!例|件|款)|期(?!刊|限|间)|场(?!所|地|馆|镇)|份(?!额)|册|篇|台(?!账|风|商)|套(?!餐)|辆|张|"
    r"所|座(?!谈|位)|处(?!罚|置|理|方|分|级|室)|例(?!会)|枚|株|头(?!盔)|只|间|栋|幢|面(?!积|粉|向|对)|部(?!门|分|队|委)|口(?!岸|腔|罩)|支(?!出|持|部|队|付)|"
    r"对(?![象于比外策手得不应])|具(?!体|有|备)|眼(?![睛镜科])|笔(?!记)|剂次|针次|针(?!对)|尾|羽|立方米|孔|轮(?!训|岗|换)|单(?!位|独|项|价)|首(?!要|次|批)|课时|学时|"
    r"剂(?!量)|千瓦时|兆瓦|千瓦|毫升|届|组(?!织|建|成|长|合|团|装)|车(?!辆|次|站|主|间|位|流|费|祸|牌|道|险)|页(?!面|岩)|米(?!粉|面|厂|粮)|路(?![面段线灯口])|"
    r"本(?!级|地|年|县|市|区|省|局|科|部|身|金|息|报)|"
    r"种(?!植|子|类|养|粮|苗|业)|顶|床(?!位|上|品)|箱|袋|瓶|艘|架|匹|桩|通|趟|桶|根|颗|粒|棵|斤|吨标准煤|块(?!钱)|"
    r"门(?!诊|店|票|户)|节(?!目|能|水|约|余)|片(?!区)|村(?!民|级|集体|医|干|庄|道|务|卫))?"
)
"""How many, with the unit that is counted in."""
_PERSONS = re.compile(
    r"(?:学生|老师|教师|医生|护士|人员|孩子|职工|党员|居民|群众|病人|患者|老人|儿童|农民|工人|民警|辅警|娃|小孩|律师|保安|游客)"
    r"(?:一共|总共|共)?(?:有|是)?(?:多少|几)(?:个|名|位)?(?=$|[?？,，。])"
)
"""People are counted in 人 where the question leaves the unit out (参加的学生多少)."""
_OF_PERSONS = re.compile(
    r"[搞干当做卖吸贩赌偷骗][\u4e00-\u9fff]{1,4}的(?=$|[?？,，])|(?:的)?(?:人(?!次|群|口)|学生|老师|教师|医生|护士|孩子|职工|党员|居民|群众|病人|患者|老人|儿童|农民|工人|民警|辅警|干部|队员|嫌疑人|志愿者|从业者|"
    r"娃|小孩|女工|律师|保安|骗子|坏人|小偷|游客|大夫|警察|妇女|女人|老兵|退伍兵|专家|乡亲|百姓|老百姓)"
)
"""People counted by the general counter (几个人, 多少个学生): reports count them in 人 and 名."""
_PAID = re.compile(
    r"(?:金|款|费|津贴|补贴|补助)(?:一共|总共|共)?(?:发放|发|花费|花|用|支出|支付|拨付|下达|收缴|收|罚|退|付)(?:了|出|掉|到)?多少(?=$|[?？,，。])"
)
"""Money that was paid or taken is asked for in money (低保金发了多少)."""

_MONEY_OF = re.compile(
    r"多少[\u4e00-\u9fff]{0,6}(?:钱|[^基黄合]金|款|[^免消]费|补贴|补助|津贴|工资|债)(?=$|[?？,，。]|先?[还退返]*[给发到])"
)
"""Money by its own name behind how much (要回多少工钱, 发了多少优待金)."""


_MONEY_GIVEN = re.compile(r"(?:投|拨|出|掏|捐|拿|砸|发|贴|筹)(?:入|出|付|给|去)?(?:了|过)(?:一笔)?(?:钱|资金)(?=$|[?？,，。])")
"""Money was given, by whom or for what; a further clause asks how much of it (给村里投了钱，各投了多少)."""
_OF_MONEY = re.compile(
    r"金额|数额|(?:经费|资金|款|费|罚没|补助金?)"
    r"(?:是|为|有|共|[一总合]共|合计|[加合]起来|加在一(?:起|块儿?))*(?:多少|$|[?？,，。])|多少钱"
)
"""A sum is asked for by what it is."""
_MOST_PEOPLE = re.compile(r"(?:人员|职工|干部|民警|教师|医生|学生|党员|人手|编制)(?:数量?)?(?:是|的)?(?:哪家|哪个局|谁)?最(?:多|少)")
"""Who has most of people is a number of them."""


_SCALED = re.compile(r"(?:多少|(?<!哪)几)(?P<scale>[百千万亿]+)(?=[\u4e00-\u9fff])(?!元)")


def unit_as_asked(text: str, unit: str | None) -> str | None:
    """Return a unit with the scale in which the question wants it (多少万人 → 万人): a computed figure is given so."""
    scaled = _SCALED.search(text) if unit else None
    return f"{scaled['scale']}{unit}" if scaled and text.startswith(unit or "", scaled.end()) else unit


_OF_SOME = re.compile(r"(?:这|那|上|写了?的|有的)?几[家个](?=里|当?中|之中)|(?:(?<=数量是)|(?<=数是))[^,，]*的(?:几|多少)倍")
"""Of which ones (几家里), and how many times another number one is: neither is the unit of the figure itself."""


def wanted_value(text: str) -> tuple[Dimension | None, str | None]:
    """Return what a clause's value must measure, and the unit asked for (多少万元 → money, 万元)."""
    text = _OF_SOME.sub(" ", text)
    if re.search(r"多久|多长时间|几(?:分钟|小时|天|个工作日)(?:能|才|内|可|就)?(?=到|办|完|结|$|[?？,，])", text):
        return "duration", None
    if re.search(r"第几|排名|名次|位次|排(?:在)?(?:全|多少位)", text):
        return "rank", None
    if re.search(
        r"百分之几|百分比|几成|占比|比重|比例|率(?!先|领)(?:是|为|达|有|多|算下来|算起来|大概|大约|究竟|到底|"
        r"$|[\s,，。?？和与、])|率$",
        text,
    ):
        return "rate", None
    unit = _unit_in(text)
    if unit in ("钱", "块钱"):
        return "money", None
    if unit:
        return "count" if unit == "块" else _family(unit), unit  # 几块奖牌; money is said as 块钱
    if re.search(r"的(?:一共|总共|共)?有(?:多少|几个?)(?=$|[?？,，。])", text):
        return "count", None
    if _PAID.search(text) or _MONEY_OF.search(text):
        return "money", None
    if re.search(r"(?<![指分倍系基位天年参算行])数(?:量)?(?=$|是|为|有|多少|[\s?？])", text):
        return "count", None
    if _OF_MONEY.search(text) or _MONEY_GIVEN.search(text):
        return "money", None
    return ("score", None) if re.search(r"得分|多少分", text) else (None, None)


def _unit_in(text: str) -> str | None:
    """Return the unit a clause asks for, also where only its counted noun or the people counted say it (件数, 参加的学生多少)."""
    match = UNIT.search(text)
    unit = match["unit"] if match else None
    if match and unit in ("个", None) and _OF_PERSONS.match(text, match.end()):
        return "人"
    if unit is None and re.search(r"的?人(?:数)?(?:有|是|为)?多少|有多少人", text):
        unit = "人"
    if unit is None and (_PERSONS.search(text) or _MOST_PEOPLE.search(text)):
        unit = "人"
    if unit is None and (
        suffix := re.search(
            r"(?P<unit>人次(?=数)|[人件户家项个场批台条份篇起宗名处所辆次](?=数)|批次)数?(?=$|是|为|有|多少|[\s,，?？])", text
        )
    ):
        unit = suffix["unit"]
    return unit


def _family(unit: str) -> Dimension | None:
    name = quantity_dimension(unit).partition(":")[0]
    known: dict[str, Dimension] = {
        "money": "money",
        "rate": "rate",
        "points": "points",
        "count": "count",
        "rank": "rank",
        "score": "score",
        "duration": "duration",
        "length": "length",
        "area": "area",
        "mass": "mass",
        "volume": "volume",
        "energy": "energy",
    }
    return known.get(name)
