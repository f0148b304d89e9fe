"""The domain's words (领域词典): synonym groups, turns of phrase, words that say little, English; read from `data/*.toml`."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import rjieba

from search.words.dictionary import entries
from search.words.sayings import Heard, Saying, sayings_in
from search.words.wording import fold


@dataclass(frozen=True, slots=True)
class Term:
    """One idea of a question and every folded wording it may be printed in; `weight` says how much it identifies a measure."""

    said: str
    forms: tuple[str, ...]
    weight: float
    known: bool = False
    """A word of the domain's own vocabulary: reports that mean it print it."""
    ways: tuple[tuple["Term", ...], ...] = ()
    """What reports may print for something that people say otherwise: each way is words that must stand together."""

    @property
    def words(self) -> tuple[str, ...]:
        """Every wording of it, those of its ways one by one."""
        return (*self.forms, *(form for way in self.ways for term in way for form in term.forms))


def _read(name: str) -> dict[str, Any]:
    """Return the lists of `data/<name>.toml`: synonyms, turns of phrase or kinds of words."""
    return tomllib.loads((files("search") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _synonyms() -> list[list[str]]:
    return list(_read("synonyms")["groups"])


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(_read("word_kinds")[kind].split())


@cache
def _groups(kind: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group) for group in _read("word_kinds")[kind])


def generic_words() -> frozenset[str]:
    """Return the words that carry little of a measure's identity (数, 全市, 完成)."""
    return _words("generic")


def stop_words() -> frozenset[str]:
    """Return the words of asking, which no measure is told by (请问, 多少)."""
    return _words("stop")


def words_of_doing() -> frozenset[str]:
    """Return what bodies do, each counted on its own (查处, 取缔)."""
    return _words("doing")


def words_apart() -> frozenset[str]:
    """Return what happened to things, each of which makes a figure of its own (开除, 辞职)."""
    return _words("apart")


def shelves() -> tuple[tuple[str, ...], ...]:
    """Return groups of things of which a measure of one is none of another (食品, 药品, 化妆品)."""
    return _groups("shelves")


def kinds_of_things() -> tuple[tuple[str, ...], ...]:
    """Return groups of words that make one kind of a thing (进口 of food, 民办 of schools): where asked for, a fact must print it."""
    return _groups("kinds")


def parts_of_wholes() -> tuple[tuple[str, ...], ...]:
    """Return groups of parts that bear their whole's word (行政编制 of 编制); none answers for the whole."""
    return _groups("parts")


def turning_words() -> tuple[tuple[str, ...], ...]:
    """Return groups of words that make another measure of a measure (不合格, 净增, 排名)."""
    return _groups("turns")


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    forms: dict[str, list[str]] = {}
    for group in _synonyms():
        folded = [fold(word) for word in group]
        for word in folded:
            forms.setdefault(word, []).extend(w for w in folded if w not in forms.get(word, []))
    return {word: (word, *(w for w in others if w != word)) for word, others in forms.items()}


@cache
def _printed() -> dict[str, str]:
    first: dict[str, str] = {}
    for group in _synonyms():
        for word in group:
            first.setdefault(fold(word), group[0])
    return first


def printed_form(term: Term) -> str:
    """Return how reports usually print a known word."""
    return "".join(t.said for t in term.ways[0]) if term.ways else _printed().get(term.said, term.said)


@cache
def _by_first() -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for word in _forms():
        index.setdefault(word[0], []).append(word)
    return {first: tuple(sorted(words, key=lambda w: (-len(w), w))) for first, words in index.items()}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(said), meant) for turns in _read("turns_of_phrase").values() for said, meant in turns)


def in_printed_words(text: str) -> str:
    """Return a colloquial question with its turns of phrase put as reports print them (罚了多少钱 → 罚没款多少钱)."""
    for pattern, meant in _patterns():
        text = pattern.sub(meant, text)
    return text


@lru_cache(maxsize=10_000)
def terms_of(phrase: str, wide: bool = False) -> tuple[Term, ...]:
    """Return the ideas of a phrase in order: what people say for a figure and domain words as wholes, the rest word by word.

    `wide` takes a printed name of a figure for any of its other printed names.
    """
    text = " ".join(fold(piece) for piece in _PIECES.split(phrase))
    return _terms(text, sayings_in(text, wide), wide)


@lru_cache(maxsize=10_000)
def _printed_terms(printed: str) -> tuple[Term, ...]:
    return _terms(fold(printed), {})


_PIECES = re.compile(r"[^\w.%·“”\"]+")


