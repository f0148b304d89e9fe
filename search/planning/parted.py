"""Questions for the parts of a sum (分项): what it is made of, whom it was given to, what it was spent on, each with its amount."""

import re

from search.planning.asks import metric_words
from search.words.lexicon import terms_of

_SEVERAL = r"(?:哪些|什么|哪|几)[一二两三四五六七八九十几]?"
_BODIES = r"(?:个|家|所)*(?:单位|地方|人|家|派出所|分局|乡镇|镇|乡|街道|村|社区|学校|医院|部门|科室|县|区|中心|站|队|所|分局|处)"
_MADE_OF = re.compile(
    rf"(?:都|具体|又|主要|一共|总共|分别|，|,|\s)*"
    rf"(?:包括|包含|含|分(?:为|成|作)?|拆(?:分)?(?:为|成)|由|有|是|细分|涉及|涵盖|里面?|里头|当?中)(?:有|是|包括)?(?:了|着|到)?(?:{_SEVERAL}|每一?)(?:个|大)?(?:块|部分|分?项(?![目])|笔|子项|小项|细项|明细)"
)
_GIVEN_TO = re.compile(
    r"(?:的钱|的资金|这笔钱|的|都|是|具体|分别|主要|又|\s)*"
    rf"(?:(?:分配|分|拨|划|下达)(?:给|到|配|付|拨)*了?(?:谁|哪[些几]?{_BODIES})|(?:发|安排|补|给|用|花|投)(?:给|到|在|于)*了?哪[些几]{_BODIES})"
)
_SPENT_ON = re.compile(
    r"(?:的钱|的资金|这笔钱|的|都|是|具体|分别|主要|全|\s)*(?:花|用|投|干|做|办|支(?:出)?|安排)(?:在|到|于|给|成|往|去)*了?"
    r"(?:哪[些几一二两三四五六七八九十]|几)"
    r"(?:个|件|项|笔|处|块|方面|大)?(?:事|项目|专项|地方|方面|处|块|工作|用途|上)"
)
_GIVEN_BY = re.compile(
    r"(?:的钱|的资金|这笔钱|的|都|是|由|具体|分别|\s)*(?:哪[几些]?(?:级|家|方|个渠道)(?:财政|政府)?|谁)(?:出|给|拨|掏|承担|分担|投)"
)
_A_DUTY = re.compile(r"职责|职能|对应")
_EACH = re.compile(r"各|每|分别|一[件项笔处块](?!共)|多少(?:钱|万|元|资金|经费)?")
_OPENS = re.compile(r"^(?:用|拿|靠|把|请问|那|这|的|\s)+")
_QUOTED = re.compile(r"[“\"《]([^”\"》]{2,30})[”\"》]")
_A_TOTAL = re.compile(r"(?:项目|基本|部门|全年|本年|重点项目|主要项目|总)?(?:总)?(?:支出|收入|预算|投入|投资)(?:决算|预算|总计|合计|总额)?")


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
