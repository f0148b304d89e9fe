"""Questions that want words, not figures (原文问答): the sentences of the reports that speak of the topic, quoted as they stand."""

import re
from collections.abc import Sequence
from itertools import takewhile

from ontology.records import Span, overlap
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow
from search.answers.passages.speaking import CAUSE, LIKELY, Speaking, Spoken, Topic
from search.answers.passages.thoughts import is_table, pieces, starts_an_item, whole_thought, with_next
from search.answers.passages.troubles import all_of, causes, of_topic
from search.answers.refuse import not_reported
from search.answers.rows import stated
from search.answers.say import either, who
from search.facts_source import ReportRef
from search.words.lexicon import terms_of
from search.words.wording import fold

_PROBLEMS = re.compile(
    r"(?:为什么|为啥|为何|怎么(?!办|样|改|补|解决|推进|开展|做)).{0,16}(?:慢|没|未|不(?!同|断|少)|低|差|少|晚|拖)|问题|短板|不足|薄弱|差距|难点|毛病|欠缺|缺点|弱项|原因|"
    r"(?<!经营)(?<!生活)(?<!经济)困难(?!的?(?:群众|学生|家庭|职工|户|人员|人群|企业|商户|商家|老板|残疾|党员|老人|儿童|补助|救助))|\bwhy\b.*\b(?:slow|low|late|behind|miss|fail|short|not|lag|delay|fall|fell|poor|weak)",
    re.IGNORECASE,
)
_CAUSES = re.compile(r"为什么|为啥|为何|原因|怎么回事|咋回事|\bwhy\b", re.IGNORECASE)
_MEASURES = re.compile(
    r"打算|措施|改进|(?:想|采取|用|拿出?)(?:了|出|过)*(?:什么|啥|哪些|何种?)?(?:办法|法子|对策|招)|怎么(?:补|改|解决|办)|下一步|建议|整改|对策|如何(?:补|改|解决)|接下来|今后|补救|准备(?:怎么|怎样|如何|用|采取|想)|计划怎么|"
    r"\bhow (?:will|would)\b|\bhow (?:does|do|is|are)\b.*\b(?:plan|intend|mean|want|aim|propose|expect|hope)(?:s|ing)? to\b|"
    r"will be done|(?:going|plan(?:ning)?|intends?|means?|proposes?) to (?:do|fix|solve|address|improve|tackle)",
    re.IGNORECASE,
)
_DUTIES = re.compile(r"主要职[责能]|职责(?:有|是)|职能(?:有|是)|负责(?:什么|哪些)|管什么|干什么的")
_ASKING = re.compile(
    r"自己|自认|承认|坦言|指出|认为|觉得|还(?=对|有|存在|\s|$)|仍(?=有|然|对)|对(?=[^象于比外策手得不应口])|事情?(?=\s|$|有|上)|建议|哪个局|那个局|具体|操作|怎么(?:做|推进|开展|补救?|样|办|改善|解决|说)?|怎样|如何|为什么|为啥|为何|哪些|什么|取得|推进|开展|做法|打算|存在|情况|有(?!机)|进行|实施|工作|方面|"
    r"问题|短板|不足|困难|薄弱|办法|法子|招数|措施|改进|改善|补救|接下来|准备(?=怎么|怎样|如何|用|采取|想|\s|$)|采取|介绍|经验|是|的|了|做|主要|下一步|原因|报告(?=说|里|$|\s)"
)
LIMIT = 7
def passage(inquiry: Inquiry, least: float = LIKELY) -> Outcome:
    """Return the sentences that answer, quoted; problems, with the measures that answer them, and duties come from those facts.

    `least` is how likely the best place must be what is asked about.
    """
    topic = Topic(_topic_words(inquiry), " ".join(inquiry.plan.said) if inquiry.plan.intent == "passage" else "")
    asked = inquiry.question + inquiry.plan.topic
    sections = _sections(asked)
    reports = _in_years(inquiry)
    if sections and ("duties" in sections or not topic.is_named):
        rows = [row for report in reports for row in all_of(inquiry, report, sections)]
        return Outcome(rows=rows, text=_told(inquiry, rows)) if rows else not_reported(inquiry)
    rows = []
    if sections:
        rows = [row for report in reports for row in of_topic(inquiry, Speaking(inquiry, topic, [report]), report, sections)]
    if not rows or _CAUSES.search(asked):
        spoken = Speaking(inquiry, topic, reports).hits(FOUND)
        more = causes(inquiry, spoken) if _CAUSES.search(asked) else []
        rows += [r for r in more if not any(r.report_id == o.report_id and overlap(r.span, o.span) for o in rows)]
        rows = rows or _sentences(inquiry, topic, spoken, least)
    if not rows:
        return not_reported(inquiry)
    return Outcome(rows=rows, text=_told(inquiry, rows))


def _topic_words(inquiry: Inquiry) -> str:
    """Return what is asked about, without the words of asking and those that only say whose report is meant."""
    words = re.sub(r"\s+", " ", _ASKING.sub(" ", inquiry.plan.topic)).strip(" ,，、?")
    return re.sub(r"(?:^|(?<=\s))(?:街道|乡镇|镇|乡|局|委|政府|办事处)(?=\s|$)", " ", words).strip()


FOUND = 12
"""Passages that are looked at."""


