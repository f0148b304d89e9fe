"""Standing duties (职责) in the order printed: from lists, lists inside a paragraph, or one running sentence."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import Document, Flow
from ingest.enumeration import carried_on, entries, opened, sentences, trimmed
from ingest.headings import numbered
from ontology.ids import fold
from ontology.lists import field_of
from ontology.records import Duty, ReportFields

VERB = (
    "负责|从事|贯彻|执行|组织|拟订|拟定|起草|制定|制订|研究|指导|监督|承担|承办|统筹|协调|协助|参与|推进|推动|管理|统一|综合|依法|依照|"
    "开展|"
    "实施|落实|完成|办理|会同|建立|履行|"
    "受理|配合|促进|宣传|编制|审核|审批|主管|规划|保护|保障|维护|提供|牵头|加强|调查|做好|抓好|搞好|办好|领导|讨论|决定|召集|行使|按照|"
    "根据|围绕|"
    "贯彻落实|培养|传承|收集|征集|为|对|联系|团结|代表|预防|侦查|防范|引导|指挥"
)
OPENS = re.compile(rf"^(?:{VERB})")
STRONG = re.compile(r"[，,](?=(?:并)?(?:负责|参与|承担|承办|拟订|拟定|组织|协助|指导|监督|统筹|协调|会同|牵头|管理|开展|实施|推进|"
    r"完成|主管|搜集|收集|依法|受理|办理)[\u4e00-\u9fff])")
TRIGGER = re.compile(
    r"(?:主要|基本|具体|工作|部门|单位|学校|医院|机关)*(?:职能|职责)(?:职责|任务|职能)?(?:具体)?(?:主要)?(?:是|为|包括|有|如下|"
    r"概括)*[：:，]?(?:是|为)?|"
    r"(?:任务|业务|工作)(?:是|为|包括|[：:])+|(?<=[局委厅办处镇街校院心所会])(?=负责)|主要(?=负责|承担|从事)"
)
INDEED = re.compile(rf"(?<=[。；，])具体(?:职责|职能)?(?:是|为|包括|有|如下)[：:]\s*(?={VERB})")
"""What opens the duties one by one behind their sum (主要负责…。具体是：…)."""

SAYS = re.compile(
    r"(?:职能|职责)(?:主要)?(?:是|为|包括|有|如下|：|:)|主要(?:负责|承担|从事)|"
    r"(?:单位|部门|机构|机关|医院|学校|法人)[，,](?:[^，。；]{0,14}[，,])?(?:负责|承担)"
)
LABEL = re.compile(r"(?:部门|单位|主要|基本)*(?:职能|职责)(?:概述|简介|描述|情况|职能|职责)?")
ANNOUNCES = re.compile(r"(?:职能|职责|业务|任务)[^。；]{0,16}[：:]$")
TOLD_OF_A_YEAR = ("goals", "results", "problems", "measures", "money", "evaluation", "disclosure")
NO_DUTY = re.compile(
    r"^(?:下?设(?![计施定立置备])|下辖|编制床位|人员|编制(?:情况|人?数|[\d：:])|机构|内设|内部|下设|资产|收入|支出|预算|决算|部门(?:收支|预算|人员|整体)|单位(?:人员|构成)|"
    r"年度|重点工作|年末|财政|"
    r"固定资产|现有|共有|在职|实有|截至|20\d\d年)|"
    r"\d+(?:\.\d+)?\s*(?:万元|亿元|人[，。；]|名[，。；]|个[，。；])"
)
ORGANISATION = re.compile(r"内设机构|内设|下设|编制\d|(?:科|股|处)室\d|下属|直属单位|人员编制")
"""What no paragraph of a duty says: the list of duties is over."""

SHORT, BRIEF, PAIR = 18, 8, 34
"""A duty of so few characters, or of a brief first clause and one more, is told whole (维护社会稳定，做好信访和矛盾纠纷调处工作)."""

REST = re.compile(r"^(?:完成|承办|办理|承担|负责|履行)[^。]{0,40}(?:交办|其他|其它|安排|赋予)")
OTHER_LABEL = re.compile(
    r"(?:(?:其他|其它)(?:职责|工作|事项)?|(?:承担|负责|履行)(?:以下|下列|如下)?(?:职责|职能|工作|任务)?|(?:具体|主要)(?:职责|职能)?(?:是|为|包括|有)?)"
    r"[：:]\s*(?=.{4})"
)
JOINT = re.compile(r"(?:[，,](?:以及|及|和)?)?$")
LISTED = 3
ACT = re.compile(
    r"(?:预防|控制|防治|处置|管理|干预|评价|促进|指导|研究|监督|保障|服务|培训|建设|协调|监测|检测|检验|救治|治疗|康复|护理|教学|科研|规划|实施|推广|"
    r"审核|审批|调查|统计|维护|保护|传承|保管|利用|征集|编纂|救助|安置|教育|宣传|咨询|鉴定|执法|应急|救援|防控|分析|预警|预报|工作)$"
)
"""How an act ends that 负责 lists (传染病的预防与控制，疫情信息管理，健康教育与健康促进)."""

ADVERBIAL = re.compile(r"^(?:根据|按照|依照|依据|在[^，]{2,20}(?:下|中|内)|围绕|遵照|受[^，]{2,12}委托|以[^，]{2,16}为)")
SUBJECT = re.compile(
    r"^[^，。；：]{0,40}?(?:，[^，。；]{0,30}?){0,3}?(?=负责|承担|贯彻执行|贯彻落实|拟订|组织实施)|^[^，。；：]{0,40}?(?=主管|统筹)"
)
"""A body's name and what it is, before the first thing it does (主语)."""

