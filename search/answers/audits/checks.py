"""Whether a whole is the sum of its parts (勾稽核对): computed anew from the printed figures, audit finding or none."""

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from ontology.quantity import dimension, parse, parse_unit
from ontology.records import Span
from search.answers.audits.findings import AMOUNT, amount_row, of_topic, printed_amounts
from search.answers.figures.lookup import projects_of_kind
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow, Result
from search.answers.rows import row_of
from search.answers.say import either, figures, number
from search.facts_source import ReportRef
from search.matching.prepared import Candidate
from search.plan import Ask
from search.planning.asks import metric_words
from search.words.lexicon import terms_of
from search.words.wording import without_years

_DATA = files("search") / "data" / "identities.toml"
REACH = 400
"""Characters behind a whole in which its parts are looked for."""
_OPENS = re.compile(r"其中|分别|包括|包含|含(?!量)|由|来源|来自|[：:（(]")
_ASIDE = re.compile(r"^[，,（(\s]*(?:$|按[^，,。；;：:]{2,12}(?:划分|来?分|来看|归集)$|为|占|完成|比|较|同比|增|减|下降|执行)")
"""What a sentence may say of a whole before it opens its parts; another figure's own words (编制63名，实有58人，其中 …) end it."""
_NO_PART = re.compile(r"比上年|较上年|同比|增长|下降|占|执行|完成(?!投资)|整治|整改|到位|办结|处置|用于|结转|[。；;]|\n\s*[\n\t]")
_PARTED = re.compile(r"、|和|与|及|(?<=[数量额计])[跟同]|等于|之和|加起来|是不是|是否|(?<![增追参])加(?![起总工快强装固])|[+＋]")


def check_of(inquiry: Inquiry, report: ReportRef, topic: str) -> Outcome | None:
    """Return whether the parts of the whole a question names sum to it, with every figure a row; None where no parts are printed."""
    if (balanced := _balance(inquiry, report)) is not None:
        return balanced
    for rows in _readings(inquiry, report, topic):
        kept = [r for r in rows if isinstance(r.value, Decimal) and dimension(r.unit or "") == dimension(rows[0].unit or "")]
        if len(kept) > 2:
            return _verdict(inquiry, kept)
    return None


def _balance(inquiry: Inquiry, report: ReportRef) -> Outcome | None:
    """Return whether two sums that a question names are equal (年初结转加收入等于支出加结余); None where it names no two."""
    sides = [_PARTED.split(side) for side in re.split(r"(?:是不是|是否)?等于", without_years(inquiry.plan.topic))]
    if len(sides) != 2 or min(map(len, sides)) < 2:
        return None
    taken: list[AnswerRow] = []
    sums = []
    for side in sides:
        rows = [r for phrase in side for r in _one_of(inquiry, report, phrase, taken)]
        if len(rows) < len(side):
            return None
        taken += rows
        sums.append(sum((_base(r) for r in rows), Decimal(0)) / parse_unit(rows[0].unit or "").factor)
    unit, gap = taken[0].unit or "", sums[0] - sums[1]
    of = f"{'＋'.join(map(_printed, taken[: len(sides[0])]))}－（{'＋'.join(map(_printed, taken[len(sides[0]) :]))}）"
    said = either(
        inquiry,
        "两边相等，对得上。" if gap == 0 else f"两边不相等，相差{number(abs(gap))}{unit}。",
        "Yes, both sides agree." if gap == 0 else f"No, the two sides differ by {number(abs(gap))} {unit}.",
    )
    return Outcome(rows=taken, result=Result(value=abs(gap), unit=unit, of=of), text=figures(taken, inquiry) + said)


def _one_of(inquiry: Inquiry, report: ReportRef, phrase: str, taken: list[AnswerRow]) -> list[AnswerRow]:
    """Return the figure a piece of the question names, of the dimension of those taken before and none of them."""
    words = re.sub(r"对得上|对不上|等于|之和|加起来|是否|相等|一致|吗|[?？]", " ", phrase)
    alike = dimension(taken[0].unit or "") if taken else ""
    pool = [
        c
        for c in inquiry.candidates(report)
        if c.value is not None and alike in ("", c.dimension) and all(c.row.span != r.span or c.row.name not in r.metric for r in taken)
    ]
    return [row_of(c) for c in inquiry.pick_in(Ask(phrase=words), pool)[:1]] if words.strip() else []


def _printed(row: AnswerRow) -> str:
    return number(row.value) if isinstance(row.value, Decimal) else ""


def sources_of(inquiry: Inquiry, report: ReportRef, whole: Candidate) -> list[AnswerRow]:
    """Return a sum of money with the parts its sentence prints of it (资金来源), the sum first; empty where none are printed."""
    return next((rows for span in _told_at(inquiry, report, whole) if (rows := _in_sentence(inquiry, report, whole, 1, span))), [])


