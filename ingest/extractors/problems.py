"""What the department admits (存在问题) and what it plans to do about it (改进措施), one shortcoming or one plan a fact."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.document import Document, Flow
from ingest.enumeration import carried_on, entries, sentences, trimmed
from ingest.headings import FORM_LABEL, meaning_of, numbered
from ingest.prose_forms import beside
from ontology.ids import fold
from ontology.records import Measure, Problem, ReportFields

SHORT = (
    r"不足|不够|不强|不高|不大|不新|不广|不全|不实|不细|不准|不精准|不到位|不及时|不规范|不完善|不健全|不平衡|不均衡|不合理|不严|不深|"
    r"不多|不明显|不理想|不完整|不匹配|不相匹配|不适应|不畅|不紧密|不清晰|不科学|不明确|"
    r"不充分|不统一|不顺|不尽|不符|不紧|不快|不密切|不稳定|不齐|不一致|未能|未完成|未达|没有|尚未|尚无|无法|难以|难度|欠|缺|差距|偏差|"
    r"偏低|偏高|偏弱|偏慢|偏大|偏紧|偏少|偏重|薄弱|较弱|较慢|较低|较差|较少|较重|较大|滞后|落后|困难|压力|矛盾|"
    r"问题|难[、，。；]|留不住|拥挤|前松后紧|参差|不稳|有待|笼统|不便|过于|慢[，。；]|还需|仍需|需要进一步|需进一步|亟待|亟需|老化|短板|弱化|缓慢|单一|粗放|脱节|"
    r"重叠|模糊|影响|制约|受限|"
    r"仅|低于|超支|增加了|"
    r"下滑|下降|亏损|流失|隐患|瓶颈|紧张|繁重|超龄|断层|依赖|浪费|闲置|结转|延期|延迟|推迟|受阻"
)
SHORTCOMING = re.compile(SHORT)
STATE = re.compile(r"不够|缺乏|不足|老化|薄弱|短缺|偏低|滞后|紧缺|匮乏")
ACTION = re.compile(
    r"^(?:我[局委厅办校院]|本[局单部]|[部各]门?|将|要|拟|继续|进一步|持续|不断|切实|积极|全面|大力|严格|认真|深入|及时|科学|主动|着力|"
    r"逐步|建议|请求|恳请|希望|计划|下一步|下步|今后|明年|同时|另外|针对|"
    r"加强|加大|加快|完善|健全|优化|强化|提高|提升|推进|推动|建立|规范|细化|压实|落实|做好|做强|抓好|开展|组织|制定|制订|改进|深化|扩大|"
    r"拓展|拓宽|增强|增加|改善|合理|统筹|明确|严肃|督促|指导|协调|争取|充实|固定|巩固|引进|"
    r"培养|培育|编制|编实|编准|定期|实行|实施|推行|探索|创新|运用|动态|联合|整合|提早|提前|倒排|采取|抢抓|紧盯|抓紧|压减|控制|严控|盘活|补充|量化|聚焦|坚持|突出|"
    r"坚决|用好|树立|注重|充分|按照|对|在|通过|以|把|围绕|结合|配合|发挥|构建|打造|筑牢|鼓励|引导|清查|清理|梳理|摸清|理顺|修订|更新|配齐|配强|"
    r"支持|保障|确保|出台|搭建|研究|升级|简化|缩短|压缩|参考|对照|借助|利用|选派|招聘|拓宽|畅通|夯实|常态化|分类|分级|从)"
)
CONCRETE = re.compile(
    r"[，,](?=(?:继续|进一步|持续)?(?:固定|充实|加大|完善|健全|建立|制定|制订|开展|组织|规范|细化|压实|定期|引进|培养|强化|加强|优化|"
    r"改进|严格|推行|实行|督促|编制|压减|盘活|补充|拓宽|加快)[\u4e00-\u9fff])"
)
LEAD_IN = re.compile(r"(?:主要(?:是|有|表现(?:在|为)|体现在|存在)|表现(?:在|为)|具体(?:是|表现为)|如下|不足|问题|措施|工作)[：:，]?$|"
    r"[：:]$")
ANNOUNCED = re.compile(r"(?:集中在|表现在|存在|有)[^，。；]{0,6}(?:方面|几点|问题|不足)[。：:]?$")
AFTER_COLON = re.compile(r"(?:主要(?:是|有|表现在|表现为|体现在)|表现(?:在|为)|如下)[：:]|主要(?:是|表现在|表现为)(?!因为|由于)")
LABEL = re.compile(r"^(?:存在的?|主要|突出)*(?:问题|不足|困难)(?:和不足|及原因)?[：:]|^(?:下一步|下步|今后)?(?:改进|整改|工作|"
    r"解决)*(?:措施|建议|办法|对策|打算)[：:]")
BOTH = re.compile(
    r"^(?:(?:下一步|下步|今后)(?:工作)?(?:打算|安排|计划|措施)?|针对[^，。]{0,20}(?:问题|不足|情况)|改进措施|整改措施|措施|建议|对策|解决办法|为此)(?:[，,：:]|我|将|要|拟|计划)"
)
AGAINST = re.compile("针对")
"""What is done against a problem is a measure only where problems and measures are told; elsewhere it was done already."""

VERDICT = re.compile(r"结论|得分|等级")
SINGLE = re.compile(r"^[一二三四五六七八九十]{1,2}是[：:，]?")
"""An entry that stands as a paragraph of its own."""

DENIED = re.compile(r"(?:无|没有|未发现|不存在|未出现)(?:明显|重大|任何|较大)?的?(?:偏差|问题|困难|不足|违规|差距|结转)")
NOTHING = re.compile(r"^(?:无|暂无|没有|不存在|未发现.{0,10}问题|无(?:需|其他).{0,20}|暂未发现.{0,10})[。.]?$")
DEFINITION = re.compile(
    r"^(?:[（(]?\d{1,2}[.．、)）]\s*)?[^：:，。；]{2,30}[：:](?:是?指(?![导标定挥数])|反映|系指)|"
    r"^(?:[“”\u4e00-\u9fff]{2,16}，?是指|系?指(?![导标定挥数派])[\u4e00-\u9fff])"
)
"""An entry of a glossary (名词解释)."""

PRAISE = re.compile(r"^(?:主要|工作|取得的?)*(?:经验|做法|成效|成绩|亮点)(?:和?做法|及做法)?[。：:，]")
"""Experience told beside the shortcomings, under a title that names both."""

CAUSE = re.compile(r"^(?:主要)?(?:其)?(?:原因|成因)(?:是|为|在于|分析|：|:)")
OF_ALL = re.compile(r"^(?:产生|造成|形成|导致|出现)(?:上述|以上|这些)?(?:问题|情况|不足|偏差)?(?:和不足)?的?(?:主要)?(?:原因|成因)")
"""What opens the causes of all that was admitted before: they are no further shortcomings."""

PLANS = re.compile(
    r"(?:将|要|继续|进一步)(?:及时|认真|不断|进一步|继续|持续|切实)*[^，。；]{0,12}(?:细化|完善|健全|加强|改进|提高|强化|优化|落实|整改|"
    r"建立|规范)"
)


def extract_problems(document: Document, fields: ReportFields) -> Iterator[Problem]:
    """Yield the shortcomings a report admits, in order."""
    for part in _distinct(_problems(document)):
        span = part.span(0, len(part.text))
        yield Problem(quote=document.quote(span), span=span, confidence=0.9, text=_without_mark(part.text))


def extract_measures(document: Document, fields: ReportFields) -> Iterator[Measure]:
    """Yield what a report plans against them, in order."""
    for part in _distinct(_measures(document)):
        span = part.span(0, len(part.text))
        yield Measure(quote=document.quote(span), span=span, confidence=0.9, text=_without_mark(part.text))


def _distinct(parts: Iterator[Flow]) -> Iterator[Flow]:
    seen: set[str] = set()
    for part in parts:
        key = fold(part.text)
        if len(key) >= 4 and key not in seen and not NOTHING.match(part.text) and not DEFINITION.match(part.text):
            seen.add(key)
            yield part


def _without_mark(text: str) -> str:
    mark = numbered(text)
    return LABEL.sub("", mark.rest if mark else text).replace("**", "").rstrip("。；;，")


def _problems(document: Document) -> Iterator[Flow]:
    for flow in _under(document, "problems"):
        for part, listed in _parts(flow):
            if BOTH.match(part.text) or PRAISE.match(part.text) or (CAUSE.match(part.text) and not STATE.search(part.text)):
                continue
            if listed:
                yield from _with_cause(part)
            else:
                yield from _admitted(part)


def _measures(document: Document) -> Iterator[Flow]:
    for flow in _under(document, "measures"):
        for part, listed in _parts(flow):
            yield from ([part] if listed else _planned(part))
    for flow in _under(document, "problems"):
        for part, _ in _parts(flow):
            if BOTH.match(part.text):
                yield from _labelled(part)
    for flow in _under(document, "disclosure"):
        for sentence in sentences(flow, "。"):
            yield from _promised(sentence)


def _labelled(part: Flow) -> Iterator[Flow]:
    """Yield the plans behind a label (整改措施：倒排工期): what is called a measure is one, however it begins."""
    label = LABEL.match(part.text)
    told = (trimmed(part, label.end(), len(part.text)) if label else None) or part
    plans = list(_planned(told))
    yield from plans or ([told] if label else [])


def _promised(sentence: Flow) -> Iterator[Flow]:
    """Yield what a sentence on the use of the results promises (将不断细化…)."""
    m = PLANS.search(sentence.text)
    part = trimmed(sentence, sentence.text.rfind("，", 0, m.start()) + 1, len(sentence.text)) if m else None
    if part is not None:
        yield part


def _under(document: Document, meaning: str) -> Iterator[Flow]:
    """Yield the flows that speak of problems, measures or disclosure; a title that says it all is joined with its paragraph."""
    owner: Flow | None = None  # the numbered shortcoming or plan that further paragraphs belong to
    for before, flow in zip((None, *document.flows), document.flows, strict=False):
        if flow.kind == "heading":
            owner = flow if _says_it_all(flow.text, meaning) else None
        if not flow.offsets or _own_meaning(document, flow) != meaning or flow.kind == "heading" or OF_ALL.match(flow.text):
            continue
        if FORM_LABEL.match(flow.text):
            continue
        listed = numbered(flow.text) is not None or len(entries(flow)) > 1 or SINGLE.match(flow.text) or BOTH.match(flow.text)
        if owner is not None and owner is before and owner.kind == "heading" and not listed:
            # the stop that the title lacks stands on the title's last character
            stop = "" if owner.text[-1] in "。：" else "。"
            offsets = (*owner.offsets, *owner.offsets[-1:] * len(stop), *flow.offsets)
            yield Flow(f"{owner.text}{stop}{flow.text}", offsets, flow.section, "item")
        elif owner is None or listed:
            yield flow
            owner = flow if numbered(flow.text) is not None and flow.text[-1] not in "：:" else owner
    yield from beside(document, meaning)


def _says_it_all(title: str, meaning: str) -> bool:
    """Tell whether a title is itself a shortcoming or a plan (预算编制不够精准); 存在的问题 only announces them."""
    mark = numbered(title)
    text = mark.rest if mark else title
    if meaning_of(text) in ("problems", "measures") or len(text) < 6 or mark is None:
        return False
    return (SHORTCOMING if meaning == "problems" else ACTION).search(text) is not None


def _own_meaning(document: Document, flow: Flow) -> str | None:
    """Return what the flow is about: its own label, else its sections, where problems and measures rule over other words of a title."""
    section = document.section_at(flow.offsets[0])
    if BOTH.match(flow.text) and not (AGAINST.match(flow.text) and section is not None and section.meaning not in ("problems", "measures")):
        return "measures"
    if section is not None and section.meaning == "evaluation" and VERDICT.search(section.title):
        return "evaluation"
    around = [s for s in document.sections if s.span[0] <= flow.offsets[0] < s.span[1]]
    for section in reversed(around):
        if section.meaning in ("problems", "measures", "remarks"):  # 其他说明 below a chapter of problems is neither
            return section.meaning
    return next((s.meaning for s in reversed(around) if s.meaning), None)


def _parts(flow: Flow) -> Iterator[tuple[Flow, bool]]:
    """Yield the parts of a paragraph: a list's entries (True), or the whole (False); what it says from 下一步将… on stands apart."""
    for part, listed in _whole_parts(flow):
        yield from ((piece, listed) for piece in _turned(part))


