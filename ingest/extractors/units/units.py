"""Bodies of the department (机构): internal, dispatched, subordinate, of independent budget, and those it was formed from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from ingest.document import Document, Flow
from ingest.enumeration import sentences, trimmed
from ingest.extractors.staff.bodies import ONE_MORE
from ingest.extractors.units.former import former_bodies, name_plates
from ingest.extractors.units.names import HAN, LINK, NOT_A_BODY, NUMBER, SUFFIX, TAIL, body_named, pieces
from ingest.extractors.units.tables import bodies_tabled
from ingest.headings import MARKUP, numbered
from ingest.prose_forms import told_of
from ontology.ids import fold
from ontology.records import NAME_PLATE, ReportFields, Unit

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "独立预算单位",
        re.compile(
            r"(?<![未非不行])独立(?:核算|预算|编制)|(?<!机关)(?:二|三|基层)级?预算单位|(?:预算|决算)(?:编制)?(?:范围|单位构成)|纳入.{0,24}(?:范围|单位)"
        ),
    ),
    (
        "派出机构",
        re.compile(
            r"派出|派驻|派出所|人民法庭|司法所|管理部$|(?:市场监管|市场监督管理|税务|司法|国土|自然资源|交警|基层)(?:分局|所|中队)|"
            rf"基层{HAN}{{0,4}}(?:分局|所|站)"
        ),
    ),
    (
        "直属单位",
        re.compile(
            r"机关(?:统一|集中)?核算|[未非不](?:实行)?独立核算|直属|下属|所属|[局委厅县市区镇乡院校]属|二级(?:机构|单位)|事业(?:单位|站所)|归口管理|代管|并入|直管|管理的单位"
        ),
    ),
    ("内设机构", re.compile(r"内设|(?<!教)科室|股室|处室|机关设|职能(?:科|处|股)|业务(?:科|处|股)|内部机构|机构设置|个机构")),
    ("内设机构", re.compile(r"下设|设有|设立|设置|下辖|(?<![建开增假架铺摆特预])设(?![备计施区定想法在])")),
)
"""What the words around a list call its bodies; the narrower come first, and the last are weak (机构类别)."""

SUBORDINATE, WEAK = 2, 4
NO_OFFICE = re.compile(r"(?:大队|支队|总队|中心|[院馆站场校园]|公司|小学|中学)$")
CLASS = (
    r"(?:职能|业务|二级|独立|预算|决算|行政|参公|公益|事业|直属|下属|内设|机关|临床|医技|基层)*(?:机构|单位|站所|(?<!教)科室|股室|处室|"
    r"部门)(?=$|[\d一二三四五六七八九十共有为是包即分等：:（(])"
)
VERBS = (
    r"(?:(?:纳入|并入|由)[局委厅院]?机关(?:统一|集中)?核算|内设|下设|设有|(?<![下内])设立|设置|派出|直属|下属|所属|[局委厅县市区镇乡院校]属(?=事业|单位|机构)|下辖|代管|归口管理|并入|"
    r"纳入|(?:预算|决算)单位构成|独立核算|独立预算|机关设|"
    r"(?<![建开增假架铺摆特预])设(?![备计施区定想法在]))"
)
PREFIX = re.compile(
    rf"^.*(?:{VERBS}(?:的)?(?:{CLASS})?|{CLASS})(?:共|有|"
    rf"为)*(?P<count>{NUMBER}\s*[个家所])?(?:{CLASS})?(?:[（(][^（()）]*[)）])?(?:分别|主要)?(?:有|为|是|包括|即|了)?"
)
"""The words that open a list of bodies; 机构 or 单位 inside a name (事业单位登记科) open none."""

POSTPOSED = re.compile(rf"(?P<list>{HAN}[^，。；：]{{3,80}}?)(?:均|都|等)?(?:为|是|系|属于?)(?:{HAN}{{0,8}})(?P<kind>(?:下属|直属|所属|"
    rf"派出|二级){HAN}{{0,8}}(?:单位|机构))$")

CLOSED = re.compile(
    rf"(?:[^，。；：]{{2,12}}[：:])?(?P<list>[^，。；：]{{6,300}}?)等?{NUMBER}\s*[个家所](?P<kind>(?:下属|直属|所属|二级)(?:预算|事业)?(?:单位|机构))[。；;]?$"
)
COUNTED_LIST = re.compile(
    rf"(?P<words>{HAN}{{0,12}}(?:公益[一二]类|机构|单位|科室|股室|处室|分局|医院|"
    rf"学校|所|站|[大中]队|卫生院))\s*{NUMBER}\s*[个家所]\s*[（(](?P<list>{HAN}[^（()）]{{2,200}})[)）]"
)
KEPT = re.compile(
    rf"(?:^|[，,])(?:另有|另外|此外|其中|还有)[，,]?(?P<list>{HAN}[^。；：]{{3,80}}?)(?:均|都|等)?(?:随|由|并入|纳入)[局委厅院]?(?:机关|本级)(?:统一|一并|集中)?(?:核算|管理|编制预算)"
)
ITSELF = re.compile(r"[是为系属][^，。；：]{2,30}的?(?:派出|直属|下属|所属|组成)(?:机构|单位|部门)?(?:[，,]|$)")
"""What the department itself is of another: no list of its own bodies follows."""


@dataclass(slots=True)
class Group:
    """Names in a row, with what the words before them call them."""

    kind: int | None = None
    prior: int | None = None
    told: bool = False
    names: list[Flow] = field(default_factory=list)
    short: list[Flow] = field(default_factory=list)


def extract(document: Document, fields: ReportFields) -> Iterator[Unit]:
    """Yield the bodies of a department, each once, in order; a list's words say of which kind they are."""
    seen: set[str] = {fold(fields.department or "")}
    units: list[Unit] = []
    for kind, part, name, confidence in _all(document):
        key = fold(name)
        if key in seen or len(key) < 2 or _is_author(name, fields.department):
            continue
        seen.add(key)
        span = part.span(0, len(part.text))
        units.append(Unit(quote=document.quote(span), span=span, confidence=confidence, name=name, kind=kind))
    yield from sorted(units, key=lambda u: u.span)