NATURE = re.compile(rf"(?:是|为|系)[^。]{{2,60}}(?:部门|单位|机构|机关)[^。]{{0,40}}。(?=(?:{VERB})[^。]+；)")
"""A sentence of its own on what a body is, before the list of its duties (…是区政府工作部门。负责…；…)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A duty as printed: its first part, and the paragraphs that carry it on."""

    first: Flow
    more: tuple[Flow, ...] = ()


def extract(document: Document, fields: ReportFields) -> Iterator[Duty]:
    """Yield the duties of a report; tasks, staff and money numbered among them are left out."""
    seen: set[str] = set()
    for region, confidence in _regions(document):
        found = [e for e in map(_without_label, _entries(region)) if _is_duty(e.first.text)]
        if len(found) < 2 and seen:
            continue
        for entry in found:
            head = _head(entry.first.text)
            if fold(head) in seen:
                continue
            seen.add(fold(head))
            yield _duty(document, entry, head, len(seen), confidence, fields.department)


def _without_label(entry: Entry) -> Entry:
    """Return the entry without 其他： before what it says."""
    m = OTHER_LABEL.match(entry.first.text)
    return Entry(entry.first.cut(m.end(), len(entry.first.text)), entry.more) if m else entry


def _duty(document: Document, entry: Entry, head: str, order: int, confidence: float, department: str | None) -> Duty:
    text = "".join(f.text for f in (entry.first, *entry.more)).rstrip("；;。，")
    start = entry.first.offsets[0]
    end = (entry.more[-1] if entry.more else entry.first).offsets[-1] + 1
    topic = field_of(head, department) or field_of(text, department)
    span = start, end
    return Duty(quote=document.quote(span), span=span, confidence=confidence, order=order, head=head, text=text, field=topic)


