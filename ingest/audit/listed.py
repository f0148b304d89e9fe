"""Stated counts against what is listed (所称个数与所列名称): 设5个股室：甲、乙…; 辖甲、乙、丙4个村; 六项职责：1.… 2.… ."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.audit.rules import finding
from ingest.audit.sentence import clause_start
from ingest.document import Document, Flow
from ingest.numbers import number_of
from ontology.records import Bundle, Finding, Span

_NUMERAL = r"(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3})"
_BODIES = (
    r"(?:内设|直属|下属|所属|派出|二级|独立|预算|决算|编报|事业|行政|局属|国有|市直|县直|区直|县级|基层|职能|部门|相关|主要|具体|行政|自然)*"
    r"(?:机构|股室|科室|处室|室|科|股|处|部门|单位|企业|公司|学校|中小学|医院|卫生院|中心|站所|站|所|队|大队|支队|中队|馆|园|校|"
    r"行政村|村|社区|居委会|乡镇|镇|乡|街道|办事处|县区|区县|县|区|市|村居|校区|景区|场馆|文物保护单位|文保单位|厂|基地)"
)
_COUNTED = re.compile(
    rf"(?P<lead>{_BODIES})?(?:[（(][^（）()\d]{{1,8}}[)）])?[（(]?(?:共有|共设|共计|共|有|设有?|合计|为|现有)?(?<!第)(?<![\d.]){_NUMERAL}\s*(?:个|家|处|所|项|座|条|类|户)(?P<noun>[^，。；：:、（()）\d]{{0,14}})[)）]?"
    r"(?P<mark>\s*[:：]|[，,]?\s*(?:即|分别为|分别是|分别有|具体为|具体是|具体包括|包括|包含|为|是|有)[:：]?|[（(](?!含|其中|不含)|[，,]\s*具体如下[:：]?)\s*"
)
_NUMERAL_ONLY = r"\d{1,2}|[一二两三四五六七八九十]{1,3}"
_TWO_KINDS = re.compile(
    rf"(?:设立?|设有|内设|下设|辖)(?P<kinds>(?:(?:{_NUMERAL_ONLY})个?(?:内设)?(?:科|室|股|处|办|部|所|站|队|中心|大队|中队)[、和]?){{2,4}})"
    r"(?:[:：]|[，,]?(?:分别为|分别是|即|为|包括)[:：]?)"
)
_BEHIND = re.compile(rf"(?P<rest>等)?(?:共计|共|一共|合计)?(?<![\d.]){_NUMERAL}\s*(?:个|家|所|处)(?P<noun>{_BODIES})")
_BEFORE_NAMES = re.compile(r".*[，,。；;：:（()）\d]", re.DOTALL)
_AND = re.compile(r"(?<=.)[和及与](?=.)")
_SUFFIX = re.compile(r"(?:[科股室处办局站所队委会院校部团村镇乡馆园厂司组级]|机关|社区|街道|中心)$")
_LEADING = re.compile(r"^.*?(?:内设|下设|下辖|设立|设有|设置|设|辖|包括|包含|分别是|分别为|现有|共有|属)")
_NOT_NAMES = re.compile(
    r"[\d“”]|负责|主要|其中|工作|完成|开展|推进|加强|建立|建设(?!$|股|科|处|局|室|路|社区|村|中心|管理|委)|项目|制度|机制|以及其|组成|"
    r"实施|组织|落实|方面|问题|任务|提升|强化|涉及|资金|支出|拨款|收入"
)
_ITEM = re.compile(r"(?:^|(?<=[：:；;。，,\s]))[（(]?(?P<n>\d{1,2})(?:[)）]|[.．、](?!\d))")
_LIST_WORDS = re.compile(r"职责|职能|单位|机构|任务|工作|指标|问题|措施|项目|方面|如下|名单")
_MANY_AFTER = 900


@dataclass(frozen=True, slots=True)
class _Listed:
    """The number that a text states, the fewest and most that it lists, and where."""

    said: int
    least: int
    most: int
    span: Span


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield the lists that hold more or fewer names than the text says."""
    flows = list(document.flows)
    for at, flow in enumerate(flows):
        for listed in (*_named(flow), *_added(flow), *_behind(flow), *_numbered(flow), *_below(flow, flows[at + 1 :])):
            if not listed.least <= listed.said <= listed.most:
                yield finding(document, "listed-count", f"称{listed.said}个，所列{listed.least}个", [listed.span], 0.8)


def _named(flow: Flow) -> Iterator[_Listed]:
    """设5个股室：甲、乙、丙; 下属单位三家，分别是甲、乙; 二级单位两家（甲、乙）."""
    for m in _COUNTED.finditer(flow.text):
        told = m["lead"] or re.search(_BODIES, m["noun"]) or re.search("即|分别|具体", m["mark"])
        if not told or m["count"] in ("1", "一"):
            continue
        closing = r"）)" if m["mark"].strip()[:1] in ("（", "(") else r"。；;\n"
        end = re.compile(rf"[{closing}]|$").search(flow.text, m.end())
        text = flow.text[m.end() : end.start() if end else m.end()]
        names = _names(_until_next(text), least=3 if closing == "）)" else 2)  # 8个县（市、区） lists nothing
        if names:
            start = clause_start(flow.text, m.start())
            yield _Listed(int(number_of(m["count"])), *names, flow.span(start, m.end() + len(_until_next(text))))