def _is_author(name: str, department: str | None) -> bool:
    """Tell whether a name is the department itself (本级, 机关, or without its place)."""
    bare = re.sub(r"(?:本级|机关)$", "", name)
    return department is not None and len(bare) >= 4 and department.endswith(re.sub(r"^[省市县区州旗]", "", bare))


def _all(document: Document) -> Iterator[tuple[str, Flow, str, float]]:
    found = False
    for flow, meaning in told_of(document):
        if flow.kind == "heading":
            continue
        for sentence in sentences(flow, "。；;"):
            yield from (("前身机构", part, part.text, 0.9) for part in former_bodies(sentence))
            yield from ((NAME_PLATE, part, part.text, 0.85) for part in name_plates(sentence))
            for kind, part, name in _in_sentence(sentence, meaning is not None):
                found = True
                yield kind, part, name, 0.92
    for kind, part in (*_paragraph_lists(document), *bodies_tabled(document)):
        found = True
        yield kind, part, part.text, 0.9
    if not found:
        yield from ((kind, part, part.text, 0.6) for kind, part in _mentioned(document))


def _in_sentence(sentence: Flow, in_section: bool) -> list[tuple[str, Flow, str]]:
    """Return the bodies a sentence lists, whichever way it says their kind."""
    return _postposed(sentence) or (_closed(sentence) if in_section else []) or [
        *_listed(sentence, in_section), *_bracketed(sentence), *([*_single(sentence), *_kept(sentence)] if in_section else [])
    ]


def _postposed(sentence: Flow) -> list[tuple[str, Flow, str]]:
    """Return the bodies of a sentence that says their kind after them (A、B为下属事业单位)."""
    m = POSTPOSED.search(sentence.text.rstrip("。；"))
    kind = _kind_of(m["kind"]) if m else None
    if m is None or kind is None or PREFIX.match(m["list"]):
        return []
    named = (body_named(piece, LINK) for piece, _ in pieces(sentence.cut(*m.span("list"))))
    return [(KINDS[kind][0], part, part.text) for part in named if part is not None]