def _told_at(inquiry: Inquiry, report: ReportRef, whole: Candidate) -> Iterator[Span]:
    """Yield where a sum stands: at its fact, then wherever else the report prints it behind its name."""
    yield whole.row.span
    if whole.value is None or len(whole.row.name) < 3:
        return
    name = r"\s*".join(map(re.escape, without_years(whole.row.name).strip()))
    printed = rf"{name}\s*(?:为|是|共|合计|总计|决算)*\s*{re.escape(number(whole.value))}0*\s*{re.escape(whole.unit)}"
    for match in re.finditer(printed, inquiry.source.text(report.report_id)):
        yield match.span()


def _readings(inquiry: Inquiry, report: ReportRef, topic: str) -> Iterator[list[AnswerRow]]:
    """Yield total and parts by the ways they may be known: one sentence, a sum of every report, a finding, the question's own list."""
    asks = inquiry.plan.asks
    listed = _listed(inquiry, report, topic)
    if len(listed) > 1 and _AGAINST_ALL.search(inquiry.question) and (whole := _told_before(inquiry, report, listed)):
        yield [row_of(whole), *listed]
    if len(listed) > 2:
        yield [max(listed, key=_base), *(r for r in listed if r is not max(listed, key=_base))]
    if "项目" in topic:
        yield _projects(inquiry, report, topic)
    if topic and asks:
        wholes = inquiry.pick(asks[0].model_copy(update={"phrase": topic, "dimension": None, "unit": None}), report)
        for whole in wholes[:2]:
            yield _in_sentence(inquiry, report, whole)
    yield known_sum(inquiry, report, topic)
    found = _of_finding(inquiry, report, topic)
    yield sorted(found, key=_base, reverse=True)


_AGAINST_ALL = re.compile(r"[跟与和同](?:它们的|全部的?|这个)?(?:总数|总量|总额|总计|合计|总户数|总人数|总和)")
"""The parts that a question lists are put against their whole, which it does not name."""


def _told_before(inquiry: Inquiry, report: ReportRef, parts: list[AnswerRow]) -> Candidate | None:
    """Return the whole that the sentence of listed parts tells before them; None where it tells none as large as each of them."""
    first = min(r.span[0] for r in parts)
    text, alike = inquiry.source.text(report.report_id), dimension(parts[0].unit or "")
    pool = [c for c in inquiry.candidates(report) if c.value is not None and c.dimension == alike and c.row.span[1] <= first]
    near = [c for c in pool if not re.search(r"[。；;\n]", text[c.row.span[1] : first]) and row_of(c).span not in [r.span for r in parts]]
    whole = max(near, key=lambda c: c.row.span, default=None)
    return whole if whole is not None and _base(row_of(whole)) >= max(map(_base, parts)) else None


def _verdict(inquiry: Inquiry, rows: list[AnswerRow]) -> Outcome:
    total, *parts = rows
    unit = total.unit or ""
    gap = (sum((_base(r) for r in parts), Decimal(0)) - _base(total)) / parse_unit(unit).factor
    shown = number(abs(gap))
    partly = gap < 0 and total.metric.startswith("项目支出")
    made_of = f"{'＋'.join(map(_printed, parts))}－{_printed(total)}"
    verdict = either(
        inquiry,
        "相等，对得上"
        if gap == 0
        else f"不相等，{'报告列名的项目' if partly else '各部分'}之和比总额{'多' if gap > 0 else '少'}{shown}{unit}",
        "Yes, they agree" if gap == 0 else f"No, the parts differ from the whole by {shown} {unit}",
    )
    return Outcome(
        rows=[total, *parts], result=Result(value=abs(gap), unit=unit, of=made_of), text=figures([total, *parts], inquiry) + verdict + "。"
    )


def _base(row: AnswerRow) -> Decimal:
    return row.value_base or Decimal(0)


def _in_sentence(inquiry: Inquiry, report: ReportRef, whole: Candidate, least: int = 2, at: Span | None = None) -> list[AnswerRow]:
    """Return a whole and the amounts its sentence prints behind it as parts (286万元，其中甲180万元，乙96万元), at least so many."""
    if whole.value is None or whole.row.section == "indicators":
        return []
    text = inquiry.source.text(report.report_id)
    start, end = at or whole.row.span
    stop = re.search(r"[。；;]|\n\s*\n", text[end : end + REACH])
    sentence = text[start : end + (stop.start() if stop else REACH)]
    amounts = [m for m in AMOUNT.finditer(sentence)]
    first = next((i for i, m in enumerate(amounts) if (a := parse(m[0])) is not None and a.value == whole.value), None)
    opened = _OPENS.search(sentence, amounts[first].end()) if first is not None else None
    if first is None or opened is None:
        return []
    kept = [amounts[first]]
    first_gap = ""
    if not _ASIDE.match(sentence[kept[0].end() : opened.start()]):
        return []
    for match in amounts[first + 1 :]:
        if match.start() < opened.end():
            continue
        gap = sentence[max(kept[-1].end(), opened.end()) : match.start()]
        if _NO_PART.search(gap) or ("、" in first_gap and re.match(r"\s*[，,]", gap)):
            break  # the list's own commas have ended
        first_gap = first_gap or (gap if len(kept) > 1 else "")
        kept.append(match)
    if len(kept) <= least:
        return []
    end = kept[-1].end()
    quote, span = sentence[:end], (start, start + end)
    rows = [r for m in kept if (r := amount_row(quote, span, m, report, whole.row.name)) is not None]
    return [rows[0].model_copy(update={"metric": whole.row.name}), *rows[1:]] if rows else []


