"""Quantities in running text (数量): value, unit, bound and place, found by grammar.

Amounts keep what was printed. Dates, years, document numbers, ordinals, phone numbers and names with digits are no quantities.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from ontology.records import Bound

Kind = Literal["count", "rank"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit in a text: `text[start:end]` is bound word, number, approximation mark and unit as printed.

    `number` is where the digits begin (after 近, 约, ≥ …); `chinese` says that the numeral is a Chinese one (三项, 两次).
    A rank (第一, 第五名) has kind `rank` and the unit 位.
    """

    value: Decimal
    unit: str
    bound: Bound
    start: int
    end: int
    number: int = 0
    chinese: bool = False
    kind: Kind = "count"


CHINESE = "零〇一二两三四五六七八九十百千万亿"
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWER = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}

# Longest first within a family; a lookahead bars words that begin with the unit's character (3部门, 5家庭).
_UNITS = (
    "个?工日|个?机时|个班次|个批次|个品种|个品类|册次|蒸吨|担(?!任|当|保|负|忧|架|心)|发(?=[、，,。；;）)]|$)|个?百分点|个工作日|个自然日|个日历日|工作日|自然日|个小时|个月|个基点|个次|个(?!体|人所得|转企|税|百分)"
    "|剂次|针次|针剂|剂|路(?!面|段|网|灯|线|口|基|径|桥|政)|种(?!植|类|子|养|粮|业|田|苗|畜|牛|羊|猪|禽)|对(?=[、，,。；;）)]|$)|具(?!备|有|体)|头次|羽次|只次|家次|家(?!庭|长|园|属)|户次|"
    "户(?!籍|外|口|型|主|均)"
    "|人公里|吨公里|人次|人天|人日|人份|人(?!民|大|均|口|工|才|社|行|防|居)|名(?!称|录|单|优|牌|列|城|额)|位(?!于|列|居|置|次)"
    "|件套|件次|件|起(?!草|来|步|到|点|诉|重)|例(?!如|行|会)|宗|桩|批次|批(?!准|复|发|评|示|量)|份(?!额)"
    "|场次|场(?!所|地|景|馆|面)|期(?!间|限|望|刊|货)|篇|首(?!次|个|批|创|位|席|要)|条次|条(?!例|款)|项次|项(?!目)"
    "|台件|台套|台次|台班|台(?!账|湾|风|阶)|套件|套(?!餐|取|路)|架次|架|辆次|辆|艘次|艘|航次|餐次|床次|座次|座(?!谈)|栋|幢|间|处次|处(?!理|置|罚|于|级|室|方|分)"
    "|所(?!有|属|在|需|得)|站次|站|班次|班(?!子|级|组)|节次|节(?!能|约|点|日|假|水|目)|门(?!店|诊|类|户|口)|学时|课时|课次|课"
    "|张|枚|面(?!积|向|临|对|上)|块|片(?!区)|株|棵|头(?!部)|只(?!有|要|需)|羽|匹|口(?!岸|径|头|感)|眼|盏次|盏|根(?!据|本|治)|枪次|枪"
    "|把(?!握|关|好)|成(?=以上|[一二三四五六七八九]|[，,。；;、）)]|$)|册|本(?!级|市|科|局|地|年|部|单|区|县|次|项|省|院|校)|幅(?!度)|则|轮次|轮(?!换|训)|遍|趟|组(?!织|建|成)"
    "|队次|队(?!伍)|支(?!出|持|付|部|队|撑)|笔|单(?!位|项|独|件|个|体)|票|车次|列次|列(?!入|为|席|车|出|举|支)|标准?箱|标台|TEU"
    "|次(?!品|生|日|年|要|月|区)"
    "|平方公里|平方千米|平方米|平米|立方米|公里|千米|毫米|厘米|公顷|公斤|千克|吨公里|人公里|吨标准煤|吨|立方(?!米)|延米|千伏安|升(?!级|至|到|学)"
    "|米(?!粉)|亩次|亩|斤|克(?!服)|毫克|微克|毫升|千瓦时|千瓦|兆瓦|度电|㎡|m²|m2|m³|km|kW|MW|GB|TB|MB|吨|℃|分贝"
    "|美元|港元|欧元|日元|元(?!旦|素)|分钟|小时|秒|天(?!然|气|津)|周(?!边|年|期|转|末|到|岁)|年(?!报|度|初|检|底|级|龄|均|会|末"
    "|内|检|代|来)"
    "|岁|日(?!常|前|均|照|报|间|期|用|管|程)|个?百分点|倍|分(?!局|管|级|类|公司|别|享|会|中心|期|校|之|布|析|为|散|配)|[％%‰]|/10万|/百万|/万(?!元)|盒"
    r"|款(?!项|待|式|额)|卷次|卷(?!入|土|积|起|烟|宗)|页(?!面|岩|码)|字(?!样|体|号|段|典|迹|义|数|幅|画|母|形)|封(?!闭|锁|存|面|顶|控|山|育)|方(?=[，、,。；;）)]|$)|瓶|袋|箱|桶|粒|尾|叶(?!片|子|面)|床(?!位|铺|次)|顶(?!层|尖|格|替|岗|级)|类(?=[、，,。；;）)]|$)|部(?!门|分|长|队|署|级|位|属|委|件|下|里|省|市|机|曲)|单(?!位|项|独|件|个|体|一|列|据|边|向|价|次|纯|元|身|车)|管(?!理|控|护|道|网|线|辖|委|办|制|件|养|用|好)|包(?!括|含|保)|户头|学位|床位|颗|[金银铜](?=\d|[，,。；;、）)]|$)"
)
_COMPOUND = (rf"(?:{_UNITS})(?:[（(](?:{_UNITS})(?:次)?[)）])?"
             rf"(?:/(?:人口|[百千万]*万?人口?|[百千万]*(?:平方[公千][里米]|车|户|学?生|职工|{_UNITS})|[a-zA-Z]+\d?|月|季度?|学[年期]))*")
