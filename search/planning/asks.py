"""Which figures a question wants (所问指标): its clauses, their metric words, and what the value must look like."""

import re

from ontology.records import Role
from search.matching.stock import asks_in_all
from search.plan import Ask
from search.planning.compared import BOTH_ENDS
from search.planning.wanted import UNIT, wanted_value
from search.words.lexicon import terms_of

_FORM_WORDS = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:这一?个?)?科目(?=的|\s|$|[,，?？]|是|为|决算|预算|支出)|库里(?:的)?|报告年度(?:的)?|把(?=.{2,40}列)|当年(?=整体|部门|绩效|自评)|请问|我想(?:知道|问|了解)|想(?:知道|问|了解)|帮我|麻烦|告诉我|查(?:一下|询)|看看|说说|"
    r"(?:跟|和|与|同)(?:今年|去年|上年|上一年|前一年)(?:的)?(?:相)?比(?:起来)?|去年|今年|"
    r"比(?:上|前|去)一?年(?:度|同期)?|较(?:上|前|去)一?年(?:度)?|上一?年|去年|同比|这[几两二三]?年(?:里|来|间|内)?|近[几两二三]年|逐年|"
    r"就(?:列|写|说|算)(?:出来?|上)?(?=哪|谁|\s|$)|用(?:数字|数据)(?:来)?(?:考核|衡量|说话)的?|定量的?(?=指标)|量化的?(?=指标)|原(?:来|本|先)?(?:定|计划|打算)(?:要)?|不含零|趋势|变化|(?:是)?(?:涨|升|增|多)了?(?:还是|或)(?:跌|降|减|少)了?|"
    r"(?:增长|增加|下降|减少|上升|提高|降低|涨|跌|降|多|少)了?(?=多少|百分之|几|$|[,，?？])|"
    r"多[高低](?=\s*$|[,，?？])|"
    r"之差|差值|后者|前者|相差|差了?多少|差额|差距|差了?(?=\s*$)|哪(?:一)?(?:个|家|边|里|地)(?:局|单位|部门|地方|市|县|区)?|谁|更?(?:多|高|大|少|低|"
    r"小)(?=$|[,，?？。])|"
    r"(?:多|少|高|低)(?:出)?(?=多少)|最(?:多|高|大|少|低|小)的?(?:是)?|的?(?:几|多少)倍|"
    r"从(?:多到少|高到低|大到小|少到多|低到高|小到大)|怎么排|排(?:个)?(?:序|名次|行)|排(?:列|一下|一排)?(?=\s*$|[?？])|对?比较?(?=$|一下|[\s,，])|比较|对比|相比|"
    r"一共|总共|(?<!支出)(?<!收入)(?:合计|共计|总计)|之和|总和|加起来|[加合凑算拢](?:在|到)?一(?:起|块儿?|道|处)|加总|相加(?:起来)?(?:等于)?|等于(?=多少|几)|[拢统通]共|平均(?:每(?:家|个|所|户|人))?|"
    r"多久|多长时间|是多少|为多少|多少|几成|百分之几|百分比|第几|各是|分别|各(?:为|有)|列(?:出来|举出来|一下|出)|有哪(?:些|几)|哪些|哪几(?:个|家)?|是哪|"
    r"(?:报告|公布|披露|提到|写|说|讲)(?:了|过|出|到)|(?:[写说注载列讲点]明|[写说讲]清|交代)(?:了|过|出|楚)?|[晒报给点列]出(?:了)?|是否|有没有|吗|呢|什么|数字|数据|具体|"
    r"算(?:下来|起来|一下|一算|算|出来)|按(?:报告|表)(?:里|上|中)?的?(?:数字|数据)?(?:来)?(?=算|\s|$)|合起来|说起来|看下来|"
    r"如何|怎么样?|怎样|为什么|的?情况|[替给帮为让向](?:它们|他们|她们|大家|人家|自己|对方)|财政(?=花了|出了|投了)|"
    r"(?:那|这)(?:边|里|儿)|一年(?:到头|下来|里|内|中)?(?=[\u4e00-\u9fff]{0,3}了|\s*$)|"
    r"(?:正文|文中|文字|表格?|指标表?|附表|前面|后面|前文|后文)(?:里|中|上)?(?:的)?(?:和|与|跟|同)(?:正文|文中|文字|表格?|指标表?|附表|前面|后面|前文|后文)(?:里|中|上)?(?:的)?|"
    r"(?:前后)?(?:是不是|是否)?(?:一致|相符|吻合|一样)(?:不一致|吗|么)?(?=\s*$|[?？])|对(?:得|不)上(?:号)?|"
    r"(?:是|有)?(?:增|升|涨|多)(?:是|有|还是|或)?(?:减|降|跌|少)(?:了)?(?=\s*$|[,，?？])|(?:变动|变化|增减)?幅度(?=\s*$|[,，?？是有为])"
)
_OF_ONE = re.compile(
    r"(?P<verb>[\u4e00-\u9fff])了(?:一共|总共)?(?:多少|几)"
    r"(?:公里|千米|里|亩|吨|公斤|人次|批次|家|户|件|起|宗|次|批|人|名|位|个|项|条|场|份|台|套|辆|张|所|座|处|棵|株|头|只|栋|口|支|门|节)?"
    r"(?:的)?(?P<noun>(?![钱人次项个家户件起宗批名位条场份台套辆张所座处头只支门节吨亩元倍分年天岁里成趟针笔斤盏棵对具本块首单尾羽孔顶床箱袋瓶艘架匹桩通桶根颗粒])[\u4e00-\u9fff])(?=\s*$|[?？])"
)
"""Verb and noun of one character each, parted by how much (采了多少吨血): together they are the printed word (采血)."""
_PROPORTION = re.compile(
    r"百分之几|百分之多少|几成|第几|(?:几|多少)倍|[那这该](?:个|家)?(?:局|单位|部门|镇|乡|委|院)|(?<![\u4e00-\u9fff])局有|其他局|"
    r"我们局|(?:本|该)局"
)
_ROLES: tuple[tuple[re.Pattern[str], tuple[Role, ...]], ...] = (
    (re.compile(r"调整(?:后)?(?:的)?(?:全年)?(?:预算)?|全年预算|调整预算"), ("adjusted",)),
    (
        re.compile(
            r"年初预算|预算数|年初(?:安排|批复|下达)|期初预算|当初预算|"
            r"(?<!追加)(?<!调增)(?<!公共)(?<!基金)(?<!经营)(?<!综合)(?<!部门)预算(?=$|是|为|多少|的|安排|了|额|总额|[,，?？\s])"
        ),
        ("budget",),
    ),
    (re.compile(r"决算|执行数|实际支出|实际执行|实际花|最终"), ("final",)),
)


