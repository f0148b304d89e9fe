"""How sure it is that a metric says what a reader would search for (成效名称的把握): reasons that the extractor knows.

Counted on reports that no rule had seen: a name that stands before its number and says all of itself is right 19 times in 20; one
with a carried subject, a predicate turned round, a spoken verb or a general object alone is right 8 or 9 times in 10.
"""

import re

from ingest.extractors.outcomes.clauses import Mention
from ingest.extractors.outcomes.context import Named
from ingest.extractors.outcomes.verbs import starts_with_verb
from ingest.extractors.outcomes.words import SPOKEN, VERBS

LIKELY = 0.88
"""The most for a name with a reason to doubt it."""

_SPOKEN = re.compile("|".join(sorted(SPOKEN, key=len, reverse=True)))
_GENERAL = re.compile(
    r"(?:安全|风险|问题)*(?:隐患|风险|问题|毛病)|(?:行政)?处罚|(?:宣传|普法)?(?:资料|折页|单页|手册|材料)|(?:群众)?锦旗|数据|信息|文件|制度|会议|培训"
    r"|宣传|讲座|演练|检查|人员|设备|仪器|车辆|资金|活动|项目"
)
"""An object that any department has: without its field a name of it alone is half a name."""

_SEVERAL = re.compile(r"、\S*、|(?<![共调饱缓温平祥总])和(?![谐平解])")
_LONG, _SHORT = 18, 5
_BODIES = re.compile(r"^[\u4e00-\u9fff]{2,8}(?:中心|站|院|所|社会各界)(?=\S)")


def certainty(named: Named, mention: Mention) -> float:
    """Return the confidence of a metric: that of its grammar, lower where its name gives a reason to doubt it."""
    doubted = named.certain < 0.93 or any(reason(named, mention) for reason in _REASONS)
    return round(min(named.certain, LIKELY) if doubted else named.certain, 2)


def _unusual(named: Named, mention: Mention) -> bool:
    """A verb that reports do not use for their work, or a spoken one."""
    verb = starts_with_verb(named.metric)
    known = not verb or any(named.metric.startswith(word) for word in VERBS)
    return not known or bool(_SPOKEN.search(mention.left + mention.right))


def _general(named: Named, mention: Mention) -> bool:
    verb = starts_with_verb(named.core)
    return bool(verb) and bool(_GENERAL.fullmatch(named.core[len(verb) :]))


def _listing(named: Named, mention: Mention) -> bool:
    """A list of examples or of several things names no single measure, a slogan in quotes none at all."""
    return "“" in named.metric or bool(_SEVERAL.search(named.metric)) or bool(re.search(r"等(?!级|次|待)", named.metric))


def _of_body(named: Named, mention: Mention) -> bool:
    """What a body did, with the body's own name before the verb."""
    return bool(_BODIES.match(named.metric)) or mention.quantity.value == 0


def _extreme(named: Named, mention: Mention) -> bool:
    return len(named.metric) <= _SHORT or len(named.metric) >= _LONG or bool(re.match(r"\d", named.metric))


_REASONS = (_unusual, _general, _listing, _of_body, _extreme)
