"""How a department is made up (机构与人员): counts of bodies and staff, and the bodies by name."""

import re
from collections.abc import Sequence
from decimal import Decimal

from search.answers.bodies.by_unit import figures_by_unit
from search.answers.bodies.counted import of_the_kind
from search.answers.bodies.numbers import numbers_of
from search.answers.figures.lookup import lookup, one_ask
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import AnswerRow, Result
from search.answers.refuse import not_reported, refused
from search.answers.rows import row_of
from search.answers.say import count_in_words, either, figures
from search.facts_source import ReportRef
from search.matching.metrics import resolve
from search.matching.prepared import Candidate
from search.plan import Ask, Refusal
from search.planning.names_and_count import BOTH_WAYS
from search.planning.sums import posts_asked
from search.words.lexicon import parts_of_wholes, terms_of

REACH = 60
"""Characters before a list of bodies in which their number stands."""
_BY_NAME = re.compile(r"哪|名单|名称|列出|分别|叫什么|which|name|list", re.IGNORECASE)
_BELOW = r"下属|下设|直属|二级|所属|(?:下|底|手)(?:头|面|边|下)(?:管|有|设|辖)(?!着?\s*[几多少]*个?(?:村|社区|镇|乡|街道|小区))"
_WHERE_ALONE = re.compile(r"(?:下|底|手)(?:头|面|边|下)?(?:管|有|设|辖)?")
"""Words that say where bodies stand and not which they are (下面有)."""
_KINDS: tuple[tuple[str, str], ...] = (
    (
        "前身",
        r"合并|并成|合成|并(?:起|到一|过)来|拼(?:成|起来)|凑(?:成|起来)|[并合捏凑][到在入]一|"
        r"整合|组建|前身|原来|[老旧](?:单位|局|部门)|由.{0,6}组成",
    ),
    ("加挂", r"加挂|挂.{0,6}牌|牌子"),
    ("独立预算", r"预算单位|独立核算|[预决]算(?:里|中|当中|范围|编报|包括)"),
    ("内设", r"内设|科室|股室|处室|职能科"),
    ("派出", r"派出|分局|基层所|市场监管所|派出所"),
    ("直属", rf"{_BELOW}|事业单位"),
    ("下属", rf"{_BELOW}|事业单位"),
    ("二级", _BELOW),
    ("事业", r"事业单位|下属"),
)
_WITH_ACCOUNTS = ("直属", "独立预算", "下属", "二级", "事业")
"""Kinds of bodies that are called so in one report and otherwise in the next."""


def structure(inquiry: Inquiry) -> Outcome:
    """Return counts of staff and bodies as printed, and bodies by name where names are asked for or no count is printed."""
    rows: list[AnswerRow] = []
    answered: set[int] = set()
    if (word := name_holds(inquiry.question)) and (held := _holding(inquiry, word)) is not None:
        return held
    whole = [a.model_copy(update={"phrase": _IN_ALL.sub(" ", a.phrase).strip() or a.phrase}) for a in inquiry.plan.asks]
    parted = posts_asked(inquiry.question, whole)
    inquiry = inquiry.asking(*parted) if parted != whole else inquiry
    asks = [part for ask in parted for part in _apart(ask)] or [Ask(phrase=inquiry.plan.topic, names=True)]
    for report in inquiry.reports:
        for index, ask in enumerate(asks):
            mine = _one(inquiry, index, ask, report)
            answered |= {index} if mine else set()
            rows.extend(r for r in mine if r not in rows)
    if not rows:
        sure = _only_names(inquiry, asks) or any(_OF_POSTS.search(a.phrase) for a in asks)
        outcome = not_reported(inquiry) if sure else lookup(inquiry)
        return outcome if outcome.refusal is None and any(r.value is not None for r in outcome.rows) else not_reported(inquiry)
    counted = [r for r in rows if not isinstance(r.value, str)]
    if counted and len(inquiry.departments) > 1 and _THOSE_THAT_SAY.search(inquiry.question) and not any(a.names for a in asks):
        rows = counted  # of those that print a number that is asked; bodies by name are none
    text = (figures([r for r in rows if not isinstance(r.value, str)], inquiry) + _names(rows, inquiry)).strip()
    lost = [a.phrase for i, a in enumerate(asks) if i not in answered]
    if lost:
        text += either(inquiry, f"报告没有“{'、'.join(lost)}”的说明。", f" Not reported: {'; '.join(lost)}.")
    return Outcome(rows=rows, text=text)


