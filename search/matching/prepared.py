"""A report's facts made ready for matching (待匹配事实): folded names, the words around them, and what each value measures."""

import re
import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ontology.fact_row import FactRow
from ontology.quantity import dimension, parse
from search.facts_source import FactSource, Mention, ReportRef, Surroundings
from search.places.gazetteer import Gazetteer
from search.words.wording import fold

VALUED = ("outcomes", "indicators", "finance", "staff", "projects")
"""Sections whose facts carry figures, in the order in which equal matches are preferred."""

AROUND = 160
"""Characters of its own passage before a fact that may name its subject."""

REMEMBERED_APART = 50_000
"""Facts of very many reports that stay ready, about 2 kB each."""

_LEADING = re.compile(
    r"^[^\d一二三四五六七八九十百零〇]{0,12}?(?P<amount>(?:≥|≤|>|<|=|大于等于|小于等于|大于|小于|不低于|不少于|不超过|约|近|超过|超|"
    r"达到|达|第)*\s*\d[\d,，.]*\s*[余多]?[千百]?[万亿]?\s*[^\d\s,，。；;、/（(]{0,6})"
)


_A_TIME = re.compile(r"^(?!.*元).*/(?:年|月|周|天|日|季度?|次)$")
"""A count in a time (12次/年) is the count; a price or a density (735元/人/月, 7.3件/万人) is not without what it is for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One fact ready for matching; `value` and `unit` are what the answer shows, `family` what the value measures."""

    row: FactRow
    report: ReportRef
    name: str
    group: str
    quote: str
    clause: str
    around: str
    value: Decimal | None
    unit: str
    dimension: str
    path: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The kind of quantity without its counted noun: money, rate, count …; a price is money for one of something (元/人/月)."""
        if self.value is not None and self.dimension.startswith("ratio:元"):
            return "price"
        return "" if self.value is None else self.dimension.partition(":")[0].partition("/")[0]


class Preparer:
    """Prepares reports of one source and keeps the latest ones; safe to drop at any time."""

    def __init__(self, source: FactSource, keep: int = 512) -> None:
        """Hold at most `keep` prepared reports."""
        self.source = source
        self._keep = keep
        self._lock = threading.Lock()
        self._ready: OrderedDict[str, tuple[Candidate, ...]] = OrderedDict()
        self._apart: OrderedDict[str, Candidate] = OrderedDict()
        self._refs = {r.report_id: r for r in source.reports()}

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The names of the live reports."""
        return Gazetteer(list(self._refs.values()))

    @property
    def refs(self) -> dict[str, ReportRef]:
        """The live reports by id."""
        return self._refs

    def candidates(self, report_id: str) -> tuple[Candidate, ...]:
        """Return all facts of a report ready for matching."""
        return self.all_of([report_id])[report_id]

    def all_of(self, report_ids: Sequence[str]) -> dict[str, tuple[Candidate, ...]]:
        """Return the facts of some reports ready for matching; those not ready yet are read from the store together."""
        with self._lock:
            found = {r: self._ready[r] for r in report_ids if r in self._ready}
            for report_id in found:
                self._ready.move_to_end(report_id)
        missing = [r for r in report_ids if r not in found]
        if missing:
            rows = self.source.facts(missing)
            fresh = {r: self._prepare(self._refs[r], rows[r]) for r in missing}
            found.update(fresh)
            with self._lock:
                self._ready.update(fresh)
                while len(self._ready) > self._keep:
                    self._ready.popitem(last=False)
        return found

    def of_mentions(self, found: Sequence[Mention]) -> list[Candidate]:
        """Return facts found by their words ready for matching; only those not ready yet are read from the store."""
        with self._lock:
            ready = {m.fact_id: self._apart[m.fact_id] for m in found if m.fact_id in self._apart}
        missing = {m.fact_id: m for m in found if m.fact_id not in ready}
        rows = self.source.facts_by_id(list(missing)) if missing else ()
        known = [row for row in rows if row.report_id in self._refs]
        fresh = {row.id: _in_passage(row, self._refs[row.report_id], missing[row.id].around()) for row in known}
        with self._lock:
            self._apart.update(fresh)
            while len(self._apart) > REMEMBERED_APART:
                self._apart.popitem(last=False)
        ready.update(fresh)
        return [ready[m.fact_id] for m in found if m.fact_id in ready]

    def of_rows(self, rows: Sequence[FactRow]) -> list[Candidate]:
        """Return facts ready for matching that nothing is known around."""
        known = [row for row in rows if row.report_id in self._refs]
        return [_in_passage(row, self._refs[row.report_id], Surroundings(row.quote, row.span, "")) for row in known]

    def _prepare(self, report: ReportRef, rows: Sequence[FactRow]) -> tuple[Candidate, ...]:
        text = self.source.text(report.report_id)
        headings = sorted(self.source.headings(report.report_id))
        starts = [span[0] for span, _ in headings]
        made = []
        for row in rows:
            index = bisect_right(starts, row.span[0]) - 1
            span, path = headings[index] if index >= 0 else ((0, 0), ())
            start = span[0] if span[1] >= row.span[0] else row.span[0]
            clause = text[max(0, _sentence_start(text, row.span[0])) : row.span[1]]
            made.append(_candidate(row, report, clause, path, text[max(start, row.span[0] - AROUND) : row.span[0]]))
        return tuple(made)


