"""What falls on one of the things counted (平均每件, 人均): as printed, else the whole by their number, both of one report, each a row."""

import re

from ontology.quantity import dimension as dimension_of
from search.answers.figures.compute import Contributor, per_one
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow
from search.answers.rows import row_of
from search.answers.say import either, figures, number, several
from search.facts_source import ReportRef
from search.matching.prepared import Candidate
from search.matching.value_kinds import OTHER_NOUN, fits_value, unit_fit
from search.plan import Ask
from search.planning.asks import metric_words
from search.planning.wanted import wanted_value
from search.words.english import from_english
from search.words.lexicon import terms_of
from search.words.wording import fold

_UNITS = (
    "位|件|宗|起|户次|户|人次|人|名|家次|辆次|台次|场次|车次|家|个|所|亩|公里|批次|批|辆|座|次|期|场|台|套|村|吨|处|份|项|平方米|对|例|床|张|班|间|栋|"
    "支|条|头|株|棵|眼|口|笔"
)
_PER_ONE = re.compile(
    rf"(?:平均)?每(?:(?P<act>[\u4e00-\u9fff]{{1,3}})(?=一))?(?:一)?(?P<unit>{_UNITS})|平均(?:一|1)(?P<one>{_UNITS})|(?P<head>[人户亩生])均(?P<turn>次)?"
)
"""What falls on one thing, or on one thing that something was done to (平均每检查一家次)."""
_HEADS = {"人": "人", "户": "户", "亩": "亩", "生": "人"}
_ONE_BEFORE = re.compile(rf"(?<![第唯统同这那哪每])[一1](?P<unit>{_UNITS})(?=[\u4e00-\u9fff]{{2,10}}(?:平均|要|需))")
"""One thing whose average is asked for, named before it (一亩高标准农田平均投入多少)."""
_A_PERSON = re.compile(r"[^,，的]{0,8}的人(?![次户家口])|人(?![次户家口])")
"""One of those something was done to (每个被救助的人)."""
_HAS_SO_MANY = re.compile(r"有(?:多少|几个?)(?![钱元万亿])")
"""How many there are of something on each: no money."""
_PRINTED = re.compile(r"每|[人户亩生]均|平均")
BESIDE = 60
"""Characters from a whole in which its sentence counts the things that it falls on."""


def asks_for_each(inquiry: Inquiry) -> re.Match[str] | None:
    """Return where a question says on one of what an average falls; None where it says none."""
    question = from_english(inquiry.question) if inquiry.english else inquiry.question
    return _PER_ONE.search(inquiry.plan.topic) or _PER_ONE.search(question) or _ONE_BEFORE.search(question)


def on_each(inquiry: Inquiry) -> Outcome | None:
    """Return an average of one department, printed or computed; None where the question asks for none or a contributor is missing."""
    question = from_english(inquiry.question) if inquiry.english else inquiry.question
    asked = asks_for_each(inquiry)
    if asked is None or len(inquiry.departments) != 1:
        return None
    said = asked.groupdict()
    unit = said["unit"] or said.get("one") or _HEADS[asked["head"]] + (asked["turn"] or "")
    unit = "人" if unit == "位" or (unit == "个" and _A_PERSON.match(asked.string, asked.end())) else unit
    topic = re.sub(rf"[一1](?:{_UNITS})(?=\s|$)", " ", _PER_ONE.sub(" ", inquiry.plan.topic))
    words = metric_words(re.sub(r"[,，]|(?:花费?|用|支出)(?:了)?(?=\s*$)", " ", topic))
    parts = [metric_words(_PER_ONE.sub(" ", c)) for c in re.split(r"[,，]", inquiry.plan.topic)]
    clauses = [c for c in parts if any(t.weight >= 0.6 for t in terms_of(c))] if len(parts) > 1 else []
    dimension, counted = wanted_value(_how_much(question))
    for report in reversed(inquiry.reports):
        if printed := _as_printed(inquiry, report, asked, words):
            return Outcome(rows=[printed], text=figures([printed], inquiry))
        measured = dimension or (None if _HAS_SO_MANY.search(question) else "money")
        wanted = Ask(phrase=words, dimension=measured, unit=counted if dimension == "count" else None)
        phrases = dict.fromkeys((words, _without_things(words, asked), *clauses))
        found = ((p, inquiry.pick(wanted.model_copy(update={"phrase": p}), report)) for p in phrases)
        phrase, wholes = next(((p, picked) for p, picked in found if picked), ("", []))
        if wholes and (_PRINTED.search(wholes[0].row.name) or "/" in wholes[0].unit):
            continue
        of = " ".join(c for c in clauses if c != phrase) if phrase in clauses else words
        whole = wholes[0] if wholes else None
        count = _counted(inquiry, report, of, unit, whole, _thing_behind(asked, words)) if whole else None
        if whole is None or count is None:
            whole, count = _told_together(inquiry, report, wanted, unit) or (whole, None)
        result = per_one(Contributor("", whole), Contributor("", count), unit, inquiry.plan.unit) if whole and count else None
        if whole is None or count is None or result is None:
            continue
        rows = [row_of(whole), row_of(count)]
        each = result.unit.removesuffix(f"/{unit}")
        about = "约" if any(r.bound == "approx" for r in rows) else ""
        told = (
            f"平均每{unit}{about}{number(result.value)}{each}（{result.of}，按报告数字计算）。",
            f" {number(result.value)} {result.unit} ({result.of}).",
        )
        return Outcome(rows=rows, result=result, text=figures(rows, inquiry) + either(inquiry, *told))
    return None


