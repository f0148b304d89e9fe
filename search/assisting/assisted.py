"""Answers with a language model's help (协助问答): the computed answer first; help is taken only where it makes it no worse."""

import logging
import time

from search.answers import LONGEST as LONGEST_QUESTION
from search.answers import reasoned
from search.answers.inquiry import Inquiry
from search.answers.model import Answer
from search.assisting.evidence import bears_out, wanted_by
from search.assisting.model import LanguageModel
from search.assisting.prompts import NAMES, PLANNING, REPHRASING, planning_data, rephrasing_data
from search.assisting.proposals import INTENTS, conditional, confined, read_plan
from search.assisting.rephrasing import LONGEST, faithful
from search.facts_source import FactSource
from search.matching.metrics import ranked
from search.matching.preparers import preparer_of
from search.plan import Ask, Plan, Refusal

log = logging.getLogger(__name__)

UNSURE = ("figure", "nonsense")
"""Refusals that may be the planner's misreading; no such place, body or year, private data and orders are never up for discussion."""

TOLD = {
    "zh": "（问题由语言模型协助解读，数字仍取自报告。）",
    "en": " (A language model helped to read the question; the figures are the reports'.)",
}


def assisted(question: str, source: FactSource, model: LanguageModel, plan: Plan | None = None, rephrase: bool = False) -> Answer:
    """Return the answer to a question; where it is refused for want of understanding, of the model's plan if that is borne out."""
    started = time.perf_counter()
    given, refusal = reasoned(question, source, plan)
    if plan is None and refusal is not None:
        given = _by_proposal(given, refusal, source, model) or given
    if rephrase:
        given = _rephrased(given, model)
    if plan is None and given.plan.proposed_by:
        given = given.model_copy(update={"answer": given.answer + TOLD[given.plan.language]})
    return given.model_copy(update={"elapsed_ms": round((time.perf_counter() - started) * 1e3, 2)})


def _by_proposal(refused: Answer, refusal: Refusal, source: FactSource, model: LanguageModel) -> Answer | None:
    own = refused.plan
    if refusal.reason not in UNSURE or conditional(own, refused.question) or (own.intent not in INTENTS and own.refusal is None):
        return None
    asked, preparer = refused.question[:LONGEST_QUESTION], preparer_of(source)
    seen = Inquiry(asked, own, source, preparer)
    said = model.complete(PLANNING, planning_data(asked, own, seen.departments, _names(seen)))
    proposed, wanted = read_plan(said) if said else None, wanted_by(asked, source, preparer)
    mended = confined(proposed, own, wanted, preparer) if proposed else None
    if mended is None or mended.model_copy(update={"proposed_by": None}) == own:
        log.info("assist=plan taken=no because=%s", "silent" if said is None else "unfit")
        return None
    found, still = reasoned(refused.question, source, mended)
    taken = still is None and bears_out(Inquiry(asked, mended, source, preparer), found.rows, wanted)
    log.info("assist=plan taken=%s because=%s", "yes" if taken else "no", "borne out" if taken else "not borne out")
    return found if taken else None


def _names(inquiry: Inquiry) -> list[str]:
    """Return names of figures of the reports in scope, those that share most with the question first."""
    wanted = Ask(phrase=" ".join(a.phrase for a in inquiry.plan.asks) or inquiry.plan.topic or inquiry.question)
    pool = [c for report in inquiry.reports for c in inquiry.candidates(report) if c.value is not None]
    near = [m.candidate.row.name for m in ranked(wanted, pool)]
    return list(dict.fromkeys([*near, *(c.row.name for c in pool)]))[:NAMES]


def _rephrased(given: Answer, model: LanguageModel) -> Answer:
    """Return an answer in the model's words where they say the same; quotes, lists and refusals stay as they are."""
    if not given.answerable or given.intent == "passage" or not given.rows or len(given.answer) > LONGEST:
        return given
    told = (model.complete(REPHRASING, rephrasing_data(given)) or "").strip()
    taken = told != given.answer and faithful(told, given)
    log.info("assist=rephrase taken=%s", "yes" if taken else "no")
    return given.model_copy(update={"answer": told, "computed_answer": given.answer}) if taken else given
