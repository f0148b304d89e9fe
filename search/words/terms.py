"""Text to terms (分词): words, character pairs and numbers, folded so that width, case and thousands commas do not matter."""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import accumulate

import rjieba

RUN = re.compile(r"[\u3400-\u9fff]+")
TERM = re.compile(r"[\w%‰.+-]*\w[\w%‰]*")
THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")

@cache
def function_words() -> frozenset[str]:
    """Return the words of a question that say nothing about what is asked; queries leave them out, documents never do."""
    return frozenset((files("search") / "data" / "function_words.txt").read_text(encoding="utf-8").split())



def folded(text: str) -> str:
    """Return the text in NFKC and lower case, numbers without thousands commas."""
    return THOUSANDS.sub("", unicodedata.normalize("NFKC", text)).lower()


def words(text: str) -> list[str]:
    """Return the words of a text, the parts of long words beside them (知识产权 → 知识, 产权, 知识产权)."""
    return [w for w in rjieba.cut_for_search(folded(text)) if TERM.fullmatch(w)]


def borders(text: str) -> frozenset[int]:
    """Return where words of a folded text start or end, 0 and its length included."""
    return frozenset(accumulate(map(len, rjieba.cut(text)), initial=0))


def pairs(text: str) -> list[str]:
    """Return the pairs of neighbouring Chinese characters, which find what the dictionary does not know; a lone one stands alone."""
    found = []
    for run in RUN.findall(folded(text)):
        found += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return found


def query_words(text: str) -> list[str]:
    """Return the words of a query without function words, or all words where nothing else is left."""
    every = words(text)
    return [w for w in every if w not in function_words()] or every
