"""Comparisons (比较): difference, multiple, highest, lowest, order; each department's figure is a row, a missing one refuses."""

import re

from ontology.quantity import parse
from search.answers.bodies.by_unit import figures_by_unit
from search.answers.figures.among_reports import agreeing
from search.answers.figures.compute import Contributor, comparable, difference, quotient
from search.answers.figures.lookup import one_ask
from search.answers.figures.shares import share
from search.answers.inquiry import Inquiry, Outcome
from search.answers.model import Result
from search.answers.refuse import not_reported, refused
from search.answers.rows import metric_name, row_of
from search.answers.say import amount, amount_en, either, figures, several, unit_said
from search.facts_source import ReportRef
from search.matching.prepared import Candidate
from search.places.bodies import place_of, seats_of
from search.places.divisions import pinyin, short_name
from search.plan import Dimension, Refusal
from search.planning.asks import roles_in
from search.planning.compared import BOTH_ENDS
from search.planning.lists import variants
from search.words.lexicon import turning_words

_THAN = re.compile(
    r"(?P<one>.+?)(?<![占同环对相评])比(?![例重率较赛值])(?P<other>.+?)(?:要|还|更)?(?:多|少|高|低|大|小|长|短|强|弱)?(?:出|下|了|花|用|支|节约|节省|省|压减|结余|超支)*\s*$"
)


_LESS = re.compile(r"(?P<one>.+?)(?:减(?:掉|去)|扣(?:掉|除))(?P<other>.+)")
_IN_A_ROLE = r"(?:年初|调整后?的?|全年)?(?:预算|决算)数?"
_IS_TIMES = re.compile(r"(?P<one>.+?)是(?P<other>[^是]+?)的?\s*$")


def compare(inquiry: Inquiry) -> Outcome:
    """Return the figures side by side, in the order asked for, with the computed result."""
    if len(inquiry.departments) > 1 and "占" in " ".join(a.phrase for a in inquiry.plan.asks):
        shares = share(inquiry)
        if shares.result is not None:
            return shares
    found, silent = contributions(inquiry)
    if not found:
        return not_reported(inquiry)
    named = bool(inquiry.plan.regions) and len(inquiry.plan.regions) > 1
    if silent and (named or len(found) < 2):
        return _incomplete(inquiry, silent)
    found = _of_one_kind(inquiry, found)
    everything = [c for group in found.values() for c in group]
    firsts = [Contributor(label, group[0]) for label, group in found.items()]
    if len(firsts) < 2:
        return not_reported(inquiry)
    result = _result(inquiry, firsts) if comparable(firsts) else None
    ordered = sorted(everything, key=lambda c: c.row.value_wan or c.value or 0, reverse=inquiry.plan.descending)
    if inquiry.plan.operation in ("rank", "max", "min") and comparable(firsts):
        ordered = sorted(everything, key=lambda c: Contributor("", c).value, reverse=inquiry.plan.descending)
    if (first := _so_many(inquiry.question)) and inquiry.plan.operation in ("rank", "max", "min"):
        ordered = ordered[:first]
    rows = [row_of(c) for c in (ordered if inquiry.plan.operation in ("rank", "max", "min") else everything)]
    text = figures(rows, inquiry) + _said(inquiry, firsts, result) + _caveats(inquiry, firsts, everything, comparable(firsts))
    if silent:
        text += either(inquiry, f"{several(silent)}的报告没有这项数字。", f" Not reported by: {'、'.join(silent[:5])}.")
    return Outcome(rows=rows, result=result, text=text)


_FIRST_FEW = re.compile(
    r"最(?:多|高|大|少|低|小)的?(?:前)?(?P<n>[一二两三四五六七八九十]|\d{1,2})(?:个|家|名|位)|"
    r"前(?P<m>[一二两三四五六七八九十]|\d{1,2})(?:名|位|个|家)"
)


def _so_many(question: str) -> int | None:
    """Return how many of the highest or lowest are asked for (最高的三个局); None where all are."""
    asked = _FIRST_FEW.search(question)
    amount = parse((asked["n"] or asked["m"]) + "个") if asked else None
    return int(amount.value) if amount else None


