"""English questions (英文提问) put in Chinese key words, from `data/english.toml` and the English names of figures."""

import re
import tomllib
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from ontology.metric_names import metric_names
from search.words.english_said import ASKED_TOO, each_in_full

_DATA = files("search") / "data" / "english.toml"


@lru_cache(maxsize=1)
def _english() -> tuple[tuple[str, str], ...]:
    """Return English phrases in lower case with their Chinese words, longest first."""
    data: dict[str, dict[str, str]] = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    figures = {said.lower(): name.printed[0] for name in metric_names() if name.field != "words" for said in name.english}
    joined = {_HYPHEN.sub(" ", said): meant for said, meant in {**figures, **data["terms"], **data["grammar"]}.items()}
    return tuple(sorted(joined.items(), key=lambda pair: (-len(pair[0]), pair[0])))


_HYPHEN = re.compile(r"(?<=[a-z])[-‐‑](?=[a-z])", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z]){re.escape(phrase)}{'' if phrase.endswith('s') else '(?:e?s)?'}(?![a-z])")


_NEAR_BY = r"(?:(?!in |of |for |at |by )\w+ ){0,2}?"
_COUNTED_IN_ENGLISH = (
    (re.compile(rf"how many (?={_NEAR_BY}(?:students|pupils|people|persons|patients|teachers|doctors|nurses|residents|women|children|"
                r"workers|staff|party members|officers|beneficiaries|recipients)\b)"), "多少人 "),
    (re.compile(rf"how many (?={_NEAR_BY}(?:households|families)\b)"), "多少户 "),
    (re.compile(rf"how many (?={_NEAR_BY}(?:schools|kindergartens)\b)"), "多少所 "),
    (re.compile(r"how many (?:kilomet(?:re|er)s|km)\b(?: of)?"), "多少公里 "),
    (re.compile(r"how many (?:tonnes|tons)\b(?: of)?"), "多少吨 "),
    (re.compile(r"how many (?:mu)\b(?: of)?"), "多少亩 "),
    (re.compile(r"how much (?=(?:flood ?|waste ?)?water\b|sewage\b)"), "多少立方米 "),
    (re.compile(r"how many minutes\b(?: of)?"), "多少分钟 "),
    (re.compile(r"how many hectares\b(?: of)?"), "多少公顷 "),
    (re.compile(r"how many square met(?:re|er)s\b(?: of)?"), "多少平方米 "),
    (re.compile(r"how many days\b(?: of)?"), "多少天 "),
    (re.compile(r"how many minutes\b(?: of)?"), "多少分钟 "),
    (re.compile(r"how many hectares\b(?: of)?"), "多少公顷 "),
    (re.compile(r"how many square met(?:re|er)s\b(?: of)?"), "多少平方米 "),
    (re.compile(r"how many hours\b(?: of)?"), "多少小时 "),
)
"""What is counted says the unit in which reports print it."""


_AMOUNT = re.compile(r"(?i)(?P<number>\d[\d.]*)(?: (?P<times>thousand|million|billion))?\b(?P<money> (?:yuan|rmb)\b)?")
_TIMES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


def _in_chinese_units(match: re.Match[str]) -> str:
    """Return a big number as reports print it (500000 yuan → 50万元, 1.2 million → 120万)."""
    amount = Decimal(match["number"].rstrip(".")) * _TIMES.get((match["times"] or "").lower(), 1)
    if not match["times"] and not (match["money"] and amount >= 10_000):
        return match[0]
    size, name = next(((n, c) for n, c in ((10**8, "亿"), (10**4, "万")) if amount >= n), (1, ""))
    return f"{(amount / size).normalize():f}{name}{'元' if match['money'] else ' '}"


