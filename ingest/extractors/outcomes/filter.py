"""What is no outcome (成效排除): budget money, staff, indicator lists, plans, slogans; and where outcomes stand."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.document import Document, Flow, Section
from ingest.extractors.outcomes.clauses import Mention, Sentence
from ingest.extractors.outcomes.context import Named
from ingest.extractors.outcomes.money import DESCRIPTIVE, is_earned, is_finance, is_work
from ingest.extractors.outcomes.office import OFFICE_COUNT, costs_of_office, of_office
from ingest.extractors.outcomes.verbs import starts_with_verb
from ingest.extractors.outcomes.words import ABSTRACT, NO_OUTCOME, PLANS

_NO_OUTCOME = re.compile(NO_OUTCOME)
_PLANS = re.compile(rf"(?:{PLANS})[^，。；]{{0,16}}$")
_PLAN_SENTENCE = re.compile(
    r"^(?:20\d\d年|年初|本年度?|全年)?[，,]?(?:[\u4e00-\u9fff]{0,6})?(?:力争|计划(?:完成|新建|开展|投资|实施)|预计|拟|下一步|明年|"
    r"到20\d\d年)|^目标[:：]|(?:总体|年度|绩效)目标(?:为|是)?[:：]"
)
_PAST = re.compile(r"已|(?<!公)共(?!有|计|\d|设|辖|和|产)|累计|全年|截[至止]|以来|[被获]评|荣获|了|达|同比|较上年|率先|首次|分别|今年|"
    r"20\d\d年.{0,6}(?:完成|开展"
    r"|新)|连续|蝉联|位列|排名|实现")
_REQUIRED = re.compile(r"(?:不低于|不少于|至少|不超过|不高于|≥|≤|大于等于|小于等于|大于或等于|小于或等于)\s*$")
_NARRATED = re.compile(r"(?:目标|计划|指标)值?(?:为|是|[:：])?\d[^。]{0,30}实际")
_HOUSED = re.compile(r"(?:(?<!违法)(?<!违章)(?<!危旧)建筑|占地)面积$")
_TAKES = re.compile(r"内?(?:办结|办完|办理完毕|出证|拿证|答复|完成)")
_HEADED = re.compile(r"(?:人数|人口|人次|户数|总数|数量|次数|阅读量|浏览量|访问量|点击量|总量|粉丝数?)$")
"""A noun that says by itself what is counted, so that a bare 万 is enough."""

_OF_BUDGET = re.compile(
    r"(?:收支|支出|预算|决算|三公|经费|资金|财务|拨款|收入)(?:情况|管理|安排|使用|执行|完成|总体|构成|分析)|预决算"
    r"|^(?:部门|项目|基本)?(?:收支|支出|预算)"
)
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]")
_CHOSEN = re.compile(r"(?:项目|企业|产品|案例|作品|成果|社区|村)[^，。；]{0,4}(?:获|入选|被评为|被列为|通过)")
_REPEATED = re.compile(r"(?:每|每隔|第|平均每|一年|每[年月周季天日])$")
_CAME_OF_IT = re.compile(r"\s*(?:已|基本|全部|未|部分|超额)(?:全部|按期|如期)?完成(?:[，,。：:]|$)|\s*(?:完成|实际)情况[:：]")
_ASSIGNED = re.compile(r"(?:下达|确定|规定|要求|安排|分解|核定|交办)的?$")
_BEYOND_GOAL = re.compile(
    r"(?:高[于出]|超出?|低于|优于|好于)[^，。；]{0,8}目标$"
    r"|[比较][^，。；]{0,8}目标值?[^，。；]{0,3}(?:高|低|多|少|增加|提高|提升|提前)出?了?$"
)
_EACH_MONTH = re.compile(r"(?:户|人|亩|村|校|生)均每[人月年天日]$")
_BEFALL = re.compile(r"(?:遭遇|遭受|先后经历|经历)了?$")
_DONE = re.compile(r"已|了|截[至止]|以来|[被获]评|荣获|同比|较上年|连续|蝉联|位列|排名|首次")
_SKIPPED = frozenset({"problems", "measures", "terms"})
_INDICATOR_LINE = re.compile(
    r"^[\W\d]*(?:产出|效益|满意度|数量|质量|时效|成本|经济效益|社会效益|生态效益|环境效益|可持续影响|服务对象满意度|社会公众满意度)"
    r"指标(?:完成情况|分析)?\s*[:：]"
)
_PROSE = re.compile(r"[:：](?![^，。]*(?:大于等于|≥)).{12,}[，；].{4,}")
_TARGET = (r"(?:年度|年初|预期)?(?:目标|计划|指标)值?\s*(?:为|是|[:：])?\s*(?:≥|≤|＞|＜|>|<|=|不低于|不少于"
           r"|不超过|不高于|大于等于|小于等于)?\s*[\d.,，]+")
_INDICATOR_ITEM = re.compile(
    rf"^[\W\d]*[^，。；:：]{{2,40}}[:：]\s*(?:(?:{_TARGET}[^，。；]{{0,8}}[，,；;]\s*)?(?:全年|年度|年末)?(?:实际)?(?:完成|达到?|实际|实现)值?"
    r"(?:为|[:：])?|≥|≤|大于等于|小于等于|不低于)?\s*[\d.,]+[^，。]{0,16}[;；。]?\s*$")
_TARGET_TOLD = re.compile(rf"^[^，。；]{{2,60}}?[:：]\s*{_TARGET}[^，。；]{{0,8}}[，,；;]\s*(?:全年|年度|年末)?(?:实际|完成|达到|实现)")
_FORM_ROW = re.compile(r"(?:分值|权重)\s*[:：]\s*\d|全年(?:预算|执行)数\s*[:：]\s*\d")
_INDICATOR_HEAD = re.compile(r"(?:数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|满意度)指标")
_ACTUALS = re.compile(r"全年实际完成|完成情况")
_LABELLED = re.compile(r"(?:全年|年度)?(?:实际完成情况|目标实际完成情况)\s*[:：]\s*(?=\S.{7,})")
_LONG, _SHORT = 20, 5
"""How long a cell of results is at least: among indicators a short one holds an indicator's value, among tasks a deed."""
_TASK = re.compile(r"任务|计划(?:完成)?内容|(?:工作|预期|年度|绩效)目标$|目标内容")
_FORM_HEAD = re.compile(r"指标|分值|得分|权重|分数|预算数|执行数")
_PULLED_DOWN = re.compile(r"(?:拆迁|拆除|征收|搬迁|征迁|改造|修缮|维修|新建|建成|交付)\S*面积")
_PAID = re.compile(r"(?:标准|补贴|津贴|水平|补助|低保)[^，。；]{0,8}(?:每人)?每[人月年天日]$")
_SPAN_UNITS = ("岁", "天", "日", "周", "月", "小时", "分钟", "秒", "年", "工作日", "自然日")
_SPAN_WORDS = re.compile(
    r"连续|天数|开放|停留|住院日|工期|无事故|可支付|平稳运行|压缩|缩短|增加|多|压减|提速|减少|时限|时间|用时|办理|平均|时长|提前|"
    r"仅需|只需|控制在|降至"
)
_ACHIEVED_TITLE = re.compile(r"(?:不断|持续|进一步|全面|稳步|显著|明显|有力|有效|有序|扎实|再).{0,4}(?:加强|提升|提高|优化|改善|推进|增强|"
    r"夯实|巩固|完善|壮大|深化|规范|落实)|有新?(?:成效|突破|进展|提升|改善)|成效(?:明显|显著)|(?:有力|有效|有序|显著|明显)$")
