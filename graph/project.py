"""A bundle as rows of nodes and edges (事实包投影): pure, so that a rebuild gives the same graph."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from graph.division_nodes import heir_of, region_chain
from graph.evidence import supports
from graph.keys import amount_key, department_key, department_name, duty_key, project_key, unit_key
from graph.metrics import metric_of
from graph.naming import Body, Name, body, duty_name, project_name
from graph.schema import SECTION_LABELS
from graph.values import record_props, stored
from ontology.ids import fact_id, fold
from ontology.records import NAME_PLATE, Amount, Bundle, Duty, Fact, Finding, Indicator, Outcome, Project, Span, Unit

Props = dict[str, Any]
BEFORE = "前身机构"
"""The kind of a unit that the department grew out of."""
OF_A_DEPARTMENT = re.compile(r"(?:[局厅署]|委员会|委|办公室|大队|支队|中心|学校|医院)$")
"""A plate of a section inside (科、股、室) is no body of its own."""


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One node; `props` holds everything but the id."""

    label: str
    id: str
    props: Props = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """One edge between two nodes named by label and id."""

    type: str
    source_label: str
    source: str
    target_label: str
    target: str
    props: Props = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Projection:
    """All nodes and edges of one bundle, each node once."""

    nodes: tuple[NodeRow, ...]
    edges: tuple[EdgeRow, ...]


def project(bundle: Bundle) -> Projection:
    """Return the nodes and edges of a bundle; personal data stays out of the graph."""
    return _Projector(bundle).run()