_BARE = frozenset(("专项", "项目", "指标", "支出", "收入", "经费", "资金"))
"""Words that say little of a measure but may be all that is asked for (有哪些专项)."""


def roles_in(text: str) -> tuple[Role, ...]:
    """Return the budget roles a clause names (年初预算, 调整预算, 决算), in the order of their mention."""
    hits = []
    for pattern, roles in _ROLES:
        if match := pattern.search(text):
            hits.append((match.start(), roles))
            text = text[: match.start()] + "　" * len(match[0]) + text[match.end() :]
    hits.sort()
    return tuple(dict.fromkeys(role for _, roles in hits for role in roles))


def asks_in(text: str) -> tuple[Ask, ...]:
    """Return the figures a question wants, clause by clause; a clause without metric words of its own is about the one before."""
    found: list[Ask] = []
    asked = (_with_their_frame(re.split(r"[,，;；。?？!！\n]+", asking)) for asking in re.split(r"\s\?\s", text))
    for clause in (clause for clauses in asked for clause in clauses):
        for part in _parts(clause):
            ask = _ask(part, found)
            if ask is not None:
                found.append(ask)
    return tuple(found)


def _with_their_frame(clauses: list[str]) -> list[str]:
    """Return the clauses, one that only sets the scene (围绕…，在…方面，) put before the question behind it."""
    found: list[str] = []
    frame = ""
    told = [c for c in clauses if c.strip() and not _A_TIME.fullmatch(c.strip())]
    clauses = told or clauses
    scene = len(clauses) == 2 and _needs_its_thing(clauses[1])
    for clause in clauses[:-1]:
        if (scene or _FRAME.match(clause.strip())) and not _ASKED.search(clause):
            frame += _FRAME.sub("", clause.strip()) + " "
            continue
        found.append(frame + clause)
        frame = ""
    return [*found, frame + clauses[-1]]