def _of_one_kind(inquiry: Inquiry, found: dict[str, list[Candidate]]) -> dict[str, list[Candidate]]:
    """Return figures that measure the same kind of thing, where each department has one (718人 and 297人, not 95.19%)."""
    if comparable([Contributor(label, group[0]) for label, group in found.items()]) or any(a.dimension for a in inquiry.plan.asks):
        return found
    kinds: tuple[Dimension, ...] = ("count", "money", "rate")
    for kind in kinds:
        narrowed, _ = contributions(inquiry.asking(*(a.model_copy(update={"dimension": kind}) for a in inquiry.plan.asks)))
        if len(narrowed) == len(found):
            return narrowed
    return found


_IN_ALL = re.compile(r"全年.{0,12}总额|总额|总数|总量|总共")
"""The whole of a department is compared, not one of the kinds of it that its report tells too."""


def contributions(inquiry: Inquiry) -> tuple[dict[str, list[Candidate]], list[str]]:
    """Return the figures by the label they are compared under, and the departments that give none."""
    if len(inquiry.departments) == 1 and inquiry.plan.intent == "compare" and (items := _items(inquiry)):
        return items, []
    found: dict[str, list[Candidate]] = {}
    silent: list[str] = []
    for department, reports in inquiry.pool.of_department.items():
        mine: list[Candidate] = []
        for report in reversed(reports):
            for index, ask in enumerate(inquiry.plan.asks):
                more = [c for c in one_ask(inquiry, index, ask, report) if c not in mine]
                more = [c for c in more if c.value is not None]
                mine.extend(c for c in more if not index or not mine or c.family == mine[0].family)
            if mine:
                break
        if _IN_ALL.search(inquiry.question) and len({c.dimension for c in mine}) == 1:
            mine.sort(key=lambda c: -Contributor("", c).value)
        if mine:
            label = short_label(inquiry, mine[0])
            found[department if label in found else label] = mine
        else:
            silent.append(department)
    if len(found) > 1 and inquiry.plan.asks:
        kept = agreeing(inquiry, inquiry.plan.asks[0], found)
        odd = (_odd_ones(found) if len(found) > 2 else set()) | (set(found) - kept)
        silent += [found[label][0].row.department for label in odd]
        found = {label: group for label, group in found.items() if label not in odd}
    found = _of_places_named(inquiry, found)
    covered = {_place(c) for group in found.values() for c in group}
    speaking = {seats_of(c.row.department) for group in found.values() for c in group}
    silent = [d for d in silent if not _place_of_department(inquiry, d) & covered and not _within(seats_of(d), speaking)]
    return found, silent


def _of_places_named(inquiry: Inquiry, found: dict[str, list[Candidate]]) -> dict[str, list[Candidate]]:
    """Return the figures without those of street offices and towns within a district named, where the district speaks itself."""
    if not inquiry.plan.departments or len(found) < 3 or re.search(r"各|全部|所有|每|all|each", inquiry.question):
        return found
    seats = {label: seats_of(group[0].row.department) for label, group in found.items()}
    asked = inquiry.question.lower()
    towns = [label for label in found if seats[label] and seats[label][-1].endswith(("街道", "镇", "乡", "苏木"))]
    towns = [t for t in towns if not any(name in asked for name in _names_of(seats[t][-1]))]
    inner = {town for town in towns if any(label != town and seats[label] == seats[town][:-1] for label in found)}
    return {label: group for label, group in found.items() if label not in inner}


def _names_of(town: str) -> tuple[str, str]:
    """Return what a town is called without its kind, in Chinese and in pinyin."""
    bare = re.sub(r"(?:街道|镇|乡|苏木)$", "", town)
    return bare, pinyin(bare).lower()


def _within(seats: tuple[str, ...], speaking: set[tuple[str, ...]]) -> bool:
    """Tell whether a body sits in a place that another body speaks for (a street office of a district)."""
    return any(other and seats[: len(other)] == other for other in speaking)


