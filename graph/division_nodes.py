"""What follows from a division (行政区划): its node and those above, and the department that came after one of a division no more."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.keys import department_key
from graph.naming import Body, body
from ontology.divisions import ancestors, region


@dataclass(frozen=True, slots=True)
class Heir:
    """The department of the division that another went into: its node, and why it came after."""

    id: str
    props: dict[str, str]
    reason: str


def heir_of(one: Body) -> Heir | None:
    """Return the department of the same name in the division that a body's own went into, None where its own still is."""
    own = region(one.adcode) if one.adcode else None
    then = region(own.successor) if own and own.successor else None
    if own is None or then is None:
        return None
    props = {"name": body(one.core, then.adcode).name, "adcode": then.adcode}
    return Heir(department_key(one.core, then.adcode), props, f"区划调整：{own.name}{own.until}年并入{then.name}")


def region_chain(adcode: str | None) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield a division and its parents (行政区划), nearest first, with their properties; a code that no list knows stands alone."""
    if adcode is None:
        return
    known = region(adcode)
    if known is None:
        yield adcode, {"adcode": adcode}
        return
    for one in (known, *ancestors(adcode)):
        yield one.adcode, {"adcode": one.adcode, "name": one.name, "level": one.level}
