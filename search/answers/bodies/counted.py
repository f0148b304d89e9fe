"""Bodies of the very kind a question names (事业单位, 二级单位), where a report counts and lists those apart from its other bodies."""

import re
from collections.abc import Sequence

from ontology.quantity import parse
from search.matching.prepared import Candidate

_KIND = re.compile(r"事业单位|二级(?:预算)?单位|(?:独立)?预算单位|(?:直属|下属|所属)(?:事业)?(?:单位|机构)")
_SENTENCE_END = re.compile(r"[。；;]|\n\s*\n")


def of_the_kind(question: str, text: str, bodies: Sequence[Candidate]) -> list[Candidate]:
    """Return of some bodies those that the report's text counts under the kind that a question names; all where it counts none so.

    The number must stand right behind the kind, and as many of the bodies in the rest of its sentence, in the order printed.
    """
    asked = _KIND.search(question)
    if asked is None:
        return list(bodies)
    for counted in re.finditer(rf"{asked[0]}(?:共|有|共有|为)?\s*(?P<number>\d+|[一二两三四五六七八九十]+)\s*[个家]", text):
        amount = parse(f"{counted['number']}个")
        end = _SENTENCE_END.search(text, counted.end())
        until = end.start() if end else len(text)
        listed = sorted((c for c in bodies if counted.end() <= c.row.span[0] < until), key=lambda c: c.row.span)
        if amount is not None and 0 < amount.value <= len(listed):
            return listed[: int(amount.value)]
    return list(bodies)