_MARK = r"余|多|来|几|于(?=[天个家户件次人起批条项名])"

_ARABIC = re.compile(
    r"(?P<number>\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:[ \xa0]\d{3})+(?=\.\d|\s?[万亿])(?:\.\d+)?"
    r"|\d+(?:\.\d+)?)[ \t\u3000\xa0]{0,2}"
    rf"(?P<mark>{_MARK})?(?P<scale>万亿|[十百千]?[万亿]|[百千](?![瓦伏]))?(?P<mark2>余|多|来)?[ \t\u3000\xa0]{{0,2}}"
    rf"(?P<unit>{_COMPOUND})?(?P<after>余|多(?=[，,。；;、）)]|$))?"
)
_HANZI = re.compile(
    rf"(?P<number>半|[{CHINESE}]+)(?P<mark>余|多|来|几)?(?P<scale>[万亿])?(?P<mark2>余|多)?(?P<unit>{_COMPOUND})(?P<after>余"
    rf"|多(?=[，,。；;、）)]|$))?"
)
_HUNDREDTHS = re.compile(rf"百分之(?P<number>[{CHINESE}点]+|\d+(?:\.\d+)?)")
_AFTER = re.compile(r"(?:及以上|（含）以上|\(含\)以上|以上|及以下|以下|以内|之内|左右|上下|之多|内(?=[，,。；;、）)的\s]|$"
    r"|办[结完](?!率)|[出拿]证(?!率)|答复(?!率)))")
_BEFORE = re.compile(
    r"(不低于|不少于|不小于|不超过|不高于|不多于|不大于|大于等于|小于等于|大于或等于|小于或等于|大于|小于|高于|低于|至少|最多"
    r"|超过|突破|超出|大约|将近|接近|(?<![最附临邻])近|(?<![签合契预节条])约|(?<![赶反彩])超|逾|(?<![以网线路马])上|≥|≤|≧|≦|＞|＜|>|<)[ ]?$"
)
_GE = ("不低于", "不少于", "不小于", "大于等于", "大于或等于", "大于", "高于", "至少", "≥", "≧", "＞", ">", "超过",
       "突破", "超", "逾", "超出")
_LE = ("不超过", "不高于", "不多于", "不大于", "小于等于", "小于或等于", "小于", "低于", "最多", "≤", "≦", "＜", "<")
_BOUND: dict[str, Bound] = dict.fromkeys(_GE, "ge")
_BOUND |= dict.fromkeys(_LE, "le")
_BOUND |= dict.fromkeys(("大约", "将近", "接近", "近", "约", "上"), "approx")
_TAIL: dict[str, Bound] = {
    "以上": "ge", "以下": "le", "以内": "le", "之内": "le", "内": "le", "左右": "approx", "上下": "approx", "之多": "approx",
}

