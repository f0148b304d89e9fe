"""Text against form where the names are not the same words (文表互核): the one figure of the text that tells a row, another number."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from ingest.audit.contradictions import Claim, claim_in_form, claim_of, unit_kind
from ingest.audit.rules import finding
from ingest.audit.slips import alike_units, slipped
from ingest.document import Document
from ontology.records import Bundle, Finding

_MEASURE = re.compile(
    r"满意[度率]|(?:完成|覆盖|合格|达标|及时|知晓|执行)?率|[人户件家场项次期个篇份台条宗张名]次?数?量?$|数量?$|总数|面积|长度|里程|金额|规模|能力|次数|人数|情况"
)
"""How a name says what it counts: two names agree by what is left."""
_FILLER = re.compile(
    r"开展|完成|组织|实施|举办|实现|办理|受理|处理|全年|年度|累计|新增|新建|全[省市县区镇]|工作|活动|各类|各级|年内|我[局市县区]|本[局市县区]|[\d.%“”《》、，（）()的和与及等\s]"
)
_OTHER = re.compile(
    r"新增|净增|新建|新改|累计|总数|总量|存量|其中|日均|月均|人均|户均|平均|每|占|同比|增长|提高|提升|上升|下降|减少|降低|增加|较|比上年|上年|去年|计划|目标|"
    r"省级|市级|县级|区级|国家级|中央|重点|重大|未|不|逾期|按期|及时|超"
)
"""What makes a figure another one than the same name without it."""
_KEPT = re.compile(r"不|未|占|比上年|同比|增长|计划|目标")
"""Of these what a slip cannot bridge."""
_WAN, _SENTENCE, _LARGE = 10_000, 60, 100
_LEAST, _SURE, _SHORTEST = Decimal("0.5"), Decimal("0.9"), 4
_CLOSE = Decimal("0.6")


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield the rows of the forms, and the projects' amounts, that the text tells otherwise."""
    yield from _rows(document, bundle)
    yield from _projects(document, bundle)
    yield from _several(document, bundle)


