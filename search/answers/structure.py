"""How a department is made up (机构与人员): counts of bodies and staff, and the bodies by name."""

import re
from collections.abc import Sequence

from search.answers.by_unit import figures_by_unit
from search.answers.inquiry import Inquiry, Outcome
from search.answers.lookup import lookup, one_ask
from search.answers.model import AnswerRow
from search.answers.refuse import not_reported
from search.answers.rows import row_of
from search.answers.say import either, figures
from search.facts_source import ReportRef
from search.lexicon import parts_of_wholes, terms_of
from search.metrics import resolve
from search.plan import Ask
from search.prepared import Candidate

REACH = 60
"""Characters before a list of bodies in which their number stands."""
_BY_NAME = re.compile(r"哪|名单|名称|列出|分别|叫什么|which|name|list", re.IGNORECASE)
_COUNT_AND_NAMES = re.compile(
    r"(?:多少|几)[个家所][^,，、;；。?？]{0,14}[,，、;；。?？\s和并且]+(?:它们|各|都|请)?(?:分别)?(?:是|叫|为|有|列出)*(?:哪|什么|啥|名|谁)|"
    r"how many.*(?:which|what are they|their names|name them|names)",
    re.IGNORECASE,
)
"""How many there are and what they are called (有几个…，分别是哪几个)."""
_BELOW = r"下属|下设|直属|二级|所属|(?:下|底|手)(?:头|面|边|下)(?:管|有|设|辖)(?!着?\s*[几多少]*个?(?:村|社区|镇|乡|街道|小区))"
_KINDS: tuple[tuple[str, str], ...] = (
    ("前身", r"合并|并成|合成|组建|前身|原来|由.{0,6}组成"),
    ("加挂", r"加挂|挂.{0,6}牌|牌子"),
    ("独立预算", r"预算单位|独立核算"),
    ("内设", r"内设|科室|股室|处室|职能科"),
    ("派出", r"派出|分局|基层所|市场监管所|派出所"),
    ("直属", rf"{_BELOW}|事业单位"),
    ("下属", rf"{_BELOW}|事业单位"),
    ("二级", _BELOW),
    ("事业", r"事业单位|下属"),
)


def structure(inquiry: Inquiry) -> Outcome:
    """Return counts of staff and bodies as printed, and bodies by name where names are asked for or no count is printed."""
    rows: list[AnswerRow] = []
    answered: set[int] = set()
    whole = [a.model_copy(update={"phrase": _IN_ALL.sub(" ", a.phrase).strip() or a.phrase}) for a in inquiry.plan.asks]
    asks = [part for ask in _of_which(whole) for part in _apart(ask)] or [Ask(phrase=inquiry.plan.topic, names=True)]
    for report in inquiry.reports:
        for index, ask in enumerate(asks):
            mine = _one(inquiry, index, ask, report)
            answered |= {index} if mine else set()
            rows.extend(r for r in mine if r not in rows)
    if not rows:
        outcome = lookup(inquiry)
        return outcome if outcome.refusal is None else not_reported(inquiry)
    text = figures([r for r in rows if not isinstance(r.value, str)], inquiry) + _names(rows, inquiry)
    lost = [a.phrase for i, a in enumerate(asks) if i not in answered]
    if lost:
        text += either(inquiry, f"报告没有“{'、'.join(lost)}”的说明。", f" Not reported: {'; '.join(lost)}.")
    return Outcome(rows=rows, text=text)


_IN_ALL = re.compile(r"全部(?:的)?|总共(?:有)?|一共(?:有)?|合计")
"""That the whole number is wanted, which staff figures are by themselves."""

_POSTS = ("行政", "事业", "工勤", "参公", "机关", "专业技术", "编外")
_OF_POSTS = re.compile(r"编制|在职(?:人员|人数)?|退休(?:人员|人数)?|人员|职工")


def _of_which(asks: Sequence[Ask]) -> list[Ask]:
    """Return the asks with the parts of a number of posts each on its own (编制多少名，其中行政和事业各多少 → 行政编制, 事业编制)."""
    found: list[Ask] = []
    for ask in asks:
        whole = _OF_POSTS.search(found[0].phrase) if found else None
        named = [post for post in _POSTS if post in ask.phrase]
        if whole is None or not named or _OF_POSTS.search(ask.phrase):
            found.append(ask)
            continue
        found += [ask.model_copy(update={"phrase": post + whole[0], "dimension": "count", "of_previous": False}) for post in named]
    return found


_PERSONS = (
    r"民警|辅警|文职|教师|医生|护士|干部|公务员|雇员|工勤|工人|编外|协管|社工|工作者|离休|借调|临聘|聘用|职工|劳务派遣|党员|队员|网格员"
)


def _apart(ask: Ask) -> list[Ask]:
    """Return the questions that one clause asks of bodies and staff (内设机构数和预算单位名单)."""
    pieces = re.split(r"和|、|与|及|以及", ask.phrase)
    kinds = "|".join(pattern for _, pattern in _KINDS) + r"|编制|在职|退休|人数|人员|" + _PERSONS
    if len(pieces) < 2 or not all(re.search(kinds, p) for p in pieces):
        return [ask]
    counted = [bool(re.search(r"数$|多少|几", p)) for p in pieces]
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
    units = [_unit_row(c) for c in _units(inquiry, ask, report)] if named or _COUNT_AND_NAMES.search(inquiry.question) else []
    if units and named:
        return units
    plain = ask if ask.dimension else ask.model_copy(update={"dimension": "count"})
    staff = inquiry.pick_in(plain, [c for c in inquiry.candidates(report) if c.row.section in ("staff", "outcomes")])
    found = staff or one_ask(inquiry, index, plain, report)
    if found:
        return [row_of(c) for c in found] + units
    if parts := _parts_of(inquiry, ask, report):
        return [row_of(c) for c in parts]
    bodies = _units(inquiry, ask, report)
    return _count_before(inquiry, bodies, report) + [_unit_row(c) for c in bodies]


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
    """Return the bodies of the kind the question names, in the order printed."""
    pool = [c for c in inquiry.candidates(report) if c.row.section == "units"]
    wanted = [kind for kind, pattern in _KINDS if re.search(pattern, ask.phrase + inquiry.plan.topic)]
    for kind in wanted:
        chosen = [c for c in pool if kind in (c.row.kind or "")]
        if chosen:
            return chosen
    return [m.candidate for m in resolve(ask.model_copy(update={"dimension": None}), pool, sections=("units",))]


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
