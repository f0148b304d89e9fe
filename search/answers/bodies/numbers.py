"""How many bodies a department has (机构数): which printed number counts the kind of body that a clause asks how many there are of."""

import re
from collections.abc import Sequence

from search.matching.prepared import Candidate
from search.words.wording import alike

_FAMILIES = (
    re.compile(r"内设|科室|股室|处室|职能科|职能股|职能处"),
    re.compile(r"派出|派驻|分局|中队|(?:基层|乡镇|镇街|街道|监管|监督管理|派出|司法|税务|财政|林业|水务|交管|农技|畜牧|水利|国土|自然资源|卫生监督)[\u4e00-\u9fff]{0,6}[所站]"),
    re.compile(r"事业单位|二级|直属|下属|所属|下设(?!.{0,4}(?:所|分局|科|股))|预算单位|独立核算|[下底](?:面|头|边)(?:的)?(?:有|管|设|辖)?.{0,2}单位"),
)
"""Kinds of bodies by the words that name them: inside the department, out in the country, below it."""
_TOLD_APART = ("事业", "独立", "预算", "核算", "二级", "参公", "标准化", "公益", "机关")
"""Words that tell the bodies of one family apart; one that is asked for must be printed."""


def numbers_of(phrase: str, staff: Sequence[Candidate]) -> list[Candidate]:
    """Return the printed number of the kind of bodies that a phrase names; empty where none counts just that kind."""
    families = [f for f in _FAMILIES if f.search(phrase.replace(" ", ""))]
    if len(families) != 1:
        return []  # which kind is meant is not told
    counts = [c for c in staff if c.value is not None and c.unit in ("个", "家", "所") and c.row.name.endswith("数")]
    fitting = [c for c in counts if families[0].search(c.row.name)]
    said = [w for w in _TOLD_APART if w in phrase]
    sure = [c for c in fitting if all(w in c.row.name for w in said)] or (fitting if len(fitting) == 1 else [])
    return sorted(sure, key=lambda c: -alike(c.row.name.removesuffix("数"), phrase))[:1]
