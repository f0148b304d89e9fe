"""Shares, changes and rates told in sentences (占比、增减、执行率): what a percentage or a difference is said of."""

import re
from decimal import Decimal

from ingest.document import Flow
from ingest.extractors.finance.items import AWARDED, is_item, named, trimmed
from ingest.extractors.finance.said import AGAINST, BARE_ROLE, CHANGE, PART_OF, PREFIX, RATE, SHARE, WHOLE, Fact, Said

OF_MONEY = re.compile(
    r"[\u4e00-\u9fff、（）()“”\"]*?(?:预算|资金|支出|经费|三公|财政|拨款|收入|专项|项目|整体|总体|部门|决算|公用|在职人员|编制|政府采购|采购|"
    r"[年月日度均])[\u4e00-\u9fff]{0,6}?(?:率|进度)|(?:执行率|完成率|支出率|调整率|控制率|使用率|支付率|到位率|结余率|节约率|节支率|支出进度|执行进度|结转结余率|资金结转率)"
)
"""Rates of money; 社区康复执行率 is none."""

OF_SPENDING = re.compile(r"(?:费用|经费|实际|当年|本年)?(?:支出|费用|决算)(?:总?额|数|合计)?")
"""Words for what was spent of the item told before (公车运行维护费21万元，费用支出较上年减少…)."""

def changed(said: Said, change: re.Match[str], value: Decimal, measure: str) -> list[Fact]:
    """Return a change against another year; behind 其中 with a zero the whole sentence's head is what changed."""
    item, at = (said.main, said.main_at) if said.last_value == 0 and said.main else (said.last, said.last_at)
    against = change["against"] or said.compared
    said.compared = against
    way = change["way"]
    word = "减少" if way in ("减少", "下降", "降低", "降幅", "减幅", "压减", "缩减", "节约", "节省", "节支", "少花", "少支出") else "增加"
    last_year = re.search(r"上年|去年|(?:19|20)\d{2}\s*年", against) is not None
    than = "较年初预算" if "预算" in against and not last_year else "较年初" if "年初" in against else "较上年"
    name = f"{word}额" if measure == "额" else {"增加": "增幅", "减少": "降幅"}[word]
    items = (item, said.also) if said.also and item == said.last else (item,)
    if len(items) > 1 and said.apart:  # 收支分别增加甲万元、乙万元: each its own
        items = items[:1]
        said.last, said.also, said.apart = said.also, "", False
    return [(at, f"{i}{than}{name}", "change", value, said.scope) for i in items]


def headed(phrase: str, begin: int, change: re.Match[str] | None, said: Said) -> None:
    """Take the item that a change is told of in one breath (项目支出比上年增加…) as the one last said."""
    if change is None or not (change["against"] or said.compared):
        return
    before = phrase[: change.start("against" if change["against"] else "way")]
    a, b = trimmed(before)
    name = named(before[a:b])
    whole = name in ("收入", "支出") and (not said.last or re.fullmatch("(?:本年|全年)?(?:收入|支出)", said.last))
    if whole or name == "收支" or (is_item(name) and not BARE_ROLE.fullmatch(name) and not OF_SPENDING.fullmatch(name)):
        both = name == "收支"
        said.last, said.last_at = "收入" if both else name, begin + a - (phrase[a - 1 : a] == "“")
        said.also = "支出" if both else ""
        said.stale = said.project = False


def percent(flow: Flow, begin: int, found: re.Match[str], said: Said) -> list[Fact]:
    """Return the share, change or rate that a percentage tells of what was said before it, none where it tells of nothing."""
    phrase = flow.text[begin : found.start()]
    value = Decimal(re.sub("[,，]", "", found["n"]))
    against = AGAINST.search(flow.text, said.start, begin)
    said.compared = against["against"] if against else said.compared
    change = CHANGE.search(phrase)
    headed(phrase, begin, change, said)
    if change and said.last and (change["against"] or said.compared):
        return changed(said, change, value, "幅")
    if re.search(r"未(?:能)?达到?|低于|不足|未满|应(?:达|为)|[≥≤＜＞<>]", phrase):
        return []
    rate = None if PART_OF.search(phrase) else RATE.search(phrase, trimmed(phrase)[0])
    if rate and rate["kind"] and (said.last or re.search(r"预算|决算|结[转余]|执行率|三公|政府采购|公用经费", phrase)):
        a, _ = trimmed(rate["kind"])
        kind = re.sub("[“”\"]", "", rate["kind"][a:])
        if not OF_MONEY.fullmatch(kind):
            return []
        alone = len(kind) > 3 or not said.last or BARE_ROLE.fullmatch(said.last) or WHOLE.search(said.last)
        item = ("预算" if kind == "执行率" else "") + kind if alone else re.sub(r"节[约支](?:资金|金额)", "", said.last) + kind
        if kind == "执行率" and not said.last and "预算" not in flow.text[: found.start()]:
            return []
        apart = not said.last or len(kind) > 3
        return [(begin + rate.start("kind") + a if apart else said.last_at, item, "rate", value, said.scope)]
    if rate and said.last:
        of = "调整预算" if "调整" in rate["of"] else "全年预算" if "全年" in rate["of"] else "年初预算"
        measure = "预算完成率" if rate["of"].startswith("完成") else f"占{of}比例"
        return [(said.last_at, f"{said.last}{measure}", "rate", value, said.scope)]
    if re.fullmatch(r"万?元?的", phrase) and said.last and flow.text[: found.start()].endswith("元的"):
        return [(said.last_at, f"{said.last}占{said.budget}比例", "rate", value, said.scope)]
    a, _ = trimmed(phrase)
    own = re.fullmatch(r"(?P<of>[^，。；占]{4,30}?)(?:占比|比例|比重)[为达约是]*", phrase[a:])
    if own and AWARDED.fullmatch(own["of"]):
        return [(begin + a, f"{own['of']}占比", "share", value, said.scope)]
    share = SHARE.search(phrase)
    if share and said.last and not said.stale:
        prefix = PREFIX.get(said.last_role or "final", "") if said.label or said.main_role in ("budget", "adjusted") else ""
        prefix = prefix if prefix != "决算" or "决算" in flow.text[: found.start()] else ""
        said.share_of = of = share["of"] or said.share_of
        prefix = "" if of else prefix
        return [(said.last_at, f"{prefix}{said.last}占{of}比" + ("重" if of else ""), "share", value, said.scope)]
    return []
