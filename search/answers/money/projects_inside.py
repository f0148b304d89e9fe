"""Projects told inside another's sentence (其中): left out of a list where a question says how many there are without them."""

import re
from collections.abc import Sequence

from ontology.quantity import parse
from search.matching.prepared import Candidate

_SO_MANY = re.compile(r"(?P<count>\d+|[二两三四五六七八九十]+)(?:个|项|笔|类|大)+(?=项目|支出|资金|各|分别|都|\s*(?:[,，?？]|$))")
_WITHIN = re.compile(r"其中|包括|包含")
_ENDS = re.compile(r"[。；;\n]")


def as_many_as_said(question: str, text: str, pool: Sequence[Candidate]) -> list[Candidate]:
    """Return the projects that stand on their own where those are as many as a question says; else all of them."""
    said = _SO_MANY.search(question)
    amount = parse(f"{said['count']}个") if said else None
    if amount is None or amount.value == len(pool):
        return list(pool)
    own = [c for c in pool if not _inside(c, text, pool)]
    named = [c for c in own if not _REST.match(c.row.name)]
    return next((few for few in (own, named) if len(few) == amount.value), list(pool))


_REST = re.compile(r"其他|其余|其它")
"""What is left beside the projects that have names."""


def _inside(c: Candidate, text: str, pool: Sequence[Candidate]) -> bool:
    """Tell whether a project stands behind another's 其中 in one sentence."""
    ahead = [o.row.span[1] for o in pool if o.row.span[1] <= c.row.span[0]]
    return any(_WITHIN.search(between) and not _ENDS.search(between) for end in ahead for between in [text[end : c.row.span[0]]])
