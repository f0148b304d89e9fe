"""Programmes told in sentences (文字叙述的项目): rating lists, funds with amount, parts and use, parts of other projects."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.document import Document, Flow
from ingest.extractors.finance.items import TAKEN, UNIT_SCOPE, summary_name
from ingest.extractors.finance.prose import narrow
from ingest.extractors.projects.entry import GRADED, entries
from ingest.extractors.projects.lists import is_list, listed_flows
from ingest.extractors.projects.names import SPECIAL, STRONG, cleaned, is_benefit, is_name
from ontology.quantity import wan
from ontology.records import Amount, Project

MONEY = re.compile(r"(?P<n>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<u>亿元|万元|千元|元(?![旦素/]))")
GRADE = r"(?P<grade>优秀|良好|合格|不合格|及格|优|良|中|差)"
RATED = re.compile(
    rf"[“\"](?P<name>[^“”\"]{{2,60}})[”\"]?[”\"](?:等?项目[^。；“”]{{0,40}}?|[^，。；“”]{{0,14}}?)(?:得分为?[\d.]+分[，,、])?"
    rf"(?:自评|评价|评定)?(?:结果|等级|等次|结论)(?:为|是)?[：:]?[“\"]?{GRADE}"
)
RATED_PLAIN = re.compile(
    rf"(?:^|[；;。，,、])\s*(?:[（(]?\d{{1,2}}[)）.、．])?\s*(?P<name>[^，。；;“”\"：:]{{3,40}}?(?:项目|经费|资金|工程|专项))"
    rf"[^，。；“”]{{0,6}}?"
    rf"(?:自评|评价)(?:得分|分数)?[：:为]*"
    rf"(?:(?P<score>\d+(?:\.\d+)?)分)?[，,]?[^，。；]{{0,6}}?(?:结果|等级|等次|结论)(?:为|是)?[：:]?[“\"]?{GRADE}"
)
RATED_ALL = re.compile(
    r"(?P<names>(?:[“\"][^“”\"]{3,40}[”\"][、，和及]?){2,})等?(?:\d{1,3}|[一二三四五六七八九十]{1,3})?个?(?:项目|专项)[^。；]{0,60}?"
    rf"(?:自评|评价|评定)?(?:结果|等级|等次|结论)?(?:均|全部|都)(?:评)?(?:为|是)?[“\"]?{GRADE}"
)
"""Programmes listed by name and rated alike (“甲”“乙”2个项目自评结果均为“优”)."""

SPENDING = re.compile(rf"(?:执行数|实际支出|实际执行|支出决算)(?:数|金额)?(?:为|共|计)*\s*{MONEY.pattern}")
USE = re.compile(
    r"[，,。](?:全部|主要|重点|专项)*(?:用于|投向|包括|是(?=[^，。；]{3})|为(?=[^，。；]{2,30}(?:采购|购置|建设)))(?P<use>[^；。]{2,160})"
)
PARTS = re.compile(r"[，,（(：:]\s*(?:其中|含)|全部为|^[（(](?:中央|省级?|市级?|县级?|区级?|上级|本级|地方)[^（()）]*$")
OTHER = re.compile(r"其他项目|其它项目|项目支出|项目经费|专项(?:资金|经费|业务费)")
OTHERS = re.compile(r"(?:(?:19|20)\d{2}年度?)?(?:本单位|部门|本级)*(?:其[他它余]|剩余)(?:业务)?项目(?:经费|支出|资金)?")
FOR = re.compile(r"[，,](?:为|系)(?P<name>[^，。；]{3,40})|[，,](?:主要)?用于(?P<use>[^，。；]{3,40})")
LISTED = re.compile(r"专项(?:资金|经费|项目)?(?:共)?(?:有|包括|为)[：:]?(?P<names>[^。；]{6,300}?)(?:等?\d{0,2}个?)?[。；]")
OF_FUND = re.compile(r"政府性基金[^。]*\d万?元[^。]*其中(?:主要)?用于")
"""What a fund was used for is the department's money, told with the fund."""

