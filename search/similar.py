"""Similar indicators (相似指标): measures of other reports that are alike in words, meaning and kind of value, each with the reason.

Hard negatives are the point: a batch count is no pass rate, what is owned is no dispute. A member must measure the same kind of thing
(rate, count, money, rank, date), count the same kind of noun, and speak of the same object.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel, ConfigDict

from ontology.records import Span
from search.facts_source import FactSource
from search.json_number import Number
from search.lexicon import Term, terms_of, turning_words
from search.metrics import rivals
from search.prepared import Candidate
from search.preparers import preparer_of
from search.wording import alike, bigrams, fold

LEAST = 0.3
_SAME = 0.86
WEIGHTS = (0.6, 0.15, 0.25)
"""Of shared words, of meaning, of shared pairs of characters."""

NEAREST = 150
"""So many facts the index gives as nearest; with those whose names share characters they are compared one by one."""

_SCALED = 0.82, 0.16
"""Meaning likeness of unrelated and of equal names with the bundled model differ little; this floor and width spread them over 0 to 1."""

_KINDS: tuple[tuple[str, str], ...] = (
    ("rank", r"排名|位次|名次"),
    ("years", r"年数$|连续.{0,12}年"),
    ("date", r"日期|时间$|截止|时限$"),
    ("rate", r"率|占比|比重|比例|度$|覆盖面"),
    ("money", r"金额|经费|成本|费用|额$|款$|资金|收入|支出|损失"),
    ("batches", r"批次|批$|抽样数|抽检数|抽验数|检验数"),
    ("cases", r"案件|案数|立案|起数"),
    ("people", r"人次|人数|人员数"),
    ("copies", r"份数|册|手册|资料|稿件|条数|信息"),
    ("bodies", r"企业数|家数|户数|主体数|单位数|单位家|企业$|家次|主体总数"),
    ("events", r"次数|场次|期数|班次|活动"),
)
_SUFFIXES = (
    ("batches", r"批次数?$|抽样数$|抽[检验]数$"),
    ("cases", r"案件数?$|案数$"),
    ("bodies", r"企业数$|[家户]数$|单位数$|主体数$|主体总数$"),
    ("people", r"人次数?$|人数$"),
    ("events", r"次数$|场次$|期数$|班次$"),
    ("copies", r"份数$"),
)
"""How a name ends says what is counted, even where the unit is loose."""

_UNITS = {
    "批次": "batches",
    "起": "cases",
    "件": "items",
    "家": "bodies",
    "户": "bodies",
    "家次": "bodies",
    "人": "people",
    "人次": "people",
    "份": "copies",
    "册": "copies",
    "次": "events",
    "场": "events",
    "期": "events",
    "名次": "rank",
    "位": "rank",
    "年": "years",
    "批": "batches",
    "个": "items",
    "项": "items",
    "台": "devices",
    "条": "copies",
}


class Member(BaseModel):
    """A measure like the one asked about, as one report prints it."""

    model_config = ConfigDict(extra="forbid")

    department: str
    region: str | None = None
    fiscal_year: int | None = None
    name: str
    target: str | None = None
    actual: str | None = None
    value: Number | None = None
    unit: str | None = None
    report_id: str
    quote: str
    span: Span
    score: float
    why: str


class Group(BaseModel):
    """Members that share one name for the measure (一组同义指标)."""

    model_config = ConfigDict(extra="forbid")

    label: str
    score: float
    members: list[Member]


class Similar(BaseModel):
    """What is like a measure, best group first."""

    model_config = ConfigDict(extra="forbid")

    query: str
    groups: list[Group]


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with how alike it is and why."""

    candidate: Candidate
    score: float
    why: str


def similar(text: str, source: FactSource, department: str | None = None, limit: int = 20) -> Similar:
    """Return measures like `text` across reports; with `department`, only those of that department's reports.

    Groups come best first, their members too; at most `limit` members in all.
    """
    found = alike_measures(text, source, department)[:limit]
    groups: list[Group] = []
    for scored in found:
        member = _member(scored)
        home = next((g for g in groups if alike(g.label, member.name) >= _SAME), None)
        if home is not None and groups[-1] is home:
            home.members.append(member)
        else:
            groups.append(Group(label=member.name, score=member.score, members=[member]))
    return Similar(query=text, groups=groups)


def alike_measures(text: str, source: FactSource, department: str | None = None) -> list[Scored]:
    """Return the measures alike, best first; a name that only one report bears stands for that report's own and is left out."""
    preparer = preparer_of(source)
    reports = source.relevant_reports(text, list(preparer.refs), 60)
    ready = preparer.all_of(reports)
    pool = [c for r in reports for c in ready[r] if c.row.section in ("indicators", "outcomes")]
    own = [c for c in pool if fold(c.row.name) == fold(text)]
    alone = own if len({c.row.report_id for c in own}) == 1 else []
    kinds = {kind_of(c.row.name, c.unit) for c in own} or {kind_of(text, "")}
    pool = [c for c in pool if (not department or fold(department) in fold(c.row.department)) and c not in alone]
    pool = [c for c in pool if any(_kin(k, kind_of(c.row.name, c.unit)) for k in kinds)]
    near_ids = source.relevant_facts(text, reports, NEAREST)
    pool = [c for c in pool if near_ids is None or c.row.id in near_ids or alike(text, c.row.name) >= 0.3]
    terms = _weighed(terms_of(_subject(text)), [c.name for c in pool])
    meaning = source.likeness(text, [c.row.name for c in pool]) if pool else []
    scored = [_scored(text, terms, c, near, own) for c, near in zip(pool, meaning, strict=True)]
    kept = sorted((s for s in scored if s.score >= LEAST), key=lambda s: (-s.score, s.candidate.row.id))
    return _distinct(kept)