def _how_much(question: str) -> str:
    """Return the part of a question that asks how much: behind the one thing where it is asked there (几个所，每个所投了多少)."""
    one = next(_PER_ONE.finditer(question), None)
    behind = question[one.end() :] if one else ""
    return behind if re.search("多少|几", behind) else _PER_ONE.sub(" ", question)


def _as_printed(inquiry: Inquiry, report: ReportRef, asked: re.Match[str], words: str) -> AnswerRow | None:
    """Return the average that the report prints under its own name (人均公用经费, 村均收入), with every word of what is asked."""
    said = asked.groupdict()
    unit = said.get("head") or said["unit"] or said.get("one") or ""
    if priced := _price_of_one(inquiry, report, unit, words):
        return priced
    thing = next((t for t in "村户人亩" if asked.string.startswith(t, asked.end())), "") if unit == "个" else unit
    if thing not in ("村", "户", "人", "亩"):
        return None
    own = [t for t in terms_of(re.sub(rf"^{thing}|花掉?|拿到|得到|用掉", " ", words)) if t.weight >= 0.6]
    pool = [c for c in inquiry.candidates(report) if c.value is not None and f"{thing}均" in c.name + c.quote]
    shown = [c for c in pool if f"{thing}均" in c.name and own and all(any(f in c.name for f in t.forms) for t in own)]
    return row_of(min(shown, key=lambda c: len(c.name))) if shown else None


def _price_of_one(inquiry: Inquiry, report: ReportRef, unit: str, words: str) -> AnswerRow | None:
    """Return what the report prints as the cost of one (单位成本, 元/批次), with every word of what it is spent on."""
    own = [t for t in terms_of(words) if t.weight >= 0.6]
    pool = [c for c in inquiry.candidates(report) if c.value is not None and c.family == "price" and _alike_units(c.unit, unit)]
    told = [c for c in pool if own and all(any(form in c.name for form in t.words) for t in own)]
    return row_of(min(told, key=lambda c: len(c.name))) if told else None


def _alike_units(price: str, unit: str) -> bool:
    """Tell whether a price is paid for one in a unit, turns of it or not (元/批次 and 一批)."""
    return bool(unit) and price.rpartition("/")[2].removesuffix("次") == unit.removesuffix("次")


def each_on_one(inquiry: Inquiry) -> Outcome | None:
    """Return what falls on one in each of several departments (各局每批次多少钱): by those that print it, else computed for each."""
    asked = asks_for_each(inquiry)
    said = asked.groupdict() if asked else {}
    unit = said.get("unit") or said.get("one")
    if asked is None or not unit or (unit in ("家", "个", "所") and not _THING_BEHIND.match(asked.string, asked.end())):
        return None
    told = {d: found for d in inquiry.departments if (found := on_each(inquiry.of(d))) is not None}
    printed = {d: found for d, found in told.items() if found.result is None}
    shown = printed or told
    if not shown:
        return None
    text = "".join(found.text for found in shown.values())
    if silent := [d for d in inquiry.departments if d not in shown]:
        text += either(inquiry, f"{several(silent)}的报告没有这项数字。", f" Not reported by: {'、'.join(silent[:5])}.")
    return Outcome(rows=[row for found in shown.values() for row in found.rows], text=text)


_THING_BEHIND = re.compile(r"企业|公司|商户|学校|医院|养老|合作社|村|社区|项目|站|店|厂|工程|园区|小区")
"""One of these is none of the departments, whose own mean 平均每家 asks for."""


