"""One question being answered (一次问答): its plan, the reports in scope, and the figures chosen from each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ontology.records import Finding, overlap
from search.answers.chosen import shared_out, with_contradictions
from search.answers.fitness import fitness, has_figure
from search.answers.model import AnswerRow, Result
from search.answers.pool import ITS_FACTS, Pool, pool_of
from search.facts_source import FactSource, ReportRef, SpendingRow
from search.matching.metrics import Match, ranked, resolve
from search.matching.nearest import nearest
from search.matching.nearest_english import nearest_in_english
from search.matching.prepared import VALUED, Candidate, Preparer
from search.matching.stock import is_not_added
from search.places.place_words import township_in
from search.plan import Ask, Plan, Refusal
from search.planning.lists import JOINT, each_measured, pieces, said_twice, variants
from search.words.lexicon import terms_of
from search.words.wording import alike

FEW, NEAR = 10, 75
"""Reports in scope up to which a figure is looked for by its meaning too, and facts of one that an index names for it: each is encoded."""


@dataclass
class Outcome:
    """What a question came to: rows and a sentence, or why not."""

    rows: list[AnswerRow] = field(default_factory=list)
    result: Result | None = None
    text: str = ""
    refusal: Refusal | None = None
    near: list[str] = field(default_factory=list)


class Inquiry:
    """A plan over a source; chooses figures with the plan's conditions."""

    def __init__(self, question: str, plan: Plan, source: FactSource, preparer: Preparer) -> None:
        """Bind a plan to the store it is run over."""
        self.question, self.plan, self.source, self.preparer = question, plan, source, preparer
        self._meant: dict[tuple[Ask, str], list[Match]] = {}
        self.supposed: set[str] = set()
        """Facts taken for what is asked by their meaning, where the words did not settle it."""
        self.literal = False
        """Only figures that the words settle are taken, none by its meaning."""

    @property
    def english(self) -> bool:
        """Tell whether the answer is to be in English."""
        return self.plan.language == "en"

    def asking(self, *asks: Ask) -> "Inquiry":
        """Return the same question with other asks."""
        other = self.planned(self.plan.model_copy(update={"asks": asks, "intent": "lookup"}))
        other.supposed = self.supposed
        return other

    def planned(self, plan: Plan) -> "Inquiry":
        """Return the same question with another plan."""
        other = Inquiry(self.question, plan, self.source, self.preparer)
        other.literal = self.literal
        return other

    def of(self, department: str) -> "Inquiry":
        """Return the same question asked of one department alone."""
        ids = tuple(r.report_id for r in self.reports if r.department == department)
        alone = self.plan.model_copy(update={"departments": (department,), "report_ids": ids})
        return self.planned(alone)

    @cached_property
    def pool(self) -> Pool:
        """What the question looks at."""
        return pool_of(self.plan, [core(a) for a in self.plan.asks], self.source, self.preparer)

    @property
    def reports(self) -> list[ReportRef]:
        """The reports in scope: those the plan names, or of all live ones those that speak of the topic."""
        return self.pool.reports

    def findings(self, report: ReportRef) -> Sequence[Finding]:
        """Return what the audit found in a report."""
        known = self.pool.findings
        return self.source.findings([report.report_id]).get(report.report_id, ()) if known is None else known.get(report.report_id, ())

    def links(self, report: ReportRef) -> Sequence[SpendingRow]:
        """Return which project serves which duty in a report."""
        known = self.pool.links
        return self.source.spending([report.report_id]).get(report.report_id, ()) if known is None else known.get(report.report_id, ())

    @cached_property
    def departments(self) -> list[str]:
        """The departments in scope, each once."""
        return list(self.pool.of_department)

    def candidates(self, report: ReportRef) -> list[Candidate]:
        """Return a report's facts of the years asked for; without a year all of the report."""
        found = [c for c in self.of_any_year(report) if not self.plan.years or c.row.year in self.plan.years]
        return [c for c in found if not any(is_called(c, name) for name in self.plan.without)] if self.plan.without else found

    def of_any_year(self, report: ReportRef) -> Sequence[Candidate]:
        """Return a report's facts of all years that it gives."""
        if self.pool.facts is None:
            return self.preparer.candidates(report.report_id)
        return self.pool.facts.get(report.report_id, ())

    def years_held(self, department: str) -> list[int]:
        """Return the fiscal years the store holds of a department."""
        return sorted({r.year for r in self.preparer.refs.values() if r.department == department and r.year})

    def matches(self, ask: Ask, report: ReportRef, context: str = "", sections: Sequence[str] = VALUED) -> list[Match]:
        """Return the facts of a report that are the figure asked for, best first."""
        ways = [self.by_words(ask.model_copy(update={"phrase": p}), report, context, sections) for p in said_twice(ask.phrase)]
        found = max(ways, key=lambda way: way[0].score if way else 0.0)
        loose = not self.literal and sections == VALUED and len(self.reports) <= FEW
        if not found and loose and sum(t.weight for t in terms_of(ask.phrase)) >= 1:
            found = self._by_meaning(ask, report)
            self.supposed |= {m.candidate.row.quote for m in found}
        return found

    def _by_meaning(self, ask: Ask, report: ReportRef) -> list[Match]:
        key = ask, report.report_id
        if key not in self._meant:
            pool, bare, likeness = self._of_role(ask, self.candidates(report)), core(ask), self.source.likeness
            said = self.plan.said_of(ask) or self.question
            if self.english and self.plan.intent == "lookup" and any(self.by_words(ask, r) for r in self.reports if r != report):
                self._meant[key] = []  # another report of those in scope says it in so many words
            elif self.english:
                self._meant[key] = nearest_in_english(said, bare, pool, self._among(pool, report, ask.phrase, said), likeness)
            else:
                self._meant[key] = nearest(self.question, bare, pool, self._among(pool, report, ask.phrase), likeness)
        return self._meant[key]

    def _among(self, pool: list[Candidate], report: ReportRef, *queries: str) -> list[Candidate]:
        """Return the facts of a pool that an index finds for any of some queries; all of them where there is no index."""
        found = [self.source.relevant_facts(query, [report.report_id], NEAR) for query in queries if pool and query.strip()]
        return [c for c in pool if not found or any(near is None or c.row.id in near for near in found)]

    def by_words(self, ask: Ask, report: ReportRef, context: str = "", sections: Sequence[str] = VALUED) -> list[Match]:
        """Return the facts of a report that the words of an ask settle, best first."""
        pool = self._of_role(ask, self.candidates(report))
        among = ITS_FACTS if self.pool.wide else 0
        place = township_in(ask.phrase)  # the whole county's figure is none of its township's
        found = self._by_role(ask, resolve(core(ask), pool, context, sections, among))
        found = [m for m in found if has_figure(m.candidate) and not is_not_added(ask, m.candidate)]
        found = [m for m in found if place in m.candidate.name + m.candidate.clause + m.candidate.around]
        near = [m.score for m in found if m.candidate.value is not None and m.score >= 0.7 * found[0].score]
        return sorted(found, key=lambda m: m.candidate.value is None) if near else found  # a row whose cell is empty tells nothing

    def near(self, ask: Ask, report: ReportRef, limit: int = 3) -> list[Candidate]:
        """Return the figures that come close to one that is not reported, those of the kind of value asked for first."""
        loose = ask.model_copy(update={"dimension": None, "unit": None})
        pool = self.candidates(report)
        found = [m for wanted in (ask, loose) for m in ranked(core(wanted), pool) if m.coverage >= 0.35 and m.candidate.value is not None]
        return list({m.candidate.row.id: m.candidate for m in found}.values())[:limit]

    def pick(self, ask: Ask, report: ReportRef, context: str = "") -> list[Candidate]:
        """Return the best fact for an ask and the facts of the same measure that contradict it; each item's where it lists several."""
        found = self.matches(ask, report, context)
        names = self.joined_names(report, ask.phrase)
        parts = variants(ask.phrase, names)
        listed = bool(JOINT.search(ask.phrase) or re.search("或|/", ask.phrase)) or self.plan.operation in ("sum", "mean")
        listed = listed or (len(parts) > 1 and set(parts) <= set(ask.phrase.split()))
        if len(parts) < 2 or (found and not listed):
            chosen = with_contradictions(found)
            return chosen + self._found_to_differ(report, chosen) + self._other_readings(ask, found)
        each = shared_out([self.matches(a, report, context) for a in each_measured(ask, parts)])
        named = pieces(ask.phrase, names)
        if len(each) < len(parts) and len(named) > 1:  # things with names of their own, which share no word
            own = shared_out([self.matches(ask.model_copy(update={"phrase": p}), report, context) for p in named])
            each, parts = (own, tuple(named)) if len(own) == len(named) else (each, parts)
        if len(each) < len(parts) and (own := self._of_one_thing(ask, report, context)):
            return [c for piece in own for c in piece]
        if found and len(each) < len(parts):
            return with_contradictions(found)
        if len(each) < len(parts):  # a part of a list alone must still show half of all that is asked
            whole = {m.candidate.row.id: m.coverage for m in ranked(core(ask), self.candidates(report))}
            each = [piece for piece in each if whole.get(piece[0].row.id, 0.0) >= 0.5]
        return [c for piece in each for c in piece]

    def joined_names(self, report: ReportRef, phrase: str) -> frozenset[str]:
        """Return the names in a phrase of facts of a report that hold a joint themselves (防火与防汛经费): each is one thing."""
        return frozenset(c.row.name for c in self.candidates(report) if c.row.name in phrase and JOINT.search(c.row.name))

    def _of_one_thing(self, ask: Ask, report: ReportRef, context: str) -> list[list[Candidate]]:
        """Return the figures of kinds whose thing stands once, behind the list and before the printed one (甲类、乙类站点)."""
        segments = pieces(ask.phrase)
        last = [t for t in terms_of(segments[-1]) if t.weight >= 0.6] if len(segments) > 1 else []
        if len(last) < 2:
            return []
        thing, heads = last[-1], [*segments[:-1], "".join(t.said for t in last[:-1])]
        found = []
        for head in heads:
            near = self.matches(ask.model_copy(update={"phrase": head}), report, context)
            found.append([m for m in near if any(form in m.candidate.clause + m.candidate.around for form in thing.forms)])
        own = shared_out(found)
        return own if len(own) == len(heads) else []

    def _found_to_differ(self, report: ReportRef, chosen: list[Candidate]) -> list[Candidate]:
        """Return the other figure of the same measure where the audit found a report to give two, whatever each place calls it."""
        if not chosen or self.pool.wide:
            return []
        best, known = chosen[0], {c.value for c in chosen}
        told = [f for f in self.findings(report) if f.kind == "contradiction" and any(overlap(best.row.span, s) for s in f.spans)]
        pool = [c for c in self.candidates(report) if c.dimension == best.dimension and c.value is not None and c.value not in known]
        return [c for c in pool if alike(c.name, best.name) >= 0.5 and any(overlap(c.row.span, s) for f in told for s in f.spans)][:1]

    def _other_readings(self, ask: Ask, found: list[Match]) -> list[Candidate]:
        """Return, for key words that do not say what kind of figure is wanted, the next readings that measure something else."""
        if ask.dimension is not None or self.plan.intent != "lookup" or not found:
            return []
        best = found[0]
        others: list[Candidate] = []
        rates = "率" in ask.phrase or not (self.english or re.search(r"多少|几", self.question))
        for match in found[1:6]:
            if match.candidate.family == "rate" and not rates:
                continue  # how many there are is asked
            kinds = {best.candidate.dimension, *(o.dimension for o in others)}
            if match.score >= 0.9 * best.score and match.candidate.dimension not in kinds and match.candidate.value is not None:
                others.append(match.candidate)
        return others[:2]

    def accepted_in(self, ask: Ask, pool: list[Candidate]) -> list[Match]:
        """Return the facts of a pool that are the figure asked for, best first."""
        return self._by_role(ask, resolve(core(ask), self._of_role(ask, pool)))

    def pick_in(self, ask: Ask, pool: list[Candidate]) -> list[Candidate]:
        """Return the best fact of a pool for an ask, with those that contradict it."""
        return with_contradictions(self.accepted_in(ask, pool))

    def preferred(self, ask: Ask, pool: list[Candidate]) -> list[Candidate]:
        """Return of a few facts those that fit an ask, best first, without asking that every word be shown."""
        found = self._by_role(ask, ranked(core(ask), self._of_role(ask, pool)))
        return [m.candidate for m in found if m.candidate.value is not None]

    def _of_role(self, ask: Ask, pool: list[Candidate]) -> list[Candidate]:
        if ask.roles:
            wanted = (*ask.roles, "prior") if "final" in ask.roles and len(self.plan.years) > 1 else ask.roles
            return [
                c
                for c in pool
                if c.row.role is None or c.row.role in wanted or (c.row.role in ("share", "rate", "change") and ask.dimension == "rate")
            ]
        return pool

    @staticmethod
    def _by_role(ask: Ask, found: list[Match]) -> list[Match]:
        if ask.change:
            return found
        return sorted(found, key=lambda m: -m.score * fitness(ask, m.candidate))


