"""Rephrased answers (改写): taken only where every name, number, unit and turning word still stands, in order, and nothing is added."""

import re
import unicodedata

from search.answers.model import Answer
from search.words.lexicon import terms_of

LONGEST = 1200
"""Longer answers are lists and quotes: there is nothing to smooth."""

_TURNS = (
    "不|未|没|无|非|否|仅|只有|约|近|超过|不足|以上|以下|以内|至少|至多|最[高低多少大小]|增加|增长|增|减少|减|下降|降|上升|升|提高|持平|"
    "前者|后者|合计|平均|计划|目标|实际|完成|达到|倍|成|半|分之|"
    r"\b(?:not?|never|only|about|at least|at most|over|under|more|less|most|least|rose|fell|half|double|twice|"
    r"target|actual|total|average)\b"
)
_NUMERALS = r"[〇零一二三四五六七八九十百千万亿两几]{2,}|[二两三四五六七八九十几](?=[个件人家户次年月项万亿])"
_ADDABLE = frozenset(
    (
        *("报告", "显示", "根据", "依据", "数据", "记载", "年度", "全年", "当年", "部门", "情况", "分别", "其中", "具体", "如下"),
        *("总体", "来看", "数额", "数字", "数值", "指标", "各项", "方面", "according", "the", "report", "reports", "reported", "shows"),
        *("for", "and", "was", "were", "with", "its", "that", "respectively", "which", "this", "year", "figure", "figures", "there"),
    )
)
"""Words that a rephrased answer may add: they say nothing of their own."""


def faithful(told: str, answer: Answer) -> bool:
    """Tell whether a rephrased text says what the answer says: the same names, numbers and turns in the same order, no new word."""
    new, old = _plain(told), _plain(answer.answer)
    if not new or len(new) > 1.3 * len(old) + 60 or re.search(r"[<>{}\[\]`#*|\\@]|://|[\x00-\x08\x0b-\x1f]", new):
        return False
    marks = _marks(answer)
    return _sequence(marks, new) == _sequence(marks, old) and not _added(new, old + _plain(answer.question))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _marks(answer: Answer) -> re.Pattern[str]:
    """Return the pattern of all that must stand: names as they are, numbers with their units, words that turn a meaning."""
    names: set[str] = {answer.result.of} if answer.result else set()
    units: set[str] = {"年", "%"} | ({answer.result.unit} if answer.result else set())
    for row in answer.rows:
        names |= {str(n) for n in (row.department, row.region, row.metric, row.target, row.actual, row.note) if n}
        units |= {row.unit} if row.unit else set()
    longest = sorted((re.escape(_plain(n)) for n in names if _plain(n)), key=lambda n: (-len(n), n))
    after = "|".join(sorted((re.escape(_plain(u)) for u in units if u), key=lambda u: (-len(u), u)))
    return re.compile("|".join([*longest, rf"\d[\d,]*(?:\.\d+)?\s*(?:{after})?", _NUMERALS, _TURNS]), re.IGNORECASE)


def _sequence(marks: re.Pattern[str], text: str) -> list[str]:
    return [re.sub(r"\s", "", found).lower() for found in marks.findall(text)]


def _added(new: str, known: str) -> bool:
    """Tell whether a text has a word of its own."""
    words = [t.said for t in terms_of(new) if t.weight >= 0.3 and not t.said.isascii()]
    latin = re.findall(r"[a-z]{3,}", new.lower())
    return any(w not in known and w not in _ADDABLE for w in words) or any(w not in known.lower() and w not in _ADDABLE for w in latin)