def _odd_ones(found: dict[str, list[Candidate]]) -> set[str]:
    """Return the labels whose figure measures something else than most do (家次 among 户): it is not the figure asked for."""
    kinds = {label: "次" in group[0].unit if group[0].family == "count" else group[0].family for label, group in found.items()}
    usual = max(set(kinds.values()), key=lambda kind: (list(kinds.values()).count(kind), str(kind)))
    return {label for label, kind in kinds.items() if kind != usual} if list(kinds.values()).count(usual) * 2 > len(kinds) else set()


def _place(c: Candidate) -> str:
    return c.report.fields.adcode or place_of(c.row.department)


def _place_of_department(inquiry: Inquiry, department: str) -> set[str]:
    """Return where a department sits; a place speaks through any of its departments."""
    return {r.fields.adcode or place_of(r.department) for r in inquiry.pool.of_department.get(department, ())}


def _items(inquiry: Inquiry) -> dict[str, list[Candidate]]:
    """Return the things one department compares with each other (行政编制与事业编制)."""
    for report in reversed(inquiry.reports):  # the latest of the years asked for
        if found := _items_of(inquiry, report):
            return found
    return {}


def _items_of(inquiry: Inquiry, report: ReportRef) -> dict[str, list[Candidate]]:
    for ask in inquiry.plan.asks[:1]:
        if by_body := figures_by_unit(inquiry, ask, report):
            return {c.row.scope or c.row.name: [c] for c in by_body}
    asked = [a.phrase for a in inquiry.plan.asks]
    said = [asked[0] + p if i and re.match(r"比|较", p) else p for i, p in enumerate(asked)]
    phrases = [p for i, p in enumerate(said) if not (i + 1 < len(said) and said[i + 1].startswith(p + "比"))]
    sides = [side for p in phrases for side in _two_sides(p)]
    if len(sides) != 2:
        sides = [side for p in phrases for side in _two_sides(p) or variants(p, inquiry.joined_names(report, p))]
    found = {}
    for phrase in sides:
        roles = roles_in(phrase) or (("final",) if any(roles_in(p) for p in sides) else ())
        changed = {"phrase": phrase, "roles": roles, **_of_times(inquiry)}
        picked = inquiry.pick(inquiry.plan.asks[0].model_copy(update=changed), report)
        if not picked and roles == ("budget",):  # the only budget printed may be the adjusted one
            picked = inquiry.pick(inquiry.plan.asks[0].model_copy(update={**changed, "roles": ("adjusted",)}), report)
        if picked:
            found[metric_name(picked[0]) if picked[0].row.name in found else picked[0].row.name] = picked[:1]
    return found if len(found) > 1 else {}


def _of_times(inquiry: Inquiry) -> dict[str, None]:
    """What is a multiple of what is asked for says nothing of the unit of either (几倍)."""
    return {"dimension": None, "unit": None} if inquiry.plan.operation == "times" else {}


def _two_sides(phrase: str) -> tuple[str, ...]:
    """Return what is compared with what (幼儿园比小学多 → 幼儿园, 小学); empty where the phrase says no 比."""
    match = _LESS.match(phrase) or _THAN.match(phrase) or _IS_TIMES.match(phrase)
    if match is None:
        return ()
    one, other = match["one"].strip(" 的"), match["other"].strip(" 的")
    if re.fullmatch(_IN_A_ROLE, other):  # the same item in another role
        other = re.sub(_IN_A_ROLE, "", one) + other
    return one, other


def short_label(inquiry: Inquiry, c: Candidate) -> str:
    """Return what a department is called in a calculation: its place, else its name."""
    fields = c.report.fields
    place = fields.county or fields.city or fields.province
    if not place or inquiry.pool.seated.get(fields.adcode, set()) - {c.row.department}:
        return c.row.department
    return pinyin(short_name(place)).capitalize() if inquiry.english else short_name(place) if short_name(place) != place else place


