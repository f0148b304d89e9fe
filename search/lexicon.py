"""The domain's words (领域词典): synonym groups, turns of phrase, words that say little, English; read from `data/*.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import rjieba

from search.wording import fold

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Term:
    """One idea of a question and every folded wording it may be printed in; `weight` says how much it identifies a measure."""

    said: str
    forms: tuple[str, ...]
    weight: float
    known: bool = False
    """A word of the domain's own vocabulary: reports that mean it print it."""


@lru_cache(maxsize=1)
def _data() -> dict[str, list[list[str]]]:
    loaded: dict[str, list[list[str]]] = tomllib.loads((_DATA / "metric_synonyms.toml").read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=1)
def generic_words() -> frozenset[str]:
    """Return the words that carry little of a measure's identity (数, 全市, 完成)."""
    text: object = _data()["generic"]
    return frozenset(str(text).split())


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Return the words of asking, which no measure is told by (请问, 多少)."""
    text: object = _data()["stop"]
    return frozenset(str(text).split())


@lru_cache(maxsize=1)
def words_of_doing() -> frozenset[str]:
    """Return what bodies do, each counted on its own (查处, 取缔)."""
    text: object = _data()["doing"]
    return frozenset(str(text).split())


@lru_cache(maxsize=1)
def shelves() -> tuple[tuple[str, ...], ...]:
    """Return groups of things of which a measure of one is none of another (食品, 药品, 化妆品)."""
    return tuple(tuple(group) for group in _data()["shelves"])


@lru_cache(maxsize=1)
def kinds_of_things() -> tuple[tuple[str, ...], ...]:
    """Return groups of words that make one kind of a thing (进口 of food, 民办 of schools): where asked for, a fact must print it."""
    return tuple(tuple(group) for group in _data()["kinds"])


@lru_cache(maxsize=1)
def parts_of_wholes() -> tuple[tuple[str, ...], ...]:
    """Return groups of parts that bear their whole's word (行政编制 of 编制); none answers for the whole."""
    return tuple(tuple(group) for group in _data()["parts"])


@lru_cache(maxsize=1)
def turning_words() -> tuple[tuple[str, ...], ...]:
    """Return groups of words that make another measure of a measure (不合格, 净增, 排名)."""
    return tuple(tuple(group) for group in _data()["turns"])


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, ...]]:
    forms: dict[str, list[str]] = {}
    for group in _data()["groups"]:
        folded = [fold(word) for word in group]
        for word in folded:
            forms.setdefault(word, []).extend(w for w in folded if w not in forms.get(word, []))
    return {word: (word, *(w for w in others if w != word)) for word, others in forms.items()}


@lru_cache(maxsize=1)
def _printed() -> dict[str, str]:
    first: dict[str, str] = {}
    for group in _data()["groups"]:
        for word in group:
            first.setdefault(fold(word), group[0])
    return first


def printed_form(term: Term) -> str:
    """Return how reports usually print a known word."""
    return _printed().get(term.said, term.said)


@lru_cache(maxsize=1)
def _by_first() -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for word in _forms():
        index.setdefault(word[0], []).append(word)
    return {first: tuple(sorted(words, key=lambda w: (-len(w), w))) for first, words in index.items()}


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(said), meant) for said, meant in _data()["patterns"])


def in_printed_words(text: str) -> str:
    """Return a colloquial question with its turns of phrase put as reports print them (罚了多少钱 → 罚没款多少钱)."""
    for pattern, meant in _patterns():
        text = pattern.sub(meant, text)
    return text


@lru_cache(maxsize=10_000)
def terms_of(phrase: str) -> tuple[Term, ...]:
    """Return the ideas of a phrase in order: domain words as whole groups, the rest word by word, stop words left out."""
    found: list[Term] = []
    for piece in re.split(r"[^\w.%·“”\"]+", phrase):
        folded = fold(piece)
        rest, at = "", 0
        while at < len(folded):
            word = next((w for w in _by_first().get(folded[at], ()) if folded.startswith(w, at) and len(w) > 1), None)
            if word is None:
                rest, at = rest + folded[at], at + 1
                continue
            found.extend(_plain_terms(rest))
            found.append(Term(word, _forms()[word], _group_weight(word), known=True))
            rest, at = "", at + len(word)
        found.extend(_plain_terms(rest))
    return tuple(dict.fromkeys(found))


