"""Items of income and spending (收支项目): which words name one, whose money it is, and which role its amount plays."""

import re

from ontology.records import Role

FUND = re.compile(
    r"一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?|社会保险基金(?:预算)?|财政专户|"
    r"预算外|预算内|预算管理|部门预算(?=绩效)"
)
"""Names of funds and of management that hold the word 预算 without saying that an amount is a budget."""

ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("prior", re.compile(r"上年(?:度)?(?:决算|执行|支出|收入|同期)|(?:上|去)年(?:度)?(?:数|为)")),
    ("adjusted", re.compile(r"预算(?:总)?指标|调整(?:后|预算|数)|预算调整|全年预算(?!安排)|(?:年中)?追加后|最终预算|调整为")),
    ("budget", re.compile(
        r"^原(?:预算)?安排|^(?:部门|单位)?预算(?:总?收入|总?支出|收支)|年初(?:部门)?(?:预算|安排|批复)|预算(?:安排|批复|总额|金额|下达|编制)?数|预算安排|预算批复|批复预算|"
        r"(?:本年|当年|年度|全年?|部门)预算(?:为|总额|总?(?:收入|支出)|$)|预算$|预算(?:总额|资金)$|控制(?:数|额|指标)$")),
    ("final", re.compile(
        r"决算|执行数|实际(?:支出|执行|收入|到位|使用|完成|发生|采购)|^政府采购节[约省]|"
        r"实际支出|支出数|执行金额|执行$|累计支出|使用资金|已支出")),
)
"""(role, its words), first match wins; funds' names are taken out before."""

HEADING_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("adjusted", re.compile(r"预算调整|调整(?:后)?预算")),
    ("final", re.compile(r"决算|执行情况|支出情况|使用情况|[与和及、](?:预算)?执行")),
    ("budget", re.compile(r"年初预算|预算安排|预算编制|预算批复|预算情况|绩效目标$")),
)
"""What a heading or a label at a paragraph's head says of the amounts under it; where it names two things, nothing."""

ITEM = re.compile(
    r"收入|支出|拨款|结转|结余|预算|决算|执行数|三公|接待费?|出国|用车|公车|人员经费|公用经费|运行经费|工资福利|商品和?服务|个人和家庭|资本性|"
    r"办公费|办公经费|材料费|药品费|折旧费|其他费用$|水电费|会议费|培训费|差旅费|印刷费|劳务费|工会经费|福利费|^(?:业务工作|运行维护)(?:经费|专项)$|^[省市县区本]级专项资金$|维修费$|管理费用$|业务成本$|政府采购|采购(?:合同)?(?:金额|预算|总额|额)|上级补助|非税|专户|资金(?:总额|合计)|项目经费$|"
    r"(?:人员|公用|运转)类$|项目资金(?:实际)?(?:使用|支出|到位)|资产(?:总额|总计|合计|总值)|负债|^(?:中央|省级?|市级?|县级?|区级?|上级|本级)(?:财政)?(?:补助|配套|自筹|专项)?资金$|^[省市县区本]级?(?:财政)?(?:配套|自筹)$|^政府性基金$|^国有资本经营$|转移支付$|净资产|^在建工程$|(?:固定|无形|流动|国有)资产(?:账面|期末|年末)?(?:原值|净值|价值|总值|余额|净额|金额|合计)?$|固定资产（|追加资金|其他资金|财政资金|自有资金|到位资金$"
)
"""What an item of income or spending has in its name."""

FOREIGN = re.compile(
    r"人均(?!公用|三公|办公|运行)|居民|农民|旅游|村集体|营业|主营|企业|产值|(?<!非)税收|门票|保费|贷款|融资|罚没|罚款|损失|投资额|销售|交易|农村|贫困|困难群众|学生|患者|医疗费|赔偿|"
    r"(?:医保|医疗保险|养老保险|工伤保险|失业保险|生育保险)(?:统筹)?基金|^当期结[余转]|"
    r"GDP|生产总值|每人|非公|公积金|救助|挽回|追回|减免|惠及|返还|被骗|追缴|扣押|涉案|理赔|^(?:发放|兑现|征收|收缴|筹集|募集|引进|撬动|带动|签约)"
)
"""Words of achievements: money of others, not the department's own."""