_UNDER_TARGET = re.compile(
    r"(?i)\b(?:(?:stay|remain)(?:s|ed)?|was|were|is|are|c[ao]me(?: in)?|end(?:ed)? up|land(?:ed)?|fell|falls?|lag(?:ged)?|lie|lay) "
    r"(?:below|under|short of|behind) (?:(?:its|their|the|his) )?(?:\w+ )?(?:targets?|goals?)\b"
)
_WHICH_ONES = re.compile(
    r"(?i)\b(?:which|what) (?=(?:[a-z-]+ ){0,2}"
    r"(?:sections|divisions|offices|units|bodies|institutions|organisations|projects|funds|programmes)\b)"
)
_PIECES_OF = re.compile(r"(?i)\b(how many) (?:units|pieces|items|sets|bits|kinds|head) of\b")
_LARGER_SHARE = re.compile(
    r"(?i)\b(?:the )?(?P<more>larger|higher|bigger|greater|lower|smaller) (?:share|proportion|percentage) of (?P<of>[^?,.]+)"
)
"""Whose share of a thing is the larger: Chinese names the thing before its share."""


_GLOSSED = re.compile(
    r"\b(?:(?!(?:was|were|is|are|been|rated)\b)[A-Za-z-]+ ){0,3}[A-Za-z-]+ ?[（(](?P<gloss>[\u4e00-\u9fff“”、]{2,20})[)）]"
)
"""English words with their Chinese ones in brackets: the Chinese ones are the report's."""
_SHARE_OF = re.compile(r"\b(?:ratio|share|proportion|percentage) of (.+?) (?:to|in|of|out of) (?=[a-z])")
_SPENT_OF = re.compile(
    r"\bwhat (?:ratio|share|proportion|percentage|part) of (?:its |the |their )?(.+?) "
    r"(?:did .+? (?:spend|use)(?: on| for)?|(?:was|were|is) (?:spent|used)(?: on| for)|went (?:to|on|into)|goes (?:to|on)|"
    r"comes? from|came from) (.+?)(?=[?.,]|$)"
)
_SHARE_THAT = re.compile(
    r"\bwhat (?:share|proportion|percentage|part|portion) of (?:the |all |its |their |total )?([a-z0-9' -]+?) "
    r"(?:(?:were|are|was|is) (?:made up of |taken up by |for |from )?|"
    r"came from |comes from |consisted of |went (?:in)?to |goes to |derived from )"
    r"(?!spent|used)(?:the |rated |graded )?([a-z\u4e00-\u9fff' -]+?)(?=[?.,]|$)"
)
"""The whole is named before its part; Chinese puts the part first."""
_TIED = re.compile(r"\b(?:ties?|tied|tying|links?|linked|linking) (?P<one>.{3,40}?) (?:to|with) (?:the )?(?P<other>[^?]{3,})")
_TARGET_AND_REACHED = re.compile(
    r"\bwhat (?:was|is|were) the (?P<kind>(?:\w+ )?target|goal)(?: set| value)? (?:for|of) (?P<of>.+?),? and "
    r"(?:what|how (?:much|many)|which (?:figure|value|number))(?: of (?:it|them))?(?: (?:figure|value|number|percentage|rate))? ?"
    r"(?:was|were|is|did .{0,40}?|has been|had been)? ?(?:the )?(?:actual(?:ly)?|really)? ?"
    r"(?:reached|achieved|attained|reach|achieve|attain|met|realised|completed|result|outcome|actual|done|built)?[a-z ]{0,16}(?=[?.,]|$)"
)
_MET_ITS_TARGET = re.compile(
    r"\b(?:did|does|has|was|were|is) (?P<who>.{0,60}?)\b(?:meets?|met|reach(?:ed)?|hit|attain(?:ed)?|achieved?|fulfil(?:led)?|miss(?:ed)?|"
    r"fall short of|fallen short of) (?:its|the|their|his) (?P<year>20\d\d )?(?:\w+ )?(?:targets?|goals?) (?:for|of|on|in) (?P<of>[^?]+)"
)
"""A target that a question names with the measure it is of: asked for as 目标多少, 完成目标."""
_MORE_ON = re.compile(
    r"\b(?:did|does|do|has|have|was|were) (?P<who>[^?.,]{0,60}?)\b(?:spen[dt]|put|use[ds]?|allocated?|pay|paid) "
    r"(?P<more>more|less)(?: money)? (?:on|into|for|to) (?P<one>[^?.,]{3,40}?),? or (?:on |into |for |to )?(?P<other>[^?.,]{3,40})"
)
"""Which of two things more was spent on (spend more on A or on B)."""
_MORE_THAN = re.compile(r"\bhow many more ([a-z' -]+?) than ([a-z' -]+?)(?= (?:are|were|did|does|do|is|was|in)\b|[?.,]|$)")
_MEASURE_OF = re.compile(
    r"\b((?:[a-z-]+ )?(?:rate|standard|coverage|area|length|output|income|price|cost|volume|number|amount|capacity)s?) (?:of|for|among) "
    r"(?:the )?"
    r"((?:(?!(?:in|at|by|during|was|were|did|does|is|are|and|for|of|the|from|to|on|per|that|which)\b)[a-z-]+ ?){1,4})(?<! )"
)
"""An English measure with what it is of behind it (standard for rural residents); Chinese puts it before."""
_ENGLISH_STOP = re.compile(
    r"(?<![a-z])(?:start|beginning|middle|piece|pieces|item|items|use|part|parts|side|sides|time|first|last|next|same|others|rest|place|"
    r"places|longer|back|really|fully|around|nearly|almost|together|altogether|roughly|approximately|live|lives|living|lived|stay|over|came|come|comes|go|goes|went|down|them|him|her|we|our|you|your|if|then|than|so|no|not|more|most|less|own|such|via|"
    r"upon|across|after|before|since|until|what|bodies|body|years|government|town|township|office|offices|agency|agencies|commission|"
    r"municipal|local|people's|keep|kept|put|take|took|taken|set|large|big|small|old|new|turn|turned|able|help|helped|make|makes|making|"
    r"mean|means|value|values|final|kind|sort|type|types|way|ways|thing|things|matter|matters|various|several|different|main|mainly|major|"
    r"run|runs|according|regarding|concerning|towards|toward|including|include|includes|included|eight|five|six|seven|nine|ten|the|a|an|of|in|for|to|and|or|is|was|are|were|be|been|it|its|itself|that|this|these|those|by|on|at|with|from|as|how|"
    r"what|which|who|"
    r"did|does|do|has|have|had|there|their|they|report|reported|reports|reporting|bureau|bureaus|department|departments|year|fiscal|"
    r"actually|end|give|gave|"
    r"given|please|tell|me|show|find|city|district|county|province|between|up|about|any|some|all|each|per|one|ones|than|much|many|say|"
    r"said|says|s|"
    r"under|within|during|into|out|off|over|against|versus|only|also|own|but|still|two|three|four|both|just|ever|kind|kinds|paid|pay|used|using|did|been|"
    r"being|among|most recent|figures|figure|data|information|please|exactly|currently|now|there|programme|program|scheme|through|"
    r"while|because|against|state|stated|states|whole|end|do|they|would|could|should|can|will|may|other|every|whole|entire|its|own|get|got|make|made|carry|carried|conduct|"
    r"conducted|handle|handled|hold|held|"
    r"achieve|achieved|collected|happen|happened|occur|occurred|receive|received|exist|existed|happens|basic|number|numbers|overall|matters|impose|imposed|"
    r"came|come|comes|went|gone|goes|meet|over|them|then|old|put|like|such|so|if|when|where|more|same|via|using|large|record|recorded|years|"
    r"bodies|town|government|everyone|attend|attended|catch|catches|caught|join|joined|officers?|deal|deals|treat|complete|completed)(?![a-z])"
)