def _terms(text: str, heard: Mapping[int, Heard], wide: bool = False) -> tuple[Term, ...]:
    found: list[Term] = []
    rest, at = "", 0
    while at < len(text):
        word = _word_at(text, at)
        here = heard.get(at)
        if here is not None and (here.saying.size < len(word) + (not wide) or _cuts_a_word(text, here)):
            here = None  # a word of the domain with its own group, unless nothing was found by that
        if not word and here is None:
            rest, at = rest + text[at], at + 1
            continue
        found.extend(_words_apart(rest.split()))
        found.append(_said_term(here.saying) if here else Term(word, _forms()[word], _group_weight(word), known=True))
        rest, at = "", here.end if here else at + len(word)
    found.extend(_words_apart(rest.split()))
    return tuple(dict.fromkeys(found))


def _word_at(text: str, at: int) -> str:
    """Return the longest word of the domain's groups that starts at a place of a text, empty where none does."""
    latin = text[at].isascii() and text[at].isalpha()
    if latin and at and text[at - 1].isascii() and text[at - 1].isalpha():
        return ""  # within an English word
    known = (w for w in _by_first().get(text[at], ()) if text.startswith(w, at) and len(w) > 1)
    return next((w for w in known if not latin or not re.match("[a-z]", text[at + len(w) : at + len(w) + 1])), "")


def _cuts_a_word(text: str, heard: Heard) -> bool:
    """Tell whether a word of the domain goes on where a saying ends (发…助学 in 发的助学款)."""
    return any(at + len(_word_at(text, at)) > heard.end for at in range(heard.start + 1, heard.end))


@lru_cache(maxsize=4096)
def _said_term(saying: Saying) -> Term:
    """Return what is said as one idea, its own words being the last of its ways; a mere word weighs as much as its usual printed one."""
    said = "".join(saying.parts)
    ways = tuple(dict.fromkeys(w for w in map(_printed_terms, (*saying.printed, said)) if w))
    weight = 1.0 if saying.figure else min(max((t.weight for t in ways[0]), default=1.0), 0.6 if len(said) == 1 else 1.0)
    return Term(said, _forms().get(said, (said,)), weight, known=saying.figure, ways=ways)


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


_VERB_BEHIND = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})"
    r"(?:(?=做)|(?<![招征吸接签回没验丰检巡抽排核督普调审侦查开研颁印派出处惩维整使利新改组扩培保供根防监上申举填清更兑承主播补复安加拍购采售偿归撤增专下进]))"
    r"([收查抓发罚花用拿修装换拆建种养卖买退还报捐办批管治做])了$"
)
"""A verb of one character behind its thing (水资源费收了), which no dictionary parts from it."""
_HAS_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?<![没所拥含享持具设])有$")
"""What is left of 有多少 where the number was taken out."""


BODIES = frozenset(["企业", "单位", "机构", "公司", "商户", "门店", "场所", "院校", "学校", "医院", "平台", "人员", "对象"])
"""Bodies and people, of which a verb right before them makes a kind (直销企业)."""


def _words_apart(pieces: Sequence[str]) -> list[Term]:
    """Return what stands between words of the domain; English words as ideas that any of their Chinese ones may print."""
    found: list[Term] = []
    for said, meant in entries(pieces, stop_words()):
        found.extend([Term(said, (said, *meant.words), meant.weight)] if meant else _plain_terms(said))
    return found


def _plain_terms(text: str) -> list[Term]:
    found = []
    text = _HAS_BEHIND.sub("", _VERB_BEHIND.sub(r" \1", text))
    tagged = rjieba.tag(text) if text else []
    for (word, kind), (behind, _) in zip(tagged, [*tagged[1:], ("", "")], strict=True):
        token = fold(word)
        kind = "n" if kind == "v" and len(word) > 1 and behind in BODIES and token not in words_of_doing() else kind
        if token and token not in stop_words() and re.search(r"[^\W_]", token) and not (token.isdigit() and len(token) < 3):
            found.append(Term(token, (token,), _weight(token, kind)))
    return [t for t in found if t.weight > 0]


_THINGS = frozenset("马牛羊猪鸡鸭鹅狗猫鱼虾雨雪冰树草竹茶米麦豆棉油盐糖酒烟药枪刀车船桥河湖山矿煤电火书画球琴")
"""Things by themselves, in one character."""


def _weight(token: str, kind: str) -> float:
    if token == "其他":
        return 0.8  # the rest of a list is an item of its own
    if token in generic_words():
        return 0.2
    if kind == "eng" and token.isalpha() and len(token) > 4:
        return 0.45  # an English word no glossary entry covers
    if kind == "m" and not re.search(r"[\d零一二三四五六七八九十百千万亿几两半]", token):
        return 1.0  # tagged a numeral only because it opens with one (大米)
    if token in _THINGS:
        return 0.7
    return 0.3 if len(token) == 1 else _KIND_WEIGHT.get(kind, _KIND_WEIGHT.get(kind[:1], 1.0) if kind[:1] in "ucp" else 1.0)
