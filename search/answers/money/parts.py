"""The parts of a sum (分项): the amounts that a report prints behind a whole, in its sentence, its list or the rows under it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ontology.quantity import base, parse
from search.answers.audits.findings import AMOUNT, amount_row
from search.answers.inquiry import Inquiry
from search.answers.model import AnswerRow
from search.answers.rows import row_of
from search.facts_source import ReportRef
from search.matching.prepared import Candidate
from search.plan import Ask
from search.words.lexicon import terms_of
from search.words.wording import fold

REACH = 600
"""Characters behind a whole in which its parts are looked for."""
_OPENER = re.compile(
    r"(?:\s*[（(][^（）()]{0,40}[）)])?[^。；;\d]{0,24}?[，,。；;：:\s]*"
    r"(?:其中|分别(?:为|是|用于)?|包括|包含|主要(?:用于|是|包括|为)|(?:全部|均)?用于|由|[：:])[：:，,\s]*"
)
_OF_PARTS = re.compile(r"其中|分别|包括|包含")
_ENDS = re.compile(r"。|\n\s*\n|\n\s*(?:[（(]?[一二三四五六七八九十]+[）)、.]|[（(]?\d+[）)、.．])")
_NO_PART = re.compile(r"比上年|较上年|同比|增长|下降|占|执行|完成(?!投资)|结转|结余|[。；;]|\n\s*[\n\t]")
_MOST = 30
"""Rows of a table that are tried as the parts of the one above them."""


def parts_of(inquiry: Inquiry, report: ReportRef, words: str) -> tuple[list[AnswerRow], list[AnswerRow]]:
    """Return the sum that bears a name and its parts as printed, two at least; both empty where no parts are printed.

    Of several readings the one whose parts sum to the whole is taken, else the first list that says of itself that it is of parts.
    """
    found: tuple[list[AnswerRow], list[AnswerRow]] = ([], [])
    for whole, parts, said_so in _readings(inquiry, report, words):
        if len(parts) < 2:
            continue
        if _summed(parts) == whole.value_base:
            return [whole], parts
        if said_so and not found[1] and _summed(parts) < (whole.value_base or 0):
            found = [whole], parts
    return found


def bears(inquiry: Inquiry, report: ReportRef, words: str) -> list[Candidate]:
    """Return the sums of money that bear a name, best first."""
    pool = [c for c in inquiry.candidates(report) if c.value is not None and c.family == "money" and c.row.section != "indicators"]
    matches = inquiry.accepted_in(Ask(phrase=words, dimension="money"), pool)
    return [m.candidate for m in matches if m.score >= 0.8 * matches[0].score][:6]


def told_again(inquiry: Inquiry, report: ReportRef, whole: Candidate) -> list[AnswerRow]:
    """Return a sum with its parts where any place of the report that prints the same amount lists what sums to it; else nothing."""
    text = inquiry.source.text(report.report_id)
    pool = [c for c in inquiry.candidates(report) if c.value is not None and c.family == "money"]
    for end in _ends_of(text, whole, 0, len(text)):
        for parts, _ in _behind(text, end, pool, report, whole):
            if len(parts) > 1 and _summed(parts) == row_of(whole).value_base:
                return [row_of(whole), *parts]
    return []


def _summed(rows: Sequence[AnswerRow]) -> Decimal:
    return sum((r.value_base or Decimal(0) for r in rows), Decimal(0))


def _readings(inquiry: Inquiry, report: ReportRef, words: str) -> Iterator[tuple[AnswerRow, list[AnswerRow], bool]]:
    """Yield a sum, what may be its parts, and whether their list says that it is of parts."""
    pool = [c for c in inquiry.candidates(report) if c.value is not None and c.family == "money"]
    text = inquiry.source.text(report.report_id)
    wholes = bears(inquiry, report, words)
    for whole in [*wholes, *_beside(text, words, pool)]:
        for end in _ends_of(text, whole, *whole.row.span):
            yield from ((row_of(whole), *read) for read in _behind(text, end, pool, report, whole))
        yield row_of(whole), _rows_under(whole, pool), False
    for whole in wholes:
        rows = told_again(inquiry, report, whole)
        yield row_of(whole), rows[1:], False


def _ends_of(text: str, whole: Candidate, start: int, end: int) -> Iterator[int]:
    """Yield where a whole's own amount ends within a stretch of its text."""
    for match in AMOUNT.finditer(text, start, min(end + 8, len(text))):
        if _is(whole, match[0]):
            yield match.end()