_BY_HOW_MUCH = re.compile(
    r"(?i)(?P<asked>\bwhich\b.*\b(?:more|less|fewer|higher|lower|larger|greater|bigger|smaller)\b.*?),?\s+(?:and\s+)?"
    r"by how (?:much|many)\b"
)
"""By how much one is more than the other, not how it changed."""
_IN_AN_EVENT = re.compile(
    r"(?i)^(.+?) (?:in|during|after|amid) the "
    r"((?:[\w-]+ ){0,3}(?:flood|rainstorm|typhoon|earthquake|epidemic|pandemic|drought|fire|disaster)s?)\b(?! season)"
)
"""What something happened in comes before what happened, as in Chinese."""
_SPENT_ON_ITEM = re.compile(r"支出(?=\s+哪个[多少]\s.*费(?:\s|$))")
"""What is spent on an item that is money by its own name (三公经费) is an amount of that item, not of spending as a whole."""
_MOVED_BY = re.compile(r"(?i)\bhow much (did|has|have) (.+?) (fall|drop|rise|grow|increase|decrease|decline|shrink|change)d?(?:en)? by\b")
_EXCEEDS = re.compile(
    r"(?i)\bby how (?:much|many)(?= .*\b(?:exceed|surpass|outstrip|outnumber|"
    r"(?:more|higher|larger|greater|bigger|lower|less|fewer|smaller) than)\w*)"
)
"""By how much one thing is more than another, not how it changed."""
_BOTH_WAYS = re.compile(
    r"(?i),?\s*(?:both )?in (?:absolute |money )?(?:amount|terms|value|figures?|money|yuan) and "
    r"(?:in |as an? )?(?:percent(?:age)?|per cent)\w*"
)
"""A change is wanted in money and in percent."""
_ONE = {
    **dict.fromkeys(("household", "family"), "户"),
    **dict.fromkeys(("person", "head", "capita", "recipient", "beneficiary", "student"), "人"),
    **dict.fromkeys(("worker", "employee", "staff member", "patient", "villager"), "人"),
    **dict.fromkeys(("kilometre", "kilometer", "km"), "公里"), "case": "件", "batch": "批次", "school": "所", "mu": "亩", "set": "套",
    "project": "个", "visit": "次", "session": "期", "vehicle": "辆", "tonne": "吨", "enterprise": "家", "company": "家", "village": "个",
}  # fmt: skip
_EACH_ONE = re.compile(
    rf"(?i)\b(?:how (?:many|much)|what (?:was|is|were|are) the (?:average|mean))(?P<what>(?: [a-z-]+){{0,3}}?)"
    rf"(?P<whose> (?:did|does|do|was|were|has) [^?.,]{{3,70}}?)? (?:per|for each) "
    rf"(?P<of>(?:[a-z-]+ ){{0,3}}?)"
    rf"(?P<one>{'|'.join(_ONE)})s?\b(?P<done> (?:filed|opened|registered))?"
)
_MONTHS = re.compile(
    r"(?i)\b(?:in|of|on)?\s*(?:january|february|march|april|june|july|august|september|october|november|december)\b\s*(?:\d{1,2}(?:st|nd|rd|th)?)?(?!\d)"
)