_STATE_SECTION = re.compile(r"评价思路|评价结论|指标体系|评价方法|评价依据|评价目的|评价工作|自评工作|自评结论|附件|资产管理|"
    r"采购管理|预算编制|预算执行|预算管理|财务管理|运行成本|管理效率|资产情况|固定资产")
_RESULTS_TOO = re.compile(r"评价情况分析|产出|效益|成效|效果|履职|绩效(?:实现|完成|分析)|(?:目标|任务)(?:任务)?(?:完成|实现)")
"""A title that names results beside the evaluation (绩效评价结论及产出效益分析)."""


def flows_of_results(document: Document) -> Iterator[tuple[Flow, str | None]]:
    """Yield the flows that may hold outcomes with the meaning of their innermost section; cells of actual results last."""
    listing = False
    flows = document.flows
    for i, flow in enumerate(flows):
        if flow.kind == "heading" and not re.search(r"\d", flow.text):
            listing = bool(_INDICATOR_HEAD.search(flow.text))
            continue
        if _INDICATOR_LINE.match(flow.text):
            listing = not _PROSE.search(flow.text)
        elif listing and not _INDICATOR_ITEM.match(flow.text):
            listing = False
        section = document.section_at(flow.offsets[0]) if flow.offsets else None
        if listing or not flow.text or _skipped(document, section) or (i + 1 < len(flows) and _is_target(flow, flows[i + 1])):
            continue
        yield flow, _meaning(document, flow, section)
    yield from _cells(document)


