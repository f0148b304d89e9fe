"""Which form an indicator stands in (所在的表): the department's own self-evaluation form, or that of one of its projects."""

import re
from bisect import bisect
from dataclasses import dataclass
from functools import lru_cache

from search.words.wording import alike, fold

_ASKED_WHOLE = re.compile(
    r"(?:部门|单位)?整体(?:支出)?(?:绩效)?(?:自评|评价|评分|指标|绩效)*的?(?:指标)?表(?:里面?|中|里头|上)?的?|"
    r"\b(?:overall|whole[- ]department|department-wide)\s+(?:self-)?(?:evaluation|assessment)\s+(?:form|table)",
    re.IGNORECASE,
)
_ASKED_ANY = re.compile(r"(?:各个?|所有|全部)?项目支出(?:绩效)?(?:自评|评价)表(?:里面?|中|里头|上)?的?")
_ASKED_PROJECT = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”、（）()]{2,24}?)(?:这个|这一|那个)?(?:专项)?(?:项目|专项)(?:的)?(?:自评|评价|绩效|指标)*表?(?:里面?|中(?!央)|里头|当中|上)|"
    r"(?P<whose>[\u4e00-\u9fff“”、（）()]{2,24}?(?:资金|经费|工程|补助))的?(?:绩效)?自评表(?:里面?|中|里头|上)?"
)
_PROJECT = re.compile(r"项目名称[\s:：|]{1,6}(?P<name>(?!年初|预算|金额|实际|资金)[^\n\t|:：]{2,40}?)(?=\s{2,}|[\n\t|]|$)")
_TITLE = re.compile(
    r"^[#附表件\d一二三四五六七八九十（）().、:：\s]*(?:[^\n。，；《]{0,32}?)"
    r"(?:(?P<whole>整体(?:支出)?(?:绩效)?(?:目标)?(?:自评|评价|评分|指标|绩效)[^\n。，；]{0,6}表)|(?P<single>项目(?:支出)?(?:绩效)?(?:目标)?(?:自评|评价)[^\n。，；]{0,6}表))"
    r"(?:[（(][^\n）)]{0,20}[)）])?\s*$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a question names: the department's own (`project` is None), a project's by its name, or any project's (empty)."""

    project: str | None
    said: str

    def without(self, phrase: str) -> str:
        """Return a phrase of the question without the words for the form."""
        ends = (self.said[i:] for i in range(len(self.said) - 3))
        end = next((e for e in ends if e in phrase), "")
        return phrase.replace(end, " ") if end else phrase


def form_asked(question: str) -> Form | None:
    """Return the form whose rows a question asks about (整体自评表里, 森林防火项目里); None where it names none."""
    if whole := _ASKED_WHOLE.search(question):
        return Form(None, whole[0])
    if single := _ASKED_ANY.search(question):
        return Form("", single[0])
    found = _ASKED_PROJECT.search(question)
    name = (found["name"] or found["whose"] or "") if found else ""
    return Form(fold(name), found[0]) if found and len(fold(name)) > 1 else None


@lru_cache(maxsize=64)
def _forms_in(text: str) -> tuple[tuple[int, str | None], ...]:
    """Return where each form of a report begins, with its project's name; None for the department's own, empty where not yet named."""
    marks = [(m.start(), None if m["whole"] else "") for m in _TITLE.finditer(text)]
    marks += [(m.start(), fold(m["name"])) for m in _PROJECT.finditer(text)]
    return tuple(sorted(marks, key=lambda mark: mark[0]))


def stands_in(text: str, start: int, asked: Form) -> bool:
    """Tell whether a place of a report's text is within the form asked for; a report without titled forms has one, the department's."""
    marks = _forms_in(text)
    at = bisect([place for place, _ in marks], start) - 1
    here = marks[at][1] if at >= 0 else None
    if not asked.project or here is None:
        return (here is None) is (asked.project is None)
    return _same(asked.project, here) or _same(here, asked.project) or alike(here, asked.project) >= NAMED_ALIKE


NAMED_ALIKE = 0.6
"""How alike a project's name and the question's words for it must be where neither holds the other."""


def _same(whole: str, part: str) -> bool:
    """Tell whether one name holds the other's words, besides words that any project has."""
    bare = re.sub(r"项目|专项|资金|经费|补助|工作|建设", "", part)
    return len(bare) > 1 and bare in whole
