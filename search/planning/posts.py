"""Parts of a number of staff (人员构成): the kinds of posts a question asks of it, each a figure of its own (编制里行政、事业各多少)."""

import re
from collections.abc import Sequence

from search.plan import Ask

_WHOLE = re.compile(
    r"(?P<posts>(?:人员)?编制(?:总?数|人数)?)|(?P<retired>(?:离)?退休(?:的)?(?:人员?|职工|干部)?(?:总?数)?)|"
    r"(?P<serving>在职(?:在编)?(?:的)?(?:人员?|职工|干部)?(?:总?数)?|在[编岗](?:的)?(?:人员?|职工)?(?:总?数)?|实有(?:在职)?人(?:员|数)?|人员|干部职工|职工)"
)
_FIGURES = {"posts": "编制", "retired": "退休人数", "serving": "在职人数"}
_POST = re.compile(
    r"(?P<post>(?:全额拨款|差额拨款|自收自支|财政拨款|专项)?(?:行政|事业|工勤|参公|政法专项|专业技术|编外)|(?<=[局委厅院镇乡])机关|(?<![\u4e00-\u9fff])机关)"
    r"(?:人员|身份|编|的)?(?!编制|在职|退休|单位|机构|执法|处罚|许可|审批|复议|村|区|事业|党)"
)
_ASKED = re.compile(r"多少|几|总|一共|共有|合计")


_KIND = "(?:行政|事业|工勤|参公|机关|政法专项)"
_POSTS_AND_PEOPLE = re.compile(
    rf"(?P<posts>(?:{_KIND}(?:编制)?(?:、|和|与|及)?)*编制)[^,，。;；]{{0,10}}?(?:多少|几)[^。;；]{{0,6}}?"
    r"(?:实有|实际(?:有|在编|在岗)|在职|在编|在岗)[^。;；]{0,8}?(?:多少|几)"
)
"""How many posts there are and how many people in them, of each kind named (行政编制和事业编制各多少、实有多少)."""


_JOINED = re.compile(
    rf"(?P<kinds>(?:{_KIND}(?:编制?|人员)?(?:、|和|与|及))+{_KIND})"
    r"(?:(?P<posts>编制)|(?P<serving>在职|在编|实有)|(?P<retired>退休))"
)
"""Kinds of posts joined before what is counted of each (行政和事业编制各几名)."""


def _posts_and_people(question: str) -> list[Ask]:
    found = _POSTS_AND_PEOPLE.search(question)
    kinds = re.findall(_KIND, found["posts"]) if found else []
    return [Ask(phrase=kind + figure, dimension="count") for kind in kinds for figure in ("编制", "在职人数")] if len(kinds) > 1 else []


def posts_asked(question: str, asks: Sequence[Ask]) -> list[Ask]:
    """Return the asks with the parts of a number of staff each on its own; the whole stays only where it is asked for too."""
    if both := _posts_and_people(question):
        return both
    if joined := _JOINED.search(question):
        figure = _FIGURES[joined.lastgroup or "posts"]
        return [Ask(phrase=kind + figure, dimension="count") for kind in re.findall(_KIND, joined["kinds"])]
    whole = _WHOLE.search(question)
    if whole is None or not asks:
        return list(asks)
    posts = list(_POST.finditer(question, whole.end()))
    if len(posts) < 2 and not (posts and "其中" in question[whole.end() : posts[0].start()]):
        return list(asks)
    figure = _FIGURES[whole.lastgroup or "serving"]
    clause = max(question.rfind(mark, 0, whole.start()) for mark in "，,。；;?？") + 1
    asked = _ASKED.search(question[clause : posts[0].start()]) is not None
    parts = [Ask(phrase=post + figure, dimension="count") for post in dict.fromkeys(p["post"] for p in posts)]
    return ([asks[0]] if asked else []) + parts