@lru_cache(maxsize=1)
def _sums() -> list[dict[str, list[str]]]:
    loaded: dict[str, list[dict[str, list[str]]]] = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return loaded["sum"]


def known_sum(inquiry: Inquiry, report: ReportRef, topic: str) -> list[AnswerRow]:
    """Return a whole and its parts as facts of one section, role and year, for the sums that every such report has.

    Of several ways to part a whole the one whose parts sum to it, else the first that the report prints two parts of.
    """
    found: list[AnswerRow] = []
    asked = {form for t in terms_of(topic) for form in t.forms}
    pool = [c for c in inquiry.candidates(report) if c.row.section in ("staff", "finance") and c.value is not None]
    for known in _sums():
        if not any(form in asked for name in known["whole"] for t in terms_of(name) for form in t.forms):
            continue
        for whole in inquiry.pick_in(Ask(phrase=known["whole"][0]), pool)[:1]:
            alike = [c for c in pool if _of_one_account(c, whole)]
            parts = [p for name in known["parts"] if (p := _exactly(inquiry, name, alike)) is not None]
            if len({p.row.id for p in parts}) > 1:
                rows = [row_of(c) for c in (whole, *dict.fromkeys(parts))]
                if exact := _that_sum(rows):
                    return exact
                found = found or rows
    return found


def _that_sum(rows: list[AnswerRow]) -> list[AnswerRow]:
    """Return a whole with the parts that sum to it: all, or all but one that another tells under a second name; empty where none do."""
    whole, *parts = rows
    over = sum((_base(r) for r in parts), Decimal(0)) - _base(whole)
    twice = next((i for i, r in enumerate(parts) if _base(r) == over and any(_base(o) == over for o in parts[:i])), None)
    if over and twice is not None:
        return [whole, *parts[:twice], *parts[twice + 1 :]]
    return [] if over else rows


def whole_of(part: str) -> str:
    """Return the usual name of the whole that an item is a part of in every such report (行政编制 → 编制); empty for any other."""
    said = {t.said for t in terms_of(part)}
    known = (k["whole"][0] for k in _sums() for name in k["parts"] if {t.said for t in terms_of(name)} == said)
    return next(known, "")


def _projects(inquiry: Inquiry, report: ReportRef, topic: str) -> list[AnswerRow]:
    """Return the project spending with the projects that the report lists, where the topic names no single project."""
    if any(t.weight >= 0.6 and t.said not in ("项目支出", "等于", "列") for t in terms_of(re.sub(r"主要|重点|各项?|项目支出", " ", topic))):
        return []
    pool = [c for c in inquiry.candidates(report) if c.row.section == "finance" and c.family == "money"]
    whole = inquiry.pick_in(Ask(phrase="项目支出", dimension="money"), pool)[:1]
    listed = [c for c in projects_of_kind(inquiry, "项目", report) if c.value is not None]
    return [row_of(c) for c in (*whole, *listed)] if whole and len(listed) > 1 else []


def _of_one_account(c: Candidate, whole: Candidate) -> bool:
    same = c.row.role == whole.row.role and c.row.year == whole.row.year and c.row.scope == whole.row.scope
    return same and c.dimension == whole.dimension and c.row.id != whole.row.id


def _exactly(inquiry: Inquiry, name: str, pool: list[Candidate]) -> Candidate | None:
    """Return the item that is a part by its name and by nothing more."""
    found = [m for m in inquiry.accepted_in(Ask(phrase=name), pool) if m.precision >= 0.6]
    return found[0].candidate if found else None


def _of_finding(inquiry: Inquiry, report: ReportRef, topic: str) -> list[AnswerRow]:
    """Return the amounts of the first finding on the topic whose quote prints a total and its parts."""
    for finding in of_topic(inquiry.findings(report), topic) if topic else []:
        for quote, span in zip(finding.quotes, finding.spans, strict=False):
            rows = [r for r in printed_amounts(quote, span, report, finding.kind) if not _NO_PART.search(r.metric)]
            if len(rows) >= 3 and re.search(r"其中|分别|包括", quote):
                return rows
    return []


def _listed(inquiry: Inquiry, report: ReportRef, topic: str) -> list[AnswerRow]:
    """Return the figures that the question itself lists as total and parts (甲总数和乙、丙之和)."""
    asks = inquiry.plan.asks
    found: list[AnswerRow] = []
    for phrase in _PARTED.split(metric_words(asks[0].phrase) if asks else topic):
        found += _one_of(inquiry, report, phrase, found)
    return found