def _whole_parts(flow: Flow) -> Iterator[tuple[Flow, bool]]:
    """Yield the entries of a paragraph's list, or the paragraph; its lead-in is left out."""
    listed = entries(flow)
    if len(listed) >= 2:
        yield from ((entry, True) for entry in listed)
        return
    further = carried_on(flow)
    if further:
        yield from ((entry, True) for entry in further)
        return
    single = SINGLE.match(flow.text)
    if single is not None and (part := trimmed(flow, single.end(), len(flow.text))) is not None:
        yield part, True
        return
    mark = numbered(flow.text)
    if mark is not None:
        at = flow.text.index(mark.rest) if mark.rest in flow.text else 0
        part = trimmed(flow, at, len(flow.text))
        if part is not None:
            inner = entries(part)
            if len(inner) >= 2:
                yield from ((p, True) for p in inner)
            else:
                yield part, True
        return
    label = LABEL.match(flow.text)
    told = trimmed(flow, label.end() if label else 0, len(flow.text))
    if told is not None and not LEAD_IN.search(flow.text):
        yield told, False


def _turned(entry: Flow) -> Iterator[Flow]:
    """Yield an entry, and apart from it what it says from 下一步将… on."""
    for sentence in list(sentences(entry, "。"))[1:]:
        if BOTH.match(sentence.text):
            at = entry.offsets.index(sentence.offsets[0])
            yield from (part for part in (trimmed(entry, 0, at), trimmed(entry, at, len(entry.text))) if part is not None)
            return
    yield entry


