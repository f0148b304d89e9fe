"""Targets and scores of indicators (目标与得分): missed with full score, met and deducted, uneven and unexplained deductions."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from ingest.audit.elsewhere import borne_out
from ingest.audit.forms import Form, forms
from ingest.audit.quantified import degree, met, value
from ingest.audit.rules import finding
from ingest.document import Document
from ontology.ids import fold
from ontology.records import Bundle, Finding, Indicator, overlap

_WHOLE = re.compile(r"^(?:本年|年初|全年|部门|整体|调整后|年度)*(?:预算|决算|资金|支出|财政拨款收入)*(?:合计|总计|总额|支出|预算|收入)$")
_WHOLE_COST = re.compile(r"整体支出|总成本|支出总额|预算总额")
_APART, _REACHED, _HEAVY = Decimal("0.05"), Decimal("0.98"), Decimal("0.33")
_COUNT_NAME = re.compile(r"(?:次数|人数|家数|户数|件数|个数|批次|台数|场次|份数|主体数|企业数|单位数|达标数|面积|里程)$")
_FALLING = re.compile(r"^(?:降低|减少|下降|压降)\S*率$")


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield what does not fit between target, actual value, weight and score."""
    rows = bundle.indicators
    missed = [r for r in rows if met(r) is False]
    full = [r for r in missed if r.weight is not None and r.score is not None and r.score >= r.weight > 0]
    for row in full:
        text = f"“{row.name}”目标{row.target}，实际{row.actual}，得分{row.score:f}（满分{row.weight:f}）"
        yield finding(document, "missed-full-score", text, [row.span, *borne_out(document, bundle, row)])
    deducted = [r for r in missed if r.weight is not None and r.score is not None and r.score < r.weight]
    yield from _uneven(document, full, deducted)
    kept = [r for r in rows if met(r) is True and r.weight is not None and r.score is not None and r.score < r.weight and not _qualified(r)]
    read = list(forms(document))
    told = len(kept) > 1 or any(degree(r) is not None or _unsaid(r, read) for r in kept)  # of one quality, 及时 may well be less than 及时
    if told:
        names = "、".join(f"“{r.name}”（{r.actual}，{r.score:f}/{r.weight:f}）" for r in kept)
        yield finding(document, "met-but-deducted", f"{names}已达目标", [r.span for r in kept])
    yield from _unexplained(document, read, [*missed, *kept])
    yield from _implausible(document, rows)
    yield from _target_for_actual(document, bundle)
    yield from _backfilled(document, bundle, read)
    yield from _duplicates(document, rows)


def _unsaid(row: Indicator, read: list[Form]) -> bool:
    """Tell whether a row that reached its quality to the letter lost points without a word, where its form says why most others did."""
    if not row.target or fold(row.target) != fold(row.actual or ""):
        return False
    form = next((f for f in read for r in f.rows if r.explained is False and overlap(r.span, row.span)), None)
    lost = [r for r in form.rows if (r.score or 0) < (r.weight or 0) and not overlap(r.span, row.span)] if form else []
    return 0 < len(lost) <= 2 * sum(bool(r.explained) for r in lost)


def _qualified(row: Indicator) -> bool:
    """较规范, 基本健全 is less than 规范, 健全; and a target far surpassed was set too low."""
    if re.match(r"\s*(?:较|基本|比较|有待|部分|一般)", row.actual or ""):
        return True
    ratio = degree(row)
    return ratio is not None and ratio > Decimal("1.2")  # forms may deduct where a target was set far too low


def _uneven(document: Document, full: list[Indicator], deducted: list[Indicator]) -> Iterator[Finding]:
    yield from _inverted(document, deducted)
    worst = min((d for r in full if (d := degree(r)) is not None), default=None)
    better = [r for r in deducted if worst is not None and (d := degree(r)) is not None and d > worst]
    if worst is not None and better and len(full) > 1:  # a single one is told by itself
        kept = "、".join(f"{r.actual}/{r.target}" for r in full)
        lost = "、".join(f"{r.actual}/{r.target}得{r.score:f}/{r.weight:f}" for r in deducted)
        yield finding(document, "uneven-deduction", f"{kept}未扣分，而{lost}", [r.span for r in (*full, *deducted)])


def _inverted(document: Document, deducted: list[Indicator]) -> Iterator[Finding]:
    """A target all but reached (≥ 98 %) lost a greater share of its points than one missed by far: of three or more, or a third of them."""
    told = [(d, (r.score or Decimal(0)) / (r.weight or Decimal(1)), r) for r in deducted if (d := degree(r)) is not None]
    turned = [(a, b) for a in told for b in told if a[0] >= _REACHED and a[0] - b[0] >= _APART and b[1] - a[1] >= _APART]
    rows = list({id(r): (d, s, r) for pair in turned for d, s, r in pair}.values())
    if len(rows) > 2 or any(1 - a[1] >= _HEAVY for a, _ in turned):
        said = "、".join(f"“{r.name}”完成{d * 100:.1f}%得{s * 100:.0f}%的分" for d, s, r in sorted(rows, key=lambda t: t[2].span))
        yield finding(document, "uneven-deduction", said, sorted(r.span for _, _, r in rows), 0.8)


