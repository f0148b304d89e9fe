"""What a report says of its indicators and points as a whole (总体表述): all met, how many, points by level, points lost, lists."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from ingest.audit.forms import Form, forms, plain
from ingest.audit.quantified import degree, met
from ingest.audit.rules import finding, tolerance
from ingest.document import Document, Flow
from ingest.numbers import number_of
from ontology.records import Bundle, Finding

_ALL_MET = re.compile(
    r"(?:各项|全部|所有|三级)(?:年度)?(?:绩效)?(?:目标任务|指标任务|指标|目标|任务)[^，。；]{0,10}?(?:均|都|全部|全面|圆满|全都)[^，。；]{0,6}?(?:完成|达到|实现|达标)"
    r"|(?:全部|全面|圆满|均已?)(?:完成|达到|实现)了?[^，。；]{0,6}(?:各项|全部|所有|年初设定)[^，。；]{0,8}(?:指标|目标)"
)
_NOT_ALL = re.compile(r"基本|大部分|多数|除|未|不|力争|确保|争取|保证|将")
_HOW_MANY = re.compile(r"三级指标(?:共|为)?(?P<a>\d{1,3})[个项条]|(?P<b>\d{1,3})[个项条](?:具体)?三级指标")
_LEVEL = re.compile(
    r"(?P<level>投入|过程|产出|效益|效果|满意度|预算执行率?|成本|履职效能|管理效率|履职|社会评价)(?:指标|情况)?[^，。；;\d]{0,6}?"
    r"(?:（|\()?(?:满分|分值|权重|标准分|计|共)?(?P<weight>\d{1,3}(?:\.\d+)?)分?(?:）|\))?[，,、]?[^，。；;\d]{0,6}?(?:得分?|评分)(?:为)?(?P<score>\d{1,3}(?:\.\d+)?)分"
)
_NAMED_LEVEL = (
    r"(?:投入|过程|产出|效益|效果|满意度|预算执行率?|成本|履职效能|管理效率|履职|社会评价|决策)(?:指标|情况)?"
    r"[^，。；、\d]{0,6}得(?:分)?(?:为)?\d{1,3}(?:\.\d+)?分"
)
_WEIGHED = re.compile(
    r"(?P<level>投入|过程|产出|效益|效果|满意度|预算执行|成本|履职效能|管理效率|履职|社会评价|决策|运行成本|可持续发展能力|内部管理)(?:管理|类|率)?(?:一级)?(?:指标|情况)?"
    r"(?:[（(]|权重|分值|占|满分|计|为|设|共|：|:){0,3}(?P<points>\d{1,3}(?:\.\d+)?)(?P<unit>分|%)"
)
_OF_FULL = re.compile(_WEIGHED.pattern + r"[（(](?:满分|权重|分值|标准分|共)(?P<full>\d{1,3})分?[）)]")
"""决策18分（满分20分）: what was scored of what can be had."""

_SCORE_NEAR = re.compile(r"得|扣|评分|自评")
_TWO_LEVELS = re.compile(rf"{_NAMED_LEVEL}(?:[，、,;；]{_NAMED_LEVEL})+")
_LOST = re.compile(r"(?:共|合计|总共|累计)扣(?:减|除|了)?(?P<lost>\d{1,2}(?:\.\d+)?)分")
_SCORED = re.compile(r"(?:自评|综合|最终|总|[合共]计)[^，。；\d]{0,12}?(?:得分|评分|总分|分)(?:为|是)?(?P<score>\d{2,3}(?:\.\d+)?)分")
_SCORE_ITSELF = re.compile(r"自评(?:得)?(?:分数)?(?:为)?(?P<score>\d{2,3}(?:\.\d+)?)分")
_LOST_LIST = re.compile(r"扣分(?:项|情况|原因|点|指标|因素)?(?:主要)?(?:为|是|有|如下)?[：:]")
_LOST_ONE = re.compile(r"扣(?:减|除|了)?(\d{1,2}(?:\.\d+)?)分")
_COUNTED = re.compile(
    r"(?P<count>[一二三四五六七八九两]|\d)(?:个|点|项)?(?:方面|大?问题|不足|措施|原因|建议|短板)(?:的?(?:问题|不足|原因|困难|工作|措施))?"
    r"[^。；\d一二三四五六七八九]{0,10}[:：。，]?\s*(?=一是)"
)
_NTH = re.compile(r"([一二三四五六七八九])是")


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield what the report says of the whole that its parts do not bear out."""
    read = list(forms(document))
    for flow in document.flows:
        yield from _all_met(document, bundle, flow)
        yield from _how_many(document, read, flow)
        yield from _levels(document, read, flow)
        yield from _level_sum(document, flow)
        yield from _weights_said(document, flow)
        yield from _scores_listed(document, bundle, flow)
        yield from _lost(document, flow)
        yield from _enumerated(document, flow)


