"""Questions that want words, not figures (原文问答): the sentences of the reports that speak of the topic, quoted as they stand."""

import re

from ontology.records import Span
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow
from search.answers.refuse import not_reported
from search.answers.rows import stated
from search.answers.say import either, who
from search.facts_source import PassageHit, ReportRef
from search.lexicon import Term, terms_of
from search.wording import bigrams, fold

_SENTENCE = re.compile(r"[^。！!\n；;]*(?:\n(?!\n)[^。！!\n；;]*)*[。！!；;]?")
_PROBLEMS = re.compile(
    r"为什么.{0,12}(?:慢|没|未|不|低|差)|问题|短板|不足|薄弱|差距|难点|毛病|欠缺|缺点|弱项|"
    r"(?<!经营)(?<!生活)(?<!经济)困难(?!的?(?:群众|学生|家庭|职工|户|人员|人群|企业|商户|商家|老板|残疾|党员|老人|儿童|补助|救助))"
)
_MEASURES = re.compile(r"打算|措施|改进|怎么(?:补|改|解决|办)|下一步|建议|整改|对策|如何(?:补|改|解决)|接下来|今后")
_DUTIES = re.compile(r"主要职[责能]|职责(?:有|是)|职能(?:有|是)|负责(?:什么|哪些)|管什么|干什么的")
_ASKING = re.compile(
    r"具体|操作|怎么(?:做|推进|开展|补|样)?|怎样|如何|为什么|为何|哪些|什么|取得|推进|开展|做法|打算|存在|情况|有|进行|实施|工作|方面|"
    r"问题|短板|"
    r"不足|困难|薄弱|办法|法子|招数|措施|改进|补|介绍|经验|是|的|了|做|主要|下一步|原因"
)
LIMIT = 5
ENOUGH = 0.5
"""Least share of a topic's words that an answering passage shows."""


def passage(inquiry: Inquiry, least: float = ENOUGH) -> Outcome:
    """Return the sentences that answer, quoted; problems and planned measures come from those facts first.

    `least` is the share of the topic's words that an answering passage must show.
    """
    topic = re.sub(r"\s+", " ", _ASKING.sub(" ", inquiry.plan.topic)).strip()
    terms = tuple(t for t in terms_of(topic) if t.weight >= 0.5)
    rows: list[AnswerRow] = []
    sections = _sections(inquiry.question + inquiry.plan.topic)
    for report in _in_years(inquiry):
        for section in sections:
            rows.extend(_of_section(inquiry, report, section, terms))
    if not rows or not sections:
        rows.extend(_sentences(inquiry, topic, terms, least))
    if not rows:
        return not_reported(inquiry)
    return Outcome(rows=rows, text=_told(inquiry, rows))


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
    r"多少|几|率|数(?!字|据)|额|费|比例|占比|金额|经费|收入|支出|面积|规模|how (?:much|many)|rate|number|amount", re.IGNORECASE
)


def _in_years(inquiry: Inquiry) -> list[ReportRef]:
    return [r for r in inquiry.reports if not inquiry.plan.years or r.year in inquiry.plan.years]


def _sections(text: str) -> list[str]:
    wanted = (("problems", _PROBLEMS), ("measures", _MEASURES), ("duties", _DUTIES))
    return [section for section, pattern in wanted if pattern.search(text)]


def _of_section(inquiry: Inquiry, report: ReportRef, section: str, terms: tuple[Term, ...]) -> list[AnswerRow]:
    """Return a report's problems, measures or duties: those of the topic first, all of them where none is of it."""
    pool = [c for c in inquiry.candidates(report) if c.row.section == section]
    if section != "duties" and terms:
        pool.sort(key=lambda c: -_share(terms, c.name + c.quote + c.clause))
        best = _share(terms, pool[0].name + pool[0].quote + pool[0].clause) if pool else 0
        pool = [c for c in pool if best == 0 or _share(terms, c.name + c.quote + c.clause) > 0]
    label = {"problems": "存在的问题", "measures": "改进措施", "duties": "主要职责"}[section]
    return [stated(report, label, c.row.quote, c.row.span) for c in pool[: 30 if section == "duties" else LIMIT]]


def _share(terms: tuple[Term, ...], text: str) -> float:
    """Return the share of a topic's words that a text shows, near ones by shared pairs of characters."""
    if not terms:
        return 0.0
    shown = 0.0
    for term in terms:
        if any(form in text for form in term.forms):
            shown += term.weight
        elif len(term.said) > 2:
            pairs = bigrams(term.said)
            shown += 0.6 * term.weight * len(pairs & bigrams(text)) / len(pairs)
    return shown / sum(t.weight for t in terms)


def _sentences(inquiry: Inquiry, topic: str, terms: tuple[Term, ...], least: float) -> list[AnswerRow]:
    reports = [r.report_id for r in _in_years(inquiry)]
    if not reports or not topic:
        return []
    scored: list[tuple[float, AnswerRow]] = []
    for rank, hit in enumerate(inquiry.source.passages(topic, reports, 8)):
        report = inquiry.preparer.refs[hit.report_id]
        whole = _share(terms, fold(hit.text) + fold(" ".join(hit.headings)))
        if terms and whole < least:
            continue
        elsewhere = bool(_TROUBLES.search(" ".join(hit.headings)))
        followed = not elsewhere and len(scored) < 4 and bool(_HOW.search(inquiry.question))
        whole += _FOLLOWED if followed else -_ELSEWHERE if elsewhere else 0.0
        pieces = _pieces(inquiry.source.text(hit.report_id), _with_next(inquiry, hit, 180) if followed else hit.span)
        first = next((i for i, s in enumerate(pieces) if _share(terms, fold(inquiry.source.text(hit.report_id)[s[0] : s[1]])) >= 0.5), 0)
        for index, span in enumerate(pieces[first : first + 3]):
            quote = inquiry.source.text(hit.report_id)[span[0] : span[1]]
            scored.append((whole - 0.05 * rank - 0.02 * index, stated(report, topic, quote, span)))
    scored.sort(key=lambda s: -s[0])
    return [row for _, row in scored[: LIMIT + 2]]


_TROUBLES = re.compile(r"问题|不足|困难|原因|建议|措施|打算|下一步")
_ELSEWHERE, _FOLLOWED = 0.3, 0.2
"""What was done is told among the results: where it is only found wanting or planned, it ranks behind them."""


def _with_next(inquiry: Inquiry, hit: PassageHit, reach: int) -> Span:
    """Return a passage's span with the rest of its paragraph, not far: how a thing was done is told in the sentences behind it."""
    after = inquiry.source.text(hit.report_id)[hit.span[1] : hit.span[1] + reach]
    stop = re.search(r"\n\s*\n|\n[ \u3000\t]+", after)
    told = after[: stop.start()] if stop else after
    return (hit.span[0], hit.span[1] + max(told.rfind("。"), told.rfind("；"), -1) + 1)


_HOW = re.compile(r"怎么|怎样|如何|how (?:does|do|did|is|was|were)", re.IGNORECASE)


def _pieces(text: str, span: Span) -> list[Span]:
    """Return the sentences of a passage, without the spaces around them."""
    found = []
    for match in _SENTENCE.finditer(text, span[0], span[1]):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end - start > 3:
            found.append((start, end))
    return found


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
