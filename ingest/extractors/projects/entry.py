"""Entries about one programme each (项目逐项说明): a name, then what was planned for it and what was paid."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from ingest.document import Document, Flow
from ingest.extractors.finance.items import GENERAL, SUBTITLE
from ingest.extractors.projects.names import SPECIAL, is_benefit, is_name
from ontology.quantity import wan
from ontology.records import Amount, Project

MONEY = r"(?P<n>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<u>亿元|万元|千元|元(?![旦素/]))"
MARK = (
    r"(?:\d{1,2}(?:[.．]\d{1,2}){1,2}[、.．]?\s*(?=[\u4e00-\u9fff])|[（(]?\d{1,2}[)）.、．](?!\d)|[①-⑳⑴-⒛]|"
    r"[（(][一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]是|项目(?:[一二三四五六七八九十]{1,2}|\d{1,2})[：:、.．])"
)
OPENING = re.compile(
    rf"\s*{MARK}?\s*[“\"]?(?P<name>(?:[^，。；：:“”\"\d≥]|“[^”]{{1,14}}”){{3,40}}?)[”\"]?"
    r"(?P<mark>[：:。，]|(?=(?:年初|全年|本年|年度)?(?:总?预算|概算|总投资)(?!执行)))"
)
NEXT = re.compile(rf"(?<=[。；;])\s*(?={MARK})")
PLANNED = re.compile(
    r"(?:[^，。；]{0,12}?(?:预算|概算|投资|资金|经费|财政)[^，。；\d]{0,8}?|"
    rf"(?:[省市县区旗]级?|上级|中央)?(?:共|全年|本年)*(?:安排|下达|到位|批复|投入|拨付|争取)[^，。；\d]{{0,8}}?){MONEY}"
)
PAID = re.compile(
    r"(?:实际|累计|已经?|全年|共|当年|全部|目前|截[至止][^，。；]{2,14}[，,]?)*(?:支出|支付|使用|执行数?|拨付|兑现|列支|发放|完成支付)"
    rf"(?:资金|金额|数|额|总额|工程款)?(?:共计?|合计|为|了)?{MONEY}"
)
SOURCE = re.compile(rf"(?P<label>(?:中央|省|市|县|区|旗|上级|本级|地方|自筹|企业)[^，。；、：:\d（）()]{{0,10}}?){MONEY}")
USED = re.compile(r"(?:全部|主要|重点)*用于(?P<use>[^；。]{2,160})")
MARKED = re.compile(rf"\s*{MARK}")
GRADED = re.compile(
    r"(?:等级|等次|结果|结论|评价|评定)(?:均|为|是|达到|[：:])*[“\"]?(?P<grade>优秀|良好|合格|不合格|优|良|中|差)(?![\u4e00-\u9fff])"
)
SAID_OF = re.compile(r"(?:情况|分析|说明|方面|管理|效益|问题|措施|目标|执行|完成)$")
"""Run-in titles of what is said of money, which name none."""

OF_PROJECTS = re.compile(r"项目|专项|资金使用")


def entries(document: Document, flow: Flow) -> list[Project]:
    """Return the programmes that a paragraph tells one by one with planned and paid amounts, empty where it tells none so."""
    section = document.section_at(flow.offsets[0])
    listed = section is not None and OF_PROJECTS.search(section.title) is not None
    starts = [0, *(m.end() for m in NEXT.finditer(flow.text)), len(flow.text)]
    titled = section.title.strip("：:。 ") if section and flow.kind != "heading" and flow.offsets[0] <= section.heading[1] + 4 else ""
    found = []
    for a, b in pairwise(starts):
        opening = OPENING.match(flow.text, a, b)
        if opening and _named(opening["name"], listed, listed and MARKED.match(flow.text, a, b) is not None):
            found.append(_entry(document, flow, (opening.start("name"), opening.end(), b), opening["name"]))
        elif not a and len(starts) == 2 and _named(titled, True):
            found.append(_entry(document, flow, (a, a, b), titled))
    return [p for p in found if p is not None]


def _entry(document: Document, flow: Flow, at: tuple[int, int, int], named: str) -> Project | None:
    """Return the programme of an entry: `at` is where its quote begins, where its money may begin, and where it ends."""
    planned = PLANNED.match(flow.text, *at[1:])
    paid = PAID.search(flow.text, *at[1:])
    if planned is None and (paid is None or paid.start() - at[1] > 2):
        return None
    told = paid or planned
    assert told is not None
    value, unit = _amount(told)
    name = _plain(named)
    use = USED.search(flow.text, told.end(), at[2])
    rated = GRADED.search(flow.text, told.end(), at[2])
    span = flow.span(at[0], told.end())
    return Project(
        name=name, kind="专项资金" if SPECIAL.search(name) else "项目", value=value, unit=unit, value_wan=wan(value, unit),
        components=tuple(_sources(flow.text, planned, at[2])), use=use["use"] if use else None,
        rating=rated["grade"] if rated else None, quote=document.quote(span), span=span,
        confidence=0.9,
    )


def _named(name: str, listed: bool, numbered: bool = False) -> bool:
    """Tell whether an entry's opening names a programme; a numbered one of a list may have any name that is no kind of money."""
    plain = _plain(name)
    if GENERAL.match(plain) or (SUBTITLE.match(plain) and not plain.endswith(("项目", "工程"))):
        return False
    return is_name(plain) or (listed and is_benefit(plain)) or (numbered and not SAID_OF.search(plain) and is_name(plain, listed=True))


def _plain(name: str) -> str:
    """Return a name without blanks and without the remark in brackets behind it (少数民族发展资金（中央衔接资金）)."""
    return re.sub(r"\s|^其中|(?<=.{4})[（(][^（）()]*[)）]$", "", name)


def _amount(found: re.Match[str]) -> tuple[Decimal, str]:
    return Decimal(re.sub("[,，]", "", found["n"])), found["u"]


def _sources(text: str, planned: re.Match[str] | None, end: int) -> Iterator[Amount]:
    """Yield the parts in the brackets or behind 其中 right after what was planned, where there are two or more."""
    told = re.match(r"[（(，,]\s*(?:其中)?[^）)。；]*", text[planned.end() : end]) if planned else None
    parts = list(SOURCE.finditer(told.group())) if told else []
    for part in parts if len(parts) > 1 else ():
        value, unit = _amount(part)
        yield Amount(label=part["label"].strip(), value=value, unit=unit, value_wan=wan(value, unit))