def _needs_its_thing(clause: str) -> bool:
    """Tell whether a clause asks how much of what the clause before it names (城里吃低保的，一个月的标准是多少)."""
    said = [t for t in terms_of(metric_words(clause)) if t.weight >= 0.6]
    return len(re.findall(r"多少|几", clause)) == 1 and len(said) < 2 and not _OF_SEVERAL.search(clause)


_ASKED = re.compile(
    r"多少|几|哪|什么|谁|吗|率|怎|何|啥|咋|没有|是否|是不是|占比|比例|排名|得分|预算|决算|[增升涨]是?[有还减降跌]|里\s*$"
)
"""A clause that asks for something by itself; one that does not only says what the clause behind it is about."""
_OF_SEVERAL = re.compile(
    r"各|分别|都|谁|哪|[差增减升降涨跌净多少]了?(?=多少|几)|"
    r"增|减|比|平均|每(?!人每|[月年天人户亩])|占|成|分之|[和与跟及]"
)
"""What is asked of several things, or of how they differ, so that the clause before it may name one of them."""
_A_TIME = re.compile(r"[^多几哪什谁吗率]{1,10}(?:那会儿|那阵(?:子|儿)?|那时候?|那(?:一)?年|的时候)")
"""A clause that only says when, as people do (闹疫情那会儿); a year or a region of it is read elsewhere."""
_FRAME = re.compile(
    r"^(?:围绕|针对|关于|因为|由于|按照|根据|为了?(?!民)|在(?![职编岗校园建库线逃押])|对于?(?![外口象])|就(?![业诊医读近])|从(?![业轻严事]))(?=.{3,}$)"
)


def metric_words(text: str) -> str:
    """Return a clause without its question words."""
    text = re.sub(r"(?:更)?(?:多|高|大|少|低|小)(?:一些|一点)?还是", "和", BOTH_ENDS.sub(" ", re.sub("[—–]+", " ", text)))
    text = _BOUND_ASKED.sub(" ", _POINTING.sub(" ", text)).replace("数量多少", " ")
    text = _OF_ONE.sub(lambda m: m["verb"] + m["noun"], text)
    cleaned = _FORM_WORDS.sub(" ", UNIT.sub(" ", _PROPORTION.sub(" ", text)))
    cleaned = re.sub(r"\s+", " ", _EMPTY.sub(" ", cleaned)).strip(" 的是和与、:：.?").rstrip("(（").lstrip(")）")
    return _COUNT_WORD.sub("", re.sub(r"^[里中](?=\s)", "", cleaned)).strip(" 的")


