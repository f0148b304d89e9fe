"""Which of the facts that fit are told (取舍): the best of each thing, and what contradicts it."""

from search.answers.rows import base_of
from search.matching.kinds import states
from search.matching.metrics import Match, same_measure
from search.matching.prepared import Candidate
from search.matching.stock import is_new
from search.words.wording import alike


def shared_out(pieces: list[list[Match]]) -> list[list[Candidate]]:
    """Return for each listed thing its figures, no fact twice: the surest thing chooses first, the order stays."""
    taken: set[str] = set()
    chosen: dict[int, list[Candidate]] = {}
    for index in sorted(range(len(pieces)), key=lambda i: -pieces[i][0].score if pieces[i] else 0.0):
        free = [m for m in pieces[index] if m.candidate.row.id not in taken]
        if free and free[0].score >= 0.85 * pieces[index][0].score:
            chosen[index] = [c for c in with_contradictions(free)]
            taken |= {c.row.id for c in chosen[index]}
    return [chosen[i] for i in sorted(chosen)]


def with_contradictions(found: list[Match]) -> list[Candidate]:
    """Return the best match and others of the same measure with another value, in order; several spellings of one value once."""
    if not found:
        return []
    best = found[0]
    chosen = [best.candidate]
    for match in found[1:]:
        c = match.candidate
        other_place = c.row.section != best.candidate.row.section
        if (
            match.score < (0.5 if other_place and _named_alike(best.candidate, c) else 0.7 if other_place else 0.8) * best.score
            or not same_measure(best.candidate, c, min(best.coverage, match.coverage) >= 0.9)
            or not _comparable(best.candidate, c)
            or is_new(best.candidate) is not is_new(c)
        ):
            continue
        if all(base_of(c)[0] != base_of(other)[0] for other in chosen):  # 1500份 and 1500批次 are one figure
            chosen.append(c)
    return chosen


def contradict(a: Candidate, b: Candidate) -> bool:
    """Tell whether two figures of one report are the same thing with two values, not two readings of what was asked (人数, 金额)."""
    if a.report.report_id != b.report.report_id or a.dimension != b.dimension or base_of(a) == base_of(b):
        return False
    alike = states(a.row.name) == states(b.row.name) and same_measure(a, b, both_cover=True)
    return alike and _comparable(a, b) and a.row.span != b.row.span


def _named_alike(a: Candidate, b: Candidate) -> bool:
    """Tell whether text and table call a measure by nearly the same name, whatever the question called it."""
    return alike(a.row.name, b.row.name) >= 0.8


def _comparable(a: Candidate, b: Candidate) -> bool:
    """Two roles, years or scopes of an item are no contradiction."""
    same = a.row.role == b.row.role and a.row.year == b.row.year
    if a.row.section == b.row.section == "staff":
        return same and a.row.scope == b.row.scope
    return same and (a.row.section != b.row.section or a.row.section == "outcomes") and a.row.section not in ("finance",)
