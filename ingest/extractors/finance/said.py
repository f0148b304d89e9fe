"""What a sentence about money says (收支句式): its patterns, and what it has said so far."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from ontology.records import Role

Fact = tuple[int, str, Role, Decimal, str | None]
"""Where the fact begins in the flow, its item, role, value, and whose money it is."""

Due = tuple[int, str, Role, int | None]
"""What the next figure is told of: its place in the flow, the item, its role and its year."""

NUMBER = r"(?P<n>-?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)"
UNITS = r"\s*(?P<u>亿元|万元|千元|元(?!旦|素)|万(?=[，。；、）)]|$)|[%％])"
ZERO = r"(?:均?为|是)\s*(?P<zero>零|0)(?:元|万元)?(?=[，。；、）)]|$)"
FIGURE = re.compile(f"{NUMBER}{UNITS}|{ZERO}")
FIGURE_OR_BARE = re.compile(rf"{NUMBER}(?:{UNITS}|(?<=\.\d\d)(?=[，。；、）)]|$))|{ZERO}")
"""Where a unit is declared elsewhere, a figure of two decimals before a mark is an amount too."""

YEAR = re.compile(r"(?<!较)(?<!比)(?<!与)((?:19|20)\d{2})\s*年(?!以|前)")
ANY_YEAR = re.compile(r"((?:19|20)\d{2})\s*年")
EARLIER = re.compile(
    r"(?:[（(]|而|其中)?(?:(?:(?:19|20)\d{2}\s*年|上年|去年)(?:度|同期)?|同期)的?(?:决算数?|支出数?|实际支出|执行数)?(?:则|约)?(?:为|是)"
)
"""The same item in an earlier year (2020年为41万元)."""

ADDED = re.compile(
    r"[，,]?(?:(?:年中|年度中|执行中|当年|年度|期间)?(?P<way>追加|调增|调减|核减)(?!后|资金)[^，。；\d]{0,16}?$|"
    r"(?:年中|年度中|执行中|当年|年度|期间)?(?:由于|因|受)[^，。；\d]{2,40}?(?P<since>追加|调增|调减|核减)(?:了)?(?:(?:部门)?(?:支出)?预算|资金)?(?:共|共计|合计)?$)"
)
"""What was added to the budget within the year: a change, not the budget."""

AGAINST = re.compile(r"(?P<against>(?:较|比|与)[^，。；]{0,10}?(?:年|同期|预算|决算)[^，。；]{0,8}?)相?比[，,]$")
"""A comparison that stands before its amounts (与上年相比，…)."""

ITS_EARLIER = re.compile(r"(?:上年|去年|(?:19|20)\d{2}\s*年)(?:度|同期)?(?:决算|支出)?数?(?:为|是)?")
"""The same item's earlier amount in brackets (公务接待费2万元（上年3万元）)."""

COMPARES = re.compile(
    r"\s*(?:同比|(?:与|较|比)[^，。；\d]{0,4}(?:\d{4}年|上年|去年)[^，。；\d]{0,8}?(?:[\d,.]+万元)?(?:相?比[，,])?(?:增|减|下降|上升|降低|提高)|"
    r"(?:低于|高于)[^，。；\d]{0,4}(?:\d{4}年|上年|去年))"
)
"""A sentence that only goes on to compare what the one before it told."""

THAN = re.compile(r"[，,]?(?P<against>(?:与|较|比)(?:(?:19|20)\d{2}\s*年|上年|去年)度?)(?P<item>[^，。；\d]{2,14}?)(?:为|的)?")
"""An earlier year's amount to compare with (与2020年支出1800万元相比)."""

THAN_LAST = re.compile(
    r"[，,]?(?P<against>(?:与|较|比|低于|高于)(?:(?:19|20)\d{2}\s*年|上年|去年)(?:度|同期)?)的?(?:决算数?|支出数?|执行数?)?的?[（(]?"
)
"""The same item's amount in an earlier year, to compare with (较上年45.6万元下降…)."""

CHANGE = re.compile(
    r"(?P<against>(?:较|比|与)[^，。；]{0,10}?(?:年(?!初预算|度?预算)|同期|预算|上期)[^，。；]{0,6}?|同比|环比)?[^，。；较比]{0,4}?"
    r"(?P<way>增加|增长|减少|下降|上升|降低|提高|增幅|降幅|减幅|压减|缩减|上涨|节约(?!率)|节省|节支|超支|少花|少支出|多支出|多花)[^，。；]{0,6}?$"
)
SHARE = re.compile(r"占(?P<of>[^，。；占]{0,16}?)的?(?:比重|比例|比|百分比)?[为达约是]*$|(?:占比|比重|比例)[为达约是]*$")
RATE = re.compile(
    r"(?P<kind>[^，。；]{0,10}?(?:执行率|完成率|支出率|调整率|控制率|使用率|支付率|到位率|结余率|节约率|节支率|差异率|支出进度|执行(?:总体)?进度))[^，。；%]{0,6}?$|"
    r"(?P<of>(?:完成|为|占)?(?:年初|全年|调整后?|年度|当年)?预算(?!执行|结余|完成)[^，。；率度]{0,14}?的?)$"
)
FUNCTION = re.compile(r"(?:[（(]?\d{1,2}[)）.、．]\s*)?(?P<name>[\u4e00-\u9fff]{2,20}支出（类）[^。，；]{0,50}?)(?:[。：:]|$)")
"""A functional class of spending as a run-in title (支出功能分类)."""

