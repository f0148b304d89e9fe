"""Names of programmes and funds (项目名称): what is one, how it is cleaned, and when two names mean the same."""

import re

from ingest.extractors.finance.items import FOREIGN, is_project

SUBTOTAL = re.compile(
    r"(?:其中)?(?:本级|上级|中央|省级|市级|县级|区级|部门|单位|年度|全年|财政|其他|其它|其余|剩余|零星|重点|一般|一级|二级|所有|全部|各类|各项|相关|预算|一般公共预算|政府性基金|本年|本单位)*"
    r"(?:项目(?:支出|经费|资金|总额|合计|小计)?|专项(?:资金|经费|业务费|支出|工作经费)?(?:项目)?|业务(?:工作)?(?:经费|专项|费)|运行维护(?:经费|专项|费)|工作经费|经费|资金|补助(?:资金|经费)?|财政资金|"
    r"资金总额|年度资金总额|其[他它]支出|涉及(?:财政|项目|预算)*(?:资金|金额)|预算资金|追加资金|结转资金|当年财政拨款|财政拨款|特定目标类(?:项目)?|运转类(?:项目)?|人员类(?:项目)?|其他资金|自筹资金|(?:财政)?专户(?:管理)?资金|非税收入.{0,6}|(?:配套|补助|补贴|奖补|上级|自有|结余)(?:资金|经费)?|"
    r"在建工程|工程费用?|建安费用?|设备(?:购置)?费|(?:勘察|设计|监理){1,3}费|前期(?:工作)?(?:及其他)?费用?|其他费用|预备费|"
    r"项目支出预算|部门预算|整体支出|资金缺口|投资|总投资)"
)
"""Sums over programmes and kinds of money, which are no programme themselves."""

SPECIAL = re.compile(r"专项|补助(?:资金|经费)|奖补|转移支付")
STRONG = re.compile(
    r"专项(?:资金|经费)?$|补助(?:资金|经费)$|奖补(?:资金)?$|(?:项目|工作|业务)(?:资金|经费)$|(?:建设|筹建|改造|维修|购置)(?:项目|工程|资金|经费)$"
)
"""Names that are a programme's wherever they stand; others need a place where money is told."""

SERVED = re.compile(
    r"^引进|(?<=..)交易|(?<=...)减免$|困难群众|救助|学生|农村|居民|农民|贫困|非公|患者|医疗费|贷款贴息|每人|旅游|企业|保费(?=补[贴助])"
)
"""Whom a programme serves: in a programme's name these words say nothing of other people's money."""

BENEFIT = re.compile(r"[\u4e00-\u9fff]{2,}(?:津贴|补贴|抚恤金?|优抚|生活保障|(?:供养|救助|补偿)金?|(?:低保|奖励|助学|奖学|慰问)金)$")
"""Benefits paid to people, which are programmes of the body that pays them where its money is told."""

SUM = re.compile(
    r"(?:实际|全年|累计)?(?:到位|(?<!转移)支付|拨付)(?:的)?资金$|"
    r"^(?:省市|市县|县区|区县|市区|各级)(?:级|两级)?(?:财政)?(?:配套|补助)(?:资金)?$|"
    r"^(?:以上|上述|合计|共计|总计|其中|累计)|^(?:全年|本年|当年|年内)?(?:完成|实现|争取|新增)|基本支出$"
)
BARE = re.compile(
    r".{0,8}(?:人员|公用)经费|(?:实际|计划|政府|集中|分散|全年|本年|当年|完成)*采购|购置费?|运行费|维护费|(?:年度|全年|当年|年初|调整后?|实际)*(?:预算|执行|决算|支出|到位|支付)(?:数|额|金额|总额|安排|批复|下达)?"
)
"""Kinds of spending without what they are for."""

ADDED = re.compile(r"(?:年度?中|执行中|预算执行中|期间|年内)*(?:追加|调增|调减|核增|核减)|.*追加(?:资金|经费|指标)$")
"""What was added to the budget, whatever for."""

KIND = re.compile(r"商品和?服务|资本性|工资福利|个人和家庭|债务|一般公共服务|（类）|人员经费|公用经费")
"""Kinds of spending, which are no programmes."""