def _is_target(flow: Flow, following: Flow) -> bool:
    """创建示范店300家 over 已完成，创建327家: a task with what came of it on the next line."""
    return len(flow.text) <= 40 and "。" not in flow.text and bool(_CAME_OF_IT.match(following.text))


def _meaning(document: Document, flow: Flow, section: Section | None) -> str | None:
    """Return what the place of a flow means: a chapter of results keeps its meaning under titles that only sound like money."""
    meaning = section.meaning if section else None
    if section and meaning in DESCRIPTIVE and _ACHIEVED_TITLE.search(section.title):
        meaning = None
    if meaning == "goals" and _DONE.search(flow.text):
        return None
    if meaning in (None, "money") and not (section and _OF_BUDGET.search(section.title)):
        place = flow.offsets[0]
        around = [s.meaning for s in document.sections if s is not section and s.span[0] <= place < s.span[1]]
        before = [s.meaning for s in document.sections if s.meaning and s.heading[0] < place] if section is None else []
        return "results" if "results" in (*around, *before[-1:]) else meaning
    return meaning


def no_results(title: str) -> bool:
    """Return whether what stands under a title is about the evaluation or the office itself, never about results."""
    if title.rstrip("。：:，").endswith("方面"):  # what was done about it (财务管理方面。一是…)
        return False
    return bool(_STATE_SECTION.search(title)) and not _RESULTS_TOO.search(title)


def _skipped(document: Document, section: Section | None) -> bool:
    if section is None:
        return False
    if _is_skipped(section) or no_results(section.title):
        return True
    outer = [s for s in document.sections if s.span[0] <= section.heading[0] < s.span[1]]
    return any(_is_skipped(s) for s in outer)


def _is_skipped(section: Section) -> bool:
    """Problems, plans, and how the evaluation is made public; 政务公开 itself is work."""
    if section.meaning == "disclosure":
        return bool(re.search(r"自评|结果|绩效|评价", section.title))
    return section.meaning in _SKIPPED


def _cells(document: Document) -> Iterator[tuple[Flow, str | None]]:
    """Yield each item of a cell under 实际完成情况: the parallel lists of goals and results."""
    for block in document.blocks:
        if block.table is None:
            continue
        wanted: set[int] = set()
        least = _LONG
        done: set[tuple[int, int]] = set()
        for row in block.table.rows:
            heads = {i for i, cell in enumerate(row) if _ACTUALS.search(cell.text.strip()) and len(cell.text.strip()) <= 14}
            beside = [c for i in heads for c in row[i + 1 : i + 2] if len(c.text) > _LONG and not _ACTUALS.search(c.text[:12])]
            for found in beside:
                yield from ((f, "actuals") for f in _items(document, found.span, block.section))
            for span in {(c.span[0] + m.end(), c.span[1]) for c in row if (m := _LABELLED.match(c.text))} - done:
                done.add(span)
                yield from ((f, "actuals") for f in _items(document, span, block.section))
            if heads:
                wanted = set() if beside else heads
                least = _SHORT if _of_tasks([c.text for c in row]) else _LONG
                continue
            if any(re.search(r"[一二三]级指标", c.text) for c in row):
                wanted = set()
            for i in sorted(wanted):
                cell = row[i] if i < len(row) else None
                if cell and len(cell.text) > least and cell.span not in done:
                    done.add(cell.span)
                    yield from ((f, "actuals") for f in _items(document, cell.span, block.section))