AWARDED = re.compile(
    r"(?:政府采购)?(?:授予|面向|预留给?)(?:中小微?|小微|小型|微型|中型|[、和])+企业(?:的)?(?:政府采购)?(?:合同|预留|采购)*(?:总?金额|总额|份额|预算)?"
)
"""Contracts of the department's procurement, though companies got them."""

SERVED = re.compile(r"困难群众|救助|学生|农村|居民|农民|贫困|患者|旅游|企业")
"""Whom spending may serve: before 支出 these words say nothing of other people's money."""

PROJECT = re.compile(r"(?:专项|项目|工程|经费|资金|补助|补贴|奖补|建设|购置|采购|补偿|费用?|工作支出|业务费)(?:资金|经费|支出|费用|款)?$")
GENERAL = re.compile(
    r"^(?:其中)?(?:在职|离退休|本年度|当年度|全年度|本年|当年|全年|年初|年末|上年|安排|部门|单位|机关|本级|整体|财政拨款|财政|预算|原|的|决算|实际|一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?|其他|其余|上级|中央|省级|市级|县级|区级|年度)*"
    r"(?:在建工程|业务工作经费|业务工作专项|运行维护经费|运行维护专项|专项资金|财政拨款|拨款|资金|预算资金|到位资金|财政资金|追加资金|资金总额|自有资金|人员经费|公用经费|日常公用经费|机关运行经费|运行经费|项目经费|办公经费|"
    r"[“\"]?三公[”\"]?经费|公务接待(?:费|经费)?|(?:因公)?出国.{0,5}(?:费用?|经费)?|公务用车.{0,8}(?:费用?|经费)?|公车.{0,8}|会议费|培训费|差旅费|印刷费|办公费|劳务费|政府采购.{0,6}|"
    r".{0,8}(?:材料费|药品费|折旧费|水费|电费|水电费|邮电费|取暖费|租赁费|咨询费|手续费|物业管理费|维修(?:维护|（护）)?费|管理费用|业务成本|福利费|工会经费|委托业务费|其他交通费用?|其他费用)|"
    r"工程类?支出|.{0,14}(?<!工作)(?<!项目)(?<!工程)(?<!专项)支出|项目支出|.{0,12}收入|.{0,10}结[转余].{0,6}|工资福利.{0,4}|(?:一般)?商品和?服务.{0,4}|对?个人和家庭.{0,6}|收支.{0,4}|预算.{0,4}|决算.{0,4}|项目经费|总额|总计|合计)$"
)
"""Items of the whole department, against names of single projects."""

LEADING = re.compile(
    r"^(?:[\s“\"：:，,]|[一二三四五六]是|[^，。；\d]{0,12}(?:追加后(?=全年|部门)|(?=调整后(?:的)?(?:全年|部门|预算)))|(?:本年|基本|项目|决算|总)?(?:收入|支出)中|(?:19|20)\d{2}\s*(?:年[末底](?=资产|固定|负债|净资)|年度?(?![末底初])|(?=年[末底初]))|(?:本|当|全)?年度?(?=共|我|本|部门|单位|全|内|“?三公)|截[至止].{0,12}[，,]?|其中[：:，,]?|我[局委厅院校所办中心部门单位]{1,3}|本(?:部门|单位|局|委|院|校|级部门)|"
    r"(?:全局|全系统|全年)(?=共|合计|实际|完成|[^决预])|共(?:有|使用|计|安排|到位|收到|支出(?=\S))?(?!公|财)|另有|包括|以及|和|及|与|含|由|按|用于|主要是?|分别(?:为|是)|完成(?=政府采购|采购|一般公共预算|财政)|收到(?=财政|上级|中央|[省市县]级)|部门(?=20|[年收支])|通过|在(?!建|职)|的|"
    r"[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．](?!\d(?!\d{3}年))|[①-⑳⑴-⒛㈠-㈩]|"
    r"[^，。；\d]{0,12}?(?:支出|资金|经费)(?:主要)?(?:包括|包含)(?=[^，。；]{3})|"
    r"(?:全[局院校镇乡县市区系]统?|我[院校镇乡县市区]|学校|医院)(?=20\d\d年|财政|一般公共)|"
    r"[\u4e00-\u9fff]{2,24}?(?:局|委|厅|办公室|政府|中心|街道|学校|医院)(?:机关)?(?:[（(][^（()）]{1,6}[)）])?"
    r"(?=部门(?=支出|收入|预算|决算)|全年|年初|年末|本年|共|决算|预算|收入|支出|调整|实际|基本|项目|20\d\d年))+"
)
TRAILING = re.compile(
    r"(?:[\s：:”\"（(]|共计|总计为|均为|各为|达到?了?|是|为|共|约|完成(?=$)|了|金额(?=$)|实现(?=$)|安排(?=$)|(?<=支出)数)+$"
)
ROLE_WORDS = re.compile(
    r"(?:(?:本年|当年|全年|年初|年度|上年)?(?:调整后?(?:的)?)?(?:预算|决算|执行|支出)(?:安排|批复|调整|执行)?(?:数|金额)|(?:年初|全年|调整后?)?预算$|"
    r"控制(?:数|额|指标)|(?<=资金)(?:已|累计|实际|全年)*(?:支出|使用|支付|执行)|决算$)$"
)
FIRST_BUDGET = re.compile(r"^(?:部门|财政)?((?:支出|收入)?预算年初)(?:预算)?(安排|批复|下达|核定)?(?:数|金额|资金)?$")
"""The budget said the other way round (部门预算年初安排)."""