def _unexplained(document: Document, read: list[Form], rows: list[Indicator]) -> Iterator[Finding]:
    """One finding a form: rows that deviate and leave the column for it blank; a single one is a slip, a column for remarks asks none."""
    for form in read:
        blank = [r.span for r in form.rows if r.explained is False and any(overlap(r.span, i.span) for i in rows)]
        told = any(r.explained for r in form.rows)  # a column in use: what is blank there was found not worth a word
        if form.deviation_head is not None and len(blank) > 1 and not told:
            yield finding(document, "unexplained-deviation", f"{len(blank)}项指标有偏差而说明栏空白", [form.deviation_head, *blank])


def _implausible(document: Document, rows: tuple[Indicator, ...]) -> Iterator[Finding]:
    odd = [r for r in rows if r.actual and _is_rate(r) and (_COUNT_NAME.search(r.name) or (_FALLING.match(r.name) and "100%" in r.actual))]
    if odd:
        names = "、".join(f"“{r.name}”为{r.actual or r.target}" for r in odd)
        yield finding(document, "implausible-value", names, [r.span for r in odd], 0.8)


def _is_rate(row: Indicator) -> bool:
    printed = unicodedata.normalize("NFKC", row.actual or row.target or "")
    return bool(re.fullmatch(r"\D{0,6}\d+(?:\.\d+)?%\D{0,3}", printed))


def _target_for_actual(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Rows of a report of results that hold only a bound (大于等于90%), beside rows that hold values."""
    if not any(r.actual for r in bundle.indicators):
        return
    bare = [r for r in bundle.indicators if not r.actual and re.search(r"≥|大于|不低于|以上|>", r.target or "")]
    if len(bare) >= 3:
        names = "、".join(f"“{r.name}”{r.target}" for r in bare[:10])
        yield finding(document, "target-for-actual", f"{names}只有目标值", [r.span for r in bare], 0.85)


def _backfilled(document: Document, bundle: Bundle, read: list[Form]) -> Iterator[Finding]:
    """A cost target that equals the amount spent to the last digit, or the budget as adjusted in the year, and is not the budget."""
    yield from _set_afterwards(document, bundle)
    rows = bundle.indicators
    for form in read:
        row = form.execution
        if row is None or row.spent == row.budget:
            continue
        for indicator in rows:
            target, actual = value(indicator.target), value(indicator.actual)
            if target and actual and target[0] == actual[0] and row.spent * 10_000 == target[0] and target[0] % 10_000:
                text = f"“{indicator.name}”目标{indicator.target}与执行数{row.spent:f}相同，而全年预算数为{row.budget:f}"
                yield finding(document, "backfilled-target", text, [indicator.span, row.span])


def _set_afterwards(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Targets for the whole spending that were known only later: the adjusted budget, or in the goals the amount spent to the cent."""
    whole = [f for f in bundle.finance if _WHOLE.search(f.item) and f.value_wan and f.value_wan % 1]
    first = {f.value_wan for f in whole if f.role == "budget"}
    later = {f.value_wan: f for f in reversed(whole) if f.role == "adjusted" and first and f.value_wan not in first}
    for row in bundle.indicators:
        target = value(row.target)
        known = later.get(target[0] / 10_000) if target and target[1] == "元" and _WHOLE_COST.search(row.name) else None
        if known:
            text = f"“{row.name}”目标{row.target}即调整后的预算数，年初预算为{'、'.join(f'{v:f}' for v in sorted(v for v in first if v))}"
            yield finding(document, "backfilled-target", text, [row.span, known.span], 0.8)
    spent = {f.value_wan: f for f in reversed(bundle.finance) if f.role == "final" and _WHOLE.search(f.item)}
    planned = [f for f in whole if f.role == "budget" and document.meaning_at(f.span[0]) == "goals" and f.value_wan in spent]
    if planned:
        known = spent[planned[0].value_wan]
        text = f"年度目标写{planned[0].value:f}{planned[0].unit}，与决算数完全相同"
        yield finding(document, "backfilled-target", text, [*(f.span for f in planned), known.span], 0.8)


def _duplicates(document: Document, rows: tuple[Indicator, ...]) -> Iterator[Finding]:
    keys = Counter((fold(r.level1 or ""), fold(r.level2 or ""), fold(r.name), fold(r.target or "")) for r in rows)
    for key, count in keys.items():
        if count > 1:
            same = [r for r in rows if (fold(r.level1 or ""), fold(r.level2 or ""), fold(r.name), fold(r.target or "")) == key]
            if len({r.span for r in same}) > 1 and len({(r.actual, r.score) for r in same}) > 1:
                yield finding(document, "duplicate-indicator", f"“{same[0].name}”出现{count}次而数值不同", [r.span for r in same], 0.85)
