"""Which items of money a question picks (项目筛选): the largest, those beyond a bound, how many."""

import re
from decimal import Decimal

from ontology.quantity import dimension, parse
from search.plan import Condition, Selection
from search.planning.asks import metric_words
from search.planning.selection import MORE, RELATIONS, first_of
from search.planning.sums import MONEY_SUM, PART, SUM, parted_sum
from search.words.lexicon import terms_of

_PROJECT = re.compile(r"专项(?:资金|经费|项目|支出)?|项目(?:资金|经费|支出)?|哪(?:一)?笔(?:钱|资金|经费|支出)|一笔(?:资金|钱|经费|支出)")
_BODY = re.compile(
    r"(?:哪(?:一)?(?:个|家)|各(?:个|家)?|[几两三四五六七八九十\d]+(?:个|家))?(?:下属|直属|所属|二级|预算|基层)+(?:预算|事业)*(?:单位|机构)(?:里|中|当中)?"
)
_EXTREME = re.compile(r"最(?P<way>大|多|高|小|少|低|贵)的?|(?:排(?:名|在)?)?前(?=[二两三四五六七八九十\d]+(?:名|位|个|大|项))")
_BOUND = re.compile(
    rf"(?P<word>{MORE})?(?P<amount>(?:\d[\d,，]*(?:\.\d+)?|[一二两三四五六七八九十百千]+)\s*[千百]?[万亿](?:元|块)?|\d[\d,，.]*元)(?P<behind>及以上|以上|及以下|以下|以内)?"
)
_MANY = re.compile(r"(?<!哪)(?:几|多少)(?:(?:个|项(?!目)|笔|家)|\s*(?=项目|专项))|(?:项目|专项)(?:的)?(?:个数|数量|数)(?=是|有|$|[?？])")
_APART = re.compile(r"最(?:大|多|高)[^,，]{0,10}最(?:小|少|低)[^,，]{0,10}差|最(?:小|少|低)[^,，]{0,10}最(?:大|多|高)[^,，]{0,10}差")
_BOTH_ENDS = re.compile(r"最(?:多|大|高)的?(?:[和与、及跟])[^,，]{0,4}最(?:少|小|低)")
_RANGE = re.compile(
    r"(?P<low>\d[\d.]*)\s*(?P<unit>[万亿]元?)?\s*(?:到|至|-|—|~|～)\s*(?P<high>\d[\d.]*)\s*(?P<both>[万亿]元?)(?:之间|区间|的)"
)
_OF_MONEY = re.compile(
    r"金额|资金|经费|投入|支出|花费?|用|预算|决算|规模|安排|执行数|钱|数额|费用?|开支|开销|财政|总|里面|里|中|的|是|和|与|有|占|一|了|实际|排名?|第|名|位|前|大|项|个|笔|几|哪|些|家|各|多少|万元|亿元|得"
)
_BUDGET_CLASS = re.compile(r"^(?:特定目标|其他运转)类(?:项目)?$")
"""The classes of the budget that hold a department's projects (特定目标类): to ask for their items is to ask for the projects."""
_NO_ITEM = re.compile(r"率|占|比例|绩效|指标|得分|等级|完成|满意|职责|多少(?:钱|万|元|资金|经费)|平均|增长|比上年")


def items_picked(text: str) -> Selection | None:
    """Return which items of money a question picks by size or number; None where it names one, or asks for something else of them."""
    between = _between(text)
    bound, extreme, many = _bound(text), _EXTREME.search(text), _MANY.search(text)
    if not (bound or between or extreme) and (whole := parted_sum(text)):
        return Selection(of="items", subject=_BUDGET_CLASS.sub("项目", whole))
    apart = bool(_APART.search(text) or _BOTH_ENDS.search(text))
    part = PART.search(text)
    summed = bool(extreme and first_of(text) and SUM.search(text))
    if not (bound or between or extreme or many or part) or (MONEY_SUM.search(text) and not summed) or (_NO_ITEM.search(text) and not part):
        return None
    kind = _kind(text)
    if kind is None or (many and not (bound or extreme) and not _PROJECT.search(text)):
        return None
    return Selection(
        of="items",
        subject=kind,
        conditions=between or ((bound,) if bound else ()),
        order_by="value" if extreme and not apart else None,
        descending=bool(extreme and (extreme["way"] or "大") not in "小少低"),
        first=first_of(text) if extreme else None,
        tell="difference" if apart else "sum" if summed else "count" if many and not extreme else "items",
    )


def _kind(text: str) -> str | None:
    """Return what the items are: 专项, 项目, 单位, or the words of the account whose parts they are; None for anything else."""
    left = _BOUND.sub(" ", _EXTREME.sub(" ", _RANGE.sub(" ", text)))
    if (body := _BODY.search(left)) and not _PROJECT.search(left):
        return "单位" if _EXTREME.search(text) and not _weighty(left.replace(body[0], " ")) else None
    if project := _PROJECT.search(left):
        bare = _PROJECT.sub(" ", left)
        return None if _weighty(bare) else "专项" if "专项" in project[0] else "项目"
    if part := PART.search(left):
        whole = metric_words(left[: part.start()]).strip(" 由")
        return whole if _weighty(whole) and len(whole) <= 12 else None
    return None


def _weighty(words: str) -> bool:
    """Tell whether words name something; English ones that no glossary covers are the asker's own."""
    return sum(t.weight for t in terms_of(metric_words(_OF_MONEY.sub(" ", words))) if not t.said.isascii()) >= 0.8


def _between(text: str) -> tuple[Condition, ...]:
    """Return the two bounds of a range (100到500万元之间); nothing where none is said."""
    found = _RANGE.search(text)
    if found is None:
        return ()
    unit = found["both"].rstrip("元") + "元"
    own = (found["unit"] or found["both"]).rstrip("元") + "元"
    low = Condition(of="value", relation="ge", amount=Decimal(found["low"]), unit=own)
    return low, Condition(of="value", relation="le", amount=Decimal(found["high"]), unit=unit)


def _bound(text: str) -> Condition | None:
    found = _BOUND.search(text)
    word = (found["behind"] or found["word"]) if found else None
    if not found or not word:
        return None
    written = re.sub(r"块$", "元", found["amount"])
    amount = parse(written if written.endswith("元") else f"{written}元")
    if amount is None or dimension(amount.unit) != "money":
        return None
    return Condition(of="value", relation=RELATIONS.get(word, "eq"), amount=Decimal(amount.value), unit=amount.unit)