def _behind(text: str, at: int, pool: Sequence[Candidate], report: ReportRef, whole: Candidate) -> Iterator[tuple[list[AnswerRow], bool]]:
    """Yield lists that may be a whole's parts behind it, up to the first semicolon and one a semicolon, and whether they are said to be."""
    opened = _OPENER.match(text, at)
    if opened is None:
        return
    stop = _ENDS.search(text, opened.end(), at + REACH)
    start, end = opened.end(), stop.start() if stop else min(at + REACH, len(text))
    pieces = re.split(r"(?<=[；;])", text[start:end])
    for found in (_running(text, start, start + len(pieces[0])), _one_a_piece(text, start, pieces)):
        rows = [_row(text, start, m, pool, report, whole) for m in found]
        yield [r for r in rows if r is not None], _OF_PARTS.search(opened[0]) is not None


def _row(text: str, start: int, match: re.Match[str], pool: Sequence[Candidate], report: ReportRef, whole: Candidate) -> AnswerRow | None:
    """Return a part as the fact that tells it, else as the words and the amount that its list prints."""
    here = [c for c in pool if c.row.span[0] <= match.start() < c.row.span[1] and c.row.id != whole.row.id and _is(c, match[0])]
    if here:
        return row_of(min(here, key=lambda c: (c.row.span[1] - c.row.span[0], c.row.section != "projects")))
    quote = text[start : match.end()]
    within = AMOUNT.search(quote, match.start() - start)
    return amount_row(quote, (start, match.end()), within, report, whole.row.name) if within else None


def _running(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the amounts of a list up to where its words end."""
    last = start
    for match in _money(text, start, end):
        if _NO_PART.search(text[last : match.start()]):
            return
        last = match.end()
        yield match


def _one_a_piece(text: str, start: int, pieces: Sequence[str]) -> Iterator[re.Match[str]]:
    """Yield the first amount of each piece that semicolons set apart."""
    for piece in pieces if len(pieces) > 1 else ():
        if (first := next(_money(text, start, start + len(piece)), None)) is not None:
            yield first
        start += len(piece)


def _money(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    yield from (m for m in AMOUNT.finditer(text, start, end) if m[0].rstrip().endswith("元"))


def _is(c: Candidate, printed: str) -> bool:
    amount = parse(printed)
    return amount is not None and c.value is not None and base(amount.value, amount.unit) == base(c.value, c.unit)


def _rows_under(whole: Candidate, pool: Sequence[Candidate]) -> list[AnswerRow]:
    """Return the rows of a table under a whole that sum to it (本级专项资金 and the funds under it)."""
    if whole.row.section != "finance":
        return []
    alike = [c for c in pool if c.row.section == "finance" and (c.row.role, c.row.year, c.row.scope) == _account(whole)]
    behind = sorted((c for c in alike if c.row.span[0] > whole.row.span[0]), key=lambda c: c.row.span)
    wanted, summed, taken = base(whole.value or Decimal(0), whole.unit)[0], Decimal(0), []
    for c in behind[:_MOST]:
        summed += base(c.value or Decimal(0), c.unit)[0]
        taken.append(c)
        if summed >= wanted:
            break
    return [row_of(c) for c in taken] if summed == wanted and len(taken) > 1 else []


def _account(c: Candidate) -> tuple[object, ...]:
    return c.row.role, c.row.year, c.row.scope


def _beside(text: str, words: str, pool: Sequence[Candidate]) -> list[Candidate]:
    """Return the sums whose own sentence calls them by a name that is not theirs (基金支出90万元，全部为彩票公益金，其中…)."""
    nouns = [t for t in terms_of(words) if t.weight >= 0.9]
    if not nouns:
        return []
    found = []
    for c in pool:
        behind = re.split(r"其中|分别|包括|用于|[。；;：:]", text[c.row.span[1] : c.row.span[1] + 40])[0]
        if all(any(form in fold(c.quote + behind) for form in t.forms) for t in nouns):
            found.append(c)
    return found[:6]
