"""Ranks, streaks and changes of what a sentence has named (排名、连续年数、增减): metrics told of another metric."""

import re

from ingest.extractors.outcomes.clauses import Mention
from ingest.extractors.outcomes.context import Context, Named
from ingest.extractors.outcomes.suffix import suffix_of
from ingest.extractors.outcomes.words import RATE_WORDS

LEVEL = re.compile(
    r"(?:均|仅|也|都|已|分别)?(?:达到了?|达|(?<![行作])为|是|(?<![拥国所占享持保])有|共有|共计|共|累计|总计|合计|到|"
    r"至|了|等"
    r"|提高[到至]|提升[到至为]|压缩[到至为]了?|压减[到至为]|缩短[到至为]|缩减[到至]|降[到至低为]{1,2}|下降[到至]|增[至到]|增加[到至]|"
    r"增长[到至]|上升[到至]"
    r"|[压扩缩升改爬涨提]到|扩大[到至]|突破|超过|稳定在|保持在?|维持在|控制在|实现|平均|基本|进一步|的占|(?:每人)?每[月年天日]|达成|减少[到至]|折合(?:人民币)?|[:：\s、，])+$"
)
_THAN = (
    r"(?:同比|环比|同期|(?<![占对])[比较与](?:上年|去年|上年度|20\d\d年|年初|同期|上期|上届|上季度|上一年度?|前一?年|往年|历年"
    r"|近[一二三四五]年|“?十[二三四]五”?|疫情前|改造前|改革前|(?:省定|市定|国定|年度|全国|全省|全市|国家)?(?:目标|平均水平|平均|均值|标准|计划|要求)值?)(?:同期|平均水平|均值|平均值|平均|相比|初|末|底)*)"
)
"""What a figure is compared with."""

CHANGE = re.compile(
    rf"(?P<than>{_THAN}?)(?:分别|(?<![亩户人村校次年日月台])均|共|又|再"
    r"|净)?(?P<verb>净增|增产|减产|增长|增加|上升|提高|提升|下降|减少|降低|压减|缩减|回落|下滑|压缩|缩短"
    r"|前进|前移|跃升|提速|增幅|降幅)了?(?:约|近|达|为)?$"
    rf"|(?P<told>{_THAN})(?:分别|均|又|再)?(?P<short>少发|多发|(?:多|少)(?:收|争取|办|增)|节省|节约|少|多|高出|高|低|进|退|增|减|降|升)了?$"
)
"""A change against another time; a verb of one syllable only where it says against which."""

_FULL = {
    "少发": "减少", "多发": "增加", "少": "减少", "多": "增加", "高": "高出", "进": "前进", "退": "后退", "低": "低于",
    "增": "增长", "减": "减少", "降": "下降", "升": "上升",
}
_FALLING = ("下降", "降低", "回落", "下滑")
_HAPPENED = re.compile(r"^(?:全[国省市县区州旗镇乡])?共?发生(?:各类)?(?=\S{2,})")
_AFTER = re.compile(r"^[^，。；]{3,}(?<![滞落先])后$|^因[^，。；]{2,10}$|^受[^，。；]{2,10}影响$")
_SCOPE = re.compile(
    r"(?P<scope>全[国省市县区州旗]|同类城市|同类地区|(?:(?![居列位排全在获])[\u4e00-\u9fff]){2,3}?(?:省|市|区))?"
    r"(?:同类\w{0,4}|各?(?:县区|区县|市州|县市区?|地市|设区市|部门)|\d{1,3}[个家][\u4e00-\u9fff]{1,6}"
    r"|[\u4e00-\u9fff]{0,4}(?:学校|院校|医院|系统|行业))?(?:中|内|里|当中)?$"
)
_RANKING = re.compile(r"(?:均|也|稳|继续|持续|综合|连续)*(?:排名|排行|排在|排|位列|位居|名列|跃居|列|居|位"
    r"|(?:上升|跃升|前进|前移|升)[至到]?|进入|跻身|达到)[^，]{0,3}$"
    r"|(?:夺得|取得|荣获|获得|获)$")