ASIDE = re.compile(r"(?<=.{3})[（(](?=[^（）()]*(?:、|含|主要|等$))[^（）()]{3,}[)）]$")
"""What a bracket behind an item explains (事业收入（学费、住宿费）)."""

BUDGETED = re.compile(
    r"^(?:(?:年初|全年|本年|当年|原)?(?:部门)?预算(?:安排|批复|核定)|原安排)的?[“\"]?"
    r"(?=(?:人员|公用|基本|项目|日常|运转|商品|工资|对个人|三公|公务|因公)[^，]+)"
)
"""Words of the budget before what it is for (年初预算安排人员经费)."""

TAKEN = re.compile(r"被统筹|统筹|压减|核减|调减|收回|追减|缺口|结余收回")
"""Money taken back or missing: a change, not an amount held."""

SUMMARY = re.compile(
    r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）]?[.、．]?\s*)?(?P<name>[^，。；：:]{2,40}?(?:项目|专项|经费|资金|工程|补助))(?:支出)?"
    r"(?:绩效)?(?:自评)?(?:综述|情况|结果|结果综述)?(?:[：:。]|$)"
)
"""How a paragraph about one programme opens: its name as run-in title or label."""

SUBTITLE = re.compile(
    r"整体支出|部门|三公|^(?:[一二三四五六七八九十]、)?(?:主要)?(?:项目|专项|资金|经费|预算|其他项目|财政|本级|上级|重点)|"
    r"使用|管理|绩效"
)
"""Titles over money in general, which name no programme."""

SPENT = re.compile(r"(?:预算|安排)[^。]{0,40}?(?:执行数|实际支出|实际执行|支出决算)")
UNIT_SCOPE = re.compile(
    r"[\u4e00-\u9fff]{0,24}(?:机关|本级|中心|研究院|检验所|检定所|监测站|学校|医院|支队|大队|总队|分局|[局所院站校馆])$"
)


def role_in(text: str) -> Role | None:
    """Return the role that a phrase says itself (预算数, 决算, 调整后 …), None where it says none."""
    plain = FUND.sub("", text)
    return next((role for role, pattern in ROLES if pattern.search(plain)), None)


def role_of_heading(text: str) -> Role | None:
    """Return the role that a heading or label gives to what follows, None where it names none or several."""
    plain = FUND.sub("", text)
    found = {role for role, pattern in HEADING_ROLES if pattern.search(plain)}
    return next(iter(found)) if len(found) == 1 else None


def trimmed(phrase: str) -> tuple[int, int]:
    """Return where the item stands in the words before an amount: without year, subject, 其中 and the copula."""
    start, end = 0, len(phrase)
    lead = LEADING.match(phrase)
    if lead:
        start = lead.end()
    tail = TRAILING.search(phrase, start)
    if tail:
        end = tail.start()
    return start, max(start, end)


OF_YEAR = re.compile(r"(?<=[费出])(?:19|20)\d{2}年度?(?=实际|支出|决算|预算|执行)")
"""The year between an item and the words for its role (三公经费2021年支出)."""


