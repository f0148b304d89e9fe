"""Short names under a topic (承前省略的项目名): `货物类` under 政府采购, `购置费` beside 公务用车, `净值` of 固定资产."""

import re

PROCURED = re.compile(r"政府采购")
CARS = re.compile(r"公务用车|公车")
PARTS: tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...] = (
    (PROCURED, re.compile(
        r"(?:全年|本年|实际|当年)*(?:完成|发生)?采购(?:支出)?(?:总?金额|总额|额)?|政府采购"), "政府采购金额"),
    (PROCURED, re.compile(
        r"(?:政府)?(?:采购)?(?P<part>(?:货物|工程|服务)(?:类|和服务类?)?(?:采购)?(?:支出|金额|项目|预算|合同)?)"), "政府采购"),
    (re.compile(r"采购"), re.compile(
        r"(?:共|累计|实际)?(?P<part>节[约省支](?:财政|预算|采购)?(?:资金|经费|金额|额|支出))"), "政府采购"),
    (CARS, re.compile(r"(?:其中)?(?:车辆)?购置(?:经?费用?)?(?:支出)?"), "公务用车购置费"),
    (CARS, re.compile(r"(?:其中)?(?:车辆)?(?:运行(?:和|及)?(?:维护)?|维护)经?费用?(?:支出)?"), "公务用车运行维护费"),
    (re.compile(r"固定资产[^。]*其中"), re.compile(
        r"(?P<kind>房屋(?:及构筑物|建筑物|构筑物)?|车辆|(?:通用|专用|办公|电子|医疗|教学)设备)"), "固定资产"),
    (re.compile(r"固定资产(?![^。]*(?:处置|报废|新增|购置))"), re.compile(r"(?:账面|资产)?(?P<part>原值|净值|净额|累计折旧)"), "固定资产"),
)
"""(what was told before, the short name, the full name or what goes before the short one), first match wins."""

WHOLE = ("费", "额")


def full_name(words: str, before: str) -> str:
    """Return the item that short words name under what the sentence has told so far; the words themselves where they are no short name."""
    for topic, short, name in PARTS:
        found = short.fullmatch(words)
        if found and topic.search(before + words):
            if kind := found.groupdict().get("kind"):
                return f"{name}（{kind}）"
            return name if name.endswith(WHOLE) else name + found["part"]
    return f"{words}金额" if words.endswith("合同") else words
