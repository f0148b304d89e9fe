"""Score and grade of the whole (自评得分、等级): from prose first, else from the total line of the scoring table."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.document import Document
from ingest.extractors.projects.entry import entries
from ingest.numbers import number_of

NUMBER = r"(?:\d{1,3}(?:\.\d{1,4})?|[一二三四五六七八九十百零点]{2,7})"
POINTS = r"分(?!以[上内下]|及以|[（(]不?含|[~～至—–-]+\s*\d)"
"""What closes a score; a bound of a scale of grades goes on (90分（含）以上为优)."""

SCORES: tuple[re.Pattern[str], ...] = (
    re.compile(
        r"(?:自评|自我评价|评价|综合|绩效|整体支出|总体?|最终|评审)[^。；\n]{0,24}?(?:得分|评分|总分|打分|评定分数?|分值|分数)(?:合计|"
        r"总计|共计)?"
        rf"(?:[（(][^）)]{{0,12}}[)）])?\s*(?:为|是|：|:|达到?|共)?\s*(?P<score>{NUMBER})\s*(?:{POINTS}|(?=[，。；\s]*$))"
    ),
    re.compile(rf"(?:总体|整体|综合|绩效)*自评(?:为|得)?\s*(?P<score>{NUMBER})\s*{POINTS}"),
    re.compile(rf"(?:自评|评价|绩效|综合)得\s*(?P<score>{NUMBER})\s*{POINTS}"),
    re.compile(rf"得分?\s*[=＝][^。；]{{4,80}}[=＝]\s*(?P<score>{NUMBER})\s*{POINTS}"),
    re.compile(rf"(?:实际|最终|具体|总|^|[，。；、])得分(?:为|：|:)?\s*(?P<score>{NUMBER})\s*{POINTS}"),
    re.compile(rf"\d分[，,；、。]\s*(?:合计|总计|共计)(?:得分|得|为)?\s*(?P<score>{NUMBER})\s*{POINTS}"),
    re.compile(r"总得分(?:为|：|:)?\s*(?P<score>\d{2}\.\d{1,2})(?=[，。；])"),
    re.compile(rf"(?:优秀|良好|优|良|中|差)[”\"]?[（(]\s*(?P<score>{NUMBER})\s*{POINTS}\s*[)）]"),
)
"""How a sentence prints the score, the fullest wording first."""

NOT_WHOLE = re.compile(
    r"满意度|调查|其中|专项|上一?年|去年|扣|单项|指标得|一级指标|部分|方面|平均|考核|(?:执行|目标实现|管理)情况得分"
)
OF_ONE = re.compile(
    r"(?:分值|权重|满分)(?:为|：|:)?\s*\d{1,2}(?:\.\d+)?\s*分?[，,、；]\s*$|"
    r"(?:指标|产出|效益|满意度|执行|投入|过程|决策|管理|效率|效能)[^，。；\d得]{0,8}\d{1,2}(?:\.\d+)?\s*分[，,]\s*$"
)
"""What stands before the score of one indicator (分值6分，自评5.5分)."""

FULL_MARK = re.compile(r"分值|满分|总分(?:设定?)?为\s*100")
"""The mark that can be had (总分值为100分), not the one that was."""

ONE_PROJECT = re.compile(r"项目(?:绩效)?自评|[”\"]项目[^，。；]{0,6}得分")
NUMBERED = r"^[ \t]*(?:[（(][一二三四五六][)）]|\d{1,2}[.、．])?\s*"
HEADED = re.compile(
    rf"{NUMBERED}(?:部门)?(?:整体)?(?:支出)?(?:绩效)?自评(?:综合|总)?得?分(?:数|情况)?[ \t]*[：:]?\s*\n\s*({NUMBER})\s*分?[ \t]*$",
    re.MULTILINE,
)
"""A score alone under its heading."""

CELL = re.compile(rf"(?:自评总分|自评得分合计|评价总分|自评总得分|总得分)\s*[：:|\t\n]+\s*({NUMBER})(?!\d|%)")
TOTAL = re.compile(
    r"^[ \t|]*(?:(?:合\s*计|总\s*计|总\s*分|总\s*得\s*分|自评总分)(?:[（(].{0,8}[)）])?[\s|]*)+"
    r"((?:[\d.]+|[-—/])(?:[\s|]+(?:[\d.]+|[-—/]))*)",
    re.MULTILINE,
)
OF_WHOLE = re.compile(r"(?:整体|部门|总体)[^。；，]{0,24}(?:得分|评分|总分|自评)")
FULL = Decimal(100)

WORDS = r"(?P<grade>优秀|良好|中等|较差|不合格|合格|不及格|及格|优|良|中|差|[A-D]级?)"
END = r"(?:[”\"」’]|等次|等级|级|档|[，。；、\s）)（(]|$)"
GRADES: tuple[re.Pattern[str], ...] = (
    re.compile(
        r"(?:等级|等次|级别|级次|档次|评级|结果|结论|评定|评为|评价)(?:评定|评价|划分|认定)?(?:结果|等级)?(?:是|为|：|:|\s)*"
        rf"(?:等级|等次)?(?:为)?[“\"「‘]?{WORDS}{END}"
    ),
    re.compile(rf"(?:属于?|获得|达到)[“\"「]?{WORDS}[”\"」]?{END}"),
    re.compile(rf"{NUMBER}\s*分[，,](?:等级|等次|结果|评价|评定)*(?:为|属于?)[“\"「]?{WORDS}[”\"」]?{END}"),
    re.compile(rf"绩效(?:等级)?[“\"「]{WORDS}[”\"」]"),
)
NOT_ITS_GRADE = re.compile(r"”?项目[^。；]{0,6}$|”项目[^。；]{0,16}$|[“《][^”》]*$|(?:满意|考核|连续)[^，。；]*$")
UNDER = re.compile(
    rf"{NUMBERED}自评(?:等级|等次|级别|结论)[ \t]*[：:]?\s*\n\s*(优秀|良好|合格|优|良|中|差)[ \t]*$", re.MULTILINE
)
"""A grade alone under its heading."""

ITS_GRADE = re.compile(r"自评|评价|得分|整体|绩效|综合|\d分")
TICKED = re.compile(r"[☑√■✔]\s*(?P<grade>优秀|良好|优|良|中|差)|(?P<grade2>优秀|良好|优|良|中|差)\s*[（(]?\s*[☑√■✔]")


def self_score_of(document: Document, project: bool = False) -> Decimal | None:
    """Return the score of the whole, without trailing zeros; 总分100分 beside a score is the full mark, not the score.

    In the report of a department a project's own score is not the whole's; in a `project`'s report it is.
    """
    told = list(_told(document, project))
    whole = [values for flow, values in told if OF_WHOLE.search(flow)]
    for values in (*whole, *(values for _, values in told)):
        return _plain(next((value for value in values if value < FULL), values[0]))
    cell = CELL.search(document.text) or HEADED.search(document.text)
    if cell and Decimal(cell[1]) <= FULL:
        return _plain(Decimal(cell[1]))
    total = next(_totals(document.text), None)
    return None if total is None else _plain(total)


def _told(document: Document, project: bool) -> Iterator[tuple[str, list[Decimal]]]:
    """Yield the paragraphs that print scores with those scores; one about a single programme among others tells that programme's."""
    for flow in document.flows:
        found = [value for value, clause in _scores(flow.text, project) if project or not ONE_PROJECT.search(clause)]
        if found and (project or not entries(document, flow)):
            yield flow.text, found


