"""One metric, two values (前后不一): text against form, goal against target, task rate against target, a problem denied."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ingest.audit.metric_key import key_words, scope_of
from ingest.audit.quantified import value
from ingest.audit.rules import finding, tolerance
from ingest.document import Document
from ingest.numbers import find_quantities
from ontology.records import Bound, Bundle, Finding, Indicator, Outcome, Span

_LOOSE_UNITS = frozenset({"个", "件", "项", "起", "份", "条", "例", "宗"})
_DENIED = re.compile(r"[^，。；\n]{0,6}不存在(?:着)?(?:一些|一定|部分|任何|较多)?(?:的)?(?:问题|"
    r"不足)[^。\n]{0,8}[，,:：][^。\n]{0,30}(?:主要|是|有|表现)[^。\n]{0,20}")
_SETTING = re.compile(r"[日月年人户次]均|平均|按期|按时|逾期|超期|重点|其中|累计|上年|去年")
"""Words of a figure that make it another one than the same name without them."""
_PASSAGE, _SENTENCE = 300, 80
_TASK = re.compile(r"任务完成率|完成(?:全年|年度)?(?:目标)?任务的?$")


@dataclass(frozen=True, slots=True)
class Claim:
    """A value said of a metric somewhere: in the text, or as an indicator's actual value; `grain` is its last printed place."""

    words: frozenset[str]
    scope: str
    value: Decimal
    unit: str
    bound: Bound
    name: str
    span: Span
    in_form: bool
    grain: Decimal = Decimal(1)
    actor: str | None = None
    year: int | None = None
    setting: frozenset[str] = frozenset()


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield where a report says different things of one metric."""
    done = [o for o in bundle.outcomes if document.meaning_at(o.span[0]) != "goals"]
    claims = [*map(claim_of, done), *(c for r in bundle.indicators if (c := claim_in_form(r)))]
    yield from _clusters(document, bundle, claims)
    yield from _goals(document, bundle)
    yield from _tasks(document, bundle)
    for flow in document.under("problems"):
        for m in _DENIED.finditer(flow.text):
            yield finding(document, "problem-denied", "句中称不存在问题，随后却列举问题", [flow.span(m.start(), m.end())])


def claim_of(outcome: Outcome) -> Claim:
    """Return what an outcome of the running text says."""
    unit = outcome.unit + ("/万人" if re.match(r"每万人", outcome.metric) else "")
    number, unit = in_base(outcome.value, unit)
    grain = _grain(outcome.quote, outcome.value)
    words, scope = key_words(outcome.metric), scope_of(outcome.metric)
    setting = _settings(outcome.quote)
    return Claim(
        words, scope, number, unit, outcome.bound, outcome.metric, outcome.span, False, grain, outcome.actor, outcome.year, setting
    )


def claim_in_form(row: Indicator) -> Claim | None:
    """Return what an indicator's actual value says; None where it is no single number."""
    actual = value(row.actual)
    if actual is None:
        return None
    grain = _grain(row.actual or "", actual[0])
    words, scope, setting = key_words(row.name), scope_of(row.name), _settings(row.name)
    unit = actual[1] + ("/万人" if re.match(r"每万人", row.name) and "/" not in actual[1] else "")
    return Claim(words, scope, actual[0], unit, "exact", row.name, row.span, True, grain, setting=setting)


def _settings(text: str) -> frozenset[str]:
    return frozenset(w.replace("按期", "按时") for w in _SETTING.findall(text))


def _grain(printed: str, number: Decimal) -> Decimal:
    """Return the worth of the last digit printed: 0.01万 is 100."""
    for m in re.finditer(r"(\d+(?:\.\d+)?)\s*[余多]?([百千]?[万亿])?", printed.replace(",", "")):
        scale = {"万": 10_000, "亿": 100_000_000}.get((m[2] or "")[-1:], 1)
        if Decimal(m[1]) * scale in (number, number * scale):
            return Decimal(scale).scaleb(-len(m[1].partition(".")[2]))
    return Decimal(1)