def _with_cause(part: Flow) -> Iterator[Flow]:
    """Yield an entry, and apart from it a cause that is a shortcoming of its own (人员老化、缺乏)."""
    told = list(sentences(part, "。"))
    cause = told[-1] if len(told) > 1 and CAUSE.match(told[-1].text) and STATE.search(told[-1].text) else None
    if cause is None:
        yield part
        return
    end = part.offsets.index(cause.offsets[0])
    whole = trimmed(part, 0, end)
    if whole is not None:
        yield whole
    mark = CAUSE.match(cause.text)
    rest = trimmed(cause, mark.end() if mark else 0, len(cause.text))
    if rest is not None:
        yield rest


def _admitted(flow: Flow) -> Iterator[Flow]:
    """Yield the shortcomings of running text: its sentences, or after 主要是 its clauses; what leads up to one belongs to it."""
    start: int | None = None
    for sentence in sentences(flow):
        begin = flow.offsets.index(sentence.offsets[0])
        end = begin + len(sentence.text)
        start = begin if start is None else start
        colon = AFTER_COLON.search(sentence.text)
        if colon and colon.end() < len(sentence.text) - 4:
            yield from _clauses(sentence.cut(colon.end(), len(sentence.text)))
            start = None
        elif ANNOUNCED.search(sentence.text):
            start = None
        elif SHORTCOMING.search(DENIED.sub("", sentence.text)) and not LEAD_IN.search(sentence.text):
            if (part := trimmed(flow, start, end)) is not None:
                yield part
            start = None