def is_called(c: Candidate, name: str) -> bool:
    """Tell whether a fact's own name shows all that a name says (个体户 in 个体工商户年报率)."""
    words = [t for t in terms_of(name) if t.weight >= 0.5]
    return bool(words) and all(any(form in c.name for form in t.words) for t in words)


def core(ask: Ask) -> Ask:
    """Return the ask without its role words, where other identifying words stay (公务接待费决算 → 公务接待费)."""
    phrase = ask.phrase
    if ask.dimension == "rate":  # what is asked for is a share; the word itself need not be printed (不合格的比例 → 不合格率)
        bare = re.sub(r"所?占?的?(?:比例|比重|占比|百分比)|占多大", " ", phrase)
        phrase = bare if sum(t.weight for t in terms_of(bare)) >= 0.9 else phrase
    if ask.dimension in (None, "money") and _BARE_TOTAL.fullmatch(phrase.strip(" /")):
        return ask.model_copy(update={"phrase": "收入总计" if "收入" in phrase else "支出总计"})
    if not ask.roles:
        return ask.model_copy(update={"phrase": phrase})
    for word in (
        "调整后的预算",
        "调整后预算",
        "调整预算",
        "全年预算",
        "年初预算数",
        "年初预算",
        "预算数",
        "决算数",
        "决算",
        "执行数",
        "预算",
        "实际支出",
    ):
        shorter = phrase.replace(word, " ")
        if sum(t.weight for t in terms_of(shorter) if t.said not in ("调整", "年初", "全年", "实际")) >= 0.5:
            phrase = shorter
    return ask.model_copy(update={"phrase": phrase})


_BARE_TOTAL = re.compile(
    r"(?:部门|单位|年度|全年|本年度?|当年|全部|财政|实际|决算|总|整体|总的|年初|预算|调整后?|的|\s)*(?:支出|收入|花费|开支|开销|花销)"
    r"(?:总计|合计|总额|总数|总量|决算|预算|执行|数|资金|金额|\s)*|"
    r"(?:全年|当年|本年|年度|\s)*(?:决算|执行)(?:数|总额|\s)*|"
    r"(?:部门|单位|全年|当年|本年|年度|年初|期初|当初|调整后?|总|的|\s)*预算(?:数|总额|总计|合计|总数|盘子|\s)*"
)
"""Words that ask for the grand total and for no item of it."""