def in_base(number: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return a number and its unit with 百, 千, 万, 亿 in front of the unit multiplied out."""
    scale = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
    while unit and unit[0] in scale:
        number, unit = number * scale[unit[0]], unit[1:]
    return number, unit


def _clusters(document: Document, bundle: Bundle, claims: list[Claim]) -> Iterator[Finding]:
    """Group the claims on one metric, unit and scope; a group with values that cannot both hold is a finding."""
    groups: dict[tuple[frozenset[str], str, str, frozenset[str]], list[Claim]] = defaultdict(list)
    for claim in claims:
        words = _telling(claim)
        if words:
            groups[(words, unit_kind(claim.unit), claim.scope, claim.setting)].append(claim)
    year = bundle.report.fiscal_year
    for group in groups.values():
        kept = _apart([c for c in group if c.year in (None, year)])
        if kept:
            said = "；".join(f"“{c.name}”{'表内' if c.in_form else '正文'}为{c.value:f}{c.unit}" for c in kept)
            yield finding(document, "same-metric", said, [c.span for c in kept], 0.85)


def _telling(claim: Claim) -> frozenset[str]:
    """Return the words that a metric is known by; of one general word alone its whole name with the verb (查办案件)."""
    if len("".join(claim.words)) >= 4 or len(claim.words) > 1:
        return claim.words
    name = re.sub(r"各类|全年|[（(][^（()）]*[)）]|(?:总数|数量?)$", "", claim.name)
    return frozenset({name}) if claim.words and len(name) >= 4 else frozenset()


def unit_kind(unit: str) -> str:
    """Return what a unit counts: 个, 件, 项 … are one kind."""
    head, _, per = unit.partition("/")
    return ("个" if head in _LOOSE_UNITS else head.removeprefix("个")) + ("/" + per if per else "")


def _apart(group: list[Claim]) -> list[Claim]:
    """Return the claims where two are unequal and not both of the running text with other words, or other bodies, around them."""
    values = {c.value for c in group}
    said = sorted(c.span for c in group if not c.in_form)
    if any(b[0] - a[1] <= 1 for a, b in pairwise(said)):  # 186个村已建服务站171个: two figures of one phrase are of two things
        return []
    parallel = 2 if not any(c.in_form for c in group) and said and said[-1][1] - said[0][0] < _SENTENCE else 3
    if len(said) == len(values) >= parallel and said[-1][1] - said[0][0] < _PASSAGE:  # a rate for each of several things
        return []
    if not any(c.in_form for c in group) and len({c.actor for c in group}) > 1:
        return []
    if len(values) < 2 or len(group) > 6 or (not any(c.in_form for c in group) and len({c.name for c in group}) > 1):
        return []
    first = next((c for c in group if c.in_form), group[0])
    differing = [c for c in group if c is not first and _differs(first, c)]
    if not differing:
        return []
    return [c for c in group if not c.in_form] + [c for c in group if c.in_form]


def _differs(a: Claim, b: Claim) -> bool:
    """余, 近, 左右 leave 5 %; 以上 and 以内 hold for everything on their side."""
    whole = a.unit == "%" and Decimal(100) in (a.value, b.value)  # 100 % says all of them, 99.98 % does not
    if a.value == b.value or (a.grain != b.grain and not whole and abs(a.value - b.value) < max(a.grain, b.grain)):
        return False
    low, high = (a, b) if a.value < b.value else (b, a)
    if low.bound == "ge" and high.bound != "le":
        return False
    if "approx" in (a.bound, b.bound):
        return (high.value - low.value) > high.value * Decimal("0.05")
    return not (high.bound == "le" and low.bound != "ge" and high.value < low.value)


def _goals(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Planned values in the year's goals against the indicators' targets, one finding for all."""
    spans: list[Span] = []
    said: list[str] = []
    targets = {key_words(r.name): r for r in bundle.indicators if value(r.target)}
    for start, text in _goal_texts(document):
        for m in re.finditer(r"[^，。；\n]+", text):
            for q in find_quantities(m.group()):
                row = targets.get(key_words(re.sub(r"^\d+[、.]?|实现|达到?|不低于|确保", "", m.group()[: q.start])))
                target = value(row.target) if row else None
                number, unit = in_base(q.value, q.unit)
                if row and target and target[1] == unit and target[0] != number:
                    spans.extend(((start + m.start() + len(m.group()) - len(m.group().lstrip()), start + m.start() + q.end), row.span))
                    said.append(f"“{row.name}”年度目标为{q.value:f}{q.unit}，指标值为{row.target}")
    if spans:
        yield finding(document, "goal-and-target", "；".join(said), spans, 0.85)


def _goal_texts(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the cells under 预期目标 or 年度目标 of the forms."""
    for table in document.tables:
        for head, row in zip(table.rows, table.rows[1:], strict=False):
            for i, cell in enumerate(head):
                if re.fullmatch(r"(?:年初)?(?:设定|预期|年度)?(?:总体)?目标", re.sub(r"\s", "", cell.text)) and len(row[i].text) > 20:
                    yield row[i].span[0], document.quote(row[i].span)


def _tasks(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Done 1900 at a completion rate of 100 % means a task of 1900; the form's target says another."""
    for done, rate in zip(bundle.outcomes, bundle.outcomes[1:], strict=False):
        if rate.unit != "%" or not _TASK.search(rate.metric) or not rate.value or rate.span[0] - done.span[1] > 12:
            continue
        number, unit = in_base(done.value, done.unit)
        for row in bundle.indicators:
            target, actual = value(row.target), value(row.actual)
            if not target or not actual or actual != (number, unit) or not target[0]:
                continue
            real = number / target[0] * 100
            if abs(real - rate.value) > tolerance("task-and-target") and len(key_words(row.name) & key_words(done.metric)) >= 2:
                text = f"{done.metric}{done.value:f}{done.unit}、任务完成率{rate.value:f}%，指标值却为{row.target}（完成{real:.1f}%）"
                yield finding(document, "task-and-target", text, [(done.span[0], rate.span[1]), row.span], 0.85)