SUMS = re.compile(
    r"[^，。；]*?(?P<of>(?:一般公共预算|政府性基金(?:预算)?)?(?:财政拨款)?)收入?(?:总计|合计|总额)?[、和]支出?(?P<sum>总计|合计|总额|总决算)"
)
"""Income and spending summed in one breath (财政拨款收、支总计)."""

GRANTED = re.compile(r".*财政[^，。]{0,20}?安排(?:我[局委厅院校所办]|本?单位|部门)?|.*安排(?:我[局委厅院校所办]|本单位)")
BOTH = re.compile(r"(?:均|各|都)为?$")
SOURCE = re.compile(
    r"(?:中央|省级?|市级?|县级?|区级?|上级|本级|地方)?(?:财政)?(?:补助|配套|自筹|专项|奖补)?(?:资金)?(?:安排|补助|配套|自筹|下达)?"
)
"""Where a programme's money comes from (中央资金, 县级配套)."""

BARE_ROLE = re.compile(
    r"(?:本年|年度|当年|全年|年初|年中|调整后?|的)*(?:预算|决算|(?:实际)?执行|支出|实际支出|实际发生|支出预算|支出决算|决算支出)(?:数|金额|总额|安排)?"
)
OF_BUDGET = re.compile(
    r"[，,]?(?:为|完成|比|占|较|是|(?:严格)?控制在|未超过?|不超过?|低于)"
    r"(?:年初|全年|年度|本年|调整后?的?)?预算(?:数|安排)?的?"
)
"""A budget named only to compare with (为年初预算 … 的 …%)."""

AFTER_ADDING = re.compile(r"(?:追加|调增|下达)[^，。；\d]{0,14}?后的?(?=(?:全年|调整|支出|部门|总)?(?:调整)?预算)")
"""What a budget already holds (年中追加后全年预算 …): an adjusted budget, not what was added."""

SPENT_IN_ALL = re.compile(r"(?:全年|本年|当年|年度|实际|累计|总|共)*支出(?:数|总额|金额|决算)?")
PURPOSE = re.compile(r"[，,](?:为|主要用于|用于|系)(?P<use>[^，。；]{2,30})")
STRICT = re.compile(
    r"三公|接待费|出国|公务用车|年初预算|预算数|决算|执行率|财政拨款|一般公共预算|政府性基金|基本支出|项目支出|收入总|支出总|人员经费|"
    r"公用经费|结转|本年收入|本年支出|执行数|总支出|总收入|整体支出"
)
RESULTS = ("results", "measures", "indicators", "disclosure")
WHOLE = re.compile(r"总支出|总体支出|整体支出|实际|支出总|支出合计|^(?:全年|本年|当年|年度)(?:收入|支出)")
"""Sums of what was spent: no budget, though a budget stands before them in the sentence."""

PART_OF = re.compile(
    r"占(?:本年|年度|当年|全年|年初)*(?:部门|收入|支出|总|收支)+(?:年初|年度)?预算|"
    r"占[^，。；]{0,6}预算(?:总额|总数|总量|收入|支出|合计)"
)
"""A share of the whole budget (占收入预算总额的…%), not how much of a budget was carried out."""

NARROW = {wide: chr(wide - 0xFEE0) for wide in (*range(0xFF10, 0xFF1A), ord("％"), ord("．"))}
PREFIX: dict[Role, str] = {"budget": "年初预算", "adjusted": "调整后预算", "final": "决算"}


@dataclass(slots=True)
class Said:
    """What a sentence has said so far: its head item and the last one, their roles and places."""

    start: int
    year: int | None
    label: Role | None
    scope: str | None
    main: str = ""
    main_at: int = 0
    main_role: Role | None = None
    main_value: Decimal | None = None
    last: str = ""
    last_at: int = 0
    last_role: Role | None = None
    last_value: Decimal | None = None
    compared: str = ""
    granted: bool = False
    parts: bool = False
    whole_role: Role | None = None
    share_of: str = ""
    unit: str | None = None
    also: str = ""
    apart: bool = False
    way: re.Match[str] | None = None
    aside: bool = False
    stale: bool = False
    project: bool = False
    fiscal: int | None = None
    budget: str = "年初预算"
    whole: Role | None = None
    budgeted: str = ""
    told: list[tuple[str, int]] = field(default_factory=list)
    due: list[Due] = field(default_factory=list)
    due_year: int | None = None

    def remember(self, item: str, at: int, role: Role, value: Decimal) -> None:
        """Take an item as the one last said, and as the sentence's head where it has none."""
        if not self.main:
            self.main, self.main_at, self.main_role, self.main_value = item, at, role, value
        self.last, self.last_at, self.last_role, self.last_value, self.also = item, at, role, value, ""
        self.told.append((item, at))
        self.stale = self.project = False
        self.budgeted = item if role in ("budget", "adjusted") else self.budgeted
        self.whole = role if role in ("budget", "adjusted", "final") and not self.parts else self.whole

    def before(self, phrase: str) -> bool:
        """Tell whether a phrase names no year, or one before the year told of."""
        year = YEAR.search(phrase)
        return year is None or (self.year is not None and int(year[1]) < self.year)
