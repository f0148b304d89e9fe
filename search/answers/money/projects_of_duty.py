"""Which of the projects linked to a duty are meant by its name (职责的项目), and which duties a project serves (项目的职责)."""

from collections.abc import Mapping, Sequence

from search.facts_source import SpendingRow
from search.matching.prepared import Candidate
from search.words.wording import alike

FAINT = 0.8
"""A link of less than this share of the surest one's score is faint."""


def is_of(c: Candidate, link: SpendingRow) -> bool:
    """Tell whether a link is of a project."""
    return c.row.name == link.project or alike(c.row.name, link.project) >= 0.85


def without_fainter(
    found: Sequence[Candidate], linked: Mapping[str, SpendingRow], links: Sequence[SpendingRow], ranked: Sequence[tuple[float, Candidate]]
) -> list[Candidate]:
    """Return the projects of a duty without those that belong to it faintly: more to another duty, or by words that meaning does not bear.

    `linked` is the link of each to the duty, `links` all of the report's, `ranked` all projects by how near they are to what is asked.
    """
    best = max(linked[c.row.id].score for c in found)
    near = [c for _, c in ranked[: 2 * len(found)]]
    kept = []
    for c in found:
        own = linked[c.row.id]
        elsewhere = max((k.score for k in links if is_of(c, k)), default=0.0) > own.score
        far = bool(near) and (c not in near or (own.basis != "explicit" and c is not near[0]))
        if own.score >= FAINT * best or not (elsewhere or far):
            kept.append(c)
    return kept
