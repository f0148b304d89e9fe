"""What is left of an ask once the words of comparing are taken off it (比较的措辞)."""

import re

from search.plan import Ask

HOW_FAR_APART = re.compile(r"(?:多|少|高|低|差|相差|大|小|快|慢|超|领先)(?:花|用|支|收|罚|投|发|办|有)?(?:费|出|了|过)*(?:的)?")
"""All that a clause says which only asks how far apart two figures are."""
_WHICH_IS_MORE = re.compile(r"(?:^|(?<=[\s、,，]))[多少高低大小快慢、,，\s]+(?=\s|$)")
"""What is left of asking which is more (… 多、多)."""

_THAN_THE_OTHER = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})\s?(?:要|还|更)?(?:多|少|高|低|大|小|快|慢)(?:出|过)?$|(?:^|(?<=\s))[局委厅](?:多|少|高|低|大|小)(?:出|过)?$"
)
"""How the second thing of a comparison ends (… 高出), and what is left of a body that is compared (… 局多)."""

_FIRST = r"(?:头名|第一名?|榜首|排头|领头的?|最(?:高|多|大|好|快)的?(?:一?[家个]|单位|部门|局|得分|分)*)"
_LAST = r"(?:末名|末位|尾名|最后(?:一)?(?:名|位)|倒数第一|垫底的?|最(?:低|少|小|差|慢)的?(?:一?[家个]|单位|部门|局|得分|分)*)"
BOTH_ENDS = re.compile(
    rf"{_FIRST}(?:和|与|跟|同|比|、|到|减|[,，]|那个)*{_LAST}|{_LAST}(?:和|与|跟|同|比|、|到|减|[,，]|那个)*{_FIRST}|"
    r"\b(?:highest|best|top|largest)\b.{0,24}\b(?:lowest|worst|bottom|smallest)\b",
    re.IGNORECASE,
)
"""The first and the last of all are put against each other (头名和末名)."""


def compared(ask: Ask) -> Ask:
    """Return an ask that is compared: the order is the question's, the figure is not a rank."""
    if ask.dimension == "points":  # how far apart two rates are
        ask = ask.model_copy(update={"dimension": "rate", "unit": None})
    if ask.dimension == "rank":
        ask = ask.model_copy(update={"dimension": None, "phrase": re.sub(r"排名|排序|名次|排行|排列|怎么排", " ", ask.phrase)})
    return ask.model_copy(update={"phrase": _THAN_THE_OTHER.sub("", _WHICH_IS_MORE.sub(" ", ask.phrase).strip())})
