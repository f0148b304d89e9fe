"""Head counts against establishment (编制与实有人数): more in post than posts."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ingest.audit.rules import finding
from ingest.document import Document
from ontology.records import Bundle, Finding, Staff

_POSTS = "编制数"
_TOTAL = re.compile(r"编制\D{0,6}(\d{1,5})[名人个][，,（(]其中")
_PARTS = ("行政编制", "事业编制", "工勤编制", "参公编制", "政法专项编制")
_PEOPLE = ("在职人数", "在编人数", "年末实有人数")


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield the bodies that have more people in post than posts; a scope told twice with different values is left alone."""
    scopes: dict[str, list[Staff]] = defaultdict(list)
    for fact in bundle.staff:
        scopes[fact.scope or ""].append(fact)
    for scope, facts in scopes.items():
        posts, people = _posts(facts), next((f for name in _PEOPLE if (f := _one(facts, name))), None)
        if posts and people and people.value > max(posts[0], _said_ahead(document, posts[1][0])):
            text = f"{scope}{people.metric}{people.value:f}超过编制{posts[0]:f}，超编{people.value - posts[0]:f}人"
            yield finding(document, "over-establishment", text, [*(p.span for p in posts[1]), people.span])


def _posts(facts: list[Staff]) -> tuple[Decimal, list[Staff]] | None:
    """Return the posts of a body: the total as printed, else the sum of two or more kinds."""
    whole = _one(facts, _POSTS)
    if whole:
        return whole.value, [whole]
    parts = [p for name in _PARTS if (p := _one(facts, name))]
    return (sum((p.value for p in parts), Decimal(0)), parts) if len(parts) > 1 else None


def _said_ahead(document: Document, part: Staff) -> Decimal:
    """Return the total printed right before the kinds of posts (编制286名，其中行政编制62名), 0 where none is."""
    said = _TOTAL.search(document.text, max(0, part.span[0] - 24), part.span[0])
    return Decimal(said[1]) if said else Decimal(0)


def _one(facts: list[Staff], metric: str) -> Staff | None:
    found = [f for f in facts if f.metric == metric]
    return found[0] if found and len({f.value for f in found}) == 1 else None
