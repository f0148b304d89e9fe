"""Targets and scores of indicators (目标与得分): missed with full score, met and deducted, uneven and unexplained deductions."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from ingest.audit.forms import Form, forms
from ingest.audit.rules import finding
from ingest.document import Document, Span
from ontology.ids import fold
from ontology.records import Bundle, Finding, Indicator

_VALUE = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*([万亿]?)\s*([^\d\s，。；、()（）≥≤<>=]*)")
_AT_MOST = re.compile(r"≤|<=|<|不超过|不高于|以内|以下|小于|低于|内$")
_LESS_IS_BETTER = re.compile(r"成本|费用|时间|时限|周期|用时|事故|投诉率|死亡|能耗|超限率|发生率|降低|压减")
_DATE = re.compile(r"\d{1,2}月|(?:19|20)\d{2}年|(?:19|20)\d{2}[-./]\d{1,2}[-./]")
_COUNT_NAME = re.compile(r"(?:次数|人数|家数|户数|件数|个数|批次|台数|场次|份数|主体数|企业数|单位数|达标数|面积|里程)$")
_FALLING = re.compile(r"^(?:降低|减少|下降|压降)\S*率$")
_SCALE = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield what does not fit between target, actual value, weight and score."""
    rows = bundle.indicators
    missed = [r for r in rows if met(r) is False]
    full = [r for r in missed if r.weight is not None and r.score is not None and r.score >= r.weight > 0]
    for row in full:
        text = f"“{row.name}”目标{row.target}，实际{row.actual}，得分{row.score:f}（满分{row.weight:f}）"
        yield finding(document, "missed-full-score", text, [row.span])
    deducted = [r for r in missed if r.weight is not None and r.score is not None and r.score < r.weight]
    yield from _uneven(document, full, deducted)
    kept = [r for r in rows if met(r) is True and r.weight is not None and r.score is not None and r.score < r.weight and not _qualified(r)]
    if len(kept) > 1 or any(degree(r) is not None for r in kept):  # of one quality, 及时 may well be less than 及时
        names = "、".join(f"“{r.name}”（{r.actual}，{r.score:f}/{r.weight:f}）" for r in kept)
        yield finding(document, "met-but-deducted", f"{names}已达目标", [r.span for r in kept])
    read = list(forms(document))
    yield from _unexplained(document, read, [*missed, *kept])
    yield from _implausible(document, rows)
    yield from _target_for_actual(document, bundle)
    yield from _backfilled(document, read, rows)
    yield from _duplicates(document, rows)


def value(text: str | None) -> tuple[Decimal, str] | None:
    """Return the one number of a target or an actual value with its unit; None for dates, words and several numbers."""
    plain = unicodedata.normalize("NFKC", text or "").replace(" ", "")
    found = _VALUE.findall(plain)
    if len(found) != 1 or _DATE.search(plain):
        return None
    digits, scale, unit = found[0]
    return Decimal(digits.replace(",", "")) * _SCALE[scale], re.sub(r"(?:以上|以内|以下|及以上|左右|前)$", "", unit)


def met(row: Indicator) -> bool | None:
    """Return whether a target was met, by the indicator's own judgement or by its numbers; None where that cannot be told."""
    if row.attained is not None:
        return row.attained
    ratio = degree(row)
    if ratio is not None:
        return ratio >= 1
    same = bool(row.target) and fold(row.target or "") == fold(row.actual or "")
    return True if same else None


def degree(row: Indicator) -> Decimal | None:
    """Return how far a numeric target was reached, 1 where it just was; less is more where the target is an upper bound."""
    target, actual = value(row.target), value(row.actual)
    if not target or not actual or (target[1] and actual[1] and fold(target[1])[:1] != fold(actual[1])[:1]):
        return None
    if not target[0] or not actual[0]:
        return None
    bounded_below = re.search(r"[≥>]|以上|不低于|不少于", row.target or "")
    down = bool(_AT_MOST.search(row.target or "")) or (not bounded_below and bool(_LESS_IS_BETTER.search(row.name)))
    return target[0] / actual[0] if down else actual[0] / target[0]


def _qualified(row: Indicator) -> bool:
    """较规范, 基本健全 is less than 规范, 健全; and a target far surpassed was set too low."""
    if re.match(r"\s*(?:较|基本|比较|有待|部分|一般)", row.actual or ""):
        return True
    ratio = degree(row)
    return ratio is not None and ratio > Decimal("1.2")  # forms may deduct where a target was set far too low


def _uneven(document: Document, full: list[Indicator], deducted: list[Indicator]) -> Iterator[Finding]:
    worst = min((d for r in full if (d := degree(r)) is not None), default=None)
    better = [r for r in deducted if worst is not None and (d := degree(r)) is not None and d > worst]
    if worst is not None and better:
        kept = "、".join(f"{r.actual}/{r.target}" for r in full)
        lost = "、".join(f"{r.actual}/{r.target}得{r.score:f}/{r.weight:f}" for r in deducted)
        yield finding(document, "uneven-deduction", f"{kept}未扣分，而{lost}", [r.span for r in (*full, *deducted)])


def _unexplained(document: Document, read: list[Form], rows: list[Indicator]) -> Iterator[Finding]:
    """One finding a form: rows that deviate and leave the column for it blank; a single one is a slip, a column for remarks asks none."""
    for form in read:
        blank = [r.span for r in form.rows if r.explained is False and any(_overlap(r.span, i.span) for i in rows)]
        if form.deviation_head is not None and len(blank) > 1:
            yield finding(document, "unexplained-deviation", f"{len(blank)}项指标有偏差而说明栏空白", [form.deviation_head, *blank])


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


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


def _backfilled(document: Document, read: list[Form], rows: tuple[Indicator, ...]) -> Iterator[Finding]:
    """A cost target that equals the amount spent to the last digit, and is not the budget."""
    for form in read:
        row = form.execution
        if row is None or row.spent == row.budget:
            continue
        for indicator in rows:
            target, actual = value(indicator.target), value(indicator.actual)
            if target and actual and target[0] == actual[0] and row.spent * 10_000 == target[0] and target[0] % 10_000:
                text = f"“{indicator.name}”目标{indicator.target}与执行数{row.spent:f}相同，而全年预算数为{row.budget:f}"
                yield finding(document, "backfilled-target", text, [indicator.span, row.span])


def _duplicates(document: Document, rows: tuple[Indicator, ...]) -> Iterator[Finding]:
    keys = Counter((fold(r.level1 or ""), fold(r.level2 or ""), fold(r.name), fold(r.target or "")) for r in rows)
    for key, count in keys.items():
        if count > 1:
            same = [r for r in rows if (fold(r.level1 or ""), fold(r.level2 or ""), fold(r.name), fold(r.target or "")) == key]
            if len({r.span for r in same}) > 1 and len({(r.actual, r.score) for r in same}) > 1:
                yield finding(document, "duplicate-indicator", f"“{same[0].name}”出现{count}次而数值不同", [r.span for r in same], 0.85)
