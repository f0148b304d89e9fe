"""What a figure is of (对象的类别): a sibling, a part or another kind of the thing asked for is none of it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from search.matching.prepared import Candidate
from search.words.lexicon import Term, kinds_of_things, parts_of_wholes, shelves, words_apart
from search.words.wording import fold


def is_rival(terms: tuple[Term, ...], c: Candidate) -> bool:
    """Tell whether the fact is about the sibling of a thing asked for (食品 for 药品), or of another level or occasion."""
    if _is_of_other_level(terms, c) or is_of_no_occasion(terms, c):
        return True
    for shelf, asked in _asked_of(terms):
        printed = {thing for thing in shelf if thing in c.name}
        if printed and not asked & printed:
            return True
    graded = {g for t in terms for g in _GRADE.findall(t.said)}
    return bool(graded) and bool(others := set(_GRADE.findall(c.name))) and not graded & others


_GRADE = re.compile(r"[一二三四五六甲乙丙丁abc1-6][级类等](?!以上|指标)")
"""A grade or class of things (三级 hospitals): one is none of another."""


def is_without(terms: tuple[Term, ...], shown: Sequence[float]) -> bool:
    """Tell whether a thing that is one of several of its shelf is asked for, and the fact nowhere says any (产品合格率 for 药品)."""
    asked = {thing for _, things in _asked_of(terms) for thing in things}
    return any(any(thing in t.said for thing in asked) and s < 0.35 for t, s in zip(terms, shown, strict=True))


_LEVELS = {
    "国家": r"国家|中央|全国|部级", "省": r"省|自治区", "市": r"市|州|盟", "县": r"县|区|旗", "镇": r"镇|乡|街", "村": r"村|社区|居",
}  # fmt: skip
"""Levels of government and what a fact of one of them prints."""
_AT_LEVEL = re.compile(r"(?P<levels>(?:国家|中央|自治区|街道|社区|[部省市州盟县区旗镇乡村居各、和及])+)级(?!别|地市|联)")
_ALL_LEVELS = re.compile("各级")


def _levels_in(text: str) -> set[str]:
    """Return the levels that a text names as such (省级, 县区级); nothing for 各级."""
    said = "".join(m["levels"].replace("自治区", "省").replace("社区", "村") for m in _AT_LEVEL.finditer(text))
    return {level for level, pattern in _LEVELS.items() if re.search(pattern, said)}


def _is_of_other_level(terms: tuple[Term, ...], c: Candidate) -> bool:
    """Tell whether a question names a level (市级非遗项目) and the fact is of another one, of all together, or says nothing of it."""
    asked = _levels_of(terms)
    if not asked or len(asked) == len(_LEVELS):
        return False
    for text in (c.name, c.quote, c.clause):
        if told := _levels_in(text):
            return not asked & told
        if text is c.name and _ALL_LEVELS.search(text):
            return True
    about = f"{c.name} {c.quote} {c.clause} {c.group} {c.around} {c.report.department}"
    return not any(re.search(_LEVELS[level], about) for level in asked)


@lru_cache(maxsize=4096)
def _levels_of(terms: tuple[Term, ...]) -> frozenset[str]:
    return frozenset(_levels_in("".join(t.said for t in terms)))


_OCCASION = re.compile(r"[\u4e00-\u9fff]{2}(?:[日节](?=宣传|活动|期间|当天|主题|$)|(?:宣传|活动|安全|质量|服务|科技)[月周])")
"""A day, week or month by its name (环境日, 宣传周)."""


def is_of_no_occasion(terms: tuple[Term, ...], c: Candidate) -> bool:
    """Tell whether a question is of an occasion by its name and the fact prints it nowhere (宣传费 for 环境日宣传)."""
    named = _OCCASION.search("".join(t.said for t in terms))
    return named is not None and not any(named[0] in text for text in (c.name, c.quote, c.clause, c.group, fold(c.row.use or "")))


@lru_cache(maxsize=4096)
def _asked_of(terms: tuple[Term, ...]) -> tuple[tuple[tuple[str, ...], frozenset[str]], ...]:
    """Return the shelves that a question asks things of, with those things."""
    said = "".join(t.said for t in terms)  # 事业编制 is two words
    found = []
    for shelf in shelves():
        direct = {thing for thing in shelf if thing in said}
        meant = [t for t in terms if not direct or any(thing in t.said for thing in direct)]  # what another word may mean is not said
        if asked := direct | {thing for thing in shelf if any(_means(t, thing) for t in meant)}:
            found.append((shelf, frozenset(asked)))
    return tuple(found)


def _means(term: Term, thing: str) -> bool:
    """Tell whether a word means a thing in every way in which it may be printed (城乡 is one of several ways of 吃低保)."""
    if any(thing in form for form in term.forms):
        return True
    return bool(term.ways) and all(any(thing in form for part in way for form in part.forms) for way in term.ways)


def is_part(terms: tuple[Term, ...], c: Candidate) -> bool:
    """Tell whether the fact is only a part of what is asked for by the same word (行政编制 for 编制, 修复了信用的企业数 for 企业数)."""
    narrowed, _, bare = c.row.name.rpartition("的")
    narrowed = _ALL_THERE_ARE.sub("", narrowed)
    if len(narrowed) > 3 and len(bare) > 2 and not any(form in fold(narrowed) for t in terms for form in t.forms):
        return True
    return any(
        any(part in c.name for part in group) and not any(part in t.said or part[:2] == t.said for t in terms for part in group)
        for group in parts_of_wholes()
    )


def is_one_kind(terms: tuple[Term, ...], c: Candidate) -> bool:
    """Tell whether the fact is of one kind of a thing of which no kind is asked for (外资经营主体 for 经营主体)."""
    said = "".join(form for t in terms for form in t.words)
    return any(any(word in c.name for word in group) and not any(word in said for word in group) for group in kinds_of_things())


_ALL_THERE_ARE = re.compile(r"年末|年底|全[市县区省镇乡州]|辖区内?|登记|在册|实有|现有|存续|累计|在营|注册|各类|已")
"""Words before 的 that narrow nothing (年末全县登记在册的经营主体)."""


def is_other_base(phrase: str, c: Candidate) -> bool:
    """Tell whether what falls on so many heads or on one 亩 is asked for (每万人) and the fact is of all."""
    heads = _PER_HEADS.search(phrase) and not _PER_HEADS.search(c.name)
    return c.family != "price" and bool(heads or (_PER_MU.search(phrase) and "亩" not in c.name + c.unit))


_PER_MU = re.compile(r"(?<![第唯统])[一每]亩(?:地|田)?|亩均|亩产")
_PER_HEADS = re.compile(r"每[百千万]{1,2}人|千人|万人均|人均|户均|生均|[人户生]平均")


def is_other_kind(terms: tuple[Term, ...], c: Candidate) -> bool:
    """Tell whether a question names one kind of a thing, by a word that makes kinds (进口, 民办), and the fact nowhere says so."""
    about = (c.name, c.quote, c.clause, c.group, c.around)
    return any(not any(form in text for form in forms for text in about) for forms in _kinds_named(terms))


@lru_cache(maxsize=4096)
def _kinds_named(terms: tuple[Term, ...]) -> tuple[tuple[str, ...], ...]:
    """Return for each kind that a question names the words any of which a fact must print."""
    return tuple(
        (*group, *term.words) for term in terms for group in kinds_of_things() if any(term.said.startswith(word) for word in group)
    )


_NOT_DONE = re.compile(r"(?:没有?|未)(?=[买交参签装办打上入领还改通修用接登完整处解])")


def is_apart(phrase: str, terms: Sequence[Term], shown: Sequence[float], c: Candidate) -> bool:
    """Tell whether the question is of what the fact says nothing of: a word that makes another figure, or what was not done (没买医保)."""
    if any(t.said in words_apart() and s < 0.5 for t, s in zip(terms, shown, strict=True)):
        return True
    undone = _NOT_DONE.search(phrase)
    own = undone and not any(t.ways and t.said.startswith(undone[0]) for t in terms)
    return bool(own) and not re.search(r"[未没不无非]", c.name)


def rivals(text: str) -> set[str]:
    """Return the things of the shelves that a text names; a measure of one is none of another (食品, 药品, 化妆品)."""
    return {thing for shelf in shelves() for thing in shelf if thing in text}


def states(text: str) -> frozenset[str]:
    """Return the words that make a part of a whole: what is new, rebuilt or held is not the sum of them."""
    return frozenset(re.findall(r"新建|改造|提升|新增|累计|现有|历年", text))
