"""Which places of a report speak of a topic (相关原文): found by words and meaning, and how likely each is what was asked about.

Neither cosines nor shared words alone part what a report says from what it does not: together, with the kind of section that
the question is about, they do (the cosine is told from what the topic has in common with any passage of the report).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ontology.records import Span
from search.answers.inquiry import Inquiry
from search.facts_source import PassageHit, ReportRef
from search.words.lexicon import Term, terms_of
from search.words.terms import folded
from search.words.thesaurus import thesaurus
from search.words.wording import bigrams, fold

LIKELY = 0.38
"""Likeliness from which on a place is what was asked about, on 45 questions and the same put to 157 reports of others."""
OF_WORDS = 0.4
"""What a topic's words count beside its meaning."""
ALONE = 0.5
"""Least share of a topic's words where no model tells meanings."""
SAMPLED = 40
"""Passages that tell what any passage has in common with a topic."""
_SHORTEST = 12
STRANGE = 0.12
"""What each thing costs that the reports never mention: a place that is near in everything else speaks of another."""
FOREIGN_WORDS, FOREIGN_STRANGE, FOREIGN = 0.2, 0.03, 0.16
"""The same for words that a dictionary put in Chinese, which tell less, and what a place then needs less to be as likely: on 30 English
questions and the same put to five reports of others, 26 best places and one in four of the others' lie above."""


_LACKING = re.compile(r"(?:不够?|没有?|未|很|太|偏|较)?[\u4e00-\u9fff]?[得]?(?:不够|不足|慢|差|少|低|弱|缺|难|晚)")
"""That something is slow or lacking is what any problem says; what it is of tells one from another."""


@dataclass(frozen=True)
class Topic:
    """What a question is about, in its content words (话题); `said` is how it was said where that was in English."""

    words: str
    said: str = ""

    @property
    def sayings(self) -> tuple[str, ...]:
        """Every way in which it is told, by which places are looked for and their meanings compared."""
        return (self.said, self.words) if self.said and self.words else (self.said or self.words,)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The words that tell it, weakest ones left out."""
        return tuple(t for t in terms_of(self.words) if t.weight >= 0.45 and not _LACKING.fullmatch(t.said))

    @property
    def is_named(self) -> bool:
        """Tell whether a thing is named, and not only that something is said or done (自己承认)."""
        return any(t.weight >= 0.8 for t in self.terms) or len(self.terms) > 1

    @cached_property
    def _otherwise(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        known = thesaurus().expand(self.words)
        return tuple((e.found, tuple(folded(w).replace(" ", "") for w, weight in e.terms if weight >= 0.5)) for e in known)

    def share(self, text: str) -> float:
        """Return the share of the topic's words that a folded text shows, near ones by shared pairs of characters."""
        if not self.terms:
            return 0.0
        return sum(t.weight * self._shown(t, text) for t in self.terms) / sum(t.weight for t in self.terms)

    def strange(self, text: str) -> int:
        """Return how many of the things it names a folded text, that of whole reports, never mentions in any words."""
        return sum(t.weight >= 1 and len(t.said) > 1 and self._shown(t, text) < 0.3 for t in self.terms)

    def _shown(self, term: Term, text: str) -> float:
        if any(form in text for form in term.forms):
            return 1.0
        ways = [w for found, ways in self._otherwise if term.said in found or found in term.said for w in ways]
        best = 0.6 * max((_printed(way, text) for way in ways), default=0.0)
        if len(term.said) > 2:
            best = max(best, 0.6 * _printed(term.said, text))
        return best


def _printed(said: str, text: str) -> float:
    """Return the share of a word's pairs of characters that a text shows."""
    pairs = bigrams(said)
    return 1.0 if said in text else sum(pair in text for pair in pairs) / len(pairs) if len(said) > 2 else 0.0


@dataclass(frozen=True, slots=True)
class Spoken:
    """A place with how likely it speaks of a topic; from `LIKELY` on it does."""

    hit: PassageHit
    share: float
    likely: float


class Speaking:
    """How likely stretches of some reports are what a topic means."""

    def __init__(self, inquiry: Inquiry, topic: Topic, reports: Sequence[ReportRef]) -> None:
        """Bind a topic to reports, whose other passages tell what is nothing special."""
        self.inquiry, self.topic, self.reports = inquiry, topic, list(reports)

    @cached_property
    def _common(self) -> float:
        """The likeness that any passage of the reports has to the topic."""
        texts = []
        for report in self.reports[:3]:
            whole = self.inquiry.source.text(report.report_id)
            spans = [s for s, _ in self.inquiry.source.headings(report.report_id) if s[1] - s[0] >= _SHORTEST]
            texts += [whole[a:b] for a, b in spans[:: max(1, len(spans) * min(3, len(self.reports)) // SAMPLED)]]
        near = self._alike(texts)
        return sum(near) / len(near) if near else 0.0

    def _alike(self, texts: Sequence[str]) -> list[float]:
        """Return how alike texts are to the topic in meaning, over all ways of saying it."""
        each = [self.inquiry.source.likeness(saying, texts) for saying in self.topic.sayings]
        return [sum(cosines) / len(cosines) for cosines in zip(*each, strict=True)]

    @cached_property
    def cost(self) -> float:
        """What the things cost that these reports never mention."""
        whole = fold(" ".join(self.inquiry.source.text(r.report_id) for r in self.reports[:3]))
        return (FOREIGN_STRANGE if self.topic.said else STRANGE) * self.topic.strange(whole)

    def likely(self, texts: Sequence[str], headings: Sequence[Sequence[str]]) -> list[tuple[float, float]]:
        """Return for each text the share of the topic's words that it shows under its headings, and how likely it is meant."""
        near, foreign = self._alike(texts), bool(self.topic.said)
        found = []
        for text, path, cosine in zip(texts, headings, near, strict=True):
            share = self.topic.share(fold(text) + fold(" ".join(path)))
            if not cosine and not self._common:
                found.append((share, share * LIKELY / ALONE))
            else:
                meaning = (cosine - self._common) / max(1 - self._common, 0.05) + (FOREIGN if foreign else 0.0)
                found.append((share, meaning + (FOREIGN_WORDS if foreign else OF_WORDS) * share - self.cost))
        return found

    def hits(self, limit: int) -> list[Spoken]:
        """Return the passages that an index finds for the topic, best first."""
        ids = [r.report_id for r in self.reports]
        found = [h for saying in self.topic.sayings if ids and saying for h in self.inquiry.source.passages(saying, ids, limit)]
        best: dict[tuple[str, Span], PassageHit] = {}
        for hit in sorted(found, key=lambda h: -h.score):
            best.setdefault((hit.report_id, hit.span), hit)
        hits = list(best.values())
        told = self.likely([h.text for h in hits], [h.headings for h in hits])
        return [Spoken(hit, share, likely) for hit, (share, likely) in zip(hits, told, strict=True)]


CAUSE = re.compile(r"由于|因(?!此)|主要是|原因|所致|导致|受.{1,20}(?:影响|制约|限制)|的缘故")
"""Words by which a cause is told."""
