"""Questions for similar indicators (同类指标): the measures of other departments that are comparable, with their values."""

import re

from search.answers.inquiry import Inquiry, Outcome
from search.answers.refuse import not_reported
from search.answers.rows import row_of
from search.answers.say import either, figures
from search.similar import alike_measures

_QUOTED = re.compile(r"[“\"‘'《「]([^”\"’'》」]{2,40})[”\"’'》」]")
_ASKING = re.compile(
    r"跟|和|与|同|的?(?:类似|相似|相近|同类|可比|等同|差不多)的?|在?(?:别的|其他|其它|外地)(?:地区|地方|局|单位|部门)?|对应(?:的)?|"
    r"什么|哪些|指标|有|是|的$|^的|一样|口径相同"
)
LIMIT = 12


def similar_indicators(inquiry: Inquiry) -> Outcome:
    """Return the indicators of other departments that are like the one the question names."""
    quoted = _QUOTED.search(inquiry.question)
    name = quoted[1] if quoted else re.sub(r"\s+", " ", _ASKING.sub(" ", inquiry.plan.topic)).strip()
    if not name:
        return not_reported(inquiry)
    mine = set(inquiry.plan.departments)
    found = [s for s in alike_measures(name, inquiry.source) if s.candidate.row.department not in mine][:LIMIT]
    if inquiry.plan.years:
        found = [s for s in found if s.candidate.row.year in inquiry.plan.years]
    if not found:
        return not_reported(inquiry)
    rows = [row_of(s.candidate, note=s.why) for s in found]
    lead = either(inquiry, f"与“{name}”相近的指标：", f"Indicators similar to “{name}”: ")
    return Outcome(rows=rows, text=lead + figures([r.model_copy(update={"note": None}) for r in rows], inquiry))