class _Projector:
    """Collects the rows of one bundle; every method adds what one part of the bundle says."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._report = bundle.report_id
        self._name = department_name(bundle)
        self._department = department_key(self._name, bundle.report.adcode)
        self._nodes: dict[tuple[str, str], NodeRow] = {}
        self._edges: list[EdgeRow] = []
        self._derived: set[tuple[str, str, str]] = set()
        self._facts: dict[str, tuple[str, str, Span]] = {}
        self._amounts = 0
        self._called = {fold(alias): p.name for p in bundle.projects for alias in p.aliases}
        self._called |= {fold(p.name): p.name for p in bundle.projects}
        order = sorted(range(len(bundle.passages)), key=lambda i: bundle.passages[i].span)
        self._passages = [(bundle.passages[i].span, fact_id(self._report, "passages", i)) for i in order]
        self._starts = [span[0] for span, _ in self._passages]

    def run(self) -> Projection:
        """Return everything, in the order it was found."""
        self._add_report()
        self._add_passages()
        for section, label in SECTION_LABELS.items():
            for index, fact in enumerate(getattr(self._bundle, section)):
                self._add_fact(label, fact_id(self._report, section, index), fact)
        self._add_spending()
        self._add_money()
        self._add_supports()
        for index, finding in enumerate(self._bundle.anomalies):
            self._add_finding(fact_id(self._report, "anomalies", index), finding)
        return Projection(tuple(self._nodes.values()), tuple(self._edges))

    def _node(self, label: str, node: str, props: Props) -> str:
        self._nodes.setdefault((label, node), NodeRow(label, node, props))
        return node

    def _shared(self, label: str, node: str, props: Props) -> str:
        """Add a node that other reports may speak of too; its SUPPORTS edge keeps it while this report is there."""
        if (label, node) not in self._nodes:
            self._node(label, node, props)
            self._edges.append(EdgeRow("SUPPORTS", "Report", self._report, label, node))
        return node

    def _link(self, kind: str, source: tuple[str, str], target: tuple[str, str]) -> None:
        """Add an edge that follows from the keys of its ends, once."""
        if (kind, source[1], target[1]) not in self._derived:
            self._derived.add((kind, source[1], target[1]))
            self._edges.append(EdgeRow(kind, *source, *target))

    def _add_report(self) -> None:
        bundle, report = self._bundle, self._bundle.report
        props = {"source_name": bundle.source_name, "extractor": bundle.extractor} | record_props(report)
        self._node("Report", self._report, props)
        self._add_department()
        below = ("Department", self._department)
        kind = "IN_REGION"
        for adcode, props in region_chain(report.adcode):
            self._shared("Region", adcode, props)
            self._link(kind, below, ("Region", adcode))
            below, kind = ("Region", adcode), "PART_OF"

    def _add_department(self) -> None:
        """Add the department, and on the edge to it the name as printed and why it is this one."""
        one = body(self._name, self._bundle.report.adcode)
        self._shared("Department", self._department, {"name": one.name} | stored("adcode", one.adcode))
        why: Props = {"name": self._name} | stored("reasons", one.reasons)
        self._edges.append(EdgeRow("ABOUT", "Report", self._report, "Department", self._department, why))
        self._add_successor(one)

    def _add_successor(self, one: Body) -> None:
        """Relate the department of a division that is no more to that of the division it went into."""
        heir = heir_of(one)
        if heir is not None:
            self._shared("Department", heir.id, dict(heir.props))
            why: Props = {"report_id": self._report, "reasons": [heir.reason]}
            self._edges.append(EdgeRow("PREDECESSOR_OF", "Department", self._department, "Department", heir.id, why))

    def _add_passages(self) -> None:
        for index, passage in enumerate(self._bundle.passages):
            node = fact_id(self._report, "passages", index)
            self._node("Passage", node, {"report_id": self._report} | record_props(passage))
            self._edges.append(EdgeRow("IN_REPORT", "Passage", node, "Report", self._report))
        for (_, first), (_, second) in zip(self._passages, self._passages[1:], strict=False):
            self._edges.append(EdgeRow("NEXT", "Passage", first, "Passage", second))

    def _add_fact(self, label: str, fact_key: str, fact: Fact) -> None:
        """Add a fact: a node of its own, or what this report states about a shared node, on the edge to it."""
        props = record_props(fact)
        shared = self._subject(fact)
        if shared is None:
            node = self._node(label, fact_key, {"report_id": self._report} | props)
            states: Props = {"fact_id": fact_key}
        else:
            node = shared
            states = {"fact_id": fact_key} | props | stored("reasons", _why(fact))
        self._facts[fact_key] = (label, node, fact.span)
        self._edges.append(EdgeRow("STATES", "Report", self._report, label, node, states))
        evidence: Props = {"fact_id": fact_key, "span_start": fact.span[0], "span_end": fact.span[1]}
        passage = self._passage_of(fact.span)
        if passage is not None:
            self._edges.append(EdgeRow("EVIDENCED_BY", label, node, "Passage", passage, evidence))
        if isinstance(fact, (Indicator, Outcome)):
            metric = metric_of(fact)
            self._shared("Metric", metric.id, dict(metric.props))
            self._edges.append(EdgeRow("MEASURES", label, node, "Metric", metric.id, {"basis": "explicit", "score": 1.0}))

    def _subject(self, fact: Fact) -> str | None:
        """Return the shared node a fact is about, added with the edges its key implies; None where the fact is its own."""
        if isinstance(fact, Unit):
            node = self._of_department("OrgUnit", unit_key(self._department, fact.name), Name(fold(fact.name)))
            self._link("UNIT_OF", ("OrgUnit", node), ("Department", self._department))
            if fact.kind == BEFORE:
                self._add_predecessor(fact)
            elif fact.kind == NAME_PLATE and OF_A_DEPARTMENT.search(fold(fact.name)):
                self._add_plate(fact)
            return node
        if isinstance(fact, Duty):
            node = self._duty(fact.head)
            if fact.field:
                self._shared("Field", fact.field, {"name": fact.field})
                owner: Props = {"report_id": self._report}
                self._edges.append(EdgeRow("IN_FIELD", "Duty", node, "Field", fact.field, owner))
            return node
        return self._project(fact.name) if isinstance(fact, Project) else None

    def _add_predecessor(self, fact: Unit) -> None:
        """Relate the body before a reorganisation, which may have reports of its own."""
        before = self._other_body(fact)
        if before != self._department:
            why: Props = {"report_id": self._report, "reasons": [f"机构改革：{fact.quote}"]}
            self._edges.append(EdgeRow("PREDECESSOR_OF", "Department", before, "Department", self._department, why))

    def _add_plate(self, fact: Unit) -> None:
        """Relate the body whose name plate the department bears beside its own: another name, never merged."""
        plate = self._other_body(fact)
        if plate != self._department:
            why: Props = {"report_id": self._report, "basis": "explicit", "reasons": [f"加挂牌子：{fact.quote}"]}
            self._edges.append(EdgeRow("ALSO_KNOWN_AS", "Department", self._department, "Department", plate, why))

    def _other_body(self, fact: Unit) -> str:
        """Add the body of the department's division that a fact names; return its id."""
        one = body(fact.name, self._bundle.report.adcode)
        node = department_key(fact.name, one.adcode)
        return node if node == self._department else self._shared("Department", node, {"name": one.name} | stored("adcode", one.adcode))

    def _of_department(self, label: str, node: str, name: Name) -> str:
        return self._shared(label, node, {"name": name.core, "department": self._department})

    def _duty(self, head: str) -> str:
        node = self._of_department("Duty", duty_key(self._department, head), duty_name(head))
        self._link("HAS_DUTY", ("Department", self._department), ("Duty", node))
        return node

    def _project(self, name: str) -> str:
        node = self._of_department("Project", project_key(self._department, name), project_name(name))
        self._link("RUNS", ("Department", self._department), ("Project", node))
        return node

    def _add_spending(self) -> None:
        for index, spending in enumerate(self._bundle.duty_spending):
            owner: Props = {"report_id": self._report, "fact_id": fact_id(self._report, "duty_spending", index)}
            owner |= stored("passage", self._passage_of(spending.span)) | record_props(spending)
            project = self._called.get(fold(spending.project), spending.project)
            ends = ("Duty", self._duty(spending.duty), "Project", self._project(project))
            self._edges.append(EdgeRow("SERVED_BY", *ends, owner))

    def _add_money(self) -> None:
        """Add what each project gets, in whole and by source, and the items of the whole department that name it."""
        for index, project in enumerate(self._bundle.projects):
            fact_key = fact_id(self._report, "projects", index)
            for part in (*_whole(project), *project.components):
                props = {"report_id": self._report} | record_props(part)
                node = self._node("Amount", amount_key(self._report, self._amounts), props)
                self._amounts += 1
                self._edges.append(EdgeRow("STATES", "Report", self._report, "Amount", node, {"fact_id": fact_key}))
                source = stored("label", part.label if part in project.components else None)
                self._allocate(project, "Amount", node, source | stored("value_wan", part.value_wan))
        named = {fold(p.name): p for p in self._bundle.projects}
        for index, item in enumerate(self._bundle.finance):
            about = named.get(fold(item.scope or "")) or named.get(fold(item.item))
            if about is not None:
                money = {"role": item.role, "fact_id": fact_id(self._report, "finance", index)} | stored("value_wan", item.value_wan)
                self._allocate(about, "FinanceItem", fact_id(self._report, "finance", index), money)

    def _allocate(self, project: Project, label: str, node: str, money: Props) -> None:
        owner: Props = {"report_id": self._report} | stored("year", project.year or self._bundle.report.fiscal_year)
        self._edges.append(EdgeRow("HAS_ALLOCATION", "Project", self._project(project.name), label, node, owner | money))

    def _add_supports(self) -> None:
        for found in supports(self._bundle):
            ends = fact_id(self._report, "outcomes", found.outcome), fact_id(self._report, "indicators", found.indicator)
            why: Props = {"basis": found.basis, "score": found.score, "reasons": list(found.reasons)}
            self._edges.append(EdgeRow("EVIDENCES", "Outcome", ends[0], "Indicator", ends[1], why))

    def _add_finding(self, node: str, finding: Finding) -> None:
        self._node("Finding", node, {"report_id": self._report} | record_props(finding))
        self._edges.append(EdgeRow("STATES", "Report", self._report, "Finding", node, {"fact_id": node}))
        for fact_key, (label, target, span) in self._facts.items():
            if any(_one_holds_the_other(span, quoted) for quoted in finding.spans):
                self._edges.append(EdgeRow("CONCERNS", "Finding", node, label, target, {"fact_id": fact_key}))

    def _passage_of(self, span: Span) -> str | None:
        """Return the passage that holds the span, else the one it overlaps most, else None."""
        last = bisect_right(self._starts, span[0]) - 1
        best: tuple[int, str] | None = None
        for (start, end), node in self._passages[max(last, 0) :]:
            if start >= span[1]:
                break
            overlap = min(end, span[1]) - max(start, span[0])
            if overlap > 0 and (best is None or overlap > best[0]):
                best = (overlap, node)
        return best[1] if best else None


def _whole(project: Project) -> tuple[Amount, ...]:
    """Return a project's money as a part without a source."""
    if project.value is None:
        return ()
    return (Amount(label="合计", value=project.value, unit=project.unit or "", value_wan=project.value_wan),)


def _why(fact: Fact) -> tuple[str, ...]:
    """Return why a fact's printed name stands for its shared node, where the two differ."""
    name = duty_name(fact.head) if isinstance(fact, Duty) else project_name(fact.name) if isinstance(fact, Project) else None
    return (name.reason,) if name is not None and name.reason else ()


def _one_holds_the_other(a: Span, b: Span) -> bool:
    return (a[0] >= b[0] and a[1] <= b[1]) or (b[0] >= a[0] and b[1] <= a[1])