TAIL = re.compile(r"(?:专项)?(?:资金|经费|项目|支出|费用|费)$")
LEAD = re.compile(
    r"^(?:[\s—–“”\"：:，,、；;]|(?:19|20)\d{2}\s*年度?(?=[^\d，]{0,4}(?:共|安排|我|本|使用|投入|拨付|支付|争取|收到|下达|市|省|县|区|财政|部门))|"
    r"其中[：:]?|分别(?:为|是)|本级(?=安排)|(?:(?:19|20)\d{2}年度?)?(?:本年)?(?:项目|专项)(?:支出|资金|经费)?(?:主要)?(?:包括|包含)|[我全][省市县区旗镇乡](?=共|争取|安排|下达|累计|投入|拨付)|(?:主要)?用于|主要(?:有|包括|为)[：:]?|一是|二是|三是|四是|五是|"
    r"[（(]?\d{1,2}[)）.、．](?!\d(?!\d{3}年))|[（(]?[一二三四五六七八九十]{1,2}[)）、]|[①-⑳⑴-⒛㈠-㈩]|"
    r"(?:我|本)(?:局|委|厅|院|校|所|办|中心|部门|单位|镇|乡|街道)|(?:[市县区省]级?|中央)?财政(?:局)?(?:在)?(?=安排|下达|拨付|投入|批复)|"
    r"(?:共|全年|累计|另外?|实际|已|分别)*(?:使用|安排|下达|投入|拨付|争取|到位|支付|支出|发放|有|收到|包括|含)(?:了|到|市级|省级|中央|上级|我[局委省市县区旗镇乡])*(?=[^\d]{3}|(?:19|20)\d{2}年))+"
)
TRAIL = re.compile(
    r"(?:[\s：:”\"（(，,]|共计|合计|为|共|约|预算(?:数|金额|安排)?|总额|金额|完成投资|支付工程款|到账|到位|投入|安排|计|达|使用|实际支出|决算数?|执行数?)+$"
)


def cleaned(phrase: str) -> tuple[int, int]:
    """Return where the name stands in the words before an amount."""
    start = 0
    while (lead := LEAD.match(phrase[start:])) and lead.end():
        start += lead.end()
    granted = re.search(r"(?:安排|下达|拨付)(?:我[局委厅院校所办]|本?单位|部门)", phrase[start:])
    start += granted.end() if granted else 0
    end = len(phrase)
    tail = TRAIL.search(phrase, start)
    if tail and tail.start() - start >= 3:
        end = tail.start()
    if phrase[start:end].count("“") > phrase[start:end].count("”") and phrase[end : end + 1] == "”":
        end += 1
    return start, max(start, end - 2 if re.search(r"(?<=项目|资金|工程|经费|专项)支出$", phrase[start:end]) and end - start > 6 else end)


def is_name(name: str, *, listed: bool = False) -> bool:
    """Tell whether a phrase names one programme; among listed parts of other projects any noun will do."""
    plain = re.sub(r"[“”\"\s]|^(?:19|20)\d{2}年度?", "", name)
    if not 3 <= len(plain) <= 40 or SUBTOTAL.fullmatch(plain) or re.match(r"[的了和与及]|较|比|同比|占|增加|减少", plain):
        return False
    if re.match(r"安排|到位|下达|投入|使用|拉动|带动|节约|减缓|减免|协议|发放|争取$|筹集|募集", plain):
        return False
    if re.search(r"被?统筹|压减|缺口|收回|调减|增加|减少|完成率|执行率", plain):
        return False
    if SUM.search(plain) or BARE.fullmatch(plain) or ADDED.match(plain) or "三公" in plain:
        return False
    if listed:
        return not KIND.search(plain) and not re.search(r"收入|结转|结余|拨款|资金$", plain) and not FOREIGN.search(SERVED.sub("", plain))
    return is_project(plain) and FOREIGN.search(SERVED.sub("", plain)) is None


def is_benefit(name: str) -> bool:
    """Tell whether a phrase names a benefit (高龄津贴)."""
    return len(name) <= 20 and BENEFIT.fullmatch(name) is not None and is_name(name, listed=True)


def pairs(name: str) -> set[str]:
    """Return the pairs of neighbouring characters of a name without the words that all names share."""
    core = TAIL.sub("", TAIL.sub("", re.sub(r"[“”\"\s、（）()]", "", name))) or name
    return {core[i : i + 2] for i in range(len(core) - 1)} or {core}


def alike(a: str, b: str) -> float:
    """Return how much two names share, 0 to 1."""
    x, y = pairs(a), pairs(b)
    return 2 * len(x & y) / (len(x) + len(y))
