"""Ways of asking for a sum and for its parts (合计与分项): put together, every one of a kind, what it is made of, kinds of posts.

Other turns of phrase are put in these words beforehand, by `data/turns_of_phrase.toml`.
"""

import re
from collections.abc import Sequence

from search.plan import Ask
from search.planning.asks import metric_words
from search.words.lexicon import terms_of

SUM = re.compile(
    r"[一总合拢统通]共|合计|共计|之和|总和|加起来|加总|相加|总计|累加|[合凑算]起来|[加合凑算拢](?:在|到)?一(?:起|块|道|处)|[全都]算上|归总|汇总起来"
)
"""Figures are wanted together."""
TOTAL_OF_SEVERAL = re.compile(
    r"(?:[两二三四五六七八九十\d]+[个家]|这些|所有|全部)(?:[市县区]|县级市|地级市)*(?:局|单位|部门|委|厅|地方|地区|报告)?(?!.*[各哪谁])"
    r"[^,，]{2,24}(?:总量|总数|总和)(?:是|为|有|达)?(?:多少|几)"
)
"""The total of several departments, by the word for it alone (两个局受理的投诉总量是多少)."""
JOINED = re.compile(r"(?<![参增更附])加(?:上|起来|在|到|一起|总)|之和|合起来|相加")
"""Figures that are named one by one are wanted together."""
MONEY_SUM = re.compile(r"加起来|合起来|加总|相加|(?:一共|总共|合计|共计|总计).{0,4}多少(?:钱|万|元|资金|经费)|多少(?:钱|万元|元|资金|经费)")
"""A sum of money is asked for, not which or how many items."""
EVERY_ONE = re.compile(r"[一二三四五六七八九十两\d]+(?:个|项|家|类).{0,8}(?:专项|项目|单位|机构|资金)|各|所有|全部")
"""All items of a kind are put together."""
OF_PARTS = re.compile(r"加起来|相加|加(?:得|不)(?:起来|上|拢|对)|凑(?:得|不)|之和|等于|合计|总和|对得上|构成|总数|总额|分项|明细")
"""A whole is to be put against its parts."""
PART = re.compile(
    r"(?:里面|里头|里|中|当中|之中|的)?(?:哪(?:一)?|各(?:组成|构成)?|由?哪?几|包括哪些|分(?:为|成)哪?几?)(?:个)?(?:分项|项(?!目)|部分|块|类|种)"
    r"(?:费用|支出|开支)?(?:组成|构成)?|(?:是)?由(?:哪|什么|几).{0,5}(?:组成|构成)|(?:的)?(?:构成|组成)(?=情况|是|有|$|[?？\s])"
)
"""Parts of an account are picked (哪一项费用最大, 由哪几块构成)."""

_SEVERAL = r"(?:哪些|什么|哪|几)[一二两三四五六七八九十几]?"
_BODIES = r"(?:个|家|所)*(?:单位|地方|人|家|派出所|分局|乡镇|镇|乡|街道|村|社区|学校|医院|部门|科室|县|区|中心|站|队|所|分局|处)"
_MADE_OF = re.compile(
    rf"(?:都|具体|又|主要|一共|总共|分别|，|,|\s)*"
    rf"(?:包括|包含|含|分(?:为|成|作)?|拆(?:分)?(?:为|成)|由|有|是|细分|涉及|涵盖|里面?|里头|当?中)(?:有|是|包括)?(?:了|着|到)?(?:{_SEVERAL}|每一?)(?:个|大)?(?:块|部分|分?项(?![目])|笔|子项|小项|细项|明细)"
)
"""Parts of a sum by what it is made of (预算内分哪几块)."""
_GIVEN_TO = re.compile(
    r"(?:的钱|的资金|这笔钱|的|都|是|具体|分别|主要|又|\s)*"
    rf"(?:(?:分配|分|拨|划|下达)(?:给|到|配|付|拨)*了?(?:谁|哪[些几]?{_BODIES})|(?:发|安排|补|给|用|花|投)(?:给|到|在|于)*了?哪[些几]{_BODIES})"
)
"""Parts of a sum by whom it went to (补助资金分给了哪些乡镇)."""
_SPENT_ON = re.compile(
    r"(?:的钱|的资金|这笔钱|的|都|是|具体|分别|主要|全|\s)*(?:花|用|投|干|做|办|支(?:出)?|安排)(?:在|到|于|给|成|往|去)*了?"
    r"(?:哪[些几一二两三四五六七八九十]|几)"
    r"(?:个|件|项|笔|处|块|方面|大)?(?:事|项目|专项|地方|方面|处|块|工作|用途|上)"
)
"""Parts of a sum by what it was spent on (培训费花在哪几件事上)."""
_GIVEN_BY = re.compile(
    r"(?:的钱|的资金|这笔钱|的|都|是|由|具体|分别|\s)*(?:哪[几些]?(?:级|家|方|个渠道)(?:财政|政府)?|谁)(?:出|给|拨|掏|承担|分担|投)"
)
"""Parts of a sum by who gave it (改造资金由哪级财政出)."""
_A_DUTY = re.compile(r"职责|职能|对应")
_EACH = re.compile(r"各|每|分别|一[件项笔处块](?!共)|多少(?:钱|万|元|资金|经费)?")
_OPENS = re.compile(r"^(?:用|拿|靠|把|请问|那|这|的|\s)+")
_QUOTED = re.compile(r"[“\"《]([^”\"》]{2,30})[”\"》]")
_A_TOTAL = re.compile(r"(?:项目|基本|部门|全年|本年|重点项目|主要项目|总)?(?:总)?(?:支出|收入|预算|投入|投资)(?:决算|预算|总计|合计|总额)?")