def _closed(sentence: Flow) -> list[tuple[str, Flow, str]]:
    """Return the bodies of a list whose kind only its close tells (甲站、乙所等2个下属单位)."""
    m = CLOSED.match(sentence.text)
    kind = _kind_of(m["kind"]) if m else None
    if m is None or kind is None or PREFIX.match(m["list"]):
        return []
    named = [n for piece, _ in pieces(sentence.cut(*m.span("list"))) if (n := body_named(piece, LINK)) is not None]
    return [(KINDS[kind][0], part, part.text) for part in named] if len(named) > 1 else []


def _single(sentence: Flow) -> list[tuple[str, Flow, str]]:
    """Return the one body that a row of counts ends with (下设12个所和1个综合执法大队)."""
    return [
        (KINDS[SUBORDINATE][0], part, part.text) for m in ONE_MORE.finditer(sentence.text)
        if re.search("设|辖", sentence.text[: m.start()]) and (part := trimmed(sentence, *m.span("name"))) is not None
    ]


def _kept(sentence: Flow) -> list[tuple[str, Flow, str]]:
    """Return the bodies that have no accounts of their own (另有甲分局、乙支队随局机关一并核算)."""
    m = KEPT.search(sentence.text)
    if m is None:
        return []
    named = [n for piece, _ in pieces(sentence.cut(*m.span("list"))) if (n := body_named(piece, LINK)) is not None]
    branch = {n.text: "派出机构" if n.text.endswith(("分局", "所")) else KINDS[SUBORDINATE][0] for n in named}
    return [(branch[n.text], n, n.text) for n in named]


def _bracketed(sentence: Flow) -> list[tuple[str, Flow, str]]:
    """Return the bodies listed in brackets behind a count (直属单位2家（县医院、县疾控中心）)."""
    found: list[tuple[str, Flow, str]] = []
    for m in COUNTED_LIST.finditer(sentence.text):
        kind = _kind_of(m["words"]) or _kind_of("事业单位")
        every = [body_named(piece, LINK) for piece, _ in pieces(sentence.cut(*m.span("list")))]
        named = list(takewhile(bool, every))  # what stands behind the names is told of them all (…，管辖8个镇)
        if kind is not None and (len(named) == len(every) or len(named) > 1):
            found += [(KINDS[kind][0], part, part.text) for part in named if part is not None]
    return found


def _listed(sentence: Flow, in_section: bool) -> Iterator[tuple[str, Flow, str]]:
    """Yield the bodies of the lists in a sentence, each with the kind that the words around its list name."""
    group = Group()
    for piece, joint in pieces(sentence):
        suffix = SUFFIX.search(piece.text)
        before = piece.cut(0, suffix.start()) if suffix and suffix.start() else piece
        announced = PREFIX.match(re.sub(r"〔[^〔〕]*〕", lambda m: "·" * len(m.group()), before.text))
        if announced and ITSELF.search(announced.group()):
            announced = None
        if announced and (kind := _kind_of(announced.group() + _bracket(piece.text))) is not None:
            yield from _flush(group, in_section)
            group.kind, group.prior, group.told = kind, None, False
        elif joint == "，" and not LINK.match(piece.text) and (group.names or group.told):
            yield from _flush(group, in_section)
            group.kind, group.prior = None, group.kind if group.kind is not None else group.prior
        named = body_named(piece, PREFIX if announced else LINK) if group.kind is not None or group.prior is not None else None
        if named is None and suffix and group.names and group.kind is not None:
            named = _counted_last(before, suffix, len(group.names) + 1)
        if named is not None:
            group.names.append(named)
        elif (group.kind is not None and (announced or joint in "、和与及" or group.short)) or group.prior is not None:
            group.short += _place(piece, announced, suffix)
        if suffix and (group.names or group.short):
            yield from _flush(group, in_section, suffix["what"] or suffix["what2"] or "")
    yield from _flush(group, in_section)


