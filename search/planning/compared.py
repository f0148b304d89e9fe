"""What is left of an ask once the words of comparing are taken off it (比较的措辞)."""

import re

from search.plan import Ask

HOW_FAR_APART = re.compile(r"(?:多|少|高|低|差|相差|大|小|超|领先)(?:出|了|过)?")
"""All that a clause says which only asks how far apart two figures are."""
_WHICH_IS_MORE = re.compile(r"(?:^|(?<=[\s、,，]))[多少高低大小、,，\s]+(?=\s|$)")
"""What is left of asking which is more (… 多、多)."""


def compared(ask: Ask) -> Ask:
    """Return an ask that is compared: the order is the question's, the figure is not a rank."""
    if ask.dimension == "rank":
        ask = ask.model_copy(update={"dimension": None, "phrase": re.sub(r"排名|排序|名次|排行|排列|怎么排", " ", ask.phrase)})
    return ask.model_copy(update={"phrase": _WHICH_IS_MORE.sub(" ", ask.phrase).strip()})
