"""Whether found figures are what was asked (佐证): told by the question's own words, never by those a model put in their place."""

import re
from collections.abc import Sequence

from pypinyin import lazy_pinyin

from search.answers.inquiry import Inquiry, core
from search.answers.model import AnswerRow
from search.facts_source import FactSource
from search.matching.kinds import rivals
from search.matching.metrics import PART, ranked
from search.matching.prepared import VALUED, Candidate, Preparer
from search.plan import Ask
from search.planning.planner import make_plan
from search.words.lexicon import terms_of, turning_words
from search.words.wording import fold, plain

ENOUGH = 0.55
"""Least share of the question's identifying words that a figure of a proposed plan shows; without a model it is 0.70."""

PLAINLY = 0.7
"""How plainly a figure must show each word of the domain's vocabulary that the question says."""

_OF_THE_ASKER = re.compile(
    r"[我你您咱俺]|谢谢|麻烦|拜托|请帮|帮忙|劳驾|辛苦|急用|要用|\b(?:i|i'm|my|me|you|please|thanks|hello|sorry)\b", re.IGNORECASE
)
"""Clauses that speak of who asks (领导等着，麻烦您): no report prints a pronoun or a courtesy in a measure's name."""


def without_asides(question: str) -> str:
    """Return a question without the clauses that speak of the asker and say no word of the domain."""
    clauses = re.split(r"(?<=[,，;；:：。.!！?？~～\n])", plain(question))
    kept = [c for c in clauses if not _OF_THE_ASKER.search(c) or any(t.known for t in terms_of(c))]
    return "".join(kept).strip() or question


def wanted_by(question: str, source: FactSource, preparer: Preparer) -> tuple[Ask, ...]:
    """Return the figures that a question itself asks for, as the planner reads them without asides."""
    return make_plan(without_asides(question), source, preparer.gazetteer).asks


def bears_out(inquiry: Inquiry, rows: Sequence[AnswerRow], wanted: Sequence[Ask]) -> bool:
    """Tell whether the rows of a proposed plan show what the question itself asks for: every ask by a row, every row by an ask."""
    asks = [core(_respelled(ask, inquiry)) for ask in wanted]
    found = [[_shows(ask, inquiry, row) for row in rows] for ask in asks]
    return bool(rows) and bool(asks) and all(any(line) for line in found) and all(any(column) for column in zip(*found, strict=True))


def _respelled(ask: Ask, inquiry: Inquiry) -> Ask:
    """Return an ask with words of the plan put where the question has others of the same sound (罚莫, 罰沒 → 罚没).

    Only for characters that stand nowhere in the names of the reports in scope: what is printed is meant as it stands.
    """
    phrase = ask.phrase
    names = " ".join(c.name for report in inquiry.reports for c in inquiry.candidates(report))
    for meant in {fold(a.phrase) for a in inquiry.plan.asks}:
        pieces = [meant[i : i + n] for n in range(len(meant), 1, -1) for i in range(len(meant) - n + 1)]
        sounds = {" ".join(lazy_pinyin(piece)): piece for piece in reversed(pieces) if piece in names and not piece.isascii()}
        for length in range(len(phrase), 1, -1):
            for start in range(len(phrase) - length + 1):
                said = phrase[start : start + length]
                if said not in names and (piece := sounds.get(" ".join(lazy_pinyin(said)))):
                    phrase = phrase.replace(said, piece)
    return ask.model_copy(update={"phrase": phrase})


def _shows(ask: Ask, inquiry: Inquiry, row: AnswerRow) -> bool:
    """Tell whether a row's fact shows enough of an ask's words, measures what is asked and is not turned into something else."""
    report = inquiry.preparer.refs[row.report_id]
    for match in ranked(ask, inquiry.candidates(report), sections=VALUED):
        c = match.candidate
        here = c.row.span == row.span and c.value is not None and match.precision >= PART
        if here and match.coverage >= ENOUGH and match.head >= 0.75 and _known_words_stand(ask, c) and not _another(ask, c):
            return True
    return False


def _known_words_stand(ask: Ask, c: Candidate) -> bool:
    words = [t.said for t in terms_of(ask.phrase) if t.known and t.weight >= 0.6]
    return all(any(m.coverage >= PLAINLY for m in ranked(Ask(phrase=word), [c])) for word in words)


def _another(ask: Ask, c: Candidate) -> bool:
    """Tell whether a fact is of another thing of the shelf, or of another turn, than what is asked (药品, 不合格)."""
    asked, printed = rivals(fold(ask.phrase)), rivals(c.name)
    turned = any(any(w in ask.phrase for w in group) != any(w in c.name for w in group) for group in turning_words())
    return turned or bool(asked and printed and not asked & printed)
