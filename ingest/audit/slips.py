"""Slips between text and form (笔误): a digit wrong or two exchanged, one number with two units, a rate and its complement."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.audit.contradictions import Claim, claim_in_form, claim_of, in_base, unit_kind
from ingest.audit.metric_key import key_words
from ingest.audit.rules import finding, tolerance
from ingest.audit.sentence import clause_start
from ingest.document import Document, Flow
from ingest.numbers import Quantity, find_quantities
from ontology.records import Bundle, Finding, Indicator, Span

_BEFORE = 48
_FREE = (
    {"人", "名", "位"}, {"家", "户", "个"}, {"次", "人次", "场次", "场", "期"}, {"起", "件", "宗", "项"}, {"只", "头", "羽", "条"},
    {"份", "人", "户", "件", "张"},
)


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield the rows of the forms that the running text repeats with a slip."""
    said = [(flow, q) for flow in document.flows for q in find_quantities(flow.text) if q.kind == "count"]
    rows = [(r, c) for r in bundle.indicators if (c := claim_in_form(r)) and c.words]
    spans = sorted(r.span for r in bundle.indicators)
    outside = [(flow, q, flow.span(q.number, q.end)) for flow, q in said]
    outside = [(f, q, s) for f, q, s in outside if not any(a <= s[0] < b for a, b in spans)]
    told = [c for o in bundle.outcomes if (c := claim_of(o)).bound == "exact" and c.unit != "%"]
    for row, claim in rows:
        found = list(_digits(document, row, claim, outside))
        yield from found or _by_name(document, row, claim, told)
        yield from _units(document, row, claim, outside)
    yield from _complements(document, bundle, [c for _, c in rows])


def _digits(document: Document, row: Indicator, claim: Claim, said: list[tuple[Flow, Quantity, Span]]) -> Iterator[Finding]:
    """Near all words of the row's name stands its number with one digit wrong or two exchanged, and nowhere the number itself."""
    if claim.unit == "%" and len(_significant(claim.value)) < 2:
        return
    kind = unit_kind(claim.unit)
    near = [(f, q, s) for f, q, s in said if unit_kind(in_base(q.value, q.unit)[1]) == kind and _near(f, q, claim.words)]
    first = {_sentence_at(f, q): (f, q, s) for f, q, s in reversed(near)}  # what the sentence counts first is what it speaks of
    if any(in_base(q.value, q.unit)[0] == claim.value for _, q, _ in near) or len({q.value for _, q, _ in first.values()}) != 1:
        return
    flow, q, _ = next(iter(first.values()))
    if q.bound == "exact" and slipped(in_base(q.value, q.unit)[0], claim.value, claim.unit == "%"):
        text = f"正文“{flow.text[max(0, q.start - 12) : q.end]}”，表内“{row.name}”为{row.actual}"
        clause = flow.span(clause_start(flow.text, q.start), q.end)
        yield finding(document, "digit-slip", text, [clause, row.span], 0.85)


def _by_name(document: Document, row: Indicator, claim: Claim, told: list[Claim]) -> Iterator[Finding]:
    """An outcome whose words, two at least, are all of the row's name and whose number is one digit off, three digits or more."""
    near = [c for c in told if len(c.words) >= 2 and c.words < claim.words and unit_kind(c.unit) == unit_kind(claim.unit)]
    if len(near) == 1 and len(_significant(claim.value)) >= 3 and slipped(near[0].value, claim.value, rate=False, least=3):
        said = near[0]
        text = f"正文“{said.name}”为{said.value:f}{said.unit}，表内“{row.name}”为{row.actual}"
        yield finding(document, "digit-slip", text, [said.span, row.span], 0.8)


def slipped(a: Decimal, b: Decimal, rate: bool, least: int = 4) -> bool:
    """Return whether two numbers differ by one digit (of `least` or more, no rate), or by two neighbours exchanged."""
    x, y = _significant(a), _significant(b)
    if len(x) != len(y) or a == b or a.normalize().adjusted() != b.normalize().adjusted():
        return False
    apart = [i for i in range(len(x)) if x[i] != y[i]]
    exchanged = len(apart) == 2 and apart[1] == apart[0] + 1 and x[apart[0]] == y[apart[1]] and x[apart[1]] == y[apart[0]]
    return exchanged or (len(apart) == 1 and len(x) >= least and not rate)


def _significant(number: Decimal) -> str:
    return f"{number:f}".replace(".", "").strip("0")


def _near(flow: Flow, q: Quantity, words: frozenset[str]) -> bool:
    """All words of a name, two at least, stand in the sentence before the quantity; of a name of five or more, three in five."""
    start = _sentence_at(flow, q)[1]
    before = re.sub(r"[“”\"《》、，（）()\s]", "", flow.text[max(start, q.start - _BEFORE) : q.start])
    there = sum(w in before for w in words)
    return len("".join(words)) >= 4 and (there == len(words) or (len(words) >= 5 and 5 * there >= 3 * len(words)))


def _sentence_at(flow: Flow, q: Quantity) -> tuple[int, int]:
    """Return a name for the sentence that holds a quantity: where its paragraph and it begin."""
    return flow.offsets[0], max(flow.text.rfind(c, 0, q.start) for c in "。；;") + 1


def _units(document: Document, row: Indicator, claim: Claim, said: list[tuple[Flow, Quantity, Span]]) -> Iterator[Finding]:
    """One number of four digits, told of the same matter in two units that do not measure alike (84.33分, 84.33%)."""
    if len(f"{claim.value:f}".replace(".", "").strip("0")) < 2 or len(f"{claim.value:f}".replace(".", "")) < 4 or not claim.unit:
        return
    for flow, q, _ in said:
        number, unit = in_base(q.value, q.unit)
        if number != claim.value or unit_kind(unit) == unit_kind(claim.unit) or not unit or alike_units(unit, claim.unit):
            continue
        start = _sentence_at(flow, q)[1]
        shared = claim.words & key_words(flow.text[start : q.start])
        if len(shared) >= 2:
            text = f"正文为{q.value:f}{q.unit}，表内“{row.name}”为{row.actual}"
            yield finding(document, "unit-mismatch", text, [flow.span(max(start, q.start - 16), q.end), row.span], 0.75)
            return


def alike_units(a: str, b: str) -> bool:
    """Tell whether two units count one thing: 人 and 名, 家 and 户, 次 and 人次, which reports exchange freely."""
    return any(a in group and b in group for group in _FREE) or a in b or b in a


def _complements(document: Document, bundle: Bundle, entered: list[Claim]) -> Iterator[Finding]:
    """不合格率 4 % and 合格率 100 % of one matter do not make 100 %."""
    claims = [*(claim_of(o) for o in bundle.outcomes), *entered]
    rates = [c for c in claims if c.unit == "%" and c.bound == "exact" and "合格率" in c.name]
    bad, good = [c for c in rates if "不合格率" in c.name], [c for c in rates if "不合格率" not in c.name]
    for b in bad:
        matter = _matter(b)
        for g in good:
            own = _matter(g)
            shared = own & matter
            if len(shared) < 2 or 2 * len(shared) < len(own | matter) or abs(b.value + g.value - 100) <= tolerance("complement"):
                continue
            text = f"“{b.name}”{b.value:f}%，“{g.name}”{g.value:f}%，两者之和为{b.value + g.value:f}%"
            yield finding(document, "complement", text, [b.span, g.span], 0.7)


def _matter(claim: Claim) -> frozenset[str]:
    return key_words(re.sub(r"不?合格率", "", claim.name))
