"""How plainly a fact shows what is asked for (词与事实的对应): in its name, its quote or around it, as said or as printed otherwise."""

import re
from collections.abc import Sequence
from functools import lru_cache

from search.matching.prepared import Candidate
from search.places.divisions import sounds
from search.words.lexicon import Term
from search.words.wording import abbreviates, bigrams, tokens


def hear(terms: tuple[Term, ...], candidates: Sequence[Candidate], grid: list[list[float]]) -> None:
    """Take a word that is printed nowhere for a slip of one that sounds the same (检测 for 监测), where a fact's name has one.

    A Latin word may be a Chinese one in pinyin (bidao for 碧道).
    """
    for i, term in enumerate(terms):
        if LATIN.fullmatch(term.said):
            for c, row in zip(candidates, grid, strict=True):
                row[i] = max(row[i], 0.95 if _spells(term.said, c.name) else 0.0)
        if 2 <= len(term.said) <= 8 and HAN.fullmatch(term.said):
            nowhere = max(row[i] for row in grid) < 0.75
            for c, row in zip(candidates, grid, strict=True):
                others = [s for j, s in enumerate(row) if j != i]
                if row[i] >= 0.75 or not (nowhere or (len(others) > 1 and min(others) >= 0.85)):
                    continue
                if term.said not in c.name and any(_is_word(c.name, at) for at in _heard_at(term.said, c.name)):
                    row[i] = 0.9


def hear_apart(terms: tuple[Term, ...], candidates: Sequence[Candidate], grid: list[list[float]]) -> None:
    """Take two characters that no dictionary joins for a slip of a word of the same sounds in a fact's name (出拦 for 出栏)."""
    for i in range(len(terms) - 1):
        said = terms[i].said + terms[i + 1].said
        if len(said) == 2 and HAN.fullmatch(said) and max(max(row[i], row[i + 1]) for row in grid) < 0.75:
            for c, row in zip(candidates, grid, strict=True):
                if _heard_at(said, c.name):
                    row[i] = row[i + 1] = 0.9


def _heard_at(said: str, name: str) -> list[int]:
    """Return where a name sounds as what is said, syllable by syllable."""
    heard, sounding = sounds(said), sounds(name)
    return [at for at in range(len(sounding) - len(heard) + 1) if sounding[at : at + len(heard)] == heard]


def _is_word(name: str, at: int) -> bool:
    """Tell whether a word of a name starts at a place: what only sounds so across two words is no slip (离婚 in 办理婚姻登记)."""
    start = 0
    for word in tokens(name):
        start = name.find(word, start)
        if start >= at:
            return start == at
        start += len(word)
    return False


def shows(term: Term, c: Candidate) -> float:
    """Return how plainly a fact shows a term: 1 in its name, less in its quote, its clause, its surroundings; 0 nowhere."""
    best = 0.9 if c.row.section == "projects" and term.said in FUND_WORDS else 0.0
    texts = c.name, c.quote, c.clause, c.group, c.around
    for form in (*term.forms, *_funds(term.said)):
        place = _stands(form, texts)
        best = max(best, place if form == term.said else place * 0.97)
        if best == 1.0:
            return best
    if best < 0.8 and _is_counted_as(term.said, c):
        best = 0.8
    if term.said in c.name and best < 1.0:
        return best  # printed, but denied: no abbreviation of it either
    if term.ways:
        best = max(best, 0.97 * max(_way_shown(way, c) for way in term.ways))
    if best < 0.9 and 2 <= len(term.said) <= 6 and abbreviates(term.said, c.name):
        best = 0.9
    if best < 0.6:  # an English word has its pairs of characters in its Chinese ones (生产者 of 生产企业)
        printed = bigrams(c.name + c.quote)
        forms = term.forms[1:] if LATIN.fullmatch(term.said) else (term.said,)
        best = max([best, *(0.75 * len(pairs & printed) / len(pairs) for form in forms if len(form) >= 3 and (pairs := bigrams(form)))])
    return best


def _stands(form: str, texts: tuple[str, str, str, str, str]) -> float:
    """Return how plainly the first of a fact's texts that holds a wording shows it, 0 where none does or it is denied there."""
    for text, level in zip(texts, _PLACES, strict=True):
        if form in text:
            return 0.0 if _denied(form, text) else level
    return 0.0


def _way_shown(way: Sequence[Term], c: Candidate) -> float:
    """Return how plainly a fact shows words that must stand together; little where a noun among them is nowhere."""
    parts = [(term.weight, shows(term, c)) for term in way]
    lost = max((weight for weight, share in parts if share < 0.35 and weight >= 0.5), default=0.0)
    whole = sum(weight * share for weight, share in parts) / sum(weight for weight, _ in parts)
    return whole * (0.6 if lost >= 1 else 0.75 if lost else 1.0)


def _spells(word: str, name: str) -> bool:
    """Tell whether a Latin word is the pinyin of characters of a name, one behind the other."""
    heard = sounds(name)
    return any("".join(heard[at : at + length]) == word for at in range(len(heard)) for length in range(2, min(6, len(heard) - at) + 1))


FUND_WORDS = frozenset(["专项资金", "专项经费", "专项", "专款", "项目资金", "项目经费", "资金", "经费", "款项"])
"""What every programme is, whether its name says so or not."""
_FUND = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,})(?:款|资金|经费|专款|专项|钱|补助|费用)")


@lru_cache(maxsize=8192)
def _funds(said: str) -> tuple[str, ...]:
    """Return the other ways of naming money for a purpose (救助款: 救助资金, 救助经费)."""
    match = _FUND.fullmatch(said)
    return tuple(match["stem"] + tail for tail in ("资金", "经费", "补助", "专项") if match["stem"] + tail != said) if match else ()


LATIN = re.compile("[a-z]{5,24}")
"""A word in Latin letters that is long enough to be two Chinese syllables and more than a slip."""
HAN = re.compile("[\u4e00-\u9fff]+")
_COUNTED_IN = {
    "案件": ("宗", "起"), "案子": ("宗", "起"), "违法案件": ("宗", "起"), "车辆": ("辆", "辆次"), "人员": ("人", "名"),
}  # fmt: skip
"""Things that the unit says where the name does not: what is counted in 宗 are cases."""
_PENALTIES = re.compile(r"处罚|立案|结案")


def _is_counted_as(said: str, c: Candidate) -> bool:
    """Tell whether a fact's unit says the thing that its name does not; penalties counted in 件 are cases."""
    unit = c.unit.lstrip("百千万亿")
    return unit in _COUNTED_IN.get(said, ()) or (unit == "件" and said in ("案件", "案子") and bool(_PENALTIES.search(c.name)))


_PLACES = (1.0, 0.88, 0.72, 0.76, 0.35)


def _denied(form: str, text: str) -> bool:
    """Tell whether a text holds a word only with a 不 or 未 before it (合格率 in 不合格率)."""
    if form[0] in "不未非":
        return False
    at = text.find(form)
    while at >= 0:
        if at == 0 or text[at - 1] not in "不未非":
            return False
        at = text.find(form, at + 1)
    return True