NEXT = re.compile(
    r"(?:[（(][^（()）]*[)）])?[，,](?:(?:主要|全部|重点)*用于[^。；：]{2,60}[，,])?(?!其中|用于|占|较|比|同比)[^，,；。：]{3,40}"
)
"""What stands between two entries of a labelled list parted by commas: what the first is for, and the name of the next."""

PARTS_OF_FUND = re.compile(r"(?:政府性基金|公益金)[^。]*\d万?元[^。]*(?:其中|包括)(?!主要)")
"""A fund's amount and the word that leads on to its parts."""

MONEYED = ("money", "overview", "organisation", "problems", "goals")
SKIPPED = ("duties", "measures", "indicators", "terms")


def from_prose(document: Document) -> Iterator[Project]:
    """Yield every mention of a programme in printed order; the same one may come again under another name."""
    flows = [narrow(flow) for flow in document.flows]
    lists = listed_flows(document, flows)
    for flow in flows:
        if not flow.text or document.meaning_at(flow.offsets[0]) in SKIPPED:
            continue
        yield from _rated(document, flow)
        section = document.section_at(flow.offsets[0])
        name = summary_name(flow.text, section.title if section else "")
        if name is not None:
            yield from _summed_up(document, flow, name)
        elif MONEY.search(flow.text):
            yield from entries(document, flow) or _paid(document, flow, lists)


def listed_names(document: Document) -> list[str]:
    """Return the names of a sentence that lists the funds (本单位市级专项有甲专项、乙专项…等6个), in order."""
    names: list[str] = []
    for flow in document.flows:
        for found in LISTED.finditer(flow.text):
            parts = [p for p in re.split(r"[、及]|以及|和(?=[^、]{4,}$)", re.sub(r"等$|等?\d+个$", "", found["names"])) if len(p) > 2]
            if len(parts) > 1 and sum(is_name(p) for p in parts) >= 0.6 * len(parts) and not MONEY.search(found["names"]):
                names += parts
    return names


def _rated(document: Document, flow: Flow) -> Iterator[Project]:
    seen: set[int] = set()
    for found in RATED_ALL.finditer(flow.text):
        for quoted in re.finditer("[“\"]([^“”\"]{3,40})[”\"]", found["names"]):
            name, at = quoted[1], found.start("names")
            span = flow.span(at + quoted.start(), at + quoted.end())
            yield Project(name=name, kind=_kind(name), rating=found["grade"], quote=document.quote(span), span=span, confidence=0.9)
        seen.add(found.start("grade"))
    for found in (*RATED.finditer(flow.text), *RATED_PLAIN.finditer(flow.text)):
        name = re.sub(r"\s", "", found["name"])
        if found.start("grade") in seen or len(name) < 3 or re.search(r"整体支出|部门整体", name):
            continue
        seen.add(found.start("grade"))
        span = flow.span(found.start("name") - (1 if flow.text[found.start("name") - 1] in "“\"" else 0), found.end("grade"))
        yield Project(name=name, kind=_kind(name), rating=found["grade"], quote=document.quote(span), span=span, confidence=0.96)


def _summed_up(document: Document, flow: Flow, name: str) -> Iterator[Project]:
    """Yield the programme that a paragraph sums up, with what was spent on it."""
    found = SPENDING.search(flow.text)
    if found is None:
        return
    value = Decimal(re.sub("[,，]", "", found["n"]))
    rated = GRADED.search(flow.text, found.end())
    span = flow.span(max(flow.text.find(name), 0), found.end())
    yield Project(
        name=name, kind=_kind(name), value=value, unit=found["u"], value_wan=wan(value, found["u"]), quote=document.quote(span), span=span,
        rating=rated["grade"] if rated else None, confidence=0.9,
    )


def _kind(name: str) -> str:
    return "专项资金" if SPECIAL.search(name) else "项目"


def _paid(document: Document, flow: Flow, lists: set[int]) -> Iterator[Project]:
    general = ""
    for sentence in re.finditer(r"[^。]+。?", flow.text):
        a, b = sentence.span()
        if TAKEN.search(flow.text, a, b):
            continue
        found = list(_sentence(document, flow, (a, b), general, lists))
        yield from found
        head = re.search(r"(政府性基金|其他(?:预算)?收入|国有资本)[^，。；]{0,10}?\d", sentence.group())
        general = head[1] if head else general if sentence.group().startswith("其中") else ""