def _group_weight(word: str) -> float:
    if word in generic_words():
        return 0.5
    tags = rjieba.tag(word)
    return 0.6 if len(tags) == 1 and tags[0][1] == "v" and word.endswith(_VERBS) else 1.0


_VERBS = (
    "查办",
    "查处",
    "立案",
    "办理",
    "检查",
    "巡查",
    "排查",
    "督查",
    "发放",
    "派发",
    "印发",
    "分发",
    "出动",
    "派出",
    "宣传",
    "宣讲",
    "办案",
)
_KIND_WEIGHT = {
    "v": 0.6,
    "ad": 0.6,
    "a": 0.6,
    "d": 0.3,
    "m": 0.2,
    "r": 0.0,
    "c": 0.0,
    "p": 0.0,
    "f": 0.2,
    "t": 0.2,
    "u": 0.0,
    "y": 0.0,
    "e": 0.0,
    "o": 0.0,
}
"""How much a word of a kind identifies a measure, by jieba's part-of-speech tags; nouns and all others count 1."""


def _plain_terms(text: str) -> list[Term]:
    found = []
    for word, kind in rjieba.tag(text) if text else ():
        token = fold(word)
        if token and token not in stop_words() and re.search(r"[^\W_]", token) and not (token.isdigit() and len(token) < 3):
            found.append(Term(token, (token,), _weight(token, kind)))
    return [t for t in found if t.weight > 0]


def _weight(token: str, kind: str) -> float:
    if token == "其他":
        return 0.8  # the rest of a list is an item of its own
    if token in generic_words():
        return 0.2
    if kind == "eng" and token.isalpha() and len(token) > 4:
        return 0.45  # an English word no glossary entry covers
    if kind == "m" and not re.search(r"[\d零一二三四五六七八九十百千万亿几两半]", token):
        return 1.0  # tagged a numeral only because it opens with one (大米)
    return 0.3 if len(token) == 1 else _KIND_WEIGHT.get(kind, _KIND_WEIGHT.get(kind[:1], 1.0) if kind[:1] in "ucp" else 1.0)


@lru_cache(maxsize=1)
def _english() -> tuple[tuple[re.Pattern[str], str], ...]:
    data: dict[str, dict[str, str]] = tomllib.loads((_DATA / "english.toml").read_text(encoding="utf-8"))
    words = {**data["terms"], **data["grammar"]}
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return tuple((re.compile(rf"(?<![a-z]){re.escape(w)}{'' if w.endswith('s') else '(?:e?s)?'}(?![a-z])"), words[w]) for w in ordered)


_COUNTED_IN_ENGLISH = (
    (re.compile(r"how many (?=(?:\w+ ){0,2}?(?:students|pupils|people|persons|patients|teachers|doctors|nurses|residents|women|children|"
                r"workers|staff|party members|officers|beneficiaries|recipients)\b)"), "多少人 "),
    (re.compile(r"how many (?=(?:\w+ ){0,2}?(?:households|families)\b)"), "多少户 "),
    (re.compile(r"how many (?=(?:\w+ ){0,2}?(?:schools|kindergartens)\b)"), "多少所 "),
    (re.compile(r"how many (?:kilomet(?:re|er)s|km)\b(?: of)?"), "多少公里 "),
    (re.compile(r"how many (?:tonnes|tons)\b(?: of)?"), "多少吨 "),
    (re.compile(r"how many (?:mu)\b(?: of)?"), "多少亩 "),
)
"""What is counted says the unit in which reports print it."""


