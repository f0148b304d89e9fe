"""Money told in sentences (文字叙述的收支): each amount with the item before it and the role its clause, sentence or heading gives."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ingest.document import Document, Flow
from ingest.extractors.finance.amounts import amount, is_project_sentence
from ingest.extractors.finance.items import (
    FUND,
    is_item,
    named,
    role_in,
    role_of_heading,
    summary_name,
)
from ingest.extractors.finance.ratios import percent
from ingest.extractors.finance.respectively import respective
from ingest.extractors.finance.said import (
    ANY_YEAR,
    COMPARES,
    EARLIER,
    FIGURE,
    FIGURE_OR_BARE,
    FUNCTION,
    NARROW,
    RESULTS,
    STRICT,
    YEAR,
    Fact,
    Said,
)
from ingest.extractors.projects.entry import entries
from ingest.table_headers import money_unit
from ontology.quantity import wan
from ontology.records import Finance, ReportFields, Role

CLASS = re.compile(
    r"\s*(?:[（(]?\d{1,2}[)）.、．])?\s*(?P<name>(?:人员类|运转类|特定目标类|其他运转类)项目)(?:支出|预算)?(?:绩效)?(?:分析|情况|管理)*[：:。]"
)
"""A paragraph on a class of projects in the forms of Sichuan (人员类项目绩效分析：…)."""

CLASS_FIGURES: tuple[tuple[re.Pattern[str], str, Role], ...] = (
    (re.compile(r"预算(?:总金额|总额|金额)(?:为|共|达)?(?P<n>\d[\d,，]*(?:\.\d+)?)(?P<u>亿元|万元|元)"), "预算总金额", "budget"),
    (re.compile(r"(?:预算)?执行(?:总体)?进度(?:为|达到?)?(?P<n>\d+(?:\.\d+)?)(?P<u>[%％])"), "预算执行进度", "rate"),
)

OTHERS = re.compile(
    r"(?:收缴|征收)[^，。；]{0,12}(?:收费|罚没|非税|国有资源)|"
    r"不(?:列入|纳入|计入|包含在|在)[^，。；]{0,4}(?:部门|单位|[我本][局委厅院校镇])[^，。；]{0,8}(?:支出|预算|决算|收支|核算)"
)
"""Money that a sentence says is in another's account (不列入我局部门支出), or was collected for the treasury."""

THREE = re.compile(r"[^，。：:]{0,8}三公[^，。：:]{0,4}(?:情况|方面)?[：:。，](?!\d[\d.,]*\s*[万亿]?元)")
"""The label of a paragraph on the three public expenses (“三公”经费方面，…)."""