_THOSE_THAT_SAY = re.compile(
    r"(?:写|列|标|注|说|给|报|公布|披露)[明出清了]?[^,，。]{0,20}数[^,，。]{0,4}的(?:局|单位|部门|地方|报告)|"
    r"(?:个|家|数)数?(?:各|分别)是?(?:多少|几)"
)
"""The number itself is asked of those that print it (写明了科室数的单位，各是几个)."""


def _only_names(inquiry: Inquiry, asks: Sequence[Ask]) -> bool:
    """Tell whether nothing but the names of bodies is asked for."""
    counted = re.search(r"多少|(?<!哪)几[个家所]?(?!个?人)", inquiry.question)
    always = "|".join(pattern for _, pattern in _KINDS[:2])  # nobody counts former bodies or name plates
    return not counted and all(
        re.search(always, a.phrase) or (a.names and any(re.search(pattern, a.phrase) for _, pattern in _KINDS)) for a in asks
    )


_IN_ALL = re.compile(r"全部(?:的)?|总共(?:有)?|一共(?:有)?|合计")
"""That the whole number is wanted, which staff figures are by themselves."""

_PERSONS = (
    r"民警|辅警|文职|教师|医生|护士|干部|公务员|雇员|工勤|工人|编外|协管|社工|工作者|离休|借调|临聘|聘用|职工|劳务派遣|党员|队员|网格员"
)


def _apart(ask: Ask) -> list[Ask]:
    """Return the questions that one clause asks of bodies and staff (内设机构数和预算单位名单)."""
    phrase = re.sub(r"\s*各\s*$", "", ask.phrase).strip()
    pieces = re.split(r"\s*(?:以及|和|、|与|及)\s*", phrase)
    pieces = pieces if len(pieces) > 1 else [p for p in phrase.split() if not _WHERE_ALONE.fullmatch(p)]
    kinds = "|".join(pattern for _, pattern in _KINDS) + r"|编制|在职|退休|人数|人员|" + _PERSONS
    if len(pieces) < 2 or not all(re.search(kinds, p) for p in pieces):
        return [ask]
    counted = [ask.dimension == "count" or bool(re.search(r"数$|多少|几", p)) for p in pieces]
    return [
        ask.model_copy(
            update={"phrase": p, "names": (ask.names and not c) or bool(_BY_NAME.search(p)), "dimension": "count" if c else None}
        )
        for p, c in zip(pieces, counted, strict=True)
    ]


def _one(inquiry: Inquiry, index: int, ask: Ask, report: ReportRef) -> list[AnswerRow]:
    if by_body := figures_by_unit(inquiry, ask, report):
        return [row_of(c).model_copy(update={"metric": f"{c.row.scope}{c.row.name}"}) for c in by_body]
    named = ask.names or (not _counted(ask) and any(re.search(p, ask.phrase) for _, p in _KINDS[:2]))
    both = BOTH_WAYS.search(inquiry.question) is not None
    units = [_unit_row(c) for c in _units(inquiry, ask, report)] if named or both else []
    if units and named and not both:
        return _itself(inquiry, report, units) + units
    if named and _only_names(inquiry, [ask]):
        return []  # their number is none of their names
    plain = ask.model_copy(update={"dimension": ask.dimension or "count", "names": False})
    staff = inquiry.pick_in(plain, [c for c in inquiry.candidates(report) if c.row.section in ("staff", "outcomes")])
    counts = [c for c in inquiry.candidates(report) if c.row.section == "staff"]
    figures_of = staff or numbers_of(ask.phrase, counts) or one_ask(inquiry, index, plain, report)
    found = [c for c in figures_of if c.value is not None and _of_its_posts(ask.phrase, c)]
    if found:
        return [row_of(c) for c in found] + units
    if parts := _parts_of(inquiry, ask, report):
        return [row_of(c) for c in parts]
    bodies = _units(inquiry, ask, report)
    counted = _count_before(inquiry, bodies, report)
    return counted if counted and _counted(ask) and not both else counted + [_unit_row(c) for c in bodies]


