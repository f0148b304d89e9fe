"""What a question leaves out (排除的对象): 除X外, X的不要, 别把X算进来, excluding X; the question without it stands by itself."""

import re
from dataclasses import dataclass

from search.planning.asks import metric_words
from search.words.lexicon import terms_of

_WHAT = r"(?P<what>[^,，。;；:：?？!！()（）]{2,24}?)"
_OTHERS = r"(?:其他|其它|其余|别的|剩下|余下|剩余|另外|还有?(?!多少)|各个?|都|所有|全部)"
_AHEAD = re.compile(
    rf"(?:(?<![消解清拆排免扣删去根废铲切剔])除(?![险尘雪湿害草虫名非法籍锈臭])[了去开掉]?|撇开|抛开|刨[去开除]|剔除|不算|不含|不包括|不计|别算上?|不看){_WHAT}(?:这[个项类家些笔块]+|的)?"
    rf"(?:(?:之外|以外|外|不算|不要|不计|的话)[,，]?|[,，]|(?=的?{_OTHERS})|(?=[花用支]了|[一总]共|合计|(?:还)?[有是剩](?:多少|几)|$))"
)
_OUTSIDE = re.compile(rf"(?:(?<=[,，;；])|^){_WHAT}(?:以外|之外)的?(?=[\u4e00-\u9fff]{{2}})")
_BEHIND = re.compile(
    rf"(?:(?<=[,，;；。?？])|^)(?:但|不过|把|将|其中的?)*{_WHAT}(?:的)?(?:就|也|都|全|一律|请)*"
    r"(?:不要|不算(?!多|少|高|低)|别算|不计|不用(?:算|列|管)|不包括|不列|别列|排除|剔除|[去除]掉|除外|不必列|免了)"
    r"(?:入|算|在内|在外|进来|进去|出去|掉|上|了|吧|啊)*(?:[,，。;；?？！!]|$)"
)
_NOT_COUNTED_IN = re.compile(
    rf"[,，;；]?(?:请|但)?(?:别|不要|不用|甭|莫)把{_WHAT}(?:也|都|给)?(?:算|计|加|列|放|统计)(?:进来|进去|在内|上|进|入|到里面)*(?:[,，。;；?？！!]|$)"
)
_ENGLISH = re.compile(
    r"[,;]?\s*\b(?:excluding|exclude|except(?: for)?|other than|apart from|aside from|leaving (?:out|aside)|leave out|"
    r"(?:not|without) (?:counting|including)|ignoring|but not|besides)\s+(?:the\s+|those of\s+|that of\s+)*(?P<what>[^,;?.]{2,50}?)"
    r"(?=[,;?.]|$|\s+(?:how|what|which|list|show|did|does|do|was|were|is|are|has|have|in 20\d\d)\b)[,;]?",
    re.IGNORECASE,
)
_THE_OTHERS = re.compile(
    r"(?:其他|其它|其余|别的|剩下|余下|剩余|另外)(?:的)?(?P<items>几?[个项]?(?=项目|专项|资金))?(?=[\u4e00-\u9fff])|"
    r"还(?=有[哪几])|\b(?:other|remaining|rest of the|the rest of)\b",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(r"本级|本身|本部|自己|自身|机关|零|0|中央|省里|市里|县里|[省市县区]级|上级|以[上下]")
"""The department itself, nought, and levels of government are left out by rules of their own."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question without what it leaves out, and what that is."""

    rest: str
    what: str

    @property
    def names(self) -> tuple[str, ...]:
        """The things left out, one by one."""
        parts = re.split(r"、|以及|和|与|及|或者?|跟|\s+(?:and|or)\s+", self.what)
        return tuple(p.strip(" 的") for p in parts if p.strip(" 的"))


def left_out(text: str, english: bool) -> LeftOut | None:
    """Return a question without what it leaves out; None where it leaves nothing out, or says nothing else."""
    for pattern in (_ENGLISH,) if english else (_NOT_COUNTED_IN, _AHEAD, _OUTSIDE, _BEHIND):
        found = pattern.search(text)
        if found is None or _OF_ITSELF.search(found["what"]):
            continue
        rest = f"{text[: found.start()]}{' ' if english else '，' if found.start() else ''}{text[found.end() :]}".strip(" ,，")
        rest = _THE_OTHERS.sub(lambda m: " " if english else "各个" if m["items"] is not None else "", rest, count=1)
        if english or sum(t.weight for t in terms_of(metric_words(rest))) >= 0.8:
            return LeftOut(rest, found["what"].strip())
    return None