def _clauses(flow: Flow) -> Iterator[Flow]:
    """Yield clauses that each admit a shortcoming; one that does not is joined to the next, at the end to the one before."""
    bounds: list[int] = [0]
    clauses = list(re.finditer(r"[^，,；;、。]+(?:[，,；;、。]|$)", flow.text))
    for m in clauses:
        if SHORTCOMING.search(m.group()) and len(m.group()) >= 6:
            bounds.append(m.end())
    bounds = [*bounds[:-1], len(flow.text)] if len(bounds) > 1 else bounds
    for start, end in pairwise(bounds):
        part = trimmed(flow, start, end)
        if part is not None:
            yield part


def _planned(flow: Flow) -> Iterator[Flow]:
    """Yield the plans of running text: its sentences, cut where another concrete action opens; what leads up to one belongs to it."""
    start: int | None = None
    for sentence in sentences(flow):
        begin = flow.offsets.index(sentence.offsets[0])
        start = begin if start is None else start
        if not ACTION.match(sentence.text) or LEAD_IN.search(sentence.text):
            continue
        cuts = [0, *(m.end() for m in CONCRETE.finditer(sentence.text) if m.start() >= 10 and len(sentence.text) - m.end() >= 8)]
        for a, b in zip(cuts, [*cuts[1:], len(sentence.text)], strict=True):
            part = trimmed(flow, start if a == 0 else begin + a, begin + b)
            if part is not None:
                yield part
        start = None
