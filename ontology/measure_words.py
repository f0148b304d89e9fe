"""What a measure's name says is measured (指标名称的含义): the rate of what, and what was done; alike names may differ in it."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from ontology.ids import fold

_RATE = re.compile(r"(.{2,6}?)(?:率|度|覆盖面|比例|比重)")
_FAULTY = re.compile(r"(?:不合格|不达标|未通过)(?!率)")

HANDLED = 1
"""Place of the group of what is dealt with (办结率): 完成率 means that where its name says nothing else."""


def rate_of(name: str) -> dict[int, str]:
    """Return what a rate is the rate of (合格率: 合格): groups of words shortly before its 率, with the word of each."""
    before = " ".join(match[1] for match in _RATE.finditer(_FAULTY.sub("", fold(name))))
    return _held(_groups()["stems"], before) or _held(_groups()["common"], before, HANDLED)


def acts_of(name: str) -> dict[int, str]:
    """Return what was done (宣传次数: 宣传): groups of words that a name holds, with the word of each."""
    return _held(_groups()["acts"], fold(name))


def other_rate(a: str, b: str) -> str:
    """Return why two rates measure different things (`合格与完成`), nothing where they do not or their names do not say."""
    return _apart(rate_of(a), rate_of(b))


def other_act(a: str, b: str) -> str:
    """Return why two measures are of different acts (`宣传与排查`), nothing where they are not or their names do not say."""
    return _apart(acts_of(a), acts_of(b))


def _apart(ours: Mapping[int, str], theirs: Mapping[int, str]) -> str:
    if not ours or not theirs or ours.keys() & theirs.keys():
        return ""
    return f"{next(iter(ours.values()))}与{next(iter(theirs.values()))}"


def _held(groups: Sequence[Sequence[str]], name: str, first: int = 0) -> dict[int, str]:
    """Return which groups a name has a word of, and that word."""
    found = {}
    for at, group in enumerate(groups, first):
        word = next((word for word in group if word in name), None)
        if word is not None:
            found[at] = word
    return found


@cache
def _groups() -> dict[str, list[list[str]]]:
    content = tomllib.loads((files("ontology") / "lists" / "measure_words.toml").read_text(encoding="utf-8"))
    return {"stems": content["stems"], "acts": content["acts"], "common": [content["common"]]}