def _thing_behind(asked: re.Match[str], words: str) -> str:
    """Return the thing of which one is meant, where it stands behind its unit (每个民警) and is not all that is asked of it."""
    behind = terms_of(asked.string[asked.end() : asked.end() + 6])
    named = behind[0].said if behind and behind[0].weight >= 1 and len(behind[0].said) > 1 else ""
    return named if named and any(t.weight >= 0.6 and t.said != named for t in terms_of(words)) else ""


def _without_things(words: str, asked: re.Match[str]) -> str:
    """Return the words of a whole without the things that stand behind their unit (每家企业): it need not name them."""
    behind = terms_of(asked.string[asked.end() : asked.end() + 8])
    return words.replace(behind[0].said, " ", 1) if behind else words


def _counted(inquiry: Inquiry, report: ReportRef, words: str, unit: str, whole: Candidate, each: str = "") -> Candidate | None:
    """Return how many things there are: those counted beside the whole in its sentence, else those that its words name."""
    wanted = Ask(phrase=words, dimension="count", unit=unit)
    family = dimension_of(unit).partition(":")[0]
    pool = [c for c in inquiry.candidates(report) if c.value and c.family == family and c.row.id != whole.row.id]
    pool = [c for c in pool if unit_fit(wanted, c) > OTHER_NOUN and _is_one(c, unit, each)]
    apart = {c.row.id: _apart(c, whole) for c in pool}
    if whole.row.section == "finance" and unit == "人":  # 人均公用经费: by those in post
        staff = [c for c in inquiry.candidates(report) if c.row.section == "staff" and c.value]
        return next(iter(inquiry.pick_in(Ask(phrase="在职人员", dimension="count"), staff)), None)
    text = inquiry.source.text(report.report_id)
    beside = [c for c in pool if apart[c.row.id] <= BESIDE and c.row.section == whole.row.section]
    near = [c for c in beside if not re.search(r"[。；;\n]", text[_until(c, whole) : _from(c, whole)])]
    if near:
        return min(near, key=lambda c: (apart[c.row.id], c.row.span))
    things = " ".join(t.said for t in terms_of(words)[:-1]) or words
    found = next((c for c in inquiry.preferred(Ask(phrase=things, unit=unit), pool) if _all_said(things, c)), None)
    return found or (next((c for c in inquiry.preferred(Ask(phrase=each), pool) if _all_said(each, c)), None) if each else None)


def _told_together(inquiry: Inquiry, report: ReportRef, ask: Ask, unit: str) -> tuple[Candidate, Candidate] | None:
    """Return a whole and the count that one sentence tells, where it holds every thing asked about and one whole; None where none does."""
    text = inquiry.source.text(report.report_id)
    pool = [c for c in inquiry.candidates(report) if c.value]
    things = [t for t in terms_of(ask.phrase) if t.weight >= 1 and len(t.said) > 1]
    for count in (c for c in pool if c.dimension == dimension_of(unit)):
        start = max(text.rfind(stop, 0, count.row.span[0]) for stop in "。；;\n")
        end = min((at for stop in "。；;\n" if (at := text.find(stop, count.row.span[1])) >= 0), default=len(text))
        sentence = fold(text[start + 1 : end])
        if len(things) < 2 or not all(any(form in sentence for form in t.forms) for t in things):
            continue
        wholes = [c for c in pool if start < c.row.span[0] < end and fits_value(ask, c) and c.row.id != count.row.id]
        if len({c.value for c in wholes}) == 1:
            return wholes[0], count
    return None


_LOOSE = ("个", "项", "次", "件")
"""Units of many things: which thing is meant must be said."""


def _is_one(c: Candidate, unit: str, each: str) -> bool:
    """Tell whether a count is of the ones on which an average falls: in their own unit, or by the name of the thing where it is said."""
    named = bool(each) and any(form in c.name for t in terms_of(each) for form in t.forms)
    if unit in _LOOSE:
        return named or not each
    return named or c.dimension == dimension_of(unit) or c.unit.removesuffix("次") == unit


def _all_said(things: str, c: Candidate) -> bool:
    """Tell whether a fact names the things counted: every word of theirs."""
    return all(any(form in c.name + c.clause for form in t.forms) for t in terms_of(things) if t.weight >= 1)


def _until(a: Candidate, b: Candidate) -> int:
    return min(a.row.span[1], b.row.span[1])


def _from(a: Candidate, b: Candidate) -> int:
    return max(a.row.span[0], b.row.span[0])


def _apart(a: Candidate, b: Candidate) -> int:
    return max(a.row.span[0] - b.row.span[1], b.row.span[0] - a.row.span[1], 0)