def _sentence(document: Document, flow: Flow, at: tuple[int, int], general: str, lists: set[int]) -> Iterator[Project]:
    """Yield the programmes of one sentence: the head fund with its parts, or each part of a general item."""
    text, (start, end) = flow.text, at
    position, within, head_is_project = start, False, False
    told = document.meaning_at(flow.offsets[0]) in MONEYED
    listing = flow.offsets[0] in lists or is_list(document, flow)
    parts: list[Amount] = []
    listed: list[Amount] = []
    chain = 0
    head: Project | None = None
    other: Project | None = None
    for found in MONEY.finditer(text, start, end):
        begin = _begin(text, position, found.start())
        begin += head is not None and begin == position and text[begin] in "和及与"
        begin, phrase = _before_bracket(text, position, begin, found)
        a, b = cleaned(phrase)
        a -= a > 0 and phrase[a - 1] == "“" and phrase[a:b].count("”") > phrase[a:b].count("“")
        name = re.sub(r"^[“\"]([^“”\"]*)[”\"]$", r"\1", phrase[a:b])
        between = text[position : found.start()]
        within = within and (other is not None or "；" not in between or "其中" in between or "包括" in between)
        if head is not None and (PARTS.search(between) or parts) and not (
            "；" in text[position:begin] or (parts and between.startswith(("）", ")")))
        ):
            parts.append(_part(name, found))
        elif (not OF_FUND.search(text, start, found.start()) and _is_programme(
            name, within, told, _leads(listing, begin == start, text[begin - 1 : begin], phrase)
            or _goes_on(head, between, listing or chain > 1) or _of_fund(text[start : found.start()], name)
        )) or (head is not None and OTHERS.fullmatch(name)):
            chain += text[begin - 1 : begin] in "，,：:"
            if head is not None:
                yield _finished(document, flow, head, parts, begin)
            head, parts = _head(document, flow, (begin + a, found.end()), name, found, within), []
            head_is_project = True
        elif not head_is_project and (general or within or _fund(text, start, found.start())) and UNIT_SCOPE.search(name):
            yield from _for(document, flow, begin + a, name, found)
        if not head_is_project and OTHER.search(phrase):
            within = True
            other = _head(document, flow, (begin + a, found.end()), name, found, True) if OTHERS.fullmatch(name) else None
        if within and head is not None:
            listed.append(_part(head.name, found))
            yield _finished(document, flow, head, [], min(end, _next(text, found.end(), end)))
            head, head_is_project = None, False
        position = found.end()
    if head is not None:
        yield _finished(document, flow, head, parts, end)
    if other is not None:
        yield other.model_copy(update={"kind": "其他项目", "components": tuple(listed)})


def _before_bracket(text: str, position: int, begin: int, found: re.Match[str]) -> tuple[int, str]:
    """Return where the words of an amount begin, and those words: before the bracket that holds nothing else (甲工程（20万元）)."""
    phrase = text[begin : found.start()]
    if phrase.strip() or text[begin - 1 : begin] not in ("（", "(") or text[found.end() : found.end() + 1] not in ("）", ")"):
        return begin, phrase
    start = max(position, *(text.rfind(mark, position, begin) + 1 for mark in "，；：。、,;:"))
    return start, text[start : begin - 1]


def _leads(listing: bool, opens: bool, mark: str, phrase: str) -> bool:
    """Tell whether a phrase leads an entry of a list of programmes."""
    return listing and (opens or mark in "：:；;。" or phrase.startswith(("分别", "包括", "主要有")))


def _of_fund(before: str, name: str) -> bool:
    """Tell whether a phrase names what a part of a fund went to (全部为福彩公益金，其中养老服务购买180万元、…)."""
    general = re.search(r"支出$|年初|年末|[省市县区中央]级", name) or UNIT_SCOPE.fullmatch(name)
    return PARTS_OF_FUND.search(before) is not None and not general