_WHAT_WAS_DONE = re.compile(
    r"(?i)^what (?:did|does|has|have|is|was)\b(?P<who>.{0,60}?)\b(?:do|done|doing) (?:to|about|for|in) (?:help )?(?=\w)"
)
"""What was done about something is told in words (What did X do to help …)."""


_TOTAL_OF_ALL = re.compile(
    r"(?i)\b(?:total|combined|overall) (?:number|amount|value|sum|volume)\b"
    r"(?=.*\b(?:(?:all|across)(?: of)?(?: the)?(?: \w+)?|the (?:two|three|four|five|six|seven|eight|nine|ten)|both)"
    r" (?:\w+ )?(?:bureaus|departments|agencies|offices|commissions|counties|cities|districts|reports)\b)"
)
"""The total of several departments, by the word for it alone (the total number of complaints handled by all bureaus)."""


def _of_each(match: re.Match[str]) -> str:
    """Return what falls on one thing as Chinese asks for it (how many people per household → 平均每户多少人)."""
    unit = "人" if re.search(r"people|persons|members", match["what"]) else ""
    filed = "立案 " if match["done"] else ""
    return f"平均每{_ONE[match['one'].lower()]}{match['of']}{filed}多少{unit} {'' if unit else match['what']}{match['whose'] or ''}"