_A_POST = re.compile(r"行政|事业(?!单位)|工勤|参公")
_OF_POSTS = re.compile(rf"{_A_POST.pattern}|编外|临聘|临时工|聘用(?:人|职工)|劳务派遣|合同制")
"""Staff by how they are employed; nobody who was hired for a task of the year is the nearest thing to them."""


def _of_its_posts(phrase: str, c: Candidate) -> bool:
    """Tell whether a number of staff is of the posts asked for (行政编制 is no 编制数), where the question names posts of staff."""
    posts = set(_A_POST.findall(phrase)) if re.search(r"编制|在职|在编|退休|人员", phrase) else set()
    return not posts or bool(posts & set(_A_POST.findall(c.row.name + (c.row.scope or ""))))


def _parts_of(inquiry: Inquiry, ask: Ask, report: ReportRef) -> list[Candidate]:
    """Return the parts a report prints of a number that it does not print whole (政法专项编制 and 工勤编制 of 编制)."""
    said = {form for t in terms_of(ask.phrase) for form in t.forms}
    groups = [group for group in parts_of_wholes() if any(part[2:] in said or part[-2:] in said for part in group)]
    if any(part in ask.phrase for group in groups for part in group):
        return []  # one part is asked for; another is none of it
    pool = [c for c in inquiry.candidates(report) if c.row.section == "staff" and c.value is not None]
    return [c for c in pool if any(part in c.name for group in groups for part in group)]


def _count_before(inquiry: Inquiry, bodies: list[Candidate], report: ReportRef) -> list[AnswerRow]:
    """Return the number of bodies printed right before the list of them (并入机关的单位5个：…), where the question asks how many."""
    if not bodies or not re.search(r"多少|几[个家所]|how many", inquiry.question, re.IGNORECASE):
        return []
    start = bodies[0].row.span[0]
    counts = [c for c in inquiry.candidates(report) if c.row.section == "staff" and c.unit in ("个", "家", "所")]
    near = [c for c in counts if 0 <= start - c.row.span[1] <= REACH and c.value == len(bodies)]
    return [row_of(c) for c in near[-1:]]


def _counted(ask: Ask) -> bool:
    return ask.dimension == "count" and not ask.names


def _units(inquiry: Inquiry, ask: Ask, report: ReportRef) -> list[Candidate]:
    """Return the bodies of the kind the question names, in the order printed; of several kinds that fit, that of as many as it says."""
    pool = [c for c in inquiry.candidates(report) if c.row.section == "units"]
    asked = ask.phrase + inquiry.plan.topic
    wanted = dict.fromkeys(kind for kind, pattern in _KINDS if re.search(pattern, asked))
    if all(kind in _WITH_ACCOUNTS for kind in wanted) and re.search(r"单位|机构", inquiry.question):
        wanted |= dict.fromkeys(_WITH_ACCOUNTS)
    lists = [found for kind in wanted if (found := _besides(inquiry, [c for c in pool if kind in (c.row.kind or "")]))]
    text = inquiry.source.text(report.report_id)
    lists = [of_the_kind(inquiry.question, text, found) for found in lists]
    said = _SO_MANY.search(inquiry.question)
    if as_many := [found for found in lists if said and count_in_words(len(found)) == said["count"].replace("两", "二")]:
        return as_many[0]
    if lists:
        return lists[0]
    return [m.candidate for m in resolve(ask.model_copy(update={"dimension": None}), pool, sections=("units",))]