_STAFF = re.compile(
    r"(?P<posts>(?:人员)?编制(?:总?数|人数)?)|(?P<retired>(?:离)?退休(?:的)?(?:人员?|职工|干部)?(?:总?数)?)|"
    r"(?P<serving>在职(?:在编)?(?:的)?(?:人员?|职工|干部)?(?:总?数)?|在[编岗](?:的)?(?:人员?|职工)?(?:总?数)?|实有(?:在职)?人(?:员|数)?|人员|干部职工|职工)"
)
_OF_STAFF = {"posts": "编制", "retired": "退休人数", "serving": "在职人数"}
_POST = re.compile(
    r"(?P<post>(?:全额拨款|差额拨款|自收自支|财政拨款|专项)?(?:行政|事业|工勤|参公|政法专项|专业技术|编外)|(?<=[局委厅院镇乡])机关|(?<![\u4e00-\u9fff])机关)"
    r"(?:人员|身份|编|的)?(?!编制|在职|退休|单位|机构|执法|处罚|许可|审批|复议|村|区|事业|党)"
)
_WHOLE_ASKED = re.compile(r"多少|几|总|一共|共有|合计")
_POST_KIND = "(?:行政|事业|工勤|参公|机关|政法专项)"
_POSTS_AND_PEOPLE = re.compile(
    rf"(?P<posts>(?:{_POST_KIND}(?:编制)?(?:、|和|与|及)?)*编制)[^,，。;；]{{0,10}}?(?:多少|几)[^。;；]{{0,6}}?"
    r"(?:实有|实际(?:有|在编|在岗)|在职|在编|在岗)[^。;；]{0,8}?(?:多少|几)"
)
"""How many posts there are and how many people in them, of each kind named (行政编制和事业编制各多少、实有多少)."""
_POSTS_JOINED = re.compile(
    rf"(?P<kinds>(?:{_POST_KIND}(?:编制?|人员)?(?:、|和|与|及))+{_POST_KIND})"
    r"(?:(?P<posts>编制)|(?P<serving>在职|在编|实有)|(?P<retired>退休))"
)
"""Kinds of posts joined before what is counted of each (行政和事业编制各几名)."""


def parted_sum(text: str) -> str:
    """Return the words of the sum whose parts a question asks for; empty where it asks for none."""
    for pattern in (_MADE_OF, _GIVEN_TO, _GIVEN_BY, _SPENT_ON):
        found = pattern.search(text)
        if found is None or not _EACH.search(text[: found.start()] + text[found.end() :]) or found.start() < 2:
            continue
        said = text[: found.start()]
        quoted = _QUOTED.search(said)
        whole = quoted[1] if quoted else metric_words(_OPENS.sub("", said)).strip(" ,，的")
        if len(whole) <= 16 and not _A_DUTY.search(said) and (sum(t.weight for t in terms_of(whole)) >= 0.9 or _A_TOTAL.fullmatch(whole)):
            return whole
    return ""


def _posts_and_people(question: str) -> list[Ask]:
    found = _POSTS_AND_PEOPLE.search(question)
    kinds = re.findall(_POST_KIND, found["posts"]) if found else []
    return [Ask(phrase=kind + figure, dimension="count") for kind in kinds for figure in ("编制", "在职人数")] if len(kinds) > 1 else []


def posts_asked(question: str, asks: Sequence[Ask]) -> list[Ask]:
    """Return the asks with the parts of a number of staff each on its own; the whole stays only where it is asked for too."""
    if both := _posts_and_people(question):
        return both
    if joined := _POSTS_JOINED.search(question):
        figure = _OF_STAFF[joined.lastgroup or "posts"]
        return [Ask(phrase=kind + figure, dimension="count") for kind in re.findall(_POST_KIND, joined["kinds"])]
    whole = _STAFF.search(question)
    if whole is None or not asks:
        return list(asks)
    posts = list(_POST.finditer(question, whole.end()))
    if len(posts) < 2 and not (posts and "其中" in question[whole.end() : posts[0].start()]):
        return list(asks)
    figure = _OF_STAFF[whole.lastgroup or "serving"]
    clause = max(question.rfind(mark, 0, whole.start()) for mark in "，,。；;?？") + 1
    asked = _WHOLE_ASKED.search(question[clause : posts[0].start()]) is not None
    parts = [Ask(phrase=post + figure, dimension="count") for post in dict.fromkeys(p["post"] for p in posts)]
    return ([asks[0]] if asked else []) + parts