# What begins with a numeral and is no quantity: it is stepped over as a whole.
_SKIP = re.compile(
    r"(?:19|20)\d{2}\s*(?:[-—–~至到、]\s*(?:19|20)?\d{2}\s*)?(?:年度?|学年)(?:\s*\d{1,2}\s*(?:[-—–~至到]\s*\d{1,2}\s*)?月(?:份|底|末|初"
    r"|[上中下]旬)?)?(?:\s*\d{1,2}\s*[日号])?"
    r"|[二一][〇○零九]?[〇○零一二三四五六七八九]{2,3}年(?:度)?(?:[一二三四五六七八九十]{1,2}月)?(?:[一二三四五六七八九十]{1,3}日)?"
    r"|(?:19|20)\d{2}\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{1,2}(?!\d)"
    r"|(?:19|20)\d{2}\s*[〕\]）)]\s*\d*\s*号?|(?:19|20)\d{2}(?=\s*(?:[-—–~至到]\s*)?(?:19|20)\d{2})"
    r"|\d{1,2}\s*(?:[-—–~至到]\s*\d{1,2}\s*)?月(?:份|底|末|初|[上中下]旬)?(?:\s*\d{1,2}\s*(?:[-—–~至到]\s*\d{1,2}\s*)?[日号])?"
    r"|[一二三四五六七八九十]{1,2}月(?:份|底|末|初|[上中下]旬)?(?:[一二三四五六七八九十]{1,3}日)?"
    r"|\d{1,2}[-—–~至到]\d{1,2}日(?!以内|内)"
    r"|\d{1,2}[.．](?=(?:19|20)\d{2}\s*年)|1[3-9]\d{9}(?!\d)|0\d{2,3}[-－]\d{7,8}|\d{15,}[xX]?|\d{1,2}[:：]\d{2}(?!\d)"
    r"|\d{1,4}[·•・/+＋]\d{1,4}(?:[·•・/+＋]\d+)*(?:[+＋][A-Za-zNnXx])?|\d+[+＋][A-Za-zNnXxＮ]|\d{1,4}号(?!召)|\d+(?:\.\d+)+版"
    r"|\d+\.\d+\.\d+(?:\.\d+)*"
    r"|[一二三四五六七八九十]+分之[一二三四五六七八九十]+|[一二三四五六七八九十]季度|\d季度"
)
_NO_DIGIT_BEFORE = re.compile(r"(?:[A-Za-zⅠ-Ⅻ.·•・\d第〔\[]|[（(]?(?:19|20)\d{2}[）)〕\]]\s*|[A-Za-z][-－])$")
_NO_HANZI_BEFORE = re.compile(r"[第每统唯专单同逐之不划归惟星期周初万数几好某任另哪这那百千十一二三四五六七八九]$|十四$|进一$")
# 一 is an article more often than a count; these never count.
_NO_HANZI = re.compile(
    r"(?:一|两|三|四)?(?:一起(?!案|行政|刑事|民事|违法|特大|重大|典型)|一件事|一次[性不办跑通成]|一站|一本|一点|一面|一手|一度|一道"
    r"|一套|一条龙|一门|一张|一周|一天|一年|一日|一片|一把|一头|一根|一项项"
    r"|一个个|一批|一期|一轮|一节|一课"
    r"|一位|一名|一方|一直|一切|十分|百分|万分|三分|七分|一分|两面|三包|千家|万家|百家|万户|千人一面|百姓|百日|千万(?!元|人|吨|亩"
    r"|户)|百年|千年|万年|一日|三日|八方|两手|一句|三期|二期|四期|五期|六期)"
    r"|八项(?=规定)|[一二三四五六七八](?=位一体|网融合|链同构|级联动|级贯通|方联动|单合一|证合一|码合一|网合一)|[一二两三四五六七八九十]类|两条(?=线)|四风|六[稳保]|[一二两三四五六七八九十]带一"
    r"|[一两二三四五六七八九十]个(?:最(?!低|高)|必须|坚持|结合|到位|全覆盖|确保|责任|一[批律]|意识|自信|维护|革命|没有|不|转变"
    r"|提升|清单|为主|注重|更加|导向|文明|全面|大局)"
)
_PLACE = re.compile(r"[一二三四五六七八九十]{1,2}[元里台口][镇乡县区村街社]")
"""A place whose name reads like an amount (三元镇, 十里乡)."""