_SO_MANY = re.compile(r"(?P<count>[二两三四五六七八九十]+)[个家]")
_BESIDES = re.compile(r"除(?:了|去|开)?(?:[局委厅院镇乡]|单位)?(?:本级|机关|本身|本部)")
_ITSELF = re.compile(r"(?:本级|机关)(?:[（(].{1,6}[)）])?$")


def _besides(inquiry: Inquiry, bodies: list[Candidate]) -> list[Candidate]:
    """Return bodies without the department itself, where the question leaves that out (除了局本级还有哪些单位)."""
    return [c for c in bodies if not _ITSELF.search(c.row.name)] if _BESIDES.search(inquiry.question) else bodies


def _itself(inquiry: Inquiry, report: ReportRef, bodies: list[AnswerRow]) -> list[AnswerRow]:
    """Return the department itself as the first of its bodies, where a question says one more than are listed and a table names it."""
    said = _SO_MANY.search(inquiry.question)
    if said is None or said["count"].replace("两", "二") != count_in_words(len(bodies) + 1) or _BESIDES.search(inquiry.question):
        return []
    named = [c for c in inquiry.candidates(report) if c.row.section == "staff" and _ITSELF.search(c.row.scope or "")]
    return [row_of(c).model_copy(update={"metric": bodies[0].metric, "value": c.row.scope, "unit": None}) for c in named[:1]]


_HOLDS = re.compile(
    r"(?:带|含|包含|叫|名为)(?:有|着)?(?:个)?[“\"‘'《](?P<quoted>[^”\"’'》]{1,10})[”\"’'》]|"
    r"名(?:称|字)?(?:里面|里|中|上)?(?:都)?(?:带|含|包含|有)(?:有|着)?[“\"‘'《]?(?P<named>[\u4e00-\u9fff]{1,8}?)[”\"’'》]?"
    r"(?:[一二两三四五]?个?字样?|字样|的|(?=$|[?？，,]))"
)


def name_holds(question: str) -> str:
    """Return the word that the names of the bodies asked for hold (名称带“安全”的科室); empty where none is said."""
    found = _HOLDS.search(question)
    return (found["quoted"] or found["named"]) if found else ""


def _holding(inquiry: Inquiry, word: str) -> Outcome | None:
    """Return the bodies whose names hold a word, their number where it is asked for; None where no bodies of the kind are printed."""
    rest = _HOLDS.sub(" ", inquiry.question)
    kinds = Ask(phrase=rest if any(re.search(p, rest) for _, p in _KINDS) else f"{rest} 内设", names=True)
    every = [c for report in inquiry.reports for c in _units(inquiry, kinds, report)]
    if not every:
        return None
    rows = [_unit_row(c) for c in every if word in c.row.name]
    if not rows:
        said = (f"报告列出的机构里没有名称带“{word}”的", f"No body that the report lists has “{word}” in its name")
        return refused(inquiry, Refusal(reason="figure", said=either(inquiry, *said)))
    counted = re.search(r"多少|几(?:个|家)(?!是)", rest) is not None
    result = Result(value=Decimal(len(rows)), unit="个", of=f"名称带“{word}”的机构数") if counted else None
    return Outcome(rows=rows, result=result, text=_names(rows, inquiry))


def _unit_row(c: Candidate) -> AnswerRow:
    return row_of(c).model_copy(update={"metric": c.row.kind or "机构", "value": c.row.name, "unit": None})


def _names(rows: list[AnswerRow], inquiry: Inquiry) -> str:
    by_kind: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if isinstance(row.value, str):
            by_kind.setdefault((row.department, row.metric), []).append(row.value)
    return "".join(
        either(inquiry, f"{d}的{kind}（{len(names)}个）：{'、'.join(names)}。", f" {d}, {kind} ({len(names)}): {'、'.join(names)}.")
        for (d, kind), names in by_kind.items()
    )
