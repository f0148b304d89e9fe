"""Words as they are asked and as they are printed (措辞): folding, tokens, abbreviation by subsequence, years in any spelling."""

import re
import unicodedata
from functools import lru_cache

import rjieba

from ontology.ids import fold as fold_name

_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0", "两": "2"}
_YEAR_ALONE = re.compile(r"二[〇○零][一二三][〇○零一二三四五六七八九](?![〇○零一二三四五六七八九十百千万])")
"""A year of this century in Chinese digits needs no 年 behind it (从二〇二二到二〇二三)."""
_YEAR_WORDS = re.compile(r"([〇○零一二三四五六七八九]{4}|[〇○零一二三四五六七八九]{2})(?=年)")
_SHORT_YEAR = re.compile(r"(?<!\d)'?(1[5-9]|2\d|3[0-5])(?=年(?!内|龄|级|来|间|以))")
_YEAR = re.compile(r"(?<!\d)(20[1-3]\d)(?!\d)")
_OLD_YEAR = re.compile(r"(?<!\d)(19[789]\d|200\d)(?=\s*年)")
_RANGE = re.compile(r"(20[1-3]\d)\s*年?\s*(?:-|—|–|~|～|至|到|to)\s*(20[1-3]\d)")


def fold(text: str) -> str:
    """Return the text for comparison: NFKC, lower case, letters, digits and value signs only."""
    return fold_name(text).replace("_", "")


def plain(question: str) -> str:
    """Return a question in ordinary widths and Arabic years: `二〇二四年` and `２０２４年` and `24年` become `2024年`."""
    text = unicodedata.normalize("NFKC", question).strip()
    text = _YEAR_WORDS.sub(lambda m: _year_digits(m[1]), text)
    text = _YEAR_ALONE.sub(lambda m: _year_digits(m[0]), text)
    text = re.sub(r"两千零?([一二三])?(十)?([一二三四五六七八九])?年", _thousand_year, text)
    text = _HOW_MUCH_WRITTEN.sub("多少", text)
    return _SHORT_YEAR.sub(lambda m: "20" + m[1], text)


_HOW_MUCH_WRITTEN = re.compile(r"几何(?=\s*(?:$|[?？,，。;；]))|(?<=[有为达共计])若干(?=\s*(?:$|[?？,，。;；]|[元户家人件个名万]))")
"""How much, as it is put in writing (花费几何, 共有若干)."""


def _year_digits(word: str) -> str:
    digits = "".join(_DIGITS[c] for c in word)
    return digits if len(digits) == 4 else "20" + digits


def _thousand_year(match: re.Match[str]) -> str:
    tens = int(_DIGITS.get(match[1] or "", "1")) if match[2] else 0
    return f"{2000 + 10 * tens + int(_DIGITS.get(match[3] or '', '0'))}年"


def years_in(text: str) -> tuple[int, ...]:
    """Return the years named in a text made `plain`, ranges filled, in ascending order."""
    found = {int(y) for y in (*_YEAR.findall(text), *_OLD_YEAR.findall(text))}
    for first, last in _RANGE.findall(text):
        found |= set(range(int(first), int(last) + 1)) if int(last) - int(first) < 15 else set()
    return tuple(sorted(found))


def without_years(text: str) -> str:
    """Return the text without its years and the words that hang on them."""
    text = re.sub(rf"从?(?:{_RANGE.pattern})(?:\s*年(?:度|底|末)?)?(?:这?(?:期间|之间|间|[一二两三]年(?:里|间)?))?", " ", text)
    text = re.sub(r"(?<!\d)(?:19[789]\d|200\d)\s*年(?:度)?", " ", text)
    return re.sub(r"(?<!\d)20[1-3]\d\s*(?:财政年度|年度|年末|年底(?![下层])|全年|年|fiscal year)?", " ", text)


@lru_cache(maxsize=50_000)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text in order, folded, without punctuation."""
    return tuple(t for t in (fold(w) for w in rjieba.cut(text)) if t)


@lru_cache(maxsize=50_000)
def bigrams(folded: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a folded text; a single character stands for itself."""
    return frozenset(folded[i : i + 2] for i in range(len(folded) - 1)) or frozenset(folded[:1])


def alike(a: str, b: str) -> float:
    """Return the Dice likeness of two names by pairs of characters, 0 to 1."""
    fa, fb = bigrams(fold(a)), bigrams(fold(b))
    return 2 * len(fa & fb) / max(len(fa) + len(fb), 1)


def abbreviates(short: str, long: str, slack: int = 4) -> bool:
    """Tell whether `short` is an abbreviation of a stretch of `long`: its characters in order, little left out (特设 of 特种设备)."""
    if len(short) < 2:
        return False
    start = long.find(short[0])
    while start >= 0:
        at: int | None = start
        for char in short[1:]:
            at = long.find(char, at + 1, at + 2 + slack) if at is not None else None
            if at is not None and at < 0:
                at = None
        if at is not None and at - start < len(short) * 2 + 2:
            return True
        start = long.find(short[0], start + 1)
    return False


def is_english(text: str) -> bool:
    """Tell whether a question is asked in English: it has more Latin words than Chinese characters, names in quotation marks aside."""
    text = re.sub(r"“[^”]*”|《[^》]*》|「[^」]*」", " ", text)
    return len(re.findall(r"[A-Za-z]{2,}", text)) > len(re.findall(r"[\u4e00-\u9fff]", text))