def _result(inquiry: Inquiry, firsts: list[Contributor]) -> Result | None:
    operation, asked = inquiry.plan.operation, inquiry.plan.unit
    if operation == "difference" and len(firsts) == 2:
        return difference(*_in_order(inquiry, firsts), asked)
    if operation == "difference" and BOTH_ENDS.search(inquiry.question):
        most, least = (way(firsts, key=lambda c: c.value) for way in (max, min))
        return difference(most, least, asked)
    if operation == "times" and len(firsts) == 2:
        return quotient(*_in_order(inquiry, firsts), percent=False)
    best = (max if operation != "min" else min)(firsts, key=lambda c: c.value)
    if operation in ("max", "min") and best.candidate.value is not None:
        return Result(value=best.candidate.value, unit=best.candidate.unit, of=f"{best.label} {best.candidate.row.name}")
    return None


_EITHER_WAY = re.compile(r"谁|哪(?:个|家|边|里|一)|(?<!相)差(?:了|着)?(?:多少|几)|\bwhich\b|\bgap\b|\bwho\b", re.IGNORECASE)
"""How far apart two figures are is asked, whichever is more: the larger comes first."""


def _in_order(inquiry: Inquiry, firsts: list[Contributor]) -> tuple[Contributor, Contributor]:
    """Return the two figures in the order in which the question names them."""
    order = {d: i for i, d in enumerate(inquiry.plan.departments)}
    a, b = sorted(firsts, key=lambda c: order.get(c.candidate.row.department, 99))
    if _EITHER_WAY.search(inquiry.question) and a.value < b.value:
        return (b, a)
    return (b, a) if "后者是前者" in inquiry.question else (a, b)


def _said(inquiry: Inquiry, firsts: list[Contributor], result: Result | None) -> str:
    if result is None:
        return ""
    best = max(firsts, key=lambda c: c.value)
    shown = (amount_en if inquiry.english else amount)(row_of(best.candidate))
    if inquiry.plan.operation == "difference":
        value = f"{abs(result.value):f}"
        return either(
            inquiry,
            f"{best.label}较多，相差{value}{unit_said(result.unit)}（{result.of}）。",
            f" {best.label} is higher by {value} {unit_said(result.unit, english=True)}.",
        )
    if inquiry.plan.operation == "times":
        return either(inquiry, f"前者是后者的{result.value:f}倍（{result.of}）。", f" The first is {result.value:f} times the second.")
    low = inquiry.plan.operation == "min"
    best = min(firsts, key=lambda c: c.value) if low else best
    shown = (amount_en if inquiry.english else amount)(row_of(best.candidate))
    return either(
        inquiry,
        f"{'最低' if low else '最高'}的是{best.label}，{shown}。",
        f" The {'lowest' if low else 'highest'} is {best.label}: {shown}.",
    )


def _caveats(inquiry: Inquiry, firsts: list[Contributor], everything: list[Candidate], fitting: bool) -> str:
    said = ""
    if not fitting:
        said += either(inquiry, "各数单位或口径不同，不能直接比较。", " The units differ, so the figures are not comparable.")
    if len({c.candidate.row.year for c in firsts}) > 1:
        said += either(inquiry, "注意：年度不同。", " Note: the years differ.")
    kinds = {tuple(any(w in c.candidate.row.name for w in group) for group in turning_words()) for c in firsts}
    if len(kinds) > 1:
        said += either(inquiry, "注意：口径不同（有新增、增减或占比等）。", " Note: the measures differ in kind (new, change or share).")
    if len(everything) > len(firsts):
        said += either(
            inquiry,
            "同一报告内有不同的数字，均列出；计算用第一个。",
            " Where one report gives several figures, all are shown and the first is used.",
        )
    return said


def _incomplete(inquiry: Inquiry, silent: list[str]) -> Outcome:
    what = "、".join(a.phrase for a in inquiry.plan.asks)
    said = either(inquiry, f"{'、'.join(silent)}的报告没有“{what}”的数字", f"{'、'.join(silent)} does not report it")
    return refused(inquiry, Refusal(reason="contributor", said=said))
