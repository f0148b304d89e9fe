"""A sum without some of its parts (总数除去分项): 三公经费不算接待费还有多少, from the parts that are left or from whole and part."""

import re
from decimal import Decimal

from search.answers.audits.checks import known_sum
from search.answers.figures.compute import Contributor, difference
from search.answers.figures.lookup import projects_of_kind
from search.answers.inquiry import Inquiry, Outcome, is_called
from search.answers.model import AnswerRow, Result
from search.answers.money.parts import parts_of
from search.answers.rows import row_of
from search.answers.say import either, figures, number
from search.facts_source import ReportRef
from search.matching.prepared import Candidate
from search.plan import Ask
from search.words.lexicon import terms_of
from search.words.wording import fold

_INTENTS = ("lookup", "aggregate", "spending", "structure", "compare")
_HOW_MUCH = re.compile(r"多少|几|合计|一共|how (?:much|many)|total|spen[dt]", re.IGNORECASE)


def less_parts(inquiry: Inquiry) -> Outcome | None:
    """Return a sum without the parts that a question leaves out; None where it leaves none of a sum's parts out."""
    plan = inquiry.plan
    if not plan.without or plan.intent not in _INTENTS or not plan.asks or len(inquiry.departments) != 1:
        return None
    if not _HOW_MUCH.search(inquiry.question):
        return None
    every = Inquiry(inquiry.question, plan.model_copy(update={"without": ()}), inquiry.source, inquiry.preparer)
    for report in reversed(every.reports):
        if projects_of_kind(every, plan.asks[0].phrase, report):
            continue  # items of a kind, of which some are left out, are no sum
        if (found := _parts_left(every, report, plan.without) or _taken_off(every, report, plan.without)) is not None:
            return found
    return None


def _parts_left(every: Inquiry, report: ReportRef, without: tuple[str, ...]) -> Outcome | None:
    """Return the parts of a sum that are not left out, with their sum."""
    words = every.plan.asks[0].phrase
    known = known_sum(every, report, words)
    parts = known[1:] or parts_of(every, report, words)[1]
    left = [r for r in parts if not any(_bears(r.metric, name) for name in without)]
    amounts = [r.value for r in left if isinstance(r.value, Decimal)]
    if not left or len(left) == len(parts) or len(amounts) < len(left) or len({r.unit for r in left}) > 1:
        return None
    unit = left[0].unit or ""
    result = Result(value=sum(amounts, Decimal(0)), unit=unit, of="＋".join(f"{number(a)}{unit}" for a in amounts))
    told = either(every, f"合计{number(result.value)}{unit}。", f" In total {number(result.value)} {unit}.")
    return Outcome(rows=left, result=result, text=figures(left, every) + (told if len(left) > 1 else ""))


def _taken_off(every: Inquiry, report: ReportRef, without: tuple[str, ...]) -> Outcome | None:
    """Return what is left of a whole when a part of the same name is taken off it (编制除去工勤编制)."""
    ask = every.plan.asks[0]
    whole = next(iter(every.pick(ask, report)), None)
    if whole is None or whole.value is None or whole.family not in ("money", "count") or len(without) > 1:
        return None
    part = _part_of(every, report, whole, without[0])
    if part is None:
        return None
    result = difference(Contributor(whole.row.name, whole), Contributor(part.row.name, part), every.plan.unit)
    rows: list[AnswerRow] = [row_of(whole), row_of(part)]
    left = f"{number(result.value)}{result.unit}"
    told = either(every, f"除去后为{left}（{result.of}）。", f" That leaves {left}.")
    return Outcome(rows=rows, result=result, text=figures(rows, every) + told)


def _part_of(every: Inquiry, report: ReportRef, whole: Candidate, name: str) -> Candidate | None:
    """Return the figure that bears a name and its whole's own word, and is smaller."""
    own = [t for t in terms_of(whole.row.name) if t.weight >= 0.6]
    found = every.pick(Ask(phrase=f"{name} {every.plan.asks[0].phrase}"), report) or every.pick(Ask(phrase=name), report)
    for c in found:
        shares = any(form in c.name for t in own for form in t.forms)
        if c.row.id != whole.row.id and is_called(c, name) and shares and c.dimension == whole.dimension:
            return c if c.value is not None and whole.value is not None and c.value < whole.value else None
    return None


def _bears(metric: str, name: str) -> bool:
    words = [t for t in terms_of(name) if t.weight >= 0.5]
    return bool(words) and all(any(form in fold(metric) for form in t.words) for t in words)