def _of_tasks(heads: list[str]) -> bool:
    """Return whether a table sets what was done beside what was to be done in words, and is no form of indicators."""
    return any(_TASK.search(h) for h in heads) and not any(_FORM_HEAD.search(h) for h in heads)


def _items(document: Document, span: tuple[int, int], section: int) -> Iterator[Flow]:
    text = document.text[span[0] : span[1]]
    starts = [m.start() for m in re.finditer(r"(?:^|\n|(?<=[。；;]))\s*(?:\d{1,2}[、．.](?!\d)|[（(]\d{1,2}[)）]"
        r"|[一二三四五六七八九十]+是|[①-⒛㈠-㈩])", text)]
    cuts = sorted({0, *starts, len(text)})
    for a, b in pairwise(cuts):
        if text[a:b].strip():
            yield document.flow((span[0] + a, span[0] + b), section, "item")


def is_outcome(mention: Mention, named: Named, sentence: Sentence, meaning: str | None) -> bool:
    """Return whether a named number is an achievement: a claim about work, reached, in a place where it may stand."""
    if of_office(mention, named, sentence) or not counts(mention, named, meaning):
        return False
    return not is_plan(mention, sentence, meaning) and passes_section(mention, named, sentence, meaning)


def counts(mention: Mention, named: Named, meaning: str | None = None) -> bool:
    """Return whether the number is a claim about work at all: a named count, not an attribute, a slogan or a duration."""
    q = mention.quantity
    head = mention.left.rstrip()
    if _PAID.search(head) and "元" in q.unit:
        return True
    if _EACH_MONTH.search(head):
        return True
    if re.fullmatch(r"[\s，、]*(?:合计|总计|共计)", mention.left) or re.search(r"下辖|下设", mention.left):
        return False
    if len(_BRACKETED.sub("", named.core)) < 2 or _REPEATED.search(head):
        return False
    if _BEFALL.search(head) or re.match(r"对[^，。；]{0,6}连续$", head.strip()):
        return False
    if q.kind == "count" and _is_span(q.unit) and not _timed(mention):
        return False
    scored = re.search(r"得分|成绩|平均|满意度|评议|测评|评为|考核", mention.left) or re.search(r"(?:得分|满意度)\S", named.core)
    if q.unit.endswith("分") and not scored:
        return False
    if _slogan(mention):
        return False
    if meaning == "results" and q.unit.endswith(("元", "%")) and is_work(named, mention.left):
        return True
    kept = q.kind == "rank" or _PULLED_DOWN.match(named.core) or OFFICE_COUNT.search(named.core + q.unit)
    return bool(kept) or not _NO_OUTCOME.search(named.core)


def _timed(mention: Mention) -> bool:
    """A length of time is a result where it says how long something takes, lasts or was kept up; an age only as 寿命."""
    if mention.quantity.unit.endswith("岁"):
        return bool(re.search(r"寿命|平均年龄|下降|降低|年轻", mention.left))
    if mention.quantity.unit.endswith("小时") and re.search(r"服务|志愿", mention.left):
        return True
    return bool(_SPAN_WORDS.search(mention.left[-14:] + mention.right[:4]) or _TAKES.match(mention.right))


def _is_span(unit: str) -> bool:
    return unit.endswith(_SPAN_UNITS) and "/" not in unit and not unit.endswith(("人日", "人天"))