def _all_met(document: Document, bundle: Bundle, flow: Flow) -> Iterator[Finding]:
    """各项指标均已完成, beside rows whose numbers say otherwise."""
    for m in _ALL_MET.finditer(flow.text):
        start = max((s.end() for s in re.finditer(r"[，,。；;]", flow.text[: m.start()])), default=0)
        if _NOT_ALL.search(flow.text[start : m.end()]):
            continue
        missed = [r for r in bundle.indicators if met(r) is False and (d := degree(r)) is not None and d < 1]
        if missed:
            names = "、".join(f"“{r.name}”目标{r.target}，实际{r.actual}" for r in missed[:5])
            yield finding(document, "all-met-claimed", f"{names}未达目标", [flow.span(start, m.end()), *(r.span for r in missed[:5])])
            return


def _how_many(document: Document, read: list[Form], flow: Flow) -> Iterator[Finding]:
    """共设三级指标25个: as many rows as it says, where the rows' weights prove that all were read."""
    whole = [f for f in read if f.rows and f.total_span and _weights(f) in (f.total_weight, Decimal(100))]
    if len(read) != 1 or len(whole) != 1:
        return
    counts = {len(whole[0].rows), len(whole[0].rows) + 1} if whole[0].execution else {len(whole[0].rows)}
    for m in _HOW_MANY.finditer(flow.text):
        said = int(m["a"] or m["b"])
        if said not in counts and whole[0].total_span:
            text = f"称三级指标{said}个，表内{min(counts)}个"
            yield finding(document, "indicator-count", text, [flow.span(m.start(), m.end()), whole[0].total_span], 0.8)


def _weights(form: Form) -> Decimal:
    own = sum((r.weight or Decimal(0) for r in form.rows), Decimal(0))
    return own + (form.execution.weight or Decimal(0) if form.execution else Decimal(0))


def _levels(document: Document, read: list[Form], flow: Flow) -> Iterator[Finding]:
    """产出指标50分，得48分: what its rows score; and all levels together what the report scores."""
    found = list(_LEVEL.finditer(flow.text))
    for m in found if len(read) == 1 else ():
        rows = [r for r in read[0].rows if any(plain(c.text).startswith(m["level"]) for c in r.labels)]
        if not rows or any(r.weight is None or r.score is None for r in rows):
            continue
        made = sum((r.score or Decimal(0) for r in rows), Decimal(0))
        full = sum((r.weight or Decimal(0) for r in rows), Decimal(0))
        if full == Decimal(m["weight"]) and abs(made - Decimal(m["score"])) > tolerance("level-score"):
            text = f"正文“{m['level']}”得{m['score']}分，表内{len(rows)}项得分之和为{made:f}"
            lost = [r.span for r in rows if (r.score or 0) < (r.weight or 0)]
            yield finding(document, "level-score", text, [flow.span(m.start(), m.end()), *(lost[:5] or [rows[-1].span])])
    if len(found) >= 3 and sum(Decimal(m["weight"]) for m in found) == 100:
        made = sum((Decimal(m["score"]) for m in found), Decimal(0))
        scored = [s for s in _SCORED.finditer(flow.text) if "得" in s.group() or Decimal(s["score"]) != 100]  # 总分100分 is what can be had
        said = min(scored, key=lambda s: abs(Decimal(s["score"]) - made), default=None)
        if said and abs(made - Decimal(said["score"])) > tolerance("level-score"):
            terms = " + ".join(m["score"] for m in found)
            spans = [flow.span(found[0].start(), found[-1].end()), flow.span(said.start(), said.end())]
            yield finding(document, "level-score", f"{terms} = {made:f}，总分写{said['score']}", spans)


def _level_sum(document: Document, flow: Flow) -> Iterator[Finding]:
    """履职效能得49.9分，管理效率得48.3分，总分97.9分: all levels of a sentence together, where they come close to the score."""
    for m in _TWO_LEVELS.finditer(flow.text):
        levels = [Decimal(n) for n in re.findall(r"得(?:分)?(?:为)?(\d{1,3}(?:\.\d+)?)分", m.group())]
        made = sum(levels, Decimal(0))
        totals = [(Decimal(s["score"]), s.span()) for s in _SCORED.finditer(flow.text)]
        said = next((t for t in totals if t[0] not in levels and abs(t[0] - made) < 5), None)
        if said and abs(made - said[0]) > tolerance("level-score"):
            text = f"{' + '.join(f'{n:f}' for n in levels)} = {made:f}，总分写{said[0]:f}"
            yield finding(document, "level-score", text, [flow.span(m.start(), m.end()), flow.span(*said[1])])


