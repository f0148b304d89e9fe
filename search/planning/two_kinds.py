"""Two questions of different kinds in one (两种问法): a figure and what is wrong, a sum of money and the targets that were missed."""

import re

from search.planning.asks import metric_words
from search.planning.grammar import form_of
from search.words.english import from_english
from search.words.lexicon import in_printed_words, terms_of
from search.words.wording import is_english

_JOINTS = re.compile(r"[,，;；。?？]+\s*(?:另外|还有|同时|并且|以及|再|顺便)?")
_ENGLISH_JOINTS = re.compile(r"(?:[,;?]\s*|\s)(?:and\s+)?(?=(?:what|which|why|how|does|did|is|are)\b)", re.IGNORECASE)
_A_FIGURE = re.compile(r"多少|几|\bhow (?:much|many)\b|\bwhat (?:was|is|were)\b", re.IGNORECASE)
_NOT_ALONE = re.compile(r"原定|原先|计划|目标|为什么|为啥|为何|怎么|原因|差在|哪里|\bwhy\b|\btargets?\b", re.IGNORECASE)
"""Words of a first question that make one of it with the second."""
_ASKS = re.compile(r"多少|几|哪|什么|谁|怎|如何|啥|得分|\b(?:what|which|why|how|who|list)\b", re.IGNORECASE)
_OF_ITS_OWN = re.compile(r"问题|短板|不足|困难|薄弱|措施|打算|改进|指标|目标|自评|得分|等级")
"""What a second question may be about by itself."""
_LEANS = re.compile(
    r"^\s*(?:其中|里头|里面|(?:是)?(?:因为)?(?:什么|啥|何种|哪些)?(?:主要)?原因|为什么|为啥|为何|怎么|咋|如何|这|那|它|分别|主要|都|又|各|占|比|干|用|完成|达|实现|超|目标|没|未|接下来|后来|下一步)|"
    r"^\s*(?:why|how|did it|does it|was it|is it)\b",
    re.IGNORECASE,
)
"""A clause that goes on about the one before it."""
_FAMILIES = {"passage": "words", "target": "targets"}
_LONGEST = 3
"""Clauses of a question that may be two."""


def two_kinds(question: str) -> tuple[str, str] | None:
    """Return the two questions that one asks where they are of different kinds and the second names its own thing; else None."""
    english = is_english(question)
    cuts = list((_ENGLISH_JOINTS if english else _JOINTS).finditer(question))
    for cut in cuts[:_LONGEST]:
        first, second = question[: cut.start()].strip(), question[cut.end() :].strip(" ?？。")
        clauses = _JOINTS.split(second)
        if not _A_FIGURE.search(first) or _NOT_ALONE.search(first) or not _ASKS.search(second) or any(map(_LEANS.search, clauses)):
            continue
        kinds = _kind(first, english), _kind(second, english)
        if kinds[0] != kinds[1] and kinds[1] != "figures" and _names_its_own(second, english):
            return first, second
    return None


def _kind(text: str, english: bool) -> str:
    words = from_english(text) if english else text
    return _FAMILIES.get(form_of(in_printed_words(words), several=False, years=0).intent, "figures")


def _names_its_own(text: str, english: bool) -> bool:
    words = from_english(text) if english else text
    return bool(_OF_ITS_OWN.search(words)) or sum(t.weight for t in terms_of(metric_words(words)) if t.weight >= 0.8) >= 1
