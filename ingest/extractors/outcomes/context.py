"""What was read so far that a number may be about (成效上下文): the metrics named, leads and titles, and their words."""

import re
from dataclasses import dataclass, field

from ingest.extractors.outcomes.verbs import tokens
from ingest.extractors.outcomes.words import COMPOUNDS, GENERIC_NOUNS, RATE_WORDS, VERBS

_PLAIN_VERBS = ("完成", "开展", "组织", "实施", "受理", "实现", "共有", "新增", "推进", "处理", "办理", "建立")
NO_COUNT = ("%", "‰", "元", "分", "百分点")
RATE = re.compile("|".join(sorted(RATE_WORDS, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Named:
    """A metric that was read: `core` without the counting word, `metric` with it, `verb` it began with, `about` its subject.

    `did` is the verb of its own words behind a subject taken from the context, `aside` that it stands in brackets,
    `part` that it counts a part of a whole told before it.
    """

    core: str
    metric: str
    verb: str
    unit: str
    certain: float
    about: str = ""
    did: str = ""
    aside: bool = False
    part: bool = False


@dataclass
class Context:
    """What the sentences so far say that a bare number may be about.

    `strong` is 针对X, `fresh` that this sentence said it, `sphere` that it said it as X方面.
    """

    title: str = ""
    lead: str = ""
    strong: str = ""
    fresh: bool = False
    sphere: bool = False
    actor: str = ""
    year: int | None = None
    whole: Named | None = None
    part: bool = False
    opening: str = ""
    season: str = ""
    rate: str = ""
    anchor: Named | None = None
    earlier: list[Named] = field(default_factory=list)
    sentence: list[Named] = field(default_factory=list)

    def begin_sentence(self) -> None:
        """Forget what only the sentence before said; its metrics become earlier ones."""
        self.earlier.extend(self.sentence)
        self.sentence, self.lead, self.fresh, self.actor, self.year = [], "", False, "", None
        self.whole, self.part, self.sphere, self.season, self.rate = None, False, False, "", ""

    def leave_brackets(self, still_inside: bool) -> None:
        """Forget the metrics of brackets once they are closed: what follows goes on from what stood before them."""
        if not still_inside and any(n.aside for n in self.sentence):
            self.sentence, self.whole = [n for n in self.sentence if not n.aside], None

    def previous(self) -> Named | None:
        """Return the metric that the number goes on from (分别), or the one read last in this sentence."""
        return self.anchor or (self.sentence[-1] if self.sentence else None)


def join(subject: str, core: str) -> str:
    """食品抽检 + 抽检合格率: what both have in common stands once."""
    for length in range(min(len(subject), len(core)), 1, -1):
        if subject.endswith(core[:length]):
            return subject + core[length:]
    return subject + core


def plain(named: Named) -> str:
    """Return the object of a metric, without the verbs 完成, 开展, 检查 … at its head."""
    verb = named.verb.rstrip("了过")
    rest = named.core[len(named.verb) :]
    return re.sub(r"(?<=..)(?:人数|数量|数)$", "", rest if len(rest) >= 3 and verb in _PLAIN_VERBS else named.core)


def own(text: str) -> bool:
    """Return whether a phrase names something: a word that is neither generic nor a verb, or a compound of such words."""
    if text.endswith(COMPOUNDS):
        return True
    return len("".join(w for w in tokens(text) if w not in GENERIC_NOUNS and w not in VERBS)) >= 2