_GLOSSED = re.compile(r"\b(?:[A-Za-z-]+ ){0,3}[A-Za-z-]+ ?[（(](?P<gloss>[\u4e00-\u9fff“”、]{2,20})[)）]")
"""English words with their Chinese ones in brackets: the Chinese ones are the report's."""
_SHARE_OF = re.compile(r"\b(?:ratio|share|proportion|percentage) of (.+?) (?:to|in|of|out of) (?=[a-z])")
_SPENT_OF = re.compile(
    r"\bwhat (?:ratio|share|proportion|percentage|part) of (?:its |the |their )?(.+?) "
    r"(?:did .+? (?:spend|use)(?: on| for)?|(?:was|were|is) (?:spent|used)(?: on| for)|went (?:to|on|into)|goes (?:to|on)) (.+?)(?=[?.,]|$)"
)
_MEASURE_OF = re.compile(
    r"\b((?:[a-z-]+ )?(?:rate|standard|coverage|area|length|output|income|price|cost|volume|number|amount|capacity)s?) (?:of|for|among) "
    r"(?:the )?"
    r"((?:(?!(?:in|at|by|during|was|were|did|does|is|are|and|for|of|the|from|to|on|per|that|which)\b)[a-z-]+ ?){1,4})(?<! )"
)
"""An English measure with what it is of behind it (standard for rural residents); Chinese puts it before."""
_ENGLISH_STOP = re.compile(
    r"(?<![a-z])(?:the|a|an|of|in|for|to|and|or|is|was|are|were|be|been|it|its|itself|that|this|these|those|by|on|at|with|from|as|how|"
    r"what|which|who|"
    r"did|does|do|has|have|had|there|their|they|report|reported|reports|reporting|bureau|bureaus|department|departments|year|fiscal|"
    r"actually|end|give|gave|"
    r"given|please|tell|me|show|find|city|district|county|province|between|up|about|any|some|all|each|per|one|ones|than|much|many|say|"
    r"said|says|s|"
    r"under|within|during|into|out|off|only|also|own|but|still|two|three|four|both|just|ever|kind|kinds|paid|pay|used|using|did|been|"
    r"being|among|most recent|figures|figure|data|information|please|exactly|currently|now|there|programme|program|scheme|through|"
    r"while|because|against|state|stated|states|whole|end|do|they|would|could|should|can|will|may|other|every|whole|entire|its|own|get|got|make|made|carry|carried|conduct|"
    r"conducted|handle|handled|hold|held|"
    r"achieve|achieved|collected|happen|happened|occur|occurred|receive|received|exist|existed|happens|basic|number|numbers|overall)(?![a-z])"
)


_BY_HOW_MUCH = re.compile(
    r"(?i)(?P<asked>\bwhich\b.*\b(?:more|less|fewer|higher|lower|larger|greater|bigger|smaller)\b.*?),?\s+(?:and\s+)?"
    r"by how (?:much|many)\b"
)
"""By how much one is more than the other, not how it changed."""
_IN_AN_EVENT = re.compile(
    r"(?i)^(.+?) (?:in|during|after|amid) the "
    r"((?:[\w-]+ ){0,3}(?:flood|rainstorm|typhoon|earthquake|epidemic|pandemic|drought|fire|disaster)s?)\b"
)
"""What something happened in comes before what happened, as in Chinese."""
_SPENT_ON_ITEM = re.compile(r"支出(?=\s+哪个[多少]\s.*费(?:\s|$))")
"""What is spent on an item that is money by its own name (三公经费) is an amount of that item, not of spending as a whole."""
_MONTHS = re.compile(
    r"(?i)\b(?:in|of|on)?\s*(?:january|february|march|april|june|july|august|september|october|november|december)\b\s*(?:\d{1,2}(?:st|nd|rd|th)?)?(?!\d)"
)


def from_english(text: str) -> str:
    """Return an English question in Chinese key words; English words that no glossary entry covers stay."""
    text = _GLOSSED.sub(lambda m: f" {m['gloss']} ", re.sub(r"(?i)(?<=[a-z])['’]s\b", " ", text))
    text = _BY_HOW_MUCH.sub(lambda m: f"{m['asked']} 多多少", text)
    text = re.sub(r"(?i),?\s+and\s+(?=what|how|which|by how|was|were|did|does|is|are)", " ? ", text)
    text = _SPENT_OF.sub(r"what percentage \2 account for \1", text.lower())
    text = _SHARE_OF.sub(r"what percentage \1 account for ", text.lower())
    text = _MEASURE_OF.sub(r"\2 \1", text)
    text = _IN_AN_EVENT.sub(r"\2 \1", text)
    for pattern, chinese in (*_COUNTED_IN_ENGLISH, *(p for p in _english() if " and" in p[0].pattern.replace("\\", ""))):
        text = pattern.sub(f" {chinese} " if chinese[0] != "多" else chinese, text)
    lowered = re.sub(r"(?<=[a-z])\s+and\s+|,\s*and\s+", " 和 ", re.sub(r",\s*(?=[a-z\u4e00-\u9fff])", "、", text))
    for pattern, chinese in _english():
        lowered = pattern.sub(f" {chinese} ", lowered)
    lowered = _ENGLISH_STOP.sub(" ", _MONTHS.sub(" ", _SPENT_ON_ITEM.sub(" ", lowered)))
    return re.sub(r"\s+", " ", lowered).strip(" ?.!,")
