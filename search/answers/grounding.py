"""Every number of an answer stands in its rows, its result or the question (有据可查); a sentence that holds another one is left out."""

import re
import unicodedata
from collections.abc import Sequence

from search.answers.model import AnswerRow, Result

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SMALL = frozenset(str(n) for n in range(13))
_SENTENCES = re.compile(r"(?<=[。；！？])|(?<=[.;!?])(?=\s)")


def numbers(text: str) -> frozenset[str]:
    """Return the numbers of a text as Arabic figures without thousands commas or needless zeros."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", unicodedata.normalize("NFKC", text))
    return frozenset(n.rstrip("0").rstrip(".") if "." in n else n for n in _NUMBER.findall(plain))


def grounded(text: str, question: str, rows: Sequence[AnswerRow], result: Result | None) -> str:
    """Return a text without its sentences that hold a number which stands nowhere; small counts and that of the rows may."""
    told = numbers(text)
    known = numbers(question) | _SMALL | {str(len(rows))}
    if told <= known:
        return text
    known |= numbers(" ".join([*(row.model_dump_json() for row in rows), *(row.quote for row in rows)]))
    known |= numbers(result.model_dump_json()) if result is not None else frozenset()
    return text if told <= known else "".join(s for s in _SENTENCES.split(text) if numbers(s) <= known).strip()