ITS_LABEL = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,2}[)）.、．]\s*|[①-⑳])?(?P<item>[“\"]?[^，。；：:\d]{2,14}?)(?:情况|方面)?[：:](?=(?:19|20)\d{2}年|全年|本年|实际|年初)"
)
"""The label of a sentence about one item."""

SPLIT = re.compile(r"\s*(?:(?:其中)?[，,]?(?:按|从)[^，。：；\d]{2,12}(?:分类?|划分|来?看)|[^，。：；\d]{2,12}中)[，,：:]")
"""A sentence that tells the parts of the whole before it (按资金来源分，…; 基本支出中，…)."""


def from_prose(document: Document, report: ReportFields) -> Iterator[Finance]:
    """Yield the amounts, shares, changes and rates of the department's money told in sentences, in printed order."""
    for flow in map(narrow, document.flows):
        unit = _declared(document, flow) if flow.text else None
        if not flow.text or not (FIGURE_OR_BARE if unit else FIGURE).search(flow.text):
            continue
        meaning = document.meaning_at(flow.offsets[0])
        if meaning == "terms" or is_project_summary(document, flow):
            continue
        section = document.section_at(flow.offsets[0])
        if of_class := CLASS.match(flow.text) or (CLASS.match(f"{section.title}：") if section else None):
            yield from _of_class(document, flow, of_class["name"], Said(0, report.fiscal_year, None, report.department))
            continue
        label = _label(document, flow)
        years = set(YEAR.findall(EARLIER.sub("", flow.text)))
        only = int(next(iter(years))) if len(years) == 1 else None
        three = (section and "三公" in section.title) or THREE.match(flow.text)
        topic = "三公经费" if three else _function(flow.text, section.title if section else "")
        year = only if only is not None and report.fiscal_year and only <= report.fiscal_year else report.fiscal_year
        said = Said(0, year, label, report.department, unit=unit, fiscal=report.fiscal_year)
        for a, b in _sentences(flow.text):
            if OTHERS.search(flow.text, a, b):
                continue
            first = FIGURE.search(flow.text, a, b)
            told = _told_year(flow.text, a, first.start() if first else b, topic, year)
            parts = re.match(r"\s*其中", flow.text[a:b]) is not None
            last, last_at = _labelled(flow.text, a, b) or (topic, a)
            fresh = Said(a, told or year, label, report.department, last=last, last_at=last_at, unit=unit, fiscal=report.fiscal_year)
            if COMPARES.match(flow.text, a, b):
                fresh = _compared(fresh, said, topic)
            elif SPLIT.match(flow.text, a, b) and said.whole:
                fresh = replace(fresh, main_role=said.whole, whole=said.whole)
            said = replace(said, start=a, last=said.main) if parts else fresh
            yield from _sentence(document, flow, (a, b), said, meaning in RESULTS or meaning == "problems")


def _compared(fresh: Said, said: Said, topic: str) -> Said:
    """Return what a sentence that only compares goes on from: the whole, where the one before told it with its parts."""
    if said.parts and said.main and said.main_at >= said.start:
        return replace(fresh, last=said.main, last_at=said.main_at, last_role=said.main_role)
    return replace(fresh, last=said.last or topic, last_at=said.last_at, last_role=said.last_role, also=said.also)


def _labelled(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Return the item that a sentence's own label names, and where (基本支出：2023年支出…); None for labels of roles and other words."""
    told = ITS_LABEL.match(text, start, end)
    if told is None or not is_item(told["item"]) or role_in(told["item"]):
        return None
    return named(told["item"]), told.start("item")


def _told_year(text: str, start: int, end: int, topic: str, year: int | None) -> int | None:
    """Return the year that a sentence opens with; one that only tells an earlier year's amount of the topic sets none."""
    told = YEAR.search(text, start, end)
    earlier = EARLIER.match(text, start, end)
    if told is None or (topic and year and earlier and earlier.end() > told.start() and int(told[1]) < year):
        return None
    return int(told[1])


def _of_class(document: Document, flow: Flow, name: str, said: Said) -> Iterator[Finance]:
    """Yield the budget of a class of projects and how much of it was carried out (人员类项目绩效分析：…涉及预算总金额…)."""
    for pattern, item, role in CLASS_FIGURES:
        told = pattern.search(flow.text)
        if told is not None:
            at = (told.start(), told.end())
            value = Decimal(re.sub("[,，]", "", told["n"]))
            yield _fact(document, flow, at, (f"{name}{item}", role, value, told["u"]), said.scope, said)


def _declared(document: Document, flow: Flow) -> str | None:
    """Return the unit of amounts printed without one: declared in the headings above or on the line above (单位：万元)."""
    section = document.section_at(flow.offsets[0])
    above = document.text[max(0, flow.offsets[0] - 40) : flow.offsets[0]].rstrip().rpartition("\n")[2]
    places = (*reversed(section.path if section else ()), section.title if section else "", above)
    told = (money_unit(place) for place in places)
    beside = re.search(r"\d万元", flow.text)
    return next((unit for unit in told if unit), "万元" if beside else None)


def _function(text: str, title: str) -> str:
    """Return the functional class that a paragraph is about (一般公共服务支出（类）…（项）), empty where it is about none."""
    for opening in (text, title):
        found = FUNCTION.match(opening)
        if found:
            return found["name"]
    return ""


def is_project_summary(document: Document, flow: Flow) -> bool:
    """Tell whether a paragraph sums up a single programme (某项目绩效自评综述：…), whose money is not the department's."""
    section = document.section_at(flow.offsets[0])
    return summary_name(flow.text, section.title if section else "") is not None or bool(entries(document, flow))


def narrow(flow: Flow) -> Flow:
    """Return a flow with full-width digits, points and percent signs as narrow ones, character by character."""
    return replace(flow, text=flow.text.translate(NARROW))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"[^。]+", text):
        yield found.span()


def _label(document: Document, flow: Flow) -> Role | None:
    """Return the role that the paragraph's own label, else the headings above from the inside out, give its amounts."""
    own = re.match(r"[^：:。]{0,14}?([^：:。，\d]{3,14})[：:]", flow.text)
    if own and (role := role_of_heading(own[1])) is not None:
        return role
    section = document.section_at(flow.offsets[0])
    for title in reversed(section.path if section else ()):
        if (role := role_of_heading(title)) is not None:
            return role
    return "budget" if document.meaning_at(flow.offsets[0]) == "goals" else None


def _sentence(document: Document, flow: Flow, span: tuple[int, int], said: Said, strict: bool) -> Iterator[Finance]:
    position = span[0]
    text = flow.text
    outside = said.last, said.last_at
    for found in (FIGURE_OR_BARE if said.unit else FIGURE).finditer(text, *span):
        cut = max((text.rfind(mark, position, found.start()) + 1 for mark in "，；：。,;:" ), default=0)
        begin = max(cut, position)
        if re.search(r"其中|包括", text[position : found.start()]):
            said.parts, said.whole_role = True, said.last_role or said.whole_role
        if text[begin - 1 : begin] in "：:" and re.fullmatch(r"[^，；。]{0,3}", text[begin : found.start()]):
            begin = max([position, *(text.rfind(mark, position, begin - 1) + 1 for mark in "，；。、")])
        phrase = text[begin : found.start()]
        if "；" in text[position:begin] and said.parts and said.main:
            said.last, said.last_at, said.last_role = said.main, said.main_at, said.main_role
        if position > span[0] and text[position : position + 1] in ("：", ":"):
            said.parts, said.whole_role = True, said.last_role or said.whole_role
        said.year = _year_of(text[position : found.start()], said)
        is_percent = found["u"] in ("%", "％")
        unit = "%" if is_percent else found["u"] or said.unit
        held, said.aside = said.last_role, re.match(r"[（(]", text[begin:]) is not None
        outside = (said.last, said.last_at) if said.aside else outside
        _out_of_brackets(text[position : found.start()], said, outside)
        facts = _told(flow, begin, found, said)
        if re.match(r"[（(]", text[begin:]) and re.match(r"[)）]", text[found.end() :]):
            said.last_role = held  # an aside changes nothing for what follows
        for start, item, role, value, scope in facts:
            if strict and role != "change" and not said.granted and not STRICT.search(item):
                continue
            yield _fact(document, flow, (start, found.end()), (item, role, value, unit), scope, said)
        if not is_percent and said.last == "" and not said.granted and is_project_sentence(phrase):
            return
        position = found.end()


def _told(flow: Flow, begin: int, found: re.Match[str], said: Said) -> list[Fact]:
    """Return the facts that a figure tells: one of several told respectively, a share, change or rate, or an amount."""
    facts = respective(flow, begin, found, said)
    if facts is not None:
        return facts
    if found["u"] in ("%", "％"):
        return percent(flow, begin, found, said)
    return amount(flow, begin, flow.text[begin : found.start()], found, said)


def _year_of(between: str, said: Said) -> int | None:
    """Return the year of an amount: a sentence that began with an earlier one may come to the year told of (2018年…，2019年预算…)."""
    comes = said.year and said.fiscal and said.year < said.fiscal and str(said.fiscal) in YEAR.findall(between)
    return said.fiscal if comes else said.year


def _out_of_brackets(between: str, said: Said, outside: tuple[str, int]) -> None:
    """Take what stands before a bracket as the item last said where its share follows (甲支出20万元（乙5万元、丙15万元），占60%)."""
    if outside[0] and re.match(r"[)）][，,]?占", between):
        said.last, said.last_at = outside


def _earlier(text: str, year: int) -> int:
    """Return the year of a prior amount: the one printed beside it, else the year before for 上年."""
    years = [int(y) for y in ANY_YEAR.findall(text) if int(y) < year]
    return years[-1] if years else year - 1 if re.search(r"上年|去年", text) else year


def _fact(
    document: Document, flow: Flow, at: tuple[int, int], said_of: tuple[str, Role, Decimal, str | None], scope: str | None, said: Said
) -> Finance:
    item, role, value, printed = said_of
    span = flow.span(*at)
    of = said.due_year or said.year
    if role == "final" and of and said.fiscal and of < said.fiscal:
        role = "prior"
    unit = "%" if printed in ("%", "％") else printed or "万元"
    earlier = role == "prior" and of is not None and said.due_year is None
    year = _earlier(flow.text[at[0] : at[1]], of) if earlier and of else of
    amount = wan(value, "万元" if unit == "万" else unit)
    printed_role = role_in(flow.text[at[0] : at[1]])
    guessed = role == "change" or "企业" in item or (said.parts and FUND.match(item) and item.endswith("）"))
    sure = not guessed and (said.label or printed_role or role in ("share", "rate"))  # against what is told is a guess at times
    return Finance(
        item=item, role=role, scope=scope, year=year, value=value, unit=unit, value_wan=amount,
        quote=document.quote(span), span=span, confidence=0.92 if sure else 0.85,
    )
