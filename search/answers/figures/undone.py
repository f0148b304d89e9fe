"""What was not done yet (未完成数): all there was to do less what was done, both as one place of the report prints them, each a row."""

import re

from search.answers.figures.compute import Contributor, difference
from search.answers.figures.rates import done_of_all
from search.answers.inquiry import Inquiry, Outcome
from search.answers.rows import row_of
from search.answers.say import either, figures, number
from search.facts_source import ReportRef
from search.matching.prepared import Candidate
from search.planning.asks import metric_words

_UNDONE = re.compile(
    r"(?:还|尚|仍)?(?:(?<![淹罚])没(?!收)有?|未(?!成年|来|婚|满|保)能?|不曾)(?:有|被|得到|完全|能)?"
    r"(?P<done>[\u4e00-\u9fff]{1,4}?)(?:完毕|完成|成功|到位|完|好|掉|成|了)*(?:的|(?=[\s,，?？]|$))"
)
_LEFT = re.compile(r"还|尚|仍|剩|余(?!额)")
_ASKS_HOW_MANY = re.compile(r"多少|几(?![成率])|剩|余|how many", re.IGNORECASE)
_STILL = re.compile(r"(?:还|尚|仍)?(?:有|剩下?|余下?|差|欠|存)(?=多少|几|的|\s|$)|还(?=\s|$)|剩下的?|余下的?")
_PRINTED_AS = (
    ("办|处理|回复|答复|解决|了结", "办结|处理|处置|答复|回复|办理完|解决|化解"),
    ("改|整改|整治|销号|治理", "整改|整治|销号|治理完|治理到位"),
    ("消除|解除|排除|化解", "消除|解除|排除|化解"),
    ("结|审|判|结案|审结|办结", "结案|审结|办结"),
    ("建|修|完工|竣工|建成|修复|改造", "完工|竣工|建成|修复|完成"),
    ("破|侦破|破获|破案", "破案|破获|侦破"),
    ("调解|调|说和", "调解成功|调处成功|化解|调成|调解完成|调处"),
    ("发|付|兑付|发放|拨|拨付|支付", "兑付|发放|支付|拨付"),
    ("执行|执结", "执结|执行到位|执行完毕"),
    ("退|还|返还|追回|要回", "追回|返还|退还|挽回"),
    ("开工|动工", "开工"),
    ("脱贫|摘帽", "脱贫|出列|摘帽"),
    ("验收|验", "验收"),
    ("就业|找到工作|上岗", "就业|上岗"),
    ("签约|签", "签约|签订"),
    ("花|用|支|支出|使用", "支出|使用|拨付|支付"),
)
"""What is said not to have been done, and what reports call the count of what was."""
DOINGS = frozenset(word for pair in _PRINTED_AS for words in pair for word in words.split("|"))
"""Words for what was done or not, as said and as printed."""


def asks_for_undone(inquiry: Inquiry) -> re.Match[str] | None:
    """Return what a question asks the rest of (还有几件没办完, 未整改的有几处); None where it asks for nothing left."""
    asked = _UNDONE.search(inquiry.plan.topic)
    if asked is None or not _ASKS_HOW_MANY.search(inquiry.question):
        return None
    known = any(asked["done"] in f"{spoken}|{printed}".split("|") for spoken, printed in _PRINTED_AS)
    return asked if known or _LEFT.search(inquiry.plan.topic + inquiry.question) else None


def not_yet_done(inquiry: Inquiry) -> Outcome | None:
    """Return how many were not done where that is asked and the report gives all and those done; None elsewhere."""
    words = inquiry.plan.topic
    asked = asks_for_undone(inquiry)
    if asked is None or len(inquiry.plan.regions) > 1:
        return None
    of = metric_words(_STILL.sub(" ", f"{words[: asked.start()]} {words[asked.end() :]}"))
    found: dict[str, tuple[Candidate, Candidate]] = {}
    for report in reversed(inquiry.reports):
        pair = _pair(inquiry, report, of, asked["done"])
        if pair is not None:
            found.setdefault(report.department, pair)
    return _told(inquiry, *found.popitem()[1]) if len(found) == 1 else None


def _pair(inquiry: Inquiry, report: ReportRef, of: str, said: str) -> tuple[Candidate, Candidate] | None:
    """Return the count of what was done and of all there was to do, by any word that reports have for what was said."""
    for printed in printed_as(said):
        pair = done_of_all(inquiry, report, of, printed)
        if pair is not None and said not in pair[1].name:
            return pair
    return None


def _told(inquiry: Inquiry, count: Candidate, all_there_was: Candidate) -> Outcome:
    done, every = Contributor(count.row.name, count), Contributor(all_there_was.row.name, all_there_was)
    result = difference(every, done, inquiry.plan.unit)
    rows = [row_of(every.candidate), row_of(done.candidate)]
    told = (
        f"还有{number(result.value)}{result.unit}未完成（{result.of}，按报告数字计算）。",
        f" {number(result.value)} {result.unit} were not done yet ({result.of}).",
    )
    return Outcome(rows=rows, result=result, text=figures(rows, inquiry) + either(inquiry, *told))


def printed_as(said: str) -> list[str]:
    """Return the words that the count of what was done may bear, the word that was said first."""
    known = [printed for spoken, printed in _PRINTED_AS if re.fullmatch(spoken, said)]
    return list(dict.fromkeys([*([said] if len(said) > 1 else []), *(word for words in known for word in words.split("|"))]))
