"""What an amount is told against (比较、上年、追加、压减): changes, earlier years, what was added to the budget or taken from it."""

import re
from decimal import Decimal

from ingest.document import Flow
from ingest.extractors.finance.items import is_item, named, trimmed
from ingest.extractors.finance.ratios import changed, headed
from ingest.extractors.finance.said import (
    ADDED,
    AFTER_ADDING,
    AGAINST,
    BARE_ROLE,
    CHANGE,
    EARLIER,
    ITS_EARLIER,
    SUMS,
    THAN,
    THAN_LAST,
    Fact,
    Said,
)

MORE = re.compile(r"(?:[^，。；\d]{0,16}?)(?<!年初)(?P<way>追加)(?:的)?(?:专项|项目|预算|财政)*(?:资金|经费|指标)(?:共计?|合计)?")
"""Money added to the budget, named behind the word (中央专项及县级追加资金)."""

ADDING = ("追加预算", "追加资金")
"""What a list of sums added to the budget goes on from."""

WITHIN = re.compile(r"执行中|年度?中|年内|期间")
ITS_LAST = re.compile(
    r"(?P<item>[^，。；\d]{2,24}?)(?P<against>(?:较|比|低于|高于)(?:(?:19|20)\d{2}\s*年|上年|去年)(?:度|同期)?)的?(?:实际)?(?:决算|支出|执行)?数?的?[（(]?"
)
"""An item with the amount of an earlier year it is compared with (三公经费较上年35.2万元下降…)."""

TALLY = re.compile(
    r"(?:[（(]?以上|上述)(?P<n>[\d一二三四五六七八九十]{1,3})[个项类](?:业务)?(?:项目|专项|资金|经费|支出)*(?:共计?|合计|总计)(?:安排|支出|使用|投入)?(?:资金)?"
)
"""The sum of the programmes listed before it (以上十项合计)."""

ASSETS = re.compile(
    r"(?:其中)?(?:当年|本年|全年|年内|年度)?(?P<way>新增|报废处置|处置报废|报废|处置)(?:固定资产)?(?:原值|价值|金额)?(?:约|共计?|合计)?"
)
"""What was added to the fixed assets just told of, or written off."""

SAVED = re.compile(r"[，,]?(?P<against>)(?:共|实际|较好)?(?P<way>节约|节省|节支|超支)(?:了)?(?:资金|经费)?(?:共计?|约)?")
"""What was saved of a budget told with what was spent of it."""

CUT = re.compile(r"(?P<way>压减|核减|调减|追减|缩减|核增|调增)了?(?P<what>[^，。；]{3,})")
CLOSER = 3
"""An earlier amount more than so many times the last item's, and nearer to the whole's, is the whole's."""


def aside(flow: Flow, begin: int, phrase: str, value: Decimal, said: Said) -> list[Fact]:
    """Return a change, an earlier year's amount or what was added to the budget; none where the phrase says none of them."""
    against = AGAINST.search(flow.text, said.start, begin)
    said.compared = against["against"] if against else said.compared
    change = CHANGE.search(phrase)
    headed(phrase, begin, change, said)
    sums = SUMS.match(phrase)
    if change and sums and (change["against"] or said.compared):
        said.last, said.also, said.last_at = f"{sums['of']}收入{sums['sum']}", f"{sums['of']}支出{sums['sum']}", begin
    if change and (change["against"] or said.compared) and said.last:
        said.apart, said.way = "分别" in phrase, change
        return changed(said, change, value, "额")
    if said.way is not None and said.compared and re.fullmatch(r"[、和]", flow.text[begin - 1 : begin] + phrase):
        return changed(said, said.way, value, "额")
    saved = SAVED.fullmatch(phrase)
    if saved and said.last and said.last == said.budgeted and said.last_role == "final":
        said.compared = said.compared or "较预算"
        return changed(said, saved, value, "额")
    if said.last and flow.text[begin - 1 : begin] in ("（", "(") and ITS_EARLIER.fullmatch(phrase) and said.before(phrase):
        return [(begin, said.last, "prior", value, said.scope)]
    return _earlier(begin, phrase, value, said) or _added(flow, begin, phrase, value, said) or _assets(flow, begin, phrase, value, said)