def _counted_last(before: Flow, suffix: re.Match[str], count: int) -> Flow | None:
    """Return the last body of a list that only its count closes (甲中心、乙中心、丙体校3个), where the count fits."""
    number = re.match(rf"(?:等)?(?:共|计|合计)*\s*({NUMBER})", suffix.group())
    fits = number is not None and number[1].isdigit() and int(number[1]) == count
    return body_named(before, LINK) if fits else None


def _bracket(text: str) -> str:
    m = re.search(r"[（(][^（()）]*[)）]", text)
    return m.group() if m else ""


def _flush(group: Group, in_section: bool, after: str = "") -> Iterator[tuple[str, Flow, str]]:
    """Yield a group's names and forget them; what stands after the list settles the kind where the words before are weak."""
    # a further run in the same sentence is of the same kind where a count closes it (…6个处室，A、B2个研究所)
    kind = group.prior if group.kind is None and after else group.kind
    told = _kind_of(after)
    if kind is not None and (kind < WEAK or told is not None or in_section):
        group.told = bool(group.names or group.short)
        final = told if told is not None and (kind == WEAK or group.short) else kind
        if final == WEAK and len(group.names) > 1 and all(NO_OFFICE.search(n.text) for n in group.names):
            final = SUBORDINATE  # 下设甲中心、乙大队: no 科 or 股 among them
        yield from ((KINDS[final][0], part, part.text) for part in group.names)
        if group.short and re.search(TAIL + "$", after):
            yield from ((KINDS[final][0], part, part.text + after) for part in group.short)
    group.names, group.short = [], []


def _kind_of(words: str) -> int | None:
    """Return the index in `KINDS` of what the words call a list, the last mention first, strong before weak."""
    strong = [(m.start(), -i) for i, (_, pattern) in enumerate(KINDS[:WEAK]) for m in pattern.finditer(words)]
    if strong:
        return -max(strong)[1]
    return WEAK if KINDS[WEAK][1].search(words) else None


def _place(piece: Flow, announced: re.Match[str] | None, suffix: re.Match[str] | None) -> list[Flow]:
    """Return a place that stands for a body of its own (城关、沙湾等17个派出所), if the piece is one."""
    part = trimmed(piece, announced.end() if announced else 0, suffix.start() if suffix else len(piece.text))
    if part is None or not re.fullmatch(HAN + "{2,5}", part.text) or NOT_A_BODY.search(part.text) or LINK.match(part.text):
        return []
    return [part]


def _paragraph_lists(document: Document) -> Iterator[tuple[str, Flow]]:
    """Yield bodies printed one a line under a title or a sentence that announces them (决算单位构成)."""
    kind: int | None = None
    for flow in document.flows:
        if not flow.offsets:
            continue
        if flow.kind == "heading" or flow.text[-1] in "：:":
            in_section = document.meaning_at(flow.offsets[0]) == "organisation"
            kind = _kind_of(flow.text) if in_section else None
            continue
        mark = numbered(flow.text)
        text = (mark.rest if mark else MARKUP.sub("", flow.text)).rstrip("。；;，、 ")
        if kind is not None and len(text) <= 30 and text in flow.text:
            at = flow.text.index(text)
            part = body_named(flow.cut(at, at + len(text)), LINK)
            if part is not None:
                yield KINDS[kind][0], part


def _mentioned(document: Document) -> Iterator[tuple[str, Flow]]:
    """Yield the department's own bodies that only the prose names: 某某分局 and 市…中心 where they open a clause."""
    pattern = re.compile(
        rf"(?P<branch>(?!各|全|本|该|基层|和|与){HAN}{{2,3}}分局)(?={HAN})|(?:市|县|区|省)(?!民|场|政|域|级|委|内|外|直|容|区|本|局|"
        rf"重点|首|里){HAN}{{3,14}}(?:中心|研究院|检验所)(?={HAN})"
    )
    for flow in document.flows:
        for sentence in sentences(flow, "。；;，,"):
            m = pattern.match(sentence.text)
            if m:
                yield "派出机构" if m["branch"] else "直属单位", sentence.cut(*m.span())
