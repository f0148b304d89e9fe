"""A sum with the parts of it that a question names (总数与所点名的分项): 基金一共多少，局机关和殡仪馆各多少."""

import re
from collections.abc import Sequence

from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow
from search.answers.money.parts import parts_of
from search.answers.say import figures
from search.answers.topics import money_topic
from search.planning.asks import ROLE_ALONE
from search.words.wording import bigrams, fold

_INTENTS = ("lookup", "spending", "aggregate", "list")
_WITH_PARTS = re.compile(r"(?P<whole>[^,，?？]{2,30}?)\s*[,，?？]\s*(?:其中|里面)?(?P<parts>[^,，?？]{3,30}?)(?:各|分别)")


def with_named_parts(inquiry: Inquiry) -> Outcome | None:
    """Return a sum and each of the parts named of it; None where no such thing is asked or a part named is not printed."""
    asked = _WITH_PARTS.search(inquiry.plan.topic) if inquiry.plan.intent in _INTENTS and len(inquiry.departments) == 1 else None
    pieces = [p.strip() for p in re.split(r"、|和|与|及", asked["parts"]) if p.strip()] if asked else []
    if asked is None or len(pieces) < 2 or all(ROLE_ALONE.fullmatch(p) for p in pieces):
        return None
    bare = money_topic(inquiry.plan.model_copy(update={"topic": asked["whole"]}))
    for report in reversed(inquiry.reports):
        for words in dict.fromkeys((asked["whole"].strip(), bare)):
            whole, parts = parts_of(inquiry, report, words) if words else ([], [])
            if named := _named(pieces, parts):
                rows = whole + named
                return Outcome(rows=rows, text=figures(rows, inquiry))
    return None


def _named(pieces: Sequence[str], parts: Sequence[AnswerRow]) -> list[AnswerRow]:
    """Return the part that each piece names, each another one; empty where a piece names none."""
    found: list[AnswerRow] = []
    for piece in pieces:
        pairs = bigrams(fold(piece))
        shown = [(len(pairs & bigrams(fold(r.metric))), r) for r in parts if r not in found]
        most = max(shown, key=lambda pair: pair[0], default=None)
        if most is None or not most[0]:
            return []
        found.append(most[1])
    return found
