"""Programmes and earmarked funds (项目与专项资金), each once with its amount, parts, rating, use and other names."""

from collections.abc import Iterator

from ingest.document import Document
from ingest.extractors.projects import prose, single, table
from ingest.extractors.projects.names import alike, pairs
from ontology.records import Project, ReportFields


def extract(document: Document, report: ReportFields) -> Iterator[Project]:
    """Yield the programmes in printed order; mentions under other names become aliases of the first one.

    A mention means the same programme where the amounts agree and the names share a word, or where the names agree and one has no amount.
    """
    found: list[Project] = []
    tables = table.from_tables(document, report)
    own = tuple(single.from_cover(document, report))
    told = () if own else prose.from_prose(document)  # parts of the one programme are no programmes
    for mention in (*own, *told, *tables):
        at = next((i for i, p in enumerate(found) if _same(p, mention)), None)
        if at is None:
            found.append(mention)
        else:
            found[at] = _merged(found[at], mention)
    names = prose.listed_names(document)
    yield from sorted(_renamed(found, names), key=lambda p: p.span)


def _same(a: Project, b: Project) -> bool:
    near = max([alike(a.name, b.name), *(alike(x, b.name) for x in a.aliases)])
    if a.value_wan is not None and b.value_wan is not None:
        return near > 0 or (a.confidence >= 0.9 > b.confidence and a.value_wan != 0) if a.value_wan == b.value_wan else near >= 0.95
    return near >= 0.75


def _merged(a: Project, b: Project) -> Project:
    """Return the first mention with what the second adds."""
    aliases = a.aliases if b.name == a.name or b.name in a.aliases else (*a.aliases, b.name)
    update: dict[str, object] = {"aliases": aliases, "rating": a.rating or b.rating, "use": a.use or b.use}
    if a.value is None and b.value is not None:
        update |= {"value": b.value, "unit": b.unit, "value_wan": b.value_wan, "year": a.year or b.year}
    update["components"] = a.components or b.components
    return a.model_copy(update=update)


def _renamed(found: list[Project], names: list[str]) -> Iterator[Project]:
    """Yield the programmes under the names by which a sentence lists the funds: the nearest, and in the list's order."""
    free = list(names)
    for project in found:
        near = max(free, key=lambda n: alike(n, project.name), default=None)
        best = free[0] if free and near is not None and alike(near, project.name) < 0.6 and project.confidence >= 0.9 else near
        if best is None or not pairs(best) & pairs(project.name) or project.value is None:
            yield project
            continue
        free.remove(best)
        if best == project.name:
            yield project
        else:
            yield project.model_copy(update={"name": best, "aliases": tuple(dict.fromkeys((project.name, *project.aliases)))})