def _number(text: str) -> Decimal:
    """Return the value of an Arabic or Chinese numeral; what is none is above every score."""
    try:
        return number_of(text)
    except ValueError:
        return FULL + 1


def _scores(text: str, project: bool) -> Iterator[tuple[Decimal, str]]:
    """Yield the scores that a paragraph prints, each with its clause."""
    for pattern in SCORES:
        for m in pattern.finditer(text):
            value = _number(m["score"])
            clause = text[max(text.rfind(c, 0, m.start()) for c in "，。；（(") + 1 : m.end()]
            if OF_ONE.search(text[: m.start()]) or (value == FULL and FULL_MARK.search(m.group())):
                continue
            told = re.sub("专项", "", m.group() + clause) if project else m.group() + "，" + clause
            if value <= FULL and not NOT_WHOLE.search(told):
                yield value, clause


def _totals(text: str) -> Iterator[Decimal]:
    """Yield the last figure of each total line whose figures can be a weight and a score."""
    for m in TOTAL.finditer(text):
        figures = [Decimal(x) for x in re.findall(r"\d+(?:\.\d+)?", m[1])]
        if figures and figures[-1] <= FULL and (len(figures) == 1 or FULL in figures[:-1]) and len(figures) <= 3:
            yield figures[-1]


def _plain(score: Decimal) -> Decimal:
    """Return a score without trailing zeros, and without exponent."""
    return Decimal(format(score.normalize(), "f"))


def grade_of(document: Document) -> str | None:
    """Return the grade of the whole as printed (优, 良好 …), never a single project's."""
    ticked = TICKED.search(document.text)
    if ticked:
        return ticked["grade"] or ticked["grade2"]
    for flow in document.flows:
        for pattern in GRADES:
            for m in pattern.finditer(flow.text):
                before = flow.text[max(0, m.start() - 30) : m.start()]
                if m["grade"] == "中" and flow.text[m.start("grade") - 1] not in "为是：:“\"属":
                    continue  # 在重点评价中，…
                if not NOT_ITS_GRADE.search(before) and ITS_GRADE.search(before + m.group()):
                    return m["grade"]
    under = UNDER.search(document.text)
    return under[1] if under else None
