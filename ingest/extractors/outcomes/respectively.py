"""One clause, several numbers, one verb for all (分别): heads and tails given to each number of the row."""

import re
from dataclasses import replace

from ingest.extractors.outcomes.changes import CHANGE, LEVEL
from ingest.extractors.outcomes.clauses import JOINT, Clause, Mention
from ingest.extractors.outcomes.context import RATE, Context, Named, join
from ingest.extractors.outcomes.verbs import ends_with_verb, noun_and_verb, starts_with_verb, tokens
from ingest.extractors.outcomes.wording import clean_left
from ingest.extractors.outcomes.words import GENERIC_NOUNS, VERBS

OWN_MEASURE = re.compile(r"(?:率|比例|占比|比重|人数|总数)(?:为|是|达到?)?$")
_COMPARED = re.compile(r"(?:同比|环比|(?<![占对])[较比与](?:上|去|前|年|近|20|同|改)[^，。；、]{0,8})(?:均|也)?$")
_SUMMED = re.compile(r"^(?:[二三四五六七八九两]项)?(?:指数|指标|数据)$")
_GOAL = re.compile(r"^(?:完成|占|为|达到?)[^，。；]{0,8}(?:目标|任务|计划)|^恢复[至到]")
_MEASURED = re.compile(r"(?:率|数|量|额|标准|面积|费用|比例|占比|收入|价格|时间|时限|里程|长度|浓度)$")
_SHARED_END = re.compile(_MEASURED.pattern + r"|^(?:[次人户日年月亩床]?均|次|平均)$")
_TOWN_AND_COUNTRY = re.compile(r"^城乡(?=(?:居民|低保|特困|社区|养老|最低)?\S*)")
_BETWEEN = re.compile(r"[\s、和及与]*")


def shared(clause: Clause, context: Context) -> list[tuple[Mention, Named | None]]:
    """Return the mentions of a clause with what each takes from the row: its own head, or the metric before that it goes on from.

    Empty where the numbers do not share anything.
    """
    if len(clause.mentions) < 2:
        return []
    told = _gone_on(clause, context)
    if told:
        return told
    return [(m, None) for m in _headed(clause, context) or _shared_verb(clause)]


def _row(clause: Clause) -> bool:
    """Return whether nothing but 、 and 和 stands between the numbers."""
    return all(_BETWEEN.fullmatch(m.left) and not m.before for m in clause.mentions[1:])


def _gone_on(clause: Clause, context: Context) -> list[tuple[Mention, Named | None]]:
    """立案3起、结案2起，同比分别增长20%和30%: numbers that compare or complete as many told before, each with its own."""
    first, count = clause.mentions[0], len(clause.mentions)
    head, word, tail = first.left.rpartition("分别")
    bare = clean_left(head if word else first.left)
    compared = _COMPARED.search(bare)
    rest = _SUMMED.sub("", bare[: compared.start()] if compared else bare)
    change = CHANGE.fullmatch(clean_left(first.left)) if not word else None
    if not _row(clause) or len(context.sentence) < count or (change is None and (not word or rest)):
        return []
    than = compared.group() if compared else ""
    told = context.sentence[-count:]
    if len({named.core for named in told}) < count:
        told = [replace(named, core=named.metric) for named in told]
    left = than + tail if word else first.left
    if not CHANGE.search(left) and not _GOAL.match(tail) and not LEVEL.fullmatch(tail):
        told = told if tail else []
    return [(replace(_bare(m, first), left=left), named) for m, named in zip(clause.mentions, told, strict=bool(told))]


def _headed(clause: Clause, context: Context) -> list[Mention]:
    """A、B分别减少了27.9%和33.56% → each number with its own head and the shared verb; a lone rate is that of what was told before."""
    first, count = clause.mentions[0], len(clause.mentions)
    head, word, tail = first.left.rpartition("分别")
    if not word:
        level = LEVEL.search(first.left)
        head, tail = (first.left[: level.start()], level.group()) if level and _row(clause) else ("", "")
    heads = [h for h in JOINT.split(head) if h.strip()]
    rate = clean_left(head)
    if word and len(heads) == 1 and OWN_MEASURE.search(rate) and len(rate) <= 8 and len(context.sentence) >= count:
        heads = [join(named.core, rate) for named in context.sentence[-count:]]
    elif word and len(heads) == 1 and count == 2 and _TOWN_AND_COUNTRY.match(rate):
        heads = [_TOWN_AND_COUNTRY.sub(place, rate) for place in ("城市", "农村")]
    elif len(heads) == count:
        heads = _completed(heads)
    if len(heads) != count or count < 2:
        return []
    return [replace(_bare(m, first), left=h + tail) for h, m in zip(heads, clause.mentions, strict=True)]


def _completed(heads: list[str]) -> list[str]:
    """新建幼儿园、小学 and 养老、失业保险参保人数: the verb of the first and the measure of the last are those of all."""
    verb = "" if _MEASURED.search(heads[0]) else starts_with_verb(clean_left(heads[0]))
    heads = [heads[0], *(_with_qualifier(heads[0], h) for h in heads[1:])]
    *others, last = heads
    tail = "" if any(_MEASURED.search(h) or RATE.search(h) for h in others) else _tail(last)
    told = [h + tail for h in others] + [last]
    shares = verb and clean_left(heads[0]) != verb and not any(starts_with_verb(h) or ends_with_verb(h) == h for h in heads[1:])
    return [told[0], *(verb + h for h in told[1:])] if shares else told


def _with_qualifier(first: str, head: str) -> str:
    """交流轮岗校长、教师: what qualifies the first qualifies a bare noun behind it."""
    words = tokens(clean_left(first))
    qualifier = "".join(words[:-1])
    return qualifier + head if len(head) <= 3 and len(qualifier) >= 4 and len(words[-1]) <= 3 and not _MEASURED.search(first) else head


def _tail(last: str) -> str:
    """Return the measure at the end of the last head: 工伤保险参保人数 → 参保人数."""
    words, tail = list(tokens(last)), ""
    while len(words) > 1 and (words[-1] in GENERIC_NOUNS or words[-1] in VERBS or _SHARED_END.search(words[-1])):
        tail = words.pop() + tail
    return tail if tail and len("".join(words)) >= 2 and (_MEASURED.search(tail) or tail in VERBS or len(tail) >= 2) else ""


def _bare(mention: Mention, first: Mention) -> Mention:
    return replace(mention, right="", before=False, place=(first.place[0], mention.place[1]))


def _shared_verb(clause: Clause) -> list[Mention]:
    """35个部门、14个镇、3家企业全部接入系统 → each with what all of them did."""
    *heads, last = clause.mentions
    done = noun_and_verb(last.right)[1]
    if not heads or not done or not all(m.before and not noun_and_verb(m.right)[1] and JOINT.search(clause.text) for m in heads):
        return []
    return [*(replace(m, right=m.right.strip("、和及与 ") + done) for m in heads), last]
