"""Lists of programmes (项目清单): labelled paragraphs, numbered paragraphs one under another, and entries under a title of projects."""

import re
from itertools import groupby

from ingest.document import Document, Flow
from ingest.extractors.projects.names import cleaned, is_benefit, is_name
from ingest.headings import numbered

MONEY = re.compile(r"(?P<n>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<u>亿元|万元|千元|元(?![旦素/]))")
LISTING = re.compile(
    r"\s*(?:[①-⑳]|[（(]?[\d一二三四五六七八九十]{1,2}[)）.．、])?\s*(?:(?:19|20)\d{2}年度?)?[^，。：:；\d]{0,14}(?:项目|专项)(?:资金|经费)?(?:项目)?"
    r"(?:支出|安排|实施|投入|执行|使用|分配|资金)*(?:主要|具体|情况|内容|明细|构成|去向|清单|如下|有|包括|投向|用于|以下|下列|方面|为|分别)*[：:。]"
)
"""The label of a paragraph that lists programmes (主要项目：…；…)."""

COUNTED = re.compile(
    r"[^。；：:]{0,24}?(?:项目|专项)[^。；：:，,\d]{0,8}\d{1,3}[个项](?:[：:]|[，,](?:分别(?:为|是)?|包括|主要有|主要是|其中))"
)
"""Programmes counted before they are listed (全年实施项目3个，分别为…)."""

ITEM = re.compile(rf"(?:^|[；;：:。])\s*(?:[①-⒛㈠-㈩]|[（(]?\d{{1,2}}[)）.、．])?\s*[^，。；：:\d]{{3,30}}?{MONEY.pattern}")
OF_PROJECTS = re.compile(r"项目|专项")
LEAST_ITEMS = 3
"""So many items in a row, each a name with its amount, under a title of projects are a list of programmes."""

ENTRY = re.compile(rf"[^，。；：:\d（(]{{3,30}}(?:[（(][^（()）]*[)）])?{MONEY.pattern}")
"""An entry of a list of programmes: a name and its amount (农村公路养护325万元)."""

LEADS_ON = re.compile(r"(?:项目|专项)[^。；]{0,36}[：:]\s*$")
"""What ends the paragraph before a list of programmes (全年共实施项目7个：)."""


DASH, DASHED = re.compile(r"\s*(?:[—–]{1,2}|[-•●▪◆■])\s*"), 99
SPELT = re.compile(r"\s*[一二三四五六七八九十]{1,2}是")


def listed_flows(document: Document, told: list[Flow]) -> set[int]:
    """Return where the paragraphs begin that each tell one programme of a list, numbered alike and led on to as projects."""
    flows = [(i, flow, *_marked(flow.text)) for i, flow in enumerate(told) if flow.text]
    found: set[int] = set()
    for style, run in groupby(flows, key=lambda entry: entry[2]):
        entries = [(i, flow, rest) for i, flow, _, rest in run] if style else []
        named = [(flow, rest) for _, flow, rest in entries if ENTRY.match(rest)]
        if len(named) < LEAST_ITEMS or len(named) < len(entries) - 1:
            continue
        before = told[entries[0][0] - 1].text if entries[0][0] else ""
        if LEADS_ON.search(before) or _under_projects(document, entries[0][1]):
            found |= {flow.offsets[0] for flow, _ in named}
    return found


def _marked(text: str) -> tuple[int, str]:
    """Return the style of an entry's number or dash and what stands behind it, 0 where there is none."""
    number, dash = numbered(text), DASH.match(text)
    return (number.style, number.rest) if number else (DASHED, text[dash.end() :]) if dash else (0, text)


def is_list(document: Document, flow: Flow) -> bool:
    """Tell whether a paragraph lists programmes by its label, by its entries, or as one entry under a title of projects."""
    return LISTING.match(flow.text) is not None or COUNTED.match(flow.text) is not None or _lists(document, flow) or _item(document, flow)


def _under_projects(document: Document, flow: Flow) -> bool:
    section = document.section_at(flow.offsets[0])
    return section is not None and OF_PROJECTS.search(section.title) is not None


def _lists(document: Document, flow: Flow) -> bool:
    """Tell whether a paragraph under a title of projects lists names with amounts (①甲资金10万元；②乙工程20万元；…)."""
    return _under_projects(document, flow) and len(ITEM.findall(flow.text)) >= LEAST_ITEMS


def _item(document: Document, flow: Flow) -> bool:
    """Tell whether a numbered paragraph under a title of projects opens with a programme and its amount (1. 甲资金10万元，…)."""
    if not _under_projects(document, flow) or (numbered(flow.text) is None and not SPELT.match(flow.text)):
        return False
    first = MONEY.search(flow.text)
    phrase = flow.text[: first.start()] if first else ""
    a, b = cleaned(phrase)
    return is_name(phrase[a:b]) or is_benefit(phrase[a:b])
