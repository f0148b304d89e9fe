"""What is said for a figure (口语说法), found in the words of a question: contiguous, or verb and thing with how much between them."""

from dataclasses import dataclass
from functools import cache

from ontology.metric_names import metric_names
from search.words.terms import borders, folded

GAP = frozenset(" 了过着到掉出来的个些起给上下有能会被在把得人户们时后")
"""What may stand between the parts of what is said, beside the words of asking that were taken out before."""

PARTICLES = ("了", "过", "着", "到")
"""What may follow a verb of one character."""

WIDEST = 4
"""Characters of a gap."""

LONG = 3
"""Characters of a part that no dictionary need part from its neighbours on both sides (找到活 in 找到活干)."""

WORDS = "words"
"""The list of words that many figures have."""

SHORTEST = 3
"""Characters of a printed name that stands for another one; shorter ones are words of many figures."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said, in parts, and the printed names it may stand for, the usual one first."""

    parts: tuple[str, ...]
    printed: tuple[str, ...]
    figure: bool = True
    """It stands for a figure of its own, not for a word that many figures have."""
    spoken: bool = True
    """People say it; otherwise it is a printed name that stands for other ones."""

    @property
    def size(self) -> int:
        """Characters said."""
        return sum(map(len, self.parts))


@dataclass(frozen=True, slots=True)
class Heard:
    """A saying and where it stands."""

    start: int
    end: int
    saying: Saying


@cache
def _by_first() -> dict[str, tuple[Saying, ...]]:
    """Return what is said and what is printed by their first character, the longest first; what is both is said."""
    printed: dict[tuple[str, ...], dict[str, None]] = {}
    said: set[tuple[str, ...]] = set()
    figures: set[tuple[str, ...]] = set()
    for name in metric_names():
        for phrase in (*name.said, *(p for p in name.printed if len(p) >= SHORTEST)):
            parts = tuple(folded(phrase).split())
            printed.setdefault(parts, {}).update(dict.fromkeys(name.printed))
            said |= {parts} if phrase in name.said else set()
            figures |= {parts} if name.field != WORDS else set()
    index: dict[str, list[Saying]] = {}
    for parts, names in printed.items():
        index.setdefault(parts[0][0], []).append(Saying(parts, tuple(names), parts in figures, parts in said))
    return {first: tuple(sorted(found, key=lambda s: (-s.size, s.parts))) for first, found in index.items()}


def sayings_in(text: str, wide: bool = False) -> dict[int, Heard]:
    """Return by its place the longest saying that starts there, of a folded text; made of whole words or part of one.

    Nothing is heard within a printed name; `wide` hears printed names too, each for the other ones of its figure.
    """
    known = _by_first()
    edges = borders(text) if any(c in known for c in text) else frozenset()
    found: dict[int, Heard] = {}
    behind = 0
    for at, char in enumerate(text):
        for saying in known.get(char, ()) if at >= behind else ():
            if (end := _end_of(saying, text, at, edges)) is None:
                continue
            if saying.spoken or wide:
                found[at] = Heard(at, end, saying)
            else:
                behind = end
            break
    return found


def _end_of(saying: Saying, text: str, at: int, edges: frozenset[int]) -> int | None:
    """Return where a saying ends that starts at a place, None where it does not stand there."""
    for index, part in enumerate(saying.parts):
        if index:
            at = _behind_gap(text, at, part)
        acted = len(part) == 1 and at in edges and text[at + 1 : at + 2] in PARTICLES  # 发了 may be one word of a dictionary
        if not text.startswith(part, at) or not (acted or _is_said(at, at + len(part), edges)):
            return None
        at += len(part)
    return at


def _behind_gap(text: str, at: int, part: str) -> int:
    """Return where the next part may start: behind particles and spaces, unless it stands there already."""
    start = at
    while at - start < WIDEST and not text.startswith(part, at) and text[at : at + 1] in GAP and at < len(text):
        at += 1
    return at


def _is_said(start: int, end: int, edges: frozenset[int]) -> bool:
    """Return whether a part is made of whole words or is part of one (市民 is not said in 市民政局); long ones need one border."""
    if start in edges and end in edges:
        return True
    if end - start >= LONG:
        return start in edges or end in edges
    return end - start > 1 and not any(start < edge < end for edge in edges)