_MEDALS = ("金", "银", "铜")
"""Counted in digits only: 5金7银, but 五金 is a trade."""

_HALF = re.compile(r"半(?=[，,。；;、）)]|$)")
_FIRST = re.compile(r"(?:首位|榜首)(?=[，,。；;、）)！\s]|$)")
_RANK = re.compile(r"第(?P<number>[一二三四五六七八九十]{1,3}|\d{1,3})(?P<unit>[名位])?(?=[，,。；;、）)！\s（(的”]|$|和|并|且|与"
    r"|，|行列|方阵|成绩)")
_FRONT = re.compile(r"前(?P<number>[一二三四五六七八九十]{1,3}|\d{1,3})(?P<unit>[名位强])?(?=[，,。；;、）)！\s]|$|行列|方阵|的)")
_RANK_WORD = re.compile(r"(?:排名|排行|排在|排|位列|位居|名列|列|居|位|跃居|跃升|上升|升至|提升|获|荣获|取得|进入|跻身|挺进"
    r"|得分)[^，,。；;]{0,14}$")
_START = re.compile(rf"[\d第前半{CHINESE}]|百分之|首位|榜首")


def find_quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a text in order: counts, rates, amounts and ranks; full-width digits are read as digits."""
    plain = _narrow(text)
    position, length = 0, len(plain)
    while position < length:
        start = _START.search(plain, position)
        if start is None:
            return
        quantity, position = _at(plain, start.start())
        if quantity is not None:
            yield quantity


def _narrow(text: str) -> str:
    """Full-width digits, point and percent sign to narrow ones, character by character: no offset moves."""
    return text.translate(_NARROW)


_NARROW = {c: unicodedata.normalize("NFKC", chr(c)) for c in (*range(0xFF10, 0xFF1A), ord("．"), ord("％"), ord("／"), ord("："))}


def _at(text: str, position: int) -> tuple[Quantity | None, int]:
    """Return the quantity that begins at a numeral, if any, and where to read on."""
    first = text[position]
    if first in "首榜":
        m = _FIRST.match(text, position) if _RANK_WORD.search(text[max(0, position - 24) : position]) else None
        return (Quantity(Decimal(1), "位", "exact", position, m.end(), position, True, "rank"), m.end()) if m else (None, position + 2)
    if first in "第前":
        return _rank(text, position)
    skip = _SKIP.match(text, position)
    if skip is not None and not (first in CHINESE and position and text[position - 1] in "第"):
        return None, skip.end()
    hundredths = _HUNDREDTHS.match(text, position)
    if hundredths is not None:
        return _finish(text, position, hundredths, number_of(hundredths["number"]), "%", chinese=True)
    if first.isdigit():
        return _arabic(text, position)
    return _hanzi(text, position)


def _arabic(text: str, position: int) -> tuple[Quantity | None, int]:
    m = _ARABIC.match(text, position)
    if m is None or _NO_DIGIT_BEFORE.search(text[max(0, position - 8) : position]):
        run = re.compile(r"\d+(?:\.\d+)?").match(text, position)
        return None, run.end() if run else position + 1
    unit = (m["scale"] or "") + (m["unit"] or "")
    if not m["unit"] and not (m["scale"] and "万" in m["scale"]) and not (m["scale"] and "亿" in m["scale"]):
        return None, m.end("number")
    value = Decimal(re.sub(r"[,，\s]", "", m["number"]))
    if m["unit"] in ("分", "年") and _HALF.match(text, m.end()):
        return _half(text, position, m, value)
    if unit in ("%", "‰") and re.search(r"[\u4e00-\u9fff][-－−]$", text[max(0, position - 2) : position]):
        value = -value
    return _finish(text, position, m, value, unit)


def _tenths(text: str, m: re.Match[str], value: Decimal) -> tuple[Decimal, int]:
    """九成三: the digit behind 成 counts its tenths; the value and how many characters it takes."""
    digit = _DIGIT.get(text[m.end() : m.end() + 1]) if m["unit"] == "成" else None
    return (value + Decimal(digit) / 10, 1) if digit else (value, 0)


def _half(text: str, position: int, m: re.Match[str], value: Decimal) -> tuple[Quantity, int]:
    """6分半, 两年半."""
    quantity, end = _finish(text, position, m, value + Decimal("0.5"), m["unit"])
    return replace(quantity, end=end + 1), end + 1


def _hanzi(text: str, position: int) -> tuple[Quantity | None, int]:
    """A Chinese numeral counts only before a unit, outside fixed words, and as a bare scale only with 近, 约, 超, 逾, 上, 余."""
    run = re.compile(rf"半|[{CHINESE}]+").match(text, position)
    stop = run.end() if run else position + 1
    m = _HANZI.match(text, position)
    before = text[max(0, position - 2) : position]
    if m is None or _NO_HANZI_BEFORE.search(before) or _NO_HANZI.match(text, position) or _PLACE.match(text, position):
        return None, stop
    if m["unit"] in (*_MEDALS, "字"):
        return None, stop
    numeral = m["number"]
    scale = m["scale"] or ""
    if set(numeral) <= set("百千万亿"):
        if not _BEFORE.search(before) and m["mark"] != "余":
            return None, stop
        value = Decimal(1) if numeral in ("万", "亿") else number_of(numeral)
        scale = numeral + scale if numeral in ("万", "亿") else scale
    elif len(numeral) > 1 and numeral[-1] in "万亿":
        value, scale = number_of(numeral[:-1]), numeral[-1] + scale
    else:
        value = number_of(numeral)
    value, more = _tenths(text, m, value)
    quantity, end = _finish(text, position, m, value, scale + m["unit"], chinese=True)
    return (replace(quantity, end=end + more), end + more) if more else (quantity, end)


def _rank(text: str, position: int) -> tuple[Quantity | None, int]:
    """第一, 第5名 after a word of ranking; 前三, 前10名 is a bound. Other ordinals are stepped over."""
    m = (_RANK if text[position] == "第" else _FRONT).match(text, position)
    if m is None:
        ordinal = re.compile(rf"[第前](?:[{CHINESE}]+|\d+)?").match(text, position)
        return None, ordinal.end() if ordinal else position + 1
    if _RANK_WORD.search(text[max(0, position - 24) : position]) is None and not re.search(r"[全省市县区国]$", text[:position]):
        return None, m.end()
    bound: Bound = "exact" if text[position] == "第" else "le"
    return Quantity(number_of(m["number"]), "位", bound, position, m.end(), position, not m["number"].isdigit(), "rank"), m.end()


def _finish(
    text: str, position: int, m: re.Match[str], value: Decimal, unit: str, *, chinese: bool = False
) -> tuple[Quantity, int]:
    groups = m.groupdict()
    before = _BEFORE.search(text[max(0, position - 6) : position])
    tail = _AFTER.match(text, m.end())
    end = tail.end() if tail else m.end()
    bound: Bound = "exact"
    if any(groups.get(name) for name in ("mark", "mark2", "after")):
        bound = "approx"
    elif tail:
        bound = next(b for word, b in _TAIL.items() if tail.group().endswith(word))
    elif before:
        bound = _BOUND[before[1]]
    start = position - len(before.group()) if before else position
    return Quantity(value, unit, bound, start, end, position, chinese), end


def number_of(numeral: str) -> Decimal:
    """Return the value of an Arabic or Chinese numeral (两千三百, 十二, 半, 九十八点五).

    Raises `ValueError` for anything else.
    """
    if numeral == "半":
        return Decimal("0.5")
    if re.fullmatch(r"[\d.,，]+", numeral):
        return Decimal(re.sub(r"[,，]", "", numeral))
    whole, _, fraction = numeral.partition("点")
    if not whole or any(c not in _DIGIT and c not in _POWER for c in whole + fraction):
        raise ValueError(f"not a numeral: {numeral!r}")
    digits = "".join(str(_DIGIT[c]) for c in fraction)
    return Decimal(f"{_whole(whole)}.{digits}" if digits else _whole(whole))


def _whole(numeral: str) -> int:
    if all(c in _DIGIT for c in numeral):
        return int("".join(str(_DIGIT[c]) for c in numeral))
    total = section = digit = 0
    for c in numeral:
        if c in _DIGIT:
            digit = _DIGIT[c]
        elif c in "万亿":
            total = (total + section + digit) * _POWER[c] if section + digit + total else _POWER[c]
            section = digit = 0
        else:
            section += (digit or 1) * _POWER[c]
            digit = 0
    return total + section + digit
