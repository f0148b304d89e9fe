"""Lists in a question (并列): the phrases that a list of words stands for, by commas, by a shelf of things, by a common short form."""

import re
from collections.abc import Iterable, Sequence

from search.matching.metrics import ASIDE
from search.plan import Ask
from search.planning.asks import ROLE_ALONE, roles_in
from search.planning.wanted import wanted_value
from search.words.lexicon import shelves, terms_of, words_of_doing

JOINT = re.compile(r"、|以及|(?<![调温平共饱缓])和(?![平谐解睦美])|(?<![参])与(?!会|否)|(?<![普涉以触])及(?![时格早第])")
"""What joins things that are all asked for; the same characters inside a word join nothing (普及, 及时, 参与)."""
_OR = re.compile(rf"{JOINT.pattern}|或者|或|/")
"""What joins things of which any is asked for, too."""


def pieces(phrase: str, names: Iterable[str] = (), joint: re.Pattern[str] = JOINT) -> list[str]:
    """Return what stands between the joints of a list; a name that holds a joint of its own stays whole (防火与防汛经费)."""
    inside = [n for n in sorted(set(names), key=len, reverse=True) if JOINT.search(n) and n in phrase]
    for mark, name in enumerate(inside):
        phrase = phrase.replace(name, chr(_MARKS + mark))
    found = joint.split(phrase)
    for mark, name in enumerate(inside):
        found = [s.replace(chr(_MARKS + mark), name) for s in found]
    return [s for s in found if terms_of(s)]


_MARKS = 0xE000
"""Private characters, which no text holds, stand for the names while the list is parted."""


def variants(phrase: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the phrases a list of words stands for (查办药品、化妆品案件 → 查办药品案件, 查办化妆品案件), itself without a list.

    `names` are those of the facts asked about: one of them that the phrase holds is one thing, whatever joints it has.
    """
    segments = pieces(phrase, names, _OR)
    whole = [n for n in names if JOINT.search(n) and n in phrase]
    if whole:
        return tuple(segments) or (phrase,)
    if len(segments) < 2:
        return _of_one_shelf(phrase)
    if all(ROLE_ALONE.fullmatch(s.strip()) for s in segments):
        return tuple(segments)  # the total in several roles (年初预算和决算)
    words = [terms_of(s) for s in segments]
    if all(sum(t.weight >= 1 for t in w) >= 2 for w in words):
        return tuple(segments)
    before, after = [t.said for t in words[0][:-1]], [t.said for t in words[-1][1:]]
    items = [words[0][-1].said, *(" ".join(t.said for t in w) for w in words[1:-1]), words[-1][0].said]
    return tuple(" ".join([*before, item, *after]) for item in items)


def _of_one_shelf(phrase: str) -> tuple[str, ...]:
    """Split key words that name several things of one shelf without a comma (药品 化妆品 案件), or by their common short form (药械化)."""
    terms = terms_of(phrase)
    said = [t.said for t in terms]
    doing = [t.said for t in terms if t.said in words_of_doing()]
    if len(doing) > 1 and " " in phrase.strip():
        return tuple(" ".join(w for w in said if w == one or w not in doing) for one in doing)
    expanded = [things for word in said for things in (_SHORT_FORMS.get(word, (word,)),)]
    if any(len(things) > 1 for things in expanded):
        at = next(i for i, things in enumerate(expanded) if len(things) > 1)
        return tuple(" ".join([*said[:at], thing, *said[at + 1 :]]) for thing in expanded[at])
    if "城乡" in phrase:  # where nothing is printed of both together
        return phrase.replace("城乡", "城市"), phrase.replace("城乡", "农村")
    pieces = phrase.split()
    kinds = pieces[:-1] if pieces and pieces[-1] in ("数量", "数", "金额", "人数") else pieces
    if len(kinds) > 1 and len({k[-2:] for k in kinds}) == 1 and all(len(k) > 2 for k in kinds):
        return tuple(kinds)  # 三级医院 二级医院
    for shelf in shelves():
        things = [w for w in said if w in shelf]
        if len(things) > 1:
            rest = [w for w in said if w not in things]
            return tuple(" ".join([thing, *rest]) for thing in things)
    return (phrase,)


_SHORT_FORMS = {
    "药械化": ("药品", "医疗器械", "化妆品"),
    "两品一械": ("药品", "医疗器械", "化妆品"),
    "药品医疗器械化妆品": ("药品", "医疗器械", "化妆品"),
    "城乡": ("城市", "农村"),
    "中小学": ("中学", "小学"),
    "进出口": ("进口", "出口"),
}
"""Short forms that stand for several things; a row of all of them together is still preferred (see `pick`)."""


def said_twice(phrase: str) -> list[str]:
    """Return the readings of a phrase that gives another word in brackets: without it, with it in place of as many characters.

    在职（在编）人员 is 在职人员 or 在编人员; a phrase without brackets is its own one reading.
    """
    aside = ASIDE.search(phrase)
    if aside is None:
        return [phrase]
    other, before, after = aside[0][1:-1].strip(), phrase[: aside.start()].rstrip(), phrase[aside.end() :].lstrip()
    readings = [phrase, f"{before}{after}", f"{before[: max(0, len(before) - len(other))]}{other}{after}"]
    return [r for r in readings if r.strip()]


def each_measured(ask: Ask, parts: Sequence[str]) -> list[Ask]:
    """Return an ask a part of its list, each for what its own words measure where only some are rates (执行数和执行率)."""
    kinds = [wanted_value(part)[0] for part in parts]
    if len({kind == "rate" for kind in kinds}) < 2:
        return [ask.model_copy(update={"phrase": part}) for part in parts]
    own = [
        {"phrase": p, "dimension": kind or ("money" if roles_in(p) else None), "unit": None, "roles": roles_in(p)}
        for p, kind in zip(parts, kinds, strict=True)
    ]
    return [ask.model_copy(update=changed) for changed in own]
