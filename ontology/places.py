"""Where the words of a report stood in its file (出处), kept with the bundle as one compact string.

A line of the string holds the stretches of one page, sheet or table: its name, a TAB, then `gap,length,rest` for each stretch with `;`
between them. `gap` counts the characters since the last stretch's end; name and rest together are the place, such as
`page 3 (71,120,523,134)` (points from the page's top left as it is read), `收支!C5`, `table 2 r3c4` or `paragraph 12`.
"""

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from ontology.records import Span

Stretch = tuple[int, int, str]
"""Start and end in characters of the text, and the place."""


def packed(stretches: Iterable[Stretch]) -> str:
    """Return stretches, in order of the text and apart from each other, as one string.

    What was read where the text was put right is kept in the same form, with the reading for a place.
    """
    lines, end = [], 0
    parted = ((start, stop, *_parted(" ".join(place.split()))) for start, stop, place in stretches)
    for name, group in groupby(parted, key=lambda s: s[2]):
        told = []
        for start, stop, _, rest in group:
            told.append(f"{start - end},{stop - start},{rest}")
            end = stop
        lines.append(f"{name}\t{';'.join(told)}")
    return "\n".join(lines)


def _parted(place: str) -> tuple[str, str]:
    """Return a place's page, sheet or table, and what says where in it."""
    cut = max(place.rfind(" "), place.rfind("!")) + 1
    return place[:cut], place[cut:].replace("%", "%25").replace(";", "%3B")


@lru_cache(maxsize=16)
def unpacked(origins: str) -> tuple[Stretch, ...]:
    """Return the stretches of a packed string, in order."""
    found: list[Stretch] = []
    end = 0
    for line in origins.split("\n") if origins else ():
        name, _, stretches = line.partition("\t")
        for stretch in stretches.split(";"):
            gap, length, rest = stretch.split(",", 2)
            start = end + int(gap)
            end = start + int(length)
            found.append((start, end, name + rest.replace("%3B", ";").replace("%25", "%")))
    return tuple(found)


def places_of(origins: str, span: Span) -> tuple[str, ...]:
    """Return the places of the stretches that a span touches, in order; none where they are unknown, as in plain text."""
    stretches = unpacked(origins)
    first = bisect_right(stretches, span[0], key=lambda s: s[1])
    places = []
    for start, _, place in stretches[first:]:
        if start >= span[1]:
            break
        places.append(place)
    return tuple(dict.fromkeys(places))