def _slogan(mention: Mention) -> bool:
    q, right = mention.quantity, mention.right.strip()
    if not q.chinese or q.kind == "rank":
        boast = q.value <= 12 and any(right.startswith(w) for w in ABSTRACT) and q.unit in ("个", "项", "条")
        return boast and not re.match(r"\S{1,4}(?:整合|精简|压缩|合并|压减|优化|减少|缩减)", right)
    if any(right.startswith(w) or right.endswith(w) for w in ABSTRACT):
        return True
    if q.value == 1 and q.unit[0] not in "万亿":
        return not (q.unit in ("家", "起", "例", "件", "项", "名") and len(right) >= 4) and not _CHOSEN.match(right)
    if q.unit in ("年", "天", "日", "月"):
        return not re.search(r"连续", mention.left[-4:])
    return not (mention.left.strip() or right)


def is_indicator(sentence: Sentence) -> bool:
    """Return whether a sentence prints an indicator or a form's row with its target and its actual value (指标：目标≥90%，完成93%)."""
    return bool(_TARGET_TOLD.search(sentence.text) or _FORM_ROW.search(sentence.text))


def is_plan(mention: Mention, sentence: Sentence, meaning: str | None) -> bool:
    """Return whether the number is planned or required rather than reached."""
    if re.search(r"(?:目标|任务|计划)[^，。；]{0,6}的$", mention.left):
        return False
    if _ASSIGNED.search(mention.left) and re.match(r"\s*的?(?:\S{0,6})(?:任务|目标|指标|计划)", mention.clause[mention.quantity.end :]):
        return True
    if re.fullmatch(r"[^\w]*控制在", mention.left.strip()):
        return True
    if re.search(r"目标值|指标值|目标$", mention.left) and not _BEYOND_GOAL.search(mention.left):
        return True
    if _NARRATED.search(sentence.text) and "完成率" in mention.left:
        return True
    if _REQUIRED.search(mention.clause[: mention.quantity.number]):
        return True
    if (_PLANS.search(mention.left) and not _BEYOND_GOAL.search(mention.left)) or _PLAN_SENTENCE.search(sentence.text):
        return True
    clause = mention.clause
    if re.match(r"\s*的?(?:年度)?(?:目标|任务要求|要求|控制线|红线|警戒线|上限|下限|计划(?!生育))", clause[mention.quantity.end :]):
        return True
    return meaning == "goals"


def passes_section(mention: Mention, named: Named, sentence: Sentence, meaning: str | None) -> bool:
    """Return whether the number may stand where it stands: money only as an achievement, facts of the overview never."""
    unit = mention.quantity.unit
    if meaning == "money" and costs_of_office(sentence) and not OFFICE_COUNT.search(named.core + unit):
        return False
    if (unit in ("万", "亿") and not _HEADED.search(named.core)) or _is_estate(named.core, sentence, meaning):
        return False
    if "元" in unit:
        return is_earned(mention, named, sentence, meaning)
    if meaning == "money" and named.core.endswith(("专项", "经费", "资金")):
        return False
    if unit.endswith(("%", "百分点")) and is_finance(mention, named, meaning):
        return False
    if meaning in DESCRIPTIVE:
        told = sentence.clauses[0].text if sentence.clauses else ""
        if meaning == "organisation" and unit.endswith(("人", "名")):
            return False
        listing = re.search(r"现有|设有|共有|内设|下设|下辖|在校|在册|[下所直]属|独立核算", mention.left + mention.right + told)
        return bool(_PAST.search(sentence.text)) and not listing
    return not (meaning == "money" and unit.endswith(("%", "百分点")) and re.search(r"元", sentence.text))


def _is_estate(core: str, sentence: Sentence, meaning: str | None) -> bool:
    """Return whether a floor area is that of the office rather than of what was built."""
    return bool(_HOUSED.search(core)) and (meaning in DESCRIPTIVE or not (_PAST.search(sentence.text) or starts_with_verb(sentence.text)))