def named(item: str) -> str:
    """Return an item without the words that only say its role: `“三公”经费支出预算数` -> `三公经费`."""
    item = FIRST_BUDGET.sub(lambda m: f"部门{m[1]}{m[2] or '安排'}", re.sub(r"[“”\"\s]", "", item))
    item = OF_YEAR.sub("", item)
    name = re.sub(r"^(人员|公用)类$", r"\1经费", item)
    cut = ROLE_WORDS.sub("", name)
    if cut and FUND.sub("", cut) and not cut.endswith(("年初", "年中", "年末", "调整后", "一般公共", "政府性基金", "经营")):
        name = cut
    name = ASIDE.sub("", name)
    if name in ("收入", "支出") or name.startswith(("年初", "调整后", "部门预算年初")):
        name = item
    name = re.sub(r"^(?:一般公共预算)?(?:财政拨款)?(?:安排)?的?(?=三公)", "", name)
    name = re.sub(r"^(?:年初预算数?|决算数?|预算数?)(?=[“]?(?:三公|公务|因公))", "", name)
    name = re.sub(r"(?<=年初)部门(?=预算)|(?<=年初部门预算)(?:批复|安排)$|(?<=年初预算)(?:批复|安排)$", "", name)
    name = BUDGETED.sub("", name)
    if name in ("部门", "单位", "年度", "项目", "财政", "实际", "全年实际", "当年", "本年", "全年", "年中", "当年度", "本年度"):
        return item
    spent = r"(?<=费)(?:共计?|累计|合计|总)?支出$|(?<=三公经费)财政拨款支出(?:合计|总计|总额)?$|(?<=三公经费)支出(?:合计|总计|总额)$"
    return re.sub(spent, "", name).removesuffix("本年") or name


def whole_named(words: str, name: str, role: Role) -> str:
    """Return the name of all income or spending with the role that tells it from its parts (本年支出 -> 本年支出决算)."""
    plain = re.sub(r"[“”\"\s]", "", words)
    if plain in ("执行", "全年执行", "实际执行", "全年实际执行"):
        return "执行数"
    whole = re.fullmatch(r"(?P<when>(?:全年|本年|当年|年度)?(?:实际)?)(?P<side>收入|支出)(?:决算)?数?", plain) or re.fullmatch(
        r"(?P<when>(?:全年|本年|当年|年度)?)决算(?P<side>收入|支出)", plain)
    return f"{whole['when']}{whole['side']}决算" if whole and role == "final" and (whole["when"] or "决算" in plain) else name


def is_item(item: str) -> bool:
    """Tell whether a phrase names the department's own income or spending."""
    if AWARDED.fullmatch(item):
        return True
    item = re.sub(r"(?<=金|算)[（(][^（）()]{2,14}[)）]$", "", item)
    plain = SERVED.sub("", item) if item.endswith("支出") else item
    return 1 < len(item) <= 40 and ITEM.search(item) is not None and FOREIGN.search(plain) is None


def is_project(item: str) -> bool:
    """Tell whether a phrase names a single programme or fund rather than a kind of spending."""
    return PROJECT.search(item) is not None and GENERAL.match(item) is None


def summary_name(text: str, title: str) -> str | None:
    """Return the programme that a paragraph with a budget and what was spent of it is about (项目绩效自评综述), None for others."""
    if SPENT.search(text) is None:
        return None
    for opening in (text, title):
        found = SUMMARY.match(opening)
        name = re.sub(r"[“”\"]", "", found["name"]) if found else ""
        if found and is_project(name) and not SUBTITLE.search(name):
            return name
    return None


def canonical(item: str) -> str:
    """Return a key under which the same item of table and prose meet (公车运行维护 = 公务用车运行维护费)."""
    key = re.sub(r"[“”\"\s（）()：:、]", "", item).replace("公车", "公务用车")
    key = re.sub(r"^年度资金(?=预算执行率)|(?<=政府性基金)预算|(?<=国有资本经营)预算", "", key)
    key = re.sub(r"(?<=三公)(?:经费)?(?:合计|总计|总额)$|(?<=支出)总额$", "", key)
    key = re.sub(r"(?:经费|费用|费|支出|资金|总额|合计)$", "", key)
    return re.sub(r"^(?:本年|当年|全年|其中)", "", key)
