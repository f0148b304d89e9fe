"""Proposed plans (模型提议的计划): read strictly, then confined to what the planner found and the store holds."""

import logging
import re
from collections.abc import Sequence
from typing import get_args

from pydantic import ValidationError

from search.matching.prepared import Preparer
from search.plan import Ask, Intent, Plan

log = logging.getLogger(__name__)

INTENTS: tuple[Intent, ...] = ("lookup", "list", "compare", "aggregate", "trend")
"""The intents whose rows are figures: only figures can be checked against the question's words."""

MOST_ASKS, LONGEST_PHRASE = 4, 60
assert set(INTENTS) <= set(get_args(Intent))


def read_plan(said: str) -> Plan | None:
    """Return the plan in a model's text, of the schema that plans sent back by people have; None for anything else."""
    start, end = said.find("{"), said.rfind("}")
    if start < 0 or end < start:
        return None
    try:
        return Plan.model_validate_json(said[start : end + 1])
    except ValidationError as problem:
        log.info("assist=plan refused=schema errors=%d", problem.error_count())
        return None


def confined(proposed: Plan, own: Plan, wanted: Sequence[Ask], preparer: Preparer) -> Plan | None:
    """Return a proposed plan with the scope, conditions and numbers of the planner's own; None where it names what does not exist.

    The words of what is asked for are the model's; what their values must look like is read off the question (`wanted`). Places,
    bodies and years are the planner's where it found any; else only such as the store holds.
    """
    plainer = {"lookup", "list"} if own.intent in ("lookup", "list", "passage") else set()  # a comparison is not answered by a look-up
    if proposed.refusal is not None or proposed.intent not in {*INTENTS} & {own.intent, *plainer}:
        return None
    asks = [_ask(ask.phrase, like) for ask, like in zip(proposed.asks, wanted, strict=False)]
    fitting = 0 < len(proposed.asks) == len(asks) <= MOST_ASKS and all(1 < len(ask.phrase) <= LONGEST_PHRASE for ask in asks)
    if not fitting or not _exists(proposed, own, preparer):
        return None
    named = bool(own.departments or own.report_ids)
    return own.model_copy(
        update={
            "intent": proposed.intent,
            "asks": tuple(asks),
            "topic": " ".join(ask.phrase for ask in asks),
            "departments": own.departments if named else proposed.departments,
            "report_ids": own.report_ids if named else proposed.report_ids,
            "years": own.years or proposed.years,
            "operation": own.operation if proposed.intent == own.intent else None,
            "every_item": own.every_item if proposed.intent == own.intent else False,
            "refusal": None,
            "proposed_by": "model",
        }
    )


_CONDITION = re.compile(
    r"超过|超出|不足|不到|不满|未满|以上|以下|以内|高于|低于|大于|小于|多于|少于|至少|至多|[<>≥≤]|"
    r"\b(?:over|above|exceed\w*|more than|at least|under|below|less than|fewer than|at most|between)\b",
    re.IGNORECASE,
)


def conditional(plan: Plan, question: str) -> bool:
    """Tell whether a question sets a condition that figures must meet: that none meets it is an answer, and no misreading."""
    set_in_plan = any(part is not None for part in (plan.threshold, plan.attained, plan.full_score, plan.selection))
    return set_in_plan or _CONDITION.search(question) is not None


def _ask(phrase: str, like: Ask) -> Ask:
    """Return an ask with other words, without signs that are none of a measure's name."""
    return like.model_copy(update={"phrase": re.sub(r"[^\w.%·“”、]+", " ", phrase).strip()})


def _exists(proposed: Plan, own: Plan, preparer: Preparer) -> bool:
    """Tell whether every body, report, place and year of a plan is the planner's own or in the store."""
    refs = preparer.refs
    departments = {r.department for r in refs.values()} | set(own.departments)
    adcodes = {place.adcode for place in own.regions} | {r.fields.adcode for r in refs.values()}
    years = {r.year for r in refs.values()} | set(own.years)
    return (
        set(proposed.departments) <= departments
        and set(proposed.report_ids) <= set(refs)
        and {place.adcode for place in proposed.regions} <= adcodes
        and set(proposed.years) <= years
    )
