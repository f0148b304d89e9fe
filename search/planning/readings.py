"""Other readings of a question (别解): plans of the forms that its words allow beside the best one, the likelier first."""

import re
from collections.abc import Iterator

from search.facts_source import FactSource
from search.places.gazetteer import Gazetteer
from search.plan import Ask, Plan
from search.planning.grammar import Form
from search.planning.planner import make_plan
from search.words.english import from_english
from search.words.lexicon import in_printed_words
from search.words.wording import is_english, plain

_ALLOWED: tuple[tuple[re.Pattern[str], Form], ...] = (
    (re.compile(r"百分之|几成|占|比例|比重|份额|%"), Form("aggregate", "share")),
    (re.compile(r"平均|均|每"), Form("aggregate", "mean")),
    (re.compile(r"[几多少]分|得分|打分|目标|等级|指标|达标|任务"), Form("target")),
    (re.compile(r"钱|资金|经费|专项|花|投|拨|贴|补|款"), Form("spending")),
    (re.compile(r"内设|科室|股室|编制|人员|在职|在编|退休|下属|单位|机构|所|分局|合并|并|组建|牌"), Form("structure")),
    (re.compile(r"增|减|升|降|涨|变|多了|少了|上年|去年|往年"), Form("trend", "change")),
    (re.compile(r"怎么|怎样|如何|为什么|为啥|原因|办法|措施|\bhow\b(?! (?:many|much|far|long))|\bwhy\b", re.IGNORECASE), Form("passage")),
)
"""Words that allow a form, whether or not they make it the best one."""

_AS_PRINTED = Form("lookup"), Form("list")
_NO_OTHER = ("audit", "similar", "compare")
"""What is asked in these forms is asked in no other: a comparison that cannot be drawn is none of its figures."""


def other_plans(question: str, source: FactSource, gazetteer: Gazetteer, best: Plan) -> Iterator[Plan]:
    """Yield the plans of a question's other readings; none of one that is refused, picks by a bound or compares."""
    if best.refusal or best.bound or best.selection or best.intent in _NO_OTHER:
        return
    text = plain(question)
    words = in_printed_words(from_english(text)) + " " + text if is_english(text) else in_printed_words(text)
    seen = {_told(best)}
    for form in _forms(words, best):
        plan = make_plan(question, source, gazetteer, form)
        for reading in (plan, _joined(plan)):
            if reading.refusal is None and reading.asks and _told(reading) not in seen:
                seen.add(_told(reading))
                yield reading


def _forms(words: str, best: Plan) -> Iterator[Form]:
    """Yield the forms that words allow: as printed first, of several departments as a list."""
    yield _AS_PRINTED[len(best.departments) > 1]
    for pattern, form in _ALLOWED:
        if (form.intent, form.operation) != (best.intent, best.operation) and pattern.search(words):
            yield form


def _told(plan: Plan) -> tuple[object, ...]:
    return plan.intent, plan.operation, plan.every_item, plan.asks


def _joined(plan: Plan) -> Plan:
    """Return a plan whose clauses ask for one figure together, where only the last says what kind of value (电梯困人，多久赶到)."""
    *scene, last = plan.asks or (Ask(phrase=""),)
    if not scene or last.of_previous or any(a.dimension or a.unit or a.roles or a.names for a in scene):
        return plan
    whole = " ".join(a.phrase for a in plan.asks if a.phrase)
    return plan.model_copy(update={"asks": (last.model_copy(update={"phrase": whole}),)})