TRIM = " \t\u3000、，,：:；;。的了-—"


def rank(left: str, context: Context) -> Named:
    """Return the metric of a rank (群众满意度全市排名)."""
    stripped = _RANKING.sub("", left)
    m = _SCOPE.search(stripped)
    scope = (m["scope"] if m else "") or ""
    if not scope:
        found = re.search(r"全[国省市县区州旗]", left)
        scope = found.group() if found else ""
    subject = stripped[: m.start()] if m and m["scope"] else stripped.replace(scope, "") if scope else stripped
    subject = _RANKING.sub("", subject.strip(TRIM)).strip(TRIM)
    subject = re.sub(r"(?:排名|排行|前全年|全年|均|继续|稳|连续|综合|保持|仍)+$", "", subject).strip(TRIM)
    subject = re.sub(r"^[一二两三四]次|[一二两三四]次$", "", re.sub(r"(?:排名|排行|在)$", "", subject))
    previous = context.previous()
    certain = 0.9
    if len(subject) < 2 and previous:
        subject, certain = previous.core, 0.88
    elif previous and (subject in RATE_WORDS or previous.core.endswith(subject)):
        subject = previous.core
    metric = f"{subject}{scope}排名"
    return Named(subject, metric, "", "位", certain if len(subject) >= 2 else 0.5)


def streak(left: str, following: str) -> Named:
    """Return the metric of years in a row (连续获评…年数)."""
    base = re.sub(r"(?:已|全[国省市县区]|均)?连续$", "", left).strip(TRIM)
    done = re.split(r"[，。；]", following)[0].strip(TRIM)[:24]
    return Named(base or done, f"{base}连续{done}年数", "", "年", 0.9)


def _alike(unit: str, context: Context, previous: Named) -> Named:
    """优良天数326天，优良率89.3%，增加11天: a change in a counted unit is that of what was counted so."""
    if context.anchor or unit == previous.unit or unit.endswith(("%", "百分点", "‰")):
        return previous
    return next((n for n in reversed(context.sentence) if n.unit == unit), previous)


def changed(left: str, change: re.Match[str], mention: Mention, context: Context) -> Named:
    """Return the metric of a change against another year (…同比增长率)."""
    base = left[: change.start()].strip(TRIM)
    base = _AFTER.sub("", LEVEL.sub("", base)).strip(TRIM)
    previous = context.previous()
    than = change["than"] or change["told"] or ""
    than = "同比" if re.fullmatch(r"同比|[比较]?(?:上年|去年|同期)(?:同期|相比)?", than) else than
    unit = mention.quantity.unit
    if len(base) < 2 and previous:
        previous = _alike(unit, context, previous)
        shared = unit.endswith("百分点") and previous.unit == "%"
        counted = len(previous.core) <= 4 and "元" not in previous.unit and unit != previous.unit
        counted = counted and previous.metric != previous.core + "数"
        base = previous.metric if shared or counted else previous.core
    base = _HAPPENED.sub("", base)
    verb = change["verb"] or _FULL.get(change["short"]) or _FULL.get((change["short"] or "-")[0], change["short"])
    if verb in ("增幅", "降幅"):
        tail = verb
    elif unit.endswith(("%", "‰")):
        tail = "增长率" if verb in ("增长", "增加", "净增", "上升") else "降幅" if verb in _FALLING else f"{verb}比例"
    elif unit.endswith("百分点"):
        tail = f"{verb}百分点"
    elif unit in ("位", "名", "个位次") and verb not in ("增加", "减少", "净增"):
        tail = f"{verb}位次"
    else:
        tail = verb + suffix_of(unit, "")
    metric = (base + than + tail) if len(base) >= 2 else (context.strong or context.title) + than + tail
    return Named(base or metric, metric, "", unit, 0.85 if than else 0.9)