def _added(flow: Flow) -> Iterator[_Listed]:
    """设5科1室：甲科、乙科、…、办公室: two kinds of bodies counted together."""
    for m in _TWO_KINDS.finditer(flow.text):
        end = re.compile(r"[。；;\n]|$").search(flow.text, m.end())
        text = _until_next(flow.text[m.end() : end.start() if end else m.end()])
        names = _names(text, least=2)
        if names:
            said = sum(int(number_of(n)) for n in re.findall(_NUMERAL_ONLY, m["kinds"]))
            yield _Listed(said, *names, flow.span(m.start(), m.end() + len(text)))


def _until_next(text: str) -> str:
    """Cut a list off where a clause begins that is none of its names: a comma with a count or a verb behind it."""
    plain = re.sub(r"[（(][^（()）]*[)）]", lambda m: "＃" * len(m.group()), text)
    if re.search(r"[，,](?:以及|及|和|还有|另有|另外)[^，,]*\d", plain):
        return ""  # the rest is told by its number only
    m = re.search(r"[，,](?=[^、，,]{0,30}(?:\d|设|有|为|另|其中|其余|其他|共|下属|所属|均|由))", plain)
    return text[: m.start()] if m else text


def _names(text: str, least: int) -> tuple[int, int] | None:
    """Return the fewest and the most names that a list may hold, None where it is no list of names so long, or ends in 等."""
    plain = re.sub(r"[（(][^（()）]*[)）]", "", text).strip()
    parts = [p.strip() for p in re.split(r"[、，,]|\s{2,}", plain) if p.strip()]
    if len(parts) < 2 or (min(map(len, parts)) < least and len(parts) < 4) or re.search(r"等(?:[^、]{0,8})?$", plain):
        return None
    if any(len(p) > 24 or _NOT_NAMES.search(p) for p in parts):
        return None
    return len(parts), len(parts) + _joined(parts)


def _joined(parts: Sequence[str]) -> int:
    """Return how many further names may hide behind 和: not in 救灾和保障股, whose first half is no name."""
    halves = [_AND.split(p) for p in parts]
    return sum(bool(_SUFFIX.search(a)) or not _SUFFIX.search(b) for pieces in halves for a, b in pairwise(pieces))


def _behind(flow: Flow) -> Iterator[_Listed]:
    """下设甲、乙、丙3个股室: the names stand before their count."""
    masked = re.sub(r"[（(][^（()）]*[)）]", lambda b: "＃" * len(b.group()), flow.text)
    for m in _BEHIND.finditer(flow.text):
        before = _BEFORE_NAMES.match(masked, 0, m.start())
        start = before.end() if before else 0
        if re.search(r"[和及与加]$", masked[start : m.start()]):
            continue  # 图书馆、文化馆及8个乡镇: what is counted comes on top of the names
        parts = [p for p in _LEADING.sub("", masked[start : m.start()]).replace("＃", "").split("、") if p]
        said = int(number_of(m["count"]))
        if len(parts) < 3 or any(len(p) > 20 or _NOT_NAMES.search(p) for p in parts):
            continue
        most = len(parts) + _joined(parts)
        yield _Listed(said, len(parts), max(most, said) if m["rest"] else most, flow.span(start, m.end()))


def _numbered(flow: Flow) -> Iterator[_Listed]:
    """承担六项职责：1.… 2.… 3.… in one paragraph, numbered from 1 without a gap."""
    for m in _COUNTED.finditer(flow.text):
        if not _LIST_WORDS.search(m["noun"]) or m["mark"].strip()[:1] in ("（", "("):
            continue
        items = list(_ITEM.finditer(flow.text, m.end()))
        if len(items) < 2 or items[0].start() - m.end() > 2 or [int(i["n"]) for i in items] != list(range(1, len(items) + 1)):
            continue
        said = int(number_of(m["count"]))
        yield _Listed(said, len(items), len(items), flow.span(m.start(), items[-1].end()))


def _below(flow: Flow, following: Sequence[Flow]) -> Iterator[_Listed]:
    """单位共5家，具体如下： and a numbered line for each: from 1 on without a gap, until the numbering ends."""
    m = next((m for m in _COUNTED.finditer(flow.text) if not flow.text[m.end() :].strip()), None)
    if m is None or not (m["lead"] or re.search(rf"{_BODIES}|{_LIST_WORDS.pattern}", m["noun"])):
        return
    lines: list[Flow] = []
    for line in following[: int(number_of(m["count"])) + 6]:
        item = re.match(r"[（(]?(\d{1,2})(?:[)）]|[.．、](?!\d))", line.text)
        if item is None or int(item[1]) != len(lines) + 1:
            break
        lines.append(line)
    apart = any(b.offsets[0] - a.offsets[-1] > _MANY_AFTER for a, b in pairwise(lines))
    if len(lines) < 2 or apart or any(len(line.text) > 40 or re.search(r"[。；]", line.text[:-1]) for line in lines):
        return
    said = int(number_of(m["count"]))
    yield _Listed(said, len(lines), len(lines), (flow.span(m.start(), m.end())[0], lines[-1].offsets[-1] + 1))