def _in_passage(row: FactRow, report: ReportRef, held: Surroundings) -> Candidate:
    start = max(0, row.span[0] - held.span[0])
    clause = held.passage[max(0, _sentence_start(held.passage, start)) : start] + row.quote
    return _candidate(row, report, clause, (held.headings,), held.passage[max(0, start - AROUND) : start])


def _candidate(row: FactRow, report: ReportRef, clause: str, path: tuple[str, ...], before: str) -> Candidate:
    table = row.section == "indicators"
    clause = row.quote if table else clause
    value, unit = shown_value(row)
    own_scope = row.scope if row.scope and row.scope not in (report.department, "全局", "本级") else ""
    own = own_scope if fold(own_scope) not in fold(row.name) else ""
    actor = row.actor if row.actor and row.actor != report.department and len(row.actor) > 3 else ""
    return Candidate(
        row=row,
        report=report,
        name=fold(_per_head(total_name(row.name, row.section), unit) + own + (row.text or "" if row.section == "duties" else "")),
        group=fold(f"{row.level1 or ''}{row.level2 or ''}{row.topic or ''}{actor}{row.kind or ''}"),
        quote=fold(row.quote),
        clause=fold(clause),
        around="" if table else fold(" ".join(path[-2:]) + before),
        value=value,
        unit=unit,
        dimension=_dimension(value, unit, row),
        path=path,
    )


_TOTAL = re.compile(
    r"(?P<before>(?:部门|单位|年度|全年|本年度?|当年|全部|财政|资金|实际|决算|预算|年初|调整后?|执行|整体|总|完成|累计|各项|20\d\d年度?)*(?:的)?)"
    r"(?P<of>支出|收入)(?:总计|合计|总额|总数|总量|决算|预算|数|执行)*"
)
_SUM_OF_MONEY = re.compile(
    r"(?:年初|全年|年度|调整后?|部门|整体|总|本年度?|财政|资金|支出)*(?:的)?(?:预算|决算|资金|执行|经费)(?:总额|总计|合计|总数|总量|安排|支出)*(?:数)?"
)


def total_name(name: str, section: str = "finance") -> str:
    """Return a finance item's name with the usual word for the grand total, where it is one by any name (实际支出 → 实际支出总计)."""
    if section != "finance":
        return name
    item = re.split(r"(?=较|比|同比|占|增|减|降)", name, maxsplit=1)[0]
    if match := _TOTAL.fullmatch(item):
        return f"{match['before']}{match['of']}总计{'预算' if item.endswith('预算') else ''}{name.removeprefix(item)}"
    return name + "支出总计" if len(name) > 2 and _SUM_OF_MONEY.fullmatch(name) else name


def _per_head(name: str, unit: str) -> str:
    """Return a measure's name with the heads it is counted for, where only its unit says so (发明专利拥有量, 件/万人)."""
    heads = re.search(r"/(万?)人(?:口)?$", unit)
    return f"每{heads[1]}人{name}" if heads and "元" not in unit and not re.search(r"每|人均|千人|万人", name) else name


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(mark, max(0, at - 120), at) for mark in "。；;！\n\t：") + 1 or max(0, at - 60)


def _dimension(value: Decimal | None, unit: str, row: FactRow) -> str:
    if value is None:
        return ""
    if re.search(r"每?万人(?:口)?(?=[^数次]*(?:拥有|量))", row.name) and dimension(unit).startswith("count"):
        return dimension(f"{unit}/万人")
    if re.search(r"排名|位次|名次", row.name) and dimension(unit).startswith("count"):
        return "rank"
    if unit.endswith("块") and not re.search(r"[金钱款费]|资|收入|支出|补", row.name):
        return "count:块"  # 门牌1.2万块 are plates, not yuan
    return dimension(unit)


def shown_value(row: FactRow) -> tuple[Decimal | None, str]:
    """Return the value a fact answers with: an indicator's actual figure, else its target; other facts' own value."""
    if row.section != "indicators":
        return row.value, row.unit or ""
    for printed in (row.actual, row.target):
        if printed and (found := leading_amount(printed)) is not None:
            return found
    return None, ""


def leading_amount(printed: str) -> tuple[Decimal, str] | None:
    """Return the first amount of a printed cell with its unit (650批次/148个品种项 → 650, 批次), or None."""
    whole = parse(printed)
    if whole is not None and ("/" not in whole.unit or not _A_TIME.search(whole.unit)):
        return whole.value, whole.unit
    match = _LEADING.match(printed.strip())
    part = parse(match["amount"]) if match else None
    if part is None and match:
        bare = re.search(r"\d[\d,，.]*", match["amount"])
        part = parse(bare[0].rstrip(",，.")) if bare else None
    return (part.value, part.unit) if part is not None else (whole.value, whole.unit) if whole is not None else None