def in_words(inquiry: Inquiry) -> bool:
    """Tell whether a question for figures may be meant for words: bare key words, none of them a known measure (一业一查)."""
    plan = inquiry.plan
    if plan.intent not in ("lookup", "list") or plan.refusal is not None or any(a.dimension or a.unit or a.roles for a in plan.asks):
        return False
    if asks_in_words(inquiry.question):
        return sum(t.weight for t in terms_of(plan.topic) if t.weight >= 0.6) >= 1.5
    terms = [t for a in plan.asks for t in terms_of(a.phrase)]
    return bool(terms) and not any(t.known for t in terms) and not re.search(r"[率数额费款量]|经费|收入|支出|多少|几", plan.topic)


def asks_in_words(question: str) -> bool:
    """Tell whether a question asks who, what or why, and for no figure (跟哪个局签过文件，为了干什么)."""
    return bool(_WHO_OR_WHAT.search(question)) and not _FIGURE.search(question)


_WHO_OR_WHAT = re.compile(r"什么|谁|哪(?:个|家|些|里|项|种|位)|为何|是不是|是否|有没有|how|what|who|why|which", re.IGNORECASE)
_FIGURE = re.compile(
    r"多少|几|率|数(?!字|据)|额|费|比例|占比|收入|支出|面积|规模|how (?:much|many)|rate|number|amount", re.IGNORECASE
)


def _in_years(inquiry: Inquiry) -> list[ReportRef]:
    return [r for r in inquiry.reports if not inquiry.plan.years or r.year in inquiry.plan.years]


def _sections(text: str) -> list[str]:
    wanted = (("problems", _PROBLEMS), ("measures", _MEASURES), ("duties", _DUTIES))
    found = [section for section, pattern in wanted if pattern.search(text)]
    return ["problems", *found] if "measures" in found and "problems" not in found and _CAUSES.search(text) else found


def _sentences(inquiry: Inquiry, topic: Topic, spoken: Sequence[Spoken], least: float) -> list[AnswerRow]:
    """Return the sentences of the places that speak of a topic, the best first, and what stands behind the best of them."""
    if max((s.likely for s in spoken), default=0.0) < least:
        return []
    best = max(s.hit.score for s in spoken) or 1.0
    how = bool(_HOW.search(inquiry.question))
    ranked = sorted(spoken, key=lambda s: -(s.hit.score / best + _of_its_kind(s, topic, how)))
    near = [s for s in ranked if s.likely >= NEAR * least]
    near = [s for s in near if not is_table(s.hit.text)] or near if how else near
    rows: list[AnswerRow] = []
    for place, one in enumerate(near):
        text = inquiry.source.text(one.hit.report_id)
        span = whole_thought(text, one.hit.span)
        told = [span, *_following(text, span)] if how and place < FOLLOWED else [span]
        for start, end in told:
            if not any(r.report_id == one.hit.report_id and overlap(r.span, (start, end)) for r in rows):
                rows.append(stated(inquiry.preparer.refs[one.hit.report_id], topic.words, text[start:end], (start, end)))
        if len(rows) >= LIMIT:
            break
    return rows[:LIMIT]


def _following(text: str, span: Span) -> list[Span]:
    """Return the sentences behind a place that go on about it: none from where the next item of a list begins."""
    behind = pieces(text, (span[1], with_next(text, span, REACH)[1]))[:2]
    return list(takewhile(lambda s: not starts_an_item(text[s[0] : s[1]]), behind))


FOLLOWED, REACH, NEAR = 3, 180, 0.7
"""Places behind which the next sentences are told too, in so many characters; what a place must keep of the likeliness required."""


def _of_its_kind(spoken: Spoken, topic: Topic, how: bool) -> float:
    """Return what the kind of a place says: how a thing was done is told under its own heading, not in tables, budgets or plans."""
    title = fold(spoken.hit.headings[-1]) if spoken.hit.headings else ""
    kind = 0.25 * topic.share(title)
    if _TROUBLES.search(" ".join(spoken.hit.headings)) or (how and CAUSE.search(spoken.hit.text)):
        kind -= 0.3
    text = spoken.hit.text
    if how and (_OF_FIGURES.search(text) or is_table(text) or _DUTY.search(title) or _DUTY_TOLD.match(text)):
        kind -= 0.3
    return kind + 0.4 * spoken.likely


_TROUBLES = re.compile(r"问题|不足|困难|原因|建议|措施|打算|下一步")
_OF_FIGURES = re.compile(r"\t|\|.*\||(?:资金|经费|专项|预算|决算|支出|收入)[^。；]{0,12}\d[\d,.]*(?:万元|亿元|元)|[≥≤]")
_DUTY = re.compile(r"职[责能]|^负责|^拟[订定]|^承担")
_DUTY_TOLD = re.compile(r"[\s\d.、．（）()一二三四五六七八九十]*(?:负责|拟[订定]|承担|贯彻|组织指导|指导协调)")
_HOW = re.compile(r"怎么|怎样|如何|做法|办法|哪些事|how (?:does|do|did|is|was|were)", re.IGNORECASE)


def on_one_line(quote: str) -> str:
    """Return a quote without its line breaks; cells of a row stay apart, so that 3 and 2.8 are not told as 32.8."""
    kept = re.sub(r"\s*\t\s*|(?<=[\d.%％‰])\s+(?=[\d.≥≤<>=-])", "｜", quote.strip())
    return re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", kept)


def _told(inquiry: Inquiry, rows: list[AnswerRow]) -> str:
    by_department: dict[str, list[AnswerRow]] = {}
    for row in rows:
        by_department.setdefault(who(row, inquiry), []).append(row)
    parts = []
    for name, mine in by_department.items():
        quotes = either(inquiry, "；", "; ").join(on_one_line(r.quote) for r in mine)
        parts.append(either(inquiry, f"{name}的报告写道：{quotes}", f"The report of {name} says (original): {quotes}"))
    return " ".join(parts)