_EMPTY = re.compile(r"[(（][\s的是和与、]*[)）]")
"""Brackets whose words only asked."""
_POINTING = re.compile(
    r"[那这][几一两三]?(?:个|家|期|次|场|届|轮|批|回|类|种|些|份|支|座|条|摊|套|起|阵|位|名|项|块|片|笔)子?"
    r"(?:[省市区县州镇乡]?(?:局|委|厅|单位|部门|省|市|县|区|州|镇|乡)(?![域内长场级民部村员办直属政医院]))?(?:事儿?|活儿?)?"
)
"""Words that point at something (那期, 这类, 那个县), a body or place of no name along with them: no word of the measure."""
_BOUND_ASKED = re.compile(
    r"(?:有没有|是否|是不是|有)?(?:超过|高于|多于|突破|没(?:有)?(?:到|达到|过)|未(?:到|达到|过)|不满|达到|不低于|不到|低于|少于|不足)(?:了)?(?:每人每[月年天])?"
    r"(?:\d[\d.,]*|[一二三四五六七八九十百千万亿两零点]+)[百千万亿]*(?:[\u4e00-\u9fff%％]{1,2}?)?(?:了)?(?:没有|吗)?(?:的(?:局|单位|部门|地方)?有?)?(?=\s*$|[?？,，]|的|哪|几)|"
    r"在?(?:\d[\d.,]*|[一二三四五六七八九十百千万亿两零]+)[百千万亿]*[\u4e00-\u9fff%％]{0,2}?及?以[上下内](?=\s*$|[?？,，]|的|有)"
)
"""A bound that the figure is to be put against (有没有超过三百万): no word of the measure."""
_COUNT_WORD = re.compile(r"(?<=[\u4e00-\u9fff\s])(?:的|\s)(?:批次|家次|户次|人次|场次|家|户|件|起|个|项|所|座|辆|条|份|宗|处|名)数(?:量)?$")
"""That something is counted says its unit, no more (抽样的批次数, 取缔 家数)."""


def _parts(clause: str) -> list[str]:
    """Two questions in one clause stand apart where each has its own question word (多少编制、多少在职人员) or measure."""
    if len(re.findall(r"多少|几(?:个|家|件|次)", clause)) < 2:
        return _of_measures(clause)
    parts = [p for p in re.split(r"[、和与及]+|(?<=[个家件次人条])(?=多少)|(?<=\S)\s+(?=多少)", clause) if p.strip()]
    return parts if all(re.search(r"多少|几", p) for p in parts) else [clause]


_MEASURE = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:总数|总量|总额|数量|金额|资金|长度|面积|人数|批次|家数|户数|件数|次数|场次|人次|规模|率|(?<![指参基系])数)"
)


def _of_measures(clause: str) -> list[str]:
    """Return key words with several measures one by one, each behind what they are of (避难场所 总数 可容纳人数)."""
    pieces = clause.split()
    first = next((i for i, p in enumerate(pieces) if _MEASURE.fullmatch(p)), len(pieces))
    measures = pieces[first:]
    if not first or len(measures) < 2 or re.search(r"多少|几|哪|[?？谁吗比]", clause) or not all(map(_MEASURE.fullmatch, measures)):
        return [clause]
    return [" ".join([*pieces[:first], measure]) for measure in measures]