def from_english(text: str) -> str:
    """Return an English question in Chinese key words; English words that no glossary entry covers stay."""
    capitals = {word.lower() for word in re.findall(r"\b[A-Z]{2,}[\dA-Z.]*\b", text)}
    text = each_in_full(text)
    text = _WHAT_WAS_DONE.sub(lambda m: f"怎么做的 {m['who']} ", text)
    text = _GLOSSED.sub(lambda m: f" {m['gloss']} ", re.sub(r"(?i)(?:(?<=[a-z])|(?<!\S))['’]s\b", " ", text))
    text = _AMOUNT.sub(_in_chinese_units, re.sub(r"(?<=\d),(?=\d{3}\b)", "", _WHOSE_SYSTEM.sub(" ", text)))
    text = _WHICH_ONES.sub("哪些 ", _PIECES_OF.sub(r"\1", _UNDER_TARGET.sub(" 没有达到目标 ", text)))
    text = _LARGER_SHARE.sub(lambda m: f"{m['of']} 占比 哪个{'少' if m['more'].lower() in ('lower', 'smaller') else '多'} ", text)
    text = _MOVED_BY.sub(r"by how much \1 \2 \3", text)
    text = _EXCEEDS.sub("by how many", _BOTH_WAYS.sub(" 金额和幅度多少", text))
    text = _EACH_ONE.sub(_of_each, text)
    text = _TOTAL_OF_ALL.sub(lambda m: f"in total {m[0]}", text)
    text = _BY_HOW_MUCH.sub(lambda m: f"{m['asked']} 多多少", text)
    text = _HYPHEN.sub(" ", text)
    text = _TARGET_AND_REACHED.sub(lambda m: f"{m['of']} 目标多少 实际完成多少 ", text.lower())
    text = _MET_ITS_TARGET.sub(lambda m: f"{m['who']} {m['year'] or ''} {m['of']} 完成目标 吗 ", text)
    text = _TIED.sub(lambda m: f"{m['one']} {m['other']} 挂钩", text)
    text = re.sub(ASKED_TOO, " ? ", text)
    text = _SPENT_OF.sub(r"what percentage \2 account for \1", text.lower())
    text = _SHARE_THAT.sub(r"what percentage \2 account for \1", text)
    text = _MORE_ON.sub(lambda m: f"{m['one']} and {m['other']} 哪个{'多' if m['more'] == 'more' else '少'} {m['who']}", text)
    text = _MORE_THAN.sub(r"\1 比 \2 how many more", text)
    text = _SHARE_OF.sub(r"what percentage \1 account for ", text)
    text = _MEASURE_OF.sub(r"\2 \1", text)
    text = _IN_AN_EVENT.sub(r"\2 \1", text)
    for counted, chinese in _COUNTED_IN_ENGLISH:
        text = counted.sub(chinese, text)
    for phrase, chinese in _english():
        if " and" in phrase and phrase in text:
            text = _pattern(phrase).sub(f" {chinese} " if chinese[0] != "多" else chinese, text)
    lowered = re.sub(r"(?<=[a-z])\s+and\s+|,\s*and\s+", " 和 ", re.sub(r",\s*(?=[a-z\u4e00-\u9fff])", "、", text))
    for phrase, chinese in _english():
        if phrase in lowered:
            lowered = _pattern(phrase).sub(f" {chinese} ", lowered)
    lowered = re.sub(r"支出((?:\s+哪个[多少])?)\s+(项目|基本)(?=\s)", r"\2支出\1", lowered)
    lowered = _ENGLISH_STOP.sub(" ", _MONTHS.sub(" ", _SPENT_ON_ITEM.sub(" ", lowered)))
    lowered = _SHORT.sub(lambda m: m[0] if m[0] in capitals else " ", lowered)
    return re.sub(r"\s+", " ", lowered).strip(" ?.!,")


_WHOSE_SYSTEM = re.compile(r"(?i)\b(?:health|education|judicial|police|transport|civil affairs) system\b(?! reform)")
"""All of a department's bodies, which says whose report is meant and nothing of the figure."""
_SHORT = re.compile(r"(?<![\w-])[a-z]{1,3}(?![\w-])")
"""Little words that no list of them holds; names in capitals (ODR, VOC) are kept."""
