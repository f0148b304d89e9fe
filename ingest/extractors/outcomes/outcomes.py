"""Outcomes: every achievement with a number (成效), from prose and from the cells of actual results in self-evaluation forms."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ingest.document import Document, Flow
from ingest.extractors.outcomes import table
from ingest.extractors.outcomes.certainty import certainty
from ingest.extractors.outcomes.changes import LEVEL
from ingest.extractors.outcomes.clauses import Clause, Mention, Sentence, sentences
from ingest.extractors.outcomes.context import Context, Named
from ingest.extractors.outcomes.filter import flows_of_results, is_indicator, is_outcome, no_results
from ingest.extractors.outcomes.metric import SEASON, name
from ingest.extractors.outcomes.respectively import OWN_MEASURE, shared
from ingest.extractors.outcomes.verbs import starts_with_verb, tokens
from ingest.extractors.outcomes.wording import clean_left, last_words
from ontology.lists import OTHER, topic_of
from ontology.records import Outcome, ReportFields

_LEAD = re.compile(
    r"(?P<strong>针对|围绕|聚焦|在(?=[^，]{2,16}(?:方面|领域|工作中)))?(?:积极|深入|全面|扎实|持续|认真|大力|着力|进一步|组织"
    r"|不断)*(?:开展|组织|实施|推进|推动|深化|强化|加强|加大"
    r"|聚焦|突出|抓好|抓实|落实|做好|规范|严格|提升|优化|完善|建立|进行|畅通|夯实)?了?"
    r"(?P<what>[^，。；]{2,30}?)(?:(?:20\d{2})?行动|工作|活动|力度|水平|能力|方面|领域|要求|建设)?$"
)
_ACTOR = re.compile(
    r"^(?:如|其中)?(?:直属|所属|下属|二级)*(?:机构|单位)?"
    r"(?P<who>[\u4e00-\u9fff]{1,20}?(?:(?<![住出入转])院|(?<!场)所|中心|站|公司|集团|中学|小学|大学|学校|[一二三四五六七八九十]中|工作队|工作组|专班|服务队|医院|出入口|支队|大队|窗口|系统|协会|局|办事处|政府(?!采购|性|购买)|党工委|管委会)"
    r"|[\u4e00-\u9fff]{0,12}?(?:分局|图书馆|文化馆|博物馆|美术馆|体育馆|档案馆|科技馆))(?:全年|共|已|累计)*(?=\S)"
)
_FIELD = re.compile(r"(?P<what>(?!数量|质量|时效|成本|社会效益|经济效益|生态效益)[\u4e00-\u9fff]{2,8})(?:工作)?(?:方面|领域)")
_DURING = re.compile(
    r"(?:在|于)?(?P<what>[\u4e00-\u9fff“”]{2,14}?(?:整治|检查|执法|治理|排查|抽检|监测|调查|督查|行动|活动|会战|攻坚|演练|普查|专班))(?:工作)?(?:中|期间|过程中)"
)
"""蜂产品专项整治中: the rest of the sentence is told of it."""

_INSPECTED = re.compile(
    r"(?:组织|联合[^，。；]{0,8}?)?对(?:全[省市县区]|辖区内?)?(?P<what>[^，。；等]{2,9}?(?:、[^，。；、等]{2,9})?)(?:开展|进行|实施)了?(?:\S{0,8}?)(?:检查|排查|整治|治理|执法|抽查|督查|巡查|监测)"
)
"""对燃气具销售门店开展拉网式检查: what was found there belongs to them."""

_BUILT = re.compile(
    r"(?P<what>[^，。；]{3,26}?(?:工程|项目|平台|中心|系统|大楼|园区|开发区|基地|场馆))(?:[于以][^，。；]{1,8}?|已|全面|顺利|正式|如期|主体)*"
    r"(?:完成|建成|竣工|开工|封顶|投用|投入|启用|上线|动工|通过)[^，。；]{0,12}"
)
"""迁建工程于12月封顶, 农业园区以升促建通过评估: what the rest of the sentence is told of."""

_SEARCHED = re.compile(
    r"(?:组织|联合[^，。；]{0,8}?)?对[^，。；]{2,40}?、[^，。；]{2,20}?(?:开展|进行|实施)了?"
    r"(?P<what>(?!专项|联合|监督|集中|全面|重点|日常|随机|拉网)[^，。；]{2,10}?(?:检查|排查|整治|治理|执法|抽查|督查|巡查))(?:行动|工作)?"
)
"""对甲、乙、丙开展价格专项检查: of several the search itself is what the rest is told of."""

_COVERED = re.compile(
    r"(?:全[市县区省])?[\u4e00-\u9fff]{0,8}?(?:学校|医院|企业|单位|社区|村)?(?P<what>[\u4e00-\u9fff]{4,12}?)(?:实现|做到)全覆盖"
)
_PLAIN_TITLE = re.compile(r"主责主业|能力|效能|水平|绩效|成效|情况|目标|任务|职责|履职|履行|效果|效益|概况|概述|完成|实现|指标|评价|报告|"
    r"数量|质量$|时效|成本|"
    r"满意度|分析|总结|问题")
_STANCE = re.compile(r"(?:形势|大局|局面|格局|面貌|氛围|活力|动力|环境|秩序|战略|民生|根基|屏障|品质|短板|堡垒|作风|改革|发展"
    r"|[强兴富惠利安][区县市镇村国民])$")
_YEAR_ALONE = re.compile(r"^(?:截[至止]|到)?(20\d\d)年(?:度|底|末)?(?:以来)?$")


_RATE_TOLD = re.compile(r"[\u4e00-\u9fff]{2,8}(?:率|满意度|占比|比例)")


def extract(document: Document, report: ReportFields) -> Iterator[Outcome]:
    """Yield the outcomes of a document in order, those of tables last; a repeated metric with the same value is given once."""
    seen: dict[tuple[Decimal, str], list[str]] = {}
    for flow, meaning in flows_of_results(document):
        context = Context(title="" if meaning == "actuals" else _title(document, flow))
        for outcome in _of_flow(flow, meaning, context, document, report):
            told = seen.setdefault((outcome.value, outcome.unit), [])
            # a form's cell repeats the report's figures under shorter names
            again = any(_shortens(outcome.metric, metric) for metric in told) if meaning == "actuals" else outcome.metric in told
            if not again:
                told.append(outcome.metric)
                yield outcome
    yield from table.from_tables(document, report)


def _shortens(name: str, whole: str) -> bool:
    """Return whether a name leaves out words of another and changes none: 完成护栏改造米数, 农村公路护栏改造米数."""
    rest = iter(whole)
    return all(c in rest for c in name.removeprefix(starts_with_verb(name)))


def _of_flow(flow: Flow, meaning: str | None, context: Context, document: Document, report: ReportFields) -> Iterator[Outcome]:
    for sentence in sentences(flow.text):
        context.begin_sentence()
        if is_indicator(sentence):
            continue
        if sentence.opening:
            context.strong, context.opening = "", sentence.text
            if not any(c.mentions for c in sentence.clauses) and len(sentence.text) <= 24:
                context.title = _topic(sentence.text) or context.title
                if no_results(sentence.text):
                    return
                continue
        for clause in sentence.clauses:
            if not clause.mentions:
                _lead(clause, context)
                continue
            context.leave_brackets(clause.mentions[0].in_brackets)
            for mention, named in _named(clause, sentence, context):
                context.sentence.append(replace(named, aside=mention.in_brackets, part=context.whole is not None))
                if is_outcome(mention, named, sentence, meaning):
                    yield _outcome(mention, named, flow, document, context, report)


def _named(clause: Clause, sentence: Sentence, context: Context) -> Iterator[tuple[Mention, Named]]:
    row = shared(clause, context)
    for i, mention in enumerate(clause.mentions):
        mine, context.anchor = row[i] if row else (mention, None)
        if context.part:
            mine, context.part = replace(mine, left="其中" + mine.left), False
        mine = _without_sender(mine, context) if mention.before else _without_actor(mine, context)
        following = sentence.text[mention.clause_start - sentence.start + mention.quantity.end :]
        yield mine, name(mine, context, following)
    context.anchor = None


def _without_sender(mention: Mention, context: Context) -> Mention:
    """省人民医院选派36名专家坐诊: the body before a lone verb is the actor."""
    m = _ACTOR.match(mention.left.strip())
    if not m or mention.left.strip()[m.end() :] != starts_with_verb(mention.left.strip()[m.end() :]) or starts_with_verb(m["who"]):
        return mention
    context.actor = m["who"]
    return replace(mention, left=mention.left.strip()[m.end() :])


def _without_actor(mention: Mention, context: Context) -> Mention:
    """市质检所采购仪器1台: the subject before the verb is the actor, not the metric."""
    left = clean_left(mention.left)
    m = _ACTOR.match(left)
    rest = left[m.end() :] if m else ""
    if not m or LEVEL.fullmatch(rest) or OWN_MEASURE.search(rest) or starts_with_verb(left) or not starts_with_verb(rest):
        return mention
    context.actor = m["who"]
    return replace(mention, left=left[m.end() :])


def _lead(clause: Clause, context: Context) -> None:
    told = SEASON.match(clause.text.strip())
    context.season = told["when"] if told else context.season
    context.rate = clause.text.strip() if _RATE_TOLD.fullmatch(clause.text.strip()) else context.rate
    context.part = clause.text.strip() in ("其中", "包括", "含")
    year = _YEAR_ALONE.match(clause.text.strip())
    context.year = int(year[1]) if year else context.year
    covered = next((m for form in (_COVERED, _DURING, _INSPECTED, _SEARCHED, _BUILT) if (m := form.fullmatch(clause.text.strip()))), None)
    if covered:
        context.lead = last_words(covered["what"])
        return
    field = _FIELD.fullmatch(clause.text.strip())
    if "》" in clause.text:  # what was issued leads nothing
        return
    if field and not starts_with_verb(field["what"]):
        context.strong, context.fresh, context.sphere = field["what"], True, True
        return
    text = re.sub(r"^(?:联合|会同|配合|协同)[^，。；]{0,10}?(?=开展|组织|实施|进行)", "", clean_left(clause.text))
    m = _LEAD.match(text)
    if not m or not m["what"]:
        return
    what = re.sub(r"^(?:对|了|全[市县区省])", "", m["what"])
    if m["strong"] and len(what) <= 10:
        context.strong, context.fresh = what, True
    elif len(what) <= 18 and (starts_with_verb(text) or m.start("what") > 0):
        context.lead = what


def _topic(title: str) -> str:
    """Return the noun at the head of an inline title: 食品安全防线不断加固 → 食品安全."""
    text = clean_left(re.split(r"[，,；;：:]", re.sub(r"^[^\u4e00-\u9fff“]*", "", title))[0])
    grasped = re.fullmatch(r"抓(?P<what>[\u4e00-\u9fff]{2,6}?)[促惠暖强保添](?P<why>[\u4e00-\u9fff]{1,6})", text)
    text = grasped["what"] if grasped else text
    verb = re.match(r"(?:建立健全|维护|抓(?!手)|健全|建立|强化|加强|深化|推进|推动|聚焦|突出|守牢|筑牢|夯实|优化|规范|提升|完善|打造|"
        r"促进|持续|着力|"
        r"深入|全面|抓好"
        r"|做好|落实|畅通|开展|狠抓|保障|服务|助力|护航|构建|坚持|积极"
        r"|切实|扎实|大力|加快|严守|稳步|全力)+", text)
    text = text[verb.end() :] if verb else text
    words: list[str] = []
    for word in tokens(text):
        if len("".join(words)) >= 4 or word in "不的有更再稳全真实化也没" or (words and re.fullmatch(r"防线|底线|水平|工作|不断"
            r"|持续|稳步|有效|有力|成效|显著|明显"
            r"|提升|提高|进一步|再|更|全面|基础|能力|质效|建设|保障|力度|体系", word)):
            break
        words.append(word)
    topic = "".join(words).strip("“”，、")
    if _STANCE.search(topic) or starts_with_verb(topic) == topic:
        return ""
    return topic if len(topic) >= 2 and not _PLAIN_TITLE.search(topic) else ""


def _title(document: Document, flow: Flow) -> str:
    section = document.section_at(flow.offsets[0]) if flow.offsets else None
    if section is None or (section.meaning is not None and len(section.title) > 4):
        return ""
    return _topic(section.title)


def _outcome(mention: Mention, named: Named, flow: Flow, document: Document, context: Context, report: ReportFields) -> Outcome:
    q = mention.quantity
    span = flow.span(*mention.place)
    return Outcome(
        metric=named.metric if context.season in named.metric else context.season + named.metric, value=q.value, unit=q.unit, bound=q.bound,
        actor=context.actor or report.department,
        year=_year(mention) or context.year or report.fiscal_year,
        topic=_topic_near(named.metric, context, report.department),
        quote=document.quote(span), span=span, confidence=certainty(named, mention),
    )


def _topic_near(metric: str, context: Context, department: str | None) -> str:
    """Return the topic of a metric; where its words tell none, that of its item's title, lead or opening sentence."""
    near = (metric, context.strong, context.lead, context.title, context.opening)
    return next((topic for text in near if text and (topic := topic_of(text, department)) != OTHER), OTHER)


def _year(mention: Mention) -> int | None:
    m = re.search(r"(?<![较比与由从])(20\d\d)年(?:度|底|末)?[^，。；]{0,12}$", mention.left)
    return int(m[1]) if m else None