def _scores_listed(document: Document, bundle: Bundle, flow: Flow) -> Iterator[Finding]:
    """分项得分：决策14.5分，过程24分，产出34分，效益24分: together the score that the report gives itself elsewhere."""
    told = _SCORED.search(flow.text)
    said = bundle.report.self_score or (Decimal(told["score"]) if told else None)
    lead = re.search(r"(?:分项|各项|各级)(?:指标)?(?:自评)?得分(?:情况)?(?:为|如下|是)?[:：]?", flow.text)
    found = list(_WEIGHED.finditer(flow.text, lead.end())) if lead and said else list(_OF_FULL.finditer(flow.text))
    levels = {m["level"] for m in found}
    if said is None or len(found) < 3 or len(levels) < len(found) or any(b.start() - a.end() > 12 for a, b in pairwise(found)):
        return
    made = sum((Decimal(m["points"]) for m in found), Decimal(0))
    if tolerance("level-score") < abs(made - said) < 5:
        scored = ((Decimal(m["score"]), f.span(m.start(), m.end())) for f in document.flows for m in _SCORED.finditer(f.text))
        spans = [flow.span(found[0].start(), found[-1].end()), *(span for score, span in scored if score == said)]
        text = f"{' + '.join(m['points'] for m in found)} = {made:f}，自评得分写{said:f}"
        yield finding(document, "level-score", text, spans, 0.85)


def _weights_said(document: Document, flow: Flow) -> Iterator[Finding]:
    """决策15分、过程20分、产出40分、效益30分: the levels of one sentence, each once, weigh a hundred."""
    if re.search(r"得分|评分", document.text[max(0, flow.offsets[0] - 30) : flow.offsets[0]]):
        return  # under a heading of scores they are scores
    for sentence in re.finditer(r"[^。；;\n]+", flow.text):
        found = [] if _OF_FULL.search(sentence.group()) else list(_WEIGHED.finditer(sentence.group()))
        levels = [m["level"] for m in found]
        if len(found) < 3 or len(set(levels)) < len(levels) or len({m["unit"] for m in found}) > 1 or _SCORE_NEAR.search(sentence.group()):
            continue
        if any(b.start() - a.end() > 12 for a, b in pairwise(found)):
            continue
        made = sum((Decimal(m["points"]) for m in found), Decimal(0))
        if abs(made - 100) > tolerance("weights-said") and made != 90 and 80 <= made <= 120:  # 90 is a form without the execution rate
            text = f"{' + '.join(m['points'] for m in found)} = {made:f}，满分为100"
            start = sentence.start()
            yield finding(document, "weights-said", text, [flow.span(start + found[0].start(), start + found[-1].end())], 0.8)


def _lost(document: Document, flow: Flow) -> Iterator[Finding]:
    """共扣5分，得94分: of a hundred points."""
    lost, said = _LOST.search(flow.text), _SCORED.search(flow.text) or _SCORE_ITSELF.search(flow.text)
    if re.search(r"加分|附加", flow.text) or said is None:
        return
    yield from _lost_one_by_one(document, flow, said)
    if lost:
        made = 100 - Decimal(lost["lost"])
        if abs(made - Decimal(said["score"])) > tolerance("points-lost"):
            spans = [flow.span(m.start(), m.end()) for m in (lost, said)]
            yield finding(document, "points-lost", f"100 − {lost['lost']} = {made:f}，所列为{said['score']}", spans)


def _lost_one_by_one(document: Document, flow: Flow, said: re.Match[str]) -> Iterator[Finding]:
    """自评96分。扣分项：甲扣2分、乙扣1分、丙扣2分: what is lost one by one, beside the score."""
    lead = _LOST_LIST.search(flow.text)
    told = list(_LOST_ONE.finditer(flow.text, lead.end(), (flow.text + "。").index("。", lead.end()))) if lead else []
    made = 100 - sum((Decimal(m[1]) for m in told), Decimal(0))
    if len(told) > 1 and tolerance("points-lost") < abs(made - Decimal(said["score"])) <= 5:
        text = f"100 − {' − '.join(m[1] for m in told)} = {made:f}，所列为{said['score']}"
        yield finding(document, "points-lost", text, [flow.span(*said.span()), flow.span(told[0].start(), told[-1].end())], 0.85)


def _enumerated(document: Document, flow: Flow) -> Iterator[Finding]:
    """存在以下三个问题：一是…二是…: as many as it says, where the list runs from 一是 on without a gap."""
    for m in _COUNTED.finditer(flow.text):
        after = re.split(r"(?<=[。；])(?=[^一二三四五六七八九]{0,8}一是)", flow.text[m.end() :], maxsplit=1)[0]
        listed = [int(number_of(n)) for n in _NTH.findall(after)]
        said = int(number_of(m["count"]))
        if listed and listed == list(range(1, len(listed) + 1)) and len(listed) != said:
            end = m.end() + [n.end() for n in _NTH.finditer(after)][-1]
            text = f"称{m['count']}，所列“一是”至“{_NTH.findall(after)[-1]}是”共{len(listed)}"
            yield finding(document, "enumerated-count", text, [flow.span(m.start(), m.end()), flow.span(end - 2, end)], 0.8)
