"""When two names mean one metric (指标同名): the words that remain of a name, and the scope it speaks of."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import rjieba


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("metric_key.toml").read_text("utf-8"))


@cache
def _dropped() -> frozenset[str]:
    return frozenset(_data()["dropped"].split())


@lru_cache(maxsize=4096)
def key_words(name: str) -> frozenset[str]:
    """Return the words that make a metric what it is; synonyms folded, verbs of doing and counting words dropped."""
    text = re.sub(r"[“”\"《》、，（）()\s:：]", "", name)
    for pattern, word in _data()["same"]:
        text = re.sub(pattern, word, text)
    text = re.sub(_data()["scopes"], "", text)
    return frozenset(w for w in rjieba.cut(text) if w.strip() and w not in _dropped())


def scope_of(name: str) -> str:
    """Return the scope that keeps a metric apart (市本级, 省级); empty for the whole of the place itself."""
    m = re.search(_data()["scopes"], name)
    return m.group() if m and m.group() not in ("全市", "全县", "全区") else ""
