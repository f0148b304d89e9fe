"""Slips in the names of places (地名的笔误): a name of the same sounds as a live one, or of characters that look like its own."""

from collections.abc import Collection, Iterator
from functools import cache, cached_property
from importlib.resources import files

from search.places.divisions import by_name, counties_by_short, is_everyday, sounds
from search.places.place_words import KINDS_OF_PLACE

LEAST, MOST = 3, 8
"""Characters of a name with its kind that a slip is looked for in; a short name of two needs a body right behind it."""


class Slips:
    """The live names by how they sound and by how they look."""

    def __init__(self, names: Collection[str]) -> None:
        """Hold the live names of places and departments."""
        self._names = frozenset(n for n in names if not n.isascii())

    @cached_property
    def _whole(self) -> dict[tuple[str, ...], str]:
        named = [n for n in self._names if LEAST <= len(n) <= MOST and n[-1] in KINDS_OF_PLACE]
        return {key(n): n for key in (_look, _near_sound, sounds) for n in named}

    @cached_property
    def _short(self) -> dict[tuple[str, ...], str]:
        return {key(n): n for key in (_look, sounds) for n in self._names if len(n) == 2 and not is_everyday(n)}

    def find(self, text: str, bodies: Collection[int]) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and live name of what reads like a slip, longest first; `bodies` are the places where a body's name begins."""
        for length in range(MOST, 1, -1):
            for start in range(len(text) - length + 1):
                said, end = text[start : start + length], start + length
                known = self._short if length == 2 else self._whole
                if (said[-1] not in KINDS_OF_PLACE) if length > 2 else (end not in bodies):
                    continue
                name = known.get(sounds(said)) or (known.get(_near_sound(said)) if length > 2 else None) or known.get(_look(said))
                if name is not None and said != name and not self._is_a_name(text, start, end):
                    yield start, end, name

    def _is_a_name(self, text: str, start: int, end: int) -> bool:
        """Tell whether a stretch is a place's own name, or one that goes beyond it holds more of it than is left."""
        said = text[start:end]
        if said in self._names or said in by_name() or (len(said) == 2 and said in counties_by_short()):
            return True
        longer = (text[first : end + more] for first in range(max(0, start - 3), start + 1) for more in range(4) if first < start or more)
        return any(other in by_name() for other in longer)


@cache
def _alike() -> dict[str, str]:
    """Return for each character that has look-alikes the first of its group."""
    groups = (files("search") / "data" / "lookalike_characters.txt").read_text(encoding="utf-8").split()
    return {char: group[0] for group in reversed(groups) for char in group}


def _look(name: str) -> tuple[str, ...]:
    return tuple(_alike().get(char, char) for char in name)


def _near_sound(name: str) -> tuple[str, ...]:
    """Return the sounds of a name as many speakers tell them: no zh beside z, no -ng beside -n, no l beside n."""
    return tuple(_plain(s) for s in sounds(name))


def _plain(sound: str) -> str:
    sound = sound.replace("zh", "z").replace("ch", "c").replace("sh", "s")
    sound = sound[:-1] if sound.endswith("ng") else sound
    return "l" + sound[1:] if sound.startswith("n") else sound
