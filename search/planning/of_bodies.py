"""What a list over departments asks of each (列举各部门的措辞): the unit that a further clause says, and no word for the departments."""

import re

from search.plan import Ask
from search.words.lexicon import terms_of

_BODIES = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:过)?的(?:局|委|厅|部门|单位|地方|地区|报告|[县市区])$")
"""How a clause ends that asks for departments by what they did (下过指令书的局有哪些)."""
_CASES = re.compile(r"案[件子]$")
"""Cases are counted (不罚的案子，各多少)."""
_EACH = re.compile(r"^各自?(?=[\u4e00-\u9fff])")
OWN = 0.8
"""Least weight of words by which a clause names a figure of its own."""


def asked_of_bodies(asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """Return the asks of a list over departments: one that names no kind of value is in the unit asked for behind it (各发了多少份)."""
    if not asks:
        return asks
    first = asks[0].model_copy(update={"phrase": _BODIES.sub("", asks[0].phrase)})
    if first.dimension is None and not first.change and _CASES.search(first.phrase):
        first = first.model_copy(update={"dimension": "count"})
    at = next((i for i, a in enumerate(asks) if i and _says_a_unit_only(a)), None)
    if first.dimension is not None or first.change or at is None:
        return (first, *asks[1:])
    first = first.model_copy(update={"dimension": asks[at].dimension, "unit": asks[at].unit, "names": False})
    return (first, *(a for i, a in enumerate(asks) if i and i != at))


def _says_a_unit_only(ask: Ask) -> bool:
    """Tell whether an ask says in what it is measured and hardly anything of what it is of (各移送多少件)."""
    measured = ask.unit is not None or ask.dimension == "money"
    words = _EACH.sub("", ask.phrase)
    return measured and not ask.of_previous and not ask.roles and sum(t.weight for t in terms_of(words)) < OWN
