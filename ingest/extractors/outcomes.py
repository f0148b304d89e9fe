"""Outcomes: every achievement with a number (成效), from prose and from the cells of actual results in self-evaluation forms."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.document import Document, Flow
from ingest.extractors.outcomes_clauses import Clause, Mention, Sentence, sentences, starts_with_verb, tokens
from ingest.extractors.outcomes_filter import flows_of_results, is_outcome
from ingest.extractors.outcomes_metric import Context, Named, clean_left, name
from ontology.records import Outcome, ReportFields

_LEAD = re.compile(
    r"(?P<strong>针对|围绕|聚焦|在(?=[^，]{2,16}(?:方面|领域|工作中)))?(?:积极|深入|全面|扎实|持续|认真|大力|着力|进一步|组织"
    r"|不断)*(?:开展|组织|实施|推进|推动|深化|强化|加强|加大"
    r"|聚焦|突出|抓好|抓实|落实|做好|规范|严格|提升|优化|完善|建立|进行|畅通|夯实)?了?"
    r"(?P<what>[^，。；]{2,30}?)(?:工作|行动|活动|力度|水平|能力|方面|领域|要求|建设)?$"
)
_AND = re.compile(r"[、和及与]|以及")


def extract(document: Document, report: ReportFields) -> Iterator[Outcome]:
    """Yield the outcomes of a document in order; a repeated metric with the same value is given once."""
    seen: set[tuple[str, Decimal, str]] = set()
    for flow, meaning in flows_of_results(document):
        context = Context(title=_title(document, flow))
        for outcome in _of_flow(flow, meaning, context, document, report):
            key = (outcome.metric, outcome.value, outcome.unit)
            if key not in seen:
                seen.add(key)
                yield outcome


def _of_flow(flow: Flow, meaning: str | None, context: Context, document: Document, report: ReportFields) -> Iterator[Outcome]:
    for sentence in sentences(flow.text):
        context.earlier.extend(context.sentence)
        context.sentence, context.lead = [], ""
        if sentence.opening:
            context.strong = ""
            if not any(c.mentions for c in sentence.clauses) and len(sentence.text) <= 24:
                context.title = _topic(sentence.text) or context.title
                continue
        for clause in sentence.clauses:
            if not clause.mentions:
                _lead(clause, context)
                continue
            for mention, named in _named(clause, sentence, context):
                context.sentence.append(named)
                if is_outcome(mention, named, sentence, meaning):
                    yield _outcome(mention, named, flow, sentence, document, report)


def _named(clause: Clause, sentence: Sentence, context: Context) -> Iterator[tuple[Mention, Named]]:
    shared = _respectively(clause)
    for i, mention in enumerate(clause.mentions):
        mine = shared[i] if shared else mention
        following = sentence.text[mention.clause_start - sentence.start + mention.quantity.end :]
        yield mine, name(mine, context, following)


def _respectively(clause: Clause) -> list[Mention]:
    """A、B分别减少了27.9%和33.56% → each number with its own head and the shared verb."""
    first = clause.mentions[0]
    head, word, tail = first.left.rpartition("分别")
    if not word or len(clause.mentions) < 2:
        return []
    heads = [h for h in _AND.split(head) if h.strip()]
    if len(heads) != len(clause.mentions):
        return []
    return [
        Mention(m.quantity, h + tail, "", (first.place[0], m.place[1]), False, m.clause, m.clause_start, m.in_brackets)
        for h, m in zip(heads, clause.mentions, strict=True)
    ]


def _lead(clause: Clause, context: Context) -> None:
    text = clean_left(clause.text)
    m = _LEAD.match(text)
    if not m or not m["what"]:
        return
    what = re.sub(r"^(?:对|了|全[市县区省])", "", m["what"]).strip("“”")
    if m["strong"]:
        context.strong = what[:16]
    elif len(what) <= 18 and (starts_with_verb(text) or m.start("what") > 0):
        context.lead = what


def _topic(title: str) -> str:
    """Return the noun at the head of an inline title: 食品安全防线不断加固 → 食品安全."""
    text = clean_left(re.sub(r"^[^\u4e00-\u9fff“]*", "", title))
    verb = re.match(r"(?:强化|加强|深化|推进|推动|聚焦|突出|守牢|筑牢|夯实|优化|规范|提升|完善|打造|促进|持续|着力|深入|全面|抓好"
        r"|做好|落实|畅通|开展|狠抓|保障|服务|助力|护航|构建|坚持|积极"
        r"|切实|扎实|大力|加快|严守|稳步|全力)+", text)
    text = text[verb.end() :] if verb else text
    words: list[str] = []
    for word in tokens(text):
        if len("".join(words)) >= 4 or word in "不的有更再稳全真实化更" or (words and re.fullmatch(r"防线|底线|水平|工作|不断"
            r"|持续|稳步|有效|有力|成效|显著|明显"
            r"|提升|提高|进一步|再|更|全面|基础|能力|质效|建设|保障|力度|体系", word)):
            break
        words.append(word)
    topic = "".join(words).strip("“”，、")
    return topic if len(topic) >= 2 else ""


def _title(document: Document, flow: Flow) -> str:
    section = document.section_at(flow.offsets[0]) if flow.offsets else None
    if section is None or (section.meaning is not None and len(section.title) > 4):
        return ""
    return _topic(section.title)


def _outcome(mention: Mention, named: Named, flow: Flow, sentence: Sentence, document: Document, report: ReportFields) -> Outcome:
    q = mention.quantity
    span = flow.span(*mention.place)
    return Outcome(
        metric=named.metric, value=q.value, unit=q.unit, bound=q.bound,
        actor=_actor(mention, sentence, report), year=_year(mention, sentence, report),
        topic=None, quote=document.quote(span), span=span, confidence=round(named.certain, 2),
    )


def _actor(mention: Mention, sentence: Sentence, report: ReportFields) -> str | None:
    return report.department


def _year(mention: Mention, sentence: Sentence, report: ReportFields) -> int | None:
    m = re.search(r"(20\d\d)年(?:度|底|末)?[^，。；]{0,12}$", mention.left)
    return int(m[1]) if m else report.fiscal_year