def _projects(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """乡医补助 761.4 万元 among the projects, 落实补助 716.4 万元 among the results: one amount with two digits exchanged."""
    paid = [(o, c.value / _WAN) for o in bundle.outcomes if (c := claim_of(o)).unit == "元" and c.bound == "exact"]
    known = {p.value_wan for p in bundle.projects} | {f.value_wan for f in bundle.finance}
    for project in bundle.projects:
        for outcome, amount in paid:
            if project.value_wan is None or amount in known or not slipped(amount, project.value_wan, rate=True) or amount < _LARGE:
                continue
            sentence = document.text[max(0, outcome.span[0] - _SENTENCE) : outcome.span[1]]
            name = _core(re.sub(r"(?:补助|经费|资金|专项|项目|支出)+$", "", project.name))
            if len(set(name) & set(sentence)) >= 2:
                text = f"项目“{project.name}”为{project.value_wan:f}万元，正文“{outcome.metric}”为{amount:f}万元"
                yield finding(document, "same-metric", text, [project.span, outcome.span], 0.8)


def _several(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """央媒、省媒、市媒发稿数 1200 in the form, 101, 510余 and 198 for each of them in the text: a row of kinds told one by one."""
    told = [claim_of(o) for o in bundle.outcomes]
    for row in (n for r in bundle.indicators if (n := claim_in_form(r)) and n.unit != "%"):
        kinds = re.findall(r"[^、，]{2,}", row.name) if row.name.count("、") > 1 else []
        heads = [k[:1] for k in kinds]
        run = _one_each(heads, [c for c in told if c.unit != "%" and "/" not in c.unit])
        made = sum((c.value for c in run), Decimal(0))
        apart = abs(made - row.value) > max(made, row.value) / 10 and made * 3 > row.value
        if len(run) == len(kinds) > 2 and unit_like(run, row) and apart:
            terms = " + ".join(f"{c.value:f}" for c in run)
            text = f"正文{terms} = {made:f}{run[0].unit}，表内“{row.name}”为{row.value:f}{row.unit}"
            yield finding(document, "same-metric", text, [*(c.span for c in run), row.span], 0.7)


def unit_like(run: Sequence[Claim], row: Claim) -> bool:
    """Tell whether figures of one unit may be what a row counts: its own unit, or one for pieces."""
    return len({c.unit for c in run}) == 1 and (unit_kind(run[0].unit) == unit_kind(row.unit) or row.unit in ("个", "件", "次", "项"))


def _one_each(heads: Sequence[str], told: Sequence[Claim]) -> list[Claim]:
    """Return the figures that follow each other in the text and are of the kinds in their order (央, 省, 市)."""
    for at in range(len(told) - len(heads) + 1):
        run = list(told[at : at + len(heads)])
        close = run and run[-1].span[1] - run[0].span[0] < _SENTENCE * 2
        if close and all(h in c.name for h, c in zip(heads, run, strict=True)):
            return run
    return []


def _rows(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield the rows whose figure the text prints otherwise: exchanged or wrong digits under a like name, any number under the same one."""
    year = bundle.report.fiscal_year
    told = [c for o in bundle.outcomes if (c := claim_of(o)).bound == "exact" and c.year in (None, year)]
    rows = [n for r in bundle.indicators if (n := claim_in_form(r)) and not (n.unit == "%" and "执行" in n.name)]
    yield from _rows_apart(document, rows, told)
    for row in rows:
        known = [c for c in told if alike_units(c.unit, row.unit) and _shared(c, row) >= 2]
        same = [c for c in known if c.value == row.value or abs(c.value - row.value) < max(c.grain, row.grain)]
        said = _exchanged(row, known) if same else None if _made_of(row.value, known) else _said(row, known, rows)
        if said is not None:
            text = f"正文“{said.name}”为{said.value:f}{said.unit}，表内“{row.name}”为{row.value:f}{row.unit}"
            exchanged = slipped(said.value, row.value, row.unit == "%", 3)
            yield finding(document, "same-metric", text, [said.span, *(c.span for c in same[:2]), row.span], 0.85 if exchanged else 0.75)


def _exchanged(row: Claim, known: Sequence[Claim]) -> Claim | None:
    """Return a figure of the same name with two digits exchanged, four at least, though another place bears the row out."""
    found = (c for c in known if c.value >= 1000 and slipped(c.value, row.value, True) and _agreement(c, row) >= _SURE)
    return next((c for c in found if _settings(c) == _settings(row)), None)


def _rows_apart(document: Document, rows: Sequence[Claim], told: Sequence[Claim]) -> Iterator[Finding]:
    """Yield the rows of two forms that enter one count with digits exchanged, four at least."""
    for a, b in combinations(rows, 2):
        if a.unit == b.unit != "%" and a.value >= 1000 and slipped(a.value, b.value, True) and _agreement(a, b) >= _CLOSE:
            text = f"“{a.name}”为{a.value:f}{a.unit}，“{b.name}”为{b.value:f}{b.unit}"
            places = [c.span for c in told if c.value in (a.value, b.value) and c.unit == a.unit and _shared(c, b) >= 2]
            yield finding(document, "same-metric", text, [*places[:3], a.span, b.span], 0.8)


def _said(row: Claim, known: Sequence[Claim], rows: Sequence[Claim]) -> Claim | None:
    """Return the figure of the text that tells the row, where that is clear: a slip under a like name, or the one of the name."""
    slips = [c for c in known if slipped(c.value, row.value, row.unit == "%", 3) and _agreement(c, row) >= _LEAST]
    slips = [c for c in slips if set(_KEPT.findall(c.name)) == set(_KEPT.findall(row.name))]
    slips = slips or _by_a_word(row, known, rows)
    if len({c.value for c in slips}) == 1:
        return slips[0]
    same = [c for c in known if _agreement(c, row) >= _SURE and _settings(c) == _settings(row) and unit_kind(c.unit) == unit_kind(row.unit)]
    alone = sum(c.unit == row.unit for c in known) == 1
    if len(same) != 1 or not alone or row.unit == "%" or min(len(_core(same[0].name)), len(_core(row.name))) < _SHORTEST:
        return None
    other = any(r is not row and r.unit == row.unit and _agreement(same[0], r) >= _agreement(same[0], row) for r in rows)
    low, high = sorted((same[0].value, row.value))
    entered = {r.value for r in rows if r.unit == row.unit}
    return None if other or same[0].value in entered or low < high * _CLOSE else same[0]


def _by_a_word(row: Claim, known: Sequence[Claim], rows: Sequence[Claim]) -> list[Claim]:
    """Return the figures with two digits exchanged that share a word and the unit with the row, and that no other row enters."""
    name = _core(row.name)
    words = {name[i : i + 2] for i in range(len(name) - 1)}
    return [
        c for c in known
        if row.unit == c.unit != "%" and slipped(c.value, row.value, True) and any(w in _core(c.name) for w in words)
        and all(r.value != c.value for r in rows)
    ]


def _core(name: str) -> str:
    return _FILLER.sub("", _MEASURE.sub("", name))


def _shared(a: Claim, b: Claim) -> int:
    return len(set(_core(a.name)) & set(_core(b.name)))


def _agreement(a: Claim, b: Claim) -> Decimal:
    """Return the share of the shorter name's characters that the other holds, by what both are of."""
    x, y = set(_core(a.name)), set(_core(b.name))
    least = min(len(x), len(y))
    return Decimal(len(x & y)) / least if least > 1 else Decimal(0)


def _settings(claim: Claim) -> frozenset[str]:
    return frozenset(_OTHER.findall(claim.name)) | claim.setting


def _made_of(value: Decimal, known: Sequence[Claim]) -> bool:
    """Tell whether figures of the text add up to the row's: a row of several kinds told one by one."""
    values = [c.value for c in known[:8]]
    return any(sum(some) == value for n in (2, 3, 4) for some in combinations(values, n))