def kind_of(name: str, unit: str) -> str:
    """Return what kind of thing a measure's value is: rate, money, batches, cases, bodies, events …; by unit first, then by name."""
    folded = fold(name)
    named = next((kind for kind, pattern in _KINDS if re.search(pattern, folded)), "")
    if re.search(r"[元]$", unit):
        return "money"
    if unit in ("%", "％", "‰", "百分点"):
        return "rate"
    if suffix := next((kind for kind, pattern in _SUFFIXES if re.search(pattern, folded)), ""):
        return suffix
    if named in ("rank", "years", "date", "rate"):
        return named
    of_unit = _UNITS.get(unit, "")
    return of_unit if of_unit and of_unit != "items" else named or of_unit


def _kin(a: str, b: str) -> bool:
    """Tell whether two kinds may stand for each other; an unknown kind may be any count."""
    if a == b:
        return True
    counts = {"", "items", "batches", "cases", "people", "copies", "bodies", "events", "devices"}
    loose = {"", "items"}
    near = {
        frozenset(p) for p in (("bodies", "events"), ("batches", "events"), ("cases", "events"), ("copies", "items"), ("devices", "bodies"))
    }
    return a in counts and b in counts and (a in loose or b in loose or frozenset((a, b)) in near)


def _subject(name: str) -> str:
    return re.sub(r"全市|全区|全县|全省|市本级|年度|完成情况|完成数|总数|数量", " ", name)


def _weighed(terms: Sequence[Term], names: Sequence[str]) -> tuple[Term, ...]:
    """Return the terms with the weight of how few of the names show them."""
    found = []
    for term in terms:
        have = sum(any(form in name for form in term.forms) for name in names)
        rarity = math.log(1 + len(names) / (1 + have)) / math.log(2 + len(names))
        found.append(replace(term, weight=term.weight * (0.3 + 0.7 * rarity)))
    return tuple(found)


def _scored(text: str, terms: tuple[Term, ...], c: Candidate, near: float, own: Sequence[Candidate]) -> Scored:
    ours, theirs = terms, terms_of(_subject(c.row.name))
    there, back = _shown(ours, c.name), _shown(theirs, fold(text))
    words = 2 * there * back / (there + back) if there + back else 0.0
    meaning = min(max((near - _SCALED[0]) / _SCALED[1], 0.0), 1.0) if near else words
    pairs = alike(_subject(text), _subject(c.row.name))
    score = WEIGHTS[0] * words + WEIGHTS[1] * meaning + WEIGHTS[2] * pairs
    why = [f"用词相合{words:.0%}", f"语义相近{meaning:.0%}"]
    for group in turning_words():
        if any(w in text for w in group) != any(w in c.row.name for w in group):
            score *= 0.55 if group[0].startswith(("不", "注销")) else 0.75
            why.append(f"口径不同：一方含“{next((w for w in group if w in text or w in c.row.name), group[0])}”")
    ask_rivals, its_rivals = rivals(text), rivals(c.row.name)
    if ask_rivals and its_rivals and not ask_rivals & its_rivals:
        score *= 0.75
    head = next((t for t in reversed(terms_of(text)) if t.weight >= 0.5), None)
    if head and not any(form in c.name for form in head.forms):
        rate = head.said.endswith("率")
        score *= 0.75 if rate else 1.0 if head.said[-1] in c.name[-2:] else 0.85
    asked = {kind_of(o.row.name, o.unit) for o in own} or {kind_of(text, "")}
    if kind_of(c.row.name, c.unit) not in asked and "" not in asked:
        score *= 0.85
        why.append("计数对象略有不同")
    return Scored(c, round(score, 4), "；".join(why))


def _shown(terms: tuple[Term, ...], text: str) -> float:
    """Return the share of the terms' weight that a text shows, near ones by pairs of characters."""
    whole = sum(t.weight for t in terms)
    shown = 0.0
    for term in terms:
        if any(form in text for form in term.forms):
            shown += term.weight
        elif len(term.said) > 2:
            pairs = bigrams(term.said)
            shown += 0.7 * term.weight * len(pairs & bigrams(text)) / len(pairs)
    return shown / whole if whole else 0.0


def _distinct(found: list[Scored]) -> list[Scored]:
    """Keep one of the facts that give one name and value in one report."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for scored in found:
        c = scored.candidate
        key = (c.row.report_id, fold(c.row.name), c.value)
        if key not in seen:
            seen.add(key)
            kept.append(scored)
    return kept


def _member(scored: Scored) -> Member:
    c = scored.candidate
    return Member(
        department=c.row.department,
        region=c.row.region,
        fiscal_year=c.row.year,
        name=c.row.name,
        target=c.row.target,
        actual=c.row.actual,
        value=c.value,
        unit=c.unit or None,
        report_id=c.row.report_id,
        quote=c.row.quote,
        span=c.row.span,
        score=scored.score,
        why=scored.why,
    )