def _ask(clause: str, before: list[Ask]) -> Ask | None:
    dimension, unit = wanted_value(clause)
    clause = _UNTIL_THERE.sub(r"\1到达", clause) if dimension == "duration" else clause
    words = _OF_WHICH.sub("", metric_words(clause))
    words = _WHO_CAME.sub("", words) if dimension == "duration" else words
    names = bool(re.search(r"哪(?!里|儿)|名单|名称|列出|叫什么|叫啥|什么名|名字|分别是|[是有]谁", clause)) and not re.search(
        r"多少|哪(?:些|几|个|家)*(?:局|部门|单位)(?:报|公)", clause
    )
    roles = roles_in(clause)
    if roles and dimension == "count" and unit is None and _AMOUNT_OF_ROLE.search(words):
        dimension = "money"
    if before and roles and ROLE_ALONE.fullmatch(words):
        return _in_another_role(before, words, roles)
    content = [t for t in terms_of(words) if t.weight >= 0.35 or t.said in _BARE]
    change = bool(re.search(r"增加|增长|减少|下降|增幅|降幅|同比|较上年|比上年|净增|多了|少了|涨了|跌了|降了", clause))
    relative = before and (dimension in ("rank", "rate", "score") or change)
    if relative and (len(content) == 0 or re.match(r"\s*(?:占|为|是|在全|排|同比|比上|较上|增幅|降幅|增长|下降)", clause)):
        return Ask(phrase=words or before[-1].phrase, dimension=dimension, unit=unit, roles=roles, change=change, of_previous=True)
    if not content:  # 献血多少人次，采了多少吨: the figure told beside, in another unit
        last = before[-1] if before else None
        bare = last and last.unit is None and last.dimension in (None, "money") and not last.roles and not last.names
        counted = dimension == "count" or (dimension in MEASURED and last and not last.dimension)
        if last and bare and counted and unit:  # 巡查网店，一年看了多少条次
            before[-1] = before[-1].model_copy(update={"dimension": dimension, "unit": unit})
            return None
        measured = bool(before) and bool(unit or dimension == "money")
        other = measured and (dimension, unit) != (before[-1].dimension, before[-1].unit)
        part = measured and bool(unit) and re.match(r"\s*其中", clause)  # 检测了多少部，其中多少部又能用了
        beside = part or (other and before[-1].unit and re.fullmatch(r"[\u4e00-\u9fff]{0,3}", words))
        return Ask(phrase=words, dimension=dimension, unit=unit) if beside else None
    if roles and dimension is None and not change and not names and not _NO_MONEY.search(clause):
        dimension = "money"  # what has a budget or an outturn is an amount
    return Ask(phrase=words, dimension=dimension, unit=unit, roles=roles, change=change, names=names, standing=asks_in_all(clause))


MEASURED = ("duration", "length", "area", "mass", "volume", "energy")
"""Kinds of value that a unit alone says (各是多少分钟)."""
_UNTIL_THERE = re.compile(r"(?:[要得花]|需要?)?(多久|多长时间|几分钟|几个?小时)(?:才|就|能|可以?)*(?:到|来)(?![\u4e00-\u9fff])")
"""How long somebody took to come (多久才到): reports call it 到达."""
_WHO_CAME = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:人员|队员|的人)(?=[\u4e00-\u9fff\s]|$)")
"""Who did it is no part of how long it took (救援人员多久赶到)."""
_AMOUNT_OF_ROLE = re.compile(r"(?:支出|收入|预算|决算|执行|安排|经费|资金)[)）]?数(?:额)?$")
"""A number of money, not of things (支出（决算）数)."""
_OF_WHICH = re.compile(r"^(?:其中(?:的)?|又|还|另外?|共)(?=[\u4e00-\u9fff]{2})")
"""How a clause goes on from the one before (其中乡镇卫生院)."""
_NO_MONEY = re.compile(r"占|率|编制|公开|时间|几(?:个|家|项)|多少(?:个|家|项)")
_ROLE_WORDS = r"(?:年初|调整后?的?|全年|期初|当初)?(?:预算|决算|执行)(?:数|额|金额)?|实际(?:支出|执行|花了?)"
ROLE_ALONE = re.compile(rf"(?:当年|本年|全年|年度|实际|最终|其|又|[各的和，、\s])*(?:{_ROLE_WORDS})(?:当年|[各又是的\s])*")
"""A clause that names nothing but the budget or the outturn says it of the item before it (政府采购金额，当年决算各多少)."""


def _in_another_role(before: list[Ask], words: str, roles: tuple[Role, ...]) -> Ask | None:
    """Give the ask before its role, or return it in another role where it has one of its own (年初预算多少，决算多少)."""
    last = before[-1]
    if not last.roles:
        before[-1] = last.model_copy(update={"roles": roles, "dimension": last.dimension or "money"})
        return None
    item = re.sub(_ROLE_WORDS, "", last.phrase).strip(" 的")
    return last.model_copy(update={"phrase": f"{item} {words}".strip(), "roles": roles, "of_previous": False})