def _regions(document: Document) -> Iterator[tuple[list[Flow], float]]:
    """Yield runs of flows that hold duties, the surest first: duty sections, announced lists, then sentences that say 职责是."""
    sections: list[Flow] = [f for f in document.flows if f.offsets and document.meaning_at(f.offsets[0]) == "duties"]
    if sections:
        yield sections, 0.95
    yield from ((run, 0.9) for run in _announced(document))
    for flow in document.flows[:60]:
        meaning = document.meaning_at(flow.offsets[0]) if flow.offsets else None
        if flow.kind != "heading" and meaning in (None, "overview", "organisation") and SAYS.search(flow.text):
            yield [flow], 0.9
    yield from (([flow], 0.9) for flow in _cells(document))


def _cells(document: Document) -> Iterator[Flow]:
    """Yield the cells of a form that stand beside a label for duties (部门职能概述)."""
    for table in document.tables:
        for row in table.rows:
            for label, cell in pairwise(c for c in row if c.text.strip()):
                if LABEL.fullmatch(re.sub(r"\s", "", label.text)) and not cell.carried and len(cell.text) >= 12:
                    yield document.flow(cell.span)


def _announced(document: Document) -> Iterator[list[Flow]]:
    """Yield the numbered paragraphs after one that ends “主要职责是：” outside duty sections."""
    flows = document.flows
    for i, flow in enumerate(flows[:80]):
        if flow.kind == "heading" or not ANNOUNCES.search(flow.text):
            continue
        if flow.offsets and document.meaning_at(flow.offsets[0]) in TOLD_OF_A_YEAR:
            continue  # 年度重点任务…主要任务是： are tasks
        run = [flow]
        for follower in flows[i + 1 :]:
            if follower.kind == "heading" or (follower.kind == "paragraph" and len(run) > 1 and not OPENS.match(follower.text)):
                break
            run.append(follower)
        if len(run) > 1:
            yield run


def _entries(region: list[Flow]) -> list[Entry]:
    """Return the entries of a region: its numbered paragraphs, else the lists inside its paragraphs, else its running sentences."""
    styles = Counter(n.style for f in region if (f.kind == "item" or _turn(f)) and (n := numbered(f.text)))
    style, count = styles.most_common(1)[0] if styles else (0, 0)
    listed = count >= 2 or (count == 1 and any(opened(f) for f in region))
    found = _numbered_entries(region, style) if listed else []
    if any(_is_duty(entry.first.text) for entry in found):
        return found
    found = []
    for flow in region:
        if flow.kind == "heading":
            continue
        inline = entries(flow)
        if len(inline) >= 2:
            found += [Entry(part) for part in _with_rest(inline)]
        else:
            found += [Entry(part) for part in _running(flow)]
    return found


def _turn(flow: Flow) -> bool:
    """Tell whether a title is a duty of its own (职能转变)."""
    return flow.kind == "heading" and re.search(r"职能转变|职责(?:分工|调整)$", flow.text) is not None


def _numbered_entries(region: list[Flow], style: int) -> list[Entry]:
    found: list[Entry] = []
    aside = False
    for flow in region:
        mark = numbered(flow.text)
        aside = (aside or ORGANISATION.search(flow.text[:60]) is not None) and not (mark and mark.style == style)
        if flow.kind == "heading" and not _turn(flow):
            continue
        if mark is not None and mark.style == style:
            parts = carried_on(flow)
            if len(parts) >= 2:
                found += [Entry(p) for p in parts]
            else:
                start = flow.text.index(mark.rest) if mark.rest and mark.rest in flow.text else 0
                body = trimmed(flow, start, len(flow.text))
                found += [Entry(body)] if body else []
        elif not found and not aside:
            found += [Entry(p) for p in opened(flow)]
        elif found and not aside and not REST.match(flow.text):
            found[-1] = Entry(found[-1].first, (*found[-1].more, flow))
        elif found and not aside:
            found.append(Entry(flow))
    if found:
        last = _with_rest([found[-1].first])
        found[-1:] = [Entry(last[0], found[-1].more), *(Entry(p) for p in last[1:])]
    return found