def _earlier(begin: int, phrase: str, value: Decimal, said: Said) -> list[Fact]:
    """Return an earlier year's amount of the item just said, or of the one that the phrase itself names."""
    if said.last and EARLIER.fullmatch(phrase) and said.before(phrase):
        return [(begin, said.last, "prior", value, said.scope)]
    than = THAN.fullmatch(phrase)
    if than and is_item(than["item"]):
        if said.last and BARE_ROLE.fullmatch(than["item"]):
            said.last = "支出决算" if re.search(r"结[转余]$", said.last) and "支出" in than["item"] else said.last
            said.compared = than["against"]
            return [(begin + than.start("against") + 1, said.last, "prior", value, said.scope)]
        said.compared, said.last = than["against"], said.last or than["item"]
        said.last_at = said.last_at if said.last != than["item"] else begin + than.start("item")
        return [(begin + than.start("against") + 1, than["item"], "prior", value, said.scope)]
    if said.last and (last := THAN_LAST.fullmatch(phrase)):
        said.compared = last["against"]
        if _of_whole(value, said):
            said.last, said.last_at, said.last_value = said.main, said.main_at, said.main_value
        return [(begin, said.last, "prior", value, said.scope)]
    its = ITS_LAST.fullmatch(phrase)
    if its is None:
        return []
    a, b = trimmed(its["item"])
    item = its["item"][a:b]
    if not is_item(item) and not BARE_ROLE.fullmatch(item):
        return []
    said.compared, bare = its["against"], BARE_ROLE.fullmatch(item)
    if not (bare and said.last):
        said.last, said.last_at = named(item), begin + a - (phrase[a - 1 : a] == "“")
    return [(begin if bare else said.last_at, said.last, "prior", value, said.scope)]


def _of_whole(value: Decimal, said: Said) -> bool:
    """Tell whether an earlier amount behind the parts of a whole is the whole's: far from the last part, nearer to the whole."""
    if not (said.parts and said.main and said.main_value and said.last_value) or not value or said.last == said.main:
        return False
    part, whole = value / said.last_value, value / said.main_value
    return max(part, 1 / part) > CLOSER and max(whole, 1 / whole) < max(part, 1 / part)


def _added(flow: Flow, begin: int, phrase: str, value: Decimal, said: Said) -> list[Fact]:
    """Return what was added to the budget within the year, or the sum of programmes listed before."""
    if tally := TALLY.fullmatch(phrase):
        item = f"{tally['n']}项项目资金合计"
        said.remember(item, begin, "final", value)
        return [(begin, item, said.label or "final", value, said.scope)]
    if said.last_role == "change" and said.last.endswith(ADDING) and flow.text[begin - 1 : begin] in ("、", "和"):
        a, b = trimmed(phrase)
        return [(begin + a, f"{phrase[a:b]}追加额", "change", value, said.scope)] if b > a else []
    added = ADDED.match(phrase)
    if added is None and said.main_role in (None, "budget", "adjusted") and not said.project and not said.parts:
        more = MORE.fullmatch(phrase)
        if more and (said.main_role or WITHIN.search(flow.text, said.start, begin + more.start("way"))):
            return _change(begin, "追加资金", value, said)
    if added is None or AFTER_ADDING.search(phrase):
        return []
    way = added["way"] or added["since"]
    within = re.match(r"[，,]?(年度?中)(?=追加|调增|调减|核减)", phrase)
    return _change(begin + phrase.index(way), f"{within[1] if within else ''}{way}预算", value, said)


def _change(at: int, item: str, value: Decimal, said: Said) -> list[Fact]:
    said.remember(item, at, "change", value)
    said.main_role = None if said.main == item else said.main_role
    return [(at, item, "change", value, said.scope)]


def _assets(flow: Flow, begin: int, phrase: str, value: Decimal, said: Said) -> list[Fact]:
    """Return what was added to the fixed assets that the sentence tells of, or written off."""
    found = ASSETS.fullmatch(phrase) if "固定资产" in flow.text[said.start : begin] + phrase else None
    return [(begin, f"当年{found['way']}固定资产", "change", value, said.scope)] if found else []


def taken(words: str) -> str:
    """Return the item of money taken back: 专项被统筹金额, 一般性支出压减额; a gap and money called in are their own names."""
    words = re.sub(r"^.*(?:使|造成|导致)(?:我[局委厅院校所办]|本?单位)?", "", words)
    if cut := CUT.search(words):
        return f"{cut['what']}{cut['way']}额"
    own_name = "缺口" in words or re.search(r"^收回|收回(?:财政|国库|统筹)?$", words)
    return words if own_name else re.sub(r"被?统筹$", "", words) + "被统筹金额"
