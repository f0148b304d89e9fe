"""Which duty a programme or a fund serves (项目服务的职责): the duties that the report links it to, else the one nearest in meaning."""

from collections.abc import Sequence

from search.answers.inquiry import Inquiry, Outcome
from search.answers.money.projects_by_meaning import CLEAR, clearly_meant
from search.answers.money.projects_meant import about, projects_of
from search.answers.money.projects_of_duty import is_of
from search.answers.refuse import refused
from search.answers.rows import row_of
from search.answers.say import either
from search.answers.topics import money_topic
from search.facts_source import ReportRef
from search.matching.prepared import Candidate
from search.plan import Refusal
from search.planning.money_asked import which_duty
from search.words.lexicon import terms_of
from search.words.wording import alike, fold

ALSO = 0.75
"""A duty linked by this share of the surest one's score is served too."""
PLAIN = 0.6
"""A link of this score says by itself that the duty is served."""


def duties_served(inquiry: Inquiry) -> Outcome | None:
    """Return the duties that a named project serves, each a row; None where no such thing is asked or no project is meant."""
    if not which_duty(inquiry.question) or inquiry.plan.intent in ("similar", "audit"):
        return None
    for report in reversed(inquiry.reports):
        project = _project(inquiry, report)
        if project is None:
            continue
        duties = _linked(inquiry, report, project) or _nearest(inquiry, report, project)
        name = project.row.name
        if not duties:
            said = either(inquiry, f"报告没有写明“{name}”服务于哪项职责", f"The report does not say which duty “{name}” serves")
            return refused(inquiry, Refusal(reason="figure", said=said))
        rows = [row_of(c, note=either(inquiry, f"由“{name}”保障", f"served by “{name}”")) for c in duties]
        heads = "、".join(f"“{c.row.name}”" for c in duties)
        told = f"{project.row.department}的“{name}”服务于职责：{heads}。"
        return Outcome(rows=rows, text=either(inquiry, told, f"“{name}” serves: {heads}."))
    return None


def _project(inquiry: Inquiry, report: ReportRef) -> Candidate | None:
    """Return the project a question names: in full, by its words, or clearly by meaning."""
    pool = projects_of(inquiry, report)
    asked = fold(inquiry.question)
    if full := [c for c in pool if c.name in asked]:
        return max(full, key=lambda c: len(c.name))
    topic = money_topic(inquiry.plan)
    words = tuple(t for t in terms_of(topic) if t.weight >= 0.5)
    if not words:
        return None
    named = sorted((c for c in pool if about(words, c.name)), key=lambda c: -alike(topic, c.row.name))
    return next(iter(named or clearly_meant(inquiry, topic, pool)), None)


def _linked(inquiry: Inquiry, report: ReportRef, project: Candidate) -> list[Candidate]:
    """Return the duties that the report links a project to, in their order; of faint links that of the nearest duty alone."""
    links = {k.duty: k.score for k in inquiry.links(report) if is_of(project, k)}
    best = max(links.values(), default=0.0)
    found = [c for c in _duties(inquiry, report) if links.get(c.row.name, 0.0) >= ALSO * best > 0]
    return found if best >= PLAIN or len(found) < 2 else [c for _, c in _by_nearness(inquiry, project, found)[:1]]


def _by_nearness(inquiry: Inquiry, project: Candidate, duties: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
    """Return duties with how near in meaning they are to a project with its use, nearest first."""
    said = f"{project.row.name} {project.row.use or ''}".strip()
    near = inquiry.source.likeness(said, [c.row.name for c in duties])
    return sorted(zip(near, duties, strict=True), key=lambda pair: -pair[0])


def _nearest(inquiry: Inquiry, report: ReportRef, project: Candidate) -> list[Candidate]:
    """Return the duty that lies clearly nearest to a project by its name and use."""
    near = _by_nearness(inquiry, project, _duties(inquiry, report))
    if len(near) < 2 or near[0][0] - near[1][0] < CLEAR:
        return []
    inquiry.supposed.add(near[0][1].row.quote)
    return [near[0][1]]


def _duties(inquiry: Inquiry, report: ReportRef) -> Sequence[Candidate]:
    return [c for c in inquiry.of_any_year(report) if c.row.section == "duties"]