def _goes_on(head: Project | None, between: str, listing: bool) -> bool:
    """Tell whether a list of programmes goes on behind one of them (甲专项126万元、乙改造148万元).

    By a comma only in a labelled list, or behind two programmes that commas part.
    """
    if head is None:
        return False
    return re.match(r"[)）]?[、和及](?![^，。；]*其中)", between) is not None or (listing and NEXT.fullmatch(between) is not None)


def _is_programme(name: str, within: bool, told: bool, leads: bool) -> bool:
    """Tell whether a phrase before an amount names a programme: among other projects, where money is told, or leading a listed part."""
    if leads and (is_name(name) or is_name(name, listed=True)):
        return True
    return (is_name(name, listed=within) and (within or told or STRONG.search(name) is not None)) or (told and is_benefit(name))


def _begin(text: str, position: int, at: int) -> int:
    """Return where the words before an amount begin: after the last mark, but not inside quotation marks."""
    begin = max(position, *(text.rfind(mark, position, at) + 1 for mark in "，；：。,;:、（("))
    if "）" in text[begin:at] and "（" not in text[begin:at]:
        begin = max(position, *(text.rfind(mark, position, text.rfind("（", position, begin)) + 1 for mark in "，；：。、"))
    closed = text.count("“", begin, at) >= text.count("”", begin, at)
    return begin if closed else max(text.rfind("“", position, begin), position)


def _fund(text: str, start: int, at: int) -> bool:
    return re.search(r"(?:基金|收入|其他项目)[^，。；]{0,12}?\d[\d.]*万?元", text[start:at]) is not None


def _next(text: str, at: int, end: int) -> int:
    following = [i for mark in "；;、" if (i := text.find(mark, at, end)) >= 0]
    return min(following, default=end)


def _part(name: str, found: re.Match[str]) -> Amount:
    value = Decimal(re.sub("[,，]", "", found["n"]))
    return Amount(label=name or "其中", value=value, unit=found["u"], value_wan=wan(value, found["u"]))


def _head(document: Document, flow: Flow, at: tuple[int, int], name: str, found: re.Match[str], within: bool) -> Project:
    value = Decimal(re.sub("[,，]", "", found["n"]))
    span = flow.span(*at)
    year = re.search(r"((?:19|20)\d{2})年", flow.text[: at[0]])
    kind = "其他项目" if within and "其他" in flow.text[: at[0]] else _kind(name)
    return Project(
        name=re.sub(r"\s|^(?:19|20)\d{2}年度?(?=其他|本)", "", name), kind=kind, value=value, unit=found["u"],
        value_wan=wan(value, found["u"]), year=int(year[1]) if year else None, quote=document.quote(span), span=span, confidence=0.9,
    )


def _finished(document: Document, flow: Flow, head: Project, parts: list[Amount], end: int) -> Project:
    """Return the programme with its parts and what it is used for, which stand behind its amount."""
    at = flow.offsets.index(head.span[1] - 1) + 1
    use = USE.search(flow.text, at, end)
    whole = re.match(r"[，,]\s*全部为(?P<label>[^，。；]{2,20})", flow.text[at:end])
    if whole and head.value is not None:
        parts = [Amount(label=whole["label"], value=head.value, unit=head.unit or "万元", value_wan=head.value_wan)]
    return head.model_copy(update={"components": tuple(parts), "use": use["use"].strip("，, ") if use else None})


def _for(document: Document, flow: Flow, start: int, body: str, found: re.Match[str]) -> Iterator[Project]:
    """Yield the programme of a body's amount that is named behind it (某所20万元，主要用于充电桩检定支出)."""
    told = FOR.match(flow.text, found.end())
    if told is None:
        return
    said = (told["name"] or told["use"]).removesuffix("方面")
    name = f"{said}（{body}）" if not is_name(said, listed=True) else said
    use = re.match(r"[，,](?:主要)?用于([^，。；]{2,60})", flow.text[told.end() :])
    value = Decimal(re.sub("[,，]", "", found["n"]))
    span = flow.span(start, told.end())
    yield Project(
        name=name, kind="项目", value=value, unit=found["u"], value_wan=wan(value, found["u"]), use=use[1] if use else told["use"],
        quote=document.quote(span), span=span, confidence=0.85,
    )