def _with_rest(parts: list[Flow]) -> list[Flow]:
    """Return the entries with what follows the last one's first sentence cut off, and 完成…交办的其他任务 as an entry of its own."""
    tail = list(sentences(parts[-1], "。"))
    rest = [s for s in tail[1:] if REST.match(s.text)]
    return [*parts[:-1], tail[0], *rest] if rest and not REST.match(tail[0].text) else parts


def _running(flow: Flow) -> list[Flow]:
    """Return the duties of a paragraph without numbers: its parts between semicolons, else its clauses that open with a duty verb."""
    body = None if flow.text[-1] in "：:" else _after_trigger(flow)
    if body is None:
        return []
    told = list(sentences(body))
    listed = len(told) > 2 and flow.text.count("；") + flow.text.count(";") >= 2
    parts = [s for s in told if OPENS.match(s.text) or REST.match(s.text) or (listed and body.text.find(s.text) < body.text.rfind("；"))]
    found: list[Flow] = []
    for part in parts:
        cuts = [0, *(_cuts(part.text) if len(parts) == 1 else ()), len(part.text)]
        pieces = (trimmed(part, a, a + len(JOINT.sub("", part.text[a:b]))) for a, b in pairwise(cuts))
        found += [p for p in pieces if p is not None]
    return found


def _cuts(text: str) -> list[int]:
    """Return where the duties of one sentence begin behind its first: at duty verbs, else at the acts that one verb lists."""
    verbs = [m.end() for m in STRONG.finditer(text)]
    clauses = re.split(r"[，,]", text.rstrip("。；"))
    acts = [c for c in clauses if ACT.search(c)]
    if verbs or len(clauses) < LISTED or len(acts) < len(clauses) - 1 or any(OPENS.match(c) and not ACT.search(c) for c in clauses[1:]):
        return verbs
    return [m.end() for m in re.finditer(r"[，,](?:以及|及|和)?", text.rstrip("。；"))]


def _after_trigger(flow: Flow) -> Flow | None:
    """Return a paragraph from its first duty on: after 主要职责是, or after the body's name."""
    if OPENS.match(flow.text) and not SAYS.search(flow.text):
        return flow
    found = INDEED.search(flow.text)
    if found is not None:
        return trimmed(flow, found.end(), len(flow.text))
    m = next((m for m in TRIGGER.finditer(flow.text) if OPENS.match(flow.text[m.end() :])), None)
    if m is not None:
        return trimmed(flow, m.end(), len(flow.text))
    if OPENS.match(flow.text):
        return flow
    if nature := NATURE.search(flow.text):
        return trimmed(flow, nature.end(), len(flow.text))
    subject = SUBJECT.match(flow.text)
    return trimmed(flow, subject.end(), len(flow.text)) if subject else None


def _is_duty(text: str) -> bool:
    head = text[:60]
    if re.match(r"职能转变", text):
        return True
    return len(text) >= 5 and not NO_DUTY.search(head) and not re.search(r"20\d\d年", head) and not text.endswith("：")


def _head(text: str) -> str:
    """Return the first clause of a duty, brackets kept whole; an adverbial clause does not stand alone, nor a short one of a pair."""
    sentence = re.split(r"[。；;]", text)[0]
    first, comma, second = sentence.partition("，")
    short = len(sentence) <= SHORT or (len(first) <= BRIEF and len(sentence) <= PAIR)
    if comma and short and "，" not in second and "：" not in sentence:
        return sentence
    depth = 0
    for i, char in enumerate(text):
        if char in "（(“《":
            depth += 1
        elif char in "）)”》":
            depth -= 1
        elif depth <= 0 and (char in "。；;：:" or (char in "，," and _stands_alone(text[:i]))):
            return text[:i]
    return text


def _stands_alone(clause: str) -> bool:
    """Tell whether a clause says a duty by itself; 按照有关规定 does not."""
    return len(clause) >= 6 and (not ADVERBIAL.match(clause + "，") or "，" in clause)
